//! The nodes of a syntax tree.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::iter;

use text_size::{TextRange, TextSize};
use tree_sitter::{Node, TreeCursor};

use crate::generated::kinds::{Field, SyntaxKind};
use crate::position::text_size;
use crate::{SourceText, language};

/// A node of a [`SyntaxTree`](crate::SyntaxTree), with the text that it was parsed from.
///
/// Named nodes are those that the grammar names (`let_declaration`, `identifier`, comments); the other ones
/// are keywords and punctuation. Nodes of two different trees are never equal, even of the same text.
#[derive(Copy, Clone)]
pub struct SyntaxNode<'t> {
    node: Node<'t>,
    text: &'t SourceText,
}

/// Which token is meant when an offset touches two.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Bias {
    /// The one that ends at the offset.
    Left,
    /// The one that starts at the offset.
    Right,
}

impl<'t> SyntaxNode<'t> {
    pub(crate) fn new(node: Node<'t>, text: &'t SourceText) -> Self {
        Self { node, text }
    }

    /// What kind of node it is.
    pub fn kind(self) -> SyntaxKind {
        language::kind(self.node.kind_id())
    }

    /// The bytes that it spans, without white space and comments around it.
    pub fn range(self) -> TextRange {
        let start = text_size(self.node.start_byte());
        TextRange::new(start, text_size(self.node.end_byte()).max(start))
    }

    /// Its text.
    pub fn text(self) -> Cow<'t, str> {
        self.text.slice(self.range())
    }

    /// Whether its text is `text`, without copying anything.
    pub fn text_is(self, text: &str) -> bool {
        self.text.slice_is(self.range(), text)
    }

    /// The text of the whole file.
    pub fn source(self) -> &'t SourceText {
        self.text
    }

    /// Whether it is named by the grammar, not a keyword or punctuation.
    pub fn is_named(self) -> bool {
        self.node.is_named()
    }

    /// Whether it is a token: a node without children.
    pub fn is_token(self) -> bool {
        self.node.child_count() == 0
    }

    /// Whether it stands for something that is missing in the text. Such a node is empty. Either the parser has put it in
    /// to go on, or the grammar itself provides for what is missing ([`SyntaxKind::Missing`], [`SyntaxKind::Unclosed`]).
    pub fn is_missing(self) -> bool {
        self.node.is_missing() || matches!(self.kind(), SyntaxKind::Missing | SyntaxKind::Unclosed)
    }

    /// Whether it holds text that did not fit the grammar.
    pub fn is_error(self) -> bool {
        self.node.is_error()
    }

    /// Whether it is, or has anywhere below it, an error or a node that the parser has put in. Missing things for which the
    /// grammar provides do not count.
    pub fn has_error(self) -> bool {
        self.node.has_error()
    }

    /// Whether it is a comment.
    pub fn is_comment(self) -> bool {
        matches!(self.kind(), SyntaxKind::LineComment | SyntaxKind::BlockComment)
    }

    /// The node right above it.
    pub fn parent(self) -> Option<Self> {
        self.node.parent().map(|node| self.with(node))
    }

    /// The node itself and all above it, innermost first.
    pub fn ancestors(self) -> impl Iterator<Item = Self> {
        iter::successors(Some(self), |node| node.parent())
    }

    /// Its children, tokens and comments included.
    pub fn children(self) -> SyntaxChildren<'t> {
        SyntaxChildren::new(self)
    }

    /// Its named children, comments included.
    pub fn named_children(self) -> impl Iterator<Item = Self> {
        self.children().filter(|child| child.is_named())
    }

    /// Its first child.
    pub fn first_child(self) -> Option<Self> {
        self.node.child(0).map(|node| self.with(node))
    }

    /// Its last child.
    pub fn last_child(self) -> Option<Self> {
        self.node.child(self.node.child_count().checked_sub(1)?).map(|node| self.with(node))
    }

    /// Its first child of this kind.
    pub fn child_of_kind(self, kind: SyntaxKind) -> Option<Self> {
        self.children().find(|child| child.kind() == kind)
    }

    /// The next child of its parent.
    pub fn next_sibling(self) -> Option<Self> {
        self.node.next_sibling().map(|node| self.with(node))
    }

    /// The previous child of its parent.
    pub fn prev_sibling(self) -> Option<Self> {
        self.node.prev_sibling().map(|node| self.with(node))
    }

    /// The next named child of its parent.
    pub fn next_named_sibling(self) -> Option<Self> {
        self.node.next_named_sibling().map(|node| self.with(node))
    }

    /// The previous named child of its parent.
    pub fn prev_named_sibling(self) -> Option<Self> {
        self.node.prev_named_sibling().map(|node| self.with(node))
    }

    /// Its first child in this field.
    pub fn field(self, field: Field) -> Option<Self> {
        self.node.child_by_field_id(language::field_id(field)).map(|node| self.with(node))
    }

    /// The field of its parent in which it stands.
    pub fn field_in_parent(self) -> Option<Field> {
        let mut siblings = self.parent()?.children();
        while let Some(sibling) = siblings.next() {
            if sibling == self {
                return siblings.field();
            }
        }
        None
    }

    /// The node itself and all below it, each one before its children.
    pub fn descendants(self) -> Descendants<'t> {
        Descendants { cursor: self.node.walk(), text: self.text, step: Step::Start }
    }

    /// The tokens below it, or itself if it is one, in the order of the text.
    pub fn tokens(self) -> impl Iterator<Item = Self> {
        self.descendants().filter(|node| node.is_token())
    }

    /// The token that contains `offset` or touches it; `bias` decides between two. `None` in white space
    /// that touches no token, and outside the node. Empty tokens (missing ones) are never the answer.
    pub fn token_at(self, offset: TextSize, bias: Bias) -> Option<Self> {
        let left = || self.token_over(offset.checked_sub(TextSize::new(1))?);
        let right = || self.token_over(offset);
        match bias {
            Bias::Left => left().or_else(right),
            Bias::Right => right().or_else(left),
        }
    }

    /// The smallest node below it (or itself) that covers `range`; itself, if the range lies outside.
    pub fn covering(self, range: TextRange) -> Self {
        let node = self.node.descendant_for_byte_range(range.start().into(), range.end().into());
        node.map_or(self, |node| self.with(node))
    }

    /// The smallest named node below it (or itself) that covers `range`; itself, if the range lies outside.
    pub fn named_covering(self, range: TextRange) -> Self {
        let node = self.node.named_descendant_for_byte_range(range.start().into(), range.end().into());
        node.map_or(self, |node| self.with(node))
    }

    /// The tree below it for reading: one named node on a line, with its field and range, and the text of
    /// nodes without named children.
    pub fn dump(self) -> String {
        let mut out = String::new();
        let mut nodes = self.descendants();
        while let Some(node) = nodes.next() {
            if !node.is_named() && !node.is_missing() {
                continue;
            }
            out.push_str(&"  ".repeat(nodes.depth()));
            if let Some(field) = nodes.field() {
                out.push_str(field.name());
                out.push_str(": ");
            }
            out.push_str(&format!("{node:?}"));
            if !node.is_missing() && node.named_children().next().is_none() {
                out.push_str(&format!(" {:?}", node.text()));
            }
            out.push('\n');
        }
        out
    }

    /// The bytes before it on its line, where lines end at `\n` only.
    pub(crate) fn column(self) -> usize {
        self.node.start_position().column
    }

    /// Whether it spans more than one line.
    pub(crate) fn spans_lines(self) -> bool {
        self.node.start_position().row != self.node.end_position().row
    }

    /// The token that holds the byte after `offset`.
    fn token_over(self, offset: TextSize) -> Option<Self> {
        let start = usize::from(offset);
        let node = self.node.descendant_for_byte_range(start, start + 1)?;
        let token = self.with(node);
        (token.is_token() && token.range().contains(offset)).then_some(token)
    }

    fn with(self, node: Node<'t>) -> Self {
        Self { node, text: self.text }
    }
}

