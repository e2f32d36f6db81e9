//! Format specs: `{value:>10.2f}`.
//!
//! `[[fill] align] [sign] ["#"] ["0"] [width] [group] ["." digits] [type]`, where white space counts.

use super::{error, range_at};
use crate::{SyntaxError, TextRange};

const TYPES: &str = "bcdeEfFgGosxX%";

/// What is wrong with a format spec, if anything.
pub(super) fn check(spec: &str, range: TextRange) -> Option<SyntaxError> {
    let start = usize::from(range.start());
    let at = |rest: &str| start + spec.len() - rest.len();
    let mut chars = spec.chars();
    let (first, second) = (chars.next(), chars.next());
    let rest = if second.is_some_and(is_align) { chars.as_str() } else { spec.strip_prefix(is_align).unwrap_or(spec) };
    debug_assert!(first.is_some() || rest.is_empty());
    let rest = rest.strip_prefix(['+', '-', ' ']).unwrap_or(rest);
    let rest = rest.strip_prefix('#').unwrap_or(rest);
    let rest = rest.strip_prefix('0').unwrap_or(rest);
    let (width, after_width) = digits(rest);
    if width.len() > 9 {
        return Some(invalid(spec, range_at(at(rest), width.len()), "the width is too large"));
    }
    let rest = after_width.strip_prefix([',', '_']).unwrap_or(after_width);
    let rest = match rest.strip_prefix('.') {
        Some(precision) => {
            let (digits, tail) = digits(precision);
            if digits.is_empty() {
                return Some(invalid(spec, range_at(at(rest), 1), "the precision after `.` has no digits"));
            }
            if digits.len() > 9 {
                return Some(invalid(spec, range_at(at(precision), digits.len()), "the precision is too large"));
            }
            tail
        }
        None => rest,
    };
    let mut chars = rest.chars();
    let kind = chars.next()?;
    if !TYPES.contains(kind) {
        let reason = format!("`{kind}` is not a type of format");
        return Some(invalid(spec, range_at(at(rest), kind.len_utf8()), &reason));
    }
    let rest = chars.as_str();
    (!rest.is_empty()).then(|| invalid(spec, range_at(at(rest), rest.len()), &format!("`{rest}` is left over")))
}

fn is_align(c: char) -> bool {
    matches!(c, '<' | '>' | '^' | '=')
}

fn digits(text: &str) -> (&str, &str) {
    let len = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(len).unwrap_or((text, ""))
}

fn invalid(spec: &str, range: TextRange, reason: &str) -> SyntaxError {
    error("syntax/format-spec", range, format!("`{spec}` is not a valid format: {reason}.")).hint(
        "A format is written like `>10`, `05d`, `+,.2f` or `#x`; its type is one of `b c d e E f F g G o s x X %`.",
    )
}
