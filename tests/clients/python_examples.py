"""The example frames of AsyncAPI documents, read and written again by the Python clients of the same programs.

    python tests/clients/python_examples.py GENERATED DOCUMENTS
"""

import importlib.util
import json
import sys
from pathlib import Path

generated, documents = map(Path, sys.argv[1:3])
count = 0
for folder in sorted(documents.iterdir()):
    spec = importlib.util.spec_from_file_location(f"client_of_{folder.name}", generated / f"odd_{folder.name}" / "client.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    endpoints = {getattr(value, "path", None): value for value in vars(module).values() if isinstance(value, type)}
    for address, channel in json.loads((folder / "asyncapi.json").read_text())["channels"].items():
        params = {"params": {name: 1 for name in channel.get("parameters", {})}} if channel.get("parameters") else {}
        connection = endpoints[address].connect("ws://nowhere", **params)
        # The last message of a channel is what the service sends.
        for example in list(channel["messages"].values())[-1].get("examples", []):
            message = module._decode_frame(connection._endpoint, json.dumps(example["payload"]))
            assert module._encode(message) == example["payload"], (folder.name, address, message)
            count += 1
assert count >= 20, count
print(f"{count} examples")
