//! Changes that a user may ask for leave whole programs whole: at every place of the test programs, each one that is offered gives a
//! text without a syntax error, and where it says so a program that means the same.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that panics fails, as it should"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fitz_analysis::{Db, FilePath, Host, ItemId, SourceFile, file, infer, items, parse, syntax_diagnostics};
use fitz_ide::{
    Assist, DocumentKind, assists, can_fix_all, diagnostics, fix_all, organize_imports, preview, suppression,
};
use fitz_syntax::{SourceText, SyntaxKind, SyntaxNode, SyntaxTree, TextRange};

/// A program with all its files open.
struct Program {
    host: Host,
    paths: Vec<FilePath>,
    texts: BTreeMap<FilePath, String>,
}

/// What must stay as it is.
#[derive(PartialEq)]
struct Meaning {
    codes: Vec<(FilePath, Vec<&'static str>)>,
    documents: Vec<String>,
}

/// The types of the expressions of items, each with the text that they are the types of.
type Types = BTreeMap<String, (String, String)>;

impl Program {
    fn new(files: &[PathBuf]) -> Program {
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

    fn open(&mut self, path: &FilePath, text: &str) {
        self.host.set_open(path, SyntaxTree::parse(&SourceText::new(text)));
    }

    fn source(&self, path: &FilePath) -> SourceFile {
        file(self.host.db(), path).unwrap()
    }

    fn meaning(&self) -> Meaning {
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

    fn types(&self) -> Types {
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
    fn changed(&self, edits: &[(SourceFile, Vec<(TextRange, String)>)]) -> BTreeMap<FilePath, String> {
        let db = self.host.db();
        let after = |(file, edits): &(SourceFile, Vec<(TextRange, String)>)| {
            let path = file.path(db).clone();
            let text = applied(&self.texts[&path], edits);
            (path, text)
        };
        edits.iter().map(after).collect()
    }

    fn restore(&mut self, changed: impl Iterator<Item = FilePath>) {
        for path in changed {
            match self.texts.get(&path).cloned() {
                Some(text) => self.open(&path, &text),
                None => self.host.close(&path),
            }
        }
    }
}

fn applied(text: &str, edits: &[(TextRange, String)]) -> String {
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

/// Every token, every expression, and every run of two statements.
fn places(db: &dyn Db, file: SourceFile) -> Vec<TextRange> {
    let tree = parse(db, file);
    let mut found = Vec::new();
    for node in tree.root().descendants() {
        if node.is_token() {
            found.push(TextRange::empty(node.range().start()));
        } else if node.is_named() {
            found.push(node.range());
            let is_statement = node.parent().is_some_and(|it| it.kind() == SyntaxKind::Block);
            let next = node.next_named_sibling().map(SyntaxNode::range);
            found.extend(next.filter(|_| is_statement).map(|next| node.range().cover(next)));
        }
    }
    found.sort_by_key(|range| (range.start(), range.end()));
    found.dedup();
    found
}

#[test]
fn changes_of_applications() {
    let kinds = kinds_of(files(&tests().join("apps")).into_iter().map(|path| vec![path]), 1);
    assert!(kinds.len() > 15, "{kinds:#?}");
}

#[test]
fn changes_of_samples() {
    let kinds = kinds_of([files(&tests().join("samples"))].into_iter(), 1);
    assert!(kinds.len() > 15, "{kinds:#?}");
}

/// The programs are long: every fifth place.
#[test]
fn changes_of_programs() {
    let entries = fs::read_dir(tests().join("programs")).unwrap().map(|entry| entry.unwrap().path());
    let mut entries: Vec<PathBuf> = entries.collect();
    entries.sort();
    let own = entries.into_iter().map(|path| if path.is_dir() { files(&path) } else { vec![path] });
    let kinds = kinds_of(own, 5);
    assert!(kinds.len() > 15, "{kinds:#?}");
}

/// Tries everything that is offered at every `step`th place, and gives the kinds that were.
fn kinds_of(programs: impl Iterator<Item = Vec<PathBuf>>, step: usize) -> BTreeMap<&'static str, usize> {
    let mut kinds = BTreeMap::new();
    let mut failures = Vec::new();
    for files in programs {
        let mut program = Program::new(&files);
        let (meaning, types) = (program.meaning(), program.types());
        for path in program.paths.clone() {
            let mut tried = BTreeSet::new();
            for range in places(program.host.db(), program.source(&path)).into_iter().step_by(step) {
                for assist in assists(program.host.db(), program.source(&path), range) {
                    if assist.disabled.is_some() || !tried.insert(format!("{assist:?}")) {
                        continue;
                    }
                    *kinds.entry(assist.kind).or_default() += 1;
                    if let Err(failure) = check(&mut program, &assist, &meaning, &types) {
                        failures.push(format!("{path} {range:?} {}: {failure}", assist.kind));
                    }
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
    kinds
}

/// Applies a change, looks at the program and takes the change back.
fn check(program: &mut Program, assist: &Assist, meaning: &Meaning, types: &Types) -> Result<(), String> {
    let mut changed = program.changed(&assist.edits);
    changed.extend(assist.creates.clone());
    for (path, text) in &changed {
        program.open(path, text);
    }
    let outcome = judge(program, assist, &changed, meaning, types);
    program.restore(changed.into_keys());
    outcome
}

fn judge(
    program: &Program,
    assist: &Assist,
    changed: &BTreeMap<FilePath, String>,
    meaning: &Meaning,
    types: &Types,
) -> Result<(), String> {
    let title = &assist.title;
    for (path, text) in changed {
        let errors = syntax_diagnostics(program.host.db(), program.source(path));
        if let Some(error) = errors.first() {
            return Err(format!("{title}: {} {}\n{text}", error.code, error.message));
        }
    }
    if !assist.keeps_meaning {
        return Ok(());
    }
    let after = program.meaning();
    let text = || changed.values().cloned().collect::<Vec<_>>().join("\n-----\n");
    if after.codes != meaning.codes {
        return Err(format!("{title}: findings {:?} became {:?}\n{}", meaning.codes, after.codes, text()));
    }
    if after.documents != meaning.documents {
        return Err(format!("{title}: another document\n{}", text()));
    }
    for (name, (text_after, types_after)) in program.types() {
        let same = types.get(&name).filter(|(text, _)| *text == text_after);
        if same.is_some_and(|(_, types)| *types != types_after) {
            return Err(format!("{title}: other types in {name}\n{}", text()));
        }
    }
    Ok(())
}

/// All mends at once leave nothing that could be mended, and bring nothing new.
#[test]
fn mends_of_whole_files() {
    let program = Program::new(&files(&tests().join("samples")));
    let mut mended = 0;
    for path in &program.paths {
        let source = program.source(path);
        let known: BTreeSet<_> = diagnostics(program.host.db(), source).iter().map(|it| it.code).collect();
        for edits in [fix_all(program.host.db(), source), organize_imports(program.host.db(), source)] {
            let Some(edits) = edits else { continue };
            mended += 1;
            let mut host = Host::with_files_of(program.host.db());
            let text = applied(&program.texts[path], &edits);
            host.set_disk(path, Some(Arc::from(text.as_str())));
            let source = file(host.db(), path).unwrap();
            let found = diagnostics(host.db(), source);
            assert!(found.iter().all(|it| known.contains(it.code)), "{path}: {found:#?}\n{text}");
            assert!(organize_imports(host.db(), source).is_none_or(|edits| applied(&text, &edits) != text), "{path}");
        }
        if let Some(edits) = fix_all(program.host.db(), source) {
            let mut host = Host::with_files_of(program.host.db());
            host.set_disk(path, Some(Arc::from(applied(&program.texts[path], &edits))));
            assert!(!can_fix_all(host.db(), file(host.db(), path).unwrap()), "{path}");
        }
    }
    assert!(mended > 0);
}

/// A comment silences what it is made for, and nothing else changes.
#[test]
fn silenced_findings() {
    let program = Program::new(&files(&tests().join("samples")));
    let mut silenced = 0;
    for path in &program.paths {
        let source = program.source(path);
        let found = diagnostics(program.host.db(), source);
        for finding in &found {
            let Some(fix) = suppression(program.host.db(), source, finding) else { continue };
            let mut host = Host::with_files_of(program.host.db());
            let text = applied(&program.texts[path], &fix.edits);
            host.set_disk(path, Some(Arc::from(text.as_str())));
            let left = diagnostics(host.db(), file(host.db(), path).unwrap());
            assert!(left.len() < found.len(), "{path}: {finding:#?}\n{left:#?}\n{text}");
            silenced += 1;
        }
    }
    assert!(silenced > 0);
}

/// All files below a folder, in the order of their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests")
}
