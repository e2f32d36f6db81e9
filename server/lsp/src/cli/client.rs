//! `fitz-lsp client`: writes a typed client of the WebSocket endpoints of a program.

use std::fs;
use std::io;
use std::path::Path;

use clap::ValueEnum;

use super::ClientArguments;
use super::documents::{count_errors, load_program};
use super::outcome::Outcome;

/// The language of a client.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Language {
    /// One ES module without dependencies, `client.ts`
    Typescript,
    /// One module for the `websockets` library, `client.py`
    Python,
}

impl Language {
    fn name(self) -> &'static str {
        match self {
            Language::Typescript => "typescript",
            Language::Python => "python",
        }
    }

    fn file_name(self) -> &'static str {
        match self {
            Language::Typescript => "client.ts",
            Language::Python => "client.py",
        }
    }
}

/// Writes the client of one program, or compares it with what is there. A program with errors has a client too, of what is
/// known; stderr tells.
pub(super) fn run(arguments: &ClientArguments) -> Outcome {
    let mut outcome = Outcome::default();
    let Some((host, entry)) = load_program(&arguments.path, &mut outcome) else {
        return outcome;
    };
    let db = host.db();
    let program = fitz_analysis::program(db, entry);
    let text = match arguments.language {
        Language::Typescript => fitz_clients::typescript(db, program),
        Language::Python => fitz_clients::python(db, program),
    };
    let target = arguments.output.join(arguments.language.file_name());
    if arguments.check {
        check(arguments, &target, &text, &mut outcome);
    } else {
        write(&target, &text, &mut outcome);
    }
    let errors = count_errors(db, entry);
    if errors > 0 {
        let plural = if errors == 1 { "" } else { "s" };
        outcome.note(
            &format!("the program has {errors} error{plural}, so the client may be incomplete"),
            "`fitz-lsp --check` shows them",
        );
    }
    if program.sockets.is_empty() {
        outcome.note(
            "the program has no WebSocket endpoint, so the client has none",
            "put `@ws(\"/path\")` above the function that serves one",
        );
    }
    outcome
}

fn write(target: &Path, text: &str, outcome: &mut Outcome) {
    let directory = target.parent().unwrap_or(Path::new("."));
    if directory.exists() && !directory.is_dir() {
        let problem = format!("`{}` is a file, and `-o` wants a directory", directory.display());
        outcome.refuse(&problem, "name the directory in which the client shall be");
        return;
    }
    match fs::create_dir_all(directory).and_then(|()| fs::write(target, text)) {
        Ok(()) => outcome.output = format!("{}\n", target.display()),
        Err(error) => outcome.refuse(
            &format!("cannot write `{}`: {error}", target.display()),
            "name another directory with `-o`, or make this one writable",
        ),
    }
}

fn check(arguments: &ClientArguments, target: &Path, text: &str, outcome: &mut Outcome) {
    let problem = match fs::read(target) {
        Ok(found) if found == text.as_bytes() => return,
        Ok(_) => format!("`{}` is not the client of this program any more", target.display()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => format!("there is no `{}`", target.display()),
        Err(error) => {
            let problem = format!("cannot read `{}`: {error}", target.display());
            outcome.refuse(&problem, "make it readable, or name another directory with `-o`");
            return;
        }
    };
    outcome.found_errors();
    outcome.note(
        &problem,
        &format!(
            "write it with `fitz-lsp client {} {} -o {}`",
            arguments.language.name(),
            arguments.path.display(),
            arguments.output.display()
        ),
    );
}
