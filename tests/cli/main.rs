//! The command line of the real binary: what it prints, where, and how it ends.

mod asyncapi;
mod check;
mod explain;
mod formats;
mod inputs;
mod openapi;
mod parse;
mod program;
mod usage;
