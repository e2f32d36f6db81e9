//! The two readings of the language, by the grammar with the rules and by the strict parser, agree.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::strict::{self, Goal};
use crate::{SourceText, SyntaxTree, syntax_errors};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The texts of the `.fitz` files below a folder of the project.
fn programs(folder: &str) -> Vec<(String, String)> {
    let mut programs = Vec::new();
    for entry in fs::read_dir(root().join(folder)).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let inner = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
            programs.extend(self::programs(&inner));
        } else if path.extension().is_some_and(|extension| extension == "fitz") {
            programs.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
    programs.sort();
    programs
}

fn accepted() -> Vec<(String, String)> {
    ["tests/snippets/accept", "tests/samples", "tests/apps", "server/analysis/std"]
        .iter()
        .flat_map(|folder| programs(folder))
        .collect()
}

#[test]
fn the_strict_reading_accepts_what_is_valid() {
    let programs = accepted();
    assert!(programs.len() > 60, "{} programs", programs.len());
    for (name, text) in programs {
        let fault = strict::explain(&text, 0, Goal::File(text.len()));
        assert_eq!(fault, None, "{name}");
    }
}

/// A small change of a text: something is taken out, doubled, moved or put in.
fn change(text: &str, at: prop::sample::Index, len: usize, kind: u8, piece: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = at.index(chars.len() + 1);
    let end = (at + len).min(chars.len());
    let (before, middle, after) = (&chars[..at], &chars[at..end], &chars[end..]);
    let collect = |parts: &[&[char]]| parts.iter().flat_map(|part| part.iter()).collect::<String>();
    match kind {
        0 => collect(&[before, after]),
        1 => collect(&[before, middle, middle, after]),
        _ => collect(&[before, &piece.chars().collect::<Vec<_>>(), &chars[at..]]),
    }
}

const PIECES: &[&str] = &[
    "\n", " ", ",", ";", ":", ".", "..", "=", "=>", "->", "(", ")", "[", "]", "{", "}", "<", ">", "?", "\"", "'a", "|",
    "+", "-", "!", "@", " fn ", " let ", " if ", " else ", " match ", " in ", " for ", " return ", " x ", " 1 ", "_",
    "0b1", "\\", "//", "/*", "*/", " async ", " await ", " type ", " not ", " and ", " ...", " loop ", " break ",
    "\u{feff}", "#", "\"\"\"", "b\"", "Ok", " as ", "%", "1e",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn what_has_no_error_is_accepted_by_the_strict_reading(
        program in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 1_usize..8, 0_u8..5, prop::sample::select(PIECES)), 1..3),
    ) {
        let programs = accepted();
        let mut text = program.get(&programs).1.clone();
        for (at, len, kind, piece) in changes {
            text = change(&text, at, len, kind, piece);
        }
        let tree = SyntaxTree::parse(&SourceText::new(&text));
        let errors = syntax_errors(&tree);
        let fault = strict::explain(&text, 0, Goal::File(text.len()));
        if errors.is_empty() {
            prop_assert!(!tree.has_error(), "{}\n{}", text, tree.root().dump());
            prop_assert_eq!(fault, None, "{}\n{}", text, tree.root().dump());
        }
    }
}
