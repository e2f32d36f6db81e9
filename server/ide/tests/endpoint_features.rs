//! What editors show of endpoints beside the hover: call hierarchy, code lenses, inlay hints, the list, the message table.

use expect_test::{Expect, expect};
use fitz_analysis::fixture::Fixture;
use fitz_ide::{
    Call, LensAction, code_lenses, definition, endpoints, hover, incoming_calls, inlay_hints, message_table,
    outgoing_calls, prepare_call_hierarchy,
};
use fitz_syntax::TextRange;

const PROGRAM: &str = r#"//- /main.fitz
import realtime

type User { id: Int }

@server(8080, host="0.0.0.0", ws_heartbeat_secs=15)
fn main() => 0

@auth_provider
fn check(headers: Map<Str, Str>) -> Result<User> => Ok(User { id: 1 })

fn announce(code: Str) {
    let event = realtime.Event { code: code }
    ws_broadcast("/feed", event)
    ws_broadcast("/feed", realtime.Event { code: code })
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

fn check_incoming(place: &str, expected: Expect) {
    let fixture = at(place);
    let calls = incoming_calls(fixture.host.db(), fixture.file, fixture.offset);
    expected.assert_eq(&show_calls(&fixture, &calls, |call| call.item.target.file));
}

fn check_outgoing(place: &str, expected: Expect) {
    let fixture = at(place);
    let calls = outgoing_calls(fixture.host.db(), fixture.file, fixture.offset);
    expected.assert_eq(&show_calls(&fixture, &calls, |_| fixture.file));
}

#[test]
fn broadcasts_are_calls_of_the_handler() {
    let expected = expect![[r#""#]];
    check_incoming("async fn fe$0ed(", expected.clone());
    check_incoming("@ws(\"/fe$0ed\")", expected.clone());
    check_incoming("@w$0s(\"/feed\")", expected);
    check_incoming("fn ann$0ounce", expect![[r#""#]]);
    check_outgoing("fn ann$0ounce", expect![[r#""#]]);
    check_outgoing("async fn fe$0ed(", expect![[r#""#]]);
    check_incoming("fn gr$0eet", expect![[r#""#]]);
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
    for place in ["conn.re$0cv()", "ws_broadcast(\"/go$0ne\"", "type Ev$0ent", "let ev$0ent = realtime"] {
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
    let found = hover(db, fixture.file, fixture.offset, &link);
    expected.assert_eq(&found.map_or_else(|| "nothing".to_owned(), |hover| hover.markdown));
}

#[test]
fn a_path_shows_its_endpoint() {
    check_hover("ws_broadcast(\"/fe$0ed\", event)", expect![[r#""#]]);
    check_hover("ws_broadcast(\"/go$0ne\", event)", expect![[r#""#]]);
    check_hover("@get(\"/lin$0ks", expect![[r#""#]]);
    check_hover("@ws(\"/r$0aw\")", expect![[r#""#]]);
}

#[test]
fn handler_decorator_and_connection_show_the_same() {
    let card = |place: &str| {
        let fixture = at(place);
        let shown = hover(fixture.host.db(), fixture.file, fixture.offset, &|_, _| None).unwrap().markdown;
        let start = shown.find("**WebSocket endpoint**").unwrap_or_else(|| panic!("no endpoint in {shown}"));
        let end = shown.rfind("websocat").unwrap_or_else(|| panic!("no command in {shown}"));
        shown[start..end].to_owned()
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
    expect![[r#""#]].assert_eq(&shown);
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
    inlay_hints(db, file, text.range())
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
    expect![[r#""#]].assert_eq(&hints(&fixture, "/main.fitz"));
    expect![[r#""#]].assert_eq(&hints(&fixture, "/realtime.fitz"));
}

#[test]
fn hints_stay_in_their_range_and_know_where_types_are() {
    let fixture = Fixture::new(PROGRAM);
    let db = fixture.host.db();
    let file = fixture.file_at("/realtime.fitz");
    let all = inlay_hints(db, file, file.content(db).text.range());
    let first = inlay_hints(db, file, TextRange::empty(all[0].offset));
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
    expect![[r#""#]].assert_eq(&shown);
}

#[test]
fn the_messages_of_an_endpoint() {
    let fixture = Fixture::new(PROGRAM);
    let db = fixture.host.db();
    let table = |path: &str| message_table(db, fixture.file, path, &|_, _| None);
    expect![[r#""#]].assert_eq(&table("/feed").unwrap());
    assert_eq!(table("/gone"), None);
}
