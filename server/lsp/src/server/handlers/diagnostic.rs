//! `textDocument/diagnostic` and `workspace/diagnostic`

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use fitz_analysis::SourceFile;
use serde_json::json;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportKind,
    DocumentDiagnosticReportResult, FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Url, WorkspaceDiagnosticParams,
    WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

use crate::server::dispatch::{RequestHandler, whole_workspace};
use crate::server::documents::has_findings;
use crate::server::main_loop::Event;
use crate::server::task_pool::Priority;
use crate::server::view::View;
use crate::server::{from_proto, to_proto};

/// So many files make one partial result.
const FILES_AT_ONCE: usize = 32;

/// The findings of a document, for a client that asks.
pub(in crate::server) struct DiagnosticPull;

/// The findings of all files of the workspace, for a client that asks.
pub(in crate::server) struct WorkspaceDiagnosticPull;

impl RequestHandler for DiagnosticPull {
    const METHOD: &'static str = "textDocument/diagnostic";
    type Params = DocumentDiagnosticParams;
    type Answer = DocumentDiagnosticReportResult;

    fn document(params: &DocumentDiagnosticParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let url = &params.text_document.uri;
        let items = diagnostics(view, url);
        let result_id = result_id(&items);
        note_pulled(view, url, &items);
        let related_documents = view.supports().related_documents.then(|| related(view, url)).flatten();
        if params.previous_result_id.as_ref() == Some(&result_id) {
            return Ok(DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
                related_documents,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
            })
            .into());
        }
        Ok(full(Some(result_id), items, related_documents))
    }

    fn nothing() -> DocumentDiagnosticReportResult {
        full(None, Vec::new(), None)
    }

    fn stale() -> Error {
        ask_again()
    }
}

impl RequestHandler for WorkspaceDiagnosticPull {
    const METHOD: &'static str = "workspace/diagnostic";
    const PRIORITY: Priority = Priority::Background;
    type Params = WorkspaceDiagnosticParams;
    type Answer = WorkspaceDiagnosticReportResult;

    fn document(_: &WorkspaceDiagnosticParams) -> &Url {
        whole_workspace()
    }

    /// Files without findings that were never open and of which the client has not heard are left out. What it has and what is no part of the
    /// workspace any more is reported as empty.
    fn answer(view: &View, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        let previous =
            params.previous_result_ids.into_iter().map(|it| (from_proto::file_path(&it.uri), (it.uri, it.value)));
        let mut previous: HashMap<_, _> = previous.collect();
        let partial = params.partial_result_params.partial_result_token;
        let mut reports = Vec::new();
        for file in workspace_files(view) {
            if view.cancel.is_cancelled() {
                break;
            }
            let before = previous.remove(file.path(view.db()));
            reports.extend(report(view, file, before.as_ref().map(|(_, id)| id.as_str())));
            if let Some(token) = partial.as_ref().filter(|_| reports.len() >= FILES_AT_ONCE) {
                view.outbox.partial_result(token.clone(), json!({ "items": std::mem::take(&mut reports) }));
            }
        }
        let closed = previous.into_iter().filter(|(path, _)| !view.documents.contains_key(path));
        reports.extend(closed.map(|(_, (url, _))| full_report(url, None, None, Vec::new())));
        let _ = view.events.send(Event::WorkspacePulled);
        if let Some(token) = partial {
            view.outbox.partial_result(token, json!({ "items": std::mem::take(&mut reports) }));
        }
        Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items: reports }))
    }

    fn nothing() -> WorkspaceDiagnosticReportResult {
        WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport::default())
    }

    fn stale() -> Error {
        ask_again()
    }
}

/// LSP 3.17 ("Document Diagnostics"): the client is to ask again.
fn ask_again() -> Error {
    const SERVER_CANCELLED: i64 = -32802;
    let mut error = Error::new(ErrorCode::ServerError(SERVER_CANCELLED));
    error.message = "a newer change came in".into();
    error.data = Some(json!({ "retriggerRequest": true }));
    error
}

