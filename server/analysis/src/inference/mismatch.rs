//! Values that do not fit: what to do next.

use fitz_syntax::TextRange;

use crate::diagnostic::Finding;
use crate::hir::{Expr, ExprId};
use crate::inference::Context;
use crate::ty::{Builtin, Ty};

impl Context<'_> {
    /// A finding about a value that does not fit, with what to do next.
    pub(super) fn with_next_step(&self, finding: Finding, value: ExprId, found: &Ty, expected: &Ty) -> Finding {
        let finding = match mismatch_hint(found, expected) {
            Some(hint) => finding.hint(hint),
            None => finding,
        };
        self.with_mend(finding, value, found, expected)
    }

    /// The same with the mend alone: waiting, passing a failure on, or `Ok`, each where it may stand.
    pub(super) fn with_mend(&self, finding: Finding, value: ExprId, found: &Ty, expected: &Ty) -> Finding {
        let range = self.lowered.body.expr_range(value);
        let function = self.functions.last();
        let may_wait = function.is_none_or(|function| function.is_async);
        let result = function.and_then(|function| function.result.as_ref());
        let may_fail = result.is_some_and(|(result, _)| result.is(Builtin::Result));
        // What stands behind it must be read as belonging to the whole value.
        let is_tight = matches!(
            self.lowered.body.exprs[value],
            Expr::Name(_) | Expr::Call { .. } | Expr::Field { .. } | Expr::Index { .. }
        );
        let behind = |finding: Finding, text: &str| {
            finding.fix(format!("Add `{text}`"), vec![(TextRange::empty(range.end()), text.to_owned())])
        };
        match found {
            Ty::Builtin(Builtin::Future, parts) if is_tight && may_wait => match parts.first() {
                Some(given) if given.fits(expected) => behind(finding, ".await"),
                Some(given) if may_fail && ok_fits(given, expected) => behind(finding, ".await?"),
                _ => finding,
            },
            Ty::Builtin(Builtin::Result, _) if is_tight && may_fail && ok_fits(found, expected) => behind(finding, "?"),
            Ty::Builtin(Builtin::Result | Builtin::Future, _) => finding,
            _ if fits_ok(found, expected) && self.is_on_one_line(range) => finding.fix(
                "Wrap it in `Ok`",
                vec![
                    (TextRange::empty(range.start()), "Ok(".to_owned()),
                    (TextRange::empty(range.end()), ")".to_owned()),
                ],
            ),
            _ => finding,
        }
    }

    fn is_on_one_line(&self, range: TextRange) -> bool {
        self.text.get(std::ops::Range::<usize>::from(range)).is_some_and(|text| !text.contains('\n'))
    }
}

/// What to do with a `found` where `expected` is asked for, when there is a usual way.
fn mismatch_hint(found: &Ty, expected: &Ty) -> Option<String> {
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
        _ if fits_ok(found, expected) => Some("Wrap the value: `Ok(...)`.".to_owned()),
        _ if is_printable(found) && expected.without_null().is(Builtin::Str) => {
            Some("Put the value into a string: `\"{value}\"`.".to_owned())
        }
        _ => None,
    }
}

fn ok_fits(result: &Ty, expected: &Ty) -> bool {
    result.arguments_of(Builtin::Result).and_then(|parts| parts.first()).is_some_and(|ok| ok.fits(expected))
}

fn fits_ok(found: &Ty, expected: &Ty) -> bool {
    expected.arguments_of(Builtin::Result).and_then(|parts| parts.first()).is_some_and(|ok| found.fits(ok))
}

fn is_printable(ty: &Ty) -> bool {
    [Builtin::Int, Builtin::Float, Builtin::Bool, Builtin::Date, Builtin::DateTime, Builtin::Uuid]
        .into_iter()
        .any(|builtin| ty.is(builtin))
}

/// `a` or `an`, as it goes before the name of a type: an `Int`, a `Str`.
pub(crate) fn article(ty: &Ty) -> &'static str {
    let shown = ty.to_string();
    if shown.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']) { "an" } else { "a" }
}
