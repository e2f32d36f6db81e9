# Client of the WebSocket endpoints of `dashboard`, made from its Fitz source.
#
# Do not edit: change the source, then run `fitz-lsp client python` on `dashboard.fitz` again.
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
class DashboardCommandPing:
    """DashboardCommand with `kind` "ping"."""

    kind: Literal["ping"] = "ping"


@dataclass(kw_only=True)
class DashboardEventClick:
    """DashboardEvent with `kind` "click"."""

    kind: Literal["click"] = "click"
    code: str
    target_url: str
    clicks: int
    at: str


@dataclass(kw_only=True)
class DashboardEventRate:
    """DashboardEvent with `kind` "rate"."""

    kind: Literal["rate"] = "rate"
    code: str
    target_url: str
    clicks: int
    at: str


@dataclass(kw_only=True)
class DashboardEventHello:
    """DashboardEvent with `kind` "hello"."""

    kind: Literal["hello"] = "hello"
    code: str
    target_url: str
    clicks: int
    at: str


@dataclass(kw_only=True)
class DashboardEventPong:
    """DashboardEvent with `kind` "pong"."""

    kind: Literal["pong"] = "pong"
    code: str
    target_url: str
    clicks: int
    at: str


DashboardCommand: TypeAlias = Union[
    DashboardCommandPing,
]
"""What a dashboard may say to the server ..."""


DashboardEvent: TypeAlias = Union[
    DashboardEventClick,
    DashboardEventRate,
    DashboardEventHello,
    DashboardEventPong,
]
"""... and what the server says: "hello", "pong", "click" or "rate"."""


# The types as data: frames are checked against it.
_TYPES: dict[str, Any] = {
  "DashboardCommand": {"kind": "kind", "variants": {
    "ping": "DashboardCommandPing",
  }},
  "DashboardCommandPing": {"fields": {
    "kind": ["literal", "ping"],
  }},
  "DashboardEvent": {"kind": "kind", "variants": {
    "click": "DashboardEventClick",
    "rate": "DashboardEventRate",
    "hello": "DashboardEventHello",
    "pong": "DashboardEventPong",
  }},
  "DashboardEventClick": {"fields": {
    "kind": ["literal", "click"],
    "code": "str",
    "target_url": "str",
    "clicks": "int",
    "at": "str",
  }},
  "DashboardEventRate": {"fields": {
    "kind": ["literal", "rate"],
    "code": "str",
    "target_url": "str",
    "clicks": "int",
    "at": "str",
  }},
  "DashboardEventHello": {"fields": {
    "kind": ["literal", "hello"],
    "code": "str",
    "target_url": "str",
    "clicks": "int",
    "at": "str",
  }},
  "DashboardEventPong": {"fields": {
    "kind": ["literal", "pong"],
    "code": "str",
    "target_url": "str",
    "clicks": "int",
    "at": "str",
  }},
}

_CLASSES: dict[str, Callable[..., Any]] = {
    "DashboardCommandPing": DashboardCommandPing,
    "DashboardEventClick": DashboardEventClick,
    "DashboardEventRate": DashboardEventRate,
    "DashboardEventHello": DashboardEventHello,
    "DashboardEventPong": DashboardEventPong,
}

_ATTRIBUTES: dict[str, dict[str, str]] = {
}


class dashboard:
    """The endpoint `/dashboard`.

    It needs a token: pass `token`.
    """

    path = "/dashboard"

    @staticmethod
    def connect(url: str = "ws://localhost:8080", **options: Unpack[ConnectOptions]) -> Connection[DashboardCommand, DashboardEvent]:
        endpoint = _Endpoint(
            path="/dashboard",
            receives=["type", "DashboardEvent"],
            sends_binary=False,
            heartbeat_secs=30,
        )
        return Connection(endpoint, url, {}, options)
