//! `@middleware(f)`: where it stands, what `f` is, and the options of `cors(...)`.

use fitz_rules::families::handlers::{
    CORS_OPTIONS, MIDDLEWARE_CORS_TWICE, MIDDLEWARE_FUNCTION, MIDDLEWARE_ORDER, MIDDLEWARE_RESULT, MIDDLEWARE_WRAPPER,
};
use fitz_syntax::TextRange;

use super::super::ItemContext;
use super::support::{ROUTES, awaited, is_library_record, is_unknown, quoted};
use crate::diagnostic::Finding;
use crate::hir::{Decorator, Expr, ExprId};
use crate::item_tree::{ItemKind, item};
use crate::nearest::nearest;
use crate::scope::{Definition, resolve_name};
use crate::signatures::{Signature, declared_name, signature};
use crate::ty::{Builtin, Ty};

/// The options of `cors`, and what each takes.
const CORS: [(&str, &str); 4] = [
    ("allow_origin", "a text, or a list of texts"),
    ("allow_methods", "a list of texts"),
    ("allow_headers", "a list of texts"),
    ("max_age", "a number of seconds"),
];

pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    let middlewares: Vec<&Decorator> = context.lowered.decorators_named("middleware").collect();
    let mut cors: Option<TextRange> = None;
    for decorator in middlewares {
        order(context, decorator, found);
        let Some(argument) = decorator.positional().next() else { continue };
        let range = context.lowered.body.expr_range(argument.value);
        if let Some(options) = cors_options(context, argument.value) {
            if let Some(first) = cors {
                found.push(
                    Finding::new(&MIDDLEWARE_CORS_TWICE, range, "A handler has one set of rules for other sites.")
                        .hint("Put all options into one `cors(...)`.")
                        .related(context.pointer(first), "The first one is here.")
                        .fix("Remove the second one", vec![(context.removal(decorator), String::new())]),
                );
            }
            cors.get_or_insert(range);
            check_options(context, options, found);
        } else {
            function(context, argument.value, range, found);
        }
    }
}

/// `middleware-order`
fn order(context: &ItemContext<'_>, decorator: &Decorator, found: &mut Vec<Finding>) {
    let route = context.lowered.decorators.iter().find(|it| ROUTES.contains(&it.name.name.as_str()));
    let Some(route) = route.filter(|route| route.range.start() < decorator.range.start()) else { return };
    let text = context.item.text(context.db);
    let written = |range: TextRange| text.get(usize::from(range.start())..usize::from(range.end()));
    let message = format!("`@middleware` stands below `@{}`, which does not see it there.", route.name.name);
    let mut finding = Finding::new(&MIDDLEWARE_ORDER, decorator.name.range, message)
        .hint(format!("Move it above `@{}`.", route.name.name))
        .related(context.pointer(route.name.range), "The route is here.");
    let removal = context.removal(decorator);
    if let Some(moved) = written(removal) {
        let edits = vec![(TextRange::empty(route.range.start()), moved.to_owned()), (removal, String::new())];
        finding = finding.fix("Move it above the route", edits);
    }
    found.push(finding);
}

/// The argument of `cors(...)`: `Some(None)` when there is none, `None` when it is something else.
fn cors_options(context: &ItemContext<'_>, value: ExprId) -> Option<Option<ExprId>> {
    let body = &context.lowered.body;
    let Expr::Call { callee, arguments } = &body.exprs[value] else { return None };
    let is_cors = matches!(&body.exprs[*callee], Expr::Name(name) if name == "cors");
    is_cors.then(|| arguments.first().map(|argument| argument.value))
}

/// `cors-options`
fn check_options(context: &ItemContext<'_>, options: Option<ExprId>, found: &mut Vec<Finding>) {
    let body = &context.lowered.body;
    let Some(Expr::Map(pairs)) = options.map(|options| &body.exprs[options]) else { return };
    for (key, value) in pairs {
        let Expr::Str(literal) = &body.exprs[*key] else { continue };
        let Some(name) = literal.plain() else { continue };
        let range = body.expr_range(*key);
        match CORS.iter().find(|(known, _)| *known == name) {
            Some((_, wanted)) if !fits(&body.exprs[*value], name) => {
                let message = format!("`{name}` of `cors` is {wanted}.");
                found.push(Finding::new(&CORS_OPTIONS, body.expr_range(*value), message));
            }
            Some(_) => {}
            None => {
                let finding = Finding::new(&CORS_OPTIONS, range, format!("`cors` has no option `{name}`."));
                found.push(match nearest(name, CORS.iter().map(|(known, _)| *known)) {
                    Some(closest) => finding
                        .hint(format!("Did you mean `{closest}`?"))
                        .fix(format!("Change to `{closest}`"), vec![(range, format!("\"{closest}\""))]),
                    None => finding.hint(format!("The options are {}.", quoted(CORS.iter().map(|(name, _)| *name)))),
                });
            }
        }
    }
}

