//! `textDocument/codeAction`: the fixes of findings.

use fitz_analysis::Diagnostic;
use fitz_syntax::TextRange;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::view::View;
use crate::server::{from_proto, to_proto};

/// What can be done about the findings of a range.
pub(in crate::server) struct CodeActions;

impl RequestHandler for CodeActions {
    const METHOD: &'static str = "textDocument/codeAction";
    type Params = CodeActionParams;
    type Answer = Option<Vec<CodeActionOrCommand>>;

    fn document(params: &CodeActionParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: CodeActionParams) -> Result<Option<Vec<CodeActionOrCommand>>> {
        if !view.supports().code_actions || !wants_quick_fixes(params.context.only.as_deref()) {
            return Ok(None);
        }
        let Some(file) = view.any_file(&params.text_document.uri) else { return Ok(None) };
        let range = from_proto::text_range(view.text(file), params.range, view.encoding());
        let mut actions = Vec::new();
        for finding in fitz_ide::diagnostics(view.db(), file).iter().filter(|finding| touches(finding, range)) {
            let Some(fix) = &finding.fix else { continue };
            actions.push(CodeActionOrCommand::CodeAction(CodeAction {
                title: fix.title.clone(),
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![to_proto::diagnostic(view, file, finding)]),
                edit: to_proto::fix(view, file, fix),
                is_preferred: Some(true),
                ..CodeAction::default()
            }));
        }
        Ok(Some(actions))
    }

    fn nothing() -> Option<Vec<CodeActionOrCommand>> {
        None
    }
}

/// A client may ask for a kind and its sub-kinds; the empty kind stands for all.
fn wants_quick_fixes(only: Option<&[CodeActionKind]>) -> bool {
    only.is_none_or(|kinds| kinds.iter().any(|kind| matches!(kind.as_str(), "" | "quickfix")))
}

/// Touching ends count: the cursor stands right behind what was just typed.
fn touches(finding: &Diagnostic, range: TextRange) -> bool {
    finding.range.intersect(range).is_some()
}
