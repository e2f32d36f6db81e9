//! Operators of other languages.

use super::spot::{Spot, is_word};
use super::{Form, Mend, edit};

pub(super) const FORMS: &[Form] = &[renamed, negation, step, remainder, plus, fraction, awaited, arrow];

/// What is written otherwise here.
const RENAMED: [(&str, &str); 7] =
    [("&&", "and"), ("||", "or"), ("===", "=="), ("!==", "!="), ("<>", "!="), ("::", "."), ("->", ".")];

/// The operator around the mistake, with its place: `&&`, of which the second half does not fit.
fn run<'a>(spot: &Spot<'a>) -> (usize, usize, &'a str) {
    let is_part = |c: char| "&|=!<>+-*/%:".contains(c);
    let start = spot.before().trim_end_matches(is_part).len();
    let start = if spot.found().starts_with(is_part) { start } else { spot.start };
    let rest = spot.text.get(start..).unwrap_or_default();
    let end = start + rest.len() - rest.trim_start_matches(is_part).len();
    (start, end, spot.slice(start, end))
}

/// The same for a mistake that follows it: the second `-` of `count--` wants a value.
fn run_before<'a>(spot: &Spot<'a>) -> (usize, usize, &'a str) {
    let end = spot.before_end();
    let start = spot.slice(0, end).trim_end_matches(['+', '-']).len();
    (start, end, spot.slice(start, end))
}

fn renamed(spot: &Spot<'_>) -> Option<Mend> {
    let (start, end, written) = run(spot);
    let (_, meant) = RENAMED.iter().find(|(other, _)| *other == written)?;
    let is_name = meant.starts_with(is_word);
    let is_glued = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    let left = if is_name && is_glued(spot.text.get(..start)?.chars().next_back()) { " " } else { "" };
    let right = if is_name && is_glued(spot.text.get(end..)?.chars().next()) { " " } else { "" };
    Mend::certain(format!("Write `{meant}`"), vec![edit(start, end, format!("{left}{meant}{right}"))?])
}

/// `!ready`
fn negation(spot: &Spot<'_>) -> Option<Mend> {
    let operand = spot.end + usize::from(spot.after().starts_with(' '));
    if spot.found() != "!" {
        return None;
    }
    let end = spot.operand_end(operand)?;
    let rest = spot.text.get(end..)?.trim_start_matches([' ', '\t']);
    let binds = |rest: &str| rest.starts_with(['=', '!', '<', '>', '+', '-', '*', '/', '%', '&', '|', '^']);
    let is_looser = rest.starts_with("&&") || rest.starts_with("||") || rest.starts_with("=>");
    let before = spot.before().trim_end();
    let is_operand = ["==", "!=", "<", ">", "<=", ">=", "+"].iter().any(|operator| before.ends_with(operator))
        && !before.ends_with("=>");
    let value = spot.slice(operand, end);
    let text =
        if is_operand || (binds(rest) && !is_looser) { format!("(not {value})") } else { format!("not {value}") };
    Mend::certain("Write `not`", vec![edit(spot.start, end, text)?])
}

/// `count++`
fn step(spot: &Spot<'_>) -> Option<Mend> {
    let (start, end, written) = match run(spot) {
        (_, _, "") => run_before(spot),
        run => run,
    };
    let operator = match written {
        "++" => "+=",
        "--" => "-=",
        _ => return None,
    };
    let (from, to, place) = match spot.starts_statement(start) {
        true => {
            let stop = spot.operand_end(end)?;
            (start, stop, spot.slice(end, stop))
        }
        false => {
            let first = place_start(spot, start);
            (first, end, spot.slice(first, start))
        }
    };
    let is_whole = spot.starts_statement(from) && spot.ends_statement(to) && !place.is_empty() && !place.contains('(');
    is_whole.then(|| {
        Mend::certain(format!("Write `{operator} 1`"), vec![edit(from, to, format!("{place} {operator} 1"))?])
    })?
}

/// Where what is assigned to starts, when it ends at an offset: a name with fields and indexes.
fn place_start(spot: &Spot<'_>, end: usize) -> usize {
    let is_part = |c: char| is_word(c) || matches!(c, '.' | '[' | ']');
    spot.text.get(..end).unwrap_or_default().trim_end_matches(is_part).len()
}

/// `n %= 2`
fn remainder(spot: &Spot<'_>) -> Option<Mend> {
    let (start, end, written) = run(spot);
    let place_end = spot.text.get(..start)?.trim_end_matches(' ').len();
    let from = place_start(spot, place_end);
    let place = spot.slice(from, place_end);
    if written != "%=" || place.is_empty() || !spot.starts_statement(from) {
        return None;
    }
    let value_start = spot.skip_space(end);
    let value_end = spot.operand_end(value_start).filter(|end| spot.ends_statement(*end));
    let text = match value_end {
        Some(_) => format!("{place} = {place} % "),
        None => return None,
    };
    Mend::certain(format!("Write `{place} = {place} % …`"), vec![edit(from, value_start, text)?])
}

/// `+1`
fn plus(spot: &Spot<'_>) -> Option<Mend> {
    let is_sign = run(spot).2 == "+" && spot.after().starts_with(|c: char| c.is_ascii_digit());
    is_sign.then(|| Mend::certain("Remove the `+`", vec![edit(spot.start, spot.end, "")?]))?
}

/// `.5`
fn fraction(spot: &Spot<'_>) -> Option<Mend> {
    let is_number = spot.found() == "." && spot.after().starts_with(|c: char| c.is_ascii_digit());
    let is_first = !spot.before().ends_with(is_word);
    (is_number && is_first)
        .then(|| Mend::certain("Write a `0` before the dot", vec![edit(spot.start, spot.end, "0.")?]))?
}

/// `await load()`
fn awaited(spot: &Spot<'_>) -> Option<Mend> {
    let start = spot.skip_space(spot.end);
    if spot.found() != "await" || start == spot.end {
        return None;
    }
    let end = spot.operand_end(start)?;
    Mend::certain("Write `.await` behind the value", vec![edit(spot.start, start, "")?, edit(end, end, ".await")?])
}

/// `x => x + 1` and `(a, b) => a + b`
fn arrow(spot: &Spot<'_>) -> Option<Mend> {
    let end = spot.before_end();
    if spot.found() != "=>" {
        return None;
    }
    let start = if spot.before().trim_end().ends_with(')') { spot.opening(end)? } else { spot.word_start(end) };
    let is_new = !spot.text.get(..start)?.ends_with(is_word) && start < end;
    let parameters = spot.slice(start, end);
    let text = if parameters.starts_with('(') { format!("fn{parameters}") } else { format!("fn({parameters})") };
    is_new.then(|| Mend::certain("Write `fn` before the parameters", vec![edit(start, end, text)?]))?
}
