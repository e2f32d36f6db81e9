//! `fitz/libraryText`

use fitz_analysis::Origin;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{TextDocumentIdentifier, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::view::View;

/// The text of a declaration file of the standard library.
pub(in crate::server) struct LibraryText;

/// What is asked for.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::server) struct LibraryTextParams {
    text_document: TextDocumentIdentifier,
}

impl RequestHandler for LibraryText {
    const METHOD: &'static str = "fitz/libraryText";
    type Params = LibraryTextParams;
    type Answer = Option<String>;

    fn document(params: &LibraryTextParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: LibraryTextParams) -> Result<Option<String>> {
        let file = view.any_file(&params.text_document.uri);
        let file = file.filter(|file| file.origin(view.db()) == Origin::StandardLibrary);
        Ok(file.map(|file| view.text(file).to_string()))
    }

    fn nothing() -> Option<String> {
        None
    }
}
