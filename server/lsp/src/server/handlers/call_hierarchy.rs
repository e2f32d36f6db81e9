//! `textDocument/prepareCallHierarchy`, `callHierarchy/incomingCalls` and `callHierarchy/outgoingCalls`

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem, CallHierarchyOutgoingCall,
    CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, TextDocumentIdentifier, TextDocumentPositionParams,
    Url,
};

use crate::server::dispatch::RequestHandler;
use crate::server::to_proto;
use crate::server::view::{Place, View};

/// The functions at a place.
pub(in crate::server) struct CallHierarchy;

/// Who calls a function, or broadcasts to a handler.
pub(in crate::server) struct IncomingCalls;

/// What a function calls or broadcasts to.
pub(in crate::server) struct OutgoingCalls;

impl RequestHandler for CallHierarchy {
    const METHOD: &'static str = "textDocument/prepareCallHierarchy";
    type Params = CallHierarchyPrepareParams;
    type Answer = Option<Vec<CallHierarchyItem>>;

    fn document(params: &CallHierarchyPrepareParams) -> &Url {
        &params.text_document_position_params.text_document.uri
    }

    fn answer(view: &View, params: CallHierarchyPrepareParams) -> Result<Option<Vec<CallHierarchyItem>>> {
        let Some(place) = view.place(&params.text_document_position_params) else { return Ok(None) };
        let items = fitz_ide::prepare_call_hierarchy(view.db(), place.file, place.offset);
        let items: Vec<_> = items.iter().filter_map(|item| to_proto::call_item(view, item)).collect();
        Ok((!items.is_empty()).then_some(items))
    }

    fn nothing() -> Option<Vec<CallHierarchyItem>> {
        None
    }
}

impl RequestHandler for IncomingCalls {
    const METHOD: &'static str = "callHierarchy/incomingCalls";
    type Params = CallHierarchyIncomingCallsParams;
    type Answer = Option<Vec<CallHierarchyIncomingCall>>;

    fn document(params: &CallHierarchyIncomingCallsParams) -> &Url {
        &params.item.uri
    }

    fn answer(view: &View, params: CallHierarchyIncomingCallsParams) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        let Some(place) = place_of(view, &params.item) else { return Ok(None) };
        let call = |call: fitz_ide::Call| {
            let caller = call.item.target.file;
            Some(CallHierarchyIncomingCall {
                from: to_proto::call_item(view, &call.item)?,
                from_ranges: call.ranges.iter().map(|range| view.range(caller, *range)).collect(),
            })
        };
        let calls = fitz_ide::incoming_calls(view.db(), place.file, place.offset);
        Ok(Some(calls.into_iter().filter_map(call).collect()))
    }

    fn nothing() -> Option<Vec<CallHierarchyIncomingCall>> {
        None
    }
}

impl RequestHandler for OutgoingCalls {
    const METHOD: &'static str = "callHierarchy/outgoingCalls";
    type Params = CallHierarchyOutgoingCallsParams;
    type Answer = Option<Vec<CallHierarchyOutgoingCall>>;

    fn document(params: &CallHierarchyOutgoingCallsParams) -> &Url {
        &params.item.uri
    }

    fn answer(view: &View, params: CallHierarchyOutgoingCallsParams) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        let Some(place) = place_of(view, &params.item) else { return Ok(None) };
        let call = |call: fitz_ide::Call| {
            Some(CallHierarchyOutgoingCall {
                to: to_proto::call_item(view, &call.item)?,
                from_ranges: call.ranges.iter().map(|range| view.range(place.file, *range)).collect(),
            })
        };
        let calls = fitz_ide::outgoing_calls(view.db(), place.file, place.offset);
        Ok(Some(calls.into_iter().filter_map(call).collect()))
    }

    fn nothing() -> Option<Vec<CallHierarchyOutgoingCall>> {
        None
    }
}

/// The name of an item that the client was told before.
fn place_of(view: &View, item: &CallHierarchyItem) -> Option<Place> {
    let text_document = TextDocumentIdentifier { uri: item.uri.clone() };
    view.place(&TextDocumentPositionParams { text_document, position: item.selection_range.start })
}
