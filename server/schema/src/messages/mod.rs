//! The messages of WebSocket endpoints as tables: their kinds, their fields, where each is sent and where it is handled.
//!
//! Fitz has no sum types. A protocol with several kinds of messages is one `type` with a text field that tells them apart,
//! so the rows of a table are the literals that the program writes into that field, compares it with, or lists in its
//! comment. A type without such a field is one row.

mod sites;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use fitz_analysis::{Db, FieldInfo, Nominal, Program, SocketEndpoint, SourcePointer, Ty};

use crate::channel::qualified;
use crate::kind_field::{kind_field, listed_kinds};
use crate::types::{TypeSource as _, default_as_json, is_open};

use sites::Sites;

/// The messages of one endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageTable {
    /// The path of the endpoint.
    pub path: String,
    /// The function that serves it, as people find it: `realtime.feed`.
    pub handler: String,
    /// The types of the frames: what clients send, and what the service sends. `None` without a `WsConn` parameter.
    pub frames: Option<(String, String)>,
    /// What clients send, then what the service sends.
    pub rows: Vec<MessageRow>,
}

/// One kind of message in one direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageRow {
    /// What the discriminating field says.
    pub kind: MessageKind,
    /// Who sends it.
    pub sender: Sender,
    /// The other fields as they are declared, e.g. `room: Str = "lobby"`; the type itself when it has no fields. Of what the
    /// service sends, only those that it sets for this kind.
    pub fields: Vec<String>,
    /// Where the service makes it or pushes it; empty for what clients send.
    pub sent: Vec<SourcePointer>,
    /// Where the service asks for its kind, or else reads it; empty for what the service sends.
    pub handled: Vec<SourcePointer>,
}

/// What the discriminating field of a message says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MessageKind {
    /// This.
    Named(String),
    /// Something that is not known before the program runs.
    Computed,
    /// The type has no such field.
    Only,
}

/// Who sends a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Sender {
    Client,
    Service,
}

/// The tables of all endpoints of a program that have a path, in load order.
#[must_use]
pub fn message_tables(db: &dyn Db, program: &Program) -> Vec<MessageTable> {
    let sites = Sites::new(db, program);
    program
        .sockets
        .iter()
        .filter_map(|socket| {
            let path = socket.path.as_ref()?.text.clone();
            Some(MessageTable {
                path,
                handler: qualified(&socket.module, &socket.handler.name),
                frames: socket.connection.as_ref().map(|it| (it.incoming.to_string(), it.outgoing.to_string())),
                rows: rows(db, &sites, socket),
            })
        })
        .collect()
}

fn rows(db: &dyn Db, sites: &Sites<'_>, socket: &SocketEndpoint) -> Vec<MessageRow> {
    let Some(connection) = &socket.connection else { return Vec::new() };
    let mut rows = incoming(db, sites, socket, &connection.incoming);
    rows.extend(outgoing(db, sites, socket, &connection.outgoing));
    rows
}

/// What clients send. Every field may come with every kind: which ones belong together is nowhere declared.
fn incoming(db: &dyn Db, sites: &Sites<'_>, socket: &SocketEndpoint, ty: &Ty) -> Vec<MessageRow> {
    let row = |kind, fields, handled| MessageRow { kind, sender: Sender::Client, fields, sent: Vec::new(), handled };
    let Some(kinds) = Kinds::of(db, ty) else {
        return vec![row(MessageKind::Only, plain_fields(db, ty), sites.reads(socket))];
    };
    let compared = sites.compared(&kinds.nominal, &kinds.field.name);
    let mut names = kinds.listed();
    for name in compared.iter().map(|(name, _)| name).chain(&kinds.default()) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let fields = kinds.fields_without_kind(|_| true);
    if names.is_empty() {
        return vec![row(MessageKind::Computed, fields, sites.reads(socket))];
    }
    names
        .into_iter()
        .map(|name| {
            let asked = compared.iter().filter(|(other, _)| *other == name).map(|(_, place)| place.clone());
            let asked: Vec<SourcePointer> = asked.collect();
            // A kind that is not asked for is left to a last branch: what is known is where the frame is read.
            let handled = if asked.is_empty() { sites.reads(socket) } else { asked };
            row(MessageKind::Named(name), fields.clone(), handled)
        })
        .collect()
}

