//! What is changed for a user leaves whole programs whole: at every place of the test programs, each change that is offered gives a
//! text without a syntax error, and where it says so a program that means the same; and the mends of a whole file mend it.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that panics fails, as it should"
)]

mod assists;
mod mends;
mod program;
