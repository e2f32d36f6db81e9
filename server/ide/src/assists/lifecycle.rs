//! Gives a WebSocket handler its three parts: what happens when a client comes, the loop, and what happens when it goes.

use fitz_analysis::Builtin;
use fitz_analysis::hir::{Expr, Stmt};
use fitz_syntax::TextRange;

use super::{Assist, Entry, Place};

pub(super) const ENTRY: Entry = Entry { kind: "refactor.rewrite.lifecycle", keeps_meaning: false, find: assist };

/// At the signature of a handler whose body is empty, or has one loop and no log.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let function = place.lowered.function().filter(|_| place.is_at_signature_of_handler())?;
    let body = function.body.filter(|_| !function.is_expression_body)?;
    let Expr::Block(statements) = place.expr(body) else { return None };
    let name = &function.name.name;
    let (range, title) = (place.range(body), "Write what happens when a client comes and goes");
    if place.mentions(range, "log") || place.lowered.decorators_named("ws").nth(1).is_some() {
        return None;
    }
    let connection = function.parameters.iter().find(|it| place.inference.pat_type(it.pattern).is(Builtin::WsConn))?;
    let enter = format!("log.info(\"{name}.joined\")");
    let leave = format!("log.info(\"{name}.left\")");
    if statements.is_empty() && place.holds_only(inner(range)?, &[]) {
        let conn = &connection.name.name;
        let text = [
            "{".to_owned(),
            format!("    {enter}"),
            "    loop {".to_owned(),
            format!("        match {conn}.recv() {{"),
            format!("            Ok(message) => {{ log.info(\"{name}.message\", message: message) }}"),
            "            Err(_) => { break }".to_owned(),
            "        }".to_owned(),
            "    }".to_owned(),
            format!("    {leave}"),
            "}".to_owned(),
        ];
        return place.assist(title, vec![(range, text.join("\n"))]);
    }
    let mut loops = statements.iter().filter_map(|statement| match statement {
        Stmt::Expr(id) if matches!(place.expr(*id), Expr::Loop { .. }) => Some(place.range(*id)),
        _ => None,
    });
    let around = loops.next().filter(|_| loops.next().is_none())?;
    // What leaves the handler from inside the loop would not pass the end of it.
    let leaves = place.inside(around).any(|id| matches!(place.expr(id), Expr::Return { .. } | Expr::Try(_)));
    let indent = place.indent(around.start()).filter(|_| !leaves)?;
    let edits = vec![
        (TextRange::empty(around.start()), format!("{enter}\n{indent}")),
        (TextRange::empty(around.end()), format!("\n{indent}{leave}")),
    ];
    place.assist(title, edits)
}

/// What stands between the braces of a block.
fn inner(block: TextRange) -> Option<TextRange> {
    let brace = fitz_syntax::TextSize::of('{');
    (block.len() >= brace + brace).then(|| TextRange::new(block.start() + brace, block.end() - brace))
}
