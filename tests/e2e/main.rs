//! The language server, end to end: the real binary over real pipes.

mod endpoints;
mod failures;
mod features;
mod handshakes;
mod lifecycle;
mod sync;
mod workspace;
