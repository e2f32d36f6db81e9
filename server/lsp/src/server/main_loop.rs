//! The one thread that owns all state.
//!
//! It takes the events in the order in which the client sent them. Edits change a buffer at once; the database hears of
//! them when there is nothing else to take, or before the next question, so a burst of edits costs one revision. It
//! computes nothing itself.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use fitz_analysis::{FilePath, Host};
use fitz_syntax::{SourceText, SyntaxTree};
use serde_json::Value;
use tokio::sync::oneshot;
use tower_lsp::lsp_types::{
    ConfigurationItem, Diagnostic, DidChangeTextDocumentParams, DidOpenTextDocumentParams, FileEvent, NumberOrString,
    Url, WorkspaceFoldersChangeEvent,
};

use super::cancellation::CancelToken;
use super::client::ClientInfo;
use super::config::{Config, SECTION};
use super::diagnostics::{Findings, Reports};
use super::disk::{self, Disk, Scan, Scanned};
use super::dispatch::{Desk, Question};
use super::documents::{Changed, Documents, LARGEST_FILE};
use super::endpoint_watch::{EndpointWatch, Told};
use super::library_files::LibraryFiles;
use super::logging::{Logging, Trace};
use super::memory::MemoryAnswer;
use super::outbox::Outbox;
use super::progress::{Progress, Work};
use super::registration::WatchedPaths;
use super::status::{Health, Status, StatusReport};
use super::task_pool::{Priority, STACK_SIZE, TaskPool};
use super::token_cache::TokenCache;
use super::view::View;
use super::{fitz_program, from_proto, panic};
use crate::git_cache::git_cache;

/// New files name further files; in this many rounds every chain of imports ends.
const MOST_LOADING_ROUNDS: usize = 1_000;

/// So long the files of a folder wait for the first findings of the open ones.
const FIRST_FINDINGS: Duration = Duration::from_millis(500);
/// So long they wait for a first file to be opened: most editors open one right after the start.
const FIRST_FILE: Duration = Duration::from_millis(100);

/// Everything that happens.
pub(super) enum Event {
    /// The client has introduced itself.
    Initialize(Box<ClientInfo>),
    /// The session has begun: requests to the client are allowed now.
    Initialized,
    Opened(DidOpenTextDocumentParams),
    Changed(DidChangeTextDocumentParams),
    Saved,
    Closed(Url),
    WatchedFiles(Vec<FileEvent>),
    Folders(WorkspaceFoldersChangeEvent),
    /// The client says that settings changed, and perhaps how.
    SettingsChanged(Value),
    /// The answer to this question for the settings, counted from 1.
    Settings(u64, Config),
    Question(Box<dyn Question>),
    /// The files of a workspace folder.
    Scanned(Scanned),
    /// The client wants no more of the work with this token.
    ProgressCancelled(NumberOrString),
    /// What is in memory.
    MemoryUsage(oneshot::Sender<MemoryAnswer>),
    Found(Findings),
    /// The client has asked for the findings of an open file, and got these.
    Pulled(FilePath, Vec<Diagnostic>),
    /// The client has asked for the findings of the whole workspace.
    WorkspacePulled,
    /// The findings of all open files are computed.
    FoundAll,
    /// The client is being told this of endpoints.
    Told(Told),
    /// What the client was told of endpoints, as it is now.
    Compared(Vec<Told>),
    /// A computation about this document panicked.
    Panicked {
        document: FilePath,
    },
}

