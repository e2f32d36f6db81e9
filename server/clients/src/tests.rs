//! Tests of whole clients: which literals become unions, which names and forms types have.

use fitz_analysis::fixture::Fixture;

use crate::{python, typescript};

/// The lines of a client that declare types and endpoints, without comments and tables.
fn declarations(program: &str) -> (String, String) {
    let fixture = Fixture::new(program);
    let entry = fixture.file_at("/main.fitz");
    let db = fixture.host.db();
    let program = fitz_analysis::program(db, entry);
    let head = |text: String, end: &str| text.split(end).next().unwrap_or_default().to_owned();
    (head(typescript(db, program), "\n/** The types as data"), python(db, program))
}

/// The TypeScript declaration of a name.
fn declared(program: &str, name: &str) -> String {
    let (typescript, _) = declarations(program);
    let starts =
        [format!("export type {name} ="), format!("export interface {name} {{"), format!("export const {name} =")];
    let start = starts.iter().find(|start| typescript.contains(start.as_str()));
    let start = start.unwrap_or_else(|| panic!("no {name} in\n{typescript}"));
    let end = if start.ends_with('=') && start.starts_with("export type") { ";" } else { "\n}" };
    let (_, after) = typescript.split_once(start.as_str()).unwrap();
    let (declaration, _) = after.split_once(end).unwrap();
    format!("{start}{declaration}{end}").split_whitespace().collect::<Vec<_>>().join(" ")
}

