//! Puts a value in the place of its name.

use fitz_analysis::hir::{Expr, ExprId, Function, Lowered, Stmt};
use fitz_analysis::{ItemKind, Resolution, infer, item, item_range, lowered, signature};
use fitz_syntax::{Field, SyntaxKind, SyntaxNode, TextRange};

use super::super::{Assist, Entry, Place};
use super::annotate::own_nodes;
use super::nodes::{
    bound, has_comment, in_place_of, is_expression, is_pure, precedence, required_precedence, statement,
};
use crate::references::{Reference, ReferenceKind, references};
use crate::text_edit::applied;

pub(super) const VARIABLE: Entry = Entry { kind: "refactor.inline.variable", keeps_meaning: true, find: variable };
// A text may be one of the kinds of messages that a document tells of, where it is written and only there.
pub(super) const CONSTANT: Entry = Entry { kind: "refactor.inline.constant", keeps_meaning: false, find: constant };
pub(super) const CALL: Entry = Entry { kind: "refactor.inline.call", keeps_meaning: true, find: call };

/// At a variable of a function that gets one value, which is the same wherever the variable is used.
fn variable(place: &Place<'_>) -> Option<Assist> {
    let name = place.token(&[SyntaxKind::Identifier])?;
    let places = references(place.db, place.file, name.range().start(), true)?;
    let [declared] = places.iter().filter(|it| it.kind == ReferenceKind::Declaration).collect::<Vec<_>>()[..] else {
        return None;
    };
    let declared = place.tree.root().covering(declared.range);
    let node = declared.parent().filter(|it| it.kind() == SyntaxKind::LetDeclaration)?;
    let block = node.parent().filter(|it| it.kind() == SyntaxKind::Block)?;
    let value = node.field(Field::Value)?;
    let uses: Vec<_> = places.iter().filter(|it| it.kind != ReferenceKind::Declaration).collect();
    let is_annotated = node.child_of_kind(SyntaxKind::Colon).is_some();
    if uses.is_empty() || is_annotated || has_comment(node) || value.text().contains('\n') {
        return None;
    }
    let title = format!("Inline `{}`", declared.text());
    if uses.iter().any(|it| it.kind == ReferenceKind::Write) {
        return place.refusal(&title, "It gets another value later.");
    }
    let used: Vec<SyntaxNode<'_>> = uses.iter().map(|it| place.tree.root().covering(it.range)).collect();
    if !is_stable(place, value, block) && !is_next(node, &used, value) {
        return place.refusal(&title, "Its value may be another one where it is used.");
    }
    let mut edits = vec![(line(node)?, String::new())];
    for used in used {
        let is_there = is_expression(used) && place.item_range.contains_range(used.range()) && fits(used, value);
        is_there.then(|| edits.push((used.range(), in_place_of(used, value))))?;
    }
    place.change(&title, edits)
}

/// At a variable of the module that gets one value, which is a literal.
fn constant(place: &Place<'_>) -> Option<Assist> {
    let name = place.token(&[SyntaxKind::Identifier])?;
    let places = references(place.db, place.file, name.range().start(), true)?;
    let own = |it: &Reference| it.kind == ReferenceKind::Declaration && it.file == place.file;
    let declared = place.tree.root().covering(places.iter().find(|it| own(it))?.range);
    let node = declared.parent().filter(|it| it.kind() == SyntaxKind::LetDeclaration)?;
    let is_at_top = node.parent().is_some_and(|it| it.kind() == SyntaxKind::SourceFile);
    let value = node.field(Field::Value).filter(|value| is_fixed(*value))?;
    if !is_at_top || node.child_of_kind(SyntaxKind::Colon).is_some() || has_comment(node) {
        return None;
    }
    let uses: Vec<&Reference> = places.iter().filter(|it| it.file != place.file || !own(it)).collect();
    let title = format!("Inline the constant `{}`", declared.text());
    if uses.iter().any(|it| it.file != place.file) {
        return place.refusal(&title, "Other files use it.");
    }
    if uses.iter().any(|it| it.kind != ReferenceKind::Read) {
        return place.refusal(&title, "It gets another value later.");
    }
    let mut edits = vec![(declaration(node)?, String::new())];
    for used in uses.iter().map(|it| place.tree.root().covering(it.range)) {
        (is_expression(used) && fits(used, value)).then_some(())?;
        edits.push((used.range(), in_place_of(used, value)));
    }
    (edits.len() > 1).then(|| place.change(&title, edits))?
}

