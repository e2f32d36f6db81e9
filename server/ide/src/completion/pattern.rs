//! Patterns of `match`: the values that no arm takes yet.

use fitz_analysis::hir::ExprId;
use fitz_analysis::{Builtin, Item, Resolution, Ty, infer};
use fitz_syntax::ast::{AstNode, MatchExpression, Pattern};
use fitz_syntax::{SyntaxKind, SyntaxNode};

use super::{CompletionItem, CompletionKind, Facts, Query, message, snippet};

/// One of the values that a type has.
pub(super) struct Case {
    /// The pattern, with `_` for what it holds.
    pub(super) pattern: String,
    /// What stands for `_` at first, if it is to be filled in.
    pub(super) binding: Option<&'static str>,
}

impl Case {
    fn literal(pattern: impl Into<String>) -> Case {
        Case { pattern: pattern.into(), binding: None }
    }

    fn holding(pattern: &str, binding: &'static str) -> Case {
        Case { pattern: pattern.to_owned(), binding: Some(binding) }
    }

    /// The pattern as a snippet whose first placeholder has this number.
    pub(super) fn snippet(&self, number: usize) -> String {
        match self.binding {
            Some(binding) => self.pattern.replacen('_', &format!("${{{number}:{binding}}}"), 1),
            None => snippet::escaped(&self.pattern),
        }
    }
}

/// The missing arms, the one for all other values last.
pub(super) fn complete(query: &Query<'_>, matched: SyntaxNode<'_>) -> Vec<CompletionItem> {
    let Some(matched) = MatchExpression::cast(matched) else { return Vec::new() };
    let taken = taken(query, matched);
    let cases = cases_of_match(query, matched);
    let missing: Vec<&Case> = cases.iter().filter(|case| !taken.contains(&case.pattern)).collect();
    let is_arm_start = starts_arm(query);
    let mut items: Vec<CompletionItem> =
        missing.iter().enumerate().map(|(index, case)| item(query, case, index, is_arm_start)).collect();
    let is_whole = cases_are_all(query, matched) && missing.len() > 1;
    if is_whole && is_arm_start {
        items.push(all(query, &missing));
    }
    if !taken.iter().any(|pattern| pattern == "_") {
        items.push(item(query, &Case::literal("_"), cases.len(), is_arm_start));
    }
    items
}

fn item(query: &Query<'_>, case: &Case, index: usize, is_arm_start: bool) -> CompletionItem {
    let arrow = if is_arm_start { " => $0" } else { "" };
    let insert = if is_arm_start || case.binding.is_some() {
        format!("{}{arrow}", case.snippet(1))
    } else {
        case.pattern.clone()
    };
    let is_snippet = insert.contains('$');
    CompletionItem {
        label: match case.binding {
            Some(binding) => case.pattern.replacen('_', binding, 1),
            None => case.pattern.clone(),
        },
        detail: is_arm_start.then(|| "arm".to_owned()),
        plain: is_snippet.then(|| snippet::without_marks(&insert)),
        insert: Some(insert),
        is_snippet,
        facts: Facts {
            is_missing: case.pattern != "_",
            order: u16::try_from(index).unwrap_or(u16::MAX),
            ..Facts::default()
        },
        filter: Some(case.pattern.trim_matches('"').to_owned()),
        ..query.item(case.pattern.as_str(), CompletionKind::Value)
    }
}

/// All missing arms at once, on lines of their own where the cursor has one.
fn all(query: &Query<'_>, missing: &[&Case]) -> CompletionItem {
    let separator = if snippet::column(query, query.replace).trim().is_empty() { "\n" } else { ", " };
    let mut number = 1;
    let mut arms = Vec::new();
    for case in missing {
        let pattern = case.snippet(number);
        number += usize::from(case.binding.is_some());
        arms.push(format!("{pattern} => {{ ${number} }}"));
        number += 1;
    }
    let insert = format!("{}$0", arms.join(separator));
    let patterns: Vec<&str> = missing.iter().map(|case| case.pattern.as_str()).collect();
    CompletionItem {
        detail: Some("all missing arms".to_owned()),
        plain: Some(snippet::without_marks(&insert)),
        insert: Some(insert),
        is_snippet: true,
        facts: Facts { order: u16::MAX, ..Facts::default() },
        ..query.item(patterns.join(", "), CompletionKind::Snippet)
    }
}

/// Whether what is typed is the whole pattern of an arm that has no body yet.
fn starts_arm(query: &Query<'_>) -> bool {
    let Some(around) = query.name.and_then(SyntaxNode::parent) else { return false };
    let arrow = around.child_of_kind(SyntaxKind::FatArrow);
    let is_arm = matches!(around.kind(), SyntaxKind::MatchArm | SyntaxKind::Error);
    is_arm && arrow.is_none_or(|arrow| arrow.range().is_empty())
}

