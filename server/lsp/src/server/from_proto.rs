//! From the types of the protocol to ours.

use std::borrow::Cow;

use fitz_analysis::FilePath;
use fitz_syntax::{Position, PositionEncoding, SourceText, TextChange, TextRange, TextSize};
use tower_lsp::lsp_types as lsp;
use tower_lsp::lsp_types::Url;

/// The path of a document. Documents that lie on no disk of this machine (`untitled:`, `file://server/share`) have their
/// whole URI as a path.
pub(super) fn file_path(url: &Url) -> FilePath {
    let host = url.host_str().unwrap_or_default();
    if url.scheme() != "file" || !matches!(host, "" | "localhost") {
        return FilePath::new(url.as_str());
    }
    let Some(path) = percent_decoded(url.path()) else { return FilePath::new(url.as_str()) };
    match drive(&path) {
        // `/c:/srv/main.fitz`. Clients do not agree on the case of the letter.
        Some((letter, rest)) => {
            FilePath::new(&format!("{}:/{}", letter.to_ascii_uppercase(), rest.trim_start_matches('/')))
        }
        None => FilePath::new(&path),
    }
}

/// `c` and the rest, for a path that begins with `/c:`.
fn drive(path: &str) -> Option<(char, &str)> {
    let rest = path.strip_prefix('/')?;
    let mut chars = rest.chars();
    let letter = chars.next().filter(char::is_ascii_alphabetic)?;
    let rest = chars.as_str().strip_prefix(':')?;
    (rest.is_empty() || rest.starts_with('/')).then_some((letter, rest))
}

/// `None` when the bytes are not UTF-8.
fn percent_decoded(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let decoded = (*first == b'%').then(|| Some((hex(*tail.first()?)? << 4) | hex(*tail.get(1)?)?)).flatten();
        match decoded {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// The byte offset of a position.
pub(super) fn offset(text: &SourceText, position: lsp::Position, encoding: PositionEncoding) -> TextSize {
    text.offset(self::position(position), encoding)
}

/// The bytes between two positions. The ends may come in the wrong order.
pub(super) fn text_range(text: &SourceText, range: lsp::Range, encoding: PositionEncoding) -> TextRange {
    let (a, b) = (offset(text, range.start, encoding), offset(text, range.end, encoding));
    TextRange::new(a.min(b), a.max(b))
}

/// The changes of one `textDocument/didChange`.
pub(super) fn text_changes(changes: Vec<lsp::TextDocumentContentChangeEvent>) -> Vec<TextChange> {
    let change = |change: lsp::TextDocumentContentChangeEvent| match change.range {
        Some(range) => TextChange::Edit { range: (position(range.start), position(range.end)), text: change.text },
        None => TextChange::Full(change.text),
    };
    changes.into_iter().map(change).collect()
}

fn position(position: lsp::Position) -> Position {
    Position::new(position.line, position.character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_become_paths() {
        for (uri, path) in [
            ("file:///srv/main.fitz", "/srv/main.fitz"),
            ("file:///srv/with%20space/%C3%A4.fitz", "/srv/with space/ä.fitz"),
            ("file:///srv/100%25.fitz", "/srv/100%.fitz"),
            ("file://localhost/srv/main.fitz", "/srv/main.fitz"),
            ("file:///c%3A/srv/main.fitz", "C:/srv/main.fitz"),
            ("file:///C:/srv/main.fitz", "C:/srv/main.fitz"),
            ("file://server/share/main.fitz", "file://server/share/main.fitz"),
            ("untitled:Untitled-1", "untitled:Untitled-1"),
            ("file:///srv/%FF.fitz", "file:///srv/%FF.fitz"),
        ] {
            assert_eq!(file_path(&Url::parse(uri).unwrap()).as_str(), path, "{uri}");
        }
    }
}
