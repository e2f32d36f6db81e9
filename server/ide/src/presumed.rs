//! Types of values that the language leaves open.
//!
//! The language checks nothing of what a static method, a function of an imported module or a variable of another file gives:
//! to it, such a value is `Any`, and so nothing is ever reported of it. For what an editor offers and finds it is enough that the
//! declarations say what the value is.

use std::sync::Arc;

use fitz_analysis::hir::{Expr, ExprId, Function, ItemData, Parameter, Pat, Stmt};
use fitz_analysis::{
    Builtin, Db, Item, ItemKind, LocalId, MemberKind, Resolution, Signature, Ty, infer, is_assigned_once, item,
    lowered, member, signature,
};

use crate::completion::call_result;

/// How many declarations may stand between a value and its type.
const MOST_STEPS: usize = 8;

/// The type of an expression: what the language knows, else what the declarations say. `Any` when they say nothing.
pub(crate) fn presumed_type(db: &dyn Db, item: Item<'_>, id: ExprId) -> Ty {
    presumed(db, item, id, MOST_STEPS).unwrap_or(Ty::Any)
}

fn presumed(db: &dyn Db, item: Item<'_>, id: ExprId, steps: usize) -> Option<Ty> {
    let (lowered, inference) = (lowered(db, item), infer(db, item));
    let known = inference.expr_type(id);
    if *known != Ty::Any {
        return Some(known.clone());
    }
    let steps = steps.checked_sub(1)?;
    let of = |id: ExprId| presumed(db, item, id, steps);
    match &lowered.body.exprs[id] {
        Expr::Call { callee, .. } => {
            signature_of(db, item, id, *callee, steps).map(|signature| call_result(&signature))
        }
        Expr::Await(future) => of(*future).map(|ty| first_of(&ty, Builtin::Future).unwrap_or(ty)),
        Expr::Try(result) => first_of(&of(*result)?, Builtin::Result),
        Expr::Field { object, name } => match inference.resolutions.get(&id) {
            Some(resolution) => of_name(db, item, resolution, steps),
            None => match member(db, &of(*object)?, &name.name)?.kind {
                MemberKind::Field(field) => Some(field.ty),
                MemberKind::Value(ty) | MemberKind::Slot(ty) => Some(ty),
                MemberKind::Method(_) => None,
            },
        },
        Expr::Name(_) => of_name(db, item, inference.resolutions.get(&id)?, steps),
        _ => None,
    }
}

/// What a call calls.
fn signature_of(db: &dyn Db, caller: Item<'_>, call: ExprId, callee: ExprId, steps: usize) -> Option<Arc<Signature>> {
    let inference = infer(db, caller);
    if let Some(signature) = inference.callees.get(&call) {
        return Some(Arc::clone(signature));
    }
    if let Some(Resolution::Item(id)) = inference.resolutions.get(&callee) {
        return signature(db, item(db, id)?).clone();
    }
    let Expr::Field { object, name } = &lowered(db, caller).body.exprs[callee] else { return None };
    match member(db, &presumed(db, caller, *object, steps)?, &name.name)?.kind {
        MemberKind::Method(signature) => Some(signature),
        _ => None,
    }
}

/// The only value of a variable.
fn of_name(db: &dyn Db, used_in: Item<'_>, resolution: &Resolution, steps: usize) -> Option<Ty> {
    match resolution {
        Resolution::Local(local) => match value_of(db, used_in, *local) {
            Some(value) => presumed(db, used_in, value, steps),
            None => of_parameter(db, used_in, *local, steps),
        },
        Resolution::Item(id) if id.kind == ItemKind::Global && is_assigned_once(db, id) => {
            let declared = item(db, id)?;
            let ItemData::Statement(Stmt::Let { pattern, value, .. }) = &lowered(db, declared).data else {
                return None;
            };
            let is_one = matches!(lowered(db, declared).body.pats[*pattern], Pat::Bind(_));
            is_one.then(|| presumed(db, declared, *value, steps))?
        }
        _ => None,
    }
}

/// The value that a `let` gives a variable, if nothing else does.
fn value_of(db: &dyn Db, item: Item<'_>, local: LocalId) -> Option<ExprId> {
    let (lowered, inference) = (lowered(db, item), infer(db, item));
    let name = &inference.local(local)?.name;
    let gives = |statement: &&Stmt| lowered.body.assigned_name(statement) == Some(name);
    let mut statements = lowered.statements().filter(gives);
    match (statements.next()?, statements.next()) {
        (Stmt::Let { pattern, value, .. }, None) if inference.bindings.get(pattern) == Some(&local) => Some(*value),
        _ => None,
    }
}

/// What the function hands on that is given a function without a name, for a parameter of that: `Link.where(fn(link) => …)`.
fn of_parameter(db: &dyn Db, item: Item<'_>, local: LocalId, steps: usize) -> Option<Ty> {
    let (lowered, inference) = (lowered(db, item), infer(db, item));
    let place_in = |closure: &Function| {
        let is_local = |it: &Parameter| it.ty.is_none() && inference.bindings.get(&it.pattern) == Some(&local);
        closure.parameters.iter().position(is_local)
    };
    lowered.body.exprs.iter().find_map(|(call, expr)| {
        let Expr::Call { callee, arguments, .. } = expr else { return None };
        let (index, place) = arguments.iter().enumerate().find_map(|(index, argument)| {
            let Expr::Closure(closure) = &lowered.body.exprs[argument.value] else { return None };
            Some((index, place_in(closure).filter(|_| argument.name.is_none())?))
        })?;
        let signature = signature_of(db, item, call, *callee, steps)?;
        let Ty::Function(function) = &signature.parameters.get(index)?.ty else { return None };
        function.parameters.get(place).filter(|ty| matches!(ty, Ty::Nominal(_) | Ty::Builtin(..))).cloned()
    })
}

fn first_of(ty: &Ty, builtin: Builtin) -> Option<Ty> {
    ty.arguments_of(builtin)?.first().cloned()
}
