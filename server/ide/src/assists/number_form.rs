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

/// At a number that is written in another base.
fn decimal(place: &Place<'_>) -> Option<Assist> {
    let number = Number::at(place).filter(|it| it.base() != Some('d'))?;
    number.written(place, number.value.to_string())
}

fn hexadecimal(place: &Place<'_>) -> Option<Assist> {
    let number = Number::at(place).filter(|it| it.base() != Some('x'))?;
    number.written(place, format!("0x{:X}", number.value))
}

fn binary(place: &Place<'_>) -> Option<Assist> {
    let number = Number::at(place).filter(|it| it.base() != Some('b'))?;
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

    fn written(&self, place: &Place<'_>, text: String) -> Option<Assist> {
        place.assist(&format!("Write `{text}`"), vec![(self.range, text)])
    }
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
