//! `compat/vec` and `compat/http-response`: other names of built-in types.

use fitz_rules::Rule;
use fitz_rules::families::compat::{HTTP_RESPONSE, VEC};

use super::View;
use crate::diagnostic::Finding;
use crate::hir::{Expr, Spelled, TypeRef, TypeRefKind};
use crate::scope::{Definition, canonical_type_name, is_declaration_file, resolve_name};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let mut names = Vec::new();
    view.lowered.type_refs().for_each(|annotation| collect(annotation, &mut names));
    for (_, expr) in view.lowered.body.exprs.iter() {
        if let Expr::Struct { name, .. } = expr {
            names.push(name);
        }
    }
    for name in names {
        let rule: &'static Rule = match name.name.as_str() {
            "Vec" => &VEC,
            "HttpResponse" => &HTTP_RESPONSE,
            _ => continue,
        };
        // The file may declare, or import, a type of that name.
        let is_own = match resolve_name(view.db, view.id.file, &name.name) {
            Some(Definition::Item(id)) => !is_declaration_file(view.db, id.file),
            Some(_) => true,
            None => false,
        };
        if is_own {
            continue;
        }
        let canonical = canonical_type_name(&name.name);
        found.push(
            Finding::new(rule, name.range, format!("`fitz` knows `{}` as `{canonical}`.", name.name))
                .hint(format!("Write `{canonical}`; both mean the same."))
                .fix(format!("Change to `{canonical}`"), vec![(name.range, canonical.to_owned())]),
        );
    }
}

/// The names in an annotation, those of its parts included.
fn collect<'a>(annotation: &'a TypeRef, names: &mut Vec<&'a Spelled>) {
    match &annotation.kind {
        TypeRefKind::Named(name, parts) => {
            names.push(name);
            parts.iter().for_each(|part| collect(part, names));
        }
        TypeRefKind::Nullable(inner) => collect(inner, names),
        TypeRefKind::Function(parameters, result) => {
            parameters.iter().chain(result.as_deref()).for_each(|part| collect(part, names));
        }
        TypeRefKind::Tuple(parts) => parts.iter().for_each(|part| collect(part, names)),
        TypeRefKind::Error => {}
    }
}
