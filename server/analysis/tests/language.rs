//! The pages of `tests/language/`: a book of the language whose programs tell what is found in them.
//!
//! `PAGE=03 cargo test -p fitz-analysis --test language` checks the pages whose name contains `03`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

mod language_support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::{env, fs, thread};

use language_support::{Verdict, asserted_codes, called, declared, judge};

/// What the book has at least, so that nothing is lost unnoticed.
const MINIMUM_PAGES: usize = 45;
const MINIMUM_ASSERTIONS: usize = 3_000;

#[test]
fn every_page_is_as_it_says() {
    let filter = env::var("PAGE").unwrap_or_default();
    let pages: Vec<PathBuf> = pages().into_iter().filter(|page| name_of(page).contains(&filter)).collect();
    assert!(!pages.is_empty(), "no page has a name with `{filter}`");
    let verdicts = judge_all(&pages);
    let assertions: usize = verdicts.iter().map(|(_, verdict)| verdict.assertions).sum();
    println!("{} pages, {assertions} assertions", pages.len());
    let mut failures = Vec::new();
    for (page, verdict) in &verdicts {
        println!("{:5} {page}", verdict.assertions);
        for failure in &verdict.failures {
            failures.push(format!("tests/language/{page}:{} [{}] {}", failure.line, failure.section, failure.message));
        }
    }
    assert!(failures.is_empty(), "{} failures\n\n{}\n", failures.len(), failures.join("\n"));
    if filter.is_empty() {
        assert!(pages.len() >= MINIMUM_PAGES && assertions >= MINIMUM_ASSERTIONS, "the book has become smaller");
    }
}

#[test]
fn every_rule_is_shown_on_a_page() {
    let shown: BTreeSet<String> =
        pages().iter().flat_map(|page| asserted_codes(&fs::read_to_string(page).unwrap())).collect();
    let missing: Vec<&str> = fitz_rules::all().map(|rule| rule.code).filter(|code| !shown.contains(*code)).collect();
    assert!(missing.is_empty(), "no page shows {} rules: {}", missing.len(), missing.join(", "));
}

#[test]
fn every_builtin_is_called_on_a_page() {
    let pages = pages();
    let called: BTreeSet<String> = pages.iter().flat_map(|page| called(&fs::read_to_string(page).unwrap())).collect();
    let declared = declared();
    println!("{} of {} functions of the standard library are called", called.len(), declared.len());
    let missing: Vec<&str> = declared.difference(&called).map(String::as_str).collect();
    assert!(
        missing.is_empty(),
        "{} functions of the standard library are called on no line with `// type:`: {}",
        missing.len(),
        missing.join(", ")
    );
    assert_eq!(called.difference(&declared).next(), None, "a function is called that is not listed");
    assert!(declared.len() > 300, "only {} declarations were found", declared.len());
}

/// Checks the pages on as many threads as there are processors. The result is in the order of the pages.
fn judge_all(pages: &[PathBuf]) -> Vec<(String, Verdict)> {
    let waiting = Mutex::new(pages.iter().enumerate());
    let done = Mutex::new(Vec::new());
    let work = || {
        loop {
            let next = waiting.lock().unwrap().next();
            let Some((place, page)) = next else { return };
            let verdict = judge(&fs::read_to_string(page).unwrap());
            done.lock().unwrap().push((place, name_of(page), verdict));
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(pages.len());
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(place, ..)| *place);
    done.into_iter().map(|(_, page, verdict)| (page, verdict)).collect()
}

/// The pages in the order of their numbers.
fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/language");
    let mut pages: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "md") && name_of(path) != "README.md")
        .collect();
    pages.sort();
    pages
}

fn name_of(page: &Path) -> String {
    page.file_name().unwrap().to_str().unwrap().to_owned()
}

/// The failures of a page with one section that holds this program, without the line.
fn failures_of(program: &str) -> Vec<String> {
    let page = format!("# Title\n\n## Section\n\n```fitz\n{program}\n```\n");
    judge(&page).failures.into_iter().map(|failure| format!("{}: {}", failure.line, failure.message)).collect()
}

