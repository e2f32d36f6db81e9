//! Whether what a client was told of endpoints is still so.
//!
//! Endpoints of one file depend on many others, so a client cannot know when to ask again. What it asked for is remembered as a
//! fingerprint, and compared after every change: when it has become another one, the client is told, once. A client that
//! never asked costs nothing and hears nothing.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crossbeam_channel::Sender;
use fitz_analysis::{FilePath, SourceFile};
use fitz_ide::{CodeLens, DocumentKind};
use fitz_schema::Document;
use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::notification::Notification;
use tower_lsp::lsp_types::{TextDocumentIdentifier, Url};

use super::client::Supports;
use super::handlers::EndpointsAnswer;
use super::main_loop::Event;
use super::outbox::Outbox;
use super::panic;
use super::task_pool::Task;
use super::view::View;

/// What a client can have asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// `fitz/endpoints`.
    Endpoints,
    /// `fitz/asyncApi` or `fitz/openApi`.
    Document(DocumentKind),
    /// `textDocument/codeLens`.
    CodeLenses,
    /// `textDocument/inlayHint`.
    InlayHints,
}

/// Something that the client was told.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// About which document.
    pub(super) path: FilePath,
    /// Its name, as the client writes it.
    pub(super) url: Url,
    /// What it was asked.
    pub(super) subject: Subject,
    /// What the answer said.
    pub(super) fingerprint: u64,
}

/// What the client was told.
#[derive(Default)]
pub(super) struct EndpointWatch {
    told: BTreeMap<(FilePath, Subject), Told>,
}

/// `fitz/endpointsChanged`.
pub(super) enum EndpointsChanged {}

impl Notification for EndpointsChanged {
    type Params = EndpointsChangedParams;
    const METHOD: &'static str = "fitz/endpointsChanged";
}

/// The documents whose answers have become others.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct EndpointsChangedParams {
    changed: Vec<ChangedDocument>,
}

/// Which answers about a document have become others.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct ChangedDocument {
    text_document: TextDocumentIdentifier,
    endpoints: bool,
    async_api: bool,
    open_api: bool,
}

impl Subject {
    /// Whether the client can be told that it changed.
    pub(super) fn is_watched_by(self, client: &Supports) -> bool {
        match self {
            Subject::Endpoints | Subject::Document(_) => client.endpoints_changed,
            Subject::CodeLenses => client.code_lens_refresh,
            Subject::InlayHints => client.inlay_hint_refresh,
        }
    }
}

impl EndpointWatch {
    /// The client was told this.
    pub(super) fn told(&mut self, told: Told) {
        self.told.insert((told.path.clone(), told.subject), told);
    }

    /// A document was closed: what was drawn in it is gone. What was asked *about* it may still be on the screen.
    pub(super) fn closed(&mut self, path: &FilePath) {
        self.told.remove(&(path.clone(), Subject::CodeLenses));
        self.told.remove(&(path.clone(), Subject::InlayHints));
    }

    /// The comparison that is due, if the client was told anything.
    pub(super) fn comparison(&self, view: impl FnOnce() -> View) -> Option<Box<dyn Task>> {
        if self.told.is_empty() {
            return None;
        }
        Some(Box::new(Comparison { view: view(), told: self.told.values().cloned().collect() }))
    }

    /// Tells the client what is no longer so.
    pub(super) fn compared(&mut self, now: Vec<Told>, outbox: &Outbox) {
        let mut changed: BTreeMap<FilePath, ChangedDocument> = BTreeMap::new();
        let (mut lenses, mut hints) = (false, false);
        for told in now {
            let key = (told.path.clone(), told.subject);
            let Some(known) = self.told.get_mut(&key).filter(|known| known.fingerprint != told.fingerprint) else {
                continue;
            };
            known.fingerprint = told.fingerprint;
            match told.subject {
                Subject::Endpoints | Subject::Document(_) => {
                    let document = changed.entry(told.path).or_insert_with(|| ChangedDocument {
                        text_document: TextDocumentIdentifier { uri: told.url },
                        endpoints: false,
                        async_api: false,
                        open_api: false,
                    });
                    document.endpoints |= told.subject == Subject::Endpoints;
                    document.async_api |= told.subject == Subject::Document(DocumentKind::AsyncApi);
                    document.open_api |= told.subject == Subject::Document(DocumentKind::OpenApi);
                }
                Subject::CodeLenses => lenses = true,
                Subject::InlayHints => hints = true,
            }
        }
        if !changed.is_empty() {
            outbox.endpoints_changed(EndpointsChangedParams { changed: changed.into_values().collect() });
        }
        if lenses {
            outbox.converse(|client| async move {
                let _ = client.code_lens_refresh().await;
            });
        }
        if hints {
            outbox.converse(|client| async move {
                let _ = client.inlay_hint_refresh().await;
            });
        }
    }
}

struct Comparison {
    view: View,
    told: Vec<Told>,
}

impl Task for Comparison {
    fn run(self: Box<Self>) {
        let Comparison { view, told } = *self;
        let events: Sender<Event> = view.events.clone();
        let compare = || -> Vec<Told> {
            let now = |told: Told| Told { fingerprint: fingerprint(&view, &told.url, told.subject), ..told };
            told.into_iter().map(now).collect()
        };
        // The change that cancels it asks for a new one. A panic is logged; nothing is known then.
        if let Ok(now) = panic::guard("what the client was told of endpoints", compare) {
            drop(view);
            let _ = events.send(Event::Compared(now));
        }
    }

    /// The change that did it asks for a new comparison.
    fn abandon(self: Box<Self>) {}
}

/// A number that says the same as long as the answer does. Answers move with the text around them; that is no change.
fn fingerprint(view: &View, url: &Url, subject: Subject) -> u64 {
    let Some(file) = view.file(url) else { return 0 };
    match subject {
        Subject::Endpoints => of_endpoints(view, file),
        Subject::Document(kind) => of_document(fitz_ide::document(view.db(), file, kind)),
        Subject::CodeLenses => of_lenses(&fitz_ide::code_lenses(view.db(), file)),
        Subject::InlayHints => of_hints(view, file),
    }
}

/// The fingerprint of an answer to `fitz/endpoints`.
pub(super) fn of_endpoints(view: &View, file: SourceFile) -> u64 {
    hash(serde_json::to_string(&EndpointsAnswer::without_places(view, file)).unwrap_or_default())
}

/// The fingerprint of a document.
pub(super) fn of_document(document: &Document) -> u64 {
    hash((&document.json, document.exposed))
}

/// The fingerprint of the lenses of a document.
pub(super) fn of_lenses(lenses: &[CodeLens]) -> u64 {
    hash(lenses.iter().map(|lens| lens.title.as_str()).collect::<Vec<_>>())
}

/// The fingerprint of the hints of a document, whichever part of it the client sees.
pub(super) fn of_hints(view: &View, file: SourceFile) -> u64 {
    let hints = fitz_ide::inlay_hints(view.db(), file, view.text(file).range(), &view.config.hints);
    hash(hints.iter().flat_map(|hint| &hint.parts).map(|part| part.text.as_str()).collect::<Vec<_>>())
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
