//! Go to definition.

use fitz_analysis::{
    Db, ItemId, MANIFEST, ManifestName, Name, Nominal, PathRole, SourceFile, item, item_at, item_range, lowered,
    manifest_places, nominal_fields, nominal_pointer, resolve_pointer,
};
use fitz_syntax::{TextRange, TextSize};

use crate::endpoint_path::{PathOccurrence, occurrences};
use crate::references::{Reference, Target, tag_declarations, target_at};
use crate::symbol::{Symbol, Tag, symbol_at};

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
/// several when handlers of different methods share it, or when it is declared twice by mistake. In a manifest, the path of a
/// file leads to the file, and that of a dependency to its manifest.
pub fn definition(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<(TextRange, Vec<NavigationTarget>)> {
    if file.path(db).file_name() == MANIFEST {
        return in_manifest(db, file, offset);
    }
    if let Some(found) = symbol_at(db, file, offset) {
        let targets = match &found.symbol {
            Symbol::Tag(tag) => tag_targets(db, file, tag),
            symbol => vec![target_of(db, symbol)?],
        };
        return Some((found.range, targets));
    }
    match target_at(db, file, offset)? {
        (range, Target::Label(file, focus_range)) => {
            Some((range, vec![NavigationTarget { file, full_range: focus_range, focus_range }]))
        }
        (range, Target::Path(path)) => {
            let declared = occurrences(db, file, &path).into_iter().filter(|it| it.role == PathRole::Declaration);
            let target = |it: PathOccurrence| {
                let full_range = item_range(db, item(db, &it.item)?)?;
                Some(NavigationTarget { file: it.file, full_range, focus_range: it.range })
            };
            Some((range, declared.filter_map(target).collect()))
        }
        _ => None,
    }
}

fn in_manifest(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<(TextRange, Vec<NavigationTarget>)> {
    let place = manifest_places(db, file).into_iter().find(|place| place.range.contains_inclusive(offset))?;
    let target = match &place.names {
        ManifestName::Entry(path) => start_of(fitz_analysis::file(db, path)?),
        ManifestName::Directory(path) => start_of(fitz_analysis::file(db, &path.join(MANIFEST))?),
        ManifestName::Flag(_) => NavigationTarget { file, full_range: place.range, focus_range: place.range },
    };
    Some((place.range, vec![target]))
}

/// The types that declare a component, the line that declares a flag.
fn tag_targets(db: &dyn Db, file: SourceFile, tag: &Tag) -> Vec<NavigationTarget> {
    let target = |it: Reference| {
        let around = item_at(db, it.file, it.range.start()).filter(|_| it.file.path(db).file_name() != MANIFEST);
        let own = NavigationTarget { file: it.file, full_range: it.range, focus_range: it.range };
        around.and_then(|(item, _)| item_target(db, item.id(db))).unwrap_or(own)
    };
    tag_declarations(db, file, tag).into_iter().map(target).collect()
}

/// The start of a file.
pub(crate) fn start_of(file: SourceFile) -> NavigationTarget {
    let start = TextRange::empty(TextSize::new(0));
    NavigationTarget { file, full_range: start, focus_range: start }
}

pub(crate) fn target_of(db: &dyn Db, symbol: &Symbol) -> Option<NavigationTarget> {
    match symbol {
        Symbol::Local(item, local) => in_item(db, item, local.range, local.range),
        Symbol::Item(id) | Symbol::Method(id, _) | Symbol::Decorator(id) | Symbol::Type(_, Some(id)) => {
            item_target(db, id)
        }
        Symbol::Type(_, None) | Symbol::Tag(_) => None,
        Symbol::Field(nominal, name) => field_target(db, nominal, name),
        Symbol::Module(file) => Some(start_of(*file)),
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
