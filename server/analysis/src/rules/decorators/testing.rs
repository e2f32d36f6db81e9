//! Functions with `@test`: `test-parameters`, `test-without-assert`.

use fitz_rules::families::jobs::{TEST_PARAMETERS, TEST_WITHOUT_ASSERT};

use super::super::ItemContext;
use super::support::no_parameters;
use crate::diagnostic::Finding;
use crate::hir::{Expr, Function};
use crate::scope::{Definition, is_declaration_file, resolve_name};

pub(super) fn check(context: &ItemContext<'_>, function: &Function, found: &mut Vec<Finding>) {
    let Some(decorator) = context.decorator("test") else { return };
    no_parameters(function, &TEST_PARAMETERS, "A test", found);
    let is_empty = function.body.is_none_or(
        |body| matches!(&context.lowered.body.exprs[body], Expr::Block(statements) if statements.is_empty()),
    );
    if context.lowered.is_broken || is_empty || may_fail(context) {
        return;
    }
    let message = format!("`{}` asserts nothing, so it fails only when it aborts.", function.name.name);
    found.push(
        Finding::new(&TEST_WITHOUT_ASSERT, decorator.name.range, message)
            .hint("Compare what it computes: `assert_eq(found, expected)`."),
    );
}

/// Whether the test asserts something, or calls a function of the program that may do so.
fn may_fail(context: &ItemContext<'_>) -> bool {
    let file = context.item.id(context.db).file;
    context.lowered.body.exprs.iter().any(|(_, expr)| match expr {
        Expr::Missing | Expr::Try(_) => true,
        Expr::Call { callee, .. } => match &context.lowered.body.exprs[*callee] {
            Expr::Name(name) if name.starts_with("assert") => true,
            Expr::Name(name) => !matches!(
                resolve_name(context.db, file, name),
                Some(Definition::Item(id)) if is_declaration_file(context.db, id.file)
            ),
            // A method or a function of a module.
            _ => true,
        },
        _ => false,
    })
}
