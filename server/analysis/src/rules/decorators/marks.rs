//! Decorated declarations that the rest of their program has to know of: providers, probes, live components.

use fitz_syntax::TextRange;
use rustc_hash::FxHashMap;

use super::support::plain;
use crate::db::{Db, SourceFile};
use crate::endpoint::SourcePointer;
use crate::hir::{Decorator, Lowered};
use crate::item_tree::{ItemId, ItemKind, items};
use crate::lower::lowered;
use crate::project::program_modules;
use crate::ty::Name;

/// The decorators that are looked for.
const MARKS: [&str; 19] = [
    "auth_provider",
    "server",
    "healthz",
    "readyz",
    "live_component",
    "render_for",
    "on",
    "authenticated",
    "admin",
    "requires",
    "get",
    "post",
    "put",
    "delete",
    "ws",
    "command",
    "rpc",
    "table",
    "background",
];

/// A decorator that other declarations of the program have to know of. Nothing in it changes with an edit inside a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Mark {
    /// The decorated declaration.
    pub(in super::super) item: ItemId,
    /// The name of the decorator.
    pub(super) decorator: Name,
    /// Where that name stands, relative to the item.
    pub(in super::super) name_range: TextRange,
    /// The positional arguments that are plain text, with their places.
    pub(super) texts: Vec<(String, TextRange)>,
}

impl Mark {
    /// Where the name of the decorator stands.
    pub(super) fn place(&self) -> SourcePointer {
        SourcePointer { item: self.item.clone(), range: self.name_range }
    }
}

/// The marks of a file, in source order.
#[salsa::tracked(returns(ref))]
pub(super) fn file_marks(db: &dyn Db, file: SourceFile) -> Vec<Mark> {
    let mut found = Vec::new();
    for item in items(db, file) {
        let id = item.id(db);
        if !matches!(id.kind, ItemKind::Function | ItemKind::Type) {
            continue;
        }
        let lowered = lowered(db, *item);
        let marks = lowered.decorators.iter().filter(|decorator| MARKS.contains(&decorator.name.name.as_str()));
        found.extend(marks.map(|decorator| mark(id, lowered, decorator)));
    }
    found
}

/// The marks of a program by decorator, each list in load order.
#[salsa::tracked(returns(ref))]
pub(super) fn program_marks(db: &dyn Db, entry: SourceFile) -> FxHashMap<Name, Vec<Mark>> {
    let mut all: FxHashMap<Name, Vec<Mark>> = FxHashMap::default();
    for mark in program_modules(db, entry).iter().flat_map(|module| file_marks(db, module.file)) {
        all.entry(mark.decorator.clone()).or_default().push(mark.clone());
    }
    all
}

fn mark(item: &ItemId, lowered: &Lowered, decorator: &Decorator) -> Mark {
    let texts = decorator
        .positional()
        .filter_map(|argument| Some((plain(lowered, argument)?.to_owned(), argument.range)))
        .collect();
    Mark { item: item.clone(), decorator: decorator.name.name.clone(), name_range: decorator.name.range, texts }
}
