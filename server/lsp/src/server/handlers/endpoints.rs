//! `fitz/endpoints`, a request of our own: see `docs/protocol-extensions.md`.

use fitz_analysis::{PushKind, SourceFile};
use fitz_syntax::TextRange;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{Location, TextDocumentIdentifier, Url};

use crate::server::dispatch::RequestHandler;
use crate::server::endpoint_watch::{self, Subject};
use crate::server::view::View;

/// The endpoints of a program.
pub(in crate::server) struct Endpoints;

/// What the client asks.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::server) struct EndpointsParams {
    text_document: TextDocumentIdentifier,
}

/// What it gets.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::server) struct EndpointsAnswer {
    /// The version of the open document that was asked about.
    version: Option<i32>,
    /// The file that the program starts with.
    entry: Option<Url>,
    /// Seconds between two pings; 0 = off.
    heartbeat_seconds: Option<i64>,
    endpoints: Vec<Endpoint>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Endpoint {
    kind: &'static str,
    method: Option<&'static str>,
    path: Option<String>,
    handler: String,
    module: String,
    access: Access,
    flag: Option<String>,
    frames: Option<Frames>,
    pushes: Vec<Push>,
    documentation: Option<String>,
    location: Option<Location>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Access {
    authenticated: bool,
    roles: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Frames {
    from_client: String,
    to_client: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Push {
    kind: &'static str,
    sender: String,
    message: String,
    location: Option<Location>,
}

impl RequestHandler for Endpoints {
    const METHOD: &'static str = "fitz/endpoints";
    type Params = EndpointsParams;
    type Answer = Option<EndpointsAnswer>;

    fn document(params: &EndpointsParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: EndpointsParams) -> Result<Option<EndpointsAnswer>> {
        let url = &params.text_document.uri;
        let Some(file) = view.file(url) else { return Ok(None) };
        view.note_told(url, Subject::Endpoints, || endpoint_watch::of_endpoints(view, file));
        let version = view.version(url);
        Ok(Some(EndpointsAnswer { version, ..answer(view, file, &|(file, range)| view.location(file, range)) }))
    }

    fn nothing() -> Option<EndpointsAnswer> {
        None
    }
}

impl EndpointsAnswer {
    /// What the list says, wherever it stands: an edit above an endpoint moves it and changes nothing else.
    pub(in crate::server) fn without_places(view: &View, file: SourceFile) -> EndpointsAnswer {
        answer(view, file, &|_| None)
    }
}

fn answer(
    view: &View,
    file: SourceFile,
    locate: &dyn Fn((SourceFile, TextRange)) -> Option<Location>,
) -> EndpointsAnswer {
    let list = fitz_ide::endpoints(view.db(), file);
    let push = |push: fitz_ide::PushInfo| Push {
        kind: match push.kind {
            PushKind::Send => "send",
            PushKind::Broadcast | PushKind::BroadcastFromAnywhere => "broadcast",
        },
        sender: push.sender,
        message: push.message.to_string(),
        location: locate(push.place),
    };
    let endpoint = |it: fitz_ide::EndpointInfo| Endpoint {
        kind: if it.method.is_some() { "http" } else { "webSocket" },
        method: it.method,
        path: it.path,
        handler: it.handler,
        module: it.module,
        access: Access {
            authenticated: it.access.is_protected(),
            roles: it.access.admin.then(|| "admin".to_owned()).into_iter().chain(it.access.any_role).collect(),
        },
        flag: it.flag,
        frames: it.frames.map(|(from, to)| Frames { from_client: from.to_string(), to_client: to.to_string() }),
        pushes: it.pushes.into_iter().map(push).collect(),
        documentation: it.doc,
        location: locate(it.place),
    };
    EndpointsAnswer {
        version: None,
        entry: view.url(list.entry),
        heartbeat_seconds: list.heartbeat_secs,
        endpoints: list.endpoints.into_iter().map(endpoint).collect(),
    }
}
