//! What a program exchanges with its clients, in the eyes of a client. Both languages are written from it.

use std::collections::BTreeMap;

use fitz_analysis::{
    Builtin, Db, FieldInfo, HandshakeParameter, Nominal, PathParameter, Program, SocketEndpoint, Ty, nominal_fields,
};
use fitz_schema::{can_be_json_key, default_as_json, is_open, is_optional};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::kinds::{Discriminator, Kinds, Maker};
use crate::names::pascal_case;
use crate::shape::{Definition, Field, Frame, Shape, TypeDeclaration, TypeId};

/// The client of a program.
#[derive(Debug)]
pub(crate) struct Model<'a> {
    /// The name of the program.
    pub(crate) title: String,
    /// The file name of its entry.
    pub(crate) entry: String,
    /// Where the service is on the same machine, e.g. `ws://localhost:9001`; `None` when the program computes its port.
    pub(crate) address: Option<String>,
    /// Seconds between two pings of the service; 0 when it sends none or nobody knows.
    pub(crate) heartbeat_secs: u64,
    /// The types of all frames, in the order in which they are met.
    pub(crate) types: Vec<TypeDeclaration>,
    /// The endpoints, sorted by path.
    pub(crate) endpoints: Vec<Endpoint<'a>>,
}

/// An endpoint.
#[derive(Debug)]
pub(crate) struct Endpoint<'a> {
    /// Names for it, the best one first.
    pub(crate) wishes: Vec<String>,
    /// Its path, with `{parameters}`.
    pub(crate) path: &'a str,
    /// The parameters of the path.
    pub(crate) parameters: Vec<&'a PathParameter>,
    /// The comment of the handler.
    pub(crate) doc: Option<&'a str>,
    /// What the client sends.
    pub(crate) sent: Frame,
    /// What the client receives.
    pub(crate) received: Frame,
    /// A frame that the service answers at once: `{"kind": "ping"}`, when it knows `ping` and `pong`.
    pub(crate) probe: Option<(String, String)>,
    /// Whether the handshake needs a token.
    pub(crate) is_protected: bool,
    /// Headers and cookies that the handshake reads.
    pub(crate) handshake: &'a [HandshakeParameter],
}

impl<'a> Model<'a> {
    /// Reads a program.
    pub(crate) fn new(db: &dyn Db, program: &'a Program) -> Model<'a> {
        let sockets = sockets_by_path(program);
        let mut types = Types::new(db, program, sockets.values().copied());
        let endpoints: Vec<Endpoint<'a>> =
            sockets.iter().map(|(path, socket)| endpoint(path, socket, &mut types)).collect();
        let (host, port) = fitz_schema::host_and_port(program);
        Model {
            title: fitz_analysis::program_name(db, program.entry),
            entry: program.entry.path(db).file_name().to_owned(),
            address: port.map(|port| format!("ws://{host}:{port}")),
            heartbeat_secs: program.heartbeat_secs().and_then(|seconds| u64::try_from(seconds).ok()).unwrap_or(0),
            types: types.declarations,
            endpoints,
        }
    }

    /// The field that tells the shapes of a frame apart, when it is a union.
    pub(crate) fn union_field(&self, frame: &Frame) -> Option<&str> {
        let Frame::Json(Shape::Type(id)) = frame else { return None };
        match &self.types.get(*id)?.definition {
            Definition::Union { field, .. } => Some(field),
            Definition::Record(_) => None,
        }
    }
}

/// The endpoints with an address. Of two on one path the first is taken, as everywhere.
fn sockets_by_path(program: &Program) -> BTreeMap<&str, &SocketEndpoint> {
    let mut by_path = BTreeMap::new();
    for socket in &program.sockets {
        if let Some(path) = socket.address() {
            by_path.entry(path).or_insert(socket);
        }
    }
    by_path
}

fn endpoint<'a>(path: &'a str, socket: &'a SocketEndpoint, types: &mut Types<'_, '_>) -> Endpoint<'a> {
    let unknown = Ty::Any;
    let (incoming, outgoing) =
        socket.connection.as_ref().map_or((&unknown, &unknown), |it| (&it.incoming, &it.outgoing));
    let sent = types.frame(incoming, Maker::Client);
    let received = types.frame(outgoing, Maker::Service);
    let handler = socket.handler.name.to_string();
    let qualified = format!("{}_{handler}", socket.module.replace('.', "_"));
    let mut parameters: Vec<&PathParameter> = Vec::new();
    for parameter in socket.path.iter().flat_map(|path| &path.parameters) {
        let is_new = !parameters.iter().any(|known| known.name == parameter.name);
        if is_new && path.contains(&format!("{{{}}}", parameter.name)) {
            parameters.push(parameter);
        }
    }
    Endpoint {
        wishes: if socket.module.is_empty() { vec![handler] } else { vec![handler, qualified] },
        path,
        parameters,
        doc: socket.doc.as_deref(),
        probe: types.probe(&sent, &received),
        sent,
        received,
        is_protected: socket.access.is_protected(),
        handshake: &socket.handshake,
    }
}

/// Makes the declarations of a model.
struct Types<'a, 'db> {
    db: &'db dyn Db,
    program: &'a Program,
    kinds: Kinds<'a, 'db>,
    declarations: Vec<TypeDeclaration>,
    by_nominal: FxHashMap<(Nominal, Maker), TypeId>,
    /// Types that travel in both directions and look different in each.
    two_faced: FxHashSet<Nominal>,
}

impl<'a, 'db> Types<'a, 'db> {
    fn new(db: &'db dyn Db, program: &'a Program, sockets: impl Iterator<Item = &'a SocketEndpoint> + Clone) -> Self {
        let mut types = Types {
            db,
            program,
            kinds: Kinds::new(db, program),
            declarations: Vec::new(),
            by_nominal: FxHashMap::default(),
            two_faced: FxHashSet::default(),
        };
        let connections = sockets.filter_map(|socket| socket.connection.as_ref());
        let sent = types.reachable(connections.clone().map(|it| &it.incoming));
        let received = types.reachable(connections.map(|it| &it.outgoing));
        types.two_faced = sent.into_iter().filter(|it| received.contains(it) && types.differs(it)).collect();
        types
    }