/// Whether a value is a number, a text or a truth value as it is written.
fn is_fixed(value: SyntaxNode<'_>) -> bool {
    let makes_new = [SyntaxKind::ListExpression, SyntaxKind::MapExpression, SyntaxKind::StructExpression];
    is_pure(value)
        && is_literal(value)
        && !value.text().contains('\n')
        && !value.descendants().any(|it| makes_new.contains(&it.kind()) || it.kind() == SyntaxKind::Interpolation)
}

/// A declaration with its line, and with the comment above it that is about nothing else.
fn declaration(node: SyntaxNode<'_>) -> Option<TextRange> {
    let own = line(node)?;
    let text = node.source();
    let (mut first, after) = (text.line_of(own.start()), text.line_of(own.end()));
    let content = |line: u32| text.slice(text.line_range(line)).trim().to_owned();
    let is_last = content(after).is_empty();
    while is_last && first > 0 && content(first - 1).starts_with("//") {
        first -= 1;
    }
    Some(TextRange::new(text.line_start(first).min(own.start()), own.end()))
}

/// Whether a value is the same whenever it is computed: it is made of literals and of variables that never change.
fn is_stable(place: &Place<'_>, value: SyntaxNode<'_>, block: SyntaxNode<'_>) -> bool {
    let makes_new = |node: SyntaxNode<'_>| {
        matches!(
            node.kind(),
            SyntaxKind::ListExpression
                | SyntaxKind::MapExpression
                | SyntaxKind::StructExpression
                | SyntaxKind::FieldExpression
                | SyntaxKind::TupleIndexExpression
        )
    };
    let is_constant = |name: SyntaxNode<'_>| {
        let id = place.expr_of(name);
        let is_local = id.and_then(|id| place.inference.resolutions.get(&id));
        let same = |it: SyntaxNode<'_>| it.kind() == SyntaxKind::Identifier && it.text_is(&name.text());
        // A second declaration or assignment of that name anywhere around would be another value.
        let changes = enclosing(block).descendants().filter(|it| same(*it)).filter(|it| declares(*it)).count();
        matches!(is_local, Some(Resolution::Local(_))) && changes <= 1
    };
    let mut names = value.descendants().filter(|it| it.kind() == SyntaxKind::Identifier);
    is_pure(value) && !value.descendants().any(makes_new) && names.all(is_constant)
}

/// Whether a name is one that is declared or assigned there.
fn declares(name: SyntaxNode<'_>) -> bool {
    !is_expression(name) || name.field_in_parent() == Some(Field::Target)
}

/// The outermost function around a node.
fn enclosing(node: SyntaxNode<'_>) -> SyntaxNode<'_> {
    let functions = [SyntaxKind::FunctionDefinition, SyntaxKind::MethodDefinition];
    node.ancestors().filter(|it| functions.contains(&it.kind())).last().unwrap_or(node)
}

/// Whether a value is used once, in the next statement, before anything else happens there.
fn is_next(node: SyntaxNode<'_>, used: &[SyntaxNode<'_>], value: SyntaxNode<'_>) -> bool {
    let [used] = used else { return false };
    let next = node.next_named_sibling();
    let is_next = statement(*used) == next && next.is_some();
    let Some(next) = next.filter(|_| is_next) else { return false };
    let is_later = used.ancestors().take_while(|it| *it != next).any(|it| {
        let parent = it.parent().map(SyntaxNode::kind);
        let conditional = matches!(
            parent,
            Some(
                SyntaxKind::Closure
                    | SyntaxKind::ExpressionBody
                    | SyntaxKind::MatchArm
                    | SyntaxKind::ListComprehension
                    | SyntaxKind::MapComprehension
                    | SyntaxKind::ForClause
                    | SyntaxKind::IfClause
                    | SyntaxKind::WhileStatement
                    | SyntaxKind::FunctionDefinition
            )
        );
        let is_second = it.field_in_parent() == Some(Field::Right) || it.field_in_parent() == Some(Field::Alternative);
        conditional || (is_second && parent == Some(SyntaxKind::IfExpression)) || is_right_of_word(it)
    });
    let is_before = |it: &SyntaxNode<'_>| is_expression(*it) && it.range().end() <= used.range().start();
    let is_first = next.descendants().filter(is_before).all(is_pure);
    !is_later && (is_first || is_pure(value) && is_literal(value))
}

