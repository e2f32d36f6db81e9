//! What a command prints, and its exit code.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use annotate_snippets::{Group, Level, Renderer, normalize_untrusted_str};

/// The result of a command. Nothing is printed before [`Outcome::print`].
#[derive(Default)]
pub(super) struct Outcome {
    /// For stdout.
    pub(super) output: String,
    /// For stderr, rendered messages.
    messages: String,
    found_errors: bool,
    refused: bool,
}

impl Outcome {
    /// An outcome of wrong usage or of an input that makes everything else pointless.
    pub(super) fn refused(problem: &str, advice: &str) -> Outcome {
        let mut outcome = Outcome::default();
        outcome.refuse(problem, advice);
        outcome
    }

    /// The outcome of a command that panicked. The panic itself has been printed.
    pub(super) fn crashed() -> Outcome {
        Outcome::refused("fitz-lsp met a fault of its own", "report the message above, with the program that causes it")
    }

    /// Tells that an input cannot be used, and what to do about it. The exit code will be 2.
    pub(super) fn refuse(&mut self, problem: &str, advice: &str) {
        self.refused = true;
        self.say(Level::ERROR, problem, advice);
    }

    /// Tells something that does not change the exit code.
    pub(super) fn note(&mut self, message: &str, advice: &str) {
        self.say(Level::NOTE, message, advice);
    }

    /// Tells what a command was asked to look for and found. The exit code will be 1, unless an input was refused.
    pub(super) fn found(&mut self, problem: &str, advice: &str) {
        self.found_errors = true;
        self.say(Level::ERROR, problem, advice);
    }

    /// Tells that the programs have errors. The exit code will be 1, unless an input was refused.
    pub(super) fn found_errors(&mut self) {
        self.found_errors = true;
    }

    /// Writes everything and gives the exit code. A reader that has gone away (`fitz-lsp --check | head -1`) is no error.
    pub(super) fn print(self) -> ExitCode {
        let written = anstream::stdout()
            .write_all(self.output.as_bytes())
            .and_then(|()| anstream::stdout().flush())
            .and_then(|()| anstream::stderr().write_all(self.messages.as_bytes()));
        match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                // Where stderr is broken too, only the exit code is left.
                let _ = writeln!(anstream::stderr(), "error: cannot write the result: {error}");
                ExitCode::from(2)
            }
            _ if self.refused => ExitCode::from(2),
            _ if self.found_errors => ExitCode::from(1),
            _ => ExitCode::SUCCESS,
        }
    }

    fn say(&mut self, level: Level<'static>, message: &str, advice: &str) {
        let group = Group::with_title(level.primary_title(message))
            .element(Level::HELP.message(normalize_untrusted_str(advice)));
        let _ = writeln!(self.messages, "{}", Renderer::styled().render(&[group]));
    }
}
