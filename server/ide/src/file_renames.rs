//! Renamed files and folders: the imports and manifests that name them.

use fitz_analysis::hir::{ItemData, Spelled};
use fitz_analysis::{
    Db, FilePath, ImportBase, Item, MANIFEST, ManifestName, Name, Origin, SourceFile, files, imported_file, item_range,
    lowered, manifest_places, module_imports, module_scope, resolve_name,
};
use fitz_syntax::ast::{AstNode, FromImportStatement};
use fitz_syntax::{SourceText, SyntaxTree, TextRange};

use crate::references::{SearchScope, Target, references_of, user_files};
use crate::rename::{RenameEdits, in_order, is_name};

/// A file or a folder that gets another path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRename {
    /// The present path.
    pub from: FilePath,
    /// The new one.
    pub to: FilePath,
}

/// The edits that keep imports and manifests right when files and folders get other paths, by file and in the order of the text.
/// An import that cannot name the new place is left as it is: there is no import from a directory above.
pub fn file_rename_edits(db: &dyn Db, renames: &[FileRename]) -> RenameEdits {
    let renames = Renames { db, renames };
    let mut edits: RenameEdits = Vec::new();
    for file in user_files(db) {
        for (item, path) in module_imports(db, file) {
            edits.push((file, renames.import_edits(file, item, path).unwrap_or_default()));
        }
    }
    for file in files(db).into_iter().filter(|file| file.origin(db) == Origin::Project) {
        if file.path(db).extension() == Some("fitzv") {
            edits.push((file, renames.view_edits(file)));
        }
    }
    for file in files(db).into_iter().filter(|file| file.path(db).file_name() == MANIFEST) {
        edits.push((file, renames.manifest_edits(file)));
    }
    edits.retain(|(_, edits)| !edits.is_empty());
    in_order(edits)
}

type Edits = Vec<(TextRange, String)>;

struct Renames<'a> {
    db: &'a dyn Db,
    renames: &'a [FileRename],
}

