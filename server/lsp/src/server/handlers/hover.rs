//! `textDocument/hover`

use std::time::{SystemTime, UNIX_EPOCH};

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{Hover, HoverParams, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::to_proto;
use crate::server::view::View;

/// What stands under the pointer.
pub(in crate::server) struct HoverAt;

impl RequestHandler for HoverAt {
    const METHOD: &'static str = "textDocument/hover";
    type Params = HoverParams;
    type Answer = Option<Hover>;

    fn document(params: &HoverParams) -> &Url {
        &params.text_document_position_params.text_document.uri
    }

    fn answer(view: &View, params: HoverParams) -> Result<Option<Hover>> {
        let Some(place) = view.analysed_place(&params.text_document_position_params) else { return Ok(None) };
        let hover = fitz_ide::hover(view.db(), place.file, place.offset, now(), &|file, range| {
            // Without Markdown, a link would be read as it is written.
            view.supports().hover_markdown.then(|| view.link(file, range)).flatten()
        });
        Ok(hover.map(|hover| to_proto::hover(view, place.file, hover)))
    }

    fn nothing() -> Option<Hover> {
        None
    }
}

/// Seconds since 1970 began in UTC.
fn now() -> i64 {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(passed.as_secs()).unwrap_or(i64::MAX)
}
