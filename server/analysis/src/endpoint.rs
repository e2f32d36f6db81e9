//! Endpoints: the unit that this tool knows better than any other.
//!
//! One list per program, derived from decorated functions. Hover, completion of paths, diagnostics, the AsyncAPI document
//! and the preview are all views of it. Nothing here carries an absolute position: a [`SourcePointer`] is relative to the
//! item that it lies in and is resolved when somebody looks, so an edit elsewhere changes nothing.

use fitz_syntax::TextRange;

use crate::db::{Db, SourceFile};
use crate::endpoints::push_calls;
use crate::item_tree::{ItemId, item};
use crate::ty::{Name, Ty};

/// A place inside a top-level item.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourcePointer {
    /// The item.
    pub item: ItemId,
    /// The range, relative to the start of the item's text.
    pub range: TextRange,
}

/// What one program offers on the wire: the entry file with everything that it imports, directly or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// The file that the service is started with.
    pub entry: SourceFile,
    /// Every module of the program: the entry first, then the others in load order (depth first, as written).
    pub modules: Vec<Module>,
    /// The `@ws` endpoints, in load order. Two of one path are both listed.
    pub sockets: Vec<SocketEndpoint>,
    /// The HTTP routes, in load order.
    pub routes: Vec<HttpRoute>,
    /// The `@server` function, when there is one (the first in load order).
    pub server: Option<Server>,
    /// The package of the `fitz.toml` that the entry belongs to.
    pub package: Option<Package>,
}

/// One file of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// The file.
    pub file: SourceFile,
    /// The dotted path by which the program reaches it; empty for the entry.
    pub name: Name,
}

/// The `[package]` facts that documents show.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub struct Package {
    pub name: Option<String>,
    pub version: Option<String>,
    pub description: Option<String>,
    pub license: Option<String>,
}

/// A function with `@ws`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SocketEndpoint {
    /// The handler function.
    pub handler: ItemId,
    /// The module of the handler, as in [`Module::name`]; empty for the entry.
    pub module: Name,
    /// The path of the decorator. `None` when it is missing or not a string.
    pub path: Option<Path>,
    /// The `WsConn` parameter, when there is exactly one or at least one (then the first).
    pub connection: Option<Connection>,
    /// Who may connect.
    pub access: Access,
    /// The feature switch of `@flag("name")`.
    pub flag: Option<String>,
    /// Parameters read from the handshake request by `@header` and `@cookie`, in source order.
    pub handshake: Vec<HandshakeParameter>,
    /// Everything that sends to the clients of this endpoint, in load order.
    pub pushes: Vec<Push>,
    /// Whether the handler answers each frame that it reads with exactly one `send` (the rule for a `reply`).
    pub replies: bool,
    /// The doc comment of the handler.
    pub doc: Option<String>,
    /// The decorator.
    pub decorator: SourcePointer,
    /// The name of the handler function.
    pub name: SourcePointer,
}

/// A function with `@get`, `@post`, `@put` or `@delete`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRoute {
    /// The handler function.
    pub handler: ItemId,
    /// The module of the handler, as in [`Module::name`].
    pub module: Name,
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// The path. `None` when it is missing or not a string.
    pub path: Option<Path>,
    /// Who may call it.
    pub access: Access,
    /// The feature switch of `@flag("name")`.
    pub flag: Option<String>,
    /// Parameters read from `@header` and `@cookie`, in source order.
    pub handshake: Vec<HandshakeParameter>,
    /// The parameter that takes the body of the request: the first one that nothing else fills.
    pub body: Option<RequestBody>,
    /// The declared result of the handler; `None` without an annotation.
    pub result: Option<Ty>,
    /// What its code answers beside its result, in source order.
    pub answers: Vec<Answer>,
    /// The doc comment of the handler.
    pub doc: Option<String>,
    /// The decorator.
    pub decorator: SourcePointer,
    /// The name of the handler function.
    pub name: SourcePointer,
}

/// The parameter of a handler that takes the body of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestBody {
    /// Its type; `Any` without an annotation.
    pub ty: Ty,
    /// The parameter.
    pub pointer: SourcePointer,
}

/// A status that the code of a handler answers with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status, 100 to 599.
    pub status: u16,
    /// What comes with it.
    pub content: AnswerContent,
}

/// The body of an [`Answer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerContent {
    /// `return 404 { .. }` and `Err(Problem { status: 404, .. })`: a value as JSON.
    Json(Ty),
    /// `Response { body: .. }`: text as it is, or bytes.
    #[allow(missing_docs)]
    Raw { media_type: String, is_binary: bool },
    /// `Response { .. }` without a body.
    Empty,
}

/// A path as written, with its `{parameters}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The text between the quotes, escapes resolved, e.g. `/rooms/{room_id}`. What stands between braces is as written.
    pub text: String,
    /// Whether all that stands between braces, before a query, are names.
    pub is_plain: bool,
    /// The parameters, in the order of the text.
    pub parameters: Vec<PathParameter>,
    /// Those of the query, after the first `?`.
    pub query: Vec<PathParameter>,
    /// The string literal, quotes included.
    pub pointer: SourcePointer,
}

/// `{name}` in a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathParameter {
    /// The name.
    pub name: Name,
    /// The type of the handler's parameter of that name; `Str` when it has no annotation, `None` when there is no such
    /// parameter.
    pub ty: Option<Ty>,
    /// The braces and what they hold.
    pub pointer: SourcePointer,
}

