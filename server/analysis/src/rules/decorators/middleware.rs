//! `@middleware(f)`: where it stands, and what `f` is.

use fitz_rules::families::handlers::{
    MIDDLEWARE_ALWAYS_ANSWERS, MIDDLEWARE_CORS_TWICE, MIDDLEWARE_FUNCTION, MIDDLEWARE_ORDER, MIDDLEWARE_RESULT,
    MIDDLEWARE_WRAPPER,
};
use fitz_syntax::TextRange;

use super::super::ItemContext;
use super::support::{ROUTES, awaited, is_library_record, is_unknown};
use crate::db::Db;
use crate::diagnostic::Finding;
use crate::hir::{Decorator, Expr, ExprId, Lowered, Stmt};
use crate::inference::article;
use crate::item_tree::{Item, ItemKind, item, items};
use crate::lower::lowered;
use crate::nearest::nearest;
use crate::scope::{Definition, resolve_name};
use crate::signatures::{Signature, declared_name, signature};
use crate::ty::{Builtin, Ty};

pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    let middlewares: Vec<&Decorator> = context.lowered.decorators_named("middleware").collect();
    let mut cors: Option<TextRange> = None;
    for decorator in middlewares {
        order(context, decorator, found);
        let Some(argument) = decorator.positional().next() else { continue };
        let range = context.lowered.body.expr_range(argument.value);
        if is_cors(context, argument.value) {
            if let Some(first) = cors {
                found.push(
                    Finding::new(&MIDDLEWARE_CORS_TWICE, range, "A handler has one set of rules for other sites.")
                        .hint("Put all options into one `cors(...)`.")
                        .related(context.pointer(first), "The first one is here.")
                        .fix("Remove the second one", vec![(context.removal(decorator), String::new())]),
                );
            }
            cors.get_or_insert(range);
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

/// Whether a value is what `cors(...)` makes.
fn is_cors(context: &ItemContext<'_>, value: ExprId) -> bool {
    let exprs = &context.lowered.body.exprs;
    matches!(&exprs[value], Expr::Call { callee, .. } if matches!(&exprs[*callee], Expr::Name(name) if name == "cors"))
}

/// `middleware-function`, `middleware-result`, `middleware-always-answers`, `middleware-wrapper`
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
        let finding = Finding::new(&MIDDLEWARE_FUNCTION, range, format!("There is no function `{name}`."));
        found.push(match nearest(name, functions(context)) {
            Some(closest) => finding.meant(range, closest),
            None => finding.hint("Declare it in this file, or import it."),
        });
        return;
    };
    let Definition::Item(id) = definition else { return };
    if id.kind != ItemKind::Function {
        return;
    }
    let Some(declaration) = item(context.db, &id) else { return };
    let Some(signature) = signature(context.db, declaration).as_ref() else { return };
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
    } else if signature.parameters.len() == 1 && always_answers(context.db, declaration) {
        let message = format!("`{name}` answers every request, so the handler never runs.");
        report(Finding::new(&MIDDLEWARE_ALWAYS_ANSWERS, range, message).hint("Give `null` to let a request go on."));
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
        return Some(format!(
            "A middleware is given the request; `{name}` takes {} `{}`.",
            article(&first.ty),
            first.ty
        ));
    }
    let second = second?;
    let fits = is_unknown(&second.ty)
        || matches!(second.ty, Ty::Function(_))
        || is_library_record(context.db, &second.ty, "Response");
    (!fits).then(|| {
        format!("After the request comes the response; `{name}` takes {} `{}`.", article(&second.ty), second.ty)
    })
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

/// The functions of this file.
fn functions<'a>(context: &'a ItemContext<'_>) -> impl Iterator<Item = &'a str> {
    let all = items(context.db, context.item.id(context.db).file).iter().map(|item| item.id(context.db));
    all.filter(|id| id.kind == ItemKind::Function).map(|id| id.name.as_str())
}

/// Whether each way through a function ends with an answer that is written out: a status, a `Response`, another literal.
/// A query of its own, as those who name the function do not depend on the rest of its body.
#[salsa::tracked(returns(copy))]
fn always_answers<'db>(db: &'db dyn Db, function: Item<'db>) -> bool {
    let lowered = lowered(db, function);
    let Some(function) = lowered.function().filter(|_| !lowered.is_broken) else { return false };
    let Some(body) = function.body else { return false };
    let gives_answer = |expr: &Expr| match expr {
        Expr::Return { status: Some(_), .. } => true,
        Expr::Return { value: Some(value), status: None } => is_answer(&lowered.body.exprs[*value]),
        Expr::Return { value: None, status: None } => false,
        _ => true,
    };
    let has_closures = lowered.functions().nth(1).is_some();
    !has_closures
        && lowered.body.exprs.iter().all(|(_, expr)| gives_answer(expr))
        && if function.is_expression_body {
            is_answer(&lowered.body.exprs[body])
        } else {
            always_returns(lowered, body)
        }
}

/// Whether a value is certainly not `null`.
fn is_answer(value: &Expr) -> bool {
    match value {
        Expr::Struct { name, .. } => name.name == "Response",
        Expr::Map(_) | Expr::Str(_) | Expr::Int(_) | Expr::Bool(_) => true,
        _ => false,
    }
}

/// Whether what follows a piece of code is never reached.
fn always_returns(lowered: &Lowered, code: ExprId) -> bool {
    match &lowered.body.exprs[code] {
        Expr::Return { .. } => true,
        Expr::Block(statements) => {
            statements.iter().any(|statement| matches!(statement, Stmt::Expr(value) if always_returns(lowered, *value)))
        }
        Expr::If { then, otherwise: Some(otherwise), .. } => {
            always_returns(lowered, *then) && always_returns(lowered, *otherwise)
        }
        _ => false,
    }
}
