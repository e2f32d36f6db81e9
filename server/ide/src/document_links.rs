//! Document links: the files that imports, manifests and comments name.

use fitz_analysis::{
    Db, FilePath, MANIFEST, ManifestName, Name, SourceFile, imported_file, item_range, manifest_file_of,
    manifest_places, module_imports, parse,
};
use fitz_syntax::{SyntaxNode, TextRange, TextSize};

/// A name of a file, and the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLink {
    /// The name.
    pub range: TextRange,
    /// The file.
    pub file: SourceFile,
    /// The line that is named too, counted from 1.
    pub line: Option<u32>,
}

/// The links of a program or a manifest, in the order of the text. Names of files that are not there are none.
pub fn document_links(db: &dyn Db, file: SourceFile) -> Vec<DocumentLink> {
    let mut links = if file.path(db).file_name() == MANIFEST {
        in_manifest(db, file)
    } else {
        in_imports(db, file).into_iter().chain(in_comments(db, file)).collect()
    };
    links.sort_by_key(|link| link.range.start());
    links
}

fn in_manifest(db: &dyn Db, manifest: SourceFile) -> Vec<DocumentLink> {
    let link = |(range, path): (TextRange, FilePath)| {
        Some(DocumentLink { range, file: fitz_analysis::file(db, &path)?, line: None })
    };
    let places = manifest_places(db, manifest).into_iter().filter_map(|place| match place.names {
        ManifestName::Entry(path) => Some((place.range, path)),
        ManifestName::Directory(path) => Some((place.range, path.join(MANIFEST))),
        ManifestName::Flag(_) => None,
    });
    places.filter_map(link).collect()
}

fn in_imports(db: &dyn Db, file: SourceFile) -> Vec<DocumentLink> {
    let link = |(item, path): (_, &[fitz_analysis::hir::Spelled])| {
        let names: Vec<Name> = path.iter().map(|segment| segment.name.clone()).collect();
        let range = path.first()?.range.cover(path.last()?.range).checked_add(item_range(db, item)?.start())?;
        Some(DocumentLink { range, file: imported_file(db, file, &names)?.file, line: None })
    };
    module_imports(db, file).into_iter().filter_map(link).collect()
}

fn in_comments(db: &dyn Db, file: SourceFile) -> Vec<DocumentLink> {
    let tree = parse(db, file);
    let comments = tree.root().descendants().filter(|node| node.is_comment());
    comments.flat_map(|comment| in_comment(db, file, comment)).collect()
}

fn in_comment(db: &dyn Db, file: SourceFile, comment: SyntaxNode<'_>) -> Vec<DocumentLink> {
    let text = comment.text();
    let is_part = |character: char| character.is_alphanumeric() || "/._-:".contains(character);
    let mut links = Vec::new();
    let mut start = 0;
    for word in text.split(|character| !is_part(character)) {
        // `//main.fitz` is a comment about a file, not the root of something.
        let trimmed = word.trim_start_matches(['/', ':', '-']).trim_end_matches(['.', ':', '-', '/']);
        let offset = start + (word.len() - word.trim_start_matches(['/', ':', '-']).len());
        start += word.len() + text.get(start + word.len()..).and_then(|it| it.chars().next()).map_or(0, char::len_utf8);
        let (name, line) = match trimmed.rsplit_once(':').map(|(name, line)| (name, line.parse::<u32>())) {
            Some((name, Ok(line))) => (name, Some(line)),
            _ => (trimmed, None),
        };
        if let Some(target) = named_file(db, file, name) {
            let from = comment.range().start() + TextSize::try_from(offset).unwrap_or_default();
            links.push(DocumentLink { range: TextRange::at(from, TextSize::of(trimmed)), file: target, line });
        }
    }
    links
}

/// The file that a comment names by its path from the directory of the program, or from that of the package.
fn named_file(db: &dyn Db, file: SourceFile, name: &str) -> Option<SourceFile> {
    let (stem, extension) = name.rsplit_once('.')?;
    if stem.is_empty() || extension.is_empty() {
        return None;
    }
    let beside = file.path(db).parent();
    let root = manifest_file_of(db, file).and_then(|manifest| manifest.path(db).parent());
    let mut directories = beside.into_iter().chain(root);
    directories.find_map(|directory| fitz_analysis::file(db, &directory.join(name))).filter(|found| *found != file)
}