/// The patterns that the arms have already. Those with a guard may leave their value to others.
fn taken(query: &Query<'_>, matched: MatchExpression<'_>) -> Vec<String> {
    let arms = matched.body().into_iter().flat_map(|body| body.match_arms());
    let mut alternatives = Vec::new();
    for arm in arms.filter(|arm| arm.guard().is_none()) {
        arm.pattern().into_iter().for_each(|pattern| collect(pattern.syntax(), &mut alternatives));
    }
    let is_elsewhere = |pattern: &SyntaxNode<'_>| !pattern.range().contains(query.replace.start());
    alternatives.into_iter().filter(is_elsewhere).map(spelled).collect()
}

/// The alternatives of a pattern, one by one.
fn collect<'t>(pattern: SyntaxNode<'t>, found: &mut Vec<SyntaxNode<'t>>) {
    if pattern.kind() == SyntaxKind::OrPattern {
        pattern.named_children().for_each(|part| collect(part, found));
    } else if Pattern::can_cast(pattern.kind()) {
        found.push(pattern);
    }
}

/// A pattern as [`Case`] spells it.
fn spelled(pattern: SyntaxNode<'_>) -> String {
    match pattern.kind() {
        SyntaxKind::ResultPattern => {
            let constructor = pattern.first_child().map(|it| it.text().into_owned()).unwrap_or_default();
            format!("{constructor}(_)")
        }
        // A name takes everything.
        SyntaxKind::Identifier => "_".to_owned(),
        _ => pattern.text().into_owned(),
    }
}

fn matched_value<'db>(query: &Query<'db>, matched: MatchExpression<'_>) -> Option<(Item<'db>, ExprId)> {
    let value = matched.value()?;
    // The tree with a name is that of the text up to the cursor.
    (value.range().end() <= query.replace.start()).then(|| query.expr_at(value.range()))?
}

fn cases_of_match(query: &Query<'_>, matched: MatchExpression<'_>) -> Vec<Case> {
    let Some((item, value)) = matched_value(query, matched) else { return cases(&Ty::Any) };
    let inference = infer(query.db, item);
    let ty = inference.expr_type(value);
    if ty.without_null() == &Ty::str()
        && let Some(Resolution::Field(nominal, field)) = inference.resolutions.get(&value)
    {
        let kinds = message::known_kinds(query, nominal, field);
        let null = matches!(ty, Ty::Nullable(_)).then(|| Case::literal("null"));
        return null.into_iter().chain(kinds.iter().map(|kind| Case::literal(format!("{kind:?}")))).collect();
    }
    cases(ty)
}

/// Whether the values that are offered are all that there are.
fn cases_are_all(query: &Query<'_>, matched: MatchExpression<'_>) -> bool {
    let Some((item, value)) = matched_value(query, matched) else { return false };
    let ty = infer(query.db, item).expr_type(value);
    !matches!(ty, Ty::Any | Ty::PyAny) && ty.without_null() != &Ty::str()
}

/// The values that a type has, as far as patterns can tell them apart.
pub(super) fn cases(ty: &Ty) -> Vec<Case> {
    let result = || vec![Case::holding("Ok(_)", "value"), Case::holding("Err(_)", "error")];
    match ty {
        Ty::Nullable(inner) => {
            let mut found = vec![Case::literal("null")];
            found.extend(match cases(inner) {
                inner if inner.is_empty() => vec![Case::holding("_", "value")],
                inner => inner,
            });
            found
        }
        Ty::Builtin(Builtin::Result, _) => result(),
        Ty::Builtin(Builtin::Bool, _) => vec![Case::literal("true"), Case::literal("false")],
        Ty::Tuple(slots) if !slots.is_empty() => {
            let parts: Vec<&str> = slots.iter().map(|_| "_").collect();
            vec![Case::literal(format!("({})", parts.join(", ")))]
        }
        Ty::Any | Ty::PyAny => {
            let mut found = result();
            found.extend(["null", "true", "false"].map(Case::literal));
            found
        }
        _ => Vec::new(),
    }
}

/// The arms of a whole `match` over a value of that type: `body` is asked for what follows the arrow.
pub(super) fn arms(ty: &Ty, body: impl Fn(usize, &Case) -> String) -> Vec<String> {
    let mut cases = if *ty == Ty::Any { Vec::new() } else { cases(ty) };
    let is_one_of_many = [Builtin::Str, Builtin::Int].iter().any(|builtin| ty.without_null().is(*builtin));
    if is_one_of_many {
        cases.retain(|case| case.binding.is_none());
        let is_text = ty.without_null().is(Builtin::Str);
        cases.push(Case {
            pattern: if is_text { "\"_\"" } else { "_" }.to_owned(),
            binding: Some(if is_text { "" } else { "0" }),
        });
    }
    let takes_all = !is_one_of_many && cases.iter().any(|case| case.binding.is_some() && case.pattern == "_");
    let has_all = matches!(ty.without_null(), Ty::Builtin(Builtin::Result | Builtin::Bool, _) | Ty::Tuple(_));
    if !takes_all && !has_all {
        cases.push(Case::literal("_"));
    }
    let mut number = 1;
    let mut arms = Vec::new();
    for case in &cases {
        let pattern = case.snippet(number);
        number += usize::from(case.binding.is_some());
        arms.push(format!("{pattern} => {}", body(number, case)));
        number += 1;
    }
    arms
}
