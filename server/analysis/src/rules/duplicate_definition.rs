//! `duplicate-definition`: two declarations of one file, of which one hides the other.

use fitz_rules::families::names::DUPLICATE_DEFINITION;

use super::ItemContext;
use crate::db::Db;
use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::hir::{ItemData, Pat, Stmt};
use crate::item_tree::{ItemId, ItemKind, item};
use crate::lower::lowered;

pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    let db = context.db;
    let id = context.item.id(db);
    let Some(range) = context.lowered.name_range.filter(|range| !range.is_empty()) else { return };
    let earlier = match id.kind {
        // Two `let` of one name are a new variable each. With a function the name is meant for two things.
        ItemKind::Global if declares_variable(context) => declaration(db, id, ItemKind::Function, 0),
        ItemKind::Function if id.ordinal > 0 => declaration(db, id, ItemKind::Function, 0),
        ItemKind::Function => declaration(db, id, ItemKind::Type, 0),
        // The methods of a type that is declared twice are not looked at: the type is the mistake.
        ItemKind::Method if id.ordinal > 0 && !is_redeclared(db, id) => declaration(db, id, ItemKind::Method, 0),
        _ => None,
    };
    // A function with a decorator is used through it, also when another one has its name.
    let Some(earlier) = earlier.filter(|earlier| !is_decorated_function(db, earlier)) else { return };
    let what = if id.kind == ItemKind::Method { "The method" } else { "The name" };
    let mut finding = Finding::new(&DUPLICATE_DEFINITION, range, format!("{what} `{}` is declared twice.", id.name))
        .hint("Rename one of them, or remove the one that is not used.");
    if let Some(range) = item(db, &earlier).and_then(|earlier| lowered(db, earlier).name_range) {
        let place = SourcePointer { item: earlier, range };
        finding = finding.related(place, format!("`{}` is declared here too.", id.name));
    }
    found.push(finding);
}

fn declares_variable(context: &ItemContext<'_>) -> bool {
    match &context.lowered.data {
        ItemData::Statement(Stmt::Let { pattern, .. }) => {
            matches!(context.lowered.body.pats[*pattern], Pat::Bind(_))
        }
        _ => false,
    }
}

/// The declaration of the same name and of that kind.
fn declaration(db: &dyn Db, id: &ItemId, kind: ItemKind, ordinal: u32) -> Option<ItemId> {
    let other = ItemId { kind, ordinal, ..id.clone() };
    item(db, &other).map(|_| other)
}

fn is_redeclared(db: &dyn Db, method: &ItemId) -> bool {
    let Some(owner) = &method.owner else { return false };
    let second = ItemId { file: method.file, kind: ItemKind::Type, owner: None, name: owner.clone(), ordinal: 1 };
    item(db, &second).is_some()
}

fn is_decorated_function(db: &dyn Db, id: &ItemId) -> bool {
    id.kind == ItemKind::Function && item(db, id).is_some_and(|item| !lowered(db, item).decorators.is_empty())
}
