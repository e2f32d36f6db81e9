# Client of the WebSocket endpoints of `typed_channel`, made from its Fitz source.
#
# Do not edit: change the source, then run `fitz-lsp client python` on `typed_channel.fitz` again.
#
# Needs Python 3.11 and the library `websockets` 14 or newer.
from __future__ import annotations

import asyncio
import base64 as _base64
import contextlib
import datetime as _datetime
import enum as _enum
import inspect
import json as _json
import logging as _logging
import random as _random
import re as _re
import time as _time
import uuid as _uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field as _field, fields as _fields, is_dataclass
from ssl import SSLContext
from typing import Any, Generic, Literal, Self, TypeAlias, TypedDict, TypeVar, Union, Unpack, cast as _cast
from urllib.parse import quote as _quote, urlencode as _urlencode

from websockets.asyncio.client import ClientConnection, connect as _connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus
from websockets.protocol import State as _State
from websockets.typing import Subprotocol


class Unset(_enum.Enum):
    """Says that a field is left out, so that the service takes its own default."""

    UNSET = "unset"


UNSET = Unset.UNSET


@dataclass(kw_only=True)
class ClientEventPing:
    """ClientEvent with `kind` "ping"."""

    kind: Literal["ping"] = "ping"
    room: str = "lobby"
    content: str = ""
    is_typing: bool = False


@dataclass(kw_only=True)
class ClientEventJoin:
    """ClientEvent with `kind` "join"."""

    kind: Literal["join"] = "join"
    room: str = "lobby"
    content: str = ""
    is_typing: bool = False


@dataclass(kw_only=True)
class ClientEventMessage:
    """ClientEvent with `kind` "message"."""

    kind: Literal["message"] = "message"
    room: str = "lobby"
    content: str = ""
    is_typing: bool = False


@dataclass(kw_only=True)
class ClientEventTyping:
    """ClientEvent with `kind` "typing"."""

    kind: Literal["typing"] = "typing"
    room: str = "lobby"
    content: str = ""
    is_typing: bool = False


@dataclass(kw_only=True)
class ServerEventConnected:
    """ServerEvent with `kind` "connected"."""

    kind: Literal["connected"] = "connected"
    room: str
    user: str
    content: str
    is_typing: bool
    at: str


@dataclass(kw_only=True)
class ServerEventPong:
    """ServerEvent with `kind` "pong"."""

    kind: Literal["pong"] = "pong"
    room: str
    user: str
    content: str
    is_typing: bool
    at: str


@dataclass(kw_only=True)
class ServerEventJoined:
    """ServerEvent with `kind` "joined"."""

    kind: Literal["joined"] = "joined"
    room: str
    user: str
    content: str
    is_typing: bool
    at: str


@dataclass(kw_only=True)
class ServerEventMessage:
    """ServerEvent with `kind` "message"."""

    kind: Literal["message"] = "message"
    room: str
    user: str
    content: str
    is_typing: bool
    at: str


@dataclass(kw_only=True)
class ServerEventTyping:
    """ServerEvent with `kind` "typing"."""

    kind: Literal["typing"] = "typing"
    room: str
    user: str
    content: str
    is_typing: bool
    at: str


@dataclass(kw_only=True)
class ServerEventError:
    """ServerEvent with `kind` "error"."""

    kind: Literal["error"] = "error"
    room: str
    user: str
    content: str
    is_typing: bool
    at: str


ClientEvent: TypeAlias = Union[
    ClientEventPing,
    ClientEventJoin,
    ClientEventMessage,
    ClientEventTyping,
]


ServerEvent: TypeAlias = Union[
    ServerEventConnected,
    ServerEventPong,
    ServerEventJoined,
    ServerEventMessage,
    ServerEventTyping,
    ServerEventError,
]


# The types as data: frames are checked against it.
_TYPES: dict[str, Any] = {
  "ClientEvent": {"kind": "kind", "variants": {
    "ping": "ClientEventPing",
    "join": "ClientEventJoin",
    "message": "ClientEventMessage",
    "typing": "ClientEventTyping",
  }},
  "ClientEventPing": {"fields": {
    "kind": ["literal", "ping"],
    "room": "str",
    "content": "str",
    "is_typing": "bool",
  }},
  "ClientEventJoin": {"fields": {
    "kind": ["literal", "join"],
    "room": "str",
    "content": "str",
    "is_typing": "bool",
  }},
  "ClientEventMessage": {"fields": {
    "kind": ["literal", "message"],
    "room": "str",
    "content": "str",
    "is_typing": "bool",
  }},
  "ClientEventTyping": {"fields": {
    "kind": ["literal", "typing"],
    "room": "str",
    "content": "str",
    "is_typing": "bool",
  }},
  "ServerEvent": {"kind": "kind", "variants": {
    "connected": "ServerEventConnected",
    "pong": "ServerEventPong",
    "joined": "ServerEventJoined",
    "message": "ServerEventMessage",
    "typing": "ServerEventTyping",
    "error": "ServerEventError",
  }},
  "ServerEventConnected": {"fields": {
    "kind": ["literal", "connected"],
    "room": "str",
    "user": "str",
    "content": "str",
    "is_typing": "bool",
    "at": "str",
  }},
  "ServerEventPong": {"fields": {
    "kind": ["literal", "pong"],
    "room": "str",
    "user": "str",
    "content": "str",
    "is_typing": "bool",
    "at": "str",
  }},
  "ServerEventJoined": {"fields": {
    "kind": ["literal", "joined"],
    "room": "str",
    "user": "str",
    "content": "str",
    "is_typing": "bool",
    "at": "str",
  }},
  "ServerEventMessage": {"fields": {
    "kind": ["literal", "message"],
    "room": "str",
    "user": "str",
    "content": "str",
    "is_typing": "bool",
    "at": "str",
  }},
  "ServerEventTyping": {"fields": {
    "kind": ["literal", "typing"],
    "room": "str",
    "user": "str",
    "content": "str",
    "is_typing": "bool",
    "at": "str",
  }},
  "ServerEventError": {"fields": {
    "kind": ["literal", "error"],
    "room": "str",
    "user": "str",
    "content": "str",
    "is_typing": "bool",
    "at": "str",
  }},
}

_CLASSES: dict[str, Callable[..., Any]] = {
    "ClientEventPing": ClientEventPing,
    "ClientEventJoin": ClientEventJoin,
    "ClientEventMessage": ClientEventMessage,
    "ClientEventTyping": ClientEventTyping,
    "ServerEventConnected": ServerEventConnected,
    "ServerEventPong": ServerEventPong,
    "ServerEventJoined": ServerEventJoined,
    "ServerEventMessage": ServerEventMessage,
    "ServerEventTyping": ServerEventTyping,
    "ServerEventError": ServerEventError,
}

_ATTRIBUTES: dict[str, dict[str, str]] = {
}


class channel:
    """No account system here: the visitor names itself in a header that the
    reverse proxy sets, and is anonymous otherwise.

    The endpoint `/channel`.

    The handshake reads the header `X-Visitor`: pass it in `headers`.
    """

    path = "/channel"

    @staticmethod
    def connect(url: str = "ws://localhost:9001", **options: Unpack[ConnectOptions]) -> Connection[ClientEvent, ServerEvent]:
        endpoint = _Endpoint(
            path="/channel",
            receives=["type", "ServerEvent"],
            sends_binary=False,
            heartbeat_secs=20,
        )
        return Connection(endpoint, url, {}, options)
