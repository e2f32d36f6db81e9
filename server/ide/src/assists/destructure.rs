//! Gives the parts of a tuple names, or writes one `let` for each of them.

use fitz_analysis::hir::{Expr, ExprId, Pat, Stmt};
use fitz_analysis::{Resolution, Ty};
use fitz_syntax::TextRange;

use super::{Assist, Entry, Place};

/// Names for parts that have none.
const NAMES: [&str; 4] = ["first", "second", "third", "fourth"];

pub(super) const NAMED: Entry = Entry { kind: "refactor.rewrite.destructure", keeps_meaning: true, find: named };
pub(super) const SEPARATE: Entry = Entry { kind: "refactor.rewrite.separateLets", keeps_meaning: true, find: separate };

/// At `let pair = ..` when all that happens to the variable is `pair.0` and the like.
fn named(place: &Place<'_>) -> Option<Assist> {
    let (statement, pattern, value) = selected(place)?;
    let Pat::Bind(_) = &place.lowered.body.pats[pattern] else { return None };
    let Ty::Tuple(parts) = place.inference.expr_type(value) else { return None };
    let local = *place.inference.bindings.get(&pattern)?;
    let mut uses: Vec<(ExprId, usize)> = Vec::new();
    for (id, resolution) in &place.inference.resolutions {
        if *resolution == Resolution::Local(local) {
            uses.push(part_taken(place, *id)?);
        }
    }
    let is_assigned = place
        .lowered
        .statements()
        .any(|it| matches!(it, Stmt::Assign { target, .. } if uses.iter().any(|(part, _)| part == target)));
    let is_sound = (2..=NAMES.len()).contains(&parts.len()) && uses.iter().all(|(_, index)| *index < parts.len());
    if uses.is_empty() || is_assigned || !is_sound || matches!(statement, Stmt::Let { ty: Some(_), .. }) {
        return None;
    }
    let mut names = Vec::new();
    for index in 0..parts.len() {
        let is_used = uses.iter().any(|(_, it)| *it == index);
        names.push(if is_used { place.free_name(NAMES.get(index..=index)?)? } else { "_".to_owned() });
    }
    let mut edits = vec![(place.lowered.body.pat_range(pattern), format!("({})", names.join(", ")))];
    for (id, index) in uses {
        edits.push((place.range(id), names.get(index)?.clone()));
    }
    edits.sort_by_key(|(range, _)| range.start());
    place.assist("Give the parts names", edits)
}

/// The part of a tuple that a name is used for.
fn part_taken(place: &Place<'_>, name: ExprId) -> Option<(ExprId, usize)> {
    place.lowered.body.exprs.iter().find_map(|(id, expr)| match expr {
        Expr::TupleIndex { object, index: Some(index), .. } if *object == name => Some((id, *index)),
        _ => None,
    })
}

/// At `let (a, b) = (1, 2)`.
fn separate(place: &Place<'_>) -> Option<Assist> {
    let (statement, pattern, value) = selected(place)?;
    let (Pat::Tuple(patterns), Expr::Tuple(values)) = (&place.lowered.body.pats[pattern], place.expr(value)) else {
        return None;
    };
    let range: TextRange = place.statement_range(statement);
    if patterns.len() != values.len() || patterns.is_empty() || place.has_comment(range) {
        return None;
    }
    let indent = place.indent(range.start())?;
    let mut lines = Vec::new();
    let mut bound: Vec<&str> = Vec::new();
    for (pattern, value) in patterns.iter().zip(values) {
        // A value that uses a name must not get the new meaning of it.
        if bound.iter().any(|name| place.mentions(place.range(*value), name)) {
            return None;
        }
        let name = match &place.lowered.body.pats[*pattern] {
            Pat::Bind(name) => name.as_str(),
            Pat::Wildcard => "_",
            _ => return None,
        };
        bound.push(name);
        lines.push(format!("let {name} = {}", place.operand(*value, 0)));
    }
    place.assist("Write a `let` for each", vec![(range, lines.join(&format!("\n{indent}")))])
}

/// The `let` whose head is selected.
fn selected<'db>(place: &Place<'db>) -> Option<(&'db Stmt, fitz_analysis::hir::PatId, ExprId)> {
    place.lowered.statements().find_map(|statement| match statement {
        Stmt::Let { pattern, value, .. } => {
            let head = TextRange::new(place.statement_range(statement).start(), place.range(*value).start());
            head.contains_range(place.selected).then_some((statement, *pattern, *value))
        }
        _ => None,
    })
}
