//! Strings and byte strings: closing quotes, escapes and interpolations.

use super::strict::{self, Goal};
use super::{Context, error, formats, range_at, range_between};
use crate::{Field, SyntaxError, SyntaxKind, SyntaxNode, TextRange, TextSize};

const ESCAPE: &str = "syntax/invalid-escape";
const INTERPOLATION: &str = "syntax/interpolation";
/// The message for an interpolation in which the strict reading finds no mistake.
const NO_EXPRESSION: &str = "This is not an expression.";

/// Checks a string of any kind, without its interpolations.
pub(super) fn check(cx: &mut Context<'_>, string: SyntaxNode<'_>) {
    if is_unclosed_text(string) {
        return;
    }
    let is_literal = string.kind() == SyntaxKind::StringLiteral;
    let is_bytes = string.kind() == SyntaxKind::ByteString;
    let mut stray_brace = None;
    let mut escaped_backslash = None;
    for child in string.children() {
        let range = child.range();
        match child.kind() {
            SyntaxKind::EscapeSequence => {
                check_escape(cx, range, is_bytes);
                if is_literal && stray_brace.is_none() {
                    stray_brace = escaped_brace(cx.slice(range), range);
                }
            }
            SyntaxKind::StringContent if is_literal && stray_brace.is_none() => {
                // `\\}` is read as a backslash that makes the brace a literal one.
                let start = usize::from(range.start());
                let literal = usize::from(escaped_backslash == Some(range.start()));
                let text = cx.slice(range);
                stray_brace = text.match_indices('}').map(|(at, _)| at).find(|at| *at >= literal).map(|at| {
                    error(INTERPOLATION, range_at(start + at, 1), "This `}` closes no interpolation.")
                        .hint("Write `\\}` for a brace in the text.")
                });
            }
            SyntaxKind::Interpolation if stray_brace.is_none() && escaped_backslash == Some(range.start()) => {
                let range = TextRange::new(range.start() - TextSize::new(2), range.start() + TextSize::new(1));
                stray_brace = Some(
                    error(
                        INTERPOLATION,
                        range,
                        "A brace after `\\\\` is read as an escaped brace, not as an interpolation.",
                    )
                    .hint("Put something between the backslash and the brace, or keep the backslash in a variable."),
                );
            }
            _ => {}
        }
        let is_backslash = child.kind() == SyntaxKind::EscapeSequence && cx.slice(range) == "\\\\";
        escaped_backslash = is_backslash.then(|| range.end());
    }
    if let Some(fault) = stray_brace {
        cx.report(fault);
    }
    if string.first_child().is_some_and(|quote| quote.kind() == SyntaxKind::TripleQuote) {
        check_stray_quote(cx, string);
    }
}

/// Whether a string of many lines, which then goes on to the end of the file, is not closed.
pub(super) fn is_unclosed_text(string: SyntaxNode<'_>) -> bool {
    string.first_child().is_some_and(|quote| quote.kind() == SyntaxKind::TripleQuote)
        && string.last_child().is_some_and(SyntaxNode::is_missing)
}

/// `"""say "hi""""`: the text ends at the first three quotes, the fourth one is left over.
fn check_stray_quote(cx: &mut Context<'_>, string: SyntaxNode<'_>) {
    let end = usize::from(string.range().end());
    let closed =
        string.last_child().is_some_and(|quote| quote.kind() == SyntaxKind::TripleQuote && !quote.is_missing());
    if closed && cx.text().get(end..).is_some_and(|rest| rest.starts_with('"')) {
        cx.report(stray_quote(range_at(end, 1)));
    }
}

/// The message for a quote that follows the three ones that close a string.
pub(super) fn stray_quote(range: TextRange) -> SyntaxError {
    error("syntax/unclosed-string", range, "This quote comes after the three quotes that close the string.")
        .hint("If the text ends with a quote, write that one `\\\"`.")
}

