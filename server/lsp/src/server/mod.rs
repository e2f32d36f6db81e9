//! The language server process.
//!
//! A message takes this way: [`transport`] reads it from standard input, [`service`] puts right what the protocol library
//! gets wrong, [`backend`] turns it into an event before its first await, [`main_loop`] takes the events in order (it
//! owns the documents and the database), and a question is answered by one of [`handlers`] on a thread of
//! [`task_pool`] with a snapshot. [`outbox`] sends what the server says by itself. No other module knows `tower-lsp`.

mod backend;
mod cache_files;
mod cancellation;
mod capabilities;
mod client;
mod config;
mod diagnostics;
mod disk;
mod dispatch;
mod documents;
mod endpoint_watch;
mod fitz_program;
mod from_proto;
mod handlers;
mod library_files;
mod lifecycle;
mod logging;
mod main_loop;
mod memory;
mod outbox;
mod panic;
mod progress;
mod registration;
mod service;
mod status;
mod task_pool;
mod test_hooks;
mod to_proto;
mod token_cache;
mod transport;
mod view;

use std::process::ExitCode;
use std::sync::Arc;

use tower_lsp::{LspService, Server};

use self::backend::Backend;
use self::lifecycle::Lifecycle;
use self::logging::Trace;
use self::main_loop::MainLoop;
use self::service::ProtocolGuard;

/// How many messages may be in work at once. Every handler only waits for an answer, so this is no load; with the four
/// that the protocol library takes by default, a `$/cancelRequest` would queue behind the requests that it cancels.
const CONCURRENT_MESSAGES: usize = 4096;

/// Speaks the protocol on standard input and output until the client ends the session.
///
/// The exit code is 0 after a `shutdown` request and 1 otherwise (LSP 3.17, "Exit Notification").
pub(crate) fn run_stdio() -> ExitCode {
    let logging = logging::start();
    panic::install_hook();
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!(%error, "cannot start the threads of the language server");
            return ExitCode::FAILURE;
        }
    };
    let lifecycle = Arc::new(Lifecycle::default());
    let session = runtime.spawn(serve(Arc::clone(&lifecycle), logging));
    if let Err(error) = runtime.block_on(session) {
        // The protocol library panics when the client stops reading; there is nobody left to answer then.
        tracing::error!(%error, "the session ended early");
    }
    // A blocked write to a client that no longer reads must not keep the process.
    runtime.shutdown_background();
    ExitCode::from(lifecycle.exit_code())
}

async fn serve(lifecycle: Arc<Lifecycle>, logging: logging::Logging) {
    let (events, inbox) = crossbeam_channel::unbounded();
    let (service, socket) = {
        let lifecycle = Arc::clone(&lifecycle);
        let builder = LspService::build(move |client| {
            let outbox = outbox::Outbox::start(client);
            let trace = Trace::default();
            let main_loop = MainLoop::new(events.clone(), outbox.clone(), logging, trace.clone());
            if let Err(error) = main_loop.start(inbox) {
                tracing::error!(%error, "cannot start the main loop");
            }
            Backend::new(events, outbox, lifecycle, trace)
        });
        backend::register_custom_methods(builder).finish()
    };
    let input = transport::read_stdin(lifecycle);
    Server::new(input, tokio::io::stdout(), socket)
        .concurrency_level(CONCURRENT_MESSAGES)
        .serve(ProtocolGuard::new(service))
        .await;
}
