//! What the commands that print a document share: which program it is about, how it is written, and where it goes.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use fitz_analysis::{Db, FilePath, Host, MANIFEST, Severity, SourceFile, program};
use fitz_schema::{CommonOptions, Document, ExtraServer};
use similar::TextDiff;

use super::outcome::Outcome;
use super::project::{Disk, Files};
use super::{inputs, project};

/// How many lines of a difference are shown. Nobody reads more in a log; the document itself is one command away.
const MOST_LINES: usize = 40;

pub(super) const AFTER_HELP: &str = "\
Exit codes:
  0  the document was printed or written, or FILE of `--check` is up to date
  1  FILE of `--check` is stale
  2  wrong usage, or an input that cannot be read";

/// What every command that prints a document takes.
#[derive(Args)]
pub(super) struct DocumentArguments {
    /// The entry file of a program, or a directory with a `fitz.toml` that names one
    #[arg(default_value = ".")]
    path: PathBuf,

    /// How the document is written [default: what the name of FILE ends in, else json]
    #[arg(long, value_name = "FORMAT")]
    format: Option<TextFormat>,

    /// Write the document to a file instead of stdout
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Compare the document with a file: exit code 1 and the difference when the file is stale
    #[arg(long, value_name = "FILE", conflicts_with = "output")]
    check: Option<PathBuf>,

    /// Name a further server, e.g. `production=wss://example.org`; may be repeated
    #[arg(long = "server", value_name = "NAME=URL")]
    servers: Vec<ExtraServer>,

    /// Allow members that a type does not declare, for clients that meet later versions of the service
    #[arg(long)]
    open_objects: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TextFormat {
    /// JSON, two spaces per level
    Json,
    /// YAML 1.2
    Yaml,
}

impl DocumentArguments {
    /// The database over the program, and the program's entry file.
    pub(super) fn load(&self, outcome: &mut Outcome) -> Option<(Host, SourceFile)> {
        load_program(&self.path, outcome)
    }

    /// What holds for every kind of document.
    pub(super) fn options(&self) -> CommonOptions {
        CommonOptions { open_objects: self.open_objects, servers: self.servers.clone() }
    }

    /// Prints the document, writes it, or compares it. `command` is the name by which a user asks for it.
    pub(super) fn deliver(&self, document: &Document, command: &str, outcome: &mut Outcome) {
        let text = match self.format() {
            TextFormat::Json => document.to_json_text(),
            TextFormat::Yaml => document.to_yaml_text(),
        };
        match (&self.output, &self.check) {
            (Some(file), _) => write(file, &text, outcome),
            (None, Some(file)) => self.compare(file, &text, command, outcome),
            (None, None) => outcome.output = text,
        }
    }

    fn format(&self) -> TextFormat {
        let file = self.output.as_ref().or(self.check.as_ref());
        let extension = file.and_then(|file| file.extension()).unwrap_or_default();
        self.format.unwrap_or(if extension == "yaml" || extension == "yml" {
            TextFormat::Yaml
        } else {
            TextFormat::Json
        })
    }

    fn compare(&self, file: &Path, text: &str, command: &str, outcome: &mut Outcome) {
        let name = file.display();
        let committed = match fs::read_to_string(file) {
            // Git may have changed the line breaks of a file that it checked out.
            Ok(committed) => committed.replace("\r\n", "\n"),
            Err(error) => {
                outcome.refuse(
                    &format!("cannot read `{name}`: {error}"),
                    &format!("write it with `fitz-lsp {command} {} -o {name}`", self.path.display()),
                );
                return;
            }
        };
        if committed == text {
            return;
        }
        outcome.output = short_difference(&committed, text, &name.to_string());
        outcome.found(
            &format!("`{name}` is not the document of the program any more"),
            &format!("write it anew with `fitz-lsp {command} {} -o {name}`, and the same options", self.path.display()),
        );
    }
}

/// The first lines of the difference, in the form that `diff -u` writes.
fn short_difference(committed: &str, text: &str, name: &str) -> String {
    let difference = TextDiff::from_lines(committed, text);
    let whole = difference.unified_diff().context_radius(2).header(name, "the program").to_string();
    let lines: Vec<&str> = whole.lines().collect();
    let mut shown: String = lines.iter().take(MOST_LINES).flat_map(|line| [line, "\n"]).collect();
    if let Some(more @ 1..) = lines.len().checked_sub(MOST_LINES) {
        shown.push_str(&format!("... and {more} more line{}\n", if more == 1 { "" } else { "s" }));
    }
    shown
}

fn write(file: &Path, text: &str, outcome: &mut Outcome) {
    if let Err(error) = fs::write(file, text) {
        outcome.refuse(
            &format!("cannot write `{}`: {error}", file.display()),
            "name a file in a directory that exists and that you may write to",
        );
    }
}

/// Tells what a reader of the document must know about the program: its errors, what the document leaves out, and that
/// nobody else sees it.
pub(super) fn tell_what_is_odd(db: &dyn Db, entry: SourceFile, document: &Document, outcome: &mut Outcome) {
    let errors = count_errors(db, entry);
    if errors > 0 {
        outcome.note(
            &format!(
                "the program has {errors} error{}, so the document may be incomplete",
                if errors == 1 { "" } else { "s" }
            ),
            "`fitz-lsp --check` shows them",
        );
    }
    for missing in &document.missing {
        let advice = match missing.resolve(db) {
            Some((file, range)) => {
                let line = file.content(db).text.line_of(range.start()) + 1;
                format!("see line {line} of `{}`", inputs::display_name(file.path(db)))
            }
            None => "see the handler".to_owned(),
        };
        outcome.note(&missing.message, &advice);
    }
    if !document.exposed {
        outcome.note(
            "the running service does not show this document",
            "take `docs=false` out of `@server` to have it served",
        );
    }
}

/// The number of errors in the modules of a program.
pub(super) fn count_errors(db: &dyn Db, entry: SourceFile) -> usize {
    program(db, entry)
        .modules
        .iter()
        .flat_map(|module| fitz_ide::diagnostics(db, module.file))
        .filter(|finding| finding.severity == Severity::Error)
        .count()
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
    load_manifest(&Disk, &manifest_path, outcome)
}

/// The database over the package with this manifest, which has a single program, and that program's entry file.
pub(super) fn load_manifest(
    files: &dyn Files,
    manifest_path: &FilePath,
    outcome: &mut Outcome,
) -> Option<(Host, SourceFile)> {
    let name = inputs::display_name(manifest_path);
    if !files.is_file(manifest_path) {
        outcome.refuse(&format!("there is no `{name}`"), "name the entry file of the program instead of a directory");
        return None;
    }
    let text = files.read(manifest_path, outcome)?;
    let host = project::load_from(files, [(manifest_path.clone(), Arc::from(text))], outcome);
    let source = fitz_analysis::file(host.db(), manifest_path)?;
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
