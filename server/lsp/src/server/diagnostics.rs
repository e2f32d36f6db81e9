//! When findings are computed, and how they reach the client.
//!
//! A client that can ask (`textDocument/diagnostic`) is told so and gets nothing pushed: VS Code and Neovim keep pushed
//! and pulled findings apart and would show both. It asks again after its own edits; when an edit changes the findings of
//! *another* open file, it is told to ask again (`workspace/diagnostic/refresh`). All other clients get
//! `textDocument/publishDiagnostics`, for the edited file first, and for other open files when their findings changed. A
//! file of which the client knows nothing yet gets its syntax errors before the rest is known; later they come with the
//! rest, because what is shown already would go and come back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use fitz_analysis::FilePath;
use tower_lsp::lsp_types::{Diagnostic, PublishDiagnosticsParams, Url};

use super::client::Supports;
use super::documents::OpenDocument;
use super::handlers;
use super::main_loop::Event;
use super::outbox::Outbox;
use super::panic::{self, Failure};
use super::task_pool::Task;
use super::view::View;

/// Findings are computed when so long nobody typed ...
const QUIET: Duration = Duration::from_millis(20);

/// ... or when this has passed since the first change.
const LONGEST_WAIT: Duration = Duration::from_millis(150);

/// What is to be computed, and what the client knows.
#[derive(Default)]
pub(super) struct Reports {
    due: Option<Instant>,
    latest: Option<Instant>,
    /// The files whose own text changed since the last computation.
    changed: BTreeSet<FilePath>,
    /// What the client was told of each open file, pushed or pulled.
    known: BTreeMap<FilePath, Known>,
    /// The names of what it was told.
    ids: Arc<BTreeMap<FilePath, String>>,
    /// The files that are or were open.
    opened: Arc<BTreeSet<FilePath>>,
    /// Whether it has asked for the findings of the whole workspace, and what it was told of them may be old.
    workspace_pulled: bool,
    workspace_changed: bool,
    refresh: bool,
}

struct Known {
    /// `None` when it was pulled.
    version: Option<i32>,
    findings: Vec<Diagnostic>,
}

/// The findings of one open file.
pub(super) struct Findings {
    path: FilePath,
    version: i32,
    findings: Vec<Diagnostic>,
    was_changed: bool,
    /// Only those about its syntax.
    syntax_only: bool,
}

impl Reports {
    /// An open file has a new text.
    pub(super) fn typed(&mut self, path: &FilePath) {
        self.changed.insert(path.clone());
        self.wait(QUIET);
    }

    /// Something else changed: a file was opened, or the disk or the settings are others.
    pub(super) fn changed(&mut self) {
        self.wait(Duration::ZERO);
    }

    /// A document was opened.
    pub(super) fn open(&mut self, path: FilePath) {
        Arc::make_mut(&mut self.opened).insert(path);
        self.changed();
    }

    /// Files that are not open have other findings, perhaps.
    pub(super) fn workspace_changed(&mut self) {
        self.workspace_changed = true;
        self.changed();
    }

    /// The client has asked for the findings of the whole workspace.
    pub(super) fn workspace_pulled(&mut self) {
        self.workspace_pulled = true;
    }

    /// The names of what the client was told, see [`handlers::result_id`].
    pub(super) fn ids(&self) -> &Arc<BTreeMap<FilePath, String>> {
        &self.ids
    }

    /// The files that are or were open.
    pub(super) fn opened(&self) -> &Arc<BTreeSet<FilePath>> {
        &self.opened
    }

