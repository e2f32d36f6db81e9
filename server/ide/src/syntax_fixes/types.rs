//! Types as other languages write them.

use super::spot::Spot;
use super::{Form, Mend, edit};

pub(super) const FORMS: &[Form] = &[list_behind, list_around, square_arguments, second_mark, union, comma, equals_sign];

/// `Int[]`
fn list_behind(spot: &Spot<'_>) -> Option<Mend> {
    let close = spot.skip_space(spot.end);
    let is_list = is_type(spot, "[") && spot.text.get(close..)?.starts_with(']');
    let start = type_start(spot, spot.before_end())?;
    let element = spot.slice(start, spot.before_end());
    let text = format!("List<{element}>");
    is_list.then(|| Mend::certain(format!("Write `{text}`"), vec![edit(start, close + 1, text)?]))?
}

/// `[Int]`
fn list_around(spot: &Spot<'_>) -> Option<Mend> {
    if !is_type(spot, "[") || !spot.message.starts_with("Expected a type") {
        return None;
    }
    let end = spot.closing(spot.start)?;
    let element = spot.slice(spot.end, end - 1).trim();
    let text = format!("List<{element}>");
    (!element.is_empty()).then(|| Mend::certain(format!("Write `{text}`"), vec![edit(spot.start, end, text)?]))?
}

/// `List[Int]`
fn square_arguments(spot: &Spot<'_>) -> Option<Mend> {
    let name = spot.slice(spot.word_start(spot.start), spot.start);
    if !is_type(spot, "[") || !matches!(name, "List" | "Map" | "Result" | "Future" | "WsConn") {
        return None;
    }
    let end = spot.closing(spot.start)?;
    let arguments = spot.slice(spot.end, end - 1).trim();
    let text = format!("<{arguments}>");
    (!arguments.is_empty())
        .then(|| Mend::certain(format!("Write `{name}{text}`"), vec![edit(spot.start, end, text)?]))?
}

/// `Int??`
fn second_mark(spot: &Spot<'_>) -> Option<Mend> {
    let is_second = is_type(spot, "?") && spot.before().ends_with('?');
    is_second.then(|| Mend::certain("Remove one of the two `?`", vec![edit(spot.start, spot.end, "")?]))?
}

/// `Int | null`
fn union(spot: &Spot<'_>) -> Option<Mend> {
    let start = spot.skip_space(spot.end);
    let end = spot.word_end(start);
    let is_nothing = matches!(spot.slice(start, end), "null" | "Null" | "None" | "nil" | "undefined");
    let fits = is_type(spot, "|") && is_nothing;
    let text = if spot.before().trim_end().ends_with('?') { "" } else { "?" };
    fits.then(|| Mend::certain("Write `?`", vec![edit(spot.before_end(), end, text)?]))?
}

/// `Map<Str, Int,>`
fn comma(spot: &Spot<'_>) -> Option<Mend> {
    let fits = is_type(spot, ",") && spot.hint == "Remove the comma.";
    fits.then(|| Mend::certain("Remove the comma", vec![edit(spot.start, spot.end, "")?]))?
}

/// `let xs: List<Int>= []`
fn equals_sign(spot: &Spot<'_>) -> Option<Mend> {
    let fits = spot.code == "syntax/type" && spot.hint == "Put a space between `>` and `=`.";
    let at = spot.end.checked_sub(1)?;
    fits.then(|| Mend::certain("Put a space between `>` and `=`", vec![edit(at, at, " ")?]))?
}

fn is_type(spot: &Spot<'_>, found: &str) -> bool {
    spot.code == "syntax/type" && spot.found() == found
}

/// Where the type starts that ends at an offset: `Int`, `Int?`, `List<Int>`.
fn type_start(spot: &Spot<'_>, end: usize) -> Option<usize> {
    let text = spot.text.get(..end)?;
    let end = text.strip_suffix('?').unwrap_or(text).len();
    let end = if spot.text.get(..end)?.ends_with('>') { spot.opening(end)? } else { end };
    let start = spot.word_start(end);
    (start < end).then_some(start)
}
