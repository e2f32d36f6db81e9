//! What an operator does, and with which types it works at its place.

use fitz_analysis::hir::{BinaryOp, Expr, ExprId, Function, Stmt};
use fitz_analysis::{Ty, operation_type, resolve_type};
use fitz_syntax::{SyntaxKind, SyntaxNode};

use super::token::Place;
use crate::render;

/// The types on both sides of a token and what comes of them. `None` when nothing is known of them.
pub(super) fn operation(place: &Place<'_>, token: SyntaxNode<'_>) -> Option<String> {
    let parent = token.parent()?;
    let text = match parent.kind() {
        SyntaxKind::BinaryExpression => binary(place)?,
        SyntaxKind::AugmentedAssignment => augmented(place)?,
        SyntaxKind::UnaryExpression => unary(place, &token.text())?,
        SyntaxKind::RangeExpression => "Int".to_owned() + &token.text() + "Int -> Range",
        SyntaxKind::TryExpression => return unwrapped(place),
        SyntaxKind::AwaitExpression => awaited(place)?,
        SyntaxKind::MatchExpression if token.kind() == SyntaxKind::MatchKeyword => matched(place)?,
        _ => return None,
    };
    Some(render::code(&text))
}

/// What the token does, in a sentence.
pub(super) fn about(token: SyntaxNode<'_>) -> Option<&'static str> {
    use SyntaxKind as K;
    let parent = token.parent()?.kind();
    Some(match (token.kind(), parent) {
        (K::Question, K::TryExpression) => {
            "Takes the value out of an `Ok`. On an `Err`, the function gives that back at once."
        }
        (K::Question, K::NullableType) => "The value may also be `null`.",
        (K::Arrow, _) => "The type behind it is that of the result.",
        (K::FatArrow, K::MatchArm) => "The arm: what happens, or the value that counts, when the pattern fits.",
        (K::FatArrow, _) => "The body is one expression, and the function gives back its value.",
        (K::Pipe, K::OrPattern) => "Fits when one of the patterns fits.",
        (K::DotDot, K::RangePattern) => "Fits the numbers from the first to before the second.",
        (K::DotDotEq, K::RangePattern) => "Fits the numbers from the first to the second, both included.",
        (K::DotDot, K::SliceExpression) => "A part: from the first place to before the second. Either may be left out.",
        (K::DotDotEq, K::SliceExpression) => "A part: from the first place to the second, both included.",
        (K::DotDot, _) => "The numbers from the first to before the second.",
        (K::DotDotEq, _) => "The numbers from the first to the second, both included.",
        (K::Minus, K::UnaryExpression) => "The number with the opposite sign.",
        (K::Tilde, _) => "The number with each bit turned around.",
        (K::Plus | K::PlusEq, _) => "Adds two numbers, or joins two texts.",
        (K::Minus | K::MinusEq, K::BinaryExpression | K::AugmentedAssignment) => "Subtracts two numbers.",
        (K::Star | K::StarEq, _) => "Multiplies two numbers.",
        (K::Slash | K::SlashEq, _) => {
            "Divides two numbers. Two `Int`s give an `Int`, without a fraction. A divisor of zero stops the program."
        }
        (K::Percent, _) => {
            "What is left of a division of two `Int`s; never negative. A divisor of zero stops the program."
        }
        (K::EqEq, _) => {
            "Whether both sides are equal. Of values of different types, only an `Int` and a `Float` can be."
        }
        (K::BangEq, _) => {
            "Whether both sides differ. Values of different types do, unless they are an `Int` and a `Float`."
        }
        (K::Less | K::LessEq | K::Greater | K::GreaterEq, K::BinaryExpression) => {
            "Compares two numbers, two texts, two dates or two points in time."
        }
        (K::Amp | K::AmpEq, _) => "The bits that are set on both sides.",
        (K::Pipe | K::PipeEq, _) => "The bits that are set on one side or on both.",
        (K::Caret | K::CaretEq, _) => "The bits that are set on exactly one side.",
        (K::Shl | K::ShlEq, _) => "Moves the bits of the left number up, by 0 to 63 places.",
        (K::Shr | K::ShrEq, K::BinaryExpression | K::AugmentedAssignment) => {
            "Moves the bits of the left number down, by 0 to 63 places."
        }
        _ => return None,
    })
}

fn binary(place: &Place<'_>) -> Option<String> {
    let body = &place.lowered.body;
    body.exprs.iter().find_map(|(_, expr)| {
        let Expr::Binary { op, left, right } = expr else { return None };
        is_between(place, *left, *right).then_some(())?;
        shown(*op, place.inference.expr_type(*left), place.inference.expr_type(*right))
    })
}

fn augmented(place: &Place<'_>) -> Option<String> {
    place.lowered.statements().find_map(|statement| {
        let Stmt::Assign { target, op: Some(op), value, .. } = statement else { return None };
        is_between(place, *target, *value).then_some(())?;
        shown(*op, place.inference.expr_type(*target), place.inference.expr_type(*value))
    })
}

/// `left op right -> result`, as far as it is known.
fn shown(op: BinaryOp, left: &Ty, right: &Ty) -> Option<String> {
    if *left == Ty::Any && *right == Ty::Any {
        return None;
    }
    let sign = op.text();
    Some(match operation_type(op, left, right).filter(|result| *result != Ty::Any) {
        Some(result) => format!("{left} {sign} {right} -> {result}"),
        None => format!("{left} {sign} {right}"),
    })
}

fn is_between(place: &Place<'_>, left: ExprId, right: ExprId) -> bool {
    let body = &place.lowered.body;
    body.expr_range(left).end() <= place.range.start() && place.range.end() <= body.expr_range(right).start()
}

fn unary(place: &Place<'_>, sign: &str) -> Option<String> {
    let (id, operand) = innermost(place, |expr| match expr {
        Expr::Unary { operand, .. } => Some(*operand),
        _ => None,
    })?;
    let (operand, result) = (known(place, operand)?, known(place, id)?);
    let space = if sign == "not" { " " } else { "" };
    Some(format!("{sign}{space}{operand} -> {result}"))
}

fn awaited(place: &Place<'_>) -> Option<String> {
    let (id, future) = innermost(place, |expr| match expr {
        Expr::Await(future) => Some(*future),
        _ => None,
    })?;
    Some(format!("{} -> {}", known(place, future)?, known(place, id)?))
}

fn matched(place: &Place<'_>) -> Option<String> {
    let (id, scrutinee) = innermost(place, |expr| match expr {
        Expr::Match { scrutinee, .. } => Some(*scrutinee),
        _ => None,
    })?;
    let scrutinee = known(place, scrutinee)?;
    Some(match known(place, id) {
        Some(result) => format!("match {scrutinee} -> {result}"),
        None => format!("match {scrutinee}"),
    })
}

/// What `?` takes out, and what the function gives back otherwise.
fn unwrapped(place: &Place<'_>) -> Option<String> {
    let (id, operand) = innermost(place, |expr| match expr {
        Expr::Try(operand) => Some(*operand),
        _ => None,
    })?;
    let head = render::code(&format!("{} -> {}", known(place, operand)?, known(place, id)?));
    let declared = enclosing_result(place);
    Some(match declared {
        Some(result) => format!("{head}\n\nThe function around it gives `{result}`."),
        None => head,
    })
}

/// The declared result of the innermost function around a place.
fn enclosing_result(place: &Place<'_>) -> Option<Ty> {
    let body = &place.lowered.body;
    let around = |function: &&Function| function.body.is_some_and(|it| body.expr_range(it).contains_range(place.range));
    let innermost =
        place.lowered.functions().filter(around).min_by_key(|it| it.body.map(|it| body.expr_range(it).len()))?;
    innermost.return_type.as_ref().map(|declared| resolve_type(place.db, place.file, declared))
}

/// The smallest expression of a form around a place, and its part.
fn innermost(place: &Place<'_>, part: impl Fn(&Expr) -> Option<ExprId>) -> Option<(ExprId, ExprId)> {
    let body = &place.lowered.body;
    let around = |id: ExprId, part: ExprId| {
        body.expr_range(id).contains_range(place.range) && !body.expr_range(part).contains_range(place.range)
    };
    let of_form = body.exprs.iter().filter_map(|(id, expr)| Some((id, part(expr)?)));
    of_form.filter(|(id, part)| around(*id, *part)).min_by_key(|(id, _)| body.expr_range(*id).len())
}

fn known<'p>(place: &'p Place<'_>, expr: ExprId) -> Option<&'p Ty> {
    Some(place.inference.expr_type(expr)).filter(|ty| **ty != Ty::Any)
}
