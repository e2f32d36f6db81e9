"""What the Python client must be able to do, against real servers.

    python tests/clients/python_client.py GENERATED [TEXT]

GENERATED is the folder with the clients of all apps. Only scenarios whose name contains TEXT run. Prints ``ok   NAME`` or
``FAIL NAME`` for each.
"""

import asyncio
import contextlib
import importlib.util
import json
import signal
import socket
import sys
import time
import traceback
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

SERVERS = Path(__file__).parent / "servers"
TOKEN = "good-token"
LIMIT = 30.0


def load(name: str) -> Any:
    """A generated module."""
    spec = importlib.util.spec_from_file_location(f"client_of_{name}", Path(sys.argv[1]) / name / "client.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


dashboard, notifications, typed_channel = map(load, ("dashboard", "notifications", "typed_channel"))


class Server:
    """A server on a port of its own."""

    def __init__(self, script: str, app: str) -> None:
        self.script, self.app = script, app
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.url = f"ws://127.0.0.1:{self.port}"

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, SERVERS / self.script, str(self.port), cwd=SERVERS, stdout=asyncio.subprocess.PIPE
        )
        assert self.process.stdout is not None
        assert await self.process.stdout.readline() == b"ready\n"

    async def kill(self) -> None:
        self.process.kill()
        await self.process.wait()

    async def door(self, action: str, query: str = "", body: bytes | None = None, app: str | None = None) -> Any:
        url = f"http://127.0.0.1:{self.port}/test/{app or self.app}/{action}?{query}"
        data = None if action == "state" else body or b""

        def ask() -> Any:
            with urllib.request.urlopen(urllib.request.Request(url, data=data)) as answer:
                return json.load(answer)

        return await asyncio.to_thread(ask)


class Target:
    """An endpoint that the common scenarios run on."""

    def __init__(self, server: Server, client: Any, **options: Any) -> None:
        self.server, self.client, self.options = server, client, options

    def connect(self, endpoint: Any, **options: Any) -> Any:
        quick = self.client.Reconnect(initial_delay=0.05, max_delay=0.2)
        return endpoint.connect(self.server.url, **{"token": TOKEN, "reconnect": quick, **self.options, **options})


class Downs(list[Any]):
    """The losses that a connection tells."""

    def __init__(self, connection: Any) -> None:
        super().__init__()
        self.came = asyncio.Event()
        connection.on_down(self.note)

    def note(self, down: Any) -> None:
        self.append(down)
        self.came.set()


class FastApi(Target):
    def __init__(self) -> None:
        super().__init__(Server("fastapi_app.py", "dashboard"), dashboard)
        self.said, self.wire = dashboard.DashboardCommandPing(), {"kind": "ping"}
        self.hello, self.answer = dashboard.DashboardEventHello, dashboard.DashboardEventPong
        self.pushed, self.numbered = dashboard.DashboardEventClick, "code"
        self.valid = {"kind": "click", "code": "x", "target_url": "", "clicks": 1, "at": ""}
        self.wrong = ("clicks", "a whole number")

    def open(self, **options: Any) -> Any:
        return self.connect(dashboard.dashboard, **options)


class FastHtml(Target):
    def __init__(self) -> None:
        super().__init__(Server("fasthtml_app.py", "notifications"), notifications, token_in="query")
        self.said, self.wire = notifications.NotifyCommandPull(), {"kind": "pull"}
        self.hello, self.answer = notifications.NotifyEventHello, notifications.NotifyEventNotes
        self.pushed, self.numbered = notifications.NotifyEventNudge, "topic"
        self.valid = {"kind": "nudge", "topic": "x", "notes": []}
        self.wrong = ("notes", "an array")

    def open(self, **options: Any) -> Any:
        return self.connect(notifications.notifications, **options)


