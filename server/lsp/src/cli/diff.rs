//! `fitz-lsp asyncapi diff`: what changed for clients between two documents or programs.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use fitz_analysis::{FilePath, Host, MANIFEST, SourceFile};
use fitz_schema::{AsyncApiOptions, Change, Class, changes, read_asyncapi};
use serde_json::{Value, json};

use super::outcome::Outcome;
use super::project::Files as _;
use super::revision::{self, Revision};
use super::{documents, inputs, project};

const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

pub(super) const AFTER_HELP: &str = "\
OLD and NEW are each an AsyncAPI 3 document (JSON or YAML), a Fitz program (an entry file, or a directory with a
`fitz.toml`), or one of them in a git revision: `main:src/main.fitz`, `HEAD~1:asyncapi.json`, `v1.2.0:./service`.
After the colon is a path from the root of the repository; one that starts with `./` or `../` begins here.

Exit codes:
  0  clients that were made for OLD work with NEW
  1  some of them do not: a change is breaking
  2  wrong usage, or an input that cannot be read";

#[derive(Args)]
pub(super) struct DiffArguments {
    /// What clients were made for
    #[arg(value_name = "OLD")]
    old: PathBuf,

    /// What they meet now
    #[arg(value_name = "NEW")]
    new: PathBuf,

    /// How changes are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    output_format: DiffFormat,
}

#[derive(Clone, Copy, ValueEnum)]
enum DiffFormat {
    /// A line for each change, for people
    Text,
    /// One JSON object with the counts and an object for each change
    Json,
    /// Tables, for a comment on a pull request
    Markdown,
}

/// Prints what is different for clients.
pub(super) fn run(arguments: &DiffArguments) -> Outcome {
    let mut outcome = Outcome::default();
    if inputs::is_stdin(&arguments.old) && inputs::is_stdin(&arguments.new) {
        return Outcome::refused("stdin cannot be both OLD and NEW", "write one of them to a file, and name that");
    }
    let (old, new) = (load(&arguments.old, &mut outcome), load(&arguments.new, &mut outcome));
    let (Some(old), Some(new)) = (old, new) else { return outcome };
    let changes = changes(&old, &new);
    if count(&changes, Class::Breaking) > 0 {
        outcome.found_errors();
    }
    outcome.output = match arguments.output_format {
        DiffFormat::Text => text(&changes),
        DiffFormat::Json => format!("{:#}\n", as_json(arguments, &changes)),
        DiffFormat::Markdown => markdown(&changes),
    };
    outcome
}

/// The document that an argument names or stands for.
fn load(argument: &Path, outcome: &mut Outcome) -> Option<Value> {
    let name = inputs::name_of(argument);
    if !argument.exists()
        && let Some((revision, path)) = revision::split(argument)
    {
        return load_revision(&name, revision, path, outcome);
    }
    if argument.is_dir() || is_program(argument) {
        let (host, entry) = documents::load_program(argument, outcome)?;
        return Some(document_of(&name, &host, entry, outcome));
    }
    let text = inputs::read_text(argument, outcome)?;
    read_document(&name, &text, outcome)
}

/// The same of a revision. Nothing but the object store of git is read, and the files outside of the repository.
fn load_revision(name: &str, revision: &str, path: &str, outcome: &mut Outcome) -> Option<Value> {
    let revision = Revision::open(revision, outcome)?;
    let path = revision.resolve(path);
    let manifest =
        if revision.is_directory(&path) { Some(path.join(MANIFEST)) } else { Some(path.clone()).filter(is_manifest) };
    if let Some(manifest) = manifest {
        let (host, entry) = documents::load_manifest(&revision, &manifest, outcome)?;
        return Some(document_of(name, &host, entry, outcome));
    }
    if !revision.is_file(&path) {
        outcome.refuse(
            &format!("there is no `{}` in `{}`", revision.relative(&path), revision.name()),
            "the path starts at the root of the repository; `./` in front of it starts it here",
        );
        return None;
    }
    let text = revision.read(&path, outcome)?;
    if !is_program(Path::new(path.as_str())) {
        return read_document(name, &text, outcome);
    }
    let host = project::load_from(&revision, [(path.clone(), Arc::from(text))], outcome);
    let entry = fitz_analysis::file(host.db(), &path)?;
    Some(document_of(name, &host, entry, outcome))
}

fn is_program(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "fitz") || path.file_name().is_some_and(|it| it == MANIFEST)
}

fn is_manifest(path: &FilePath) -> bool {
    path.file_name() == MANIFEST
}