/// What the service sends: the values of the type that it makes, and those that it passes on.
fn outgoing(db: &dyn Db, sites: &Sites<'_>, socket: &SocketEndpoint, ty: &Ty) -> Vec<MessageRow> {
    let row = |kind, fields, sent| MessageRow { kind, sender: Sender::Service, fields, sent, handled: Vec::new() };
    let Some(kinds) = Kinds::of(db, ty) else {
        let pushes = socket.pushes.iter().filter_map(|push| Some(push.source(db)?.call.clone())).collect();
        return vec![row(MessageKind::Only, plain_fields(db, ty), pushes)];
    };
    let made = sites.made(socket, &kinds.nominal, &kinds.field);
    let mut names: Vec<MessageKind> = kinds.listed().into_iter().map(MessageKind::Named).collect();
    for value in made.iter().filter(|value| value.kind != MessageKind::Computed) {
        if !names.contains(&value.kind) {
            names.push(value.kind.clone());
        }
    }
    let passed_on = sites.passed_on(socket, &kinds.nominal, &kinds.field);
    let is_made = |kind: &MessageKind| made.iter().any(|value| value.kind == *kind);
    let is_computed = is_made(&MessageKind::Computed) || !passed_on.is_empty();
    // What the comment lists and nobody writes as a literal is what is computed.
    let is_settled = names.iter().any(|kind| !is_made(kind));
    if is_computed && !is_settled {
        names.push(MessageKind::Computed);
    }
    names
        .into_iter()
        .map(|kind| {
            let source = if is_made(&kind) { &kind } else { &MessageKind::Computed };
            let of_kind = || made.iter().filter(|value| value.kind == *source);
            let mut sent: Vec<SourcePointer> = of_kind().flat_map(|value| value.places.iter().cloned()).collect();
            let is_passed_on = *source == MessageKind::Computed && !passed_on.is_empty();
            let fields = kinds.fields_without_kind(|field| is_passed_on || of_kind().any(|it| it.sets(&field.name)));
            if is_passed_on {
                sent.extend(passed_on.iter().cloned());
            }
            row(kind, fields, sent)
        })
        .collect()
}

/// A type with a field that tells its values apart.
struct Kinds {
    nominal: Nominal,
    field: FieldInfo,
    fields: Vec<FieldInfo>,
}

impl Kinds {
    fn of(db: &dyn Db, ty: &Ty) -> Option<Kinds> {
        let Ty::Nominal(nominal) = ty else { return None };
        let fields = (&db).fields(nominal);
        let field = kind_field(&fields)?.clone();
        Some(Kinds { nominal: nominal.clone(), field, fields })
    }

    /// The kinds that the comment of the field lists: `"ping" | "join"`.
    fn listed(&self) -> Vec<String> {
        self.field.doc.as_deref().and_then(listed_kinds).unwrap_or_default()
    }

    fn default(&self) -> Option<String> {
        default_as_json(&self.field)?.as_str().map(str::to_owned)
    }

    fn fields_without_kind(&self, takes: impl Fn(&FieldInfo) -> bool) -> Vec<String> {
        let others = self.fields.iter().filter(|field| field.name != self.field.name);
        others.filter(|field| takes(field)).map(field_text).collect()
    }
}

/// The fields of a type, or the type.
fn plain_fields(db: &dyn Db, ty: &Ty) -> Vec<String> {
    match ty {
        Ty::Nominal(nominal) => (&db).fields(nominal).iter().map(field_text).collect(),
        other => vec![other.to_string()],
    }
}

fn field_text(field: &FieldInfo) -> String {
    // `Any?` is `Any`, but may be left out.
    let mark = if field.nullable && is_open(&field.ty) { "?" } else { "" };
    let declared = format!("{}: {}{mark}", field.name, field.ty);
    match default_as_json(field) {
        Some(default) => format!("{declared} = {default}"),
        None => declared,
    }
}

impl MessageTable {
    /// The table in Markdown, without a heading. `place` says how a place of the program is written, e.g. as a link; those
    /// for which it says nothing are left out.
    #[must_use]
    pub fn to_markdown(&self, place: impl Fn(&SourcePointer) -> Option<String>) -> String {
        let mut text = String::new();
        let Some((incoming, outgoing)) = &self.frames else {
            let _ = writeln!(text, "`{}` has no `WsConn` parameter, so its messages are not known.", self.handler);
            return text;
        };
        let handler = &self.handler;
        let _ = writeln!(text, "Served by `{handler}`. Clients send `{incoming}`, the service sends `{outgoing}`.\n");
        text.push_str("| kind | direction | fields | sent | handled |\n|---|---|---|---|---|\n");
        for row in &self.rows {
            let kind = match &row.kind {
                MessageKind::Named(name) => code(name),
                MessageKind::Computed => "any".to_owned(),
                MessageKind::Only => "–".to_owned(),
            };
            let fields: Vec<String> = row.fields.iter().map(|field| code(field)).collect();
            let places = |pointers: &[SourcePointer]| {
                // Several places of one line are one place for a reader, in the order in which they were found.
                let mut seen = BTreeSet::new();
                let places: Vec<String> =
                    pointers.iter().filter_map(&place).filter(|text| seen.insert(text.clone())).collect();
                if places.is_empty() { "nowhere".to_owned() } else { places.join(", ") }
            };
            let (direction, sent, handled) = match row.sender {
                Sender::Client => ("to the service", "by clients".to_owned(), places(&row.handled)),
                Sender::Service => ("to clients", places(&row.sent), "by clients".to_owned()),
            };
            let fields = if fields.is_empty() { "–".to_owned() } else { fields.join(", ") };
            let _ = writeln!(text, "| {kind} | {direction} | {fields} | {sent} | {handled} |");
        }
        text
    }
}

/// Code in a cell of a table.
fn code(text: &str) -> String {
    let fence = if text.contains('`') { "``" } else { "`" };
    let text = text.replace('|', "\\|").replace(['\r', '\n'], " ");
    format!("{fence}{text}{fence}")
}