/// The message for a string without a closing quote; `opening` is its opening one.
pub(super) fn unclosed(opening: TextRange, text: &str) -> SyntaxError {
    const CODE: &str = "syntax/unclosed-string";
    let quote = text.get(usize::from(opening.start())..usize::from(opening.end())).unwrap_or_default();
    let rest = text.get(usize::from(opening.end())..).unwrap_or_default();
    match quote {
        "\"\"\"" => error(CODE, opening, "This string is not closed: its three closing quotes are missing.")
            .hint("Add `\"\"\"` where the text ends."),
        "b\"" => error(CODE, opening, "This byte string is not closed.").hint("Add `\"` where the bytes end."),
        "\\\"" => error(CODE, opening, "This string inside an interpolation is not closed.")
            .hint("Add `\\\"` where the inner text ends."),
        _ => {
            let line = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
            let ends_with_backslash = (line.len() - line.trim_end_matches('\\').len()) % 2 == 1;
            if ends_with_backslash {
                error(CODE, opening, "This string is not closed: its line ends after a backslash.").hint(
                    "Write `\\\\` for a backslash, then the closing `\"`; a line break in the text is written `\\n`.",
                )
            } else {
                error(CODE, opening, "This string is not closed before the end of its line.")
                    .hint("Add the closing `\"`. A line break in the text is written `\\n`; `\"\"\"` starts a text of many lines.")
            }
        }
    }
}

/// The message for a block comment without an end; `opening` is its first two characters.
pub(super) fn unclosed_comment(opening: TextRange) -> SyntaxError {
    error("syntax/unclosed-comment", opening, "This comment is not closed.").hint("Add `*/` where the comment ends.")
}

/// A brace that is written as a code: it is resolved before interpolations are looked for, so it acts as a bare one.
fn escaped_brace(escape: &str, range: TextRange) -> Option<SyntaxError> {
    let digits = escape.strip_prefix("\\x").or_else(|| escape.strip_prefix("\\u{")?.strip_suffix('}'))?;
    let brace = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).filter(|c| matches!(c, '{' | '}'))?;
    Some(
        error(
            INTERPOLATION,
            range,
            format!("This escape is read as a bare `{brace}`, which belongs to an interpolation."),
        )
        .hint(format!("Write `\\{brace}` for a brace in the text.")),
    )
}

fn check_escape(cx: &mut Context<'_>, range: TextRange, is_bytes: bool) {
    let escape = cx.slice(range);
    if !is_escape(escape, is_bytes) {
        let fault = if is_bytes { invalid_byte_escape(escape, range) } else { invalid_escape(escape, range) };
        cx.report(fault);
    }
}

fn is_escape(escape: &str, is_bytes: bool) -> bool {
    let hex = |digits: &str| {
        let plain = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        plain.then(|| u32::from_str_radix(digits, 16).ok())?
    };
    let body = escape.strip_prefix('\\').unwrap_or_default();
    if let Some(digits) = body.strip_prefix('x') {
        return digits.len() == 2 && hex(digits).is_some_and(|code| is_bytes || code < 0x80);
    }
    match body {
        "n" | "t" | "r" | "0" | "\\" | "\"" => true,
        "b" | "{" | "}" => !is_bytes,
        _ => body
            .strip_prefix("u{")
            .and_then(|code| code.strip_suffix('}'))
            .is_some_and(|digits| !is_bytes && digits.len() <= 6 && hex(digits).and_then(char::from_u32).is_some()),
    }
}

fn invalid_escape(escape: &str, range: TextRange) -> SyntaxError {
    const KNOWN: &str =
        "The escapes are `\\n`, `\\t`, `\\r`, `\\0`, `\\b`, `\\\\`, `\\\"`, `\\{`, `\\}`, `\\xHH` and `\\u{…}`.";
    let body = escape.get(1..).unwrap_or_default();
    if let Some(digits) = body.strip_prefix('x') {
        return if digits.len() < 2 {
            error(ESCAPE, range, "`\\x` needs two hexadecimal digits.").hint("Write both digits, as in `\\x0A`.")
        } else {
            error(ESCAPE, range, format!("`{escape}` lies outside of ASCII: `\\x` goes up to `\\x7F`."))
                .hint(format!("Write `\\u{{{digits}}}` for this character."))
        };
    }
    if let Some(code) = body.strip_prefix('u') {
        let example = "Write the code of the character in braces, as in `\\u{1F680}`.";
        let Some(digits) = code.strip_prefix('{').and_then(|code| code.strip_suffix('}')) else {
            return error(ESCAPE, range, "`\\u` needs its code in braces.").hint(example);
        };
        let message = if digits.is_empty() {
            "`\\u{}` holds no code.".to_owned()
        } else if let Some(c) = digits.chars().find(|c| !c.is_ascii_hexdigit()) {
            format!("`{c}` is not a hexadecimal digit.")
        } else if digits.len() > 6 {
            "`\\u{…}` takes at most six digits.".to_owned()
        } else {
            format!("`{escape}` is not the code of a character.")
        };
        return error(ESCAPE, range, message).hint(example);
    }
    error(ESCAPE, range, format!("`{escape}` is not an escape sequence."))
        .hint(format!("Write `\\\\` for a backslash. {KNOWN}"))
}

