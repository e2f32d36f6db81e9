//! The endpoints of a program.

use fitz_analysis::fixture::Fixture;
use fitz_analysis::{AnswerContent, HandshakeSource, PushKind, program, program_surface, resolve_pointer};

#[test]
fn sockets_with_everything_that_pushes_into_them() {
    let fixture = Fixture::new(
        r#"
//- /main.fitz
import jobs
from models import Event

@server(9000, "0.0.0.0", ws_heartbeat_secs=15, docs=false)
fn main() => 0

// The feed.
@requires("editor")
@requires("owner")
@header(name="X-Visitor")
@ws("/feed/{room}")
async fn feed(conn: WsConn<Str, Event>, room: Int, x_visitor: Str?, user: User) {
    conn.broadcast(Event { kind: "hello" })
    loop {
        match conn.recv() {
            Ok(text) => { let _ = conn.send(Event { kind: text }) }
            Err(_) => break,
        }
    }
}

@get("/things?limit={limit}")
fn things(limit: Int?) => []
//- /jobs.fitz
from models import Event

@every(5)
fn tick() {
    ws.broadcast("/feed/{room}", Event { kind: "tick" })
    ws_broadcast("/other", 1)
    let path = "/feed"
    ws_broadcast(path, 1)
}
//- /models.fitz
type Event { kind: Str }
"#,
    );
    let db = fixture.host.db();
    let program = program(db, fixture.file_at("/main.fitz"));
    let names: Vec<&str> = program.modules.iter().map(|module| module.name.as_str()).collect();
    assert_eq!(names, ["", "jobs", "models"]);

    let server = program.server.as_ref().unwrap();
    assert_eq!((server.port, server.docs, server.heartbeat_secs), (Some(9000), false, Some(15)));
    assert_eq!(server.host.as_deref(), Some("0.0.0.0"));

    let [socket] = program.sockets.as_slice() else { panic!("{:#?}", program.sockets) };
    let path = socket.path.as_ref().unwrap();
    assert_eq!(path.text, "/feed/{room}");
    assert_eq!(path.parameters[0].name, "room");
    assert_eq!(path.parameters[0].ty.as_ref().unwrap().to_string(), "Int");
    let connection = socket.connection.as_ref().unwrap();
    assert_eq!((connection.incoming.to_string(), connection.outgoing.to_string()), ("Str".into(), "Event".into()));
    assert!(socket.access.is_protected() && !socket.access.admin);
    assert_eq!(socket.access.any_role, ["editor", "owner"]);
    assert_eq!(socket.handshake[0].wire_name, "X-Visitor");
    assert!(!socket.handshake[0].required);
    assert_eq!(socket.doc.as_deref(), Some("The feed."));
    assert!(socket.replies);

    let text = &fixture.file_at("/main.fitz").content(db).text;
    let pushes: Vec<(PushKind, String, &str)> =
        socket.pushes.iter().map(|push| (push.kind, push.message.to_string(), push.sender.name.as_str())).collect();
    assert_eq!(
        pushes,
        [(PushKind::Broadcast, "Event".to_owned(), "feed"), (PushKind::Send, "Event".to_owned(), "feed"),]
    );
    let (_, range) = resolve_pointer(db, &path.pointer).unwrap();
    assert_eq!(text.slice(range), "\"/feed/{room}\"");

    assert_eq!(program.routes[0].method, "GET");
    assert_eq!(program.routes[0].path.as_ref().unwrap().text, "/things?limit={limit}");
}

#[test]
fn a_broadcast_reaches_its_endpoint_across_modules() {
    let fixture = Fixture::new(
        r#"
//- /main.fitz
import feeds
import jobs
//- /feeds.fitz
@ws("/feed")
async fn feed(conn: WsConn<Int>) {
    loop { let m = match conn.recv() { Ok(v) => v, Err(_) => break } }
}
//- /jobs.fitz
fn tick() {
    ws.broadcast("/feed", 1)
    ws_broadcast("/feed", "text")
    ws_broadcast("/nowhere", 2)
}
"#,
    );
    let program = program(fixture.host.db(), fixture.file_at("/main.fitz"));
    let pushes: Vec<(String, &str)> =
        program.sockets[0].pushes.iter().map(|push| (push.message.to_string(), push.module.as_str())).collect();
    assert_eq!(pushes, [("Int".to_owned(), "jobs"), ("Str".to_owned(), "jobs")]);
    assert!(!program.sockets[0].replies);
}

