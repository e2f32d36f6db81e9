//! What compiles and smells, one file per lint.
//!
//! A lint looks at one item: its text, its types, and which names the rest of its file uses ([`names`]). That is asked for
//! name by name, so an edit in a body runs the lints of that body alone. Nothing is reported that is not established: the
//! use of a name may hide in text that is broken, so an item with a hole has no unused names.

mod constant_condition;
mod dropped;
mod locals;
mod names;
mod shadowed_builtin;
mod string_concat;
mod unawaited_future;
mod unhandled_result;
mod unreachable_code;
mod unused_import;
mod unused_parameter;
mod unused_result;
mod unused_variable;
mod useless_match;
pub(crate) mod walk;

use fitz_syntax::TextRange;

pub use names::loading_matters;
pub(crate) use names::words;

use crate::db::Db;
use crate::diagnostic::Finding;
use crate::hir::{BinaryOp, Expr, ExprId, Lowered, UnaryOp};
use crate::inference::{Inference, infer};
use crate::item_tree::{Item, ItemId};
use crate::lower::lowered;
use crate::scope::is_declaration_file;
use locals::LocalUses;

/// The findings of all lints of an item, relative to its start.
pub(crate) fn check<'db>(db: &'db dyn Db, item: Item<'db>, found: &mut Vec<Finding>) {
    let id = item.id(db);
    if is_declaration_file(db, id.file) {
        return;
    }
    let context = Context::new(db, item);
    if !names::has_holes(context.lowered, context.text) {
        let uses = LocalUses::of(&context);
        unused_variable::check(&context, &uses, found);
        unused_parameter::check(&context, &uses, found);
    }
    unused_import::check(&context, found);
    for dropped in dropped::dropped(&context) {
        unused_result::check(&context, dropped, found);
        unawaited_future::check(&context, dropped, found);
        unhandled_result::check(&context, dropped, found);
    }
    unreachable_code::check(&context, found);
    constant_condition::check(&context, found);
    string_concat::check(&context, found);
    useless_match::check(&context, found);
    shadowed_builtin::check(&context, found);
}

/// What a lint looks at.
struct Context<'db> {
    db: &'db dyn Db,
    id: &'db ItemId,
    text: &'db str,
    lowered: &'db Lowered,
    inference: &'db Inference,
}

/// The expressions of an item that stand as statements and whose value goes nowhere.
pub fn dropped_values(db: &dyn Db, item: Item<'_>) -> Vec<ExprId> {
    dropped::dropped(&Context::new(db, item)).into_iter().map(|dropped| dropped.expr).collect()
}

impl<'db> Context<'db> {
    fn new(db: &'db dyn Db, item: Item<'db>) -> Context<'db> {
        Context { db, id: item.id(db), text: item.text(db), lowered: lowered(db, item), inference: infer(db, item) }
    }

    fn expr(&self, id: ExprId) -> &'db Expr {
        &self.lowered.body.exprs[id]
    }

    fn range(&self, id: ExprId) -> TextRange {
        self.lowered.body.expr_range(id)
    }

    /// The text at a place of the item; empty when there is none.
    fn source(&self, range: TextRange) -> &'db str {
        self.text.get(std::ops::Range::<usize>::from(range)).unwrap_or_default()
    }

    /// `true`, `3`, `-3`, `null`, `"text"`: a value that is written down.
    fn is_literal(&self, id: ExprId) -> bool {
        match self.expr(id) {
            Expr::Int(_) | Expr::Float(_) | Expr::Bool(_) | Expr::Null | Expr::Bytes => true,
            Expr::Str(literal) => literal.plain().is_some(),
            Expr::Unary { op: UnaryOp::Negate, operand } => self.is_literal(*operand),
            _ => false,
        }
    }
}

fn is_comparison(op: BinaryOp) -> bool {
    use BinaryOp as Op;
    matches!(op, Op::Equal | Op::NotEqual | Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual)
}
