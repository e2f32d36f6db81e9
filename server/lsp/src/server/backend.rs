//! The handlers of the protocol. Each puts an event into the channel of the main loop before it awaits anything, which
//! is what keeps the order of the messages; requests then wait for their answer.

use std::sync::Arc;

use crossbeam_channel::Sender;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::request::{
    GotoDeclarationParams, GotoDeclarationResponse, GotoImplementationParams, GotoImplementationResponse,
    GotoTypeDefinitionParams, GotoTypeDefinitionResponse,
};
use tower_lsp::lsp_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem, CallHierarchyOutgoingCall,
    CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, CodeAction, CodeActionParams, CodeActionResponse,
    CodeLens, CodeLensParams, DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentHighlight, DocumentHighlightParams, DocumentLink,
    DocumentLinkParams, DocumentSymbolParams, DocumentSymbolResponse, ExecuteCommandParams, FoldingRange,
    FoldingRangeParams, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams, InitializeParams,
    InitializeResult, InitializedParams, InlayHint, InlayHintParams, LinkedEditingRangeParams, LinkedEditingRanges,
    Location, PrepareRenameResponse, ReferenceParams, RenameFilesParams, RenameParams, SelectionRange,
    SelectionRangeParams, SemanticTokensDeltaParams, SemanticTokensFullDeltaResult, SemanticTokensParams,
    SemanticTokensRangeParams, SemanticTokensRangeResult, SemanticTokensResult, ShowDocumentParams, SignatureHelp,
    SignatureHelpParams, TextDocumentPositionParams, WorkDoneProgressCancelParams, WorkspaceDiagnosticParams,
    WorkspaceDiagnosticReportResult, WorkspaceEdit, WorkspaceSymbol,
};
use tower_lsp::{LanguageServer, LspServiceBuilder};

use super::capabilities;
use super::client::ClientInfo;
use super::dispatch::{RequestHandler, ask};
use super::handlers::{
    AsyncApi, CallHierarchy, CodeActions, CodeLenses, Completion, CompletionResolve, Declaration, Definition,
    DiagnosticPull, DocumentHighlights, DocumentLinks, DocumentSymbols, Endpoints, FoldingRanges, HoverAt,
    Implementation, IncomingCalls, InlayHints, ItemToResolve, LibraryText, LinkedEditing, MessageTable, OpenApi,
    OutgoingCalls, PartialHint, PrepareRename, References, Rename, ResolveAction, ResolveCodeLens, ResolveHint,
    Runnables, SelectionRanges, SemanticTokensFull, SemanticTokensRange, SemanticTokensSince, SignatureHelpAt,
    SyntaxTreeText, TypeDefinition, Unresolved, Wanted, WillRenameFiles, WorkspaceDiagnosticPull,
    WorkspaceSymbolResolve, WorkspaceSymbols, WriteDocument,
};
use super::lifecycle::Lifecycle;
use super::logging::Trace;
use super::main_loop::Event;
use super::memory::{self, MemoryAnswer};
use super::outbox::Outbox;
use super::test_hooks;

/// What the handlers share.
pub(super) struct Backend {
    events: Sender<Event>,
    pub(super) outbox: Outbox,
    lifecycle: Arc<Lifecycle>,
    trace: Trace,
}

impl Backend {
    pub(super) fn new(events: Sender<Event>, outbox: Outbox, lifecycle: Arc<Lifecycle>, trace: Trace) -> Backend {
        Backend { events, outbox, lifecycle, trace }
    }

    /// Asks a question. See [`ask`].
    pub(super) async fn ask<H: RequestHandler>(&self, params: H::Params) -> Result<H::Answer> {
        ask::<H>(&self.events, params).await
    }

    fn tell(&self, event: Event) {
        if self.events.send(event).is_err() {
            tracing::error!("the main loop has ended");
        }
    }

    async fn async_api(
        &self,
        params: <AsyncApi as RequestHandler>::Params,
    ) -> Result<<AsyncApi as RequestHandler>::Answer> {
        self.ask::<AsyncApi>(params).await
    }

