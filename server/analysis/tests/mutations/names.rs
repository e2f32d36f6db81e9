//! Mistakes in names.

use std::collections::BTreeSet;

use fitz_analysis::hir::{Expr, ExprId, ItemData, Stmt, TypeRef, TypeRefKind};
use fitz_analysis::{Builtin, ItemKind, ModuleTarget, Resolution, Ty, resolve_module};

use crate::view::View;

pub(crate) fn sites(view: &mut View<'_>) {
    variables(view);
    members(view);
    types(view);
    imports(view);
    for decorator in &view.lowered.decorators {
        view.misspell("misspelt decorator", view.placed(decorator.name.range), &decorator.name.name);
    }
}

fn variables(view: &mut View<'_>) {
    // A misspelt target is a new variable, and a misspelt key a new key.
    let mut elsewhere: BTreeSet<ExprId> = BTreeSet::new();
    for statement in view.lowered.statements() {
        if let Stmt::Assign { target, .. } = statement {
            elsewhere.insert(*target);
        }
    }
    for (_, expr) in view.exprs() {
        if let Expr::Map(pairs) = expr {
            elsewhere.extend(pairs.iter().map(|(key, _)| *key));
        }
    }
    for (id, expr) in view.exprs() {
        let Expr::Name(name) = expr else { continue };
        if elsewhere.contains(&id) || !view.inference.resolutions.contains_key(&id) {
            continue;
        }
        view.misspell("misspelt variable", view.range(id), name);
    }
}

fn members(view: &mut View<'_>) {
    let mut callees = BTreeSet::new();
    for (_, expr) in view.exprs() {
        if let Expr::Call { callee, .. } = expr {
            callees.insert(*callee);
        }
    }
    for statement in view.lowered.statements() {
        if let Stmt::Assign { target, .. } = statement
            && let Expr::Field { object, name } = view.expr(*target)
            && view.is_own_record(view.ty(*object))
        {
            view.misspell("misspelt field in an assignment", view.placed(name.range), &name.name);
        }
    }
    for (id, expr) in view.exprs() {
        match expr {
            Expr::Field { object, name } if !view.is_namespace(*object) => {
                let receiver = view.ty(*object);
                let is_closed = matches!(receiver, Ty::Builtin(..) | Ty::Tuple(_));
                if callees.contains(&id) && is_closed {
                    view.misspell("misspelt method", view.placed(name.range), &name.name);
                } else if callees.contains(&id) && view.is_own_record(receiver) {
                    view.misspell("misspelt method of a record", view.placed(name.range), &name.name);
                } else if matches!(view.inference.resolutions.get(&id), Some(Resolution::Field(..)))
                    && view.is_own_record(receiver)
                {
                    view.misspell("misspelt field", view.placed(name.range), &name.name);
                }
            }
            Expr::Struct { name, fields } if view.is_own_record(view.ty(id)) => {
                view.misspell("misspelt type in a literal", view.placed(name.range), &name.name);
                for field in fields {
                    view.misspell("misspelt field in a literal", view.placed(field.name.range), &field.name.name);
                }
            }
            _ => {}
        }
    }
}

/// Annotations in the head of a function, of fields and of globals. Those of methods and inside bodies may be unknown.
fn types(view: &mut View<'_>) {
    let mut annotations: Vec<&TypeRef> = Vec::new();
    match &view.lowered.data {
        ItemData::Function(function) if view.kind() == ItemKind::Function => {
            annotations.extend(function.parameters.iter().filter_map(|parameter| parameter.ty.as_ref()));
            annotations.extend(&function.return_type);
        }
        ItemData::Type(_) => annotations.extend(view.lowered.fields().iter().filter_map(|field| field.ty.as_ref())),
        ItemData::Statement(_) => annotations.extend(view.lowered.global_annotation()),
        _ => {}
    }
    for annotation in annotations {
        type_names(view, annotation);
    }
}

fn type_names(view: &mut View<'_>, annotation: &TypeRef) {
    match &annotation.kind {
        TypeRefKind::Named(name, arguments) => {
            view.misspell("misspelt type", view.placed(name.range), &name.name);
            let takes_none = Builtin::from_annotation(&name.name).is_some_and(|builtin| builtin.arity() == 0);
            if takes_none {
                view.insert("type argument for a type that takes none", view.placed(name.range).end(), "<Int>");
            }
            if !arguments.is_empty() {
                let all = fitz_syntax::TextRange::new(name.range.end(), annotation.range.end());
                view.replace("type without its arguments", view.placed(all), "");
            }
            for argument in arguments {
                type_names(view, argument);
            }
        }
        TypeRefKind::Nullable(inner) => type_names(view, inner),
        TypeRefKind::Tuple(parts) => parts.iter().for_each(|part| type_names(view, part)),
        TypeRefKind::Function(parameters, result) => {
            parameters.iter().chain(result.as_deref()).for_each(|part| type_names(view, part));
        }
        TypeRefKind::Error => {}
    }
}

/// The names that an import binds.
pub(crate) fn imported(view: &View<'_>) -> Vec<String> {
    match &view.lowered.data {
        ItemData::Import(import) => {
            let bound = import.alias.as_ref().or(import.path.last());
            bound.map(|name| name.name.to_string()).into_iter().collect()
        }
        ItemData::FromImport(import) => {
            import.names.iter().map(|(name, alias)| alias.as_ref().unwrap_or(name).name.to_string()).collect()
        }
        _ => Vec::new(),
    }
}

/// The names in the expressions of an item that mean something outside of it.
pub(crate) fn used(view: &View<'_>) -> Vec<String> {
    let mut used = Vec::new();
    for (id, expr) in view.exprs() {
        let meaning = view.inference.resolutions.get(&id);
        if let (Expr::Name(name), Some(meaning)) = (expr, meaning)
            && !matches!(meaning, Resolution::Local(_) | Resolution::Field(..))
        {
            used.push(name.to_string());
        }
    }
    used
}

fn imports(view: &mut View<'_>) {
    let (path, names) = match &view.lowered.data {
        ItemData::FromImport(import) => (&import.path, import.names.as_slice()),
        ItemData::Import(import) => (&import.path, &[][..]),
        _ => return,
    };
    let segments: Vec<_> = path.iter().map(|segment| segment.name.clone()).collect();
    if !matches!(resolve_module(view.db, view.file, &segments), ModuleTarget::File(_)) {
        return;
    }
    for (name, _) in names {
        view.misspell("misspelt import name", view.placed(name.range), &name.name);
    }
    if let Some(last) = path.last() {
        view.misspell("misspelt module", view.placed(last.range), &last.name);
    }
}
