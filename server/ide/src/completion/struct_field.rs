//! The fields of a type that its literal does not set yet.

use fitz_analysis::{Builtin, FieldInfo, Ty, nominal_fields, type_named};
use fitz_syntax::{SyntaxNode, ast, ast::AstNode};

use super::{CompletionItem, CompletionKind, Facts, Query, snippet};
use crate::render;

pub(super) fn complete(query: &Query<'_>, literal: SyntaxNode<'_>) -> Vec<CompletionItem> {
    let Some(literal) = ast::StructExpression::cast(literal) else { return Vec::new() };
    let name = literal.name_text().unwrap_or_default();
    let Some(Ty::Nominal(nominal)) = type_named(query.db, query.file, &name) else { return Vec::new() };
    let given: Vec<String> = literal
        .body()
        .into_iter()
        .flat_map(|body| body.field_initializers())
        .filter(|field| !field.range().contains_inclusive(query.offset))
        .filter_map(|field| field.name_text().map(|name| name.into_owned()))
        .collect();
    let missing: Vec<FieldInfo> = nominal_fields(query.db, &nominal)
        .into_iter()
        .filter(|field| !given.iter().any(|name| *name == field.name))
        .collect();
    let required: Vec<&FieldInfo> = missing.iter().filter(|field| is_required(field)).collect();
    let all: Vec<&FieldInfo> = missing.iter().collect();
    let mut items = Vec::new();
    // What is typed may be a field that has its value already.
    if query.next_char() != Some(':') {
        if required.len() > 1 && required.len() < all.len() {
            items.push(filled(query, "fill required fields", &required));
        }
        if all.len() > 1 {
            items.push(filled(query, "fill all fields", &all));
        }
    }
    items.extend(missing.iter().enumerate().map(|(index, field)| item(query, field, index)));
    items
}

fn is_required(field: &FieldInfo) -> bool {
    field.default.is_none() && !matches!(field.ty, Ty::Nullable(_))
}

fn item(query: &Query<'_>, field: &FieldInfo, index: usize) -> CompletionItem {
    let has_value = query.next_char() == Some(':');
    CompletionItem {
        detail: Some(field.ty.to_string()),
        documentation: field.doc.clone(),
        insert: (!has_value).then(|| format!("{}: ", field.name)),
        facts: Facts {
            is_missing: is_required(field),
            order: u16::try_from(index).unwrap_or(u16::MAX),
            ..Facts::default()
        },
        ..query.item(field.name.as_str(), CompletionKind::Field)
    }
}

/// Several fields at once, on lines of their own where the cursor has one.
fn filled(query: &Query<'_>, label: &str, fields: &[&FieldInfo]) -> CompletionItem {
    let separator = if snippet::column(query, query.replace).trim().is_empty() { ",\n" } else { ", " };
    let values: Vec<String> = fields
        .iter()
        .enumerate()
        .map(|(index, field)| format!("{}: {}", field.name, placeholder(query, field, index + 1)))
        .collect();
    let insert = values.join(separator);
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    CompletionItem {
        detail: Some(names.join(", ")),
        plain: Some(snippet::without_marks(&insert)),
        insert: Some(format!("{insert}$0")),
        is_snippet: true,
        facts: Facts { order: u16::MAX, ..Facts::default() },
        ..query.item(label, CompletionKind::Snippet)
    }
}

/// A value to begin with: the default, or the smallest value of the type.
fn placeholder(query: &Query<'_>, field: &FieldInfo, number: usize) -> String {
    if let Some(default) = render::default(field).filter(|default| !default.contains(['.', '{'])) {
        return format!("${{{number}:{}}}", snippet::escaped(&default));
    }
    match &field.ty {
        Ty::Nullable(_) => format!("${{{number}:null}}"),
        ty if ty.is(Builtin::Str) => format!("\"${number}\""),
        ty if ty.is(Builtin::Int) => format!("${{{number}:0}}"),
        ty if ty.is(Builtin::Float) => format!("${{{number}:0.0}}"),
        ty if ty.is(Builtin::Bool) => format!("${{{number}:false}}"),
        ty if ty.is(Builtin::List) => format!("[${number}]"),
        ty if ty.is(Builtin::Map) => format!("{{${number}}}"),
        Ty::Nominal(nominal) if type_named(query.db, query.file, &nominal.name).is_some() => {
            format!("{} {{ ${number} }}", nominal.name)
        }
        _ => format!("${{{number}:{}}}", field.name),
    }
}
