# Client of the WebSocket endpoints of `task_board`, made from its Fitz source.
#
# Do not edit: change the source, then run `fitz-lsp client python` on `task_board.fitz` again.
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
class Alive:
    kind: str = "alive"


@dataclass(kw_only=True)
class TaskEventTaskCreated:
    """TaskEvent with `event` "task_created"."""

    event: Literal["task_created"] = "task_created"
    task: Task
    tasks: list[Task]
    by: str


@dataclass(kw_only=True)
class Task:
    id: int
    title: str
    status: str
    owner_id: int


@dataclass(kw_only=True)
class TaskEventTaskUpdated:
    """TaskEvent with `event` "task_updated"."""

    event: Literal["task_updated"] = "task_updated"
    task: Task
    tasks: list[Task]
    by: str


@dataclass(kw_only=True)
class TaskEventTaskDeleted:
    """TaskEvent with `event` "task_deleted"."""

    event: Literal["task_deleted"] = "task_deleted"
    task: Task
    tasks: list[Task]
    by: str


@dataclass(kw_only=True)
class TaskEventSnapshot:
    """TaskEvent with `event` "snapshot"."""

    event: Literal["snapshot"] = "snapshot"
    task: None
    tasks: list[Task]
    by: str


TaskEvent: TypeAlias = Union[
    TaskEventTaskCreated,
    TaskEventTaskUpdated,
    TaskEventTaskDeleted,
    TaskEventSnapshot,
]
""""snapshot" carries the whole list, the others a single task."""


# The types as data: frames are checked against it.
_TYPES: dict[str, Any] = {
  "Alive": {"fields": {
    "kind": "str",
  }},
  "TaskEvent": {"kind": "event", "variants": {
    "task_created": "TaskEventTaskCreated",
    "task_updated": "TaskEventTaskUpdated",
    "task_deleted": "TaskEventTaskDeleted",
    "snapshot": "TaskEventSnapshot",
  }},
  "TaskEventTaskCreated": {"fields": {
    "event": ["literal", "task_created"],
    "task": ["type", "Task"],
    "tasks": ["list", ["type", "Task"]],
    "by": "str",
  }},
  "Task": {"fields": {
    "id": "int",
    "title": "str",
    "status": "str",
    "owner_id": "int",
  }},
  "TaskEventTaskUpdated": {"fields": {
    "event": ["literal", "task_updated"],
    "task": ["type", "Task"],
    "tasks": ["list", ["type", "Task"]],
    "by": "str",
  }},
  "TaskEventTaskDeleted": {"fields": {
    "event": ["literal", "task_deleted"],
    "task": ["type", "Task"],
    "tasks": ["list", ["type", "Task"]],
    "by": "str",
  }},
  "TaskEventSnapshot": {"fields": {
    "event": ["literal", "snapshot"],
    "task": "null",
    "tasks": ["list", ["type", "Task"]],
    "by": "str",
  }},
}

_CLASSES: dict[str, Callable[..., Any]] = {
    "Alive": Alive,
    "TaskEventTaskCreated": TaskEventTaskCreated,
    "Task": Task,
    "TaskEventTaskUpdated": TaskEventTaskUpdated,
    "TaskEventTaskDeleted": TaskEventTaskDeleted,
    "TaskEventSnapshot": TaskEventSnapshot,
}

_ATTRIBUTES: dict[str, dict[str, str]] = {
}


class task_feed:
    """The endpoint `/ws/tasks`.

    It needs a token: pass `token`.
    """

    path = "/ws/tasks"

    @staticmethod
    def connect(url: str = "ws://localhost:8000", **options: Unpack[ConnectOptions]) -> Connection[Alive, TaskEvent]:
        endpoint = _Endpoint(
            path="/ws/tasks",
            receives=["type", "TaskEvent"],
            sends_binary=False,
            heartbeat_secs=30,
        )
        return Connection(endpoint, url, {}, options)