fn invalid_byte_escape(escape: &str, range: TextRange) -> SyntaxError {
    if escape.starts_with("\\x") {
        return error(ESCAPE, range, "`\\x` needs two hexadecimal digits.").hint("Write both digits, as in `\\xFF`.");
    }
    error(ESCAPE, range, format!("`{escape}` is not an escape sequence of byte strings."))
        .hint("The escapes are `\\n`, `\\r`, `\\t`, `\\0`, `\\\\`, `\\\"` and `\\xHH`.")
}

/// Checks an interpolation. Whether something was reported: then nothing else in it is worth a message.
///
/// The language looks for the end of a string before it looks for interpolations in it, and for the end of an
/// interpolation before it reads the expression. So neither quotes nor braces may stand in the expression, and the
/// first `:` outside of brackets starts the format.
pub(super) fn check_interpolation(cx: &mut Context<'_>, interpolation: SyntaxNode<'_>) -> bool {
    let text = cx.text();
    let start = usize::from(interpolation.range().start());
    let inner = text.get(start + 1..).unwrap_or_default();
    let blanks = inner.len() - inner.trim_start_matches([' ', '\t']).len();
    if inner.get(blanks..).is_some_and(|inner| inner.starts_with('}')) {
        cx.report(empty(range_at(start, blanks + 2)));
        return true;
    }
    let value = interpolation.field(Field::Value).filter(|value| !value.is_missing() && !value.range().is_empty());
    let fault = match value {
        Some(value) => {
            let range = value.range();
            let in_triple = cx
                .parent()
                .and_then(SyntaxNode::first_child)
                .is_some_and(|quote| quote.kind() == SyntaxKind::TripleQuote);
            let fault = check_embedded(text, range, in_triple);
            let closed =
                interpolation.last_child().is_some_and(|last| last.kind() == SyntaxKind::RBrace && !last.is_missing());
            match fault {
                // The closing quote of the string looks like the opening one of a string inside.
                Some(_) if !closed => Some(explain_interpolation(text, interpolation.range(), in_triple)),
                fault => fault,
            }
        }
        None => None,
    };
    let fault = fault.or_else(|| {
        let spec = interpolation.field(Field::Format)?;
        formats::check(cx.slice(spec.range()), spec.range())
    });
    match fault {
        Some(fault) => {
            cx.report(fault);
            true
        }
        None => false,
    }
}

/// Checks the text of an embedded expression for what the search for its end would stop at.
fn check_embedded(text: &str, range: TextRange, in_triple: bool) -> Option<SyntaxError> {
    let start = usize::from(range.start());
    let value = text.get(start..usize::from(range.end())).unwrap_or_default();
    let mut depth = 0_u32;
    let mut previous = ' ';
    for (at, c) in value.char_indices() {
        let here = range_at(start + at, c.len_utf8());
        match c {
            '"' if previous != '\\'
                && (!in_triple || value.get(at..).is_some_and(|rest| rest.starts_with("\"\"\""))) =>
            {
                let example = if in_triple {
                    "Keep the inner text in a variable."
                } else {
                    "Write the inner quotes `\\\"`, or use `\"\"\"` for the outer string."
                };
                return Some(
                    error(INTERPOLATION, here, "This quote ends the string around the interpolation.").hint(example),
                );
            }
            '\n' if !in_triple => {
                return Some(
                    error(
                        "syntax/unclosed-string",
                        here,
                        "A string in one pair of quotes ends with its line, and so does an interpolation in it.",
                    )
                    .hint("Join the lines, or use `\"\"\"` for the string."),
                );
            }
            '}' => return Some(brace(here)),
            '{' if previous != '\\' => return Some(brace(here)),
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ':' if depth == 0 => {
                return Some(
                    error(INTERPOLATION, here, "This `:` is read as the start of a format.")
                        .hint("Put the value into parentheses, or keep it in a variable."),
                );
            }
            _ => {}
        }
        previous = if previous == '\\' && c == '\\' { ' ' } else { c };
    }
    None
}

