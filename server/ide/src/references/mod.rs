//! Where a thing is used: find references, document highlight, and the places that a rename changes.
//!
//! A [`Target`] is what two places have in common when they mean the same. Path strings of endpoints are one kind of it
//! ([`crate::endpoint_path`]), names are the others (`names.rs`). Whoever asks "where else?" asks [`references_of`].

mod keywords;
mod names;
mod tags;

use fitz_analysis::hir::{Expr, StrPart};
use fitz_analysis::{
    Db, ItemId, Local, LocalKind, MANIFEST, Nominal, Origin, PathRole, SourceFile, item, item_range, lowered, parse,
};
use fitz_syntax::{TextRange, TextSize};

use crate::endpoint_path::{self, EndpointPath};
use crate::labels;
use crate::symbol::{Symbol, Tag, symbol_at};

pub(crate) use names::{names_of_item, user_files};
pub(crate) use tags::declarations as tag_declarations;

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
    /// A keyword that belongs to the one that is asked about. Only highlights have such places.
    Keyword,
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
    /// A component or a flag, in the package of a file.
    Tag(SourceFile, Tag),
    /// The label of a loop, by the place of its name.
    Label(SourceFile, TextRange),
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

/// The places of one file that mean what stands at `offset`, in the order of the text; on a keyword those that belong to it.
pub fn document_highlights(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<Vec<Reference>> {
    if let Some((_, target)) = target_at(db, file, offset) {
        return Some(references_of(db, file, &target, SearchScope::File(file)));
    }
    let tree = parse(db, file);
    let keyword = |range| Reference { file, range, kind: ReferenceKind::Keyword };
    Some(keywords::related(tree.root(), offset)?.into_iter().map(keyword).collect())
}

/// What stands at a place, and its range. A name wins over the path string that it is in (`"/users/{id}"`).
pub(crate) fn target_at(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<(TextRange, Target)> {
    if file.path(db).file_name() == MANIFEST {
        let (range, tag) = tags::declaration_at(db, file, offset)?;
        return Some((range, Target::Tag(file, tag)));
    }
    let tree = parse(db, file);
    if let Some(label) = labels::label_at(tree.root(), offset) {
        let declared = labels::declaration(label)?;
        return Some((labels::name_range(label), Target::Label(file, labels::name_range(declared))));
    }
    if let Some(found) = symbol_at(db, file, offset) {
        return Some((found.range, Target::of(db, file, &found.symbol)?));
    }
    let (range, path) = endpoint_path::path_at(db, file, offset)?;
    Some((range, Target::Path(path)))
}

/// All places of a target. `file` is where it was found: paths are known to the programs of that file.
pub(crate) fn references_of(db: &dyn Db, file: SourceFile, target: &Target, scope: SearchScope) -> Vec<Reference> {
    let path = match target {
        Target::Path(path) => path,
        Target::Label(file, declared) => return label_places(db, *file, *declared),
        Target::Tag(home, tag) => return tags::references(db, *home, tag, scope),
        _ => return names::references(db, file, target, scope),
    };
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

fn label_places(db: &dyn Db, file: SourceFile, name: TextRange) -> Vec<Reference> {
    let tree = parse(db, file);
    let Some(declared) = labels::label_at(tree.root(), name.start()) else { return Vec::new() };
    let reference = |label, kind| Reference { file, range: labels::name_range(label), kind };
    let uses = labels::uses(declared).into_iter().map(|label| reference(label, ReferenceKind::Read));
    std::iter::once(reference(declared, ReferenceKind::Declaration)).chain(uses).collect()
}

/// A parameter of a handler and its parts of the paths that fill it, absolute and in the order of the text. `None` when no path
/// does.
pub(crate) fn path_parameter_places(db: &dyn Db, id: &ItemId, local: &Local) -> Option<Vec<TextRange>> {
    if local.kind != LocalKind::Parameter {
        return None;
    }
    let found = item(db, id)?;
    let lowered = lowered(db, found);
    let paths = lowered.decorators.iter().filter_map(|decorator| decorator.positional().next());
    let part = |part: &StrPart| match part {
        StrPart::Interpolation { value, .. } => match &lowered.body.exprs[*value] {
            Expr::Name(name) if *name == local.name => Some(lowered.body.expr_range(*value)),
            _ => None,
        },
        StrPart::Text(_) => None,
    };
    let mut places: Vec<TextRange> = paths
        .filter_map(|path| match &lowered.body.exprs[path.value] {
            Expr::Str(literal) => Some(literal),
            _ => None,
        })
        .flat_map(|literal| literal.parts.iter().filter_map(part))
        .collect();
    if places.is_empty() {
        return None;
    }
    places.push(local.range);
    let start = item_range(db, found)?.start();
    places.into_iter().map(|place| place.checked_add(start)).collect()
}

impl Target {
    /// What a name in a file stands for; `None` for a type that nothing declares.
    pub(crate) fn of(db: &dyn Db, file: SourceFile, symbol: &Symbol) -> Option<Target> {
        Some(match symbol {
            Symbol::Local(item, local) => Target::Local(item.clone(), local.range),
            Symbol::Item(id) | Symbol::Method(id, _) | Symbol::Decorator(id) | Symbol::Type(_, Some(id)) => {
                Target::Item(id.clone())
            }
            Symbol::Type(_, None) => return None,
            Symbol::Field(nominal, name) => Target::Field(nominal.clone(), name.clone()),
            Symbol::Module(file) => Target::Module(*file),
            Symbol::Argument(function, name) => names::parameter(db, function, name)?,
            Symbol::Tag(tag) => Target::Tag(file, tag.clone()),
        })
    }

    /// The file that declares it. A path is declared by no single file.
    pub(crate) fn home(&self) -> Option<SourceFile> {
        match self {
            Target::Path(_) => None,
            Target::Local(id, _) | Target::Item(id) => Some(id.file),
            Target::Field(nominal, _) => Some(nominal.file),
            Target::Module(file) | Target::Tag(file, _) | Target::Label(file, _) => Some(*file),
        }
    }

    /// Whether it is part of the user's programs, and so theirs to change.
    pub(crate) fn is_of_user(&self, db: &dyn Db) -> bool {
        self.home().is_none_or(|file| file.origin(db) == Origin::Project)
    }
}
