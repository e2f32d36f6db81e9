//! The path of `@get`, `@post`, `@put` and `@delete`, against the parameters of the function.

use fitz_rules::families::routes::{
    ROUTE_PARAMETER_DUPLICATE, ROUTE_PARAMETER_MISSING, ROUTE_PARAMETER_NULLABLE, ROUTE_PARAMETER_TYPE, ROUTE_PATH,
    ROUTE_PATH_STYLE, ROUTE_QUERY_KEY, ROUTE_QUERY_TEMPLATE,
};
use fitz_syntax::{TextRange, TextSize};

use super::super::ItemContext;
use super::support::{ROUTES, is_primitive, is_unknown};
use crate::diagnostic::Finding;
use crate::hir::{Decorator, Expr, Function, Parameter, StrLiteral, StrPart, TypeRefKind};
use crate::nearest::nearest;

pub(super) fn check(context: &ItemContext<'_>, function: &Function, found: &mut Vec<Finding>) {
    if function.name.name.is_empty() || context.lowered.is_broken {
        return;
    }
    for decorator in context.lowered.decorators.iter().filter(|it| ROUTES.contains(&it.name.name.as_str())) {
        let Some((literal, range)) = path(context, decorator) else { continue };
        leading_slash(literal, range, found);
        style(literal, range, found);
        if !query_template(context, function, literal, range, found) {
            parameters(context, function, literal, found);
        }
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
        let quote = TextRange::empty(range.start() + TextSize::from(1));
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
        let is_query = before.contains('?');
        let name = match &context.lowered.body.exprs[value] {
            Expr::Name(name) if format.is_none() => name.as_str(),
            Expr::Missing => return,
            _ => {
                let message = "In a path, `{}` holds the name of a parameter and nothing else.";
                let finding = Finding::new(&ROUTE_PATH, range, message).hint("Write the name alone: `{id}`.");
                found.push(match &context.lowered.body.exprs[value] {
                    Expr::Name(name) => {
                        finding.fix(format!("Write `{{{name}}}`"), vec![(range, format!("{{{name}}}"))])
                    }
                    _ => finding,
                });
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
            found.push(missing(context, function, name, range));
        } else if let Some(key) = query_key(&before).filter(|key| *key != name) {
            let message = format!("The query names `{key}`, and its value goes to `{name}`: they must be the same.");
            let hint = format!("Write `{name}={{{name}}}`, or rename the parameter to `{key}`.");
            let key_range = context.before(range, key);
            let finding = Finding::new(&ROUTE_QUERY_KEY, range, message).hint(hint);
            found.push(match key_range {
                Some(key) => finding.fix(format!("Write `{name}={{{name}}}`"), vec![(key, name.to_owned())]),
                None => finding,
            });
        }
        if let Some(parameter) = function.parameters.iter().find(|parameter| parameter.name.name == name) {
            kind(context, parameter, is_query, found);
        }
        seen.push(name);
        before.push_str("{}");
    }
}

impl ItemContext<'_> {
    /// The place of the key that stands, with a `=`, before a value of the query.
    fn before(&self, value: TextRange, key: &str) -> Option<TextRange> {
        let end = value.start().checked_sub(TextSize::from(1))?;
        let range = TextRange::new(end.checked_sub(TextSize::of(key))?, end);
        let written = self.item.text(self.db).get(usize::from(range.start())..usize::from(range.end()));
        (written == Some(key)).then_some(range)
    }
}

/// The key before a value of the query: `limit` of `/notes?sort={}&limit=`.
fn query_key(before: &str) -> Option<&str> {
    let (_, query) = before.split_once('?')?;
    query.rsplit(['&', '?']).next()?.strip_suffix('=')
}

/// `route-query-template`: what follows the `?` are pairs `key={name}`. Gives whether something else was found.
fn query_template(
    context: &ItemContext<'_>,
    function: &Function,
    literal: &StrLiteral,
    range: TextRange,
    found: &mut Vec<Finding>,
) -> bool {
    let mut shape = String::new();
    for part in &literal.parts {
        match part {
            StrPart::Text(text) => shape.push_str(text),
            StrPart::Interpolation { value, .. } if context.lowered.body.exprs[*value] == Expr::Missing => {
                return false;
            }
            StrPart::Interpolation { .. } => shape.push_str("{}"),
        }
    }
    let Some((_, query)) = shape.split_once('?') else { return false };
    let is_pair =
        |pair: &str| pair.strip_suffix("={}").is_some_and(|key| !key.is_empty() && !key.contains(['{', '=', '?', ' ']));
    if query.split('&').all(is_pair) {
        return false;
    }
    let finding =
        Finding::new(&ROUTE_QUERY_TEMPLATE, range, "After the `?` of a path stand pairs of a key and a parameter.")
            .hint("Write `?limit={limit}&sort={sort}`, with `&` between two of them.");
    found.push(match right_query(context, function, range) {
        Some((place, query)) => finding.fix(format!("Write `?{query}`"), vec![(place, query)]),
        None => finding,
    });
    true
}