    /// When to compute.
    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }

    /// The computation that is due. The changed files come first.
    pub(super) fn start(&mut self, view: View) -> Box<dyn Task> {
        self.due = None;
        self.latest = None;
        let changed = std::mem::take(&mut self.changed);
        let mut targets: Vec<Target> = Vec::new();
        for (path, document) in view.documents.iter().filter(|(_, document)| document.is_analysed) {
            let (url, version) = (document.url.clone(), document.version);
            let was_changed = changed.contains(path);
            let is_new = !self.known.contains_key(path) && !view.supports().pull_diagnostics;
            targets.push(Target { path: path.clone(), url, version, was_changed, is_new });
        }
        targets.sort_by_key(|target| !target.was_changed);
        Box::new(Computation { view, targets })
    }

    /// Tells the client what was found, unless it knows, or has moved on.
    pub(super) fn found(
        &mut self,
        found: Findings,
        document: Option<&OpenDocument>,
        supports: &Supports,
        outbox: &Outbox,
    ) {
        let Findings { path, version, findings, was_changed, syntax_only } = found;
        let Some(document) = document.filter(|document| document.version == version) else { return };
        let known = self.known.get(&path);
        if syntax_only && known.is_some() {
            return;
        }
        let same_findings = known.is_some_and(|known| known.findings == findings);
        if supports.pull_diagnostics {
            // What it has never asked for, or will ask for because it changed, needs no call.
            if known.is_none() || same_findings || was_changed {
                return;
            }
            self.refresh = true;
        } else {
            if same_findings && known.is_some_and(|known| known.version == Some(version)) {
                return;
            }
            let told_version = supports.diagnostic_version.then_some(version);
            outbox.publish(PublishDiagnosticsParams::new(document.url.clone(), findings.clone(), told_version));
        }
        self.know(path, Known { version: Some(version), findings });
    }

    /// The client has asked for the findings of a file, and got these.
    pub(super) fn pulled(&mut self, path: FilePath, findings: Vec<Diagnostic>) {
        self.know(path, Known { version: None, findings });
    }

    /// Whether the client must ask again. Says so once.
    pub(super) fn take_refresh(&mut self) -> bool {
        let workspace = std::mem::take(&mut self.workspace_changed) && self.workspace_pulled;
        std::mem::take(&mut self.refresh) || workspace
    }

    /// A file was closed: nobody is to see its findings any more.
    pub(super) fn closed(&mut self, path: &FilePath, url: Url, supports: &Supports, outbox: &Outbox) {
        self.changed.remove(path);
        Arc::make_mut(&mut self.ids).remove(path);
        if self.known.remove(path).is_some() && !supports.pull_diagnostics {
            outbox.publish(PublishDiagnosticsParams::new(url, Vec::new(), None));
        }
    }

    fn know(&mut self, path: FilePath, known: Known) {
        Arc::make_mut(&mut self.ids).insert(path.clone(), handlers::result_id(&known.findings));
        self.known.insert(path, known);
    }

    fn wait(&mut self, quiet: Duration) {
        let now = Instant::now();
        let latest = *self.latest.get_or_insert(now + LONGEST_WAIT);
        self.due = Some(latest.min(now + quiet));
    }
}

struct Target {
    path: FilePath,
    url: Url,
    version: i32,
    was_changed: bool,
    /// The client knows nothing of it yet, and is to be told by itself.
    is_new: bool,
}

struct Computation {
    view: View,
    targets: Vec<Target>,
}

impl Task for Computation {
    fn run(self: Box<Self>) {
        let Computation { view, targets } = *self;
        let events = view.events.clone();
        for Target { path, url, version, was_changed, is_new } in targets {
            let context = format!("the findings of {path} (version {version})");
            let found = |path, findings, syntax_only| {
                let found = Findings { path, version, findings, was_changed, syntax_only };
                let _ = events.send(Event::Found(found));
            };
            let find = || {
                if is_new && let errors @ [_, ..] = handlers::syntax_diagnostics(&view, &url).as_slice() {
                    found(path.clone(), errors.to_vec(), true);
                }
                handlers::diagnostics(&view, &url)
            };
            match panic::guard(&context, find) {
                Ok(findings) => found(path, findings, false),
                // The change that did it asks for a new computation.
                Err(Failure::Cancelled) => return,
                Err(Failure::Panicked) => {
                    let _ = events.send(Event::Panicked { document: path });
                }
            }
        }
        drop(view);
        let _ = events.send(Event::FoundAll);
    }

    /// The change that did it asks for a new computation.
    fn abandon(self: Box<Self>) {}
}

impl Findings {
    /// The file.
    pub(super) fn path(&self) -> &FilePath {
        &self.path
    }
}
