//! `textDocument/diagnostic`

use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::json;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
    FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Url,
};

use crate::server::dispatch::RequestHandler;
use crate::server::documents::has_findings;
use crate::server::main_loop::Event;
use crate::server::view::View;
use crate::server::{from_proto, to_proto};

/// The findings of a document, for a client that asks.
pub(in crate::server) struct DiagnosticPull;

impl RequestHandler for DiagnosticPull {
    const METHOD: &'static str = "textDocument/diagnostic";
    type Params = DocumentDiagnosticParams;
    type Answer = DocumentDiagnosticReportResult;

    fn document(params: &DocumentDiagnosticParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let items = diagnostics(view, &params.text_document.uri);
        let path = from_proto::file_path(&params.text_document.uri);
        if view.documents.contains_key(&path) {
            let _ = view.events.send(Event::Pulled(path, items.clone()));
        }
        let result_id = result_id(&items);
        if params.previous_result_id.as_ref() == Some(&result_id) {
            return Ok(DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
            })
            .into());
        }
        Ok(full(Some(result_id), items))
    }

    fn nothing() -> DocumentDiagnosticReportResult {
        full(None, Vec::new())
    }

    /// LSP 3.17 ("Document Diagnostics"): the client is to ask again.
    fn stale() -> Error {
        const SERVER_CANCELLED: i64 = -32802;
        let mut error = Error::new(ErrorCode::ServerError(SERVER_CANCELLED));
        error.message = "a newer change came in".into();
        error.data = Some(json!({ "retriggerRequest": true }));
        error
    }
}

/// The findings of a document: a program of the user, or a manifest. None for copies of the standard library.
pub(in crate::server) fn diagnostics(view: &View, url: &Url) -> Vec<Diagnostic> {
    let path = from_proto::file_path(url);
    if !view.config.diagnostics || !has_findings(&path) || view.library.contains(&path) {
        return Vec::new();
    }
    let Some(file) = view.any_file(url) else { return Vec::new() };
    let findings = fitz_ide::diagnostics(view.db(), file);
    findings.iter().map(|finding| to_proto::diagnostic(view, file, finding)).collect()
}

fn full(result_id: Option<String>, items: Vec<Diagnostic>) -> DocumentDiagnosticReportResult {
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    })
    .into()
}

/// Made of the findings themselves, so that nothing has to be remembered and equal findings have equal ids.
fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
