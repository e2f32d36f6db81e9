//! Labels of loops, and where `break` and `continue` lead.

use fitz_syntax::{Field, SyntaxKind, SyntaxNode};

/// What a label does: it names a loop, or leads to one.
pub(super) fn sections(label: SyntaxNode<'_>) -> Option<Vec<String>> {
    let text = label.text();
    let parent = label.parent()?;
    if is_loop(parent.kind()) {
        return Some(vec![format!(
            "Names this loop: `break {text}` leaves it, `continue {text}` begins its next round."
        )]);
    }
    Some(vec![target_of_jump(parent.first_child()?)?])
}

/// Which loop a `break` or a `continue` means.
pub(super) fn target_of_jump(keyword: SyntaxNode<'_>) -> Option<String> {
    let what = match keyword.kind() {
        SyntaxKind::BreakKeyword => "Leaves",
        SyntaxKind::ContinueKeyword => "Begins the next round of",
        _ => return None,
    };
    let label = keyword.parent()?.child_of_kind(SyntaxKind::Label);
    let target = loop_of(keyword, label)?;
    let line = target.source().line_of(target.range().start()) + 1;
    let name = label.map(|label| format!(" `{}`", label.text())).unwrap_or_default();
    Some(format!("{what} the loop{name} of line {line}."))
}

/// The loop around a place: the innermost one, or the one of that label. Functions are no way out.
fn loop_of<'t>(place: SyntaxNode<'t>, label: Option<SyntaxNode<'t>>) -> Option<SyntaxNode<'t>> {
    let is_function = |node: &SyntaxNode<'_>| {
        matches!(node.kind(), SyntaxKind::FunctionDefinition | SyntaxKind::MethodDefinition | SyntaxKind::Closure)
    };
    let is_meant = |node: &SyntaxNode<'_>| match label {
        Some(label) => node.field(Field::Label).is_some_and(|it| it.text() == label.text()),
        None => true,
    };
    place.ancestors().take_while(|node| !is_function(node)).filter(|node| is_loop(node.kind())).find(is_meant)
}

fn is_loop(kind: SyntaxKind) -> bool {
    matches!(kind, SyntaxKind::LoopExpression | SyntaxKind::WhileStatement | SyntaxKind::ForStatement)
}
