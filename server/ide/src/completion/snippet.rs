//! Whole pieces of programs: handlers, loops, and what belongs to them.

use fitz_analysis::hir::{Expr, ExprId, Lowered, Stmt};
use fitz_analysis::{Builtin, Item, ItemKind, infer, item_at, lowered};
use fitz_syntax::TextRange;

use super::{CompletionItem, CompletionKind, Facts, Query};

/// A piece: its name, what it is for, and its text. `${1:name}` marks what is to be filled in.
struct Piece {
    label: &'static str,
    about: &'static str,
    text: &'static str,
}

/// The pieces for the top level of a file.
const DECLARATIONS: [Piece; 9] = [
    Piece {
        label: "get route",
        about: "A handler that answers `GET` requests for one thing.",
        text: r#"@get("/${1:notes}/{id}")
fn ${2:note}(id: Int) -> Result<${3:Str}> {
    if id < 1 { return 404 { "error": "not found" } }
    return Ok(${4:"text"})
}
$0"#,
    },
    Piece {
        label: "post route",
        about: "A handler that takes a body.",
        text: r#"type ${1:NewNote} { ${2:text}: Str }

@post("/${3:notes}")
fn ${4:add}(body: ${1:NewNote}) -> Result<Str> {
    return Ok(body.${2:text})
}
$0"#,
    },
    Piece {
        label: "server",
        about: "The port and the settings of the program.",
        text: r#"@server(${1:8080})
fn main() => 0
$0"#,
    },
    Piece {
        label: "test",
        about: "A test.",
        text: r#"@test
fn ${1:adds}() {
    assert_eq(${2:1 + 1}, ${3:2})
}
$0"#,
    },
    Piece {
        label: "type",
        about: "A type with one field.",
        text: r#"type ${1:Note} {
    ${2:text}: ${3:Str}
}
$0"#,
    },
    Piece {
        label: "ws endpoint",
        about: "A WebSocket endpoint that enters, reads until its client has gone, and leaves.",
        text: r#"@ws("/${1:chat}")
async fn ${2:chat}(conn: WsConn<${3:Str}>) {
    ${4:log.info("chat.enter")}
    loop {
        match conn.recv() {
            Ok(message) => { let _ = conn.broadcast(message) }
            Err(_) => { break }
        }
    }
    ${5:log.info("chat.leave")}
}
$0"#,
    },
    Piece {
        label: "ws presence",
        about: "Who is there, with a count of connections for people with several tabs: call `enter` before the loop and \
                `leave` after it.",
        text: r#"let ${1:TABS}: Map<Str, Int> = {}

fn tabs_of(name: Str) -> Int => match ${1:TABS}.get(name) {
    Ok(count) => count
    Err(_) => 0
}

fn enter(name: Str) {
    ${1:TABS}[name] = tabs_of(name) + 1
}

fn leave(name: Str) {
    let left = tabs_of(name) - 1
    if left > 0 {
        ${1:TABS}[name] = left
    } else {
        let _ = ${1:TABS}.remove(name)
    }
}
$0"#,
    },
    Piece {
        label: "ws aggregate",
        about: "Counts in a table, and one broadcast of all counts every few seconds.",
        text: r#"let ${1:COUNTS}: Map<Str, Int> = {}

fn count(key: Str) {
    let before = match ${1:COUNTS}.get(key) {
        Ok(number) => number
        Err(_) => 0
    }
    ${1:COUNTS}[key] = before + 1
}

@every(${2:5})
fn flush() {
    if ${1:COUNTS}.len() == 0 { return null }
    ws_broadcast("/${3:counts}", ${1:COUNTS})
    for key in ${1:COUNTS}.keys() {
        let _ = ${1:COUNTS}.remove(key)
    }
}
$0"#,
    },
    Piece {
        label: "ws private items",
        about: "What belongs to one user, without telling the others: everybody is sent a key that says something to its owner \
                only, the owner asks, and is answered alone.",
        text: r#"type Pull { kind: Str }
type Nudge { kind: Str, topic: Str = "", items: List<Str> = [] }

let TOPICS: Map<Str, Str> = {}

fn topic_of(owner: Str) -> Str {
    match TOPICS.get(owner) {
        Ok(topic) => { return topic }
        Err(_) => {}
    }
    let fresh = Uuid.v4().to_str()
    TOPICS[owner] = fresh
    return fresh
}

fn nudge(owner: Str) {
    ws_broadcast("/${1:items}", Nudge { kind: "nudge", topic: topic_of(owner) })
}

fn items_of(owner: Str) -> List<Str> {
    return [${4:owner}]
}

@authenticated
@ws("/${1:items}")
async fn ${1:items}(conn: WsConn<Pull, Nudge>, user: ${2:User}) {
    let _ = conn.send(Nudge { kind: "hello", topic: topic_of(user.${3:name}) })
    loop {
        match conn.recv() {
            Ok(_) => { let _ = conn.send(Nudge { kind: "items", items: items_of(user.${3:name}) }) }
            Err(_) => { break }
        }
    }
}
$0"#,
    },
];

/// The pieces for every place where a statement starts.
const STATEMENTS: [Piece; 4] = [
    Piece {
        label: "for in",
        about: "Something for each element.",
        text: r#"for ${1:item} in ${2:items} {
    $0
}"#,
    },
    Piece {
        label: "for range",
        about: "Something a number of times.",
        text: r#"for ${1:i} in 0..${2:10} {
    $0
}"#,
    },
    Piece {
        label: "if else",
        about: "One of two things.",
        text: r#"if ${1:condition} {
    $2
} else {
    $0
}"#,
    },
    Piece {
        label: "match result",
        about: "What to do with a `Result`.",
        text: r#"match ${1:result} {
    Ok(${2:value}) => { $0 }
    Err(${3:error}) => {  }
}"#,
    },
];

