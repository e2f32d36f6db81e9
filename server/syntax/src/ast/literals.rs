//! The values of strings and numbers.

use std::borrow::Cow;

use text_size::TextRange;

use super::{AstNode, ByteString, EscapedString, Float, Integer, Interpolation, StringLiteral, StringPattern};
use crate::{SyntaxKind, SyntaxNode};

/// A piece of a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StringPiece<'t> {
    /// Text that stands for itself.
    Text(SyntaxNode<'t>),
    /// An escape sequence and the character that it stands for; `None` if it is not a valid one.
    Escape(SyntaxNode<'t>, Option<char>),
    /// `{value}` or `{value:format}`.
    Interpolation(Interpolation<'t>),
}

impl<'t> StringLiteral<'t> {
    /// Its pieces in the order of the text.
    pub fn pieces(&self) -> impl Iterator<Item = StringPiece<'t>> {
        self.syntax.children().filter_map(|child| match child.kind() {
            SyntaxKind::StringContent => Some(StringPiece::Text(child)),
            SyntaxKind::EscapeSequence => Some(StringPiece::Escape(child, unescape(&child.text()))),
            SyntaxKind::Interpolation => Interpolation::cast(child).map(StringPiece::Interpolation),
            _ => None,
        })
    }

    /// What the string says, `None` if it has an interpolation. An invalid escape sequence stands for itself.
    pub fn plain_value(&self) -> Option<String> {
        self.interpolations().next().is_none().then(|| plain_value(self.syntax))
    }

    /// Whether it is written with three quotes and may span lines.
    pub fn is_triple_quoted(&self) -> bool {
        self.syntax.first_child().is_some_and(|quote| quote.kind() == SyntaxKind::TripleQuote)
    }

    /// Whether its closing quote is there.
    pub fn is_closed(&self) -> bool {
        self.syntax.child_of_kind(SyntaxKind::Unclosed).is_none()
            && self.syntax.last_child().is_some_and(|quote| !quote.is_missing())
    }

    /// The range between its quotes.
    pub fn content_range(&self) -> TextRange {
        between_quotes(self.syntax)
    }
}

impl EscapedString<'_> {
    /// What the string says. An invalid escape sequence stands for itself.
    pub fn plain_value(&self) -> String {
        plain_value(self.syntax)
    }
}

impl StringPattern<'_> {
    /// What the string says: there are no interpolations in a pattern. An invalid escape sequence stands for itself.
    pub fn plain_value(&self) -> String {
        plain_value(self.syntax)
    }
}

impl ByteString<'_> {
    /// The bytes that it stands for. An invalid escape sequence stands for itself.
    pub fn value(&self) -> Vec<u8> {
        let mut value = Vec::new();
        for child in self.syntax.children() {
            let text = child.text();
            match child.kind() {
                SyntaxKind::ByteStringContent => value.extend_from_slice(text.as_bytes()),
                SyntaxKind::EscapeSequence => match unescape_byte(&text) {
                    Some(byte) => value.push(byte),
                    None => value.extend_from_slice(text.as_bytes()),
                },
                _ => {}
            }
        }
        value
    }

    /// The range between its quotes.
    pub fn content_range(&self) -> TextRange {
        between_quotes(self.syntax)
    }
}

impl Integer<'_> {
    /// Its value, `None` if it does not fit into a signed 64-bit integer.
    pub fn value(&self) -> Option<i64> {
        let text = without_separators(self.text());
        let (digits, radix) = match text.get(..2) {
            Some("0x" | "0X") => (text.get(2..)?, 16),
            Some("0o" | "0O") => (text.get(2..)?, 8),
            Some("0b" | "0B") => (text.get(2..)?, 2),
            _ => (&*text, 10),
        };
        i64::from_str_radix(digits, radix).ok()
    }
}

impl Float<'_> {
    /// Its value.
    pub fn value(&self) -> Option<f64> {
        without_separators(self.text()).parse().ok()
    }
}

/// The character for which an escape sequence of a string stands.
#[must_use]
pub fn unescape(escape: &str) -> Option<char> {
    let escape = escape.strip_prefix('\\')?;
    if let Some(digits) = escape.strip_prefix('x') {
        let code = hex(digits, 2..=2)?;
        return char::from_u32(code).filter(char::is_ascii);
    }
    if let Some(digits) = escape.strip_prefix('u') {
        let digits = digits.strip_prefix('{')?.strip_suffix('}')?;
        return char::from_u32(hex(digits, 1..=6)?);
    }
    Some(match escape {
        "n" => '\n',
        "t" => '\t',
        "r" => '\r',
        "0" => '\0',
        "b" => '\u{8}',
        "\\" => '\\',
        "\"" => '"',
        "{" => '{',
        "}" => '}',
        _ => return None,
    })
}

/// The byte for which an escape sequence of a byte string stands.
#[must_use]
pub fn unescape_byte(escape: &str) -> Option<u8> {
    let escape = escape.strip_prefix('\\')?;
    if let Some(digits) = escape.strip_prefix('x') {
        return u8::try_from(hex(digits, 2..=2)?).ok();
    }
    Some(match escape {
        "n" => b'\n',
        "t" => b'\t',
        "r" => b'\r',
        "0" => b'\0',
        "\\" => b'\\',
        "\"" => b'"',
        _ => return None,
    })
}

fn hex(digits: &str, count: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let valid = count.contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    valid.then(|| u32::from_str_radix(digits, 16).ok())?
}

fn without_separators(number: Cow<'_, str>) -> Cow<'_, str> {
    if number.contains('_') { Cow::Owned(number.replace('_', "")) } else { number }
}

/// What a string without interpolations says.
fn plain_value(string: SyntaxNode<'_>) -> String {
    let mut value = String::new();
    for child in string.children() {
        match child.kind() {
            SyntaxKind::StringContent => value.push_str(&child.text()),
            SyntaxKind::EscapeSequence => match unescape(&child.text()) {
                Some(c) => value.push(c),
                None => value.push_str(&child.text()),
            },
            _ => {}
        }
    }
    value
}

/// The range between the first and the last token, as far as these are quotes.
fn between_quotes(string: SyntaxNode<'_>) -> TextRange {
    let is_quote = |node: &SyntaxNode<'_>| {
        matches!(
            node.kind(),
            SyntaxKind::Quote | SyntaxKind::TripleQuote | SyntaxKind::EscapedQuote | SyntaxKind::ByteQuote
        )
    };
    let range = string.range();
    let open = string.first_child().filter(is_quote);
    let close = string.last_child().filter(is_quote).filter(|close| Some(*close) != open);
    let start = open.map_or(range.start(), |quote| quote.range().end());
    let end = close.map_or(range.end(), |quote| quote.range().start());
    TextRange::new(start, end.max(start))
}
