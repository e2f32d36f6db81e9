//! The keys of a map that a decorator is given, as in `retry={ max: 3 }`, and the words that their values can be.

use fitz_analysis::{Item, has_bare_keys, lowered, options_named, signature, words_of};
use fitz_syntax::{SyntaxKind, SyntaxNode, ast, ast::AstNode};

use super::{CompletionItem, CompletionKind, Query};
use crate::render;

/// The map in which a key begins after `before`, when it is one that a decorator is given.
pub(super) fn map_after<'t>(before: SyntaxNode<'t>) -> Option<SyntaxNode<'t>> {
    let is_start = matches!(before.kind(), SyntaxKind::LBrace | SyntaxKind::Comma);
    let parent = before.parent().filter(|_| is_start)?;
    let map = if parent.is_error() { parent.parent()? } else { parent };
    (map.kind() == SyntaxKind::MapExpression && name_of(map).is_some()).then_some(map)
}

/// The keys that do not stand in the map yet.
pub(super) fn keys(query: &Query<'_>, map: SyntaxNode<'_>) -> Vec<CompletionItem> {
    items(query, map, |name, has_bare_keys| if has_bare_keys { format!("{name}: ") } else { format!("\"{name}\": ") })
}

/// The keys inside of a text that is one, and the words inside of a text that is the value of one.
pub(super) fn texts(query: &Query<'_>, string: SyntaxNode<'_>) -> Vec<CompletionItem> {
    let Some(replace) = super::decorator::content(query, string) else { return Vec::new() };
    let Some(parent) = string.parent() else { return Vec::new() };
    let Some(map) = parent.parent().filter(|map| map.kind() == SyntaxKind::MapExpression) else { return Vec::new() };
    let key = key_of(parent);
    if parent.is_error() || key == Some(string) {
        let items = items(query, map, |name, _| name.to_owned());
        return items.into_iter().map(|item| CompletionItem { replace, ..item }).collect();
    }
    let (Some(key), Some(declaration)) = (key, declaration(query, map)) else { return Vec::new() };
    words_of(lowered(query.db, declaration), &unquoted(key))
        .into_iter()
        .map(|word| CompletionItem { replace, ..query.item(word, CompletionKind::Value) })
        .collect()
}

fn items(query: &Query<'_>, map: SyntaxNode<'_>, insert: impl Fn(&str, bool) -> String) -> Vec<CompletionItem> {
    let Some(declaration) = declaration(query, map) else { return Vec::new() };
    let Some(signature) = signature(query.db, declaration).as_ref() else { return Vec::new() };
    let is_elsewhere = |key: &SyntaxNode<'_>| !key.range().contains_inclusive(query.offset);
    let given: Vec<String> = map.children().filter_map(key_of).filter(is_elsewhere).map(unquoted).collect();
    let bare = has_bare_keys(lowered(query.db, declaration));
    signature
        .parameters
        .iter()
        .filter(|option| !given.iter().any(|key| *key == option.name))
        .map(|option| CompletionItem {
            detail: Some(format!("{} = {}", option.ty, option.default.as_deref().unwrap_or("..."))),
            documentation: declaration.doc(query.db).as_ref().and_then(|doc| render::about_argument(doc, &option.name)),
            insert: Some(insert(&option.name, bare)),
            ..query.item(option.name.as_str(), CompletionKind::Property)
        })
        .collect()
}

fn declaration<'db>(query: &Query<'db>, map: SyntaxNode<'_>) -> Option<Item<'db>> {
    options_named(query.db, &name_of(map)?)
}

/// What a map inside of a decorator is given to: a named argument, or a function.
fn name_of(map: SyntaxNode<'_>) -> Option<String> {
    map.ancestors().find(|node| node.kind() == SyntaxKind::Decorator)?;
    let parent = map.parent()?;
    if let Some(argument) = ast::KeywordArgument::cast(parent) {
        return argument.name_text().map(|name| name.into_owned());
    }
    let call = parent.parent().filter(|call| call.kind() == SyntaxKind::CallExpression)?;
    call.first_child().map(|callee| callee.text().into_owned())
}

/// The key of a pair of a map.
fn key_of(pair: SyntaxNode<'_>) -> Option<SyntaxNode<'_>> {
    (pair.kind() == SyntaxKind::Pair).then(|| pair.first_child())?
}

fn unquoted(key: SyntaxNode<'_>) -> String {
    key.text().trim_matches('"').to_owned()
}
