//! `ws/kind-literal`: a value of the discriminating field that is probably misspelt.

use fitz_rules::families::messages::KIND_LITERAL;
use fitz_syntax::{TextRange, TextSize};

use super::kinds::{Directions, KindUse, Kinds, field_of, kind_uses};
use crate::diagnostic::Finding;
use crate::nearest::nearest;
use crate::rules::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    for it in kind_uses(view.db, view.item) {
        let Some(literal) = &it.literal else { continue };
        let directions = Directions::of(view.db, view.id.file, &it.message);
        if !directions.incoming && !directions.outgoing {
            continue;
        }
        let listed = listed_values(view, it);
        if listed.is_empty() {
            found.extend(never_set(view, it, literal));
        } else if !listed.contains(literal) {
            let message = format!("The comment at `{}.{}` does not list \"{literal}\".", it.message.name, it.field);
            let finding = Finding::new(&KIND_LITERAL, it.range, message);
            let finding = match field_of(view.db, &it.message, &it.field) {
                Some(field) => finding.related(field.name_pointer, "The values are listed here."),
                None => finding,
            };
            found.push(match nearest(literal, listed.iter().map(String::as_str)) {
                Some(closest) => finding.meant(inside(it.range), closest),
                None => finding.hint("Use one of the values that are listed, or add this one to the comment."),
            });
        }
    }
}

/// The values that the comment at the field lists: `// "ping" | "join"`.
fn listed_values(view: &View<'_>, it: &KindUse) -> Vec<String> {
    let doc = field_of(view.db, &it.message, &it.field).and_then(|field| field.doc).unwrap_or_default();
    let parts: Vec<&str> = doc.trim().split('|').map(str::trim).collect();
    let quoted = |part: &&str| part.strip_prefix('"').and_then(|part| part.strip_suffix('"')).map(str::to_owned);
    let values: Vec<String> = parts.iter().filter_map(quoted).collect();
    // Words between the values may say that there are others.
    if values.len() == parts.len() && values.len() > 1 { values } else { Vec::new() }
}

/// A value that is asked for and never set, while one that can only be the same word is set and never asked for.
fn never_set(view: &View<'_>, it: &KindUse, literal: &String) -> Option<Finding> {
    if it.is_set {
        return None;
    }
    let kinds = Kinds::of(view.db, view.id.file, &it.message, &it.field);
    if kinds.is_computed || kinds.set.contains(literal) {
        return None;
    }
    let closest = kinds.set.iter().find(|set| !kinds.asked.contains(set) && is_slip(set, literal))?;
    let message =
        format!("Nothing sets `{}` to \"{literal}\"; \"{closest}\" is set, and nothing asks for it.", it.field);
    Some(Finding::new(&KIND_LITERAL, it.range, message).meant(inside(it.range), closest))
}

/// Whether two words have the same letters in another order, or differ in a letter that is doubled. Words such as `ping` and
/// `pong`, `note` and `notes` are both meant.
fn is_slip(a: &str, b: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let single = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.dedup();
        letters
    };
    a != b && (sorted(a) == sorted(b) || single(a) == single(b))
}

/// A literal without its quotes.
fn inside(literal: TextRange) -> TextRange {
    let quote = TextSize::of('"');
    if literal.len() < quote + quote {
        return literal;
    }
    TextRange::new(literal.start() + quote, literal.end() - quote)
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn only_what_can_be_nothing_else_is_a_slip() {
        for (a, b, expected) in [
            ("line", "lien", true),
            ("message", "mesage", true),
            ("ping", "pong", false),
            ("note", "notes", false),
            ("join", "join", false),
        ] {
            assert_eq!(is_slip(a, b), expected, "{a} {b}");
        }
    }
}
