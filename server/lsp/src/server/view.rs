//! What a question sees: one state of everything.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crossbeam_channel::Sender;
use fitz_analysis::{Db, FilePath, Origin, Snapshot, SourceFile};
use fitz_syntax::{PositionEncoding, SourceText, TextSize};
use tower_lsp::lsp_types::{Location, Range, TextDocumentPositionParams, Url};

use super::cancellation::CancelToken;
use super::client::{ClientInfo, Supports};
use super::config::Config;
use super::documents::{OpenDocument, has_findings, is_program};
use super::endpoint_watch::{Subject, Told};
use super::library_files::LibraryFiles;
use super::main_loop::Event;
use super::outbox::Outbox;
use super::token_cache::TokenCache;
use super::{from_proto, to_proto};

/// One state of the database, the open buffers, the client and the settings.
///
/// It holds a snapshot, and a change waits until all snapshots are gone: never keep one.
pub(super) struct View {
    pub(super) snapshot: Snapshot,
    pub(super) client: Arc<ClientInfo>,
    pub(super) config: Arc<Config>,
    pub(super) documents: Arc<BTreeMap<FilePath, OpenDocument>>,
    pub(super) library: Arc<LibraryFiles>,
    pub(super) cancel: CancelToken,
    /// The folders of the workspace.
    pub(super) folders: Arc<Vec<FilePath>>,
    /// The names of the findings that the client has of open documents, see [`super::handlers::result_id`].
    pub(super) known: Arc<BTreeMap<FilePath, String>>,
    /// The files that are or were open.
    pub(super) opened: Arc<BTreeSet<FilePath>>,
    /// The semantic tokens that the client has.
    pub(super) tokens: Arc<TokenCache>,
    /// The program `fitz`, if there is one.
    pub(super) program: Option<Arc<str>>,
    /// To say something before the answer.
    pub(super) outbox: Outbox,
    /// To tell the main loop what the client has been told.
    pub(super) events: Sender<Event>,
}

/// A place in a file.
pub(super) struct Place {
    pub(super) file: SourceFile,
    pub(super) offset: TextSize,
}

impl View {
    /// The database.
    pub(super) fn db(&self) -> &dyn Db {
        self.snapshot.db()
    }

    /// How positions are counted.
    pub(super) fn encoding(&self) -> PositionEncoding {
        self.client.encoding
    }

    /// What the client can do.
    pub(super) fn supports(&self) -> &Supports {
        &self.client.supports
    }

    /// The program of a document, if it exists and is analysed.
    pub(super) fn file(&self, url: &Url) -> Option<SourceFile> {
        self.any_file(url).filter(|file| is_program(file.path(self.db())))
    }

    /// The same for manifests, too.
    pub(super) fn any_file(&self, url: &Url) -> Option<SourceFile> {
        let path = from_proto::file_path(url);
        fitz_analysis::file(self.db(), &path).or_else(|| self.library.original(self.db(), &path))
    }

    /// The text of a file.
    pub(super) fn text(&self, file: SourceFile) -> &SourceText {
        &file.content(self.db()).text
    }

    /// The version of a document that is open.
    pub(super) fn version(&self, url: &Url) -> Option<i32> {
        self.documents.get(&from_proto::file_path(url)).map(|document| document.version)
    }

    /// The place that a request names.
    pub(super) fn place(&self, params: &TextDocumentPositionParams) -> Option<Place> {
        self.any_place(params).filter(|place| is_program(place.file.path(self.db())))
    }

    /// The place that a request names in a program or a manifest.
    pub(super) fn analysed_place(&self, params: &TextDocumentPositionParams) -> Option<Place> {
        self.any_place(params).filter(|place| has_findings(place.file.path(self.db())))
    }

    /// The same for all files.
    pub(super) fn any_place(&self, params: &TextDocumentPositionParams) -> Option<Place> {
        let file = self.any_file(&params.text_document.uri)?;
        let text = self.text(file);
        Some(Place { file, offset: from_proto::offset(text, params.position, self.encoding()) })
    }

    /// The name of a file: as the client writes it while it is open.
    pub(super) fn url(&self, file: SourceFile) -> Option<Url> {
        if file.origin(self.db()) == Origin::StandardLibrary {
            return self.library.url(self.db(), file, self.supports().library_text);
        }
        let path = file.path(self.db());
        match self.documents.get(path) {
            Some(document) => Some(document.url.clone()),
            None => to_proto::url(path),
        }
    }

    /// A range of a file, in positions.
    pub(super) fn range(&self, file: SourceFile, range: fitz_syntax::TextRange) -> Range {
        to_proto::range(self.text(file), range, self.encoding())
    }

    /// The address of a place as editors follow it from Markdown: the line, counted from 1, as the fragment.
    pub(super) fn link(&self, file: SourceFile, range: fitz_syntax::TextRange) -> Option<String> {
        let mut url = self.url(file)?;
        url.set_fragment(Some(&format!("L{}", self.text(file).line_of(range.start()) + 1)));
        Some(url.into())
    }

    /// Lets the main loop know what the client is being told, so that it hears of it when that changes.
    pub(super) fn note_told(&self, url: &Url, subject: Subject, fingerprint: impl FnOnce() -> u64) {
        if !subject.is_watched_by(self.supports()) {
            return;
        }
        let (path, url) = (from_proto::file_path(url), url.clone());
        let told = Told { path, url, subject, fingerprint: fingerprint() };
        // Fails only when the session is over.
        let _ = self.events.send(Event::Told(told));
    }

    /// A range of a file, with the file. `None` when the file has no name that a client could open.
    pub(super) fn location(&self, file: SourceFile, range: fitz_syntax::TextRange) -> Option<Location> {
        Some(Location { uri: self.url(file)?, range: self.range(file, range) })
    }
}
