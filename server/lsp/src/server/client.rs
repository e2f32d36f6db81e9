//! What the client says about itself in `initialize`.
//!
//! Read field by field and without a schema: clients send fields of later versions of the protocol, and values that an
//! older schema does not know, and none of that may cost a user the whole session.

use fitz_syntax::PositionEncoding;
use serde_json::Value;
use tower_lsp::lsp_types::Url;

/// The client: what it can do and what it has opened.
#[derive(Clone, Debug, Default)]
pub(super) struct ClientInfo {
    /// Its name and version, for the log.
    pub(super) name: String,
    /// Its process, which we do not outlive.
    pub(super) process_id: Option<u32>,
    /// The folders of the workspace.
    pub(super) folders: Vec<Url>,
    /// The settings that some clients send along, in the form of the section `fitz`.
    pub(super) initial_settings: Option<Value>,
    /// The first value of `$/setTrace`.
    pub(super) trace: Value,
    /// How positions are counted in this session.
    pub(super) encoding: PositionEncoding,
    /// What it can do.
    pub(super) supports: Supports,
}

/// What a client can do. Everything is off unless it says so.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools)]
pub(super) struct Supports {
    /// Hover texts in Markdown.
    pub(super) hover_markdown: bool,
    /// What it makes of completion items.
    pub(super) completion: CompletionSupport,
    /// What it asks of inlay hints later.
    pub(super) hints: HintSupport,
    /// Documentation in signature help in Markdown.
    pub(super) signature_markdown: bool,
    /// Parameters as places in the label of their signature.
    pub(super) label_offsets: bool,
    /// The number of the parameter beside its signature.
    pub(super) active_parameter: bool,
    /// `LocationLink`s as definitions.
    pub(super) definition_links: bool,
    /// `LocationLink`s as declarations.
    pub(super) declaration_links: bool,
    /// `LocationLink`s as types.
    pub(super) type_definition_links: bool,
    /// `LocationLink`s as implementations.
    pub(super) implementation_links: bool,
    /// Symbols of the workspace whose range is asked for later.
    pub(super) lazy_symbol_ranges: bool,
    /// Edits that rename files.
    pub(super) renames_files: bool,
    /// `workspace/willRenameFiles`.
    pub(super) asks_before_renames: bool,
    /// `fitz/libraryText`, for documents of the scheme `fitz-std`.
    pub(super) library_text: bool,
    /// Document symbols inside document symbols.
    pub(super) nested_symbols: bool,
    /// Folding of whole lines alone.
    pub(super) folds_lines_only: bool,
    /// `textDocument/diagnostic`.
    pub(super) pull_diagnostics: bool,
    /// `workspace/diagnostic/refresh`.
    pub(super) diagnostics_refresh: bool,
    /// `relatedDocuments` in the answer to `textDocument/diagnostic`.
    pub(super) related_documents: bool,
    /// `textDocument/semanticTokens/full/delta`.
    pub(super) token_edits: bool,
    /// `textDocument/semanticTokens/range`.
    pub(super) token_ranges: bool,
    /// Its own grammar colours what needs no meaning.
    pub(super) augments_syntax: bool,
    /// `workspace/semanticTokens/refresh`.
    pub(super) semantic_tokens_refresh: bool,
    /// `Diagnostic.relatedInformation`.
    pub(super) related_information: bool,
    /// `Diagnostic.codeDescription`.
    pub(super) code_description: bool,
    /// `Diagnostic.tags` with the value for what nothing needs.
    pub(super) unnecessary_tag: bool,
    /// `Diagnostic.tags` with the value for older forms.
    pub(super) deprecated_tag: bool,
    /// `Diagnostic.data`.
    pub(super) diagnostic_data: bool,
    /// The version in `textDocument/publishDiagnostics`.
    pub(super) diagnostic_version: bool,
    /// `workspace/codeLens/refresh`.
    pub(super) code_lens_refresh: bool,
    /// `workspace/inlayHint/refresh`.
    pub(super) inlay_hint_refresh: bool,
    /// `codeLens/resolve`.
    pub(super) resolves_lenses: bool,
    /// `textDocument/prepareRename`.
    pub(super) prepares_renames: bool,
    /// The command `fitz.showReferences` of a lens.
    pub(super) shows_references: bool,
    /// The command `fitz.previewAsyncApi` of a lens.
    pub(super) previews: bool,
    /// The command `fitz.showMessages` of a lens.
    pub(super) shows_messages: bool,
    /// `window/showDocument`.
    pub(super) shows_documents: bool,
    /// The command `fitz.run` of a lens.
    pub(super) runs: bool,
    /// `fitz/status`.
    pub(super) status: bool,
    /// `window/workDoneProgress/create`.
    pub(super) progress: bool,
    /// `fitz/endpointsChanged`.
    pub(super) endpoints_changed: bool,
    /// `CodeAction`s rather than commands.
    pub(super) code_actions: bool,
    /// `codeAction/resolve` for the edits of actions, with data that comes back.
    pub(super) resolves_edits: bool,
    /// `CodeAction.isPreferred`.
    pub(super) preferred_actions: bool,
    /// `CodeAction.disabled`.
    pub(super) disabled_actions: bool,
    /// Edits that create files.
    pub(super) creates_files: bool,
    /// Versioned edits of documents.
    pub(super) document_changes: bool,
    /// `workspace/configuration`.
    pub(super) configuration: bool,
    /// Registration for `workspace/didChangeConfiguration`.
    pub(super) registers_configuration: bool,
    /// Registration for `workspace/didChangeWatchedFiles`.
    pub(super) registers_watched_files: bool,
}

