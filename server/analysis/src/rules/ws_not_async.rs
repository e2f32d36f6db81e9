//! `ws/not-async`: a WebSocket handler waits for frames, so it has to be `async`.

use fitz_syntax::TextRange;

use super::ItemContext;
use crate::diagnostic::{Diagnostic, Fix, Severity};

pub(super) const CODE: &str = "ws/not-async";

pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(function) = context.lowered.function() else { return };
    if function.is_async || context.lowered.decorators_named("ws").next().is_none() {
        return;
    }
    let name = &function.name;
    if name.name.is_empty() {
        return;
    }
    found.push(Diagnostic {
        code: CODE,
        severity: Severity::Error,
        range: name.range,
        message: format!("The WebSocket handler `{}` must be `async`: it waits for frames.", name.name),
        hint: Some("Write `async fn`.".to_owned()),
        related: Vec::new(),
        fix: Some(Fix {
            title: format!("Make `{}` async", name.name),
            edits: vec![(TextRange::empty(function.fn_keyword.start()), "async ".to_owned())],
        }),
    });
}