    fn fields(&self, nominal: &Nominal) -> Vec<FieldInfo> {
        let mut fields = nominal_fields(self.db, nominal);
        let mut seen = FxHashSet::default();
        fields.retain(|field| !field.hidden && seen.insert(field.name.clone()));
        fields
    }

    /// All declared types in values of these types.
    fn reachable<'t>(&self, roots: impl Iterator<Item = &'t Ty>) -> FxHashSet<Nominal> {
        let mut found = FxHashSet::default();
        let mut open: Vec<Ty> = roots.cloned().collect();
        while let Some(ty) = open.pop() {
            match ty {
                Ty::Nominal(nominal) if found.insert(nominal.clone()) => {
                    open.extend(self.fields(&nominal).into_iter().map(|field| field.ty));
                }
                Ty::Nullable(inner) => open.push((*inner).clone()),
                Ty::Tuple(parts) => open.extend(parts.iter().cloned()),
                Ty::Builtin(_, arguments) => open.extend(arguments.iter().cloned()),
                _ => {}
            }
        }
        found
    }

    /// Whether a type looks different to those who send it and those who receive it.
    fn differs(&self, nominal: &Nominal) -> bool {
        self.reachable(std::iter::once(&Ty::Nominal(nominal.clone()))).iter().any(|inner| {
            self.fields(inner).iter().any(is_optional)
                || self.kinds.discriminator(inner, Maker::Client) != self.kinds.discriminator(inner, Maker::Service)
        })
    }

    fn frame(&mut self, ty: &Ty, maker: Maker) -> Frame {
        if ty.is(Builtin::Bytes) { Frame::Binary } else { Frame::Json(self.shape(ty, maker)) }
    }

    fn shape(&mut self, ty: &Ty, maker: Maker) -> Shape {
        match ty {
            open if is_open(open) => Shape::Any,
            Ty::Nullable(inner) => match self.shape(inner, maker) {
                Shape::Any => Shape::Any,
                inner => Shape::Nullable(Box::new(inner)),
            },
            Ty::Nominal(nominal) => Shape::Type(self.declared(nominal, maker)),
            Ty::Tuple(elements) => Shape::Tuple(elements.iter().map(|it| self.shape(it, maker)).collect()),
            Ty::Builtin(builtin, arguments) => match (builtin, &**arguments) {
                (Builtin::Int, _) => Shape::Int,
                (Builtin::Float, _) => Shape::Float,
                (Builtin::Str, _) => Shape::Str,
                (Builtin::Bool, _) => Shape::Bool,
                (Builtin::Null, _) => Shape::Null,
                (Builtin::Bytes, _) => Shape::Base64,
                (Builtin::Date, _) => Shape::Date,
                (Builtin::DateTime, _) => Shape::DateTime,
                (Builtin::Uuid, _) => Shape::Uuid,
                (Builtin::List, [element]) => Shape::List(Box::new(self.shape(element, maker))),
                (Builtin::Map, [key, value]) if can_be_json_key(key) => Shape::Map(Box::new(self.shape(value, maker))),
                (Builtin::Result, [ok, error]) => {
                    Shape::Result(Box::new(self.shape(ok, maker)), Box::new(self.shape(error, maker)))
                }
                _ => Shape::Any,
            },
            _ => Shape::Any,
        }
    }

