//! Mistakes in functions: what they return, await and cover, and statements in the wrong place.

use fitz_analysis::hir::{Arm, Expr, ExprId, Function, Pat, PatId, Stmt};
use fitz_analysis::{Builtin, ItemKind, Resolution, Ty, signature};
use fitz_syntax::{TextRange, TextSize};

use crate::view::View;

pub(crate) fn sites(view: &mut View<'_>) {
    for (id, expr) in view.exprs() {
        match expr {
            Expr::Match { scrutinee, arms } if view.ty(*scrutinee).is(Builtin::Result) => missing_arm(view, arms),
            Expr::Try(inner) => {
                if let Expr::Await(future) = view.expr(*inner)
                    && view.ty(*future).is(Builtin::Future)
                {
                    let gone = TextRange::new(view.range(*future).end(), view.range(*inner).end());
                    view.replace("dropped `.await`", gone, "");
                }
            }
            Expr::Return { value: Some(value), status: None } => returned(view, id, *value),
            _ => {}
        }
    }
    assignments(view);
    if let Some(function) = view.lowered.function() {
        in_function(view, function);
    }
    // The finding is where the function is spawned.
    let spawned = format!("spawn({}(", view.item.id(view.db).name);
    for decorator in view.lowered.decorators_named("background").filter(|_| view.text.contains(&spawned)) {
        view.replace("dropped `@background`", view.placed(decorator.range), "");
    }
}

/// Removes the only arm for one side of a result.
fn missing_arm(view: &mut View<'_>, arms: &[Arm]) {
    let pattern = |id: PatId| &view.lowered.body.pats[id];
    let covers_each_side = arms.iter().all(|arm| matches!(pattern(arm.pattern), Pat::Ok(_) | Pat::Err(_)));
    if !covers_each_side {
        return;
    }
    let is_ok = |arm: &&Arm| matches!(pattern(arm.pattern), Pat::Ok(_));
    let plain = || arms.iter().filter(|arm| arm.guard.is_none());
    let sides: [Vec<&Arm>; 2] = [plain().filter(is_ok).collect(), plain().filter(|arm| !is_ok(arm)).collect()];
    for side in sides {
        let [arm] = side.as_slice() else { continue };
        let range = view.placed(arm.range);
        let has_comma = !view.slice(range).ends_with(',') && view.after(range.end()).starts_with(',');
        let comma = if has_comma { TextSize::of(',') } else { TextSize::default() };
        view.replace("missing arm over a result", TextRange::new(range.start(), range.end() + comma), "");
    }
}

fn declared_result(view: &View<'_>) -> Option<Ty> {
    let signature = signature(view.db, view.item).as_ref()?;
    signature.has_result.then(|| signature.result.clone())
}

fn returned(view: &mut View<'_>, id: ExprId, value: ExprId) {
    if view.is_in_inner_function(id) || !matches!(view.kind(), ItemKind::Function | ItemKind::Method) {
        return;
    }
    if let Some(expected) = declared_result(view) {
        view.misfit("wrong return type", value, &expected);
    }
}

fn assignments(view: &mut View<'_>) {
    for statement in view.lowered.statements() {
        match statement {
            Stmt::Let { pattern, ty: Some(_), value } => {
                let declared = view.inference.pat_type(*pattern);
                view.misfit("wrong type in an annotated declaration", *value, declared);
            }
            Stmt::Assign { target, ty: None, op: None, value } => {
                if let Some(Resolution::Local(local)) = view.inference.resolutions.get(target)
                    && let Some(local) = view.inference.local(*local)
                    && local.is_annotated
                    && local.kind == fitz_analysis::LocalKind::Variable
                {
                    view.misfit("wrong type assigned to an annotated variable", *value, &local.ty);
                }
            }
            _ => {}
        }
    }
}

fn in_function(view: &mut View<'_>, function: &Function) {
    let awaits =
        view.exprs().into_iter().any(|(id, expr)| matches!(expr, Expr::Await(_)) && !view.is_in_inner_function(id));
    if function.is_async && awaits {
        let head = TextRange::new(function.signature_range.start(), function.fn_keyword.start());
        let head = view.placed(head);
        if let Some(at) = view.slice(head).find("async") {
            let start = head.start() + TextSize::try_from(at).expect("small");
            view.replace("dropped `async`", TextRange::at(start, TextSize::of("async")), "");
        }
    }
    let Some(body) = function.body else { return };
    let Expr::Block(statements) = view.expr(body) else { return };
    let start = view.range(body).start() + TextSize::of('{');
    view.insert("`break` outside of a loop", start, "\n    break\n");
    view.insert("`continue` outside of a loop", start, "\n    continue\n");
    let must_return = match declared_result(view) {
        None | Some(Ty::Any | Ty::Nullable(_)) => false,
        Some(ty) => !ty.is(Builtin::Null),
    };
    if let Some(Stmt::Expr(last)) = statements.last()
        && let Expr::Return { value: Some(value), status: None } = view.expr(*last)
        && must_return
        // At the start of a statement these begin something else.
        && !view.slice(view.range(*value)).starts_with(['{', '('])
        && !matches!(view.expr(*value), Expr::Closure(_))
    {
        let keyword = TextRange::new(view.range(*last).start(), view.range(*value).start());
        view.replace("dropped `return`", keyword, "");
    }
}
