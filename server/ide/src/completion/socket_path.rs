//! The paths of the program's WebSocket endpoints, inside the first argument of a broadcast.

use std::collections::BTreeMap;

use fitz_analysis::{SocketEndpoint, Ty, program, programs, type_named};
use fitz_syntax::{SyntaxKind, SyntaxNode, TextRange, ast, ast::AstNode};

use super::decorator::content;
use super::{CompletionItem, CompletionKind, Query, message, snippet};

pub(super) fn complete(query: &Query<'_>, string: SyntaxNode<'_>) -> Vec<CompletionItem> {
    let Some(literal) = ast::StringLiteral::cast(string).filter(|_| is_broadcast_path(string)) else {
        return Vec::new();
    };
    let Some(replace) = content(query, string) else { return Vec::new() };
    let is_alone = literal.is_closed() && string.next_named_sibling().is_none();
    let mut items = Vec::new();
    for (path, socket) in sockets(query) {
        let message = is_alone.then(|| message(query, socket)).flatten();
        items.push(CompletionItem { replace, ..item(query, path, socket) });
        items.extend(message.map(|message| {
            let insert = format!("{}\", {message}", snippet::escaped(path));
            let replace = TextRange::new(replace.start(), string.range().end());
            with_message(CompletionItem { replace, ..item(query, path, socket) }, path, insert)
        }));
    }
    items
}

/// The paths, each with a message, where the first argument of a broadcast begins.
pub(super) fn whole(query: &Query<'_>, arguments: SyntaxNode<'_>) -> Vec<CompletionItem> {
    let is_first = arguments.named_children().all(|it| it.range().contains_inclusive(query.offset));
    let Some(call) = arguments.parent().and_then(ast::CallExpression::cast).filter(|_| is_first) else {
        return Vec::new();
    };
    if !is_broadcast(call) {
        return Vec::new();
    }
    let quoted = |(path, socket): (&str, &SocketEndpoint)| {
        let message = message(query, socket).unwrap_or_else(|| "$1".to_owned());
        let insert = format!("\"{}\", {message}", snippet::escaped(path));
        with_message(item(query, path, socket), path, insert)
    };
    sockets(query).into_iter().map(quoted).collect()
}

/// The endpoints of the programs that the file belongs to, by path.
fn sockets<'db>(query: &Query<'db>) -> BTreeMap<&'db str, &'db SocketEndpoint> {
    let programs = programs(query.db, query.file).iter();
    let all = programs.flat_map(|entry| &program(query.db, *entry).sockets);
    all.filter_map(|socket| Some((socket.path.as_ref()?.text.as_str(), socket))).collect()
}

fn item(query: &Query<'_>, path: &str, socket: &SocketEndpoint) -> CompletionItem {
    CompletionItem {
        detail: socket.connection.as_ref().map(|connection| connection.outgoing.to_string()),
        documentation: socket.doc.clone(),
        ..query.item(path, CompletionKind::Value)
    }
}

fn with_message(item: CompletionItem, path: &str, insert: String) -> CompletionItem {
    CompletionItem {
        label: format!("{path}, message"),
        filter: Some(path.to_owned()),
        plain: Some(snippet::without_marks(&insert)),
        insert: Some(insert),
        is_snippet: true,
        sort: format!("{path}~"),
        kind: CompletionKind::Snippet,
        ..item
    }
}

/// A message that the clients of an endpoint get, when the file can name its type.
fn message(query: &Query<'_>, socket: &SocketEndpoint) -> Option<String> {
    let outgoing = &socket.connection.as_ref()?.outgoing;
    let Ty::Nominal(nominal) = outgoing else { return None };
    type_named(query.db, query.file, &nominal.name).filter(|ty| ty == outgoing)?;
    let (snippet, _) = message::literal(query, nominal);
    Some(snippet.trim_end_matches("$0").to_owned())
}

/// Whether a string is the first argument of `ws.broadcast(...)` or `ws_broadcast(...)`.
fn is_broadcast_path(string: SyntaxNode<'_>) -> bool {
    let call = string.parent().filter(|list| list.kind() == SyntaxKind::Arguments).and_then(|list| list.parent());
    let Some(call) = call.and_then(ast::CallExpression::cast) else { return false };
    let is_first = call.arguments().and_then(|list| list.expressions().next()).is_some_and(|it| it.syntax() == string);
    is_first && is_broadcast(call)
}

fn is_broadcast(call: ast::CallExpression<'_>) -> bool {
    call.function().is_some_and(|function| matches!(&*function.text(), "ws.broadcast" | "ws_broadcast"))
}
