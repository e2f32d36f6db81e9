//! The nodes of a syntax tree.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::iter;

use text_size::{TextRange, TextSize};

use crate::SourceText;
use crate::flat::{FlatTree, NodeIndex};
use crate::generated::kinds::{Field, SyntaxKind};

/// A node of a [`SyntaxTree`](crate::SyntaxTree), with the text that it was parsed from.
///
/// Named nodes are those that the grammar names (`let_declaration`, `identifier`, comments); the other ones
/// are keywords and punctuation. Nodes of two different trees are never equal, even of the same text.
#[derive(Copy, Clone)]
pub struct SyntaxNode<'t> {
    tree: &'t FlatTree,
    index: NodeIndex,
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
    pub(crate) fn root(tree: &'t FlatTree, text: &'t SourceText) -> Self {
        Self { tree, index: NodeIndex::ROOT, text }
    }

    /// What kind of node it is.
    pub fn kind(self) -> SyntaxKind {
        self.tree.node(self.index).kind
    }

    /// The bytes that it spans, without white space and comments around it.
    pub fn range(self) -> TextRange {
        self.tree.node(self.index).range
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
        self.kind().is_named()
    }

    /// Whether it is a token: a node without children.
    pub fn is_token(self) -> bool {
        self.tree.first_child(self.index).is_none()
    }

    /// Whether it stands for something that is missing in the text. Such a node is empty. Either the parser has put it in
    /// to go on, or the grammar itself provides for what is missing ([`SyntaxKind::Missing`], [`SyntaxKind::Unclosed`]).
    pub fn is_missing(self) -> bool {
        self.tree.node(self.index).is_missing || matches!(self.kind(), SyntaxKind::Missing | SyntaxKind::Unclosed)
    }

    /// Whether it holds text that did not fit the grammar.
    pub fn is_error(self) -> bool {
        self.kind() == SyntaxKind::Error
    }

    /// Whether it is, or has anywhere below it, an error or a node that the parser has put in. Missing things for which the
    /// grammar provides do not count.
    pub fn has_error(self) -> bool {
        self.tree.node(self.index).has_error
    }

    /// Whether it is a comment.
    pub fn is_comment(self) -> bool {
        matches!(self.kind(), SyntaxKind::LineComment | SyntaxKind::BlockComment)
    }

    /// The node right above it.
    pub fn parent(self) -> Option<Self> {
        self.with(self.tree.parent(self.index))
    }

    /// The node itself and all above it, innermost first.
    pub fn ancestors(self) -> impl Iterator<Item = Self> {
        iter::successors(Some(self), |node| node.parent())
    }

    /// Its children, tokens and comments included.
    pub fn children(self) -> SyntaxChildren<'t> {
        SyntaxChildren { next: self.first_child(), last: None }
    }

    /// Its named children, comments included.
    pub fn named_children(self) -> impl Iterator<Item = Self> {
        self.children().filter(|child| child.is_named())
    }

    /// Its first child.
    pub fn first_child(self) -> Option<Self> {
        self.with(self.tree.first_child(self.index))
    }

    /// Its last child.
    pub fn last_child(self) -> Option<Self> {
        self.children().last()
    }

    /// Its first child of this kind.
    pub fn child_of_kind(self, kind: SyntaxKind) -> Option<Self> {
        self.children().find(|child| child.kind() == kind)
    }

    /// The next child of its parent.
    pub fn next_sibling(self) -> Option<Self> {
        self.with(self.tree.next_sibling(self.index))
    }

    /// The previous child of its parent.
    pub fn prev_sibling(self) -> Option<Self> {
        self.parent()?.children().take_while(|child| *child != self).last()
    }

    /// The next named child of its parent.
    pub fn next_named_sibling(self) -> Option<Self> {
        iter::successors(self.next_sibling(), |node| node.next_sibling()).find(|node| node.is_named())
    }

    /// The previous named child of its parent.
    pub fn prev_named_sibling(self) -> Option<Self> {
        self.parent()?.named_children().take_while(|child| child.index < self.index).last()
    }

    /// Its first child in this field.
    pub fn field(self, field: Field) -> Option<Self> {
        self.children().find(|child| child.field_in_parent() == Some(field))
    }

    /// The field of its parent in which it stands.
    pub fn field_in_parent(self) -> Option<Field> {
        self.tree.node(self.index).field
    }

    /// The node itself and all below it, each one before its children.
    pub fn descendants(self) -> Descendants<'t> {
        Descendants { top: self, last: None, next: self.index, end: self.tree.after(self.index) }
    }

    /// The token before it, if any.
    pub(crate) fn token_before(self) -> Option<Self> {
        // The node before it in the order of the array is the one above it, or the last one below what stands before it.
        let before = self.ancestors().find(|node| node.parent().and_then(Self::first_child) != Some(*node))?;
        self.with(before.index.preceding())
    }

    /// The token behind it, if any.
    pub(crate) fn token_behind(self) -> Option<Self> {
        let mut behind = self.ancestors().find_map(Self::next_sibling)?;
        while let Some(first) = behind.first_child() {
            behind = first;
        }
        Some(behind)
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
        // The last node that begins in time lies below the smallest one that covers the range.
        let last = self.with(self.tree.last_starting_at(range.start())).unwrap_or(self);
        let covers = |node: &Self| node.range().end() >= range.end() && node.range().end() > range.start();
        last.ancestors().take_while(|node| node.index > self.index).find(covers).unwrap_or(self)
    }

    /// The smallest named node below it (or itself) that covers `range`; itself, if the range lies outside.
    pub fn named_covering(self, range: TextRange) -> Self {
        let smallest = self.covering(range);
        smallest.ancestors().find(|node| node.is_named() || *node == self).unwrap_or(self)
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
        let before = self.text.chars_before(self.range().start());
        before.take_while(|c| *c != '\n').map(char::len_utf8).sum()
    }

    /// Whether it spans more than one line.
    pub(crate) fn spans_lines(self) -> bool {
        let range = self.range();
        self.text.line_of(range.start()) != self.text.line_of(range.end())
    }

    /// The token that holds the byte after `offset`.
    fn token_over(self, offset: TextSize) -> Option<Self> {
        let token = self.covering(TextRange::at(offset, TextSize::new(1)));
        (token.is_token() && token.range().contains(offset)).then_some(token)
    }

    fn with(self, index: Option<NodeIndex>) -> Option<Self> {
        index.map(|index| Self { index, ..self })
    }
}

