//! Pieces of text that several quick fixes of handlers insert.

use fitz_syntax::{TextRange, TextSize};

use super::kinds::is_discriminator;
use crate::hir::{Expr, ExprId, Stmt};
use crate::rules::view::View;
use crate::signatures::{FieldInfo, nominal_fields, type_named};
use crate::ty::{Builtin, Ty};

/// One level of indentation.
const STEP: &str = "    ";

/// Names of fields in which a message says something to a person, the best first.
const TEXTS: [&str; 8] = ["error", "message", "text", "reason", "detail", "details", "content", "body"];

/// The name of the parameter that is the connection of a handler.
pub(super) fn connection_name(view: &View<'_>) -> Option<String> {
    let (function, _) = view.handler()?;
    let is_connection = |pattern| view.inference.pat_type(pattern).is(Builtin::WsConn);
    let parameter = function.parameters.iter().find(|parameter| is_connection(parameter.pattern))?;
    Some(parameter.name.name.to_string())
}

/// What the clients of a handler get.
pub(super) fn outgoing_type<'db>(view: &View<'db>) -> Option<&'db Ty> {
    let (function, _) = view.handler()?;
    let mut types = function.parameters.iter().map(|it| view.inference.pat_type(it.pattern));
    types.find_map(Ty::frame_types).map(|(_, outgoing)| outgoing)
}

/// Statements in front of a jump, which may be written in another way then: as statements of its block, or in a block of its
/// own when it is the body of an arm. `around` is what surrounds the jump. `None` where there is no place for statements.
pub(super) fn before_jump(
    view: &View<'_>,
    around: &[ExprId],
    jump: ExprId,
    statements: &[String],
    written: &str,
) -> Option<(TextRange, String)> {
    let range = view.range(jump);
    if let Some(indent) = view.indent_of(range.start()) {
        let lines: String = statements.iter().map(|statement| format!("{statement}\n{indent}")).collect();
        return Some((range, format!("{lines}{written}")));
    }
    let line = statements.iter().map(String::as_str).chain([written]).collect::<Vec<_>>().join("; ");
    let is_statement = around.iter().any(|block| match view.expr(*block) {
        Expr::Block(statements) => statements.iter().any(|it| matches!(it, Stmt::Expr(value) if *value == jump)),
        _ => false,
    });
    if is_statement {
        return Some((range, line));
    }
    let is_arm = around.iter().any(|block| match view.expr(*block) {
        Expr::Match { arms, .. } => arms.iter().any(|arm| arm.body == jump),
        _ => false,
    });
    is_arm.then(|| (range, format!("{{ {line} }}")))
}

/// Lines at the start of the body of a function. `None` for a body that is no block.
pub(super) fn at_start(view: &View<'_>, body: ExprId, lines: &[String]) -> Option<(TextRange, String)> {
    let block = view.range(body);
    let inside = view.source(block).strip_prefix('{')?;
    let start = block.start() + TextSize::of('{');
    let indent = format!("{}{STEP}", indent_of_line(view, block.start()));
    let text: String = lines.iter().map(|line| format!("\n{indent}{line}")).collect();
    if inside.trim_start_matches([' ', '\t', '\r']).starts_with('\n') {
        return Some((TextRange::empty(start), text));
    }
    let first = start + TextSize::of(inside) - TextSize::of(inside.trim_start());
    Some((TextRange::new(start, first), format!("{text}\n{indent}")))
}

/// The white space that the line of a place starts with.
fn indent_of_line<'db>(view: &View<'db>, offset: TextSize) -> &'db str {
    let before = view.line_before(offset);
    before.get(..before.len() - before.trim_start().len()).unwrap_or_default()
}

/// A loop that reads until its client has gone, as the last statement of the body of a handler. `None` where the body ends in
/// a way that leaves no place.
pub(super) fn reading_loop(view: &View<'_>, body: ExprId, statements: &[Stmt]) -> Option<Vec<(TextRange, String)>> {
    let connection = connection_name(view)?;
    let block = view.range(body);
    let closing = block.end().checked_sub(TextSize::of('}'))?;
    let inside = view.source(block).strip_prefix('{')?.strip_suffix('}')?;
    let outer = view.indent_of(closing);
    let indent = format!("{}{STEP}", outer.unwrap_or_default());
    let text = format!(
        "loop {{\n{indent}{STEP}match {connection}.recv() {{\n{indent}{STEP}{STEP}Ok(_) => {{}}\n\
         {indent}{STEP}{STEP}Err(_) => {{ break }}\n{indent}{STEP}}}\n{indent}}}"
    );
    if let Some(Stmt::Expr(last)) = statements.last()
        && matches!(view.expr(*last), Expr::Return { .. })
    {
        let start = view.range(*last).start();
        let own_line = view.indent_of(start)?;
        return Some(vec![(TextRange::empty(start), format!("{text}\n{own_line}"))]);
    }
    let end = closing - TextSize::of(inside) + TextSize::of(inside.trim_end());
    if outer.is_some() && inside.contains('\n') {
        return Some(vec![(TextRange::empty(end), format!("\n{indent}{text}"))]);
    }
    let start = block.start() + TextSize::of('{');
    let first = closing - TextSize::of(inside.trim_start());
    Some(vec![
        (TextRange::new(start, first), format!("\n{indent}")),
        (TextRange::new(end, closing), format!("\n{indent}{text}\n")),
    ])
}

/// A message to the client of a handler that says what is wrong. `text` is the source of a string. `None` when the type of
/// the messages has no place for it, or asks for something else.
pub(super) fn error_message(view: &View<'_>, text: &str) -> Option<String> {
    let outgoing = outgoing_type(view)?;
    if *outgoing == Ty::str() {
        return Some(text.to_owned());
    }
    let Ty::Nominal(nominal) = outgoing else { return None };
    type_named(view.db, view.id.file, &nominal.name).filter(|ty| ty == outgoing)?;
    let fields = nominal_fields(view.db, nominal);
    let is_text = |field: &&FieldInfo| *field.ty.without_null() == Ty::str();
    let kind = fields.iter().find(|field| is_discriminator(&field.name) && *field.ty.without_null() == Ty::str());
    let named = |name: &&str| fields.iter().filter(is_text).find(|field| field.name == **name);
    let said = TEXTS.iter().find_map(named);
    // A list of kinds without one for errors is closed.
    let is_closed = |doc: &str| doc.contains("\" | \"") && !doc.contains("\"error\"");
    if said.is_none() && kind.is_none() || kind.and_then(|it| it.doc.as_deref()).is_some_and(is_closed) {
        return None;
    }
    let mut given = Vec::new();
    for field in &fields {
        let is = |other: Option<&FieldInfo>| other.is_some_and(|other| other.name == field.name);
        match &field.ty {
            _ if is(kind) => given.push(format!("{}: \"error\"", field.name)),
            _ if is(said) => given.push(format!("{}: {text}", field.name)),
            _ if field.default.is_some() => {}
            Ty::Nullable(_) => given.push(format!("{}: null", field.name)),
            _ => return None,
        }
    }
    Some(format!("{} {{ {} }}", nominal.name, given.join(", ")))
}
