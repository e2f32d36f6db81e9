//! Imports in another form: merged, split, and by their module.

use std::collections::BTreeSet;

use fitz_syntax::ast::{AstNode, FromImportStatement};
use fitz_syntax::{Field, SyntaxKind, SyntaxNode, TextRange};

use super::super::{Assist, Entry, Place};
use super::nodes::{has_comment, is_expression};
use crate::organize_imports::from_import_text;
use crate::references::{ReferenceKind, references};

pub(super) const MERGE: Entry = Entry { kind: "refactor.rewrite.mergeImports", keeps_meaning: true, find: merge };
pub(super) const SPLIT: Entry = Entry { kind: "refactor.rewrite.splitImport", keeps_meaning: true, find: split };
pub(super) const QUALIFY: Entry = Entry { kind: "refactor.rewrite.qualifyImport", keeps_meaning: true, find: qualify };

type Names = BTreeSet<(String, Option<String>)>;

/// At an import of a module from which another statement imports, too.
fn merge(place: &Place<'_>) -> Option<Assist> {
    let node = at_import(place)?;
    let path = path(node)?;
    let is_other = |it: &SyntaxNode<'_>| {
        *it != node && it.kind() == SyntaxKind::FromImportStatement && self::path(*it).as_ref() == Some(&path)
    };
    let other = node.parent()?.named_children().find(is_other)?;
    if has_comment(node) || has_comment(other) {
        return None;
    }
    let (first, second) = if node.range().start() < other.range().start() { (node, other) } else { (other, node) };
    let names: Names = names(first).into_iter().chain(names(second)).collect();
    let text = from_import_text(&path, &names, line_end(place));
    let edits = vec![(first.range(), text), (line(second)?, String::new())];
    place.change(&format!("Merge the imports from `{path}`"), edits)
}

/// At one of several names of an import: it gets a statement of its own.
fn split(place: &Place<'_>) -> Option<Assist> {
    let node = at_import(place).filter(|node| !has_comment(*node))?;
    let name = imported_name(place)?;
    let all = names(node);
    let own: Names = names_of(name).into_iter().collect();
    let rest: Names = all.difference(&own).cloned().collect();
    if rest.is_empty() || own.is_empty() {
        return None;
    }
    let (path, end) = (path(node)?, line_end(place));
    let text = format!("{}{end}{}", from_import_text(&path, &rest, end), from_import_text(&path, &own, end));
    place.change(&format!("Import `{}` by itself", name.text()), vec![(node.range(), text)])
}

/// At an imported function or value: the module is imported instead, and named at each use.
fn qualify(place: &Place<'_>) -> Option<Assist> {
    let node = at_import(place).filter(|node| !has_comment(*node))?;
    let name = imported_name(place)?;
    let (member, alias) = names_of(name)?;
    let path = path(node)?;
    let module = path.rsplit('.').next()?.to_owned();
    if path.starts_with("python") || !is_fresh_module(place, node, &module) {
        return None;
    }
    let offset = name.named_children().last()?.range().start();
    let places = references(place.db, place.file, offset, false)?;
    let bound = alias.as_ref().unwrap_or(&member);
    let mut edits = Vec::new();
    for it in places.iter().filter(|it| it.file == place.file && !node.range().contains_range(it.range)) {
        let used = place.tree.root().covering(it.range);
        let is_value = is_expression(used) && it.kind == ReferenceKind::Read && used.text_is(bound);
        if !is_value || used.ancestors().any(|it| it.kind() == SyntaxKind::Decorator) {
            return None;
        }
        edits.push((it.range, format!("{module}.{member}")));
    }
    let rest: Names = names(node).into_iter().filter(|it| *it != (member.clone(), alias.clone())).collect();
    let text = if rest.is_empty() {
        format!("import {path}")
    } else {
        let end = line_end(place);
        format!("import {path}{end}{}", from_import_text(&path, &rest, end))
    };
    let is_used = !edits.is_empty();
    edits.push((node.range(), text));
    is_used.then(|| place.change(&format!("Import the module, and write `{module}.{member}`"), edits))?
}

/// The `from … import` at the top level that the cursor is in.
fn at_import<'a>(place: &'a Place<'_>) -> Option<SyntaxNode<'a>> {
    let node = place.tree.root().covering(place.selection());
    let import = node.ancestors().find(|node| node.kind() == SyntaxKind::FromImportStatement)?;
    let is_at_top = import.parent().is_some_and(|parent| parent.kind() == SyntaxKind::SourceFile);
    is_at_top.then_some(import)
}

/// The name in the list that the cursor is at.
fn imported_name<'a>(place: &'a Place<'_>) -> Option<SyntaxNode<'a>> {
    place.token(&[SyntaxKind::Identifier])?.parent().filter(|it| it.kind() == SyntaxKind::ImportedName)
}

fn path(node: SyntaxNode<'_>) -> Option<String> {
    Some(FromImportStatement::cast(node)?.path()?.dotted())
}

fn names(node: SyntaxNode<'_>) -> Names {
    let imported = node.named_children().filter(|child| child.kind() == SyntaxKind::ImportedName);
    imported.filter_map(names_of).collect()
}

fn names_of(name: SyntaxNode<'_>) -> Option<(String, Option<String>)> {
    let alias = name.field(Field::Alias).map(|alias| alias.text().into_owned());
    Some((name.field(Field::Name)?.text().into_owned(), alias))
}

/// Whether the name of a module means nothing yet, not even as a part of a path.
fn is_fresh_module(place: &Place<'_>, import: SyntaxNode<'_>, module: &str) -> bool {
    let mut tokens = place.tree.root().tokens().filter(|token| token.kind() == SyntaxKind::Identifier);
    let is_elsewhere = tokens.any(|token| token.text_is(module) && !import.range().contains_range(token.range()));
    !is_elsewhere && fitz_analysis::resolve_name(place.db, place.file, module).is_none()
}

/// A statement with the end of its line.
fn line(node: SyntaxNode<'_>) -> Option<TextRange> {
    let text = node.source();
    let line = text.line_of(node.range().start());
    let whole = TextRange::new(text.line_start(line), text.line_range(text.line_of(node.range().end())).end());
    (*text.slice(whole).trim() == *node.text()).then(|| {
        let next = text.line_start(text.line_of(node.range().end()) + 1);
        TextRange::new(whole.start(), next.max(whole.end()))
    })
}

/// How lines end in the file.
fn line_end(place: &Place<'_>) -> &'static str {
    let first = place.tree.text().line_range(0);
    if place.tree.text().slice(TextRange::new(first.end(), place.tree.text().len())).starts_with("\r\n") {
        "\r\n"
    } else {
        "\n"
    }
}
