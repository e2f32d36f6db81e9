# ----------------------------------------------------------------------------------------------------------------------
# The runtime: the same in every client.

_logger = _logging.getLogger(__name__)

_Sent = TypeVar("_Sent")
_Received = TypeVar("_Received")
_Message = TypeVar("_Message")
_Shape: TypeAlias = Any
_Token: TypeAlias = str | Callable[[], str | Awaitable[str]] | None

# A connection that lasted so many seconds was a good one: the waits start from the beginning.
_STABLE_AFTER = 5.0
# Close codes after which another attempt would end the same way. From 4400 to 4499 they mean what HTTP's do.
_FINAL_CODES = frozenset({1000, 1003, 1007, 1008, 1009, 1010})
_REFUSAL_CODES = frozenset({1008, 4401, 4403, 4404})
# HTTP says with these that a later attempt may succeed.
_PASSING_STATUSES = frozenset({408, 425, 429})


class ClientError(Exception):
    """Whatever goes wrong with a connection."""


class InvalidFrame(ClientError):
    """A frame that is not what the endpoint promises."""

    def __init__(self, endpoint: str, frame: str | bytes, at: str, problem: str) -> None:
        super().__init__(f"invalid frame from {endpoint}: at {at}, {problem}")
        self.endpoint = endpoint
        self.frame = frame
        self.at = at
        """Where in the value, e.g. ``$.notes[0].id``."""


