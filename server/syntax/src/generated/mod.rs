//! What `cargo xtask codegen` makes from the grammar. Do not edit; edit `tree-sitter-fitz/grammar.js`.

pub(crate) mod kinds;
pub(crate) mod nodes;
