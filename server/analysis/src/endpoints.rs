//! Derives the endpoints of a program from its decorated functions.

use crate::answers::answers;
use crate::db::{Db, SourceFile};
use crate::endpoint::{
    Access, Connection, HandshakeParameter, HandshakeSource, HttpRoute, Module, Path, PathParameter, PathRole, PathUse,
    Program, Protocol, Push, PushCall, PushKind, RequestBody, Server, SocketEndpoint, SourcePointer,
};
use crate::hir::{Decorator, DecoratorArgument, Expr, Lowered, Parameter, StrLiteral, StrPart};
use crate::inference::{Inference, Resolution, infer};
use crate::item_tree::{Item, ItemId, ItemKind, item, items};
use crate::lower::lowered;
use crate::project::{manifest_of, program_modules};
use crate::reach::{connection_holders, reached_by_path};
use crate::replies::replies_to_each_frame;
use crate::signatures::resolve_type;
use crate::ty::{Builtin, Name, Ty};

/// The HTTP methods that have a decorator.
const ROUTE_DECORATORS: [(&str, &str); 4] = [("get", "GET"), ("post", "POST"), ("put", "PUT"), ("delete", "DELETE")];

/// What one function contributes to its program.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
struct Contribution {
    sockets: Vec<SocketEndpoint>,
    routes: Vec<HttpRoute>,
    /// The parameters of its routes that nothing of its own fills: the user of the program, and the body.
    open_parameters: Vec<RequestBody>,
    server: Option<Server>,
    /// The user that it gives as `@auth_provider`.
    user: Option<Ty>,
}

/// What the program that starts at `entry` offers, with everything that sends to its clients.
#[salsa::tracked(returns(ref))]
pub fn program(db: &dyn Db, entry: SourceFile) -> Program {
    let mut program = program_surface(db, entry).clone();
    for socket in &mut program.sockets {
        socket.replies = replies_to_each_frame(db, &socket.handler);
    }
    for route in &mut program.routes {
        if let Some(handler) = item(db, &route.handler) {
            route.answers.clone_from(answers(db, handler));
        }
    }
    let holders = connection_holders(db, entry);
    for module in program_modules(db, entry) {
        for item in items(db, module.file) {
            let sender = item.id(db);
            for (index, push) in push_calls(db, *item).iter().enumerate() {
                let reached: Vec<usize> = match &push.path {
                    Some((path, _)) => reached_by_path(db, entry, path).collect(),
                    None if push.kind == PushKind::BroadcastFromAnywhere => Vec::new(),
                    None => holders.get(sender).cloned().unwrap_or_default(),
                };
                for socket in reached {
                    let Some(socket) = program.sockets.get_mut(socket) else { continue };
                    socket.pushes.push(Push {
                        kind: push.kind,
                        sender: sender.clone(),
                        module: module.name.clone(),
                        index,
                        message: push.message.clone(),
                    });
                }
            }
        }
    }
    program
}

/// What the program that starts at `entry` offers, without looking into bodies: no [`SocketEndpoint::pushes`], no
/// [`SocketEndpoint::replies`], no [`HttpRoute::answers`].
#[salsa::tracked(returns(ref))]
pub fn program_surface(db: &dyn Db, entry: SourceFile) -> Program {
    let modules: &Vec<Module> = program_modules(db, entry);
    let mut program = Program {
        entry,
        modules: modules.clone(),
        sockets: Vec::new(),
        routes: Vec::new(),
        server: None,
        package: manifest_of(db, entry).map(|manifest| manifest.package.clone()),
    };
    let mut decorated = modules.iter().flat_map(|module| decorated_functions(db, module.file));
    let user = decorated.find_map(|item| contribution(db, *item).user.clone());
    for module in modules {
        for item in decorated_functions(db, module.file) {
            let found = contribution(db, *item);
            program.sockets.extend(found.sockets.iter().cloned().map(|mut socket| {
                socket.module = module.name.clone();
                socket
            }));
            program.routes.extend(found.routes.iter().cloned().map(|mut route| {
                route.module = module.name.clone();
                route.body = body(&route.access, &found.open_parameters, user.as_ref());
                route
            }));
            if program.server.is_none() {
                program.server.clone_from(&found.server);
            }
        }
    }
    program
}

/// The functions of a file that have decorators.
#[salsa::tracked(returns(ref))]
pub(crate) fn decorated_functions<'db>(db: &'db dyn Db, file: SourceFile) -> Vec<Item<'db>> {
    let is_decorated =
        |item: &&Item<'db>| item.id(db).kind == ItemKind::Function && !lowered(db, **item).decorators.is_empty();
    items(db, file).iter().filter(is_decorated).copied().collect()
}

