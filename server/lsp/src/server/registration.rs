//! What the client is asked to tell us, as far as it can be asked.

use serde_json::json;
use tower_lsp::lsp_types::Registration;

use super::client::Supports;
use super::outbox::Outbox;

/// Registers for changes of files and of settings.
pub(super) fn register(outbox: &Outbox, supports: &Supports) {
    let mut registrations = Vec::new();
    if supports.registers_watched_files {
        registrations.push(Registration {
            id: "fitz-watched-files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: Some(json!({
                "watchers": [
                    { "globPattern": "**/*.fitz" },
                    { "globPattern": "**/fitz.toml" },
                    { "globPattern": "**/*.fitzv" },
                    { "globPattern": "**/*.pyi" },
                ],
            })),
        });
    }
    if supports.registers_configuration {
        registrations.push(Registration {
            id: "fitz-configuration".to_owned(),
            method: "workspace/didChangeConfiguration".to_owned(),
            register_options: Some(json!({ "section": super::config::SECTION })),
        });
    }
    if registrations.is_empty() {
        return;
    }
    outbox.converse(|client| async move {
        if let Err(error) = client.register_capability(registrations).await {
            tracing::warn!(%error, "the client refuses to tell of changed files and settings");
        }
    });
}
