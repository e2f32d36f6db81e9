//! Gives a closure a name at the top of the file, or puts a function where its name is handed on.
//!
//! A closure has the type of what it returns, a function the one that is written; so the first is not said to keep all types.

use fitz_analysis::hir::{Expr, ExprId, Function, ItemData, Pat, Stmt};
use fitz_analysis::{Builtin, ItemKind, Resolution, Ty, item, lowered};
use fitz_syntax::{TextRange, TextSize};

use super::shape::{LOOSE, indented};
use super::{Assist, Entry, Place};

pub(super) const NAMED: Entry = Entry { kind: "refactor.extract.namedFunction", keeps_meaning: false, find: named };
pub(super) const DECLARED: Entry =
    Entry { kind: "refactor.rewrite.closureToFunction", keeps_meaning: false, find: declared };
pub(super) const CLOSURE: Entry = Entry { kind: "refactor.inline.function", keeps_meaning: true, find: inlined };

/// At a closure that uses no variable from around it.
fn named(place: &Place<'_>) -> Option<Assist> {
    let (id, closure) = selected(place)?;
    let range = place.range(id);
    let is_inside = place.is_function() && place.captures(range).is_empty();
    if !is_inside || place.is_in_string(range) {
        return None;
    }
    let name = place.free_name(&["callback"])?;
    let text = function(place, id, closure, &name)?;
    let assist = place.assist("Give this function a name", vec![(range, name)])?;
    Some(assist.and(place.file, place.above(), format!("{text}\n\n")))
}

/// At a global whose value is a closure.
fn declared(place: &Place<'_>) -> Option<Assist> {
    let ItemData::Statement(statement @ Stmt::Let { pattern, ty: None, value }) = &place.lowered.data else {
        return None;
    };
    let (Pat::Bind(name), Expr::Closure(closure)) = (&place.lowered.body.pats[*pattern], place.expr(*value)) else {
        return None;
    };
    let range = place.statement_range(statement);
    let head = TextRange::new(range.start(), closure.signature_range.end());
    if !head.contains_range(place.selected) || is_assigned(place, name) {
        return None;
    }
    let text = function(place, *value, closure, name)?;
    place.assist("Declare it as a function", vec![(range, text)])
}

/// Whether some statement of the file gives the global another value.
fn is_assigned(place: &Place<'_>, name: &str) -> bool {
    fitz_analysis::items(place.db, place.file).iter().any(|item| {
        let lowered = lowered(place.db, *item);
        lowered.statements().any(|statement| {
            matches!(statement, Stmt::Assign { .. })
                && lowered.body.assigned_name(statement).is_some_and(|it| it == name)
        })
    })
}

/// A closure as a declaration with that name.
fn function(place: &Place<'_>, id: ExprId, closure: &Function, name: &str) -> Option<String> {
    let body = closure.body?;
    let mut parameters = Vec::new();
    for parameter in &closure.parameters {
        let text = place.source(parameter.range);
        let inferred = place.inference.pat_type(parameter.pattern);
        let is_plain = parameter.ty.is_none() && parameter.default.is_none() && !parameter.is_variadic;
        parameters.push(if is_plain { format!("{text}{}", place.annotation(": ", inferred)) } else { text.to_owned() });
    }
    let keyword = if closure.is_async { "async fn" } else { "fn" };
    let parameters = parameters.join(", ");
    if !closure.is_expression_body {
        let outer = place.line_before(place.range(id).start());
        let indent = outer.len() - outer.trim_start().len();
        let text = indented(place.text(body), -isize::try_from(indent).ok()?)?;
        // A function with a result has to return on all ways; what ends with a `return` does.
        let returns = |statement: &Stmt| match statement {
            Stmt::Expr(last) => matches!(place.expr(*last), Expr::Return { value: Some(_), .. }),
            _ => false,
        };
        let is_whole = matches!(place.expr(body), Expr::Block(statements) if statements.last().is_some_and(returns));
        let result = if is_whole { result(place, id, closure) } else { String::new() };
        return Some(format!("{keyword} {name}({parameters}){result} {text}"));
    }
    let (result, value) = (result(place, id, closure), indented(place.text(body), 0)?);
    Some(format!("{keyword} {name}({parameters}){result} => {value}"))
}

/// The result of a closure as an annotation.
fn result(place: &Place<'_>, id: ExprId, closure: &Function) -> String {
    let Ty::Function(ty) = place.inference.expr_type(id) else { return String::new() };
    place.annotation(
        " -> ",
        match ty.result.arguments_of(Builtin::Future) {
            Some([given]) if closure.is_async => given,
            _ => &ty.result,
        },
    )
}

/// The closure whose head is selected.
fn selected<'db>(place: &Place<'db>) -> Option<(ExprId, &'db Function)> {
    let id = place.smallest(|expr| matches!(expr, Expr::Closure(_)))?;
    let Expr::Closure(closure) = place.expr(id) else { return None };
    let head = TextRange::new(place.range(id).start(), closure.signature_range.end());
    head.contains_range(place.selected).then_some((id, closure))
}

/// At the name of a function that is handed on, when the function is one expression.
fn inlined(place: &Place<'_>) -> Option<Assist> {
    let id = place.smallest(|expr| matches!(expr, Expr::Name(_)))?;
    let range = place.range(id);
    let is_callee = |expr: &Expr| matches!(expr, Expr::Call { callee, .. } if *callee == id);
    if place.lowered.body.exprs.iter().any(|(_, expr)| is_callee(expr)) || place.is_in_string(range) {
        return None;
    }
    let Some(Resolution::Item(found)) = place.inference.resolutions.get(&id) else { return None };
    let declaration = item(place.db, found).filter(|_| found.kind == ItemKind::Function && found.file == place.file)?;
    let lowered = lowered(place.db, declaration);
    let function = lowered.function().filter(|it| it.is_expression_body && lowered.decorators.is_empty())?;
    let body = lowered.body.expr_range(function.body?);
    let is_plain = |it: &fitz_analysis::hir::Parameter| it.default.is_none() && !it.is_variadic;
    if lowered.is_broken || !function.parameters.iter().all(is_plain) || hides(place, lowered, range.start()) {
        return None;
    }
    let text = |range: TextRange| declaration.text(place.db).get(std::ops::Range::<usize>::from(range));
    let keyword = if function.is_async { "async fn" } else { "fn" };
    let closure = format!("{keyword}{} => {}", text(function.parameters_range)?, text(body)?);
    let is_short = !closure.contains('\n') && !closure.contains("//");
    is_short.then(|| place.assist("Write the function here", vec![place.replacement(id, closure, LOOSE)]))?
}

/// Whether a name of the function means something else at a place.
fn hides(place: &Place<'_>, function: &fitz_analysis::hir::Lowered, offset: TextSize) -> bool {
    let locals = place.inference.locals_at(offset);
    let mut names = function.body.exprs.iter().filter_map(|(_, expr)| match expr {
        Expr::Name(name) => Some(name),
        _ => None,
    });
    let parameters = function.function().map(|it| it.parameters.as_slice()).unwrap_or_default();
    let is_parameter = |name: &str| parameters.iter().any(|it| it.name.name == name);
    names.any(|name| !is_parameter(name) && locals.iter().any(|local| local.name == *name))
}
