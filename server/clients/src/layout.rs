//! Pieces of text that both languages are put together from.

use serde_json::Value;

/// A text as JSON, which is a string literal in TypeScript and in Python. Characters outside of ASCII are kept, except the
/// two that some readers take for the end of a line.
pub(crate) fn quoted(text: &str) -> String {
    Value::from(text)
        .to_string()
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
        .replace('\u{7f}', "\\u007f")
}

/// Sentences about an endpoint below the comment of its author.
pub(crate) fn paragraphs(first: Option<&str>, more: impl IntoIterator<Item = String>) -> String {
    let all: Vec<String> = first.map(str::to_owned).into_iter().chain(more).collect();
    all.join("\n\n")
}
