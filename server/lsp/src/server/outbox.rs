//! What the server says by itself.
//!
//! Notifications leave in the order in which they were put in. Each request to the client runs in a task of its own that
//! nobody drops and nobody waits for: the protocol library panics when an answer arrives for which nobody waits any
//! more, and a client is free to answer never.

use std::future::Future;
use std::pin::Pin;

use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};
use tower_lsp::Client;
use tower_lsp::lsp_types::notification::{LogTrace, Notification, PublishDiagnostics, ShowMessage};
use tower_lsp::lsp_types::{LogTraceParams, MessageType, NumberOrString, PublishDiagnosticsParams, ShowMessageParams};

use super::endpoint_watch::{EndpointsChanged, EndpointsChangedParams};
use super::status::{Status, StatusNotification};

type Conversation = Box<dyn FnOnce(Client) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send>;

enum Outgoing {
    Diagnostics(PublishDiagnosticsParams),
    Message(ShowMessageParams),
    Trace(LogTraceParams),
    EndpointsChanged(EndpointsChangedParams),
    Status(Status),
    Progress(Value),
    Flush { value: Value, flushed: oneshot::Sender<()> },
    Request(Conversation),
}

/// `$/progress` with a value of any kind; the protocol library knows only those of work.
enum AnyProgress {}

impl Notification for AnyProgress {
    type Params = Value;
    const METHOD: &'static str = "$/progress";
}

/// The way to the client. Putting something in never blocks.
#[derive(Clone)]
pub(super) struct Outbox {
    sender: mpsc::UnboundedSender<Outgoing>,
}

impl Outbox {
    /// Starts to send. Must be called inside the async runtime.
    pub(super) fn start(client: Client) -> Outbox {
        let (sender, receiver) = mpsc::unbounded_channel();
        tokio::spawn(send_all(client, receiver));
        Outbox { sender }
    }

    /// `textDocument/publishDiagnostics`.
    pub(super) fn publish(&self, params: PublishDiagnosticsParams) {
        self.put(Outgoing::Diagnostics(params));
    }

    /// `window/showMessage`, as a warning.
    pub(super) fn warn_user(&self, message: String) {
        tracing::warn!("{message}");
        self.put(Outgoing::Message(ShowMessageParams { typ: MessageType::WARNING, message }));
    }

    /// `$/logTrace`.
    pub(super) fn trace(&self, params: LogTraceParams) {
        self.put(Outgoing::Trace(params));
    }

    /// `fitz/endpointsChanged`.
    pub(super) fn endpoints_changed(&self, params: EndpointsChangedParams) {
        self.put(Outgoing::EndpointsChanged(params));
    }

    /// `fitz/status`.
    pub(super) fn status(&self, status: Status) {
        self.put(Outgoing::Status(status));
    }

    /// `$/progress`: a part of an answer, for the token that the client has sent along.
    pub(super) fn partial_result(&self, token: NumberOrString, value: Value) {
        self.put(Outgoing::Progress(json!({ "token": token, "value": value })));
    }

    /// Waits until the parts of an answer are on their way. The answer itself must not overtake them, since the client
    /// takes no part after it.
    ///
    /// The protocol library sends notifications and answers through two channels, and gives no sign when a notification
    /// has left its channel; but that holds one message, so it has left when the next was accepted. The next is a part
    /// with nothing in it, which may come after the answer as well.
    pub(super) async fn flush_partial_results(&self, token: NumberOrString, empty: Value) {
        let (flushed, is_flushed) = oneshot::channel();
        self.put(Outgoing::Flush { value: json!({ "token": token, "value": empty }), flushed });
        let _ = is_flushed.await;
    }

    /// Talks to the client in a task of its own.
    pub(super) fn converse<F>(&self, conversation: impl FnOnce(Client) -> F + Send + 'static)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.put(Outgoing::Request(Box::new(|client| Box::pin(conversation(client)))));
    }

    fn put(&self, outgoing: Outgoing) {
        // Fails only when the session is over.
        let _ = self.sender.send(outgoing);
    }
}

async fn send_all(client: Client, mut receiver: mpsc::UnboundedReceiver<Outgoing>) {
    while let Some(outgoing) = receiver.recv().await {
        match outgoing {
            Outgoing::Diagnostics(params) => client.send_notification::<PublishDiagnostics>(params).await,
            Outgoing::Message(params) => client.send_notification::<ShowMessage>(params).await,
            Outgoing::Trace(params) => client.send_notification::<LogTrace>(params).await,
            Outgoing::EndpointsChanged(params) => client.send_notification::<EndpointsChanged>(params).await,
            Outgoing::Status(status) => client.send_notification::<StatusNotification>(status).await,
            Outgoing::Progress(params) => client.send_notification::<AnyProgress>(params).await,
            Outgoing::Flush { value, flushed } => {
                client.send_notification::<AnyProgress>(value).await;
                // Fails only when the client has cancelled its request.
                let _ = flushed.send(());
            }
            Outgoing::Request(conversation) => {
                tokio::spawn(conversation(client.clone()));
            }
        }
    }
}
