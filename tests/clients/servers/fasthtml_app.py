"""The protocol of the notifications on FastHTML.

The framework accepts every handshake without a subprotocol, so the token comes in the query, and a wrong one is answered
with the close code 4401.
"""

import json
from typing import Any

from fasthtml.common import FastHTML
from starlette.websockets import WebSocket

from wire import TOKEN, Wire, serve

app = FastHTML()
wire = Wire()


def notify_event(kind: str, **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "topic": "", "notes": [], **fields}


NOTE = {"id": 1, "title": "Hello", "body": "", "is_read": False, "at": "2026-01-01T12:00:00Z"}


async def opened(ws: WebSocket) -> None:
    wire.handshakes += 1
    if ws.query_params.get("token") != TOKEN:
        await ws.close(4401, "invalid token")
        return
    wire.connections.append(ws)
    await ws.send_text(json.dumps(notify_event("hello", topic="a-key", notes=[NOTE])))


async def gone(ws: WebSocket) -> None:
    if ws in wire.connections:
        wire.connections.remove(ws)


@app.ws("/ws/notifications", conn=opened, disconn=gone)
async def received(kind: str, ws: WebSocket) -> None:
    wire.received.append({"kind": kind})
    if kind == "pull":
        await ws.send_text(json.dumps(notify_event("notes", notes=[NOTE])))
    elif kind != "pong":
        await ws.send_text(json.dumps(notify_event("error")))


app.mount("/test/notifications", wire.back_door(notify_event("nudge")))

if __name__ == "__main__":
    serve(app)
