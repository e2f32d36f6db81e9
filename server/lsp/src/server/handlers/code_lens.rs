//! `textDocument/codeLens`
//!
//! A lens does something in a client that has named the command under `experimental.commands`; elsewhere it is text.

use fitz_ide::LensAction;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{CodeLens, CodeLensParams, Command, Location, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::endpoint_watch::{self, Subject};
use crate::server::view::View;

/// The lenses of a document.
pub(in crate::server) struct CodeLenses;

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
        let lenses = fitz_ide::code_lenses(view.db(), file);
        view.note_told(url, Subject::CodeLenses, || endpoint_watch::of_lenses(&lenses));
        let lens = |lens: fitz_ide::CodeLens| {
            let range = view.range(file, lens.range);
            let supports = view.supports();
            let (command, is_known, arguments) = match lens.action {
                LensAction::ShowPushes(places) => {
                    let locations: Vec<Location> =
                        places.into_iter().filter_map(|(file, range)| view.location(file, range)).collect();
                    let is_known = supports.shows_references && !locations.is_empty();
                    ("fitz.showReferences", is_known, vec![json!(url), json!(range.start), json!(locations)])
                }
                LensAction::Preview => ("fitz.previewAsyncApi", supports.previews, vec![json!(url)]),
                LensAction::MessageTable(path) => {
                    ("fitz.showMessages", supports.shows_messages, vec![json!(url), Value::String(path)])
                }
            };
            let command = match is_known {
                true => Command { title: lens.title, command: command.to_owned(), arguments: Some(arguments) },
                false => Command { title: lens.title, command: String::new(), arguments: None },
            };
            CodeLens { range, command: Some(command), data: None }
        };
        Ok(Some(lenses.into_iter().map(lens).collect()))
    }

    fn nothing() -> Option<Vec<CodeLens>> {
        None
    }
}
