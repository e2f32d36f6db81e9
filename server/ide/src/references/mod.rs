//! Where a thing is used: find references, document highlight, and the places that a rename changes.
//!
//! A [`Target`] is what two places have in common when they mean the same. Path strings of endpoints are one kind of it
//! ([`crate::endpoint_path`]), names are the others (`names.rs`). Whoever asks "where else?" asks [`references_of`].

mod names;

use fitz_analysis::{Db, ItemId, Nominal, Origin, PathRole, SourceFile};
use fitz_syntax::{TextRange, TextSize};

use crate::endpoint_path::{self, EndpointPath};
use crate::symbol::{Symbol, symbol_at};

pub(crate) use names::{names_of_item, user_files};

/// A place where something is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The file.
    pub file: SourceFile,
    /// The name, or what is between the quotes of a path.
    pub range: TextRange,
    /// How it is used there.
    pub kind: ReferenceKind,
}

/// How something is used at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceKind {
    /// It is declared: a name where it is introduced, a path in the decorator of its handler.
    Declaration,
    /// It is looked at or called; a path is broadcast to.
    Read,
    /// It gets another value.
    Write,
}

/// Where to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SearchScope {
    /// Everywhere the target can be known.
    Everywhere,
    /// In one file.
    File(SourceFile),
}

/// What two places have in common when they mean the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The path of an endpoint.
    Path(EndpointPath),
    /// A name that an item declares for itself, by its declaration (relative to the item).
    Local(ItemId, TextRange),
    /// A function, method, type, global or decorator.
    Item(ItemId),
    /// A field.
    Field(Nominal, fitz_analysis::Name),
    /// A module.
    Module(SourceFile),
}

/// All places that mean what stands at `offset`, by file and in the order of the text. `None` where nothing has a meaning.
pub fn references(
    db: &dyn Db,
    file: SourceFile,
    offset: TextSize,
    include_declaration: bool,
) -> Option<Vec<Reference>> {
    let (_, target) = target_at(db, file, offset)?;
    let mut found = references_of(db, file, &target, SearchScope::Everywhere);
    found.retain(|reference| include_declaration || reference.kind != ReferenceKind::Declaration);
    Some(found)
}

/// The places of one file that mean what stands at `offset`, in the order of the text.
pub fn document_highlights(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<Vec<Reference>> {
    let (_, target) = target_at(db, file, offset)?;
    Some(references_of(db, file, &target, SearchScope::File(file)))
}

/// What stands at a place, and its range. A name wins over the path string that it is in (`"/users/{id}"`).
pub(crate) fn target_at(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<(TextRange, Target)> {
    if let Some(found) = symbol_at(db, file, offset) {
        return Some((found.range, Target::of(db, &found.symbol)?));
    }
    let (range, path) = endpoint_path::path_at(db, file, offset)?;
    Some((range, Target::Path(path)))
}

/// All places of a target. `file` is where it was found: paths are known to the programs of that file.
pub(crate) fn references_of(db: &dyn Db, file: SourceFile, target: &Target, scope: SearchScope) -> Vec<Reference> {
    let Target::Path(path) = target else { return names::references(db, file, target, scope) };
    let occurrences = match scope {
        SearchScope::Everywhere => endpoint_path::occurrences(db, file, path),
        SearchScope::File(only) => endpoint_path::occurrences_in(db, only, path),
    };
    let reference = |it: endpoint_path::PathOccurrence| Reference {
        file: it.file,
        range: it.range,
        kind: match it.role {
            PathRole::Declaration => ReferenceKind::Declaration,
            PathRole::Broadcast => ReferenceKind::Read,
        },
    };
    occurrences.into_iter().map(reference).collect()
}

impl Target {
    /// What a name stands for; `None` for a type that nothing declares.
    pub(crate) fn of(db: &dyn Db, symbol: &Symbol) -> Option<Target> {
        Some(match symbol {
            Symbol::Local(item, local) => Target::Local(item.clone(), local.range),
            Symbol::Item(id) | Symbol::Method(id, _) | Symbol::Decorator(id) | Symbol::Type(_, Some(id)) => {
                Target::Item(id.clone())
            }
            Symbol::Type(_, None) => return None,
            Symbol::Field(nominal, name) => Target::Field(nominal.clone(), name.clone()),
            Symbol::Module(file) => Target::Module(*file),
            Symbol::Argument(function, name) => names::parameter(db, function, name)?,
        })
    }

    /// The file that declares it. A path is declared by no single file.
    pub(crate) fn home(&self) -> Option<SourceFile> {
        match self {
            Target::Path(_) => None,
            Target::Local(id, _) | Target::Item(id) => Some(id.file),
            Target::Field(nominal, _) => Some(nominal.file),
            Target::Module(file) => Some(*file),
        }
    }

    /// Whether it is part of the user's programs, and so theirs to change.
    pub(crate) fn is_of_user(&self, db: &dyn Db) -> bool {
        self.home().is_none_or(|file| file.origin(db) == Origin::Project)
    }
}
