//! `duplicate-definition`: two declarations of one file, of which one hides the other.

use fitz_rules::families::names::DUPLICATE_DEFINITION;
use rustc_hash::{FxHashMap, FxHashSet};

use super::ItemContext;
use crate::db::{Db, SourceFile};
use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::hir::{ItemData, Pat, Stmt};
use crate::item_tree::{ItemId, ItemKind, item, items};
use crate::lower::lowered;

pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    let db = context.db;
    let id = context.item.id(db);
    let Some(range) = context.lowered.name_range.filter(|range| !range.is_empty()) else { return };
    // Two `let` of one name are a new variable each. With a function the name is meant for two things.
    if id.kind == ItemKind::Global && !declares_variable(context) {
        return;
    }
    let earlier = earlier_declarations(db, id.file).get(id);
    // A function with a decorator is used through it, also when another one has its name.
    let Some(earlier) = earlier.filter(|earlier| !is_decorated_function(db, earlier)) else { return };
    let what = if id.kind == ItemKind::Method { "The method" } else { "The name" };
    let mut finding = Finding::new(&DUPLICATE_DEFINITION, range, format!("{what} `{}` is declared twice.", id.name))
        .hint("Rename one of them, or remove the one that is not used.");
    if let Some(range) = item(db, earlier).and_then(|earlier| lowered(db, earlier).name_range) {
        let place = SourcePointer { item: earlier.clone(), range };
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

/// The items of a file whose name stands for another one too, each with that one. Nearly always there are none.
#[salsa::tracked(returns(ref))]
fn earlier_declarations(db: &dyn Db, file: SourceFile) -> FxHashMap<ItemId, ItemId> {
    let ids: FxHashSet<&ItemId> = items(db, file).iter().map(|item| item.id(db)).collect();
    let known = |id: ItemId| ids.get(&id).map(|_| id);
    let earlier = |id: &ItemId| match id.kind {
        ItemKind::Global => known(ItemId { kind: ItemKind::Function, ordinal: 0, ..id.clone() }),
        ItemKind::Function if id.ordinal == 0 => known(ItemId { kind: ItemKind::Type, ..id.clone() }),
        ItemKind::Function => known(ItemId { ordinal: 0, ..id.clone() }),
        // The methods of a type that is declared twice are not looked at: the type is the mistake.
        ItemKind::Method if id.ordinal > 0 => {
            let owner = ItemId { kind: ItemKind::Type, owner: None, name: id.owner.clone()?, ordinal: 1, ..id.clone() };
            if ids.contains(&owner) { None } else { known(ItemId { ordinal: 0, ..id.clone() }) }
        }
        ItemKind::Method | ItemKind::Type | ItemKind::Import | ItemKind::Statement => None,
    };
    ids.iter().filter_map(|id| Some(((*id).clone(), earlier(id)?))).collect()
}

fn is_decorated_function(db: &dyn Db, id: &ItemId) -> bool {
    id.kind == ItemKind::Function && item(db, id).is_some_and(|item| !lowered(db, item).decorators.is_empty())
}
