//! `// @allow(code)` and `[lint]`: what a project says about findings.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

use fitz_analysis::fixture::Fixture;
use fitz_analysis::{Severity, Tag, diagnostics};

/// The findings of the first file, as `line code`.
fn found(program: &str) -> Vec<String> {
    let fixture = Fixture::new(program.trim_start_matches('\n'));
    let db = fixture.host.db();
    let text = &fixture.file.content(db).text;
    diagnostics(db, fixture.file)
        .into_iter()
        .map(|it| format!("{} {}", text.line_of(it.range.start()) + 1, it.code))
        .collect()
}

/// The first file after the fix of its only finding.
fn fixed(program: &str) -> String {
    let fixture = Fixture::new(program.trim_start_matches('\n'));
    let db = fixture.host.db();
    let found = diagnostics(db, fixture.file);
    assert_eq!(found.len(), 1, "{found:#?}");
    let mut text = fixture.file.content(db).text.to_string();
    for (range, replacement) in &found[0].fixes[0].edits {
        text.replace_range(usize::from(range.start())..usize::from(range.end()), replacement);
    }
    text
}

#[test]
fn a_comment_above_or_behind_silences_its_code() {
    assert_eq!(found("print(nobody)"), ["1 unknown-variable"]);
    for program in [
        "// @allow(unknown-variable)\nprint(nobody)",
        "// @allow(unknown_variable)\nprint(nobody)",
        "//@allow( unknown-variable ) it comes from elsewhere\nprint(nobody)",
        "// see above: @allow(unknown_variable)\nprint(nobody)",
        "print(nobody) // @allow(unknown-variable)",
        "fn f() {\n    // @allow(unknown-variable)\n    print(nobody)\n}",
        "@ws(\"/a\")\n// @allow(ws/not-async)\nfn a(conn: WsConn<Str>) {\n    conn.send(\"\")\n}",
        "// @allow(ws/not-async, unknown-variable)\n@ws(\"/a\") fn a(conn: WsConn<Str>) { conn.send(nobody) }",
        "\r\n// @allow(unknown-variable)\r\nprint(nobody)\r\n",
        "/* @allow(unknown-variable) */\nprint(nobody)",
        "/*\n * It comes from elsewhere.\n * @allow(unknown-variable) */\nprint(nobody)",
        "print(nobody) /* @allow(unknown-variable) */",
        "/* @allow(unknown-variable) */ print(nobody)",
        "// @allow(ws-not-async)\n@ws(\"/a\") fn a(conn: WsConn<Str>) { conn.send(\"\") }",
    ] {
        assert_eq!(found(program), [""; 0], "{program}");
    }
}

#[test]
fn other_lines_and_other_codes_are_not_silenced() {
    for (program, expected) in [
        ("// @allow(unknown-variable)\n\nprint(nobody)", &["1 unused-suppression", "3 unknown-variable"][..]),
        ("print(1) // @allow(unknown-variable)\nprint(nobody)", &["1 unused-suppression", "2 unknown-variable"]),
        ("// @allow(ws/not-async)\nprint(nobody)", &["1 unused-suppression", "2 unknown-variable"]),
        ("print(\"// @allow(unknown-variable)\", nobody)", &["1 unknown-variable"]),
        ("/* @allow(unknown-variable)\n */\nprint(nobody)", &["1 unused-suppression", "3 unknown-variable"]),
        ("print(\"/* @allow(unknown-variable) */\", nobody)", &["1 unknown-variable"]),
        ("// @allow(unknown-variable\nprint(nobody)", &["2 unknown-variable"]),
        ("// @allow()\nprint(nobody)", &["2 unknown-variable"]),
    ] {
        assert_eq!(found(program), expected, "{program}");
    }
}

#[test]
fn syntax_errors_cannot_be_silenced() {
    let errors = found("let = 1");
    assert!(errors.iter().all(|it| it.starts_with("1 syntax/")) && !errors.is_empty(), "{errors:?}");
    let code = errors[0].split_once(' ').unwrap().1.to_owned();
    assert_eq!(found(&format!("let = 1 // @allow({code})")), errors);
    assert_eq!(found(&format!("print(1) // @allow({code})")), ["1 unused-suppression"]);
}

