//! What the end-to-end tests need to provoke failures, and nobody else has: these requests exist only when the
//! environment variable `FITZ_LSP_TEST_HOOKS` is `1`.
//!
//! - `fitz/test/panic`: a computation about the document panics.
//! - `fitz/test/slow`: a computation about the document runs until it is cancelled. With `"deaf": true` it does not
//!   notice a `$/cancelRequest`, only a change of a text.
//! - `fitz/test/text`: the text and the version of the document, as the server has them.
//! - `fitz/test/releaseScan`: with the environment variable `FITZ_LSP_TEST_HOLD_SCAN`, folders are read only after this, or
//!   when reading is cancelled. `FITZ_LSP_TEST_SHOWN_AFTER` is the number of milliseconds after which work is shown.
//! - `fitz/test/askClient`: the answer is what the client says to `workspace/configuration`.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tower_lsp::LspServiceBuilder;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{ConfigurationItem, TextDocumentIdentifier, Url};

use super::backend::Backend;
use super::cancellation::CancelToken;
use super::dispatch::RequestHandler;
use super::view::View;

/// The environment variable.
const VARIABLE: &str = "FITZ_LSP_TEST_HOOKS";

/// Whether somebody may read folders.
static SCAN_RELEASED: (Mutex<bool>, Condvar) = (Mutex::new(false), Condvar::new());

fn are_on() -> bool {
    std::env::var_os(VARIABLE).is_some_and(|value| value == "1")
}

/// After which time work is shown, if a test says so.
pub(super) fn shown_after() -> Option<Duration> {
    let chosen = std::env::var("FITZ_LSP_TEST_SHOWN_AFTER").ok().filter(|_| are_on())?;
    chosen.parse().ok().map(Duration::from_millis)
}

/// Waits until a folder may be read, if a test holds that up.
pub(super) fn hold_scan(cancel: &CancelToken) {
    if !are_on() || std::env::var_os("FITZ_LSP_TEST_HOLD_SCAN").is_none() {
        return;
    }
    let (released, changed) = &SCAN_RELEASED;
    let mut is_released = released.lock().unwrap_or_else(PoisonError::into_inner);
    while !*is_released && !cancel.is_cancelled() {
        let waited = changed.wait_timeout(is_released, Duration::from_millis(1));
        is_released = waited.unwrap_or_else(PoisonError::into_inner).0;
    }
}

/// Adds the requests, if they are wanted.
pub(super) fn register(builder: LspServiceBuilder<Backend>) -> LspServiceBuilder<Backend> {
    if !are_on() {
        return builder;
    }
    builder
        .custom_method(Panics::METHOD, Backend::test_panic)
        .custom_method(Slow::METHOD, Backend::test_slow)
        .custom_method(Text::METHOD, Backend::test_text)
        .custom_method("fitz/test/releaseScan", Backend::test_release_scan)
        .custom_method("fitz/test/askClient", Backend::test_ask_client)
}

impl Backend {
    async fn test_panic(&self, params: TestParams) -> Result<Value> {
        self.ask::<Panics>(params).await
    }

    async fn test_slow(&self, params: TestParams) -> Result<Value> {
        self.ask::<Slow>(params).await
    }

    async fn test_text(&self, params: TestParams) -> Result<Value> {
        self.ask::<Text>(params).await
    }

    async fn test_release_scan(&self) -> Result<Value> {
        let (released, changed) = &SCAN_RELEASED;
        *released.lock().unwrap_or_else(PoisonError::into_inner) = true;
        changed.notify_all();
        Ok(Value::Null)
    }

    async fn test_ask_client(&self) -> Result<Value> {
        let (reply, answer) = oneshot::channel();
        self.outbox.converse(|client| async move {
            let item = ConfigurationItem { scope_uri: None, section: Some("fitz.test".to_owned()) };
            // Nobody may be waiting any more, which is what the test is about.
            let _ = reply.send(client.configuration(vec![item]).await);
        });
        let sections = answer.await.map_err(|_| Error::internal_error())??;
        Ok(Value::Array(sections))
    }
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct TestParams {
    text_document: TextDocumentIdentifier,
    #[serde(default)]
    deaf: bool,
}

struct Panics;

impl RequestHandler for Panics {
    const METHOD: &'static str = "fitz/test/panic";
    type Params = TestParams;
    type Answer = Value;

    fn document(params: &TestParams) -> &Url {
        &params.text_document.uri
    }

    #[allow(clippy::panic)] // That is its purpose.
    fn answer(_: &View, params: TestParams) -> Result<Value> {
        panic!("asked to panic about {}", params.text_document.uri);
    }

    fn nothing() -> Value {
        Value::Null
    }
}

struct Slow;

impl RequestHandler for Slow {
    const METHOD: &'static str = "fitz/test/slow";
    type Params = TestParams;
    type Answer = Value;

    fn document(params: &TestParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: TestParams) -> Result<Value> {
        while params.deaf || !view.cancel.is_cancelled() {
            view.db().unwind_if_revision_cancelled();
            std::thread::park_timeout(Duration::from_millis(1));
        }
        Ok(Value::Null)
    }

    fn nothing() -> Value {
        Value::Null
    }
}

struct Text;

impl RequestHandler for Text {
    const METHOD: &'static str = "fitz/test/text";
    type Params = TestParams;
    type Answer = Value;

    fn document(params: &TestParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(view: &View, params: TestParams) -> Result<Value> {
        let url = &params.text_document.uri;
        let Some(file) = view.any_file(url) else { return Ok(Value::Null) };
        Ok(json!({ "text": view.text(file).to_string(), "version": view.version(url) }))
    }

    fn nothing() -> Value {
        Value::Null
    }
}
