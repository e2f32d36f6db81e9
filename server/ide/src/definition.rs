//! Go to definition.

use fitz_analysis::{
    Db, ItemId, Name, Nominal, PathRole, SourceFile, item, item_range, lowered, nominal_fields, nominal_pointer,
    resolve_pointer,
};
use fitz_syntax::{TextRange, TextSize};

use crate::endpoint_path::{PathOccurrence, occurrences, path_at};
use crate::symbol::{Symbol, symbol_at};

/// A declaration to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavigationTarget {
    /// The file, possibly of the standard library.
    pub file: SourceFile,
    /// The whole declaration.
    pub full_range: TextRange,
    /// Its name.
    pub focus_range: TextRange,
}

/// The declarations of what stands at `offset`, and the range of that name. A path leads to the decorators that declare it:
/// several when handlers of different methods share it, or when it is declared twice by mistake.
pub fn definition(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<(TextRange, Vec<NavigationTarget>)> {
    if let Some(found) = symbol_at(db, file, offset) {
        let target = target_of(db, &found.symbol)?;
        return Some((found.range, vec![target]));
    }
    let (range, path) = path_at(db, file, offset)?;
    let declared = occurrences(db, file, &path).into_iter().filter(|it| it.role == PathRole::Declaration);
    let target = |it: PathOccurrence| {
        let full_range = item_range(db, item(db, &it.item)?)?;
        Some(NavigationTarget { file: it.file, full_range, focus_range: it.range })
    };
    Some((range, declared.filter_map(target).collect()))
}

pub(crate) fn target_of(db: &dyn Db, symbol: &Symbol) -> Option<NavigationTarget> {
    match symbol {
        Symbol::Local(item, local) => in_item(db, item, local.range, local.range),
        Symbol::Item(id) | Symbol::Method(id, _) | Symbol::Decorator(id) | Symbol::Type(_, Some(id)) => {
            item_target(db, id)
        }
        Symbol::Type(_, None) => None,
        Symbol::Field(nominal, name) => field_target(db, nominal, name),
        Symbol::Module(file) => {
            let start = TextRange::empty(TextSize::new(0));
            Some(NavigationTarget { file: *file, full_range: start, focus_range: start })
        }
        Symbol::Argument(function, name) => parameter_target(db, function, name),
    }
}

/// The name of an item in its declaration.
pub(crate) fn item_target(db: &dyn Db, id: &ItemId) -> Option<NavigationTarget> {
    let found = item(db, id)?;
    let full_range = item_range(db, found)?;
    let name = lowered(db, found).name_range.unwrap_or(TextRange::empty(TextSize::new(0)));
    let focus_range = name.checked_add(full_range.start())?;
    Some(NavigationTarget { file: id.file, full_range, focus_range })
}

fn in_item(db: &dyn Db, id: &ItemId, full: TextRange, focus: TextRange) -> Option<NavigationTarget> {
    let start = item_range(db, item(db, id)?)?.start();
    Some(NavigationTarget {
        file: id.file,
        full_range: full.checked_add(start)?,
        focus_range: focus.checked_add(start)?,
    })
}

fn field_target(db: &dyn Db, nominal: &Nominal, name: &Name) -> Option<NavigationTarget> {
    let field = nominal_fields(db, nominal).into_iter().find(|field| field.name == *name);
    let Some(field) = field else {
        // A field that does not exist (any more): its type is the nearest thing to go to.
        let (file, range) = resolve_pointer(db, &nominal_pointer(db, nominal)?)?;
        return Some(NavigationTarget { file, full_range: range, focus_range: range });
    };
    let (file, full_range) = resolve_pointer(db, &field.pointer)?;
    let (_, focus_range) = resolve_pointer(db, &field.name_pointer)?;
    Some(NavigationTarget { file, full_range, focus_range })
}

fn parameter_target(db: &dyn Db, function: &ItemId, name: &Name) -> Option<NavigationTarget> {
    let found = item(db, function)?;
    let parameter = lowered(db, found).function()?.parameters.iter().find(|parameter| parameter.name.name == *name)?;
    in_item(db, function, parameter.range, parameter.name.range)
}