#[test]
fn nothing_is_called_unused_in_a_broken_file() {
    let found = found("// @allow(unknown-variable)\nprint(1)\nlet = 1");
    assert!(!found.iter().any(|it| it.contains("unused-suppression")), "{found:?}");
}

#[test]
fn a_comment_without_effect_is_a_hint_with_a_fix() {
    let fixture = Fixture::new("print(1) // @allow(unknown-variable)");
    let found = diagnostics(fixture.host.db(), fixture.file);
    let [finding] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!((finding.severity, finding.tag), (Severity::Hint, Some(Tag::Unnecessary)));
    for (program, expected) in [
        ("print(1) // @allow(unknown-variable)\n", "print(1)\n"),
        ("print(1)\n    // @allow(unknown-variable)\nprint(2)\n", "print(1)\nprint(2)\n"),
        ("print(nobody) // @allow(unknown-variable, ws/not-async)\n", "print(nobody) // @allow(unknown-variable)\n"),
        ("print(nobody) // @allow(ws/not-async, unknown-variable)\n", "print(nobody) // @allow(unknown-variable)\n"),
        ("print(1)\n// @allow(unknown-variable)", "print(1)\n"),
        ("print(1)\n/* @allow(unknown-variable) */\nprint(2)\n", "print(1)\nprint(2)\n"),
        ("/* @allow(unknown-variable)\n   twice */\nprint(2)\n", "/* \n   twice */\nprint(2)\n"),
    ] {
        assert_eq!(fixed(program), expected, "{program}");
    }
}

#[test]
fn a_comment_without_effect_can_be_allowed_too() {
    assert_eq!(found("print(1) // @allow(unknown-variable, unused-suppression)"), [""; 0]);
    assert_eq!(found("print(1) // @allow(unused-suppression)"), ["1 unused-suppression"]);
}

#[test]
fn an_unknown_code_is_told_with_the_closest_one() {
    let fixture = Fixture::new("print(1) // @allow(unknown-varable)");
    let found = diagnostics(fixture.host.db(), fixture.file);
    assert_eq!(found[0].hint.as_deref(), Some("Did you mean `unknown-variable`?"));
}

/// The findings of a program under a `[lint]` section, as `severity code`.
fn under(lint: &str, program: &str) -> Vec<String> {
    let manifest = "[package]\nname = \"p\"\nversion = \"1\"\nedition = \"2026\"\n";
    let fixture = Fixture::new(&format!("//- /main.fitz\n{program}\n//- /fitz.toml\n{manifest}\n[lint]\n{lint}\n"));
    let db = fixture.host.db();
    assert_eq!(diagnostics(db, fixture.file_at("/fitz.toml")), [], "{lint}");
    diagnostics(db, fixture.file).into_iter().map(|it| format!("{} {}", it.severity.word(), it.code)).collect()
}

#[test]
fn the_manifest_sets_the_severity() {
    let program = "@ws(\"/a\")\nfn a(conn: WsConn<Str>) {\n    conn.send(nobody)\n}";
    for (lint, expected) in [
        ("", &["error ws/not-async", "error unknown-variable"][..]),
        ("unknown-variable = \"off\"", &["error ws/not-async"]),
        ("unknown_variable = \"off\"", &["error ws/not-async"]),
        ("ws-not-async = \"off\"", &["error unknown-variable"]),
        ("ws_not_async = \"off\"", &["error unknown-variable"]),
        ("\"ws/*\" = \"info\"", &["info ws/not-async", "error unknown-variable"]),
        ("\"*\" = \"hint\"\n\"ws/*\" = \"warning\"", &["warning ws/not-async", "hint unknown-variable"]),
        ("\"ws/*\" = \"off\"\n\"ws/not-async\" = \"error\"", &["error ws/not-async", "error unknown-variable"]),
    ] {
        assert_eq!(under(lint, program), expected, "{lint}");
    }
    let broken = under("\"*\" = \"off\"", "let = 1");
    assert!(broken.iter().all(|it| it.starts_with("error syntax/")) && !broken.is_empty(), "{broken:?}");
}

#[test]
fn a_comment_counts_as_used_even_if_the_project_has_turned_the_code_off() {
    assert_eq!(under("unknown-variable = \"off\"", "print(nobody) // @allow(unknown-variable)"), [""; 0]);
}
