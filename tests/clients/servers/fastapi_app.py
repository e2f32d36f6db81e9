"""The protocol of two apps on FastAPI: the click dashboard (with a token) and the typed channel (open to all).

A wrong token is answered before the upgrade with HTTP 401, as Fitz does it.
"""

import json
from datetime import datetime, timezone
from typing import Any

from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from fastapi.responses import JSONResponse

from wire import TOKEN, Wire, serve

app = FastAPI()
dashboard = Wire()
channel = Wire()


def dashboard_event(kind: str, **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "code": "", "target_url": "", "clicks": 0, "at": "", **fields}


def server_event(kind: str, **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "room": "", "user": "", "content": "", "is_typing": False, "at": "", **fields}


def offered_token(websocket: WebSocket) -> tuple[str, str | None]:
    """The token of the handshake, and the subprotocol to echo: the two ways that Fitz reads, and the query."""
    for offered in websocket.scope["subprotocols"]:
        if offered.startswith("bearer."):
            return offered.removeprefix("bearer."), offered
    header = websocket.headers.get("authorization", "")
    return header.removeprefix("Bearer ") or websocket.query_params.get("token", ""), None


@app.websocket("/dashboard")
async def serve_dashboard(websocket: WebSocket) -> None:
    dashboard.handshakes += 1
    token, subprotocol = offered_token(websocket)
    if token != TOKEN:
        await websocket.send_denial_response(JSONResponse({"error": "invalid token"}, status_code=401))
        return
    await websocket.accept(subprotocol=subprotocol)
    dashboard.subprotocols.append(subprotocol or "")
    dashboard.connections.append(websocket)
    try:
        await websocket.send_json(dashboard_event("hello", at=datetime.now(timezone.utc).isoformat()))
        while True:
            command = json.loads(await websocket.receive_text())
            dashboard.received.append(command)
            if command.get("kind", "ping") == "ping":
                await websocket.send_json(dashboard_event("pong"))
    except WebSocketDisconnect:
        pass
    finally:
        dashboard.connections.remove(websocket)


@app.websocket("/channel")
async def serve_channel(websocket: WebSocket) -> None:
    channel.handshakes += 1
    user = websocket.headers.get("x-visitor", "guest")
    await websocket.accept()
    channel.connections.append(websocket)
    room = "lobby"
    try:
        await websocket.send_json(server_event("connected", room=room, user=user))
        while True:
            event = json.loads(await websocket.receive_text())
            channel.received.append(event)
            match event["kind"]:
                case "ping":
                    await websocket.send_json(server_event("pong"))
                case "join":
                    room = event.get("room", "lobby")
                    await channel.send(server_event("joined", room=room, user=user))
                case "message" | "typing" as kind:
                    content, is_typing = event.get("content", ""), event.get("is_typing", False)
                    await channel.send(server_event(kind, room=room, user=user, content=content, is_typing=is_typing))
                case _:
                    await websocket.send_json(server_event("error", content="unknown message kind"))
    except WebSocketDisconnect:
        pass
    finally:
        channel.connections.remove(websocket)


app.mount("/test/dashboard", dashboard.back_door(dashboard_event("click")))
app.mount("/test/channel", channel.back_door(server_event("message")))

if __name__ == "__main__":
    serve(app)
