//! The documents of the program that a file belongs to, with the way back to the source.

use std::collections::BTreeMap;

use fitz_analysis::{Db, SourceFile, programs};
use fitz_schema::{AsyncApiOptions, Document, OpenApiOptions};
use fitz_syntax::TextRange;

/// Which document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentKind {
    /// AsyncAPI: the WebSocket endpoints.
    AsyncApi,
    /// OpenAPI: the HTTP routes.
    OpenApi,
}

/// A document for the preview.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview<'db> {
    /// The document.
    pub document: &'db serde_json::Value,
    /// Where the parts of the document come from: JSON pointer (RFC 6901) into `document` → place.
    pub pointers: BTreeMap<&'db str, (SourceFile, TextRange)>,
    /// Whether the running service exposes the document (`@server(docs=false)` hides it).
    pub exposed: bool,
}

/// The document of the program of `file`, with its places. A module that several programs share shows the first of them.
pub fn preview(db: &dyn Db, file: SourceFile, kind: DocumentKind) -> Preview<'_> {
    let document = document(db, file, kind);
    let pointers = document.pointers.iter().filter_map(|(place, source)| Some((place.as_str(), source.resolve(db)?)));
    Preview { document: &document.json, pointers: pointers.collect(), exposed: document.exposed }
}

/// The document of [`preview`].
pub fn document(db: &dyn Db, file: SourceFile, kind: DocumentKind) -> &Document {
    let entry = programs(db, file).first().copied().unwrap_or(file);
    match kind {
        DocumentKind::AsyncApi => fitz_schema::asyncapi_document(db, entry, AsyncApiOptions::default()),
        DocumentKind::OpenApi => fitz_schema::openapi_document(db, entry, OpenApiOptions::default()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use fitz_analysis::{FilePath, Host};

    use super::{DocumentKind, preview};

    const MANIFEST: &str = "[package]\nname = \"depot\"\nversion = \"1.0.0\"\n\n[bin]\nmain = \"main.fitz\"\n";
    const MAIN: &str = "import live\n\n@server(8080, docs=false)\nfn main() => 0\n";
    const LIVE: &str =
        "type Event { kind: Str }\n\n@ws(\"/live\")\nasync fn feed(conn: WsConn<Event>) -> Null => null\n";

    #[test]
    fn a_module_shows_its_program_and_leads_back_to_every_file() {
        let mut host = Host::new();
        for (path, text) in [("/fitz.toml", MANIFEST), ("/main.fitz", MAIN), ("/live.fitz", LIVE)] {
            host.set_disk(&FilePath::new(path), Some(Arc::from(text)));
        }
        let db = host.db();
        let file = |path: &str| fitz_analysis::file(db, &FilePath::new(path)).unwrap();
        let shown = preview(db, file("/live.fitz"), DocumentKind::AsyncApi);
        assert_eq!(shown, preview(db, file("/main.fitz"), DocumentKind::AsyncApi));
        assert_eq!(shown.document["info"]["title"], "depot");
        assert!(!shown.exposed);

        let text_behind = |place: &str| {
            let (file, range) = shown.pointers[place];
            let text = file.content(db).text.to_string();
            (file.path(db).to_string(), text.get(std::ops::Range::<usize>::from(range)).unwrap().to_owned())
        };
        for (place, path, text) in [
            ("/servers/default", "/main.fitz", "@server(8080, docs=false)"),
            ("/channels/~1live", "/live.fitz", "@ws(\"/live\")"),
            ("/channels/~1live/messages/Event/payload/properties/kind", "/live.fitz", "kind"),
        ] {
            assert_eq!(text_behind(place), (path.to_owned(), text.to_owned()), "{place}");
        }
    }

    #[test]
    fn a_new_field_is_in_the_next_preview() {
        let mut host = Host::new();
        let path = FilePath::new("/live.fitz");
        host.set_disk(&path, Some(Arc::from(LIVE)));
        let place = "/channels/~1live/messages/Event/payload/properties/at";
        let file = fitz_analysis::file(host.db(), &path).unwrap();
        assert_eq!(preview(host.db(), file, DocumentKind::AsyncApi).document.pointer(place), None);
        host.set_disk(&path, Some(Arc::from(LIVE.replace("kind: Str", "kind: Str, at: DateTime"))));
        let shown = preview(host.db(), file, DocumentKind::AsyncApi);
        assert!(shown.document.pointer(place).is_some());
        assert!(shown.pointers.contains_key(place));
    }
}
