//! `textDocument/selectionRange`

use fitz_syntax::TextRange;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{SelectionRange, SelectionRangeParams, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::view::View;
use crate::server::{from_proto, to_proto};

/// What can be selected around places of a document.
pub(in crate::server) struct SelectionRanges;

impl RequestHandler for SelectionRanges {
    const METHOD: &'static str = "textDocument/selectionRange";
    type Params = SelectionRangeParams;
    type Answer = Option<Vec<SelectionRange>>;

    fn document(params: &SelectionRangeParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let Some(file) = view.file(&params.text_document.uri) else { return Ok(None) };
        let (text, encoding) = (view.text(file), view.encoding());
        // One answer for each place, whatever is there.
        let around = |position| {
            let offset = from_proto::offset(text, position, encoding);
            let steps = fitz_ide::selection_ranges(view.db(), file, offset);
            nested(view, file, &steps).unwrap_or_else(|| SelectionRange {
                range: to_proto::range(text, TextRange::empty(offset), encoding),
                parent: None,
            })
        };
        Ok(Some(params.positions.into_iter().map(around).collect()))
    }

    fn nothing() -> Option<Vec<SelectionRange>> {
        None
    }
}

/// The steps, each inside the next one.
fn nested(view: &View, file: fitz_analysis::SourceFile, steps: &[TextRange]) -> Option<SelectionRange> {
    steps.iter().rev().fold(None, |parent, step| {
        Some(SelectionRange { range: view.range(file, *step), parent: parent.map(Box::new) })
    })
}
