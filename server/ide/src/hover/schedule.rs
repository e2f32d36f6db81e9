//! When a job runs next, for a hover on its schedule or on its time zone.

use std::fmt::Write as _;

use fitz_analysis::hir::{Decorator, DecoratorArgument, Expr, Lowered};
use fitz_analysis::{DEFAULT_ZONE, Db, SourceFile, item_at, lowered, next_runs};
use fitz_syntax::{TextRange, TextSize};

use super::Hover;

/// How many runs are shown.
const RUNS: usize = 5;

/// The next runs of the job in whose `@cron` the place lies, after `now` (seconds since 1970 began in UTC). `None` outside
/// of the texts of a `@cron`, and when one of them cannot be read.
pub(super) fn hover(db: &dyn Db, file: SourceFile, offset: TextSize, now: i64) -> Option<Hover> {
    let (item, item_range) = item_at(db, file, offset)?;
    let offset = offset.checked_sub(item_range.start())?;
    let lowered = lowered(db, item);
    let is_here = |range: TextRange| range.start() <= offset && offset < range.end();
    let job = lowered.decorators_named("cron").find(|decorator| is_here(decorator.range))?;
    let schedule = job.positional().next()?;
    let zone = job.keyword("tz");
    let range = [Some(schedule), zone]
        .into_iter()
        .flatten()
        .map(|argument| lowered.body.expr_range(argument.value))
        .find(|range| is_here(*range))?;
    let markdown = runs(lowered, schedule, job, now)?;
    Some(Hover { range: range.checked_add(item_range.start())?, markdown })
}

fn runs(lowered: &Lowered, schedule: &DecoratorArgument, job: &Decorator, now: i64) -> Option<String> {
    let zone = match job.keyword("tz") {
        Some(zone) => text(lowered, zone)?,
        None => DEFAULT_ZONE,
    };
    let runs = next_runs(text(lowered, schedule)?, zone, now, RUNS)?;
    let mut markdown = format!("**Next runs**, time zone `{zone}`\n");
    if runs.is_empty() {
        markdown.push_str("\nThere is none.");
    }
    for run in runs {
        let _ = write!(markdown, "\n- {}", run.local);
        if zone != DEFAULT_ZONE {
            let _ = write!(markdown, " ({} UTC)", run.utc);
        }
    }
    Some(markdown)
}

fn text<'a>(lowered: &'a Lowered, argument: &DecoratorArgument) -> Option<&'a str> {
    match &lowered.body.exprs[argument.value] {
        Expr::Str(literal) => literal.plain(),
        _ => None,
    }
}
