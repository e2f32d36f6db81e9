//! Every name of whole programs is renamed to a fresh one and back: nothing but the name changes on the way.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "what is not there fails its test"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fitz_analysis::fixture::files_below;
use fitz_analysis::{FilePath, Host, SourceFile, file, infer, items, lowered};
use fitz_ide::{diagnostics, references, rename};
use fitz_syntax::{SyntaxKind, SyntaxTree, TextRange, TextSize};

/// The new name. No program has it.
const FRESH: &str = "zz_fresh";

#[test]
fn names_of_the_applications() {
    let names: usize = files_below(&tests().join("apps")).into_iter().map(|path| round_trips(&[path], 1)).sum();
    assert!(names > 100, "only {names} names");
}

#[test]
fn names_of_the_programs() {
    let mut names = 0;
    for entry in fs::read_dir(tests().join("programs")).unwrap() {
        let path = entry.unwrap().path();
        names += round_trips(&files_below(&path), 3);
    }
    assert!(names > 300, "only {names} names");
}

/// The files of one program: their present text, and what is known of them.
struct Program {
    host: Host,
    texts: BTreeMap<FilePath, String>,
}

/// What a rename must not change: the codes of the findings and the types of all expressions, by file.
type Meaning = BTreeMap<FilePath, (Vec<&'static str>, Vec<String>)>;

/// Renames each name that can be renamed, or each third, and gives their number.
fn round_trips(paths: &[PathBuf], step: usize) -> usize {
    let mut program = Program { host: Host::new(), texts: BTreeMap::new() };
    for path in paths {
        let name = FilePath::new(&format!("/{}", path.strip_prefix(tests()).unwrap().to_str().unwrap()));
        program.set(name, fs::read_to_string(path).unwrap());
    }
    let before = program.meaning(FRESH, FRESH);
    let original = program.texts.clone();
    let mut done: BTreeMap<FilePath, Vec<TextRange>> = BTreeMap::new();
    let mut seen = 0;
    let (mut renamed, mut refused, mut changed_meanings) = (0, Vec::new(), Vec::new());
    for path in original.keys().filter(|path| path.extension() == Some("fitz")) {
        for name in names(&original[path]) {
            if done.get(path).is_some_and(|done| done.contains(&name)) {
                continue;
            }
            for place in references(program.host.db(), program.file(path), name.start(), true).unwrap_or_default() {
                done.entry(place.file.path(program.host.db()).clone()).or_default().push(place.range);
            }
            seen += 1;
            if seen % step != 0 {
                continue;
            }
            let old = &original[path][std::ops::Range::<usize>::from(name)];
            let Some(moved) = program.rename(path, name.start(), FRESH) else { continue };
            renamed += 1;
            let after = program.meaning(FRESH, old);
            let changed = before.iter().filter(|(path, meaning)| after.get(*path) != Some(*meaning));
            changed_meanings.extend(changed.map(|(file, (codes, _))| {
                format!("{path}: `{old}` at {name:?}: in {file} {codes:?} => {:?}", after[file].0)
            }));
            if program.rename(path, moved, old).is_none() {
                // Where a program has one name for two things, no rename makes another such place.
                refused.push(old);
                for (path, text) in &original {
                    program.set(path.clone(), text.clone());
                }
            }
            assert_eq!(program.texts, original, "{path}: `{old}` at {name:?}");
        }
    }
    assert!(changed_meanings.is_empty(), "{changed_meanings:#?}");
    assert!(refused.len() * 10 <= renamed + 10, "of {renamed} names of {paths:?} these cannot come back: {refused:?}");
    renamed
}

impl Program {
    fn set(&mut self, path: FilePath, text: String) {
        self.host.set_disk(&path, Some(Arc::from(text.as_str())));
        self.texts.insert(path, text);
    }

    fn file(&self, path: &FilePath) -> SourceFile {
        file(self.host.db(), path).unwrap()
    }

    /// Renames what stands at a place, and tells where that place is then. `None` when it is refused, or when a file would have
    /// to be renamed too.
    fn rename(&mut self, path: &FilePath, offset: TextSize, new: &str) -> Option<TextSize> {
        let renaming = rename(self.host.db(), self.file(path), offset, new).ok()?;
        if renaming.moved.is_some() || renaming.edits.is_empty() {
            return None;
        }
        // A parameter that a header fills by its name is bound by another argument afterwards.
        if renaming.edits.iter().any(|(_, edits)| edits.iter().any(|(range, _)| range.is_empty())) {
            return None;
        }
        let mut moved = offset;
        for (file, edits) in renaming.edits {
            let edited = file.path(self.host.db()).clone();
            let mut text = self.texts[&edited].clone();
            for (range, new) in edits.iter().rev() {
                if edited == *path && range.end() <= offset {
                    moved = moved - range.len() + TextSize::of(new.as_str());
                }
                text.replace_range(std::ops::Range::<usize>::from(*range), new);
            }
            self.set(edited, text);
        }
        Some(moved)
    }

    /// The meaning, with `new` read as `old`.
    fn meaning(&self, new: &str, old: &str) -> Meaning {
        let db = self.host.db();
        let of_file = |path: &FilePath| {
            let source = self.file(path);
            let codes = diagnostics(db, source).iter().map(|finding| finding.code).collect();
            let mut types = Vec::new();
            for item in items(db, source) {
                let inference = infer(db, *item);
                let exprs = lowered(db, *item).body.exprs.iter();
                types.extend(exprs.map(|(id, _)| inference.expr_type(id).to_string().replace(new, old)));
            }
            (path.clone(), (codes, types))
        };
        self.texts.keys().filter(|path| path.extension() == Some("fitz")).map(of_file).collect()
    }
}

/// The places of all names and labels.
fn names(text: &str) -> Vec<TextRange> {
    let tree = SyntaxTree::parse(&fitz_syntax::SourceText::new(text));
    let tokens = tree.root().tokens();
    tokens
        .filter_map(|token| match token.kind() {
            SyntaxKind::Identifier => Some(token.range()),
            SyntaxKind::Label => Some(TextRange::new(token.range().start() + TextSize::from(1), token.range().end())),
            _ => None,
        })
        .collect()
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests")
}
