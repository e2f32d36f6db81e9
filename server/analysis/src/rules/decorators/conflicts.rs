//! Decorators beside each other: those that cannot be combined, that stand twice, or that need another one. Which these are
//! is said by their declarations.

use fitz_rules::families::decorators::UNUSUAL;

use super::super::ItemContext;
use super::declaration::{Mistake, declaration_of, has_note, has_own_conflict, rule_of, texts};
use super::support::quoted;
use crate::db::Db;
use crate::diagnostic::Finding;
use crate::hir::{Decorator, ItemData, Lowered};

pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    match &context.lowered.data {
        ItemData::Function(_) => check_all(context, &context.lowered.decorators, "fn", found),
        ItemData::Type(definition) => {
            check_all(context, &context.lowered.decorators, "type", found);
            for field in &definition.fields {
                check_all(context, &field.decorators, "field", found);
            }
        }
        _ => {}
    }
}

/// A decorator with its declaration.
#[derive(Clone, Copy)]
struct Known<'a> {
    decorator: &'a Decorator,
    declaration: &'a Lowered,
}

impl Known<'_> {
    fn name(&self) -> &str {
        &self.decorator.name.name
    }

    fn conflicts_with(&self, other: &Known<'_>) -> bool {
        texts(self.declaration, "conflicts").any(|name| name == other.name())
            || texts(other.declaration, "conflicts").any(|name| name == self.name())
    }
}

impl Known<'_> {
    /// Whether the two are accepted together, although that is hardly meant.
    fn is_unusual_with(&self, other: &Known<'_>) -> bool {
        !self.conflicts_with(other)
            && (texts(self.declaration, "unusual").any(|name| name == other.name())
                || texts(other.declaration, "unusual").any(|name| name == self.name()))
    }
}

/// Whether a decorator can be added to declarations of that place that have these others.
pub fn fits_beside<'a>(db: &dyn Db, name: &str, place: &str, others: impl IntoIterator<Item = &'a str>) -> bool {
    let Some(declaration) = declaration_of(db, name, place) else { return false };
    others.into_iter().all(|other| {
        if other == name {
            return has_note(declaration, "repeatable");
        }
        let is_named_by = |declaration, name| texts(declaration, "conflicts").any(|it| it == name);
        !is_named_by(declaration, other)
            && declaration_of(db, other, place).is_none_or(|other| !is_named_by(other, name))
    })
}

/// Whether a decorator would be accepted beside these others, although that is hardly meant.
pub fn is_unusual_beside<'a>(db: &dyn Db, name: &str, place: &str, others: impl IntoIterator<Item = &'a str>) -> bool {
    let Some(declaration) = declaration_of(db, name, place) else { return false };
    others.into_iter().any(|other| {
        let is_named_by = |declaration, name| texts(declaration, "unusual").any(|it| it == name);
        is_named_by(declaration, other)
            || declaration_of(db, other, place).is_some_and(|other| is_named_by(other, name))
    })
}

fn check_all(context: &ItemContext<'_>, decorators: &[Decorator], place: &str, found: &mut Vec<Finding>) {
    if decorators.is_empty() {
        return;
    }
    let known = known(context.db, decorators, place);
    for (index, it) in known.iter().enumerate() {
        let before = known.get(..index).unwrap_or_default();
        repeated(context, it, before, found);
        if let Some(other) = blamed_for(it, before, &known) {
            found.push(conflict(context, it, other));
        } else if let Some(other) = before.iter().find(|other| it.is_unusual_with(other)) {
            found.push(unusual(context, it, other));
        }
    }
    // An unknown decorator may be the one that is needed.
    if known.len() == decorators.len() {
        needs(context, &known, found);
    }
}

fn known<'a>(db: &'a dyn Db, decorators: &'a [Decorator], place: &str) -> Vec<Known<'a>> {
    decorators
        .iter()
        .filter_map(|decorator| {
            let declaration = declaration_of(db, &decorator.name.name, place)?;
            Some(Known { decorator, declaration })
        })
        .collect()
}

