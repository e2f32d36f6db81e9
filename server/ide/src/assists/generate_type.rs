//! Declares a type that is used and does not exist yet.

use fitz_analysis::hir::{Expr, FieldInit};
use fitz_analysis::{GapKind, Name, Ty, gaps, infer, items, lowered, resolve_name};

use super::generate_field::field;
use super::shape::is_field_name;
use super::{Assist, Entry, Place};

pub(super) const ENTRY: Entry = Entry { kind: "refactor.rewrite.generateType", keeps_meaning: false, find: assist };

/// At the name of a type that nobody declares, in a value of it or in an annotation.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let name = in_value(place).or_else(|| in_annotation(place))?;
    let is_method = place.item.id(place.db).owner.is_some();
    if resolve_name(place.db, place.file, &name).is_some() || is_method || !is_field_name(&name) {
        return None;
    }
    let fields: String = fields(place, &name)?.iter().map(|field| format!("    {field}\n")).collect();
    let body = if fields.is_empty() { fields } else { format!("\n{fields}") };
    let assist = place.assist(&format!("Declare the type `{name}`"), Vec::new())?;
    let text = format!("type {name} {{{body}}}\n\n");
    Some(Assist { edits: vec![(place.file, vec![(place.above(), text)])], ..assist })
}

fn in_value(place: &Place<'_>) -> Option<Name> {
    let id = place.smallest(|expr| matches!(expr, Expr::Struct { .. }))?;
    let Expr::Struct { name, .. } = place.expr(id) else { return None };
    name.range.contains_range(place.selected).then(|| name.name.clone())
}

fn in_annotation(place: &Place<'_>) -> Option<Name> {
    let mut missing = place.lowered.type_refs().flat_map(|ty| gaps(place.db, place.file, ty));
    missing.find_map(|gap| match gap.kind {
        GapKind::Unknown(name) if gap.range.contains_range(place.selected) => Some(name),
        _ => None,
    })
}

/// The fields that the values of a type set anywhere in the file. One that some value leaves out has a default. `None` when a
/// field cannot be called what it is.
fn fields(place: &Place<'_>, ty: &str) -> Option<Vec<String>> {
    let mut found: Vec<(Name, Ty, usize)> = Vec::new();
    let mut values = 0;
    for item in items(place.db, place.file) {
        let (lowered, inference) = (lowered(place.db, *item), infer(place.db, *item));
        for (_, expr) in lowered.body.exprs.iter() {
            let Expr::Struct { name, fields } = expr else { continue };
            if name.name != ty {
                continue;
            }
            values += 1;
            for FieldInit { name, value } in fields {
                let given = inference.expr_type(*value);
                match found.iter_mut().find(|(known, ..)| *known == name.name) {
                    Some((_, ty, times)) => (*ty, *times) = (ty.join(given), *times + 1),
                    None => found.push((name.name.clone(), given.clone(), 1)),
                }
            }
        }
    }
    let written = |(name, ty, times): &(Name, Ty, usize)| {
        let ty = if place.is_writable(ty) { ty.clone() } else { Ty::Any };
        is_field_name(name).then(|| if *times < values { field(name, &ty) } else { format!("{name}: {ty}") })
    };
    found.iter().map(written).collect()
}
