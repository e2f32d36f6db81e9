//! The way of a question: from the handler of the protocol to a worker thread and back, with exactly one answer.

use std::panic::RefUnwindSafe;
use std::sync::LazyLock;
use std::time::Instant;

use crossbeam_channel::Sender;
use fitz_analysis::FilePath;
use serde::Serialize;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{LogTraceParams, Url};

use super::cancellation::CancelToken;
use super::from_proto;
use super::logging::Trace;
use super::main_loop::Event;
use super::outbox::Outbox;
use super::panic::{self, Failure};
use super::task_pool::{Priority, Task};
use super::view::View;

/// A request that is answered from a snapshot. Each is a file of [`super::handlers`].
pub(super) trait RequestHandler: 'static {
    /// Its name in the protocol.
    const METHOD: &'static str;
    /// How long the client may wait.
    const PRIORITY: Priority = Priority::Question;
    /// What the client asks.
    type Params: Clone + Serialize + Send + 'static;
    /// What it gets.
    type Answer: Send + 'static;

    /// The document that the request is about.
    fn document(params: &Self::Params) -> &Url;

    /// Answers. Runs on a worker thread; may unwind when a newer change cancels it.
    ///
    /// # Errors
    /// When the client gets an error instead of an answer.
    fn answer(view: &View, params: Self::Params) -> Result<Self::Answer>;

    /// What to say about a document that is left alone because a computation about it panicked.
    fn nothing() -> Self::Answer;

    /// The error when a newer change has made the answer worthless.
    fn stale() -> Error {
        Error::content_modified()
    }
}

/// The document of requests that are about no single one: never open, and on no disk.
pub(super) fn whole_workspace() -> &'static Url {
    #[allow(clippy::expect_used, reason = "it is a constant")]
    static WORKSPACE: LazyLock<Url> = LazyLock::new(|| Url::parse("fitz-workspace:").expect("this is a URL"));
    &WORKSPACE
}

/// A request on its way. The main loop turns it into a [`Task`] once it has seen everything that came before.
pub(super) trait Question: Send {
    /// The document that it is about.
    fn document(&self) -> FilePath;

    /// Whether somebody still waits for the answer.
    fn is_wanted(&self) -> bool;

    /// Whether the document has changed since the question was first looked at. `version` is the present one.
    fn is_stale(&self, version: Option<i32>) -> bool;

    /// Tells the client that the document has changed.
    fn refuse_as_stale(self: Box<Self>);

    /// The task that answers it.
    fn into_task(self: Box<Self>, view: View, desk: Desk) -> Box<dyn Task>;

    /// Answers without looking at the document.
    fn leave_alone(self: Box<Self>);

    /// The token that the client's `$/cancelRequest` sets.
    fn cancel_token(&self) -> CancelToken;

    /// How long the client may wait.
    fn priority(&self) -> Priority;
}

/// What a task reports to besides its client.
#[derive(Clone)]
pub(super) struct Desk {
    pub(super) events: Sender<Event>,
    pub(super) outbox: Outbox,
    pub(super) trace: Trace,
}

/// Sends a question to the main loop and waits for its answer.
///
/// The question is in the channel before this function awaits anything: that keeps the order of the messages.
pub(super) async fn ask<H: RequestHandler>(events: &Sender<Event>, params: H::Params) -> Result<H::Answer> {
    let (reply, answer) = oneshot::channel();
    let cancel = CancelToken::default();
    let _cancel_on_drop = cancel.cancel_on_drop();
    let asked: Asked<H> = Asked { params, reply, cancel, received: Instant::now(), version: None };
    if events.send(Event::Question(Box::new(asked))).is_err() {
        return Err(gone());
    }
    answer.await.unwrap_or_else(|_| Err(gone()))
}

fn gone() -> Error {
    Error { code: ErrorCode::InternalError, message: "the language server is ending".into(), data: None }
}

struct Asked<H: RequestHandler> {
    params: H::Params,
    reply: oneshot::Sender<Result<H::Answer>>,
    cancel: CancelToken,
    received: Instant,
    /// The version of the document when a worker first got the question.
    version: Option<Option<i32>>,
}

impl<H: RequestHandler> Question for Asked<H> {
    fn document(&self) -> FilePath {
        from_proto::file_path(H::document(&self.params))
    }

    fn is_wanted(&self) -> bool {
        !self.cancel.is_cancelled()
    }

    fn is_stale(&self, version: Option<i32>) -> bool {
        self.version.is_some_and(|asked| asked != version)
    }

    fn refuse_as_stale(self: Box<Self>) {
        let _ = self.reply.send(Err(H::stale()));
    }

    fn into_task(mut self: Box<Self>, view: View, desk: Desk) -> Box<dyn Task> {
        let document = view.documents.get(&self.document());
        self.version = Some(document.map(|document| document.version));
        Box::new(Answering { asked: *self, view, desk })
    }

    fn leave_alone(self: Box<Self>) {
        let _ = self.reply.send(Ok(H::nothing()));
    }

    fn cancel_token(&self) -> CancelToken {
        self.cancel.clone()
    }

    fn priority(&self) -> Priority {
        H::PRIORITY
    }
}

struct Answering<H: RequestHandler> {
    asked: Asked<H>,
    view: View,
    desk: Desk,
}

impl<H: RequestHandler> Task for Answering<H> {
    fn run(self: Box<Self>) {
        let Answering { asked, view, desk } = *self;
        if asked.cancel.is_cancelled() {
            return;
        }
        let details = serde_json::to_string(&asked.params).unwrap_or_default();
        let version = asked.version.flatten();
        let context = format!("{} (version {version:?}): {details}", H::METHOD);
        let outcome = panic::guard(&context, || H::answer(&view, asked.params.clone()));
        // Before the answer is out: the client's next message may be a change, which waits for all snapshots.
        drop(view);
        let answer = match outcome {
            Ok(answer) => answer,
            Err(Failure::Cancelled) => return desk.ask_again(asked),
            Err(Failure::Panicked) => {
                let _ = desk.events.send(Event::Panicked { document: asked.document() });
                let message = format!("the language server failed to answer {}; its log has the details", H::METHOD);
                Err(Error { code: ErrorCode::InternalError, message: message.into(), data: None })
            }
        };
        let took = asked.received.elapsed();
        tracing::debug!(method = H::METHOD, ?took, ok = answer.is_ok(), "answered");
        if desk.trace.is_on() {
            let message = format!("{} took {took:.1?}", H::METHOD);
            desk.outbox.trace(LogTraceParams { message, verbose: desk.trace.is_verbose().then_some(details) });
        }
        let _ = asked.reply.send(answer);
    }

    fn abandon(self: Box<Self>) {
        let Answering { asked, view, desk } = *self;
        drop(view);
        desk.ask_again(asked);
    }
}

impl Desk {
    /// Puts a cancelled question back into the queue, behind the change that cancelled it. When that was a change of its
    /// own document the client is told so; when it was another file the question is as good as before.
    fn ask_again<H: RequestHandler>(&self, asked: Asked<H>) {
        let _ = self.events.send(Event::Question(Box::new(asked)));
    }
}

/// Questions are sent between threads and caught when they panic; this makes sure that what they share can take it.
const _: fn() = || {
    fn shared_state<T: RefUnwindSafe + Send + Sync>() {}
    shared_state::<super::client::ClientInfo>();
    shared_state::<super::config::Config>();
    shared_state::<super::library_files::LibraryFiles>();
    shared_state::<super::outbox::Outbox>();
    shared_state::<super::token_cache::TokenCache>();
};
