//! `textDocument/documentSymbol`

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{DocumentSymbolParams, DocumentSymbolResponse, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::to_proto;
use crate::server::view::View;

/// The outline of a document.
pub(in crate::server) struct DocumentSymbols;

impl RequestHandler for DocumentSymbols {
    const METHOD: &'static str = "textDocument/documentSymbol";
    type Params = DocumentSymbolParams;
    type Answer = Option<DocumentSymbolResponse>;

    fn document(params: &DocumentSymbolParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let Some(file) = view.file(&params.text_document.uri) else { return Ok(None) };
        Ok(to_proto::document_symbols(view, file, fitz_ide::document_symbols(view.db(), file)))
    }

    fn nothing() -> Option<DocumentSymbolResponse> {
        None
    }
}
