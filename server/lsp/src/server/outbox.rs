//! What the server says by itself.
//!
//! Notifications leave in the order in which they were put in. Each request to the client runs in a task of its own that
//! nobody drops and nobody waits for: the protocol library panics when an answer arrives for which nobody waits any
//! more, and a client is free to answer never.

use std::future::Future;
use std::pin::Pin;

use tokio::sync::mpsc;
use tower_lsp::Client;
use tower_lsp::lsp_types::notification::{LogTrace, PublishDiagnostics, ShowMessage};
use tower_lsp::lsp_types::{LogTraceParams, MessageType, PublishDiagnosticsParams, ShowMessageParams};

use super::endpoint_watch::{EndpointsChanged, EndpointsChangedParams};

type Conversation = Box<dyn FnOnce(Client) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send>;

enum Outgoing {
    Diagnostics(PublishDiagnosticsParams),
    Message(ShowMessageParams),
    Trace(LogTraceParams),
    EndpointsChanged(EndpointsChangedParams),
    Request(Conversation),
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
            Outgoing::Request(conversation) => {
                tokio::spawn(conversation(client.clone()));
            }
        }
    }
}
