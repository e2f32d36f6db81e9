//! `ws/path-slash`, `ws/path-query`, `ws/path-parameter`: the path of an endpoint.

use fitz_rules::families::endpoints::{PATH_PARAMETER, PATH_QUERY, PATH_SLASH};
use fitz_syntax::{TextRange, TextSize};

use crate::diagnostic::Finding;
use crate::endpoint::PathParameter;
use crate::hir::{Expr, StrLiteral, StrPart};
use crate::nearest::nearest;
use crate::rules::decorators::is_primitive;
use crate::rules::view::View;
use crate::signatures::resolve_type;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some((path, range)) = view.socket_path() else { return };
    let Some(literal) = view.socket_literal() else { return };
    if !path.starts_with('/') {
        found.push(no_slash(view, &path, range));
    }
    let query = query(view, literal, range);
    found.extend(query.map(|query| no_query(view, query)));
    let end = query.map_or(range.end(), TextRange::start);
    found.extend(problems(view, literal).into_iter().filter(|(range, _)| range.start() < end).map(|(_, it)| it));
}

/// Whether something is wrong with what stands between these braces of the path.
pub(in super::super) fn is_wrong(view: &View<'_>, literal: &StrLiteral, braces: TextRange) -> bool {
    problems(view, literal).iter().any(|(range, _)| *range == braces)
}

fn no_slash(view: &View<'_>, path: &str, literal: TextRange) -> Finding {
    let message = format!("The path `{path}` does not start with `/`.");
    let finding = Finding::new(&PATH_SLASH, literal, message).hint("Paths are absolute: write `/` first.");
    let is_plain = view.source(literal).starts_with('"') && !view.source(literal).starts_with("\"\"\"");
    let start = TextRange::empty(literal.start() + TextSize::of('"'));
    if is_plain { finding.fix("Insert `/`", vec![(start, "/".to_owned())]) } else { finding }
}

/// The query or the fragment of the path, without the quote at its end. The whole literal when it is written with escapes.
fn query(view: &View<'_>, literal: &StrLiteral, range: TextRange) -> Option<TextRange> {
    let is_text_with = |part: &StrPart| matches!(part, StrPart::Text(text) if text.contains(['?', '#']));
    if !literal.parts.iter().any(is_text_with) {
        return None;
    }
    let source = view.source(range);
    let written = source.char_indices().filter(|(_, c)| matches!(c, '?' | '#')).find_map(|(offset, _)| {
        let start = range.start() + TextSize::try_from(offset).ok()?;
        let is_inside = |part: &StrPart| matches!(part, StrPart::Interpolation { range, .. } if range.contains(start));
        (!literal.parts.iter().any(is_inside)).then_some(start)
    });
    let quotes = if source.ends_with("\"\"\"") { 3 } else { 1 };
    Some(written.map_or(range, |start| TextRange::new(start, range.end() - TextSize::from(quotes))))
}

fn no_query(view: &View<'_>, query: TextRange) -> Finding {
    let what = if view.source(query).starts_with('#') { "fragment" } else { "query" };
    let finding = Finding::new(&PATH_QUERY, query, format!("The path of an endpoint has no {what}."))
        .hint("Leave it out. What a client is to say beside the path comes in a header, a cookie or the first frame.");
    if view.source(query).starts_with(['?', '#']) {
        finding.fix("Remove it", vec![(query, String::new())])
    } else {
        finding
    }
}

/// What is wrong between the braces of the path, with the braces.
fn problems(view: &View<'_>, literal: &StrLiteral) -> Vec<(TextRange, Finding)> {
    let mut seen: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for part in &literal.parts {
        let StrPart::Interpolation { value, format, range } = part else { continue };
        let name = match view.expr(*value) {
            Expr::Name(name) if format.is_none() => name.as_str(),
            // It is being typed.
            Expr::Missing => continue,
            _ => {
                let message = "In a path, `{}` holds the name of a parameter and nothing else.";
                let finding = Finding::new(&PATH_PARAMETER, *range, message).hint("Write the name alone: `{id}`.");
                found.push((*range, finding));
                continue;
            }
        };
        if let Some(finding) = problem(view, name, *range, &seen) {
            found.push((*range, finding));
        }
        seen.push(name);
    }
    found
}

fn problem(view: &View<'_>, name: &str, range: TextRange, seen: &[&str]) -> Option<Finding> {
    let function = view.lowered.function()?;
    let parameters = || function.parameters.iter().map(|parameter| parameter.name.name.as_str());
    if !PathParameter::is_addressable(name) {
        let message =
            format!("`{name}` cannot stand in an address: clients and documents know only plain names there.");
        let hint = "Rename it: letters without accents, digits and `_` can be used.";
        return Some(Finding::new(&PATH_PARAMETER, range, message).hint(hint));
    }
    if seen.contains(&name) {
        let message = format!("`{{{name}}}` stands in the path twice.");
        return Some(Finding::new(&PATH_PARAMETER, range, message).hint("Give each part a name of its own."));
    }
    if parameters().any(|parameter| parameter == name) {
        return None;
    }
    let message = format!("`{}` has no parameter `{name}` for this part of the path.", function.name.name);
    let finding = Finding::new(&PATH_PARAMETER, range, message);
    // The connection is no text, whatever its name is like.
    let others = function
        .parameters
        .iter()
        .filter(|it| it.ty.as_ref().is_none_or(|ty| is_primitive(&resolve_type(view.db, view.id.file, ty))));
    let closest = nearest(name, others.map(|parameter| parameter.name.name.as_str()));
    Some(match closest {
        Some(closest) => finding
            .hint(format!("Did you mean `{closest}`?"))
            .fix(format!("Change to `{closest}`"), vec![(range, format!("{{{closest}}}"))]),
        None => finding.hint(format!("Add a parameter `{name}: Str`, or `{name}: Int` for a number.")),
    })
}
