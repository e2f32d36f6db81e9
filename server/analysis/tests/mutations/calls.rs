//! Mistakes in calls. Only calls whose signature is established and checked.

use fitz_analysis::hir::{Argument, Expr, ExprId};
use fitz_analysis::{Builtin, ItemKind, Resolution, Ty};
use fitz_syntax::TextRange;

use crate::view::View;

pub(crate) fn sites(view: &mut View<'_>) {
    for (id, expr) in view.exprs() {
        let Expr::Call { callee, arguments, .. } = expr else { continue };
        let is_named = arguments.iter().any(|argument| argument.name.is_some());
        if is_named || !is_checked(view, *callee) {
            continue;
        }
        let Some(signature) = view.inference.callees.get(&id).filter(|it| it.unchecked.is_none()) else { continue };
        let is_variadic = signature.parameters.iter().any(|parameter| parameter.is_variadic);
        for (argument, parameter) in arguments.iter().zip(&signature.parameters) {
            match &parameter.ty {
                Ty::Function(_) => callback(view, argument.value),
                _ if parameter.is_variadic => {}
                ty => view.misfit("wrong argument type", argument.value, ty),
            }
        }
        if view.is_in_string(id) {
            continue;
        }
        if !is_variadic && arguments.len() == signature.parameters.len() {
            extra(view, id, arguments);
        }
        let required = signature.parameters.iter().filter(|it| it.default.is_none() && !it.is_variadic).count();
        if !arguments.is_empty() && arguments.len() == required {
            missing(view, arguments);
        }
    }
    results(view);
}

/// Whether the arguments of a call are compared with a signature: functions by their names, methods of values.
fn is_checked(view: &View<'_>, callee: ExprId) -> bool {
    match view.expr(callee) {
        Expr::Name(name) => {
            let function = view.inference.resolutions.get(&callee);
            let is_function = matches!(function, Some(Resolution::Item(id)) if id.kind == ItemKind::Function);
            // What the parser checks itself, and what has a rule of its own.
            is_function && !matches!(name.as_str(), "Ok" | "Err" | "spawn")
        }
        Expr::Field { object, .. } => {
            let receiver = view.ty(*object);
            // The builder of queries counts its arguments, but does not look at their types.
            let is_query = receiver.is(Builtin::QueryBuilder) || receiver.is(Builtin::Aggregated);
            let is_value = matches!(receiver, Ty::Builtin(..) | Ty::Nominal(_));
            is_value && !is_query && !view.is_namespace(*object)
        }
        _ => false,
    }
}

fn extra(view: &mut View<'_>, call: ExprId, arguments: &[Argument]) {
    match arguments.last() {
        Some(last) => view.insert("extra argument", view.range(last.value).end(), ", 17"),
        None if view.slice(view.range(call)).ends_with("()") => {
            let end = view.range(call).end() - fitz_syntax::TextSize::of(')');
            view.insert("extra argument", end, "17");
        }
        None => {}
    }
}

fn missing(view: &mut View<'_>, arguments: &[Argument]) {
    let [.., last] = arguments else { return };
    let end = view.range(last.value).end();
    // After a trailing comma nothing may be missing.
    if !view.after(end).trim_start().starts_with(')') {
        return;
    }
    let start = match arguments {
        [.., before, _] => view.range(before.value).end(),
        _ => view.range(last.value).start(),
    };
    view.replace("missing argument", TextRange::new(start, end), "");
}

/// A closure with a parameter too many, and a value that cannot be called.
fn callback(view: &mut View<'_>, value: ExprId) {
    let Expr::Closure(closure) = view.expr(value) else { return };
    if view.is_in_string(value) {
        return;
    }
    view.replace("callback that is no function", view.range(value), "17");
    if let [parameter] = closure.parameters.as_slice() {
        view.insert("callback with an extra parameter", view.placed(parameter.range).end(), ", surplus");
    }
}

/// `?` and `.await` on calls that give neither a result nor a future.
fn results(view: &mut View<'_>) {
    for (id, expr) in view.exprs() {
        let is_plain = [Builtin::Int, Builtin::Str, Builtin::Bool, Builtin::List, Builtin::Map];
        let ty = view.ty(id);
        let is_plain = is_plain.into_iter().any(|builtin| ty.is(builtin)) || matches!(ty, Ty::Nominal(_));
        if matches!(expr, Expr::Call { .. }) && is_plain {
            view.insert("`?` on a value that is no result", view.range(id).end(), "?");
            view.insert("`.await` on a value that is no future", view.range(id).end(), ".await");
        }
    }
}