/// The decorator that makes this one wrong: of two that cannot be combined, the later one is wrong, or the one whose rule it
/// is.
fn blamed_for<'a>(it: &Known<'_>, before: &[Known<'a>], all: &[Known<'a>]) -> Option<Known<'a>> {
    let owns = |known: &Known<'_>| has_own_conflict(known.declaration);
    let mut candidates = if owns(it) {
        let others = all.iter().filter(|other| !owns(other));
        before.iter().filter(|other| owns(other)).chain(others).copied().collect::<Vec<_>>()
    } else {
        before.iter().filter(|other| !owns(other)).copied().collect()
    };
    candidates.retain(|other| it.conflicts_with(other));
    candidates.first().copied()
}

fn conflict(context: &ItemContext<'_>, it: &Known<'_>, other: Known<'_>) -> Finding {
    let (name, with) = (it.name(), other.name());
    Finding::new(
        rule_of(it.declaration, Mistake::Conflict),
        it.decorator.name.range,
        format!("`@{name}` cannot be combined with `@{with}`."),
    )
    .hint("Remove one of them, or move one to a function of its own.")
    .related(context.pointer(other.decorator.name.range), format!("`@{with}` stands here."))
    .fix(format!("Remove `@{name}`"), vec![(context.removal(it.decorator), String::new())])
    .fix(format!("Remove `@{with}`"), vec![(context.removal(other.decorator), String::new())])
}

/// `decorator-unusual`
fn unusual(context: &ItemContext<'_>, it: &Known<'_>, other: &Known<'_>) -> Finding {
    let (name, with) = (it.name(), other.name());
    let message = if name == with {
        format!("A second `@{name}` gives the function two paths.")
    } else {
        format!("`@{name}` beside `@{with}` is accepted, but one function then has two jobs.")
    };
    Finding::new(&UNUSUAL, it.decorator.name.range, message)
        .hint("Give each of them a function of its own; one can call the other.")
        .related(context.pointer(other.decorator.name.range), format!("`@{with}` stands here."))
        .fix(format!("Remove `@{name}`"), vec![(context.removal(it.decorator), String::new())])
}

fn repeated(context: &ItemContext<'_>, it: &Known<'_>, before: &[Known<'_>], found: &mut Vec<Finding>) {
    if has_note(it.declaration, "repeatable") {
        return;
    }
    let Some(first) = before.iter().find(|other| other.name() == it.name()) else { return };
    let message = format!("`@{}` stands here twice.", it.name());
    found.push(
        Finding::new(rule_of(it.declaration, Mistake::Repeated), it.decorator.name.range, message)
            .hint("Remove one of them.")
            .related(context.pointer(first.decorator.name.range), "It stands here first.")
            .fix(format!("Remove the second `@{}`", it.name()), vec![(context.removal(it.decorator), String::new())])
            .fix(format!("Remove the first `@{}`", it.name()), vec![(context.removal(first.decorator), String::new())]),
    );
}

/// Reports the first decorator of each need that nothing fulfils.
fn needs(context: &ItemContext<'_>, known: &[Known<'_>], found: &mut Vec<Finding>) {
    let mut reported: Vec<Vec<&str>> = Vec::new();
    for it in known {
        // Beside one that it cannot be combined with, that is what is wrong.
        let is_in_conflict = known.iter().any(|other| it.name() != other.name() && it.conflicts_with(other));
        let wanted: Vec<&str> = texts(it.declaration, "requires_one_of").collect();
        let is_there = known.iter().any(|other| wanted.contains(&other.name()));
        if wanted.is_empty() || is_there || is_in_conflict || reported.contains(&wanted) {
            continue;
        }
        let message = format!("`@{}` has an effect on a handler only, and this function is none.", it.name());
        let decorators: Vec<String> = wanted.iter().map(|name| format!("@{name}")).collect();
        let list = quoted(decorators.iter().map(String::as_str));
        found.push(
            Finding::new(rule_of(it.declaration, Mistake::Needs), it.decorator.name.range, message)
                .hint(format!("It needs one of {list} beside it."))
                .fix(format!("Remove `@{}`", it.name()), vec![(context.removal(it.decorator), String::new())]),
        );
        reported.push(wanted);
    }
}