impl PartialEq for SyntaxNode<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node && self.node.start_byte() == other.node.start_byte()
    }
}

impl Eq for SyntaxNode<'_> {}

impl Hash for SyntaxNode<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.node.id().hash(state);
    }
}

impl fmt::Debug for SyntaxNode<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let missing = if self.is_missing() { "missing " } else { "" };
        write!(f, "{missing}{:?}@{:?}", self.kind(), self.range())
    }
}

/// The children of a node.
pub struct SyntaxChildren<'t> {
    cursor: TreeCursor<'t>,
    text: &'t SourceText,
    step: Step,
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum Step {
    Start,
    Down,
    Over,
    End,
}

impl<'t> SyntaxChildren<'t> {
    fn new(parent: SyntaxNode<'t>) -> Self {
        Self { cursor: parent.node.walk(), text: parent.text, step: Step::Down }
    }

    /// The field in which the child stands that was returned last.
    pub fn field(&self) -> Option<Field> {
        self.cursor.field_name().and_then(Field::from_name)
    }

    /// Whether the child that was returned last stands in `field`, or in none for `None`.
    pub(crate) fn is_in(&self, field: Option<Field>) -> bool {
        self.cursor.field_id().map(u16::from) == field.map(language::field_id)
    }
}

impl<'t> Iterator for SyntaxChildren<'t> {
    type Item = SyntaxNode<'t>;

    fn next(&mut self) -> Option<SyntaxNode<'t>> {
        let moved = match self.step {
            Step::Down | Step::Start => self.cursor.goto_first_child(),
            Step::Over => self.cursor.goto_next_sibling(),
            Step::End => false,
        };
        self.step = if moved { Step::Over } else { Step::End };
        moved.then(|| SyntaxNode::new(self.cursor.node(), self.text))
    }
}

/// A node and all below it, each one before its children.
pub struct Descendants<'t> {
    cursor: TreeCursor<'t>,
    text: &'t SourceText,
    step: Step,
}

impl Descendants<'_> {
    /// How far below the first node the one lies that was returned last.
    pub fn depth(&self) -> usize {
        self.cursor.depth() as usize
    }

    /// The field of its parent in which the node stands that was returned last.
    pub fn field(&self) -> Option<Field> {
        self.cursor.field_name().and_then(Field::from_name)
    }

    /// Leaves out what lies below the node that was returned last.
    pub fn skip_subtree(&mut self) {
        if self.step == Step::Down {
            self.step = Step::Over;
        }
    }
}

impl<'t> Iterator for Descendants<'t> {
    type Item = SyntaxNode<'t>;

    fn next(&mut self) -> Option<SyntaxNode<'t>> {
        let down = match self.step {
            Step::Start => true,
            Step::Down => self.cursor.goto_first_child(),
            Step::Over => false,
            Step::End => return None,
        };
        // No child: the next sibling, of the node itself or of the nearest node above that has one.
        while !down && !self.cursor.goto_next_sibling() {
            if !self.cursor.goto_parent() {
                self.step = Step::End;
                return None;
            }
        }
        self.step = Step::Down;
        Some(SyntaxNode::new(self.cursor.node(), self.text))
    }
}
