//! The tokens of the language, read as strictly as the language reads them.

use text_size::TextRange;

use super::super::{error, names, numbers, range_between, strings};
use crate::SyntaxError;

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum Kind {
    Name,
    Keyword,
    Integer,
    Float,
    String,
    Bytes,
    Label,
    Punctuation(&'static str),
    /// A line break or `;`.
    LineBreak,
    /// The end of the file.
    End,
    /// Nothing that the language knows.
    Invalid(Box<SyntaxError>),
}

/// A token with its place in the text.
#[derive(Clone, Debug)]
pub(in super::super) struct Token {
    pub(in super::super) kind: Kind,
    pub(in super::super) range: TextRange,
}

/// Longest first.
const PUNCTUATION: [&str; 41] = [
    "<<=", ">>=", "..=", "...", "+=", "-=", "*=", "/=", "==", "!=", "<=", ">=", "&=", "|=", "^=", "<<", ">>", "..",
    "->", "=>", "+", "-", "*", "/", "%", "=", "<", ">", "&", "|", "^", "~", "?", ".", "(", ")", "{", "}", "[", "]",
    ",",
];

/// Reads tokens one after the other. A copy is a place to come back to.
#[derive(Clone)]
pub(in super::super) struct Lexer<'a> {
    text: &'a str,
    offset: usize,
    after_dot: bool,
    /// Whether the text is an expression inside a string, where quotes are written `\"`.
    is_embedded: bool,
}

impl<'a> Lexer<'a> {
    pub(in super::super) fn new(text: &'a str, offset: usize) -> Self {
        Self { text, offset, after_dot: false, is_embedded: false }
    }

    pub(in super::super) fn embedded(text: &'a str, offset: usize) -> Self {
        Self { is_embedded: true, ..Self::new(text, offset) }
    }

    pub(in super::super) fn next(&mut self) -> Token {
        if let Some(comment) = self.skip_blanks() {
            return comment;
        }
        let start = self.offset;
        let kind = self.read(start);
        self.after_dot = kind == Kind::Punctuation(".");
        Token { kind, range: range_between(start, self.offset) }
    }

