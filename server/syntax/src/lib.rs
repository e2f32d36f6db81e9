//! Text and syntax: the bottom layer of the Fitz tooling.
//!
//! This crate owns every byte offset and every node. It knows the grammar (`tree-sitter-fitz`) and it
//! must never know names, types, files on disk or the protocol. No tree-sitter type leaves it: above it
//! there are [`TextRange`]s in UTF-8 bytes, [`SyntaxNode`]s and the typed tree of [`ast`].
//!
//! Where to start reading: [`SourceText`] is a file's text, [`SyntaxTree`] a text with its tree,
//! [`Document`] an open buffer that follows edits. [`ast`] is generated from the grammar by
//! `cargo xtask codegen`, with hand-written extras beside it. [`syntax_errors`] says what is wrong
//! with a text. Parsing itself never fails: any bytes give a tree.

pub mod ast;
mod document;
mod dump;
mod errors;
mod flat;
mod generated;
mod language;
mod node;
mod position;
mod text;
mod tree;
mod validate;

pub use text_size::{TextRange, TextSize};

pub use crate::document::{Document, TextChange};
pub use crate::dump::tree_text;
pub use crate::errors::{SyntaxError, syntax_errors, syntax_errors_except};
pub use crate::generated::kinds::{Field, SyntaxKind};
pub use crate::node::{Bias, Descendants, SyntaxChildren, SyntaxNode};
pub use crate::position::{Position, PositionEncoding};
pub use crate::text::SourceText;
pub use crate::tree::SyntaxTree;
