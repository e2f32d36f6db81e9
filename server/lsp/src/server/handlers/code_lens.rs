//! `textDocument/codeLens` and `codeLens/resolve`
//!
//! A lens does something in a client that has named the command under `experimental.commands`, or can show what a command of
//! ours writes; elsewhere it is text.

use fitz_analysis::SourceFile;
use fitz_ide::{LensAction, Runnable, RunnableKind};
use fitz_syntax::TextRange;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{CodeLens, CodeLensParams, Command, Location, Position, Range, Url};

use super::execute_command::{OPEN_ASYNC_API, OPEN_MESSAGES};
use super::runnables;
use crate::server::client::Supports;
use crate::server::dispatch::{RequestHandler, whole_workspace};
use crate::server::endpoint_watch::{self, Subject};
use crate::server::from_proto;
use crate::server::view::View;

/// The lenses of a document.
pub(in crate::server) struct CodeLenses;

/// What a lens says whose answer takes a search.
pub(in crate::server) struct ResolveCodeLens;

/// The name whose uses a lens counts.
#[derive(Debug, Deserialize, Serialize)]
struct Counted {
    uri: Url,
    /// The version of the document in which the name stands there.
    version: Option<i32>,
}

impl RequestHandler for CodeLenses {
    const METHOD: &'static str = "textDocument/codeLens";
    type Params = CodeLensParams;
    type Answer = Option<Vec<CodeLens>>;

    fn document(params: &CodeLensParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let url = &params.text_document.uri;
        let Some(file) = view.file(url) else { return Ok(None) };
        let mut lenses = endpoint_lenses(view, url, file);
        if view.config.run_lenses {
            lenses.extend(run_lenses(view, file));
        }
        if view.config.reference_lenses {
            let names = fitz_ide::counted_names(view.db(), file).into_iter();
            lenses.extend(names.map(|name| reference_lens(view, url, file, name)));
        }
        Ok(Some(lenses))
    }

    fn nothing() -> Option<Vec<CodeLens>> {
        None
    }
}

impl RequestHandler for ResolveCodeLens {
    const METHOD: &'static str = "codeLens/resolve";
    type Params = CodeLens;
    type Answer = CodeLens;

    /// The document is in the data of the lens, which only [`Self::answer`] reads.
    fn document(_: &CodeLens) -> &Url {
        whole_workspace()
    }

    fn answer(view: &View, mut lens: CodeLens) -> Result<CodeLens> {
        let Some(data) = lens.data.take() else { return Ok(lens) };
        let Counted { uri, version } =
            serde_json::from_value(data).map_err(|error| Error::invalid_params(error.to_string()))?;
        if view.version(&uri) != version {
            return Err(Error::content_modified());
        }
        if let Some(file) = view.file(&uri) {
            let name = from_proto::text_range(view.text(file), lens.range, view.encoding());
            lens.command = Some(count_uses(view, &uri, file, name));
        }
        Ok(lens)
    }

    /// Never asked for: the workspace is no document.
    fn nothing() -> CodeLens {
        CodeLens { range: Range::default(), command: None, data: None }
    }
}

/// The lenses above endpoints.
fn endpoint_lenses(view: &View, url: &Url, file: SourceFile) -> Vec<CodeLens> {
    let lenses = fitz_ide::code_lenses(view.db(), file);
    view.note_told(url, Subject::CodeLenses, || endpoint_watch::of_lenses(&lenses));
    let supports = view.supports();
    let lens = |lens: fitz_ide::CodeLens| {
        let range = view.range(file, lens.range);
        let command = match lens.action {
            LensAction::ShowPushes(places) => show_places(view, url, range.start, lens.title, places),
            LensAction::Preview => {
                let (name, is_known) =
                    of_client_or(supports.previews, "fitz.previewAsyncApi", OPEN_ASYNC_API, supports);
                command(lens.title, name, vec![json!(url)], is_known)
            }
            LensAction::MessageTable(path) => {
                let (name, is_known) =
                    of_client_or(supports.shows_messages, "fitz.showMessages", OPEN_MESSAGES, supports);
                command(lens.title, name, vec![json!(url), Value::String(path)], is_known)
            }
        };
        CodeLens { range, command: Some(command), data: None }
    };
    lenses.into_iter().map(lens).collect()
}

/// The command of the client where it has one, else one of ours that shows a file, where it can do that.
fn of_client_or<'n>(has: bool, name: &'n str, ours: &'n str, supports: &Supports) -> (&'n str, bool) {
    if has { (name, true) } else { (ours, supports.shows_documents) }
}

/// The lenses above what can be run, where the program `fitz` was found and the client can run it.
fn run_lenses(view: &View, file: SourceFile) -> Vec<CodeLens> {
    if view.program.is_none() || !view.supports().runs {
        return Vec::new();
    }
    let lens = |runnable: Runnable| {
        let title = match runnable.kind {
            RunnableKind::Program => "run",
            RunnableKind::Test => "run test",
            RunnableKind::TestFile => "run all tests",
        };
        let range = view.range(file, runnable.range);
        let argument = json!(runnables::to_protocol(view, file, runnable));
        CodeLens { range, command: Some(command(title.to_owned(), "fitz.run", vec![argument], true)), data: None }
    };
    fitz_ide::runnables(view.db(), file).into_iter().map(lens).collect()
}

/// The lens that counts the uses of a name: at once only for clients that do not ask for it later.
fn reference_lens(view: &View, url: &Url, file: SourceFile, name: TextRange) -> CodeLens {
    let range = view.range(file, name);
    if view.supports().resolves_lenses {
        let data = json!(Counted { uri: url.clone(), version: view.version(url) });
        return CodeLens { range, command: None, data: Some(data) };
    }
    CodeLens { range, command: Some(count_uses(view, url, file, name)), data: None }
}

fn count_uses(view: &View, url: &Url, file: SourceFile, name: TextRange) -> Command {
    let (title, places) = fitz_ide::uses(view.db(), file, name);
    show_places(view, url, view.range(file, name).start, title, places)
}

/// A command that lists places, if there are any.
fn show_places(
    view: &View,
    url: &Url,
    position: Position,
    title: String,
    places: Vec<(SourceFile, TextRange)>,
) -> Command {
    let locations: Vec<Location> = places.into_iter().filter_map(|(file, range)| view.location(file, range)).collect();
    let is_known = view.supports().shows_references && !locations.is_empty();
    command(title, "fitz.showReferences", vec![json!(url), json!(position), json!(locations)], is_known)
}

/// A command where the client knows it, else a text.
fn command(title: String, name: &str, arguments: Vec<Value>, is_known: bool) -> Command {
    match is_known {
        true => Command { title, command: name.to_owned(), arguments: Some(arguments) },
        false => Command { title, command: String::new(), arguments: None },
    }
}
