//! Keywords that belong together: the ways out of a function, the jumps of a loop, the arms of a `match`, what `async` is for.

use fitz_syntax::{Bias, SyntaxKind, SyntaxNode, TextRange, TextSize};

use crate::labels::{is_function, is_loop, loop_of_jump};

/// The keywords that belong to the one at a place, itself included, in the order of the text.
pub(super) fn related(root: SyntaxNode<'_>, offset: TextSize) -> Option<Vec<TextRange>> {
    let tokens = [Bias::Right, Bias::Left].into_iter().filter_map(|bias| root.token_at(offset, bias));
    let mut group = tokens.into_iter().find_map(group_of)?;
    // Postfix operators stand behind what they apply to, so the order of the tree is not that of their tokens.
    group.sort_by_key(|range| range.start());
    Some(group)
}

fn group_of(token: SyntaxNode<'_>) -> Option<Vec<TextRange>> {
    let parent = token.parent()?;
    match token.kind() {
        SyntaxKind::FnKeyword => Some(exits(parent)),
        SyntaxKind::ReturnKeyword => function_around(parent).map(exits),
        SyntaxKind::Question if parent.kind() == SyntaxKind::TryExpression => function_around(parent).map(exits),
        SyntaxKind::AsyncKeyword => Some(waits(parent)),
        SyntaxKind::AwaitKeyword => function_around(parent).map(waits),
        SyntaxKind::LoopKeyword | SyntaxKind::WhileKeyword | SyntaxKind::ForKeyword if is_loop(parent) => {
            Some(jumps(parent))
        }
        SyntaxKind::BreakKeyword | SyntaxKind::ContinueKeyword => loop_of_jump(parent).map(jumps),
        SyntaxKind::MatchKeyword => Some(arms(parent)),
        _ => None,
    }
}

fn function_around(node: SyntaxNode<'_>) -> Option<SyntaxNode<'_>> {
    node.ancestors().skip(1).find(|node| is_function(*node))
}

/// `fn`, and each `return` and `?` that leaves the function.
fn exits(function: SyntaxNode<'_>) -> Vec<TextRange> {
    let exit = |node: SyntaxNode<'_>| match node.kind() {
        SyntaxKind::ReturnStatement => keyword(node, &[SyntaxKind::ReturnKeyword]),
        SyntaxKind::TryExpression => keyword(node, &[SyntaxKind::Question]),
        _ => None,
    };
    keyword(function, &[SyntaxKind::FnKeyword]).into_iter().chain(own_nodes(function).filter_map(exit)).collect()
}

/// `async`, and each `await` of the function.
fn waits(function: SyntaxNode<'_>) -> Vec<TextRange> {
    let waits = own_nodes(function).filter(|node| node.kind() == SyntaxKind::AwaitExpression);
    let waits = waits.filter_map(|node| keyword(node, &[SyntaxKind::AwaitKeyword]));
    keyword(function, &[SyntaxKind::AsyncKeyword]).into_iter().chain(waits).collect()
}

/// The keyword of a loop, and each `break` and `continue` that is about it.
fn jumps(around: SyntaxNode<'_>) -> Vec<TextRange> {
    let jump = [SyntaxKind::BreakKeyword, SyntaxKind::ContinueKeyword];
    let jumps = own_nodes(around).filter(|node| {
        matches!(node.kind(), SyntaxKind::BreakStatement | SyntaxKind::ContinueStatement)
            && loop_of_jump(*node) == Some(around)
    });
    let own = [SyntaxKind::LoopKeyword, SyntaxKind::WhileKeyword, SyntaxKind::ForKeyword];
    keyword(around, &own).into_iter().chain(jumps.filter_map(|node| keyword(node, &jump))).collect()
}

/// `match`, and the arrow of each arm.
fn arms(around: SyntaxNode<'_>) -> Vec<TextRange> {
    let body = around.child_of_kind(SyntaxKind::MatchBody);
    let arms = body.into_iter().flat_map(SyntaxNode::children).filter(|node| node.kind() == SyntaxKind::MatchArm);
    let arrows = arms.filter_map(|arm| keyword(arm, &[SyntaxKind::FatArrow]));
    keyword(around, &[SyntaxKind::MatchKeyword]).into_iter().chain(arrows).collect()
}

/// A node and what lies below it, without what belongs to the functions inside.
fn own_nodes(top: SyntaxNode<'_>) -> impl Iterator<Item = SyntaxNode<'_>> {
    let mut found = Vec::new();
    let mut nodes = top.descendants();
    while let Some(node) = nodes.next() {
        if node != top && is_function(node) {
            nodes.skip_subtree();
        } else {
            found.push(node);
        }
    }
    found.into_iter()
}

fn keyword(node: SyntaxNode<'_>, kinds: &[SyntaxKind]) -> Option<TextRange> {
    node.children().find(|child| kinds.contains(&child.kind())).map(SyntaxNode::range)
}
