//! `textDocument/inlayHint` and `inlayHint/resolve`

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{InlayHint, InlayHintLabel, InlayHintParams, Position, Range, Url};

use crate::server::client::HintSupport;
use crate::server::dispatch::RequestHandler;
use crate::server::endpoint_watch::{self, Subject};
use crate::server::view::View;
use crate::server::{from_proto, to_proto};

/// The hints in a part of a document.
pub(in crate::server) struct InlayHints;

/// The rest of a hint, once the user points at it.
pub(in crate::server) struct ResolveHint;

/// A hint of which something was left out.
#[derive(Clone, Serialize)]
pub(in crate::server) struct PartialHint {
    hint: InlayHint,
    data: HintData,
}

/// What such a hint carries, to be found again.
#[derive(Clone, Deserialize, Serialize)]
struct HintData {
    uri: Url,
    version: Option<i32>,
}

impl RequestHandler for InlayHints {
    const METHOD: &'static str = "textDocument/inlayHint";
    type Params = InlayHintParams;
    type Answer = Option<Vec<InlayHint>>;

    fn document(params: &InlayHintParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let url = &params.text_document.uri;
        let Some(file) = view.file(url) else { return Ok(None) };
        view.note_told(url, Subject::InlayHints, || endpoint_watch::of_hints(view, file));
        let hints = hints(view, url, params.range).into_iter();
        Ok(Some(hints.map(|hint| without_rest(view, url, hint)).collect()))
    }

    fn nothing() -> Option<Vec<InlayHint>> {
        None
    }
}

/// The whole hints in a range of a program.
fn hints(view: &View, url: &Url, range: Range) -> Vec<InlayHint> {
    let Some(file) = view.file(url) else { return Vec::new() };
    let range = from_proto::text_range(view.text(file), range, view.encoding());
    let hints = fitz_ide::inlay_hints(view.db(), file, range, &view.config.hints).into_iter();
    hints.map(|hint| to_proto::inlay_hint(view, file, hint)).collect()
}

/// A hint without what the client asks for later.
fn without_rest(view: &View, url: &Url, mut hint: InlayHint) -> InlayHint {
    let HintSupport { resolves_locations, resolves_tooltips, resolves_edits } = view.supports().hints;
    let mut is_partial = false;
    if resolves_locations && let InlayHintLabel::LabelParts(parts) = &mut hint.label {
        parts.iter_mut().for_each(|part| is_partial |= part.location.take().is_some());
    }
    is_partial |= resolves_tooltips && hint.tooltip.take().is_some();
    is_partial |= resolves_edits && hint.text_edits.take().is_some();
    let data = HintData { uri: url.clone(), version: view.version(url) };
    hint.data = if is_partial { serde_json::to_value(data).ok() } else { None };
    hint
}

impl PartialHint {
    /// A hint that the client sends back. What has no data of ours is whole already.
    pub(in crate::server) fn new(hint: InlayHint) -> std::result::Result<PartialHint, Box<InlayHint>> {
        match hint.data.clone().and_then(|data| serde_json::from_value(data).ok()) {
            Some(data) => Ok(PartialHint { hint, data }),
            None => Err(Box::new(hint)),
        }
    }
}

impl RequestHandler for ResolveHint {
    const METHOD: &'static str = "inlayHint/resolve";
    type Params = PartialHint;
    type Answer = InlayHint;

    fn document(params: &PartialHint) -> &Url {
        &params.data.uri
    }

    fn answer(view: &View, params: PartialHint) -> Result<InlayHint> {
        let PartialHint { hint, data } = params;
        if view.version(&data.uri) != data.version {
            return Err(Error::content_modified());
        }
        let there = hints(view, &data.uri, Range::new(hint.position, hint.position)).into_iter();
        let mut same = there.filter(|it| it.position == hint.position && text(it) == text(&hint));
        same.next().ok_or_else(Error::content_modified)
    }

    /// Never asked for: a document without hints has none to resolve.
    fn nothing() -> InlayHint {
        InlayHint {
            position: Position::default(),
            label: InlayHintLabel::String(String::new()),
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_left: None,
            padding_right: None,
            data: None,
        }
    }
}

fn text(hint: &InlayHint) -> String {
    match &hint.label {
        InlayHintLabel::String(text) => text.clone(),
        InlayHintLabel::LabelParts(parts) => parts.iter().map(|part| part.value.as_str()).collect(),
    }
}
