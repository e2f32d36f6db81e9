//! The function with `@ws`: async, frames of a known type, and no parameter that nothing fills.

use fitz_rules::families::realtime::{CONN_ANY, NOT_ASYNC, PARAM_COUNT};
use fitz_syntax::TextRange;

use super::super::ItemContext;
use super::super::compat::header_name;
use super::auth::ACCESS;
use super::support::{is_unknown, plain};
use crate::diagnostic::Finding;
use crate::hir::{Expr, Function, Parameter, StrPart, TypeRefKind};
use crate::nearest::nearest;
use crate::roles::may_have_any_role;
use crate::ty::{Builtin, Name, Ty};

pub(super) fn check(context: &ItemContext<'_>, function: &Function, found: &mut Vec<Finding>) {
    if context.decorator("ws").is_none() || function.name.name.is_empty() {
        return;
    }
    not_async(function, found);
    for parameter in &function.parameters {
        frames_of_any(parameter, found);
    }
    unfilled_parameters(context, function, found);
}

/// `ws/not-async`
fn not_async(function: &Function, found: &mut Vec<Finding>) {
    if function.is_async {
        return;
    }
    let name = &function.name;
    let message = format!("The WebSocket handler `{}` must be `async`: it waits for frames.", name.name);
    found.push(Finding::new(&NOT_ASYNC, name.range, message).hint("Write `async fn`.").fix(
        format!("Make `{}` async", name.name),
        vec![(TextRange::empty(function.fn_keyword.start()), "async ".to_owned())],
    ));
}

/// `ws/conn-any`: `Any` is written as the type of frames. An unknown type is another finding.
fn frames_of_any(parameter: &Parameter, found: &mut Vec<Finding>) {
    let Some(TypeRefKind::Named(name, frames)) = parameter.ty.as_ref().map(|ty| &ty.kind) else { return };
    if name.name != Builtin::WsConn.name() {
        return;
    }
    for frame in frames {
        if matches!(&frame.kind, TypeRefKind::Named(name, _) if name.name == "Any") {
            let message =
                format!("The frames of `{}` have no type: `Any` says nothing about them.", parameter.name.name);
            found.push(
                Finding::new(&CONN_ANY, frame.range, message)
                    .hint("Name the type of the frames, e.g. `WsConn<Message>`, or `WsConn<Str>` for plain text."),
            );
        }
    }
}

/// `ws/param-count`: a handshake has no body, so what is neither the connection nor the user, a header, a cookie, a part of
/// the path or the database has no value.
fn unfilled_parameters(context: &ItemContext<'_>, function: &Function, found: &mut Vec<Finding>) {
    // A decorator that does not exist may be the one that fills it. Without a connection, the parameter may be meant as one.
    if may_have_any_role(context.db, context.item) {
        return;
    }
    if !function.parameters.iter().any(|parameter| context.parameter_type(parameter).is(Builtin::WsConn)) {
        return;
    }
    let Some(bound) = bound_names(context, function) else { return };
    let mut left: Vec<&Parameter> = function
        .parameters
        .iter()
        .filter(|parameter| {
            let ty = context.parameter_type(parameter);
            let plain = ty.without_null();
            let is_filled = is_unknown(plain) || plain.is(Builtin::WsConn) || plain.is(Builtin::DbConn);
            !is_filled && parameter.default.is_none() && !bound.contains(&parameter.name.name)
        })
        .collect();
    // One of them may be the user. Which one is known to the rule that misses it.
    if context.lowered.decorators.iter().any(|it| ACCESS.contains(&it.name.name.as_str())) && !left.is_empty() {
        left.remove(0);
    }
    for parameter in left {
        let message = format!("Nothing fills the parameter `{}` of the WebSocket handler.", parameter.name.name);
        let finding = Finding::new(&PARAM_COUNT, parameter.range, message).hint(
            "A handler gets its connection, the user with `@authenticated`, headers and cookies with `@header` and `@cookie`, \
             and `db: DbConn`. Anything else comes in a frame.",
        );
        found.push(match from_header(context, parameter) {
            Some(edit) => finding.fix(format!("Take `{}` from a header", parameter.name.name), vec![edit]),
            None => finding,
        });
    }
}

/// A header that fills a parameter for a text.
fn from_header(context: &ItemContext<'_>, parameter: &Parameter) -> Option<(TextRange, String)> {
    let name = &parameter.name.name;
    let start = context.decorator("ws")?.range.start();
    let indent = context.view().indent_of(start)?;
    let header = format!("@header(name=\"{}\", into=\"{name}\")\n{indent}", header_name(name));
    let is_text = *context.parameter_type(parameter).without_null() == Ty::str() && !parameter.is_variadic;
    is_text.then(|| (TextRange::empty(start), header))
}

/// The parameters that headers, cookies and the path fill. `None` when one of these is not established.
fn bound_names(context: &ItemContext<'_>, function: &Function) -> Option<Vec<Name>> {
    let mut names = Vec::new();
    for decorator in &context.lowered.decorators {
        match decorator.name.name.as_str() {
            "header" | "cookie" => {
                let bound = match decorator.keyword("into") {
                    Some(into) => plain(context.lowered, into)?.to_owned(),
                    None => plain(context.lowered, decorator.keyword("name")?)?.to_lowercase().replace('-', "_"),
                };
                names.push(Name::from(bound));
            }
            "ws" => {
                let Expr::Str(path) = &context.lowered.body.exprs[decorator.positional().next()?.value] else {
                    return None;
                };
                for part in &path.parts {
                    let StrPart::Interpolation { value, .. } = part else { continue };
                    let Expr::Name(name) = &context.lowered.body.exprs[*value] else { return None };
                    // A slip in the path is told there.
                    let parameters = || function.parameters.iter().map(|parameter| parameter.name.name.as_str());
                    let is_known = parameters().any(|parameter| parameter == name.as_str());
                    let meant = if is_known { None } else { nearest(name, parameters()) };
                    names.push(meant.map_or_else(|| name.clone(), Name::from));
                }
            }
            _ => {}
        }
    }
    Some(names)
}
