//! A document that is read: the values at its places, references followed.

use serde_json::{Map, Value};

use crate::pointer::JsonPointer;

/// References that lead to references end after this many steps: then they lead in a circle.
const LONGEST_CHAIN: usize = 32;

/// An AsyncAPI document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Document<'a> {
    root: &'a Value,
}

/// A value of a document and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Spot<'a> {
    pub(super) place: JsonPointer,
    pub(super) value: &'a Value,
}

impl<'a> Document<'a> {
    /// The document with this root.
    pub(super) fn new(root: &'a Value) -> Document<'a> {
        Document { root }
    }

    /// A member of the root.
    pub(super) fn member(self, name: &str) -> Option<Spot<'a>> {
        self.root().member(name)
    }

    fn root(self) -> Spot<'a> {
        Spot { place: JsonPointer::default(), value: self.root }
    }

    /// The members of an object of the root, references followed.
    pub(super) fn entries(self, name: &str) -> Vec<(&'a str, Spot<'a>)> {
        self.members_of(self.member(name))
    }

    /// The members of an object, references followed.
    pub(super) fn members_of(self, object: Option<Spot<'a>>) -> Vec<(&'a str, Spot<'a>)> {
        let Some(object) = object.map(|spot| self.follow(spot)) else { return Vec::new() };
        object.members().map(|(name, spot)| (name, self.follow(spot))).collect()
    }

    /// A member of an object, references followed.
    pub(super) fn child(self, spot: &Spot<'a>, name: &str) -> Option<Spot<'a>> {
        spot.member(name).map(|child| self.follow(child))
    }

    /// The place that a value refers to; the value itself when it is no reference or when that leads nowhere.
    pub(super) fn follow(self, spot: Spot<'a>) -> Spot<'a> {
        let mut at = spot;
        for _ in 0..LONGEST_CHAIN {
            match at.reference().and_then(|reference| self.at(reference)) {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    /// The value that a reference into this document names.
    fn at(self, reference: &str) -> Option<Spot<'a>> {
        let pointer = decoded(reference.strip_prefix('#')?)?;
        let mut spot = self.root();
        for token in pointer.split('/').skip(1) {
            let token = token.replace("~1", "/").replace("~0", "~");
            spot = spot.member(&token).or_else(|| spot.element(token.parse().ok()?))?;
        }
        Some(spot)
    }
}

impl<'a> Spot<'a> {
    /// A member of an object.
    pub(super) fn member(&self, name: &str) -> Option<Spot<'a>> {
        Some(Spot { place: self.place.child(name), value: self.object()?.get(name)? })
    }

    /// An element of an array.
    fn element(&self, index: usize) -> Option<Spot<'a>> {
        Some(Spot { place: self.place.child(&index.to_string()), value: self.value.as_array()?.get(index)? })
    }

    /// The members of an object.
    pub(super) fn members(&self) -> impl Iterator<Item = (&'a str, Spot<'a>)> + use<'a> {
        let place = self.place.clone();
        self.object()
            .into_iter()
            .flatten()
            .map(move |(name, value)| (name.as_str(), Spot { place: place.child(name), value }))
    }

    /// The elements of an array.
    pub(super) fn elements(&self) -> impl Iterator<Item = Spot<'a>> + use<'a> {
        let place = self.place.clone();
        let elements = self.value.as_array().into_iter().flatten().enumerate();
        elements.map(move |(index, value)| Spot { place: place.child(&index.to_string()), value })
    }

    /// A member that is a text.
    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.object()?.get(name)?.as_str()
    }

    /// The object that it is.
    pub(super) fn object(&self) -> Option<&'a Map<String, Value>> {
        self.value.as_object()
    }

    /// The reference that it is.
    pub(super) fn reference(&self) -> Option<&'a str> {
        self.text("$ref")
    }
}

/// A URI fragment without percent-encoding.
fn decoded(fragment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let code = digit(rest.next())? * 16 + digit(rest.next())?;
            bytes.push(u8::try_from(code).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Document, decoded};

    #[test]
    fn references_are_followed_as_far_as_they_lead() {
        let root = json!({
            "a": { "$ref": "#/b/~1x~1%7Bid%7D" },
            "b": { "/x/{id}": { "$ref": "#/c/1" } },
            "c": [0, { "end": true }],
            "circle": { "$ref": "#/circle" },
            "outside": { "$ref": "other.json#/a" },
            "nowhere": { "$ref": "#/missing" },
        });
        let document = Document::new(&root);
        let follow = |name| document.follow(document.member(name).unwrap()).place.to_string();
        assert_eq!(follow("a"), "/c/1");
        for name in ["circle", "outside", "nowhere"] {
            assert_eq!(follow(name), format!("/{name}"));
        }
        assert_eq!((decoded("%e9"), decoded("%C3%A9"), decoded("%4")), (None, Some("é".to_owned()), None));
    }
}
