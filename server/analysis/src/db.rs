//! The database: its inputs, and the one owner that may change them.
//!
//! [`Host`] owns the database and takes the changes; a [`Snapshot`] answers questions on another thread. A change cancels
//! every running question: the query unwinds, and [`catch_cancelled`] turns that into a value.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, UnwindSafe};
use std::sync::{Arc, Mutex, PoisonError};

use fitz_syntax::{SourceText, SyntaxTree};
use rustc_hash::FxHashMap;
use salsa::{Durability, Setter};

use crate::item_tree::LoweredFiles;
use crate::path::{FilePath, PathKind};
use crate::standard_library;

/// What the queries read. Implemented by [`Database`] alone; a trait so that query signatures do not name it.
#[salsa::db]
pub trait Db: salsa::Database {
    /// What was read of the files last.
    #[doc(hidden)]
    fn lowered_items(&self) -> &LoweredFiles;
}

/// A file: a program text, a manifest (`fitz.toml`), or a declaration file of the standard library.
#[salsa::input(debug)]
#[derive(PartialOrd, Ord)]
pub struct SourceFile {
    /// Where it lies.
    #[returns(ref)]
    pub path: FilePath,
    /// What it says now.
    #[returns(ref)]
    pub content: Content,
    /// Who wrote it.
    #[returns(copy)]
    pub origin: Origin,
}

/// The text of a file.
#[derive(Clone, Debug)]
pub struct Content {
    /// The text.
    pub text: SourceText,
    /// The tree of that text, kept up to date by the edits, while the file is open in an editor. Closed files are parsed
    /// when somebody asks: a tree takes some twenty times the size of its text.
    pub tree: Option<SyntaxTree>,
}

/// Where a file comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The user's project, or a dependency of it.
    Project,
    /// A Python stub (`.pyi`). Its content is a translation, see `project/stubs.rs`.
    Stub,
    /// The standard library, shipped inside the program.
    StandardLibrary,
}

/// All files that exist now.
#[salsa::input(singleton)]
pub(crate) struct Workspace {
    #[returns(ref)]
    pub(crate) files: Arc<BTreeMap<FilePath, SourceFile>>,
    /// Files that exist and that nobody could read.
    #[returns(ref)]
    pub(crate) unreadable: Arc<BTreeSet<FilePath>>,
    /// What is at the paths that programs ask for, whether anybody reads it or not.
    #[returns(ref)]
    pub(crate) path_kinds: Arc<BTreeMap<FilePath, PathKind>>,
    /// Where `fitz` keeps what it has fetched; `None` when nobody knows.
    #[returns(ref)]
    pub(crate) git_cache: Option<FilePath>,
    /// The declaration files of the standard library, by name without extension, e.g. `modules/log`.
    #[returns(ref)]
    pub(crate) standard_library: Arc<BTreeMap<&'static str, SourceFile>>,
}

/// The file of that path, if it exists.
pub fn file(db: &dyn Db, path: &FilePath) -> Option<SourceFile> {
    Workspace::get(db).files(db).get(path).copied()
}

/// The same for the declaration files of the standard library, too.
pub fn any_file(db: &dyn Db, path: &FilePath) -> Option<SourceFile> {
    let library = Workspace::get(db).standard_library(db);
    file(db, path).or_else(|| library.values().copied().find(|file| file.path(db) == path))
}

/// Whether there is a file of that path whose text nobody could read.
pub(crate) fn is_unreadable(db: &dyn Db, path: &FilePath) -> bool {
    Workspace::get(db).unreadable(db).contains(path)
}

/// What is at a path. A query per path, so that another one is no change for those who ask.
pub(crate) fn path_kind(db: &dyn Db, path: &FilePath) -> PathKind {
    told_path_kind(db, Workspace::get(db), path.clone())
}

#[salsa::tracked(returns(copy))]
fn told_path_kind(db: &dyn Db, workspace: Workspace, path: FilePath) -> PathKind {
    workspace.path_kinds(db).get(&path).copied().unwrap_or(PathKind::Unknown)
}

/// All files of projects that are known now (manifests included), in the order of their paths.
pub fn files(db: &dyn Db) -> Vec<SourceFile> {
    Workspace::get(db).files(db).values().copied().collect()
}

/// What a [`Host`] keeps in memory, as far as it can be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemoryUsage {
    /// The inputs and the answers of queries, the largest first.
    pub ingredients: Vec<Ingredient>,
    /// How many files were read of the disk, and how many bytes their texts have.
    pub files_on_disk: usize,
    #[allow(missing_docs)]
    pub text_on_disk: usize,
    /// How many files are open, and how many bytes their texts have. A tree takes some twenty times its text.
    pub open_files: usize,
    #[allow(missing_docs)]
    pub open_text: usize,
}

