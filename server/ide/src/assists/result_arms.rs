//! Looks at a result that is dropped: an arm for each way it can go, the reason logged.

use fitz_analysis::Builtin;
use fitz_analysis::hir::{Expr, ExprId, Pat, Stmt};
use fitz_syntax::TextRange;

use super::{Assist, Entry, Place};

pub(super) const ENTRY: Entry = Entry { kind: "refactor.rewrite.lookAtResult", keeps_meaning: false, find: assist };

/// At a call whose result nobody takes.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let (statements, index) = place.statement()?;
    let statement = statements.get(index)?;
    let (range, value) = dropped(place, statement)?;
    let is_call = matches!(place.expr(value), Expr::Call { .. } | Expr::Await(_));
    let is_result = is_call && place.inference.expr_type(value).is(Builtin::Result);
    let indent = place.indent(range.start()).filter(|_| is_result && !place.has_comment(range))?;
    let reason = place.free_name(&["reason"])?;
    let event = event(place, value);
    let text = [
        format!("match {} {{", place.operand(value, 1)),
        "    Ok(_) => {}".to_owned(),
        format!("    Err({reason}) => {{ log.warn(\"{event}\", reason: {reason}) }}"),
        "}".to_owned(),
    ];
    place.assist("Look at the result", vec![(range, text.join(&format!("\n{indent}")))])
}

/// The value of a statement that drops it.
fn dropped(place: &Place<'_>, statement: &Stmt) -> Option<(TextRange, ExprId)> {
    match statement {
        Stmt::Expr(id) => place.is_statement(*id).then(|| (place.range(*id), *id)),
        Stmt::Let { pattern, ty: None, value } => match &place.lowered.body.pats[*pattern] {
            Pat::Bind(name) if name == "_" => Some((place.statement_range(statement), *value)),
            Pat::Wildcard => Some((place.statement_range(statement), *value)),
            _ => None,
        },
        _ => None,
    }
}

/// `chat.send` for `conn.send(..)` in `chat`.
fn event(place: &Place<'_>, value: ExprId) -> String {
    let item = &place.item.id(place.db).name;
    let called = match place.expr(value) {
        Expr::Await(inner) => place.expr(*inner),
        expr => expr,
    };
    let Expr::Call { callee, .. } = called else { return item.to_string() };
    match place.expr(*callee) {
        Expr::Field { name, .. } => format!("{item}.{}", name.name),
        Expr::Name(name) => format!("{item}.{name}"),
        _ => item.to_string(),
    }
}