async def messages_travel_both_ways(target: Any) -> None:
    async with target.open() as connection:
        frames: AsyncIterator[Any] = aiter(connection)
        assert isinstance(await anext(frames), target.hello)
        await connection.send(target.said)
        answers: list[Any] = []
        connection.on(target.answer, answers.append)
        answer = await anext(frames)
        assert isinstance(answer, target.answer) and answers == [answer], answer
        if isinstance(target, FastHtml):
            assert answer.notes == [notifications.Note(id=1, title="Hello", body="", is_read=False, at="2026-01-01T12:00:00Z")]
        assert (await target.server.door("state"))["received"] == [target.wire]
        assert connection.is_open
    assert not connection.is_open
    try:
        await connection.send(target.said)
    except target.client.ConnectionEnded as error:
        assert "was closed here" in str(error)
    else:
        raise AssertionError("a closed connection takes messages")


async def a_wrong_frame_is_told_and_passed_over(target: Any) -> None:
    invalid: list[Any] = []
    opened: list[bool] = []
    async with target.open() as connection:
        connection.on_invalid(invalid.append)
        connection.on_open(opened.append)
        frames = aiter(connection)
        await anext(frames)
        field, expected = target.wrong
        incomplete = {name: value for name, value in target.valid.items() if name != field}
        wrong = [{**target.valid, "kind": "nonsense"}, {**target.valid, field: "text"}, incomplete]
        for text in ['{"kind": ', "[]", *map(json.dumps, wrong)]:
            await target.server.door("push", body=text.encode())
        await target.server.door("push_binary", body=b"bytes")
        await target.server.door("push", body=json.dumps({**target.valid, "added_later": 1}).encode())
        assert isinstance(await anext(frames), target.pushed)
        problems = [
            "the text is not JSON",
            "at $, expected an object, got []",
            "at $.kind, expected one of",
            f'at $.{field}, expected {expected}, got "text"',
            f"at $.{field}, the field is missing",
            "expected a text frame, got a binary frame",
        ]
        assert len(invalid) == len(problems), invalid
        for problem, error in zip(problems, invalid):
            assert problem in str(error), error
        assert opened == [False]


async def ten_thousand_frames_come_in_order(target: Any) -> None:
    async with target.open() as connection:
        frames = aiter(connection)
        await anext(frames)
        flood = asyncio.create_task(target.server.door("flood", f"count=10000&field={target.numbered}"))
        for number in range(10_000):
            assert getattr(await anext(frames), target.numbered) == str(number)
        await flood


async def a_restart_is_survived_and_nothing_comes_twice(target: Any) -> None:
    opened: list[bool] = []
    async with target.open() as connection:
        connection.on_open(opened.append)
        downs = Downs(connection)
        frames = aiter(connection)
        await anext(frames)
        flood = asyncio.create_task(target.server.door("flood", f"count=100000&field={target.numbered}"))
        for number in range(100):
            assert getattr(await anext(frames), target.numbered) == str(number)
        await target.server.kill()
        with contextlib.suppress(OSError):
            await flood

        # What had arrived before the end is still read, in order; then the client waits for the server.
        number = 100
        while True:
            frame = asyncio.create_task(following(frames))
            lost = asyncio.create_task(downs.came.wait())
            await asyncio.wait({frame, lost}, return_when=asyncio.FIRST_COMPLETED)
            if not frame.done():
                break
            lost.cancel()
            message = frame.result()
            assert getattr(message, target.numbered) == str(number)
            number += 1
        assert downs[0].was_open and downs[0].code == 1006, downs
        sends = [asyncio.create_task(connection.send(target.said)) for _ in range(3)]
        await target.server.start()
        hello = await frame
        assert isinstance(hello, target.hello)
        await asyncio.gather(*sends)
        for _ in range(3):
            assert isinstance(await anext(frames), target.answer)
        flood = asyncio.create_task(target.server.door("flood", f"count=100&field={target.numbered}"))
        for number in range(100):
            assert getattr(await anext(frames), target.numbered) == str(number)
        await flood
        assert opened == [False, True]
        state = await target.server.door("state")
        assert [len(state["received"]), state["open"], state["handshakes"]] == [3, 1, 1], state


async def a_wrong_token_is_refused(target: Any) -> None:
    async with target.open(token="wrong") as connection:
        downs = Downs(connection)
        try:
            await anext(aiter(connection))
        except target.client.ConnectionRefused as error:
            refusal = error
        else:
            raise AssertionError("a wrong token is taken")
    status, code = (401, None) if isinstance(target, FastApi) else (None, 4401)
    assert (refusal.status, refusal.code) == (status, code), refusal
    assert downs == []
    assert (await target.server.door("state"))["handshakes"] == 1


