//! Hover in a `fitz.toml`: its sections and keys, the words that a value can be, codes of findings, flags and dependencies.

use fitz_analysis::{Db, DependencySource, MANIFEST, Package, SourceFile, manifest};
use fitz_rules::rule_spelled;
use fitz_syntax::TextSize;

use super::{Hover, rule};
use crate::manifest::keys::{Choice, Key, LEVELS, Section, key, section};
use crate::manifest::{Role, Word, word_at};

/// What the word at a place of a manifest means, be the manifest valid or not.
pub(super) fn hover(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<Hover> {
    let text = file.content(db).text.to_string();
    let word = word_at(&text, offset)?;
    let sections = match word.role {
        Role::Value => choice_sections(&word)?,
        Role::Section | Role::Key => name_sections(db, file, &word)?,
    };
    Some(Hover { range: word.range, markdown: sections.join("\n\n") })
}

fn name_sections(db: &dyn Db, file: SourceFile, word: &Word) -> Option<Vec<String>> {
    let path: Vec<&str> = word.path.iter().map(String::as_str).collect();
    match *path.as_slice() {
        [name] => section(name).map(section_text),
        ["lint", code] => match rule_spelled(code) {
            Some(found) => Some(rule::sections(found, Some(&manifest(db, file).lints))),
            None => rule::pattern_sections(code),
        },
        ["flags", name] => Some(flag_text(name)),
        ["dependencies", name] => Some(dependency_text(db, file, name)),
        _ => key(&word.path).map(key_text),
    }
}

fn section_text(section: &Section) -> Vec<String> {
    let mut sections = vec![format!("**`[{}]`**: {}", section.name, section.about)];
    if !section.keys.is_empty() {
        let keys: Vec<String> = section.keys.iter().map(|key| format!("`{}`", key.name)).collect();
        sections.push(format!("Keys: {}.", keys.join(", ")));
    }
    sections.push(toml(section.example));
    sections
}

fn key_text(key: &Key) -> Vec<String> {
    let mut sections = vec![
        format!("**`{}`**: {}", key.name, key.about),
        format!("- Type: {}\n- Default: {}", key.kind.name(), key.default),
    ];
    if !key.kind.choices().is_empty() {
        let words = key.kind.choices().iter().map(|choice| format!("- `{}`: {}", choice.word, choice.about));
        sections.push(words.collect::<Vec<_>>().join("\n"));
    }
    sections.push(toml(key.example));
    sections
}

fn toml(example: &str) -> String {
    format!("```toml\n{example}\n```")
}

/// A value that is one of a few words.
fn choice_sections(word: &Word) -> Option<Vec<String>> {
    let choices: &[Choice] = match word.path.as_slice() {
        [section, _] if section == "lint" => &LEVELS,
        path => key(path)?.kind.choices(),
    };
    let choice = choices.iter().find(|choice| choice.word == word.text)?;
    Some(vec![format!("**`{}`**: {}", choice.word, choice.about)])
}

fn flag_text(name: &str) -> Vec<String> {
    let variable = name.to_uppercase().replace('-', "_");
    vec![
        format!("**`{name}`**: a feature flag, with the value that counts unless `FITZ_FLAG_{variable}` is set."),
        "- Type: `true` or `false`".to_owned(),
        format!("```fitz\n@flag(\"{name}\")\n```"),
    ]
}

fn dependency_text(db: &dyn Db, file: SourceFile, name: &str) -> Vec<String> {
    let about = if name.contains('-') {
        format!("**`{name}`**: a dependency that cannot be imported: `-` is an operator.")
    } else {
        format!("**`{name}`**: a dependency, which programs of this package import by this name.")
    };
    let description = dependency_package(db, file, name).and_then(|package| package.description.clone());
    let example = (!name.contains('-')).then(|| format!("```fitz\nimport {name}\n```"));
    std::iter::once(about).chain(description).chain(example).collect()
}

/// What the manifest of a dependency says about it, where it is a directory.
fn dependency_package<'db>(db: &'db dyn Db, file: SourceFile, name: &str) -> Option<&'db Package> {
    let DependencySource::Path(directory) = manifest(db, file).dependencies.get(name)? else { return None };
    let other = fitz_analysis::file(db, &directory.join(MANIFEST))?;
    Some(&manifest(db, other).package)
}
