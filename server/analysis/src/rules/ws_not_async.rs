//! `ws/not-async`: a WebSocket handler waits for frames, so it has to be `async`.

use fitz_rules::families::realtime::NOT_ASYNC;
use fitz_syntax::TextRange;

use super::ItemContext;
use crate::diagnostic::Finding;

pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    let Some(function) = context.lowered.function() else { return };
    if function.is_async || context.lowered.decorators_named("ws").next().is_none() {
        return;
    }
    let name = &function.name;
    if name.name.is_empty() {
        return;
    }
    let message = format!("The WebSocket handler `{}` must be `async`: it waits for frames.", name.name);
    found.push(Finding::new(&NOT_ASYNC, name.range, message).hint("Write `async fn`.").fix(
        format!("Make `{}` async", name.name),
        vec![(TextRange::empty(function.fn_keyword.start()), "async ".to_owned())],
    ));
}
