//! Values that do not fit: what to do next.

use crate::ty::{Builtin, Ty};

/// What to do with a `found` where `expected` is asked for, when there is a usual way.
pub(super) fn mismatch_hint(found: &Ty, expected: &Ty) -> Option<String> {
    match found {
        Ty::Nullable(inner) if inner.fits(expected) => Some(format!(
            "The value may be `null`: test it with `if x != null`, or use `match` with an arm for `null`. Or ask for `{}`.",
            Ty::nullable(expected.clone())
        )),
        Ty::Builtin(Builtin::Null, _) => {
            Some(format!("Only a type with `?` takes `null`: `{}`.", Ty::nullable(expected.clone())))
        }
        Ty::Builtin(Builtin::Future, parts) if parts.first().is_some_and(|value| value.fits(expected)) => {
            Some("Wait for the value with `.await`.".to_owned())
        }
        Ty::Builtin(Builtin::Future, parts) if parts.first().is_some_and(|value| ok_fits(value, expected)) => {
            Some("Wait for the value with `.await?`.".to_owned())
        }
        Ty::Builtin(Builtin::Result, _) if ok_fits(found, expected) => {
            Some("Take the value out with `?`, or use `match` with arms for `Ok` and `Err`.".to_owned())
        }
        _ if expected
            .arguments_of(Builtin::Result)
            .and_then(|parts| parts.first())
            .is_some_and(|ok| found.fits(ok)) =>
        {
            Some("Wrap the value: `Ok(...)`.".to_owned())
        }
        _ if is_printable(found) && expected.without_null().is(Builtin::Str) => {
            Some("Put the value into a string: `\"{value}\"`.".to_owned())
        }
        _ => None,
    }
}

fn ok_fits(result: &Ty, expected: &Ty) -> bool {
    result.arguments_of(Builtin::Result).and_then(|parts| parts.first()).is_some_and(|ok| ok.fits(expected))
}

fn is_printable(ty: &Ty) -> bool {
    [Builtin::Int, Builtin::Float, Builtin::Bool, Builtin::Date, Builtin::DateTime, Builtin::Uuid]
        .into_iter()
        .any(|builtin| ty.is(builtin))
}

/// `a` or `an`, as it goes before the name of a type: an `Int`, a `Str`.
pub(super) fn article(ty: &Ty) -> &'static str {
    let shown = ty.to_string();
    if shown.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']) { "an" } else { "a" }
}
