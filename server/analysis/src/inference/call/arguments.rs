//! The arguments of a call: which parameter each is for, and whether its type fits.

use std::sync::Arc;

use fitz_rules::Rule;

use super::CallSite;
use crate::diagnostic::Finding;
use crate::hir::{Argument, Expr};
use crate::inference::Context;
use crate::item_tree::ItemId;
use crate::signatures::{Signature, declared_parameter};
use crate::ty::{Builtin, FunctionTy, Ty};
use crate::ty_ops::Substitution;

/// An argument that has been inferred.
pub(super) struct Given<'a> {
    /// The argument.
    pub(super) argument: &'a Argument,
    /// Its type.
    pub(super) ty: Ty,
    /// The index of the parameter that it is for.
    pub(super) parameter: Option<usize>,
    /// What that parameter expects, with what earlier arguments have told about schematic variables.
    pub(super) expected: Ty,
}

/// How arguments find their parameters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Matching {
    /// Named arguments by their names, the others by position.
    ByName,
    /// All by position, as methods take them.
    ByPosition,
}

impl Context<'_> {
    /// Infers the arguments for a signature and records it as the one of this call. Gives the arguments, and what the call
    /// gives.
    pub(super) fn infer_arguments<'a>(
        &mut self,
        site: CallSite<'a>,
        signature: &Arc<Signature>,
        matching: Matching,
    ) -> (Vec<Given<'a>>, Ty) {
        let mut values = Substitution::default();
        let mut given = Vec::with_capacity(site.arguments.len());
        for (position, argument) in site.arguments.iter().enumerate() {
            let parameter = match &argument.name {
                Some(name) if matching == Matching::ByName => {
                    signature.parameters.iter().position(|parameter| parameter.name == name.name)
                }
                _ if position < signature.parameters.len() => Some(position),
                _ => signature.parameters.iter().position(|parameter| parameter.is_variadic),
            };
            let Some(declared) = parameter.and_then(|index| signature.parameters.get(index)) else {
                let ty = self.expr(argument.value);
                given.push(Given { argument, ty, parameter: None, expected: Ty::Any });
                continue;
            };
            let expected = declared.ty.substitute(&values);
            let is_closure = matches!(self.lowered.body.exprs[argument.value], Expr::Closure(_));
            let hint = (!is_closure || signature.hints_closures).then_some(&expected);
            let ty = self.expr_expecting(argument.value, hint);
            learn(&declared.ty, &ty, &mut values);
            given.push(Given { argument, ty, parameter, expected });
        }
        let result = signature.call_result().substitute(&values);
        self.result.callees.insert(site.id, Arc::clone(signature));
        (given, result)
    }

    /// Compares the types of arguments with what the declaration of a user's function or method expects. Nothing is
    /// compared when an argument is named.
    pub(super) fn check_argument_types(
        &mut self,
        given: &[Given<'_>],
        rule: &'static Rule,
        signature: &Signature,
        function: &ItemId,
    ) {
        for (index, given) in given.iter().enumerate() {
            if given.ty.fits(&given.expected) || self.is_unseen(&given.expected) {
                continue;
            }
            let what = match given.parameter.and_then(|index| signature.parameters.get(index)) {
                Some(parameter) if !parameter.name.is_empty() => format!("Argument `{}`", parameter.name),
                _ => format!("Argument {}", index + 1),
            };
            let message =
                format!("{what} of `{}` expects `{}`, but gets `{}`.", signature.name, given.expected, given.ty);
            let pointer = given.parameter.and_then(|index| declared_parameter(self.db, function, index));
            let mut finding = self.type_finding(rule, given, message);
            if let Some(pointer) = pointer {
                finding = finding.related(pointer, "declared here");
            }
            self.report(finding);
        }
    }

    /// The finding of an argument whose type does not fit, with the next step where it is clear.
    pub(super) fn type_finding(&self, rule: &'static Rule, given: &Given<'_>, message: String) -> Finding {
        let finding = Finding::new(rule, self.lowered.body.expr_range(given.argument.value), message);
        let finding = match next_step(&given.ty, &given.expected) {
            Some(hint) => finding.hint(hint),
            None => finding,
        };
        self.with_mend(finding, given.argument.value, &given.ty, &given.expected)
    }
}

/// What makes a value fit, in the clear cases.
pub(super) fn next_step(found: &Ty, expected: &Ty) -> Option<&'static str> {
    match found {
        Ty::Nullable(inner) if inner.fits(expected) => {
            Some("It can be `null`: handle that first, with `if … != null` or `match`.")
        }
        Ty::Builtin(Builtin::Result, arguments) if arguments.first().is_some_and(|ok| ok.fits(expected)) => {
            Some("Take the value out of the result first, with `?` or `match`.")
        }
        Ty::Builtin(Builtin::Future, arguments) => match arguments.first()? {
            value if value.fits(expected) => Some("Wait for the value first: add `.await`."),
            Ty::Builtin(Builtin::Result, parts) if parts.first()?.fits(expected) => {
                Some("Wait for the value first and take it out of the result: add `.await?`.")
            }
            _ => None,
        },
        Ty::Builtin(Builtin::Secret, arguments) if arguments.first()?.fits(expected) => {
            Some("Take the value out of the secret with `.expose()`.")
        }
        Ty::Builtin(Builtin::Float, _) if expected.is(Builtin::Int) => {
            Some("Make a whole number of it: `round(…)`, `floor(…)` or `ceil(…)`.")
        }
        Ty::Builtin(Builtin::Int | Builtin::Float | Builtin::Bool, _) if expected.is(Builtin::Str) => {
            Some("Make text of it: `\"{…}\"`.")
        }
        _ => None,
    }
}

/// Learns schematic variables from an argument. What an async callback gives counts as if it had been waited for, where a
/// plain value is declared.
fn learn(declared: &Ty, found: &Ty, values: &mut Substitution) {
    if let (Ty::Function(wanted), Ty::Function(function)) = (declared, found)
        && matches!(wanted.result, Ty::Builtin(builtin, _) if builtin != Builtin::Future)
        && let Some([result]) = function.result.arguments_of(Builtin::Future)
    {
        let awaited = FunctionTy { result: result.clone(), ..(**function).clone() };
        declared.learn_from(&Ty::Function(awaited.into()), values);
        return;
    }
    declared.learn_from(found, values);
}
