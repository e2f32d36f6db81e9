//! Reads the text of a `fitz.toml`, and finds what is wrong with it.
//!
//! What needs other files (an entry that does not exist) is found in `rules/manifest.rs`; the places that it reports are
//! kept here.

mod bins;
mod dependency;
mod lints;
mod table;

use fitz_rules::families::project::{MISSING_KEY, PACKAGE_NAME, SYNTAX, UNKNOWN_KEY, VALUE_TYPE};
use fitz_syntax::{TextRange, TextSize};
use toml::de::{DeTable, DeValue};

use super::dependencies::DependencySource;
use super::package::{MANIFEST, Manifest};
use crate::db::{Db, SourceFile};
use crate::diagnostic::Diagnostic;
use crate::endpoint::Package;
use crate::nearest::nearest;
use crate::path::FilePath;
use crate::ty::Name;
use table::{Section, Text};

const SECTIONS: [&str; 6] = ["package", "bin", "lib", "dependencies", "flags", "lint"];
const PACKAGE_KEYS: [&str; 6] = ["name", "version", "edition", "authors", "description", "license"];

/// A manifest with the places of what it says.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct ManifestText {
    /// What it says.
    pub(crate) manifest: Manifest,
    /// What is wrong with the text alone.
    pub(crate) findings: Vec<Diagnostic>,
    /// Whether the text is not TOML. What it says is then a guess.
    pub(crate) is_broken: bool,
    /// The files that it names: `main` of each bin, `entry` of the library.
    pub(crate) entries: Vec<(FilePath, TextRange)>,
    /// The dependencies: the name, and the place that says where it comes from.
    pub(crate) dependencies: Vec<(Name, TextRange)>,
    /// The feature flags, and where each is declared.
    pub(crate) flags: Vec<(Name, TextRange)>,
}

/// Reads a manifest.
#[salsa::tracked(returns(ref))]
pub(crate) fn manifest_text(db: &dyn Db, source: SourceFile) -> ManifestText {
    let Some(root) = source.path(db).parent() else { return ManifestText::default() };
    let text = source.content(db).text.to_string();
    let (table, errors) = DeTable::parse_recoverable(&text);
    let mut reader = Reader {
        text: Text(&text),
        read: ManifestText {
            manifest: Manifest { root: Some(root.clone()), ..Manifest::default() },
            is_broken: !errors.is_empty(),
            ..ManifestText::default()
        },
        root,
    };
    reader.document(table.get_ref());
    let mut read = reader.read;
    if let Some(error) = errors.first() {
        // What is read of a broken text is good enough for finding files, but not for finding mistakes.
        read.findings = vec![syntax_error(&text, error)];
    }
    read.findings.sort_by_key(|finding| (finding.range.start(), finding.range.end()));
    read
}

/// A place in a manifest that names something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestPlace {
    /// What is named, without quotes.
    pub range: TextRange,
    /// What it names.
    pub names: ManifestName,
}

/// What a place in a manifest names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManifestName {
    /// The file where a program starts, or that other packages import.
    Entry(FilePath),
    /// The directory of a dependency.
    Directory(FilePath),
    /// A feature flag, where it is declared.
    Flag(Name),
}

/// The places in a manifest that name files, directories and flags, in the order of the text.
pub fn manifest_places(db: &dyn Db, source: SourceFile) -> Vec<ManifestPlace> {
    if source.path(db).file_name() != MANIFEST {
        return Vec::new();
    }
    let read = manifest_text(db, source);
    let entry = |(path, range): &(FilePath, TextRange)| ManifestPlace {
        range: *range,
        names: ManifestName::Entry(path.clone()),
    };
    let dependency = |(name, range): &(Name, TextRange)| match read.manifest.dependencies.get(name)? {
        DependencySource::Path(directory) => {
            Some(ManifestPlace { range: *range, names: ManifestName::Directory(directory.clone()) })
        }
        _ => None,
    };
    let flag =
        |(name, range): &(Name, TextRange)| ManifestPlace { range: *range, names: ManifestName::Flag(name.clone()) };
    let mut places: Vec<ManifestPlace> = read.entries.iter().map(entry).collect();
    places.extend(read.dependencies.iter().filter_map(dependency));
    places.extend(read.flags.iter().map(flag));
    places.sort_by_key(|place| place.range.start());
    places
}

fn syntax_error(text: &str, error: &toml::de::Error) -> Diagnostic {
    let span = error.span().unwrap_or_default();
    let mut range = Text(text).range(span);
    if range.is_empty() {
        // Something is missing here: the character before shows where.
        let before = text.get(..usize::from(range.start())).and_then(|before| before.chars().next_back());
        if let Some(character) = before.filter(|it| !it.is_whitespace()) {
            range = TextRange::new(range.start() - TextSize::of(character), range.end());
        }
    }
    let message = format!("This is not valid TOML: {}.", error.message().trim_end_matches('.').replace('\n', ", "));
    Diagnostic::new(&SYNTAX, range, message)
}

struct Reader<'t> {
    text: Text<'t>,
    root: FilePath,
    read: ManifestText,
}