/// The query with a pair for each parameter of the function that it names, and where it stands. `None` when it names
/// something else.
fn right_query(context: &ItemContext<'_>, function: &Function, literal: TextRange) -> Option<(TextRange, String)> {
    let written = context.item.text(context.db).get(usize::from(literal.start())..usize::from(literal.end()))?;
    let (path, query) = written.strip_prefix('"')?.strip_suffix('"')?.split_once('?')?;
    let is_separator = |character: char| !character.is_alphanumeric() && character != '_';
    let mut names: Vec<&str> = Vec::new();
    for name in query.split(is_separator).filter(|name| !name.is_empty()) {
        if !function.parameters.iter().any(|parameter| parameter.name.name == name) {
            return None;
        }
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let pairs: Vec<String> = names.iter().map(|name| format!("{name}={{{name}}}")).collect();
    let start = literal.start() + TextSize::of(path) + TextSize::from(2);
    let place = TextRange::at(start, TextSize::of(query));
    (!pairs.is_empty()).then(|| (place, pairs.join("&")))
}

/// `route-path-style`
fn style(literal: &StrLiteral, range: TextRange, found: &mut Vec<Finding>) {
    let mut texts = literal.parts.iter().filter_map(|part| match part {
        StrPart::Text(text) => Some(text.as_str()),
        StrPart::Interpolation { .. } => None,
    });
    let message = if texts.clone().any(|text| text.contains(char::is_whitespace)) {
        "The path contains white space, which clients have to write as `%20`."
    } else if texts.any(|text| text.split('?').next().is_some_and(|it| it.contains(char::is_uppercase))) {
        "The path contains capital letters, which tell paths apart."
    } else {
        return;
    };
    found.push(Finding::new(&ROUTE_PATH_STYLE, range, message).hint("Use small letters, digits and `-`."));
}

/// `route-parameter-type`, `route-parameter-nullable`
fn kind(context: &ItemContext<'_>, parameter: &Parameter, is_query: bool, found: &mut Vec<Finding>) {
    let Some(annotation) = &parameter.ty else { return };
    let ty = context.parameter_type(parameter);
    let plain = ty.without_null();
    let name = &parameter.name.name;
    if !is_unknown(plain) && !is_primitive(plain) {
        let message = format!("An address is text; it cannot hold the `{plain}` of `{name}`.");
        found.push(
            Finding::new(&ROUTE_PARAMETER_TYPE, annotation.range, message)
                .hint("Take a `Str`, `Int`, `Float` or `Bool`, and make the rest of it in the function."),
        );
    } else if let (false, TypeRefKind::Nullable(inner)) = (is_query, &annotation.kind) {
        let message = format!("`{name}` is a part of the path, so it is never `null`.");
        found.push(
            Finding::new(&ROUTE_PARAMETER_NULLABLE, annotation.range, message)
                .hint("Leave the `?` out; in the query it makes a value optional.")
                .fix(
                    "Remove the `?`",
                    vec![(TextRange::new(inner.range.end(), annotation.range.end()), String::new())],
                ),
        );
    }
}

fn missing(context: &ItemContext<'_>, function: &Function, name: &str, range: TextRange) -> Finding {
    let message = format!("`{}` has no parameter `{name}` for this part of the path.", function.name.name);
    let finding = Finding::new(&ROUTE_PARAMETER_MISSING, range, message);
    let names = function.parameters.iter().map(|parameter| parameter.name.name.as_str());
    if let Some(closest) = nearest(name, names) {
        return finding
            .hint(format!("Did you mean `{closest}`?"))
            .fix(format!("Change to `{closest}`"), vec![(range, format!("{{{closest}}}"))]);
    }
    let finding = finding.hint(format!("Add a parameter `{name}: Str`, or `{name}: Int` for a number."));
    let parameter = format!("{name}: Str");
    finding.fix(format!("Add the parameter `{parameter}`"), context.add_parameter(function, &parameter))
}
