//! How the process ends.
//!
//! - After `exit`: code 0 when `shutdown` came before, else 1 (LSP 3.17, "Exit Notification").
//! - At the end of the input: the same codes, after the answers to what was asked.
//! - When the client's process is gone (`processId` of `initialize`): code 1. A client that was killed may leave the
//!   other end of the pipe open in one of its children, so the end of the input alone is not enough.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often the client's process is looked for.
const CLIENT_CHECK: Duration = Duration::from_millis(500);

/// What the end of the process depends on.
#[derive(Debug, Default)]
pub(super) struct Lifecycle {
    shutdown_received: AtomicBool,
}

impl Lifecycle {
    /// The client has sent `shutdown`.
    pub(super) fn shutdown_received(&self) {
        self.shutdown_received.store(true, Ordering::SeqCst);
    }

    /// The code to end with now.
    pub(super) fn exit_code(&self) -> u8 {
        u8::from(!self.shutdown_received.load(Ordering::SeqCst))
    }

    /// Ends the process after `grace` unless it has ended by itself before.
    pub(super) fn end_within(self: &Arc<Self>, grace: Duration) {
        let lifecycle = Arc::clone(self);
        let watch = move || {
            std::thread::sleep(grace);
            tracing::warn!("the session did not end by itself");
            std::process::exit(i32::from(lifecycle.exit_code()));
        };
        if std::thread::Builder::new().name("fitz-lsp-end".to_owned()).spawn(watch).is_err() {
            std::process::exit(i32::from(self.exit_code()));
        }
    }

    /// Ends the process when the client's process is gone. A process that cannot be seen even now lives where we cannot
    /// look (on the host of our container), and is not waited for.
    pub(super) fn watch_client(process_id: u32) {
        if !is_alive(process_id) {
            tracing::info!(process_id, "the process of the client cannot be seen from here; not watching it");
            return;
        }
        let watch = move || {
            while is_alive(process_id) {
                std::thread::sleep(CLIENT_CHECK);
            }
            tracing::warn!(process_id, "the client is gone");
            std::process::exit(1);
        };
        if let Err(error) = std::thread::Builder::new().name("fitz-lsp-client".to_owned()).spawn(watch) {
            tracing::warn!(%error, "cannot watch the client");
        }
    }
}

#[cfg(unix)]
fn is_alive(process_id: u32) -> bool {
    let Ok(process_id) = libc::pid_t::try_from(process_id) else { return false };
    // Zero and negative numbers mean groups of processes.
    if process_id <= 0 {
        return false;
    }
    // SAFETY: signal 0 is never delivered, `kill` only tells whether it could be.
    let answer = unsafe { libc::kill(process_id, 0) };
    // Not being allowed to send a signal still means that there is somebody.
    answer == 0 || std::io::Error::last_os_error().raw_os_error() == Some(libc::EPERM)
}

/// Elsewhere the pipes of a process are closed with it, and the end of the input is enough.
#[cfg(not(unix))]
fn is_alive(_process_id: u32) -> bool {
    false
}
