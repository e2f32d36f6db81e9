//! Gives the value of an expression a name.

use fitz_analysis::{Builtin, Origin, Ty};
use fitz_syntax::{Field, SyntaxKind, SyntaxNode, TextRange};

use super::super::{Assist, Entry, Place};
use super::nodes::{has_null, indent_of, is_expression, is_first_on_line, is_pure, statement};

pub(super) const ENTRY: Entry = Entry { kind: "refactor.extract.variable", keeps_meaning: true, find: assist };

/// At a selected expression that is evaluated whenever its statement is, with nothing before it that could matter.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let node = place.selected_expression()?;
    if !is_worth_a_name(place, node) {
        return None;
    }
    let statement = statement(node)?;
    let title = "Extract into a variable";
    if let Some(reason) = obstacle(node, statement) {
        return place.refusal(title, reason);
    }
    let name = place.fresh_name(&suggested_name(node))?;
    let start = TextRange::empty(statement.range().start());
    let end = if is_first_on_line(statement) { format!("\n{}", indent_of(statement)) } else { "; ".to_owned() };
    let declaration = format!("let {name} = {}{end}", node.text());
    place.change(&format!("{title} `{name}`"), vec![(start, declaration), (node.range(), name)])
}

/// Whether an expression is more than a name, has a value, and is not all of its statement.
pub(super) fn is_worth_a_name(place: &Place<'_>, node: SyntaxNode<'_>) -> bool {
    let Some(parent) = node.parent() else { return false };
    let is_whole = matches!(
        parent.kind(),
        SyntaxKind::ExpressionStatement
            | SyntaxKind::LetDeclaration
            | SyntaxKind::ExpressionBody
            | SyntaxKind::MatchArm
    );
    let is_place = matches!(node.field_in_parent(), Some(Field::Target | Field::Function | Field::Key));
    let is_plain = matches!(node.kind(), SyntaxKind::Identifier | SyntaxKind::Null | SyntaxKind::Closure);
    // What is empty takes its type from where it stands.
    let is_empty = matches!(node.kind(), SyntaxKind::ListExpression | SyntaxKind::MapExpression)
        && node.named_children().next().is_none();
    let ty = place.type_of(node);
    let has_value = !ty.is(Builtin::Null) && !matches!(ty, Ty::Function(_));
    // What a handler answers is read as it is written, for the documents.
    let is_answer = parent.kind() == SyntaxKind::ReturnStatement && !place.lowered.decorators.is_empty();
    !is_answer && !is_whole && !is_place && !is_plain && !is_empty && has_value && is_free_to_move(place, node)
}

/// Whether an expression means the same elsewhere: it is no path and no message, which rules and documents look for in calls, and no
/// part of a query.
pub(super) fn is_free_to_move(place: &Place<'_>, node: SyntaxNode<'_>) -> bool {
    use SyntaxKind as K;
    let escapes = node.text().contains('\\');
    let is_fixed = node.ancestors().take_while(|it| it.kind() != K::Block).any(|it| {
        matches!(it.kind(), K::Decorator | K::Parameter | K::FieldDefinition | K::StatusReply)
            || (it.kind() == K::Interpolation && escapes)
            || (it.kind() == K::CallExpression && it != node && calls_spawn(it))
    });
    // Options are often written as maps, and rules know their values.
    let is_option = node.kind() == K::StringLiteral
        && node.parent().is_some_and(|it| matches!(it.kind(), K::Pair | K::NamedArgument));
    let mut structs = node.ancestors().take_while(|it| it.kind() != K::Block).chain(node.descendants());
    let is_of_library = structs.any(|it| it.kind() == K::StructExpression && builds_library_type(place, it));
    let is_path = node.descendants().any(|it| it.kind() == K::StringLiteral && it.text().starts_with("\"/"));
    let is_pushed = place.expr_of(node).is_some_and(|id| place.is_pushed(id));
    !is_fixed
        && !is_path
        && !is_option
        && !is_of_library
        && !narrows(place, node)
        && !is_pushed
        && !place.is_in_query(node)
}