/// The parameter that takes the body: the first that is not the user, whom only a protected handler is given.
fn body(access: &Access, open: &[RequestBody], user: Option<&Ty>) -> Option<RequestBody> {
    open.iter().find(|parameter| !(access.is_protected() && user == Some(&parameter.ty))).cloned()
}

/// The endpoints that a function serves: one per route decorator.
#[salsa::tracked(returns(ref))]
fn contribution<'db>(db: &'db dyn Db, item: Item<'db>) -> Contribution {
    let mut found = Contribution::default();
    let id = item.id(db);
    let lowered = lowered(db, item);
    let reader = Reader { db, id, lowered, text: item.text(db) };
    for decorator in &lowered.decorators {
        let name = decorator.name.name.as_str();
        if name == "ws" {
            found.sockets.push(reader.socket(decorator, item.doc(db).clone()));
        } else if name == "server" && found.server.is_none() {
            found.server = Some(reader.server(decorator));
        } else if let Some((_, method)) = ROUTE_DECORATORS.iter().find(|(route, _)| *route == name) {
            found.routes.push(HttpRoute {
                handler: id.clone(),
                module: Name::default(),
                method,
                path: reader.path(decorator),
                access: reader.access(),
                flag: reader.flag(),
                handshake: reader.handshake(),
                body: None,
                result: reader.result(),
                answers: Vec::new(),
                doc: item.doc(db).clone(),
                decorator: reader.pointer(decorator.range),
                name: reader.name(decorator),
            });
        } else if name == "auth_provider" && found.user.is_none() {
            found.user = reader.result().as_ref().and_then(user_of).cloned();
        }
    }
    if !found.routes.is_empty() {
        found.open_parameters = reader.open_parameters(&found.routes);
    }
    found
}

/// The user that a provider with this result gives.
fn user_of(result: &Ty) -> Option<&Ty> {
    match result {
        Ty::Builtin(Builtin::Future, arguments) => user_of(arguments.first()?),
        Ty::Builtin(Builtin::Result, arguments) => arguments.first(),
        _ => None,
    }
}

/// The parameter that a decorator `@header` or `@cookie` fills.
fn bound_name(wire_name: &str, into: Option<&str>) -> String {
    into.map_or_else(|| wire_name.to_lowercase().replace('-', "_"), str::to_owned)
}

struct Reader<'db> {
    db: &'db dyn Db,
    id: &'db ItemId,
    lowered: &'db Lowered,
    /// The text of the item, in which ranges count.
    text: &'db str,
}