/// The findings of a document: a program of the user, or a manifest. None for copies of the standard library.
pub(in crate::server) fn diagnostics(view: &View, url: &Url) -> Vec<Diagnostic> {
    findings(view, url, fitz_ide::diagnostics)
}

/// What is wrong with the syntax of a document alone, which needs no other file.
pub(in crate::server) fn syntax_diagnostics(view: &View, url: &Url) -> Vec<Diagnostic> {
    findings(view, url, fitz_ide::syntax_diagnostics)
}

fn findings(
    view: &View,
    url: &Url,
    find: impl Fn(&dyn fitz_analysis::Db, SourceFile) -> Vec<fitz_ide::Diagnostic>,
) -> Vec<Diagnostic> {
    let path = from_proto::file_path(url);
    if !view.config.diagnostics || !has_findings(&path) || view.library.contains(&path) {
        return Vec::new();
    }
    let Some(file) = view.any_file(url) else { return Vec::new() };
    find(view.db(), file).iter().map(|finding| to_proto::diagnostic(view, file, finding)).collect()
}

/// Lets the main loop know what the client is being told of an open document.
fn note_pulled(view: &View, url: &Url, items: &[Diagnostic]) {
    let path = from_proto::file_path(url);
    if view.documents.contains_key(&path) {
        let _ = view.events.send(Event::Pulled(path, items.to_vec()));
    }
}

/// The other open documents of the same programs whose findings are others than those that the client has.
fn related(view: &View, url: &Url) -> Option<HashMap<Url, DocumentDiagnosticReportKind>> {
    let programs = fitz_analysis::programs(view.db(), view.file(url)?);
    let mut related = HashMap::new();
    for (path, known) in view.known.iter() {
        let Some(document) = view.documents.get(path).filter(|document| document.url != *url) else { continue };
        let Some(file) = view.file(&document.url) else { continue };
        if !fitz_analysis::programs(view.db(), file).iter().any(|program| programs.contains(program)) {
            continue;
        }
        let items = diagnostics(view, &document.url);
        let result_id = result_id(&items);
        if result_id != *known {
            note_pulled(view, &document.url, &items);
            let report = FullDocumentDiagnosticReport { result_id: Some(result_id), items };
            related.insert(document.url.clone(), DocumentDiagnosticReportKind::Full(report));
        }
    }
    (!related.is_empty()).then_some(related)
}

/// The files below the folders of the workspace that can have findings, in the order of their paths.
fn workspace_files(view: &View) -> Vec<SourceFile> {
    if !view.config.diagnostics || !view.config.workspace_diagnostics {
        return Vec::new();
    }
    let is_ours = |file: &SourceFile| {
        let path = file.path(view.db());
        has_findings(path) && view.folders.iter().any(|folder| path.is_below(folder))
    };
    fitz_analysis::files(view.db()).into_iter().filter(is_ours).collect()
}

fn report(view: &View, file: SourceFile, previous: Option<&str>) -> Option<WorkspaceDocumentDiagnosticReport> {
    let uri = view.url(file)?;
    let items = diagnostics(view, &uri);
    // When a document is closed or hidden, clients forget the name of what they go on to show.
    if items.is_empty() && previous.is_none() && !view.opened.contains(file.path(view.db())) {
        return None;
    }
    let version = view.version(&uri).map(i64::from);
    let result_id = result_id(&items);
    if previous == Some(&result_id) {
        return Some(WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
            uri,
            version,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        }));
    }
    Some(full_report(uri, version, Some(result_id), items))
}

fn full_report(
    uri: Url,
    version: Option<i64>,
    result_id: Option<String>,
    items: Vec<Diagnostic>,
) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    })
}

fn full(
    result_id: Option<String>,
    items: Vec<Diagnostic>,
    related_documents: Option<HashMap<Url, DocumentDiagnosticReportKind>>,
) -> DocumentDiagnosticReportResult {
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
        related_documents,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    })
    .into()
}

/// Made of the findings themselves, so that equal findings have equal ids, whoever asks.
pub(in crate::server) fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