/// Whether a struct literal builds a type of the language, like an answer: its fields are read as they are written.
fn builds_library_type(place: &Place<'_>, node: SyntaxNode<'_>) -> bool {
    match place.type_of(node) {
        Ty::Nominal(nominal) => nominal.file.origin(place.db) == Origin::StandardLibrary,
        _ => true,
    }
}

/// Whether an expression is a condition that tells `null` from other values: what follows it relies on that.
fn narrows(place: &Place<'_>, node: SyntaxNode<'_>) -> bool {
    place.type_of(node).is(Builtin::Bool) && has_null(node)
}

/// Whether a call starts something in the background: its argument must be a call.
fn calls_spawn(call: SyntaxNode<'_>) -> bool {
    call.field(Field::Function).is_some_and(|function| function.text_is("spawn"))
}

/// Why the value cannot be computed before the statement.
fn obstacle(node: SyntaxNode<'_>, statement: SyntaxNode<'_>) -> Option<&'static str> {
    use SyntaxKind as K;
    for inner in node.ancestors().take_while(|it| *it != statement) {
        let Some(parent) = inner.parent() else { continue };
        let field = inner.field_in_parent();
        let is_later = match parent.kind() {
            K::Closure
            | K::ExpressionBody
            | K::MatchArm
            | K::ListComprehension
            | K::MapComprehension
            | K::ForClause
            | K::IfClause
            | K::WhileStatement
            | K::LoopExpression => true,
            K::BinaryExpression => {
                let operator = parent.field(Field::Operator).map(SyntaxNode::kind);
                field == Some(Field::Right) && matches!(operator, Some(K::AndKeyword | K::OrKeyword))
            }
            K::IfExpression => field == Some(Field::Alternative),
            _ => false,
        };
        if is_later {
            return Some("It is evaluated only sometimes, or more than once.");
        }
    }
    let is_literal =
        matches!(node.kind(), K::Integer | K::Float | K::True | K::False | K::StringLiteral) && is_pure(node);
    let is_before = |it: &SyntaxNode<'_>| is_expression(*it) && it.range().end() <= node.range().start();
    let matters = statement.descendants().filter(is_before).any(|it| !is_pure(it));
    (matters && !is_literal).then_some("Something that may change its value is evaluated before it.")
}

/// A name for a value: that of the field or the function which it comes from.
pub(super) fn suggested_name(node: SyntaxNode<'_>) -> String {
    let named = match node.kind() {
        SyntaxKind::FieldExpression => node.field(Field::Field),
        SyntaxKind::CallExpression => {
            let function = node.field(Field::Function);
            function.and_then(|function| match function.kind() {
                SyntaxKind::FieldExpression => function.field(Field::Field),
                SyntaxKind::Identifier => Some(function),
                _ => None,
            })
        }
        SyntaxKind::AwaitExpression | SyntaxKind::TryExpression => {
            return node.field(Field::Value).map_or_else(|| "value".to_owned(), suggested_name);
        }
        SyntaxKind::StructExpression => node.field(Field::Name),
        _ => None,
    };
    let filled =
        node.parent().filter(|it| matches!(it.kind(), SyntaxKind::NamedArgument | SyntaxKind::FieldInitializer));
    let named = filled.and_then(|it| it.field(Field::Name)).or(named);
    named.map_or_else(|| "value".to_owned(), |name| snake(&name.text()))
}

/// `joinedAt` and `JoinedAt` as `joined_at`.
pub(super) fn snake(name: &str) -> String {
    let mut text = String::new();
    let mut was_lower = false;
    for c in name.trim_start_matches('_').chars() {
        if c.is_uppercase() && was_lower {
            text.push('_');
        }
        was_lower = c.is_lowercase() || c.is_numeric();
        text.extend(c.to_lowercase());
    }
    if text.is_empty() { "value".to_owned() } else { text }
}
