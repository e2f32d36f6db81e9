//! `textDocument/codeAction` and `codeAction/resolve`: the fixes of findings, changes that a user may ask for, and changes of a whole
//! file.

use fitz_analysis::{Diagnostic, SourceFile};
use fitz_ide::Assist;
use fitz_syntax::TextRange;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{
    CodeAction, CodeActionDisabled, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionTriggerKind,
    Range, Url, WorkspaceEdit,
};

use crate::server::dispatch::RequestHandler;
use crate::server::view::View;
use crate::server::{from_proto, to_proto};

const FIX_ALL: &str = "source.fixAll.fitz";
const ORGANIZE_IMPORTS: &str = "source.organizeImports.fitz";

/// The kinds of actions that there are. Those of refactorings have sub-kinds.
pub(in crate::server) const ACTION_KINDS: [&str; 7] =
    ["quickfix", "refactor.extract", "refactor.inline", "refactor.move", "refactor.rewrite", FIX_ALL, ORGANIZE_IMPORTS];

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
        let uri = params.text_document.uri;
        if !view.supports().code_actions || !ACTION_KINDS.iter().any(|kind| wants_some(only, kind)) {
            return Ok(None);
        }
        let Some(file) = view.any_file(&uri) else { return Ok(None) };
        // Clients ask whenever the cursor moves. What is about the whole file is for those who ask for it.
        let is_automatic = params.context.trigger_kind == Some(CodeActionTriggerKind::AUTOMATIC);
        let mut offers = offers(view, file, params.range, only);
        offers.retain(|offer| !(only.is_none() && is_automatic && offer.kind().starts_with("source")));
        if offers.is_empty() {
            return Ok(None);
        }
        let actions = if view.supports().resolves_edits {
            unresolved(view, offers, &uri, params.range)
        } else {
            offers.into_iter().map(Offer::with_edit).collect()
        };
        Ok(Some(actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()))
    }

    fn nothing() -> Option<Vec<CodeActionOrCommand>> {
        None
    }
}

/// The edit of an action that was offered without one.
pub(in crate::server) struct ResolveAction;

/// An action without its edit.
#[derive(Clone, Serialize)]
pub(in crate::server) struct Unresolved {
    action: CodeAction,
    data: ActionData,
}

/// What an action without its edit carries, to be found again.
#[derive(Clone, Serialize, Deserialize)]
struct ActionData {
    uri: Url,
    version: Option<i32>,
    range: Range,
    /// Counts the actions of one kind and title that were offered together.
    ordinal: usize,
}

impl Unresolved {
    /// An action that the client sends back. What has no data of ours is whole already.
    pub(in crate::server) fn new(action: CodeAction) -> std::result::Result<Unresolved, Box<CodeAction>> {
        let data = action.data.clone().and_then(|data| serde_json::from_value(data).ok());
        match data {
            Some(data) if action.edit.is_none() => Ok(Unresolved { action, data }),
            _ => Err(Box::new(action)),
        }
    }
}

impl RequestHandler for ResolveAction {
    const METHOD: &'static str = "codeAction/resolve";
    type Params = Unresolved;
    type Answer = CodeAction;

    fn document(params: &Unresolved) -> &Url {
        &params.data.uri
    }

    fn answer(view: &View, params: Unresolved) -> Result<CodeAction> {
        let Unresolved { action, data } = params;
        if action.disabled.is_some() {
            return Ok(action);
        }
        let file = view.any_file(&data.uri).filter(|_| view.version(&data.uri) == data.version);
        let file = file.ok_or_else(Error::content_modified)?;
        let only = action.kind.clone().map(|kind| vec![kind]);
        let offers = offers(view, file, data.range, only.as_deref()).into_iter();
        let mut same = offers.filter(|offer| offer.action.title == action.title && offer.action.kind == action.kind);
        let edit = same.nth(data.ordinal).and_then(|offer| (offer.edit)());
        Ok(CodeAction { edit: Some(edit.ok_or_else(Error::content_modified)?), ..action })
    }

    fn nothing() -> CodeAction {
        CodeAction::default()
    }
}

/// An action whose edit is made when it is needed.
struct Offer<'view> {
    action: CodeAction,
    edit: Box<dyn FnOnce() -> Option<WorkspaceEdit> + 'view>,
}

