//! `compat/ws-path-param`: `@ws("/users/{email}/feed")`.

use fitz_rules::families::compat::WS_PATH_PARAM;
use fitz_syntax::{TextRange, TextSize};

use super::View;
use crate::diagnostic::Finding;
use crate::hir::{Decorator, Expr, StrPart};
use crate::rules::sockets;
use crate::signatures::resolve_type;
use crate::ty::Ty;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    for decorator in view.lowered.decorators_named("ws") {
        let Some(argument) = decorator.positional().next() else { continue };
        let Expr::Str(path) = view.expr(argument.value) else { continue };
        for part in &path.parts {
            let StrPart::Interpolation { value, format: None, range } = part else { continue };
            let Expr::Name(name) = view.expr(*value) else { continue };
            if sockets::is_wrong_path_part(view, path, *range) {
                continue;
            }
            let message = format!("`fitz` takes no parameters in the path of a WebSocket endpoint: `{name}`.");
            let finding = Finding::new(&WS_PATH_PARAM, *range, message).hint(
                "Take the value from a header, a cookie or the first frame, or write an endpoint for each value.",
            );
            found.push(match as_header(view, decorator, name, *range) {
                Some(edits) => finding.fix(format!("Take `{name}` from a header"), edits),
                None => finding,
            });
        }
    }
}

/// Takes the value from a header instead, if it is a text that stands between slashes.
fn as_header(
    view: &View<'_>,
    decorator: &Decorator,
    name: &str,
    braces: TextRange,
) -> Option<Vec<(TextRange, String)>> {
    let parameters = &view.lowered.function()?.parameters;
    let annotation = parameters.iter().find(|parameter| parameter.name.name == name)?.ty.as_ref()?;
    if *resolve_type(view.db, view.id.file, annotation).without_null() != Ty::str() {
        return None;
    }
    let before = view.line_before(braces.start());
    let follows_slash = before.ends_with('/') && view.after(braces.end()).starts_with(['/', '"']);
    // At least one segment has to stay.
    if !follows_slash || (before.ends_with("\"/") && view.after(braces.end()).starts_with('"')) {
        return None;
    }
    let indent = view.indent_of(decorator.range.start())?;
    let header = format!("@header(name=\"{}\", into=\"{name}\")\n{indent}", header_name(name));
    let segment = TextRange::new(braces.start() - TextSize::of('/'), braces.end());
    Some(vec![(TextRange::empty(decorator.range.start()), header), (segment, String::new())])
}

/// `X-User-Id` for `user_id`.
pub(in super::super) fn header_name(name: &str) -> String {
    let words = name.split('_').filter(|word| !word.is_empty()).map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
    });
    format!("X-{}", words.collect::<Vec<String>>().join("-"))
}
