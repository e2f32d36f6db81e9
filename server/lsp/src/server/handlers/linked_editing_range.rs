//! `textDocument/linkedEditingRange`

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{LinkedEditingRangeParams, LinkedEditingRanges, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::view::View;

/// The places that change together while somebody types.
pub(in crate::server) struct LinkedEditing;

impl RequestHandler for LinkedEditing {
    const METHOD: &'static str = "textDocument/linkedEditingRange";
    type Params = LinkedEditingRangeParams;
    type Answer = Option<LinkedEditingRanges>;

    fn document(params: &LinkedEditingRangeParams) -> &Url {
        &params.text_document_position_params.text_document.uri
    }

    fn answer(view: &View, params: LinkedEditingRangeParams) -> Result<Option<LinkedEditingRanges>> {
        let Some(place) = view.place(&params.text_document_position_params) else { return Ok(None) };
        let linked = fitz_ide::linked_editing_ranges(view.db(), place.file, place.offset);
        Ok(linked.map(|ranges| LinkedEditingRanges {
            ranges: ranges.into_iter().map(|range| view.range(place.file, range)).collect(),
            word_pattern: None,
        }))
    }

    fn nothing() -> Option<LinkedEditingRanges> {
        None
    }
}
