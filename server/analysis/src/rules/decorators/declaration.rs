//! What the declaration of a decorator says besides its arguments. `std/decorators.fitz` explains the notes.

use fitz_rules::Rule;
use fitz_rules::families::decorators::{ARGS, CONFLICT, DUPLICATE, HANDLER_REQUIRED};

use crate::db::Db;
use crate::hir::{Expr, Lowered};
use crate::item_tree::item;
use crate::lower::lowered;

use super::unknown::decorator_declaration;

/// Mistakes with a decorator for which its declaration may name a rule of its own, in `@codes(...)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mistake {
    /// An argument is missing, too many, or not of its kind.
    Arguments,
    /// There is no such named argument.
    Key,
    /// A named argument has a value of another kind.
    Value,
    /// It stands together with one that it cannot be combined with.
    Conflict,
    /// It stands twice on one declaration.
    Repeated,
    /// It stands on two declarations of a program that can have one.
    Once,
    /// A decorator that it needs is missing.
    Needs,
}

/// The rule for a mistake with a decorator.
pub(super) fn rule_of(declaration: &Lowered, mistake: Mistake) -> &'static Rule {
    let named = |key: &str| {
        let codes = declaration.decorators_named("codes").next()?;
        match &declaration.body.exprs[codes.keyword(key)?.value] {
            Expr::Str(literal) => literal.plain().and_then(fitz_rules::rule),
            _ => None,
        }
    };
    let arguments = || named("arguments").unwrap_or(&ARGS);
    match mistake {
        Mistake::Arguments => arguments(),
        Mistake::Key => named("key").unwrap_or_else(arguments),
        Mistake::Value => named("value").unwrap_or_else(arguments),
        Mistake::Conflict => named("conflict").unwrap_or(&CONFLICT),
        Mistake::Repeated => named("repeated").unwrap_or(&DUPLICATE),
        Mistake::Once => named("once").unwrap_or(&DUPLICATE),
        Mistake::Needs => named("needs").unwrap_or(&HANDLER_REQUIRED),
    }
}

/// Whether the declaration gives a conflict a rule of its own.
pub(super) fn has_own_conflict(declaration: &Lowered) -> bool {
    rule_of(declaration, Mistake::Conflict).code != CONFLICT.code
}

/// Whether a text argument must not be empty.
pub(super) fn is_not_empty(declaration: &Lowered, parameter: &str) -> bool {
    texts(declaration, "not_empty").any(|name| name == parameter)
}

/// The texts that a note of the declaration lists, e.g. the names of `@conflicts("get", "post")`.
pub(super) fn texts<'a>(declaration: &'a Lowered, note: &'a str) -> impl Iterator<Item = &'a str> {
    declaration.decorators_named(note).flat_map(|decorator| decorator.positional()).filter_map(|argument| {
        match &declaration.body.exprs[argument.value] {
            Expr::Str(literal) => literal.plain(),
            _ => None,
        }
    })
}

/// Whether the declaration has a note.
pub(super) fn has_note(declaration: &Lowered, note: &str) -> bool {
    declaration.decorators_named(note).next().is_some()
}

/// The declaration of a decorator for a place (`fn`, `type` or `field`).
pub(super) fn declaration_of<'db>(db: &'db dyn Db, name: &str, place: &str) -> Option<&'db Lowered> {
    Some(lowered(db, item(db, decorator_declaration(db, name, place)?)?))
}
