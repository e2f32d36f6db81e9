//! All mends of a file that need no question, at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use fitz_analysis::{Db, Diagnostic, Host, SourceFile, diagnostics, file};
use fitz_rules::is_mended_unasked;
use fitz_syntax::TextRange;

use crate::text_edit::{Edits, applied, difference};

/// A mend may make another finding visible. Nothing needs more than a few rounds.
const ROUNDS: usize = 8;

/// Whether [`fix_all`] has anything to do.
pub fn can_fix_all(db: &dyn Db, file: SourceFile) -> bool {
    !safe_edits(&diagnostics(db, file)).is_empty()
}

/// The replacements that mend every finding of a file whose rule may be mended unasked and which has one fix, again and again
/// until nothing is left to mend. A round that would bring findings of a new kind is not taken. `None` when there is nothing to do.
pub fn fix_all(db: &dyn Db, source: SourceFile) -> Option<Vec<(TextRange, String)>> {
    let found = diagnostics(db, source);
    let known = codes(&found);
    let before = source.content(db).text.to_string();
    let first = safe_edits(&found);
    let mut edits = first.clone();
    let (mut text, mut rounds) = (before.clone(), 0);
    let mut host = (!edits.is_empty()).then(|| Host::with_files_of(db))?;
    while !edits.is_empty() && rounds < ROUNDS {
        let next = applied(&text, &edits);
        host.set_disk(source.path(db), Some(Arc::from(next.as_str())));
        let found = diagnostics(host.db(), file(host.db(), source.path(db))?);
        if !codes(&found).is_subset(&known) {
            break;
        }
        text = next;
        rounds += 1;
        edits = safe_edits(&found);
    }
    match rounds {
        0 => None,
        // Small edits leave the cursor and the folds of an editor where they are.
        1 => Some(first),
        _ => difference(&before, &text).map(|edit| vec![edit]),
    }
}

/// The fixes that may be applied unasked. Of two that overlap the first one.
fn safe_edits(found: &[Diagnostic]) -> Edits {
    let mut edits = Edits::new();
    for finding in found.iter().filter(|finding| is_mended_unasked(finding.code)) {
        let [fix] = finding.fixes.as_slice() else { continue };
        let is_free =
            |(range, _): &(TextRange, String)| edits.iter().all(|(taken, _)| taken.intersect(*range).is_none());
        if fix.file.is_none() && fix.edits.iter().all(is_free) {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    edits
}

fn codes(found: &[Diagnostic]) -> BTreeSet<&'static str> {
    found.iter().map(|finding| finding.code).collect()
}
