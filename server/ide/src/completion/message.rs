//! What a push sends: a new value of the type that its clients get, and the texts that tell messages apart.

use fitz_analysis::hir::{Expr, ExprId, Pat, PatId};
use fitz_analysis::{Nominal, Resolution, Ty, infer, item_at, kind_literals, lowered, nominal_fields, type_named};
use fitz_schema::{kind_field, listed_kinds};
use fitz_syntax::{SyntaxKind, SyntaxNode, TextRange, ast, ast::AstNode};

use super::expected::{sent_to, written_path};
use super::{CompletionItem, CompletionKind, Facts, Nearness, Query};

/// A value of the type that a push sends, when the cursor is where its message belongs.
pub(super) fn value(query: &Query<'_>, arguments: SyntaxNode<'_>) -> Option<CompletionItem> {
    let call = arguments.parent().and_then(ast::CallExpression::cast)?;
    let is_before = |node: &SyntaxNode<'_>| node.range().end() <= query.replace.start();
    let index = arguments.children().filter(|it| it.kind() == SyntaxKind::Comma).filter(is_before).count();
    let sent = match (call.function()?.text().as_ref(), index) {
        ("ws.broadcast" | "ws_broadcast", 1) => sent_to(query, &written_path(call.arguments()?)?)?,
        (_, 0) => {
            let method = ast::FieldExpression::cast(call.function()?.syntax())?;
            let (object, name) = method.syntax().text().rsplit_once('.').map(|(a, b)| (a.len(), b.to_owned()))?;
            if !matches!(name.trim(), "send" | "broadcast") {
                return None;
            }
            let start = method.syntax().range().start();
            let length = fitz_syntax::TextSize::try_from(object).ok()?;
            outgoing_of(query, TextRange::at(start, length))?
        }
        _ => return None,
    };
    let Ty::Nominal(nominal) = &sent else { return None };
    type_named(query.db, query.file, &nominal.name).filter(|ty| *ty == sent)?;
    let (snippet, plain) = literal(query, nominal);
    Some(CompletionItem {
        detail: Some("a new message".to_owned()),
        insert: Some(snippet),
        is_snippet: true,
        plain: Some(plain),
        facts: Facts { ty: sent.clone(), nearness: Nearness::Local, is_missing: true, ..Facts::default() },
        filter: Some(nominal.name.to_string()),
        ..query.item(format!("{} {{ … }}", nominal.name), CompletionKind::Snippet)
    })
}

/// What the connection sends that is written at a place of the file.
fn outgoing_of(query: &Query<'_>, object: TextRange) -> Option<Ty> {
    let (item, item_range) = item_at(query.db, query.file, object.start())?;
    let object = object.checked_sub(item_range.start())?;
    let lowered = lowered(query.db, item);
    let (id, _) = lowered.body.exprs.iter().find(|(id, _)| lowered.body.expr_range(*id) == object)?;
    let (_, outgoing) = infer(query.db, item).expr_type(id).frame_types()?;
    Some(outgoing.clone())
}

/// `Event { kind: "…", code: … }` with the fields that have to be given, as a snippet and as text.
pub(super) fn literal(query: &Query<'_>, nominal: &Nominal) -> (String, String) {
    let fields = nominal_fields(query.db, nominal);
    let required = fields.iter().filter(|field| field.default.is_none() && !matches!(field.ty, Ty::Nullable(_)));
    let mut parts: Vec<String> = Vec::new();
    for field in required {
        let number = parts.len() + 1;
        let kinds = if field.ty == Ty::str() { known_kinds(query, nominal, &field.name) } else { Vec::new() };
        let is_simple = |kind: &String| !kind.contains([',', '|', '$', '}', '\\', '"']);
        let value = match kinds.as_slice() {
            [] if field.ty == Ty::str() => format!("\"${{{number}}}\""),
            [] => format!("${{{number}:{}}}", field.name),
            kinds if kinds.iter().all(is_simple) => format!("\"${{{number}|{}|}}\"", kinds.join(",")),
            _ => format!("\"${{{number}}}\""),
        };
        parts.push(format!("{}: {value}", field.name));
    }
    if parts.is_empty() {
        return (format!("{} {{ $1 }}$0", nominal.name), format!("{} {{  }}", nominal.name));
    }
    (format!("{} {{ {} }}$0", nominal.name, parts.join(", ")), format!("{} {{ ", nominal.name))
}

