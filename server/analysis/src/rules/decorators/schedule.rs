//! The schedule of a job: its cron expression, its time zone, and settings that do nothing for it.

use fitz_rules::families::jobs::{
    BACKGROUND_TZ, CRON_EXPRESSION, JOB_CATCH_UP, JOB_RETRY_DELAYS, JOB_RETRY_USELESS, JOB_TIME_ZONE,
};
use fitz_syntax::TextRange;

use super::super::ItemContext;
use super::support::{awaited, plain, without};
use crate::diagnostic::Finding;
use crate::hir::{Decorator, DecoratorArgument, Expr, Function, Lowered};
use crate::nearest::nearest;
use crate::schedule::{ScheduleError, is_zone, schedule_error, zone_names};
use crate::ty::Builtin;

pub(super) fn check(context: &ItemContext<'_>, function: &Function, decorator: &Decorator, found: &mut Vec<Finding>) {
    if decorator.name.name == "cron" {
        found.extend(expression(context, decorator));
    }
    if let Some(argument) = decorator.keyword("tz") {
        if decorator.name.name == "background" {
            found.push(zone_of_background(decorator, argument));
        } else {
            found.extend(zone(context, argument));
        }
    }
    found.extend(catch_up(context.lowered, decorator));
    found.extend(retry_delays(context.lowered, decorator));
    found.extend(useless_retry(context, function, decorator));
}

/// `cron-expression`
fn expression(context: &ItemContext<'_>, decorator: &Decorator) -> Option<Finding> {
    let argument = decorator.positional().next()?;
    // An empty one is a missing one.
    let text = plain(context.lowered, argument)?;
    let literal = context.lowered.body.expr_range(argument.value);
    let (range, message, hint) = match schedule_error(text)? {
        ScheduleError::Fields(count) => (
            literal,
            format!("A schedule has five fields, six with seconds or seven with the year too; this one has {count}."),
            "Write minute, hour, day of the month, month and weekday: `\"0 3 * * *\"` is 3 o'clock every night."
                .to_owned(),
        ),
        ScheduleError::Field { name, values, offset, length } => {
            let field = text.get(offset..offset + length).unwrap_or_default();
            (
                context.within(literal, text, offset, length),
                format!("`{field}` is no {name}."),
                format!("This field is {values}, or `*`; lists `1,2`, ranges `1-5` and steps `*/5` are possible."),
            )
        }
        ScheduleError::Whole => {
            (literal, "This is not a schedule.".to_owned(), "Write five fields, e.g. `\"0 3 * * *\"`.".to_owned())
        }
        ScheduleError::Never => (
            literal,
            "There is no such day, so the job never runs.".to_owned(),
            "Look at the day of the month beside the month and the year.".to_owned(),
        ),
    };
    Some(Finding::new(&CRON_EXPRESSION, range, message).hint(hint))
}

/// `job-time-zone`
fn zone(context: &ItemContext<'_>, argument: &DecoratorArgument) -> Option<Finding> {
    let name = plain(context.lowered, argument).filter(|name| !is_zone(name))?;
    let range = context.lowered.body.expr_range(argument.value);
    let finding = Finding::new(&JOB_TIME_ZONE, range, format!("There is no time zone `{name}`."));
    Some(match closest_zone(name) {
        Some(closest) => finding
            .hint(format!("Did you mean `{closest}`?"))
            .fix(format!("Change to `{closest}`"), vec![(range, format!("\"{closest}\""))]),
        None => finding.hint("Write the name of a region and a city, e.g. `\"Europe/Berlin\"`, or `\"UTC\"`."),
    })
}

/// The zone that is written nearly like that, or the only one with that city.
fn closest_zone(name: &str) -> Option<&'static str> {
    let city = |zone: &str| zone.rsplit('/').next().is_some_and(|it| it.eq_ignore_ascii_case(name));
    zone_names()
        .find(|zone| zone.eq_ignore_ascii_case(name))
        .or_else(|| zone_names().find(|zone| city(zone)))
        .or_else(|| nearest(name, zone_names()))
}

/// `background-tz`
fn zone_of_background(decorator: &Decorator, argument: &DecoratorArgument) -> Finding {
    let message = "A background function has no clock, so its time zone has no effect.";
    Finding::new(&BACKGROUND_TZ, argument.range, message)
        .hint("Leave `tz` out.")
        .fix("Remove `tz`", vec![without(decorator, argument)])
}

/// `job-catch-up`
fn catch_up(lowered: &Lowered, decorator: &Decorator) -> Option<Finding> {
    let argument = decorator.keyword("catch_up")?;
    if lowered.body.exprs[argument.value] != Expr::Bool(true) || decorator.keyword("store").is_some() {
        return None;
    }
    let message = "Nothing remembers the runs, so none can be made up for.";
    Some(
        Finding::new(&JOB_CATCH_UP, argument.range, message)
            .hint("Give the database connection that remembers them: `store=conn`.")
            .fix("Remove `catch_up`", vec![without(decorator, argument)]),
    )
}

/// `job-retry-delays`
fn retry_delays(lowered: &Lowered, decorator: &Decorator) -> Option<Finding> {
    let argument = decorator.keyword("retry")?;
    let first = retry_number(lowered, argument, "initial_secs")?.0;
    let (longest, range) = retry_number(lowered, argument, "max_secs")?;
    if longest >= first || longest < 1 {
        return None;
    }
    let message = format!("The longest pause, {longest} seconds, is shorter than the first one, {first} seconds.");
    Some(
        Finding::new(&JOB_RETRY_DELAYS, range, message)
            .hint("Make `max_secs` at least as large as `initial_secs`.")
            .fix(format!("Change to {first}"), vec![(range, first.to_string())]),
    )
}

/// `job-retry-useless`: only an `Err` is tried again.
fn useless_retry(context: &ItemContext<'_>, function: &Function, decorator: &Decorator) -> Option<Finding> {
    let argument = decorator.keyword("retry")?;
    let (ty, _) = context.result_type(function)?;
    let can_fail = !awaited(&ty).is(Builtin::Null);
    let never = retry_number(context.lowered, argument, "max").is_some_and(|(max, _)| max == 0);
    if can_fail || never {
        return None;
    }
    let message = format!("`{}` gives `Null`, so no run of it fails and is tried again.", function.name.name);
    Some(
        Finding::new(&JOB_RETRY_USELESS, argument.range, message)
            .hint("Declare `-> Result<Null>` and give an `Err` when it fails, or leave `retry` out.")
            .fix("Remove `retry`", vec![without(decorator, argument)]),
    )
}

/// A number in the map of `retry`, and where it stands.
fn retry_number(lowered: &Lowered, retry: &DecoratorArgument, key: &str) -> Option<(i64, TextRange)> {
    let body = &lowered.body;
    let Expr::Map(pairs) = &body.exprs[retry.value] else { return None };
    let (_, value) = pairs.iter().find(|(name, _)| match &body.exprs[*name] {
        Expr::Name(name) => name == key,
        Expr::Str(literal) => literal.plain() == Some(key),
        _ => false,
    })?;
    match &body.exprs[*value] {
        Expr::Int(Some(number)) => Some((*number, body.expr_range(*value))),
        _ => None,
    }
}
