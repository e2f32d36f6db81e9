//! The command line.
//!
//! Without a command the program is the language server. Every other command reads files, asks the same analysis as the
//! server, prints its result to stdout and what went wrong with its inputs to stderr. Start reading at the command: one
//! file each. They share [`inputs`] (which files, and their text), [`project`] (the database over them), [`frame`] (a
//! finding as an annotated piece of source), [`format`] (a finding for tools), [`documents`] (what the commands that print a document
//! have in common), [`revision`] (files of a git revision) and [`outcome`] (what is printed, and the exit code).

mod asyncapi;
mod check;
mod client;
mod diff;
mod documents;
mod explain;
mod format;
mod frame;
mod inputs;
mod messages;
mod openapi;
mod outcome;
mod parse;
mod project;
mod revision;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};

use asyncapi::AsyncApiArguments;
use format::Format;
use messages::MessagesArguments;
use openapi::OpenApiArguments;
use outcome::Outcome;

/// Syntax trees nest as deep as their text, and so do the functions that walk them. Room for text that nobody writes by
/// hand; only what is used is ever backed by memory.
const STACK_SIZE: usize = 64 * 1024 * 1024;

const USAGE: &str = "\
fitz-lsp [--stdio]
       fitz-lsp --check [--hints] [--output-format FORMAT] [PATHS]...
       fitz-lsp <COMMAND>";

const AFTER_HELP: &str = "\
Exit codes:
  0  no errors (warnings do not count)
  1  the programs have errors
  2  wrong usage, or an input that cannot be read

Colours follow the terminal, NO_COLOR and CLICOLOR_FORCE; `--color` decides otherwise.";

/// Language server and command line of the Fitz language.
///
/// Without a command it is the language server: it speaks the Language Server Protocol on stdin and stdout, and an
/// editor starts it.
#[derive(Parser)]
#[command(name = "fitz-lsp", version, after_help = AFTER_HELP, override_usage = USAGE)]
struct CommandLine {
    /// Speak the Language Server Protocol on stdin and stdout (what happens without any argument, too)
    #[arg(long, conflicts_with = "check")]
    stdio: bool,

    /// Find mistakes in files and directories; the same as the command `check`
    #[arg(long)]
    check: bool,

    #[command(flatten)]
    check_arguments: CheckArguments,

    /// Editors may pass their process id; the same number comes with `initialize`.
    #[arg(long = "clientProcessId", value_name = "PID", hide = true)]
    client_process_id: Option<u32>,

    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    color: Color,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Find mistakes in files and directories
    #[command(after_help = AFTER_HELP)]
    Check(CheckArguments),
    /// Print the AsyncAPI document of a program
    #[command(after_help = documents::AFTER_HELP)]
    Asyncapi(AsyncApiArguments),
    /// Print the OpenAPI document of a program
    #[command(after_help = documents::AFTER_HELP)]
    Openapi(OpenApiArguments),
    /// Write a typed client of the WebSocket endpoints of a program
    Client(ClientArguments),
    /// Print the messages of the WebSocket endpoints of a program as Markdown tables
    Messages(MessagesArguments),
    /// Print what the code of a finding means and how to mend it
    Explain(ExplainArguments),
    /// Print the syntax tree of files; exit code 1 when a file has a syntax error
    Parse(ParseArguments),
}

#[derive(Args)]
struct CheckArguments {
    /// Files, directories, or `-` for stdin [default: the working directory]
    ///
    /// Directories are searched for `*.fitz`; what git ignores, hidden directories and `target` are left out.
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,

    /// Show hints as well: better forms of code that is right
    #[arg(long)]
    hints: bool,

    /// How findings are written [default: full]
    #[arg(long, value_name = "FORMAT")]
    output_format: Option<Format>,
}

#[derive(Args)]
struct ClientArguments {
    /// The language of the client
    language: client::Language,

    /// The entry file of a program, or a directory with a `fitz.toml` that names one
    #[arg(default_value = ".")]
    path: PathBuf,

    /// Where to write the client; the directory is made if there is none
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,

    /// Write nothing; exit code 1 when the client in the directory is not what would be written
    #[arg(long)]
    check: bool,
}

