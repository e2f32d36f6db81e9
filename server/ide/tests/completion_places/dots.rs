//! After a dot: members of every kind of receiver, and of what it holds.

use fitz_ide::CompletionKind;

use super::{complete, labels, labels_of, offers, taken};

const TYPES: &str = "type P {\n    x: Int\n    next: P?\n    fn len() -> Int => x\n    static fn zero() -> P => P { x: 0 }\n}\n\
    fn text() -> Str => \"\"\nfn maybe() -> Result<P> => Ok(P { x: 1 })\nasync fn later() -> P => P { x: 1 }\n\
    async fn both() -> Result<P> => Ok(P { x: 1 })\n";

#[test]
fn members_of_every_receiver() {
    for (code, member) in [
        ("\"a\".$0", "trim"),
        ("\"\"\"a\"\"\".$0", "trim"),
        ("b\"a\".$0", "is_empty"),
        ("[1].$0", "push"),
        ("let m = {\"a\": 1}.$0", "keys"),
        ("5.$0", "abs"),
        ("true.$0", "ok"),
        ("(\"a\" + \"b\").$0", "trim"),
        ("(0..5).$0", "enumerate"),
        ("(1, \"a\").$0", "1"),
        ("pair.$0", "0"),
        ("pair.1.$0", "trim"),
        ("pair.1$0", "0"),
        ("P { x: 1 }.$0", "len"),
        ("P.$0", "zero"),
        ("p.next.$0", "x"),
        ("text().$0", "trim"),
        ("text().trim().$0", "upper"),
        ("words[0].$0", "trim"),
        ("words[0..1].$0", "push"),
        ("maybe()?.$0", "x"),
        ("later().await.$0", "x"),
        ("both().await?.$0", "x"),
        ("(if true { \"a\" } else { \"b\" }).$0", "trim"),
        ("let s = match true { true => \"a\", false => \"b\" }.$0", "trim"),
        ("words\n        .first()?\n        .$0", "trim"),
        ("words\n        // the first of them\n        .first()?\n\n        .$0", "trim"),
        ("words.map(fn(word) => word.$0)", "trim"),
        ("[word for word in words if word.$0]", "trim"),
        ("print(\"{words[0].$0}\")", "trim"),
        ("print(text().$0, 1)", "trim"),
        ("let list = [text().$0", "trim"),
        ("let map = {\"a\": text().$0", "trim"),
        ("let p = P { x: text().$0", "trim"),
        ("print(text().$0\n    let later = 1", "trim"),
        ("if text().$0 { }", "trim"),
        ("for word in words.$0 { }", "push"),
        ("return text().$0", "trim"),
        ("log.$0", "info"),
    ] {
        let program =
            format!("{TYPES}async fn f(p: P, words: List<Str>, pair: (Int, Str)) -> Result<Int> {{\n    {code}\n}}\n");
        assert!(offers(&program, member), "{member} after {code}: {:?}", super::labels(&program));
    }
    let module = "import util\nfn f() { util.$0 }\n//- /util.fitz\nfn half() {}\nlet LIMIT = 1\ntype T { a: Int }\n";
    assert_eq!(super::labels(module), ["half", "LIMIT", "T"]);
}

#[test]
fn a_type_has_no_members_of_its_values() {
    let found = labels_of(&format!("{TYPES}fn f() {{ P.$0 }}"), CompletionKind::Field);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(super::labels(&format!("{TYPES}fn f() {{ P.$0 }}")), ["zero"]);
}

#[test]
fn results_and_futures_are_opened() {
    for (code, expected) in [
        ("fn f() { let a = maybe().x$0 }", "fn f() { let a = maybe()?.x }"),
        ("async fn f() { let a = later().x$0 }", "async fn f() { let a = later().await.x }"),
        ("async fn f() { let a = both().x$0 }", "async fn f() { let a = both().await?.x }"),
        ("@get(\"/\")\nfn f() -> Int { return maybe().$0 }", "@get(\"/\")\nfn f() -> Int { return maybe()?.x }"),
        (
            "fn f() -> Result<Int> {\n    maybe()\n        .$0\n}",
            "fn f() -> Result<Int> {\n    maybe()?\n        .x\n}",
        ),
        ("let a = later().$0", "let a = later().await.x"),
    ] {
        assert_eq!(taken(&format!("{TYPES}{code}"), "x", "after"), format!("{TYPES}{expected}"), "{code}");
    }
    // Where it would be a mistake, it is not offered.
    for code in ["fn f() -> Int { return maybe().$0 }", "fn f() { let a = later().$0 }"] {
        assert!(!offers(&format!("{TYPES}{code}"), "x"), "{code}");
    }
    let method = taken(&format!("{TYPES}fn f() {{ let a = maybe().$0 }}"), "len", "after `?`");
    assert!(method.ends_with("maybe()?.len() }"), "{method}");
}

#[test]
fn nullable_values_are_asked() {
    let program = |body: &str| format!("{TYPES}fn f(p: P?) {{ {body} }}");
    assert_eq!(taken(&program("p.$0"), "x", "unless"), program("if p != null { p.x }"));
    assert_eq!(
        taken(&program("let a = p.l$0"), "len", "unless"),
        program("let a = match p { null => null, value => value.len() }")
    );
    // The member itself is there as well, and comes first.
    let found = complete(&program("p.$0"));
    let plain = found.iter().position(|item| item.kind == CompletionKind::Field);
    let asked = found.iter().position(|item| item.detail.as_deref().is_some_and(|it| it.contains("unless")));
    assert!(plain < asked, "{plain:?} {asked:?}");
    // After the question, nothing is left to ask.
    let known = program("if p != null { p.$0 }");
    assert!(!complete(&known).iter().any(|it| it.detail.as_deref().is_some_and(|it| it.contains("unless"))));
}

/// The language checks nothing of these values, but their declarations say what they are.
#[test]
fn members_of_what_the_language_leaves_open() {
    let user = "type User {\n    name: Str\n    static fn anon() -> User => User { name: \"\" }\n    static async fn load(id: Int) -> Result<User> => Ok(User { name: \"\" })\n}\n";
    for (body, member) in [
        ("fn f() { DateTime.now().$0 }", "timestamp"),
        ("fn f() {\n    let now = DateTime.now()\n    now.$0\n}", "timestamp"),
        ("fn f() { User.anon().$0 }", "name"),
        ("fn f() { User.anon().name.$0 }", "upper"),
        ("async fn f() -> Result<Null> {\n    let user = User.load(1).await?\n    user.$0\n}", "name"),
        ("let admin = User.anon()\nfn f() { admin.$0 }", "name"),
    ] {
        let program = format!("{user}{body}\n");
        assert!(offers(&program, member), "{body}: {:?}", labels(&program));
    }
    let modules = |body: &str| {
        format!(
            "//- /main.fitz\nimport store\nfrom store import ADMIN\n{body}\n//- /store.fitz\n{user}let ADMIN = User.anon()\nfn find(id: Int) -> User => User.anon()\n"
        )
    };
    for body in ["fn f() { store.find(1).$0 }", "fn f() { ADMIN.$0 }", "fn f() { store.ADMIN.$0 }"] {
        assert!(offers(&modules(body), "name"), "{body}: {:?}", labels(&modules(body)));
    }
    // Two values, or none that is declared.
    for body in ["fn f() {\n    let user = User.anon()\n    user = 1\n    user.$0\n}", "fn f(user) { user.$0 }"] {
        assert!(!offers(&format!("{user}{body}\n"), "name"), "{body}");
    }
}