/// The texts that tell messages apart, inside a string that is one: the value of the field, or what it is compared with.
pub(super) fn kinds(query: &Query<'_>, string: SyntaxNode<'_>) -> Vec<CompletionItem> {
    let Some((nominal, field)) = kind_at(query, string) else { return Vec::new() };
    let content = ast::StringLiteral::cast(string).filter(ast::StringLiteral::is_closed).map(|it| it.content_range());
    let quote = fitz_syntax::TextSize::of('"');
    let is_closed = string.text().len() > 1 && string.text().ends_with('"');
    let (start, end) = (string.range().start() + quote, string.range().end() - quote);
    let replace = content.unwrap_or_else(|| {
        TextRange::new(start, if is_closed && end >= query.offset { end } else { query.offset.max(start) })
    });
    known_kinds(query, &nominal, &field)
        .into_iter()
        .map(|kind| CompletionItem {
            detail: Some(format!("{}.{field}", nominal.name)),
            replace,
            ..query.item(kind, CompletionKind::Value)
        })
        .collect()
}

/// The values that the comment at the field lists, then those that the programs set and ask for.
pub(super) fn known_kinds(query: &Query<'_>, nominal: &Nominal, field: &str) -> Vec<String> {
    let fields = nominal_fields(query.db, nominal);
    let declared = kind_field(&fields).filter(|it| it.name == field);
    let listed = declared.and_then(|it| it.doc.as_deref()).and_then(listed_kinds).unwrap_or_default();
    let mut found: Vec<String> = listed;
    for kind in kind_literals(query.db, query.file, nominal, field) {
        // What is being typed is no value yet.
        if !kind.is_empty() && !found.contains(&kind) {
            found.push(kind);
        }
    }
    found
}

/// The field whose value a string is, or is compared with.
fn kind_at(query: &Query<'_>, string: SyntaxNode<'_>) -> Option<(Nominal, String)> {
    if let Some(field) = string.parent().and_then(ast::FieldInitializer::cast) {
        let literal = field.syntax().ancestors().find_map(ast::StructExpression::cast)?;
        let Ty::Nominal(nominal) = type_named(query.db, query.file, &literal.name_text()?)? else { return None };
        return Some((nominal, field.name_text()?.into_owned()));
    }
    let (item, item_range) = item_at(query.db, query.file, string.range().start())?;
    let place = string.range().checked_sub(item_range.start())?;
    let (lowered, inference) = (lowered(query.db, item), infer(query.db, item));
    let is_here = |id: ExprId| lowered.body.expr_range(id) == place;
    let is_in = |pattern: PatId| lowered.body.pat_range(pattern).contains_range(place);
    let compared = lowered.body.exprs.iter().find_map(|(_, expr)| match expr {
        Expr::Binary { left, right, .. } if is_here(*right) => Some(*left),
        Expr::Binary { left, right, .. } if is_here(*left) => Some(*right),
        Expr::Match { scrutinee, arms }
            if arms.iter().any(|arm| {
                is_in(arm.pattern)
                    && matches!(lowered.body.pats[arm.pattern], Pat::Literal(_) | Pat::Or(_) | Pat::Missing)
            }) =>
        {
            Some(*scrutinee)
        }
        _ => None,
    })?;
    match inference.resolutions.get(&compared)? {
        Resolution::Field(nominal, field) => Some((nominal.clone(), field.to_string())),
        _ => None,
    }
}
