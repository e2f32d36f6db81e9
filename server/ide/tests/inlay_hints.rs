//! Inlay hints: the answer is the program with the hints between `⟦` and `⟧`.

use expect_test::{Expect, expect};
use fitz_analysis::fixture::Fixture;
use fitz_ide::{HintOptions, InlayHint, inlay_hints};
use fitz_syntax::TextRange;

fn hints(program: &str, options: &HintOptions) -> (String, Vec<InlayHint>) {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let text = &fixture.file.content(db).text;
    (text.to_string(), inlay_hints(db, fixture.file, text.range(), options))
}

fn check(program: &str, options: &HintOptions, expected: Expect) {
    let (mut text, hints) = hints(program, options);
    for hint in hints.iter().rev() {
        let label: String = hint.parts.iter().map(|part| part.text.as_str()).collect();
        let mark = if hint.inserts.is_some() { "+" } else { "" };
        text.insert_str(usize::from(hint.offset), &format!("⟦{label}⟧{mark}"));
    }
    expected.assert_eq(&text);
}

#[test]
fn variables_have_types_that_their_values_do_not_say() {
    check(
        r#"
type Note {
    text: Str
    static fn empty() -> Note => Note { text: "" }
}
fn load(n: Int) -> Result<Note> => Ok(Note { text: "{n}" })
fn main(x) -> Result<Null> {
    let plain = 1
    let negative = -1
    let note = Note { text: "a" }
    let made = Note.empty()
    let sum = plain + 2
    let loaded = load(1)
    let text = load(1)?.text
    let list = [1, 2]
    let known: Int = sum
    let unknown = x
    let half = [x]
    let _ignored = load(2)
    let double = fn(n: Int) => n * 2
    return Ok(null)
}
let total = 1 + 2
let broken =
"#,
        &HintOptions { variable_types: true, ..HintOptions::NONE },
        expect![[r#"

            type Note {
                text: Str
                static fn empty() -> Note => Note { text: "" }
            }
            fn load(n: Int) -> Result<Note> => Ok(Note { text: "{n}" })
            fn main(x) -> Result<Null> {
                let plain = 1
                let negative = -1
                let note = Note { text: "a" }
                let made = Note.empty()
                let sum⟦: Int⟧+ = plain + 2
                let loaded⟦: Result<Note>⟧+ = load(1)
                let text⟦: Str⟧+ = load(1)?.text
                let list⟦: List<Int>⟧+ = [1, 2]
                let known: Int = sum
                let unknown = x
                let half = [x]
                let _ignored = load(2)
                let double = fn(n: Int) => n * 2
                return Ok(null)
            }
            let total⟦: Int⟧+ = 1 + 2
            let broken =
        "#]],
    );
}

#[test]
fn arguments_have_names_that_they_do_not_say() {
    check(
        r#"
type User { id: Int }
fn move_to(x_axis: Int, y_axis: Int, user: User, done: Fn(Int) -> Null) {}
fn one(count: Int) {}
fn f(point_x_axis: Int, user: User) {
    move_to(point_x_axis, 2, user, fn(n) => null)
    move_to(1, y_axis: 2, user: User { id: 1 }, done: fn(n) => null)
    move_to(1, 2, User { id: 1 }, fn(n) => null)
    one(1)
    print(1, 2)
    unknown(1, 2)
    log.info("here", id: 3)
    ws_broadcast("/live", user)
    assert(true)
    assert(true, "must be")
    assert_eq(1, 2)
    move_to(1,
}
"#,
        &HintOptions { parameter_names: true, ..HintOptions::NONE },
        expect![[r#"

            type User { id: Int }
            fn move_to(x_axis: Int, y_axis: Int, user: User, done: Fn(Int) -> Null) {}
            fn one(count: Int) {}
            fn f(point_x_axis: Int, user: User) {
                move_to(point_x_axis, ⟦y_axis:⟧2, user, fn(n) => null)
                move_to(⟦x_axis:⟧1, y_axis: 2, user: User { id: 1 }, done: fn(n) => null)
                move_to(⟦x_axis:⟧1, ⟦y_axis:⟧2, User { id: 1 }, fn(n) => null)
                one(1)
                print(1, 2)
                unknown(1, 2)
                log.info("here", id: 3)
                ws_broadcast("/live", user)
                assert(true)
                assert(⟦cond:⟧true, ⟦msg:⟧"must be")
                assert_eq(1, 2)
                move_to(⟦x_axis:⟧1,
            }
        "#]],
    );
}

#[test]
fn loops_closures_and_chains_are_shown_on_request() {
    let program = r#"
fn f(ages: Map<Str, Int>, names: List<Str>) {
    for (name, age) in ages {
        print(name, age)
    }
    let long = [name.len() for name in names]
    let found = names
        .filter(fn(name) => name.len() > 2)
        .map(fn(name) => name.len())
        .len()
}
"#;
    let all = HintOptions { loop_types: true, closure_types: true, chain_types: true, ..HintOptions::NONE };
    check(
        program,
        &all,
        expect![[r#"

        fn f(ages: Map<Str, Int>, names: List<Str>) {
            for (name⟦: Str⟧, age⟦: Int⟧) in ages {
                print(name, age)
            }
            let long = [name.len() for name⟦: Str⟧ in names]
            let found = names
                .filter(fn(name⟦: Str⟧+)⟦ -> Bool⟧+ => name.len() > 2)⟦: List<Str>⟧
                .map(fn(name⟦: Str⟧+)⟦ -> Int⟧+ => name.len())⟦: List<Int>⟧
                .len()
        }
    "#]],
    );
    assert_eq!(hints(program, &HintOptions::NONE).1, []);
}

#[test]
fn dropped_results_are_shown_on_request() {
    check(
        r#"
fn load(n: Int) -> Result<Int> => Ok(n)
@ws("/a")
async fn serve(conn: WsConn<Int>) -> Result<Null> {
    conn.send(1)
    load(1)
    load(2)?
    let _ = load(3)
    for n in 0..2 { load(n) }
    return Ok(null)
}
fn last(b: Bool) {
    let n = if b { load(1) } else { load(2) }
    print(n)
}
"#,
        &HintOptions { ignored_results: true, ..HintOptions::NONE },
        expect![[r#"

            fn load(n: Int) -> Result<Int> => Ok(n)
            @ws("/a")
            async fn serve(conn: WsConn<Int>) -> Result<Null> {
                conn.send(1)⟦ ignored: Result<Null>⟧
                load(1)⟦ ignored: Result<Int>⟧
                load(2)?
                let _ = load(3)
                for n in 0..2 { load(n)⟦ ignored: Result<Int>⟧ }
                return Ok(null)
            }
            fn last(b: Bool) {
                let n = if b { load(1) } else { load(2) }
                print(n)
            }
        "#]],
    );
}

#[test]
fn long_types_are_cut() {
    check(
        "fn f(ages: Map<Str, List<Int>>) {\n    let copy = ages\n}\n",
        &HintOptions { variable_types: true, max_length: 8, ..HintOptions::NONE },
        expect![[r#"
            fn f(ages: Map<Str, List<Int>>) {
                let copy⟦: Map<Str,…⟧+ = ages
            }
        "#]],
    );
}

#[test]
fn only_the_range_is_looked_at() {
    let fixture = Fixture::new("fn f(a: Int) {\n    let b = a + 1\n    let c = a + 2\n}\n");
    let db = fixture.host.db();
    let start = fixture.file.content(db).text.line_start(2);
    let range = TextRange::new(start, fixture.file.content(db).text.range().end());
    assert_eq!(inlay_hints(db, fixture.file, range, &HintOptions::default()).len(), 1);
}