/// The `WsConn` parameter of a handler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// The name of the parameter.
    pub name: Name,
    /// What `recv` yields.
    pub incoming: Ty,
    /// What `send` and `broadcast` take.
    pub outgoing: Ty,
    /// The type annotation.
    pub pointer: SourcePointer,
}

/// Who may use an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Access {
    /// `@authenticated`, or implied by the others.
    pub authenticated: bool,
    /// `@admin`.
    pub admin: bool,
    /// The roles of all `@requires("role")`, in source order: one of them is enough.
    pub any_role: Vec<String>,
}

/// A handler parameter that is read from a header or a cookie, of the handshake request or of an ordinary one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandshakeParameter {
    /// A header or a cookie.
    pub source: HandshakeSource,
    /// The name on the wire, e.g. `X-Visitor`.
    pub wire_name: String,
    /// The parameter that it fills.
    pub parameter: Name,
    /// Whether the parameter is `Str` rather than `Str?`.
    pub required: bool,
}

/// Where a [`HandshakeParameter`] comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum HandshakeSource {
    Header,
    Cookie,
}

/// A place that sends to the clients of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Push {
    /// How it sends.
    pub kind: PushKind,
    /// The top-level function (or other item) that contains the call.
    pub sender: ItemId,
    /// The module of the sender, as in [`Module::name`].
    pub module: Name,
    /// Which of the sender's [`push_calls`] it is. Where that stands is no part of a program: it would be another program after
    /// every edit above the call.
    pub index: usize,
    /// The type of the message argument; `Any` when it is missing.
    pub message: Ty,
}

impl Push {
    /// The call in the source; `None` when the sender is gone.
    #[must_use]
    pub fn source<'db>(&self, db: &'db dyn Db) -> Option<&'db PushCall> {
        push_calls(db, item(db, &self.sender)?).get(self.index)
    }
}

/// A call that sends to clients, as it stands in the source: whose clients it reaches depends on the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushCall {
    /// How it sends.
    pub kind: PushKind,
    /// The path that the call names, with its literal; `None` for a call on a connection, and for a path that is computed.
    pub path: Option<(String, SourcePointer)>,
    /// The call expression.
    pub call: SourcePointer,
    /// The message argument, when it is there.
    pub argument: Option<SourcePointer>,
    /// The type of the message argument; `Any` when it is missing.
    pub message: Ty,
}

/// A string literal that names the path of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathUse {
    /// The path, escapes resolved.
    pub path: String,
    /// What is served at the path.
    pub protocol: Protocol,
    /// What the literal does.
    pub role: PathRole,
    /// The literal, quotes included.
    pub literal: SourcePointer,
}

/// What is served at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Protocol {
    /// A `@ws` endpoint.
    WebSocket,
    /// An HTTP route.
    Http,
}

/// What a path literal does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PathRole {
    /// The argument of `@ws`, `@get`, `@post`, `@put` or `@delete`.
    Declaration,
    /// The target of a broadcast.
    Broadcast,
}

/// How a [`Push`] reaches its clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PushKind {
    /// `conn.send(..)`: one client.
    Send,
    /// `conn.broadcast(..)`: all clients of the endpoint.
    Broadcast,
    /// `ws.broadcast("/path", ..)` or `ws_broadcast("/path", ..)`: all clients, from anywhere.
    BroadcastFromAnywhere,
}

/// The effective `@server` settings. Values that are not literals are `None`; absent keys have their default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The decorated function.
    pub item: ItemId,
    /// Default 3000; `None` when the argument is not an integer literal.
    pub port: Option<i64>,
    /// As written; `None` when absent or not a literal.
    pub host: Option<String>,
    /// Whether the service exposes its documents. Default true.
    pub docs: bool,
    /// `api_version`, when given.
    pub api_version: Option<String>,
    /// Seconds between two pings; 0 = off; default 30; `None` when not a literal.
    pub heartbeat_secs: Option<i64>,
    /// The decorator.
    pub decorator: SourcePointer,
}

impl Path {
    /// The path without a query and a fragment: what clients of an endpoint ask for, and what routes are told apart by.
    /// `None` for a text that is none.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        let address = self.text.split(['?', '#']).next().unwrap_or_default();
        (self.is_plain && !address.is_empty()).then_some(address)
    }
}

impl PathParameter {
    /// Whether the name can stand in the address of an endpoint: its clients and documents take nothing else.
    #[must_use]
    pub fn is_addressable(name: &str) -> bool {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    }
}

impl SocketEndpoint {
    /// Where clients find it. `None` when the path cannot be read, or holds what no address can hold.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        let path = self.path.as_ref()?;
        let is_addressable = path.parameters.iter().enumerate().all(|(index, parameter)| {
            let is_new = path.parameters.iter().take(index).all(|other| other.name != parameter.name);
            is_new && PathParameter::is_addressable(&parameter.name)
        });
        path.address().filter(|_| is_addressable)
    }
}

impl Access {
    /// Whether the handshake or the request must carry credentials.
    #[must_use]
    pub fn is_protected(&self) -> bool {
        self.authenticated || self.admin || !self.any_role.is_empty()
    }
}

impl Program {
    /// The heartbeat in force, in seconds (0 = off); `None` when it cannot be read from the source.
    #[must_use]
    pub fn heartbeat_secs(&self) -> Option<i64> {
        self.server.as_ref().map_or(Some(30), |server| server.heartbeat_secs)
    }
}
