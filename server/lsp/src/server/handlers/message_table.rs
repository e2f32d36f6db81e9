//! `fitz/messageTable`, a request of our own: see `docs/protocol-extensions.md`.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{TextDocumentIdentifier, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::view::View;

/// The messages of an endpoint as Markdown.
pub(in crate::server) struct MessageTable;

/// What the client asks.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::server) struct MessageTableParams {
    text_document: TextDocumentIdentifier,
    path: String,
}

/// What it gets.
#[derive(Clone, Debug, Serialize)]
pub(in crate::server) struct MessageTableAnswer {
    markdown: String,
}

impl RequestHandler for MessageTable {
    const METHOD: &'static str = "fitz/messageTable";
    type Params = MessageTableParams;
    type Answer = Option<MessageTableAnswer>;

    fn document(params: &MessageTableParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: MessageTableParams) -> Result<Option<MessageTableAnswer>> {
        let Some(file) = view.file(&params.text_document.uri) else { return Ok(None) };
        let link = |file, range| view.link(file, range);
        let markdown = fitz_ide::message_table(view.db(), file, &params.path, &link);
        Ok(markdown.map(|markdown| MessageTableAnswer { markdown }))
    }

    fn nothing() -> Option<MessageTableAnswer> {
        None
    }
}
