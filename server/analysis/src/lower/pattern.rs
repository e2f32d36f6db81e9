//! Patterns.

use fitz_syntax::ast::{self, AstNode};
use fitz_syntax::{SyntaxKind, SyntaxNode};

use super::Lowering;
use crate::hir::{LiteralPat, Pat, PatId};
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
            SyntaxKind::LiteralPattern => literal(node).map_or(Pat::Missing, Pat::Literal),
            SyntaxKind::RangePattern => range_pattern(node),
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

fn literal(node: SyntaxNode<'_>) -> Option<LiteralPat> {
    let literal = ast::LiteralPattern::cast(node)?;
    if literal.null().is_some() {
        return Some(LiteralPat::Null);
    }
    if literal.true_().is_some() || literal.false_().is_some() {
        return Some(LiteralPat::Bool(literal.true_().is_some()));
    }
    if let Some(text) = literal.string_pattern() {
        return Some(LiteralPat::Str(text.plain_value()));
    }
    let negative = literal.negative_literal();
    if let Some(float) = literal.float().or_else(|| negative?.float()) {
        let sign = if negative.is_some() { "-" } else { "" };
        return Some(LiteralPat::Float(format!("{sign}{}", float.syntax().text())));
    }
    node.named_children().find_map(|child| int_bound(child)).map(LiteralPat::Int)
}

/// The value of an integer with or without a minus sign; the inner `None` when it does not fit.
fn int_bound(node: SyntaxNode<'_>) -> Option<Option<i64>> {
    if let Some(integer) = ast::Integer::cast(node) {
        return Some(integer.value());
    }
    let integer = ast::NegativeLiteral::cast(node)?.integer()?;
    Some(integer.value().and_then(i64::checked_neg))
}

fn range_pattern(node: SyntaxNode<'_>) -> Pat {
    let Some(range) = ast::RangePattern::cast(node) else { return Pat::Missing };
    Pat::Range {
        start: range.start().and_then(int_bound).flatten(),
        end: range.end().and_then(int_bound).flatten(),
        is_inclusive: range.operator_kind() == Some(ast::RangeOperator::Inclusive),
    }
}
