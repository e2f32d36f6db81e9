//! Whether the server keeps to what a client has offered: no field, message or registration that the client did not ask for
//! under its capabilities.

use serde_json::{Value, json};

/// What the server does when it is asked to, with a document to show as the result.
const SERVER_COMMANDS: [&str; 2] = ["fitz.openAsyncApi", "fitz.openMessages"];

/// The capabilities of a client.
pub(crate) struct Offers<'a> {
    capabilities: &'a Value,
}

impl<'a> Offers<'a> {
    pub(crate) fn new(capabilities: &'a Value) -> Offers<'a> {
        Offers { capabilities }
    }

    /// Whether the client says `true`, or describes it.
    fn has(&self, pointer: &str) -> bool {
        self.capabilities.pointer(pointer).is_some_and(|it| *it == true || it.is_object())
    }

    fn lists(&self, pointer: &str, value: &Value) -> bool {
        let list = self.capabilities.pointer(pointer).and_then(Value::as_array);
        list.is_some_and(|list| list.contains(value))
    }

    /// A field is there only if the client offers one of these.
    fn check(&self, value: &Value, field: &str, offers: &[&str]) {
        if value.get(field).is_some_and(|it| !it.is_null()) {
            let is_offered = offers.iter().any(|offer| self.has(offer));
            assert!(is_offered, "`{field}` needs one of {offers:?}: {value}");
        }
    }

    /// A text has a kind that the client shows.
    fn check_markup(&self, markup: &Value, pointer: &str) {
        if markup["kind"] == "markdown" {
            assert!(self.lists(pointer, &markup["kind"]), "Markdown needs {pointer}: {markup}");
        }
    }

    /// The answer to `initialize`.
    pub(crate) fn check_announcement(&self, server: &Value) {
        let encoding = &server["positionEncoding"];
        assert!(encoding == "utf-16" || self.lists("/general/positionEncodings", encoding), "{encoding}");
        self.check(server, "diagnosticProvider", &["/textDocument/diagnostic"]);
        self.check(server, "executeCommandProvider", &["/window/showDocument/support"]);
        self.check(server, "codeActionProvider", &["/textDocument/codeAction/codeActionLiteralSupport"]);
        if server["renameProvider"].is_object() {
            self.check(&server["renameProvider"], "prepareProvider", &["/textDocument/rename/prepareSupport"]);
        }
        let tokens = &server["semanticTokensProvider"];
        self.check(&tokens["full"], "delta", &["/textDocument/semanticTokens/requests/full/delta"]);
        if tokens["range"] == true && self.has("/textDocument/semanticTokens") {
            assert!(self.has("/textDocument/semanticTokens/requests/range"), "{tokens}");
        }
        for (provider, offer) in [
            ("completionProvider", "/textDocument/completion/completionItem/resolveSupport"),
            ("inlayHintProvider", "/textDocument/inlayHint/resolveSupport"),
            ("codeActionProvider", "/textDocument/codeAction/resolveSupport"),
            ("workspaceSymbolProvider", "/workspace/symbol/resolveSupport"),
            ("codeLensProvider", "/textDocument/codeLens"),
        ] {
            if server[provider]["resolveProvider"] == true {
                assert!(self.has(offer), "{provider} is resolved without {offer}");
            }
        }
    }

    /// A notification or a request of the server.
    pub(crate) fn check_message(&self, message: &Value) {
        let Some(method) = message["method"].as_str() else { return };
        let params = &message["params"];
        match method {
            "textDocument/publishDiagnostics" => {
                assert!(!self.has("/textDocument/diagnostic"), "pushed to a client that pulls: {message}");
                self.check(params, "version", &["/textDocument/publishDiagnostics/versionSupport"]);
                self.check_diagnostics(&params["diagnostics"]);
            }
            "client/registerCapability" => {
                for registration in params["registrations"].as_array().unwrap() {
                    let place = registration["method"].as_str().unwrap();
                    let offer = format!("/{place}/dynamicRegistration");
                    assert!(self.has(&offer), "a registration without {offer}: {registration}");
                    for watcher in registration["registerOptions"]["watchers"].as_array().into_iter().flatten() {
                        let relative = "/workspace/didChangeWatchedFiles/relativePatternSupport";
                        assert!(watcher["globPattern"].is_string() || self.has(relative), "{watcher}");
                    }
                }
            }
            "client/unregisterCapability" => {
                // The list has this name in the protocol.
                for registration in params["unregisterations"].as_array().unwrap() {
                    let offer = format!("/{}/dynamicRegistration", registration["method"].as_str().unwrap());
                    assert!(self.has(&offer), "{registration}");
                }
            }
            "workspace/configuration" => assert!(self.has("/workspace/configuration")),
            "workspace/applyEdit" => {
                assert!(self.has("/workspace/applyEdit"));
                self.check_edit(&params["edit"]);
            }
            "window/showDocument" => assert!(self.has("/window/showDocument/support")),
            "window/workDoneProgress/create" => assert!(self.has("/window/workDoneProgress")),
            "workspace/diagnostic/refresh" => assert!(self.has("/workspace/diagnostics/refreshSupport")),
            "fitz/status" => assert!(self.has("/experimental/status")),
            "fitz/endpointsChanged" => assert!(self.has("/experimental/endpointsChanged")),
            "window/showMessage" | "window/logMessage" | "$/logTrace" | "$/progress" => {}
            _ => {
                let place = method.strip_suffix("/refresh").unwrap_or_else(|| panic!("nobody expects {method}"));
                let offer = format!("/{place}/refreshSupport");
                assert!(self.has(&offer), "{method} without {offer}");
            }
        }
    }

    /// An answer to a request.
    pub(crate) fn check_answer(&self, method: &str, answer: &Value) {
        let list = || answer.get("items").unwrap_or(answer).as_array().into_iter().flatten();
        match method {
            "textDocument/hover" => self.check_markup(&answer["contents"], "/textDocument/hover/contentFormat"),
            "textDocument/completion" => {
                for default in answer["itemDefaults"].as_object().into_iter().flatten() {
                    let offer = "/textDocument/completion/completionList/itemDefaults";
                    assert!(self.lists(offer, &Value::from(default.0.as_str())), "the default {}", default.0);
                }
                list().for_each(|item| self.check_completion(item));
            }
            "completionItem/resolve" => self.check_completion(answer),
            "textDocument/signatureHelp" => self.check_signatures(answer),
            "textDocument/definition"
            | "textDocument/declaration"
            | "textDocument/typeDefinition"
            | "textDocument/implementation" => {
                let offer = format!("/{method}/linkSupport");
                list().for_each(|target| self.check(target, "targetUri", &[&offer]));
            }
            "textDocument/documentSymbol" => list().for_each(|symbol| self.check_symbol(symbol)),
            "workspace/symbol" => {
                for symbol in list() {
                    let is_lazy = symbol["location"].get("range").is_none();
                    assert!(!is_lazy || self.has("/workspace/symbol/resolveSupport"), "{symbol}");
                    self.check(symbol, "tags", &["/workspace/symbol/tagSupport"]);
                }
            }
            "textDocument/foldingRange" => {
                for range in list() {
                    let by_line = self.has("/textDocument/foldingRange/lineFoldingOnly");
                    assert!(!by_line || range.get("startCharacter").is_none(), "{range}");
                    self.check(range, "collapsedText", &["/textDocument/foldingRange/foldingRange/collapsedText"]);
                }
            }
            "textDocument/codeAction" => list().for_each(|action| self.check_action(action)),
            "codeAction/resolve" => self.check_action(answer),
            "textDocument/rename" => self.check_edit(answer),
            "textDocument/inlayHint" => list().for_each(|hint| {
                self.check(hint, "data", &["/textDocument/inlayHint/resolveSupport"]);
            }),
            "textDocument/codeLens" => list().for_each(|lens| self.check_lens(lens)),
            "codeLens/resolve" => self.check_lens(answer),
            "textDocument/documentLink" => {
                list().for_each(|link| self.check(link, "tooltip", &["/textDocument/documentLink/tooltipSupport"]));
            }
            "textDocument/semanticTokens/full" => {
                self.check(answer, "resultId", &["/textDocument/semanticTokens/requests/full/delta"]);
            }
            "textDocument/diagnostic" => {
                self.check(answer, "relatedDocuments", &["/textDocument/diagnostic/relatedDocumentSupport"]);
                self.check_diagnostics(&answer["items"]);
            }
            "workspace/diagnostic" => list().for_each(|report| self.check_diagnostics(&report["items"])),
            _ => {}
        }
    }

    fn check_diagnostics(&self, diagnostics: &Value) {
        for diagnostic in diagnostics.as_array().into_iter().flatten() {
            for (field, offer) in [
                ("relatedInformation", "relatedInformation"),
                ("codeDescription", "codeDescriptionSupport"),
                ("data", "dataSupport"),
            ] {
                let (push, pull) =
                    (format!("/textDocument/publishDiagnostics/{offer}"), format!("/textDocument/diagnostic/{offer}"));
                self.check(diagnostic, field, &[&push, &pull]);
            }
            for tag in diagnostic["tags"].as_array().into_iter().flatten() {
                let sets = ["publishDiagnostics", "diagnostic"]
                    .map(|place| format!("/textDocument/{place}/tagSupport/valueSet"));
                assert!(sets.iter().any(|set| self.lists(set, tag)), "the tag {tag}: {diagnostic}");
            }
        }
    }

    fn check_completion(&self, item: &Value) {
        let offer = |name: &str| format!("/textDocument/completion/completionItem/{name}");
        if item["insertTextFormat"] == 2 {
            assert!(self.has(&offer("snippetSupport")), "a snippet: {item}");
        }
        self.check_markup(&item["documentation"], &offer("documentationFormat"));
        self.check(item, "labelDetails", &[&offer("labelDetailsSupport")]);
        self.check(item, "commitCharacters", &[&offer("commitCharactersSupport")]);
        self.check(item, "preselect", &[&offer("preselectSupport")]);
        self.check(item, "deprecated", &[&offer("deprecatedSupport")]);
        self.check(item, "insertTextMode", &[&offer("insertTextModeSupport")]);
        self.check(&item["textEdit"], "replace", &[&offer("insertReplaceSupport")]);
        for tag in item["tags"].as_array().into_iter().flatten() {
            assert!(self.lists(&offer("tagSupport/valueSet"), tag), "the tag {tag}: {item}");
        }
    }

    fn check_signatures(&self, help: &Value) {
        let offer = |name: &str| format!("/textDocument/signatureHelp/signatureInformation/{name}");
        for signature in help["signatures"].as_array().into_iter().flatten() {
            self.check(signature, "activeParameter", &[&offer("activeParameterSupport")]);
            self.check_markup(&signature["documentation"], &offer("documentationFormat"));
            for parameter in signature["parameters"].as_array().into_iter().flatten() {
                let by_offset = parameter["label"].is_array();
                assert!(!by_offset || self.has(&offer("parameterInformation/labelOffsetSupport")), "{parameter}");
                self.check_markup(&parameter["documentation"], &offer("documentationFormat"));
            }
        }
    }

    fn check_symbol(&self, symbol: &Value) {
        self.check(symbol, "selectionRange", &["/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"]);
        self.check(symbol, "tags", &["/textDocument/documentSymbol/tagSupport"]);
        symbol["children"].as_array().into_iter().flatten().for_each(|child| self.check_symbol(child));
    }

    fn check_action(&self, action: &Value) {
        let offer = |name: &str| format!("/textDocument/codeAction/{name}");
        self.check(action, "kind", &[&offer("codeActionLiteralSupport")]);
        self.check(action, "isPreferred", &[&offer("isPreferredSupport")]);
        self.check(action, "disabled", &[&offer("disabledSupport")]);
        self.check(action, "data", &[&offer("dataSupport")]);
        self.check_diagnostics(&action["diagnostics"]);
        self.check_edit(&action["edit"]);
    }

    fn check_edit(&self, edit: &Value) {
        let offer = |name: &str| format!("/workspace/workspaceEdit/{name}");
        self.check(edit, "documentChanges", &[&offer("documentChanges")]);
        self.check(edit, "changeAnnotations", &[&offer("changeAnnotationSupport")]);
        for change in edit["documentChanges"].as_array().into_iter().flatten() {
            if let Some(kind) = change.get("kind") {
                assert!(self.lists(&offer("resourceOperations"), kind), "the operation {kind}: {change}");
            }
        }
    }

    fn check_lens(&self, lens: &Value) {
        let command = &lens["command"]["command"];
        if command.is_null() {
            assert!(self.has("/textDocument/codeLens"), "a lens that nobody resolves: {lens}");
        } else if command != "" {
            let is_ours = SERVER_COMMANDS.iter().any(|it| command == it) && self.has("/window/showDocument/support");
            assert!(is_ours || self.lists("/experimental/commands", command), "the command {command}: {lens}");
        }
    }
}

/// The checks find what they are there for.
#[test]
fn what_was_not_offered_is_noticed() {
    let nothing = json!({});
    for (method, answer) in [
        ("textDocument/hover", json!({ "contents": { "kind": "markdown", "value": "" } })),
        ("textDocument/completion", json!([{ "label": "a", "insertTextFormat": 2 }])),
        ("textDocument/completion", json!({ "isIncomplete": false, "items": [{ "label": "a", "tags": [1] }] })),
        ("textDocument/signatureHelp", json!({ "signatures": [{ "parameters": [{ "label": [0, 1] }] }] })),
        ("textDocument/definition", json!([{ "targetUri": "file:///a" }])),
        ("textDocument/documentSymbol", json!([{ "name": "a", "selectionRange": {} }])),
        ("textDocument/codeAction", json!([{ "title": "a", "isPreferred": true }])),
        ("textDocument/codeAction", json!([{ "title": "a", "edit": { "documentChanges": [] } }])),
        ("textDocument/rename", json!({ "documentChanges": [] })),
        ("textDocument/codeLens", json!([{ "range": {} }])),
        ("textDocument/codeLens", json!([{ "range": {}, "command": { "title": "a", "command": "fitz.run" } }])),
        ("textDocument/semanticTokens/full", json!({ "resultId": "1", "data": [] })),
        ("textDocument/diagnostic", json!({ "kind": "full", "items": [{ "message": "a", "tags": [1] }] })),
        ("textDocument/diagnostic", json!({ "kind": "full", "items": [], "relatedDocuments": {} })),
    ] {
        let checked = std::panic::catch_unwind(|| Offers::new(&nothing).check_answer(method, &answer));
        assert!(checked.is_err(), "{method}: {answer}");
    }
    for method in ["workspace/codeLens/refresh", "window/workDoneProgress/create", "fitz/status", "fitz/unheardOf"] {
        let message = json!({ "method": method, "params": {} });
        let checked = std::panic::catch_unwind(|| Offers::new(&nothing).check_message(&message));
        assert!(checked.is_err(), "{method}");
    }
}
