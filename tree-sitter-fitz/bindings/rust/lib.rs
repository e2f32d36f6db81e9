//! The [tree-sitter] grammar of the Fitz language.
//!
//! Give [`LANGUAGE`] to a parser:
//!
//! ```
//! let mut parser = tree_sitter::Parser::new();
//! parser.set_language(&tree_sitter_fitz::LANGUAGE.into())?;
//! let tree = parser.parse("let port = 8080\n", None);
//! assert!(tree.is_some_and(|tree| !tree.root_node().has_error()));
//! # Ok::<(), tree_sitter::LanguageError>(())
//! ```
//!
//! Besides `ERROR` and `MISSING` nodes, a tree of a wrong program may hold nodes of the kinds
//! [`UNCLOSED`] and [`MISSING`], which are zero-width and leave everything around them whole, and
//! [`UNCLOSED_COMMENT`] and [`UNEXPECTED_CHARACTER`]. They are syntax errors too, although [`has_error`]
//! does not count them.
//!
//! [tree-sitter]: https://tree-sitter.github.io
//! [`has_error`]: https://docs.rs/tree-sitter/latest/tree_sitter/struct.Node.html#method.has_error

use tree_sitter_language::LanguageFn;

unsafe extern "C" {
    fn tree_sitter_fitz() -> *const ();
}

/// The grammar.
// SAFETY: the function comes from the generated parser and returns a `TSLanguage`.
pub const LANGUAGE: LanguageFn = unsafe { LanguageFn::from_raw(tree_sitter_fitz) };

/// The kinds of nodes with their fields and children, as JSON.
pub const NODE_TYPES: &str = include_str!("../../src/node-types.json");

/// Colours, for tree-sitter-highlight and for editors: the last pattern that matches wins.
pub const HIGHLIGHTS_QUERY: &str = include_str!("../../queries/highlights.scm");

/// Languages inside strings and comments.
pub const INJECTIONS_QUERY: &str = include_str!("../../queries/injections.scm");

/// Scopes, definitions and references of local names.
pub const LOCALS_QUERY: &str = include_str!("../../queries/locals.scm");

/// Definitions and references that other files can see.
pub const TAGS_QUERY: &str = include_str!("../../queries/tags.scm");

/// The kind of the node that stands where a quote, a brace or an interpolation should have been closed.
pub const UNCLOSED: &str = "unclosed";

/// The kind of the node that stands for a name after a dot, or for a body, that is not there.
pub const MISSING: &str = "missing";

/// The kind of a block comment that nothing closes: it ends with its line.
pub const UNCLOSED_COMMENT: &str = "unclosed_comment";

/// The kind of characters that start no token. The tree around them is as if they were not there.
pub const UNEXPECTED_CHARACTER: &str = "unexpected_character";
