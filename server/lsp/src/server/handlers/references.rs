//! `textDocument/references`

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{Location, ReferenceParams, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::view::View;

/// Where a name or a path is used.
pub(in crate::server) struct References;

impl RequestHandler for References {
    const METHOD: &'static str = "textDocument/references";
    type Params = ReferenceParams;
    type Answer = Option<Vec<Location>>;

    fn document(params: &ReferenceParams) -> &Url {
        &params.text_document_position.text_document.uri
    }

    fn answer(view: &View, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let Some(place) = view.any_place(&params.text_document_position) else { return Ok(None) };
        let with_declaration = params.context.include_declaration;
        let found = fitz_ide::references(view.db(), place.file, place.offset, with_declaration);
        let location = |it: fitz_ide::Reference| view.location(it.file, it.range);
        Ok(found.map(|found| found.into_iter().filter_map(location).collect()))
    }

    fn nothing() -> Option<Vec<Location>> {
        None
    }
}
