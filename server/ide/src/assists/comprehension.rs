//! Writes a list that is made of another one as a comprehension, with `map` and `filter`, or with a loop.

use fitz_analysis::hir::{Expr, ExprId, Function, Pat, Stmt};
use fitz_analysis::{Builtin, Ty};

use super::shape::POSTFIX;
use super::{Assist, Entry, Place};

pub(super) const CALLS: Entry =
    Entry { kind: "refactor.rewrite.comprehensionToCalls", keeps_meaning: true, find: to_calls };
pub(super) const COMPREHENSION: Entry =
    Entry { kind: "refactor.rewrite.comprehension", keeps_meaning: true, find: from_calls };
pub(super) const LOOP: Entry =
    Entry { kind: "refactor.rewrite.comprehensionToLoop", keeps_meaning: true, find: to_loop };
pub(super) const FROM_LOOP: Entry =
    Entry { kind: "refactor.rewrite.loopToComprehension", keeps_meaning: true, find: from_loop };

/// At `xs.map(fn(x) => ..)` and `xs.filter(fn(x) => ..)`, one after the other too.
fn from_calls(place: &Place<'_>) -> Option<Assist> {
    let id = place.smallest(|expr| matches!(expr, Expr::Call { .. }))?;
    let range = place.range(id);
    let (list, method, closure) = callback(place, id)?;
    if place.is_in_string(range) || place.has_comment(range) {
        return None;
    }
    let (name, body) = one_parameter(place, closure)?;
    let text = match method {
        "filter" => format!("[{name} for {name} in {} if {}]", place.operand(list, 1), place.operand(body, 1)),
        _ => {
            let inner = callback(place, list).filter(|(_, method, _)| *method == "filter");
            let inner = inner.and_then(|(list, _, closure)| Some((list, one_parameter(place, closure)?)));
            match inner {
                // The test of the second element comes after the value of the first one.
                Some((list, (other, test)))
                    if other == name && (place.is_calm(place.range(test)) || place.is_calm(place.range(body))) =>
                {
                    let (list, test) = (place.operand(list, 1), place.operand(test, 1));
                    format!("[{} for {name} in {list} if {test}]", place.operand(body, 0))
                }
                _ => format!("[{} for {name} in {}]", place.operand(body, 0), place.operand(list, 1)),
            }
        }
    };
    place.assist("Write it as a comprehension", vec![(range, text)])
}

/// The list, the method and the closure of `xs.map(fn(x) => ..)`.
fn callback<'db>(place: &Place<'db>, id: ExprId) -> Option<(ExprId, &'db str, &'db Function)> {
    let Expr::Call { callee, arguments } = place.expr(id) else { return None };
    let Expr::Field { object, name } = place.expr(*callee) else { return None };
    let [argument] = arguments.as_slice() else { return None };
    let Expr::Closure(closure) = place.expr(argument.value) else { return None };
    let is_list = place.inference.expr_type(*object).is(Builtin::List);
    let is_one = matches!(name.name.as_str(), "map" | "filter") && argument.name.is_none();
    (is_list && is_one).then_some((*object, name.name.as_str(), closure))
}

/// The parameter of a closure that is one expression.
fn one_parameter<'db>(place: &Place<'db>, closure: &'db Function) -> Option<(&'db str, ExprId)> {
    let [parameter] = closure.parameters.as_slice() else { return None };
    let body = closure.body.filter(|_| closure.is_expression_body && !closure.is_async)?;
    let is_plain = parameter.default.is_none() && !parameter.is_variadic && !place.jumps(place.range(body));
    is_plain.then_some((parameter.name.name.as_str(), body))
}

/// In a comprehension over one list.
fn to_calls(place: &Place<'_>) -> Option<Assist> {
    let id = place.smallest(|expr| matches!(expr, Expr::ListComprehension { .. }))?;
    let Expr::ListComprehension { element, clauses, filter } = place.expr(id) else { return None };
    let [clause] = clauses.as_slice() else { return None };
    let Pat::Bind(name) = &place.lowered.body.pats[clause.pattern] else { return None };
    let range = place.range(id);
    let is_list = place.inference.expr_type(clause.iterable).is(Builtin::List);
    let jumps = place.jumps(place.range(*element)) || filter.is_some_and(|it| place.jumps(place.range(it)));
    if !is_list || jumps || place.is_in_string(range) || place.has_comment(range) {
        return None;
    }
    let mut text = place.operand(clause.iterable, POSTFIX);
    if let Some(test) = filter {
        if !place.is_calm(place.range(*test)) && !place.is_calm(place.range(*element)) {
            return None;
        }
        text.push_str(&format!(".filter(fn({name}) => {})", place.text(*test)));
    }
    if !matches!(place.expr(*element), Expr::Name(it) if it == name) || filter.is_none() {
        text.push_str(&format!(".map(fn({name}) => {})", place.text(*element)));
    }
    place.assist("Write it with `map` and `filter`", vec![(range, text)])
}

