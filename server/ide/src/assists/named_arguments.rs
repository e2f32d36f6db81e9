//! Writes the arguments of a call with the names of the parameters, or without them.

use fitz_analysis::hir::{Argument, Expr, ExprId};
use fitz_analysis::{ItemKind, Resolution};
use fitz_syntax::TextRange;

use super::lines::MANY;
use super::{Assist, Entry, Place};

pub(super) const NAME: Entry = Entry { kind: "refactor.rewrite.namedArguments", keeps_meaning: true, find: name };
pub(super) const POSITION: Entry =
    Entry { kind: "refactor.rewrite.positionalArguments", keeps_meaning: true, find: position };

/// At a call of a function with so many arguments that one asks which is which, some of them without a name.
fn name(place: &Place<'_>) -> Option<Assist> {
    let (arguments, parameters) = call(place).filter(|(arguments, _)| arguments.len() >= MANY)?;
    let mut edits = Vec::new();
    for (argument, parameter) in arguments.iter().zip(&parameters).filter(|(argument, _)| argument.name.is_none()) {
        let start = outer_start(place, argument.value);
        edits.push((TextRange::empty(start), format!("{parameter}: ")));
    }
    (!edits.is_empty()).then(|| place.assist("Name the arguments", edits))?
}

/// At a call whose named arguments can stand in the order of the parameters.
fn position(place: &Place<'_>) -> Option<Assist> {
    let (arguments, parameters) = call(place)?;
    let first = arguments.iter().position(|argument| argument.name.is_some())?;
    let given = arguments.get(first..)?;
    let mut order = Vec::new();
    for parameter in parameters.get(first..arguments.len())? {
        order.push(given.iter().position(|it| it.name.as_ref().is_some_and(|name| name.name == *parameter))?);
    }
    let is_sorted = order.is_sorted();
    let mut edits = Vec::new();
    for (argument, index) in given.iter().zip(order) {
        let value = given.get(index)?.value;
        if !is_sorted && !place.is_calm(place.range(value)) {
            return None;
        }
        let from = argument.name.as_ref()?.range.start();
        if is_sorted {
            edits.push((TextRange::new(from, outer_start(place, value)), String::new()));
        } else {
            let end = place.range(argument.value).end();
            edits.push((TextRange::new(from, end), place.operand(value, 0)));
        }
    }
    place.assist("Leave out the names of the arguments", edits)
}

/// The arguments of the call that is selected, and the names of the parameters that they are for: a function of the project,
/// called by its name, without a parameter for the rest.
fn call<'db>(place: &Place<'db>) -> Option<(&'db [Argument], Vec<String>)> {
    let id = place.smallest(|expr| matches!(expr, Expr::Call { .. }))?;
    let Expr::Call { callee, arguments } = place.expr(id) else { return None };
    if !matches!(place.expr(*callee), Expr::Name(_)) || place.has_comment(place.range(id)) {
        return None;
    }
    let Some(Resolution::Item(item)) = place.inference.resolutions.get(callee) else { return None };
    let signature = place.inference.callees.get(&id)?;
    let is_plain = item.kind == ItemKind::Function && signature.unchecked.is_none();
    if !is_plain || item.file.origin(place.db) != fitz_analysis::Origin::Project {
        return None;
    }
    if signature.parameters.iter().any(|it| it.is_variadic) || arguments.len() > signature.parameters.len() {
        return None;
    }
    Some((arguments, signature.parameters.iter().map(|it| it.name.to_string()).collect()))
}

/// Where a value starts, with the parentheses around it.
fn outer_start(place: &Place<'_>, value: ExprId) -> fitz_syntax::TextSize {
    let start = place.range(value).start();
    let before = place.source(TextRange::up_to(start));
    let rest = before.trim_end_matches('(');
    // One of the parentheses may be that of the call.
    let opened = before.len() - rest.len();
    let is_call = opened > 0 && rest.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let opened = if is_call { opened - 1 } else { opened };
    fitz_syntax::TextSize::try_from(before.len() - opened).unwrap_or(start)
}
