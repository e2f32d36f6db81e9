# Client of the WebSocket endpoints of `notifications`, made from its Fitz source.
#
# Do not edit: change the source, then run `fitz-lsp client python` on `notifications.fitz` again.
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
class NotifyCommandPull:
    """NotifyCommand with `kind` "pull"."""

    kind: Literal["pull"] = "pull"


@dataclass(kw_only=True)
class NotifyCommandPong:
    """NotifyCommand with `kind` "pong"."""

    kind: Literal["pong"] = "pong"


@dataclass(kw_only=True)
class NotifyEventHello:
    """NotifyEvent with `kind` "hello"."""

    kind: Literal["hello"] = "hello"
    topic: str
    notes: list[Note]


@dataclass(kw_only=True)
class Note:
    id: int
    title: str
    body: str
    is_read: bool
    at: str


@dataclass(kw_only=True)
class NotifyEventNudge:
    """NotifyEvent with `kind` "nudge"."""

    kind: Literal["nudge"] = "nudge"
    topic: str
    notes: list[Note]


@dataclass(kw_only=True)
class NotifyEventNotes:
    """NotifyEvent with `kind` "notes"."""

    kind: Literal["notes"] = "notes"
    topic: str
    notes: list[Note]


@dataclass(kw_only=True)
class NotifyEventError:
    """NotifyEvent with `kind` "error"."""

    kind: Literal["error"] = "error"
    topic: str
    notes: list[Note]


NotifyCommand: TypeAlias = Union[
    NotifyCommandPull,
    NotifyCommandPong,
]


NotifyEvent: TypeAlias = Union[
    NotifyEventHello,
    NotifyEventNudge,
    NotifyEventNotes,
    NotifyEventError,
]


# The types as data: frames are checked against it.
_TYPES: dict[str, Any] = {
  "NotifyCommand": {"kind": "kind", "variants": {
    "pull": "NotifyCommandPull",
    "pong": "NotifyCommandPong",
  }},
  "NotifyCommandPull": {"fields": {
    "kind": ["literal", "pull"],
  }},
  "NotifyCommandPong": {"fields": {
    "kind": ["literal", "pong"],
  }},
  "NotifyEvent": {"kind": "kind", "variants": {
    "hello": "NotifyEventHello",
    "nudge": "NotifyEventNudge",
    "notes": "NotifyEventNotes",
    "error": "NotifyEventError",
  }},
  "NotifyEventHello": {"fields": {
    "kind": ["literal", "hello"],
    "topic": "str",
    "notes": ["list", ["type", "Note"]],
  }},
  "Note": {"fields": {
    "id": "int",
    "title": "str",
    "body": "str",
    "is_read": "bool",
    "at": "str",
  }},
  "NotifyEventNudge": {"fields": {
    "kind": ["literal", "nudge"],
    "topic": "str",
    "notes": ["list", ["type", "Note"]],
  }},
  "NotifyEventNotes": {"fields": {
    "kind": ["literal", "notes"],
    "topic": "str",
    "notes": ["list", ["type", "Note"]],
  }},
  "NotifyEventError": {"fields": {
    "kind": ["literal", "error"],
    "topic": "str",
    "notes": ["list", ["type", "Note"]],
  }},
}

_CLASSES: dict[str, Callable[..., Any]] = {
    "NotifyCommandPull": NotifyCommandPull,
    "NotifyCommandPong": NotifyCommandPong,
    "NotifyEventHello": NotifyEventHello,
    "Note": Note,
    "NotifyEventNudge": NotifyEventNudge,
    "NotifyEventNotes": NotifyEventNotes,
    "NotifyEventError": NotifyEventError,
}

_ATTRIBUTES: dict[str, dict[str, str]] = {
}


class notifications:
    """The endpoint `/ws/notifications`.

    It needs a token: pass `token`.
    """

    path = "/ws/notifications"

    @staticmethod
    def connect(url: str = "ws://localhost:8090", **options: Unpack[ConnectOptions]) -> Connection[NotifyCommand, NotifyEvent]:
        endpoint = _Endpoint(
            path="/ws/notifications",
            receives=["type", "NotifyEvent"],
            sends_binary=False,
            heartbeat_secs=30,
        )
        return Connection(endpoint, url, {}, options)
