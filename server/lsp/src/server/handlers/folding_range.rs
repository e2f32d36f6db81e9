//! `textDocument/foldingRange`

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{FoldingRange, FoldingRangeParams, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::to_proto;
use crate::server::view::View;

/// What can be folded in a document.
pub(in crate::server) struct FoldingRanges;

impl RequestHandler for FoldingRanges {
    const METHOD: &'static str = "textDocument/foldingRange";
    type Params = FoldingRangeParams;
    type Answer = Option<Vec<FoldingRange>>;

    fn document(params: &FoldingRangeParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let Some(file) = view.file(&params.text_document.uri) else { return Ok(None) };
        let text = view.text(file);
        let regions = fitz_ide::folding_ranges(view.db(), file);
        let fold = |region| to_proto::folding_range(text, region, view.encoding(), view.supports());
        Ok(Some(regions.iter().filter_map(fold).collect()))
    }

    fn nothing() -> Option<Vec<FoldingRange>> {
        None
    }
}
