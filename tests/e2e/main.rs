//! The language server, end to end: the real binary over real pipes.

mod completion;
mod editors;
mod endpoints;
mod failures;
mod features;
mod handshakes;
mod lifecycle;
mod navigation;
mod offers;
mod protocol;
mod sync;
mod workspace;
