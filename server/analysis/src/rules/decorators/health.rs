//! Probes: `@healthz` and `@readyz`.

use fitz_rules::families::jobs::{HEALTH_PARAMS, HEALTH_RETURN};

use super::super::ItemContext;
use super::support::{awaited, is_unknown, no_parameters};
use crate::diagnostic::Finding;
use crate::hir::Function;
use crate::ty::{Builtin, Ty};

pub(super) fn check(context: &ItemContext<'_>, function: &Function, found: &mut Vec<Finding>) {
    if context.decorator("healthz").is_none() && context.decorator("readyz").is_none() {
        return;
    }
    no_parameters(function, &HEALTH_PARAMS, "A probe", found);
    let Some((ty, range)) = context.result_type(function) else { return };
    let given = awaited(&ty);
    let fits = match given.arguments_of(Builtin::Result) {
        Some([value, _]) => is_answer(value),
        _ => is_answer(given),
    };
    if !fits {
        let message = format!("A probe answers yes or no; `{}` gives `{ty}`.", function.name.name);
        found.push(
            Finding::new(&HEALTH_RETURN, range, message)
                .hint("Declare `-> Bool`, `-> Null`, `-> Result<Bool>` or `-> Result<Null>`."),
        );
    }
}

fn is_answer(ty: &Ty) -> bool {
    is_unknown(ty) || ty.is(Builtin::Bool) || ty.is(Builtin::Null)
}
