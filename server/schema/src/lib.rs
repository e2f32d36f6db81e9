//! Documents about what a program offers on the wire, made from endpoints and types: AsyncAPI for its WebSockets, OpenAPI
//! for its HTTP routes.
//!
//! [`asyncapi_document`] and [`openapi_document`] turn the endpoints that `fitz-analysis` found into documents. They read the
//! database and nothing else, they never fail (a program with errors gets a document of what is known, which says what is
//! missing), and equal programs give equal bytes. This crate must never know an editor or a protocol.
//!
//! Start reading at `document.rs` (the root of the AsyncAPI document), then `channel.rs` and `operation.rs` (one `@ws`
//! endpoint), then `schema.rs` (a Fitz type as JSON Schema). `openapi/` is the other kind of document, `reference.rs` the
//! profile for comparing with a running server; `options.rs` is what can be chosen. `changes/` compares two documents,
//! whoever made them. `messages/` is the table of the messages of an endpoint.

mod binding;
mod changes;
mod channel;
mod comment;
mod cookies;
mod document;
mod example;
mod info;
mod json;
mod kind_field;
mod messages;
mod missing;
mod names;
mod openapi;
mod operation;
mod options;
mod pointer;
mod reading;
mod reference;
mod schema;
mod security;
mod types;

#[cfg(test)]
mod tests;

pub use changes::{Change, Class, Direction, Side, changes};
pub use document::{Document, asyncapi_document};
pub use example::example;
pub use info::{address, host_and_port};
pub use kind_field::{kind_field, listed_kinds};
pub use messages::{MessageKind, MessageRow, MessageTable, Sender, message_tables};
pub use missing::{Missing, MissingPlace};
pub use openapi::{openapi_document, statuses};
pub use options::{
    AsyncApiOptions, CommonOptions, ExtraServer, ExtraServerError, OpenApiOptions, Profile, SpecVersion,
};
pub use pointer::Source;
pub use reading::{ReadError, read_asyncapi};
pub use schema::json_type;
pub use types::{can_be_json_key, default_as_json, is_open, is_optional};
