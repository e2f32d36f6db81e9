//! Expressions whose value is certainly not used.

use fitz_syntax::TextRange;
use rustc_hash::FxHashSet;

use super::Context;
use crate::hir::{Expr, ExprId, ItemData, Stmt};
use crate::inference::Resolution;
use crate::item_tree::{ItemId, ItemKind};
use crate::scope::is_declaration_file;

/// An expression that stands as a statement.
#[derive(Clone, Copy)]
pub(super) struct Dropped {
    pub(super) expr: ExprId,
    /// Whether it is the first statement of its block or file part.
    pub(super) is_first: bool,
}

/// The expression statements whose value goes nowhere: all of the top level and of loop bodies, and those that are not the
/// last of another block. The last one can be the value of the block. What stands in an argument of `assert_throws` is
/// there to fail, not to give something.
pub(super) fn dropped(context: &Context<'_>) -> Vec<Dropped> {
    let mut found = Vec::new();
    if let ItemData::Statement(Stmt::Expr(expr)) = context.lowered.data {
        found.push(Dropped { expr, is_first: false });
    }
    let loops = loop_bodies(context);
    for (block, expr) in context.lowered.body.exprs.iter() {
        let Expr::Block(statements) = expr else { continue };
        for (index, statement) in statements.iter().enumerate() {
            let is_value = index + 1 == statements.len() && !loops.contains(&block);
            if let Stmt::Expr(expr) = statement
                && !is_value
            {
                found.push(Dropped { expr: *expr, is_first: index == 0 });
            }
        }
    }
    if found.is_empty() {
        return found;
    }
    let failing = expected_to_fail(context);
    found.retain(|it| !failing.iter().any(|place| place.contains_range(context.range(it.expr))));
    found
}

/// The function of the standard library that a call calls.
pub(super) fn library_callee<'a>(context: &Context<'a>, call: ExprId) -> Option<&'a ItemId> {
    let Expr::Call { callee, .. } = context.expr(call) else { return None };
    let Some(Resolution::Item(id)) = context.inference.resolutions.get(callee) else { return None };
    let is_function = matches!(id.kind, ItemKind::Function | ItemKind::Method);
    (is_function && is_declaration_file(context.db, id.file)).then_some(id)
}

/// The name that a call calls.
pub(super) fn callee_name<'a>(context: &Context<'a>, call: ExprId) -> Option<&'a str> {
    let Expr::Call { callee, .. } = context.expr(call) else { return None };
    match context.expr(*callee) {
        Expr::Name(name) => Some(name.as_str()),
        Expr::Field { name, .. } => Some(name.name.as_str()),
        _ => None,
    }
}

fn loop_bodies(context: &Context<'_>) -> FxHashSet<ExprId> {
    let of_expressions = context.lowered.body.exprs.iter().filter_map(|(_, expr)| match expr {
        Expr::Loop { body, .. } => Some(*body),
        _ => None,
    });
    let of_statements = context.lowered.statements().filter_map(|statement| match statement {
        Stmt::While { body, .. } | Stmt::For { body, .. } => Some(*body),
        _ => None,
    });
    of_expressions.chain(of_statements).collect()
}

fn expected_to_fail(context: &Context<'_>) -> Vec<TextRange> {
    let calls =
        context.lowered.body.exprs.iter().filter(|(call, _)| {
            library_callee(context, *call).is_some_and(|function| function.name == "assert_throws")
        });
    calls.map(|(call, _)| context.range(call)).collect()
}
