//! Declares a field that is used and does not exist yet.

use fitz_analysis::hir::{Expr, ExprId, ItemData};
use fitz_analysis::{
    Builtin, Nominal, Origin, Ty, item_range, lowered, member, nominal_fields, nominal_item, type_info, type_named,
};
use fitz_syntax::{TextRange, TextSize};

use super::shape::{added_field, is_field_name};
use super::{Assist, Entry, Place};

pub(super) const ENTRY: Entry = Entry { kind: "refactor.rewrite.generateField", keeps_meaning: false, find: assist };

/// At the name of a field that the type does not have, where it is read or set.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let (nominal, name, ty) = set(place).or_else(|| read(place))?;
    let declaration = nominal_item(place.db, &nominal).filter(|_| nominal.file.origin(place.db) == Origin::Project)?;
    let is_table = type_info(place.db, declaration).as_ref().is_none_or(|info| info.is_table);
    let is_writable = place.is_writable(&ty) && (nominal.file == place.file || !names_types(&ty));
    if is_table || !is_field_name(&name) {
        return None;
    }
    let ty = if is_writable { ty } else { Ty::Any };
    let (start, text) = (item_range(place.db, declaration)?.start(), declaration.text(place.db));
    let declared = lowered(place.db, declaration);
    let ItemData::Type(definition) = &declared.data else { return None };
    let field = field(&name, &ty);
    let (range, text) = match definition.fields.last() {
        Some(last) => added_field(text, last.range, &field)?,
        None => {
            let opened = text.find('{').filter(|_| text.trim_end().ends_with('}'))?;
            let is_empty = text.get(opened + 1..)?.trim_start().starts_with('}');
            let place = TextRange::empty(TextSize::try_from(opened + 1).ok()?);
            is_empty.then(|| (place, format!(" {field} ")))?
        }
    };
    let assist = place.assist(&format!("Declare the field `{name}` of `{}`", nominal.name), Vec::new())?;
    Some(Assist { edits: vec![(nominal.file, vec![(range.checked_add(start)?, text)])], ..assist })
}

/// A field with a default, so that what there is of the type stays whole.
pub(super) fn field(name: &str, ty: &Ty) -> String {
    let default = match ty {
        _ if *ty == Ty::str() => "\"\"",
        _ if *ty == Ty::int() => "0",
        _ if *ty == Ty::bool() => "false",
        _ if *ty == Ty::float() => "0.0",
        _ if ty.is(Builtin::List) => "[]",
        _ if ty.is(Builtin::Map) => "{}",
        Ty::Nullable(_) => return format!("{name}: {ty}"),
        _ => return format!("{name}: {ty}?"),
    };
    format!("{name}: {ty} = {default}")
}

/// Whether a declared type is a part of the type.
pub(super) fn names_types(ty: &Ty) -> bool {
    match ty {
        Ty::Nominal(_) => true,
        Ty::Nullable(inner) => names_types(inner),
        Ty::Builtin(_, arguments) => arguments.iter().any(names_types),
        _ => false,
    }
}

/// At `field: value` in a value of a type.
fn set(place: &Place<'_>) -> Option<(Nominal, String, Ty)> {
    let id = place.smallest(|expr| matches!(expr, Expr::Struct { .. }))?;
    let Expr::Struct { name, fields } = place.expr(id) else { return None };
    let field = fields.iter().find(|field| field.name.range.contains_range(place.selected))?;
    let Some(Ty::Nominal(nominal)) = type_named(place.db, place.file, &name.name) else { return None };
    let is_known = nominal_fields(place.db, &nominal).iter().any(|it| it.name == field.name.name);
    let ty = place.inference.expr_type(field.value).clone();
    (!is_known).then(|| (nominal, field.name.name.to_string(), ty))
}

/// At `value.field`, when it is no call.
fn read(place: &Place<'_>) -> Option<(Nominal, String, Ty)> {
    let id = place.smallest(|expr| matches!(expr, Expr::Field { .. }))?;
    let Expr::Field { object, name } = place.expr(id) else { return None };
    let ty = place.inference.expr_type(*object);
    let Ty::Nominal(nominal) = ty.clone() else { return None };
    let is_known = member(place.db, ty, &name.name).is_some();
    if is_known || is_called(place, id) || !name.range.contains_range(place.selected) {
        return None;
    }
    Some((nominal, name.name.to_string(), place.expected(id).unwrap_or(Ty::Any)))
}

fn is_called(place: &Place<'_>, id: ExprId) -> bool {
    place.lowered.body.exprs.iter().any(|(_, expr)| matches!(expr, Expr::Call { callee, .. } if *callee == id))
}
