//! The map of `retry={ max: 3, backoff: "linear" }` at `@cron` and `@background`.

use fitz_rules::families::jobs::{JOB_RETRY_KEY, JOB_RETRY_VALUE};
use fitz_syntax::TextRange;

use super::support::quoted;
use crate::diagnostic::Finding;
use crate::hir::{Decorator, Expr, ExprId, Lowered, UnaryOp};
use crate::nearest::nearest;

/// The keys, and the smallest number that each takes; none for the one that takes a word.
const KEYS: [(&str, Option<i64>); 4] =
    [("max", Some(0)), ("backoff", None), ("initial_secs", Some(1)), ("max_secs", Some(1))];

const BACKOFFS: [&str; 3] = ["exponential", "linear", "constant"];

pub(super) fn check(lowered: &Lowered, decorator: &Decorator, found: &mut Vec<Finding>) {
    let Some(argument) = decorator.keyword("retry") else { return };
    let Expr::Map(pairs) = &lowered.body.exprs[argument.value] else { return };
    let mut seen: Vec<&str> = Vec::new();
    for (key, value) in pairs {
        let range = lowered.body.expr_range(*key);
        let Some(name) = key_name(lowered, *key) else {
            if lowered.body.exprs[*key] != Expr::Missing {
                found.push(key_finding(range, "A key of `retry` is a name.".to_owned()));
            }
            continue;
        };
        let Some((known, smallest)) = KEYS.iter().find(|(known, _)| *known == name) else {
            found.push(unknown_key(range, name, key_is_text(lowered, *key)));
            continue;
        };
        if seen.contains(known) {
            found.push(key_finding(range, format!("`{name}` stands in `retry` twice.")));
            continue;
        }
        seen.push(known);
        check_value(lowered, name, *smallest, *value, found);
    }
}

/// A key may be written with quotes or without.
fn key_name(lowered: &Lowered, key: ExprId) -> Option<&str> {
    match &lowered.body.exprs[key] {
        Expr::Name(name) => Some(name),
        Expr::Str(literal) => literal.plain(),
        _ => None,
    }
}

fn key_is_text(lowered: &Lowered, key: ExprId) -> bool {
    matches!(lowered.body.exprs[key], Expr::Str(_))
}

fn key_finding(range: TextRange, message: String) -> Finding {
    let keys = quoted(KEYS.iter().map(|(key, _)| *key));
    Finding::new(&JOB_RETRY_KEY, range, message).hint(format!("The keys are {keys}, each at most once."))
}

fn unknown_key(range: TextRange, name: &str, is_text: bool) -> Finding {
    let finding = key_finding(range, format!("`retry` has no key `{name}`."));
    match nearest(name, KEYS.iter().map(|(key, _)| *key)) {
        Some(closest) => {
            let written = if is_text { format!("\"{closest}\"") } else { closest.to_owned() };
            finding
                .hint(format!("Did you mean `{closest}`?"))
                .fix(format!("Change to `{closest}`"), vec![(range, written)])
        }
        None => finding,
    }
}

/// Literals are looked at; what is computed is not established.
fn check_value(lowered: &Lowered, name: &str, smallest: Option<i64>, value: ExprId, found: &mut Vec<Finding>) {
    let expr = &lowered.body.exprs[value];
    let range = lowered.body.expr_range(value);
    match smallest {
        Some(smallest) => {
            let fits = match expr {
                Expr::Int(number) => number.is_none_or(|number| number >= smallest),
                Expr::Unary { op: UnaryOp::Negate, operand } => {
                    !matches!(lowered.body.exprs[*operand], Expr::Int(_) | Expr::Float(_))
                }
                other => !is_literal(other),
            };
            if !fits {
                let message = format!("`{name}` of `retry` is an integer of at least {smallest}.");
                found.push(Finding::new(&JOB_RETRY_VALUE, range, message));
            }
        }
        None => {
            let fits = match expr {
                Expr::Str(literal) => literal.plain().is_none_or(|word| BACKOFFS.contains(&word)),
                other => !is_literal(other),
            };
            if !fits {
                let words: Vec<String> = BACKOFFS.iter().map(|word| format!("\"{word}\"")).collect();
                let message = format!("`{name}` of `retry` is {}.", one_of(&words));
                found.push(Finding::new(&JOB_RETRY_VALUE, range, message));
            }
        }
    }
}

fn is_literal(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Int(_)
            | Expr::Float(_)
            | Expr::Bool(_)
            | Expr::Null
            | Expr::Bytes
            | Expr::Str(_)
            | Expr::List(_)
            | Expr::Map(_)
    )
}

/// "`a`, `b` or `c`".
pub(super) fn one_of(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => format!("`{only}`"),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(|word| format!("`{word}`")).collect();
            format!("{} or `{last}`", first.join(", "))
        }
    }
}
