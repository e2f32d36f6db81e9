//! Names of parameters, before the arguments that do not say what they are for.

use std::sync::Arc;

use fitz_analysis::hir::{Argument, Expr, ExprId, StrLiteral, StrPart};
use fitz_analysis::{Resolution, Signature, SignatureParameter, item, push_calls, signature};
use fitz_syntax::TextRange;

use super::{HintKind, HintPart, InlayHint, Subject};
use crate::definition::item_target;

pub(super) fn hints(subject: &Subject<'_>) -> Vec<InlayHint> {
    // That a broadcast sends its last argument needs no word.
    let pushes = push_calls(subject.db, subject.item).iter();
    let frames: Vec<TextRange> = pushes.filter_map(|push| Some(push.argument.as_ref()?.range)).collect();
    let mut hints = Vec::new();
    for (id, expr) in subject.lowered.body.exprs.iter() {
        let Expr::Call { callee, arguments } = expr else { continue };
        let Some(signature) = called(subject, id, *callee) else { continue };
        // Of the only argument that can be there, or is, the name of the function says what it is.
        let is_one = |parameter: &&SignatureParameter| {
            !parameter.is_variadic && (parameter.default.is_none() || arguments.len() > 1)
        };
        if signature.parameters.iter().filter(is_one).count() < 2 {
            continue;
        }
        let target = match subject.inference.resolutions.get(callee) {
            Some(Resolution::Item(id)) => item_target(subject.db, id),
            _ => None,
        };
        for (argument, parameter) in arguments.iter().zip(&signature.parameters) {
            if parameter.is_variadic || argument.name.is_some() {
                break;
            }
            let value = subject.lowered.body.expr_range(argument.value);
            if is_obvious(subject, argument, &parameter.name) || frames.contains(&value) {
                continue;
            }
            hints.push(InlayHint {
                offset: value.start(),
                parts: vec![HintPart { text: format!("{}:", parameter.name), target: target.clone() }],
                kind: HintKind::Parameter,
                tooltip: None,
                inserts: None,
            });
        }
    }
    hints
}

fn called(subject: &Subject<'_>, call: ExprId, callee: ExprId) -> Option<Arc<Signature>> {
    let declared = || match subject.inference.resolutions.get(&callee)? {
        Resolution::Item(id) => signature(subject.db, item(subject.db, id)?).clone(),
        _ => None,
    };
    subject.inference.callees.get(&call).cloned().or_else(declared)
}

/// Whether an argument says by itself what it is for: it has the name of the parameter, or is a function, a record or a path.
fn is_obvious(subject: &Subject<'_>, argument: &Argument, parameter: &str) -> bool {
    let exprs = &subject.lowered.body.exprs;
    let plain = |name: &str| name.replace('_', "").to_lowercase();
    let parameter = plain(parameter);
    // A name of one letter says nothing, and the sides of a comparison are seen.
    if parameter.len() < 2 || parameter == "left" || parameter == "right" {
        return true;
    }
    match &exprs[argument.value] {
        Expr::Closure(_) | Expr::Struct { .. } | Expr::Missing => return true,
        Expr::Str(text) if is_path(text) => return true,
        _ => {}
    }
    last_name(subject, argument.value).is_some_and(|name| plain(name).ends_with(&parameter))
}

/// The name that an expression ends in: `user` of `request.user`, `load_user` of `load_user(1)?`.
fn last_name<'s>(subject: &'s Subject<'_>, expr: ExprId) -> Option<&'s str> {
    match &subject.lowered.body.exprs[expr] {
        Expr::Name(name) => Some(name),
        Expr::Field { name, .. } => Some(&name.name),
        Expr::Call { callee, .. } => last_name(subject, *callee),
        Expr::Try(inner) | Expr::Await(inner) => last_name(subject, *inner),
        _ => None,
    }
}

fn is_path(text: &StrLiteral) -> bool {
    matches!(text.parts.first(), Some(StrPart::Text(text)) if text.starts_with('/'))
}
