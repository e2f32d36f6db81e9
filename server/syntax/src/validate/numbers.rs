//! Numbers: separators, prefixes, exponents and the range of integers.

use super::{Context, error, range_at};
use crate::{SyntaxError, SyntaxKind, SyntaxNode, TextRange};

const NUMBER: &str = "syntax/invalid-number";

/// A number as the language reads it.
pub(super) struct Number {
    /// Its length in bytes.
    pub(super) len: usize,
    /// Whether it has a fraction or an exponent.
    pub(super) is_float: bool,
}

/// Checks a number of the tree: that it is read to its end, and that an integer fits into 64 bits.
///
/// The grammar ends a number where the next character fits no more. `1_` is then a number and a name, which few
/// places accept; those that do would hide the mistake.
pub(super) fn check(cx: &mut Context<'_>, number: SyntaxNode<'_>) {
    let start = usize::from(number.range().start());
    let after_dot = cx.parent().is_some_and(|parent| {
        parent.kind() == SyntaxKind::TupleIndexExpression && parent.range().start() != number.range().start()
    });
    let len = usize::from(number.range().len());
    match scan(cx.text(), start, after_dot) {
        Ok(read) if read.len < len => {
            let fault = error(NUMBER, number.range(), "After a dot, a number has decimal digits only.");
            cx.report(fault.hint("The parts of a tuple are numbered `0`, `1`, `2` and so on."));
        }
        Ok(_) => {}
        Err(fault) => cx.report(fault),
    }
}

/// Reads the number that starts at `start`. Directly after a dot only plain digits and an exponent are read, which
/// makes `t.0.1` two indices.
pub(super) fn scan(text: &str, start: usize, after_dot: bool) -> Result<Number, SyntaxError> {
    let rest = text.get(start..).unwrap_or_default();
    if !after_dot && let Some(base) = Base::of(rest) {
        return base.scan(rest, start);
    }
    let mut len = digits(rest, start)?;
    let mut is_float = false;
    let tail = |len: usize| rest.get(len..).unwrap_or_default();
    let fraction = tail(len).strip_prefix('.').filter(|fraction| starts_with_digit(fraction));
    if let Some(fraction) = fraction.filter(|_| !after_dot) {
        len += 1 + digits(fraction, start + len + 1)?;
        is_float = true;
    }
    if tail(len).starts_with(['e', 'E']) {
        let exponent = tail(len + 1);
        let sign = usize::from(exponent.starts_with(['+', '-']));
        let power = tail(len + 1 + sign);
        if !starts_with_digit(power) {
            let range = range_at(start, len + 1 + sign);
            return Err(error(NUMBER, range, "The exponent of this number has no digits.")
                .hint("Write the power of ten after the `e`, as in `2e3`; put a space or an operator before a name."));
        }
        len += 1 + sign + digits(power, start + len + 1 + sign)?;
        is_float = true;
    }
    let number = Number { len, is_float };
    if !is_float {
        check_size(rest.get(..len).unwrap_or_default(), 10, range_at(start, len))?;
    }
    Ok(number)
}

/// The length of a run of digits with single separators between them.
fn digits(text: &str, start: usize) -> Result<usize, SyntaxError> {
    let len = text.find(|c: char| !c.is_ascii_digit() && c != '_').unwrap_or(text.len());
    let run = text.get(..len).unwrap_or_default();
    let misplaced = run.find("__").or_else(|| run.ends_with('_').then(|| run.len().saturating_sub(1)));
    match misplaced {
        Some(at) => {
            let count = run.get(at..).map_or(1, |run| run.len() - run.trim_start_matches('_').len());
            Err(separator(range_at(start + at, count), "`1_000`"))
        }
        None => Ok(len),
    }
}

fn separator(range: TextRange, example: &str) -> SyntaxError {
    error(NUMBER, range, "In a number, `_` can only stand between two digits.")
        .hint(format!("Write single separators between digits, as in {example}, or leave them out."))
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

fn check_size(digits: &str, radix: u32, range: TextRange) -> Result<(), SyntaxError> {
    match i64::from_str_radix(&digits.replace('_', ""), radix) {
        Ok(_) => Ok(()),
        Err(_) => Err(error(NUMBER, range, "This integer is too large: the largest one is 9223372036854775807.")
            .hint("Integers have 64 bits. Write a float, e.g. `1e19`, where an approximate value will do.")),
    }
}

/// The base of a number with a prefix.
struct Base {
    radix: u32,
    name: &'static str,
    example: &'static str,
}

impl Base {
    fn of(text: &str) -> Option<Self> {
        let (radix, name, example) = match text.get(..2)? {
            "0x" | "0X" => (16, "hexadecimal", "`0xFF_00`"),
            "0o" | "0O" => (8, "octal", "`0o17_77`"),
            "0b" | "0B" => (2, "binary", "`0b1010_0001`"),
            _ => return None,
        };
        Some(Self { radix, name, example })
    }

    fn scan(&self, text: &str, start: usize) -> Result<Number, SyntaxError> {
        let body = text.get(2..).unwrap_or_default();
        let len = body.find(|c: char| !c.is_digit(self.radix) && c != '_').unwrap_or(body.len());
        let run = body.get(..len).unwrap_or_default();
        let whole = range_at(start, 2 + len);
        if run.trim_matches('_').is_empty() {
            return Err(error(NUMBER, whole, format!("This {} number has no digits after its prefix.", self.name))
                .hint(format!("Write the digits after the prefix, as in {}.", self.example)));
        }
        let misplaced = run.find("__").or_else(|| run.ends_with('_').then(|| run.len().saturating_sub(1)));
        if let Some(at) = misplaced {
            return Err(separator(range_at(start + 2 + at, 1), self.example));
        }
        // The language itself reads `0b12` as two numbers; what is meant is one.
        if let Some(digit) = body.get(len..).and_then(|rest| rest.chars().next()).filter(char::is_ascii_digit) {
            let at = range_at(start + 2 + len, 1);
            return Err(error(NUMBER, at, format!("`{digit}` is not a digit of a {} number.", self.name))
                .hint(format!("Use digits below {} or another prefix.", self.radix)));
        }
        check_size(run, self.radix, whole)?;
        Ok(Number { len: 2 + len, is_float: false })
    }
}
