//! Commas and closing brackets.

use super::spot::Spot;
use super::{Form, Mend, edit};

pub(super) const FORMS: &[Form] = &[
    second_comma,
    comma_at_start,
    comma_between,
    line_between,
    argument_name,
    option_name,
    bracket_at_end,
    bracket_before_body,
];

/// `1,, 2`
fn second_comma(spot: &Spot<'_>) -> Option<Mend> {
    let is_second = spot.found() == "," && spot.before().trim_end().ends_with(',');
    is_second.then(|| Mend::certain("Remove one of the two commas", vec![edit(spot.before_end(), spot.end, "")?]))?
}

/// A comma at the start of a line, where the line break separates.
fn comma_at_start(spot: &Spot<'_>) -> Option<Mend> {
    let is_first = spot.slice(spot.line_start(), spot.start).trim().is_empty();
    let after = spot.after().len() - spot.after().trim_start_matches([' ', '\t']).len();
    let fits = spot.code == "syntax/newline" && spot.found() == "," && is_first;
    fits.then(|| Mend::certain("Remove the comma", vec![edit(spot.start, spot.end + after, "")?]))?
}

/// Two parts on one line with nothing between them.
fn comma_between(spot: &Spot<'_>) -> Option<Mend> {
    let edits = || Some(vec![edit(spot.before_end(), spot.before_end(), ",")?]);
    match spot.hint {
        "Put `,` between two arms on one line." => Mend::certain("Put a comma between the arms", edits()?),
        // An operator or a bracket may be missing as well.
        hint if hint.starts_with("Put a separator between the two") => {
            Mend::likely("Put a comma between the two", edits()?)
        }
        _ => None,
    }
}

/// `let a = 1 let b = 2`
fn line_between(spot: &Spot<'_>) -> Option<Mend> {
    let starts = ["let", "return", "if", "for", "while", "loop", "match", "break", "continue"].contains(&spot.found());
    let line = spot.slice(spot.line_start(), spot.start);
    let indent = line.get(..line.len() - line.trim_start().len())?;
    let fits = starts && spot.hint.starts_with("Start a new line");
    fits.then(|| Mend::likely("Start a new line", vec![edit(spot.before_end(), spot.start, format!("\n{indent}"))?]))?
}

/// `f(name = 1)`
fn argument_name(spot: &Spot<'_>) -> Option<Mend> {
    let fits = spot.found() == "=" && spot.hint == "The arguments of a call are named with `:`.";
    let end = spot.skip_space(spot.end);
    fits.then(|| Mend::certain("Write `:`", vec![edit(spot.before_end(), end, ": ")?]))?
}

/// `@get("/", key: 1)`
fn option_name(spot: &Spot<'_>) -> Option<Mend> {
    let fits = spot.found() == ":" && spot.hint == "Replace the `:` with `=`.";
    let end = spot.skip_space(spot.end);
    fits.then(|| Mend::certain("Write `=`", vec![edit(spot.before_end(), end, "=")?]))?
}

fn bracket_at_end(spot: &Spot<'_>) -> Option<Mend> {
    closed(spot, spot.line_end())
}

/// `if f(a {`
fn bracket_before_body(spot: &Spot<'_>) -> Option<Mend> {
    let line = spot.slice(spot.end, spot.line_end());
    let head = line.strip_suffix('{').or_else(|| line.strip_suffix(')')).or_else(|| line.strip_suffix(','))?;
    closed(spot, spot.end + head.trim_end().len())
}

/// A bracket that is closed at an offset in its line. The end of a block is not known from its start.
fn closed(spot: &Spot<'_>, end: usize) -> Option<Mend> {
    let close = match spot.code {
        "syntax/unclosed-paren" => ")",
        "syntax/unclosed-bracket" => "]",
        "syntax/unclosed-generic" => ">",
        "syntax/unclosed-brace" if spot.message.contains("the map") || spot.message.contains("the struct") => "}",
        _ => return None,
    };
    let is_there = end > spot.end && spot.found().len() == 1;
    is_there.then(|| Mend::likely(format!("Add the missing `{close}`"), vec![edit(end, end, close)?]))?
}