/// One kind of input, or the answers of one query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ingredient {
    /// The name of the type or the query.
    pub name: String,
    /// How many there are.
    pub count: usize,
    /// The bytes that they take, without what they own on the heap.
    pub bytes: usize,
}

/// The salsa database.
#[salsa::db]
#[derive(Clone)]
pub struct Database {
    storage: salsa::Storage<Self>,
    lowered_items: Arc<LoweredFiles>,
    log: Arc<Mutex<Option<Vec<salsa::DatabaseKeyIndex>>>>,
}

#[salsa::db]
impl salsa::Database for Database {}

#[salsa::db]
impl Db for Database {
    fn lowered_items(&self) -> &LoweredFiles {
        &self.lowered_items
    }
}

impl Database {
    fn new(has_log: bool) -> Database {
        let log: Arc<Mutex<Option<Vec<salsa::DatabaseKeyIndex>>>> = Arc::default();
        let sink = Arc::clone(&log);
        // Telling about every step takes a tenth of the time of a check.
        let storage = salsa::Storage::new(has_log.then_some(Box::new(move |event| {
            if let salsa::EventKind::WillExecute { database_key } = event.kind
                && let Some(entries) = &mut *sink.lock().unwrap_or_else(PoisonError::into_inner)
            {
                entries.push(database_key);
            }
        })));
        Database { storage, lowered_items: Arc::default(), log }
    }
}

/// What the database has to be told of the disk.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Wanted {
    /// The files that imports and manifests point to and of which nothing is known yet. Answer each with
    /// [`Host::set_disk`].
    pub files: Vec<FilePath>,
    /// If there is a new one, all paths of which programs ask what is there. Answer them with [`Host::set_path_kinds`].
    pub paths: Vec<FilePath>,
}

impl Wanted {
    /// Whether everything is told.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.paths.is_empty()
    }
}

/// The owner of the database. One thread holds it.
///
/// It reads no disk. What it wants to know about files is in [`Host::wanted`]; whoever drives it answers with
/// [`Host::set_disk`] and [`Host::set_path_kinds`].
pub struct Host {
    db: Database,
    /// What is known of the disk: the text, or that there is no such file.
    disk: FxHashMap<FilePath, Option<Arc<str>>>,
    /// Buffers that are open in the editor. They win over the disk.
    open: FxHashMap<FilePath, SyntaxTree>,
    /// A file keeps its identity when it is deleted and comes back.
    handles: FxHashMap<FilePath, SourceFile>,
}

impl Default for Host {
    fn default() -> Self {
        Host::new()
    }
}

impl Host {
    /// A database with the standard library and no files.
    #[must_use]
    pub fn new() -> Host {
        Host::over(Database::new(false))
    }

    /// The same, for tests that pin what an edit recomputes: [`Host::record_queries`] works.
    #[must_use]
    pub fn with_query_log() -> Host {
        Host::over(Database::new(true))
    }

    /// A database of its own with the files of another one, to ask what would be if one of them had another text.
    #[must_use]
    pub fn with_files_of(db: &dyn Db) -> Host {
        let mut host = Host::new();
        let workspace = Workspace::get(db);
        host.set_git_cache(workspace.git_cache(db).clone());
        host.set_unreadable(workspace.unreadable(db).iter().cloned());
        let text = |file: &SourceFile| Arc::from(file.content(db).text.to_string());
        host.set_disk_all(workspace.files(db).iter().map(|(path, file)| (path.clone(), Some(text(file)))));
        host
    }

    fn over(db: Database) -> Host {
        let mut library = BTreeMap::new();
        for (name, text) in standard_library::FILES {
            let content = Content { text: SourceText::new(text), tree: None };
            let path = standard_library::path_of(name);
            let handle =
                SourceFile::builder(path, content, Origin::StandardLibrary).durability(Durability::HIGH).new(&db);
            library.insert(*name, handle);
        }
        let _singleton = Workspace::builder(Arc::default(), Arc::default(), Arc::default(), None, Arc::new(library))
            .durability(Durability::MEDIUM)
            .new(&db);
        Host { db, disk: FxHashMap::default(), open: FxHashMap::default(), handles: FxHashMap::default() }
    }

    /// Opens a buffer, or takes its newest text. It wins over the disk until [`Host::close`].
    pub fn set_open(&mut self, path: &FilePath, tree: SyntaxTree) {
        self.open.insert(path.clone(), tree);
        self.refresh(std::slice::from_ref(path));
    }

    /// Closes a buffer: what is on disk counts again.
    pub fn close(&mut self, path: &FilePath) {
        self.open.remove(path);
        self.refresh(std::slice::from_ref(path));
    }

