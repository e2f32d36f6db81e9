//! After a dot: the members of what stands before it.

use fitz_analysis::hir::{Expr, ExprId};
use fitz_analysis::{
    Builtin, Db, Item, ItemId, ItemKind, Member, MemberKind, Resolution, Signature, SignatureParameter, SourceFile, Ty,
    infer, item_at, item_range, lowered, members, module_members, nominal_item, static_members,
};
use fitz_syntax::{SyntaxKind, SyntaxNode, TextRange, TextSize};

use super::postfix::Receiver;
use super::{CompletionItem, CompletionKind, Facts, Query, completion_documentation, postfix, unwrapping};
use crate::presumed::presumed_type;
use crate::render;

pub(super) fn complete(query: &Query<'_>, dot: SyntaxNode<'_>) -> Vec<CompletionItem> {
    let Some((item, receiver)) = receiver_before(query.db, query.file, dot) else { return Vec::new() };
    let found = members_after(query.db, query.file, dot);
    let mut items: Vec<CompletionItem> =
        found.iter().enumerate().map(|(index, member)| member_item(query, member, index)).collect();
    if !is_value(query, item, receiver) {
        return items;
    }
    let ty = presumed_type(query.db, item, receiver);
    let Some(range) = item_range(query.db, item) else { return items };
    if ty.is(Builtin::WsConn) {
        items.extend(super::snippet::reading_loop(query, item, receiver, range));
    }
    if ty.is(Builtin::Future) {
        let detail = ty.arguments_of(Builtin::Future).and_then(|it| it.first());
        items.push(CompletionItem {
            detail: detail.map(ToString::to_string),
            ..query.item("await", CompletionKind::Keyword)
        });
    }
    if let Some(receiver) = written_receiver(query, item, receiver, dot) {
        items.extend(unwrapping::complete(query, &receiver, &items));
        items.extend(postfix::complete(query, &receiver));
    }
    items
}

/// Whether the receiver is a value: neither a module nor a type.
fn is_value(query: &Query<'_>, item: Item<'_>, receiver: ExprId) -> bool {
    match infer(query.db, item).resolutions.get(&receiver) {
        Some(Resolution::Module(_) | Resolution::Opaque | Resolution::Import(_)) => false,
        Some(Resolution::Item(id)) => id.kind != ItemKind::Type || is_literal(query.db, item, receiver),
        _ => true,
    }
}

fn is_literal(db: &dyn Db, item: Item<'_>, receiver: ExprId) -> bool {
    matches!(lowered(db, item).body.exprs[receiver], Expr::Struct { .. })
}

/// The receiver as it is written. Parentheses around it leave no trace in what is known of it.
fn written_receiver(query: &Query<'_>, item: Item<'_>, receiver: ExprId, dot: SyntaxNode<'_>) -> Option<Receiver> {
    let text = &query.file.content(query.db).text;
    let known = lowered(query.db, item).body.expr_range(receiver).checked_add(item_range(query.db, item)?.start())?;
    let root = dot.ancestors().last()?;
    let last = super::significant_before(root, dot.range().start())?;
    let around = last.ancestors().find(|node| node.range().contains_range(known))?;
    let range = TextRange::new(around.range().start().min(known.start()), last.range().end());
    if around.kind() != SyntaxKind::ParenthesizedExpression && range != known {
        return None;
    }
    Some(Receiver {
        range,
        text: text.slice(range).into_owned(),
        ty: presumed_type(query.db, item, receiver),
        is_on_one_line: text.line_of(range.start()) == text.line_of(query.replace.end()),
    })
}

/// The members of what stands before a dot.
pub(crate) fn members_after(db: &dyn Db, file: SourceFile, dot: SyntaxNode<'_>) -> Vec<Member> {
    let Some((item, receiver)) = receiver_before(db, file, dot) else { return Vec::new() };
    let inference = infer(db, item);
    match inference.resolutions.get(&receiver) {
        Some(Resolution::Module(module)) => module_members(db, *module),
        // A struct literal means its type, too, and is a value.
        Some(Resolution::Item(id)) if id.kind == ItemKind::Type && !is_literal(db, item, receiver) => {
            fitz_analysis::item(db, id).map(|it| static_members(db, it)).unwrap_or_default()
        }
        _ => value_members(db, item, &presumed_type(db, item, receiver)),
    }
}

fn receiver_before<'db>(db: &'db dyn Db, file: SourceFile, dot: SyntaxNode<'_>) -> Option<(Item<'db>, ExprId)> {
    let (item, range) = item_at(db, file, dot.range().start())?;
    let before_dot = dot.range().start().checked_sub(range.start())?;
    Some((item, receiver(db, item, before_dot)?))
}

/// Private members are offered inside the methods of their own type only.
fn value_members(db: &dyn Db, item: Item<'_>, ty: &Ty) -> Vec<Member> {
    let id = item.id(db);
    let is_own = matches!(ty.without_null(), Ty::Nominal(nominal)
        if nominal.file == id.file && Some(&nominal.name) == id.owner.as_ref() && nominal_item(db, nominal).is_some());
    members(db, ty).into_iter().filter(|member| is_own || !member.name.starts_with('_')).collect()
}

