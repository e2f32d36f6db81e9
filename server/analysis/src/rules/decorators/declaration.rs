//! What the declaration of a decorator says besides its arguments. `std/decorators.fitz` explains the notes.

use fitz_rules::Rule;
use fitz_rules::families::decorators::{ARGS, CONFLICT, DUPLICATE, HANDLER_REQUIRED};

use crate::db::Db;
use crate::hir::{Decorator, Expr, Lowered};
use crate::item_tree::item;
use crate::lower::lowered;

use super::support::plain;
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
    /// A text is none of the words that it can be.
    Word,
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
        Mistake::Word => named("word").unwrap_or_else(|| rule_of(declaration, Mistake::Value)),
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

/// The words that a text argument can be, by `@one_of`; none when it is free.
pub fn words_of<'a>(declaration: &'a Lowered, parameter: &'a str) -> Vec<&'a str> {
    notes_about(declaration, "one_of", parameter)
        .flat_map(|note| note.positional().skip(1))
        .filter_map(|argument| plain(declaration, argument))
        .collect()
}

/// The value that `@such_as(parameter, value)` gives as an example, as it is written.
pub(super) fn example(declaration: &Lowered, parameter: &str) -> Option<String> {
    let argument = notes_about(declaration, "such_as", parameter).next()?.positional().nth(1)?;
    match &declaration.body.exprs[argument.value] {
        Expr::Int(number) => number.map(|number| number.to_string()),
        Expr::Str(literal) => literal.plain().map(|text| format!("\"{text}\"")),
        _ => None,
    }
}

/// The number that a note gives for a parameter, e.g. 1 for `@at_least("port", 1)`.
pub(super) fn bound(declaration: &Lowered, note: &str, parameter: &str) -> Option<i64> {
    let argument = notes_about(declaration, note, parameter).next()?.positional().nth(1)?;
    match &declaration.body.exprs[argument.value] {
        Expr::Int(number) => *number,
        _ => None,
    }
}

/// The notes of a kind whose first argument is the name of a parameter.
fn notes_about<'a>(declaration: &'a Lowered, note: &'a str, parameter: &'a str) -> impl Iterator<Item = &'a Decorator> {
    declaration.decorators_named(note).filter(move |note| {
        note.positional().next().and_then(|argument| plain(declaration, argument)) == Some(parameter)
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