#[derive(Args)]
struct ExplainArguments {
    /// The code of a finding, e.g. `unknown-variable`
    #[arg(required_unless_present = "list")]
    code: Option<String>,

    /// List all codes, each with its severity and what it finds
    #[arg(long, conflicts_with = "code")]
    list: bool,
}

#[derive(Args)]
struct ParseArguments {
    /// Files, or `-` for stdin
    #[arg(required = true, value_name = "PATHS")]
    paths: Vec<PathBuf>,

    /// Print nothing, only set the exit code
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Color {
    /// On a terminal, unless the environment says otherwise
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Runs the program as the arguments of the process say.
pub(crate) fn run() -> ExitCode {
    let line = CommandLine::try_parse().unwrap_or_else(|error| exit_for(&error));
    match line.color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    }
    .write_global();
    if let Some(message) = line.misuse() {
        CommandLine::command().error(ErrorKind::ArgumentConflict, message).exit();
    }
    match line.command {
        Some(Command::Check(arguments)) => on_deep_stack(move || check::run(&arguments)),
        Some(Command::Asyncapi(arguments)) => on_deep_stack(move || asyncapi::run(&arguments)),
        Some(Command::Openapi(arguments)) => on_deep_stack(move || openapi::run(&arguments)),
        Some(Command::Client(arguments)) => on_deep_stack(move || client::run(&arguments)),
        Some(Command::Messages(arguments)) => on_deep_stack(move || messages::run(&arguments)),
        Some(Command::Explain(arguments)) => explain::run(&arguments).print(),
        Some(Command::Parse(arguments)) => on_deep_stack(move || parse::run(&arguments)),
        None if line.check => on_deep_stack(move || check::run(&line.check_arguments)),
        None => crate::server::run_stdio(),
    }
}

/// Tells what is wrong with the command line, and ends the program.
fn exit_for(error: &clap::Error) -> ! {
    // After a program there can only be another one: the word stands where a command would.
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => texts.first().cloned(),
        _ => None,
    };
    if error.kind() == ErrorKind::ArgumentConflict
        && let (Some(word), Some("[PATH]")) =
            (text(ContextKind::InvalidSubcommand), text(ContextKind::PriorArg).as_deref())
    {
        let message = format!(
            "`{word}` is one argument too many: `fitz-lsp asyncapi` takes one program; to compare two, write `fitz-lsp asyncapi \
             diff OLD NEW`"
        );
        CommandLine::command().error(ErrorKind::ArgumentConflict, message).exit();
    }
    error.exit()
}

impl CommandLine {
    /// What is wrong with the combination of arguments. Each of them is right alone.
    fn misuse(&self) -> Option<String> {
        let CheckArguments { paths, hints, output_format } = &self.check_arguments;
        let of_check = *hints || output_format.is_some() || !paths.is_empty();
        if self.command.is_some() && (self.check || self.stdio || of_check) {
            return Some(
                "a command comes first and takes its own arguments; write `./check` for a file that is called like a command"
                    .to_owned(),
            );
        }
        if self.check {
            return None;
        }
        // The language server takes no paths: somebody forgot `--check`.
        if let Some(path) = paths.first() {
            let path = path.display();
            return Some(format!("`{path}` needs a command: `fitz-lsp --check {path}` finds mistakes in it"));
        }
        if output_format.is_some() {
            return Some(
                "`--output-format` belongs to `--check`: `fitz-lsp --check --output-format concise`".to_owned(),
            );
        }
        hints.then(|| "`--hints` belongs to `--check`: `fitz-lsp --check --hints`".to_owned())
    }
}

fn on_deep_stack(command: impl FnOnce() -> Outcome + Send + 'static) -> ExitCode {
    let outcome = match std::thread::Builder::new().stack_size(STACK_SIZE).spawn(command) {
        Ok(thread) => thread.join().unwrap_or_else(|_| Outcome::crashed()),
        Err(error) => {
            Outcome::refused(&format!("cannot start a thread: {error}"), "close other programs, then try again")
        }
    };
    outcome.print()
}
