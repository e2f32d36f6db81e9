//! The labels of the loops around `break` and `continue`.

use fitz_syntax::{SyntaxKind, TextRange};

use super::{CompletionItem, CompletionKind, Facts, Nearness, Query};

pub(super) fn complete(query: &Query<'_>) -> Vec<CompletionItem> {
    let tree = fitz_analysis::parse(query.db, query.file);
    let root = tree.root();
    let place = TextRange::empty(query.replace.start());
    let around = match query.name {
        Some(name) => name.ancestors().collect::<Vec<_>>(),
        None => root.covering(place).ancestors().collect(),
    };
    let in_function = around
        .into_iter()
        .take_while(|node| !matches!(node.kind(), SyntaxKind::Closure | SyntaxKind::FunctionDefinition));
    in_function
        .filter(|node| {
            matches!(node.kind(), SyntaxKind::LoopExpression | SyntaxKind::WhileStatement | SyntaxKind::ForStatement)
        })
        .filter_map(|node| node.child_of_kind(SyntaxKind::Label))
        .enumerate()
        .map(|(index, label)| CompletionItem {
            // The innermost loop first.
            sort: format!("0{index}"),
            facts: Facts { nearness: Nearness::Local, ..Facts::default() },
            ..query.item(label.text(), CompletionKind::Value)
        })
        .collect()
}
