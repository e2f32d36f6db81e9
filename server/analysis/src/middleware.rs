//! Which functions are middleware: those that some `@middleware(...)` names.

use crate::db::{Db, SourceFile};
use crate::hir::{Expr, ExprId, Lowered};
use crate::item_tree::{Item, ItemId, ItemKind, items};
use crate::lower::lowered;
use crate::project::{manifest_of, program_modules, programs};
use crate::scope::{Definition, exported, resolve_name};
use crate::signatures::signature;
use crate::ty::Ty;

/// Whether a function is a middleware, or could be one of a program that is not known here.
pub(crate) fn may_be_middleware(db: &dyn Db, function: Item<'_>) -> bool {
    let id = function.id(db);
    named_by(db, id.file).contains(id) || (has_shape(db, function) && !is_whole_program(db, id.file))
}

/// Whether a function may give back a middleware: `@middleware(limit(10))`.
pub(crate) fn may_make_middleware(db: &dyn Db, function: Item<'_>) -> bool {
    let id = function.id(db);
    named_by(db, id.file).contains(id) || !is_whole_program(db, id.file)
}

/// Whether nothing else than this file can name its functions.
fn is_whole_program(db: &dyn Db, file: SourceFile) -> bool {
    let is_library = manifest_of(db, file).is_some_and(|manifest| manifest.library.is_some());
    !is_library && programs(db, file).as_slice() == [file]
}

/// One or two parameters, the first one a `Request` or without a type.
fn has_shape(db: &dyn Db, function: Item<'_>) -> bool {
    let Some(signature) = signature(db, function) else { return true };
    matches!(signature.parameters.len(), 1 | 2)
        && signature.parameters.first().is_some_and(|first| match &first.ty {
            Ty::Nominal(nominal) => nominal.name == "Request",
            other => *other == Ty::Any,
        })
}

/// The functions that the programs of a file name as middleware.
#[salsa::tracked(returns(ref))]
fn named_by(db: &dyn Db, file: SourceFile) -> Vec<ItemId> {
    let modules = programs(db, file).iter().flat_map(|entry| program_modules(db, *entry));
    modules.flat_map(|module| named_in(db, module.file)).cloned().collect()
}

/// The functions that a file names as middleware, its own and imported ones.
#[salsa::tracked(returns(ref))]
fn named_in(db: &dyn Db, file: SourceFile) -> Vec<ItemId> {
    let mut found = Vec::new();
    for item in items(db, file).iter().filter(|item| item.id(db).kind == ItemKind::Function) {
        let lowered = lowered(db, *item);
        for decorator in lowered.decorators_named("middleware") {
            found.extend(
                decorator.arguments.iter().filter_map(|argument| function_of(db, file, lowered, argument.value)),
            );
        }
    }
    found
}

/// The function that `gate`, `auth.gate` or `limit(10)` names.
fn function_of(db: &dyn Db, file: SourceFile, lowered: &Lowered, value: ExprId) -> Option<ItemId> {
    match &lowered.body.exprs[value] {
        Expr::Name(name) => match resolve_name(db, file, name)? {
            Definition::Item(id) => Some(id),
            _ => None,
        },
        Expr::Field { object, name } => {
            let Expr::Name(module) = &lowered.body.exprs[*object] else { return None };
            match resolve_name(db, file, module)? {
                Definition::Module(module) => exported(db, module, &name.name),
                _ => None,
            }
        }
        Expr::Call { callee, .. } => function_of(db, file, lowered, *callee),
        _ => None,
    }
}
