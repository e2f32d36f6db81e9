//! Words after a dot that put something around the receiver.

use fitz_ide::CompletionKind;

use super::{complete, labels_of, offers, taken};

fn program(body: &str) -> String {
    format!(
        "fn result() -> Result<Int> => Ok(1)\nfn f(flag: Bool, maybe: Str?, words: List<Str>, ages: Map<Str, Int>) {{\n    {body}\n}}\n"
    )
}

#[test]
fn forms_by_type() {
    for (receiver, word, expected) in [
        ("result()", "match", "match result() {\n    Ok(value) => {  }\n    Err(error) => {  }\n}"),
        ("maybe", "match", "match maybe {\n    null => {  }\n    \"\" => {  }\n    _ => {  }\n}"),
        ("flag", "match", "match flag {\n    true => {  }\n    false => {  }\n}"),
        ("flag", "if", "if flag {\n    \n}"),
        ("flag", "while", "while flag {\n    \n}"),
        ("flag", "not", "not flag"),
        ("maybe", "if", "if maybe != null {\n    \n}"),
        ("words", "for", "for item in words {\n    \n}"),
        ("ages", "for", "for (key, value) in ages {\n    \n}"),
        ("words.first()", "let", "let value = words.first()"),
        ("words", "print", "print(words)"),
        ("words", "return", "return words"),
        ("(1 + 2)", "ok", "Ok((1 + 2))"),
        ("\"{words}\"", "err", "Err(\"{words}\")"),
    ] {
        assert_eq!(taken(&program(&format!("{receiver}.$0")), word, ""), program(expected), "{receiver}.{word}");
        let (half, _) = word.split_at(1);
        assert_eq!(taken(&program(&format!("{receiver}.{half}$0")), word, ""), program(expected), "{receiver}.{half}");
    }
}

#[test]
fn forms_inside_of_expressions() {
    let value = program("let n = result().$0");
    assert_eq!(
        taken(&value, "match", ""),
        program("let n = match result() {\n    Ok(value) => value\n    Err(error) => null\n}")
    );
    for statement in ["let", "print", "return", "if", "for"] {
        let found = labels_of(&value, CompletionKind::Snippet);
        assert!(!found.iter().any(|label| label == statement), "{statement}");
    }
    assert_eq!(taken(&program("let no = flag.$0"), "not", ""), program("let no = not flag"));
}

#[test]
fn no_forms_where_they_make_no_sense() {
    for (body, word) in [
        ("words.$0", "if"),
        ("words.$0", "match"),
        ("log.$0", "match"),
        ("print(\"{flag.$0}\")", "match"),
        ("if flag.$0 { }", "match"),
        ("maybe.$0", "for"),
        ("words\n        .$0", "for"),
    ] {
        assert!(!offers(&program(body), word), "{body}: {word}");
    }
    assert!(!offers("flag.$0", "return"));
}

#[test]
fn forms_are_found_by_the_text_that_they_replace() {
    for item in complete(&program("flag.$0")).iter().filter(|item| item.kind == CompletionKind::Snippet) {
        assert_eq!(item.filter.as_deref(), Some(&*format!("flag.{}", item.label)));
        assert!(item.plain.is_some());
    }
}
