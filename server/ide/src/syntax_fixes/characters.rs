//! Quotes of other languages, and characters that start nothing.

use super::spot::Spot;
use super::{Form, Mend, edit};

pub(super) const FORMS: &[Form] = &[
    apostrophes,
    curly,
    backticks,
    prefix,
    comment,
    invisible,
    escape,
    separator,
    quote_at_end,
    quote_before_brackets,
];

/// `'text'`
fn apostrophes(spot: &Spot<'_>) -> Option<Mend> {
    let start = match spot.code {
        // `'two words'` is read as a label and something that cannot follow it.
        "syntax/label" => spot.line_start() + spot.slice(spot.line_start(), spot.end).find('\'')?,
        _ => spot.found().starts_with('\'').then_some(spot.start)?,
    };
    quoted(spot, start, &['\''], "")
}

fn curly(spot: &Spot<'_>) -> Option<Mend> {
    let closing: &[char] = match spot.found() {
        "“" | "”" | "„" => &['“', '”', '"'],
        "«" | "»" => &['«', '»'],
        "‘" | "’" => &['‘', '’'],
        _ => return None,
    };
    quoted(spot, spot.start, closing, "")
}

/// `` `text ${value}` ``
fn backticks(spot: &Spot<'_>) -> Option<Mend> {
    (spot.found() == "`").then(|| quoted(spot, spot.start, &['`'], "${"))?
}

/// A text of one line that starts at an offset, in straight quotes. `hole` is what starts an interpolation in it.
fn quoted(spot: &Spot<'_>, start: usize, closing: &[char], hole: &str) -> Option<Mend> {
    let line = spot.text.get(start..)?.split('\n').next()?;
    let quote = line.chars().next()?.len_utf8();
    let content = line.get(quote..)?;
    let len = content.find(closing)?;
    let end = start + quote + len + content.get(len..)?.chars().next()?.len_utf8();
    let content = content.get(..len)?;
    if content.contains('\\') {
        return None;
    }
    let mut text = String::new();
    let mut rest = content;
    let mut is_open = false;
    while let Some(c) = rest.chars().next() {
        if !hole.is_empty() && rest.starts_with(hole) {
            is_open = true;
            text.push('{');
            rest = rest.get(hole.len()..)?;
            continue;
        }
        match c {
            '}' if is_open => is_open = false,
            '"' | '{' | '}' => text.push('\\'),
            _ => {}
        }
        text.push(c);
        rest = rest.get(c.len_utf8()..)?;
    }
    Mend::certain("Write it in double quotes", vec![edit(start, end, format!("\"{text}\""))?])
}

/// `f"text"`
fn prefix(spot: &Spot<'_>) -> Option<Mend> {
    let start = spot.word_start(spot.start);
    let is_prefix = spot.found().starts_with('"') || spot.message.ends_with("a string.");
    let is_format = matches!(spot.slice(start, spot.start), "f" | "F");
    (is_prefix && is_format).then(|| Mend::certain("Remove the `f`", vec![edit(start, spot.start, "")?]))?
}

/// `# text`
fn comment(spot: &Spot<'_>) -> Option<Mend> {
    let is_comment = spot.found() == "#" && !spot.after().starts_with(['[', '!', '#']);
    is_comment.then(|| Mend::certain("Write `//`", vec![edit(spot.start, spot.end, "//")?]))?
}

fn invisible(spot: &Spot<'_>) -> Option<Mend> {
    let mut found = spot.found().chars();
    let (c, None) = (found.next()?, found.next()) else { return None };
    let (title, text) = match c {
        '\u{2028}' | '\u{2029}' | '\u{85}' => ("Write a line break", "\n"),
        '\u{200b}'..='\u{200f}' | '\u{feff}' => ("Remove the invisible character", ""),
        '\u{a0}' | '\u{b}' | '\u{c}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => ("Write a space", " "),
        c if c.is_control() => ("Remove the control character", ""),
        _ => return None,
    };
    (spot.code == "syntax/unexpected-character")
        .then(|| Mend::certain(title, vec![edit(spot.start, spot.end, text)?]))?
}

fn escape(spot: &Spot<'_>) -> Option<Mend> {
    if spot.code != "syntax/invalid-escape" {
        return None;
    }
    let found = spot.found();
    let body = found.strip_prefix('\\')?;
    let whole = |text: String| Some(vec![edit(spot.start, spot.end, text)?]);
    match body.strip_prefix('x').filter(|digits| digits.len() == 2) {
        Some(digits) => Mend::certain(format!("Write `\\u{{{digits}}}`"), whole(format!("\\u{{{digits}}}"))?),
        None if body == "'" => Mend::certain("Remove the backslash", whole(body.to_owned())?),
        None if body.chars().count() == 1 => Mend::likely("Write `\\\\`", whole(format!("\\{found}"))?),
        None => None,
    }
}

/// `1__000` and `1_`
fn separator(spot: &Spot<'_>) -> Option<Mend> {
    let is_separator = !spot.found().is_empty() && spot.found().chars().all(|c| c == '_');
    if spot.code != "syntax/invalid-number" || !is_separator {
        return None;
    }
    let stands_between = spot.after().starts_with(|c: char| c.is_ascii_hexdigit()) && spot.found().len() > 1;
    let text = if stands_between { "_" } else { "" };
    Mend::certain("Remove the separator", vec![edit(spot.start, spot.end, text)?])
}

fn quote_at_end(spot: &Spot<'_>) -> Option<Mend> {
    let line = spot.after().split('\n').next()?.trim_end();
    closed(spot, spot.end + line.len())
}

fn quote_before_brackets(spot: &Spot<'_>) -> Option<Mend> {
    let line = spot.after().split('\n').next()?.trim_end();
    closed(spot, spot.end + line.trim_end_matches([')', ']', '}', ',', ' ', '{']).len())
}

fn closed(spot: &Spot<'_>, end: usize) -> Option<Mend> {
    let is_simple = spot.code == "syntax/unclosed-string" && matches!(spot.found(), "\"" | "b\"") && end > spot.end;
    let line = spot.slice(spot.end, end);
    let is_text = !line.contains('"') && !line.ends_with('\\');
    let title = match line.char_indices().rev().nth(9) {
        Some((at, _)) => format!("Close the string after `…{}`", line.get(at..)?),
        None => format!("Close the string after `{line}`"),
    };
    (is_simple && is_text).then(|| Mend::likely(title, vec![edit(end, end, "\"")?]))?
}
