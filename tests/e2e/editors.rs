//! The table of editors in `docs/features.md` against what they announce in their recorded handshakes.

use serde_json::Value;

/// The columns: name and recording.
const EDITORS: [(&str, &str); 6] = [
    ("VS Code", include_str!("handshakes/vscode.json")),
    ("Neovim", include_str!("handshakes/neovim.json")),
    ("Helix", include_str!("handshakes/helix.json")),
    ("Emacs", include_str!("handshakes/eglot.json")),
    ("Zed", include_str!("handshakes/zed.json")),
    ("Sublime Text", include_str!("handshakes/sublime.json")),
];

/// The rows: feature, and where a client announces it below `capabilities`.
const FEATURES: [(&str, &str); 28] = [
    ("Diagnostics, pushed", "/textDocument/publishDiagnostics"),
    ("Diagnostics, pulled", "/textDocument/diagnostic"),
    ("Hover", "/textDocument/hover"),
    ("Completion", "/textDocument/completion"),
    ("Completion with snippets", "/textDocument/completion/completionItem/snippetSupport"),
    ("Signature help", "/textDocument/signatureHelp"),
    ("Definition", "/textDocument/definition"),
    ("Declaration", "/textDocument/declaration"),
    ("Type definition", "/textDocument/typeDefinition"),
    ("Implementations", "/textDocument/implementation"),
    ("References", "/textDocument/references"),
    ("Highlights", "/textDocument/documentHighlight"),
    ("Document symbols", "/textDocument/documentSymbol"),
    ("Workspace symbols", "/workspace/symbol"),
    ("Call hierarchy", "/textDocument/callHierarchy"),
    ("Rename", "/textDocument/rename"),
    ("Renamed files", "/workspace/fileOperations/willRename"),
    ("Code actions", "/textDocument/codeAction"),
    ("Code lenses", "/textDocument/codeLens"),
    ("Inlay hints", "/textDocument/inlayHint"),
    ("Semantic tokens", "/textDocument/semanticTokens"),
    ("Folding", "/textDocument/foldingRange"),
    ("Selection ranges", "/textDocument/selectionRange"),
    ("Linked editing", "/textDocument/linkedEditingRange"),
    ("Document links", "/textDocument/documentLink"),
    ("Progress", "/window/workDoneProgress"),
    ("Documents as files", "/window/showDocument/support"),
    ("Settings without a restart", "/workspace/configuration"),
];

#[test]
fn the_table_says_what_the_editors_announce() {
    let written: Vec<&str> = include_str!("../../docs/features.md").lines().collect();
    let missing: Vec<String> = expected_table().into_iter().filter(|line| !written.contains(&line.as_str())).collect();
    assert!(missing.is_empty(), "lines that the table should have:\n{}", missing.join("\n"));
}

fn expected_table() -> Vec<String> {
    let names: Vec<&str> = EDITORS.iter().map(|(name, _)| *name).collect();
    let recordings: Vec<Value> =
        EDITORS.iter().map(|(_, text)| serde_json::from_str(text).expect("the recording is JSON")).collect();
    let row = |(feature, pointer): &(&str, &str)| {
        let mark = |recording: &Value| match recording["initialize"]["capabilities"].pointer(pointer) {
            Some(Value::Object(_) | Value::Bool(true)) => "yes",
            _ => "–",
        };
        let marks: Vec<&str> = recordings.iter().map(mark).collect();
        format!("| {feature} | {} |", marks.join(" | "))
    };
    let head = format!("| Feature | {} |", names.join(" | "));
    std::iter::once(head).chain(FEATURES.iter().map(row)).collect()
}
