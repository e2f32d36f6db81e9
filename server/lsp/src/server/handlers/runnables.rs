//! `fitz/runnables`, a request of our own: see `docs/protocol-extensions.md`.

use fitz_analysis::SourceFile;
use fitz_ide::RunnableKind;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{Location, TextDocumentIdentifier, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::view::View;

/// What of a document can be run.
pub(in crate::server) struct Runnables;

/// What the client asks.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::server) struct RunnablesParams {
    text_document: TextDocumentIdentifier,
}

/// What it gets.
#[derive(Clone, Debug, Serialize)]
pub(in crate::server) struct Runnable {
    label: String,
    kind: &'static str,
    /// The program `fitz`, where it was found.
    program: Option<String>,
    args: Vec<String>,
    cwd: String,
    location: Option<Location>,
}

impl RequestHandler for Runnables {
    const METHOD: &'static str = "fitz/runnables";
    type Params = RunnablesParams;
    type Answer = Option<Vec<Runnable>>;

    fn document(params: &RunnablesParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: RunnablesParams) -> Result<Option<Vec<Runnable>>> {
        let Some(file) = view.file(&params.text_document.uri) else { return Ok(None) };
        let found = fitz_ide::runnables(view.db(), file);
        Ok(Some(found.into_iter().map(|it| to_protocol(view, file, it)).collect()))
    }

    fn nothing() -> Option<Vec<Runnable>> {
        None
    }
}

/// The form in which clients get it, here and as the argument of a lens.
pub(super) fn to_protocol(view: &View, file: SourceFile, runnable: fitz_ide::Runnable) -> Runnable {
    Runnable {
        label: runnable.label,
        kind: match runnable.kind {
            RunnableKind::Program => "program",
            RunnableKind::Test => "test",
            RunnableKind::TestFile => "testFile",
        },
        program: view.program.as_deref().map(str::to_owned),
        args: runnable.arguments,
        cwd: runnable.directory.as_str().to_owned(),
        location: view.location(file, runnable.range),
    }
}
