//! The parameters of an HTTP handler that neither the path nor a header fills: the user, the body, and what is taken for
//! one.

use fitz_rules::families::handlers::HIDDEN_REQUIRED;
use fitz_rules::families::routes::{ROUTE_GET_BODY, ROUTE_INJECTED, ROUTE_TWO_BODIES, ROUTE_USER_AS_BODY};
use fitz_syntax::{TextRange, TextSize};

use super::super::ItemContext;
use super::auth::{ACCESS, user_of};
use super::declaration::{declaration_of, texts};
use super::program::Programs;
use super::support::{ROUTES, bound_parameter, is_library_record, is_primitive};
use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::hir::{Decorator, Expr, Function, Parameter, StrPart};
use crate::inference::structs::is_required;
use crate::roles::may_have_any_role;
use crate::scope::resolve_name;
use crate::signatures::nominal_fields;
use crate::ty::{Builtin, Name, Nominal, Ty};

pub(super) fn check_program(context: &ItemContext<'_>, programs: &Programs<'_>, found: &mut Vec<Finding>) {
    let Some(function) = context.lowered.function() else { return };
    // A decorator that does not exist may be the one that fills a parameter.
    if context.lowered.is_broken || function.name.name.is_empty() || may_have_any_role(context.db, context.item) {
        return;
    }
    let routes: Vec<&Decorator> =
        context.lowered.decorators.iter().filter(|it| ROUTES.contains(&it.name.name.as_str())).collect();
    // Beside a decorator that a route cannot stand with, the parameters may be those of the other one.
    let conflicts: Vec<&str> =
        declaration_of(context.db, "get", "fn").map(|route| texts(route, "conflicts").collect()).unwrap_or_default();
    if context.lowered.decorators.iter().any(|it| conflicts.contains(&it.name.name.as_str())) {
        return;
    }
    let Some(bodies) = bodies(context, function, &routes, programs, found) else { return };
    for body in bodies.iter().skip(1) {
        let first = bodies.first().map_or(body.range, |first| first.range);
        let finding = second_body(context, body, first, &routes);
        found.push(match bodies.as_slice() {
            [first, second] if !finding.has_fix() => match merged(context, function, first, second) {
                Some((name, edits)) => finding.fix_elsewhere(format!("Make both fields of a type `{name}`"), edits),
                None => finding,
            },
            _ => finding,
        });
    }
    if let Some(body) = bodies.first() {
        found.extend(body_of_get(context, body, &routes));
        hidden_fields(context, body, found);
    }
}

/// The parameters that are taken for the body. `None` when that is not established.
fn bodies<'a>(
    context: &ItemContext<'_>,
    function: &'a Function,
    routes: &[&Decorator],
    programs: &Programs<'_>,
    found: &mut Vec<Finding>,
) -> Option<Vec<&'a Parameter>> {
    // With several paths, a parameter may be a part of one of them.
    let [route] = routes else { return None };
    let bound = bound_names(context, function, route)?;
    let users = users(context, programs)?;
    let access = context.lowered.decorators.iter().any(|it| ACCESS.contains(&it.name.name.as_str()));
    let is_user = |ty: &Ty| users.iter().any(|user| *ty.without_null() == Ty::Nominal(user.clone()));
    let has_user = function.parameters.iter().any(|parameter| is_user(&context.parameter_type(parameter)));
    // The parameter that is meant as the user is another finding.
    if access && !has_user {
        return None;
    }
    let mut bodies = Vec::new();
    for parameter in &function.parameters {
        if parameter.name.name.is_empty() {
            return None;
        }
        let ty = context.parameter_type(parameter);
        if bound.contains(&parameter.name.name) || parameter.is_variadic || parameter.default.is_some() {
            continue;
        }
        if ty.is(Builtin::DbConn) || is_user(&ty) && access {
            continue;
        }
        if let Some(annotation) = &parameter.ty
            && let Some(finding) = not_injected(context, parameter, &ty, annotation.range)
        {
            found.push(finding);
        } else if is_user(&ty) {
            found.push(user_as_body(context, parameter, &ty));
        } else {
            bodies.push(parameter);
        }
    }
    Some(bodies)
}

