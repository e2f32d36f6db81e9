//! Mends of what does not fit the grammar: the form that the message names is written into the text.
//!
//! Each form looks at the text around a mistake and says how it would be written. What it says is offered only if the text
//! reads further afterwards than before, so a form may be generous in what it takes for its own.

mod characters;
mod heads;
mod lists;
mod operators;
mod spot;
mod types;
mod words;

use fitz_analysis::{Db, Diagnostic, Fix, SourceFile, syntax_diagnostics};
use fitz_syntax::{SourceText, SyntaxError, SyntaxTree, TextRange, syntax_errors};

use self::spot::Spot;
use crate::text_edit::{Edits, applied};

/// How a mistake could be mended.
struct Mend {
    title: String,
    edits: Edits,
    /// Whether there is nothing else that the text can have meant.
    is_certain: bool,
}

impl Mend {
    fn certain(title: impl Into<String>, edits: Edits) -> Option<Mend> {
        Some(Mend { title: title.into(), edits, is_certain: true })
    }

    fn likely(title: impl Into<String>, edits: Edits) -> Option<Mend> {
        Some(Mend { title: title.into(), edits, is_certain: false })
    }
}

/// A form in which something is written elsewhere or by mistake, and what it is here.
type Form = fn(&Spot<'_>) -> Option<Mend>;

/// The mends of a syntax error, each with whether it may be applied unasked.
pub(crate) fn syntax_fixes(db: &dyn Db, file: SourceFile, finding: &Diagnostic) -> Vec<(Fix, bool)> {
    if !is_of_syntax(finding.code) || !finding.fixes.is_empty() {
        return Vec::new();
    }
    let text = file.content(db).text.to_string();
    let spot = Spot::new(&text, finding);
    let families = [operators::FORMS, characters::FORMS, lists::FORMS, heads::FORMS, types::FORMS, words::FORMS];
    let mends = families.into_iter().flatten().filter_map(|form| form(&spot));
    let mut known: Vec<Mend> = Vec::new();
    for mend in mends {
        if known.iter().all(|it| it.edits != mend.edits) && reads_further(db, file, finding, &text, &mend.edits) {
            known.push(mend);
        }
    }
    let is_only = known.len() == 1;
    let fix = |mend: Mend| (Fix { title: mend.title, file: None, edits: mend.edits }, mend.is_certain && is_only);
    known.into_iter().map(fix).collect()
}

/// Whether a code is one of the parser's.
pub(crate) fn is_of_syntax(code: &str) -> bool {
    code.starts_with("syntax/")
}

/// Whether the mistake is gone after the edits, and what stands before it is as right as it was.
fn reads_further(db: &dyn Db, file: SourceFile, finding: &Diagnostic, text: &str, edits: &Edits) -> bool {
    let before = syntax_diagnostics(db, file);
    let Some(index) = before.iter().position(|it| it == finding) else { return false };
    let after = errors(&applied(text, edits));
    let is_same_before = before.iter().zip(&after).take(index).all(|(old, new)| old.code == new.code);
    if after.len() > before.len() || after.len() < index || !is_same_before {
        return false;
    }
    let changed = edits.iter().map(|(range, _)| range.end()).fold(finding.range.end(), Ord::max);
    let added: usize = edits.iter().map(|(_, new)| new.len()).sum();
    let removed: usize = edits.iter().map(|(range, _)| usize::from(range.len())).sum();
    let place = (usize::from(changed) + added).saturating_sub(removed);
    after.len() < before.len() || after.get(index).is_some_and(|error| usize::from(error.range.start()) >= place)
}

fn errors(text: &str) -> Vec<SyntaxError> {
    syntax_errors(&SyntaxTree::parse(&SourceText::from(text)))
}

/// The replacement of a range by a text. `None` when the range is none.
fn edit(start: usize, end: usize, new: impl Into<String>) -> Option<(TextRange, String)> {
    let range = (start <= end).then(|| Some(TextRange::new(start.try_into().ok()?, end.try_into().ok()?)))??;
    Some((range, new.into()))
}