fn is_right_of_word(node: SyntaxNode<'_>) -> bool {
    let operator = node.parent().and_then(|parent| parent.field(Field::Operator)).map(SyntaxNode::kind);
    node.field_in_parent() == Some(Field::Right)
        && matches!(operator, Some(SyntaxKind::AndKeyword | SyntaxKind::OrKeyword))
}

fn is_literal(node: SyntaxNode<'_>) -> bool {
    !node.descendants().any(|it| it.kind() == SyntaxKind::Identifier)
}

/// Whether a value can be written in the place of a name: the braces of a string take no quotes and no braces.
fn fits(hole: SyntaxNode<'_>, value: SyntaxNode<'_>) -> bool {
    let mut above = hole.ancestors();
    !above.any(|it| it.kind() == SyntaxKind::Interpolation) || !value.text().contains(['"', '{', '}', ':', '\\'])
}

/// A statement with its line, or with the separator behind it.
fn line(node: SyntaxNode<'_>) -> Option<TextRange> {
    let text = node.source();
    let line = text.line_of(node.range().start());
    let whole = TextRange::new(text.line_start(line), text.line_range(text.line_of(node.range().end())).end());
    if text.slice(whole).trim() == node.text() {
        let next = text.line_start(text.line_of(node.range().end()) + 1);
        return Some(TextRange::new(whole.start(), next.max(whole.end())));
    }
    let next = node.next_named_sibling().filter(|next| text.line_of(next.range().start()) == line)?;
    Some(TextRange::new(node.range().start(), next.range().start()))
}

/// At a call of a function of the file whose body is one expression, or a `return` of one.
fn call(place: &Place<'_>) -> Option<Assist> {
    let name = place.token(&[SyntaxKind::Identifier])?;
    let node = name.parent().filter(|it| it.kind() == SyntaxKind::CallExpression)?;
    let called = node.field(Field::Function).filter(|it| *it == name)?;
    let Some(Resolution::Item(id)) = place.inference.resolutions.get(&place.expr_of(called)?) else { return None };
    if id.file != place.file || id.kind != ItemKind::Function || id == place.item.id(place.db) {
        return None;
    }
    let function = item(place.db, id)?;
    let start = item_range(place.db, function)?.start();
    let (body, inference) = (lowered(place.db, function), infer(place.db, function));
    let declared = body.function().filter(|it| !it.is_async && body.decorators.is_empty())?;
    let returned = returned(body, declared)?;
    let value_range = body.body.expr_range(returned);
    let value = place.tree.root().covering(value_range.checked_add(start)?);
    let result = signature(place.db, function).as_ref().filter(|it| it.has_result)?.result.clone();
    if result != *inference.expr_type(returned) || value.range() != value_range.checked_add(start)? {
        return None;
    }
    let arguments: Vec<SyntaxNode<'_>> = node.field(Field::Arguments)?.named_children().collect();
    let is_simple = |it: &SyntaxNode<'_>| is_expression(*it) && !it.text().contains('\n');
    let fits_exactly =
        arguments.len() == declared.parameters.len() && !declared.parameters.iter().any(|it| it.is_variadic);
    let is_plain = is_plain_body(value) || arguments.is_empty() && is_one_call(value);
    if !fits_exactly || !arguments.iter().all(is_simple) || !is_plain || place.is_in_query(node) {
        return None;
    }
    let uses: Vec<_> = own_nodes(value)
        .into_iter()
        .filter(|it| it.kind() == SyntaxKind::Identifier && is_expression(*it))
        .filter(|it| declared.parameters.iter().any(|parameter| it.text_is(&parameter.name.name)))
        .collect();
    let names = declared.parameters.iter().map(|it| it.name.name.as_str());
    if !arguments.iter().all(|it| is_pure(*it)) && !is_evaluated_in_order(value, &uses, names) {
        return None;
    }
    let mut edits = Vec::new();
    for used in own_nodes(value).into_iter().filter(|it| it.kind() == SyntaxKind::Identifier && is_expression(*it)) {
        let position = declared.parameters.iter().position(|it| used.text_is(&it.name.name));
        let Some(argument) = position.and_then(|position| arguments.get(position)) else {
            is_same_here(place, node, used).then_some(())?;
            continue;
        };
        let parameter = declared.parameters.get(position?)?;
        let is_checked = *inference.pat_type(parameter.pattern) == *place.type_of(*argument);
        (is_checked && fits(used, *argument)).then_some(())?;
        edits.push((used.range().checked_sub(value.range().start())?, in_place_of(used, *argument)));
    }
    let inlined = applied(&value.text(), &edits);
    let is_in_text = node.ancestors().any(|it| it.kind() == SyntaxKind::Interpolation);
    if is_in_text && inlined.contains(['"', '{', '}', ':', '\\']) {
        return None;
    }
    let has_struct = value.descendants().any(|it| it.kind() == SyntaxKind::StructExpression);
    let is_argument = node.parent().is_some_and(|it| it.kind() == SyntaxKind::Arguments);
    let required = if has_struct && !is_argument { u8::MAX } else { required_precedence(node) };
    let text = bound(&inlined, precedence(value), required);
    place.change(&format!("Inline the call of `{}`", name.text()), vec![(node.range(), text)])
}

