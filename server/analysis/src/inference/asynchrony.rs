//! `.await` and `?`: what they stand behind, and where they may stand.

use fitz_rules::families::expressions::{AWAIT_NON_FUTURE, AWAIT_OUTSIDE_ASYNC, TRY_NON_RESULT, TRY_OUTSIDE_RESULT_FN};
use fitz_syntax::TextRange;

use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::hir::{Expr, ExprId};
use crate::inference::operators::value_hint;
use crate::inference::{Context, FunctionFrame};
use crate::ty::{Builtin, Ty};

/// The decorators of functions whose result becomes a reply, whatever it is.
const HANDLERS: [&str; 5] = ["get", "post", "put", "delete", "ws"];

/// The methods of a connection that may be awaited and give the same either way.
const AWAITABLE: [&str; 3] = ["recv", "send", "broadcast"];

impl Context<'_> {
    /// `value.await`
    pub(super) fn await_expression(&mut self, id: ExprId, value: ExprId) -> Ty {
        let ty = self.expr(value);
        let given = match &ty {
            Ty::Builtin(Builtin::Future, arguments) => arguments.first().cloned().unwrap_or(Ty::Any),
            Ty::Any | Ty::PyAny | Ty::Variable(_) => Ty::Any,
            _ if self.is_connection_call(value) => ty.clone(),
            _ => {
                self.await_non_future(id, value, &ty);
                return Ty::Any;
            }
        };
        self.check_await_place(id, value);
        given
    }

    fn await_non_future(&mut self, id: ExprId, value: ExprId, ty: &Ty) {
        let range = self.lowered.body.expr_range(value);
        let finding = Finding::new(&AWAIT_NON_FUTURE, range, format!("`.await` needs a `Future`, but gets `{ty}`."));
        let finding = match ty {
            Ty::Function(_) => finding.hint("Call the function first."),
            Ty::Builtin(Builtin::Result, arguments) if arguments.first().is_some_and(is_awaitable) => {
                finding.hint("Take the value out of the `Result` first: `?.await`.")
            }
            _ => finding
                .hint("The value is there already: remove `.await`.")
                .fix("Remove `.await`", vec![(self.behind(id, value), String::new())]),
        };
        self.report(finding);
    }

    fn check_await_place(&mut self, id: ExprId, value: ExprId) {
        let Some(function) = self.functions.last().filter(|function| !function.is_async) else { return };
        let (message, title) = match function.name.as_str() {
            "" => (
                "`.await` needs an async function, and this one is not.".to_owned(),
                "Make this function async".to_owned(),
            ),
            name => (format!("`.await` needs an async function, and `{name}` is not."), format!("Make `{name}` async")),
        };
        let keyword = function.fn_keyword;
        let finding = Finding::new(&AWAIT_OUTSIDE_ASYNC, self.behind(id, value), message)
            .hint("Write `async` before `fn`.")
            .related(SourcePointer { item: self.id.clone(), range: keyword }, "The function starts here.")
            .fix(title, vec![(TextRange::empty(keyword.start()), "async ".to_owned())]);
        self.report(finding);
    }

    /// `conn.recv()` and the like.
    fn is_connection_call(&self, value: ExprId) -> bool {
        let Expr::Call { callee, .. } = &self.lowered.body.exprs[value] else { return false };
        match &self.lowered.body.exprs[*callee] {
            Expr::Field { object, name } => {
                AWAITABLE.contains(&name.name.as_str())
                    && self.result.expr_type(*object).without_null().is(Builtin::WsConn)
            }
            _ => false,
        }
    }

    /// `value?`
    pub(super) fn try_expression(&mut self, id: ExprId, value: ExprId) -> Ty {
        let ty = self.expr(value);
        let given = match &ty {
            Ty::Builtin(Builtin::Result, arguments) => arguments.first().cloned().unwrap_or(Ty::Any),
            Ty::Any | Ty::Variable(_) => Ty::Any,
            _ => {
                self.try_non_result(id, value, &ty);
                return Ty::Any;
            }
        };
        self.check_try_place(id, value);
        given
    }

    fn try_non_result(&mut self, id: ExprId, value: ExprId, ty: &Ty) {
        let range = self.lowered.body.expr_range(value);
        let finding = Finding::new(&TRY_NON_RESULT, range, format!("`?` needs a `Result`, but gets `{ty}`."));
        let finding = match ty {
            Ty::Builtin(Builtin::Future, arguments) if arguments.first().is_some_and(|it| it.is(Builtin::Result)) => {
                finding
                    .hint("Wait for the result first: `.await?`.")
                    .fix("Insert `.await`", vec![(TextRange::empty(range.end()), ".await".to_owned())])
            }
            Ty::Nullable(_) | Ty::PyAny | Ty::Function(_) | Ty::Builtin(Builtin::Future, _) => {
                finding.hint(value_hint(ty).unwrap_or_default())
            }
            _ => finding
                .hint("The value cannot fail: remove `?`.")
                .fix("Remove `?`", vec![(self.behind(id, value), String::new())]),
        };
        self.report(finding);
    }

    /// `?` returns the `Err` from the function around it, which must be able to give one. A closure, a function without
    /// declared result and the top level take everything, and so does a handler.
    fn check_try_place(&mut self, id: ExprId, value: ExprId) {
        let Some(FunctionFrame { name, result: Some((result, annotation)), .. }) = self.functions.last() else {
            return;
        };
        let is_handler = self.functions.len() == 1
            && HANDLERS.iter().any(|handler| self.lowered.decorators_named(handler).next().is_some());
        if name.is_empty() || is_handler || *result == Ty::Any || result.is(Builtin::Result) {
            return;
        }
        let message = format!("`?` may return an `Err`, but `{name}` returns `{result}`.");
        let finding = Finding::new(&TRY_OUTSIDE_RESULT_FN, self.behind(id, value), message)
            .hint(format!("Declare the result as `Result<{result}>`, or use `match`."))
            .related(SourcePointer { item: self.id.clone(), range: *annotation }, "The result is declared here.");
        self.report(finding);
    }

    /// What stands behind the operand of a postfix operator.
    fn behind(&self, id: ExprId, operand: ExprId) -> TextRange {
        let whole = self.lowered.body.expr_range(id);
        let end = self.lowered.body.expr_range(operand).end();
        let text = self.text.get(usize::from(end)..usize::from(whole.end())).unwrap_or_default();
        // White space, comments and the parentheses around the operand are not part of the operator.
        let skipped = if text.ends_with('?') { text.len().checked_sub(1) } else { text.rfind('.') }.unwrap_or(0);
        let skipped = fitz_syntax::TextSize::try_from(skipped).unwrap_or_default();
        TextRange::new((end + skipped).min(whole.end()), whole.end())
    }
}

fn is_awaitable(ty: &Ty) -> bool {
    ty.is(Builtin::Future)
}
