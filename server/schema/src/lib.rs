//! Documents about what a program offers on the wire: AsyncAPI today, made from endpoints and types.
//!
//! [`asyncapi`] turns the endpoints that `fitz-analysis` found into an AsyncAPI 3.0 document. It reads the database and
//! nothing else, it never fails (a program with errors gets a document of what is known), and equal programs give equal
//! bytes. It must never know an editor or a protocol.
//!
//! Start reading at `document.rs` (the root), then `channel.rs` and `operation.rs` (one `@ws` endpoint), then `schema.rs`
//! (a Fitz type as JSON Schema). What does not depend on AsyncAPI (`schema.rs`, `names.rs`, `example.rs`, `comment.rs`)
//! stays free of it, so that other kinds of documents can be added beside it. `changes` compares two documents, whoever made
//! them.

mod binding;
mod changes;
mod channel;
mod comment;
mod document;
mod example;
mod info;
mod json;
mod names;
mod operation;
mod pointer;
mod reading;
mod schema;
mod security;
mod types;

#[cfg(test)]
mod tests;

pub use changes::{Change, Class, Direction, Side, changes};
pub use document::{Document, asyncapi};
pub use example::example;
pub use reading::{ReadError, read_asyncapi};
pub use schema::json_type;
