//! The findings, one file per family or rule.
//!
//! A rule over one item gives findings relative to the item, so they are kept across edits elsewhere. A rule over a program
//! looks at what items show of themselves, not at bodies. Nothing is reported that is not established: a type that is
//! `Any`, an expression that is not complete.

mod decorator_arguments;
mod duplicate_path;
mod unknown_decorator;
mod ws_connection_count;
mod ws_not_async;

use fitz_syntax::syntax_errors;

pub use unknown_decorator::decorator_declaration;

use crate::db::{Db, Origin, SourceFile};
use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::Lowered;
use crate::item_tree::{Item, file_items, parse};
use crate::lower::lowered;

/// All findings of a file, syntax errors included, sorted by place.
#[salsa::tracked(returns(clone))]
pub fn diagnostics(db: &dyn Db, file: SourceFile) -> Vec<Diagnostic> {
    // A new document has no extension yet.
    let is_program = matches!(file.path(db).extension(), Some("fitz") | None);
    if file.origin(db) == Origin::StandardLibrary || !is_program {
        return Vec::new();
    }
    let mut found = syntax_diagnostics(db, file);
    for (item, range) in &file_items(db, file).items {
        found.extend(item_diagnostics(db, *item).iter().filter_map(|diagnostic| diagnostic.shifted(range.start())));
    }
    found.extend(duplicate_path::check(db, file));
    found.sort_by(|a, b| {
        let key = |it: &Diagnostic| (it.range.start(), it.range.end());
        key(a).cmp(&key(b)).then_with(|| a.code.cmp(b.code))
    });
    found.dedup();
    found
}

/// The syntax errors of a file, sorted by place. Needs no other file.
pub fn syntax_diagnostics(db: &dyn Db, file: SourceFile) -> Vec<Diagnostic> {
    syntax_errors(parse(db, file))
        .into_iter()
        .map(|error| Diagnostic {
            code: error.code,
            severity: Severity::Error,
            range: error.range,
            message: error.message,
            hint: error.hint,
            related: Vec::new(),
            fix: None,
        })
        .collect()
}

/// The findings of one item, relative to its start.
#[salsa::tracked(returns(ref))]
fn item_diagnostics<'db>(db: &'db dyn Db, item: Item<'db>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let context = ItemContext { db, item, lowered: lowered(db, item) };
    unknown_decorator::check(&context, &mut found);
    decorator_arguments::check(&context, &mut found);
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
