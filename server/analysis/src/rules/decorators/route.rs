//! The path of `@get`, `@post`, `@put` and `@delete`, against the parameters of the function.

use fitz_rules::families::routes::{ROUTE_PARAMETER_DUPLICATE, ROUTE_PARAMETER_MISSING, ROUTE_PATH, ROUTE_QUERY_KEY};
use fitz_syntax::TextRange;

use super::super::ItemContext;
use crate::diagnostic::Finding;
use crate::hir::{Decorator, Expr, Function, StrLiteral, StrPart};
use crate::nearest::nearest;

/// The decorators that answer requests for a path.
const ROUTES: [&str; 4] = ["get", "post", "put", "delete"];

pub(super) fn check(context: &ItemContext<'_>, function: &Function, found: &mut Vec<Finding>) {
    if function.name.name.is_empty() || context.lowered.is_broken {
        return;
    }
    for decorator in context.lowered.decorators.iter().filter(|it| ROUTES.contains(&it.name.name.as_str())) {
        let Some((literal, range)) = path(context, decorator) else { continue };
        leading_slash(literal, range, found);
        parameters(context, function, literal, found);
    }
}

fn path<'a>(context: &'a ItemContext<'_>, decorator: &Decorator) -> Option<(&'a StrLiteral, TextRange)> {
    let argument = decorator.positional().next()?;
    match &context.lowered.body.exprs[argument.value] {
        Expr::Str(literal) => Some((literal, context.lowered.body.expr_range(argument.value))),
        _ => None,
    }
}

/// `route-path`
fn leading_slash(literal: &StrLiteral, range: TextRange, found: &mut Vec<Finding>) {
    let starts_right = matches!(literal.parts.first(), Some(StrPart::Text(text)) if text.starts_with('/'));
    if starts_right {
        return;
    }
    let mut finding = Finding::new(&ROUTE_PATH, range, "A path starts with `/`.").hint("Write `/` before it.");
    if !literal.parts.is_empty() {
        let quote = TextRange::empty(range.start() + fitz_syntax::TextSize::from(1));
        finding = finding.fix("Add the `/`", vec![(quote, "/".to_owned())]);
    }
    found.push(finding);
}

/// `route-path`, `route-parameter-missing`, `route-parameter-duplicate`, `route-query-key`
fn parameters(context: &ItemContext<'_>, function: &Function, literal: &StrLiteral, found: &mut Vec<Finding>) {
    let mut seen: Vec<&str> = Vec::new();
    let mut before = String::new();
    for part in &literal.parts {
        let (value, format, range) = match part {
            StrPart::Text(text) => {
                before.push_str(text);
                continue;
            }
            StrPart::Interpolation { value, format, range } => (*value, format, *range),
        };
        let name = match &context.lowered.body.exprs[value] {
            Expr::Name(name) if format.is_none() => name.as_str(),
            Expr::Missing => return,
            _ => {
                let message = "In a path, `{}` holds the name of a parameter and nothing else.";
                found.push(Finding::new(&ROUTE_PATH, range, message).hint("Write the name alone: `{id}`."));
                before.push_str("{}");
                continue;
            }
        };
        if seen.contains(&name) {
            let message = format!("`{{{name}}}` stands in the path twice.");
            found.push(
                Finding::new(&ROUTE_PARAMETER_DUPLICATE, range, message).hint("Give each part a name of its own."),
            );
        } else if !function.parameters.iter().any(|parameter| parameter.name.name == name) {
            found.push(missing(function, name, range));
        } else if let Some(key) = query_key(&before).filter(|key| *key != name) {
            let message = format!("The query names `{key}`, and its value goes to `{name}`: they must be the same.");
            let hint = format!("Write `{name}={{{name}}}`, or rename the parameter to `{key}`.");
            found.push(Finding::new(&ROUTE_QUERY_KEY, range, message).hint(hint));
        }
        seen.push(name);
        before.push_str("{}");
    }
}

/// The key before a value of the query: `limit` of `/notes?sort={}&limit=`.
fn query_key(before: &str) -> Option<&str> {
    let (_, query) = before.split_once('?')?;
    query.rsplit(['&', '?']).next()?.strip_suffix('=')
}

fn missing(function: &Function, name: &str, range: TextRange) -> Finding {
    let message = format!("`{}` has no parameter `{name}` for this part of the path.", function.name.name);
    let finding = Finding::new(&ROUTE_PARAMETER_MISSING, range, message);
    let names = function.parameters.iter().map(|parameter| parameter.name.name.as_str());
    if let Some(closest) = nearest(name, names) {
        return finding
            .hint(format!("Did you mean `{closest}`?"))
            .fix(format!("Change to `{closest}`"), vec![(range, format!("{{{closest}}}"))]);
    }
    let finding = finding.hint(format!("Add a parameter `{name}: Str`, or `{name}: Int` for a number."));
    let (place, text) = match function.parameters.first() {
        Some(first) => (TextRange::empty(first.range.start()), format!("{name}: Str, ")),
        None => (function.parameters_range, format!("({name}: Str)")),
    };
    finding.fix(format!("Add the parameter `{name}: Str`"), vec![(place, text)])
}
