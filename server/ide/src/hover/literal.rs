//! The values of numbers and of escape sequences.

use fitz_syntax::ast::{AstNode, Float, Integer, unescape, unescape_byte};
use fitz_syntax::{SyntaxKind, SyntaxNode};

use crate::render;

/// The type of a number, and its value in the bases in which people write it.
pub(super) fn number(token: SyntaxNode<'_>) -> Option<Vec<String>> {
    let written = token.text();
    if let Some(number) = Integer::cast(token) {
        let value = number.value()?;
        let head = render::code(&format!("{written}: Int"));
        // A digit says all of itself.
        let is_digit = written.len() == 1;
        let bases = (!is_digit).then(|| format!("`{value}` = `{value:#X}` = `{value:#b}`"));
        return Some(std::iter::once(head).chain(bases).collect());
    }
    let value = Float::cast(token)?.value().filter(|value| value.is_finite())?;
    let head = render::code(&format!("{written}: Float"));
    let plain = format!("{value:?}");
    // A number of hundreds of digits says less than the one that is written.
    let is_news = plain != *written && plain.len() <= 32;
    Some(std::iter::once(head).chain(is_news.then(|| format!("`{plain}`"))).collect())
}

/// The character, or the byte, that an escape sequence stands for.
pub(super) fn escape(token: SyntaxNode<'_>) -> Option<Vec<String>> {
    let written = token.text();
    if token.parent()?.kind() == SyntaxKind::ByteString {
        let byte = unescape_byte(&written)?;
        return Some(vec![format!("The byte {byte} (`0x{byte:02X}`).")]);
    }
    let character = unescape(&written)?;
    let code = format!("U+{:04X}", u32::from(character));
    Some(vec![match name(character) {
        Some(name) => format!("{name} ({code})."),
        None if character.is_control() => format!("A control character ({code})."),
        None => format!("The character `{character}` ({code})."),
    }])
}

/// What characters are called that cannot be shown.
fn name(character: char) -> Option<&'static str> {
    Some(match character {
        '\n' => "A line feed",
        '\t' => "A tab",
        '\r' => "A carriage return",
        '\0' => "The character NUL",
        '\u{8}' => "A backspace",
        ' ' => "A space",
        '`' => "A backquote",
        _ => return None,
    })
}
