//! Writes an `if` over the values of one thing as a `match`, and the other way round.

use fitz_analysis::Ty;
use fitz_analysis::hir::{Arm, BinaryOp, Expr, ExprId, LiteralPat, Pat, PatId};
use fitz_syntax::{TextRange, TextSize};

use super::shape::{EQUALITY, LOOSE, indented};
use super::{Assist, Entry, Place};

pub(super) const MATCH: Entry = Entry { kind: "refactor.rewrite.ifToMatch", keeps_meaning: true, find: to_match };
pub(super) const IF: Entry = Entry { kind: "refactor.rewrite.matchToIf", keeps_meaning: true, find: to_if };

/// At the word `if`, when each condition compares the same thing with a literal, or the only one is a Bool.
fn to_match(place: &Place<'_>) -> Option<Assist> {
    let id = at_keyword(place, "if", |expr| matches!(expr, Expr::If { .. }))?;
    let is_else = |expr: &Expr| matches!(expr, Expr::If { otherwise: Some(it), .. } if *it == id);
    if place.lowered.body.exprs.iter().any(|(_, expr)| is_else(expr)) {
        return None;
    }
    let (branches, otherwise) = chain(place, id);
    let (scrutinee, patterns) = compared(place, &branches).or_else(|| by_truth(place, &branches, otherwise))?;
    let mut arms: Vec<(String, ExprId)> = patterns.into_iter().zip(branches.iter().map(|(_, block)| *block)).collect();
    let has_all = arms.len() == 1 && arms.first().is_some_and(|(pattern, _)| pattern == "true");
    let rest = if has_all { "false" } else { "_" };
    arms.extend(otherwise.map(|block| (rest.to_owned(), block)));
    // What stands between the conditions and the blocks is dropped.
    let blocks: Vec<TextRange> = arms.iter().map(|(_, block)| place.range(*block)).collect();
    let mut from = place.range(id).start();
    for block in &blocks {
        if place.has_comment(TextRange::new(from, block.start())) {
            return None;
        }
        from = block.end();
    }
    if otherwise.is_none() && !place.is_statement(id) {
        return None;
    }
    let indent = line_indent(place, place.range(id).start());
    let mut text = format!("match {} {{\n", place.text(scrutinee));
    for (pattern, block) in &arms {
        text.push_str(&format!("{indent}    {pattern} => {}\n", indented(place.text(*block), 4)?));
    }
    if otherwise.is_none() {
        text.push_str(&format!("{indent}    _ => {{}}\n"));
    }
    text.push_str(&format!("{indent}}}"));
    place.assist("Write it as a `match`", vec![place.replacement(id, text, LOOSE)])
}

/// The conditions with their blocks, and the last `else`.
fn chain(place: &Place<'_>, id: ExprId) -> (Vec<(ExprId, ExprId)>, Option<ExprId>) {
    let mut branches = Vec::new();
    let mut next = Some(id);
    while let Some(Expr::If { condition, then, otherwise }) = next.map(|id| place.expr(id)) {
        branches.push((*condition, *then));
        next = *otherwise;
    }
    (branches, next)
}

/// What all conditions compare, and the literals.
fn compared(place: &Place<'_>, branches: &[(ExprId, ExprId)]) -> Option<(ExprId, Vec<String>)> {
    let mut patterns = Vec::new();
    let mut common: Option<ExprId> = None;
    for (condition, _) in branches {
        let Expr::Binary { op: BinaryOp::Equal, left, right } = place.expr(*condition) else { return None };
        let literal = place.text(*right);
        let ty = match place.expr(*right) {
            Expr::Int(Some(_)) => Ty::int(),
            Expr::Str(text) if text.plain().is_some() && !literal.contains(['\\', '\n']) => Ty::str(),
            _ => return None,
        };
        let is_same = common.is_none_or(|common| place.text(common) == place.text(*left));
        // A literal of another type is equal to nothing, but 1 is equal to 1.0.
        if !is_same || !is_path(place, *left) || *place.inference.expr_type(*left) != ty {
            return None;
        }
        common = Some(*left);
        patterns.push(literal.to_owned());
    }
    Some((common?, patterns))
}

/// A condition of its own, with both branches.
fn by_truth(
    place: &Place<'_>,
    branches: &[(ExprId, ExprId)],
    otherwise: Option<ExprId>,
) -> Option<(ExprId, Vec<String>)> {
    let [(condition, _)] = branches else { return None };
    let is_bool = *place.inference.expr_type(*condition) == Ty::bool();
    // After a comparison with `null`, the branches know more.
    let asks_for_null = place.inside(place.range(*condition)).any(|id| matches!(place.expr(id), Expr::Null));
    let is_plain = !matches!(place.expr(*condition), Expr::Struct { .. } | Expr::If { .. } | Expr::Match { .. });
    (is_bool && is_plain && !asks_for_null && otherwise.is_some()).then(|| (*condition, vec!["true".to_owned()]))
}

