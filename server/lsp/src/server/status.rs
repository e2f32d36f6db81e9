//! `fitz/status`: how the server is, for clients that show it. See `docs/protocol-extensions.md`.

use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::notification::Notification;

use super::outbox::Outbox;

/// `fitz/status`.
pub(super) enum StatusNotification {}

impl Notification for StatusNotification {
    type Params = Status;
    const METHOD: &'static str = "fitz/status";
}

/// How the server is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct Status {
    pub(super) health: Health,
    /// Whether nothing is going on that would change answers by itself.
    pub(super) quiescent: bool,
    /// What is wrong, or what is going on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<String>,
}

/// How well it works.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Health {
    /// As it should.
    #[default]
    Ok,
    /// Something is not looked at.
    Warning,
    /// Answers about a file have failed.
    Error,
}

/// What the client was told last.
#[derive(Default)]
pub(super) struct StatusReport {
    told: Option<Status>,
}

impl StatusReport {
    /// Tells the client, unless it knows.
    pub(super) fn tell(&mut self, status: Status, outbox: &Outbox) {
        if self.told.as_ref() != Some(&status) {
            outbox.status(status.clone());
            self.told = Some(status);
        }
    }
}
