//! `textDocument/semanticTokens/full`, `…/full/delta` and `…/range`

use fitz_analysis::SourceFile;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    SemanticToken, SemanticTokens, SemanticTokensDelta, SemanticTokensDeltaParams, SemanticTokensFullDeltaResult,
    SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult, SemanticTokensResult, Url,
};

use fitz_syntax::TextRange;

use crate::server::dispatch::RequestHandler;
use crate::server::view::View;
use crate::server::{from_proto, to_proto};

/// The tokens of a document.
pub(in crate::server) struct SemanticTokensFull;

/// What has changed in the tokens of a document.
pub(in crate::server) struct SemanticTokensSince;

/// The tokens of a part of a document.
pub(in crate::server) struct SemanticTokensRange;

impl RequestHandler for SemanticTokensFull {
    const METHOD: &'static str = "textDocument/semanticTokens/full";
    type Params = SemanticTokensParams;
    type Answer = Option<SemanticTokensResult>;

    fn document(params: &SemanticTokensParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let url = &params.text_document.uri;
        let Some(file) = view.file(url) else { return Ok(None) };
        Ok(Some(SemanticTokensResult::Tokens(named(view, url, tokens(view, file, None)))))
    }

    fn nothing() -> Option<SemanticTokensResult> {
        None
    }
}

impl RequestHandler for SemanticTokensSince {
    const METHOD: &'static str = "textDocument/semanticTokens/full/delta";
    type Params = SemanticTokensDeltaParams;
    type Answer = Option<SemanticTokensFullDeltaResult>;

    fn document(params: &SemanticTokensDeltaParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: SemanticTokensDeltaParams) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let url = &params.text_document.uri;
        let Some(file) = view.file(url) else { return Ok(None) };
        let tokens = tokens(view, file, None);
        let previous = params.previous_result_id;
        let Some(edits) = view.tokens.edits_since(&from_proto::file_path(url), &previous, &tokens) else {
            return Ok(Some(SemanticTokensFullDeltaResult::Tokens(named(view, url, tokens))));
        };
        let result_id = match edits.is_empty() {
            true => Some(previous),
            false => named(view, url, tokens).result_id,
        };
        Ok(Some(SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta { result_id, edits })))
    }

    fn nothing() -> Option<SemanticTokensFullDeltaResult> {
        None
    }
}

impl RequestHandler for SemanticTokensRange {
    const METHOD: &'static str = "textDocument/semanticTokens/range";
    type Params = SemanticTokensRangeParams;
    type Answer = Option<SemanticTokensRangeResult>;

    fn document(params: &SemanticTokensRangeParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: SemanticTokensRangeParams) -> Result<Option<SemanticTokensRangeResult>> {
        let Some(file) = view.file(&params.text_document.uri) else { return Ok(None) };
        let range = from_proto::text_range(view.text(file), params.range, view.encoding());
        let data = tokens(view, file, Some(range));
        Ok(Some(SemanticTokensRangeResult::Tokens(SemanticTokens { result_id: None, data })))
    }

    fn nothing() -> Option<SemanticTokensRangeResult> {
        None
    }
}

/// The tokens, without those that the client's own grammar colours as well.
fn tokens(view: &View, file: SourceFile, range: Option<TextRange>) -> Vec<SemanticToken> {
    let mut tokens = fitz_ide::semantic_tokens(view.db(), file, range);
    if view.supports().augments_syntax {
        tokens.retain(|token| !token.is_syntax());
    }
    to_proto::semantic_tokens(view.text(file), &tokens, view.encoding())
}

/// The tokens with a name by which the client may ask what has changed since. Nothing is kept for clients that never will,
/// and for documents that are not open: nothing would ever remove it.
fn named(view: &View, url: &Url, data: Vec<SemanticToken>) -> SemanticTokens {
    let path = from_proto::file_path(url);
    let is_kept = view.supports().token_edits && view.documents.contains_key(&path);
    SemanticTokens { result_id: is_kept.then(|| view.tokens.keep(&path, data.clone())), data }
}