    /// The declaration of a type. A type that is being declared has its number already, so recursion ends.
    fn declared(&mut self, nominal: &Nominal, maker: Maker) -> TypeId {
        let is_two_faced = self.two_faced.contains(nominal);
        let key = (nominal.clone(), maker);
        if let Some(id) = self.by_nominal.get(&key) {
            return *id;
        }
        let other = match maker {
            Maker::Client => Maker::Service,
            Maker::Service => Maker::Client,
        };
        if !is_two_faced && let Some(id) = self.by_nominal.get(&(nominal.clone(), other)) {
            return *id;
        }
        let wishes = self.wishes(nominal, is_two_faced && maker == Maker::Client);
        let doc = fitz_analysis::nominal_doc(self.db, nominal);
        let id = self.declare(wishes.clone(), doc);
        self.by_nominal.insert(key, id);
        let definition = match self.kinds.discriminator(nominal, maker) {
            None => Definition::Record(self.record(nominal, maker, None)),
            Some(discriminator) => Definition::Union {
                field: discriminator.field.to_string(),
                variants: discriminator
                    .literals
                    .iter()
                    .map(|literal| {
                        let wishes = wishes.iter().map(|name| format!("{name}{}", pascal_case(literal))).collect();
                        let doc = format!("{} with `{}` \"{literal}\".", nominal.name, discriminator.field);
                        let variant = self.declare(wishes, Some(doc));
                        let fields = self.record(nominal, maker, Some((&discriminator, literal)));
                        self.define(variant, Definition::Record(fields));
                        (literal.clone(), variant)
                    })
                    .collect(),
            },
        };
        self.define(id, definition);
        id
    }

    fn declare(&mut self, wishes: Vec<String>, doc: Option<String>) -> TypeId {
        self.declarations.push(TypeDeclaration { wishes, doc, definition: Definition::Record(Vec::new()) });
        self.declarations.len() - 1
    }

    fn define(&mut self, id: TypeId, definition: Definition) {
        if let Some(declaration) = self.declarations.get_mut(id) {
            declaration.definition = definition;
        }
    }

    fn record(&mut self, nominal: &Nominal, maker: Maker, variant: Option<(&Discriminator, &str)>) -> Vec<Field> {
        self.fields(nominal).iter().map(|field| self.field(field, maker, variant)).collect()
    }

    fn field(&mut self, field: &FieldInfo, maker: Maker, variant: Option<(&Discriminator, &str)>) -> Field {
        // The service writes every field; a client may leave out what has a default.
        let is_optional = maker == Maker::Client && is_optional(field);
        let default = default_as_json(field).filter(|_| is_optional);
        let plain =
            Field { wire: field.name.to_string(), shape: Shape::Any, is_optional, default, doc: field.doc.clone() };
        match variant {
            Some((discriminator, literal)) if discriminator.field == field.name => Field {
                shape: Shape::Literal(literal.to_owned()),
                is_optional: is_optional && plain.default.as_ref().is_some_and(|default| default == literal),
                default: Some(literal.into()),
                doc: None,
                ..plain
            },
            Some((discriminator, literal)) => {
                let narrowed = discriminator.narrowed.get(&(literal.to_owned(), field.name.clone()));
                Field { shape: self.shape(narrowed.unwrap_or(&field.ty), maker), ..plain }
            }
            None => Field { shape: self.shape(&field.ty, maker), ..plain },
        }
    }

    /// The names that a type would like: its own, the one with its module, and for what a client sends a longer one.
    fn wishes(&self, nominal: &Nominal, is_input: bool) -> Vec<String> {
        let suffix = if is_input { "Input" } else { "" };
        let module = self.program.modules.iter().find(|module| module.file == nominal.file).map(|module| &module.name);
        let own = format!("{}{suffix}", nominal.name);
        match module {
            Some(module) if !module.is_empty() => vec![own, format!("{}{}{suffix}", pascal_case(module), nominal.name)],
            _ => vec![own],
        }
    }

    /// The field and literal with which a client asks for a sign of life: the service reads `ping` with nothing else that
    /// is required, and knows `pong`.
    fn probe(&self, sent: &Frame, received: &Frame) -> Option<(String, String)> {
        let (field, asked) = self.variants(sent)?;
        let (_, answered) = self.variants(received)?;
        let (literal, ping) = asked.iter().find(|(literal, _)| literal == "ping")?;
        let Definition::Record(fields) = &self.declarations.get(*ping)?.definition else { return None };
        let is_enough = fields.iter().all(|it| it.is_optional || it.wire == *field);
        let is_answered = answered.iter().any(|(literal, _)| literal == "pong");
        (is_enough && is_answered).then(|| (field.clone(), literal.clone()))
    }

    fn variants(&self, frame: &Frame) -> Option<(&String, &Vec<(String, TypeId)>)> {
        let Frame::Json(Shape::Type(id)) = frame else { return None };
        match &self.declarations.get(*id)?.definition {
            Definition::Union { field, variants } => Some((field, variants)),
            Definition::Record(_) => None,
        }
    }
}
