//! The parameters of a handler, inside the path of its route.

use fitz_analysis::hir::Parameter;
use fitz_analysis::{Builtin, Ty, item_at, lowered, resolve_type};
use fitz_syntax::{SyntaxKind, SyntaxNode, TextRange, TextSize, ast, ast::AstNode};

use super::{CompletionItem, CompletionKind, Query};

/// Whether a string is the path of a route or of a WebSocket handler.
pub(super) fn is_path(string: SyntaxNode<'_>) -> bool {
    let is_argument = string.parent().is_some_and(|parent| parent.kind() == SyntaxKind::DecoratorArguments);
    let decorator = string.ancestors().find_map(ast::Decorator::cast).and_then(|decorator| decorator.name_text());
    is_argument && decorator.is_some_and(|name| matches!(&*name, "get" | "post" | "put" | "delete" | "ws"))
}

/// Between braces: the parameters that the path does not name yet.
pub(super) fn parts(query: &Query<'_>, string: SyntaxNode<'_>) -> Vec<CompletionItem> {
    parameters(query, string)
        .into_iter()
        .map(|(name, ty)| CompletionItem { detail: Some(ty.to_string()), ..query.item(name, CompletionKind::Variable) })
        .collect()
}

/// After `?` and `&`: the pairs of the query that the path does not name yet.
pub(super) fn query_values(query: &Query<'_>, string: SyntaxNode<'_>) -> Vec<CompletionItem> {
    let Some(literal) = ast::StringLiteral::cast(string).filter(|_| is_path(string)) else { return Vec::new() };
    let start = literal.content_range().start();
    if query.offset < start {
        return Vec::new();
    }
    let before = string.source().slice(TextRange::new(start, query.offset)).into_owned();
    let Some((_, key)) = before.contains('?').then(|| before.rsplit_once(['?', '&'])).flatten() else {
        return Vec::new();
    };
    let Some(replaced) = query.offset.checked_sub(TextSize::of(key)) else { return Vec::new() };
    parameters(query, string)
        .into_iter()
        .map(|(name, ty)| CompletionItem {
            detail: Some(ty.to_string()),
            replace: TextRange::new(replaced, query.offset),
            ..query.item(format!("{name}={{{name}}}"), CompletionKind::Value)
        })
        .collect()
}

/// The parameters that can be read from an address and that do not stand in the path yet, with their types.
fn parameters(query: &Query<'_>, string: SyntaxNode<'_>) -> Vec<(String, Ty)> {
    let text = string.text().into_owned();
    // The item of a decorator starts with it, and its function follows.
    let Some((item, _)) = item_at(query.db, query.file, string.range().start()) else { return Vec::new() };
    let Some(function) = lowered(query.db, item).function() else { return Vec::new() };
    let readable = |parameter: &Parameter| {
        let ty = match &parameter.ty {
            Some(annotation) => resolve_type(query.db, query.file, annotation),
            None => Ty::str(),
        };
        let builtins = [Builtin::Int, Builtin::Float, Builtin::Str, Builtin::Bool];
        let name = parameter.name.name.to_string();
        let is_free = !name.is_empty() && !text.contains(&format!("{{{name}}}")) && !parameter.is_variadic;
        (is_free && builtins.iter().any(|builtin| ty.without_null().is(*builtin))).then_some((name, ty))
    };
    function.parameters.iter().filter_map(readable).collect()
}