impl Reader<'_> {
    fn pointer(&self, range: fitz_syntax::TextRange) -> SourcePointer {
        SourcePointer { item: self.id.clone(), range }
    }

    fn value(&self, argument: &DecoratorArgument) -> &Expr {
        &self.lowered.body.exprs[argument.value]
    }

    fn parameters(&self) -> &[Parameter] {
        self.lowered.function().map(|function| function.parameters.as_slice()).unwrap_or_default()
    }

    fn parameter_type(&self, parameter: &Parameter) -> Option<Ty> {
        parameter.ty.as_ref().map(|ty| resolve_type(self.db, self.id.file, ty))
    }

    fn socket(&self, decorator: &Decorator, doc: Option<String>) -> SocketEndpoint {
        SocketEndpoint {
            handler: self.id.clone(),
            module: Name::default(),
            path: self.path(decorator),
            connection: self.connection(),
            access: self.access(),
            flag: self.flag(),
            handshake: self.handshake(),
            pushes: Vec::new(),
            replies: false,
            doc,
            decorator: self.pointer(decorator.range),
            name: self.name(decorator),
        }
    }

    fn name(&self, decorator: &Decorator) -> SourcePointer {
        self.pointer(self.lowered.name_range.unwrap_or(decorator.name.range))
    }

    fn flag(&self) -> Option<String> {
        self.literal(self.lowered.decorators_named("flag").next()).map(str::to_owned)
    }

    fn result(&self) -> Option<Ty> {
        let annotation = self.lowered.function()?.return_type.as_ref()?;
        Some(resolve_type(self.db, self.id.file, annotation))
    }

    /// The parameters that neither a path, a query, a header, a cookie nor the database fills.
    fn open_parameters(&self, routes: &[HttpRoute]) -> Vec<RequestBody> {
        let in_paths: Vec<&Name> = routes
            .iter()
            .filter_map(|route| route.path.as_ref())
            .flat_map(|path| path.parameters.iter().chain(&path.query))
            .map(|parameter| &parameter.name)
            .collect();
        let from_headers: Vec<String> = self.header_parameters().map(|(.., bound)| bound).collect();
        self.parameters()
            .iter()
            .filter(|parameter| {
                let name = &parameter.name.name;
                !in_paths.contains(&name) && !from_headers.iter().any(|bound| name == bound)
            })
            .map(|parameter| RequestBody {
                ty: self.parameter_type(parameter).unwrap_or(Ty::Any),
                pointer: self.pointer(parameter.range),
            })
            .filter(|parameter| !parameter.ty.is(Builtin::DbConn))
            .collect()
    }

    /// Where `@header` and `@cookie` read, the name on the wire, and the parameter that they fill.
    fn header_parameters(&self) -> impl Iterator<Item = (HandshakeSource, &str, String)> {
        self.lowered.decorators.iter().filter_map(|decorator| {
            let source = match decorator.name.name.as_str() {
                "header" => HandshakeSource::Header,
                "cookie" => HandshakeSource::Cookie,
                _ => return None,
            };
            let text = |key| decorator.keyword(key).and_then(|argument| self.string(argument));
            let wire_name = text("name")?;
            Some((source, wire_name, bound_name(wire_name, text("into"))))
        })
    }

    fn connection(&self) -> Option<Connection> {
        self.parameters().iter().find_map(|parameter| {
            let annotation = parameter.ty.as_ref()?;
            let ty = self.parameter_type(parameter)?;
            let (incoming, outgoing) = ty.frame_types()?;
            Some(Connection {
                name: parameter.name.name.clone(),
                incoming: incoming.clone(),
                outgoing: outgoing.clone(),
                pointer: self.pointer(annotation.range),
            })
        })
    }

    fn access(&self) -> Access {
        let has = |name| self.lowered.decorators_named(name).next().is_some();
        let any_role = self
            .lowered
            .decorators_named("requires")
            .filter_map(|decorator| self.literal(Some(decorator)))
            .map(str::to_owned)
            .collect();
        Access { authenticated: has("authenticated") || has("admin") || has("requires"), admin: has("admin"), any_role }
    }

    fn handshake(&self) -> Vec<HandshakeParameter> {
        self.header_parameters()
            .map(|(source, wire_name, bound)| {
                let parameter = self.parameters().iter().find(|parameter| parameter.name.name == bound);
                let ty = parameter.and_then(|parameter| self.parameter_type(parameter));
                let required = ty.is_some_and(|ty| ty.is(Builtin::Str));
                HandshakeParameter { source, wire_name: wire_name.to_owned(), parameter: Name::from(bound), required }
            })
            .collect()
    }

    /// The first positional argument, when it is a string without interpolation.
    fn literal(&self, decorator: Option<&Decorator>) -> Option<&str> {
        decorator.and_then(|decorator| decorator.positional().next()).and_then(|argument| self.string(argument))
    }

    fn string(&self, argument: &DecoratorArgument) -> Option<&str> {
        argument.plain(self.lowered)
    }

    fn path(&self, decorator: &Decorator) -> Option<Path> {
        let argument = decorator.positional().next()?;
        let Expr::Str(literal) = self.value(argument) else { return None };
        let mut path = Path {
            text: String::new(),
            is_plain: true,
            parameters: Vec::new(),
            query: Vec::new(),
            pointer: self.pointer(self.lowered.body.expr_range(argument.value)),
        };
        self.path_parts(literal, &mut path);
        Some(path)
    }

    fn path_parts(&self, literal: &StrLiteral, path: &mut Path) {
        for part in &literal.parts {
            match part {
                StrPart::Text(text) => path.text.push_str(text),
                StrPart::Interpolation { value, range, format } => {
                    let name = match &self.lowered.body.exprs[*value] {
                        Expr::Name(name) if format.is_none() => name,
                        _ => {
                            path.is_plain &= path.text.contains(['?', '#']);
                            let written = usize::from(range.start())..usize::from(range.end());
                            path.text.push_str(self.text.get(written).unwrap_or_default());
                            continue;
                        }
                    };
                    let parameter = self.parameters().iter().find(|parameter| parameter.name.name == *name);
                    let ty = parameter.map(|it| self.parameter_type(it).unwrap_or_else(Ty::str));
                    let list = if path.text.contains('?') { &mut path.query } else { &mut path.parameters };
                    list.push(PathParameter { name: name.clone(), ty, pointer: self.pointer(*range) });
                    path.text.push('{');
                    path.text.push_str(name);
                    path.text.push('}');
                }
            }
        }
    }

    fn server(&self, decorator: &Decorator) -> Server {
        let positional: Vec<&DecoratorArgument> = decorator.positional().collect();
        let given =
            |key: &str, position: Option<usize>| decorator.keyword(key).or_else(|| positional.get(position?).copied());
        let integer = |argument: Option<&DecoratorArgument>, default: i64| match argument {
            None => Some(default),
            Some(argument) => match self.value(argument) {
                Expr::Int(number) => *number,
                _ => None,
            },
        };
        let text = |argument: Option<&DecoratorArgument>| argument.and_then(|it| self.string(it)).map(str::to_owned);
        let docs = given("docs", None).map(|argument| self.value(argument));
        Server {
            item: self.id.clone(),
            port: integer(given("port", Some(0)), 3000),
            host: text(given("host", Some(1))),
            docs: docs != Some(&Expr::Bool(false)),
            api_version: text(given("api_version", None)),
            heartbeat_secs: integer(given("ws_heartbeat_secs", None), 30),
            decorator: self.pointer(decorator.range),
        }
    }
}