    async fn open_api(
        &self,
        params: <OpenApi as RequestHandler>::Params,
    ) -> Result<<OpenApi as RequestHandler>::Answer> {
        self.ask::<OpenApi>(params).await
    }

    async fn endpoints(
        &self,
        params: <Endpoints as RequestHandler>::Params,
    ) -> Result<<Endpoints as RequestHandler>::Answer> {
        self.ask::<Endpoints>(params).await
    }

    async fn message_table(
        &self,
        params: <MessageTable as RequestHandler>::Params,
    ) -> Result<<MessageTable as RequestHandler>::Answer> {
        self.ask::<MessageTable>(params).await
    }

    async fn library_text(
        &self,
        params: <LibraryText as RequestHandler>::Params,
    ) -> Result<<LibraryText as RequestHandler>::Answer> {
        self.ask::<LibraryText>(params).await
    }

    async fn workspace_symbols(
        &self,
        params: <WorkspaceSymbols as RequestHandler>::Params,
    ) -> Result<<WorkspaceSymbols as RequestHandler>::Answer> {
        self.ask::<WorkspaceSymbols>(params).await
    }

    async fn completion(
        &self,
        params: <Completion as RequestHandler>::Params,
    ) -> Result<<Completion as RequestHandler>::Answer> {
        self.ask::<Completion>(params).await
    }

    async fn resolve_completion(&self, item: Value) -> Result<Value> {
        let Some(asked) = ItemToResolve::new(&item) else { return Ok(item) };
        Ok(self.ask::<CompletionResolve>(asked).await?.unwrap_or(item))
    }

    async fn runnables(
        &self,
        params: <Runnables as RequestHandler>::Params,
    ) -> Result<<Runnables as RequestHandler>::Answer> {
        self.ask::<Runnables>(params).await
    }

    async fn syntax_tree(
        &self,
        params: <SyntaxTreeText as RequestHandler>::Params,
    ) -> Result<<SyntaxTreeText as RequestHandler>::Answer> {
        self.ask::<SyntaxTreeText>(params).await
    }

    async fn memory_usage(&self) -> Result<MemoryAnswer> {
        let (reply, answer) = oneshot::channel();
        self.tell(Event::MemoryUsage(reply));
        answer.await.map_err(|_| Error::internal_error())
    }

    async fn cancel_progress(&self, params: WorkDoneProgressCancelParams) {
        self.tell(Event::ProgressCancelled(params.token));
    }

    async fn set_trace(&self, params: SetTrace) {
        self.trace.set(&params.value);
    }
}

/// The names under which the requests about completion reach us. The library has types of its own for the real ones, and
/// they lack fields of LSP 3.17 ("Completion Request"); `service.rs` gives the requests these names.
pub(super) const COMPLETION: &str = "fitz/completion";
pub(super) const COMPLETION_RESOLVE: &str = "fitz/completionResolve";

/// The parameters of `$/setTrace`.
#[derive(Deserialize)]
struct SetTrace {
    value: Value,
}

/// The methods that the protocol library does not know.
pub(super) fn register_custom_methods(builder: LspServiceBuilder<Backend>) -> LspServiceBuilder<Backend> {
    let builder = builder
        .custom_method(AsyncApi::METHOD, Backend::async_api)
        .custom_method(OpenApi::METHOD, Backend::open_api)
        .custom_method(Endpoints::METHOD, Backend::endpoints)
        .custom_method(MessageTable::METHOD, Backend::message_table)
        .custom_method(LibraryText::METHOD, Backend::library_text)
        .custom_method(WorkspaceSymbols::ROUTED, Backend::workspace_symbols)
        .custom_method(COMPLETION, Backend::completion)
        .custom_method(COMPLETION_RESOLVE, Backend::resolve_completion)
        .custom_method(Runnables::METHOD, Backend::runnables)
        .custom_method(SyntaxTreeText::METHOD, Backend::syntax_tree)
        .custom_method(memory::METHOD, Backend::memory_usage)
        .custom_method("window/workDoneProgress/cancel", Backend::cancel_progress)
        .custom_method("$/setTrace", Backend::set_trace);
    test_hooks::register(builder)
}

