//! The paths of the program's WebSocket endpoints, inside the first argument of a broadcast.

use fitz_analysis::{program, programs};
use fitz_syntax::{SyntaxKind, SyntaxNode, TextRange, ast, ast::AstNode};

use super::{CompletionItem, CompletionKind, Query};

pub(super) fn complete(query: &Query<'_>, string: SyntaxNode<'_>) -> Vec<CompletionItem> {
    let Some(literal) = ast::StringLiteral::cast(string).filter(|_| is_broadcast_path(string)) else {
        return Vec::new();
    };
    let content = literal.content_range();
    // Of an unclosed string only what is before the cursor is certainly meant to be the path.
    let replace = if literal.is_closed() { content } else { TextRange::new(content.start(), query.offset) };
    let mut items = Vec::new();
    for entry in programs(query.db, query.file) {
        for socket in &program(query.db, *entry).sockets {
            let Some(path) = &socket.path else { continue };
            let takes = socket.connection.as_ref().map(|connection| connection.outgoing.to_string());
            items.push(CompletionItem {
                detail: takes,
                documentation: socket.doc.clone(),
                replace,
                ..query.item(path.text.as_str(), CompletionKind::Value)
            });
        }
    }
    items
}

/// Whether a string is the first argument of `ws.broadcast(...)` or `ws_broadcast(...)`.
fn is_broadcast_path(string: SyntaxNode<'_>) -> bool {
    let call = string.parent().filter(|list| list.kind() == SyntaxKind::Arguments).and_then(|list| list.parent());
    let Some(call) = call.and_then(ast::CallExpression::cast) else { return false };
    let is_first = call.arguments().and_then(|list| list.expressions().next()).is_some_and(|it| it.syntax() == string);
    let function = call.function().map(|function| function.text().into_owned()).unwrap_or_default();
    is_first && matches!(function.as_str(), "ws.broadcast" | "ws_broadcast")
}