impl Renames<'_> {
    /// Where a file or a directory will be.
    fn moved(&self, path: &FilePath) -> FilePath {
        let around = self.renames.iter().filter(|it| *path == it.from || path.is_below(&it.from));
        match around.max_by_key(|it| it.from.as_str().len()) {
            Some(rename) => match path.as_str().strip_prefix(rename.from.as_str()) {
                Some("") => rename.to.clone(),
                Some(rest) => rename.to.join(rest.trim_start_matches('/')),
                None => path.clone(),
            },
            None => path.clone(),
        }
    }

    fn import_edits(&self, importer: SourceFile, item: Item<'_>, path: &[Spelled]) -> Option<Edits> {
        let names: Vec<Name> = path.iter().map(|segment| segment.name.clone()).collect();
        let (imported, wanted) = self.new_path(importer, &names)?;
        let (first, last) = (path.first()?, path.last()?);
        let start = item_range(self.db, item)?.start();
        let place = TextRange::new(first.range.start(), last.range.end()).checked_add(start)?;
        let mut edits = vec![(place, wanted.join("."))];
        let name = wanted.last()?;
        if matches!(&lowered(self.db, item).data, ItemData::Import(import) if import.alias.is_none())
            && last.name != name.as_str()
        {
            match self.uses(importer, imported, &last.name, name) {
                Some(uses) => edits.extend(
                    uses.into_iter().filter(|range| !place.contains_range(*range)).map(|range| (range, name.clone())),
                ),
                None => edits = vec![(place, format!("{} as {}", wanted.join("."), last.name))],
            }
        }
        Some(edits)
    }

    /// The imports of a view: its components have a syntax of their own, what stands above them is that of programs.
    fn view_edits(&self, view: SourceFile) -> Edits {
        let text = view.content(self.db).text.to_string();
        let above = text.split_inclusive('\n').take_while(|line| !line.trim_start().starts_with("component "));
        let head = above.map(str::len).sum();
        let tree = SyntaxTree::parse(&SourceText::new(text.get(..head).unwrap_or_default()));
        let imports = tree.root().named_children().filter_map(FromImportStatement::cast);
        let edits = imports.filter_map(|import| {
            let path = import.path()?.syntax();
            let names: Vec<Name> = path.text().split('.').map(|name| Name::from(name.trim())).collect();
            let (_, wanted) = self.new_path(view, &names)?;
            Some((path.range(), wanted.join(".")))
        });
        edits.collect()
    }

    /// The file that a path of an import means, and the path that means it afterwards, if it is another one and there is one.
    fn new_path(&self, importer: SourceFile, path: &[Name]) -> Option<(SourceFile, Vec<String>)> {
        let imported = imported_file(self.db, importer, path)?;
        let (package, base) = match imported.base {
            ImportBase::Importer => (None, importer),
            ImportBase::Package(entry) => (path.first(), entry),
        };
        // The name of a package alone means its entry, wherever that is.
        if package.is_some() && path.len() == 1 {
            return None;
        }
        let file = imported.file;
        let present = self.segments(package, base.path(self.db), file.path(self.db))?;
        let wanted = self.segments(package, &self.moved(base.path(self.db)), &self.moved(file.path(self.db)))?;
        (present != wanted && wanted.iter().all(|segment| is_name(segment))).then_some((file, wanted))
    }

    /// The path of an import of a file, from the directory of another one.
    fn segments(&self, package: Option<&Name>, base: &FilePath, target: &FilePath) -> Option<Vec<String>> {
        let directory = base.parent()?;
        if !target.is_below(&directory) {
            return None;
        }
        let rest = target.as_str().strip_prefix(directory.as_str())?.trim_start_matches('/');
        let (stem, _) = rest.rsplit_once('.')?;
        Some(package.map(ToString::to_string).into_iter().chain(stem.split('/').map(str::to_owned)).collect())
    }

    /// The places that use the name of a module; `None` when they cannot have the new name.
    fn uses(&self, file: SourceFile, module: SourceFile, old: &Name, new: &str) -> Option<Vec<TextRange>> {
        let is_taken =
            module_scope(self.db, file).entries.contains_key(new) || resolve_name(self.db, file, new).is_some();
        if is_taken || module.path(self.db).extension() != Some("fitz") {
            return None;
        }
        let places = references_of(self.db, file, &Target::Module(module), SearchScope::File(file));
        let text = &file.content(self.db).text;
        let places: Vec<_> = places.into_iter().filter(|place| text.slice_is(place.range, old)).collect();
        let is_free = !crate::rename::is_used_around(self.db, &places, new);
        is_free.then(|| places.into_iter().map(|place| place.range).collect())
    }

    fn manifest_edits(&self, manifest: SourceFile) -> Edits {
        let present = manifest.path(self.db);
        let moved = self.moved(present);
        let edit = |range, path: &FilePath| {
            let (before, after) = (relative(present, path)?, relative(&moved, &self.moved(path))?);
            (before != after).then_some((range, after))
        };
        let places = manifest_places(self.db, manifest).into_iter();
        let edits = places.filter_map(|place| match &place.names {
            ManifestName::Entry(path) | ManifestName::Directory(path) => edit(place.range, path),
            ManifestName::Flag(_) => None,
        });
        edits.collect()
    }
}

/// The path of a file or directory as a manifest writes it.
fn relative(manifest: &FilePath, path: &FilePath) -> Option<String> {
    let root = manifest.parent()?;
    let mut up = String::new();
    for directory in std::iter::once(root.clone()).chain(root.ancestors()) {
        if let Some(rest) = path.as_str().strip_prefix(directory.as_str())
            && (rest.is_empty() || rest.starts_with('/') || directory.as_str().ends_with('/'))
        {
            let rest = rest.trim_start_matches('/');
            let written = format!("{up}{rest}");
            return Some(if written.is_empty() { ".".to_owned() } else { written.trim_end_matches('/').to_owned() });
        }
        up.push_str("../");
    }
    None
}
