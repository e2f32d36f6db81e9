//! Values of arguments that are of the declared kind, but not among those that the declaration allows: words, numbers,
//! addresses.

use std::net::IpAddr;

use super::declaration::{Mistake, bound, rule_of, texts, words_of};
use super::support::{one_of, plain};
use crate::diagnostic::Finding;
use crate::hir::{Decorator, DecoratorArgument, Expr, Lowered, UnaryOp};
use crate::nearest::nearest;

/// Checks an argument, given with the name of its parameter.
pub(super) fn check(
    lowered: &Lowered,
    decorator: &Decorator,
    declaration: &Lowered,
    (argument, name): (&DecoratorArgument, &str),
    found: &mut Vec<Finding>,
) {
    found.extend(word(lowered, declaration, argument, name));
    found.extend(number(lowered, decorator, declaration, argument, name));
    found.extend(address(lowered, declaration, argument, name));
}

fn word(lowered: &Lowered, declaration: &Lowered, argument: &DecoratorArgument, name: &str) -> Option<Finding> {
    let words = words_of(declaration, name);
    let word = plain(lowered, argument).filter(|word| !words.is_empty() && !words.contains(word))?;
    let range = lowered.body.expr_range(argument.value);
    let message = format!("`{name}` cannot be `\"{word}\"`.");
    let finding = Finding::new(rule_of(declaration, Mistake::Word), range, message);
    Some(match nearest(word, words.iter().copied()) {
        Some(closest) => finding
            .hint(format!("Did you mean `\"{closest}\"`?"))
            .fix(format!("Change to `\"{closest}\"`"), vec![(range, format!("\"{closest}\""))]),
        None => {
            let spelled: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            finding.hint(format!("It is {}.", one_of(&spelled)))
        }
    })
}

fn number(
    lowered: &Lowered,
    decorator: &Decorator,
    declaration: &Lowered,
    argument: &DecoratorArgument,
    name: &str,
) -> Option<Finding> {
    let given = integer(lowered, &lowered.body.exprs[argument.value])?;
    let smallest = bound(declaration, "at_least", name);
    let largest = bound(declaration, "at_most", name);
    if smallest.is_none_or(|smallest| given >= smallest) && largest.is_none_or(|largest| given <= largest) {
        return None;
    }
    let bounds = match (smallest, largest) {
        (Some(smallest), Some(largest)) => format!("between {smallest} and {largest}"),
        (Some(smallest), None) => format!("at least {smallest}"),
        (None, Some(largest)) => format!("at most {largest}"),
        (None, None) => return None,
    };
    let range = lowered.body.expr_range(argument.value);
    let message = format!("`{name}` of `@{}` must be {bounds}.", decorator.name.name);
    Some(Finding::new(rule_of(declaration, Mistake::Value), range, message).hint("Write a number in these bounds."))
}

fn integer(lowered: &Lowered, value: &Expr) -> Option<i64> {
    match value {
        Expr::Int(number) => *number,
        Expr::Unary { op: UnaryOp::Negate, operand } => integer(lowered, &lowered.body.exprs[*operand])?.checked_neg(),
        _ => None,
    }
}

fn address(lowered: &Lowered, declaration: &Lowered, argument: &DecoratorArgument, name: &str) -> Option<Finding> {
    if !texts(declaration, "address").any(|parameter| parameter == name) {
        return None;
    }
    let text = plain(lowered, argument).filter(|text| text.parse::<IpAddr>().is_err())?;
    let range = lowered.body.expr_range(argument.value);
    let message = format!("`{name}` is a numeric address, and `{text}` is none.");
    let finding = Finding::new(rule_of(declaration, Mistake::Value), range, message)
        .hint("Write `\"127.0.0.1\"` for this machine alone, or `\"0.0.0.0\"` for all of its networks.");
    Some(if text.eq_ignore_ascii_case("localhost") {
        finding.fix("Change to `\"127.0.0.1\"`", vec![(range, "\"127.0.0.1\"".to_owned())])
    } else {
        finding
    })
}