    /// Tells what is on disk now: the text, or `None` when there is no such file (or it cannot be read).
    pub fn set_disk(&mut self, path: &FilePath, text: Option<Arc<str>>) {
        self.set_disk_all([(path.clone(), text)]);
    }

    /// The same for many files at once, in one change.
    pub fn set_disk_all(&mut self, files: impl IntoIterator<Item = (FilePath, Option<Arc<str>>)>) {
        let mut changed = Vec::new();
        let mut readable = Vec::new();
        for (path, text) in files {
            if is_unreadable(&self.db, &path) {
                readable.push(path.clone());
            }
            let before = self.disk.insert(path.clone(), text.clone());
            if !self.open.contains_key(&path) && before != Some(text) {
                changed.push(path);
            }
        }
        if !readable.is_empty() {
            let workspace = Workspace::get(&self.db);
            let mut unreadable = BTreeSet::clone(workspace.unreadable(&self.db));
            unreadable.retain(|path| !readable.contains(path));
            workspace.set_unreadable(&mut self.db).with_durability(Durability::MEDIUM).to(Arc::new(unreadable));
        }
        self.refresh(&changed);
    }

    /// Tells where `fitz` keeps what it has fetched: git dependencies are looked for there. `None` when nobody knows, and
    /// then nothing is said about them.
    pub fn set_git_cache(&mut self, directory: Option<FilePath>) {
        let workspace = Workspace::get(&self.db);
        if *workspace.git_cache(&self.db) != directory {
            workspace.set_git_cache(&mut self.db).with_durability(Durability::MEDIUM).to(directory);
        }
    }

    /// Tells which of the files that are not known exist all the same, and could not be read. What they hold is unknown,
    /// and nothing is said about imports of them.
    pub fn set_unreadable(&mut self, paths: impl IntoIterator<Item = FilePath>) {
        let workspace = Workspace::get(&self.db);
        let before = Arc::clone(workspace.unreadable(&self.db));
        let new: Vec<FilePath> = paths.into_iter().filter(|path| !before.contains(path)).collect();
        if !new.is_empty() {
            let all: BTreeSet<FilePath> = before.iter().cloned().chain(new).collect();
            workspace.set_unreadable(&mut self.db).with_durability(Durability::MEDIUM).to(Arc::new(all));
        }
    }

    /// Forgets what is known of the disk at this path, so that [`Host::wanted`] asks again.
    pub fn forget_disk(&mut self, path: &FilePath) {
        if self.disk.remove(path).is_some() && !self.open.contains_key(path) {
            self.refresh(std::slice::from_ref(path));
        }
    }

    /// Tells what is at these paths, the answer to [`Wanted::paths`]. Of all others nothing is known any more.
    pub fn set_path_kinds(&mut self, kinds: impl IntoIterator<Item = (FilePath, PathKind)>) {
        let kinds: BTreeMap<FilePath, PathKind> = kinds.into_iter().collect();
        let workspace = Workspace::get(&self.db);
        if **workspace.path_kinds(&self.db) != kinds {
            workspace.set_path_kinds(&mut self.db).with_durability(Durability::MEDIUM).to(Arc::new(kinds));
        }
    }

    /// Whether anything would be another answer than what was told of these paths.
    #[must_use]
    pub fn told_otherwise(&self, kinds: &[(FilePath, PathKind)]) -> bool {
        let told = Workspace::get(&self.db).path_kinds(&self.db);
        told.len() != kinds.len() || kinds.iter().any(|(path, kind)| told.get(path) != Some(kind))
    }

    /// What nobody has told yet. Answer it, then ask again: new files may want further ones.
    #[must_use]
    pub fn wanted(&self) -> Wanted {
        let told = Workspace::get(&self.db).path_kinds(&self.db);
        let mut files = Vec::new();
        let mut has_new_path = false;
        for references in crate::project::all_references(&self.db) {
            let is_unknown = |path: &&FilePath| !self.disk.contains_key(*path) && !self.open.contains_key(*path);
            files.extend(references.files.iter().filter(is_unknown).cloned());
            has_new_path |= references.paths.iter().any(|path| !told.contains_key(path));
        }
        files.sort();
        files.dedup();
        Wanted { files, paths: if has_new_path { self.asked_paths() } else { Vec::new() } }
    }

    /// The paths of which programs ask what is there, each once.
    #[must_use]
    pub fn asked_paths(&self) -> Vec<FilePath> {
        let references = crate::project::all_references(&self.db);
        let mut paths: Vec<FilePath> = references.flat_map(|it| it.paths.iter().cloned()).collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// A view of the present state for another thread. It must not be kept: a change waits until all snapshots are gone.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { db: self.db.clone() }
    }