impl<'view> Offer<'view> {
    fn new(title: String, kind: CodeActionKind, edit: impl FnOnce() -> Option<WorkspaceEdit> + 'view) -> Offer<'view> {
        let action = CodeAction { title, kind: Some(kind), ..CodeAction::default() };
        Offer { action, edit: Box::new(edit) }
    }

    fn kind(&self) -> &str {
        self.action.kind.as_ref().map_or("", CodeActionKind::as_str)
    }

    fn with_edit(self) -> CodeAction {
        let edit = if self.action.disabled.is_some() { None } else { (self.edit)() };
        CodeAction { edit, ..self.action }
    }
}

/// Everything that can be done at a range.
fn offers<'view>(
    view: &'view View,
    file: SourceFile,
    range: Range,
    only: Option<&[CodeActionKind]>,
) -> Vec<Offer<'view>> {
    let range = from_proto::text_range(view.text(file), range, view.encoding());
    let mut offers = Vec::new();
    if wants(only, CodeActionKind::QUICKFIX.as_str()) {
        offers.extend(fixes(view, file, range));
    }
    if wants_some(only, "refactor") {
        offers.extend(changes(view, file, range));
    }
    let db = view.db();
    if wants(only, FIX_ALL) && fitz_ide::can_fix_all(db, file) {
        let title = "Mend everything that needs no question".to_owned();
        let edit = move || to_proto::workspace_edit(view, &[(file, fitz_ide::fix_all(db, file)?)]);
        offers.push(Offer::new(title, CodeActionKind::new(FIX_ALL), edit));
    }
    if wants(only, ORGANIZE_IMPORTS)
        && let Some(edits) = fitz_ide::organize_imports(db, file)
    {
        let edit = move || to_proto::workspace_edit(view, &[(file, edits)]);
        offers.push(Offer::new("Organize the imports".to_owned(), CodeActionKind::new(ORGANIZE_IMPORTS), edit));
    }
    offers.retain(|offer| wants(only, offer.kind()));
    offers
}

/// Actions without their edits, which the client asks for when the user has chosen.
fn unresolved(view: &View, offers: Vec<Offer<'_>>, uri: &Url, range: Range) -> Vec<CodeAction> {
    let mut actions: Vec<CodeAction> = Vec::new();
    for offer in offers {
        let is_same = |it: &&CodeAction| it.title == offer.action.title && it.kind == offer.action.kind;
        let ordinal = actions.iter().filter(is_same).count();
        let data = ActionData { uri: uri.clone(), version: view.version(uri), range, ordinal };
        actions.push(CodeAction { data: serde_json::to_value(data).ok(), ..offer.action });
    }
    actions
}

/// The fixes of the findings that a range touches, and the comments that silence them.
fn fixes<'view>(view: &'view View, file: SourceFile, range: TextRange) -> Vec<Offer<'view>> {
    let mut offers = Vec::new();
    let findings = fitz_ide::diagnostics(view.db(), file);
    let touched: Vec<Diagnostic> = findings.into_iter().filter(|finding| touches(finding, range)).collect();
    for finding in &touched {
        // Where there are several the user is to choose, so none of them is preferred.
        let added = fitz_ide::editor_fixes(view.db(), file, finding);
        let is_preferred = added.len() + finding.fixes.len() == 1 && view.supports().preferred_actions;
        for fix in added.into_iter().chain(finding.fixes.clone()) {
            let title = fix.title.clone();
            let mut offer = about(view, file, finding, title, move || to_proto::fix(view, file, &fix));
            offer.action.is_preferred = is_preferred.then_some(true);
            offers.push(offer);
        }
    }
    for finding in &touched {
        if let Some(fix) = fitz_ide::suppression(view.db(), file, finding) {
            offers.push(about(view, file, finding, fix.title.clone(), move || to_proto::fix(view, file, &fix)));
        }
    }
    offers
}

/// A quick fix of a finding.
fn about<'view>(
    view: &'view View,
    file: SourceFile,
    finding: &Diagnostic,
    title: String,
    edit: impl FnOnce() -> Option<WorkspaceEdit> + 'view,
) -> Offer<'view> {
    let mut offer = Offer::new(title, CodeActionKind::QUICKFIX, edit);
    offer.action.diagnostics = Some(vec![to_proto::diagnostic(view, file, finding)]);
    offer
}

/// The changes of a range that mend nothing. Why one is not possible is told to those who can show it.
fn changes<'view>(view: &'view View, file: SourceFile, range: TextRange) -> Vec<Offer<'view>> {
    let mut offers = Vec::new();
    for assist in fitz_ide::assists(view.db(), file, range) {
        let Assist { title, kind, edits, creates, disabled, .. } = assist;
        let is_possible = disabled.is_none() || view.supports().disabled_actions;
        if !is_possible || (creates.is_some() && !view.supports().creates_files) {
            continue;
        }
        let edit = move || match creates {
            Some((path, text)) => to_proto::edit_with_new_file(view, &path, text, &edits),
            None => to_proto::workspace_edit(view, &edits),
        };
        let mut offer = Offer::new(title, CodeActionKind::new(kind), edit);
        offer.action.disabled = disabled.map(|reason| CodeActionDisabled { reason: reason.to_owned() });
        offers.push(offer);
    }
    offers
}

/// A client may ask for a kind and its sub-kinds; the empty kind stands for all.
fn wants(only: Option<&[CodeActionKind]>, kind: &str) -> bool {
    only.is_none_or(|kinds| kinds.iter().any(|asked| is_within(kind, asked.as_str())))
}

/// Whether a client may want a kind, or some of its sub-kinds.
fn wants_some(only: Option<&[CodeActionKind]>, kind: &str) -> bool {
    wants(only, kind) || only.is_some_and(|kinds| kinds.iter().any(|asked| is_within(asked.as_str(), kind)))
}

/// Whether a kind is another one, or a sub-kind of it.
fn is_within(kind: &str, outer: &str) -> bool {
    let rest = kind.strip_prefix(outer);
    outer.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Touching ends count: the cursor stands right behind what was just typed.
fn touches(finding: &Diagnostic, range: TextRange) -> bool {
    finding.range.intersect(range).is_some()
}
