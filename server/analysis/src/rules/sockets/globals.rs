//! Which global variables a function changes, itself or through what it calls.

use rustc_hash::FxHashSet;

use crate::db::Db;
use crate::hir::{Expr, ExprId, Pat, Stmt};
use crate::inference::Resolution;
use crate::item_tree::{Item, ItemId, ItemKind, item};
use crate::lower::lowered;
use crate::members::builtin_declaration;
use crate::rules::view::View;
use crate::scope::is_declaration_file;
use crate::ty::{Builtin, Ty};

/// What the body of one function does to global variables.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Effects {
    /// Those that it changes, or gives to something that may change them.
    changed: Vec<ItemId>,
    /// Those in which it notes something, whichever way it goes.
    pub(super) noted: Vec<ItemId>,
    /// The functions of the program that it calls.
    callees: Vec<ItemId>,
    /// Whether it calls what is not known.
    is_open: bool,
}

#[salsa::tracked(returns(ref))]
pub(super) fn effects<'db>(db: &'db dyn Db, item: Item<'db>) -> Effects {
    let view = View::of(db, item);
    let mut effects = Effects::default();
    for (id, expr) in view.running() {
        effects.changed.extend(changed_by_call(&view, id).cloned());
        if let Expr::Call { callee, arguments } = expr {
            match view.callee(id) {
                Some(function) if is_declaration_file(db, function.file) => {}
                Some(function) => {
                    effects.callees.push(function.clone());
                    effects.changed.extend(arguments.iter().filter_map(|it| view.global(it.value)).cloned());
                }
                None => effects.is_open |= is_function_value(&view, *callee),
            }
        }
    }
    for statement in lowered(db, item).statements() {
        match statement {
            Stmt::Assign { target, value, .. } => {
                effects.changed.extend(view.global(view.root(*target)).cloned());
                effects.changed.extend(view.global(*value).cloned());
            }
            Stmt::Let { value, .. } => effects.changed.extend(view.global(*value).cloned()),
            _ => {}
        }
    }
    if let Some(Expr::Block(statements)) =
        lowered(db, item).function().and_then(|it| it.body).map(|body| view.expr(body))
    {
        effects.noted.extend(statements.iter().filter_map(|it| note(&view, it)).map(|(_, global)| global.clone()));
    }
    effects
}

/// Whether a call may change a global variable, directly or through what it calls.
pub(super) fn may_change(view: &View<'_>, call: ExprId, global: &ItemId) -> bool {
    let Expr::Call { callee, arguments } = view.expr(call) else { return false };
    if changed_by_call(view, call) == Some(global) {
        return true;
    }
    let Some(function) = view.callee(call) else { return is_function_value(view, *callee) };
    if is_declaration_file(view.db, function.file) {
        return false;
    }
    if arguments.iter().any(|argument| view.global(argument.value) == Some(global)) {
        return true;
    }
    let mut seen = FxHashSet::default();
    let mut waiting = vec![function.clone()];
    while let Some(next) = waiting.pop() {
        let Some(found) = item(view.db, &next) else { return true };
        if seen.insert(next) {
            let effects = effects(view.db, found);
            if effects.is_open || effects.changed.contains(global) {
                return true;
            }
            waiting.extend(effects.callees.iter().cloned());
        }
    }
    false
}

/// The place that notes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Site {
    /// `TABLE[key] = value`: the place.
    Target(ExprId),
    /// A call.
    Call(ExprId),
}

/// The global in which a statement notes something that seems to belong to one connection: a value under a computed key of
/// a map, or a name that is pushed to a list. Records of lists and points in time are taken for histories.
pub(super) fn note<'db>(view: &View<'db>, statement: &Stmt) -> Option<(Site, &'db ItemId)> {
    match statement {
        Stmt::Assign { target, value, .. } => {
            let Expr::Index { object, index } = view.expr(*target) else { return None };
            let global = view.global(*object).filter(|_| view.ty(*object).is(Builtin::Map))?;
            let is_fixed = matches!(view.expr(*index), Expr::Int(_)) || view.plain(*index).is_some();
            (!is_fixed && !is_about_time(view, *value)).then_some((Site::Target(*target), global))
        }
        Stmt::Expr(call) => push_of_name(view, *call),
        Stmt::Let { pattern, value, .. } if matches!(view.lowered.body.pats[*pattern], Pat::Wildcard) => {
            push_of_name(view, *value)
        }
        _ => None,
    }
}

fn push_of_name<'db>(view: &View<'db>, call: ExprId) -> Option<(Site, &'db ItemId)> {
    let Expr::Call { callee, arguments } = view.expr(call) else { return None };
    let Expr::Field { object, name } = view.expr(*callee) else { return None };
    let global = view.global(*object).filter(|_| name.name == "push")?;
    let [element] = view.ty(*object).arguments_of(Builtin::List)? else { return None };
    let [pushed] = arguments.as_slice() else { return None };
    let is_name = matches!(view.expr(pushed.value), Expr::Name(_) | Expr::Field { .. });
    (is_name && (*element == Ty::str() || *element == Ty::int())).then_some((Site::Call(call), global))
}

fn is_about_time(view: &View<'_>, value: ExprId) -> bool {
    view.within(value).into_iter().any(|part| {
        let is_time = matches!(view.ty(part), ty if ty.is(Builtin::DateTime) || ty.is(Builtin::Date));
        let is_now = view.callee(part).is_some_and(|function| function.name.starts_with("now"));
        is_time || is_now || matches!(view.expr(part), Expr::Name(name) if name == "DateTime")
    })
}

/// The global that a call of a method changes: `TABLE.remove(key)`.
fn changed_by_call<'db>(view: &View<'db>, call: ExprId) -> Option<&'db ItemId> {
    let Expr::Call { callee, .. } = view.expr(call) else { return None };
    let Expr::Field { object, .. } = view.expr(*callee) else { return None };
    view.global(view.root(*object)).filter(|_| !only_reads(view, call))
}

/// Whether a method of the language gives something and leaves its object alone.
pub(super) fn only_reads(view: &View<'_>, call: ExprId) -> bool {
    let Some(method) = view.callee(call).filter(|id| is_declaration_file(view.db, id.file)) else { return false };
    let Some(declaration) = method.owner.as_ref().and_then(|owner| builtin_declaration(view.db, owner)) else {
        return false;
    };
    let declared = lowered(view.db, declaration);
    declared.decorators_named("changed_by").next().is_some_and(|decorator| {
        !decorator.positional().any(|argument| match &declared.body.exprs[argument.value] {
            Expr::Str(name) => name.plain() == Some(method.name.as_str()),
            _ => true,
        })
    })
}

/// Whether what is called is a function that somebody else has given.
fn is_function_value(view: &View<'_>, callee: ExprId) -> bool {
    match view.expr(callee) {
        Expr::Name(name) => !matches!(name.as_str(), "Ok" | "Err") && !is_type(view, callee),
        _ => false,
    }
}

fn is_type(view: &View<'_>, id: ExprId) -> bool {
    matches!(view.inference.resolutions.get(&id), Some(Resolution::Item(item)) if item.kind == ItemKind::Type)
}
