//! Functions that are given to methods of the built-in types.

use fitz_rules::Rule;
use fitz_rules::families::calls::{
    CALLBACK_ARITY, CALLBACK_NOT_FUNCTION, CALLBACK_PARAM_TYPE, CALLBACK_RETURN_TYPE, DB_TRANSACTION_CALLBACK,
};
use fitz_syntax::TextRange;

use super::arguments::Given;
use super::arity::Arity;
use crate::diagnostic::Finding;
use crate::hir::{Expr, Function};
use crate::inference::Context;
use crate::ty::{Builtin, FunctionTy, Ty};

/// What a method asks of its callback.
pub(super) struct Callback<'a> {
    /// The method, as a message calls it.
    pub(super) method: &'a str,
    /// The parameters that it gives and the result that it needs.
    pub(super) wanted: &'a FunctionTy,
    /// Whether the result is a variable of the signature: then it only has to go together with what is known of it.
    pub(super) has_loose_result: bool,
    /// Whether this is `DbConn.transaction`, whose callback may be async and has a rule of its own.
    pub(super) is_transaction: bool,
}

impl Context<'_> {
    /// Checks a callback; one mistake is reported.
    pub(super) fn check_callback(&mut self, given: &Given<'_>, callback: &Callback<'_>) {
        let Callback { method, wanted, .. } = callback;
        let function = match &given.ty {
            Ty::Any | Ty::PyAny | Ty::Variable(_) => return,
            Ty::Function(function) => function,
            other => {
                let rule = if callback.is_transaction { &DB_TRANSACTION_CALLBACK } else { &CALLBACK_NOT_FUNCTION };
                let range = self.lowered.body.expr_range(given.argument.value);
                let finding = Finding::new(rule, range, format!("`{method}` expects a function, but gets `{other}`."));
                self.report(
                    finding.hint(format!("Write one in place: `fn({}) => …`.", names(wanted.parameters.len()))),
                );
                return;
            }
        };
        let count = wanted.parameters.len();
        if !Arity::of_function(function).accepts(count) {
            let range = self.callback_parameters(given);
            let found = function.parameters.len();
            let message =
                format!("`{method}` calls its function with {}, but this one takes {found}.", Arity::exactly(count));
            self.report(Finding::new(&CALLBACK_ARITY, range, message));
            return;
        }
        if !self.check_callback_parameters(given, callback, function) {
            return;
        }
        self.check_callback_result(given, callback, function);
    }

    fn check_callback_parameters(&mut self, given: &Given<'_>, callback: &Callback<'_>, found: &FunctionTy) -> bool {
        let wanted = &callback.wanted.parameters;
        for (index, (passed, parameter)) in wanted.iter().zip(&found.parameters).enumerate() {
            // Of two parameters either may be the wider one: a fold starts with any value.
            let fits = passed.fits(parameter) || wanted.len() > 1 && parameter.fits(passed);
            if fits {
                continue;
            }
            let written = self.closure(given).and_then(|closure| closure.parameters.get(index)).map(|it| it.range);
            let range = written.unwrap_or_else(|| self.lowered.body.expr_range(given.argument.value));
            let message = format!(
                "`{}` passes `{passed}` to its function, but parameter {} takes `{parameter}`.",
                callback.method,
                index + 1
            );
            self.report(Finding::new(&CALLBACK_PARAM_TYPE, range, message));
            return false;
        }
        true
    }

    fn check_callback_result(&mut self, given: &Given<'_>, callback: &Callback<'_>, function: &FunctionTy) {
        let awaited = function.result.arguments_of(Builtin::Future).and_then(|parts| parts.first());
        let found = awaited.filter(|_| callback.is_transaction).unwrap_or(&function.result);
        let wanted = &callback.wanted.result;
        if found.fits(wanted) || callback.has_loose_result && wanted.fits(found) {
            return;
        }
        let rule: &'static Rule =
            if callback.is_transaction { &DB_TRANSACTION_CALLBACK } else { &CALLBACK_RETURN_TYPE };
        let message =
            format!("`{}` needs a function that gives `{wanted}`, but this one gives `{found}`.", callback.method);
        let mut finding = Finding::new(rule, self.callback_result(given), message);
        let is_block = self.closure(given).is_some_and(|closure| !closure.is_expression_body);
        if found.is(Builtin::Null) && is_block {
            finding = finding.hint("A block gives nothing by itself: write `return`, or use `=>` with one expression.");
        } else if callback.is_transaction {
            finding = finding.hint("Give `Ok(…)` to keep the changes and `Err(…)` to undo them.");
        }
        self.report(finding);
    }

    fn closure(&self, given: &Given<'_>) -> Option<&'_ Function> {
        match &self.lowered.body.exprs[given.argument.value] {
            Expr::Closure(function) => Some(function),
            _ => None,
        }
    }

    fn callback_parameters(&self, given: &Given<'_>) -> TextRange {
        let written = self.closure(given).map(|closure| closure.parameters_range);
        written.unwrap_or_else(|| self.lowered.body.expr_range(given.argument.value))
    }

    /// The expression after `=>`; the head of a closure with a block; all of anything else.
    fn callback_result(&self, given: &Given<'_>) -> TextRange {
        let whole = self.lowered.body.expr_range(given.argument.value);
        match self.closure(given) {
            Some(closure) if closure.is_expression_body => {
                closure.body.map_or(whole, |body| self.lowered.body.expr_range(body))
            }
            Some(closure) => closure.signature_range,
            None => whole,
        }
    }
}

/// `a`, or `a, b`: parameter names for an example.
fn names(count: usize) -> &'static str {
    match count {
        0 => "",
        1 => "it",
        _ => "a, b",
    }
}
