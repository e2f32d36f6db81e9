//! What a declaration is for. Decorators make a function a handler, a provider or a job, and a type a table; with a decorator
//! that does not exist it may be any of these, so that nothing it seems not to be is reported beside the misspelled name.

use crate::db::{Db, SourceFile};
use crate::hir::{Decorator, ItemData};
use crate::item_tree::{Item, ItemKind, items};
use crate::lower::lowered;
use crate::project::program_modules;
use crate::rules::decorator_declaration;
use crate::scope::is_declaration_file;

/// Whether a declaration has a decorator that does not exist for its kind. A query of its own, so that who asks does not
/// depend on the body.
#[salsa::tracked(returns(copy))]
pub(crate) fn may_have_any_role<'db>(db: &'db dyn Db, item: Item<'db>) -> bool {
    // The standard library has decorators of its own.
    if is_declaration_file(db, item.id(db).file) {
        return false;
    }
    let lowered = lowered(db, item);
    match &lowered.data {
        ItemData::Function(_) => any_is_unknown(db, &lowered.decorators, "fn"),
        ItemData::Type(_) => any_is_unknown(db, &lowered.decorators, "type"),
        _ => false,
    }
}

/// Whether one of the decorators does not exist for a place (`fn`, `type` or `field`), or has no name yet.
pub(crate) fn any_is_unknown<'a>(
    db: &dyn Db,
    decorators: impl IntoIterator<Item = &'a Decorator>,
    place: &str,
) -> bool {
    decorators.into_iter().any(|decorator| decorator_declaration(db, &decorator.name.name, place).is_none())
}

/// Whether some declaration of a program may have any role.
#[salsa::tracked(returns(copy))]
pub(crate) fn program_has_unknown_roles(db: &dyn Db, entry: SourceFile) -> bool {
    program_modules(db, entry).iter().any(|module| file_has_unknown_roles(db, module.file))
}

#[salsa::tracked(returns(copy))]
fn file_has_unknown_roles(db: &dyn Db, file: SourceFile) -> bool {
    let decorated = |item: &&Item<'_>| matches!(item.id(db).kind, ItemKind::Function | ItemKind::Type);
    items(db, file).iter().filter(decorated).any(|item| may_have_any_role(db, *item))
}
