//! What the server says about itself.

use fitz_ide::{TokenKind, TokenModifiers};
use serde_json::json;
use tower_lsp::lsp_types::{
    CallHierarchyServerCapability, CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions,
    CompletionOptions, DeclarationCapability, DiagnosticOptions, DiagnosticServerCapabilities, DocumentLinkOptions,
    ExecuteCommandOptions, FileOperationFilter, FileOperationPattern, FileOperationPatternKind,
    FileOperationRegistrationOptions, FoldingRangeProviderCapability, HoverProviderCapability,
    ImplementationProviderCapability, InitializeResult, InlayHintOptions, InlayHintServerCapabilities,
    LinkedEditingRangeServerCapabilities, OneOf, RenameOptions, SaveOptions, SelectionRangeProviderCapability,
    SemanticTokenModifier, SemanticTokenType, SemanticTokensFullOptions, SemanticTokensLegend, SemanticTokensOptions,
    SemanticTokensServerCapabilities, ServerCapabilities, ServerInfo, SignatureHelpOptions, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions, TypeDefinitionProviderCapability,
    WorkDoneProgressOptions, WorkspaceFileOperationsServerCapabilities, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities, WorkspaceSymbolOptions,
};

use super::client::ClientInfo;
use super::handlers::{ACTION_KINDS, OPEN_ASYNC_API, OPEN_MESSAGES};
use super::to_proto;

/// The characters after which completion makes sense: members, decorators, strings, paths in strings.
const COMPLETION_TRIGGERS: [&str; 4] = [".", "@", "\"", "/"];

/// The characters that begin an argument, or a field of a struct literal.
const SIGNATURE_TRIGGERS: [&str; 3] = ["(", ",", "{"];

/// The characters after the name of an argument, which choose it while the help is shown.
const SIGNATURE_RETRIGGERS: [&str; 2] = ["=", ":"];

/// The answer to `initialize`.
pub(super) fn initialize_result(client: &ClientInfo) -> InitializeResult {
    InitializeResult {
        capabilities: server_capabilities(client),
        server_info: Some(ServerInfo {
            name: "fitz-lsp".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    }
}

fn server_capabilities(client: &ClientInfo) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(to_proto::encoding(client.encoding)),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(COMPLETION_TRIGGERS.map(str::to_owned).to_vec()),
            resolve_provider: Some(client.supports.completion.resolves()),
            ..CompletionOptions::default()
        }),
        signature_help_provider: Some(SignatureHelpOptions {
            trigger_characters: Some(SIGNATURE_TRIGGERS.map(str::to_owned).to_vec()),
            retrigger_characters: Some(SIGNATURE_RETRIGGERS.map(str::to_owned).to_vec()),
            ..SignatureHelpOptions::default()
        }),
        definition_provider: Some(OneOf::Left(true)),
        declaration_provider: Some(DeclarationCapability::Simple(true)),
        type_definition_provider: Some(TypeDefinitionProviderCapability::Simple(true)),
        implementation_provider: Some(ImplementationProviderCapability::Simple(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        rename_provider: Some(if client.supports.prepares_renames {
            OneOf::Right(RenameOptions {
                prepare_provider: Some(true),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            })
        } else {
            OneOf::Left(true)
        }),
        call_hierarchy_provider: Some(CallHierarchyServerCapability::Simple(true)),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(client.supports.resolves_lenses) }),
        inlay_hint_provider: Some(if client.supports.hints.resolves() {
            OneOf::Right(InlayHintServerCapabilities::Options(InlayHintOptions {
                resolve_provider: Some(true),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            }))
        } else {
            OneOf::Left(true)
        }),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(if client.supports.lazy_symbol_ranges {
            OneOf::Right(WorkspaceSymbolOptions {
                resolve_provider: Some(true),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            })
        } else {
            OneOf::Left(true)
        }),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        linked_editing_range_provider: Some(LinkedEditingRangeServerCapabilities::Simple(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        code_action_provider: client.supports.code_actions.then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(ACTION_KINDS.map(CodeActionKind::new).to_vec()),
                resolve_provider: Some(client.supports.resolves_edits),
                ..CodeActionOptions::default()
            })
        }),
        semantic_tokens_provider: Some(SemanticTokensServerCapabilities::SemanticTokensOptions(
            SemanticTokensOptions {
                legend: SemanticTokensLegend {
                    token_types: TokenKind::ALL.iter().map(|kind| SemanticTokenType::new(kind.name())).collect(),
                    token_modifiers: TokenModifiers::LEGEND
                        .iter()
                        .map(|name| SemanticTokenModifier::new(name))
                        .collect(),
                },
                range: Some(client.supports.token_ranges),
                full: Some(match client.supports.token_edits {
                    true => SemanticTokensFullOptions::Delta { delta: Some(true) },
                    false => SemanticTokensFullOptions::Bool(true),
                }),
                ..SemanticTokensOptions::default()
            },
        )),
        diagnostic_provider: client.supports.pull_diagnostics.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some("fitz".to_owned()),
                inter_file_dependencies: true,
                workspace_diagnostics: true,
                ..DiagnosticOptions::default()
            })
        }),
        execute_command_provider: client.supports.needs_documents().then(|| ExecuteCommandOptions {
            commands: vec![OPEN_ASYNC_API.to_owned(), OPEN_MESSAGES.to_owned()],
            ..ExecuteCommandOptions::default()
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: client.supports.asks_before_renames.then(file_operations),
        }),
        // The flags of our own requests: `docs/protocol-extensions.md`.
        experimental: Some(json!({
            "asyncApi": true,
            "endpoints": true,
            "endpointsChanged": true,
            "libraryText": true,
            "memoryUsage": true,
            "messageTable": true,
            "openApi": true,
            "runnables": true,
            "status": true,
            "syntaxTree": true,
        })),
        ..ServerCapabilities::default()
    }
}

/// The renames about which the client asks: of programs, views and manifests, and of folders, which may hold some.
fn file_operations() -> WorkspaceFileOperationsServerCapabilities {
    let filter = |glob: &str, matches| FileOperationFilter {
        scheme: Some("file".to_owned()),
        pattern: FileOperationPattern { glob: glob.to_owned(), matches: Some(matches), options: None },
    };
    WorkspaceFileOperationsServerCapabilities {
        will_rename: Some(FileOperationRegistrationOptions {
            filters: vec![
                filter("**/*.{fitz,fitzv,toml}", FileOperationPatternKind::File),
                filter("**", FileOperationPatternKind::Folder),
            ],
        }),
        ..WorkspaceFileOperationsServerCapabilities::default()
    }
}