/// At `let xs = [.. for .. in ..]` in a body.
fn to_loop(place: &Place<'_>) -> Option<Assist> {
    let (statements, index) = place.statement()?;
    let statement = statements.get(index)?;
    let Stmt::Let { pattern, value, .. } = statement else { return None };
    let (Pat::Bind(name), Expr::ListComprehension { element, clauses, filter }) =
        (&place.lowered.body.pats[*pattern], place.expr(*value))
    else {
        return None;
    };
    let range = place.statement_range(statement);
    let Ty::Builtin(Builtin::List, arguments) = place.inference.expr_type(*value) else { return None };
    let of = arguments.first().filter(|ty| place.is_writable(ty))?;
    if place.mentions(range, name) || place.has_comment(range) {
        return None;
    }
    let indent = place.indent(range.start())?;
    let mut text = format!("let {name}: List<{of}> = []");
    let mut depth = 0;
    let mut open = |text: &mut String, head: String| {
        text.push_str(&format!("\n{indent}{}{head} {{", "    ".repeat(depth)));
        depth += 1;
    };
    for clause in clauses {
        let pattern = place.source(place.lowered.body.pat_range(clause.pattern));
        open(&mut text, format!("for {pattern} in {}", head(place, clause.iterable)?));
    }
    if let Some(test) = filter {
        open(&mut text, format!("if {}", head(place, *test)?));
    }
    let pushed = super::shape::indented(place.text(*element), 0).filter(|it| !it.contains('\n'))?;
    text.push_str(&format!("\n{indent}{}{name}.push({pushed})", "    ".repeat(depth)));
    for level in (0..depth).rev() {
        text.push_str(&format!("\n{indent}{}}}", "    ".repeat(level)));
    }
    place.assist("Write it as a loop", vec![(range, text)])
}

/// An expression for the head of a statement, where a value of a type would need parentheses.
fn head(place: &Place<'_>, id: ExprId) -> Option<String> {
    let text = place.operand(id, 1);
    (!text.contains('\n')).then_some(text)
}

/// At a loop that does nothing but add to the empty list above it.
fn from_loop(place: &Place<'_>) -> Option<Assist> {
    let (statements, index) = place.statement()?;
    let pair = |first: usize| Some((statements.get(first)?, statements.get(first + 1)?));
    let found =
        [Some(index), index.checked_sub(1)].into_iter().flatten().filter_map(pair).find_map(|(first, second)| {
            let list = empty_list(place, first)?;
            Some((first, list, second, added(place, second, list)?))
        });
    let (first, list, second, (pattern, iterable, test, element)) = found?;
    let whole = place.statement_range(first).cover(place.statement_range(second));
    let iterated = place.inference.expr_type(iterable);
    let can_be_walked = iterated.is(Builtin::List) || iterated.is(Builtin::Range);
    let parts = [Some(iterable), test, Some(element)];
    let is_used = parts.iter().flatten().any(|part| place.mentions(place.range(*part), list));
    if !can_be_walked || is_used || place.has_comment(whole) {
        return None;
    }
    let Stmt::Let { value, .. } = first else { return None };
    let test = test.map(|test| format!(" if {}", place.operand(test, 1))).unwrap_or_default();
    let text = format!("[{} for {pattern} in {}{test}]", place.operand(element, 1), place.operand(iterable, 1));
    let rest = fitz_syntax::TextRange::new(place.statement_range(first).end(), place.statement_range(second).end());
    place.assist("Write it as a comprehension", vec![(place.range(*value), text), (rest, String::new())])
}

/// The name of `let xs = []`.
fn empty_list<'db>(place: &Place<'db>, statement: &'db Stmt) -> Option<&'db str> {
    let Stmt::Let { pattern, value, .. } = statement else { return None };
    match (&place.lowered.body.pats[*pattern], place.expr(*value)) {
        (Pat::Bind(name), Expr::List(elements)) if elements.is_empty() => Some(name.as_str()),
        _ => None,
    }
}

/// The pattern, what is walked, the condition and the value of a loop that adds to a list.
fn added<'db>(place: &Place<'db>, statement: &Stmt, list: &str) -> Option<(&'db str, ExprId, Option<ExprId>, ExprId)> {
    let Stmt::For { pattern, iterable, body } = statement else { return None };
    let Expr::Block(statements) = place.expr(*body) else { return None };
    let [Stmt::Expr(only)] = statements.as_slice() else { return None };
    let (test, call) = match place.expr(*only) {
        Expr::If { condition, then, otherwise: None } => {
            let Expr::Block(statements) = place.expr(*then) else { return None };
            let [Stmt::Expr(only)] = statements.as_slice() else { return None };
            (Some(*condition), *only)
        }
        _ => (None, *only),
    };
    let Expr::Call { callee, arguments } = place.expr(call) else { return None };
    let Expr::Field { object, name } = place.expr(*callee) else { return None };
    let [argument] = arguments.as_slice() else { return None };
    let is_push = name.name == "push" && matches!(place.expr(*object), Expr::Name(it) if it == list);
    let pattern = place.source(place.lowered.body.pat_range(*pattern));
    is_push.then_some((pattern, *iterable, test, argument.value))
}