/// What a client asks for when the user points at an inlay hint: `inlayHint/resolve`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct HintSupport {
    /// Where the parts of its text lead to.
    pub(super) resolves_locations: bool,
    /// What it shows besides.
    pub(super) resolves_tooltips: bool,
    /// What it would insert.
    pub(super) resolves_edits: bool,
}

impl HintSupport {
    /// Whether it asks for anything.
    pub(super) fn resolves(self) -> bool {
        self.resolves_locations || self.resolves_tooltips || self.resolves_edits
    }
}

impl Supports {
    /// Whether it can show a file, and has no view of its own for each of the documents that we can write.
    pub(super) fn needs_documents(&self) -> bool {
        self.shows_documents && !(self.previews && self.shows_messages)
    }
}

/// What a client makes of completion items.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools)]
pub(super) struct CompletionSupport {
    /// Items with `$1` in them.
    pub(super) snippets: bool,
    /// Documentation in Markdown.
    pub(super) markdown: bool,
    /// Asks for the documentation of an item when the user looks at it.
    pub(super) resolves_documentation: bool,
    /// The same for `detail`.
    pub(super) resolves_detail: bool,
    /// The same for `additionalTextEdits`.
    pub(super) resolves_edits: bool,
    /// `labelDetails`
    pub(super) label_details: bool,
    /// `tags` with the value for older forms.
    pub(super) deprecated_tag: bool,
    /// The older property `deprecated`.
    pub(super) deprecated: bool,
    /// One range to insert at and one to replace.
    pub(super) insert_replace: bool,
    /// `itemDefaults.editRange`
    pub(super) default_range: bool,
}

impl CompletionSupport {
    /// Whether anything is left to be asked.
    pub(super) fn resolves(self) -> bool {
        self.resolves_documentation || self.resolves_detail || self.resolves_edits
    }
}

