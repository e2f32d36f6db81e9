//! `.await`, `?` and `async`.

use fitz_analysis::{Builtin, Diagnostic, Fix, ItemKind, SourceFile, parse};
use fitz_syntax::{Field, SyntaxKind, SyntaxNode, SyntaxTree, TextRange};

use super::super::{Assist, Entry, Place};
use super::annotate::{at_signature, own_nodes};
use crate::references::references;

pub(super) const AWAIT: Entry = Entry { kind: "refactor.rewrite.addAwait", keeps_meaning: false, find: add_await };
pub(super) const TRY: Entry = Entry { kind: "refactor.rewrite.addTry", keeps_meaning: false, find: add_try };
pub(super) const MAKE_ASYNC: Entry =
    Entry { kind: "refactor.rewrite.makeAsync", keeps_meaning: false, find: make_async };
pub(super) const REMOVE_ASYNC: Entry =
    Entry { kind: "refactor.rewrite.removeAsync", keeps_meaning: false, find: remove_async };

/// At a call that gives a future, where it can be waited for.
fn add_await(place: &Place<'_>) -> Option<Assist> {
    let call = call(place)?;
    // A future that is handed on is awaited by somebody else.
    let elsewhere = [SyntaxKind::Arguments, SyntaxKind::AwaitExpression];
    let is_handed_on = call.parent().is_none_or(|it| elsewhere.contains(&it.kind()));
    if is_handed_on || !place.type_of(call).is(Builtin::Future) || !can_await(call) {
        return None;
    }
    place.change("Wait for it with `.await`", vec![(TextRange::empty(call.range().end()), ".await".to_owned())])
}

/// At a call that gives a result, where the failure can be passed on.
fn add_try(place: &Place<'_>) -> Option<Assist> {
    let call = call(place)?;
    let waits = call.parent().filter(|it| it.kind() == SyntaxKind::AwaitExpression);
    let value = waits.unwrap_or(call);
    let is_handled = value.parent().is_none_or(|parent| {
        matches!(parent.kind(), SyntaxKind::TryExpression | SyntaxKind::MatchExpression | SyntaxKind::FieldExpression)
    });
    let is_result = place.expr_of(value).is_none_or(|id| place.is_result(id));
    let function = enclosing_function(call).filter(|it| it.kind() != SyntaxKind::Closure)?;
    let result = function.field(Field::ReturnType)?;
    let passes_on = result.field(Field::Name).is_some_and(|name| name.text_is("Result"));
    if is_handled || is_result || !passes_on || !place.type_of(value).is(Builtin::Result) {
        return None;
    }
    place.change("Pass a failure on with `?`", vec![(TextRange::empty(value.range().end()), "?".to_owned())])
}

/// The call around the cursor: in its name or at its parentheses.
fn call<'a>(place: &'a Place<'_>) -> Option<SyntaxNode<'a>> {
    let token = place.token(&[SyntaxKind::Identifier, SyntaxKind::LParen, SyntaxKind::RParen])?;
    let call = token.ancestors().find(|node| node.kind() == SyntaxKind::CallExpression)?;
    let function = call.field(Field::Function)?.range();
    let arguments = call.field(Field::Arguments)?;
    let is_in_name = function.end() == token.range().end();
    (is_in_name || token.parent() == Some(arguments)).then_some(call)
}

