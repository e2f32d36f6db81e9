//! Patterns of `match`.

use super::{labels, taken};

const PROGRAM: &str = "type M { kind: Str }\nfn g(m: M) -> Bool => m.kind == \"open\" or m.kind == \"close\"\n";

/// The labels in a `match` over a parameter of a type.
fn arms(ty: &str, arms: &str) -> Vec<String> {
    labels(&format!("{PROGRAM}fn f(value: {ty}) {{\n    match value {{\n        {arms}\n    }}\n}}\n"))
}

#[test]
fn missing_arms() {
    for (ty, written, expected) in [
        ("Result<Int>", "$0", vec!["Ok(value)", "Err(error)", "_", "Ok(_), Err(_)"]),
        ("Result<Int>", "O$0", vec!["Ok(value)", "Err(error)", "_", "Ok(_), Err(_)"]),
        ("Result<Int>", "Ok(v) => v\n        $0", vec!["Err(error)", "_"]),
        ("Result<Int>", "Ok(v) => v,\n        E$0", vec!["Err(error)", "_"]),
        ("Result<Int>", "$0\n        Err(_) => 0", vec!["Ok(value)", "_"]),
        ("Result<Int>", "Ok(v) => v, $0", vec!["Err(error)", "_"]),
        ("Result<Int>", "Ok(v) if v > 1 => v\n        $0", vec!["Ok(value)", "Err(error)", "_", "Ok(_), Err(_)"]),
        ("Result<Int>", "Ok(_) | $0 => 1", vec!["Err(error)", "_"]),
        ("Bool", "true => 1\n        $0", vec!["false", "_"]),
        ("Bool?", "null => 1\n        $0", vec!["true", "false", "_", "true, false"]),
        ("M?", "$0", vec!["null", "value", "null, _"]),
        ("M?", "null => 1\n        $0", vec!["value"]),
        ("(Int, Str)", "$0", vec!["(_, _)", "_"]),
        ("Int", "1 => 2\n        $0", vec!["_"]),
        ("Int", "1 => 2\n        _ => 3\n        $0", vec![]),
    ] {
        let found = arms(ty, written);
        let found: Vec<&String> = found.iter().filter(|label| *label != "_" || expected.contains(&"_")).collect();
        assert_eq!(found, expected, "{ty}: {written}");
    }
}

#[test]
fn words_that_a_field_is_compared_with() {
    let found = labels(&format!(
        "{PROGRAM}fn f(m: M) {{\n    match m.kind {{\n        \"open\" => 1\n        $0\n    }}\n}}\n"
    ));
    assert_eq!(found, ["\"close\"", "_"]);
}

#[test]
fn arms_in_half_written_programs() {
    for program in [
        "fn f(r: Result<Int>) {\n    match r {\n        $0",
        "fn f(r: Result<Int>) {\n    match r { $0 }\n}\n",
        "fn f(r: Result<Int>) {\n    let x = match r {\n        $0\n    }\n    g(\n}\n",
        "fn f(r: Result<Int>) {\n    match r {\n        $0\nfn g() {}\n",
    ] {
        assert_eq!(labels(program).first().map(String::as_str), Some("Ok(value)"), "{program}");
    }
}

#[test]
fn arms_are_written_whole() {
    let program = |arms: &str| format!("fn f(r: Result<Int>) {{\n    match r {{\n        {arms}\n    }}\n}}\n");
    assert_eq!(taken(&program("$0"), "Ok(value)", ""), program("Ok(value) => "));
    assert_eq!(taken(&program("$0 => 1"), "Ok(value)", ""), program("Ok(value) => 1"));
    assert_eq!(taken(&program("$0"), "Ok(_), Err(_)", ""), program("Ok(value) => {  }\nErr(error) => {  }"));
}

#[test]
fn what_a_pattern_binds_is_a_new_name() {
    for program in [
        "fn f(r: Result<Int>) {\n    match r {\n        Ok($0) => 1\n    }\n}\n",
        "fn f(r: Result<Int>) {\n    match r {\n        Ok(v$0) => 1\n    }\n}\n",
        "fn f() { for $0 in [1] {} }",
        "fn f() { for (a, $0) in [1] {} }",
        "fn f() { let (a, $0) = (1, 2) }",
        "let xs = [x for $0]",
    ] {
        assert!(labels(program).is_empty(), "{program}");
    }
}
