//! Python text as logical lines: comments and docstrings gone, continued lines joined.

/// A logical line.
#[derive(Debug)]
pub(super) struct Line {
    /// The number of its first physical line, from 0.
    pub(super) number: usize,
    /// The white space before it, in characters.
    pub(super) indent: usize,
    /// The text without comments and the white space around it.
    pub(super) text: String,
}

impl Line {
    /// The column at which a name first stands in the physical line.
    pub(super) fn column_of(&self, name: &str) -> usize {
        self.indent + self.text.find(name).unwrap_or_default()
    }
}

/// The lines that are not empty, and the number of the first physical line with a bracket or a quote that has no partner.
pub(super) fn logical_lines(text: &str) -> (Vec<Line>, Option<usize>) {
    let mut lines = Vec::new();
    let mut current = String::new();
    let mut start = 0;
    let mut open = Vec::new();
    let mut unpaired = Vec::new();
    let mut number = 0;
    let mut rest = text.trim_start_matches('\u{feff}');
    while let Some(character) = rest.chars().next() {
        if matches!(character, '"' | '\'') {
            let literal = string_literal(rest);
            if literal.len() == 1 || !literal.ends_with(character) {
                unpaired.push(number);
            }
            current.push_str(&literal.replace('\n', " "));
            number += literal.matches('\n').count();
            rest = rest.get(literal.len()..).unwrap_or_default();
            continue;
        }
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
        match character {
            '#' => rest = rest.find('\n').and_then(|end| rest.get(end..)).unwrap_or_default(),
            '\\' if rest.starts_with('\n') || rest.starts_with("\r\n") => {
                rest = rest.trim_start_matches('\r').get(1..).unwrap_or_default();
                number += 1;
            }
            '\n' => {
                number += 1;
                if open.is_empty() {
                    push(&mut lines, &current, start);
                    current.clear();
                    start = number;
                } else {
                    current.push(' ');
                }
            }
            '\r' => {}
            _ => {
                match character {
                    '(' | '[' | '{' => open.push(number),
                    ')' | ']' | '}' if open.pop().is_none() => unpaired.push(number),
                    _ => {}
                }
                current.push(character);
            }
        }
    }
    push(&mut lines, &current, start);
    let first = unpaired.into_iter().chain(open).min();
    (lines, first)
}

fn push(lines: &mut Vec<Line>, text: &str, number: usize) {
    let trimmed = text.trim();
    if !trimmed.is_empty() {
        let indent = text.chars().take_while(|c| c.is_whitespace()).count();
        lines.push(Line { number, indent, text: trimmed.to_owned() });
    }
}

/// The string literal at the start of a text, quotes included; an unclosed one goes to the end of the line, or of the
/// text when it has three quotes.
fn string_literal(text: &str) -> &str {
    let quote = text.get(..1).unwrap_or_default();
    let triple = quote.repeat(3);
    let is_long = text.starts_with(&triple);
    let (open, close) = if is_long { (3, triple.as_str()) } else { (1, quote) };
    let mut at = open;
    while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        if rest.starts_with(close) {
            return text.get(..at + close.len()).unwrap_or(text);
        }
        if character == '\n' && !is_long {
            return text.get(..at).unwrap_or(text);
        }
        at += character.len_utf8();
        if character == '\\' {
            at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        }
    }
    text
}

/// The text up to a character that stands outside of brackets and strings.
pub(super) fn until(text: &str, end: char) -> &str {
    split(text, end).first().copied().unwrap_or_default()
}

/// The pieces between the occurrences of a character outside of brackets and strings. A closing bracket without an
/// opening one ends the last piece.
pub(super) fn split(text: &str, separator: char) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(character) = rest.chars().next() else { break };
        if depth == 0 && character == separator {
            pieces.push(text.get(start..at).unwrap_or_default());
            start = at + character.len_utf8();
        }
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => match depth.checked_sub(1) {
                Some(outer) => depth = outer,
                None => {
                    if character != separator {
                        pieces.push(text.get(start..at).unwrap_or_default());
                    }
                    return pieces;
                }
            },
            '"' | '\'' => {
                at += string_literal(rest).len();
                continue;
            }
            _ => {}
        }
        at += character.len_utf8();
    }
    pieces.push(text.get(start..).unwrap_or_default());
    pieces
}
