//! Changes in real applications, in each of which something further down is broken.

use std::fs;
use std::path::Path;

use fitz_analysis::fixture::Fixture;
use fitz_analysis::syntax_diagnostics;
use fitz_ide::assists;
use fitz_syntax::{TextRange, TextSize};

/// What somebody is typing while the change is made.
const UNFINISHED: &str = "\nfn unfinished(a: Int {\n    let b = \n";

/// The kind of a change, the application, where it is made (`$0` is the cursor, or one at each end of what is selected), and what the
/// text says afterwards.
const CASES: [(&str, &str, &str, &str); 18] = [
    ("extract.variable", "task_board", "if ($0body.title.trim()$0.is_empty())", "let trim_2 = body.title.trim()\n"),
    (
        "extract.function",
        "dashboard",
        "$0recent_for(code) + 1$0",
        "fn get_value(code: Str) -> Int => recent_for(code) + 1",
    ),
    ("extract.constant", "session_chat", "name.len() > $030", "let VALUE = 30\n"),
    (
        "extract.message",
        "dashboard",
        "conn.send(Dashboard$0Event { kind: \"hello\"",
        "@test\nfn hello_dashboard_event_is_complete()",
    ),
    ("inline.variable", "dashboard", "let $0token = jwt", "Token { token: jwt.encode("),
    ("inline.constant", "session_chat", "let MAX_$0TEXT = 500", "typed.text.trim().left(500)"),
    (
        "inline.call",
        "session_chat",
        "ws_broadcast(\"/room\", ro$0ster())",
        "ws_broadcast(\"/room\", Update { kind: \"roster\"",
    ),
    ("rewrite.invertIf", "session_chat", "    $0if (left <= 0) {", "if (left > 0) {\n        TABS[name] = left"),
    ("rewrite.guardReturn", "dashboard", "$0if (count > 0)", "if (count <= 0) {\n            continue"),
    ("rewrite.hexadecimal", "session_chat", "$086400", "0x15180"),
    (
        "rewrite.namedArguments",
        "task_board",
        "open_task$0(7, \"write the report\", 1)",
        "open_task(id: 7, title: \"write the report\", owner_id: 1)",
    ),
    ("rewrite.broadcastByPath", "session_chat", "conn.$0broadcast(roster())", "ws_broadcast(\"/room\", roster())"),
    ("rewrite.lifecycle", "typed_channel", "async fn $0channel", "log.info("),
    ("rewrite.blockBody", "task_board", "fn is_status(text: Str) -> Bool =$0>", "{\n    return STATUSES.any"),
    ("rewrite.onePerLine", "task_board", "type User {$0 id", "type User {\n    id: Int"),
    ("rewrite.generateTest", "typed_channel", "fn $0objection(", "@test\nfn "),
    ("rewrite.annotateVariable", "session_chat", "let $0name = body.name.trim()", "let name: Str = body.name.trim()"),
    ("rewrite.limitFrames", "task_board", "async fn $0task_feed", ""),
];

#[test]
fn changes_in_applications() {
    let failures: Vec<String> = CASES.iter().filter_map(failure).collect();
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

fn failure((kind, app, place, expected): &(&str, &str, &str, &str)) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../tests/apps/{app}.fitz"));
    let text = fs::read_to_string(path).unwrap_or_default() + UNFINISHED;
    let Some(found) = text.find(&place.replace("$0", "")) else { return Some(format!("{kind}: no {place} in {app}")) };
    let start = found + place.find("$0").unwrap_or_default();
    let end = found + place.replacen("$0", "", 1).find("$0").unwrap_or(start - found);
    let offset = |at: usize| TextSize::of(text.get(..at).unwrap_or_default());
    let fixture = Fixture::new(&text);
    let db = fixture.host.db();
    let all = assists(db, fixture.file, TextRange::new(offset(start), offset(end)));
    let Some(assist) = all.iter().find(|it| it.kind == format!("refactor.{kind}") && it.disabled.is_none()) else {
        let kinds: Vec<&str> = all.iter().map(|it| it.kind).collect();
        return Some(format!("{kind} is not offered at {place}, but {kinds:?}"));
    };
    let mut edits = assist.edits.first().map(|(_, edits)| edits.clone()).unwrap_or_default();
    edits.sort_by_key(|(range, _)| std::cmp::Reverse((range.start(), range.end())));
    let mut changed = text.clone();
    for (range, new) in edits {
        changed.replace_range(usize::from(range.start())..usize::from(range.end()), &new);
    }
    let after = Fixture::new(&changed);
    let errors = |fixture: &Fixture| syntax_diagnostics(fixture.host.db(), fixture.file).len();
    let is_as_broken = errors(&after) == errors(&fixture);
    (!is_as_broken || !changed.contains(expected)).then(|| {
        let lines: Vec<&str> = changed.lines().filter(|line| !text.lines().any(|known| known == *line)).collect();
        format!("{kind}: no {expected:?}, but\n{}", lines.join("\n"))
    })
}
