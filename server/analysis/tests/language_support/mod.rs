//! Pages of `tests/language/`: how they are read, and how the programs on them are judged.
//!
//! A page is prose with fenced programs. `page` finds the projects on it, `assertion` reads the comments that tell what is
//! expected, `types` finds the type that a line shows, `judge` compares; `builtins` tells what of the standard library is
//! called. The form of a page is described in
//! `tests/language/README.md`.

mod assertion;
mod builtins;
mod judge;
mod page;
mod types;

pub(crate) use builtins::{called, declared};
pub(crate) use judge::{Verdict, asserted_codes, judge};

/// Something on a page that is not as the page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The line of the page, counted from 1.
    pub(crate) line: usize,
    /// The headings above it, joined.
    pub(crate) section: String,
    /// What was expected, and what was found.
    pub(crate) message: String,
}
