//! Keywords, where they can stand.

use fitz_analysis::Ty;
use fitz_syntax::SyntaxKind;
use fitz_syntax::ast::{AstNode, Callable};

use super::{CompletionItem, CompletionKind, Facts, Nearness, Query};

/// Keywords that can start a statement anywhere.
const STATEMENT: [&str; 8] = ["async fn", "fn", "for", "if", "let", "loop", "match", "while"];

/// Keywords that start what stands at the top of a file.
const TOP_LEVEL: [&str; 3] = ["from", "import", "type"];

/// Keywords that a value can start with.
const VALUE: [&str; 8] = ["async fn", "false", "fn", "if", "loop", "match", "null", "true"];

/// The keywords that can start a statement at the cursor.
pub(super) fn statements(query: &Query<'_>) -> Vec<CompletionItem> {
    let mut found = items(query, &STATEMENT);
    found.extend(items(query, &["not"]));
    found.extend(jumps(query));
    if is_top_level(query) {
        found.extend(items(query, &TOP_LEVEL));
    }
    found
}

/// The keywords that a value can start with.
pub(super) fn values(query: &Query<'_>) -> Vec<CompletionItem> {
    let mut found = items(query, &VALUE);
    found.extend(items(query, &["not"]));
    found
}

/// `return` in a function, `break` and `continue` in a loop.
pub(super) fn jumps(query: &Query<'_>) -> Vec<CompletionItem> {
    let mut words = Vec::new();
    if query.function().is_some() {
        words.push("return");
    }
    if is_in_loop(query) {
        words.extend(["break", "continue"]);
    }
    items(query, &words)
}

/// These words as items.
pub(super) fn items(query: &Query<'_>, words: &[&str]) -> Vec<CompletionItem> {
    words
        .iter()
        .map(|word| CompletionItem { facts: facts(word), ..query.item(*word, CompletionKind::Keyword) })
        .collect()
}

fn facts(word: &str) -> Facts {
    let ty = match word {
        "true" | "false" | "not" => Ty::bool(),
        "null" => Ty::null(),
        _ => Ty::Any,
    };
    Facts { ty, nearness: Nearness::Library, ..Facts::default() }
}

fn is_in_loop(query: &Query<'_>) -> bool {
    query.around().any(|node| {
        let is_loop =
            matches!(node.kind(), SyntaxKind::LoopExpression | SyntaxKind::WhileStatement | SyntaxKind::ForStatement);
        // The condition is not in the loop yet.
        let body = node.child_of_kind(SyntaxKind::Block).filter(|_| is_loop);
        body.is_some_and(|body| body.range().start() <= query.replace.start())
    })
}

/// Whether the cursor is in no block at all.
fn is_top_level(query: &Query<'_>) -> bool {
    let Some(name) = query.name else { return true };
    !name.ancestors().any(|node| node.kind() == SyntaxKind::Block || Callable::can_cast(node.kind()))
}
