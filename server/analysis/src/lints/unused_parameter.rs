//! `unused-parameter`: a parameter that its function never reads.

use fitz_rules::families::lints::UNUSED_PARAMETER;

use super::locals::LocalUses;
use super::{Context, names};
use crate::diagnostic::Finding;
use crate::hir::{Expr, Function, Parameter, Stmt};
use crate::item_tree::ItemKind;
use crate::ty::Name;

pub(super) fn check(context: &Context<'_>, uses: &LocalUses, found: &mut Vec<Finding>) {
    let nested = context.lowered.statements().filter_map(|statement| match statement {
        Stmt::Function { function, .. } => Some(&**function),
        _ => None,
    });
    for function in context.lowered.function().into_iter().chain(nested) {
        let is_unused = |parameter: &&Parameter| {
            let id = context.inference.bindings.get(&parameter.pattern);
            let name = &parameter.name.name;
            id.is_some_and(|id| !uses.is_read(*id)) && !name.is_empty() && !name.starts_with('_')
        };
        let unused: Vec<&Parameter> = function.parameters.iter().filter(is_unused).collect();
        if unused.is_empty() || has_protocol(context, function) {
            continue;
        }
        found.extend(unused.into_iter().map(|Parameter { name, .. }| {
            let message = format!("`{}` never uses its parameter `{}`.", function.name.name, name.name);
            let hint = format!("Remove it here and in the calls, or name it `_{}` if others ask for it.", name.name);
            Finding::new(&UNUSED_PARAMETER, name.range, message).hint(hint)
        }));
    }
}

/// Whether somebody else may have chosen the parameters: who calls a handler or a callback, or who wrote another method of
/// that name. A body that is still empty says nothing either.
fn has_protocol(context: &Context<'_>, function: &Function) -> bool {
    let (db, file) = (context.db, context.id.file);
    let Some(body) = function.body else { return true };
    let name = &function.name.name;
    let is_empty = matches!(context.expr(body), Expr::Block(statements) if statements.is_empty());
    let is_item = context.lowered.function().is_some_and(|item| std::ptr::eq(item, function));
    if is_empty || name.is_empty() || is_handed_on_inside(context, name) {
        return true;
    }
    is_item
        && (!context.lowered.decorators.is_empty()
            || names::uses_of(db, file, name.clone()).as_value
            || context.id.kind == ItemKind::Method && names::is_shared_method(db, file, name.clone())
            || names::is_handed_to_importer(db, file, name))
}

/// Whether the item itself uses a name without calling it.
fn is_handed_on_inside(context: &Context<'_>, name: &Name) -> bool {
    let callees = names::callees(context.lowered);
    let mut names = context.lowered.body.exprs.iter().filter(|(_, expr)| matches!(expr, Expr::Name(it) if it == name));
    names.any(|(id, _)| !callees.contains_idx(id))
}
