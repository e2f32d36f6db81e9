//! The typed syntax tree.
//!
//! One struct for each named node of the grammar, and the enums [`Expression`], [`Statement`], [`Pattern`] and
//! [`Type`]; all of them generated, with an accessor for each field. A field that can hold one kind of node
//! gives that struct, one that can hold the members of an enum gives the enum, and any other mixture gives a
//! [`SyntaxNode`] to match on. Beside them, hand-written:
//!
//! - `names.rs`: what declarations are called, and small questions (`is_async`, `is_static`);
//! - `literals.rs`: the values of strings and numbers;
//! - `operators.rs`: operators as enums;
//! - `bodies.rs`: the places where a block or something else may stand;
//! - `comments.rs`: the comment that describes a declaration or a file;
//! - `items.rs`: the declarations of a file, broken or not.
//!
//! Every accessor returns an `Option` or an iterator, for the tree of a broken text may lack anything.

mod bodies;
mod comments;
mod items;
mod literals;
mod names;
mod operators;

use std::borrow::Cow;
use std::marker::PhantomData;

use text_size::TextRange;

pub use self::bodies::{ArmBody, Callable, ElseBranch, FunctionBody};
pub use self::literals::{StringPiece, unescape, unescape_byte};
pub use self::operators::{BinaryOperator, RangeOperator, UnaryOperator};
pub use crate::generated::nodes::*;
use crate::{Field, SyntaxChildren, SyntaxKind, SyntaxNode};

/// A typed view of a [`SyntaxNode`].
pub trait AstNode<'t>: Copy {
    /// Whether a node of this kind has this type.
    fn can_cast(kind: SyntaxKind) -> bool;

    /// The node as this type, if it is of it.
    fn cast(node: SyntaxNode<'t>) -> Option<Self>;

    /// The node itself.
    fn syntax(&self) -> SyntaxNode<'t>;

    /// The bytes that it spans.
    fn range(&self) -> TextRange {
        self.syntax().range()
    }

    /// Its text.
    fn text(&self) -> Cow<'t, str> {
        self.syntax().text()
    }
}

impl<'t> AstNode<'t> for SyntaxNode<'t> {
    fn can_cast(_: SyntaxKind) -> bool {
        true
    }

    fn cast(node: SyntaxNode<'t>) -> Option<Self> {
        Some(node)
    }

    fn syntax(&self) -> SyntaxNode<'t> {
        *self
    }
}

/// The children of a node that stand in one field, or in none, and are of one type.
pub struct AstChildren<'t, N> {
    children: SyntaxChildren<'t>,
    field: Option<Field>,
    ty: PhantomData<N>,
}

impl<'t, N: AstNode<'t>> Iterator for AstChildren<'t, N> {
    type Item = N;

    fn next(&mut self) -> Option<N> {
        loop {
            let child = self.children.next()?;
            if child.field_in_parent() == self.field
                && let Some(node) = N::cast(child)
            {
                return Some(node);
            }
        }
    }
}

/// What the generated accessors are made of.
pub(crate) mod support {
    use super::*;

    /// The first child in `field`, if it is an `N`.
    pub(crate) fn field<'t, N: AstNode<'t>>(node: SyntaxNode<'t>, field: Field) -> Option<N> {
        node.field(field).and_then(N::cast)
    }

    /// The children in `field` that are an `N`.
    pub(crate) fn fields<'t, N>(node: SyntaxNode<'t>, field: Field) -> AstChildren<'t, N> {
        AstChildren { children: node.children(), field: Some(field), ty: PhantomData }
    }

    /// The first child without a field that is an `N`.
    pub(crate) fn child<'t, N: AstNode<'t>>(node: SyntaxNode<'t>) -> Option<N> {
        children(node).next()
    }

    /// The children without a field that are an `N`.
    pub(crate) fn children<'t, N>(node: SyntaxNode<'t>) -> AstChildren<'t, N> {
        AstChildren { children: node.children(), field: None, ty: PhantomData }
    }

    /// Whether the node has a token of this kind right below it.
    pub(crate) fn has_token(node: SyntaxNode<'_>, kind: SyntaxKind) -> bool {
        node.children().any(|child| child.kind() == kind && !child.is_missing())
    }
}
