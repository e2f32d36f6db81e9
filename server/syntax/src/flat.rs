//! The nodes of a tree in one array.
//!
//! Tree-sitter keeps a tree so that the next parse can reuse its parts: a node does not know where it stands, hidden nodes
//! lie between those that count, and each step costs a call. Everything above the parser reads a tree many times, so it is
//! read out once.

use std::hash::Hasher as _;

use rustc_hash::{FxHashMap, FxHasher};
use text_size::{TextRange, TextSize};
use tree_sitter::{Node, Tree, TreeCursor};

use crate::generated::kinds::{Field, SyntaxKind};
use crate::language;
use crate::position::text_size;

/// All nodes of a tree, each one before its children.
#[derive(Debug)]
pub(crate) struct FlatTree {
    /// Never empty: a tree has a root.
    nodes: Vec<FlatNode>,
    root: FlatNode,
    /// The children of the root that have children, by [`identity`].
    statements: FxHashMap<usize, NodeIndex>,
}

/// Which node of its tree: counts them in the order of the array.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeIndex(u32);

/// What is known of a node.
#[derive(Copy, Clone, Debug)]
pub(crate) struct FlatNode {
    /// The bytes that it spans.
    pub(crate) range: TextRange,
    /// The node right above it; the root itself for the root.
    parent: NodeIndex,
    /// The first node after it that does not lie below it.
    after: NodeIndex,
    pub(crate) kind: SyntaxKind,
    /// The field of its parent in which it stands.
    pub(crate) field: Option<Field>,
    /// Whether the parser has put it in to go on.
    pub(crate) is_missing: bool,
    /// Whether it is or has below it an error or a node that the parser has put in.
    pub(crate) has_error: bool,
}

impl NodeIndex {
    pub(crate) const ROOT: Self = Self(0);

    /// The one before it in the order of the array.
    pub(crate) fn preceding(self) -> Option<Self> {
        self.0.checked_sub(1).map(Self)
    }

    /// The next one in the order of the array.
    pub(crate) fn following(self) -> Self {
        Self(self.0 + 1)
    }
}

impl FlatTree {
    /// Reads out a tree. The statements that it shares with the tree of `before` are copied from there.
    pub(crate) fn new(tree: &Tree, before: Option<&FlatTree>) -> Self {
        let root = tree.root_node();
        let reading = Reading {
            has_error: root.has_error(),
            nodes: Vec::with_capacity(root.descendant_count()),
            before: before.filter(|_| !root.has_error()),
            statements: FxHashMap::default(),
        };
        reading.read(&mut tree.walk())
    }

    pub(crate) fn node(&self, index: NodeIndex) -> &FlatNode {
        self.nodes.get(index.0 as usize).unwrap_or(&self.root)
    }

    pub(crate) fn parent(&self, index: NodeIndex) -> Option<NodeIndex> {
        (index != NodeIndex::ROOT).then(|| self.node(index).parent)
    }

    pub(crate) fn first_child(&self, index: NodeIndex) -> Option<NodeIndex> {
        let first = index.following();
        (first < self.after(index)).then_some(first)
    }

    pub(crate) fn next_sibling(&self, index: NodeIndex) -> Option<NodeIndex> {
        let node = self.node(index);
        (node.after < self.after(node.parent) && index != NodeIndex::ROOT).then_some(node.after)
    }

    /// The last node, in the order of the array, that starts at `offset` or before it.
    pub(crate) fn last_starting_at(&self, offset: TextSize) -> Option<NodeIndex> {
        let count = self.nodes.partition_point(|node| node.range.start() <= offset);
        count.checked_sub(1).and_then(|index| u32::try_from(index).ok()).map(NodeIndex)
    }

    /// The first node after this one that does not lie below it; one past the last node for those at the end.
    pub(crate) fn after(&self, index: NodeIndex) -> NodeIndex {
        self.node(index).after
    }
}

