//! `fitz-lsp messages`: the messages of the WebSocket endpoints of a program.

use std::path::PathBuf;

use clap::Args;
use fitz_analysis::{program, program_name, resolve_pointer};
use fitz_schema::message_tables;

use super::documents::{count_errors, load_program};
use super::inputs;
use super::outcome::Outcome;

#[derive(Args)]
pub(super) struct MessagesArguments {
    /// The entry file of a program, or a directory with a `fitz.toml` that names one
    #[arg(default_value = ".")]
    path: PathBuf,
}

/// Prints a table for each endpoint, in Markdown.
pub(super) fn run(arguments: &MessagesArguments) -> Outcome {
    let mut outcome = Outcome::default();
    let Some((host, entry)) = load_program(&arguments.path, &mut outcome) else { return outcome };
    let db = host.db();
    let errors = count_errors(db, entry);
    if errors > 0 {
        outcome.note(
            &format!(
                "the program has {errors} error{}, so messages may be missing",
                if errors == 1 { "" } else { "s" }
            ),
            "`fitz-lsp --check` shows them",
        );
    }
    let tables = message_tables(db, program(db, entry));
    if tables.is_empty() {
        outcome.note(
            "the program has no WebSocket endpoint, so there are no messages",
            "put `@ws(\"/path\")` above the function that serves one",
        );
    }
    outcome.output = format!("# Messages of {}\n", program_name(db, entry));
    for table in tables {
        outcome.output.push_str(&format!("\n## `{}`\n\n", table.path));
        outcome.output.push_str(&table.to_markdown(|pointer| {
            let (file, range) = resolve_pointer(db, pointer)?;
            let line = file.content(db).text.line_of(range.start()) + 1;
            Some(format!("{}:{line}", inputs::display_name(file.path(db))))
        }));
    }
    outcome
}
