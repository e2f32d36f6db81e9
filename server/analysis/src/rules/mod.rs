//! The findings, one file per family or rule.
//!
//! A rule over one item gives findings relative to the item, so they are kept across edits elsewhere. A rule over a program
//! looks at what items show of themselves, not at bodies. Nothing is reported that is not established: a type that is
//! `Any`, an expression that is not complete.

mod decorator_arguments;
mod duplicate_definition;
mod duplicate_path;
mod imports;
mod manifest;
mod type_declaration;
mod unknown_decorator;
mod ws_connection_count;
mod ws_not_async;

use fitz_rules::families::calls::{CALLBACK_RETURN_TYPE, DB_TRANSACTION_CALLBACK};
use fitz_rules::families::expressions::{MATCH_NOT_EXHAUSTIVE, UNKNOWN_FIELD_READ};
use fitz_rules::families::flow::{
    BREAK_OUTSIDE_LOOP, CONTINUE_OUTSIDE_LOOP, MISSING_RETURN, RETURN_OUTSIDE_FUNCTION, RETURN_STATUS_OUTSIDE_HANDLER,
};
use fitz_rules::families::names::{MISSING_FIELD, UNKNOWN_FIELD, UNKNOWN_STRUCT_TYPE, UNKNOWN_VARIABLE};
use fitz_rules::families::types::UNKNOWN_TYPE;
use fitz_rules::{Rule, Severity, rule};
use fitz_syntax::{SourceText, TextRange};

pub use unknown_decorator::decorator_declaration;

use crate::db::{Db, Origin, SourceFile};
use crate::diagnostic::{Diagnostic, Finding};
use crate::hir::Lowered;
use crate::inference::infer;
use crate::item_tree::{Item, file_items};
use crate::lower::lowered;
use crate::project::{MANIFEST, manifest_of};
use crate::suppression;

/// Rules that report that something is not there. Broken text may hold it.
const ABSENCES: [&Rule; 10] = [
    &CALLBACK_RETURN_TYPE,
    &DB_TRANSACTION_CALLBACK,
    &MATCH_NOT_EXHAUSTIVE,
    &MISSING_FIELD,
    &MISSING_RETURN,
    &UNKNOWN_FIELD,
    &UNKNOWN_FIELD_READ,
    &UNKNOWN_STRUCT_TYPE,
    &UNKNOWN_TYPE,
    &UNKNOWN_VARIABLE,
];

/// Rules about what something stands in. A brace too many or too few puts everything after it somewhere else.
const NESTING: [&Rule; 4] =
    [&RETURN_OUTSIDE_FUNCTION, &RETURN_STATUS_OUTSIDE_HANDLER, &BREAK_OUTSIDE_LOOP, &CONTINUE_OUTSIDE_LOOP];

/// All findings of a program or a manifest, syntax errors included, sorted by place: as bad as its project says, and
/// without those that a comment allows.
#[salsa::tracked(returns(clone))]
pub fn diagnostics(db: &dyn Db, file: SourceFile) -> Vec<Diagnostic> {
    if file.origin(db) != Origin::Project {
        return Vec::new();
    }
    let mut found = match file.path(db).extension() {
        // A new document has no extension yet.
        Some("fitz") | None => suppression::without_allowed(db, file, program_findings(db, file)),
        _ if file.path(db).file_name() == MANIFEST => manifest::findings(db, file),
        _ => return Vec::new(),
    };
    if let Some(manifest) = manifest_of(db, file) {
        found.retain_mut(|finding| match manifest.lints.severity(finding.code, finding.severity) {
            Some(severity) => {
                finding.severity = severity;
                true
            }
            None => false,
        });
    }
    found.sort_by(|a, b| {
        let key = |it: &Diagnostic| (it.range.start(), it.range.end());
        key(a).cmp(&key(b)).then_with(|| a.code.cmp(b.code))
    });
    found.dedup();
    found
}

/// The findings of a program text, before anybody has a say in them.
fn program_findings(db: &dyn Db, file: SourceFile) -> Vec<Diagnostic> {
    let mut found = syntax_diagnostics(db, file);
    let broken = BrokenLines::new(&file.content(db).text, &found);
    for (item, range) in &file_items(db, file).items {
        let findings = item_findings(db, *item).iter().filter_map(|finding| finding.placed(db, range.start()));
        found.extend(findings.filter(|finding| !broken.explain(finding, *range)));
    }
    found.extend(duplicate_path::check(db, file));
    found
}

/// What syntax errors make uncertain: one mistake, one finding.
struct BrokenLines<'t> {
    text: &'t SourceText,
    errors: Vec<TextRange>,
}

impl<'t> BrokenLines<'t> {
    fn new(text: &'t SourceText, errors: &[Diagnostic]) -> BrokenLines<'t> {
        BrokenLines { text, errors: errors.iter().map(|error| error.range).collect() }
    }

    /// Whether the lines of a syntax error hold the text of a finding: a name may be declared there.
    fn names(&self, error: TextRange, finding: TextRange) -> bool {
        let name = self.text.slice(finding);
        (self.text.line_of(error.start())..=self.text.line_of(error.end())).any(|line| {
            let line = self.text.slice(self.text.line_range(line));
            line.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| word == name)
        })
    }

    /// Whether a finding of the item at `item` may only follow from a syntax error: it stands on the same line, it says
    /// that something is missing which the broken text may hold, or it is about what is around it.
    fn explain(&self, finding: &Diagnostic, item: TextRange) -> bool {
        if self.errors.is_empty() {
            return false;
        }
        if NESTING.iter().any(|rule| rule.code == finding.code) {
            return true;
        }
        let is_absence = ABSENCES.iter().any(|rule| rule.code == finding.code);
        let line = |offset| self.text.line_of(offset);
        self.errors.iter().any(|error| {
            let shares_line =
                line(error.start()) <= line(finding.range.end()) && line(finding.range.start()) <= line(error.end());
            shares_line || is_absence && (item.contains_range(*error) || self.names(*error, finding.range))
        })
    }
}

/// The syntax errors of a file, sorted by place. Needs no other file.
pub fn syntax_diagnostics(db: &dyn Db, file: SourceFile) -> Vec<Diagnostic> {
    file_items(db, file)
        .errors
        .iter()
        .map(|error| Diagnostic {
            code: error.code,
            severity: rule(error.code).map_or(Severity::Error, |rule| rule.severity),
            tag: None,
            range: error.range,
            message: error.message.clone(),
            hint: error.hint.clone(),
            related: Vec::new(),
            fix: None,
        })
        .collect()
}

/// Whether a file has syntax errors.
#[salsa::tracked(returns(copy))]
fn has_syntax_errors(db: &dyn Db, file: SourceFile) -> bool {
    !file_items(db, file).errors.is_empty()
}

/// The findings of one item, relative to its start.
#[salsa::tracked(returns(ref))]
fn item_findings<'db>(db: &'db dyn Db, item: Item<'db>) -> Vec<Finding> {
    let mut found = infer(db, item).findings.clone();
    let context = ItemContext { db, item, lowered: lowered(db, item) };
    type_declaration::check(&context, &mut found);
    duplicate_definition::check(&context, &mut found);
    unknown_decorator::check(&context, &mut found);
    decorator_arguments::check(&context, &mut found);
    imports::check(&context, &mut found);
    ws_not_async::check(&context, &mut found);
    ws_connection_count::check(&context, &mut found);
    found
}

/// What a rule over one item looks at.
struct ItemContext<'db> {
    db: &'db dyn Db,
    item: Item<'db>,
    lowered: &'db Lowered,
}
