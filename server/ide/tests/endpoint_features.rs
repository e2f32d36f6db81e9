//! What editors show of endpoints beside the hover: call hierarchy, code lenses, inlay hints, the list, the message table.

use expect_test::{Expect, expect};
use fitz_analysis::fixture::Fixture;
use fitz_ide::{
    Call, HintOptions, LensAction, code_lenses, definition, endpoints, hover, incoming_calls, inlay_hints,
    message_table, outgoing_calls, prepare_call_hierarchy,
};
use fitz_syntax::TextRange;

const FRAMES: HintOptions = HintOptions { frames: true, ..HintOptions::NONE };

const PROGRAM: &str = r#"//- /main.fitz
from realtime import Event

type User { id: Int }

@server(8080, host="0.0.0.0", ws_heartbeat_secs=15)
fn main() => 0

@auth_provider
fn check(headers: Map<Str, Str>) -> Result<User> => Ok(User { id: 1 })

fn announce(code: Str) {
    let event = Event { code: code }
    ws_broadcast("/feed", event)
    ws_broadcast("/feed", Event { code: code })
    ws_broadcast("/gone", event)
}

@get("/links/{code}")
async fn follow(code: Str) -> Str {
    announce(code)
    return code
}

announce("start")
//- /realtime.fitz
type Command { kind: Str = "ping" }

// What happened to a link.
type Event { code: Str, clicks: Int = 0 }

// Clicks as they happen.
@authenticated
@header(name="X-Client")
@ws("/feed")
async fn feed(conn: WsConn<Command, Event>, user: User, x_client: Str) -> Null {
    greet(conn)
    loop {
        match conn.recv() {
            Ok(command) => {
                let event = Event { code: command.kind }
                let _ = conn.send(event)
                let _ = conn.send(Event { code: "x" })
                let _ = conn.broadcast(event)
            }
            Err(_) => { break }
        }
    }
    return null
}

fn greet(conn: WsConn<Command, Event>) {
    let hello = Event { code: "hello" }
    let _ = conn.send(hello)
}

@ws("/raw")
async fn raw(conn: WsConn<Bytes>) {}
"#;

fn at(place: &str) -> Fixture {
    let plain = place.replacen("$0", "", 1);
    assert!(PROGRAM.contains(&plain), "{plain:?} does not occur");
    Fixture::new(&PROGRAM.replacen(&plain, place, 1))
}

fn show_calls(fixture: &Fixture, calls: &[Call], source: impl Fn(&Call) -> fitz_analysis::SourceFile) -> String {
    let db = fixture.host.db();
    let show = |call: &Call| {
        let text = &source(call).content(db).text;
        let ranges: Vec<String> =
            call.ranges.iter().map(|it| format!("{}:{}", text.line_of(it.start()) + 1, text.slice(*it))).collect();
        let detail = call.item.detail.as_deref().unwrap_or_default();
        let file = call.item.target.file.path(db);
        format!("{:?} {} {detail} in {file}: {}\n", call.item.kind, call.item.name, ranges.join(", "))
    };
    calls.iter().map(show).collect()
}

fn incoming(place: &str) -> String {
    let fixture = at(place);
    let calls = incoming_calls(fixture.host.db(), fixture.file, fixture.offset);
    show_calls(&fixture, &calls, |call| call.item.target.file)
}

fn check_incoming(place: &str, expected: Expect) {
    expected.assert_eq(&incoming(place));
}

fn check_outgoing(place: &str, expected: Expect) {
    let fixture = at(place);
    let calls = outgoing_calls(fixture.host.db(), fixture.file, fixture.offset);
    expected.assert_eq(&show_calls(&fixture, &calls, |_| fixture.file));
}

