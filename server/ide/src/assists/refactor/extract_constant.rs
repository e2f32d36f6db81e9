//! Gives a literal a name at the top of the module.

use fitz_syntax::{Field, SyntaxKind, SyntaxNode};

use super::super::{Assist, Entry, Place};
use super::extract_variable::{is_free_to_move, snake};
use super::nodes::is_expression;

pub(super) const ENTRY: Entry = Entry { kind: "refactor.extract.constant", keeps_meaning: true, find: assist };

/// Words of a text that go into a name.
const WORDS: usize = 4;

/// At a number or a text in the body of a function.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let node = literal(place)?;
    let parent = node.parent()?;
    // The first argument of many functions of the language is read as it is written, and so are keys.
    let is_read = matches!(node.field_in_parent(), Some(Field::Key | Field::Index | Field::Status))
        || (node.kind() == SyntaxKind::StringLiteral
            && parent.kind() == SyntaxKind::Arguments
            && !is_own_call(place, parent))
        || matches!(
            parent.kind(),
            SyntaxKind::UnaryExpression | SyntaxKind::NamedArgument | SyntaxKind::ExpressionStatement
        );
    let is_in_body = node.ancestors().any(|it| matches!(it.kind(), SyntaxKind::Block | SyntaxKind::ExpressionBody));
    let is_compared = is_compared(node, parent);
    if is_read || is_compared || !is_in_body || !place.is_function() || !is_free_to_move(place, node) {
        return None;
    }
    let name = place.fresh_name(&suggested_name(node))?;
    let declaration = format!("let {name} = {}\n\n", node.text());
    place.change(&format!("Extract into a constant `{name}`"), vec![(place.above(), declaration), (node.range(), name)])
}

/// The literal that is selected, or that the cursor is in.
fn literal<'a>(place: &'a Place<'_>) -> Option<SyntaxNode<'a>> {
    let node = place.tree.root().covering(place.selection());
    let kinds = [SyntaxKind::Integer, SyntaxKind::Float, SyntaxKind::StringLiteral];
    let literal = node.ancestors().find(|node| kinds.contains(&node.kind())).filter(|node| is_expression(*node))?;
    let is_plain = literal.named_children().all(|child| child.kind() != SyntaxKind::Interpolation);
    let is_text = literal.kind() != SyntaxKind::StringLiteral || literal.text().len() > 2;
    (is_plain && is_text && !literal.text().contains('\n')).then_some(literal)
}

/// Whether a call is one of a function that a program declares.
fn is_own_call(place: &Place<'_>, arguments: SyntaxNode<'_>) -> bool {
    let called = arguments.parent().and_then(|call| call.field(Field::Function));
    let Some(id) = called.and_then(|called| place.expr_of(called)) else { return false };
    match place.inference.resolutions.get(&id) {
        Some(fitz_analysis::Resolution::Item(item)) => item.file.origin(place.db) == fitz_analysis::Origin::Project,
        _ => false,
    }
}

/// Whether a text is compared with something: that says which values there are.
fn is_compared(node: SyntaxNode<'_>, parent: SyntaxNode<'_>) -> bool {
    let operator = parent.field(Field::Operator).map(SyntaxNode::kind);
    node.kind() == SyntaxKind::StringLiteral && matches!(operator, Some(SyntaxKind::EqEq | SyntaxKind::BangEq))
}

/// `TOO_LONG` for `"Too long!"`, and the name of what it is given to for a number.
fn suggested_name(node: SyntaxNode<'_>) -> String {
    let text = if node.kind() == SyntaxKind::StringLiteral { node.text().into_owned() } else { String::new() };
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).take(WORDS);
    let words = words.collect::<Vec<_>>().join("_").to_uppercase();
    if words.starts_with(|c: char| c.is_ascii_alphabetic()) && words.len() <= 40 {
        return words;
    }
    let named = node
        .parent()
        .and_then(|parent| parent.field(Field::Name).filter(|_| parent.kind() != SyntaxKind::CallExpression));
    named.map_or_else(|| "VALUE".to_owned(), |name| snake(&name.text()).to_uppercase())
}