/// The nodes that were read so far.
struct Reading<'b> {
    /// Whether there is any error in the tree: if not, no node is asked.
    has_error: bool,
    nodes: Vec<FlatNode>,
    before: Option<&'b FlatTree>,
    statements: FxHashMap<usize, NodeIndex>,
}

impl Reading<'_> {
    fn read(mut self, cursor: &mut TreeCursor<'_>) -> FlatTree {
        let root = self.add(cursor, NodeIndex::ROOT);
        let mut path = vec![root];
        let mut moved = cursor.goto_first_child();
        while let Some(parent) = path.last().copied() {
            if moved {
                let index = self.add(cursor, parent);
                moved = cursor.goto_first_child();
                if moved && parent == NodeIndex::ROOT && self.copy(index, identity(cursor)) {
                    moved = cursor.goto_next_sibling();
                } else if moved {
                    moved = parent != NodeIndex::ROOT || cursor.goto_first_child();
                    path.push(index);
                } else {
                    self.close(index);
                    moved = cursor.goto_next_sibling();
                }
            } else {
                self.close(parent);
                path.pop();
                moved = cursor.goto_parent() && cursor.goto_next_sibling();
            }
        }
        let root = self.nodes.first().copied();
        FlatTree {
            root: root.unwrap_or_else(|| unreachable!("the root was read")),
            nodes: self.nodes,
            statements: self.statements,
        }
    }

    /// Copies what lies below a child of the root from the tree before, if it was there too.
    fn copy(&mut self, index: NodeIndex, identity: usize) -> bool {
        self.statements.insert(identity, index);
        let Some(before) = self.before else { return false };
        let Some(old) = before.statements.get(&identity).copied() else { return false };
        let end = before.after(old);
        let start = self.node_range(index).start();
        let (old_range, moved_by) = (before.node(old).range, index.0.wrapping_sub(old.0));
        if old_range.len() != self.node_range(index).len() {
            return false;
        }
        let moved = |at: NodeIndex| NodeIndex(at.0.wrapping_add(moved_by));
        let below = before.nodes.get(old.following().0 as usize..end.0 as usize).unwrap_or_default();
        self.nodes.extend(below.iter().map(|node| FlatNode {
            range: TextRange::at(start + (node.range.start() - old_range.start()), node.range.len()),
            parent: moved(node.parent),
            after: moved(node.after),
            ..*node
        }));
        self.close(index);
        true
    }

    fn node_range(&self, index: NodeIndex) -> TextRange {
        self.nodes.get(index.0 as usize).map(|node| node.range).unwrap_or_default()
    }

    fn add(&mut self, cursor: &TreeCursor<'_>, parent: NodeIndex) -> NodeIndex {
        let node = cursor.node();
        let index = self.end();
        self.nodes.push(FlatNode {
            range: range(node),
            parent,
            after: index.following(),
            kind: language::kind(node.kind_id()),
            field: cursor.field_id().and_then(|id| language::field(id.get())),
            is_missing: self.has_error && node.is_missing(),
            has_error: self.has_error && node.has_error(),
        });
        index
    }

    /// Everything below a node was read.
    fn close(&mut self, index: NodeIndex) {
        let end = self.end();
        if let Some(node) = self.nodes.get_mut(index.0 as usize) {
            node.after = end;
        }
    }

    fn end(&self) -> NodeIndex {
        NodeIndex(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX))
    }
}

/// Goes back from the first child of a node to the node. The result tells whether two trees share it: it is made of where its
/// children are kept in memory. What two trees share, they keep once, as long as both live; and what leads to a change is
/// never shared, so one of the children has another place. (The node itself has another place in each tree.)
fn identity(cursor: &mut TreeCursor<'_>) -> usize {
    let mut hasher = FxHasher::default();
    loop {
        hasher.write_usize(cursor.node().id());
        if !cursor.goto_next_sibling() {
            break;
        }
    }
    cursor.goto_parent();
    hasher.finish() as usize
}

fn range(node: Node<'_>) -> TextRange {
    let start = text_size(node.start_byte());
    TextRange::new(start, text_size(node.end_byte()).max(start))
}
