//! `textDocument/completion`

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{CompletionParams, CompletionResponse, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::to_proto;
use crate::server::view::View;

/// What can stand at the cursor.
pub(in crate::server) struct Completion;

impl RequestHandler for Completion {
    const METHOD: &'static str = "textDocument/completion";
    type Params = CompletionParams;
    type Answer = Option<CompletionResponse>;

    fn document(params: &CompletionParams) -> &Url {
        &params.text_document_position.text_document.uri
    }

    fn answer(view: &View, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let Some(place) = view.place(&params.text_document_position) else { return Ok(None) };
        let mut items = fitz_ide::completions(view.db(), place.file, place.offset);
        // Clients sort by `sortText` alone or not at all; either way the same list comes in the same order.
        items.sort_by(|a, b| (&a.sort, &a.label).cmp(&(&b.sort, &b.label)));
        let item = |item| to_proto::completion_item(item, place.text, view.encoding(), view.supports());
        // The list is never cut, so it need not be asked for again: a plain array says so.
        Ok(Some(CompletionResponse::Array(items.into_iter().map(item).collect())))
    }

    fn nothing() -> Option<CompletionResponse> {
        None
    }
}
