//! Writes types down that are known.

use fitz_analysis::{Ty, signature};
use fitz_syntax::{Field, SyntaxKind, SyntaxNode, TextRange};

use super::super::{Assist, Entry, Place};
use crate::references::{ReferenceKind, references};

// Callers and documents see the result from then on.
pub(super) const RETURN_TYPE: Entry =
    Entry { kind: "refactor.rewrite.addReturnType", keeps_meaning: false, find: return_type };
pub(super) const VARIABLE: Entry =
    Entry { kind: "refactor.rewrite.annotateVariable", keeps_meaning: true, find: variable };
// Callers are checked from then on.
pub(super) const PARAMETER: Entry =
    Entry { kind: "refactor.rewrite.annotateParameter", keeps_meaning: false, find: parameter };

/// At the signature of a function all of whose results have one type.
fn return_type(place: &Place<'_>) -> Option<Assist> {
    let node = at_signature(place)?;
    let parameters = node.field(Field::Parameters)?;
    if signature(place.db, place.item).as_ref().is_none_or(|signature| signature.has_result) {
        return None;
    }
    let ty = result(place, node.field(Field::Body)?).filter(|ty| place.is_writable(ty))?;
    let end = TextRange::empty(parameters.range().end());
    place.change(&format!("Write down that it returns `{ty}`"), vec![(end, format!(" -> {ty}"))])
}

/// The function whose signature the cursor is in.
pub(super) fn at_signature<'a>(place: &'a Place<'_>) -> Option<SyntaxNode<'a>> {
    let selection = place.selection();
    let mut around = place.tree.root().covering(selection).ancestors();
    let node = around.find(|node| {
        matches!(node.kind(), SyntaxKind::FunctionDefinition | SyntaxKind::MethodDefinition | SyntaxKind::Closure)
    })?;
    let is_own = node.kind() != SyntaxKind::Closure && node.range().end() == place.item_range.end();
    let body = node.field(Field::Body)?.range();
    let mut decorators = node.children().filter(|child| child.kind() == SyntaxKind::Decorator);
    let is_in_decorator = decorators.any(|decorator| decorator.range().contains_range(selection));
    (is_own && selection.end() <= body.start() && !is_in_decorator).then_some(node)
}

/// The type of everything that a body returns. `None` when that is not one type, or when some ways return nothing.
fn result(place: &Place<'_>, body: SyntaxNode<'_>) -> Option<Ty> {
    if body.kind() == SyntaxKind::ExpressionBody {
        return Some(place.type_of(body.field(Field::Value)?).clone());
    }
    let mut types: Vec<Ty> = Vec::new();
    for node in own_nodes(body) {
        match node.kind() {
            SyntaxKind::ReturnStatement => {
                let value = node.field(Field::Value).filter(|value| value.kind() != SyntaxKind::StatusReply)?;
                types.push(place.type_of(value).clone());
            }
            SyntaxKind::TryExpression => types.push(place.type_of(node.field(Field::Value)?).clone()),
            _ => {}
        }
    }
    let last = body.named_children().filter(|child| !child.is_comment()).last()?;
    let returned = (last.kind() == SyntaxKind::ReturnStatement).then(|| last.field(Field::Value))??;
    let ty = place.type_of(returned).clone();
    types.iter().all(|it| *it == ty).then_some(ty)
}

/// What is below a node and not in a function inside it.
pub(super) fn own_nodes(body: SyntaxNode<'_>) -> Vec<SyntaxNode<'_>> {
    let mut found = Vec::new();
    let mut nodes = body.descendants();
    while let Some(node) = nodes.next() {
        if matches!(node.kind(), SyntaxKind::Closure | SyntaxKind::FunctionDefinition) {
            nodes.skip_subtree();
        } else {
            found.push(node);
        }
    }
    found
}

/// At the name of a variable that gets one value.
fn variable(place: &Place<'_>) -> Option<Assist> {
    let name = place.token(&[SyntaxKind::Identifier])?;
    let node = name.parent().filter(|it| it.kind() == SyntaxKind::LetDeclaration)?;
    let value = node.field(Field::Value)?;
    let is_annotated = node.child_of_kind(SyntaxKind::Colon).is_some();
    if name.field_in_parent() != Some(Field::Name) || is_annotated || !is_read_there(node) {
        return None;
    }
    let ty = place.type_of(value);
    let places = references(place.db, place.file, name.range().start(), false)?;
    let is_written = places.iter().any(|it| it.kind == ReferenceKind::Write);
    if is_written || !place.is_writable(ty) || value.kind() == SyntaxKind::Closure {
        return None;
    }
    let end = TextRange::empty(name.range().end());
    place.change(&format!("Write down its type, `{ty}`"), vec![(end, format!(": {ty}"))])
}

/// Whether the language reads an annotation of this declaration: at the top level of a file or a function.
fn is_read_there(declaration: SyntaxNode<'_>) -> bool {
    let Some(around) = declaration.parent() else { return false };
    let owner = around.parent().map(SyntaxNode::kind);
    let functions = [SyntaxKind::FunctionDefinition, SyntaxKind::MethodDefinition];
    around.kind() == SyntaxKind::SourceFile || owner.is_some_and(|owner| functions.contains(&owner))
}

/// At a parameter with a default value.
fn parameter(place: &Place<'_>) -> Option<Assist> {
    let name = place.token(&[SyntaxKind::Identifier])?;
    let node = name.parent().filter(|it| it.kind() == SyntaxKind::Parameter)?;
    let default = node.field(Field::Default)?;
    if name.field_in_parent() != Some(Field::Name) || node.child_of_kind(SyntaxKind::Colon).is_some() {
        return None;
    }
    let ty = place.type_of(default);
    let end = TextRange::empty(name.range().end());
    let is_known = place.is_writable(ty);
    is_known.then(|| place.change(&format!("Write down its type, `{ty}`"), vec![(end, format!(": {ty}"))]))?
}
