//! The values of the field that tells messages apart, `kind` or the like: where a program sets them, and where it asks for
//! them.

use std::collections::BTreeSet;

use fitz_syntax::TextRange;

use crate::db::{Db, SourceFile};
use crate::endpoints::program_surface;
use crate::hir::{BinaryOp, Expr, ExprId, LiteralPat, Pat, PatId, Stmt};
use crate::inference::Resolution;
use crate::item_tree::{Item, items};
use crate::project::{program_modules, programs};
use crate::rules::view::View;
use crate::signatures::{DefaultValue, FieldInfo, nominal_fields};
use crate::ty::{Name, Nominal, Ty};

/// Names of fields that tell messages apart.
const DISCRIMINATORS: [&str; 8] = ["kind", "event", "action", "op", "msg_type", "message_type", "cmd", "command"];

/// A place that sets such a field or asks for its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KindUse {
    /// The type of the message.
    pub(super) message: Nominal,
    /// The field.
    pub(super) field: Name,
    /// The value; `None` when it is computed.
    pub(super) literal: Option<String>,
    /// Whether it is set, as opposed to asked for.
    pub(super) is_set: bool,
    /// The value, relative to the item.
    pub(super) range: TextRange,
}

/// The places of an item.
#[salsa::tracked(returns(ref))]
pub(super) fn kind_uses<'db>(db: &'db dyn Db, item: Item<'db>) -> Vec<KindUse> {
    let view = View::of(db, item);
    let mut found = Vec::new();
    for (id, expr) in view.running() {
        match expr {
            Expr::Struct { fields, .. } => {
                let Ty::Nominal(message) = view.ty(id) else { continue };
                for field in fields.iter().filter(|it| is_discriminator(&it.name.name)) {
                    found.push(used(&view, message, &field.name.name, field.value, true));
                }
            }
            Expr::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
                for (field, value) in [(*left, *right), (*right, *left)] {
                    if let Some((message, name)) = discriminator(&view, field)
                        && view.plain(value).is_some()
                    {
                        found.push(used(&view, message, name, value, false));
                    }
                }
            }
            Expr::Match { scrutinee, arms } => {
                let Some((message, name)) = discriminator(&view, *scrutinee) else { continue };
                for arm in arms {
                    for (text, range) in literals(&view, arm.pattern) {
                        let (message, field) = (message.clone(), name.clone());
                        found.push(KindUse { message, field, literal: Some(text), is_set: false, range });
                    }
                }
            }
            _ => {}
        }
    }
    for statement in view.lowered.statements() {
        if let Stmt::Assign { target, value, .. } = statement
            && let Some((message, name)) = discriminator(&view, *target)
        {
            found.push(used(&view, message, name, *value, true));
        }
    }
    found
}

fn used(view: &View<'_>, message: &Nominal, field: &Name, value: ExprId, is_set: bool) -> KindUse {
    KindUse {
        message: message.clone(),
        field: field.clone(),
        literal: view.plain(value).map(str::to_owned),
        is_set,
        range: view.range(value),
    }
}

/// Whether a field of that name tells messages apart.
pub(super) fn is_discriminator(name: &str) -> bool {
    DISCRIMINATORS.contains(&name)
}

/// The type and the field when an expression is such a field of a message.
pub(super) fn discriminator<'db>(view: &View<'db>, id: ExprId) -> Option<(&'db Nominal, &'db Name)> {
    match (view.expr(id), view.inference.resolutions.get(&id)) {
        (Expr::Field { .. }, Some(Resolution::Field(message, name))) if is_discriminator(name) => Some((message, name)),
        _ => None,
    }
}

/// The texts that a pattern takes.
fn literals(view: &View<'_>, pattern: PatId) -> Vec<(String, TextRange)> {
    match &view.lowered.body.pats[pattern] {
        Pat::Literal(LiteralPat::Str(text)) => vec![(text.clone(), view.lowered.body.pat_range(pattern))],
        Pat::Or(parts) => parts.iter().flat_map(|part| literals(view, *part)).collect(),
        _ => Vec::new(),
    }
}

/// What the programs of a file do with such a field of a type.
#[derive(Debug, Default)]
pub(super) struct Kinds {
    /// The values that are set, defaults included.
    pub(super) set: Vec<String>,
    /// The values that are asked for.
    pub(super) asked: Vec<String>,
    /// Whether a value is set that is computed.
    pub(super) is_computed: bool,
}

impl Kinds {
    pub(super) fn of(db: &dyn Db, file: SourceFile, message: &Nominal, field: &str) -> Kinds {
        let mut kinds = Kinds::default();
        for entry in programs(db, file) {
            for module in program_modules(db, *entry) {
                for it in file_kinds(db, module.file).iter().filter(|it| it.message == *message && it.field == field) {
                    match &it.literal {
                        None => kinds.is_computed = true,
                        Some(text) if it.is_set => kinds.set.push(text.clone()),
                        Some(text) => kinds.asked.push(text.clone()),
                    }
                }
            }
        }
        if let Some(DefaultValue::Str(default)) = field_of(db, message, field).and_then(|field| field.default) {
            kinds.set.push(default);
        }
        kinds
    }
}

/// The texts that the programs of a file set a field of messages to, and those that they ask for, each once and in the order
/// of the alphabet. None for a field that does not tell messages apart.
pub fn kind_literals(db: &dyn Db, file: SourceFile, message: &Nominal, field: &str) -> Vec<String> {
    let Kinds { set, asked, .. } = Kinds::of(db, file, message, field);
    let found: BTreeSet<String> = set.into_iter().chain(asked).collect();
    found.into_iter().filter(|_| is_discriminator(field)).collect()
}

/// The places of a file.
#[salsa::tracked(returns(ref))]
fn file_kinds(db: &dyn Db, file: SourceFile) -> Vec<KindUse> {
    items(db, file).iter().flat_map(|item| kind_uses(db, *item)).cloned().collect()
}

/// The declaration of a field.
pub(super) fn field_of(db: &dyn Db, message: &Nominal, name: &str) -> Option<FieldInfo> {
    nominal_fields(db, message).into_iter().find(|field| field.name == name)
}

/// How a type travels through the endpoints of the programs of a file.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Directions {
    pub(super) incoming: bool,
    pub(super) outgoing: bool,
}

impl Directions {
    pub(super) fn of(db: &dyn Db, file: SourceFile, message: &Nominal) -> Directions {
        let is_it = |ty: &Ty| matches!(ty, Ty::Nominal(nominal) if nominal == message);
        let mut found = Directions::default();
        for entry in programs(db, file) {
            for connection in program_surface(db, *entry).sockets.iter().filter_map(|it| it.connection.as_ref()) {
                found.incoming |= is_it(&connection.incoming);
                found.outgoing |= is_it(&connection.outgoing);
            }
        }
        found
    }
}
