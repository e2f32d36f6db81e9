//! `fitz/asyncApi` and `fitz/openApi`, requests of our own.
//!
//! A document of the program that a file belongs to, and where its parts come from: see `docs/protocol-extensions.md`.

use std::collections::BTreeMap;

use fitz_ide::DocumentKind;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{Location, TextDocumentIdentifier, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::endpoint_watch::{self, Subject};
use crate::server::view::View;

/// The AsyncAPI document of a program.
pub(in crate::server) struct AsyncApi;

/// The OpenAPI document of a program.
pub(in crate::server) struct OpenApi;

/// What the client asks.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::server) struct DocumentParams {
    text_document: TextDocumentIdentifier,
}

/// What it gets.
#[derive(Clone, Debug, Serialize)]
pub(in crate::server) struct DocumentAnswer {
    /// The version of the open document that was asked about.
    version: Option<i32>,
    /// The document.
    document: serde_json::Value,
    /// Where the parts of the document come from, by JSON pointer (RFC 6901).
    pointers: BTreeMap<String, Location>,
    /// Whether the running service exposes the document.
    exposed: bool,
}

impl RequestHandler for AsyncApi {
    const METHOD: &'static str = "fitz/asyncApi";
    type Params = DocumentParams;
    type Answer = Option<DocumentAnswer>;

    fn document(params: &DocumentParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: DocumentParams) -> Result<Option<DocumentAnswer>> {
        Ok(answer(view, &params, DocumentKind::AsyncApi))
    }

    fn nothing() -> Option<DocumentAnswer> {
        None
    }
}

impl RequestHandler for OpenApi {
    const METHOD: &'static str = "fitz/openApi";
    type Params = DocumentParams;
    type Answer = Option<DocumentAnswer>;

    fn document(params: &DocumentParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: DocumentParams) -> Result<Option<DocumentAnswer>> {
        Ok(answer(view, &params, DocumentKind::OpenApi))
    }

    fn nothing() -> Option<DocumentAnswer> {
        None
    }
}

fn answer(view: &View, params: &DocumentParams, kind: DocumentKind) -> Option<DocumentAnswer> {
    let url = &params.text_document.uri;
    let file = view.file(url)?;
    let preview = fitz_ide::preview(view.db(), file, kind);
    view.note_told(url, Subject::Document(kind), || {
        endpoint_watch::of_document(fitz_ide::document(view.db(), file, kind))
    });
    let place = |(pointer, (file, range)): (&str, _)| Some((pointer.to_owned(), view.location(file, range)?));
    Some(DocumentAnswer {
        version: view.version(url),
        document: preview.document.clone(),
        pointers: preview.pointers.into_iter().filter_map(place).collect(),
        exposed: preview.exposed,
    })
}
