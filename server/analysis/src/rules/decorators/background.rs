//! `@background` functions and what starts them: `background-called`, `background-unspawned`, `spawn-failure-dropped`.

use fitz_rules::families::jobs::{BACKGROUND_CALLED, BACKGROUND_UNSPAWNED, SPAWN_FAILURE_DROPPED};
use fitz_syntax::TextRange;
use rustc_hash::FxHashSet;

use super::super::ItemContext;
use super::program::Programs;
use super::support::awaited;
use crate::db::{Db, SourceFile};
use crate::diagnostic::Finding;
use crate::hir::{Expr, ExprId, Lowered, Pat, Stmt};
use crate::inference::{Inference, Resolution, infer};
use crate::item_tree::{ItemId, ItemKind, item, items};
use crate::lower::lowered;
use crate::project::program_modules;
use crate::scope::{Definition, resolve_name};
use crate::signatures::Signature;
use crate::ty::{Builtin, Name};

/// The rules about calls.
pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    let inference = infer(context.db, context.item);
    let mut calls: Vec<(ExprId, &Signature)> =
        inference.callees.iter().filter(|(_, it)| it.is_background).map(|(call, it)| (*call, &**it)).collect();
    if calls.is_empty() {
        return;
    }
    calls.sort_by_key(|(call, _)| context.lowered.body.expr_range(*call).start());
    let is_test = context.decorator("test").is_some();
    let spawned: Vec<(ExprId, ExprId)> = spawned(context.lowered).collect();
    for (call, signature) in calls {
        match spawned.iter().find(|(_, started)| *started == call) {
            Some((spawn, _)) => found.extend(failure_dropped(context, inference, *spawn, call, signature)),
            None if !is_test && !signature.is_async => found.push(called(context, call, &signature.name)),
            None => {}
        }
    }
}

/// The calls of `spawn`, each with what it is given.
fn spawned(lowered: &Lowered) -> impl Iterator<Item = (ExprId, ExprId)> {
    lowered.body.exprs.iter().filter_map(|(spawn, expr)| {
        let Expr::Call { callee, arguments } = expr else { return None };
        let is_spawn = matches!(&lowered.body.exprs[*callee], Expr::Name(name) if name == "spawn");
        is_spawn.then_some((spawn, arguments.first()?.value))
    })
}

/// `background-called`
fn called(context: &ItemContext<'_>, call: ExprId, name: &Name) -> Finding {
    let range = context.lowered.body.expr_range(call);
    let finding =
        Finding::new(&BACKGROUND_CALLED, range, format!("`{name}` runs here and now, not in the background."))
            .hint("Write `spawn(...)` around the call.");
    if !is_dropped(context.lowered, call) {
        return finding;
    }
    let edits =
        vec![(TextRange::empty(range.start()), "spawn(".to_owned()), (TextRange::empty(range.end()), ")".to_owned())];
    finding.fix(format!("Start `{name}` in the background"), edits)
}

/// `spawn-failure-dropped`
fn failure_dropped(
    context: &ItemContext<'_>,
    inference: &Inference,
    spawn: ExprId,
    call: ExprId,
    signature: &Signature,
) -> Option<Finding> {
    if !awaited(&signature.result).is(Builtin::Result) || !is_dropped(context.lowered, spawn) {
        return None;
    }
    let Expr::Call { callee, .. } = &context.lowered.body.exprs[call] else { return None };
    let Some(Resolution::Item(id)) = inference.resolutions.get(callee) else { return None };
    let started = lowered(context.db, item(context.db, id)?);
    if started.decorators_named("background").any(|it| it.keyword("retry").is_some()) {
        return None;
    }
    let message = format!("When `{}` fails, nothing tells of it.", signature.name);
    Some(
        Finding::new(&SPAWN_FAILURE_DROPPED, context.lowered.body.expr_range(spawn), message)
            .hint("Give its `@background` a `retry`, or let the function write its failures to the log."),
    )
}

/// Whether an expression is a statement by itself, or bound to `_`.
fn is_dropped(lowered: &Lowered, expr: ExprId) -> bool {
    lowered.statements().any(|statement| match statement {
        Stmt::Expr(value) => *value == expr,
        Stmt::Let { pattern, value, .. } => *value == expr && lowered.body.pats[*pattern] == Pat::Wildcard,
        _ => false,
    })
}

/// `background-unspawned`
pub(super) fn check_program(context: &ItemContext<'_>, programs: &Programs<'_>, found: &mut Vec<Finding>) {
    let (Some(decorator), Some(function)) = (context.decorator("background"), context.lowered.function()) else {
        return;
    };
    let id = context.item.id(context.db);
    if function.name.name.is_empty() || !programs.are_established() {
        return;
    }
    if programs.entries().any(|entry| program_spawns(context.db, entry).contains(id)) {
        return;
    }
    found.push(
        Finding::new(&BACKGROUND_UNSPAWNED, decorator.name.range, format!("Nothing starts `{}`.", function.name.name))
            .hint(format!("Start it with `spawn({}(...))`, or remove `@background`.", function.name.name)),
    );
}

/// The functions that a program starts with `spawn`.
#[salsa::tracked(returns(ref))]
fn program_spawns(db: &dyn Db, entry: SourceFile) -> FxHashSet<ItemId> {
    program_modules(db, entry).iter().flat_map(|module| file_spawns(db, module.file)).cloned().collect()
}

/// The functions that a file gives to `spawn`, whether it calls them there or forgets to.
#[salsa::tracked(returns(ref))]
fn file_spawns(db: &dyn Db, file: SourceFile) -> FxHashSet<ItemId> {
    let mut found = FxHashSet::default();
    for item in items(db, file) {
        let lowered = lowered(db, *item);
        let exprs = &lowered.body.exprs;
        for (_, started) in spawned(lowered) {
            let name = match &exprs[started] {
                Expr::Call { callee, .. } => &exprs[*callee],
                other => other,
            };
            if let Expr::Name(name) = name
                && let Some(Definition::Item(id)) = resolve_name(db, file, name)
                && id.kind == ItemKind::Function
            {
                found.insert(id);
            }
        }
    }
    found
}
