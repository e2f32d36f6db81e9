//! Makes a message in a function of its own that needs no connection, with a test: there is no client in `fitz test`.

use fitz_analysis::hir::{Expr, ExprId, FieldInit};
use fitz_analysis::{Builtin, LocalId, Resolution, Ty, kind_literals, nominal_fields};
use fitz_syntax::{TextRange, TextSize};

use super::{Assist, Entry, Place};

/// How deep the records of an example are.
pub(super) const DEPTH: usize = 3;

pub(super) const ENTRY: Entry = Entry { kind: "refactor.extract.message", keeps_meaning: false, find: assist };

/// At a message that is made where it is sent.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let id = place.smallest(|expr| matches!(expr, Expr::Struct { .. }))?;
    let Expr::Struct { name, fields } = &place.lowered.body.exprs[id] else { return None };
    let range = place.range(id);
    if !place.is_pushed(id) || !place.is_function() || !place.is_writable(place.inference.expr_type(id)) {
        return None;
    }
    let inside: Vec<ExprId> =
        place.lowered.body.exprs.iter().map(|(id, _)| id).filter(|it| range.contains_range(place.range(*it))).collect();
    // What waits, leaves or binds names stays in the handler.
    let is_plain = |id: &ExprId| {
        !matches!(
            place.lowered.body.exprs[*id],
            Expr::Await(_)
                | Expr::Try(_)
                | Expr::Closure(_)
                | Expr::Block(_)
                | Expr::Match { .. }
                | Expr::ListComprehension { .. }
                | Expr::MapComprehension { .. }
        )
    };
    if !inside.iter().all(is_plain) {
        return None;
    }
    let parameters = parameters(place, &inside)?;
    let function = function_name(place, &name.name, fields)?;
    let declared: Vec<String> = parameters.iter().map(|(name, ty, _)| format!("{name}: {ty}")).collect();
    let names: Vec<&str> = parameters.iter().map(|(name, ..)| name.as_str()).collect();
    let examples: Vec<&str> = parameters.iter().map(|(.., example)| example.as_str()).collect();
    let checks = checks(place, fields, &parameters);
    if checks.is_empty() {
        return None;
    }
    let text = format!(
        "\n\nfn {function}({}) -> {} => {}\n\n@test\nfn {function}_is_complete() {{\n    let made = {function}({})\n{checks}}}",
        declared.join(", "),
        name.name,
        place.source(range),
        examples.join(", "),
    );
    let end = TextRange::empty(TextSize::of(&**place.item.text(place.db)));
    place.assist(
        &format!("Make this message in a function `{function}`, with a test"),
        vec![(range, format!("{function}({})", names.join(", "))), (end, text)],
    )
}

/// The variables that the message is made of, each with its type and an example.
fn parameters(place: &Place<'_>, inside: &[ExprId]) -> Option<Vec<(String, Ty, String)>> {
    let mut seen: Vec<LocalId> = Vec::new();
    let mut found = Vec::new();
    for id in inside {
        let Some(Resolution::Local(local)) = place.inference.resolutions.get(id) else { continue };
        if !matches!(place.lowered.body.exprs[*id], Expr::Name(_)) || seen.contains(local) {
            continue;
        }
        seen.push(*local);
        let ty = place.inference.expr_type(*id);
        let name = place.inference.local(*local)?.name.to_string();
        if ty.is(Builtin::WsConn) || !place.is_writable(ty) {
            return None;
        }
        found.push((place.range(*id).start(), (name, ty.clone(), example(place, ty, DEPTH)?)));
    }
    found.sort_by_key(|(start, _)| *start);
    Some(found.into_iter().map(|(_, parameter)| parameter).collect())
}

/// `joined_event` for an `Event` whose kind is `joined`.
fn function_name(place: &Place<'_>, ty: &str, fields: &[FieldInit]) -> Option<String> {
    let kind = fields.iter().find_map(|field| match &place.lowered.body.exprs[field.value] {
        Expr::Str(literal) => literal.plain(),
        _ => None,
    });
    let is_word = |text: &&str| {
        text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    };
    let stem = snake(ty);
    let named = kind.filter(is_word).map(|kind| format!("{kind}_{stem}"));
    let names = named.into_iter().chain([format!("new_{stem}")]);
    names.into_iter().find(|name| place.is_free(name) && place.is_free(&format!("{name}_is_complete")))
}

/// `RoomEvent` as `room_event`.
pub(super) fn snake(name: &str) -> String {
    let mut text = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.extend(c.to_lowercase());
    }
    text
}

/// What the test says of the fields that are literals or plain parameters.
fn checks(place: &Place<'_>, fields: &[FieldInit], parameters: &[(String, Ty, String)]) -> String {
    let mut text = String::new();
    for field in fields {
        let value = match &place.lowered.body.exprs[field.value] {
            Expr::Int(_) | Expr::Bool(_) => Some(place.source(place.range(field.value))),
            Expr::Str(literal) if literal.plain().is_some() => Some(place.source(place.range(field.value))),
            Expr::Name(name) => {
                let parameter = parameters.iter().find(|(parameter, ..)| name == parameter);
                parameter
                    .filter(|(_, ty, _)| *ty == Ty::str() || *ty == Ty::int())
                    .map(|(.., example)| example.as_str())
            }
            _ => None,
        };
        if let Some(value) = value {
            text.push_str(&format!("    assert_eq(made.{}, {value})\n", field.name.name));
        }
    }
    text
}

/// Some value of a type.
pub(super) fn example(place: &Place<'_>, ty: &Ty, depth: usize) -> Option<String> {
    match ty {
        Ty::Nullable(_) => Some("null".to_owned()),
        Ty::Nominal(nominal) if depth > 0 => {
            let fields = nominal_fields(place.db, nominal);
            let required = fields.iter().filter(|it| it.default.is_none() && !matches!(it.ty, Ty::Nullable(_)));
            let given: Option<Vec<String>> = required
                .map(|field| {
                    // A text that tells messages apart is one of those that the program knows.
                    let kind = kind_literals(place.db, place.file, nominal, &field.name).into_iter().next();
                    let kind = kind.filter(|kind| field.ty == Ty::str() && !kind.contains(['"', '\\', '{', '}', '\n']));
                    let value = kind.map(|kind| format!("\"{kind}\"")).or_else(|| example(place, &field.ty, depth - 1));
                    Some(format!("{}: {}", field.name, value?))
                })
                .collect();
            place.is_writable(ty).then_some(())?;
            Some(format!("{} {{ {} }}", nominal.name, given?.join(", ")))
        }
        ty if *ty == Ty::str() => Some("\"example\"".to_owned()),
        ty if *ty == Ty::int() => Some("1".to_owned()),
        ty if ty.is(Builtin::Bool) => Some("true".to_owned()),
        ty if ty.is(Builtin::Float) => Some("1.0".to_owned()),
        ty if ty.is(Builtin::List) => Some("[]".to_owned()),
        ty if ty.is(Builtin::Map) => Some("{}".to_owned()),
        _ => None,
    }
}