/// The piece for a handler, around its loop.
const RATE_LIMIT: Piece = Piece {
    label: "ws rate limit",
    about: "A loop that ends when a client sends more frames in some seconds than it may.",
    text: r#"let window = DateTime.now().timestamp()
let frames = 0
loop {
    let message = match CONN.recv() {
        Ok(received) => received
        Err(_) => { break }
    }
    let now = DateTime.now().timestamp()
    if now - window >= ${1:10} {
        window = now
        frames = 0
    }
    frames = frames + 1
    if frames > ${2:20} { break }
    ${0:let _ = CONN.broadcast(message)}
}"#,
};

/// The loop of a handler.
const READING: Piece = Piece {
    label: "ws loop",
    about: "A loop that reads until the client has gone.",
    text: r#"loop {
    match CONN.recv() {
        Ok(message) => { $0 }
        Err(_) => { break }
    }
}"#,
};

/// The pieces that fit where a statement starts.
pub(super) fn statements(query: &Query<'_>) -> Vec<CompletionItem> {
    let Some((item, range)) = item_at(query.db, query.file, query.offset).filter(|(item, _)| is_function(query, *item))
    else {
        let is_first = column(query, query.replace).is_empty();
        let declarations = DECLARATIONS.iter().filter(|_| is_first);
        return declarations.chain(&STATEMENTS).map(|piece| filled(query, piece, "")).collect();
    };
    let mut items: Vec<CompletionItem> = STATEMENTS.iter().map(|piece| filled(query, piece, "")).collect();
    let Some(place) = query.replace.start().checked_sub(range.start()) else { return items };
    let connection = infer(query.db, item).locals_at(place).into_iter().find(|local| local.ty.is(Builtin::WsConn));
    if let Some(connection) = connection.filter(|_| !has_loop(lowered(query.db, item))) {
        items.extend([READING, RATE_LIMIT].iter().map(|piece| filled(query, piece, &connection.name)));
    }
    items
}

/// The loop for a connection that has just been named, at the start of a line: it takes the place of the name.
pub(super) fn reading_loop(
    query: &Query<'_>,
    item: Item<'_>,
    receiver: ExprId,
    item_range: TextRange,
) -> Option<CompletionItem> {
    let lowered = lowered(query.db, item);
    let Expr::Name(name) = &lowered.body.exprs[receiver] else { return None };
    let named = lowered.body.expr_range(receiver).checked_add(item_range.start())?;
    let whole = TextRange::new(named.start(), query.replace.end());
    let text = &query.file.content(query.db).text;
    let indent = column(query, whole);
    let is_statement =
        indent.chars().all(char::is_whitespace) && text.line_of(whole.start()) == text.line_of(whole.end());
    (is_statement && !has_loop(lowered)).then(|| CompletionItem {
        label: "loop".to_owned(),
        filter: Some(format!("{name}.loop")),
        facts: Facts { order: 100, is_missing: true, ..Facts::default() },
        replace: whole,
        ..filled(query, &READING, name)
    })
}

/// Whether a body has its loop already.
fn has_loop(lowered: &Lowered) -> bool {
    let mut statements = lowered.statements();
    statements.any(|it| matches!(it, Stmt::While { .. }))
        || lowered.body.exprs.iter().any(|(_, expr)| matches!(expr, Expr::Loop { .. }))
}

fn is_function(query: &Query<'_>, item: Item<'_>) -> bool {
    matches!(item.id(query.db).kind, ItemKind::Function | ItemKind::Method)
}

/// What stands before a place on its line.
pub(super) fn column(query: &Query<'_>, place: TextRange) -> String {
    let text = &query.file.content(query.db).text;
    let start = text.line_range(text.line_of(place.start())).start();
    text.slice(TextRange::new(start, place.start())).into_owned()
}

/// A piece for a connection. Editors indent what they insert like the line that it stands on.
fn filled(query: &Query<'_>, piece: &Piece, connection: &str) -> CompletionItem {
    let snippet = piece.text.replace("CONN", connection);
    let plain = without_marks(&snippet);
    CompletionItem {
        detail: Some("snippet".to_owned()),
        documentation: Some(piece.about.to_owned()),
        insert: Some(snippet),
        is_snippet: true,
        plain: Some(plain),
        ..query.item(piece.label, CompletionKind::Snippet)
    }
}

/// A snippet as the text that it stands for.
pub(super) fn without_marks(snippet: &str) -> String {
    let mut text = String::new();
    let mut rest = snippet;
    while let Some(place) = rest.find(['$', '\\']) {
        let (before, mark) = rest.split_at(place);
        text.push_str(before);
        let (shown, after) = unmarked(mark);
        text.push_str(shown);
        rest = after;
    }
    text.push_str(rest);
    text
}

/// What a mark at the start of a text shows, and what follows it.
fn unmarked(mark: &str) -> (&str, &str) {
    if let Some(escaped) = mark.strip_prefix('\\') {
        return escaped.split_at(escaped.chars().next().map_or(0, char::len_utf8));
    }
    let mark = mark.strip_prefix('$').unwrap_or(mark);
    let Some((inside, after)) = mark.strip_prefix('{').and_then(|mark| mark.split_once('}')) else {
        return ("", mark.trim_start_matches(|character: char| character.is_ascii_digit()));
    };
    let choices = inside.split_once('|').and_then(|(_, choices)| choices.split(['|', ',']).next());
    let shown = choices.unwrap_or_else(|| inside.split_once(':').map_or("", |(_, default)| default));
    (shown, after)
}

/// A text that means itself in a snippet.
pub(super) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}
