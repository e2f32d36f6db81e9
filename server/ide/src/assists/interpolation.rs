//! Writes strings that are added as one string with interpolations, and the other way round.

use fitz_analysis::Ty;
use fitz_analysis::hir::{BinaryOp, Expr, ExprId, StrPart};
use fitz_syntax::TextRange;

use super::shape::SUM;
use super::{Assist, Entry, Place};

pub(super) const INTERPOLATE: Entry =
    Entry { kind: "refactor.rewrite.interpolation", keeps_meaning: true, find: interpolate };
pub(super) const CONCATENATE: Entry =
    Entry { kind: "refactor.rewrite.concatenation", keeps_meaning: true, find: concatenate };

/// In a sum of strings, one of them a literal.
fn interpolate(place: &Place<'_>) -> Option<Assist> {
    let is_sum = |expr: &Expr| matches!(expr, Expr::Binary { op: BinaryOp::Add, .. });
    let sum = largest_sum(place, place.smallest(is_sum)?);
    let range = place.range(sum);
    if place.is_in_string(range) || place.has_comment(range) {
        return None;
    }
    let mut parts = Vec::new();
    collect(place, sum, &mut parts);
    let mut written = String::new();
    let mut has_literal = false;
    for part in &parts {
        if *place.inference.expr_type(*part) != Ty::str() {
            return None;
        }
        if let Expr::Str(_) = place.expr(*part) {
            has_literal = true;
            written.push_str(plain_quotes(place.text(*part))?);
        } else {
            let text = place.text(*part);
            // A backslash in front of a brace takes its meaning, and a colon starts a format.
            if text.contains(['"', '\\', '{', '}', '\n', ':']) || written.ends_with('\\') {
                return None;
            }
            written.push_str(&format!("{{{text}}}"));
        }
    }
    has_literal.then(|| place.assist("Write one string", vec![(range, format!("\"{written}\""))]))?
}

/// At a string whose interpolations are strings as they are.
fn concatenate(place: &Place<'_>) -> Option<Assist> {
    let id = place.smallest(|expr| matches!(expr, Expr::Str(_)))?;
    let Expr::Str(literal) = place.expr(id) else { return None };
    let range = place.range(id);
    plain_quotes(place.text(id)).filter(|_| !place.is_in_string(range))?;
    let mut operands = Vec::new();
    let quote = fitz_syntax::TextSize::of('"');
    let mut from = range.start() + quote;
    for part in &literal.parts {
        let StrPart::Interpolation { value, format, range: braces } = part else { continue };
        // Everything but a string would be made one.
        if format.is_some() || *place.inference.expr_type(*value) != Ty::str() || place.text(*value).contains('\\') {
            return None;
        }
        operands.extend(quoted(place, TextRange::new(from, braces.start())));
        operands.push(place.operand(*value, SUM + 1));
        from = braces.end();
    }
    operands.extend(quoted(place, TextRange::new(from, range.end() - quote)));
    if operands.len() < 2 || is_decorator_argument(place, range) {
        return None;
    }
    place.assist("Add strings", vec![place.replacement(id, operands.join(" + "), SUM)])
}

/// The sum that the sum is a part of.
fn largest_sum(place: &Place<'_>, id: ExprId) -> ExprId {
    let outer = place.lowered.body.exprs.iter().find(
        |(_, expr)| matches!(expr, Expr::Binary { op: BinaryOp::Add, left, right } if *left == id || *right == id),
    );
    outer.map_or(id, |(outer, _)| largest_sum(place, outer))
}

fn collect(place: &Place<'_>, id: ExprId, parts: &mut Vec<ExprId>) {
    match place.expr(id) {
        Expr::Binary { op: BinaryOp::Add, left, right } => {
            collect(place, *left, parts);
            collect(place, *right, parts);
        }
        _ => parts.push(id),
    }
}

/// What stands between the quotes of a string on one line.
fn plain_quotes(text: &str) -> Option<&str> {
    if text.starts_with("\"\"\"") {
        return None;
    }
    text.strip_prefix('"')?.strip_suffix('"')
}

fn quoted(place: &Place<'_>, range: TextRange) -> Option<String> {
    (!range.is_empty()).then(|| format!("\"{}\"", place.source(range)))
}

/// The path of a route has braces that are no interpolation.
fn is_decorator_argument(place: &Place<'_>, range: TextRange) -> bool {
    place.lowered.decorators.iter().any(|decorator| decorator.range.contains_range(range))
}