class ConnectionRefused(ClientError):
    """The service does not let this client in: HTTP 401, 403 or 404, or a close code such as 4401."""

    def __init__(self, message: str, *, status: int | None = None, code: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        """The HTTP status that answered the handshake."""
        self.code = code
        """The close code (RFC 6455), when the service closed an open connection."""


class ConnectionGivenUp(ClientError):
    """Too many attempts to connect have failed."""


class ConnectionEnded(ClientError):
    """The connection was closed for good, here or by the service."""


class NotSent(ClientError):
    """The connection broke while a message was being sent: it may have arrived, or not. It is not sent again."""


@dataclass(frozen=True, kw_only=True)
class Down:
    """A connection that was lost, or could not be made."""

    message: str
    """What happened, in one sentence."""
    code: int
    """The close code: 1006 when the connection broke or was never made."""
    was_open: bool
    """Whether the connection had been made."""
    failed_attempts: int
    """How many attempts have failed since the last good connection."""
    retry_in: float
    """Seconds until the next attempt."""


@dataclass(frozen=True, kw_only=True)
class Reconnect:
    """When to connect again. Times are in seconds."""

    initial_delay: float = 0.5
    """The longest wait before the first attempt; it doubles with every further one."""
    max_delay: float = 30.0
    """The longest wait of all."""
    max_attempts: int | None = None
    """How many attempts in a row may fail before the connection is given up; ``None`` for no limit."""


@dataclass(frozen=True)
class Ok(Generic[_Message]):
    """A result that is fine."""

    value: _Message


@dataclass(frozen=True)
class Err(Generic[_Message]):
    """A result that is an error."""

    error: _Message


class ConnectOptions(TypedDict, total=False):
    """How to connect. Everything has a default."""

    token: _Token
    """The bearer token, or a function that is asked for one before every attempt to connect."""
    token_in: Literal["header", "subprotocol", "query"]
    """How the token travels: ``Authorization`` (the default), the subprotocol ``bearer.<token>``, or the query."""
    token_parameter: str
    """The name of the query parameter that carries the token. Default: ``token``."""
    headers: Mapping[str, str]
    """Further headers of the handshake."""
    reconnect: Reconnect | None
    """When to connect again; ``None`` for never."""
    heartbeat: float | None
    """Seconds between two pings to the service; ``None`` for none. Default: what the service does itself."""
    heartbeat_timeout: float
    """Seconds to wait for the answer to a ping before the connection counts as lost. Default: 10."""
    ssl: SSLContext
    """The TLS settings of a ``wss`` connection."""


@dataclass(frozen=True, kw_only=True)
class _Endpoint:
    path: str
    receives: _Shape
    sends_binary: bool
    heartbeat_secs: int


class Connection(Generic[_Sent, _Received]):
    """A connection to an endpoint. It is made again when it is lost, until it is closed.

    It is read with ``async for``, or with handlers and ``run``; nothing is read in the background. Leaving ``async with``
    closes it.
    """

    def __init__(self, endpoint: _Endpoint, url: str, params: Mapping[str, object], options: ConnectOptions) -> None:
        self._endpoint = endpoint
        self._url = _endpoint_url(endpoint, url, params)
        self._options = options
        self._socket: ClientConnection | None = None
        self._connecting = asyncio.Lock()
        self._opened_at = 0.0
        self._failed_attempts = 0
        self._was_ever_open = False
        self._end: ClientError | None = None
        self._closing = asyncio.Event()
        self._on_message: list[tuple[type[Any] | None, Callable[[Any], object]]] = []
        self._on_invalid: list[Callable[[InvalidFrame], object]] = []
        self._on_open: list[Callable[[bool], object]] = []
        self._on_down: list[Callable[[Down], object]] = []
        token = options.get("token")
        if isinstance(token, str):
            self._check_token(token)

    @property
    def is_open(self) -> bool:
        """Whether there is a connection at the moment."""
        return self._socket is not None and self._socket.state is _State.OPEN

    def on(self, kind: type[_Message], handler: Callable[[_Message], object]) -> None:
        """Calls the handler with every message of a class. It may be a coroutine function."""
        self._on_message.append((kind, handler))

    def on_message(self, handler: Callable[[_Received], object]) -> None:
        """Calls the handler with every message."""
        self._on_message.append((None, handler))

    def on_invalid(self, handler: Callable[[InvalidFrame], object]) -> None:
        """Calls the handler with every frame that is not what the endpoint promises. Without one, they are logged."""
        self._on_invalid.append(handler)

    def on_open(self, handler: Callable[[bool], object]) -> None:
        """Calls the handler whenever the connection has been made, with whether that was done again."""
        self._on_open.append(handler)

    def on_down(self, handler: Callable[[Down], object]) -> None:
        """Calls the handler whenever the connection was lost, or could not be made."""
        self._on_down.append(handler)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_exception: object) -> None:
        await self.close()

    def __aiter__(self) -> AsyncIterator[_Received]:
        return self._messages()

    async def run(self) -> None:
        """Reads messages for the handlers until the connection is closed."""
        async for _ in self._messages():
            pass

    async def send(self, message: _Sent) -> None:
        """Sends a message; waits for a connection if there is none. A message is handed to one connection only."""
        data = _cast(bytes, message) if self._endpoint.sends_binary else _json.dumps(_encode(message), allow_nan=False)
        socket = await self._connected()
        while socket.state is not _State.OPEN:
            await self._lost(socket)
            socket = await self._connected()
        try:
            await socket.send(data)
        except ConnectionClosed as error:
            raise NotSent(f"the connection to {self._url} broke while a message was being sent") from error

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Ends the connection for good."""
        if self._end is None:
            self._end = ConnectionEnded(f"the connection to {self._url} was closed here")
        self._closing.set()
        socket, self._socket = self._socket, None
        if socket is not None:
            await socket.close(code, reason)

    async def _messages(self) -> AsyncIterator[_Received]:
        while True:
            try:
                socket = await self._connected()
            except ConnectionEnded:
                return
            try:
                frame = await socket.recv()
            except ConnectionClosed:
                await self._lost(socket)
                continue
            try:
                message = _decode_frame(self._endpoint, frame)
            except InvalidFrame as error:
                if not self._on_invalid:
                    _logger.warning("%s", error)
                for on_invalid in self._on_invalid:
                    await _call(on_invalid, error)
                continue
            for kind, handler in self._on_message:
                if kind is None or isinstance(message, kind):
                    await _call(handler, message)
            yield _cast(_Received, message)

    async def _connected(self) -> ClientConnection:
        """The connection, made if there is none."""
        async with self._connecting:
            while True:
                if self._end is not None:
                    raise self._end
                if self._socket is not None:
                    return self._socket
                try:
                    socket = await self._connect()
                except (OSError, InvalidHandshake, asyncio.TimeoutError) as error:
                    await self._wait(1006, f"{self._url} cannot be reached: {error or type(error).__name__}", was_open=False)
                    continue
                if self._end is not None:
                    await socket.close()
                    raise self._end
                self._socket = socket
                self._opened_at = _time.monotonic()
                is_reconnect, self._was_ever_open = self._was_ever_open, True
                for handler in self._on_open:
                    await _call(handler, is_reconnect)
                return socket

    async def _connect(self) -> ClientConnection:
        options = self._options
        token = options.get("token")
        if callable(token):
            given = token()
            token = given if isinstance(given, str) else await given
            self._check_token(token)
        place = options.get("token_in", "header")
        headers = dict(options.get("headers", {}))
        url = self._url
        subprotocols: list[Subprotocol] | None = None
        if token is not None and place == "header":
            headers["Authorization"] = f"Bearer {token}"
        elif token is not None and place == "subprotocol":
            subprotocols = [Subprotocol(f"bearer.{token}")]
        elif token is not None:
            name = options.get("token_parameter", "token")
            url += ("&" if "?" in url else "?") + _urlencode({name: token})
        extra: dict[str, Any] = {"ssl": options["ssl"]} if "ssl" in options else {}
        heartbeat = options.get("heartbeat", float(self._endpoint.heartbeat_secs) or None)
        timeout = options.get("heartbeat_timeout", 10.0)
        try:
            return await _connect(
                url,
                additional_headers=headers,
                subprotocols=subprotocols,
                ping_interval=heartbeat,
                ping_timeout=timeout,
                # Nor does a service that is gone answer the close frame.
                close_timeout=timeout,
                max_size=None,
                **extra,
            )
        except InvalidStatus as error:
            status = error.response.status_code
            if 400 <= status < 500 and status not in _PASSING_STATUSES:
                self._end = ConnectionRefused(f"{self._url} answered the handshake with HTTP {status}", status=status)
                raise self._end from error
            raise

    async def _lost(self, socket: ClientConnection) -> None:
        """Decides what follows when a connection was lost: an end, or a wait."""
        async with self._connecting:
            if self._socket is not socket:
                # Somebody else has noticed already, or it was closed here.
                return
            self._socket = None
            code, reason = socket.close_code or 1006, socket.close_reason or ""
            what = f"the connection to {self._url} was closed with code {code}" + (f" ({reason})" if reason else "")
            if code in _REFUSAL_CODES:
                self._end = ConnectionRefused(what, code=code)
            elif code in _FINAL_CODES or 4400 <= code < 4500:
                self._end = ConnectionEnded(what)
            else:
                await self._wait(code, what, was_open=True)

    async def _wait(self, code: int, what: str, *, was_open: bool) -> None:
        if was_open and _time.monotonic() - self._opened_at >= _STABLE_AFTER:
            self._failed_attempts = 0
        self._failed_attempts += 1
        settings = self._options.get("reconnect", Reconnect())
        limit = 0 if settings is None else settings.max_attempts
        if settings is None or (limit is not None and self._failed_attempts > limit):
            self._end = ConnectionGivenUp(what)
            return
        retry_in = _back_off(self._failed_attempts, settings)
        down = Down(
            message=f"{what}; next attempt in {retry_in:.1f} s",
            code=code,
            was_open=was_open,
            failed_attempts=self._failed_attempts,
            retry_in=retry_in,
        )
        for handler in self._on_down:
            await _call(handler, down)
        with contextlib.suppress(asyncio.TimeoutError):
            # `close` must not wait for the next attempt.
            await asyncio.wait_for(self._closing.wait(), retry_in)

    def _check_token(self, token: str) -> None:
        place = self._options.get("token_in", "header")
        if place == "subprotocol" and not _re.fullmatch(r"[A-Za-z0-9!#$%&'*+\-.^_`|~]+", token):
            raise ValueError("the token has characters that a subprotocol cannot carry: choose another `token_in`")
        if place == "header" and not (token.isascii() and token.isprintable()):
            raise ValueError("the token has characters that a header cannot carry")


async def _call(handler: Callable[[Any], object], value: object) -> None:
    result = handler(value)
    if inspect.isawaitable(result):
        await result


def _endpoint_url(endpoint: _Endpoint, base: str, params: Mapping[str, object]) -> str:
    def fill(match: _re.Match[str]) -> str:
        value = params[match[1]]
        return _quote(_json.dumps(value) if isinstance(value, bool) else str(value), safe="")

    path = _re.sub(r"\{([^{}]+)\}", fill, endpoint.path) if params else endpoint.path
    return _re.sub(r"^http", "ws", base).rstrip("/") + path


def _back_off(attempt: int, settings: Reconnect) -> float:
    """Half of the wait is certain, so nobody hammers the service; half is chance, so not all come back at once."""
    longest = min(settings.max_delay, settings.initial_delay * 2.0 ** min(attempt - 1, 60))
    return longest / 2 + _random.random() * longest / 2


def _encode(value: object) -> Any:
    """A value as `_json.dumps` takes it."""
    match value:
        case Ok(value=inner):
            return {"Ok": _encode(inner)}
        case Err(error=inner):
            return {"Err": _encode(inner)}
        case _datetime.datetime():
            if value.tzinfo is None:
                raise ValueError("a time that is sent needs a time zone, e.g. `_datetime.timezone.utc`")
            return value.astimezone(_datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        case _datetime.date():
            return value.isoformat()
        case _uuid.UUID():
            return str(value)
        case bytes():
            return _base64.b64encode(value).decode("ascii")
        case dict():
            return {key: _encode(member) for key, member in value.items()}
        case list() | tuple():
            return [_encode(element) for element in value]
    if is_dataclass(value) and not isinstance(value, type):
        wire_names = {attribute: wire for wire, attribute in _ATTRIBUTES.get(type(value).__name__, {}).items()}
        attributes = ((field.name, getattr(value, field.name)) for field in _fields(value))
        return {wire_names.get(name, name): _encode(member) for name, member in attributes if member is not UNSET}
    return value


def _decode_frame(endpoint: _Endpoint, frame: str | bytes) -> object:
    if endpoint.receives == "binary":
        if isinstance(frame, str):
            raise InvalidFrame(endpoint.path, frame, "$", "expected a binary frame, got a text frame")
        return frame
    if not isinstance(frame, str):
        raise InvalidFrame(endpoint.path, frame, "$", "expected a text frame, got a binary frame")
    try:
        value = _json.loads(frame, parse_constant=_no_constant)
        return _decode(endpoint.receives, value, "$")
    except _Mismatch as error:
        raise InvalidFrame(endpoint.path, frame, error.at, error.problem) from None
    except RecursionError:
        raise InvalidFrame(endpoint.path, frame, "$", "the value is nested too deeply") from None
    except ValueError as error:
        raise InvalidFrame(endpoint.path, frame, "$", f"the text is not JSON ({error})") from None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


class _Mismatch(Exception):
    def __init__(self, at: str, problem: str) -> None:
        super().__init__(problem)
        self.at = at
        self.problem = problem


def _decode(shape: _Shape, value: Any, at: str) -> Any:
    """The value of a shape, or the first difference from it."""
    match shape:
        case str():
            return _decode_scalar(shape, value, at)
        case ["literal", text]:
            if value != text:
                raise _Mismatch(at, f"expected {_json.dumps(text)}, got {_shown(value)}")
            return value
        case ["nullable", inner]:
            return None if value is None else _decode(inner, value, at)
        case ["list", element]:
            return [_decode(element, part, f"{at}[{index}]") for index, part in enumerate(_elements(value, at))]
        case ["map", member]:
            return {key: _decode(member, part, f"{at}[{_json.dumps(key)}]") for key, part in _members(value, at).items()}
        case ["tuple", *parts]:
            found = _elements(value, at)
            if len(found) != len(parts):
                raise _Mismatch(at, f"expected {len(parts)} elements, got {len(found)}")
            return tuple(_decode(part, found[index], f"{at}[{index}]") for index, part in enumerate(parts))
        case ["result", ok, error]:
            match _members(value, at):
                case {"Ok": inner, **rest} if not rest:
                    return Ok(_decode(ok, inner, f"{at}.Ok"))
                case {"Err": inner, **rest} if not rest:
                    return Err(_decode(error, inner, f"{at}.Err"))
            raise _Mismatch(at, f'expected {{"Ok": ..}} or {{"Err": ..}}, got {_shown(value)}')
        case ["type", str(name)]:
            return _decode_type(name, value, at)
    raise AssertionError(f"no such shape: {shape}")


def _decode_type(name: str, value: Any, at: str) -> Any:
    declared = _TYPES[name]
    members = _members(value, at)
    if "variants" in declared:
        kind = members.get(declared["kind"])
        variant = declared["variants"].get(kind) if isinstance(kind, str) else None
        if variant is None:
            known = ", ".join(_json.dumps(literal) for literal in declared["variants"])
            raise _Mismatch(f"{at}.{declared['kind']}", f"expected one of {known}, got {_shown(kind)}")
        return _decode_type(variant, value, at)
    attributes = _ATTRIBUTES.get(name, {})
    decoded = {}
    for wire, shape in declared["fields"].items():
        if wire not in members:
            raise _Mismatch(f"{at}.{wire}", "the field is missing")
        decoded[attributes.get(wire, wire)] = _decode(shape, members[wire], f"{at}.{wire}")
    return _CLASSES[name](**decoded)


def _decode_scalar(shape: str, value: Any, at: str) -> Any:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    try:
        match shape:
            case "any":
                return value
            case "int" if is_number and isinstance(value, int):
                return value
            case "float" if is_number:
                return float(value)
            case "str" if isinstance(value, str):
                return value
            case "bool" if isinstance(value, bool):
                return value
            case "null" if value is None:
                return None
            case "base64" if isinstance(value, str):
                return _base64.b64decode(value, validate=True)
            case "date" if isinstance(value, str):
                return _datetime.date.fromisoformat(value)
            case "datetime" if isinstance(value, str):
                return _datetime.datetime.fromisoformat(value)
            case "uuid" if isinstance(value, str):
                return _uuid.UUID(value)
    except ValueError:
        pass
    expected = {
        "int": "a whole number",
        "float": "a number",
        "str": "a text",
        "bool": "true or false",
        "base64": "a text in base64",
        "date": "a date such as 2026-01-31",
        "datetime": "a time such as 2026-01-31T12:00:00Z",
        "uuid": "a UUID",
    }
    raise _Mismatch(at, f"expected {expected.get(shape, shape)}, got {_shown(value)}")


def _members(value: Any, at: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _Mismatch(at, f"expected an object, got {_shown(value)}")
    return value


def _elements(value: Any, at: str) -> list[Any]:
    if not isinstance(value, list):
        raise _Mismatch(at, f"expected an array, got {_shown(value)}")
    return value


def _shown(value: Any) -> str:
    text = _json.dumps(value)
    return f"{text[:57]}..." if len(text) > 60 else text
