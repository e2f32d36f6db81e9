//! Patterns.

use fitz_syntax::ast::{self, AstNode};
use fitz_syntax::{SyntaxKind, SyntaxNode};

use super::Lowering;
use crate::hir::{Pat, PatId};
use crate::ty::Name;

impl Lowering {
    /// A pattern in any of its forms, alternatives included.
    pub(super) fn pattern(&mut self, node: Option<SyntaxNode<'_>>, near: SyntaxNode<'_>) -> PatId {
        let Some(node) = node else {
            let end = self.range(near).end();
            return self.alloc_pat(Pat::Missing, fitz_syntax::TextRange::empty(end));
        };
        let range = self.range(node);
        let pattern = match node.kind() {
            SyntaxKind::WildcardPattern => Pat::Wildcard,
            SyntaxKind::Identifier if node.is_missing() => Pat::Missing,
            SyntaxKind::Identifier if node.text_is("_") => Pat::Wildcard,
            SyntaxKind::Identifier => Pat::Bind(Name::from(&*node.text())),
            SyntaxKind::LiteralPattern => {
                let is_null = node.named_children().any(|child| child.kind() == SyntaxKind::Null);
                Pat::Literal { is_null }
            }
            SyntaxKind::RangePattern => Pat::Range,
            SyntaxKind::ResultPattern => {
                let Some(result) = ast::ResultPattern::cast(node) else { return self.pattern(None, near) };
                let binding = self.pattern(result.binding().map(|it| it.syntax()), node);
                let is_ok = result.constructor().is_some_and(|name| name.syntax().text_is("Ok"));
                if is_ok { Pat::Ok(binding) } else { Pat::Err(binding) }
            }
            SyntaxKind::TuplePattern => Pat::Tuple(self.patterns_in(node)),
            SyntaxKind::OrPattern => Pat::Or(self.patterns_in(node)),
            SyntaxKind::ParenthesizedPattern => {
                let inner = node.named_children().find(|child| !child.is_comment());
                return self.pattern(inner, node);
            }
            _ => Pat::Missing,
        };
        self.alloc_pat(pattern, range)
    }

    fn patterns_in(&mut self, node: SyntaxNode<'_>) -> Vec<PatId> {
        node.named_children()
            .filter(|child| !child.is_comment() && !child.is_error())
            .map(|child| self.pattern(Some(child), node))
            .collect()
    }
}