async def the_token_travels_in_three_ways(target: Any) -> None:
    for place in ["header", "subprotocol", "query"]:
        async with target.open(token_in=place) as connection:
            assert isinstance(await anext(aiter(connection)), target.hello)
    assert (await target.server.door("state"))["subprotocols"] == ["", f"bearer.{TOKEN}", ""]
    try:
        target.open(token="not a token", token_in="subprotocol")
    except ValueError as error:
        assert "token_in" in str(error)
    else:
        raise AssertionError("a token with blanks is taken")


async def a_silent_service_counts_as_gone(target: Any) -> None:
    async with target.open(heartbeat=0.2, heartbeat_timeout=0.3) as connection:
        downs = Downs(connection)
        frames = aiter(connection)
        await anext(frames)
        target.server.process.send_signal(signal.SIGSTOP)
        hello = asyncio.create_task(following(frames))
        await downs.came.wait()
        target.server.process.send_signal(signal.SIGCONT)
        assert isinstance(await hello, target.hello)


async def following(frames: AsyncIterator[Any]) -> Any:
    return await anext(frames)


async def too_many_attempts_are_given_up(target: Any) -> None:
    await target.server.kill()
    reconnect = target.client.Reconnect(initial_delay=0.01, max_attempts=2)
    async with target.open(reconnect=reconnect) as connection:
        downs = Downs(connection)
        try:
            await connection.run()
        except target.client.ConnectionGivenUp as error:
            assert "cannot be reached" in str(error)
        else:
            raise AssertionError("nothing was there")
    assert [down.failed_attempts for down in downs] == [1, 2]
    await target.server.start()


async def ten_thousand_messages_arrive_in_order(target: Any) -> None:
    headers = {"X-Visitor": "Ada"}
    async with typed_channel.channel.connect(target.server.url, headers=headers) as connection:
        echoes: list[str] = []
        connection.on(typed_channel.ServerEventMessage, lambda message: echoes.append(message.content))
        frames = aiter(connection)
        assert (await anext(frames)).user == "Ada"

        async def speak() -> None:
            for number in range(10_000):
                await connection.send(typed_channel.ClientEventMessage(content=str(number)))

        speaking = asyncio.create_task(speak())
        while len(echoes) < 10_000:
            await anext(frames)
        await speaking
        assert echoes == [str(number) for number in range(10_000)]
        received = (await target.server.door("state", app="channel"))["received"]
        assert [message["content"] for message in received] == echoes


ON_EACH_TARGET: list[Callable[[Any], Awaitable[None]]] = [
    messages_travel_both_ways,
    a_wrong_frame_is_told_and_passed_over,
    ten_thousand_frames_come_in_order,
    a_restart_is_survived_and_nothing_comes_twice,
    a_wrong_token_is_refused,
]
ON_FASTAPI: list[Callable[[Any], Awaitable[None]]] = [
    the_token_travels_in_three_ways,
    a_silent_service_counts_as_gone,
    too_many_attempts_are_given_up,
    ten_thousand_messages_arrive_in_order,
]


async def main() -> int:
    only = sys.argv[2] if len(sys.argv) > 2 else ""
    failed = 0
    for make in (FastApi, FastHtml):
        scenarios = ON_EACH_TARGET + (ON_FASTAPI if make is FastApi else [])
        for scenario in scenarios:
            name = f"Python: {make.__name__}: {scenario.__name__.replace('_', ' ')}"
            if only not in name:
                continue
            target = make()
            await target.server.start()
            start = time.monotonic()
            try:
                await asyncio.wait_for(scenario(target), LIMIT)
            except Exception:
                failed += 1
                print(f"FAIL {name}\n       " + traceback.format_exc().strip().replace("\n", "\n       "), flush=True)
            else:
                print(f"ok   {name} ({time.monotonic() - start:.1f} s)", flush=True)
            finally:
                target.server.process.kill()
                await target.server.process.wait()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
