//! `textDocument/codeAction`: the fixes of findings, and changes that a user may ask for.

use fitz_analysis::{Diagnostic, SourceFile};
use fitz_syntax::TextRange;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::view::View;
use crate::server::{from_proto, to_proto};

/// What can be done about the findings of a range, and with its text.
pub(in crate::server) struct CodeActions;

impl RequestHandler for CodeActions {
    const METHOD: &'static str = "textDocument/codeAction";
    type Params = CodeActionParams;
    type Answer = Option<Vec<CodeActionOrCommand>>;

    fn document(params: &CodeActionParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: CodeActionParams) -> Result<Option<Vec<CodeActionOrCommand>>> {
        let only = params.context.only.as_deref();
        let kinds = [CodeActionKind::QUICKFIX, CodeActionKind::REFACTOR_EXTRACT, CodeActionKind::REFACTOR_REWRITE];
        if !view.supports().code_actions || !kinds.iter().any(|kind| wants(only, kind)) {
            return Ok(None);
        }
        let Some(file) = view.any_file(&params.text_document.uri) else { return Ok(None) };
        let range = from_proto::text_range(view.text(file), params.range, view.encoding());
        let mut actions = if wants(only, &CodeActionKind::QUICKFIX) { fixes(view, file, range) } else { Vec::new() };
        actions.extend(changes(view, file, range, only));
        Ok(Some(actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()))
    }

    fn nothing() -> Option<Vec<CodeActionOrCommand>> {
        None
    }
}

/// The fixes of the findings that a range touches.
fn fixes(view: &View, file: SourceFile, range: TextRange) -> Vec<CodeAction> {
    let mut actions = Vec::new();
    for finding in fitz_ide::diagnostics(view.db(), file).iter().filter(|finding| touches(finding, range)) {
        // Where there are several the user is to choose, so none of them is preferred.
        let imports = fitz_ide::import_fixes(view.db(), file, finding);
        let is_only = imports.len() + finding.fixes.len() == 1;
        actions.extend(imports.iter().chain(&finding.fixes).map(|fix| CodeAction {
            title: fix.title.clone(),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![to_proto::diagnostic(view, file, finding)]),
            edit: to_proto::fix(view, file, fix),
            is_preferred: (is_only && view.supports().preferred_actions).then_some(true),
            ..CodeAction::default()
        }));
    }
    actions
}

/// The changes of a range that mend nothing.
fn changes(view: &View, file: SourceFile, range: TextRange, only: Option<&[CodeActionKind]>) -> Vec<CodeAction> {
    let assists = fitz_ide::assists(view.db(), file, range).into_iter();
    let action = |assist: fitz_ide::Assist| CodeAction {
        title: assist.title,
        kind: Some(CodeActionKind::new(assist.kind)),
        edit: to_proto::workspace_edit(view, &assist.edits),
        ..CodeAction::default()
    };
    let is_wanted = |action: &CodeAction| action.kind.as_ref().is_some_and(|kind| wants(only, kind));
    assists.map(action).filter(is_wanted).collect()
}

/// A client may ask for a kind and its sub-kinds; the empty kind stands for all.
fn wants(only: Option<&[CodeActionKind]>, kind: &CodeActionKind) -> bool {
    let covers = |asked: &str| {
        let rest = kind.as_str().strip_prefix(asked);
        asked.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    only.is_none_or(|kinds| kinds.iter().any(|asked| covers(asked.as_str())))
}

/// Touching ends count: the cursor stands right behind what was just typed.
fn touches(finding: &Diagnostic, range: TextRange) -> bool {
    finding.range.intersect(range).is_some()
}