/// The expression whose value a function gives: its body, or that of the `return` which is all of it.
fn returned(lowered: &Lowered, function: &Function) -> Option<ExprId> {
    let body = function.body?;
    if function.is_expression_body {
        return Some(body);
    }
    let Expr::Block(statements) = &lowered.body.exprs[body] else { return None };
    let [Stmt::Expr(statement)] = statements.as_slice() else { return None };
    match lowered.body.exprs[*statement] {
        Expr::Return { value, status: None } => value,
        _ => None,
    }
}

/// Whether each parameter is used exactly once, in their order, and whatever happens: then the arguments are computed as they were.
fn is_evaluated_in_order<'a>(
    value: SyntaxNode<'_>,
    uses: &[SyntaxNode<'_>],
    mut parameters: impl ExactSizeIterator<Item = &'a str>,
) -> bool {
    let is_plain = |node: SyntaxNode<'_>| {
        let computes = matches!(node.kind(), SyntaxKind::BinaryExpression | SyntaxKind::ParenthesizedExpression);
        computes || node.kind() == SyntaxKind::UnaryExpression
    };
    let always = |used: &SyntaxNode<'_>| {
        let between = used.ancestors().take_while(|it| *it != value);
        between.skip(1).all(is_plain) && !used.ancestors().take_while(|it| *it != value).any(is_right_of_word)
    };
    let is_root_plain = is_plain(value) || uses.first() == Some(&value);
    is_root_plain
        && uses.len() == parameters.len()
        && uses.iter().all(|used| always(used) && parameters.next().is_some_and(|name| used.text_is(name)))
}

/// Whether an expression declares nothing, waits for nothing and has no effect, so that arguments can take the places of parameters.
fn is_plain_body(value: SyntaxNode<'_>) -> bool {
    is_pure(value) && !has_comment(value) && !value.text().contains('\n')
}

/// Whether an expression does what it does in one line, without a name of its own: without parameters nothing can come in between.
fn is_one_call(value: SyntaxNode<'_>) -> bool {
    let binds = [
        SyntaxKind::Closure,
        SyntaxKind::Block,
        SyntaxKind::MatchExpression,
        SyntaxKind::ListComprehension,
        SyntaxKind::MapComprehension,
        SyntaxKind::TryExpression,
        SyntaxKind::AwaitExpression,
    ];
    !has_comment(value) && !value.text().contains('\n') && !value.descendants().any(|it| binds.contains(&it.kind()))
}

/// Whether a name of the file means the same at the call: nothing there hides it.
fn is_same_here(place: &Place<'_>, call: SyntaxNode<'_>, name: SyntaxNode<'_>) -> bool {
    let Some(offset) = call.range().start().checked_sub(place.item_range.start()) else { return false };
    !place.inference.locals_at(offset).iter().any(|local| name.text_is(&local.name))
        && place.item.id(place.db).kind == ItemKind::Function
}
