//! `workspace/executeCommand`: documents for clients that can show a file, and have no view of their own for these.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use fitz_ide::DocumentKind;
use serde::Serialize;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{ExecuteCommandParams, Url};

use crate::server::cache_files;
use crate::server::dispatch::RequestHandler;
use crate::server::view::View;

/// Writes the AsyncAPI document of the program of a file, and shows it.
pub(in crate::server) const OPEN_ASYNC_API: &str = "fitz.openAsyncApi";

/// Writes the messages of an endpoint as a page, and shows it.
pub(in crate::server) const OPEN_MESSAGES: &str = "fitz.openMessages";

/// Writes a document and tells where.
pub(in crate::server) struct WriteDocument;

/// What is to be written.
#[derive(Clone, Debug, Serialize)]
pub(in crate::server) struct Wanted {
    /// Any file of the program.
    uri: Url,
    /// The path of the endpoint whose messages are wanted, or the AsyncAPI document.
    messages_of: Option<String>,
}

impl Wanted {
    /// Reads a command.
    ///
    /// # Errors
    /// When we have no such command, or it has other arguments.
    pub(in crate::server) fn new(params: &ExecuteCommandParams) -> Result<Wanted> {
        let ExecuteCommandParams { command, arguments, .. } = params;
        let text = |index: usize| arguments.get(index).and_then(Value::as_str);
        let uri = text(0).and_then(|uri| Url::parse(uri).ok());
        match (command.as_str(), uri, text(1)) {
            (OPEN_ASYNC_API, Some(uri), None) => Ok(Wanted { uri, messages_of: None }),
            (OPEN_MESSAGES, Some(uri), Some(path)) => Ok(Wanted { uri, messages_of: Some(path.to_owned()) }),
            (OPEN_ASYNC_API, ..) => Err(Error::invalid_params(format!("`{command}` needs the URI of a document"))),
            (OPEN_MESSAGES, ..) => Err(Error::invalid_params(format!(
                "`{command}` needs the URI of a document and the path of an endpoint"
            ))),
            _ => Err(Error::invalid_params(format!("there is no command `{command}`"))),
        }
    }

    /// The same for the same document, so that an editor that has it open reads it again.
    fn place(&self) -> PathBuf {
        let mut hasher = DefaultHasher::new();
        (self.uri.as_str(), &self.messages_of).hash(&mut hasher);
        let name = if self.messages_of.is_some() { "messages.md" } else { "asyncapi.yaml" };
        cache_files::directory().join("documents").join(format!("{:016x}", hasher.finish())).join(name)
    }
}

impl RequestHandler for WriteDocument {
    const METHOD: &'static str = "workspace/executeCommand";
    type Params = Wanted;
    type Answer = Option<Url>;

    fn document(wanted: &Wanted) -> &Url {
        &wanted.uri
    }

    fn answer(view: &View, wanted: Wanted) -> Result<Option<Url>> {
        let Some(file) = view.file(&wanted.uri) else { return Ok(None) };
        let text = match &wanted.messages_of {
            Some(path) => fitz_ide::message_table(view.db(), file, path, &|file, range| view.link(file, range)),
            None => Some(fitz_ide::document(view.db(), file, DocumentKind::AsyncApi).to_yaml_text()),
        };
        let Some(text) = text else { return Ok(None) };
        let path = wanted.place();
        write(&path, &text)?;
        Ok(Url::from_file_path(&path).ok())
    }

    fn nothing() -> Option<Url> {
        None
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    cache_files::write(path, text).map_err(|error| {
        let mut answer = Error::internal_error();
        answer.message = format!("cannot write {}: {error}", path.display()).into();
        answer
    })
}
