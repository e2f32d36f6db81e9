//! The fields of a type that its literal does not set yet.

use fitz_analysis::{Ty, nominal_fields, type_named};
use fitz_syntax::{SyntaxNode, ast, ast::AstNode};

use super::{CompletionItem, CompletionKind, Facts, Query};

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
    nominal_fields(query.db, &nominal)
        .into_iter()
        .filter(|field| !given.iter().any(|name| *name == field.name))
        .enumerate()
        .map(|(index, field)| {
            let is_required = field.default.is_none() && !matches!(field.ty, Ty::Nullable(_));
            CompletionItem {
                detail: Some(field.ty.to_string()),
                documentation: field.doc.clone(),
                insert: Some(format!("{}: ", field.name)),
                facts: Facts {
                    is_missing: is_required,
                    order: u16::try_from(index).unwrap_or(u16::MAX),
                    ..Facts::default()
                },
                ..query.item(field.name.as_str(), CompletionKind::Field)
            }
        })
        .collect()
}