#[tower_lsp::async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        // The real parameters; see `service.rs`.
        let client = ClientInfo::from_initialize(&params.initialization_options.unwrap_or_default());
        let result = capabilities::initialize_result(&client);
        if let Some(process_id) = client.process_id {
            Lifecycle::watch_client(process_id);
        }
        self.tell(Event::Initialize(Box::new(client)));
        Ok(result)
    }

    async fn initialized(&self, _: InitializedParams) {
        self.tell(Event::Initialized);
    }

    async fn shutdown(&self) -> Result<()> {
        self.lifecycle.shutdown_received();
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.tell(Event::Opened(params));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.tell(Event::Changed(params));
    }

    async fn did_save(&self, _: DidSaveTextDocumentParams) {
        self.tell(Event::Saved);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.tell(Event::Closed(params.text_document.uri));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.tell(Event::WatchedFiles(params.changes));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.tell(Event::Folders(params.event));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.tell(Event::SettingsChanged(params.settings));
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.ask::<HoverAt>(params).await
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        self.ask::<SignatureHelpAt>(params).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.ask::<Definition>(params).await
    }

    async fn goto_declaration(&self, params: GotoDeclarationParams) -> Result<Option<GotoDeclarationResponse>> {
        self.ask::<Declaration>(params).await
    }

    async fn goto_type_definition(
        &self,
        params: GotoTypeDefinitionParams,
    ) -> Result<Option<GotoTypeDefinitionResponse>> {
        self.ask::<TypeDefinition>(params).await
    }

    async fn goto_implementation(
        &self,
        params: GotoImplementationParams,
    ) -> Result<Option<GotoImplementationResponse>> {
        self.ask::<Implementation>(params).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        self.ask::<References>(params).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        self.ask::<DocumentHighlights>(params).await
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        self.ask::<PrepareRename>(params).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        self.ask::<Rename>(params).await
    }

    async fn linked_editing_range(&self, params: LinkedEditingRangeParams) -> Result<Option<LinkedEditingRanges>> {
        self.ask::<LinkedEditing>(params).await
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        self.ask::<WillRenameFiles>(params).await
    }

    async fn symbol_resolve(&self, params: WorkspaceSymbol) -> Result<WorkspaceSymbol> {
        self.ask::<WorkspaceSymbolResolve>(params).await
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        self.ask::<CallHierarchy>(params).await
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        self.ask::<IncomingCalls>(params).await
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        self.ask::<OutgoingCalls>(params).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.ask::<CodeLenses>(params).await
    }

    async fn code_lens_resolve(&self, params: CodeLens) -> Result<CodeLens> {
        self.ask::<ResolveCodeLens>(params).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        if let Some(uri) = self.ask::<WriteDocument>(Wanted::new(&params)?).await? {
            let params = ShowDocumentParams { uri, external: None, take_focus: Some(true), selection: None };
            self.outbox.converse(|client| async move {
                if let Err(error) = client.show_document(params).await {
                    tracing::warn!(%error, "the client did not show a document");
                }
            });
        }
        Ok(None)
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.ask::<InlayHints>(params).await
    }

    async fn inlay_hint_resolve(&self, hint: InlayHint) -> Result<InlayHint> {
        match PartialHint::new(hint) {
            Ok(partial) => self.ask::<ResolveHint>(partial).await,
            Err(whole) => Ok(*whole),
        }
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.ask::<DocumentSymbols>(params).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.ask::<DocumentLinks>(params).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        self.ask::<SelectionRanges>(params).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.ask::<FoldingRanges>(params).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.ask::<CodeActions>(params).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        match Unresolved::new(action) {
            Ok(unresolved) => self.ask::<ResolveAction>(unresolved).await,
            Err(whole) => Ok(*whole),
        }
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        self.ask::<SemanticTokensFull>(params).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        self.ask::<SemanticTokensSince>(params).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        self.ask::<SemanticTokensRange>(params).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        self.ask::<DiagnosticPull>(params).await
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        let partial = params.partial_result_params.partial_result_token.clone();
        let answer = self.ask::<WorkspaceDiagnosticPull>(params).await;
        if let Some(token) = partial {
            self.outbox.flush_partial_results(token, json!({ "items": [] })).await;
        }
        answer
    }
}
