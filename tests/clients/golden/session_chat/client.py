# Client of the WebSocket endpoints of `session_chat`, made from its Fitz source.
#
# Do not edit: change the source, then run `fitz-lsp client python` on `session_chat.fitz` again.
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
class Typed:
    """Browser -> server."""

    text: str


@dataclass(kw_only=True)
class UpdateRoster:
    """Update with `kind` "roster"."""

    kind: Literal["roster"] = "roster"
    line: None
    people: list[str]
    history: list[Line]


@dataclass(kw_only=True)
class Line:
    author: str
    text: str
    at: str


@dataclass(kw_only=True)
class UpdateDenied:
    """Update with `kind` "denied"."""

    kind: Literal["denied"] = "denied"
    line: None
    people: list[str]
    history: list[Line]


@dataclass(kw_only=True)
class UpdateWelcome:
    """Update with `kind` "welcome"."""

    kind: Literal["welcome"] = "welcome"
    line: None
    people: list[str]
    history: list[Line]


@dataclass(kw_only=True)
class UpdateLine:
    """Update with `kind` "line"."""

    kind: Literal["line"] = "line"
    line: Line
    people: list[str]
    history: list[Line]


Update: TypeAlias = Union[
    UpdateRoster,
    UpdateDenied,
    UpdateWelcome,
    UpdateLine,
]
"""Server -> browser. `kind` is "welcome", "line", "roster" or "denied"."""


# The types as data: frames are checked against it.
_TYPES: dict[str, Any] = {
  "Typed": {"fields": {
    "text": "str",
  }},
  "Update": {"kind": "kind", "variants": {
    "roster": "UpdateRoster",
    "denied": "UpdateDenied",
    "welcome": "UpdateWelcome",
    "line": "UpdateLine",
  }},
  "UpdateRoster": {"fields": {
    "kind": ["literal", "roster"],
    "line": "null",
    "people": ["list", "str"],
    "history": ["list", ["type", "Line"]],
  }},
  "Line": {"fields": {
    "author": "str",
    "text": "str",
    "at": "str",
  }},
  "UpdateDenied": {"fields": {
    "kind": ["literal", "denied"],
    "line": "null",
    "people": ["list", "str"],
    "history": ["list", ["type", "Line"]],
  }},
  "UpdateWelcome": {"fields": {
    "kind": ["literal", "welcome"],
    "line": "null",
    "people": ["list", "str"],
    "history": ["list", ["type", "Line"]],
  }},
  "UpdateLine": {"fields": {
    "kind": ["literal", "line"],
    "line": ["type", "Line"],
    "people": ["list", "str"],
    "history": ["list", ["type", "Line"]],
  }},
}

_CLASSES: dict[str, Callable[..., Any]] = {
    "Typed": Typed,
    "UpdateRoster": UpdateRoster,
    "Line": Line,
    "UpdateDenied": UpdateDenied,
    "UpdateWelcome": UpdateWelcome,
    "UpdateLine": UpdateLine,
}

_ATTRIBUTES: dict[str, dict[str, str]] = {
}


class room:
    """The upgrade request carries the same cookie as the pages do. There is no
    @auth_provider here, so the handler itself turns strangers away.

    The endpoint `/room`.

    The handshake reads the cookie `session`: pass `Cookie` in `headers`.
    """

    path = "/room"

    @staticmethod
    def connect(url: str = "ws://localhost:5001", **options: Unpack[ConnectOptions]) -> Connection[Typed, Update]:
        endpoint = _Endpoint(
            path="/room",
            receives=["type", "Update"],
            sends_binary=False,
            heartbeat_secs=30,
        )
        return Connection(endpoint, url, {}, options)
