//! Conditions in another form: inverted, spread by De Morgan's laws, turned round, merged and split.
//!
//! `not` binds tighter than a comparison, so what is negated is put in parentheses unless it is a call, a name or the like.

use fitz_analysis::Ty;
use fitz_syntax::{Field, SyntaxKind, SyntaxNode};

use super::super::{Assist, Entry, Place};
use super::nodes::{
    UNARY, binary_precedence, bound, has_comment, has_null, indent_of, is_pure, moved_lines, precedence,
    required_precedence, without_parentheses,
};

pub(super) const INVERT_IF: Entry = Entry { kind: "refactor.rewrite.invertIf", keeps_meaning: true, find: invert_if };
pub(super) const DE_MORGAN: Entry = Entry { kind: "refactor.rewrite.deMorgan", keeps_meaning: true, find: de_morgan };
pub(super) const FLIP: Entry = Entry { kind: "refactor.rewrite.flipComparison", keeps_meaning: true, find: flip };
pub(super) const MERGE_IF: Entry = Entry { kind: "refactor.rewrite.mergeIf", keeps_meaning: true, find: merge_if };
pub(super) const SPLIT_IF: Entry = Entry { kind: "refactor.rewrite.splitIf", keeps_meaning: true, find: split_if };

/// At `if`, when both ways are written out.
fn invert_if(place: &Place<'_>) -> Option<Assist> {
    let node = place.token(&[SyntaxKind::IfKeyword])?.parent().filter(|it| it.kind() == SyntaxKind::IfExpression)?;
    let (condition, consequence) = (node.field(Field::Condition)?, node.field(Field::Consequence)?);
    let alternative = node.field(Field::Alternative).filter(|it| it.kind() == SyntaxKind::Block)?;
    let (negated, _) = negated(place, condition)?;
    let edits = vec![
        (condition.range(), in_same_brackets(condition, &negated)),
        (consequence.range(), alternative.text().into_owned()),
        (alternative.range(), consequence.text().into_owned()),
    ];
    place.change("Invert this `if`", edits)
}

/// At `and` or `or`: `a and b` is `not (not a or not b)`, and the other way round.
fn de_morgan(place: &Place<'_>) -> Option<Assist> {
    let operator = place.token(&[SyntaxKind::AndKeyword, SyntaxKind::OrKeyword])?;
    let node = operator.parent().filter(|it| it.kind() == SyntaxKind::BinaryExpression)?;
    if place.is_in_query(node) || has_comment(node) {
        return None;
    }
    let other = if operator.kind() == SyntaxKind::AndKeyword { SyntaxKind::OrKeyword } else { SyntaxKind::AndKeyword };
    let word = if other == SyntaxKind::OrKeyword { "or" } else { "and" };
    let own = binary_precedence(other);
    let (left, left_precedence) = negated(place, node.field(Field::Left)?)?;
    let (right, right_precedence) = negated(place, node.field(Field::Right)?)?;
    let both = format!("{} {word} {}", bound(&left, left_precedence, own), bound(&right, right_precedence, own + 1));
    let outer = node.ancestors().skip(1).take_while(|it| it.kind() == SyntaxKind::ParenthesizedExpression).last();
    let outer = outer.unwrap_or(node);
    let negation = outer.parent().filter(|it| it.kind() == SyntaxKind::UnaryExpression);
    let negation =
        negation.filter(|it| it.field(Field::Operator).is_some_and(|it| it.kind() == SyntaxKind::NotKeyword));
    let (range, text) = match negation {
        Some(negation) => (negation.range(), bound(&both, own, required_precedence(negation))),
        None => (node.range(), bound(&format!("not ({both})"), UNARY, required_precedence(node))),
    };
    place.change("Apply De Morgan's law", vec![(range, text)])
}

/// At the operator of a comparison whose sides do nothing.
fn flip(place: &Place<'_>) -> Option<Assist> {
    use SyntaxKind as K;
    let operator = place.token(&[K::EqEq, K::BangEq, K::Less, K::LessEq, K::Greater, K::GreaterEq])?;
    let node = operator.parent().filter(|it| it.kind() == K::BinaryExpression)?;
    let (left, right) = (node.field(Field::Left)?, node.field(Field::Right)?);
    if !is_pure(node) || has_comment(node) || place.is_in_query(node) {
        return None;
    }
    let turned = match operator.kind() {
        K::Less => ">",
        K::LessEq => ">=",
        K::Greater => "<",
        K::GreaterEq => "<=",
        _ => operator_text(operator.kind())?,
    };
    let own = precedence(node);
    let new_left = bound(&right.text(), precedence(right), own);
    let new_right = bound(&left.text(), precedence(left), own + 1);
    place.change("Swap the two sides", vec![(node.range(), format!("{new_left} {turned} {new_right}"))])
}