impl ClientInfo {
    /// Reads the parameters of `initialize`.
    pub(super) fn from_initialize(params: &Value) -> ClientInfo {
        let text = |pointer: &str| params.pointer(pointer).and_then(Value::as_str);
        let name = [text("/clientInfo/name"), text("/clientInfo/version")].into_iter().flatten().collect::<Vec<_>>();
        ClientInfo {
            name: if name.is_empty() { "a client without a name".to_owned() } else { name.join(" ") },
            process_id: params.get("processId").and_then(Value::as_u64).and_then(|id| u32::try_from(id).ok()),
            folders: folders(params),
            initial_settings: params.get("initializationOptions").filter(|options| options.is_object()).cloned(),
            trace: params.get("trace").cloned().unwrap_or_default(),
            encoding: encoding(params.pointer("/capabilities/general/positionEncodings")),
            supports: supports(params.get("capabilities").unwrap_or(&Value::Null)),
        }
    }
}

fn supports(capabilities: &Value) -> Supports {
    let says = |pointer: &str| capabilities.pointer(pointer).and_then(Value::as_bool).unwrap_or(false);
    let has = |pointer: &str| capabilities.pointer(pointer).is_some_and(Value::is_object);
    let lists = |pointer: &str, wanted: &str| {
        let values = capabilities.pointer(pointer).and_then(Value::as_array);
        values.is_some_and(|values| values.iter().any(|value| value == wanted))
    };
    let lists_markdown = |pointer: &str| lists(pointer, "markdown");
    let knows_tag = |tag: u64| {
        let places = ["/textDocument/publishDiagnostics", "/textDocument/diagnostic"];
        let mut sets = places.iter().filter_map(|place| capabilities.pointer(&format!("{place}/tagSupport/valueSet")));
        sets.any(|set| set.as_array().is_some_and(|set| set.iter().any(|it| it.as_u64() == Some(tag))))
    };
    let has_command = |command: &str| lists("/experimental/commands", command);
    Supports {
        hover_markdown: lists_markdown("/textDocument/hover/contentFormat"),
        completion: completion(capabilities.pointer("/textDocument/completion").unwrap_or(&Value::Null)),
        hints: HintSupport {
            resolves_locations: lists("/textDocument/inlayHint/resolveSupport/properties", "label.location"),
            resolves_tooltips: lists("/textDocument/inlayHint/resolveSupport/properties", "tooltip"),
            resolves_edits: lists("/textDocument/inlayHint/resolveSupport/properties", "textEdits"),
        },
        signature_markdown: lists_markdown("/textDocument/signatureHelp/signatureInformation/documentationFormat"),
        label_offsets: says("/textDocument/signatureHelp/signatureInformation/parameterInformation/labelOffsetSupport"),
        active_parameter: says("/textDocument/signatureHelp/signatureInformation/activeParameterSupport"),
        definition_links: says("/textDocument/definition/linkSupport"),
        declaration_links: says("/textDocument/declaration/linkSupport"),
        type_definition_links: says("/textDocument/typeDefinition/linkSupport"),
        implementation_links: says("/textDocument/implementation/linkSupport"),
        lazy_symbol_ranges: lists("/workspace/symbol/resolveSupport/properties", "location.range"),
        renames_files: lists("/workspace/workspaceEdit/resourceOperations", "rename")
            && says("/workspace/workspaceEdit/documentChanges"),
        asks_before_renames: says("/workspace/fileOperations/willRename"),
        library_text: says("/experimental/libraryText"),
        nested_symbols: says("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
        folds_lines_only: says("/textDocument/foldingRange/lineFoldingOnly"),
        pull_diagnostics: has("/textDocument/diagnostic"),
        diagnostics_refresh: says("/workspace/diagnostics/refreshSupport"),
        related_documents: says("/textDocument/diagnostic/relatedDocumentSupport"),
        token_edits: says("/textDocument/semanticTokens/requests/full/delta"),
        // An empty object means the same as `true`, and so does a client that says nothing of semantic tokens.
        token_ranges: match capabilities.pointer("/textDocument/semanticTokens/requests") {
            Some(requests) => requests.get("range").is_some_and(|range| *range == true || range.is_object()),
            None => true,
        },
        augments_syntax: says("/textDocument/semanticTokens/augmentsSyntaxTokens"),
        semantic_tokens_refresh: says("/workspace/semanticTokens/refreshSupport"),
        related_information: says("/textDocument/publishDiagnostics/relatedInformation"),
        code_description: says("/textDocument/publishDiagnostics/codeDescriptionSupport"),
        unnecessary_tag: knows_tag(1),
        deprecated_tag: knows_tag(2),
        diagnostic_data: says("/textDocument/publishDiagnostics/dataSupport"),
        diagnostic_version: says("/textDocument/publishDiagnostics/versionSupport"),
        code_lens_refresh: says("/workspace/codeLens/refreshSupport"),
        inlay_hint_refresh: says("/workspace/inlayHint/refreshSupport"),
        // Until LSP 3.18 no client says so: those that show lenses resolve them.
        resolves_lenses: has("/textDocument/codeLens"),
        prepares_renames: says("/textDocument/rename/prepareSupport"),
        shows_references: has_command("fitz.showReferences"),
        previews: has_command("fitz.previewAsyncApi"),
        shows_messages: has_command("fitz.showMessages"),
        shows_documents: says("/window/showDocument/support"),
        runs: has_command("fitz.run"),
        status: says("/experimental/status"),
        progress: says("/window/workDoneProgress"),
        endpoints_changed: says("/experimental/endpointsChanged"),
        code_actions: has("/textDocument/codeAction/codeActionLiteralSupport"),
        preferred_actions: says("/textDocument/codeAction/isPreferredSupport"),
        resolves_edits: says("/textDocument/codeAction/dataSupport")
            && lists("/textDocument/codeAction/resolveSupport/properties", "edit"),
        disabled_actions: says("/textDocument/codeAction/disabledSupport"),
        creates_files: says("/workspace/workspaceEdit/documentChanges")
            && lists("/workspace/workspaceEdit/resourceOperations", "create"),
        document_changes: says("/workspace/workspaceEdit/documentChanges"),
        configuration: says("/workspace/configuration"),
        registers_configuration: says("/workspace/didChangeConfiguration/dynamicRegistration"),
        registers_watched_files: says("/workspace/didChangeWatchedFiles/dynamicRegistration"),
    }
}

fn completion(capabilities: &Value) -> CompletionSupport {
    let says = |name: &str| capabilities.pointer(&format!("/completionItem/{name}")) == Some(&Value::Bool(true));
    let lists = |pointer: &str, value: &Value| {
        let listed = capabilities.pointer(pointer).and_then(Value::as_array);
        listed.is_some_and(|listed| listed.contains(value))
    };
    let resolves = |property: &str| lists("/completionItem/resolveSupport/properties", &Value::from(property));
    CompletionSupport {
        snippets: says("snippetSupport"),
        markdown: lists("/completionItem/documentationFormat", &Value::from("markdown")),
        resolves_documentation: resolves("documentation"),
        resolves_detail: resolves("detail"),
        resolves_edits: resolves("additionalTextEdits"),
        label_details: says("labelDetailsSupport"),
        deprecated_tag: lists("/completionItem/tagSupport/valueSet", &Value::from(1)),
        deprecated: says("deprecatedSupport"),
        insert_replace: says("insertReplaceSupport"),
        default_range: lists("/completionList/itemDefaults", &Value::from("editRange")),
    }
}

/// UTF-8 if offered, since it is how the text is stored; then UTF-32, then UTF-16, which is what a client means that
/// offers nothing.
fn encoding(offer: Option<&Value>) -> PositionEncoding {
    let offered = |name: &str| offer.and_then(Value::as_array).is_some_and(|offer| offer.iter().any(|it| it == name));
    if offered("utf-8") {
        PositionEncoding::Utf8
    } else if offered("utf-32") {
        PositionEncoding::Utf32
    } else {
        PositionEncoding::Utf16
    }
}

/// `workspaceFolders`, else `rootUri`, else `rootPath`: each replaces the next, which is older.
fn folders(params: &Value) -> Vec<Url> {
    let url = |value: &Value| value.as_str().and_then(|text| Url::parse(text).ok());
    if let Some(folders) = params.get("workspaceFolders").and_then(Value::as_array) {
        return folders.iter().filter_map(|folder| url(folder.get("uri")?)).collect();
    }
    if let Some(root) = params.get("rootUri").and_then(url) {
        return vec![root];
    }
    let root = params.get("rootPath").and_then(Value::as_str).and_then(|path| Url::from_file_path(path).ok());
    root.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_best_offered_encoding_is_taken() {
        for (offer, expected) in [
            (json!(["utf-16", "utf-8"]), PositionEncoding::Utf8),
            (json!(["utf-16", "utf-32"]), PositionEncoding::Utf32),
            (json!(["utf-16"]), PositionEncoding::Utf16),
            (json!([]), PositionEncoding::Utf16),
            (json!(["utf-7"]), PositionEncoding::Utf16),
            (json!(null), PositionEncoding::Utf16),
        ] {
            let params = json!({ "capabilities": { "general": { "positionEncodings": offer } } });
            assert_eq!(ClientInfo::from_initialize(&params).encoding, expected, "{params}");
        }
        assert_eq!(ClientInfo::from_initialize(&json!({})).encoding, PositionEncoding::Utf16);
    }

    #[test]
    fn newer_ways_to_name_the_folders_win() {
        let folders = |params: Value| {
            let info = ClientInfo::from_initialize(&params);
            info.folders.iter().map(Url::to_string).collect::<Vec<_>>()
        };
        let all = json!({
            "workspaceFolders": [{ "uri": "file:///a", "name": "a" }, { "uri": "file:///b", "name": "b" }],
            "rootUri": "file:///c",
        });
        assert_eq!(folders(all), ["file:///a", "file:///b"]);
        assert_eq!(folders(json!({ "workspaceFolders": null, "rootUri": "file:///c" })), ["file:///c"]);
        assert_eq!(folders(json!({ "workspaceFolders": [], "rootUri": "file:///c" })), [""; 0]);
        assert_eq!(folders(json!({ "rootUri": null })), [""; 0]);
    }

    #[test]
    fn tags_are_known_one_by_one_wherever_they_are_announced() {
        let tags = |capabilities: Value| {
            let supports = ClientInfo::from_initialize(&json!({ "capabilities": capabilities })).supports;
            (supports.unnecessary_tag, supports.deprecated_tag)
        };
        let support = |set: Value| json!({ "tagSupport": { "valueSet": set } });
        let pushed = |set| json!({ "textDocument": { "publishDiagnostics": support(set) } });
        assert_eq!(tags(pushed(json!([1, 2]))), (true, true));
        assert_eq!(tags(pushed(json!([1]))), (true, false));
        assert_eq!(tags(pushed(json!([2, 3]))), (false, true));
        assert_eq!(tags(json!({ "textDocument": { "diagnostic": support(json!([1])) } })), (true, false));
        assert_eq!(tags(json!({ "textDocument": { "publishDiagnostics": { "tagSupport": true } } })), (false, false));
        assert_eq!(tags(json!({})), (false, false));
    }

    #[test]
    fn strange_values_cost_nothing() {
        let info = ClientInfo::from_initialize(&json!({
            "processId": -1,
            "trace": "compact",
            "rootUri": "",
            "initializationOptions": 7,
            "capabilities": { "textDocument": { "hover": [], "foldingRange": { "lineFoldingOnly": true } } },
        }));
        assert_eq!(info.process_id, None);
        assert_eq!(info.initial_settings, None);
        assert!(info.supports.folds_lines_only);
        assert!(!info.supports.hover_markdown);
    }
}
