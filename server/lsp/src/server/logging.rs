//! Logs, which go to standard error, and the trace that a client may ask for.
//!
//! `FITZ_LOG` chooses what is logged, in the syntax of `tracing-subscriber`: `FITZ_LOG=debug`,
//! `FITZ_LOG=fitz_lsp=trace,salsa=info`. Without it the setting `fitz.log.level` decides.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use serde_json::Value;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Registry, fmt, reload};

/// The environment variable.
const VARIABLE: &str = "FITZ_LOG";

/// What is logged when nobody asks for anything else.
const DEFAULT: &str = "info,tower_lsp=warn,salsa=warn";

/// The running log.
#[derive(Clone)]
pub(super) struct Logging {
    filter: Option<reload::Handle<EnvFilter, Registry>>,
}

/// Starts to log to standard error.
pub(super) fn start() -> Logging {
    let chosen = std::env::var(VARIABLE).ok().filter(|directives| !directives.trim().is_empty());
    let filter = EnvFilter::new(chosen.as_deref().unwrap_or(DEFAULT));
    let (filter, handle) = reload::Layer::new(filter);
    let lines = fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(false)
        // It would print to standard error, which is what has just failed, and panic.
        .log_internal_errors(false);
    let started = tracing_subscriber::registry().with(filter).with(lines).try_init();
    // A filter that the user chose on the command line is not for the settings of an editor to change.
    Logging { filter: (started.is_ok() && chosen.is_none()).then_some(handle) }
}

impl Logging {
    /// Follows the setting `fitz.log.level`.
    pub(super) fn set_level(&self, level: Option<&str>) {
        let Some(handle) = &self.filter else { return };
        let directives = level.map_or_else(|| DEFAULT.to_owned(), |level| format!("{level},tower_lsp=warn,salsa=warn"));
        let changed = EnvFilter::try_new(&directives)
            .map_err(|error| error.to_string())
            .and_then(|filter| handle.reload(filter).map_err(|error| error.to_string()));
        if let Err(error) = changed {
            tracing::warn!(%error, ?level, "the log level stays as it is");
        }
    }
}

/// What the client wants to see of our work: `$/setTrace` (LSP 3.17, "SetTrace Notification").
#[derive(Clone, Default)]
pub(super) struct Trace(Arc<AtomicU8>);

impl Trace {
    const OFF: u8 = 0;
    const MESSAGES: u8 = 1;
    const VERBOSE: u8 = 2;

    /// Takes `off`, `messages` or `verbose`. Other values are of later versions and mean at least something.
    pub(super) fn set(&self, value: &Value) {
        let level = match value.as_str() {
            Some("off") | None => Trace::OFF,
            Some("verbose") => Trace::VERBOSE,
            Some(_) => Trace::MESSAGES,
        };
        self.0.store(level, Ordering::Relaxed);
    }

    /// Whether the client wants to hear of each message.
    pub(super) fn is_on(&self) -> bool {
        self.0.load(Ordering::Relaxed) != Trace::OFF
    }

    /// Whether it wants the details too.
    pub(super) fn is_verbose(&self) -> bool {
        self.0.load(Ordering::Relaxed) == Trace::VERBOSE
    }
}
