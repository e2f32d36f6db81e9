//! Whole programs: what the language accepts has no error, what it rejects has one, and half-written programs have few.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use fitz_syntax::{SourceText, SyntaxError, SyntaxTree, TextRange, syntax_errors};
use support::programs;

fn errors(text: &str) -> Vec<SyntaxError> {
    syntax_errors(&SyntaxTree::parse(&SourceText::new(text)))
}

/// The declarations of the standard library.
#[expect(clippy::unwrap_used, reason = "a folder that cannot be read fails the test")]
fn standard_library() -> Vec<(String, String)> {
    fn collect(folder: &Path, out: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, out);
            } else if path.extension().is_some_and(|extension| extension == "fitz") {
                out.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut out = Vec::new();
    collect(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../analysis/std"), &mut out);
    assert!(!out.is_empty());
    out
}

#[test]
fn valid_programs_have_no_error() {
    let mut all = standard_library();
    for folder in ["snippets/accept", "samples", "apps"] {
        all.extend(programs(folder));
    }
    println!("{} valid programs", all.len());
    for (name, text) in all {
        assert_eq!(errors(&text), [], "{name}");
    }
}

#[test]
fn invalid_programs_have_an_error() {
    let all = programs("snippets/reject");
    println!("{} invalid programs", all.len());
    for (name, text) in all {
        let errors = errors(&text);
        // Two alternatives that bind a name each are two mistakes.
        let most = if text.contains("Ok(v) | Err(v)") { 2 } else { 1 };
        assert!((1..=most).contains(&errors.len()), "{name}: {errors:#?}");
    }
}

#[test]
fn half_written_programs_have_few_errors_of_one_line() {
    for (name, text) in programs("recovery") {
        let errors = errors(&text);
        assert!((1..=3).contains(&errors.len()), "{name}: {errors:#?}");
        for error in errors {
            let shown = text.get(usize::from(error.range.start())..usize::from(error.range.end())).unwrap();
            assert!(!shown.contains('\n'), "{name}: {error:#?}");
            assert!(!shown.is_empty(), "{name}: {error:#?}");
        }
    }
}

/// Forms that the reference implementation refuses and this one does not.
#[test]
fn forms_that_are_accepted_beyond_the_reference() {
    for text in [
        "loop {\n    match next() {\n        Ok(v) => print(v),\n        Err(_) => break,\n    }\n}\n",
        "fn f(x) {\n    match x {\n        1 => return,\n        _ => 0\n    }\n}\n",
        "@ws(\"/users/{email}/feed\")\nasync fn feed(conn: WsConn<Event>, email: Str) { conn.recv() }\n",
        "log.info(\"a\", { user_email: user.email })\n",
        "type A { x: Int, y: Str, }\n",
    ] {
        assert_eq!(errors(text), [], "{text}");
    }
}

#[test]
fn errors_are_sorted_and_told_once() {
    for (name, text) in programs("recovery").into_iter().chain(programs("snippets/reject")) {
        let errors = errors(&text);
        assert!(errors.is_sorted_by_key(|error| (error.range.start(), error.range.end())), "{name}");
        for pair in errors.windows(2) {
            assert_ne!(pair[0].range, pair[1].range, "{name}");
        }
        for error in errors {
            assert!(error.code.starts_with("syntax/"), "{error:?}");
            assert!(error.message.ends_with('.'), "{error:?}");
            assert!(error.hint.is_some_and(|hint| !hint.is_empty()), "{name}");
        }
    }
}

/// What follows from the place of a mistake is its line alone: the errors of one function say nothing about the next.
#[test]
fn mistakes_in_different_functions_are_all_told() {
    let text = "fn a() {\n    let x =\n}\n\nfn b() {\n    g(1, 2\n}\n\nfn c() {\n    let = 3\n}\n\nfn d() {\n    print(\"{}\")\n}\n";
    let found: Vec<(&str, TextRange)> = errors(text).into_iter().map(|error| (error.code, error.range)).collect();
    let codes: Vec<&str> = found.iter().map(|(code, _)| *code).collect();
    assert_eq!(
        codes,
        ["syntax/expected-expression", "syntax/unclosed-paren", "syntax/missing", "syntax/interpolation"]
    );
}

/// A megabyte of valid code, of mistakes on each line, of one long broken list, of deep nesting: none takes more than a
/// moment. The limit is far above what the walk needs and far below what a quadratic one would.
#[test]
fn long_texts_are_checked_in_one_pass() {
    let valid: String = programs("samples").into_iter().map(|(_, text)| text).collect();
    let repeat = |text: &str| text.repeat(1_000_000 / text.len());
    for (name, text) in [
        ("valid", repeat(&valid)),
        ("mistakes", repeat("let x =\nf(1, 2\nlet s = \"{}\"\ntype = 3\n")),
        ("reserved", repeat("let xor = rule.type\n")),
        ("list", format!("let xs = [\n{}]\n", repeat("    1 2,\n"))),
        ("nested", "[(".repeat(20_000)),
        ("braces", "}".repeat(100_000)),
        ("quotes", "\"{".repeat(50_000)),
        ("ranges", format!("let x = {}", "a[".repeat(5_000))),
    ] {
        let tree = SyntaxTree::parse(&SourceText::new(&text));
        let start = std::time::Instant::now();
        let errors = syntax_errors(&tree);
        let time = start.elapsed();
        println!("{name}: {} bytes, {} errors, {time:?}", text.len(), errors.len());
        assert!(time.as_secs() < 10, "{name}: {time:?}");
        assert_eq!(errors.is_empty(), name == "valid", "{name}");
    }
}
