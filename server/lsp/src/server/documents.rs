//! The buffers that are open in the editor.

use std::collections::BTreeMap;
use std::sync::Arc;

use fitz_analysis::FilePath;
use fitz_syntax::{Document, PositionEncoding, SyntaxTree, TextChange};
use tower_lsp::lsp_types::Url;

/// Files above this size are not analysed: a tree takes some twenty times its text.
pub(super) const LARGEST_FILE: usize = 20 << 20;

/// The open buffers, by path.
#[derive(Default)]
pub(super) struct Documents {
    documents: BTreeMap<FilePath, Open>,
    /// What questions may know of them; made again when it changes.
    summary: Arc<BTreeMap<FilePath, OpenDocument>>,
}

struct Open {
    url: Url,
    version: i32,
    buffer: Buffer,
}

enum Buffer {
    /// A program or a manifest.
    Text(Box<Document>),
    /// Beyond [`LARGEST_FILE`]. Its text is not kept.
    TooLarge,
    /// A copy of a declaration file of the standard library, see `library_files.rs`. Its text is ours, whatever the
    /// editor holds.
    Library,
}

/// An open buffer, as questions see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OpenDocument {
    /// Its name, exactly as the client writes it.
    pub(super) url: Url,
    /// The version of the last change.
    pub(super) version: i32,
    /// Whether findings are reported for it.
    pub(super) is_analysed: bool,
}

/// What a change did to a buffer.
pub(super) enum Changed {
    /// The tree of the new text.
    Text(SyntaxTree),
    /// The buffer is now, for the first time, too large.
    BecameTooLarge,
    /// Nothing that matters.
    Nothing,
}

impl Documents {
    /// Opens a buffer.
    pub(super) fn open(&mut self, path: &FilePath, url: Url, version: i32, text: &str) -> Changed {
        let (buffer, changed) = if text.len() > LARGEST_FILE {
            (Buffer::TooLarge, Changed::BecameTooLarge)
        } else {
            let document = Document::open(text, version);
            let tree = document.tree().clone();
            (Buffer::Text(Box::new(document)), Changed::Text(tree))
        };
        self.insert(path, Open { url, version, buffer });
        changed
    }

    /// Opens a copy of a declaration file of the standard library.
    pub(super) fn open_library(&mut self, path: &FilePath, url: Url, version: i32) {
        self.insert(path, Open { url, version, buffer: Buffer::Library });
    }

    /// Applies changes. Those of a buffer that is not open are ignored.
    pub(super) fn change(
        &mut self,
        path: &FilePath,
        version: i32,
        changes: &[TextChange],
        encoding: PositionEncoding,
    ) -> Changed {
        let Some(open) = self.documents.get_mut(path) else {
            tracing::warn!(%path, "a change of a document that is not open");
            return Changed::Nothing;
        };
        open.version = version;
        let changed = match &mut open.buffer {
            Buffer::Library => Changed::Nothing,
            Buffer::TooLarge => match changes.last() {
                Some(TextChange::Full(text)) if text.len() <= LARGEST_FILE => {
                    let document = Document::open(text, version);
                    let tree = document.tree().clone();
                    open.buffer = Buffer::Text(Box::new(document));
                    Changed::Text(tree)
                }
                _ => Changed::Nothing,
            },
            Buffer::Text(document) => {
                document.apply(version, changes, encoding);
                if usize::from(document.text().len()) > LARGEST_FILE {
                    open.buffer = Buffer::TooLarge;
                    Changed::BecameTooLarge
                } else {
                    Changed::Text(document.tree().clone())
                }
            }
        };
        self.summarise();
        changed
    }

    /// Closes a buffer and tells the name that it had.
    pub(super) fn close(&mut self, path: &FilePath) -> Option<Url> {
        let closed = self.documents.remove(path)?;
        self.summarise();
        Some(closed.url)
    }

    /// What questions may know.
    pub(super) fn summary(&self) -> &Arc<BTreeMap<FilePath, OpenDocument>> {
        &self.summary
    }

    fn insert(&mut self, path: &FilePath, open: Open) {
        self.documents.insert(path.clone(), open);
        self.summarise();
    }

    fn summarise(&mut self) {
        let summary = |(path, open): (&FilePath, &Open)| {
            let is_analysed = matches!(open.buffer, Buffer::Text(_)) && has_findings(path);
            (path.clone(), OpenDocument { url: open.url.clone(), version: open.version, is_analysed })
        };
        self.summary = Arc::new(self.documents.iter().map(summary).collect());
    }
}

/// Whether a file is a program, as opposed to a manifest (`fitz.toml`), a view (`.fitzv`) or a Python stub (`.pyi`).
/// Documents without an extension are: that is how editors name new ones.
pub(super) fn is_program(path: &FilePath) -> bool {
    !matches!(path.extension(), Some("toml" | "fitzv" | "pyi"))
}

/// Whether findings are reported for a file: programs and manifests.
pub(super) fn has_findings(path: &FilePath) -> bool {
    is_program(path) || path.file_name() == fitz_analysis::MANIFEST
}
