//! `[bin]` and `[[bin]]`.

use std::collections::BTreeSet;

use fitz_rules::families::project::{DUPLICATE_BIN, MISSING_MOUNT, UNKNOWN_TARGET, VIEW_TARGET};
use fitz_syntax::TextRange;
use toml::de::{DeTable, DeValue};

use super::table::Section;
use super::{Reader, misspells};
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;

const BIN_KEYS: [&str; 4] = ["name", "main", "target", "mount"];
const TARGETS: [&str; 3] = ["native", "wasm-client", "ssr"];

impl<'t> Reader<'t> {
    pub(super) fn bins(&mut self, document: &DeTable<'t>) {
        let Some((key, value)) = document.get_key_value("bin") else { return };
        match value.get_ref() {
            DeValue::Table(table) => {
                let header = self.header(value.span(), key.span());
                self.bin(&Section { table, header }, "`[bin]`");
            }
            DeValue::Array(bins) => {
                let mut names = BTreeSet::new();
                for bin in bins.iter() {
                    let Some(table) = bin.get_ref().as_table() else {
                        self.wrong_type(bin, "A program", "a section: `[[bin]]`");
                        continue;
                    };
                    let section = Section { table, header: self.text.range(bin.span()) };
                    if !table.contains_key("name") && !misspells(table, "name", &BIN_KEYS) {
                        self.missing_key(section.header, "`[[bin]]` needs a `name`: `--bin` chooses a program by it.");
                    }
                    let Some((name, range)) = self.bin(&section, "`[[bin]]`") else { continue };
                    if !names.insert(name.clone()) {
                        let message = format!("There is already a program with the name `{name}`.");
                        let hint = "Give each `[[bin]]` a name of its own.";
                        self.find(Diagnostic::new(&DUPLICATE_BIN, range, message).hint(hint));
                    }
                }
            }
            _ => self.wrong_type(value, "`bin`", "a section: `[bin]`"),
        }
    }

    /// One program. Gives its name.
    fn bin(&mut self, bin: &Section<'_, 't>, what: &str) -> Option<(String, TextRange)> {
        self.unknown_keys(bin.table, &BIN_KEYS, &format!("{what} has no key"));
        if !bin.table.contains_key("main") && !misspells(bin.table, "main", &BIN_KEYS) {
            self.missing_key(bin.header, &format!("{what} needs a `main`: the file where the program starts."));
        }
        let name = self.string(bin, "name", "`name`");
        let main = self.string(bin, "main", "`main`");
        let target = self.string(bin, "target", "`target`");
        self.string(bin, "mount", "`mount`");
        if let Some((target, range)) = &target {
            self.target(bin, target, *range);
        }
        let is_native = match &target {
            Some((target, _)) => target == "native",
            None => !bin.table.contains_key("target"),
        };
        if let Some((main, range)) = main {
            let path = self.root.join(&main);
            if is_native && path.extension() == Some("fitzv") {
                let message = format!("`{main}` is a view, which the target `native` cannot run.");
                let hint = "Write `target = \"wasm-client\"` and a `mount`, or name a `.fitz` file.";
                self.find(Diagnostic::new(&VIEW_TARGET, range, message).hint(hint));
            }
            self.read.manifest.bins.push(path.clone());
            if let Some((name, _)) = &name {
                self.read.manifest.bin_names.insert(path.clone(), name.as_str().into());
            }
            self.read.entries.push((path, range));
        }
        name
    }

    fn target(&mut self, bin: &Section<'_, 't>, target: &str, range: TextRange) {
        if !TARGETS.contains(&target) {
            let message = format!("There is no target `{target}`.");
            let mut finding = Diagnostic::new(&UNKNOWN_TARGET, range, message);
            finding = match nearest(target, TARGETS.into_iter()) {
                Some(closest) => finding.meant(range, closest),
                None => finding.hint("There is `native`, `wasm-client`, `ssr`."),
            };
            self.find(finding);
        }
        let has_mount = bin.table.contains_key("mount") || misspells(bin.table, "mount", &BIN_KEYS);
        if target == "wasm-client" && !has_mount {
            let message = "The target `wasm-client` needs a `mount`: the element of the page that shows the program.";
            let hint = "Add a CSS selector, for example `mount = \"#app\"`.";
            self.find(Diagnostic::new(&MISSING_MOUNT, range, message).hint(hint));
        }
    }
}
