"""What both servers share: the open connections, the frames that came, and a back door for the tests.

The back door is plain HTTP below ``/test``, so a test decides what travels without a word of the protocol of the app.
"""

import asyncio
import json
import socket
import sys
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.websockets import WebSocket

TOKEN = "good-token"


class Wire:
    """The open connections of an endpoint, and everything that they received."""

    def __init__(self) -> None:
        self.connections: list[WebSocket] = []
        self.received: list[Any] = []
        self.handshakes = 0
        self.subprotocols: list[str] = []

    async def send(self, message: dict[str, Any]) -> None:
        """A frame to every connection, as ``broadcast`` does it."""
        for connection in self.connections:
            await connection.send_text(json.dumps(message))

    def back_door(self, event: dict[str, Any]) -> Starlette:
        """The HTTP side. ``event`` is a message of the protocol with every field."""

        async def state(_: Request) -> JSONResponse:
            facts = {"received": self.received, "open": len(self.connections), "handshakes": self.handshakes}
            return JSONResponse({**facts, "subprotocols": self.subprotocols})

        async def push(request: Request) -> JSONResponse:
            text = (await request.body()).decode()
            for connection in self.connections:
                await connection.send_text(text)
            return JSONResponse({})

        async def push_binary(request: Request) -> JSONResponse:
            for connection in self.connections:
                await connection.send_bytes(await request.body())
            return JSONResponse({})

        async def flood(request: Request) -> JSONResponse:
            count = int(request.query_params["count"])
            field = request.query_params["field"]
            for number in range(count):
                await self.send({**event, field: str(number)})
            return JSONResponse({})

        async def close(request: Request) -> JSONResponse:
            for connection in list(self.connections):
                await connection.close(int(request.query_params["code"]))
            return JSONResponse({})

        doors = [push, push_binary, flood, close]
        routes = [Route(f"/{door.__name__}", door, methods=["POST"]) for door in doors]
        return Starlette(routes=[Route("/state", state), *routes])


def serve(app: Any) -> None:
    """Runs the app on the port of the command line and says when it can be reached."""
    port = int(sys.argv[1])
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(128)
    # Connections wait in the socket from here on, so nobody has to try again and again.
    print("ready", flush=True)
    config = uvicorn.Config(app, log_level="warning", ws_ping_interval=None)
    asyncio.run(uvicorn.Server(config).serve(sockets=[listener]))