/// All state.
pub(super) struct MainLoop {
    host: Host,
    documents: Documents,
    /// What the database has not heard yet: the newest tree, or that the buffer was closed.
    unsettled: BTreeMap<FilePath, Option<SyntaxTree>>,
    /// Whether to look again at the paths that programs ask for: nobody tells us of all that comes and goes there.
    looks_around: bool,
    watched_paths: WatchedPaths,
    disk: Disk,
    client: Arc<ClientInfo>,
    folders: Arc<Vec<FilePath>>,
    /// The folders that are being read, with the token by which the client may cancel that.
    scans: BTreeMap<FilePath, (String, CancelToken)>,
    scans_started: u64,
    /// What was read while the first findings of the open files were on their way, and how long these may take.
    read_early: Vec<Scanned>,
    read_early_until: Option<Instant>,
    /// The folders of which not all is known.
    cut: BTreeSet<FilePath>,
    /// The first check of the open files, while it runs.
    first_check: FirstCheck,
    status: StatusReport,
    config: Arc<Config>,
    /// The program `fitz`, if there is one.
    program: Option<Arc<str>>,
    /// How often the client was asked for its settings, and which of these questions `config` answers.
    settings_asked: u64,
    settings_answered: u64,
    reports: Reports,
    endpoints: EndpointWatch,
    /// The semantic tokens that the client has.
    tokens: Arc<TokenCache>,
    /// The texts about which a computation panicked. Each file is left alone until it has another one.
    left_alone: BTreeMap<FilePath, SourceText>,
    library: Arc<LibraryFiles>,
    logging: Logging,
    desk: Desk,
}

/// Whether the open files were checked once since the folders were read.
enum FirstCheck {
    Due,
    Running(Option<Progress>),
    Done,
}

impl MainLoop {
    /// The state before the first message.
    pub(super) fn new(events: Sender<Event>, outbox: Outbox, logging: Logging, trace: Trace) -> MainLoop {
        let mut host = Host::new();
        host.set_git_cache(git_cache());
        MainLoop {
            host,
            documents: Documents::default(),
            unsettled: BTreeMap::new(),
            looks_around: false,
            watched_paths: WatchedPaths::default(),
            disk: Disk::default(),
            client: Arc::default(),
            folders: Arc::default(),
            scans: BTreeMap::new(),
            scans_started: 0,
            read_early: Vec::new(),
            read_early_until: None,
            cut: BTreeSet::new(),
            first_check: FirstCheck::Due,
            status: StatusReport::default(),
            config: Arc::default(),
            program: None,
            settings_asked: 0,
            settings_answered: 0,
            reports: Reports::default(),
            endpoints: EndpointWatch::default(),
            tokens: Arc::default(),
            left_alone: BTreeMap::new(),
            library: Arc::new(LibraryFiles::new()),
            logging,
            desk: Desk { events, outbox, trace },
        }
    }

    /// Starts the thread.
    ///
    /// # Errors
    /// When the operating system gives no threads.
    pub(super) fn start(self, inbox: Receiver<Event>) -> io::Result<()> {
        let pool = TaskPool::start()?;
        let run = move || self.run(&inbox, &pool);
        std::thread::Builder::new().name("fitz-lsp-main".to_owned()).stack_size(STACK_SIZE).spawn(run)?;
        Ok(())
    }

