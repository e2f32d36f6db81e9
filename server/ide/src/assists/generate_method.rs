//! Declares a method that is called and does not exist yet.

use fitz_analysis::hir::Expr;
use fitz_analysis::{Nominal, Origin, Ty, item_range, member, nominal_item, parse, type_info};
use fitz_syntax::{SyntaxKind, SyntaxNode, TextRange, TextSize};

use super::generate_field::names_types;
use super::generate_function::written;
use super::shape::{indented, is_field_name};
use super::{Assist, Entry, Place};

pub(super) const ENTRY: Entry = Entry { kind: "refactor.rewrite.generateMethod", keeps_meaning: false, find: assist };

/// At the name of a method that the type of its value does not have, where it is called.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let id = place.smallest(|expr| matches!(expr, Expr::Call { .. }))?;
    let Expr::Call { callee, arguments } = place.expr(id) else { return None };
    let Expr::Field { object, name } = place.expr(*callee) else { return None };
    let ty = place.inference.expr_type(*object);
    let Ty::Nominal(nominal) = ty else { return None };
    let is_known = member(place.db, ty, &name.name).is_some();
    if is_known || !is_field_name(&name.name) || !name.range.contains_range(place.selected) {
        return None;
    }
    let is_writable = |ty: &Ty| place.is_writable(ty) && (nominal.file == place.file || !names_types(ty));
    let method = indented(&written(place, &name.name, arguments, id, &is_writable), 4)?;
    let edit = added(place, nominal, &format!("    {method}"))?;
    let assist = place.assist(&format!("Declare the method `{}` of `{}`", name.name, nominal.name), Vec::new())?;
    Some(Assist { edits: vec![(nominal.file, vec![edit])], ..assist })
}

/// Where a method goes in the declaration of a type of the project, and its text there: behind all other members.
fn added(place: &Place<'_>, nominal: &Nominal, method: &str) -> Option<(TextRange, String)> {
    let declaration = nominal_item(place.db, nominal).filter(|_| nominal.file.origin(place.db) == Origin::Project)?;
    if type_info(place.db, declaration).as_ref().is_none_or(|info| info.is_table) {
        return None;
    }
    let (tree, range) = (parse(place.db, nominal.file), item_range(place.db, declaration)?);
    let is_body = |node: &SyntaxNode<'_>| node.kind() == SyntaxKind::TypeBody && range.contains_range(node.range());
    let body = tree.root().descendants().find(is_body).filter(|body| !body.has_error())?;
    let (text, end) = (body.text(), body.range().end());
    let close = TextRange::new(end.checked_sub(TextSize::of('}'))?, end);
    if !text.ends_with('}') || body.named_children().any(SyntaxNode::is_comment) && !text.contains('\n') {
        return None;
    }
    if !text.contains('\n') {
        let members: String = body.named_children().map(|member| format!("    {}\n", member.text())).collect();
        let gap = if members.is_empty() { "" } else { "\n" };
        return Some((body.range(), format!("{{\n{members}{gap}{method}\n}}")));
    }
    let last_line = text.rsplit('\n').next()?;
    let is_empty = body.named_children().next().is_none();
    let gap = if is_empty { "" } else { "\n" };
    (last_line == "}").then(|| (TextRange::empty(close.start()), format!("{gap}{method}\n")))
}