fn enclosing_function(node: SyntaxNode<'_>) -> Option<SyntaxNode<'_>> {
    let functions = [SyntaxKind::FunctionDefinition, SyntaxKind::MethodDefinition, SyntaxKind::Closure];
    node.ancestors().skip(1).find(|node| functions.contains(&node.kind()))
}

/// Whether the code around a node is async. The top level is.
fn can_await(node: SyntaxNode<'_>) -> bool {
    enclosing_function(node).is_none_or(|function| function.child_of_kind(SyntaxKind::AsyncKeyword).is_some())
}

/// At the signature of a function all of whose callers can wait: they do from then on.
fn make_async(place: &Place<'_>) -> Option<Assist> {
    let node = at_signature(place)?;
    let keyword = node.child_of_kind(SyntaxKind::FnKeyword)?;
    let is_plain = place.item.id(place.db).kind == ItemKind::Function && !has_decorator(node);
    if node.child_of_kind(SyntaxKind::AsyncKeyword).is_some() || !is_plain {
        return None;
    }
    let own = (place.file, vec![(TextRange::empty(keyword.range().start()), "async ".to_owned())]);
    let edits = edits_of_callers(place, node, own, |call| {
        can_await(call).then(|| (TextRange::empty(call.range().end()), ".await".to_owned()))
    });
    with_edits(place, "Make it async, and let its callers wait", edits?)
}

/// The handlers that a server waits for, async or not.
const HANDLERS: [&str; 5] = ["get", "post", "put", "delete", "ws"];

/// The fix of a finding about a future where its value is needed: the function waits for it, and becomes async if it is not and all
/// its callers can wait for it in turn.
pub(in super::super) fn future_fix(place: &Place<'_>, finding: &Diagnostic) -> Option<Fix> {
    let asks = finding.hint.as_ref().is_some_and(|hint| hint.contains("`.await`"));
    let value = future_at(place, finding.range).filter(|_| asks && finding.fixes.is_empty())?;
    let wait = (TextRange::empty(value.range().end()), ".await".to_owned());
    if can_await(value) {
        let title = "Wait for the value with `.await`".to_owned();
        return Some(Fix { title, file: None, edits: vec![wait] });
    }
    let function = enclosing_function(value).filter(|it| it.kind() == SyntaxKind::FunctionDefinition)?;
    let name = function.field(Field::Name)?.text().into_owned();
    let keyword = function.child_of_kind(SyntaxKind::FnKeyword)?.range();
    let mut decorators = place.lowered.decorators.iter().map(|decorator| decorator.name.name.as_str());
    let is_own = function.range().end() == place.item_range.end() && place.item.id(place.db).kind == ItemKind::Function;
    if !is_own || !decorators.all(|decorator| HANDLERS.contains(&decorator)) {
        return None;
    }
    let own = (place.file, vec![(TextRange::empty(keyword.start()), "async ".to_owned()), wait]);
    let edits = edits_of_callers(place, function, own, |call| {
        can_await(call).then(|| (TextRange::empty(call.range().end()), ".await".to_owned()))
    });
    let [(_, edits)] = <[_; 1]>::try_from(edits?).ok()?;
    Some(Fix { title: format!("Make `{name}` async, and wait for the value"), file: None, edits })
}

/// The one call that gives a future at a place: what is there, its object, or one of the two sides of an operator.
fn future_at<'a>(place: &'a Place<'_>, range: TextRange) -> Option<SyntaxNode<'a>> {
    let node = place.tree.root().named_covering(range);
    let is_future =
        |it: &SyntaxNode<'_>| it.kind() == SyntaxKind::CallExpression && place.type_of(*it).is(Builtin::Future);
    let object = node.parent().filter(|_| node.kind() == SyntaxKind::Identifier).and_then(|it| it.field(Field::Object));
    let sides = [Field::Left, Field::Right].map(|side| node.field(side));
    let mut found = [Some(node), object].into_iter().chain(sides).flatten().filter(is_future);
    found.next().filter(|_| found.next().is_none())
}

/// At the signature of an async function that waits for nothing: its callers need not wait either.
fn remove_async(place: &Place<'_>) -> Option<Assist> {
    let node = at_signature(place)?;
    let (word, keyword) = (node.child_of_kind(SyntaxKind::AsyncKeyword)?, node.child_of_kind(SyntaxKind::FnKeyword)?);
    let waits = own_nodes(node.field(Field::Body)?).iter().any(|it| it.kind() == SyntaxKind::AwaitExpression);
    let is_plain = place.item.id(place.db).kind == ItemKind::Function && !has_decorator(node);
    if waits || !is_plain {
        return None;
    }
    let own = (place.file, vec![(TextRange::new(word.range().start(), keyword.range().start()), String::new())]);
    let edits = edits_of_callers(place, node, own, |call| {
        let waiting = call.parent().filter(|it| it.kind() == SyntaxKind::AwaitExpression)?;
        Some((TextRange::new(call.range().end(), waiting.range().end()), String::new()))
    });
    with_edits(place, "Remove `async`, and `.await` at its calls", edits?)
}

fn has_decorator(node: SyntaxNode<'_>) -> bool {
    node.child_of_kind(SyntaxKind::Decorator).is_some()
}

type FileEdits = Vec<(SourceFile, Vec<(TextRange, String)>)>;

/// An edit for each call of a function, wherever it is. `None` when one of them cannot be edited, or when the function is used as a
/// value.
fn edits_of_callers(
    place: &Place<'_>,
    node: SyntaxNode<'_>,
    own: (SourceFile, Vec<(TextRange, String)>),
    edit: impl Fn(SyntaxNode<'_>) -> Option<(TextRange, String)>,
) -> Option<FileEdits> {
    let name = node.field(Field::Name)?.range();
    let mut edits = vec![own];
    let mut tree: Option<(SourceFile, SyntaxTree)> = None;
    for reference in references(place.db, place.file, name.start(), false)? {
        if tree.as_ref().is_none_or(|(file, _)| *file != reference.file) {
            tree = Some((reference.file, parse(place.db, reference.file)));
        }
        let (_, tree) = tree.as_ref()?;
        let used = tree.root().covering(reference.range);
        if used.ancestors().any(|it| it.kind() == SyntaxKind::FromImportStatement) {
            continue;
        }
        let callee = used.parent().filter(|it| it.kind() == SyntaxKind::FieldExpression).unwrap_or(used);
        let call = callee.parent().filter(|it| it.kind() == SyntaxKind::CallExpression)?;
        if call.field(Field::Function) != Some(callee) || call.ancestors().any(|it| it == node) {
            return None;
        }
        let edit = edit(call)?;
        match edits.iter_mut().find(|(file, _)| *file == reference.file) {
            Some((_, edits)) => edits.push(edit),
            None => edits.push((reference.file, vec![edit])),
        }
    }
    Some(edits)
}

fn with_edits(place: &Place<'_>, title: &str, edits: FileEdits) -> Option<Assist> {
    Some(Assist { edits, ..place.change(title, Vec::new())? })
}
