//! `ws/unbounded-history`: a global list that grows with every frame and never shrinks.

use fitz_rules::families::connections::UNBOUNDED_HISTORY;
use fitz_syntax::TextRange;

use super::globals::only_reads;
use super::reception::main_loop;
use crate::db::{Db, SourceFile};
use crate::diagnostic::Finding;
use crate::hir::{Expr, ExprId, Stmt};
use crate::item_tree::{Item, ItemId, items};
use crate::project::{program_modules, programs};
use crate::rules::view::View;
use crate::scope::is_declaration_file;
use crate::ty::Builtin;

/// How many entries the quick fix keeps.
const KEPT: usize = 100;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some((_, body)) = view.handler() else { return };
    let Some(at) = main_loop(view, body) else { return };
    let Some(statement) = body.get(at).filter(|_| !view.has_hole()) else { return };
    let mut seen: Vec<&ItemId> = Vec::new();
    for call in view.within_statement(statement) {
        let Some((global, name)) = pushed_list(view, call).filter(|(global, _)| !seen.contains(global)) else {
            continue;
        };
        seen.push(global);
        if !is_bounded(view, global) {
            let message = format!("`{}` grows with every frame, and nothing takes anything out of it.", global.name);
            let finding = Finding::new(&UNBOUNDED_HISTORY, view.range(name), message)
                .hint("Keep the newest entries only: look at its length, and drop the oldest ones.");
            found.push(match trim(view, statement, call, &global.name) {
                Some(edit) => finding.fix(format!("Keep the newest {KEPT} entries"), vec![edit]),
                None => finding,
            });
        }
    }
}

/// The global list that a call pushes to, and the expression that names it.
fn pushed_list<'db>(view: &View<'db>, call: ExprId) -> Option<(&'db ItemId, ExprId)> {
    let Expr::Call { callee, .. } = view.expr(call) else { return None };
    let Expr::Field { object, name } = view.expr(*callee) else { return None };
    let global = view.global(*object).filter(|_| name.name == "push" && view.ty(*object).is(Builtin::List))?;
    Some((global, *object))
}

/// In front of a push that is a statement on a line of its own: the oldest entry is taken out when there are too many. Lists
/// lose elements at their end only, so it is turned round for that.
fn trim(view: &View<'_>, around: &Stmt, push: ExprId, name: &str) -> Option<(TextRange, String)> {
    let start = view.range(push).start();
    let indent = view.indent_of(start)?;
    let is_statement = view.within_statement(around).into_iter().any(|block| match view.expr(block) {
        Expr::Block(statements) => statements.iter().any(|it| matches!(it, Stmt::Expr(value) if *value == push)),
        _ => false,
    });
    let text = format!(
        "if {name}.len() >= {KEPT} {{\n{indent}    {name}.reverse()\n{indent}    let _ = {name}.pop()\n\
         {indent}    {name}.reverse()\n{indent}}}\n{indent}"
    );
    is_statement.then(|| (TextRange::empty(start), text))
}

/// Whether some file of the programs shortens the list, looks at its length, or gives it away.
fn is_bounded(view: &View<'_>, global: &ItemId) -> bool {
    programs(view.db, view.id.file)
        .iter()
        .flat_map(|entry| program_modules(view.db, *entry))
        .any(|module| bounded_in(view.db, module.file).contains(global))
}

/// The globals of which a file does more than to push to them and to read them.
#[salsa::tracked(returns(ref))]
fn bounded_in(db: &dyn Db, file: SourceFile) -> Vec<ItemId> {
    items(db, file).iter().flat_map(|item| bounded_by(db, *item)).cloned().collect()
}

#[salsa::tracked(returns(ref))]
fn bounded_by<'db>(db: &'db dyn Db, item: Item<'db>) -> Vec<ItemId> {
    let view = View::of(db, item);
    let mut found: Vec<&ItemId> = Vec::new();
    for (id, expr) in view.running() {
        let Expr::Call { callee, arguments } = expr else { continue };
        if let Expr::Field { object, name } = view.expr(*callee) {
            let is_limit = name.name == "len" || name.name != "push" && !only_reads(&view, id);
            found.extend(view.global(*object).filter(|_| is_limit));
        }
        let is_harmless = view.callee(id).is_some_and(|it| is_declaration_file(db, it.file) && it.name != "len");
        if !is_harmless {
            found.extend(arguments.iter().filter_map(|argument| view.global(argument.value)));
        }
    }
    for statement in view.lowered.statements() {
        match statement {
            Stmt::Assign { target, value, .. } => {
                found.extend(view.global(view.root(*target)));
                found.extend(view.global(*value));
            }
            Stmt::Let { value, .. } => found.extend(view.global(*value)),
            _ => {}
        }
    }
    found.into_iter().cloned().collect()
}
