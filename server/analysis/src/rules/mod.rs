//! The findings, one file per family or rule.
//!
//! A rule over one item gives findings relative to the item, so they are kept across edits elsewhere. A rule over a program
//! looks at what items show of themselves, not at bodies. Nothing is reported that is not established: a type that is
//! `Any`, an expression that is not complete.

mod broken;
mod compat;
mod cookies;
mod decorators;
mod duplicate_definition;
mod imports;
mod manifest;
mod routes;
mod sockets;
mod surroundings;
mod tokens;
mod type_declaration;
mod view;

use fitz_rules::{Severity, rule};
use fitz_syntax::{SourceText, TextRange, TextSize};

pub use decorators::{
    OptionMap, decorator_declaration, fits_beside, has_bare_keys, is_column, is_unusual_beside, needs_quotes,
    option_key, option_maps, options_named, positional_parameters, words_of,
};
pub use sockets::{kind_literals, rate_limit, split_connection, targets_of_broadcast, targets_of_push};

use broken::Broken;

use crate::db::{Db, Origin, SourceFile};
use crate::diagnostic::{Diagnostic, Finding, Fix};
use crate::hir::Lowered;
use crate::inference::imported::findings;
use crate::item_tree::{Item, file_items};
use crate::lower::lowered;
use crate::project::{MANIFEST, manifest_of};
use crate::severity::LintLevels;
use crate::suppression;

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
    let standard = LintLevels::default();
    let levels = manifest_of(db, file).map_or(&standard, |manifest| &manifest.lints);
    found.retain_mut(|finding| match levels.severity(finding.code, finding.severity) {
        Some(severity) => {
            finding.severity = severity;
            true
        }
        None => false,
    });
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
    let items = &file_items(db, file).items;
    let broken = Broken::new(&file.content(db).text, items.iter().map(|(_, range)| *range).collect(), &found);
    let of_decorators = decorators::program_findings(db, file);
    let of_routes = routes::findings(db, file);
    let of_surroundings = surroundings::findings(db, file);
    for (item, range) in items {
        let of_decorators = of_decorators.iter().filter(|(owner, _)| owner == item).map(|(_, finding)| finding);
        let of_files = of_routes.iter().chain(of_surroundings);
        let of_files = of_files.filter(|(owner, _)| owner == item.id(db)).map(|(_, finding)| finding);
        let findings = item_findings(db, *item).iter().chain(of_decorators).chain(of_files);
        let findings = findings.filter_map(|finding| finding.placed(db, file, range.start()));
        let mut findings: Vec<_> = findings.filter(|finding| !broken.explain(finding, *range)).collect();
        findings.iter_mut().for_each(|finding| remove_line(finding, *range, &file.content(db).text));
        found.append(&mut findings);
    }
    found
}

/// A fix that removes a whole item removes the end of its line too. An item does not know what follows it.
fn remove_line(finding: &mut Diagnostic, item: TextRange, text: &SourceText) {
    let edits = finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits);
    for (range, _) in edits.filter(|(range, replacement)| replacement.is_empty() && *range == item) {
        let mut after = text.chars_from(range.end()).take(2);
        let width = match (after.next(), after.next()) {
            (Some('\n'), _) => 1,
            (Some('\r'), Some('\n')) => 2,
            _ => 0,
        };
        *range = TextRange::new(range.start(), range.end() + TextSize::from(width));
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
            fixes: Vec::from_iter(error.replacement.as_ref().map(|text| Fix {
                title: format!("Change to `{text}`"),
                file: None,
                edits: vec![(error.range, text.clone())],
            })),
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
    let mut found = findings(db, item);
    let context = ItemContext { db, item, lowered: lowered(db, item) };
    type_declaration::check(&context, &mut found);
    duplicate_definition::check(&context, &mut found);
    decorators::check(&context, &mut found);
    sockets::check(&context, &mut found);
    compat::check(&context, &mut found);
    cookies::check(&context, &mut found);
    tokens::check(&context, &mut found);
    imports::check(&context, &mut found);
    crate::lints::check(db, item, &mut found);
    found
}

/// What a rule over one item looks at.
struct ItemContext<'db> {
    db: &'db dyn Db,
    item: Item<'db>,
    lowered: &'db Lowered,
}
