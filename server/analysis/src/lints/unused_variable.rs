//! `unused-variable` and `unused-binding`: a name that gets a value which nothing reads.

use fitz_rules::families::lints::{UNUSED_BINDING, UNUSED_VARIABLE};
use fitz_syntax::TextRange;
use rustc_hash::FxHashSet;

use super::locals::LocalUses;
use super::{Context, names};
use crate::diagnostic::Finding;
use crate::hir::{Expr, ItemData, Pat, PatId, Stmt};
use crate::inference::{Local, LocalId, LocalKind, Resolution};
use crate::item_tree::ItemKind;

pub(super) fn check(context: &Context<'_>, uses: &LocalUses, found: &mut Vec<Finding>) {
    for declaration in declarations(context) {
        let Declaration { id, local, .. } = declaration;
        if local.name.is_empty() || local.name.starts_with('_') || uses.is_read(id) {
            continue;
        }
        let is_used = match declaration.is_global {
            true => is_global_used(context, local),
            false => uses.may_be_read_after_its_block(context, local) || may_be_global(context, local),
        };
        if !is_used {
            found.push(finding(context, &declaration, uses));
        }
    }
}

/// A variable and how it is declared.
struct Declaration<'a> {
    id: LocalId,
    local: &'a Local,
    /// By a pattern that takes a value apart, walks a collection or matches.
    is_pattern: bool,
    is_global: bool,
}

fn declarations<'a>(context: &Context<'a>) -> Vec<Declaration<'a>> {
    let lowered = context.lowered;
    let direct: FxHashSet<PatId> = lowered
        .statements()
        .filter_map(|statement| match statement {
            Stmt::Let { pattern, .. } => Some(*pattern),
            _ => None,
        })
        .collect();
    let mut of_file = FxHashSet::default();
    let mut target_of_file = None;
    match &lowered.data {
        ItemData::Statement(Stmt::Let { pattern, .. }) => patterns_in(context, *pattern, &mut of_file),
        ItemData::Statement(Stmt::Assign { target, .. }) => target_of_file = Some(*target),
        _ => {}
    }
    let by_pattern = context.inference.bindings.iter().filter_map(|(pattern, id)| {
        let local = context.inference.local(*id)?;
        let is_pattern = !direct.contains(pattern);
        Some(Declaration { id: *id, local, is_pattern, is_global: of_file.contains(pattern) })
    });
    let targets = names::written_names(lowered);
    let by_assignment = targets.iter().filter_map(|(target, ())| {
        let Some(Resolution::Local(id)) = context.inference.resolutions.get(&target) else { return None };
        let local = context.inference.local(*id).filter(|local| local.range == context.range(target))?;
        Some(Declaration { id: *id, local, is_pattern: false, is_global: target_of_file == Some(target) })
    });
    let mut all: Vec<_> = by_pattern.chain(by_assignment).filter(|it| it.local.kind == LocalKind::Variable).collect();
    all.sort_by_key(|declaration| declaration.local.range.start());
    all
}

fn patterns_in(context: &Context<'_>, pattern: PatId, found: &mut FxHashSet<PatId>) {
    found.insert(pattern);
    match &context.lowered.body.pats[pattern] {
        Pat::Ok(inner) | Pat::Err(inner) => patterns_in(context, *inner, found),
        Pat::Tuple(parts) | Pat::Or(parts) => parts.iter().for_each(|part| patterns_in(context, *part, found)),
        Pat::Missing | Pat::Wildcard | Pat::Bind(_) | Pat::Literal { .. } | Pat::Range { .. } => {}
    }
}

/// Whether something uses a variable of the file, or might: files that import this one, known or not.
fn is_global_used(context: &Context<'_>, local: &Local) -> bool {
    names::uses_of(context.db, context.id.file, local.name.clone()).read
        || !names::is_entry(context.db, context.id.file)
}

/// A variable in a block at the top level of the file may live on after it, in the running program.
fn may_be_global(context: &Context<'_>, local: &Local) -> bool {
    matches!(context.id.kind, ItemKind::Statement | ItemKind::Global)
        && names::uses_of(context.db, context.id.file, local.name.clone()).read
}

fn finding(context: &Context<'_>, declaration: &Declaration<'_>, uses: &LocalUses) -> Finding {
    let Declaration { id, local, .. } = declaration;
    let name = &local.name;
    if declaration.is_pattern {
        return Finding::new(&UNUSED_BINDING, local.range, format!("`{name}` is never used."))
            .hint("Write `_` to say that this value does not matter.")
            .fix("Replace with `_`", vec![(local.range, "_".to_owned())]);
    }
    let changes: Vec<TextRange> = uses.writes(*id).iter().filter(|range| **range != local.range).copied().collect();
    let is_written_elsewhere =
        declaration.is_global && names::uses_of(context.db, context.id.file, name.clone()).written;
    let message = if changes.is_empty() && !is_written_elsewhere {
        format!("`{name}` is never used.")
    } else {
        format!("`{name}` gets values, but nothing reads them.")
    };
    let marked = format!("_{name}");
    let finding = Finding::new(&UNUSED_VARIABLE, local.range, message)
        .hint(format!("Remove it, or name it `{marked}` if that is on purpose."));
    let is_taken = is_written_elsewhere
        || context.inference.locals.iter().any(|other| other.name == *marked)
        || context.lowered.body.exprs.iter().any(|(_, expr)| matches!(expr, Expr::Name(other) if *other == *marked));
    if is_taken {
        return finding;
    }
    let edits = changes.into_iter().chain([local.range]).map(|range| (range, marked.clone())).collect();
    finding.fix(format!("Rename to `{marked}`"), edits)
}
