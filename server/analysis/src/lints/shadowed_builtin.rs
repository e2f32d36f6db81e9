//! `shadowed-builtin`: a name that hides a function or a module of the language.

use fitz_rules::families::lints::SHADOWED_BUILTIN;
use fitz_syntax::TextRange;

use super::Context;
use crate::diagnostic::Finding;
use crate::hir::{Function, ItemData, Pat, Stmt};
use crate::inference::Resolution;
use crate::item_tree::ItemKind;
use crate::standard_library::library;
use crate::ty::{Builtin, Name, Ty};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let library = library(context.db);
    for (name, range) in declared(context) {
        let hidden = if library.modules.contains_key(&name) {
            "module"
        } else if library.globals.contains_key(&name) {
            "function"
        } else {
            continue;
        };
        found.push(
            Finding::new(&SHADOWED_BUILTIN, range, format!("`{name}` hides the builtin {hidden} of that name."))
                .hint("Choose another name, so that the builtin can still be used here."),
        );
    }
}

/// The names that this lint is about: variables, functions and their parameters. The names of patterns and of the parameters
/// of closures live for a line or two, and those of a handler's parameters are chosen by its path.
fn declared(context: &Context<'_>) -> Vec<(Name, TextRange)> {
    let mut found = Vec::new();
    if let ItemData::Function(function) = &context.lowered.data {
        if context.id.kind == ItemKind::Function {
            found.push((function.name.name.clone(), function.name.range));
        }
        if context.lowered.decorators.is_empty() {
            parameters(context, function, &mut found);
        }
    }
    for statement in context.lowered.statements() {
        match statement {
            Stmt::Let { pattern, .. } => {
                if let Pat::Bind(name) = &context.lowered.body.pats[*pattern]
                    && !is_database(context.inference.pat_type(*pattern))
                {
                    found.push((name.clone(), context.lowered.body.pat_range(*pattern)));
                }
            }
            Stmt::Assign { target, .. } => {
                let Some(Resolution::Local(id)) = context.inference.resolutions.get(target) else { continue };
                let Some(local) = context.inference.local(*id) else { continue };
                if local.range == context.range(*target) && !is_database(&local.ty) {
                    found.push((local.name.clone(), local.range));
                }
            }
            Stmt::Function { function, .. } => {
                found.push((function.name.name.clone(), function.name.range));
                parameters(context, function, &mut found);
            }
            _ => {}
        }
    }
    found
}

fn parameters(context: &Context<'_>, function: &Function, found: &mut Vec<(Name, TextRange)>) {
    for parameter in &function.parameters {
        if !is_database(context.inference.pat_type(parameter.pattern)) {
            found.push((parameter.name.name.clone(), parameter.name.range));
        }
    }
}

/// A connection is called `db` everywhere, although a module is called so too.
fn is_database(ty: &Ty) -> bool {
    ty.without_null().is(Builtin::DbConn)
}