fn brace(range: TextRange) -> SyntaxError {
    error(INTERPOLATION, range, "An interpolation cannot contain braces: it ends at the first `}`.")
        .hint("Compute the value before the string and use its name here.")
}

fn empty(range: TextRange) -> SyntaxError {
    error(INTERPOLATION, range, "This interpolation is empty.")
        .hint("Write an expression between the braces, or `\\{` and `\\}` for braces in the text.")
}

/// The message for an interpolation without its closing brace.
pub(super) fn unclosed_interpolation(opening: TextRange) -> SyntaxError {
    error(INTERPOLATION, opening, "This interpolation is not closed.")
        .hint("Add `}` after the value, or write `\\{` for a brace in the text.")
}

/// What is wrong with an interpolation that does not fit the grammar.
pub(super) fn explain_interpolation(text: &str, range: TextRange, in_triple: bool) -> SyntaxError {
    let start = usize::from(range.start());
    let opening = range_at(start, 1);
    let rest = text.get(start + 1..).unwrap_or_default();
    let stop = if in_triple { rest.find("\"\"\"") } else { end_of_string(rest) };
    let rest = rest.get(..stop.unwrap_or(rest.len())).unwrap_or_default();
    let Some(len) = rest.find('}') else { return unclosed_interpolation(opening) };
    let inner = rest.get(..len).unwrap_or_default();
    let inner = inner.get(..format_start(inner)).unwrap_or_default();
    if inner.trim().is_empty() {
        return empty(range_at(start, len + 2));
    }
    let end = start + 1 + inner.len();
    let embedded = text.get(..end).unwrap_or_default();
    strict::explain(embedded, start + 1, Goal::Embedded).unwrap_or_else(|| {
        error(INTERPOLATION, range_between(start + 1, end), NO_EXPRESSION)
            .hint("Write one expression between the braces, or `\\{` and `\\}` for braces in the text.")
    })
}

/// The first mistake in the interpolations of a string, read from its text alone.
pub(super) fn check_text(text: &str, range: TextRange) -> Option<SyntaxError> {
    let start = usize::from(range.start());
    let string = text.get(start..usize::from(range.end())).unwrap_or_default();
    let in_triple = string.starts_with("\"\"\"");
    let mut escaped = false;
    let mut open = None;
    for (at, c) in string.char_indices() {
        match c {
            // Inside of an interpolation a backslash does not keep its end from being found.
            '}' if open.is_some() => {
                let interpolation = range_between(start + open.take().unwrap_or(at), start + at + 1);
                let fault = explain_interpolation(text, interpolation, in_triple);
                if fault.message != NO_EXPRESSION {
                    return Some(fault);
                }
                let inner =
                    TextRange::new(interpolation.start() + TextSize::new(1), interpolation.end() - TextSize::new(1));
                let (start, inner) =
                    (usize::from(inner.start()), text.get(usize::from(inner.start())..usize::from(inner.end())));
                let inner = inner.unwrap_or_default();
                let spec = inner.get(format_start(inner) + 1..).unwrap_or_default();
                if let Some(fault) = formats::check(spec, range_at(start + inner.len() - spec.len(), spec.len())) {
                    return Some(fault);
                }
            }
            '{' if !escaped && open.is_none() => open = Some(at),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    open.map(|at| unclosed_interpolation(range_at(start + at, 1)))
}

/// Where the one-line string ends whose rest this is.
fn end_of_string(rest: &str) -> Option<usize> {
    let mut escaped = false;
    rest.char_indices().find_map(|(at, c)| {
        let ends = c == '\n' || (c == '"' && !escaped);
        escaped = c == '\\' && !escaped;
        ends.then_some(at)
    })
}

/// Where the format starts: at the first `:` outside of brackets.
fn format_start(inner: &str) -> usize {
    let mut depth = 0_u32;
    for (at, c) in inner.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ':' if depth == 0 => return at,
            _ => {}
        }
    }
    inner.len()
}