    /// The database, for questions on the owner's own thread.
    #[must_use]
    pub fn db(&self) -> &dyn Db {
        &self.db
    }

    /// What the database keeps in memory. A change like any other: questions that are being answered unwind first.
    pub fn memory_usage(&mut self) -> MemoryUsage {
        let info = <dyn salsa::Database>::memory_usage(&mut self.db);
        let ingredient = |it: &salsa::IngredientInfo| Ingredient {
            name: it.debug_name().to_owned(),
            count: it.count(),
            bytes: it.size_of_fields() + it.size_of_metadata(),
        };
        let mut ingredients: Vec<Ingredient> = info.structs.iter().map(ingredient).collect();
        ingredients
            .extend(info.queries.iter().map(|(name, it)| Ingredient { name: (*name).to_owned(), ..ingredient(it) }));
        ingredients.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.name.cmp(&b.name)));
        MemoryUsage {
            ingredients,
            files_on_disk: self.disk.values().flatten().count(),
            text_on_disk: self.disk.values().flatten().map(|text| text.len()).sum(),
            open_files: self.open.len(),
            open_text: self.open.values().map(|tree| usize::from(tree.text().len())).sum(),
        }
    }

    /// Starts to record which queries are executed. Needs [`Host::with_query_log`].
    pub fn record_queries(&mut self) {
        *self.db.log.lock().unwrap_or_else(PoisonError::into_inner) = Some(Vec::new());
    }

    /// The queries executed since [`Host::record_queries`], as `query(item)` or `query(file)`; recording ends.
    #[must_use]
    pub fn take_recorded_queries(&mut self) -> Vec<String> {
        let keys = self.db.log.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default();
        crate::query_log::describe(&self.db, &keys)
    }

    /// Brings the inputs up to date with what is known of these paths.
    fn refresh(&mut self, paths: &[FilePath]) {
        let workspace = Workspace::get(&self.db);
        let listed = Arc::clone(workspace.files(&self.db));
        let mut files = None;
        for path in paths {
            match self.content(path) {
                Some(content) => {
                    let handle = self.set_content(path, content);
                    if !listed.contains_key(path) {
                        files.get_or_insert_with(|| BTreeMap::clone(&listed)).insert(path.clone(), handle);
                    }
                }
                None if listed.contains_key(path) => {
                    files.get_or_insert_with(|| BTreeMap::clone(&listed)).remove(path);
                }
                None => {}
            }
        }
        if let Some(files) = files {
            workspace.set_files(&mut self.db).with_durability(Durability::MEDIUM).to(Arc::new(files));
        }
    }

    /// What a file says now: the open buffer, else the disk.
    fn content(&self, path: &FilePath) -> Option<Content> {
        if let Some(tree) = self.open.get(path) {
            if is_stub(path) {
                return Some(translated(&tree.text().to_string()));
            }
            return Some(Content { text: tree.text().clone(), tree: Some(tree.clone()) });
        }
        let text = self.disk.get(path)?.as_ref()?;
        if is_stub(path) {
            return Some(translated(text));
        }
        Some(Content { text: SourceText::new(text), tree: None })
    }

    fn set_content(&mut self, path: &FilePath, content: Content) -> SourceFile {
        // While somebody types, what depends only on files that are not open need not be looked at.
        let durability = if content.tree.is_some() { Durability::LOW } else { Durability::MEDIUM };
        if let Some(handle) = self.handles.get(path) {
            handle.set_content(&mut self.db).with_durability(durability).to(content);
            return *handle;
        }
        let origin = if is_stub(path) { Origin::Stub } else { Origin::Project };
        let handle = SourceFile::builder(path.clone(), content, origin).content_durability(durability).new(&self.db);
        self.handles.insert(path.clone(), handle);
        handle
    }
}

fn is_stub(path: &FilePath) -> bool {
    path.extension() == Some("pyi")
}

/// A Python stub, as declarations in Fitz.
fn translated(stub: &str) -> Content {
    Content { text: SourceText::new(&crate::stub_text::translate(stub)), tree: None }
}

/// A view of one state of the database.
pub struct Snapshot {
    db: Database,
}

impl Snapshot {
    /// The database to ask.
    #[must_use]
    pub fn db(&self) -> &dyn Db {
        &self.db
    }
}

/// A question was given up because the text changed meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

/// Runs a question and tells whether a change cancelled it. Other panics go on.
///
/// # Errors
/// [`Cancelled`] when a newer change made the answer worthless.
pub fn catch_cancelled<T>(question: impl FnOnce() -> T + UnwindSafe) -> Result<T, Cancelled> {
    salsa::Cancelled::catch(AssertUnwindSafe(question)).map_err(|_| Cancelled)
}
