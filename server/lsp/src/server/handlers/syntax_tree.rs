//! `fitz/syntaxTree`, a request of our own: see `docs/protocol-extensions.md`.

use fitz_syntax::tree_text;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{Range, TextDocumentIdentifier, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::from_proto;
use crate::server::view::View;

/// The syntax tree of a document, as a text.
pub(in crate::server) struct SyntaxTreeText;

/// What the client asks.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::server) struct SyntaxTreeParams {
    text_document: TextDocumentIdentifier,
    range: Option<Range>,
}

impl RequestHandler for SyntaxTreeText {
    const METHOD: &'static str = "fitz/syntaxTree";
    type Params = SyntaxTreeParams;
    type Answer = Option<String>;

    fn document(params: &SyntaxTreeParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: SyntaxTreeParams) -> Result<Option<String>> {
        let Some(file) = view.file(&params.text_document.uri) else { return Ok(None) };
        let tree = fitz_analysis::parse(view.db(), file);
        let range = params.range.map(|range| from_proto::text_range(tree.text(), range, view.encoding()));
        Ok(Some(tree_text(&tree, range)))
    }

    fn nothing() -> Option<String> {
        None
    }
}
