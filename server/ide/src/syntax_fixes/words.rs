//! Words with which declarations and statements start in other languages.

use super::spot::Spot;
use super::{Form, Mend, edit};

pub(super) const FORMS: &[Form] = &[renamed, removed];

/// What the language calls otherwise. The word alone is a name like any other, so it is looked at only where something follows it
/// that cannot.
const RENAMED: [(&str, &str); 9] = [
    ("const", "let"),
    ("var", "let"),
    ("val", "let"),
    ("def", "fn"),
    ("function", "fn"),
    ("func", "fn"),
    ("fun", "fn"),
    ("class", "type"),
    ("struct", "type"),
];

fn renamed(spot: &Spot<'_>) -> Option<Mend> {
    let (start, written) = spot.word_before()?;
    let (_, meant) = RENAMED.iter().find(|(other, _)| *other == written)?;
    let can_stand = spot.starts_statement(start) || spot.slice(spot.line_start(), start).trim() == "async";
    let edits = vec![edit(start, start + written.len(), *meant)?];
    let title = format!("Write `{meant}`");
    // What is in a class may be more than fields and methods.
    let is_sure = *meant != "type";
    can_stand.then(|| if is_sure { Mend::certain(title, edits) } else { Mend::likely(title, edits) })?
}

/// `new T(…)`
fn removed(spot: &Spot<'_>) -> Option<Mend> {
    let (start, written) = spot.word_before().filter(|(_, word)| *word == "new")?;
    Mend::likely(format!("Remove `{written}`"), vec![edit(start, spot.start, "")?])
}
