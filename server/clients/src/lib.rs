//! Clients of the WebSocket endpoints of a program: one module in TypeScript, one in Python.
//!
//! A client is a text: the types and endpoints of the program, then a runtime that is the same for every program
//! (`runtime/client.ts`, `runtime/client.py`). It is a pure function of the database, and equal programs give equal bytes.
//!
//! Start reading at `model.rs` (what a program exchanges, in the eyes of a client), then `kinds.rs` (which literals a field
//! such as `kind` can have), then `typescript.rs` and `python.rs`. `descriptor.rs` writes the types as the data that both
//! runtimes check frames against.

mod descriptor;
mod kinds;
mod layout;
mod model;
mod names;
mod python;
mod shape;
mod typescript;
mod values;

#[cfg(test)]
mod tests;

pub use python::python;
pub use typescript::typescript;
