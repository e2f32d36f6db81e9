//! `textDocument/documentLink`

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{DocumentLink, DocumentLinkParams, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::view::View;

/// The files that a document names.
pub(in crate::server) struct DocumentLinks;

impl RequestHandler for DocumentLinks {
    const METHOD: &'static str = "textDocument/documentLink";
    type Params = DocumentLinkParams;
    type Answer = Option<Vec<DocumentLink>>;

    fn document(params: &DocumentLinkParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let Some(file) = view.any_file(&params.text_document.uri) else { return Ok(None) };
        let link = |it: fitz_ide::DocumentLink| {
            let mut target = view.url(it.file)?;
            if let Some(line) = it.line {
                target.set_fragment(Some(&format!("L{line}")));
            }
            Some(DocumentLink { range: view.range(file, it.range), target: Some(target), tooltip: None, data: None })
        };
        Ok(Some(fitz_ide::document_links(view.db(), file).into_iter().filter_map(link).collect()))
    }

    fn nothing() -> Option<Vec<DocumentLink>> {
        None
    }
}
