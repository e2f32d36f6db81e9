//! `textDocument/semanticTokens/full` and `textDocument/semanticTokens/range`

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    SemanticTokens, SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult, SemanticTokensResult,
    Url,
};

use crate::server::dispatch::RequestHandler;
use crate::server::view::View;
use crate::server::{from_proto, to_proto};

/// The tokens of a document.
pub(in crate::server) struct SemanticTokensFull;

impl RequestHandler for SemanticTokensFull {
    const METHOD: &'static str = "textDocument/semanticTokens/full";
    type Params = SemanticTokensParams;
    type Answer = Option<SemanticTokensResult>;

    fn document(params: &SemanticTokensParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let Some(file) = view.file(&params.text_document.uri) else { return Ok(None) };
        let tokens = fitz_ide::semantic_tokens(view.db(), file, None);
        let data = to_proto::semantic_tokens(view.text(file), &tokens, view.encoding());
        Ok(Some(SemanticTokensResult::Tokens(SemanticTokens { result_id: None, data })))
    }

    fn nothing() -> Option<SemanticTokensResult> {
        None
    }
}

/// The tokens of a part of a document.
pub(in crate::server) struct SemanticTokensRange;

impl RequestHandler for SemanticTokensRange {
    const METHOD: &'static str = "textDocument/semanticTokens/range";
    type Params = SemanticTokensRangeParams;
    type Answer = Option<SemanticTokensRangeResult>;

    fn document(params: &SemanticTokensRangeParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: SemanticTokensRangeParams) -> Result<Option<SemanticTokensRangeResult>> {
        let Some(file) = view.file(&params.text_document.uri) else { return Ok(None) };
        let text = view.text(file);
        let range = from_proto::text_range(text, params.range, view.encoding());
        let tokens = fitz_ide::semantic_tokens(view.db(), file, Some(range));
        let data = to_proto::semantic_tokens(text, &tokens, view.encoding());
        Ok(Some(SemanticTokensRangeResult::Tokens(SemanticTokens { result_id: None, data })))
    }

    fn nothing() -> Option<SemanticTokensRangeResult> {
        None
    }
}
