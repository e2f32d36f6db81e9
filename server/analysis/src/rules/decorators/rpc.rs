//! `rpc-not-async`: a function that browser pages call is async.

use fitz_rules::families::jobs::RPC_NOT_ASYNC;
use fitz_syntax::TextRange;

use super::super::ItemContext;
use crate::diagnostic::Finding;
use crate::hir::Function;

pub(super) fn check(context: &ItemContext<'_>, function: &Function, found: &mut Vec<Finding>) {
    let name = &function.name;
    if function.is_async || name.name.is_empty() || context.decorator("rpc").is_none() {
        return;
    }
    let message = format!("The function `{}` is called over the network and must be `async`.", name.name);
    found.push(Finding::new(&RPC_NOT_ASYNC, name.range, message).hint("Write `async fn`.").fix(
        format!("Make `{}` async", name.name),
        vec![(TextRange::empty(function.fn_keyword.start()), "async ".to_owned())],
    ));
}
