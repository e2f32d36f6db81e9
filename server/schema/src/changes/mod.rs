//! What changed between two AsyncAPI 3 documents, in the words of those who write clients.
//!
//! A client sends frames and receives frames, and the same change means something else for each: a new required field
//! breaks those who send, a removed one breaks those who read, a wider type breaks readers alone. So every change has a
//! [`Direction`] beside its [`Class`]. Names of types, of operations and of handlers do not travel, so they do not count.
//!
//! Start reading at `endpoint.rs` (which endpoints are the same one), then `message.rs` (what travels in each direction)
//! and `schema.rs` (one type against another). `document.rs` follows references, `shape.rs` reads a schema, `words.rs`
//! has the words that several sentences share.

mod access;
mod document;
mod endpoint;
mod handshake;
mod message;
mod object;
mod parameter;
mod relation;
mod report;
mod schema;
mod service;
mod shape;
mod union;
mod words;

use serde_json::Value;

use document::Document;
use report::Report;

/// Something that is different in the newer document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whether clients that were made for the older document still work.
    pub class: Class,
    /// Whom it concerns.
    pub direction: Direction,
    /// The addresses of the endpoints that it concerns; empty for the service as a whole.
    pub endpoints: Vec<String>,
    /// The document that [`Change::pointer`] points into: the newer one, unless something is gone.
    pub document: Side,
    /// Where it is: a JSON pointer (RFC 6901).
    pub pointer: String,
    /// What it means for a client: a sentence in plain text, names and values between backticks.
    pub sentence: String,
}

/// Whether clients that were made for the older document work with the newer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Some of them do not.
    Breaking,
    /// All of them do.
    Compatible,
    /// Nothing is different on the wire.
    Documentation,
}

/// Which clients a [`Change`] concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Clients that send frames to the service.
    Senders,
    /// Clients that read the frames of the service.
    Readers,
    /// All clients.
    Both,
}

/// One of the two documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Side {
    Old,
    New,
}

/// What is different in `new`, in the order of the documents. Both are AsyncAPI 3 documents; what is malformed in them is
/// passed over.
#[must_use]
pub fn changes(old: &Value, new: &Value) -> Vec<Change> {
    let (old, new) = (Document::new(old), Document::new(new));
    let mut report = Report::default();
    service::compare(old, new, &mut report);
    endpoint::compare_all(old, new, &mut report);
    report.finish()
}

impl Class {
    /// Its name in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Class::Breaking => "breaking",
            Class::Compatible => "compatible",
            Class::Documentation => "documentation",
        }
    }
}

impl Direction {
    /// Its name in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Direction::Senders => "senders",
            Direction::Readers => "readers",
            Direction::Both => "both",
        }
    }
}

impl Side {
    /// Its name in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Side::Old => "old",
            Side::New => "new",
        }
    }
}
