//! Stands before the protocol library and puts right what it would do wrong.

use std::future::{Future, ready};
use std::pin::Pin;
use std::task::{Context, Poll};

use serde_json::{Value, json};
use tower_lsp::LspService;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_service::Service;

use super::backend::{Backend, COMPLETION, COMPLETION_RESOLVE};
use super::dispatch::RequestHandler;
use super::handlers::WorkspaceSymbols;
use super::transport::MALFORMED;

/// The service of the protocol library, guarded.
pub(super) struct ProtocolGuard {
    inner: LspService<Backend>,
}

impl ProtocolGuard {
    pub(super) fn new(inner: LspService<Backend>) -> ProtocolGuard {
        ProtocolGuard { inner }
    }
}

type ServiceError = <LspService<Backend> as Service<Request>>::Error;

impl Service<Request> for ProtocolGuard {
    type Response = Option<Response>;
    type Error = ServiceError;
    type Future = Pin<Box<dyn Future<Output = Result<Option<Response>, ServiceError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), ServiceError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        match request.method() {
            MALFORMED => answer(Some(Response::from_error(Id::Null, malformed_message(request.params())))),
            // The library refuses the whole handshake when one of some hundred optional fields has a value that it does
            // not know. We read the few that matter ourselves, see `client.rs`.
            "initialize" => {
                let (_, id, params) = request.into_parts();
                let params = json!({ "capabilities": {}, "initializationOptions": params });
                self.inner.call(rebuild("initialize", id, Some(params)))
            }
            WorkspaceSymbols::METHOD => {
                let (_, id, params) = request.into_parts();
                self.inner.call(rebuild(WorkspaceSymbols::ROUTED, id, params))
            }
            // It refuses `null` and `{}` here, which real clients send.
            "shutdown" => {
                let (_, id, _) = request.into_parts();
                self.inner.call(rebuild("shutdown", id, None))
            }
            // It would cancel the requests in flight, a `shutdown` just before among them. The input ends with `exit`
            // (see `transport.rs`), so the session ends by itself once everything is answered.
            "exit" if request.id().is_none() => answer(None),
            // It knows neither the defaults of a list nor the text of an item that has none of its own.
            method @ ("textDocument/completion" | "completionItem/resolve") => {
                let ours = if method == "completionItem/resolve" { COMPLETION_RESOLVE } else { COMPLETION };
                let (_, id, params) = request.into_parts();
                self.inner.call(rebuild(ours, id, params))
            }
            // It answers nothing to unknown requests whose names begin with `$/`; LSP 3.17 ("$ Notifications and
            // Requests") asks for an error. None of ours has such a name.
            method if method.starts_with("$/") && request.id().is_some() => {
                let (method, id, _) = request.into_parts();
                let mut error = Error::method_not_found();
                error.data = Some(Value::from(method));
                answer(id.map(|id| Response::from_error(id, error)))
            }
            _ => self.inner.call(request),
        }
    }
}

fn answer(response: Option<Response>) -> <ProtocolGuard as Service<Request>>::Future {
    Box::pin(ready(Ok(response)))
}

fn rebuild(method: &'static str, id: Option<Id>, params: Option<Value>) -> Request {
    let mut request = Request::build(method);
    if let Some(id) = id {
        request = request.id(id);
    }
    if let Some(params) = params {
        request = request.params(params);
    }
    request.finish()
}

fn malformed_message(note: Option<&Value>) -> Error {
    let field = |name: &str| note.and_then(|note| note.get(name));
    let code = field("code").and_then(Value::as_i64).map_or(ErrorCode::InvalidRequest, ErrorCode::from);
    let mut error = Error::new(code);
    if let Some(message) = field("message").and_then(Value::as_str) {
        error.message = message.to_owned().into();
    }
    error
}
