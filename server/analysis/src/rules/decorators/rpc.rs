//! A function that browser pages call is async, and gives a `Result`: `rpc-not-async`, `rpc-return`.

use fitz_rules::families::jobs::{RPC_NOT_ASYNC, RPC_RETURN};
use fitz_syntax::TextRange;

use super::super::ItemContext;
use super::support::{awaited, is_unknown};
use crate::diagnostic::Finding;
use crate::hir::Function;
use crate::ty::Builtin;

pub(super) fn check(context: &ItemContext<'_>, function: &Function, found: &mut Vec<Finding>) {
    let name = &function.name;
    if context.decorator("rpc").is_some() && !name.name.is_empty() {
        result(context, function, found);
    }
    if function.is_async || name.name.is_empty() || context.decorator("rpc").is_none() {
        return;
    }
    let message = format!("The function `{}` is called over the network and must be `async`.", name.name);
    found.push(Finding::new(&RPC_NOT_ASYNC, name.range, message).hint("Write `async fn`.").fix(
        format!("Make `{}` async", name.name),
        vec![(TextRange::empty(function.fn_keyword.start()), "async ".to_owned())],
    ));
}

/// `rpc-return`
fn result(context: &ItemContext<'_>, function: &Function, found: &mut Vec<Finding>) {
    let Some((ty, range)) = context.result_type(function) else { return };
    let given = awaited(&ty);
    if is_unknown(given) || given.is(Builtin::Result) {
        return;
    }
    let message = format!("A call over the network can fail; `{}` gives `{ty}`.", function.name.name);
    let mut finding = Finding::new(&RPC_RETURN, range, message).hint(format!("Declare `-> Result<{given}>`."));
    if *given == ty {
        finding = finding.fix(format!("Change to `Result<{given}>`"), vec![(range, format!("Result<{given}>"))]);
    }
    found.push(finding);
}
