//! Labels of loops: `'outer: for … { break 'outer }`.
//!
//! A label is known in the body of its loop, but not in the functions inside of it. The innermost loop of that name wins.

use fitz_syntax::{Bias, Field, SyntaxKind, SyntaxNode, TextRange, TextSize};

/// The kinds of nodes that are loops.
const LOOPS: [SyntaxKind; 3] = [SyntaxKind::LoopExpression, SyntaxKind::WhileStatement, SyntaxKind::ForStatement];

/// The label at a place, be it that of a loop or of a jump.
pub(crate) fn label_at(root: SyntaxNode<'_>, offset: TextSize) -> Option<SyntaxNode<'_>> {
    let tokens = [Bias::Right, Bias::Left].into_iter().filter_map(|bias| root.token_at(offset, bias));
    tokens.into_iter().find(|token| token.kind() == SyntaxKind::Label)
}

/// The name of a label, without its apostrophe.
pub(crate) fn name_range(label: SyntaxNode<'_>) -> TextRange {
    let range = label.range();
    TextRange::new(range.start() + TextSize::from(1), range.end())
}

/// The label of the loop that a label stands for; `None` when no loop around it has that name.
pub(crate) fn declaration(label: SyntaxNode<'_>) -> Option<SyntaxNode<'_>> {
    let parent = label.parent()?;
    if is_loop(parent) {
        return Some(label);
    }
    let name = label.text();
    loops_around(parent).filter_map(|it| it.field(Field::Label)).find(|it| it.text_is(&name))
}

/// The labels of the jumps that leave or continue the loop with this label, in the order of the text.
pub(crate) fn uses(declared: SyntaxNode<'_>) -> Vec<SyntaxNode<'_>> {
    let Some(labelled) = declared.parent() else { return Vec::new() };
    let labels = labelled.descendants().filter(|node| node.kind() == SyntaxKind::Label && *node != declared);
    labels.filter(|label| declaration(*label) == Some(declared)).collect()
}

/// Whether a loop around this one, or inside of it, has the label already.
pub(crate) fn is_taken(declared: SyntaxNode<'_>, name: &str) -> bool {
    let Some(labelled) = declared.parent() else { return false };
    let inside = labelled.descendants().filter(|node| is_loop(*node));
    let mut loops = loops_around(labelled).chain(inside).filter_map(|it| it.field(Field::Label));
    loops.any(|label| label.source().slice_is(name_range(label), name))
}

/// The loop that a `break` or `continue` is about: that of its label, or the innermost one.
pub(crate) fn loop_of_jump(jump: SyntaxNode<'_>) -> Option<SyntaxNode<'_>> {
    match jump.field(Field::Label) {
        Some(label) => declaration(label)?.parent(),
        None => loops_around(jump).next(),
    }
}

/// Whether a node is a loop.
pub(crate) fn is_loop(node: SyntaxNode<'_>) -> bool {
    LOOPS.contains(&node.kind())
}

/// Whether a node is a function, a method or a closure: jumps do not leave it.
pub(crate) fn is_function(node: SyntaxNode<'_>) -> bool {
    matches!(node.kind(), SyntaxKind::FunctionDefinition | SyntaxKind::MethodDefinition | SyntaxKind::Closure)
}

/// The loops around a node in the same function, innermost first.
fn loops_around(node: SyntaxNode<'_>) -> impl Iterator<Item = SyntaxNode<'_>> {
    node.ancestors().skip(1).take_while(|node| !is_function(*node)).filter(|node| is_loop(*node))
}