const PRELUDE: &str = "\
type Command { kind: Str, room: Str = \"lobby\" }
type Event { kind: Str, text: Str = \"\" }
";

fn endpoint(body: &str) -> String {
    format!(
        "{PRELUDE}
@ws(\"/live\")
async fn live(conn: WsConn<Command, Event>) -> Null {{
    loop {{
        match conn.recv() {{
            Ok(command) => {{ {body} }}
            Err(_) => {{ break }}
        }}
    }}
    return null
}}
"
    )
}

#[test]
fn literals_that_are_compared_make_a_union_of_what_is_sent() {
    for (body, expected) in [
        ("match command.kind { \"join\" => { }, \"leave\" | \"quit\" => { }, _ => { } }", Some("Join Leave Quit")),
        ("if (command.kind == \"join\") { } else if (\"leave\" != command.kind) { }", Some("Join Leave")),
        ("let kind = command.kind\n if (kind == \"join\") { }", Some("Join")),
        ("if (command.kind == \"join\") { log.info(\"x\", kind: command.kind) }", Some("Join")),
        // What is done with the others is not known.
        ("match command.kind { \"join\" => { }, other => { print(other) } }", None),
        ("if (command.kind == \"join\") { } else { print(command.kind) }", None),
        ("if (command.kind == command.room) { }", None),
        // Nobody looks at it.
        ("print(command.room)", None),
    ] {
        let found = declared(&endpoint(body), "Command");
        match expected {
            Some(names) => {
                let variants: Vec<String> = names.split(' ').map(|name| format!("| Command{name}")).collect();
                assert_eq!(found, format!("export type Command = {};", variants.join(" ")), "{body}");
            }
            None => assert_eq!(
                found, "export interface Command { kind: string; /** Default: `\"lobby\"`. */ room?: string; }",
                "{body}"
            ),
        }
    }
}

#[test]
fn literals_that_are_written_make_a_union_of_what_is_received() {
    for (body, rest, expected) in [
        ("let _ = conn.send(Event { kind: \"a\" })", "", Some("A")),
        ("let _ = conn.send(Event { kind: if (true) { \"a\" } else { \"b\" } })", "", Some("A B")),
        ("let _ = conn.send(made(\"a\"))", "fn made(kind: Str) -> Event => Event { kind: kind }", Some("A")),
        ("let _ = conn.send(made())", "fn made(kind: Str = \"d\") -> Event => Event { kind: kind }", Some("D")),
        ("let _ = conn.send(Event { kind: NAME })", "let NAME = \"named\"", Some("Named")),
        ("let _ = conn.send(Event { kind: NAME })", "let NAME = \"a\"\nNAME = \"b\"", None),
        ("let kind = \"a\"\n kind = \"b\"\n let _ = conn.send(Event { kind: kind })", "", Some("A B")),
        ("let e = Event { kind: \"a\" }\n e.kind = \"b\"\n let _ = conn.send(e)", "", Some("A B")),
        // It comes from elsewhere.
        ("let _ = conn.send(Event { kind: command.room })", "", None),
        ("let _ = conn.send(Event { kind: command.kind })", "", None),
        ("let _ = conn.send(Event { kind: \"a\" + \"b\" })", "", None),
        ("let _ = conn.send(Event { kind: \"{command.room}\" })", "", None),
        ("let _ = conn.send(made(\"a\"))\n let f = made", "fn made(kind: Str) -> Event => Event { kind: kind }", None),
        (
            "let e: Event = any(1)\n let _ = conn.send(e)",
            "fn any(x: Any) -> Any => x\nlet E = Event { kind: \"a\" }",
            None,
        ),
        ("let _ = conn.send(Event { kind: \"a\" })", "@post(\"/x\")\nfn post(body: Event) -> Null => null", None),
    ] {
        let found = declared(&format!("{rest}\n{}", endpoint(body)), "Event");
        match expected {
            Some(names) => {
                let variants: Vec<String> = names.split(' ').map(|name| format!("| Event{name}")).collect();
                assert_eq!(found, format!("export type Event = {};", variants.join(" ")), "{body}");
            }
            None => assert_eq!(found, "export interface Event { kind: string; text: string; }", "{body}"),
        }
    }
}

#[test]
fn a_comment_can_list_the_literals_unless_the_code_knows_better() {
    let program = |comment: &str, sent: &str| {
        format!(
            "type Event {{\n    kind: Str // {comment}\n}}\n@ws(\"/live\")\n\
             async fn live(conn: WsConn<Int, Event>, user: Str) -> Null {{\n    let _ = conn.send(Event {{ kind: {sent} }})\n}}\n"
        )
    };
    assert_eq!(declared(&program("\"a\" | \"b\"", "user"), "Event"), "export type Event = | EventA | EventB;");
    assert_eq!(declared(&program("\"a\" | \"b\"", "\"b\""), "Event"), "export type Event = | EventA | EventB;");
    assert_eq!(declared(&program("\"a\" | \"b\"", "\"c\""), "Event"), "export type Event = | EventC;");
    assert_eq!(declared(&program("a or b", "user"), "Event"), "export interface Event { /** a or b */ kind: string; }");
}

#[test]
fn a_frame_that_is_passed_on_can_have_any_literal() {
    let program = |sent: &str| {
        format!(
            "type Frame {{ kind: Str }}\n@ws(\"/live\")\nasync fn live(conn: WsConn<Frame>) -> Null {{\n    loop {{\n        \
             let frame = match conn.recv() {{ Ok(it) => it, Err(_) => break }}\n        \
             if (frame.kind == \"ping\") {{ let _ = conn.send({sent}) }}\n    }}\n}}\n"
        )
    };
    assert_eq!(declared(&program("frame"), "Frame"), "export interface Frame { kind: string; }");
    // Both directions have a union, and not the same.
    assert_eq!(declared(&program("Frame { kind: \"pong\" }"), "Frame"), "export type Frame = | FramePong;");
    assert_eq!(
        declared(&program("Frame { kind: \"pong\" }"), "FrameInput"),
        "export type FrameInput = | FrameInputPing;"
    );
}

#[test]
fn fields_that_are_never_or_always_null_are_known_for_each_literal() {
    let program = "\
type Line { text: Str }
type Event { kind: Str, line: Line? }
@ws(\"/live\")
async fn live(conn: WsConn<Int, Event>) -> Null {
    let _ = conn.send(Event { kind: \"none\", line: null })
    let _ = conn.send(Event { kind: \"some\", line: Line { text: \"\" } })
    let _ = conn.send(Event { kind: \"both\", line: null })
    let _ = conn.send(Event { kind: \"both\", line: Line { text: \"\" } })
    let _ = conn.send(Event { kind: \"left-out\" })
}
";
    for (name, ty) in [("None", "null"), ("Some", "Line"), ("Both", "Line | null"), ("LeftOut", "null")] {
        let name = format!("Event{name}");
        assert!(declared(program, &name).contains(&format!("line: {ty};")), "{}", declared(program, &name));
    }
}

/// A record of one kind that is sent as another has the fields of the first.
#[test]
fn a_kind_that_is_assigned_says_nothing_of_the_other_fields() {
    let program = r#"
type Event { kind: Str, x: Str? }
@ws("/live")
async fn live(conn: WsConn<Int, Event>) -> Null {
    let _ = conn.send(Event { kind: "b", x: "there" })
    let e = Event { kind: "a" }
    e.kind = "b"
    let _ = conn.send(e)
}
"#;
    assert_eq!(declared(program, "EventB"), "export interface EventB { kind: \"b\"; x: string | null; }");
}

#[test]
fn names_do_not_clash() {
    let program = "\
//- /main.fitz
import other
type Connection { Promise: Int }
type Event { id: Int }
@ws(\"/a\")
async fn delete(conn: WsConn<Connection, Event>) -> Null => null
@ws(\"/b\")
@ws(\"/c\")
async fn openConnection(conn: WsConn<Int>) -> Null => null
//- /other.fitz
type Event { name: Str }
@ws(\"/d\")
async fn delete(conn: WsConn<Event>) -> Null => null
";
    let (typescript, python) = declarations(program);
    for line in [
        "export interface Connection_2 {",
        "export interface Event {",
        "export interface OtherEvent {",
        "export const delete_2 = {",
        "export const openConnection_2 = {",
        "export const openConnection_3 = {",
        "export const other_delete = {",
    ] {
        assert!(typescript.contains(line), "{line} is not in\n{typescript}");
    }
    for line in
        ["class Connection_2:", "class OtherEvent:", "class delete:", "class other_delete:", "class openConnection:"]
    {
        assert!(python.contains(&format!("\n{line}")), "{line} is not in\n{python}");
    }
}

#[test]
fn endpoints_say_what_they_need() {
    let program = "\
let PORT = 1
@server(PORT)
fn main() => 0
@authenticated
@header(name=\"X-Client\")
@ws(\"/rooms/{room_id}\")
async fn room(conn: WsConn<Bytes>, room_id: Int, x_client: Str) -> Null => null
";
    let (typescript, python) = declarations(program);
    for text in [
        "connect(options: ConnectOptions<Uint8Array | ArrayBuffer> & { url: string } & { params: { room_id: number } })",
        "Connection<Uint8Array | ArrayBuffer, Uint8Array, never>",
        "It needs a token: pass `token`.",
        "The handshake needs the header `X-Client`",
        "}, options, options.params);",
    ] {
        assert!(typescript.contains(text), "{text} is not in\n{typescript}");
    }
    for text in
        ["RoomParams = TypedDict(\"RoomParams\", {\"room_id\": int})", "def connect(url: str, *, params: RoomParams,"]
    {
        assert!(python.contains(text), "{text} is not in\n{python}");
    }
}

#[test]
fn a_probe_needs_ping_and_pong() {
    let program = |answer: &str| {
        endpoint(&format!("if (command.kind == \"ping\") {{ let _ = conn.send(Event {{ kind: \"{answer}\" }}) }}"))
    };
    assert!(declared(&program("pong"), "live").contains("probe: { kind: \"ping\" }"));
    assert!(declared(&program("answer"), "live").contains("probe: undefined"));
}

#[test]
fn hidden_fields_and_words_of_python() {
    let program = "\
type Event { class: Str, @hidden secret: Str = \"\", when: DateTime?, data: Bytes, ids: Map<Str, (Int, Float)> }
@ws(\"/a\")
async fn feed(conn: WsConn<Int, Event>) -> Null => null
";
    assert_eq!(
        declared(program, "Event"),
        "export interface Event { class: string; when: string | null; data: string; ids: Record<string, [number, number]>; }"
    );
    let (_, python) = declarations(program);
    for text in [
        "    class_: str\n    when: _datetime.datetime | None\n    data: bytes\n    ids: dict[str, tuple[int, float]]\n",
        "_ATTRIBUTES: dict[str, dict[str, str]] = {\n    \"Event\": {\"class\": \"class_\"},\n}",
    ] {
        assert!(python.contains(text), "{text} is not in\n{python}");
    }
    assert!(!python.contains("secret"), "{python}");
}

/// The class of a Python client, with what stands directly before it.
fn python_class(fields: &str, name: &str) -> String {
    let program = format!(
        "type Item {{ x: Int }}\ntype T {{\n{fields}\n}}\n@ws(\"/live\")\nasync fn live(conn: WsConn<T>) -> Null => null\n"
    );
    let (_, python) = declarations(&program);
    let head = format!("class {name}:");
    let (before, after) = python.split_once(&head).unwrap_or_else(|| panic!("no {name} in\n{python}"));
    let before = before.trim_end_matches("@dataclass(kw_only=True)\n").trim_end();
    let aliases: Vec<&str> = before.lines().rev().take_while(|line| line.contains(": TypeAlias = ")).collect();
    let class = format!("{head}{}", after.split("\n\n\n").next().unwrap_or_default());
    aliases.into_iter().rev().chain([class.as_str()]).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_python_field_may_be_called_like_a_type() {
    assert_eq!(
        python_class("    str: Str\n    n: Str\n    Item: Item?\n    ok: Int", "T"),
        "T_str: TypeAlias = \"str\"\nT_n: TypeAlias = \"str\"\nT_Item: TypeAlias = \"Item | None\"\n\
         class T:\n    str: T_str\n    n: T_n\n    Item: T_Item\n    ok: int"
    );
    assert_eq!(
        python_class("    list: List<Int> = []\n    tags: Map<Str, Int> = {}", "TInput"),
        "TInput_list: TypeAlias = \"list[int]\"\n\
         class TInput:\n    list: TInput_list = _field(default_factory=lambda: [])\n    \
         tags: dict[str, int] = _field(default_factory=lambda: {})"
    );
}

#[test]
fn a_python_field_may_have_a_name_that_the_class_needs() {
    assert_eq!(
        python_class(
            "    __secret: Int\n    _secret: Int\n    _field: Int\n    UNSET: Int\n    __init__: Int\n    T_str: Int\n    str: Str",
            "T"
        ),
        "T_str_2: TypeAlias = \"str\"\n\
         class T:\n    _secret_: int\n    _secret: int\n    _field_: int\n    UNSET_: int\n    _init__: int\n    T_str: int\n    str: T_str_2"
    );
}

#[test]
fn python_docstrings_hold_any_quotes_and_backslashes() {
    for (comment, docstring) in [
        (r#"""""#, r#""""\"\"\"""""#),
        (r#"say "hi""#, r#""""say "hi\"""""#),
        (r#"ends in \"#, r#""""ends in \\""""#),
        (r#"""""""#, r#""""\"\"\"\"\"""""#),
        (r#"a""" b"#, r#""""a\"\"\" b""""#),
    ] {
        let class = python_class(&format!("    // {comment}\n    x: Int"), "T");
        assert_eq!(class, format!("class T:\n    x: int\n    {docstring}"), "{comment}");
    }
}

#[test]
fn the_text_of_a_python_literal_names_nothing() {
    let (_, python) = declarations(
        "type Event { kind: Str, line: Str }\n@ws(\"/live\")\nasync fn live(conn: WsConn<Int, Event>) -> Null {\n    \
         let _ = conn.send(Event { kind: \"line\", line: \"a\" })\n}\n",
    );
    assert!(python.contains("    kind: Literal[\"line\"] = \"line\"\n    line: str\n"), "{python}");
}
