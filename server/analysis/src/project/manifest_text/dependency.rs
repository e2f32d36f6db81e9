//! `[dependencies]`.

use fitz_rules::families::project::{
    DEPENDENCY_BRANCH, DEPENDENCY_NAME, DEPENDENCY_REF, DEPENDENCY_SOURCE, DEPENDENCY_VERSION, VALUE_TYPE,
};
use fitz_syntax::TextRange;
use toml::de::{DeTable, DeValue};

use super::table::Section;
use super::{Reader, misspells};
use crate::diagnostic::Diagnostic;
use crate::project::dependencies::DependencySource;
use crate::ty::Name;

const KEYS: [&str; 4] = ["path", "git", "tag", "rev"];

impl<'t> Reader<'t> {
    pub(super) fn dependencies(&mut self, dependencies: &Section<'_, 't>) {
        for (key, value) in dependencies.table {
            let name = key.get_ref().as_ref();
            let range = self.text.inside(key.span());
            if name.contains('-') {
                let message = format!("A dependency with the name `{name}` cannot be imported: `-` is an operator.");
                let hint = format!("Call it `{}`.", name.replace('-', "_"));
                self.find(Diagnostic::new(&DEPENDENCY_NAME, range, message).hint(hint));
            }
            let source = match value.get_ref() {
                DeValue::Table(table) => self.dependency(name, table, range),
                DeValue::String(_) => {
                    let message = format!("`{name}` has a version, but there is no registry to get it from.");
                    let hint = "Write `{ path = \"…\" }`, or `{ git = \"…\", tag = \"…\" }`.";
                    let range = self.text.range(value.span());
                    self.find(Diagnostic::new(&DEPENDENCY_VERSION, range, message).hint(hint));
                    DependencySource::Unusable
                }
                _ => {
                    let wanted = "a table, for example `{ path = \"…\" }`";
                    self.wrong_type(value, &format!("The dependency `{name}`"), wanted);
                    DependencySource::Unusable
                }
            };
            self.read.manifest.dependencies.insert(Name::from(name), source);
        }
    }

    fn dependency(&mut self, name: &str, table: &DeTable<'t>, key: TextRange) -> DependencySource {
        let section = Section { table, header: key };
        let has_reference = table.contains_key("tag") || table.contains_key("rev");
        let is_branch_alone = table.contains_key("git") && !has_reference && table.contains_key("branch");
        let known = if is_branch_alone { &["path", "git", "tag", "rev", "branch"][..] } else { &KEYS };
        self.unknown_keys(table, known, "A dependency has no key");
        let values = KEYS.map(|key| (key, self.string(&section, key, &format!("`{key}`"))));
        let is_incomplete = values.iter().any(|(key, value)| value.is_none() && table.contains_key(*key));
        for (key, value) in &values {
            if let Some((text, range)) = value
                && text.trim().is_empty()
            {
                let message = format!("`{key}` of the dependency `{name}` is empty.");
                self.find(Diagnostic::new(&VALUE_TYPE, *range, message));
                return DependencySource::Unusable;
            }
        }
        if is_incomplete {
            return DependencySource::Unusable;
        }
        let [(_, path), (_, git), (_, tag), (_, rev)] = values;
        match (path, git) {
            (Some(_), Some((_, range))) => {
                let message = format!("`{name}` has both a `path` and a `git` address.");
                self.find(Diagnostic::new(&DEPENDENCY_SOURCE, range, message).hint("Keep one of them."));
                DependencySource::Unusable
            }
            (Some((path, range)), None) => {
                self.read.dependencies.push((Name::from(name), range));
                DependencySource::Path(self.root.join(&path))
            }
            (None, Some((url, range))) => self.git(name, &url, range, tag, rev, table),
            (None, None) if ["path", "git"].iter().any(|key| misspells(table, key, known)) => {
                DependencySource::Unusable
            }
            (None, None) => {
                let (range, message) = match tag.or(rev) {
                    Some((_, range)) => (range, format!("`{name}` has a version of a `git` address, but no address.")),
                    None => (key, format!("Nothing says where `{name}` comes from.")),
                };
                let hint = "Add `path = \"…\"`, or `git = \"…\"` with a `tag` or a `rev`.";
                self.find(Diagnostic::new(&DEPENDENCY_SOURCE, range, message).hint(hint));
                DependencySource::Unusable
            }
        }
    }

    fn git(
        &mut self,
        name: &str,
        url: &str,
        range: TextRange,
        tag: Option<(String, TextRange)>,
        rev: Option<(String, TextRange)>,
        table: &DeTable<'t>,
    ) -> DependencySource {
        let reference = match (tag, rev) {
            (Some(_), Some((_, range))) => {
                let message = format!("`{name}` has both a `tag` and a `rev`.");
                self.find(Diagnostic::new(&DEPENDENCY_REF, range, message).hint("Keep one of them."));
                return DependencySource::Unusable;
            }
            (Some((reference, _)), None) | (None, Some((reference, _))) => reference,
            (None, None) => {
                let hint = "Add a `tag`, or a `rev` with the commit.";
                let finding = match table.get_key_value("branch") {
                    Some((branch, _)) => {
                        let range = self.text.inside(branch.span());
                        let message = format!("`{name}` follows a branch, which is not supported.");
                        Diagnostic::new(&DEPENDENCY_BRANCH, range, message)
                    }
                    None => {
                        let message = format!("`{name}` does not say which version of the `git` address is meant.");
                        Diagnostic::new(&DEPENDENCY_REF, range, message)
                    }
                };
                self.find(finding.hint(hint));
                return DependencySource::Unusable;
            }
        };
        self.read.dependencies.push((Name::from(name), range));
        DependencySource::git(url, &reference)
    }
}
