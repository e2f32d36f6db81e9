//! Drives the real `fitz-lsp` binary the way editors and terminals do.
//!
//! [`binary`] builds and finds it. [`Client`] is an editor: it speaks the protocol over the pipes of the process, records
//! every message, answers the server's own requests, and at its end insists on a clean session: exactly one answer for
//! each request, no error that no test has looked at, exit code 0. Nothing here sleeps: everything waits for an event,
//! with a deadline.

mod binary;
mod client;
mod fixture;
mod framing;

pub use binary::binary;
pub use client::{Client, ClientBuilder, DEADLINE, Message, at};
pub use fixture::{Project, app, cursor, position_of, uri_of};