impl<'t> Reader<'t> {
    fn document(&mut self, table: &DeTable<'t>) {
        self.unknown_keys(table, &SECTIONS, "`fitz.toml` has no section");
        match self.section(table, "package") {
            Some(package) => self.package(&package),
            None if table.contains_key("package") || misspells(table, "package", &SECTIONS) => {}
            None => self.missing_key(TextRange::default(), "`fitz.toml` needs a `[package]` section."),
        }
        self.bins(table);
        if let Some(library) = self.section(table, "lib") {
            self.library(&library);
        }
        if let Some(dependencies) = self.section(table, "dependencies") {
            self.dependencies(&dependencies);
        }
        if let Some(flags) = self.section(table, "flags") {
            for (name, value) in flags.table {
                let flag = Name::from(name.get_ref().as_ref());
                self.read.manifest.flags.push(flag.clone());
                self.read.flags.push((flag, self.text.inside(name.span())));
                if !value.get_ref().is_bool() {
                    self.wrong_type(value, &format!("The flag `{}`", name.get_ref()), "`true` or `false`");
                }
            }
        }
        if let Some(lints) = self.section(table, "lint") {
            self.lints(&lints);
        }
    }

    fn package(&mut self, package: &Section<'_, 't>) {
        self.unknown_keys(package.table, &PACKAGE_KEYS, "`[package]` has no key");
        for key in ["name", "version", "edition"] {
            if !package.table.contains_key(key) && !misspells(package.table, key, &PACKAGE_KEYS) {
                let article = if key == "edition" { "an" } else { "a" };
                self.missing_key(package.header, &format!("`[package]` needs {article} `{key}`."));
            }
        }
        let name = self.string(package, "name", "`name`");
        let version = self.string(package, "version", "`version`");
        self.string(package, "edition", "`edition`");
        let description = self.string(package, "description", "`description`");
        let license = self.string(package, "license", "`license`");
        if let Some(authors) = package.table.get("authors") {
            let is_list_of_names = authors
                .get_ref()
                .as_array()
                .is_some_and(|authors| authors.iter().all(|author| author.get_ref().is_str()));
            if !is_list_of_names {
                self.wrong_type(authors, "`authors`", "a list of strings");
            }
        }
        if let Some((name, range)) = &name
            && !is_package_name(name)
        {
            let hint = "Start with a lower-case letter; letters, digits, `_` and `-` may follow, 64 characters in all.";
            let message = format!("`{name}` is no name for a package.");
            self.find(Diagnostic::new(&PACKAGE_NAME, *range, message).hint(hint));
        }
        let text = |value: Option<(String, TextRange)>| value.map(|(text, _)| text);
        self.read.manifest.package = Package {
            name: text(name),
            version: text(version),
            description: text(description),
            license: text(license),
        };
    }

    fn library(&mut self, library: &Section<'_, 't>) {
        self.unknown_keys(library.table, &["entry"], "`[lib]` has no key");
        if !library.table.contains_key("entry") && !misspells(library.table, "entry", &["entry"]) {
            self.missing_key(library.header, "`[lib]` needs an `entry`: the file that other packages import.");
        }
        if let Some((entry, range)) = self.string(library, "entry", "`entry`") {
            let path = self.root.join(&entry);
            self.read.manifest.library = Some(path.clone());
            self.read.entries.push((path, range));
        }
    }

    /// Reports the keys that nobody reads.
    fn unknown_keys(&mut self, table: &DeTable<'t>, known: &[&str], what: &str) {
        for key in table.keys() {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            let range = self.text.inside(key.span());
            let mut finding = Diagnostic::new(&UNKNOWN_KEY, range, format!("{what} `{name}`, so it has no effect."));
            match nearest(name, known.iter().copied()) {
                Some(closest) => {
                    finding = finding.meant(range, closest);
                }
                None => {
                    let known: Vec<String> = known.iter().map(|key| format!("`{key}`")).collect();
                    finding = finding.hint(format!("There is {}.", known.join(", ")));
                }
            }
            self.find(finding);
        }
    }

    fn missing_key(&mut self, range: TextRange, message: &str) {
        self.find(Diagnostic::new(&MISSING_KEY, range, message));
    }

    fn wrong_type(&mut self, value: &toml::Spanned<DeValue<'_>>, what: &str, wanted: &str) {
        let range = self.text.range(value.span());
        self.find(Diagnostic::new(&VALUE_TYPE, range, format!("{what} must be {wanted}.")));
    }

    fn find(&mut self, finding: Diagnostic) {
        self.read.findings.push(finding);
    }
}

/// Whether an unknown key is nearly `key`. It is one finding, and says what was meant.
fn misspells(table: &DeTable<'_>, key: &str, known: &[&str]) -> bool {
    let unknown = table.keys().map(|written| written.get_ref().as_ref()).filter(|written| !known.contains(written));
    unknown.into_iter().any(|written| nearest(written, known.iter().copied()) == Some(key))
}

/// What `fitz new` accepts.
fn is_package_name(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first.is_ascii_lowercase())
        && name.len() <= 64
        && characters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-'))
}
