//! Writes a string with escapes as one over several lines, and the other way round.

use fitz_analysis::hir::{Expr, ExprId};
use fitz_syntax::TextRange;

use super::{Assist, Entry, Place};

pub(super) const MULTILINE: Entry =
    Entry { kind: "refactor.rewrite.multilineString", keeps_meaning: true, find: multiline };
pub(super) const ONE_LINE: Entry =
    Entry { kind: "refactor.rewrite.oneLineString", keeps_meaning: true, find: one_line };

/// At a string with an escaped line break or quote.
fn multiline(place: &Place<'_>) -> Option<Assist> {
    let (id, text) = string(place)?;
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    if text.starts_with("\"\"\"") || place.is_in_string(place.range(id)) {
        return None;
    }
    let mut written = String::new();
    let mut is_other = false;
    let mut chars = inner.chars().peekable();
    let mut is_interpolated = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next()? {
                'n' if !is_interpolated => {
                    is_other = true;
                    written.push('\n');
                }
                // Three quotes end the string, and so does one in front of them.
                '"' if !written.ends_with('"') && chars.peek().is_some_and(|next| !matches!(next, '"' | '\\')) => {
                    is_other = true;
                    written.push('"');
                }
                escaped => written.extend(['\\', escaped]),
            },
            _ => {
                is_interpolated = c == '{' || is_interpolated && c != '}';
                written.push(c);
            }
        }
    }
    is_other.then(|| {
        place.assist("Write it over several lines", vec![(place.range(id), format!("\"\"\"{written}\"\"\""))])
    })?
}

/// At a string with three quotes.
fn one_line(place: &Place<'_>) -> Option<Assist> {
    let (id, text) = string(place)?;
    let inner = text.strip_prefix("\"\"\"")?.strip_suffix("\"\"\"").filter(|inner| !inner.contains('\r'))?;
    let mut written = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => written.extend(['\\', chars.next()?]),
            '\n' => written.push_str("\\n"),
            '"' => written.push_str("\\\""),
            _ => written.push(c),
        }
    }
    place.assist("Write it on one line", vec![(place.range(id), format!("\"{written}\""))])
}

/// The string that is selected. Those of an interpolation are left alone: their quotes are escaped by the string around.
fn string<'db>(place: &Place<'db>) -> Option<(ExprId, &'db str)> {
    let id = place.smallest(|expr| matches!(expr, Expr::Str(_)))?;
    let range: TextRange = place.range(id);
    (!place.is_in_string(range)).then(|| (id, place.text(id)))
}