/// At an `if` whose block is another `if` and nothing else.
fn merge_if(place: &Place<'_>) -> Option<Assist> {
    let node = place.token(&[SyntaxKind::IfKeyword])?.parent()?;
    let (condition, block) = plain_if(node)?;
    let mut inside = block.named_children();
    let inner = inside.next().filter(|it| it.kind() == SyntaxKind::ExpressionStatement)?.first_child()?;
    let (inner_condition, inner_block) = plain_if(inner).filter(|_| inside.next().is_none())?;
    if has_null(condition) || has_null(inner_condition) {
        return None;
    }
    let both: Vec<String> = [condition, inner_condition]
        .into_iter()
        .zip([2, 3])
        .map(|(it, required)| {
            let it = without_parentheses(it);
            bound(&it.text(), precedence(it), required)
        })
        .collect();
    let both = in_same_brackets(condition, &both.join(" and "));
    let body = match moved_lines(inner_block, &indent_of(inner), &indent_of(node)) {
        Some(lines) => format!("{{\n{lines}\n{}}}", indent_of(node)),
        None if !inner_block.text().contains('\n') => inner_block.text().into_owned(),
        None => return None,
    };
    place.change("Merge the two `if`", vec![(condition.range(), both), (block.range(), body)])
}

/// At the outermost `and` of the condition of an `if`.
fn split_if(place: &Place<'_>) -> Option<Assist> {
    let operator = place.token(&[SyntaxKind::AndKeyword])?;
    let both = operator
        .parent()
        .filter(|it| it.kind() == SyntaxKind::BinaryExpression && !has_comment(*it) && !has_null(*it))?;
    let outer = both.ancestors().skip(1).take_while(|it| it.kind() == SyntaxKind::ParenthesizedExpression).last();
    let head = outer.unwrap_or(both);
    let node = head.parent().filter(|it| it.kind() == SyntaxKind::IfExpression)?;
    let (condition, block) = plain_if(node).filter(|(condition, _)| *condition == head)?;
    let (first, second) = (both.field(Field::Left)?, both.field(Field::Right)?);
    let indent = indent_of(node);
    let deeper = format!("{indent}    ");
    let second = in_same_brackets(condition, &without_parentheses(second).text());
    let first = in_same_brackets(condition, &without_parentheses(first).text());
    let body = match moved_lines(block, &indent, &deeper) {
        Some(lines) => format!("{{\n{deeper}if {second} {{\n{lines}\n{deeper}}}\n{indent}}}"),
        None if !block.text().contains('\n') => format!("{{ if {second} {} }}", block.text()),
        None => return None,
    };
    place.change("Split into two `if`", vec![(condition.range(), first), (block.range(), body)])
}

/// The condition and the block of an `if` without `else`, which is no `else` itself.
fn plain_if(node: SyntaxNode<'_>) -> Option<(SyntaxNode<'_>, SyntaxNode<'_>)> {
    let is_statement = node.parent().is_some_and(|it| it.kind() == SyntaxKind::ExpressionStatement);
    let is_plain = node.kind() == SyntaxKind::IfExpression && is_statement && node.field(Field::Alternative).is_none();
    let has_else = node.child_of_kind(SyntaxKind::ElseKeyword).is_some();
    (is_plain && !has_else).then_some((node.field(Field::Condition)?, node.field(Field::Consequence)?))
}

/// A new condition, in parentheses if the old one is.
fn in_same_brackets(old: SyntaxNode<'_>, new: &str) -> String {
    if old.kind() == SyntaxKind::ParenthesizedExpression { format!("({new})") } else { new.to_owned() }
}

/// The opposite of a condition, and how tightly it holds together. `None` where operators may mean something else.
pub(super) fn negated(place: &Place<'_>, condition: SyntaxNode<'_>) -> Option<(String, u8)> {
    use SyntaxKind as K;
    let node = without_parentheses(condition);
    if place.is_in_query(node) || has_comment(condition) || has_null(condition) {
        return None;
    }
    let operator = node.field(Field::Operator).map(SyntaxNode::kind);
    let opposite = match (node.kind(), operator) {
        (K::True, _) => return Some(("false".to_owned(), 14)),
        (K::False, _) => return Some(("true".to_owned(), 14)),
        (K::UnaryExpression, Some(K::NotKeyword)) => {
            let operand = without_parentheses(node.field(Field::Operand)?);
            return Some((operand.text().into_owned(), precedence(operand)));
        }
        (K::BinaryExpression, Some(K::EqEq)) => Some("!="),
        (K::BinaryExpression, Some(K::BangEq)) => Some("=="),
        // No order between a number and what is not a number is true.
        (K::BinaryExpression, Some(operator)) if is_whole(place, node) => match operator {
            K::Less => Some(">="),
            K::LessEq => Some(">"),
            K::Greater => Some("<="),
            K::GreaterEq => Some("<"),
            _ => None,
        },
        _ => None,
    };
    if let Some(opposite) = opposite {
        let (left, right) = (node.field(Field::Left)?, node.field(Field::Right)?);
        let own = if matches!(opposite, "==" | "!=") { 3 } else { 4 };
        return Some((format!("{} {opposite} {}", left.text(), right.text()), own));
    }
    Some((format!("not {}", bound(&node.text(), precedence(node), UNARY)), UNARY))
}

/// Whether both sides of a comparison are integers.
fn is_whole(place: &Place<'_>, node: SyntaxNode<'_>) -> bool {
    let sides = [node.field(Field::Left), node.field(Field::Right)];
    sides.into_iter().all(|side| side.is_some_and(|side| *place.type_of(side) == Ty::int()))
}

fn operator_text(operator: SyntaxKind) -> Option<&'static str> {
    match operator {
        SyntaxKind::EqEq => Some("=="),
        SyntaxKind::BangEq => Some("!="),
        _ => None,
    }
}