#[test]
fn a_reply_is_one_send_per_read() {
    let replies = |body: &str| {
        let text = format!("@ws(\"/x\")\nasync fn x(conn: WsConn<Int, Str>) {{\n{body}\n}}\n");
        let fixture = Fixture::new(&text);
        program(fixture.host.db(), fixture.file).sockets[0].replies
    };
    let table = [
        ("loop { match conn.recv() { Ok(m) => { let _ = conn.send(\"a\") }, Err(_) => { break } } }", true),
        ("loop {\n let m = match conn.recv() { Ok(v) => v, Err(_) => break }\n conn.send(\"a\")\n }", true),
        ("loop {\n let m = conn.recv()?\n conn.send(\"a\")\n }", true),
        ("loop { match conn.recv() { Ok(m) => { if m > 1 { conn.send(\"a\") } }, Err(_) => { break } } }", false),
        ("loop { match conn.recv() { Ok(m) => { conn.send(\"a\")\n conn.send(\"b\") }, Err(_) => { break } } }", false),
        ("loop {\n let m = conn.recv()?\n if m == 1 { continue }\n conn.send(\"a\")\n }", false),
        ("loop {\n let m = conn.recv()?\n for i in 0..m { conn.send(\"a\") }\n }", false),
        ("match conn.recv() { Ok(m) => { conn.send(\"a\") }, Err(_) => {} }", false),
        ("conn.send(\"a\")", false),
        ("while true { match conn.recv() { Ok(m) => { conn.send(\"a\") }, Err(_) => { break } } }", true),
        ("while more() { match conn.recv() { Ok(m) => { conn.send(\"a\") }, Err(_) => { break } } }", false),
        ("loop {\n let m = conn.recv()?\n match conn.send(\"a\") { Ok(_) => {}, Err(_) => { break } }\n }", true),
        (
            "loop {\n let m = conn.recv()?\n match conn.send(\"a\") { Ok(_) => { conn.send(\"b\") }, Err(_) => {} }\n }",
            false,
        ),
        ("loop {\n let m = conn.recv()?\n conn.send(\"a\")\n if m == 1 { break }\n }", true),
        ("loop {\n let r = conn.recv()\n match r { Ok(m) => { conn.send(\"a\") }, Err(_) => { break } }\n }", true),
        (
            "loop {\n let r = conn.recv()\n conn.send(\"b\")\n match r { Ok(m) => { conn.send(\"a\") }, Err(_) => { break } }\n }",
            false,
        ),
        ("loop {\n let r = conn.recv()\n let m = match r { Ok(v) => v, Err(_) => break }\n conn.send(\"a\")\n }", true),
    ];
    for (body, expected) in table {
        assert_eq!(replies(body), expected, "{body}");
    }
}

#[test]
fn routes_with_everything_that_they_read_and_answer() {
    let fixture = Fixture::new(
        r#"
//- /main.fitz
from people import User, who

type Note { text: Str }
type Problem { status: Int, title: Str }

let TEAPOT = 418

@requires("editor")
@flag("notes")
@header(name="If-Match")
@cookie(name="session", into="sid")
@put("/notes/{id}?force={force}&tag={tag}")
async fn change(db: DbConn, user: User, id: Int, note: Note, force: Bool?, tag, if_match: Str, sid: Str?) -> Result<Note> {
    if (id == 0) { return 404 { "error": "no such note" } }
    let later = fn() { return 500 { "error": "of a closure" } }
    if (id == 1) { return Err(Problem { status: TEAPOT, title: "short and stout" }) }
    return Ok(note)
}

@get("/me")
fn me(user: User) -> Response {
    return Response { status: 200 + 2, content_type: "text/plain", body: user.role }
}
//- /people.fitz
type User { role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> => Err("nobody")
"#,
    );
    let db = fixture.host.db();
    let entry = fixture.file_at("/main.fitz");
    let [change, me] = program(db, entry).routes.as_slice() else { panic!("two routes") };

    let path = change.path.as_ref().unwrap();
    let parameters = |list: &[fitz_analysis::PathParameter]| -> Vec<String> {
        list.iter().map(|it| format!("{}: {}", it.name, it.ty.as_ref().unwrap())).collect()
    };
    assert_eq!(path.text, "/notes/{id}?force={force}&tag={tag}");
    assert_eq!(
        (parameters(&path.parameters), parameters(&path.query)),
        (vec!["id: Int".to_owned()], vec!["force: Bool?".to_owned(), "tag: Str".to_owned()],)
    );
    let read: Vec<_> = change.handshake.iter().map(|it| (it.source, it.wire_name.as_str(), it.required)).collect();
    assert_eq!(read, [(HandshakeSource::Header, "If-Match", true), (HandshakeSource::Cookie, "session", false)]);
    assert_eq!(change.flag.as_deref(), Some("notes"));
    // Neither the database nor the user is the body.
    assert_eq!(change.body.as_ref().unwrap().ty.to_string(), "Note");
    assert_eq!(change.result.as_ref().unwrap().to_string(), "Result<Note>");
    let answers: Vec<(u16, String)> = change
        .answers
        .iter()
        .map(|answer| match &answer.content {
            AnswerContent::Json(ty) => (answer.status, ty.to_string()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(answers, [(404, "Map<Str, Str>".to_owned()), (418, "Problem".to_owned())]);

    // Without an access decorator nobody gives the user.
    assert_eq!(me.body.as_ref().unwrap().ty.to_string(), "User");
    let [answer] = me.answers.as_slice() else { panic!("{:?}", me.answers) };
    assert_eq!(answer.status, 202);
    assert_eq!(answer.content, AnswerContent::Raw { media_type: "text/plain".to_owned(), is_binary: false });

    assert!(program_surface(db, entry).routes.iter().all(|route| route.answers.is_empty()));
}
