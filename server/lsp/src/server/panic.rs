//! A panic in one question is one failed question.

use std::backtrace::Backtrace;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};

use fitz_analysis::catch_cancelled;

/// Why a computation has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// A newer change made its result worthless.
    Cancelled,
    /// It panicked. The log has the backtrace.
    Panicked,
}

/// Runs a computation of which neither a panic nor a cancellation may get out. `context` says in the log what it was.
///
/// Cancellation is caught first: it unwinds too, and a panic is what is left.
pub(super) fn guard<T>(context: &str, work: impl FnOnce() -> T) -> Result<T, Failure> {
    let _context = Context::enter(context);
    match catch_unwind(AssertUnwindSafe(|| catch_cancelled(AssertUnwindSafe(work)))) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(_)) => Err(Failure::Cancelled),
        Err(_) => Err(Failure::Panicked),
    }
}

/// Sends panics to the log, with a backtrace and the context of [`guard`], instead of straight to standard error:
/// printing there panics itself when the client has closed it.
pub(super) fn install_hook() {
    std::panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        let payload = info.payload();
        let text =
            payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let message = text.unwrap_or("a panic without a message");
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let backtrace = Backtrace::force_capture();
        let context = Context::current();
        tracing::error!("panic in {context} at {place}: {message}\n{backtrace}");
    }));
}

thread_local! {
    static CONTEXT: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

struct Context;

impl Context {
    fn enter(context: &str) -> Context {
        CONTEXT.with_borrow_mut(|stack| stack.push(context.to_owned()));
        Context
    }

    fn current() -> String {
        let found = CONTEXT.try_with(|stack| stack.try_borrow().ok().and_then(|stack| stack.last().cloned()));
        found
            .ok()
            .flatten()
            .unwrap_or_else(|| format!("the thread `{}`", std::thread::current().name().unwrap_or("without a name")))
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        CONTEXT.with_borrow_mut(|stack| stack.pop());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_failure() {
        assert_eq!(guard("a test", || -> u8 { panic!("on purpose") }), Err(Failure::Panicked));
        assert_eq!(guard("a test", || 7), Ok(7));
    }

    #[test]
    fn a_change_cancels_a_computation() {
        use fitz_analysis::{FilePath, Host};
        let mut host = Host::new();
        let snapshot = host.snapshot();
        let (started, has_started) = std::sync::mpsc::channel();
        let reader = std::thread::spawn(move || {
            guard("a test", || {
                started.send(()).unwrap();
                loop {
                    snapshot.db().unwind_if_revision_cancelled();
                }
            })
        });
        has_started.recv().unwrap();
        host.set_disk(&FilePath::new("/a.fitz"), Some("let a = 1".into()));
        assert_eq!(reader.join().unwrap(), Err::<(), _>(Failure::Cancelled));
    }
}
