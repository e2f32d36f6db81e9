//! Logs why nothing could be received: errors of a handler are told to nobody otherwise.

use fitz_analysis::hir::{Arm, Expr, ExprId, Pat};
use fitz_analysis::{Builtin, Ty};
use fitz_syntax::{TextRange, TextSize};

use super::{Assist, Entry, Place};

pub(super) const ENTRY: Entry = Entry { kind: "refactor.rewrite.logFailure", keeps_meaning: false, find: assist };

/// In the arm for `Err` of a `match` over the result of `recv`, `send` or `broadcast`.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let around = place.smallest(|expr| matches!(expr, Expr::Match { .. }))?;
    let Expr::Match { scrutinee, arms } = &place.lowered.body.exprs[around] else { return None };
    let arm = arms.iter().find(|arm| arm.range.contains_range(place.selected))?;
    let Pat::Err(reason) = place.lowered.body.pats[arm.pattern] else { return None };
    let method = method(place, *scrutinee)?;
    if logs(place, arm) {
        return None;
    }
    let handler = &place.item.id(place.db).name;
    let mut edits = Vec::new();
    let reason = match &place.lowered.body.pats[reason] {
        Pat::Bind(name) => name.to_string(),
        Pat::Wildcard => {
            edits.push((place.lowered.body.pat_range(reason), "reason".to_owned()));
            "reason".to_owned()
        }
        _ => return None,
    };
    let call = format!("log.warn(\"{handler}.{method}\", reason: {reason})");
    let body = place.range(arm.body);
    edits.push(match &place.lowered.body.exprs[arm.body] {
        Expr::Block(statements) if statements.is_empty() => (body, format!("{{ {call} }}")),
        Expr::Block(_) => {
            let inside = place.source(body).strip_prefix('{')?;
            let white = inside.get(..inside.len() - inside.trim_start().len())?;
            let text = if white.contains('\n') { format!("{white}{call}") } else { format!(" {call};") };
            (TextRange::empty(body.start() + TextSize::of('{')), text)
        }
        _ => (body, format!("{{ {call}; {} }}", place.source(body))),
    });
    place.assist("Log why it has failed", edits)
}

/// The method of a connection whose result is matched.
fn method(place: &Place<'_>, scrutinee: ExprId) -> Option<&'static str> {
    let exprs = &place.lowered.body.exprs;
    let scrutinee = match &exprs[scrutinee] {
        Expr::Await(inner) => *inner,
        _ => scrutinee,
    };
    let Expr::Call { callee, .. } = &exprs[scrutinee] else { return None };
    let Expr::Field { object, name } = &exprs[*callee] else { return None };
    let is_connection = matches!(place.inference.expr_type(*object), Ty::Builtin(Builtin::WsConn, _));
    ["recv", "send", "broadcast"].into_iter().find(|method| is_connection && name.name == *method)
}

fn logs(place: &Place<'_>, arm: &Arm) -> bool {
    let body = place.range(arm.body);
    let mut inside = place.lowered.body.exprs.iter().filter(|(id, _)| body.contains_range(place.range(*id)));
    inside.any(|(_, expr)| matches!(expr, Expr::Name(name) if name == "log"))
}
