//! Work that takes long is shown in the client: `window/workDoneProgress/create`, then `$/progress`.

use std::time::Duration;

use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender, error::TryRecvError};
use tower_lsp::Client;
use tower_lsp::lsp_types::notification::Progress as ProgressNotification;
use tower_lsp::lsp_types::request::WorkDoneProgressCreate;
use tower_lsp::lsp_types::{
    NumberOrString, ProgressParams, ProgressParamsValue, WorkDoneProgress, WorkDoneProgressBegin,
    WorkDoneProgressCreateParams, WorkDoneProgressEnd, WorkDoneProgressReport,
};

use super::outbox::Outbox;
use super::test_hooks;

/// Work that is done sooner is not shown.
pub(super) const SHOWN_AFTER: Duration = Duration::from_millis(500);

/// A piece of work. It is over when this is dropped.
#[derive(Clone, Debug)]
pub(super) struct Progress {
    steps: UnboundedSender<String>,
}

/// What the client shows.
pub(super) struct Work {
    /// The token, by which the client may cancel it.
    pub(super) token: String,
    /// The title.
    pub(super) title: &'static str,
    /// Whether it can be cancelled.
    pub(super) cancellable: bool,
}

impl Progress {
    /// Starts to show a piece of work, once it has taken a while. Only for clients with `window.workDoneProgress`.
    pub(super) fn start(outbox: &Outbox, work: Work) -> Progress {
        let (steps, receiver) = mpsc::unbounded_channel();
        outbox.converse(move |client| show(client, work, receiver));
        Progress { steps }
    }

    /// Says how far it is.
    pub(super) fn report(&self, message: String) {
        // Fails only when nobody shows it.
        let _ = self.steps.send(message);
    }
}

async fn show(client: Client, work: Work, mut steps: UnboundedReceiver<String>) {
    let mut latest = None;
    let wait = tokio::time::sleep(test_hooks::shown_after().unwrap_or(SHOWN_AFTER));
    tokio::pin!(wait);
    loop {
        tokio::select! {
            biased;
            step = steps.recv() => match step {
                Some(step) => latest = Some(step),
                None => return,
            },
            () = &mut wait => break,
        }
    }
    let token = NumberOrString::String(work.token);
    let create = WorkDoneProgressCreateParams { token: token.clone() };
    if client.send_request::<WorkDoneProgressCreate>(create).await.is_err() {
        return;
    }
    let say = |value| {
        client.send_notification::<ProgressNotification>(ProgressParams {
            token: token.clone(),
            value: ProgressParamsValue::WorkDone(value),
        })
    };
    let mut is_over = false;
    // A client may take its time to answer.
    loop {
        match steps.try_recv() {
            Ok(step) => latest = Some(step),
            Err(TryRecvError::Disconnected) => return,
            Err(TryRecvError::Empty) => break,
        }
    }
    say(WorkDoneProgress::Begin(WorkDoneProgressBegin {
        title: work.title.to_owned(),
        cancellable: Some(work.cancellable),
        message: latest,
        percentage: None,
    }))
    .await;
    while !is_over {
        match steps.recv().await {
            Some(step) => {
                let message = Some(step);
                say(WorkDoneProgress::Report(WorkDoneProgressReport { message, ..WorkDoneProgressReport::default() }))
                    .await;
            }
            None => is_over = true,
        }
    }
    say(WorkDoneProgress::End(WorkDoneProgressEnd { message: None })).await;
}
