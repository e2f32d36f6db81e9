//! The endpoints of a program as a list, for `fitz/endpoints` and for everything that shows one endpoint.

use fitz_analysis::{
    Access, Db, Push, PushKind, SocketEndpoint, SourceFile, SourcePointer, Ty, program, programs, resolve_pointer,
};
use fitz_syntax::TextRange;

/// The endpoints of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointList {
    /// The file that the program starts with.
    pub entry: SourceFile,
    /// Seconds between two pings, 0 = off; `None` when the source does not tell.
    pub heartbeat_secs: Option<i64>,
    /// The endpoints in load order: WebSocket endpoints first, then routes.
    pub endpoints: Vec<EndpointInfo>,
}

/// One endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointInfo {
    /// `GET`, `POST`, `PUT` or `DELETE`; `None` for a WebSocket endpoint.
    pub method: Option<&'static str>,
    /// The path; `None` while it is being typed.
    pub path: Option<String>,
    /// The name of the handler.
    pub handler: String,
    /// The module of the handler; empty for the entry.
    pub module: String,
    /// Who may use it.
    pub access: Access,
    /// The feature switch that it depends on.
    pub flag: Option<String>,
    /// The types of the frames from and to the client; `None` for a route, and without a `WsConn` parameter.
    pub frames: Option<(Ty, Ty)>,
    /// Everything that sends to its clients.
    pub pushes: Vec<PushInfo>,
    /// The doc comment of the handler.
    pub doc: Option<String>,
    /// The decorator.
    pub place: (SourceFile, TextRange),
}

/// A place that sends to the clients of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushInfo {
    /// How it sends.
    pub kind: PushKind,
    /// The function that sends.
    pub sender: String,
    /// The type of the message.
    pub message: Ty,
    /// The call.
    pub place: (SourceFile, TextRange),
}

/// The endpoints of the program of `file`. A module that several programs share shows the first of them.
pub fn endpoints(db: &dyn Db, file: SourceFile) -> EndpointList {
    let entry = programs(db, file).first().copied().unwrap_or(file);
    let program = program(db, entry);
    let sockets = program.sockets.iter().filter_map(|socket| socket_info(db, socket));
    let routes = program.routes.iter().filter_map(|route| {
        Some(EndpointInfo {
            method: Some(route.method),
            path: route.path.as_ref().map(|path| path.text.clone()),
            handler: route.handler.name.to_string(),
            module: route.module.to_string(),
            access: route.access.clone(),
            flag: None,
            frames: None,
            pushes: Vec::new(),
            doc: route.doc.clone(),
            place: resolve_pointer(db, &route.decorator)?,
        })
    });
    let endpoints = sockets.chain(routes).collect();
    EndpointList { entry, heartbeat_secs: program.heartbeat_secs(), endpoints }
}

fn socket_info(db: &dyn Db, socket: &SocketEndpoint) -> Option<EndpointInfo> {
    let push = |push: &Push| {
        Some(PushInfo {
            kind: push.kind,
            sender: sender_name(db, push),
            message: push.message.clone(),
            place: resolve_pointer(db, &push.source(db)?.call)?,
        })
    };
    Some(EndpointInfo {
        method: None,
        path: socket.path.as_ref().map(|path| path.text.clone()),
        handler: socket.handler.name.to_string(),
        module: socket.module.to_string(),
        access: socket.access.clone(),
        flag: socket.flag.clone(),
        frames: socket.connection.as_ref().map(|it| (it.incoming.clone(), it.outgoing.clone())),
        pushes: socket.pushes.iter().filter_map(push).collect(),
        doc: socket.doc.clone(),
        place: resolve_pointer(db, &socket.decorator)?,
    })
}

/// The function that sends; at top level the file.
pub(crate) fn sender_name(db: &dyn Db, push: &Push) -> String {
    use fitz_analysis::ItemKind as Kind;
    let sender = &push.sender;
    match (&sender.owner, sender.kind) {
        (Some(owner), _) => format!("{owner}.{}", sender.name),
        (None, Kind::Function | Kind::Method) => sender.name.to_string(),
        (None, _) => sender.file.path(db).file_name().to_owned(),
    }
}

/// The `@ws` endpoints whose handlers are in a file, each once, in source order: with the entry of the first program that
/// serves it, and with the pushes of all of them.
pub(crate) fn sockets_in_file(db: &dyn Db, file: SourceFile) -> Vec<(SourceFile, SocketEndpoint)> {
    let mut found: Vec<(SourceFile, SocketEndpoint)> = Vec::new();
    for entry in programs(db, file) {
        for socket in program(db, *entry).sockets.iter().filter(|socket| socket.handler.file == file) {
            let same = |it: &SourcePointer| *it == socket.decorator;
            match found.iter_mut().find(|(_, known)| same(&known.decorator)) {
                Some((_, known)) => {
                    let is_same = |a: &Push, b: &Push| a.sender == b.sender && a.index == b.index;
                    let new = socket.pushes.iter().filter(|push| !known.pushes.iter().any(|it| is_same(it, push)));
                    let new: Vec<_> = new.cloned().collect();
                    known.pushes.extend(new);
                }
                None => found.push((*entry, socket.clone())),
            }
        }
    }
    found
}
