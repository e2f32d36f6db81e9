//! A text with its syntax tree.

use std::cell::RefCell;
use std::fmt;
use std::sync::{Arc, OnceLock};

use tree_sitter::{Parser, Tree};

use crate::flat::FlatTree;
use crate::node::SyntaxNode;
use crate::{SourceText, ast, language};

/// A text and its syntax tree. Cloning is cheap and so is sending a clone to another thread.
///
/// Parsing never fails: what does not fit the grammar is kept in nodes of kind
/// [`Error`](crate::SyntaxKind::Error), and what is missing is filled in by empty nodes
/// ([`SyntaxNode::is_missing`]).
#[derive(Clone)]
pub struct SyntaxTree {
    text: SourceText,
    tree: Tree,
    /// The nodes, read out when somebody asks for the first one.
    nodes: Arc<OnceLock<FlatTree>>,
}

impl SyntaxTree {
    /// Parses a text.
    pub fn parse(text: &SourceText) -> Self {
        Self::new(text.clone(), parse(text, None))
    }

    /// Parses a text again after an edit. `edited` is this tree, told about every edit that led to `text`.
    ///
    /// The result is that of [`SyntaxTree::parse`], node for node. Where nothing is broken before and after the edit,
    /// the unchanged parts of the old tree are kept. Otherwise the whole text is parsed: tree-sitter mends what is broken
    /// by trying several ways and keeping the cheapest, and which ones it tries depends on the parts that it was given to
    /// reuse. About one edit of two thousand in broken code would give another tree than a fresh start, and with it
    /// other diagnostics.
    pub(crate) fn reparse(&self, text: SourceText, edited: &Tree) -> Self {
        if !edited.root_node().has_error() {
            let tree = parse(&text, Some(edited));
            if !tree.root_node().has_error() {
                let nodes = FlatTree::new(&tree, self.nodes.get());
                return Self { text, tree, nodes: Arc::new(OnceLock::from(nodes)) };
            }
        }
        Self::parse(&text)
    }

    fn new(text: SourceText, tree: Tree) -> Self {
        Self { text, tree, nodes: Arc::default() }
    }

    /// The text of which this is the tree.
    pub fn text(&self) -> &SourceText {
        &self.text
    }

    /// The root of the tree: of kind [`SourceFile`](crate::SyntaxKind::SourceFile), or
    /// [`Error`](crate::SyntaxKind::Error) when the text as a whole resembles no program. It starts at
    /// the first token, not at the start of the text.
    pub fn root(&self) -> SyntaxNode<'_> {
        SyntaxNode::root(self.nodes.get_or_init(|| FlatTree::new(&self.tree, None)), &self.text)
    }

    /// The root as a typed node.
    pub fn source_file(&self) -> ast::SourceFile<'_> {
        ast::SourceFile::of_root(self.root())
    }

    /// Whether anything in the text does not fit the grammar. `false` does not mean that the text is
    /// valid: some rules of the syntax are checked on the tree, see [`syntax_errors`](crate::syntax_errors).
    pub fn has_error(&self) -> bool {
        self.tree.root_node().has_error()
    }

    pub(crate) fn raw(&self) -> &Tree {
        &self.tree
    }
}

impl fmt::Debug for SyntaxTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root().fmt(f)
    }
}

thread_local! {
    /// One parser for each thread: it keeps its stacks and buffers from one parse to the next.
    static PARSER: RefCell<Parser> = RefCell::new(new_parser());
}

fn new_parser() -> Parser {
    let mut parser = Parser::new();
    // It fails only for a grammar of a version that the library cannot load: a fault of the build, which
    // every test of this crate would meet.
    if let Err(error) = parser.set_language(language::language()) {
        unreachable!("the grammar does not fit the tree-sitter library: {error}");
    }
    parser
}

/// Parses `text`. Unchanged parts of `old` are reused.
fn parse(text: &SourceText, old: Option<&Tree>) -> Tree {
    let tree = PARSER.with_borrow_mut(|parser| match old {
        // After an edit little of the text is read: it comes from the chunks of the rope.
        Some(old) => {
            let rope = text.rope();
            let mut read = |byte: usize, _| -> &[u8] {
                rope.get_chunk_at_byte(byte)
                    .and_then(|(chunk, start, _, _)| chunk.as_bytes().get(byte - start..))
                    .unwrap_or_default()
            };
            parser.parse_with_options(&mut read, Some(old), None)
        }
        None => parser.parse(text.to_string(), None),
    });
    // Only a parse that is stopped from outside ends without a tree, and we stop none.
    tree.unwrap_or_else(|| unreachable!("a parse without a limit has ended without a tree"))
}
