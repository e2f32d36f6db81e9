//! The mends of whole files, and comments that silence findings.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use fitz_analysis::fixture::files_below;
use fitz_analysis::{FilePath, Host, file, syntax_diagnostics};
use fitz_ide::{diagnostics, fix_all, organize_imports, suppression};
use fitz_syntax::TextRange;

use crate::program::{Program, applied, tests};

/// The mends that make a program describe itself otherwise. A path that no client can ask for is not the one that is meant.
const CHANGE_DOCUMENTS: [&str; 1] = ["ws/path-slash"];

/// The mends that give an expression another type, which is what was wrong with it.
const CHANGE_TYPES: [&str; 0] = [];

/// How often a file has to be mended until nothing is left to do.
const ROUNDS: usize = 2;

#[test]
fn mends_of_samples() {
    assert!(mended([Program::new(&files_below(&tests().join("samples")))]) > 0);
}

#[test]
fn mends_of_programs_and_applications() {
    assert!(mended(Program::all_in(&tests().join("programs"))) > 0);
    mended(Program::all_in(&tests().join("apps")));
}

/// Pieces of programs, many of them broken.
#[test]
fn mends_of_pieces() {
    for folder in ["snippets", "recovery"] {
        mended([Program::new(&files_below(&tests().join(folder)))]);
    }
}

/// The programs in the book of the language, many of them with mistakes.
#[test]
fn mends_of_the_language() {
    let pages =
        files_below(&tests().join("language")).into_iter().map(|page| programs_on(&fs::read_to_string(page).unwrap()));
    assert!(mended(pages.filter(|page| !page.is_empty()).map(|page| Program::of(&page))) > 20);
}

/// What the pages of the rules show as wrong: the mend of each rule that is mended unasked is tried.
#[test]
fn mends_of_rule_pages() {
    let unasked = fitz_rules::all().filter(|rule| fitz_rules::is_mended_unasked(rule.code)).count();
    let mended = mended(fitz_rules::all().map(|rule| Program::of(rule.wrong)));
    assert!(mended >= unasked, "{mended} of {unasked}");
}

/// The blocks of code on a page that are programs of one file, each as a file.
fn programs_on(page: &str) -> String {
    let blocks = page.split("```fitz\n").skip(1).filter_map(|rest| rest.split("```").next());
    let single = blocks.filter(|block| !block.contains("//- ")).enumerate();
    single.map(|(index, block)| format!("//- /program_{index}.fitz\n{block}")).collect()
}

/// Mends all files of programs, and gives the number of those that there was something to mend in.
fn mended(programs: impl IntoIterator<Item = Program>) -> usize {
    let (mut mended, mut failures) = (0, Vec::new());
    for mut program in programs {
        for path in program.paths.clone() {
            for (what, mend, rounds) in
                [("fix all", fix_all as Mend, ROUNDS), ("organize imports", organize_imports, 1)]
            {
                match check(&mut program, &path, mend, rounds) {
                    Some(Err(failure)) => failures.push(format!("{path}: {what}: {failure}")),
                    found => mended += usize::from(found.is_some()),
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
    mended
}

type Mend = fn(&dyn fitz_analysis::Db, fitz_analysis::SourceFile) -> Option<Vec<(TextRange, String)>>;

/// Mends a file until nothing is left to do, looks at the program and takes the mends back. `None` when there is nothing to mend.
fn check(program: &mut Program, path: &FilePath, mend: Mend, most: usize) -> Option<Result<(), String>> {
    let mut edits = mend(program.host.db(), program.source(path))?;
    let (meaning, types) = (program.meaning(), program.types());
    let before = syntax_diagnostics(program.host.db(), program.source(path)).len();
    let original = program.texts[path].clone();
    let mut text = applied(&original, &edits);
    let mut rounds = 1;
    program.open(path, &text);
    while let Some(more) = mend(program.host.db(), program.source(path)).filter(|_| rounds <= most) {
        edits = more;
        text = applied(&text, &edits);
        program.open(path, &text);
        rounds += 1;
    }
    let (after, types_after) = (program.meaning(), program.types());
    let broken = syntax_diagnostics(program.host.db(), program.source(path)).len();
    program.restore([path.clone()].into_iter());
    if rounds > most {
        return Some(Err(format!("more is left to mend\n{text}")));
    }
    if broken > before {
        return Some(Err(format!("{broken} syntax errors instead of {before}\n{text}")));
    }
    let mut gone: BTreeSet<&str> = BTreeSet::new();
    for ((_, known), (file, found)) in meaning.codes.iter().zip(&after.codes) {
        // A mistake that stands behind another one shows when that one is gone; how many there are is looked at above.
        let is_new = |code: &&&str| !known.contains(*code) && !code.starts_with("syntax/");
        if let Some(new) = found.iter().find(is_new) {
            return Some(Err(format!("{new} is new in {file}\n{original}=====\n{text}")));
        }
        gone.extend(known.iter().filter(|code| !found.contains(code)));
    }
    // What could not be read says nothing before it is mended.
    let was_broken = broken < before;
    let is_meant = |purpose: &[&str]| was_broken || purpose.iter().any(|code| gone.contains(code));
    if after.documents != meaning.documents && !is_meant(&CHANGE_DOCUMENTS) {
        return Some(Err(format!("another document after {gone:?}\n{original}=====\n{text}")));
    }
    let is_other = |(name, (text, after)): (&String, &(String, String))| {
        types.get(name).is_some_and(|(known, before)| known == text && before != after)
    };
    if types_after.iter().any(is_other) && !is_meant(&CHANGE_TYPES) {
        return Some(Err(format!("other types after {gone:?}\n{original}=====\n{text}")));
    }
    Some(Ok(()))
}

/// A comment silences what it is made for, and nothing else changes.
#[test]
fn silenced_findings() {
    let program = Program::new(&files_below(&tests().join("samples")));
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
