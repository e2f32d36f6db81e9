//! The test programs, and what has to stay as it is in them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fitz_analysis::fixture::{Fixture, files_below};
use fitz_analysis::{FilePath, Host, ItemId, SourceFile, file, infer, items};
use fitz_ide::{DocumentKind, diagnostics, preview};
use fitz_syntax::{SourceText, SyntaxTree, TextRange};

/// A program with all its files open.
pub(crate) struct Program {
    pub(crate) host: Host,
    pub(crate) paths: Vec<FilePath>,
    pub(crate) texts: BTreeMap<FilePath, String>,
}

/// What must stay as it is.
#[derive(PartialEq)]
pub(crate) struct Meaning {
    pub(crate) codes: Vec<(FilePath, Vec<&'static str>)>,
    pub(crate) documents: Vec<String>,
}

/// The types of the expressions of items, each with the text that they are the types of.
pub(crate) type Types = BTreeMap<String, (String, String)>;

impl Program {
    pub(crate) fn new(files: &[PathBuf]) -> Program {
        let mut program = Program { host: Host::new(), paths: Vec::new(), texts: BTreeMap::new() };
        for path in files {
            let name = FilePath::new(&format!("/{}", path.strip_prefix(tests()).unwrap().to_str().unwrap()));
            let text = fs::read_to_string(path).unwrap();
            if name.extension() == Some("fitz") {
                program.open(&name, &text);
                program.paths.push(name.clone());
                program.texts.insert(name, text);
            } else {
                program.host.set_disk(&name, Some(Arc::from(text)));
            }
        }
        program
    }

    /// The program of an example, whose files are all on the disk.
    pub(crate) fn of(example: &str) -> Program {
        let Fixture { host, paths, .. } = Fixture::new(example.trim_start_matches('\n'));
        let mut program = Program { host, paths: Vec::new(), texts: BTreeMap::new() };
        program.paths = paths.into_iter().filter(|path| path.extension() == Some("fitz")).collect();
        let text = |path: &FilePath| program.source(path).content(program.host.db()).text.to_string();
        program.texts = program.paths.iter().map(|path| (path.clone(), text(path))).collect();
        program
    }

    /// The test programs of a folder: each folder in it is a program, and so is each file beside them.
    pub(crate) fn all_in(folder: &Path) -> Vec<Program> {
        let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        let own = entries.into_iter().map(|path| files_below(&path));
        own.map(|own| Program::new(&own)).collect()
    }

    pub(crate) fn open(&mut self, path: &FilePath, text: &str) {
        self.host.set_open(path, SyntaxTree::parse(&SourceText::new(text)));
    }

    pub(crate) fn source(&self, path: &FilePath) -> SourceFile {
        file(self.host.db(), path).unwrap()
    }

    pub(crate) fn meaning(&self) -> Meaning {
        let db = self.host.db();
        let files: Vec<SourceFile> = self.paths.iter().map(|path| self.source(path)).collect();
        let codes = |file: SourceFile| {
            let mut codes: Vec<_> = diagnostics(db, file).iter().map(|it| it.code).collect();
            codes.sort_unstable();
            codes
        };
        let all = self.paths.iter().cloned().zip(files.iter().map(|file| codes(*file))).collect();
        let kinds = [DocumentKind::AsyncApi, DocumentKind::OpenApi];
        let documents = files.iter().flat_map(|file| kinds.map(|kind| preview(db, *file, kind).document.to_string()));
        Meaning { codes: all, documents: documents.collect() }
    }

    pub(crate) fn types(&self) -> Types {
        let db = self.host.db();
        let of_file = |path: &FilePath| {
            let found = items(db, self.source(path)).iter().map(|item| {
                let ItemId { kind, owner, name, ordinal, .. } = item.id(db);
                let types =
                    infer(db, *item).expr_types.values().map(ToString::to_string).collect::<Vec<_>>().join("; ");
                (format!("{path} {kind:?} {owner:?} {name} {ordinal}"), (item.text(db).to_string(), types))
            });
            found.collect::<Vec<_>>()
        };
        self.paths.iter().flat_map(of_file).collect()
    }

    /// The texts after a change, by file.
    pub(crate) fn changed(&self, edits: &[(SourceFile, Vec<(TextRange, String)>)]) -> BTreeMap<FilePath, String> {
        let db = self.host.db();
        let after = |(file, edits): &(SourceFile, Vec<(TextRange, String)>)| {
            let path = file.path(db).clone();
            let text = applied(&self.texts[&path], edits);
            (path, text)
        };
        edits.iter().map(after).collect()
    }

    pub(crate) fn restore(&mut self, changed: impl Iterator<Item = FilePath>) {
        for path in changed {
            match self.texts.get(&path).cloned() {
                Some(text) => self.open(&path, &text),
                None => self.host.close(&path),
            }
        }
    }
}

pub(crate) fn applied(text: &str, edits: &[(TextRange, String)]) -> String {
    let mut edits = edits.to_vec();
    edits.sort_by_key(|(range, _)| (range.start(), range.end()));
    let overlap = edits.windows(2).any(|pair| pair[0].0.end() > pair[1].0.start());
    assert!(!overlap, "overlapping edits: {edits:?}");
    let mut text = text.to_owned();
    for (range, new) in edits.iter().rev() {
        text.replace_range(usize::from(range.start())..usize::from(range.end()), new);
    }
    text
}

pub(crate) fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests")
}
