//! Arguments by name, and pushes.

use fitz_ide::CompletionKind;

use super::{item, labels, labels_of, taken};

const FUNCTIONS: &str = "fn send(to: Str, size: Int = 1, urgent: Bool = false) {}\nfn rest(a: Int, ...b: Int) {}\n\
    type P {\n    x: Int\n    fn move(by: Int, up: Int) -> Int => x\n}\n";

#[test]
fn names_of_arguments() {
    for (call, expected) in [
        ("send($0)", vec!["to:", "size:", "urgent:"]),
        ("send(\"a\", $0)", vec!["size:", "urgent:"]),
        ("send(\"a\", s$0)", vec!["size:", "urgent:"]),
        ("send(to: \"a\", $0)", vec!["size:", "urgent:"]),
        ("send(to: \"a\", urgent: true, $0", vec!["size:"]),
        ("send(\n        to: \"a\",\n        $0\n    )", vec!["size:", "urgent:"]),
        ("send(to: \"a\", si$0: 1)", vec!["size:", "urgent:"]),
        ("send($0, 1)", vec![]),
        ("send(to: $0)", vec![]),
        ("rest($0)", vec![]),
        ("print($0)", vec![]),
        ("p.move($0)", vec!["by:", "up:"]),
        ("unknown($0)", vec![]),
    ] {
        let program = format!("{FUNCTIONS}fn f(p: P) {{\n    {call}\n}}\n");
        assert_eq!(labels_of(&program, CompletionKind::Property), expected, "{call}");
    }
    // After a name, no argument can do without one.
    let after = format!("{FUNCTIONS}fn f() {{ send(to: \"a\", $0) }}");
    assert_eq!(labels(&after), ["size:", "urgent:"]);
    assert_eq!(item(&after, "size:", "").insert.as_deref(), Some("size: "));
    assert_eq!(item(&format!("{FUNCTIONS}fn f() {{ send(s$0: 1) }}"), "size:", "").insert.as_deref(), Some("size"));
}

#[test]
fn what_is_called_already_keeps_its_arguments() {
    assert_eq!(item("fn half(n: Int) {}\nfn f() { ha$0(1) }", "half", "").insert, None);
    assert_eq!(item("fn f(s: Str) { s.re$0(1) }", "replace", "").insert, None);
}

const CHAT: &str =
    "type Msg {\n    kind: Str\n    size: Int\n}\n@ws(\"/chat\")\nasync fn chat(c: WsConn<Msg>) { c.close() }\n";

#[test]
fn paths_with_a_message() {
    let call = |arguments: &str| format!("{CHAT}fn f() {{ ws.broadcast({arguments}) }}\n");
    let expected = call("\"/chat\", Msg { kind: \"\", size: size }");
    for arguments in ["$0", "\"$0\"", "\"/c$0\""] {
        assert_eq!(taken(&call(arguments), "/chat, message", ""), expected, "{arguments}");
    }
    assert_eq!(labels(&call("\"$0\", message")), ["/chat"]);
    assert_eq!(taken(&call("\"$0\""), "/chat", ""), call("\"/chat\""));
}
