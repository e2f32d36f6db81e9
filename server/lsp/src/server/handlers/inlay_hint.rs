//! `textDocument/inlayHint`

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{InlayHint, InlayHintParams, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::endpoint_watch::{self, Subject};
use crate::server::view::View;
use crate::server::{from_proto, to_proto};

/// The hints in a part of a document.
pub(in crate::server) struct InlayHints;

impl RequestHandler for InlayHints {
    const METHOD: &'static str = "textDocument/inlayHint";
    type Params = InlayHintParams;
    type Answer = Option<Vec<InlayHint>>;

    fn document(params: &InlayHintParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let url = &params.text_document.uri;
        let Some(file) = view.file(url) else { return Ok(None) };
        view.note_told(url, Subject::InlayHints, || endpoint_watch::of_hints(view, file));
        let range = from_proto::text_range(view.text(file), params.range, view.encoding());
        let hints = fitz_ide::inlay_hints(view.db(), file, range, &view.config.hints);
        Ok(Some(hints.into_iter().map(|hint| to_proto::inlay_hint(view, file, hint)).collect()))
    }

    fn nothing() -> Option<Vec<InlayHint>> {
        None
    }
}
