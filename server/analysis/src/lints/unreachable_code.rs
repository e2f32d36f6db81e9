//! `unreachable-code`: statements that nothing leads to.

use fitz_rules::families::lints::UNREACHABLE_CODE;
use fitz_syntax::{TextRange, TextSize};

use super::{Context, walk};
use crate::diagnostic::Finding;
use crate::hir::{Expr, ExprId, Stmt};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let mut places: Vec<(TextRange, &str)> = Vec::new();
    for (block, expr) in context.lowered.body.exprs.iter() {
        let Expr::Block(statements) = expr else { continue };
        let jump = statements.iter().enumerate().find_map(|(index, statement)| {
            let end = leaves(context, statement)?;
            Some((index, end))
        });
        let Some((index, (end, reason))) = jump else { continue };
        let rest = statements.get(index + 1..).unwrap_or_default();
        // A function may be declared below the `return` that uses it.
        let declares_only = rest.iter().all(|statement| matches!(statement, Stmt::Function { .. }));
        let place = if declares_only { None } else { place_of(context, end, rest, context.range(block)) };
        places.extend(place.map(|place| (place, reason)));
    }
    let outermost = |(place, _): &&(TextRange, &str)| {
        !places.iter().any(|(other, _)| other != place && other.contains_range(*place))
    };
    found.extend(places.iter().filter(outermost).map(|(place, reason)| {
        let finding =
            Finding::new(&UNREACHABLE_CODE, *place, format!("This code is never reached: {reason} before it."))
                .hint("Remove it, or move it before the jump.");
        match removal(context, *place) {
            Some(removal) => finding.fix("Remove it", vec![(removal, String::new())]),
            None => finding,
        }
    }));
}

/// The end of a statement that nothing runs past, and why that is.
fn leaves(context: &Context<'_>, statement: &Stmt) -> Option<(TextSize, &'static str)> {
    let (last, reason) = match statement {
        Stmt::Expr(expr) if never_ends(context, *expr) => {
            let reason = match context.expr(*expr) {
                Expr::Return { .. } => "there is a `return`",
                Expr::Break { .. } => "there is a `break`",
                Expr::Continue => "there is a `continue`",
                Expr::Loop { .. } => "there is a loop without `break`",
                _ => "every branch leaves the block",
            };
            (*expr, reason)
        }
        Stmt::While { condition, body } if matches!(context.expr(*condition), Expr::Bool(true)) => {
            if has_break(context, *body) {
                return None;
            }
            (*body, "there is a loop without `break`")
        }
        _ => return None,
    };
    Some((context.range(last).end(), reason))
}

/// Whether what follows an expression is never reached.
fn never_ends(context: &Context<'_>, expr: ExprId) -> bool {
    match context.expr(expr) {
        Expr::Return { .. } | Expr::Break { .. } | Expr::Continue => true,
        Expr::Loop { body, .. } => !has_break(context, *body),
        Expr::Block(statements) => statements.iter().any(|statement| leaves(context, statement).is_some()),
        Expr::If { then, otherwise: Some(otherwise), .. } => {
            never_ends(context, *then) && never_ends(context, *otherwise)
        }
        Expr::Match { arms, .. } => !arms.is_empty() && arms.iter().all(|arm| never_ends(context, arm.body)),
        _ => false,
    }
}

/// Whether a loop can be left by a `break`: its own, or one with a label in a loop inside it. A hole may hold one.
fn has_break(context: &Context<'_>, body: ExprId) -> bool {
    let leaves = |expr: &Expr| matches!(expr, Expr::Break { .. } | Expr::Missing);
    walk::any(&context.lowered.body, body, &leaves)
}

/// From the statement after `end` to the end of the last one.
fn place_of(context: &Context<'_>, end: TextSize, rest: &[Stmt], block: TextRange) -> Option<TextRange> {
    let text = context.source(TextRange::new(end, block.end()));
    let start = end + TextSize::of(text) - TextSize::of(skip_blanks(text)?);
    let last = end_of(context, rest.last()?)?;
    // Parentheses around the last value leave no trace but these.
    let after = context.source(TextRange::new(last, block.end()));
    let closing = after.chars().take_while(|c| *c == ')').count();
    let last = last + TextSize::try_from(closing).unwrap_or_default();
    // A parenthesis at the start belongs to the statement before.
    let is_statement = start < last && !context.source(TextRange::new(start, last)).starts_with(')');
    is_statement.then(|| TextRange::new(start, last))
}

fn end_of(context: &Context<'_>, statement: &Stmt) -> Option<TextSize> {
    let last = match statement {
        Stmt::Expr(last)
        | Stmt::Let { value: last, .. }
        | Stmt::Assign { value: last, .. }
        | Stmt::While { body: last, .. }
        | Stmt::For { body: last, .. } => *last,
        Stmt::Function { function, .. } => function.body?,
        Stmt::Import { .. } => return None,
    };
    Some(context.range(last).end())
}

/// The statements with the white space before them. `None` when a function among them may be called above, and when there is more on
/// the line of the last one.
fn removal(context: &Context<'_>, place: TextRange) -> Option<TextRange> {
    let declares = |(_, expr): (ExprId, &Expr)| match expr {
        Expr::Block(statements) => statements.iter().any(|statement| match statement {
            Stmt::Function { function, .. } => place.contains_range(function.signature_range),
            _ => false,
        }),
        _ => false,
    };
    let before = context.source(TextRange::up_to(place.start()));
    let kept = TextSize::of(before.trim_end_matches(|c: char| c.is_whitespace() || c == ';'));
    let after = context.source(TextRange::new(place.end(), TextSize::of(context.text)));
    // What stands behind it on its line must not come to stand behind a comment.
    let is_one_line = !context.source(TextRange::new(kept, place.end())).contains('\n');
    let ends: &[char] = if is_one_line { &['\n', '\r', '}', ';'] } else { &['\n', '\r'] };
    let is_last = after.trim_start_matches([' ', '\t']).starts_with(ends);
    (is_last && !context.lowered.body.exprs.iter().any(declares)).then(|| TextRange::new(kept, place.end()))
}

/// The text after spaces, ends of lines and comments.
fn skip_blanks(mut text: &str) -> Option<&str> {
    loop {
        text = text.trim_start_matches(|c: char| c.is_whitespace() || c == ';');
        text = match (text.strip_prefix("//"), text.strip_prefix("/*")) {
            (Some(comment), _) => comment.split_once('\n')?.1,
            (_, Some(comment)) => comment.split_once("*/")?.1,
            _ => return Some(text),
        };
    }
}
