//! The names of the arguments of a call.

use fitz_analysis::Origin;
use fitz_syntax::ast::{AstNode, CallExpression, NamedArgument};
use fitz_syntax::{SyntaxKind, SyntaxNode};

use super::{CompletionItem, CompletionKind, Facts, Query};
use crate::render;
use crate::signature_help::called_by;

/// The parameters that no argument is given for. Only functions of programs take arguments by name, and only those
/// without a variadic parameter.
pub(super) fn names(query: &Query<'_>, list: SyntaxNode<'_>) -> Vec<CompletionItem> {
    let Some(call) = list.parent().and_then(CallExpression::cast) else { return Vec::new() };
    let Some(called) = call.function().and_then(|callee| called_by(query.db, query.file, callee.syntax())) else {
        return Vec::new();
    };
    let is_own = called.declaration.as_ref().is_some_and(|id| id.file.origin(query.db) != Origin::StandardLibrary);
    let parameters = &called.signature.parameters;
    if !is_own || parameters.iter().any(|parameter| parameter.is_variadic) || precedes_value(query, list) {
        return Vec::new();
    }
    let elsewhere = |node: &SyntaxNode<'_>| !node.range().contains_inclusive(query.offset);
    let arguments = || list.named_children().filter(elsewhere);
    let by_position = arguments().filter(|it| !it.is_comment() && it.kind() != SyntaxKind::NamedArgument).count();
    let given: Vec<String> = arguments()
        .filter_map(NamedArgument::cast)
        .filter_map(|argument| argument.name_text().map(|name| name.into_owned()))
        .collect();
    let has_value = query.next_char() == Some(':');
    let doc = called.declaration.as_ref().and_then(|id| fitz_analysis::item(query.db, id)?.doc(query.db).as_ref());
    parameters
        .iter()
        .skip(by_position)
        .filter(|parameter| !given.iter().any(|name| *name == parameter.name))
        .enumerate()
        .map(|(index, parameter)| CompletionItem {
            detail: Some(parameter.to_string()),
            documentation: doc.and_then(|doc| render::about_argument(doc, &parameter.name)),
            insert: Some(if has_value { parameter.name.to_string() } else { format!("{}: ", parameter.name) }),
            facts: Facts {
                is_missing: parameter.default.is_none(),
                order: u16::try_from(index).unwrap_or(u16::MAX),
                ..Facts::default()
            },
            ..query.item(format!("{}:", parameter.name), CompletionKind::Property)
        })
        .collect()
}

/// Whether an argument with a name stands before the cursor: then all that follow need one.
pub(super) fn follows_name(query: &Query<'_>, list: SyntaxNode<'_>) -> bool {
    let named = list.children().filter(|node| node.kind() == SyntaxKind::NamedArgument);
    named.into_iter().any(|node| node.range().end() < query.replace.start())
}

/// Whether an argument without a name follows, which must not come after one with a name.
fn precedes_value(query: &Query<'_>, list: SyntaxNode<'_>) -> bool {
    list.named_children().any(|node| {
        node.range().start() > query.replace.end() && !node.is_comment() && node.kind() != SyntaxKind::NamedArgument
    })
}
