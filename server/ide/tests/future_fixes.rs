//! A future where its value is needed: the function that uses it waits for it.

#![allow(clippy::panic, reason = "a test that panics fails, as it should")]

use fitz_analysis::fixture::Fixture;
use fitz_ide::{diagnostics, editor_fixes};

const LOAD: &str = "async fn load() -> Int => 1\n";

/// The program after the only fix of its only finding with a hint about `.await`, which must be gone then.
fn mended(program: &str) -> Option<String> {
    let fixture = Fixture::new(&format!("{LOAD}{program}"));
    let (db, file) = (fixture.host.db(), fixture.file);
    let is_asked = |it: &fitz_ide::Diagnostic| it.hint.as_ref().is_some_and(|hint| hint.contains(".await"));
    let finding =
        diagnostics(db, file).into_iter().find(is_asked).unwrap_or_else(|| panic!("nothing wrong: {program}"));
    let [fix] = <[_; 1]>::try_from(editor_fixes(db, file, &finding)).ok()?;
    let mut edits = fix.edits;
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start()));
    let mut text = file.content(db).text.to_string();
    for (range, new) in edits {
        text.replace_range(usize::from(range.start())..usize::from(range.end()), &new);
    }
    let after = Fixture::new(&text);
    let left = diagnostics(after.host.db(), after.file);
    assert!(!left.iter().any(is_asked), "{text}{left:#?}");
    text.strip_prefix(LOAD).map(str::to_owned)
}

#[test]
fn the_function_waits() {
    assert_eq!(
        mended("fn next() -> Int {\n    return load() + 1\n}\n").as_deref(),
        Some("async fn next() -> Int {\n    return load().await + 1\n}\n"),
    );
    assert_eq!(
        mended("async fn next() -> Int {\n    return load() + 1\n}\n").as_deref(),
        Some("async fn next() -> Int {\n    return load().await + 1\n}\n"),
    );
    assert_eq!(
        mended("@get(\"/next\")\nfn next() -> Int {\n    let n: Int = load()\n    return n\n}\n").as_deref(),
        Some("@get(\"/next\")\nasync fn next() -> Int {\n    let n: Int = load().await\n    return n\n}\n"),
    );
}

#[test]
fn callers_wait_too() {
    assert_eq!(
        mended("fn next() -> Int {\n    return load() + 1\n}\nasync fn run() -> Int => next()\n").as_deref(),
        Some("async fn next() -> Int {\n    return load().await + 1\n}\nasync fn run() -> Int => next().await\n"),
    );
}

#[test]
fn nothing_is_offered_where_callers_cannot_wait() {
    let next = "fn next() -> Int {\n    return load() + 1\n}\n";
    for caller in ["fn run() -> Int => next()\n", "let STEP = next\n"] {
        assert_eq!(mended(&format!("{next}{caller}")), None, "{caller}");
    }
    assert_eq!(mended("@test\nfn next() {\n    let n: Int = load()\n    assert(n == 1)\n}\n"), None);
    assert_eq!(mended("type T {\n    a: Int\n    fn next() -> Int => load() + 1\n}\n"), None);
}
