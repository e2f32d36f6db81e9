//! Functions that the clock or `spawn` starts: `@cron`, `@every`, `@background`.

use fitz_rules::Rule;
use fitz_rules::families::jobs::{
    CRON_PARAMS, CRON_RETURN, EVERY_INTERVAL, EVERY_PARAMS, EVERY_RETURN, EVERY_SHORT, JOB_KWARG_TYPE,
};

use super::super::ItemContext;
use super::schedule;
use super::support::{awaited, is_unknown, no_parameters, without};
use crate::diagnostic::Finding;
use crate::hir::{Decorator, Expr, Function, Lowered, UnaryOp};
use crate::ty::Builtin;

/// The shortest pause between two runs, in seconds.
const SHORTEST: f64 = 0.001;

/// Below this pause, a job does hardly anything else.
const BUSY: f64 = 0.05;

pub(super) fn check(context: &ItemContext<'_>, function: &Function, found: &mut Vec<Finding>) {
    for decorator in &context.lowered.decorators {
        match decorator.name.name.as_str() {
            "cron" => {
                no_parameters(function, &CRON_PARAMS, "A job", found);
                result(context, function, &CRON_RETURN, found);
                store(context, decorator, found);
                schedule::check(context, function, decorator, found);
            }
            "every" => {
                no_parameters(function, &EVERY_PARAMS, "A job", found);
                result(context, function, &EVERY_RETURN, found);
                interval(context.lowered, decorator, found);
            }
            "background" => {
                store(context, decorator, found);
                schedule::check(context, function, decorator, found);
            }
            _ => {}
        }
    }
}

/// Nobody takes the result of a job: it says whether the job worked, or nothing.
fn result(context: &ItemContext<'_>, function: &Function, rule: &'static Rule, found: &mut Vec<Finding>) {
    let Some((ty, range)) = context.result_type(function) else { return };
    let given = awaited(&ty);
    if is_unknown(given) || given.is(Builtin::Null) || given.is(Builtin::Result) {
        return;
    }
    let message =
        format!("A job gives `Null` or a `Result`; `{}` gives `{ty}`, which nobody takes.", function.name.name);
    found.push(
        Finding::new(rule, range, message)
            .hint("Declare `-> Null`, or `-> Result<Null>` when the job can fail, and store what it computes."),
    );
}

/// `job-kwarg-type`: `store=null`. Everything else may be a connection.
fn store(context: &ItemContext<'_>, decorator: &Decorator, found: &mut Vec<Finding>) {
    let Some(argument) = decorator.keyword("store") else { return };
    if context.lowered.body.exprs[argument.value] == Expr::Null {
        let message = format!("`store` of `@{}` must be a database connection.", decorator.name.name);
        found.push(
            Finding::new(&JOB_KWARG_TYPE, context.lowered.body.expr_range(argument.value), message)
                .hint("Leave `store` out when runs need not be remembered.")
                .fix("Remove `store`", vec![without(decorator, argument)]),
        );
    }
}

/// `every-interval`, `every-short`
fn interval(lowered: &Lowered, decorator: &Decorator, found: &mut Vec<Finding>) {
    let Some(argument) = decorator.positional().next() else { return };
    let Some(seconds) = number(lowered, &lowered.body.exprs[argument.value]) else { return };
    if seconds < SHORTEST {
        let message = "The pause between two runs must be at least 0.001 seconds.";
        found.push(
            Finding::new(&EVERY_INTERVAL, argument.range, message)
                .hint("Give the number of seconds, e.g. `@every(5)` or `@every(0.5)`."),
        );
    } else if seconds < BUSY {
        let message = "The job runs more than twenty times a second, which keeps a processor busy.";
        found.push(Finding::new(&EVERY_SHORT, argument.range, message).hint("Take a longer pause."));
    }
}

/// The value of a number literal.
#[allow(clippy::cast_precision_loss, reason = "compared with a small bound")]
fn number(lowered: &Lowered, value: &Expr) -> Option<f64> {
    match value {
        Expr::Int(number) => number.map(|number| number as f64),
        Expr::Float(text) => text.replace('_', "").parse().ok(),
        Expr::Unary { op: UnaryOp::Negate, operand } => number(lowered, &lowered.body.exprs[*operand]).map(|it| -it),
        _ => None,
    }
}
