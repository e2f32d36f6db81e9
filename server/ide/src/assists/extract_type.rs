//! Declares a type for messages that are written as maps.

use fitz_analysis::Ty;
use fitz_analysis::hir::Expr;
use fitz_syntax::TextRange;

use super::shape::is_field_name;
use super::{Assist, Entry, Place};

pub(super) const ENTRY: Entry = Entry { kind: "refactor.extract.messageType", keeps_meaning: false, find: assist };

/// At a map with fixed keys that is sent to clients.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let id = place.smallest(|expr| matches!(expr, Expr::Map(_)))?;
    let Expr::Map(pairs) = &place.lowered.body.exprs[id] else { return None };
    if pairs.is_empty() || !place.is_pushed(id) {
        return None;
    }
    let name = ["Event", "Message", "Update"].into_iter().find(|name| place.is_free(name))?;
    let mut edits = vec![(TextRange::empty(place.range(id).start()), format!("{name} "))];
    let mut fields = String::new();
    for (key, value) in pairs {
        let field = match &place.lowered.body.exprs[*key] {
            Expr::Str(literal) => literal.plain()?,
            Expr::Name(name) => name.as_str(),
            _ => return None,
        };
        if !is_field_name(field) {
            return None;
        }
        let ty = place.inference.expr_type(*value);
        let written = if place.is_writable(ty) { ty.to_string() } else { Ty::Any.to_string() };
        fields.push_str(&format!("    {field}: {written}\n"));
        edits.push((place.range(*key), field.to_owned()));
    }
    let assist = place.assist(&format!("Declare a type `{name}` for this message"), edits)?;
    Some(assist.and(place.file, place.above(), format!("type {name} {{\n{fields}}}\n\n")))
}