    /// Skips blanks and comments; a comment without an end is a token.
    fn skip_blanks(&mut self) -> Option<Token> {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches([' ', '\t', '\r']);
            self.offset += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                self.offset += trimmed.find('\n').unwrap_or(trimmed.len());
            } else if let Some(comment) = trimmed.strip_prefix("/*") {
                let Some(len) = comment.find("*/") else {
                    let range = range_between(self.offset, self.offset + 2);
                    self.offset = self.text.len();
                    return Some(Token { kind: Kind::Invalid(Box::new(strings::unclosed_comment(range))), range });
                };
                self.offset += 2 + len + 2;
            } else {
                return None;
            }
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.offset..).unwrap_or_default()
    }

    fn read(&mut self, start: usize) -> Kind {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return Kind::End };
        match first {
            '\n' | ';' => {
                self.offset += 1;
                Kind::LineBreak
            }
            '"' => self.string(rest, start),
            '\\' if self.is_embedded && rest.starts_with("\\\"") => self.escaped_string(rest, start),
            'b' if rest.starts_with("b\"") => self.bytes(rest, start),
            '0'..='9' => match numbers::scan(self.text, start, self.after_dot) {
                Ok(number) => {
                    self.offset += number.len;
                    if number.is_float { Kind::Float } else { Kind::Integer }
                }
                Err(fault) => {
                    self.offset = usize::from(fault.range.end()).max(start + 1);
                    Kind::Invalid(Box::new(fault))
                }
            },
            '\'' => self.label(rest, start),
            _ if names::starts_name(first) => {
                let len = rest.find(|c| !names::continues_name(c)).unwrap_or(rest.len());
                self.offset += len;
                let is_reserved = rest.get(..len).is_some_and(names::is_reserved);
                if is_reserved { Kind::Keyword } else { Kind::Name }
            }
            ':' | '@' => {
                self.offset += 1;
                Kind::Punctuation(if first == ':' { ":" } else { "@" })
            }
            _ => match PUNCTUATION.iter().find(|punctuation| rest.starts_with(**punctuation)) {
                Some(punctuation) => {
                    self.offset += punctuation.len();
                    Kind::Punctuation(punctuation)
                }
                None => {
                    self.offset += first.len_utf8();
                    Kind::Invalid(Box::new(unexpected_character(first, range_between(start, self.offset))))
                }
            },
        }
    }

    /// Knows quotes and backslashes only, as the language does when it looks for the end of a string.
    fn string(&mut self, rest: &str, start: usize) -> Kind {
        let triple = rest.starts_with("\"\"\"");
        let quote = if triple { "\"\"\"" } else { "\"" };
        let mut at = quote.len();
        loop {
            let tail = rest.get(at..).unwrap_or_default();
            if tail.starts_with(quote) {
                self.offset += at + quote.len();
                if triple && self.rest().starts_with('"') {
                    return Kind::Invalid(Box::new(strings::stray_quote(range_between(self.offset, self.offset + 1))));
                }
                return Kind::String;
            }
            match tail.chars().next() {
                Some('\\') => at += 1 + tail.chars().nth(1).filter(|c| triple || *c != '\n').map_or(0, char::len_utf8),
                Some(c) if triple || c != '\n' => at += c.len_utf8(),
                _ => {
                    self.offset += at;
                    let opening = range_between(start, start + quote.len());
                    return Kind::Invalid(Box::new(strings::unclosed(opening, self.text)));
                }
            }
        }
    }

    fn escaped_string(&mut self, rest: &str, start: usize) -> Kind {
        match rest.get(2..).and_then(|inner| inner.find("\\\"")) {
            Some(len) => {
                self.offset += 2 + len + 2;
                Kind::String
            }
            None => {
                self.offset = self.text.len();
                Kind::Invalid(Box::new(strings::unclosed(range_between(start, start + 2), self.text)))
            }
        }
    }

    fn bytes(&mut self, rest: &str, start: usize) -> Kind {
        let mut escaped = false;
        for (at, c) in rest.char_indices().skip(2) {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => {
                    self.offset += at + 1;
                    return Kind::Bytes;
                }
                _ => {}
            }
        }
        self.offset = self.text.len();
        Kind::Invalid(Box::new(strings::unclosed(range_between(start, start + 2), self.text)))
    }

    fn label(&mut self, rest: &str, start: usize) -> Kind {
        let name = rest.get(1..).unwrap_or_default();
        let len = name.find(|c| !names::continues_name(c)).unwrap_or(name.len());
        self.offset += 1 + len;
        let line = name.split('\n').next().unwrap_or_default();
        if line.get(len..).is_some_and(|tail| tail.starts_with('\'')) || (len == 0 && line.contains('\'')) {
            let end = start + 2 + line.find('\'').unwrap_or(len);
            self.offset = end;
            let range = range_between(start, end);
            return Kind::Invalid(Box::new(
                error("syntax/unexpected-character", range, "Strings are written in double quotes.")
                    .hint("Replace the apostrophes with `\"`; an apostrophe starts a loop label, as in `'outer`."),
            ));
        }
        if len > 0 {
            return Kind::Label;
        }
        Kind::Invalid(Box::new(
            error(
                "syntax/unexpected-character",
                range_between(start, start + 1),
                "A label needs a name after the apostrophe.",
            )
            .hint("Write the name of a loop label directly after it, as in `'outer`."),
        ))
    }
}

/// The message for a character that starts no token.
pub(in super::super) fn unexpected_character(c: char, range: TextRange) -> SyntaxError {
    const CODE: &str = "syntax/unexpected-character";
    match c {
        '!' => error(CODE, range, "`!` can only stand in `!=`.").hint("Write `not` for the negation of a value."),
        '\u{feff}' => error(CODE, range, "This is a byte-order mark, which the language does not skip.")
            .hint("Save the file as UTF-8 without a byte-order mark."),
        '#' => error(CODE, range, "Unexpected character `#`.").hint("Comments start with `//`."),
        '\\' => error(CODE, range, "Unexpected character `\\`.").hint(
            "Outside of strings there is no backslash; a line continues only before a leading `.` and inside brackets.",
        ),
        '\u{a0}'
        | '\u{c}'
        | '\u{b}'
        | '\u{85}'
        | '\u{2000}'..='\u{200f}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202f}'
        | '\u{3000}' => error(CODE, range, format!("Unexpected invisible character U+{:04X}.", u32::from(c)))
            .hint("Replace it with an ordinary space or line break."),
        '“' | '”' | '„' | '«' | '»' => error(CODE, range, format!("Unexpected character `{c}`."))
            .hint("Strings are written in straight double quotes, `\"`."),
        '‘' | '’' => {
            error(CODE, range, format!("Unexpected character `{c}`.")).hint("Use straight quotes: `\"` for strings.")
        }
        c if c.is_control() => {
            error(CODE, range, format!("Unexpected control character U+{:04X}.", u32::from(c))).hint("Remove it.")
        }
        c => error(CODE, range, format!("Unexpected character `{c}`."))
            .hint("Remove it, or put it into a string if it is text."),
    }
}
