//! Which functions and methods of the standard library there are, and which of them a page calls.

use std::collections::{BTreeMap, BTreeSet};

use fitz_analysis::hir::Expr;
use fitz_analysis::{
    Db, FilePath, Host, ItemId, ItemKind, Resolution, SourceFile, file, file_items, infer, items, library, lowered,
};
use fitz_syntax::SourceText;

use super::assertion::{Expected, assertions};
use super::judge::host_of;
use super::page::{File, Page};

/// All functions of the standard library, methods and static methods included: `len`, `rand.int`, `List.push`.
pub(crate) fn declared() -> BTreeSet<String> {
    let host = Host::new();
    let db = host.db();
    let library = library(db);
    let named = library.types.values().chain(library.globals.values()).map(|id| id.file);
    let files: BTreeMap<&FilePath, SourceFile> =
        named.chain(library.modules.values().copied()).map(|file| (file.path(db), file)).collect();
    let items = files.into_values().flat_map(|file| items(db, file));
    items.filter_map(|item| name_of_builtin(db, item.id(db))).collect()
}

/// What the programs of a page call of the standard library, on lines whose type is asserted.
pub(crate) fn called(text: &str) -> BTreeSet<String> {
    let page = Page::parse(text).expect("the page can be read");
    let mut called = BTreeSet::new();
    for project in &page.projects {
        let host = host_of(project);
        for written in project.files.iter().filter(|it| it.path.ends_with(".fitz")) {
            let source = file(host.db(), &FilePath::new(&written.path)).expect("the file was just set");
            called.extend(called_in(host.db(), source, written));
        }
    }
    called
}

fn called_in(db: &dyn Db, source: SourceFile, written: &File) -> BTreeSet<String> {
    let (assertions, _) = assertions(&written.text, "//");
    let has_type =
        |line: usize| assertions.iter().any(|it| it.line == line && matches!(it.expected, Expected::Type { .. }));
    let text = SourceText::new(&written.text);
    let mut called = BTreeSet::new();
    for (item, range) in &file_items(db, source).items {
        let (body, inference) = (&lowered(db, *item).body, infer(db, *item));
        for (_, expr) in body.exprs.iter() {
            let Expr::Call { callee, .. } = expr else { continue };
            let line = text.line_of(range.start() + body.expr_range(*callee).end());
            if let Some(Resolution::Item(id)) = inference.resolutions.get(callee)
                && has_type(line as usize)
            {
                called.extend(name_of_builtin(db, id));
            }
        }
    }
    called
}

/// The name of a function or method of the standard library; the declarations of decorators are none.
fn name_of_builtin(db: &dyn Db, id: &ItemId) -> Option<String> {
    let place = id.file.path(db).as_str().strip_prefix("fitz-std:")?;
    match (id.kind, &id.owner) {
        _ if place.starts_with("decorators") => None,
        (ItemKind::Method, Some(owner)) => Some(format!("{owner}.{}", id.name)),
        (ItemKind::Function, _) if place.starts_with("modules/") => {
            Some(format!("{}.{}", id.file.path(db).file_stem(), id.name))
        }
        (ItemKind::Function, _) => Some(id.name.to_string()),
        _ => None,
    }
}
