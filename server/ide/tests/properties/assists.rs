//! Every change that is offered at a place.

use std::collections::{BTreeMap, BTreeSet};

use fitz_analysis::fixture::files_below;
use fitz_analysis::{Db, FilePath, SourceFile, parse, syntax_diagnostics};
use fitz_ide::{Assist, assists};
use fitz_syntax::{SyntaxKind, SyntaxNode, TextRange};

use crate::program::{Meaning, Program, Types, tests};

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
    let kinds = kinds_of(Program::all_in(&tests().join("apps")));
    assert!(kinds.len() > 40, "{kinds:#?}");
}

#[test]
fn changes_of_samples() {
    let kinds = kinds_of([Program::new(&files_below(&tests().join("samples")))]);
    assert!(kinds.len() > 40, "{kinds:#?}");
}

#[test]
fn changes_of_programs_with_even_number() {
    let kinds = kinds_of(Program::all_in(&tests().join("programs")).into_iter().step_by(2));
    assert!(kinds.len() > 40, "{kinds:#?}");
}

/// The programs are long: what is between the others is looked at beside them.
#[test]
fn changes_of_programs_with_odd_number() {
    let kinds = kinds_of(Program::all_in(&tests().join("programs")).into_iter().skip(1).step_by(2));
    assert!(kinds.len() > 40, "{kinds:#?}");
}

/// What is wrong further down in a file takes nothing away from what is offered above it.
#[test]
fn changes_beside_broken_code() {
    let mut failures = Vec::new();
    for mut program in Program::all_in(&tests().join("apps")) {
        let path = program.paths[0].clone();
        let places = places(program.host.db(), program.source(&path));
        let offered = |program: &Program| -> Vec<BTreeSet<&'static str>> {
            let all = |range| assists(program.host.db(), program.source(&path), range).into_iter();
            let kinds = |range| all(range).filter(|it| it.disabled.is_none()).map(|it| it.kind).collect();
            places.iter().map(|range| kinds(*range)).collect()
        };
        let whole = offered(&program);
        assert!(whole.iter().any(|kinds| kinds.len() > 2));
        program.open(&path, &format!("{}\nfn unfinished(a: Int {{\n    let b = \n", program.texts[&path]));
        for ((range, kinds), left) in places.iter().zip(whole).zip(offered(&program)) {
            let lost: Vec<_> = kinds.difference(&left).collect();
            if !lost.is_empty() {
                failures.push(format!("{path} {range:?} {lost:?}"));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

/// How many changes of one kind are tried in a program at places of one form.
const ALIKE: usize = 4;

/// What stands at a place: the kinds of its node and of the three around it.
fn form(db: &dyn Db, file: SourceFile, range: TextRange) -> Vec<SyntaxKind> {
    let tree = parse(db, file);
    tree.root().covering(range).ancestors().take(4).map(SyntaxNode::kind).collect()
}

/// Tries everything that is offered at any place, and gives the kinds that were.
fn kinds_of(programs: impl IntoIterator<Item = Program>) -> BTreeMap<&'static str, usize> {
    let mut kinds = BTreeMap::new();
    let mut failures = Vec::new();
    for mut program in programs {
        let (meaning, types) = (program.meaning(), program.types());
        let mut forms = BTreeMap::new();
        for path in program.paths.clone() {
            let mut tried = BTreeSet::new();
            for range in places(program.host.db(), program.source(&path)) {
                for assist in assists(program.host.db(), program.source(&path), range) {
                    if assist.disabled.is_some() || !tried.insert(format!("{assist:?}")) {
                        continue;
                    }
                    let alike = forms.entry((assist.kind, form(program.host.db(), program.source(&path), range)));
                    let alike = alike.or_insert(0_usize);
                    *alike += 1;
                    if *alike > ALIKE {
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
