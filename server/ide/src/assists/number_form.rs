//! Writes a whole number in another base, or with digits in groups.

use fitz_analysis::hir::Expr;
use fitz_syntax::TextRange;

use super::{Assist, Entry, Place};

pub(super) const DECIMAL: Entry = Entry { kind: "refactor.rewrite.decimal", keeps_meaning: true, find: decimal };
pub(super) const HEXADECIMAL: Entry =
    Entry { kind: "refactor.rewrite.hexadecimal", keeps_meaning: true, find: hexadecimal };
pub(super) const BINARY: Entry = Entry { kind: "refactor.rewrite.binary", keeps_meaning: true, find: binary };
pub(super) const GROUPS: Entry = Entry { kind: "refactor.rewrite.digitGroups", keeps_meaning: true, find: groups };
pub(super) const NO_GROUPS: Entry =
    Entry { kind: "refactor.rewrite.noDigitGroups", keeps_meaning: true, find: no_groups };

/// Smaller numbers look the same, or nearly so, in all bases.
const LEAST_IN_DIGITS: i64 = 16;

/// What the word in front of a number says when everybody knows the number in decimal digits: `port: 8080`, `return 404 {…}`.
const DECIMAL_BY_USE: [&str; 5] = ["port", "status", "code", "return", "server"];

/// At a number that is written in another base.
fn decimal(place: &Place<'_>) -> Option<Assist> {
    let number = Number::at(place).filter(|it| it.base() != Some('d'))?;
    number.written(place, number.value.to_string())
}

/// At a number in which one may look for digits of another base.
fn hexadecimal(place: &Place<'_>) -> Option<Assist> {
    let number = Number::at(place).filter(|it| it.base() != Some('x') && it.is_in_digits(place))?;
    number.written(place, format!("0x{:X}", number.value))
}

/// At a number in another base, or one that stands for bits: one of them, or all up to one.
fn binary(place: &Place<'_>) -> Option<Assist> {
    let is_mask = |number: &Number<'_>| number.base() != Some('d') || is_mask(number.value);
    let number = Number::at(place).filter(|it| it.base() != Some('b') && it.is_in_digits(place) && is_mask(it))?;
    number.written(place, format!("0b{:b}", number.value))
}

/// At a number with so many digits that one counts them.
fn groups(place: &Place<'_>) -> Option<Assist> {
    let number = Number::at(place).filter(|it| !it.text.contains('_'))?;
    let (prefix, digits, size, least) = match number.base()? {
        'd' => ("", number.text, 3, 5),
        'x' | 'b' => (number.text.get(..2)?, number.text.get(2..)?, 4, 5),
        _ => return None,
    };
    (digits.len() >= least).then(|| number.written(place, format!("{prefix}{}", grouped(digits, size))))?
}

fn no_groups(place: &Place<'_>) -> Option<Assist> {
    let number = Number::at(place).filter(|it| it.text.contains('_'))?;
    let text = number.text.replace('_', "");
    place.assist("Remove the separators between digits", vec![(number.range, text)])
}

/// A whole number in the text.
struct Number<'a> {
    range: TextRange,
    text: &'a str,
    value: i64,
}

impl<'a> Number<'a> {
    fn at(place: &Place<'a>) -> Option<Number<'a>> {
        let id = place.smallest(|expr| matches!(expr, Expr::Int(_)))?;
        let Expr::Int(Some(value)) = *place.expr(id) else { return None };
        Some(Number { range: place.range(id), text: place.text(id), value })
    }

    /// `d`, or the letter of its prefix; `None` for zeros in front, which look like another base.
    fn base(&self) -> Option<char> {
        let mut chars = self.text.chars();
        match (chars.next()?, chars.next().map(|c| c.to_ascii_lowercase())) {
            ('0', Some(letter @ ('x' | 'b' | 'o'))) => Some(letter),
            ('0', Some(_)) => None,
            _ => Some('d'),
        }
    }

    /// Whether its digits may mean something each: it has another base already, or is none of those that count or name something.
    fn is_in_digits(&self, place: &Place<'_>) -> bool {
        let before = place.line_before(self.range.start());
        let before = before.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '_');
        let name = before.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_lowercase();
        let is_decimal_by_use = DECIMAL_BY_USE.iter().any(|word| name.contains(word));
        self.base() != Some('d') || (self.value >= LEAST_IN_DIGITS && !is_decimal_by_use)
    }

    fn written(&self, place: &Place<'_>, text: String) -> Option<Assist> {
        place.assist(&format!("Write `{text}`"), vec![(self.range, text)])
    }
}

/// Whether a number is one bit, or all the bits up to one.
fn is_mask(value: i64) -> bool {
    value > 0 && (value.count_ones() == 1 || value.trailing_ones() == value.count_ones())
}

/// The digits in groups of a size, counted from the right.
fn grouped(digits: &str, size: usize) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(size) {
            text.push('_');
        }
        text.push(digit);
    }
    text
}
