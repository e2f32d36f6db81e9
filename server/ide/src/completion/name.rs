//! Names: values, types, keywords.

use std::collections::BTreeMap;

use fitz_analysis::{
    Builtin, Definition, ItemId, ItemKind, LocalKind, Name, infer, item, item_at, library, module_scope, resolve_entry,
    signature,
};

use super::dot::call_snippet;
use super::{CompletionItem, CompletionKind, Query};
use crate::render;

/// Keywords that can start a statement.
const STATEMENT_KEYWORDS: [&str; 15] = [
    "let", "return", "if", "for", "while", "loop", "match", "break", "continue", "fn", "async", "type", "import",
    "from", "not",
];

/// Keywords that can stand where a value is expected.
const VALUE_KEYWORDS: [&str; 9] = ["true", "false", "null", "if", "match", "loop", "fn", "async", "not"];

/// Every name that is visible, and what starts a statement.
pub(super) fn statements(query: &Query<'_>) -> Vec<CompletionItem> {
    let mut items = visible(query);
    items.extend(keywords(query, &STATEMENT_KEYWORDS));
    items
}

/// Every name that is visible, and what a value can start with.
pub(super) fn values(query: &Query<'_>) -> Vec<CompletionItem> {
    let mut items = visible(query);
    items.extend(keywords(query, &VALUE_KEYWORDS));
    items
}

/// The types that an annotation can name.
pub(super) fn types(query: &Query<'_>) -> Vec<CompletionItem> {
    let mut found: BTreeMap<Name, CompletionItem> = BTreeMap::new();
    for (name, id) in &library(query.db).types {
        let is_writable = Builtin::from_annotation(name).is_some()
            || name == "Any"
            || id.file.path(query.db).file_stem() == "nominals";
        if is_writable {
            found.insert(name.clone(), declared(query, name, id, "3"));
        }
    }
    for (name, entry) in &module_scope(query.db, query.file).entries {
        if let Definition::Item(id) = resolve_entry(query.db, query.file, entry)
            && id.kind == ItemKind::Type
        {
            found.insert(name.clone(), declared(query, name, &id, "1"));
        }
    }
    found.insert(
        Name::from("Fn"),
        CompletionItem {
            detail: Some("Fn(A) -> R".to_owned()),
            insert: Some("Fn(${1:A}) -> ${2:R}".to_owned()),
            is_snippet: true,
            plain: Some("Fn(".to_owned()),
            sort: "3Fn".to_owned(),
            ..query.item("Fn", CompletionKind::Type)
        },
    );
    found.into_values().collect()
}

fn keywords(query: &Query<'_>, words: &[&str]) -> Vec<CompletionItem> {
    words
        .iter()
        .map(|word| CompletionItem { sort: format!("5{word}"), ..query.item(*word, CompletionKind::Keyword) })
        .collect()
}

/// Locals first, then the file, then the standard library; an inner name hides an outer one.
fn visible(query: &Query<'_>) -> Vec<CompletionItem> {
    let mut found: BTreeMap<Name, CompletionItem> = BTreeMap::new();
    let library = library(query.db);
    for (name, module) in &library.modules {
        let item = CompletionItem {
            detail: Some(format!("module {name}")),
            documentation: fitz_analysis::file_doc(query.db, *module).clone(),
            sort: format!("4{name}"),
            ..query.item(name.as_str(), CompletionKind::Module)
        };
        found.insert(name.clone(), item);
    }
    for (name, id) in &library.globals {
        found.insert(name.clone(), declared(query, name, id, "4"));
    }
    for name in ["Date", "DateTime", "Uuid"] {
        if let Some(id) = library.types.get(name) {
            found.insert(Name::from(name), declared(query, name, id, "4"));
        }
    }
    for (name, entry) in &module_scope(query.db, query.file).entries {
        let item = match resolve_entry(query.db, query.file, entry) {
            Definition::Item(id) => declared(query, name, &id, "2"),
            Definition::Module(_) | Definition::Opaque => {
                CompletionItem { sort: format!("2{name}"), ..query.item(name.as_str(), CompletionKind::Module) }
            }
            Definition::Unresolved(_) => {
                CompletionItem { sort: format!("2{name}"), ..query.item(name.as_str(), CompletionKind::Variable) }
            }
        };
        found.insert(name.clone(), item);
    }
    locals(query, &mut found);
    found.into_values().collect()
}

fn locals(query: &Query<'_>, found: &mut BTreeMap<Name, CompletionItem>) {
    let Some((item, range)) = item_at(query.db, query.file, query.offset) else { return };
    let Some(relative) = query.replace.start().checked_sub(range.start()) else { return };
    for local in infer(query.db, item).locals_at(relative) {
        let kind = match local.kind {
            LocalKind::Function => CompletionKind::Function,
            LocalKind::Import => CompletionKind::Module,
            LocalKind::Parameter | LocalKind::Variable => CompletionKind::Variable,
        };
        if local.name.is_empty() {
            continue;
        }
        found.insert(
            local.name.clone(),
            CompletionItem {
                detail: Some(local.ty.to_string()),
                sort: format!("1{}", local.name),
                ..query.item(local.name.as_str(), kind)
            },
        );
    }
}

/// A declared name under the name by which it is visible here.
fn declared(query: &Query<'_>, name: &str, id: &ItemId, rank: &str) -> CompletionItem {
    let declaration = item(query.db, id);
    let kind = match id.kind {
        ItemKind::Function | ItemKind::Method => CompletionKind::Function,
        ItemKind::Type => CompletionKind::Type,
        _ => CompletionKind::Variable,
    };
    let signature = declaration.and_then(|it| signature(query.db, it).as_ref());
    let (insert, plain) = match signature {
        Some(signature) => {
            let (snippet, plain) = call_snippet(name, &signature.parameters);
            (Some(snippet), Some(plain))
        }
        None => (None, None),
    };
    CompletionItem {
        detail: render::declaration(query.db, id).and_then(|text| text.lines().next().map(str::to_owned)),
        documentation: declaration.and_then(|it| it.doc(query.db).clone()),
        is_snippet: insert.is_some(),
        insert,
        plain,
        sort: format!("{rank}{name}"),
        ..query.item(name, kind)
    }
}
