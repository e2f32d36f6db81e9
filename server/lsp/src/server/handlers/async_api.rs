//! `fitz/asyncApi`, a request of our own.
//!
//! The AsyncAPI document of the program that a file belongs to, and where its parts come from: see
//! `docs/protocol-extensions.md`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{Location, TextDocumentIdentifier, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::endpoint_watch::{self, Subject};
use crate::server::view::View;

/// The document of a program.
pub(in crate::server) struct AsyncApi;

/// What the client asks.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::server) struct AsyncApiParams {
    text_document: TextDocumentIdentifier,
}

/// What it gets.
#[derive(Clone, Debug, Serialize)]
pub(in crate::server) struct AsyncApiAnswer {
    /// The version of the open document that was asked about.
    version: Option<i32>,
    /// The AsyncAPI document.
    document: serde_json::Value,
    /// Where the parts of the document come from, by JSON pointer (RFC 6901).
    pointers: BTreeMap<String, Location>,
    /// Whether the running service exposes the document.
    exposed: bool,
}

impl RequestHandler for AsyncApi {
    const METHOD: &'static str = "fitz/asyncApi";
    type Params = AsyncApiParams;
    type Answer = Option<AsyncApiAnswer>;

    fn document(params: &AsyncApiParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: AsyncApiParams) -> Result<Option<AsyncApiAnswer>> {
        let url = &params.text_document.uri;
        let Some(file) = view.file(url) else { return Ok(None) };
        let preview = fitz_ide::preview(view.db(), file);
        view.note_told(url, Subject::AsyncApi, || endpoint_watch::of_preview(&preview));
        let place = |(pointer, (file, range))| Some((pointer, view.location(file, range)?));
        Ok(Some(AsyncApiAnswer {
            version: view.version(url),
            document: preview.document,
            pointers: preview.pointers.into_iter().filter_map(place).collect(),
            exposed: preview.exposed,
        }))
    }

    fn nothing() -> Option<AsyncApiAnswer> {
        None
    }
}