/// The expression before the dot: the object of a member access there, or else the longest expression that ends there.
fn receiver(db: &dyn Db, item: Item<'_>, dot: TextSize) -> Option<ExprId> {
    let lowered = lowered(db, item);
    let objects = lowered.body.exprs.iter().filter_map(|(id, expr)| match expr {
        Expr::Field { object, .. } if lowered.body.expr_range(id).end() > dot => Some(*object),
        _ => None,
    });
    let ends_before = |id: &ExprId| lowered.body.expr_range(*id).end() <= dot;
    let nearest = objects.filter(ends_before).max_by_key(|id| lowered.body.expr_range(*id).end());
    let text = item.text(db);
    let only_blanks_between = |id: ExprId| {
        let end = usize::from(lowered.body.expr_range(id).end());
        text.get(end..usize::from(dot)).is_some_and(|between| between.trim().is_empty())
    };
    // Parentheses around the receiver are no part of it.
    let only_closed_between = |id: ExprId| {
        let end = usize::from(lowered.body.expr_range(id).end());
        let is_closing = |character: char| character.is_whitespace() || character == ')';
        text.get(end..usize::from(dot)).is_some_and(|between| between.chars().all(is_closing))
    };
    nearest.filter(|id| only_closed_between(*id)).or_else(|| {
        let ending = lowered.body.exprs.iter().map(|(id, _)| id).filter(ends_before);
        ending
            .filter(|id| only_blanks_between(*id) && is_operand(&lowered.body.exprs[*id]))
            .max_by_key(|id| lowered.body.expr_range(*id).len())
    })
}

/// Whether a dot after it would belong to the whole expression.
fn is_operand(expr: &Expr) -> bool {
    !matches!(
        expr,
        Expr::Missing
            | Expr::Unary { .. }
            | Expr::Binary { .. }
            | Expr::Range { .. }
            | Expr::Return { .. }
            | Expr::Break { .. }
            | Expr::Continue
            | Expr::Block(_)
    )
}

pub(super) fn member_item(query: &Query<'_>, member: &Member, index: usize) -> CompletionItem {
    let facts = |ty: &Ty| Facts { ty: ty.clone(), order: u16::try_from(index).unwrap_or(u16::MAX), ..Facts::default() };
    match &member.kind {
        MemberKind::Field(field) => CompletionItem {
            detail: Some(field.ty.to_string()),
            documentation: field.doc.clone(),
            facts: facts(&field.ty),
            ..query.item(member.name.as_str(), CompletionKind::Field)
        },
        MemberKind::Slot(ty) | MemberKind::Value(ty) => CompletionItem {
            detail: Some(value_detail(query, member, ty)),
            facts: facts(ty),
            ..query.item(member.name.as_str(), CompletionKind::Field)
        },
        // What is called already keeps its arguments.
        MemberKind::Method(signature) if query.next_char() == Some('(') => CompletionItem {
            detail: Some(signature.declaration()),
            documentation: documentation(query, member),
            declaration: declaration(member).cloned(),
            facts: Facts { function: Some(signature.function_ty()), ..facts(&call_result(signature)) },
            ..query.item(member.name.as_str(), CompletionKind::Method)
        },
        MemberKind::Method(signature) => {
            let (snippet, plain) = call_snippet(&member.name, &signature.parameters);
            CompletionItem {
                detail: Some(signature.declaration()),
                documentation: documentation(query, member),
                declaration: declaration(member).cloned(),
                insert: Some(snippet),
                is_snippet: true,
                plain: Some(plain),
                facts: Facts { function: Some(signature.function_ty()), ..facts(&call_result(signature)) },
                ..query.item(member.name.as_str(), CompletionKind::Method)
            }
        }
    }
}

fn value_detail(query: &Query<'_>, member: &Member, ty: &Ty) -> String {
    match &member.declaration {
        Some(Resolution::Item(id)) => render::declaration(query.db, id)
            .and_then(|text| text.lines().next().map(str::to_owned))
            .unwrap_or_else(|| ty.to_string()),
        _ => ty.to_string(),
    }
}

fn documentation(query: &Query<'_>, member: &Member) -> Option<String> {
    completion_documentation(query.db, declaration(member)?)
}

fn declaration(member: &Member) -> Option<&ItemId> {
    match &member.declaration {
        Some(Resolution::Item(id)) => Some(id),
        _ => None,
    }
}

/// What a call gives, also where it is not checked.
pub(crate) fn call_result(signature: &Signature) -> Ty {
    signature.unchecked.clone().unwrap_or_else(|| signature.call_result())
}

/// A call with a placeholder per required argument, and for clients without placeholders the name, or the call of what takes
/// nothing.
pub(super) fn call_snippet(name: &str, parameters: &[SignatureParameter]) -> (String, String) {
    if parameters.is_empty() {
        return (format!("{name}()$0"), format!("{name}()"));
    }
    let required = parameters.iter().filter(|parameter| parameter.default.is_none() && !parameter.is_variadic);
    let placeholders: Vec<String> =
        required.enumerate().map(|(index, parameter)| format!("${{{}:{}}}", index + 1, parameter.name)).collect();
    let arguments = if placeholders.is_empty() { "$1".to_owned() } else { placeholders.join(", ") };
    (format!("{name}({arguments})$0"), name.to_owned())
}
