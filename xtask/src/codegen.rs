//! `cargo xtask codegen`: everything that is generated from the grammar and from the rules.
//!
//! `tree-sitter-fitz/grammar.js` is the only source. From it come the parser and `node-types.json` (in
//! `tree-sitter-fitz/src`), and from the latter the node kinds and the typed syntax tree of `fitz-syntax`. All of it
//! is committed, so that building needs no generator; `--check` fails when something committed is stale. The pages of the rules
//! in `docs/rules` come from `fitz-rules`; a page without a rule is removed.

mod grammar;
mod kinds;
mod names;
mod nodes;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};

use tree_sitter_generate::{OptLevel, generate_parser_in_directory};

use grammar::Grammar;

/// The version of the parser's tables. Neovim 0.10 and Emacs 30.1 refuse 15.
const ABI_VERSION: usize = 14;

/// The parser's files that are generated, in `tree-sitter-fitz/src`.
const PARSER_FILES: [&str; 6] = [
    "grammar.json",
    "node-types.json",
    "parser.c",
    "tree_sitter/alloc.h",
    "tree_sitter/array.h",
    "tree_sitter/parser.h",
];

/// Generates the parser, the node kinds, the typed syntax tree and the pages of the rules. With `check`, writes nothing into the project and
/// says which of its generated files are stale.
pub fn run(check: bool) -> Result<(), String> {
    let root = project_root()?;
    let scratch = Scratch::new()?;
    // Always into a scratch folder first: a grammar with a mistake leaves the project as it was.
    let mut generated = generate(&root, scratch.path())?;
    generated.extend(rule_pages());
    let orphans = pages_without_rule(&root, &generated)?;
    let stale: Vec<&File> = generated.iter().filter(|file| !file.is_current(&root)).collect();
    if check {
        let names: Vec<&str> =
            stale.iter().map(|file| file.path.as_str()).chain(orphans.iter().map(String::as_str)).collect();
        if names.is_empty() {
            return Ok(());
        }
        return Err(format!("stale: {}\nrun `cargo xtask codegen` and commit the result", names.join(", ")));
    }
    for file in stale {
        file.write(&root)?;
    }
    for orphan in orphans {
        fs::remove_file(root.join(&orphan)).map_err(|error| format!("cannot remove {orphan}: {error}"))?;
    }
    Ok(())
}

/// A generated file: its path in the project and its content.
struct File {
    path: String,
    content: Vec<u8>,
}

impl File {
    fn is_current(&self, root: &Path) -> bool {
        fs::read(root.join(&self.path)).is_ok_and(|content| content == self.content)
    }

    fn write(&self, root: &Path) -> Result<(), String> {
        let path = root.join(&self.path);
        let folder = path.parent().unwrap_or(root);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, &self.content))
            .map_err(|error| format!("cannot write {}: {error}", self.path))
    }
}

fn generate(root: &Path, scratch: &Path) -> Result<Vec<File>, String> {
    let mut files = parser(root, scratch)?;
    let node_types = files
        .iter()
        .find(|file| file.path.ends_with("node-types.json"))
        .ok_or("the generator made no node-types.json")?;
    let grammar = Grammar::from_node_types(&node_types.content)?;
    for (name, code) in [("kinds.rs", kinds::code(&grammar)?), ("nodes.rs", nodes::code(&grammar)?)] {
        let content = rustfmt(root, &code)?;
        files.push(File { path: format!("server/syntax/src/generated/{name}"), content });
    }
    Ok(files)
}

/// The folder of the pages of the rules.
const RULE_PAGES: &str = "docs/rules";

/// A page for each rule, and the index.
fn rule_pages() -> Vec<File> {
    let page = |name: &str, text: String| File { path: format!("{RULE_PAGES}/{name}.md"), content: text.into_bytes() };
    let mut pages = vec![page("README", fitz_rules::index())];
    pages.extend(fitz_rules::all().map(|rule| page(rule.code, fitz_rules::page(rule))));
    pages
}

/// The committed pages that no rule has.
fn pages_without_rule(root: &Path, generated: &[File]) -> Result<Vec<String>, String> {
    let mut orphans = Vec::new();
    let mut folders = vec![RULE_PAGES.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(root.join(&folder)).map_err(|error| format!("cannot read {folder}: {error}"))?;
        for entry in entries.filter_map(Result::ok) {
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                folders.push(path);
            } else if generated.iter().all(|file| file.path != path) {
                orphans.push(path);
            }
        }
    }
    orphans.sort();
    Ok(orphans)
}

/// The parser and the files beside it.
fn parser(root: &Path, scratch: &Path) -> Result<Vec<File>, String> {
    let folder = root.join("tree-sitter-fitz");
    let grammar = folder.join("grammar.js");
    let mut warnings = Vec::new();
    generate_parser_in_directory(
        folder,
        Some(scratch.to_path_buf()),
        Some(grammar),
        ABI_VERSION,
        None,
        Some("native"),
        true,
        OptLevel::default(),
        &mut warnings,
    )
    .map_err(|error| format!("grammar.js: {error}"))?;
    // One rule that is used in several places is warned about several times.
    let warnings: BTreeSet<String> = warnings.iter().map(ToString::to_string).collect();
    for warning in warnings {
        eprintln!("grammar.js: {warning}");
    }
    PARSER_FILES
        .iter()
        .map(|name| {
            let content =
                fs::read(scratch.join(name)).map_err(|error| format!("the generator made no {name}: {error}"))?;
            Ok(File { path: format!("tree-sitter-fitz/src/{name}"), content })
        })
        .collect()
}

/// Formats Rust code as `cargo fmt` does, by the project's own rules.
fn rustfmt(root: &Path, code: &str) -> Result<Vec<u8>, String> {
    let fail =
        |error: std::io::Error| format!("cannot run rustfmt: {error}. Add it with `rustup component add rustfmt`");
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(fail)?;
    let mut stdin = child.stdin.take().ok_or("rustfmt has no input")?;
    stdin.write_all(code.as_bytes()).map_err(fail)?;
    drop(stdin);
    let output = child.wait_with_output().map_err(fail)?;
    if output.status.success() { Ok(output.stdout) } else { Err("rustfmt refuses the generated code".to_owned()) }
}

fn project_root() -> Result<PathBuf, String> {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().map(Path::to_path_buf).ok_or_else(|| "xtask lies in no project".to_owned())
}

/// A folder that goes away with the value.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Result<Self, String> {
        let path = std::env::temp_dir().join(format!("fitz-codegen-{}", process::id()));
        fs::create_dir_all(&path).map_err(|error| format!("cannot make a temporary folder: {error}"))?;
        Ok(Self(path))
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Nobody is hurt by a folder that stays in the system's place for temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}
