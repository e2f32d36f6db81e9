//! Fewer levels: leave early instead of nesting what follows.

use fitz_syntax::{Field, SyntaxKind, SyntaxNode, TextRange};

use super::super::{Assist, Entry, Place};
use super::boolean::negated;
use super::nodes::{has_comment, indent_of, is_first_on_line, moved_lines};

pub(super) const GUARD: Entry = Entry { kind: "refactor.rewrite.guardReturn", keeps_meaning: true, find: guard };
pub(super) const NO_ELSE: Entry = Entry { kind: "refactor.rewrite.removeElse", keeps_meaning: true, find: no_else };

/// At an `if` that is the last statement of a function or a loop: leaves when it is not so, and goes on.
fn guard(place: &Place<'_>) -> Option<Assist> {
    let node = at_if(place)?;
    let statement = node.parent().filter(|it| it.kind() == SyntaxKind::ExpressionStatement)?;
    let block = statement.parent().filter(|it| it.kind() == SyntaxKind::Block)?;
    let is_last = statement.next_named_sibling().is_none_or(SyntaxNode::is_missing);
    if !is_last || node.child_of_kind(SyntaxKind::ElseKeyword).is_some() || !is_first_on_line(node) {
        return None;
    }
    let owner = block.parent()?;
    let leave = match owner.kind() {
        // The value of a closure may be that of its last expression.
        SyntaxKind::FunctionDefinition | SyntaxKind::MethodDefinition => "return",
        SyntaxKind::WhileStatement | SyntaxKind::ForStatement => "continue",
        SyntaxKind::LoopExpression if owner.parent()?.kind() == SyntaxKind::ExpressionStatement => "continue",
        _ => return None,
    };
    let (condition, body) = (node.field(Field::Condition)?, node.field(Field::Consequence)?);
    let indent = indent_of(node);
    let (not, _) = negated(place, condition)?;
    let not = if condition.kind() == SyntaxKind::ParenthesizedExpression { format!("({not})") } else { not };
    let lines = moved_lines(body, &format!("{indent}    "), &indent).filter(|lines| !lines.trim().is_empty())?;
    let text = format!("if {not} {{\n{indent}    {leave}\n{indent}}}\n{}", lines.trim_end());
    place.change(&format!("Leave early with `{leave}`"), vec![(node.range(), text)])
}

/// At an `if` whose block always leaves: what is in `else` needs no block.
fn no_else(place: &Place<'_>) -> Option<Assist> {
    let node = at_if(place)?;
    let statement = node.parent().filter(|it| it.kind() == SyntaxKind::ExpressionStatement)?;
    let block = statement.parent().filter(|it| it.kind() == SyntaxKind::Block)?;
    let is_last = statement.next_named_sibling().is_none_or(SyntaxNode::is_missing);
    let (consequence, alternative) = (node.field(Field::Consequence)?, node.field(Field::Alternative)?);
    let is_body = matches!(
        block.parent()?.kind(),
        SyntaxKind::FunctionDefinition
            | SyntaxKind::MethodDefinition
            | SyntaxKind::WhileStatement
            | SyntaxKind::ForStatement
    );
    let declares = alternative.named_children().any(|child| {
        matches!(
            child.kind(),
            SyntaxKind::LetDeclaration
                | SyntaxKind::LetDestructuring
                | SyntaxKind::Assignment
                | SyntaxKind::FunctionDefinition
        )
    });
    // What the block declares must not be seen by what follows, and its value must be nobody's.
    if !leaves(consequence)
        || alternative.kind() != SyntaxKind::Block
        || !is_first_on_line(node)
        || !is_body
        || (declares && !is_last)
    {
        return None;
    }
    let indent = indent_of(node);
    let lines = moved_lines(alternative, &format!("{indent}    "), &indent)?;
    let between = TextRange::new(consequence.range().end(), alternative.range().start());
    if node.children().any(|child| child.is_comment() && between.contains_range(child.range())) {
        return None;
    }
    let rest = TextRange::new(consequence.range().end(), alternative.range().end());
    let text = if lines.trim().is_empty() { String::new() } else { format!("\n{}", lines.trim_end()) };
    place.change("Remove `else`: the block above it leaves", vec![(rest, text)])
}

/// The `if` whose keyword the cursor is at.
fn at_if<'a>(place: &'a Place<'_>) -> Option<SyntaxNode<'a>> {
    let token = place.token(&[SyntaxKind::IfKeyword, SyntaxKind::ElseKeyword])?;
    token.parent().filter(|it| it.kind() == SyntaxKind::IfExpression)
}

/// Whether the last statement of a block leaves it.
fn leaves(block: SyntaxNode<'_>) -> bool {
    let last = block.named_children().filter(|child| !child.is_comment() && !child.is_missing()).last();
    last.is_some_and(|last| {
        matches!(last.kind(), SyntaxKind::ReturnStatement | SyntaxKind::BreakStatement | SyntaxKind::ContinueStatement)
            && !has_comment(last)
    })
}
