//! The shape of the function with `@auth_provider`: what it is given, and what it gives.

use fitz_rules::families::access::{AUTH_PROVIDER_PARAMS, AUTH_PROVIDER_RETURN};

use super::super::ItemContext;
use super::support::{awaited, is_unknown};
use crate::diagnostic::Finding;
use crate::hir::Function;
use crate::ty::{Builtin, Ty};

/// How a provider is written.
const SHAPE: &str = "Write `fn name(headers: Map<Str, Str>) -> Result<User>`, with a `type` of yours for `User`.";

pub(super) fn check(context: &ItemContext<'_>, function: &Function, found: &mut Vec<Finding>) {
    if context.decorator("auth_provider").is_none() || function.name.name.is_empty() {
        return;
    }
    parameters(context, function, found);
    result(context, function, found);
}

/// `auth-provider-params`
fn parameters(context: &ItemContext<'_>, function: &Function, found: &mut Vec<Finding>) {
    let headers = Ty::map(Ty::str(), Ty::str());
    let (range, message) = match function.parameters.as_slice() {
        [only] => {
            let ty = context.parameter_type(only);
            if headers.fits(&ty) && !only.is_variadic {
                return;
            }
            let message = format!(
                "The provider is given the request headers, a `{headers}`; `{}` is something else.",
                only.name.name
            );
            (only.ty.as_ref().map_or(only.range, |ty| ty.range), message)
        }
        [] => {
            (function.parameters_range, "The provider is given the request headers, but has no parameter.".to_owned())
        }
        [_, second, ..] => {
            let last = function.parameters.last().map_or(second.range, |last| last.range);
            (second.range.cover(last), "The provider is given the request headers, and nothing else.".to_owned())
        }
    };
    found.push(Finding::new(&AUTH_PROVIDER_PARAMS, range, message).hint(SHAPE));
}

/// `auth-provider-return`
fn result(context: &ItemContext<'_>, function: &Function, found: &mut Vec<Finding>) {
    let Some((ty, range)) = context.result_type(function) else {
        // A body that is not typed yet may be the rest of the signature.
        if function.body.is_some() {
            let message = format!("The provider `{}` does not say what a user is.", function.name.name);
            found.push(Finding::new(&AUTH_PROVIDER_RETURN, function.name.range, message).hint(SHAPE));
        }
        return;
    };
    let given = awaited(&ty);
    let fits = match given.arguments_of(Builtin::Result) {
        Some([user, _]) => matches!(user, Ty::Nominal(_)) || is_unknown(user),
        _ => is_unknown(given),
    };
    if !fits {
        let message = format!("The provider gives `{ty}`; it must give a `Result` of a type of yours.");
        found.push(Finding::new(&AUTH_PROVIDER_RETURN, range, message).hint(SHAPE));
    }
}
