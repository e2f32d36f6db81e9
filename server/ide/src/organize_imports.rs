//! The imports at the top level of a file, in order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fitz_analysis::{Db, Host, ModuleTarget, Name, SourceFile, diagnostics, loading_matters, parse, resolve_module};
use fitz_syntax::ast::{AstNode, FromImportStatement, ImportStatement};
use fitz_syntax::{SyntaxKind, SyntaxNode, SyntaxTree, TextRange};

use crate::text_edit::{Edits, applied, difference};

/// More is never left after so many rounds.
const ROUNDS: usize = 4;

/// Longer lines are broken.
const WIDTH: usize = 100;

/// The replacements that sort the imports of a file, merge those of one module, and remove those that nothing needs. Each group of
/// lines that follow each other is sorted by itself. `None` when nothing would change.
///
/// Statements keep their order where loading one of the modules does something that another one may rely on. A group whose comments
/// could belong to several imports is left alone.
pub fn organize_imports(db: &dyn Db, file: SourceFile) -> Option<Vec<(TextRange, String)>> {
    let first = organized_once(db, file)?;
    let before = file.content(db).text.to_string();
    let mut host = Host::with_files_of(db);
    let mut text = applied(&before, &first);
    let mut edits = first.clone();
    // What is merged may no longer be used, and what is unused may have kept two groups apart.
    for _ in 0..ROUNDS {
        host.set_disk(file.path(db), Some(Arc::from(text.as_str())));
        let Some(more) = organized_once(host.db(), fitz_analysis::file(host.db(), file.path(db))?) else { break };
        text = applied(&text, &more);
        edits = difference(&before, &text).into_iter().collect();
    }
    (!edits.is_empty()).then_some(edits)
}

/// The same, with what shows only when a part of it is done left undone.
fn organized_once(db: &dyn Db, file: SourceFile) -> Option<Edits> {
    let tree = parse(db, file);
    if tree.has_error() {
        return None;
    }
    let found = diagnostics(db, file);
    let unused = found.iter().filter(|finding| finding.code == "unused-import").map(|finding| finding.range);
    let unused: Vec<TextRange> = unused.collect();
    let edits: Edits = groups(&tree).iter().filter_map(|group| organized(db, file, group, &unused)).collect();
    (!edits.is_empty()).then_some(edits)
}

/// The imports of the top level, line by line, with the comments between them. The comment above the first one may be about the
/// file, and belongs to no group.
fn groups(tree: &SyntaxTree) -> Vec<Vec<SyntaxNode<'_>>> {
    let text = tree.text();
    let mut groups: Vec<Vec<SyntaxNode<'_>>> = Vec::new();
    let mut last_line = None;
    for node in tree.root().named_children() {
        let line = text.line_of(node.range().start());
        let continues = last_line.is_some_and(|last| line <= last + 1);
        match groups.last_mut().filter(|_| continues) {
            Some(group) if is_import(node) || node.is_comment() => group.push(node),
            _ if is_import(node) => groups.push(vec![node]),
            _ => {
                last_line = None;
                continue;
            }
        }
        last_line = Some(text.line_of(node.range().end()));
    }
    groups
}

fn is_import(node: SyntaxNode<'_>) -> bool {
    matches!(node.kind(), SyntaxKind::ImportStatement | SyntaxKind::FromImportStatement)
}

/// An import with what belongs to it.
#[derive(Clone)]
struct Entry {
    path: Vec<String>,
    /// The imported names with their aliases; `None` for the module itself.
    names: Option<BTreeSet<(String, Option<String>)>>,
    /// The alias of the module itself.
    alias: Option<String>,
    /// The lines with comments above it.
    above: Vec<String>,
    /// The comment at the end of its line.
    behind: Option<String>,
    /// How it is written, as long as that is right.
    written: Option<String>,
}