/// The types of users that the program knows. `None` when a provider does not say its own.
fn users(context: &ItemContext<'_>, programs: &Programs<'_>) -> Option<Vec<Nominal>> {
    programs.marks("auth_provider").map(|provider| user_of(context.db, &provider.item)).collect()
}

/// The parameters that the path, headers and cookies fill. `None` when one of these is not established.
fn bound_names(context: &ItemContext<'_>, function: &Function, route: &Decorator) -> Option<Vec<Name>> {
    let mut names = Vec::new();
    let body = &context.lowered.body;
    let Expr::Str(path) = &body.exprs[route.positional().next()?.value] else { return None };
    for part in &path.parts {
        if let StrPart::Interpolation { value, .. } = part {
            let Expr::Name(name) = &body.exprs[*value] else { return None };
            names.push(name.clone());
        }
    }
    for decorator in context.lowered.decorators.iter().filter(|it| matches!(it.name.name.as_str(), "header" | "cookie"))
    {
        names.push(Name::from(bound_parameter(context.lowered, decorator)?));
    }
    // A name that is no parameter may be meant as one of those that are left.
    let is_parameter = |name: &Name| function.parameters.iter().any(|parameter| parameter.name.name == *name);
    names.iter().all(is_parameter).then_some(names)
}

/// `route-injected`
fn not_injected(context: &ItemContext<'_>, parameter: &Parameter, ty: &Ty, range: TextRange) -> Option<Finding> {
    let plain = ty.without_null();
    let hint = if is_library_record(context.db, plain, "Request") {
        "Read single headers with `@header`. A `@middleware` function sees the whole request."
    } else if plain.is(Builtin::WsConn) {
        "Connections belong to handlers with `@ws`."
    } else {
        return None;
    };
    let message = format!("Nobody gives a `{plain}` to a route: `{}` is taken for the body.", parameter.name.name);
    Some(Finding::new(&ROUTE_INJECTED, range, message).hint(hint))
}

/// `route-user-as-body`
fn user_as_body(context: &ItemContext<'_>, parameter: &Parameter, ty: &Ty) -> Finding {
    let message = format!(
        "Without an access decorator, `{}: {ty}` is the body: anybody can claim to be any user.",
        parameter.name.name
    );
    Finding::new(&ROUTE_USER_AS_BODY, parameter.range, message)
        .hint("Write `@authenticated` above the route, so that the provider says who it is.")
        .fix("Add `@authenticated`", vec![(TextRange::empty(context.before_first()), "@authenticated\n".to_owned())])
}

/// `route-two-bodies`
fn second_body(context: &ItemContext<'_>, body: &Parameter, first: TextRange, routes: &[&Decorator]) -> Finding {
    let name = &body.name.name;
    let message = format!("A request has one body, and `{name}` would be a second one.");
    let finding = Finding::new(&ROUTE_TWO_BODIES, body.range, message)
        .related(context.pointer(first), "This parameter is the body.");
    match to_query(context, body, routes) {
        Some((place, text)) => finding
            .hint(format!("Take it from the query, `?{name}={{{name}}}`, or make both fields of one type."))
            .fix(format!("Read `{name}` from the query"), vec![(place, text)]),
        None => finding.hint("Make both fields of one type, or read one from the path or from a header."),
    }
}