impl PartialEq for SyntaxNode<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index && std::ptr::eq(self.tree, other.tree)
    }
}

impl Eq for SyntaxNode<'_> {}

impl Hash for SyntaxNode<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
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
    next: Option<SyntaxNode<'t>>,
    last: Option<SyntaxNode<'t>>,
}

impl SyntaxChildren<'_> {
    /// The field in which the child stands that was returned last.
    pub fn field(&self) -> Option<Field> {
        self.last.and_then(SyntaxNode::field_in_parent)
    }
}

impl<'t> Iterator for SyntaxChildren<'t> {
    type Item = SyntaxNode<'t>;

    fn next(&mut self) -> Option<SyntaxNode<'t>> {
        let child = self.next?;
        self.next = child.next_sibling();
        self.last = Some(child);
        Some(child)
    }
}

/// A node and all below it, each one before its children.
pub struct Descendants<'t> {
    top: SyntaxNode<'t>,
    last: Option<SyntaxNode<'t>>,
    next: NodeIndex,
    end: NodeIndex,
}

impl Descendants<'_> {
    /// How far below the first node the one lies that was returned last.
    pub fn depth(&self) -> usize {
        let last = self.last.unwrap_or(self.top);
        last.ancestors().take_while(|node| *node != self.top).count()
    }

    /// The field of its parent in which the node stands that was returned last.
    pub fn field(&self) -> Option<Field> {
        self.last.filter(|last| *last != self.top).and_then(SyntaxNode::field_in_parent)
    }

    /// Leaves out what lies below the node that was returned last.
    pub fn skip_subtree(&mut self) {
        if let Some(last) = self.last {
            self.next = last.tree.after(last.index);
        }
    }
}

impl<'t> Iterator for Descendants<'t> {
    type Item = SyntaxNode<'t>;

    fn next(&mut self) -> Option<SyntaxNode<'t>> {
        if self.next >= self.end {
            return None;
        }
        let node = SyntaxNode { index: self.next, ..self.top };
        self.next = self.next.following();
        self.last = Some(node);
        Some(node)
    }
}