fn organized(
    db: &dyn Db,
    file: SourceFile,
    group: &[SyntaxNode<'_>],
    unused: &[TextRange],
) -> Option<(TextRange, String)> {
    let (first, last) = (group.first()?, group.last()?);
    let range = first.range().cover(last.range());
    let text = first.source();
    // Something else on one of the lines.
    let lines =
        TextRange::new(text.line_start(text.line_of(range.start())), text.line_range(text.line_of(range.end())).end());
    let before = text.slice(range).into_owned();
    if lines.start() != range.start()
        || text.slice(TextRange::new(range.end(), lines.end())).trim() != ""
        || before.contains(';')
    {
        return None;
    }
    let entries = entries(group, unused)?;
    let is_ambiguous = names_of_several(&entries);
    let order_matters = entries.iter().any(|entry| order_matters(db, file, &entry.path));
    if is_ambiguous {
        return None;
    }
    let mut entries = merged(entries)?;
    if !order_matters {
        entries.sort_by_cached_key(|entry| {
            (
                entry.path.first().is_some_and(|it| it == "python"),
                entry.path.clone(),
                entry.names.is_some(),
                entry.alias.clone(),
            )
        });
    }
    let end = if before.contains("\r\n") { "\r\n" } else { "\n" };
    let lines: Vec<String> = entries.iter().flat_map(|entry| entry.lines(end)).collect();
    if lines.is_empty() {
        let next = TextRange::new(range.start(), text.line_start(text.line_of(range.end()) + 1).max(range.end()));
        return Some((next, String::new()));
    }
    let after = lines.join(end);
    (after != before).then_some((range, after))
}

/// The imports of a group without the names that nothing uses. `None` when it is not clear what a comment is about.
fn entries(group: &[SyntaxNode<'_>], unused: &[TextRange]) -> Option<Vec<Entry>> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut above = Vec::new();
    let mut last_line = None;
    for node in group {
        let text = node.source();
        let line = text.line_of(node.range().start());
        if node.is_comment() {
            if last_line == Some(line) {
                let entry = entries.last_mut().filter(|_| node.kind() == SyntaxKind::LineComment)?;
                entry.behind = Some(node.text().into_owned());
            } else {
                above.push(node.text().into_owned());
            }
            continue;
        }
        if last_line == Some(line) || node.descendants().any(SyntaxNode::is_comment) {
            return None;
        }
        let entry = entry(*node, unused)?;
        entries.push(Entry { above: std::mem::take(&mut above), ..entry });
        last_line = Some(text.line_of(node.range().end()));
    }
    // A comment below the last import is about what follows.
    above.is_empty().then_some(())?;
    let is_gone = |entry: &Entry| entry.names.as_ref().is_some_and(BTreeSet::is_empty);
    if entries.iter().any(|entry| is_gone(entry) && (!entry.above.is_empty() || entry.behind.is_some())) {
        return None;
    }
    entries.retain(|entry| !is_gone(entry));
    Some(entries)
}

fn entry(node: SyntaxNode<'_>, unused: &[TextRange]) -> Option<Entry> {
    let owned = |node: SyntaxNode<'_>| node.text().into_owned();
    let written = Some(owned(node));
    let (above, behind) = (Vec::new(), None);
    if let Some(import) = ImportStatement::cast(node) {
        let path = import.path()?.dotted().split('.').map(str::to_owned).collect();
        let bound = import.alias().map(|alias| alias.syntax().range());
        let bound = bound.or_else(|| import.path()?.syntax().named_children().last().map(SyntaxNode::range))?;
        // An empty set of names stands for nothing at all.
        let names = unused.contains(&bound).then(BTreeSet::new);
        let alias = import.alias().map(|alias| owned(alias.syntax()));
        return Some(Entry { path, names, alias, above, behind, written });
    }
    let import = FromImportStatement::cast(node)?;
    let path = import.path()?.dotted().split('.').map(str::to_owned).collect();
    let all: Vec<_> = node.named_children().filter(|child| child.kind() == SyntaxKind::ImportedName).collect();
    let mut names = Vec::new();
    for name in &all {
        let mut parts = name.named_children();
        let (name, alias) = (parts.next()?, parts.next());
        if !unused.contains(&alias.unwrap_or(name).range()) {
            names.push((owned(name), alias.map(owned)));
        }
    }
    let set: BTreeSet<_> = names.iter().cloned().collect();
    let is_right = names.len() == all.len() && set.iter().eq(names.iter());
    Some(Entry { path, names: Some(set), alias: None, above, behind, written: written.filter(|_| is_right) })
}

/// Whether a name is bound to two different things: the last import wins, and must stay the last one.
fn names_of_several(entries: &[Entry]) -> bool {
    let mut meanings: BTreeMap<String, (Vec<String>, Option<String>)> = BTreeMap::new();
    let mut bind = |name: &str, meaning: (Vec<String>, Option<String>)| {
        meanings.insert(name.to_owned(), meaning.clone()).is_some_and(|before| before != meaning)
    };
    entries.iter().any(|entry| match &entry.names {
        Some(names) => names
            .iter()
            .any(|(name, alias)| bind(alias.as_ref().unwrap_or(name), (entry.path.clone(), Some(name.clone())))),
        None => {
            let name = entry.alias.as_ref().or(entry.path.last());
            name.is_some_and(|name| bind(name, (entry.path.clone(), None)))
        }
    })
}

/// Whether loading a module does something, or may do.
fn order_matters(db: &dyn Db, file: SourceFile, path: &[String]) -> bool {
    if path.first().is_some_and(|first| first == "python") {
        return false;
    }
    let path: Vec<Name> = path.iter().map(|segment| Name::from(segment.as_str())).collect();
    match resolve_module(db, file, &path) {
        ModuleTarget::File(module) => loading_matters(db, module),
        ModuleTarget::Opaque | ModuleTarget::Missing => true,
    }
}

/// One import for each module. `None` when two comments would have to share a line.
fn merged(entries: Vec<Entry>) -> Option<Vec<Entry>> {
    let mut merged: Vec<Entry> = Vec::new();
    for entry in entries {
        let is_same = |it: &&mut Entry| {
            it.path == entry.path && it.names.is_some() == entry.names.is_some() && it.alias == entry.alias
        };
        let Some(known) = merged.iter_mut().find(is_same) else {
            merged.push(entry);
            continue;
        };
        if known.behind.is_some() || entry.behind.is_some() {
            return None;
        }
        if let (Some(names), Some(more)) = (&mut known.names, entry.names)
            && !more.is_subset(names)
        {
            names.extend(more);
            known.written = None;
        }
        known.above.extend(entry.above);
    }
    Some(merged)
}

impl Entry {
    fn lines(&self, end: &str) -> Vec<String> {
        let behind = self.behind.as_ref().map(|comment| format!(" {comment}")).unwrap_or_default();
        let statement = self.written.clone().unwrap_or_else(|| self.rewritten(end));
        self.above.iter().cloned().chain([format!("{statement}{behind}")]).collect()
    }

    fn rewritten(&self, end: &str) -> String {
        let path = self.path.join(".");
        self.names.as_ref().map_or_else(String::new, |names| from_import_text(&path, names, end))
    }
}

/// An import of names from a module, on several lines if it is long.
pub(crate) fn from_import_text(path: &str, names: &BTreeSet<(String, Option<String>)>, end: &str) -> String {
    let names = names.iter().map(|(name, alias)| match alias {
        Some(alias) => format!("{name} as {alias}"),
        None => name.clone(),
    });
    let names: Vec<String> = names.collect();
    let on_one_line = format!("from {path} import {}", names.join(", "));
    if on_one_line.chars().count() <= WIDTH {
        return on_one_line;
    }
    let lines: String = names.iter().map(|name| format!("    {name},{end}")).collect();
    format!("from {path} import ({end}{lines})")
}
