//! The places of components and flags: the decorators that write their names, and the section `[flags]` of the manifest.

use fitz_analysis::{
    Db, ItemKind, MANIFEST, ManifestName, SourceFile, file_items, lowered, manifest_file_of, manifest_places, programs,
};
use fitz_syntax::{TextRange, TextSize};

use super::{Reference, ReferenceKind, SearchScope, user_files};
use crate::symbol::{ItemNames, Symbol, Tag, TagKind};

/// The flag that a manifest declares at a place.
pub(super) fn declaration_at(db: &dyn Db, manifest: SourceFile, offset: TextSize) -> Option<(TextRange, Tag)> {
    let place = manifest_places(db, manifest).into_iter().find(|place| place.range.contains_inclusive(offset))?;
    match place.names {
        ManifestName::Flag(name) => Some((place.range, Tag { kind: TagKind::Flag, name })),
        _ => None,
    }
}

/// All places of a tag in the package of `home`, by file and in the order of the text.
pub(super) fn references(db: &dyn Db, home: SourceFile, tag: &Tag, scope: SearchScope) -> Vec<Reference> {
    let mut files: Vec<SourceFile> = user_files(db).into_iter().filter(|file| are_together(db, home, *file)).collect();
    files.extend(manifest_file_of(db, home));
    files.sort_by_key(|file| file.path(db).clone());
    files.retain(|file| scope == SearchScope::Everywhere || scope == SearchScope::File(*file));
    files.into_iter().flat_map(|file| in_file(db, file, tag)).collect()
}

/// The places that declare a tag: the type of a component, the line of a flag.
pub(crate) fn declarations(db: &dyn Db, home: SourceFile, tag: &Tag) -> Vec<Reference> {
    let mut found = references(db, home, tag, SearchScope::Everywhere);
    found.retain(|reference| reference.kind == ReferenceKind::Declaration);
    found
}

/// Whether two files are of one package, or where there is no package of one program.
fn are_together(db: &dyn Db, a: SourceFile, b: SourceFile) -> bool {
    match (manifest_file_of(db, a), manifest_file_of(db, b)) {
        (None, None) => programs(db, a).iter().any(|entry| programs(db, b).contains(entry)),
        (a, b) => a == b,
    }
}

fn in_file(db: &dyn Db, file: SourceFile, tag: &Tag) -> Vec<Reference> {
    if file.path(db).file_name() == MANIFEST {
        let flag = ManifestName::Flag(tag.name.clone());
        let places = manifest_places(db, file).into_iter();
        let places = places.filter(|place| tag.kind == TagKind::Flag && place.names == flag);
        return places.map(|it| Reference { file, range: it.range, kind: ReferenceKind::Declaration }).collect();
    }
    let mut found = Vec::new();
    for (item, item_range) in &file_items(db, file).items {
        if lowered(db, *item).decorators.is_empty() || !item.text(db).contains(tag.name.as_str()) {
            continue;
        }
        // What declares a component is the type that holds its state.
        let is_declaration = tag.kind == TagKind::Component && item.id(db).kind == ItemKind::Type;
        let kind = if is_declaration { ReferenceKind::Declaration } else { ReferenceKind::Read };
        let written = ItemNames::new(db, *item).written().into_iter();
        let places = written.filter(|(_, symbol)| matches!(symbol, Symbol::Tag(it) if it == tag));
        found
            .extend(places.filter_map(|(range, _)| {
                Some(Reference { file, range: range.checked_add(item_range.start())?, kind })
            }));
    }
    found.sort_by_key(|reference| reference.range.start());
    found
}
