//! `textDocument/definition`

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{GotoDefinitionParams, GotoDefinitionResponse, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::to_proto;
use crate::server::view::View;

/// Where a name is declared.
pub(in crate::server) struct Definition;

impl RequestHandler for Definition {
    const METHOD: &'static str = "textDocument/definition";
    type Params = GotoDefinitionParams;
    type Answer = Option<GotoDefinitionResponse>;

    fn document(params: &GotoDefinitionParams) -> &Url {
        &params.text_document_position_params.text_document.uri
    }

    fn answer(view: &View, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let Some(place) = view.place(&params.text_document_position_params) else { return Ok(None) };
        let Some((name, targets)) = fitz_ide::definition(view.db(), place.file, place.offset) else { return Ok(None) };
        Ok(Some(to_proto::definition(view, (place.file, name), &targets)))
    }

    fn nothing() -> Option<GotoDefinitionResponse> {
        None
    }
}