    fn run(mut self, inbox: &Receiver<Event>, pool: &TaskPool) {
        loop {
            let event = match self.reports.due().into_iter().chain(self.read_early_until).min() {
                Some(due) => inbox.recv_deadline(due),
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            if matches!(event, Err(RecvTimeoutError::Disconnected)) {
                return;
            }
            // The parser and the loading of files run here; should one of them panic, the loop goes on.
            let _failure = panic::guard("the main loop", || {
                match event {
                    Ok(event) => self.take(event, pool),
                    Err(_) => self.time_passed(pool),
                }
                if inbox.is_empty() {
                    self.settle(pool);
                }
            });
        }
    }

    fn time_passed(&mut self, pool: &TaskPool) {
        let now = Instant::now();
        if self.read_early_until.is_some_and(|until| until <= now) {
            self.take_read_early(pool);
        }
        if self.reports.due().is_some_and(|due| due <= now) {
            self.report(pool);
        }
    }

    fn take(&mut self, event: Event, pool: &TaskPool) {
        match event {
            Event::Initialize(client) => self.initialize(*client),
            Event::Initialized => self.begin(),
            Event::Opened(params) => self.open(params),
            Event::Changed(params) => self.change(params),
            Event::Saved => self.saved(pool),
            Event::Closed(url) => self.close(&url, pool),
            Event::WatchedFiles(changes) => self.watched_files(&changes, pool),
            Event::Folders(change) => self.change_folders(&change, pool),
            Event::SettingsChanged(settings) => self.settings_changed(&settings),
            Event::Settings(question, config) => {
                // Two answers can overtake each other: an older one tells nothing any more.
                if question > self.settings_answered {
                    self.settings_answered = question;
                    self.configure(config);
                }
            }
            Event::Question(question) => self.question(question, pool),
            Event::Scanned(scanned) if self.waits_for_first_findings() => {
                self.read_early.push(scanned);
                let patience = if self.documents.summary().is_empty() { FIRST_FILE } else { FIRST_FINDINGS };
                self.read_early_until.get_or_insert_with(|| Instant::now() + patience);
            }
            Event::Scanned(scanned) => self.scanned(scanned, pool),
            Event::ProgressCancelled(token) => self.cancel_scan(&token),
            Event::MemoryUsage(reply) => {
                self.settle(pool);
                pool.abandon_waiting();
                // Fails only when the client has cancelled its request.
                let _ = reply.send(MemoryAnswer::new(self.host.memory_usage()));
            }
            Event::Found(findings) => {
                let document = self.documents.summary().get(findings.path());
                self.reports.found(findings, document, &self.client.supports, &self.desk.outbox);
            }
            Event::Pulled(path, findings) => {
                self.reports.pulled(path, findings);
                self.first_findings(pool);
            }
            Event::WorkspacePulled => self.reports.workspace_pulled(),
            Event::FoundAll => {
                if self.reports.take_refresh() {
                    self.refresh_diagnostics();
                }
                self.checked();
                self.first_findings(pool);
            }
            Event::Told(told) => self.endpoints.told(told),
            // Otherwise something has changed since, and the next comparison is on its way.
            Event::Compared(now) if self.reports.due().is_none() => {
                self.endpoints.compared(now, &self.desk.outbox);
            }
            Event::Compared(_) => {}
            Event::Panicked { document } => self.leave_alone(&document),
        }
    }

    // The session.

    fn initialize(&mut self, client: ClientInfo) {
        tracing::info!(client = client.name, encoding = ?client.encoding, folders = client.folders.len(), "initialize");
        self.desk.trace.set(&client.trace);
        if let Some(config) = client.initial_settings.as_ref().and_then(Config::from_notification) {
            self.configure(config);
        }
        self.client = Arc::new(client);
        self.program = find_program(&self.config);
    }

    fn begin(&mut self) {
        let supports = self.client.supports;
        super::registration::register(&self.desk.outbox, &supports);
        if supports.configuration {
            self.ask_for_settings();
        }
        let folders: Vec<FilePath> = self.client.folders.iter().map(from_proto::file_path).collect();
        for folder in folders {
            self.add_folder(folder);
        }
        self.reports.changed();
        self.tell_status();
    }

    // The settings.

    fn settings_changed(&mut self, settings: &Value) {
        if self.client.supports.configuration {
            self.ask_for_settings();
        } else if let Some(config) = Config::from_notification(settings) {
            self.configure(config);
        }
    }

    fn ask_for_settings(&mut self) {
        self.settings_asked += 1;
        let question = self.settings_asked;
        let events = self.desk.events.clone();
        self.desk.outbox.converse(move |client| async move {
            let item = ConfigurationItem { scope_uri: None, section: Some(SECTION.to_owned()) };
            match client.configuration(vec![item]).await {
                Ok(sections) => {
                    let config = sections.first().map(Config::from_section).unwrap_or_default();
                    let _ = events.send(Event::Settings(question, config));
                }
                Err(error) => tracing::warn!(%error, "the client did not tell its settings"),
            }
        });
    }

    fn configure(&mut self, config: Config) {
        if *self.config == config {
            return;
        }
        self.logging.set_level(config.log_level.as_deref());
        let before = std::mem::replace(&mut self.config, Arc::new(config));
        let config = &self.config;
        let findings = |config: &Config| (config.diagnostics, config.workspace_diagnostics);
        let lenses = |config: &Config| (config.reference_lenses, config.run_lenses, config.program.clone());
        let (findings_switched, lenses_switched) =
            (findings(&before) != findings(config), lenses(&before) != lenses(config));
        let hints_switched = before.hints != config.hints;
        if hints_switched && self.client.supports.inlay_hint_refresh {
            self.desk.outbox.converse(|client| async move {
                let _ = client.inlay_hint_refresh().await;
            });
        }
        if findings_switched {
            self.reports.changed();
            if self.client.supports.pull_diagnostics {
                self.refresh_diagnostics();
            }
        }
        if lenses_switched {
            self.program = find_program(&self.config);
            if self.client.supports.code_lens_refresh {
                self.desk.outbox.converse(|client| async move {
                    let _ = client.code_lens_refresh().await;
                });
            }
        }
    }

    // Open buffers.

    fn open(&mut self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let path = from_proto::file_path(&document.uri);
        if self.library.contains(&path) {
            self.documents.open_library(&path, document.uri, document.version);
            return;
        }
        let changed = self.documents.open(&path, document.uri, document.version, &document.text);
        self.note(path.clone(), changed);
        self.looks_around = true;
        self.reports.open(path);
        if let Some(until) = &mut self.read_early_until {
            *until = Instant::now() + FIRST_FINDINGS;
        }
    }

    fn change(&mut self, params: DidChangeTextDocumentParams) {
        let path = from_proto::file_path(&params.text_document.uri);
        let changes = from_proto::text_changes(params.content_changes);
        let changed = self.documents.change(&path, params.text_document.version, &changes, self.client.encoding);
        self.reports.typed(&path);
        self.note(path, changed);
    }

    fn note(&mut self, path: FilePath, changed: Changed) {
        match changed {
            Changed::Text(tree) => {
                self.unsettled.insert(path, Some(tree));
            }
            Changed::BecameTooLarge => {
                let megabytes = LARGEST_FILE >> 20;
                self.desk.outbox.warn_user(format!(
                    "{} is larger than {megabytes} MB. Fitz does not analyse it, so it has no diagnostics, hovers or completions.",
                    path.file_name()
                ));
                self.unsettled.insert(path, None);
            }
            Changed::Nothing => {}
        }
    }

    fn close(&mut self, url: &Url, pool: &TaskPool) {
        let path = from_proto::file_path(url);
        let Some(url) = self.documents.close(&path) else { return };
        self.reports.closed(&path, url, &self.client.supports, &self.desk.outbox);
        self.endpoints.closed(&path);
        self.tokens.forget(&path);
        if self.library.contains(&path) {
            return;
        }
        self.unsettled.insert(path.clone(), None);
        self.looks_around = true;
        // What was read before it was opened may be old.
        self.read_again([path], pool);
    }

    fn saved(&mut self, pool: &TaskPool) {
        self.looks_around = true;
        // A client that watches no files leaves it to us; somebody who saves may have changed other files too.
        if !self.client.supports.registers_watched_files {
            let changed = self.disk.changed();
            self.read_again(changed, pool);
        }
    }

    // Files on disk.

    fn watched_files(&mut self, changes: &[FileEvent], pool: &TaskPool) {
        self.looks_around = true;
        let mut paths: Vec<FilePath> = changes.iter().map(|change| from_proto::file_path(&change.uri)).collect();
        if !paths.iter().all(disk::is_watched) {
            // A directory came or went, with whatever is below.
            paths.extend(self.disk.changed());
        }
        paths.retain(|path| disk::is_watched(path) && !self.library.contains(path));
        self.read_again(paths, pool);
    }

    fn change_folders(&mut self, change: &WorkspaceFoldersChangeEvent, pool: &TaskPool) {
        for folder in change.removed.iter().map(|folder| from_proto::file_path(&folder.uri)) {
            Arc::make_mut(&mut self.folders).retain(|known| *known != folder);
            self.cut.remove(&folder);
            if let Some((_, cancel)) = self.scans.remove(&folder) {
                cancel.cancel();
            }
            let gone = self.disk.forget_below(&folder);
            self.settle(pool);
            pool.abandon_waiting();
            for path in gone {
                self.host.forget_disk(&path);
            }
            // What other programs import of it is read once more.
            self.load_wanted();
            self.reports.workspace_changed();
        }
        let added: Vec<FilePath> = change.added.iter().map(|folder| from_proto::file_path(&folder.uri)).collect();
        for folder in added {
            self.add_folder(folder);
        }
        self.tell_status();
    }

    fn add_folder(&mut self, folder: FilePath) {
        if !disk::is_on_disk(&folder) || self.folders.contains(&folder) {
            return;
        }
        Arc::make_mut(&mut self.folders).push(folder.clone());
        self.scans_started += 1;
        let token = format!("fitz/read/{}", self.scans_started);
        let cancel = CancelToken::default();
        let work = Work { token: token.clone(), title: "Reading Fitz files", cancellable: true };
        let scan = Scan {
            folder: folder.clone(),
            events: self.desk.events.clone(),
            cancel: cancel.clone(),
            progress: self.show(work),
        };
        match disk::scan(scan) {
            Ok(()) => {
                self.scans.insert(folder, (token, cancel));
                self.first_check = FirstCheck::Due;
            }
            Err(error) => tracing::warn!(%error, "cannot read the workspace"),
        }
    }

    fn cancel_scan(&mut self, token: &NumberOrString) {
        let NumberOrString::String(token) = token else { return };
        if let Some((_, cancel)) = self.scans.values().find(|(scan, _)| scan == token) {
            cancel.cancel();
        }
    }

    /// Whether the client has heard of none of the open files yet, or not opened any. The other files of a folder would
    /// interrupt or delay the check of these, and what an open file imports is read all the same.
    fn waits_for_first_findings(&self) -> bool {
        let open = self.documents.summary();
        let waits = self.config.diagnostics && self.reports.ids().is_empty();
        let is_due = open.is_empty() || open.values().any(|document| document.is_analysed);
        waits && matches!(self.first_check, FirstCheck::Due) && is_due
    }

    fn first_findings(&mut self, pool: &TaskPool) {
        if !self.read_early.is_empty() && !self.waits_for_first_findings() {
            self.take_read_early(pool);
        }
    }

    fn take_read_early(&mut self, pool: &TaskPool) {
        self.read_early_until = None;
        for scanned in std::mem::take(&mut self.read_early) {
            self.scanned(scanned, pool);
        }
    }

    fn scanned(&mut self, scanned: Scanned, pool: &TaskPool) {
        let Scanned { folder, files, is_cut } = scanned;
        if !self.folders.contains(&folder) {
            // It was removed while it was read.
            return;
        }
        self.looks_around = true;
        self.scans.remove(&folder);
        if is_cut {
            self.cut.insert(folder);
        }
        self.settle(pool);
        pool.abandon_waiting();
        let news = files.into_iter().filter(|file| self.disk.take_read(file)).map(|file| (file.path, Some(file.text)));
        let news: Vec<_> = news.collect();
        self.host.set_disk_all(news);
        self.load_wanted();
        self.reports.workspace_changed();
        // Documents may have been opened before what they import was known.
        if self.client.supports.semantic_tokens_refresh {
            self.desk.outbox.converse(|client| async move {
                let _ = client.semantic_tokens_refresh().await;
            });
        }
    }

    fn read_again(&mut self, paths: impl IntoIterator<Item = FilePath>, pool: &TaskPool) {
        let mut paths = paths.into_iter().peekable();
        if paths.peek().is_none() {
            return;
        }
        pool.abandon_waiting();
        self.read_into_host(paths);
        self.settle(pool);
        self.load_wanted();
        self.reports.workspace_changed();
    }

    /// Reads the files that imports and manifests name, and those that these name, until all are known.
    fn load_wanted(&mut self) {
        for _ in 0..MOST_LOADING_ROUNDS {
            let wanted = self.host.wanted();
            if wanted.is_empty() {
                return;
            }
            if !wanted.paths.is_empty() {
                self.host.set_path_kinds(disk::path_kinds(wanted.paths));
            }
            self.read_into_host(wanted.files);
        }
        tracing::warn!("the imports of this program do not end; the rest of them is not read");
    }

    /// Tells the database what the disk says now about these files.
    fn read_into_host(&mut self, paths: impl IntoIterator<Item = FilePath>) {
        let read: Vec<_> = paths.into_iter().map(|path| (path.clone(), self.disk.read(&path))).collect();
        let unreadable = read.iter().filter(|(path, text)| text.is_none() && self.disk.exists(path));
        let unreadable: Vec<FilePath> = unreadable.map(|(path, _)| path.clone()).collect();
        self.host.set_disk_all(read);
        self.host.set_unreadable(unreadable);
    }

    /// Tells the database what it has not heard yet.
    fn settle(&mut self, pool: &TaskPool) {
        self.settle_documents(pool);
        if std::mem::take(&mut self.looks_around) {
            self.look_around(pool);
        }
    }

    /// Tells the database what is at the paths that programs ask for now, and has them watched. What is typed is looked up
    /// once, and watched when it is saved.
    fn look_around(&mut self, pool: &TaskPool) {
        let kinds = disk::path_kinds(self.host.asked_paths());
        if self.client.supports.registers_watched_files {
            self.watched_paths.watch(kinds.iter().map(|(path, _)| path), &self.folders, &self.desk.outbox);
        }
        if self.host.told_otherwise(&kinds) {
            pool.abandon_waiting();
            self.host.set_path_kinds(kinds);
            self.reports.changed();
        }
    }

    fn settle_documents(&mut self, pool: &TaskPool) {
        if self.unsettled.is_empty() {
            return;
        }
        pool.abandon_waiting();
        for (path, tree) in std::mem::take(&mut self.unsettled) {
            match tree {
                Some(tree) => self.host.set_open(&path, tree),
                None => self.host.close(&path),
            }
        }
        self.load_wanted();
    }

    // Questions.

    fn question(&mut self, question: Box<dyn Question>, pool: &TaskPool) {
        if !question.is_wanted() {
            return;
        }
        self.settle(pool);
        let path = question.document();
        let document = self.documents.summary().get(&path);
        if question.is_stale(document.map(|document| document.version)) {
            question.refuse_as_stale();
            return;
        }
        if document.is_none() && !self.disk.has_read(&path) && disk::is_on_disk(&path) && !self.library.contains(&path)
        {
            self.read_again([path.clone()], pool);
        }
        if self.is_left_alone(&path) {
            question.leave_alone();
            return;
        }
        let view = self.view(question.cancel_token());
        pool.spawn(question.priority(), question.into_task(view, self.desk.clone()));
    }

    fn view(&self, cancel: CancelToken) -> View {
        View {
            snapshot: self.host.snapshot(),
            client: Arc::clone(&self.client),
            config: Arc::clone(&self.config),
            documents: Arc::clone(self.documents.summary()),
            library: Arc::clone(&self.library),
            cancel,
            folders: Arc::clone(&self.folders),
            known: Arc::clone(self.reports.ids()),
            opened: Arc::clone(self.reports.opened()),
            tokens: Arc::clone(&self.tokens),
            program: self.program.clone(),
            outbox: self.desk.outbox.clone(),
            events: self.desk.events.clone(),
        }
    }

    // Findings.

    fn report(&mut self, pool: &TaskPool) {
        self.settle(pool);
        let mut view = self.view(CancelToken::default());
        let left_alone: Vec<FilePath> = self.left_alone.keys().cloned().collect();
        if left_alone.iter().any(|path| self.is_left_alone(path)) {
            let documents = Arc::make_mut(&mut view.documents);
            documents.retain(|path, _| !self.left_alone.contains_key(path));
        }
        if self.scans.is_empty() && matches!(self.first_check, FirstCheck::Due) {
            let work = Work { token: "fitz/check".to_owned(), title: "Checking Fitz files", cancellable: false };
            self.first_check = FirstCheck::Running(self.show(work));
        }
        let computation = self.reports.start(view);
        pool.spawn(Priority::Background, computation);
        if let Some(comparison) = self.endpoints.comparison(|| self.view(CancelToken::default())) {
            pool.spawn(Priority::Background, comparison);
        }
    }

    fn refresh_diagnostics(&self) {
        if self.client.supports.diagnostics_refresh {
            self.desk.outbox.converse(|client| async move {
                let _ = client.workspace_diagnostic_refresh().await;
            });
        }
    }

    // What the client shows of all this.

    /// Shows a piece of work, where the client can.
    fn show(&self, work: Work) -> Option<Progress> {
        self.client.supports.progress.then(|| Progress::start(&self.desk.outbox, work))
    }

    fn checked(&mut self) {
        match std::mem::replace(&mut self.first_check, FirstCheck::Done) {
            FirstCheck::Running(progress) => {
                drop(progress);
                self.tell_status();
            }
            before => self.first_check = before,
        }
    }

    fn tell_status(&mut self) {
        if !self.client.supports.status {
            return;
        }
        let (health, message) = match (self.left_alone.keys().next(), self.cut.first()) {
            (Some(path), _) => (Health::Error, Some(format!("{} is left alone until it changes", path.file_name()))),
            (None, Some(folder)) => {
                (Health::Warning, Some(format!("not all files of {} were read", folder.file_name())))
            }
            (None, None) => (Health::Ok, None),
        };
        let quiescent = self.scans.is_empty() && matches!(self.first_check, FirstCheck::Done);
        let going_on = (!self.scans.is_empty()).then(|| "reading files".to_owned());
        self.status.tell(Status { health, quiescent, message: message.or(going_on) }, &self.desk.outbox);
    }

    // Panics.

    fn leave_alone(&mut self, path: &FilePath) {
        let Some(text) = self.text(path) else { return };
        if self.left_alone.insert(path.clone(), text.clone()) != Some(text) {
            self.desk.outbox.warn_user(format!(
                "Fitz failed while it analysed {} and leaves the file alone until it changes. The log of the language server has the details.",
                path.file_name()
            ));
            self.tell_status();
        }
    }

    /// Whether the file still has the text about which a computation panicked.
    fn is_left_alone(&mut self, path: &FilePath) -> bool {
        let Some(text) = self.left_alone.get(path) else { return false };
        if self.text(path).as_ref() == Some(text) {
            return true;
        }
        self.left_alone.remove(path);
        self.tell_status();
        false
    }

    fn text(&self, path: &FilePath) -> Option<SourceText> {
        let db = self.host.db();
        let file = fitz_analysis::file(db, path).or_else(|| self.library.original(db, path))?;
        Some(file.content(db).text.clone())
    }
}

fn find_program(config: &Config) -> Option<Arc<str>> {
    fitz_program::find(config.program.as_deref()).map(Arc::from)
}
