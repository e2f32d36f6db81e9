//! The handlers of the protocol. Each puts an event into the channel of the main loop before it awaits anything, which
//! is what keeps the order of the messages; requests then wait for their answer.

use std::sync::Arc;

use crossbeam_channel::Sender;
use serde::Deserialize;
use serde_json::Value;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    CodeActionParams, CodeActionResponse, CompletionParams, CompletionResponse, DidChangeConfigurationParams,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentDiagnosticParams,
    DocumentDiagnosticReportResult, DocumentSymbolParams, DocumentSymbolResponse, FoldingRange, FoldingRangeParams,
    GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams, InitializeParams, InitializeResult,
    InitializedParams, SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult,
    SemanticTokensResult,
};
use tower_lsp::{LanguageServer, LspServiceBuilder};

use super::capabilities;
use super::client::ClientInfo;
use super::dispatch::{RequestHandler, ask};
use super::handlers::{
    AsyncApi, CodeActions, Completion, Definition, DiagnosticPull, DocumentSymbols, FoldingRanges, HoverAt,
    SemanticTokensFull, SemanticTokensRange,
};
use super::lifecycle::Lifecycle;
use super::logging::Trace;
use super::main_loop::Event;
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

    async fn set_trace(&self, params: SetTrace) {
        self.trace.set(&params.value);
    }
}

/// The parameters of `$/setTrace`.
#[derive(Deserialize)]
struct SetTrace {
    value: Value,
}

/// The methods that the protocol library does not know.
pub(super) fn register_custom_methods(builder: LspServiceBuilder<Backend>) -> LspServiceBuilder<Backend> {
    let builder =
        builder.custom_method(AsyncApi::METHOD, Backend::async_api).custom_method("$/setTrace", Backend::set_trace);
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

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        self.ask::<Completion>(params).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.ask::<Definition>(params).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.ask::<DocumentSymbols>(params).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.ask::<FoldingRanges>(params).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.ask::<CodeActions>(params).await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        self.ask::<SemanticTokensFull>(params).await
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
}
