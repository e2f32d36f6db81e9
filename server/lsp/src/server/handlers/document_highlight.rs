//! `textDocument/documentHighlight`

use fitz_ide::ReferenceKind;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::view::View;

/// Where a name or a path is used in the same document.
pub(in crate::server) struct DocumentHighlights;

impl RequestHandler for DocumentHighlights {
    const METHOD: &'static str = "textDocument/documentHighlight";
    type Params = DocumentHighlightParams;
    type Answer = Option<Vec<DocumentHighlight>>;

    fn document(params: &DocumentHighlightParams) -> &Url {
        &params.text_document_position_params.text_document.uri
    }

    fn answer(view: &View, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let Some(place) = view.any_place(&params.text_document_position_params) else { return Ok(None) };
        let found = fitz_ide::document_highlights(view.db(), place.file, place.offset);
        let highlight = |it: fitz_ide::Reference| DocumentHighlight {
            range: view.range(it.file, it.range),
            kind: Some(match it.kind {
                ReferenceKind::Declaration | ReferenceKind::Write => DocumentHighlightKind::WRITE,
                ReferenceKind::Read => DocumentHighlightKind::READ,
                ReferenceKind::Keyword => DocumentHighlightKind::TEXT,
            }),
        };
        Ok(found.map(|found| found.into_iter().map(highlight).collect()))
    }

    fn nothing() -> Option<Vec<DocumentHighlight>> {
        None
    }
}