/// The calls of an item that send to clients, in source order.
#[salsa::tracked(returns(ref))]
pub fn push_calls<'db>(db: &'db dyn Db, item: Item<'db>) -> Vec<PushCall> {
    let lowered = lowered(db, item);
    let inference = infer(db, item);
    let pointer = |expr| SourcePointer { item: item.id(db).clone(), range: lowered.body.expr_range(expr) };
    let mut found = Vec::new();
    for (call, expr) in lowered.body.exprs.iter() {
        let Expr::Call { callee, arguments, .. } = expr else { continue };
        let Some(Resolution::Item(function)) = inference.resolutions.get(callee) else { continue };
        let Some(kind) = push_kind(db, function) else { continue };
        let argument = |index: usize| arguments.get(index).map(|argument| argument.value);
        let (path, message) = match kind {
            PushKind::Send | PushKind::Broadcast => (None, argument(0)),
            PushKind::BroadcastFromAnywhere => {
                let path = argument(0).and_then(|path| match &lowered.body.exprs[path] {
                    Expr::Str(literal) => Some((literal.plain()?.to_owned(), pointer(path))),
                    _ => None,
                });
                (path, argument(1))
            }
        };
        found.push(PushCall {
            kind,
            path,
            call: pointer(call),
            argument: message.map(pointer),
            message: message_type(inference, message),
        });
    }
    found.sort_by_key(|push: &PushCall| push.call.range.start());
    found
}

/// The string literals of an item that name paths, in source order: those of route decorators and of broadcasts.
#[salsa::tracked(returns(ref))]
pub fn path_uses<'db>(db: &'db dyn Db, item: Item<'db>) -> Vec<PathUse> {
    let declared = contribution(db, item);
    let sockets = declared.sockets.iter().map(|socket| (Protocol::WebSocket, &socket.path));
    let routes = declared.routes.iter().map(|route| (Protocol::Http, &route.path));
    let declarations = sockets.chain(routes).filter_map(|(protocol, path)| {
        let Path { text, pointer, .. } = path.clone()?;
        Some(PathUse { path: text, protocol, role: PathRole::Declaration, literal: pointer })
    });
    let broadcasts = push_calls(db, item).iter().filter_map(|push| {
        let (path, literal) = push.path.clone()?;
        Some(PathUse { path, protocol: Protocol::WebSocket, role: PathRole::Broadcast, literal })
    });
    let mut uses: Vec<PathUse> = declarations.chain(broadcasts).collect();
    uses.sort_by_key(|it| it.literal.range.start());
    uses
}

fn message_type(inference: &Inference, message: Option<crate::hir::ExprId>) -> Ty {
    message.map_or(Ty::Any, |message| inference.expr_type(message).clone())
}

/// Whether a function of the standard library sends to clients, and how.
pub(crate) fn push_kind(db: &dyn Db, function: &ItemId) -> Option<PushKind> {
    if !crate::scope::is_declaration_file(db, function.file) {
        return None;
    }
    match (function.owner.as_deref(), function.name.as_str()) {
        (Some("WsConn"), "send") => Some(PushKind::Send),
        (Some("WsConn"), "broadcast") => Some(PushKind::Broadcast),
        (None, "ws_broadcast") => Some(PushKind::BroadcastFromAnywhere),
        (None, "broadcast") if function.file.path(db).file_stem() == "ws" => Some(PushKind::BroadcastFromAnywhere),
        _ => None,
    }
}

/// The endpoints of the programs of a file whose handler is the given item.
pub fn sockets_of_handler(db: &dyn Db, handler: &ItemId) -> Vec<(SourceFile, SocketEndpoint)> {
    crate::project::programs(db, handler.file)
        .iter()
        .flat_map(|entry| program(db, *entry).sockets.iter().map(|socket| (*entry, socket.clone())))
        .filter(|(_, socket)| socket.handler == *handler)
        .collect()
}
