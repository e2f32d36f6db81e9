//! `compat/db-injection`: `db: DbConn` as a parameter of a handler.

use fitz_rules::families::compat::DB_INJECTION;
use fitz_syntax::{TextRange, TextSize};

use super::View;
use crate::diagnostic::Finding;
use crate::hir::{Expr, Function, ItemData, Parameter, Stmt};
use crate::item_tree::{ItemKind, items};
use crate::scope::is_declaration_file;
use crate::signatures::resolve_type;
use crate::ty::{Builtin, Name};

/// The decorators of functions that answer clients.
const HANDLERS: [&str; 5] = ["get", "post", "put", "delete", "ws"];

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some(function) = view.lowered.function() else { return };
    if !HANDLERS.iter().any(|handler| view.lowered.decorators_named(handler).next().is_some()) {
        return;
    }
    for (index, parameter) in function.parameters.iter().enumerate() {
        let is_database = parameter
            .ty
            .as_ref()
            .is_some_and(|ty| resolve_type(view.db, view.id.file, ty).without_null().is(Builtin::DbConn));
        if !is_database || parameter.name.name.is_empty() {
            continue;
        }
        let message = format!("`fitz` does not give handlers a database: nothing fills `{}`.", parameter.name.name);
        let finding = Finding::new(&DB_INJECTION, parameter.range, message).hint(
            "Open the database once, `let POOL = db.connect(url).await`, and take it out in the handler: `POOL?`.",
        );
        found.push(match from_pool(view, function, index, parameter) {
            Some(edits) => finding.fix("Take the database from a global", edits),
            None => finding,
        });
    }
}

/// Removes the parameter, and takes the database out of the file's pool at the start of the body. Declares the pool when
/// there is none and no comment is in the way.
fn from_pool(
    view: &View<'_>,
    function: &Function,
    index: usize,
    parameter: &Parameter,
) -> Option<Vec<(TextRange, String)>> {
    let body = function.body?;
    let Expr::Block(_) = view.expr(body) else { return None };
    let mut edits = Vec::new();
    let pool = match pool(view) {
        Some(pool) => pool,
        None if view.item.doc(view.db).is_none() => {
            let declaration = "let POOL = db.connect(env_or(\"DATABASE_URL\", \"\")).await\n\n";
            edits.push((TextRange::empty(TextSize::new(0)), declaration.to_owned()));
            Name::from("POOL")
        }
        None => return None,
    };
    edits.push((removal(function, index, parameter), String::new()));
    let start = view.range(body).start() + TextSize::of('{');
    let inner = view.after(start);
    let taken = format!("let {}: DbConn = {pool}?", parameter.name.name);
    let line_end = inner.find('\n')?;
    let is_multi_line = inner.get(..line_end)?.trim().is_empty();
    let text = if is_multi_line { format!("\n    {taken}") } else { format!(" {taken};") };
    edits.push((TextRange::empty(start), text));
    Some(edits)
}

/// A global of the file that holds an opened database.
fn pool(view: &View<'_>) -> Option<Name> {
    items(view.db, view.id.file).iter().filter(|item| item.id(view.db).kind == ItemKind::Global).find_map(|item| {
        let global = View::of(view.db, *item);
        let ItemData::Statement(Stmt::Let { value, .. } | Stmt::Assign { value, .. }) = &global.lowered.data else {
            return None;
        };
        let opens = global.callee(global.without_await(*value)).is_some_and(|function| {
            is_declaration_file(view.db, function.file)
                && function.name == "connect"
                && function.file.path(view.db).file_stem() == "db"
        });
        let is_named = !global.id.name.is_empty() && !global.id.name.starts_with('#');
        (opens && is_named).then(|| global.id.name.clone())
    })
}

/// A parameter with one comma.
fn removal(function: &Function, index: usize, parameter: &Parameter) -> TextRange {
    let before = index.checked_sub(1).and_then(|before| function.parameters.get(before));
    match (before, function.parameters.get(index + 1)) {
        (Some(before), _) => TextRange::new(before.range.end(), parameter.range.end()),
        (None, Some(next)) => TextRange::new(parameter.range.start(), next.range.start()),
        (None, None) => parameter.range,
    }
}