#[test]
fn broadcasts_are_calls_of_the_handler() {
    let of_handler = incoming("async fn fe$0ed(");
    expect![[r#"
        Function announce  in /main.fitz: 13:"/feed", 14:"/feed"
        Handler feed @ws /feed in /realtime.fitz: 18:conn.broadcast(event)
    "#]]
    .assert_eq(&of_handler);
    assert_eq!(incoming("@ws(\"/fe$0ed\")"), of_handler);
    assert_eq!(incoming("@w$0s(\"/feed\")"), of_handler);
    check_incoming(
        "fn ann$0ounce",
        expect![[r#"
        Handler follow @get /links/{code} in /main.fitz: 20:announce
        Module main.fitz  in /main.fitz: 24:announce
    "#]],
    );
    check_outgoing(
        "fn ann$0ounce",
        expect![[r#"
        Handler feed @ws /feed in /realtime.fitz: 13:"/feed", 14:"/feed"
    "#]],
    );
    check_outgoing(
        "async fn fe$0ed(",
        expect![[r#"
        Function greet  in /realtime.fitz: 11:greet
        Handler feed @ws /feed in /realtime.fitz: 18:conn.broadcast(event)
    "#]],
    );
    check_incoming(
        "fn gr$0eet",
        expect![[r#"
        Handler feed @ws /feed in /realtime.fitz: 11:greet
    "#]],
    );
}

#[test]
fn call_hierarchy_starts_at_functions_and_paths() {
    let prepared = |place: &str| {
        let fixture = at(place);
        let items = prepare_call_hierarchy(fixture.host.db(), fixture.file, fixture.offset);
        let show = |item: &fitz_ide::CallItem| {
            assert!(item.target.full_range.contains_range(item.target.focus_range));
            format!("{:?} {} {:?}", item.kind, item.name, item.detail)
        };
        items.iter().map(show).collect::<Vec<_>>()
    };
    let feed = ["Handler feed Some(\"@ws /feed\")"];
    for place in ["async fn fe$0ed", "ws_broadcast(\"/fee$0d\"", "@ws(\"/f$0eed\")", "@w$0s(\"/feed\")"] {
        assert_eq!(prepared(place), feed, "{place}");
    }
    assert_eq!(prepared("    ann$0ounce(code)"), ["Function announce None"]);
    assert_eq!(prepared("@get(\"/lin$0ks"), ["Handler follow Some(\"@get /links/{code}\")"]);
    for place in ["conn.re$0cv()", "ws_broadcast(\"/go$0ne\"", "type Ev$0ent", "let ev$0ent = Event"] {
        assert_eq!(prepared(place), [""; 0], "{place}");
    }
}

#[test]
fn a_path_leads_to_its_decorator() {
    let fixture = at("ws_broadcast(\"/fe$0ed\", event)");
    let db = fixture.host.db();
    let (origin, targets) = definition(db, fixture.file, fixture.offset).unwrap();
    assert_eq!(fixture.file.content(db).text.slice(origin), "/feed");
    let [target] = targets.as_slice() else { panic!("{targets:?}") };
    assert_eq!(target.file.path(db).as_str(), "/realtime.fitz");
    assert_eq!(target.file.content(db).text.slice(target.focus_range), "/feed");
    assert!(target.full_range.contains_range(target.focus_range));
    let fixture = at("ws_broadcast(\"/go$0ne\", event)");
    let (_, targets) = definition(fixture.host.db(), fixture.file, fixture.offset).unwrap();
    assert_eq!(targets, []);
}

fn check_hover(place: &str, expected: Expect) {
    let fixture = at(place);
    let db = fixture.host.db();
    let link = |file: fitz_analysis::SourceFile, range: TextRange| {
        Some(format!("{}#L{}", file.path(db), file.content(db).text.line_of(range.start()) + 1))
    };
    let found = hover(db, fixture.file, fixture.offset, 0, &link);
    expected.assert_eq(&found.map_or_else(|| "nothing".to_owned(), |hover| hover.markdown));
}

#[test]
fn a_path_shows_its_endpoint() {
    check_hover(
        "ws_broadcast(\"/fe$0ed\", event)",
        expect![[r#"
            **WebSocket endpoint** `/feed`

            - Handler: [`feed`](/realtime.fitz#L10)
            - Needs authentication, checked before the upgrade (401).
            - Credentials: the header `Authorization: Bearer <token>`, or the subprotocol `bearer.<token>` where headers cannot be set, as in a browser, checked by [`check`](/main.fitz#L9). A token in the query string is not seen.
            - Reads the header `X-Client` (required: without it, the handshake fails).
            - Heartbeat: a ping every 15 seconds.

            **Frames from the client:** `Command`

            | field | JSON | |
            |---|---|---|
            | `kind` | string | default `"ping"` |

            ```json
            {
              "kind": "ping"
            }
            ```

            **Frames to the client:** `Event`

            | field | JSON | |
            |---|---|---|
            | `code` | string | required |
            | `clicks` | integer (int64) | default `0` |

            ```json
            {
              "code": "code",
              "clicks": 0
            }
            ```

            **Sent by:**

            - [`announce`](/main.fitz#L13): `Event` to all clients
            - [`announce`](/main.fitz#L14): `Event` to all clients
            - [`feed`](/realtime.fitz#L16): `Event` to one client
            - [`feed`](/realtime.fitz#L17): `Event` to one client
            - [`feed`](/realtime.fitz#L18): `Event` to all clients
            - [`greet`](/realtime.fitz#L28): `Event` to one client

            **Connect:**

            ```js
            // A browser cannot send the header X-Client, which this endpoint requires.
            const socket = new WebSocket("ws://localhost:8080/feed", "bearer." + token)
            ```

            ```sh
            wscat -c ws://localhost:8080/feed -s "bearer.$TOKEN" -H "X-Client: VALUE"
            websocat ws://localhost:8080/feed --protocol "bearer.$TOKEN" -H="X-Client: VALUE"
            ```

            Clicks as they happen."#]],
    );
    check_hover("ws_broadcast(\"/go$0ne\", event)", expect!["No `@ws` endpoint of this program has the path `/gone`."]);
    check_hover(
        "@get(\"/lin$0ks",
        expect![[r#"
        **HTTP route** `GET /links/{code}`

        - Handler: [`follow`](/main.fitz#L19)
        - Anyone may call it."#]],
    );
    check_hover(
        "@ws(\"/r$0aw\")",
        expect![[r#"
        **WebSocket endpoint** `/raw`

        - Handler: [`raw`](/realtime.fitz#L32)
        - Anyone may connect.
        - Heartbeat: a ping every 15 seconds.

        **Frames, both ways:** `Bytes`, as binary frames

        **Sent by:** nothing in this program sends to its clients.

        **Connect:**

        ```js
        const socket = new WebSocket("ws://localhost:8080/raw")
        socket.binaryType = "arraybuffer"
        ```

        ```sh
        websocat ws://localhost:8080/raw --binary
        ```"#]],
    );
}

#[test]
fn handler_decorator_and_connection_show_the_same() {
    let card = |place: &str| {
        let fixture = at(place);
        let shown = hover(fixture.host.db(), fixture.file, fixture.offset, 0, &|_, _| None).unwrap().markdown;
        let start = shown.find("**WebSocket endpoint**").unwrap_or_else(|| panic!("no endpoint in {shown}"));
        let end = shown.rfind("websocat").unwrap_or_else(|| panic!("no command in {shown}"));
        shown.get(start..end).unwrap().to_owned()
    };
    let path = card("@ws(\"/fe$0ed\")");
    for place in ["async fn fe$0ed", "@w$0s(\"/feed\")", "async fn feed(conn: Ws$0Conn"] {
        assert_eq!(card(place), path, "{place}");
    }
}

#[test]
fn lenses_stand_above_ws() {
    let fixture = Fixture::new(PROGRAM);
    let db = fixture.host.db();
    let file = fixture.file_at("/realtime.fitz");
    let text = &file.content(db).text;
    let shown: String = code_lenses(db, file)
        .iter()
        .map(|lens| {
            let action = match &lens.action {
                LensAction::ShowPushes(places) => format!("{} places", places.len()),
                LensAction::Preview => "preview".to_owned(),
                LensAction::MessageTable(path) => format!("messages of {path}"),
            };
            format!("{} [{}] {action}\n", text.slice(lens.range), lens.title)
        })
        .collect();
    expect![[r#"
        @ws("/feed") [6 pushes] 6 places
        @ws("/feed") [preview] preview
        @ws("/feed") [message table] messages of /feed
        @ws("/raw") [no pushes] 0 places
        @ws("/raw") [preview] preview
        @ws("/raw") [message table] messages of /raw
    "#]]
    .assert_eq(&shown);
    assert_eq!(code_lenses(db, fixture.file_at("/main.fitz")), []);
    // A decorator that is being typed.
    let fixture = Fixture::new("@ws(\nasync fn f(conn: WsConn<Int>) {}\n");
    let titles: Vec<_> = code_lenses(fixture.host.db(), fixture.file).into_iter().map(|lens| lens.title).collect();
    assert_eq!(titles, ["no pushes", "preview"]);
}

fn hints(fixture: &Fixture, path: &str) -> String {
    let db = fixture.host.db();
    let file = fixture.file_at(path);
    let text = &file.content(db).text;
    inlay_hints(db, file, text.range(), &FRAMES)
        .iter()
        .map(|hint| {
            let line = text.line_range(text.line_of(hint.offset));
            let before = text.slice(TextRange::new(line.start(), hint.offset)).trim().to_owned();
            let parts: String = hint.parts.iter().map(|part| part.text.as_str()).collect();
            format!("{before} «{parts}»\n")
        })
        .collect()
}

#[test]
fn hints_tell_frames_and_endpoints() {
    let fixture = Fixture::new(PROGRAM);
    expect![[r#"
        ws_broadcast("/feed", event) «→ feed: Event»
        ws_broadcast("/feed", Event { code: code }) «→ feed»
    "#]]
    .assert_eq(&hints(&fixture, "/main.fitz"));
    expect![[r#"
        match conn.recv() «← Command»
        let _ = conn.send(event) «→ Event»
        let _ = conn.broadcast(event) «→ /feed: Event»
        let _ = conn.send(hello) «→ Event»
    "#]]
    .assert_eq(&hints(&fixture, "/realtime.fitz"));
}

#[test]
fn hints_stay_in_their_range_and_know_where_types_are() {
    let fixture = Fixture::new(PROGRAM);
    let db = fixture.host.db();
    let file = fixture.file_at("/realtime.fitz");
    let all = inlay_hints(db, file, file.content(db).text.range(), &FRAMES);
    let first = inlay_hints(db, file, TextRange::empty(all[0].offset), &FRAMES);
    assert_eq!(first, all[..1]);
    let target = all[0].parts[1].target.as_ref().unwrap();
    assert_eq!(file.content(db).text.slice(target.focus_range), "Command");
    // Where nothing is known, nothing is said.
    let broken = Fixture::new("async fn f(conn: WsConn) {\n    conn.recv()\n    conn.send(\n    ws_broadcast(\n");
    assert_eq!(hints(&broken, "/main.fitz"), "");
}

#[test]
fn the_list_of_endpoints() {
    let fixture = Fixture::new(PROGRAM);
    let db = fixture.host.db();
    let list = endpoints(db, fixture.file_at("/realtime.fitz"));
    assert_eq!((list.entry, list.heartbeat_secs), (fixture.file_at("/main.fitz"), Some(15)));
    let shown: String = list
        .endpoints
        .iter()
        .map(|it| {
            let pushes: Vec<String> =
                it.pushes.iter().map(|push| format!("{}: {}", push.sender, push.message)).collect();
            let frames = it.frames.as_ref().map(|(incoming, outgoing)| format!("{incoming} / {outgoing}"));
            format!(
                "{} {} {} in {:?} {:?} {pushes:?}\n",
                it.method.unwrap_or("WS"),
                it.path.as_deref().unwrap_or_default(),
                it.handler,
                it.module,
                frames
            )
        })
        .collect();
    expect![[r#"
        WS /feed feed in "realtime" Some("Command / Event") ["announce: Event", "announce: Event", "feed: Event", "feed: Event", "feed: Event", "greet: Event"]
        WS /raw raw in "realtime" Some("Bytes / Bytes") []
        GET /links/{code} follow in "" None []
    "#]].assert_eq(&shown);
}

#[test]
fn the_messages_of_an_endpoint() {
    let fixture = Fixture::new(PROGRAM);
    let db = fixture.host.db();
    let table = |path: &str| message_table(db, fixture.file, path, &|_, _| None);
    expect![[r##"
        # Messages of `/feed`

        Clicks as they happen.

        Served by `realtime.feed`. Clients send `Command`, the service sends `Event`.

        | kind | direction | fields | sent | handled |
        |---|---|---|---|---|
        | `ping` | to the service | – | by clients | realtime.fitz:13 |
        | – | to clients | `code: Str`, `clicks: Int = 0` | main.fitz:13, main.fitz:14, realtime.fitz:16, realtime.fitz:17, realtime.fitz:18, realtime.fitz:28 | by clients |

        **Frames from the client:** `Command`

        | field | JSON | |
        |---|---|---|
        | `kind` | string | default `"ping"` |

        ```json
        {
          "kind": "ping"
        }
        ```

        **Frames to the client:** `Event`

        | field | JSON | |
        |---|---|---|
        | `code` | string | required |
        | `clicks` | integer (int64) | default `0` |

        ```json
        {
          "code": "code",
          "clicks": 0
        }
        ```
    "##]]
    .assert_eq(&table("/feed").unwrap());
    assert_eq!(table("/gone"), None);
}

/// What a helper sends over the connection that it is given belongs to the endpoints whose handlers give it.
#[test]
fn helpers_push_for_the_handlers_that_give_them_their_connection() {
    let program = r#"//- /main.fitz
from tools import enter

@ws("/a")
async fn a(conn: WsConn<Str>) { enter(conn) }

@ws("/users/{name}/b")
async fn b(conn: WsConn<Str>, name: Str) { enter(conn) }

@ws("/c")
async fn c(conn: WsConn<Str>) { conn.close() }

fn tell() { ws_broadcast("/users/ada/b", "x") }
//- /tools.fitz
fn enter(conn: WsConn<Str>) { greet(conn) }

fn gr$0eet(conn: WsConn<Str>) {
    let text = "hello"
    let _ = conn.send(text)
    let _ = conn.broadcast(text)
}
"#;
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let list = endpoints(db, fixture.file_at("/main.fitz"));
    let pushes: Vec<_> = list
        .endpoints
        .iter()
        .map(|it| (it.handler.as_str(), it.pushes.iter().map(|push| push.sender.as_str()).collect::<Vec<_>>()))
        .collect();
    assert_eq!(pushes, [("a", vec!["greet", "greet"]), ("b", vec!["tell", "greet", "greet"]), ("c", vec![])]);
    let titles: Vec<String> =
        code_lenses(db, fixture.file_at("/main.fitz")).into_iter().map(|lens| lens.title).collect();
    let counts: Vec<&String> = titles.iter().filter(|title| title.contains("push")).collect();
    assert_eq!(counts, ["2 pushes", "3 pushes", "no pushes"]);
    let calls = outgoing_calls(db, fixture.file, fixture.offset);
    expect![[r#"
        Handler a @ws /a in /main.fitz: 6:conn.broadcast(text)
        Handler b @ws /users/{name}/b in /main.fitz: 6:conn.broadcast(text)
    "#]]
    .assert_eq(&show_calls(&fixture, &calls, |_| fixture.file));
    let whole = TextRange::up_to(fixture.file.content(db).text.len());
    let hints: Vec<String> = inlay_hints(db, fixture.file, whole, &FRAMES)
        .iter()
        .map(|hint| hint.parts.iter().map(|part| part.text.as_str()).collect())
        .collect();
    assert_eq!(hints, ["→ Str", "→ /a, /users/{name}/b: Str"]);
    let fixture = Fixture::new(&program.replace("gr$0eet", "greet").replace("async fn b", "async fn $0b"));
    let db = fixture.host.db();
    let calls = incoming_calls(db, fixture.file, fixture.offset);
    expect![[r#"
        Function tell  in /main.fitz: 12:"/users/ada/b"
        Function greet  in /tools.fitz: 6:conn.broadcast(text)
    "#]]
    .assert_eq(&show_calls(&fixture, &calls, |call| call.item.target.file));
}