#[test]
fn what_is_met_is_counted() {
    let verdict =
        judge("# T\n\n## A\n\n```fitz\nlet a = 1 // type: Int\nprint(b) // error: [unknown-variable]\nprint(a)\n```\n");
    assert_eq!(verdict.failures, []);
    assert_eq!(verdict.assertions, 2);
}

#[test]
fn an_assertion_that_is_not_met_fails() {
    for (program, expected) in [
        ("let a = 1 // type: Str\nprint(a)", "6: expected the type to be `Str`, found `Int`"),
        (
            "let a = 1 // type: b: Int\nprint(a)",
            "6: expected the type of `b` to be `Int`, but no name `b` is on this line",
        ),
        ("let a = 1 // error: [x]\nprint(a)", "6: expected error: [x], found nothing else"),
        ("// error: [x]\nlet a = 1\nprint(a)", "6: expected error: [x], found nothing else"),
        (
            "let a = 1 // erorr: [x]\nprint(a)",
            "6: `erorr: [x]` is not understood; write `error: [code] \"words\" at `text``",
        ),
    ] {
        assert_eq!(failures_of(program), [expected], "{program}");
    }
}

#[test]
fn a_finding_that_is_not_asserted_fails() {
    let failures = failures_of("let total = 1\nprint(totl, total)");
    let [failure] = failures.as_slice() else { panic!("{failures:?}") };
    assert!(failure.starts_with("7: not expected: error: [unknown-variable] \"There is no variable `totl` here.\""));
    assert!(failure.contains("at `totl` (column 7)"), "{failure}");
}

#[test]
fn severity_code_words_and_place_must_all_be_right() {
    let finding = "print(totl)";
    assert_eq!(failures_of(&format!("{finding} // error: [unknown-variable] \"totl\" at `totl`")), [] as [&str; 0]);
    for wrong in [
        "warning: [unknown-variable]",
        "error: [unknown-type]",
        "error: [unknown-variable] \"total\"",
        "error: [unknown-variable] at `print(totl)`",
        "error: [unknown-variable] [unknown-variable]",
    ] {
        let failures = failures_of(&format!("{finding} // {wrong}"));
        assert!(!failures.is_empty(), "{wrong}");
    }
}

#[test]
fn a_line_shows_the_type_of_what_it_is_about() {
    let failures = failures_of(
        r#"fn f(n: Int?, xs: List<Str>) -> Str { // type: n: Int?, xs: List<Str>
    let (a, b) = (1, "x") // type: a: Int, b: Str
    let _ = b // type: Str
    total = a // type: Int
    total += 1.5 // type: Float
    for x in xs { // type: Str
        print(x, total)
    }
    if n != null {
        print(n) // type: n: Int
    }
    let s = match n { // type: Int
        null => 0 // type: Int
        v => v + 1 // type: Int
    }
    xs
        .map(fn(x) => x.len()) // type: List<Int>
        .filter(fn(n) => n > s) // type: List<Int>
    if s > 0 { "a" } else { "b" } // type: Str
    return b // type: Str
}
fn g(n: Int) => n * 2 // type: Int
let p = [
    1, // type: Int
    2.5, // type: Float
] // type: List<Float>
let q = p // type: List<Float>"#,
    );
    assert_eq!(failures, [] as [&str; 0]);
}

#[test]
fn files_of_a_section_see_each_other() {
    let verdict = judge(
        "# T\n## A\n```fitz\nfrom util import twice\nlet a = twice(1) // type: Int\nprint(a, b) // error: [unknown-variable]\n```\n\
         ```fitz path=/util.fitz\nfn twice(n: Int) -> Int => n * 2 // type: Int\nprint(c)\n```\n",
    );
    let [failure] = verdict.failures.as_slice() else { panic!("{verdict:?}") };
    assert_eq!((failure.line, failure.section.as_str()), (10, "A"));
    assert_eq!(verdict.assertions, 3);
}
