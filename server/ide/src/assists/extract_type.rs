//! Declares a type for what is written as a map.

use fitz_analysis::Ty;
use fitz_analysis::hir::{Expr, ExprId};
use fitz_syntax::{Field, SyntaxKind, SyntaxNode, TextRange};

use super::json_type::pascal;
use super::shape::is_field_name;
use super::{Assist, Entry, Place};
use crate::references::references;
use crate::text_edit::Edits;

pub(super) const ENTRY: Entry = Entry { kind: "refactor.extract.messageType", keeps_meaning: false, find: message };
pub(super) const VALUE: Entry = Entry { kind: "refactor.extract.type", keeps_meaning: false, find: value };

/// The decorators of handlers that answer with what they return.
const ANSWERS: [&str; 4] = ["get", "post", "put", "delete"];

/// At a map with fixed keys that is sent to clients.
fn message(place: &Place<'_>) -> Option<Assist> {
    let (id, fields) = selected(place)?;
    let name = ["Event", "Message", "Update"].into_iter().find(|name| place.is_free(name))?;
    place.is_pushed(id).then(|| declare(place, id, &fields, name, "message"))?
}

/// At a map with fixed keys that is an answer of a handler, or the value of a variable of which only these keys are asked.
fn value(place: &Place<'_>) -> Option<Assist> {
    let (id, fields) = selected(place)?;
    if place.is_pushed(id) || place.expected(id).is_some() {
        return None;
    }
    if is_answer(place, id) {
        let name = place.free_name(&["Reply", "Answer"])?;
        return declare(place, id, &fields, &name, "answer");
    }
    let range = place.range(id).checked_add(place.item_range.start())?;
    let map = place.tree.root().named_covering(range).ancestors().find(|it| it.kind() == SyntaxKind::MapExpression)?;
    let declaration = map.parent().filter(|it| it.kind() == SyntaxKind::LetDeclaration && map.range() == range)?;
    let variable = declaration.field(Field::Name)?;
    let edits = reads(place, variable, &fields)?;
    let name = place.free_name(&[&pascal(&variable.text().to_lowercase())])?;
    let assist = declare(place, id, &fields, &name, "value")?;
    Some(edits.into_iter().fold(assist, |assist, (range, text)| assist.and(place.file, range, text)))
}

/// The map at the place, with its keys as names of fields.
fn selected<'db>(place: &Place<'db>) -> Option<(ExprId, Vec<&'db str>)> {
    let id = place.smallest(|expr| matches!(expr, Expr::Map(_)))?;
    let Expr::Map(pairs) = place.expr(id) else { return None };
    let field = |(key, _): &(ExprId, ExprId)| match place.expr(*key) {
        Expr::Str(literal) => literal.plain(),
        Expr::Name(name) => Some(name.as_str()),
        _ => None,
    };
    let fields: Vec<&str> = pairs.iter().map(field).collect::<Option<_>>()?;
    let is_unique = fields.iter().enumerate().all(|(index, field)| !fields.iter().take(index).any(|it| it == field));
    (!fields.is_empty() && is_unique && fields.iter().all(|field| is_field_name(field))).then_some((id, fields))
}

/// The type above the item, and the map as a value of it.
fn declare(place: &Place<'_>, id: ExprId, fields: &[&str], name: &str, what: &str) -> Option<Assist> {
    let Expr::Map(pairs) = place.expr(id) else { return None };
    let mut edits = vec![(TextRange::empty(place.range(id).start()), format!("{name} "))];
    let mut declared = String::new();
    for ((key, value), field) in pairs.iter().zip(fields) {
        let ty = place.inference.expr_type(*value);
        let written = if place.is_writable(ty) { ty.to_string() } else { Ty::Any.to_string() };
        declared.push_str(&format!("    {field}: {written}\n"));
        edits.push((place.range(*key), (*field).to_owned()));
    }
    let assist = place.assist(&format!("Declare a type `{name}` for this {what}"), edits)?;
    Some(assist.and(place.file, place.above(), format!("type {name} {{\n{declared}}}\n\n")))
}

/// Whether a handler that declares no result answers with it.
fn is_answer(place: &Place<'_>, id: ExprId) -> bool {
    let is_handler = ANSWERS.iter().any(|name| place.lowered.decorators_named(name).next().is_some());
    let Some(function) = place.lowered.function().filter(|it| is_handler && it.return_type.is_none()) else {
        return false;
    };
    let answers = place.lowered.body.exprs.iter().filter_map(|(_, expr)| match expr {
        Expr::Return { value, .. } => *value,
        _ => None,
    });
    let all: Vec<ExprId> = answers.chain(function.body.filter(|_| function.is_expression_body)).collect();
    all == [id]
}

/// What becomes of the places that use a variable: `x["key"]` is `x.key`. `None` when anything else is done with it.
fn reads(place: &Place<'_>, variable: SyntaxNode<'_>, fields: &[&str]) -> Option<Edits> {
    let places = references(place.db, place.file, variable.range().start(), false)?;
    let mut edits = Edits::new();
    for it in &places {
        let used = place.tree.root().covering(it.range);
        if it.file == place.file && used.range() == variable.range() {
            continue;
        }
        let parent = used.parent().filter(|_| it.file == place.file)?;
        if place.expr_of(used).is_some_and(|id| place.is_pushed(id)) {
            continue;
        }
        let is_read = parent.kind() == SyntaxKind::IndexExpression && parent.field(Field::Object) == Some(used);
        let index = parent.field(Field::Index).filter(|it| is_read && it.kind() == SyntaxKind::StringLiteral)?;
        let key = index.text().trim_matches('"').to_owned();
        fields.contains(&key.as_str()).then_some(())?;
        edits.push((TextRange::new(used.range().end(), parent.range().end()), format!(".{key}")));
    }
    (!places.is_empty()).then_some(edits)
}