/// The changes that make two bodies the fields of one type, and the name of that type. The function still knows both by
/// their names.
fn merged(
    context: &ItemContext<'_>,
    function: &Function,
    first: &Parameter,
    second: &Parameter,
) -> Option<(String, Vec<(SourcePointer, String)>)> {
    let (db, text) = (context.db, context.item.text(context.db));
    let written = |range: TextRange| text.get(usize::from(range.start())..usize::from(range.end()));
    let block = context.lowered.body.expr_range(function.body.filter(|_| !function.is_expression_body)?);
    let annotation = |parameter: &Parameter| written(parameter.ty.as_ref()?.range);
    let (first_type, second_type) = (annotation(first)?, annotation(second)?);
    let name: String = function.name.name.split('_').flat_map(capitalized).chain("Body".chars()).collect();
    let body = ["body", "input", "given"].into_iter().find(|name| !text.contains(name))?;
    let before = function.parameters.iter().take_while(|parameter| parameter.range != second.range).last()?;
    if resolve_name(db, context.item.id(db).file, &name).is_some() {
        return None;
    }
    let (a, b) = (&first.name.name, &second.name.name);
    let start = TextRange::empty(block.start() + TextSize::from(1));
    let rest = written(TextRange::new(start.end(), block.end()))?;
    let end = if rest.trim_start_matches(' ').starts_with(['\n', '\r']) { "" } else { "\n   " };
    let edits = vec![
        (context.above()?, format!("type {name} {{ {a}: {first_type}, {b}: {second_type} }}\n\n")),
        (context.pointer(first.range), format!("{body}: {name}")),
        (context.pointer(TextRange::new(before.range.end(), second.range.end())), String::new()),
        (context.pointer(start), format!("\n    let {a} = {body}.{a}\n    let {b} = {body}.{b}{end}")),
    ];
    Some((name, edits))
}

fn capitalized(word: &str) -> impl Iterator<Item = char> {
    let mut characters = word.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters)
}

/// `route-get-body`
fn body_of_get(context: &ItemContext<'_>, body: &Parameter, routes: &[&Decorator]) -> Option<Finding> {
    let [route] = routes else { return None };
    let method = route.name.name.as_str();
    if !matches!(method, "get" | "delete") {
        return None;
    }
    let name = &body.name.name;
    let message = format!("`{name}` is the body, and most clients send none with `{}`.", method.to_uppercase());
    let finding = Finding::new(&ROUTE_GET_BODY, body.range, message);
    Some(match to_query(context, body, routes) {
        Some((place, text)) => finding
            .hint(format!("Write `{name}={{{name}}}` into the query of the path."))
            .fix(format!("Read `{name}` from the query"), vec![(place, text)]),
        None => finding
            .hint("Take it with `@post` or `@put`.")
            .fix("Change to `@post`", vec![(route.name.range, "post".to_owned())]),
    })
}

/// The change of the path by which the query fills a parameter, if it can.
fn to_query(context: &ItemContext<'_>, parameter: &Parameter, routes: &[&Decorator]) -> Option<(TextRange, String)> {
    let [route] = routes else { return None };
    if parameter.ty.is_none() || !is_primitive(context.parameter_type(parameter).without_null()) {
        return None;
    }
    let literal = context.lowered.body.expr_range(route.positional().next()?.value);
    let written = context.item.text(context.db).get(usize::from(literal.start())..usize::from(literal.end()))?;
    let path = written.strip_prefix('"')?.strip_suffix('"')?;
    let name = &parameter.name.name;
    let joint = match path.split_once('?') {
        None => "?",
        Some((_, "")) => "",
        Some(_) => "&",
    };
    let place = TextRange::empty(literal.end().checked_sub(TextSize::from(1))?);
    Some((place, format!("{joint}{name}={{{name}}}")))
}

/// `hidden-required`
fn hidden_fields(context: &ItemContext<'_>, body: &Parameter, found: &mut Vec<Finding>) {
    let (Some(annotation), Ty::Nominal(nominal)) = (&body.ty, context.parameter_type(body)) else { return };
    for field in nominal_fields(context.db, &nominal) {
        if field.hidden && is_required(context.db, &field) {
            let message = format!(
                "No client can send a `{}`: its field `{}` is hidden from clients and has no default.",
                nominal.name, field.name
            );
            found.push(
                Finding::new(&HIDDEN_REQUIRED, annotation.range, message)
                    .hint("Give the field a default, or take a type with the fields that clients send.")
                    .related(field.name_pointer, format!("`{}` is declared here.", field.name)),
            );
        }
    }
}
