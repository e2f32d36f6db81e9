//! The pages of the rules in `docs/rules`: each code has one, and its examples behave as the page says.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a page that cannot be read fails its test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fitz_analysis::fixture::Fixture;
use fitz_ide::{Diagnostic, diagnostics};

/// The sections of a page, in this order.
const SECTIONS: [&str; 5] = ["What it finds", "Why it matters", "Example", "How to mend", "Default severity"];

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let codes = codes();
    let pages: BTreeSet<String> = pages().into_keys().collect();
    let without_page: Vec<&String> = codes.difference(&pages).collect();
    let without_code: Vec<&String> = pages.difference(&codes).collect();
    assert!(without_page.is_empty(), "no page in docs/rules for {without_page:?}");
    assert!(without_code.is_empty(), "no rule has the code of {without_code:?}");
    for family in ["syntax/", "dec/", "ws/"] {
        assert!(codes.iter().any(|code| code.starts_with(family)), "the sources show no code of {family}");
    }
}

#[test]
fn every_page_has_its_sections() {
    for (code, text) in pages() {
        assert_eq!(prose(&text).next(), Some(format!("# `{code}`").as_str()), "title of {code}");
        let titles: Vec<&str> = prose(&text).filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(titles, SECTIONS, "sections of {code}");
        for title in SECTIONS {
            let body = section(&text, title);
            assert!(!body.trim().is_empty(), "{code}: nothing under `{title}`");
        }
    }
}

#[test]
fn the_index_lists_every_page_once() {
    let index = fs::read_to_string(rules_folder().join("README.md")).unwrap();
    let mut listed = Vec::new();
    for line in index.lines().filter(|line| line.starts_with("| [")) {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let link = cells.next().unwrap();
        let code = link.strip_prefix("[`").and_then(|rest| rest.split('`').next()).unwrap();
        assert_eq!(link, format!("[`{code}`]({code}.md)"));
        assert!(cells.next().is_some_and(|words| !words.is_empty()), "{code} has no words in the index");
        assert_eq!(cells.next(), None, "{line}");
        listed.push(code.to_owned());
    }
    listed.sort();
    assert_eq!(listed, pages().into_keys().collect::<Vec<_>>());
}

#[test]
fn the_wrong_example_yields_the_code_and_no_other() {
    let mut failures = Vec::new();
    for (code, text) in pages() {
        let found = findings(&example(&code, &text, "wrong"));
        let severity = section(&text, "Default severity").trim().to_owned();
        let as_told = |it: &Diagnostic| it.code == code && format!("{:?}", it.severity) == severity;
        if found.is_empty() || !found.iter().all(as_told) {
            failures.push(format!("{code} ({severity}): {found:#?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_mended_example_has_no_finding() {
    let mut failures = Vec::new();
    for (code, text) in pages() {
        let found = findings(&example(&code, &text, "right"));
        if !found.is_empty() {
            failures.push(format!("{code}: {found:#?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn findings(program: &str) -> Vec<Diagnostic> {
    let fixture = Fixture::new(program);
    diagnostics(fixture.host.db(), fixture.file)
}

/// The one example of a page that is marked ```` ```fitz <mark> ````.
fn example(code: &str, text: &str, mark: &str) -> String {
    let opening = format!("```fitz {mark}\n");
    let mut blocks = text.split(&opening).skip(1);
    let block = blocks.next().unwrap_or_else(|| panic!("{code} has no example marked `{mark}`"));
    assert!(blocks.next().is_none(), "{code} has more than one example marked `{mark}`");
    let (program, _) = block.split_once("```").unwrap_or_else(|| panic!("{code}: the example `{mark}` is not closed"));
    program.to_owned()
}

/// The lines outside of examples.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    text.lines().filter(move |line| {
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    })
}

/// What stands below the heading `title`, up to the next one.
fn section<'t>(text: &'t str, title: &str) -> &'t str {
    let heading = format!("\n## {title}\n");
    let (_, body) = text.split_once(&heading).unwrap_or_else(|| panic!("no section `{title}` in {text}"));
    body.split("\n## ").next().unwrap_or(body)
}

/// The pages with the code that their path stands for.
fn pages() -> BTreeMap<String, String> {
    let root = rules_folder();
    let page = |path: PathBuf| {
        let code = path.strip_prefix(&root).unwrap().with_extension("").to_str()?.replace('\\', "/");
        (code != "README").then(|| (code, fs::read_to_string(&path).unwrap()))
    };
    files(&root, "md").into_iter().filter_map(page).collect()
}

/// All codes that the sources of the rules name in a string literal.
fn codes() -> BTreeSet<String> {
    let server = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut codes = BTreeSet::new();
    for folder in ["syntax/src", "analysis/src/rules"] {
        for path in files(&server.join(folder), "rs") {
            let text = fs::read_to_string(path).unwrap();
            // A piece between two quotes is a literal or what lies between two of them, which never looks like a code.
            codes.extend(text.split('"').filter(|piece| is_code(piece)).map(str::to_owned));
        }
    }
    codes
}

fn is_code(text: &str) -> bool {
    let name = ["syntax/", "dec/", "ws/"].into_iter().find_map(|family| text.strip_prefix(family));
    name.is_some_and(|name| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    })
}

/// The files below a folder with an extension.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|it| it == extension) {
            found.push(path);
        }
    }
    found
}

fn rules_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules")
}
