//! `textDocument/prepareRename` and `textDocument/rename`

use fitz_ide::CannotRename;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{PrepareRenameResponse, RenameParams, TextDocumentPositionParams, Url, WorkspaceEdit};

use crate::server::dispatch::RequestHandler;
use crate::server::to_proto;
use crate::server::view::View;

/// What would be renamed at a place.
pub(in crate::server) struct PrepareRename;

/// The edits of a rename.
pub(in crate::server) struct Rename;

impl RequestHandler for PrepareRename {
    const METHOD: &'static str = "textDocument/prepareRename";
    type Params = TextDocumentPositionParams;
    type Answer = Option<PrepareRenameResponse>;

    fn document(params: &TextDocumentPositionParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        let Some(place) = view.any_place(&params) else { return Ok(None) };
        let found = fitz_ide::prepare_rename(view.db(), place.file, place.offset).map_err(refusal)?;
        let range = view.range(place.file, found.range);
        Ok(Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder: found.name }))
    }

    fn nothing() -> Option<PrepareRenameResponse> {
        None
    }
}

impl RequestHandler for Rename {
    const METHOD: &'static str = "textDocument/rename";
    type Params = RenameParams;
    type Answer = Option<WorkspaceEdit>;

    fn document(params: &RenameParams) -> &Url {
        &params.text_document_position.text_document.uri
    }

    fn answer(view: &View, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let Some(place) = view.any_place(&params.text_document_position) else { return Ok(None) };
        let renaming = fitz_ide::rename(view.db(), place.file, place.offset, &params.new_name).map_err(refusal)?;
        if renaming.moved.is_some() && !view.supports().renames_files {
            let why = "A module has the name of its file: rename the file instead.";
            return Err(refusal(CannotRename(why.to_owned())));
        }
        Ok(to_proto::renaming(view, &renaming))
    }

    fn nothing() -> Option<WorkspaceEdit> {
        None
    }
}

/// LSP 3.17, `RequestFailed`: the request is right, and there is a reason not to do it, which the client shows.
fn refusal(CannotRename(why): CannotRename) -> Error {
    const REQUEST_FAILED: i64 = -32803;
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message: why.into(), data: None }
}