fn document_of(name: &str, host: &Host, entry: SourceFile, outcome: &mut Outcome) -> Value {
    let db = host.db();
    let errors = documents::count_errors(db, entry);
    if errors > 0 {
        outcome.note(
            &format!(
                "`{name}` has {errors} error{}, so not all changes may be known",
                if errors == 1 { "" } else { "s" }
            ),
            "`fitz-lsp --check` shows the errors of a program",
        );
    }
    fitz_schema::asyncapi_document(db, entry, AsyncApiOptions::default()).json.clone()
}

fn read_document(name: &str, text: &str, outcome: &mut Outcome) -> Option<Value> {
    match read_asyncapi(text) {
        Ok(document) => Some(document),
        Err(problem) => {
            outcome.refuse(
                &format!("`{name}` {problem}"),
                "name a document of AsyncAPI 3, in JSON or YAML, or a Fitz program (`*.fitz`, or its directory)",
            );
            None
        }
    }
}

fn count(changes: &[Change], class: Class) -> usize {
    changes.iter().filter(|change| change.class == class).count()
}

/// `2 breaking changes, 1 compatible change`, or that there are none.
fn summary(changes: &[Change]) -> String {
    let parts: Vec<String> = [Class::Breaking, Class::Compatible, Class::Documentation]
        .into_iter()
        .map(|class| (class.word(), count(changes, class)))
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{count} {word} change{}", if count == 1 { "" } else { "s" }))
        .collect();
    if parts.is_empty() { "no changes for clients".to_owned() } else { parts.join(", ") }
}

/// The changes of each endpoint (or of several at once), breaking ones first. `None` is the service as a whole.
fn groups(changes: &[Change]) -> Vec<(Option<Vec<&str>>, Vec<&Change>)> {
    let mut groups: Vec<(Option<Vec<&str>>, Vec<&Change>)> = Vec::new();
    for change in changes {
        let endpoints: Vec<&str> = change.endpoints.iter().map(String::as_str).collect();
        let endpoints = Some(endpoints).filter(|endpoints| !endpoints.is_empty());
        match groups.iter_mut().find(|(known, _)| *known == endpoints) {
            Some((_, group)) => group.push(change),
            None => groups.push((endpoints, vec![change])),
        }
    }
    for (_, group) in &mut groups {
        group.sort_by_key(|change| (change.class, change.direction));
    }
    groups
}

fn text(changes: &[Change]) -> String {
    let mut text = String::new();
    for (endpoints, group) in groups(changes) {
        let heading = endpoints.map_or_else(|| "the service".to_owned(), |endpoints| endpoints.join(", "));
        let _ = writeln!(text, "{BOLD}{heading}{PLAIN}");
        for change in group {
            let (start, end) = if change.class == Class::Breaking { (BOLD, PLAIN) } else { ("", "") };
            let (class, direction) = (change.class.word(), change.direction.word());
            let _ = writeln!(text, "  {start}{class:13}{end}  {direction:7}  {}", change.sentence);
        }
        text.push('\n');
    }
    let _ = writeln!(text, "{}", summary(changes));
    text
}

fn markdown(changes: &[Change]) -> String {
    let mut text = format!("## AsyncAPI: {}\n", summary(changes));
    for (endpoints, group) in groups(changes) {
        let heading = endpoints.map_or_else(
            || "The service".to_owned(),
            |endpoints| endpoints.iter().map(|endpoint| format!("`{endpoint}`")).collect::<Vec<_>>().join(", "),
        );
        let _ = write!(text, "\n### {heading}\n\n| class | for | change |\n|---|---|---|\n");
        for change in group {
            let mark = if change.class == Class::Breaking { "**" } else { "" };
            let (class, direction) = (change.class.word(), change.direction.word());
            let sentence = change.sentence.replace('|', "\\|").replace('\n', " ");
            let _ = writeln!(text, "| {mark}{class}{mark} | {direction} | {sentence} |");
        }
    }
    text
}

fn as_json(arguments: &DiffArguments, changes: &[Change]) -> Value {
    let change = |change: &Change| {
        json!({
            "class": change.class.word(),
            "direction": change.direction.word(),
            "endpoints": change.endpoints,
            "document": change.document.word(),
            "pointer": change.pointer,
            "message": change.sentence,
        })
    };
    json!({
        "old": inputs::name_of(&arguments.old),
        "new": inputs::name_of(&arguments.new),
        "breaking": count(changes, Class::Breaking),
        "compatible": count(changes, Class::Compatible),
        "documentation": count(changes, Class::Documentation),
        "changes": changes.iter().map(change).collect::<Vec<_>>(),
    })
}
