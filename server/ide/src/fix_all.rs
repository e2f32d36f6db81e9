//! All mends of a file that need no question, at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use fitz_analysis::{Db, Diagnostic, Fix, Host, SourceFile, diagnostics, file};
use fitz_rules::is_mended_unasked;
use fitz_syntax::TextRange;

use crate::syntax_fixes::{is_of_syntax, syntax_fixes};
use crate::text_edit::{Edits, applied, difference};

/// A mend may make another finding visible. Nothing needs more than a few rounds.
const ROUNDS: usize = 8;

/// Whether [`fix_all`] has anything to do.
pub fn can_fix_all(db: &dyn Db, file: SourceFile) -> bool {
    diagnostics(db, file).iter().any(|finding| safe_fix(db, file, finding).is_some())
}

/// The replacements that mend every finding of a file whose rule may be mended unasked and which has one fix, again and again
/// until nothing is left to mend. A round that would bring findings of a new kind is not taken. `None` when there is nothing to do.
pub fn fix_all(db: &dyn Db, source: SourceFile) -> Option<Vec<(TextRange, String)>> {
    let found = diagnostics(db, source);
    let (known, mistakes_before) = (codes(&found), mistakes(&found));
    let before = source.content(db).text.to_string();
    let first = safe_edits(db, source, &found);
    let mut edits = first.clone();
    let (mut text, mut rounds) = (before.clone(), 0);
    let mut host = (!edits.is_empty()).then(|| Host::with_files_of(db))?;
    while !edits.is_empty() && rounds < ROUNDS {
        let next = applied(&text, &edits);
        host.set_disk(source.path(db), Some(Arc::from(next.as_str())));
        let source = file(host.db(), source.path(db))?;
        let found = diagnostics(host.db(), source);
        if !codes(&found).is_subset(&known) || mistakes(&found) > mistakes_before {
            break;
        }
        text = next;
        rounds += 1;
        edits = safe_edits(host.db(), source, &found);
    }
    match rounds {
        0 => None,
        // Small edits leave the cursor and the folds of an editor where they are.
        1 => Some(first),
        _ => difference(&before, &text).map(|edit| vec![edit]),
    }
}

/// The fixes that may be applied unasked. Of two that overlap the first one.
fn safe_edits(db: &dyn Db, file: SourceFile, found: &[Diagnostic]) -> Edits {
    let mut edits = Edits::new();
    for fix in found.iter().filter_map(|finding| safe_fix(db, file, finding)) {
        let is_free =
            |(range, _): &(TextRange, String)| edits.iter().all(|(taken, _)| taken.intersect(*range).is_none());
        if fix.file.is_none() && fix.edits.iter().all(is_free) {
            edits.extend(fix.edits);
        }
    }
    edits
}

/// The one fix of a finding, when nothing else can be meant.
fn safe_fix(db: &dyn Db, file: SourceFile, finding: &Diagnostic) -> Option<Fix> {
    if is_mended_unasked(finding.code) {
        return <[Fix; 1]>::try_from(finding.fixes.clone()).ok().map(|[fix]| fix);
    }
    let certain = syntax_fixes(db, file, finding).into_iter().find(|(_, is_certain)| *is_certain);
    certain.map(|(fix, _)| fix)
}

/// The kinds of findings that there are. A mistake that stands behind another one shows only when that one is gone.
fn codes(found: &[Diagnostic]) -> BTreeSet<&'static str> {
    found.iter().map(|finding| finding.code).filter(|code| !is_of_syntax(code)).collect()
}

fn mistakes(found: &[Diagnostic]) -> usize {
    found.iter().filter(|finding| is_of_syntax(finding.code)).count()
}
