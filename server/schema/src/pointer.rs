//! Places in a document (RFC 6901) and references to them (RFC 3986 fragments).

use std::collections::BTreeMap;
use std::fmt;

use fitz_analysis::{Db, Push, SourceFile, SourcePointer, resolve_pointer};
use fitz_syntax::TextRange;

use crate::json::{Object, object};

/// A JSON pointer, e.g. `/channels/~1dashboard`. [`fmt::Display`] writes it as RFC 6901 says.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct JsonPointer(String);

impl JsonPointer {
    /// The pointer with these tokens, not yet escaped.
    pub(crate) fn new<const N: usize>(tokens: [&str; N]) -> JsonPointer {
        tokens.into_iter().fold(JsonPointer::default(), |pointer, token| pointer.child(token))
    }

    /// The pointer to a member of what this one points to.
    pub(crate) fn child(&self, token: &str) -> JsonPointer {
        JsonPointer(format!("{}/{}", self.0, token.replace('~', "~0").replace('/', "~1")))
    }

    /// `{"$ref": ...}` to this place of the same document.
    pub(crate) fn reference(&self) -> Object {
        object([("$ref", self.fragment().into())])
    }

    /// `#` and the pointer, every character that a URI fragment may not contain percent-encoded. The official parser takes
    /// raw braces as well, but then the text is no URI reference.
    fn fragment(&self) -> String {
        let mut fragment = String::from("#");
        for byte in self.0.bytes() {
            if is_allowed_in_fragment(byte) {
                fragment.push(char::from(byte));
            } else {
                fragment.push_str(&format!("%{byte:02X}"));
            }
        }
        fragment
    }
}

impl fmt::Display for JsonPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `pchar`, `/` and `?` of RFC 3986 section 3.5, without `%`.
fn is_allowed_in_fragment(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte)
}

/// Where the parts of a document come from. Kept beside the document: source positions inside it would change with every
/// edit.
#[derive(Debug, Default)]
pub(crate) struct SourceMap(BTreeMap<String, Source>);

/// Where a part of a document comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A place in a declaration.
    Declared(SourcePointer),
    /// A call that sends to clients.
    Pushed(Push),
}

impl Source {
    /// Where that stands now.
    #[must_use]
    pub fn resolve(&self, db: &dyn Db) -> Option<(SourceFile, TextRange)> {
        match self {
            Source::Declared(pointer) => resolve_pointer(db, pointer),
            Source::Pushed(push) => resolve_pointer(db, &push.source(db)?.call),
        }
    }
}

impl SourceMap {
    /// Notes the origin of a place, when there is one.
    pub(crate) fn insert(&mut self, place: &JsonPointer, source: Option<SourcePointer>) {
        if let Some(source) = source {
            self.0.insert(place.to_string(), Source::Declared(source));
        }
    }

    /// Notes the call that a place comes from, when there is one.
    pub(crate) fn insert_push(&mut self, place: &JsonPointer, push: Option<&Push>) {
        if let Some(push) = push {
            self.0.insert(place.to_string(), Source::Pushed(push.clone()));
        }
    }

    /// The finished table.
    pub(crate) fn finish(self) -> BTreeMap<String, Source> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::JsonPointer;

    #[test]
    fn tokens_are_escaped_and_fragments_are_uri_references() {
        for (token, pointer, fragment) in [
            ("/dashboard", "/channels/~1dashboard", "#/channels/~1dashboard"),
            ("/rooms/{id}", "/channels/~1rooms~1{id}", "#/channels/~1rooms~1%7Bid%7D"),
            ("/a~b", "/channels/~1a~0b", "#/channels/~1a~0b"),
            ("/größe 100%", "/channels/~1größe 100%", "#/channels/~1gr%C3%B6%C3%9Fe%20100%25"),
            ("", "/channels/", "#/channels/"),
        ] {
            let place = JsonPointer::new(["channels", token]);
            assert_eq!(place.to_string(), pointer);
            assert_eq!(place.fragment(), fragment);
        }
    }
}
