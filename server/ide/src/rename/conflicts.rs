//! When another name would mean something else: a rename that changes what a program does is refused.

use fitz_analysis::hir::Expr;
use fitz_analysis::{
    Db, ItemId, Name, SourceFile, infer, item, item_at, lowered, methods, module_scope, nominal_fields, resolve_name,
};
use fitz_syntax::TextRange;

use super::{CannotRename, is_name};
use crate::references::{Reference, Target};

/// The name that a target is declared with.
pub(super) fn declared_name(db: &dyn Db, target: &Target) -> Option<String> {
    match target {
        Target::Path(_) => None,
        Target::Module(file) => Some(file.path(db).file_stem().to_owned()),
        Target::Local(id, range) => declaration_text(db, id, *range),
        Target::Item(id) => {
            let name = lowered(db, item(db, id)?).name_range?;
            declaration_text(db, id, name)
        }
        Target::Field(_, name) => Some(name.to_string()),
    }
}

fn declaration_text(db: &dyn Db, id: &ItemId, range: TextRange) -> Option<String> {
    item(db, id)?.text(db).get(std::ops::Range::<usize>::from(range)).map(str::to_owned)
}

/// Whether `new` is free wherever the target is used.
pub(super) fn check(db: &dyn Db, target: &Target, places: &[Reference], new: &str) -> Result<(), CannotRename> {
    if !is_name(new) {
        return Err(CannotRename(format!("`{new}` is not a name: use letters, digits and `_`, and no keyword.")));
    }
    if let Target::Local(id, range) = target
        && let Some(wire) = bound_by_name(db, id, *range)
    {
        return Err(CannotRename(format!(
            "This parameter gets {wire} because of its name. Write `into=\"{new}\"` in the decorator and change the parameter by hand."
        )));
    }
    let taken = |what: &str| Err(CannotRename(format!("`{new}` is {what} already.")));
    match target {
        Target::Field(nominal, _) => {
            let is_field = nominal_fields(db, nominal).iter().any(|field| field.name == new);
            let is_method = methods(db, nominal.file, &nominal.name).iter().any(|method| method.id(db).name == new);
            if is_field || is_method {
                return taken(&format!("a member of `{}`", nominal.name));
            }
            // A method names the fields of its own type without a dot.
            let in_methods = places.iter().filter(|place| {
                let item = item_at(db, place.file, place.range.start());
                item.is_some_and(|(item, _)| item.id(db).owner.is_some())
            });
            if let Some(method) = in_methods.filter_map(|place| item_that_uses(db, place, new)).next() {
                return taken(&format!("used in `{method}`"));
            }
        }
        Target::Item(id) if id.owner.is_some() => {
            let owner = id.owner.as_deref().unwrap_or_default();
            let is_method = methods(db, id.file, owner).iter().any(|method| method.id(db).name == new);
            let is_field = fitz_analysis::type_named(db, id.file, owner).is_some_and(|ty| match ty {
                fitz_analysis::Ty::Nominal(nominal) => nominal_fields(db, &nominal).iter().any(|it| it.name == new),
                _ => false,
            });
            if is_method || is_field {
                return taken(&format!("a member of `{owner}`"));
            }
        }
        Target::Item(_) | Target::Local(..) | Target::Module(_) => {
            if let Some(file) = places.iter().map(|place| place.file).find(|file| has_top_level(db, *file, new)) {
                return taken(&format!("a name of `{}`", file.path(db).file_name()));
            }
            if let Some(function) = places.iter().find_map(|place| item_that_uses(db, place, new)) {
                return taken(&format!("used in `{function}`"));
            }
        }
        Target::Path(_) => {}
    }
    Ok(())
}

/// Whether the top level of a file, or the standard library, knows the name.
fn has_top_level(db: &dyn Db, file: SourceFile, name: &str) -> bool {
    module_scope(db, file).entries.contains_key(name) || resolve_name(db, file, name).is_some()
}

/// The item around a place, if the name already means something inside of it.
fn item_that_uses(db: &dyn Db, place: &Reference, name: &str) -> Option<Name> {
    let (item, _) = item_at(db, place.file, place.range.start())?;
    let is_local = infer(db, item).locals.iter().any(|local| local.name == name);
    let mut exprs = lowered(db, item).body.exprs.iter();
    let is_used = exprs.any(|(_, expr)| matches!(expr, Expr::Name(used) if used == name));
    (is_local || is_used).then(|| item.id(db).name.clone())
}

/// The header or cookie that a parameter gets because it is named like it.
fn bound_by_name(db: &dyn Db, id: &ItemId, range: TextRange) -> Option<String> {
    let name = declaration_text(db, id, range)?;
    let lowered = lowered(db, item(db, id)?);
    lowered.function()?.parameters.iter().find(|parameter| parameter.name.range == range)?;
    let decorators = lowered.decorators.iter().filter(|it| matches!(it.name.name.as_str(), "header" | "cookie"));
    decorators.into_iter().find_map(|decorator| {
        let text = |key| match &lowered.body.exprs[decorator.keyword(key)?.value] {
            Expr::Str(literal) => literal.plain(),
            _ => None,
        };
        let wire = text("name")?;
        let bound = text("into").map_or_else(|| wire.to_lowercase().replace('-', "_"), str::to_owned);
        (bound == name).then(|| format!("the {} {wire}", decorator.name.name))
    })
}
