//! `@header` and `@cookie`: the parameter that each of them fills.

use fitz_rules::families::handlers::{
    HEADER_PARAMETER_MISSING, HEADER_PARAMETER_TYPE, HEADER_TWICE, PARAMETER_BOUND_TWICE,
};
use fitz_syntax::TextRange;

use super::super::ItemContext;
use super::support::{ROUTES, bound_parameter, plain};
use crate::diagnostic::Finding;
use crate::hir::{Decorator, DecoratorArgument, Expr, Function, Parameter, StrPart};
use crate::nearest::nearest;
use crate::ty::{Builtin, Ty};

/// A decorator with what it reads, and the parameter that it fills.
struct Bound<'a> {
    decorator: &'a Decorator,
    source: &'a DecoratorArgument,
    /// The name on the wire.
    name: &'a str,
    parameter: String,
}

pub(super) fn check(context: &ItemContext<'_>, function: &Function, found: &mut Vec<Finding>) {
    if function.name.name.is_empty() || context.lowered.is_broken {
        return;
    }
    let bound: Vec<Bound<'_>> = context.lowered.decorators.iter().filter_map(|it| bound(context, it)).collect();
    for (index, it) in bound.iter().enumerate() {
        let before = bound.get(..index).unwrap_or_default();
        if let Some(first) = before.iter().find(|other| is_same(it, other)) {
            found.push(twice(context, it, first));
            continue;
        }
        match function.parameters.iter().find(|parameter| parameter.name.name == it.parameter) {
            None => found.push(missing(context, function, it)),
            Some(parameter) => {
                found.extend(wrong_type(context, it, parameter));
                found.extend(bound_twice(context, it, before));
            }
        }
    }
}

fn bound<'a>(context: &'a ItemContext<'_>, decorator: &'a Decorator) -> Option<Bound<'a>> {
    if !matches!(decorator.name.name.as_str(), "header" | "cookie") {
        return None;
    }
    let source = decorator.keyword("name")?;
    let name = plain(context.lowered, source).filter(|name| !name.trim().is_empty())?;
    let parameter = bound_parameter(context.lowered, decorator).filter(|name| !name.trim().is_empty())?;
    Some(Bound { decorator, source, name, parameter })
}

/// Headers are the same whatever the case of their letters; cookies are not.
fn is_same(a: &Bound<'_>, b: &Bound<'_>) -> bool {
    a.decorator.name.name == b.decorator.name.name
        && match a.decorator.name.name.as_str() {
            "header" => a.name.eq_ignore_ascii_case(b.name),
            _ => a.name == b.name,
        }
}

fn words(it: &Bound<'_>) -> &'static str {
    if it.decorator.name.name == "header" { "header" } else { "cookie" }
}

/// `header-twice`
fn twice(context: &ItemContext<'_>, it: &Bound<'_>, first: &Bound<'_>) -> Finding {
    let message = format!("The {} `{}` is read twice.", words(it), it.name);
    Finding::new(&HEADER_TWICE, context.lowered.body.expr_range(it.source.value), message)
        .hint("Read it once, and use the parameter wherever it is needed.")
        .related(context.pointer(first.source.range), "It is read here first.")
        .fix("Remove the second one", vec![(context.removal(it.decorator), String::new())])
}

/// `header-parameter-missing`
fn missing(context: &ItemContext<'_>, function: &Function, it: &Bound<'_>) -> Finding {
    let into = it.decorator.keyword("into");
    let shown = into.unwrap_or(it.source);
    let range = context.lowered.body.expr_range(shown.value);
    let (kind, parameter) = (words(it), &it.parameter);
    let message = format!("The {kind} `{}` goes to `{parameter}`, and the function has no such parameter.", it.name);
    let finding = Finding::new(&HEADER_PARAMETER_MISSING, range, message);
    let names = function.parameters.iter().map(|parameter| parameter.name.name.as_str());
    match (into, nearest(parameter, names)) {
        (Some(_), Some(closest)) => finding
            .hint(format!("Did you mean `{closest}`?"))
            .fix(format!("Change to `\"{closest}\"`"), vec![(range, format!("\"{closest}\""))]),
        _ => {
            let added = format!("{parameter}: Str?");
            let hint = match into {
                Some(_) => format!("Add a parameter `{added}`."),
                None => format!(
                    "The parameter is named like the {kind}, in lower case and with `_` for `-`. Add `{added}`, or choose \
                     another name with `into`."
                ),
            };
            let title = format!("Add the parameter `{added}`");
            finding.hint(hint).fix(title, context.add_parameter(function, &added))
        }
    }
}

/// `header-parameter-type`
fn wrong_type(context: &ItemContext<'_>, it: &Bound<'_>, parameter: &Parameter) -> Option<Finding> {
    let name = &parameter.name.name;
    let Some(annotation) = &parameter.ty else {
        let message = format!("`{name}` is filled by the {} `{}`, and has no type.", words(it), it.name);
        return Some(
            Finding::new(&HEADER_PARAMETER_TYPE, parameter.name.range, message)
                .hint("Declare a `Str`, or a `Str?` when it may be missing.")
                .fix("Declare `Str?`", vec![(TextRange::empty(parameter.name.range.end()), ": Str?".to_owned())]),
        );
    };
    let ty = context.parameter_type(parameter);
    if ty == Ty::Any || ty.without_null().is(Builtin::Str) {
        return None;
    }
    let message = format!("The {} `{}` is text; it cannot be the `{ty}` of `{name}`.", words(it), it.name);
    let written = if matches!(ty, Ty::Nullable(_)) { "Str?" } else { "Str" };
    Some(
        Finding::new(&HEADER_PARAMETER_TYPE, annotation.range, message)
            .hint("Take a `Str`, or a `Str?` when it may be missing, and read the value from it in the function.")
            .fix(format!("Change to `{written}`"), vec![(annotation.range, written.to_owned())]),
    )
}

/// `parameter-bound-twice`: by two headers or cookies, or by one and the path.
fn bound_twice(context: &ItemContext<'_>, it: &Bound<'_>, before: &[Bound<'_>]) -> Option<Finding> {
    let shown = it.decorator.keyword("into").unwrap_or(it.source);
    let place = match before.iter().find(|other| other.parameter == it.parameter) {
        Some(other) => other.decorator.range,
        None => part_of_path(context, &it.parameter)?,
    };
    let message = format!("`{}` is filled from two places; only one of the values arrives.", it.parameter);
    Some(
        Finding::new(&PARAMETER_BOUND_TWICE, context.lowered.body.expr_range(shown.value), message)
            .hint("Give one of them a parameter of its own, with `into`.")
            .related(context.pointer(place), format!("`{}` is filled here too.", it.parameter)),
    )
}

fn part_of_path(context: &ItemContext<'_>, name: &str) -> Option<TextRange> {
    let body = &context.lowered.body;
    let routes = context.lowered.decorators.iter().filter(|it| {
        let name = it.name.name.as_str();
        name == "ws" || ROUTES.contains(&name)
    });
    routes.filter_map(|route| route.positional().next()).find_map(|path| match &body.exprs[path.value] {
        Expr::Str(literal) => literal.parts.iter().find_map(|part| match part {
            StrPart::Interpolation { value, range, .. } => {
                matches!(&body.exprs[*value], Expr::Name(it) if it == name).then_some(*range)
            }
            StrPart::Text(_) => None,
        }),
        _ => None,
    })
}