/// Whether a literal is what an option takes; anything else is not established.
fn fits(value: &Expr, option: &str) -> bool {
    match value {
        Expr::Str(_) => option == "allow_origin",
        Expr::List(_) => option != "max_age",
        Expr::Int(_) => option == "max_age",
        Expr::Float(_) | Expr::Bool(_) | Expr::Null | Expr::Map(_) | Expr::Bytes => false,
        _ => true,
    }
}

/// `middleware-function`, `middleware-result`, `middleware-wrapper`
fn function(context: &ItemContext<'_>, value: ExprId, range: TextRange, found: &mut Vec<Finding>) {
    let name = match &context.lowered.body.exprs[value] {
        Expr::Name(name) => name,
        Expr::Int(_) | Expr::Float(_) | Expr::Bool(_) | Expr::Null | Expr::Str(_) | Expr::List(_) | Expr::Map(_) => {
            found.push(
                Finding::new(&MIDDLEWARE_FUNCTION, range, "A middleware is a function, or `cors(...)`.")
                    .hint("Name the function without calling it: `@middleware(gate)`."),
            );
            return;
        }
        _ => return,
    };
    let file = context.item.id(context.db).file;
    let Some(definition) = resolve_name(context.db, file, name) else {
        found.push(
            Finding::new(&MIDDLEWARE_FUNCTION, range, format!("There is no function `{name}`."))
                .hint("Declare it in this file, or import it."),
        );
        return;
    };
    let Definition::Item(id) = definition else { return };
    if id.kind != ItemKind::Function {
        return;
    }
    let Some(signature) = item(context.db, &id).and_then(|item| signature(context.db, item).as_ref()) else { return };
    let mut report = |mut finding: Finding| {
        if let Some(place) = declared_name(context.db, &id) {
            finding = finding.related(place, format!("`{name}` is declared here."));
        }
        found.push(finding);
    };
    if signature.name == "cors" {
        let finding = Finding::new(&MIDDLEWARE_FUNCTION, range, "`cors` makes the rules when it is called.");
        report(finding.hint("Write `cors()`.").fix("Call it", vec![(range, "cors()".to_owned())]));
    } else if let Some(message) = wrong_parameters(context, name, signature) {
        report(
            Finding::new(&MIDDLEWARE_FUNCTION, range, message)
                .hint("It takes `(req: Request)` before the handler, or `(req: Request, res: Response)` after it."),
        );
    } else if let Some(message) = wrong_result(context, name, signature) {
        report(Finding::new(&MIDDLEWARE_RESULT, range, message).hint(
            "Before the handler, give `null` to go on, or `return 403 { \"error\": \"...\" }`; after it, give a `Response`.",
        ));
    } else if signature.parameters.get(1).is_some_and(|second| matches!(second.ty, Ty::Function(_))) {
        let message = format!("`{name}` wraps the handler, which works with `fitz run` and not with `fitz build`.");
        report(
            Finding::new(&MIDDLEWARE_WRAPPER, range, message)
                .hint("Split it in two for compiled programs: one function before the handler, one after it."),
        );
    }
}

fn wrong_parameters(context: &ItemContext<'_>, name: &str, signature: &Signature) -> Option<String> {
    let parameters = &signature.parameters;
    if parameters.iter().any(|parameter| parameter.is_variadic) {
        return None;
    }
    let (first, second) = match parameters.as_slice() {
        [first] => (first, None),
        [first, second] => (first, Some(second)),
        _ => return Some(format!("A middleware has one or two parameters; `{name}` has {}.", parameters.len())),
    };
    if !is_unknown(&first.ty) && !is_library_record(context.db, &first.ty, "Request") {
        return Some(format!("A middleware is given the request; `{name}` takes a `{}`.", first.ty));
    }
    let second = second?;
    let fits = is_unknown(&second.ty)
        || matches!(second.ty, Ty::Function(_))
        || is_library_record(context.db, &second.ty, "Response");
    (!fits).then(|| format!("After the request comes the response; `{name}` takes a `{}`.", second.ty))
}

fn wrong_result(context: &ItemContext<'_>, name: &str, signature: &Signature) -> Option<String> {
    if !signature.has_result {
        return None;
    }
    let given = awaited(&signature.result);
    let is_gate = signature.parameters.len() == 1;
    let fits = is_unknown(given)
        || is_library_record(context.db, given.without_null(), "Response")
        || is_gate && (given.is(Builtin::Null) || matches!(given, Ty::Nullable(_)))
        || given.is(Builtin::Result);
    (!fits).then(|| format!("`{name}` gives `{given}`, which is no answer; the server would send status 500."))
}
