//! `fitz-lsp asyncapi`: prints the AsyncAPI document of a program.

use std::path::Path;
use std::sync::Arc;

use fitz_analysis::{Db, FilePath, Host, MANIFEST, Program, Severity, SourceFile};

use super::outcome::Outcome;
use super::{AsyncApiArguments, inputs, project};

/// Prints the document of one program. A program with errors has a document too, of what is known; stderr tells.
pub(super) fn run(arguments: &AsyncApiArguments) -> Outcome {
    let mut outcome = Outcome::default();
    let Some((host, entry)) = load_program(&arguments.path, &mut outcome) else {
        return outcome;
    };
    let db = host.db();
    let document = fitz_schema::asyncapi(db, entry);
    outcome.output = document.to_json_text();
    tell_what_is_odd(db, entry, document.exposed, &mut outcome);
    outcome
}

/// The database over a program, and the program's entry file.
pub(super) fn load_program(path: &Path, outcome: &mut Outcome) -> Option<(Host, SourceFile)> {
    if path.is_dir() {
        return load_package(&path.join(MANIFEST), outcome);
    }
    if path.file_name().is_some_and(|name| name == MANIFEST) {
        return load_package(path, outcome);
    }
    let input = inputs::read_one(path, outcome)?;
    let host = project::load(std::slice::from_ref(&input), outcome);
    let entry = fitz_analysis::file(host.db(), &input.path)?;
    Some((host, entry))
}

/// The database over a package with a single program, and that program's entry file.
fn load_package(manifest: &Path, outcome: &mut Outcome) -> Option<(Host, SourceFile)> {
    let manifest_path = match inputs::file_path(manifest) {
        Ok(path) => path,
        Err(reason) => {
            outcome.refuse(&format!("cannot use `{}`: {reason}", manifest.display()), "rename the directory");
            return None;
        }
    };
    let name = inputs::display_name(&manifest_path);
    if !manifest.exists() {
        outcome.refuse(&format!("there is no `{name}`"), "name the entry file of the program instead of a directory");
        return None;
    }
    let text = inputs::read_referenced(&manifest_path, outcome)?;
    let mut host = Host::new();
    host.set_disk(&manifest_path, Some(Arc::from(text)));
    project::read_wanted(&mut host, outcome);

    let source = fitz_analysis::file(host.db(), &manifest_path)?;
    let entry_path = single_entry(&fitz_analysis::manifest(host.db(), source).bins, &name, outcome)?;
    let Some(entry) = fitz_analysis::file(host.db(), &entry_path) else {
        outcome.refuse(
            &format!("`{name}` names the entry file `{}`, which cannot be read", inputs::display_name(&entry_path)),
            "correct `main` in its `[bin]` section, or create the file",
        );
        return None;
    };
    Some((host, entry))
}

fn single_entry(bins: &[FilePath], manifest: &str, outcome: &mut Outcome) -> Option<FilePath> {
    let programs: Vec<&FilePath> = bins.iter().filter(|bin| bin.extension() == Some("fitz")).collect();
    match programs.as_slice() {
        [entry] => Some((*entry).clone()),
        [] => {
            outcome.refuse(
                &format!("`{manifest}` names no program"),
                "add a `[bin]` section with `main = \"src/main.fitz\"`, or name the entry file instead of the directory",
            );
            None
        }
        several => {
            let names: Vec<String> = several.iter().map(|path| format!("`{}`", inputs::display_name(path))).collect();
            outcome.refuse(
                &format!("`{manifest}` names {} programs: {}", names.len(), names.join(", ")),
                "name the entry file of the one that is meant",
            );
            None
        }
    }
}

fn tell_what_is_odd(db: &dyn Db, entry: SourceFile, exposed: bool, outcome: &mut Outcome) {
    let program = fitz_analysis::program(db, entry);
    let errors = count_errors(db, program);
    if errors > 0 {
        outcome.note(
            &format!(
                "the program has {errors} error{}, so the document may be incomplete",
                if errors == 1 { "" } else { "s" }
            ),
            "`fitz-lsp --check` shows them",
        );
    }
    if program.sockets.is_empty() {
        outcome.note(
            "the program has no WebSocket endpoint, so the document has no channel",
            "put `@ws(\"/path\")` above the function that serves one",
        );
    }
    if !exposed {
        outcome.note(
            "the running service does not show this document",
            "take `docs=false` out of `@server` to have it served",
        );
    }
}

/// How many errors the modules of a program have.
pub(super) fn count_errors(db: &dyn Db, program: &Program) -> usize {
    let findings = program.modules.iter().flat_map(|module| fitz_ide::diagnostics(db, module.file));
    findings.filter(|finding| finding.severity == Severity::Error).count()
}