/// At the word `match`, when each pattern is a literal and the last one takes all others.
fn to_if(place: &Place<'_>) -> Option<Assist> {
    let id = at_keyword(place, "match", |expr| matches!(expr, Expr::Match { .. }))?;
    let Expr::Match { scrutinee, arms } = place.expr(id) else { return None };
    let (last, first) = arms.split_last().filter(|(_, first)| !first.is_empty())?;
    if arms.iter().any(|arm| arm.guard.is_some()) || !is_path(place, *scrutinee) && first.len() > 1 {
        return None;
    }
    let is_rest = matches!(place.lowered.body.pats[last.pattern], Pat::Wildcard) || is_pair(place, arms);
    let inside: Vec<TextRange> = arms.iter().map(|arm| place.range(arm.body)).collect();
    let commented = place.has_comment(place.range(id)) && !inside.iter().any(|range| place.has_comment(*range));
    if !is_rest || commented {
        return None;
    }
    let indent = line_indent(place, place.range(id).start());
    let mut text = String::new();
    for arm in first {
        let condition = condition(place, *scrutinee, arm.pattern)?;
        let block = block(place, arm, indent)?;
        // A name in front of such a brace would make it a value of that type.
        let inside = block.trim_start_matches(['{', ' ', '\n']);
        let is_literal = inside.starts_with('}') || inside.split_once(':').is_some_and(|(name, _)| is_word(name));
        if is_literal && condition.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            return None;
        }
        let before = if text.is_empty() { "" } else { " else " };
        text.push_str(&format!("{before}if {condition} {block}"));
    }
    let is_empty = matches!(place.expr(last.body), Expr::Block(statements) if statements.is_empty());
    if !(is_empty && place.is_statement(id) && !place.has_comment(place.range(last.body))) {
        text.push_str(&format!(" else {}", block(place, last, indent)?));
    }
    place.assist("Write it with `if`", vec![place.replacement(id, text, LOOSE)])
}

/// Whether the arms are `true` and `false`.
fn is_pair(place: &Place<'_>, arms: &[Arm]) -> bool {
    let value = |arm: &Arm| match place.lowered.body.pats[arm.pattern] {
        Pat::Literal(LiteralPat::Bool(value)) => Some(value),
        _ => None,
    };
    matches!(arms, [first, second] if value(first).is_some() && value(first) == value(second).map(|it| !it))
}

/// When a value fits a pattern of literals.
fn condition(place: &Place<'_>, scrutinee: ExprId, pattern: PatId) -> Option<String> {
    let ty = place.inference.expr_type(scrutinee);
    let compared = place.operand(scrutinee, EQUALITY + 1);
    match &place.lowered.body.pats[pattern] {
        Pat::Literal(LiteralPat::Bool(true)) if *ty == Ty::bool() => Some(place.operand(scrutinee, 1)),
        Pat::Literal(LiteralPat::Bool(false)) if *ty == Ty::bool() => {
            Some(format!("not {}", place.operand(scrutinee, 12)))
        }
        Pat::Literal(literal) => {
            let text = place.source(place.lowered.body.pat_range(pattern));
            let is_of_type = match literal {
                LiteralPat::Int(Some(_)) => *ty == Ty::int(),
                LiteralPat::Str(_) => *ty == Ty::str() && !text.contains(['{', '}', '\\', '\n']),
                _ => false,
            };
            is_of_type.then(|| format!("{compared} == {text}"))
        }
        Pat::Or(patterns) => {
            let all: Option<Vec<String>> = patterns.iter().map(|it| condition(place, scrutinee, *it)).collect();
            Some(all?.join(" or "))
        }
        _ => None,
    }
}

/// What an arm does, as a block one step further to the left.
fn block(place: &Place<'_>, arm: &Arm, indent: &str) -> Option<String> {
    let text = indented(place.text(arm.body), -4)?;
    match place.expr(arm.body) {
        Expr::Block(_) => Some(text),
        _ => Some(format!("{{\n{indent}    {}\n{indent}}}", indented(&text, 4)?)),
    }
}

/// The expression whose keyword is selected.
fn at_keyword(place: &Place<'_>, keyword: &str, test: impl Fn(&Expr) -> bool) -> Option<ExprId> {
    let id = place.smallest(test)?;
    let word = TextRange::at(place.range(id).start(), TextSize::of(keyword));
    word.contains_range(place.selected).then_some(id)
}

/// A name, or a field of one.
fn is_path(place: &Place<'_>, id: ExprId) -> bool {
    match place.expr(id) {
        Expr::Name(_) => true,
        Expr::Field { object, .. } => is_path(place, *object),
        _ => false,
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.trim_end().chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// The white space at the start of a line.
fn line_indent<'db>(place: &Place<'db>, offset: TextSize) -> &'db str {
    let before = place.line_before(offset);
    before.get(..before.len() - before.trim_start().len()).unwrap_or_default()
}
