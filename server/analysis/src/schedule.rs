//! When a job runs: cron expressions, and the time zones that they are read in.

use chrono::{DateTime, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};
use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};

/// A moment at which a job runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// On the clock of its time zone: `Sun 2026-11-22 03:00:00 CET`.
    pub local: String,
    /// `2026-11-22 02:00:00`.
    pub utc: String,
}

/// Why an expression is no schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ScheduleError {
    /// It has this many fields.
    Fields(usize),
    /// One field cannot be read.
    Field {
        /// What the field stands for.
        name: &'static str,
        /// What it can hold.
        values: &'static str,
        /// Where it starts in the expression.
        offset: usize,
        /// How long it is.
        length: usize,
    },
    /// Each field can be read, and the whole cannot.
    Whole,
    /// There is no such day.
    Never,
}

/// The fields: what they stand for, and what they can hold.
const FIELDS: [(&str, &str); 7] = [
    ("second", "0 to 59"),
    ("minute", "0 to 59"),
    ("hour", "0 to 23"),
    ("day of the month", "1 to 31"),
    ("month", "1 to 12, or `JAN` to `DEC`"),
    ("weekday", "0 to 7, or `SUN` to `SAT`"),
    ("year", "a year with four digits"),
];

/// The zone of a job that names none.
pub const DEFAULT_ZONE: &str = "UTC";

/// The next runs of a schedule after a moment, given in seconds since 1970 began in UTC. `None` when the expression or the
/// zone cannot be read.
#[must_use]
pub fn next_runs(expression: &str, zone: &str, after: i64, count: usize) -> Option<Vec<Run>> {
    let schedule = parse(expression).ok()?;
    let after = DateTime::<Utc>::from_timestamp(after, 0)?.with_timezone(&zone_named(zone)?);
    let runs = schedule.iter_after(after).take(count).map(|run| Run {
        local: run.format("%a %Y-%m-%d %H:%M:%S %Z").to_string(),
        utc: run.with_timezone(&Utc).format("%Y-%m-%d %H:%M:%S").to_string(),
    });
    Some(runs.collect())
}

/// The names of all time zones.
pub fn zone_names() -> impl Iterator<Item = &'static str> {
    TZ_VARIANTS.iter().map(|zone| zone.name())
}

/// Whether there is a time zone of that name.
pub(crate) fn is_zone(name: &str) -> bool {
    zone_named(name).is_some()
}

/// What is wrong with an expression; `None` when it is a schedule.
pub(crate) fn schedule_error(expression: &str) -> Option<ScheduleError> {
    let fields = fields(expression);
    if !(5..=7).contains(&fields.len()) {
        return Some(ScheduleError::Fields(fields.len()));
    }
    let Ok(schedule) = parse(expression) else { return Some(unreadable(&fields)) };
    // Whether a day exists does not depend on when it is asked. Years before 1970 are refused.
    let start = DateTime::<Utc>::from_timestamp(0, 0)?;
    schedule.find_next_occurrence(&start, true).is_err().then_some(ScheduleError::Never)
}

/// The field that cannot be read, even if all others say nothing.
fn unreadable(fields: &[(usize, &str)]) -> ScheduleError {
    let names = FIELDS.iter().skip(usize::from(fields.len() == 5));
    let alone = |index: usize, field: &str| {
        let others: Vec<&str> = (0..fields.len()).map(|other| if other == index { field } else { "*" }).collect();
        parse(&others.join(" "))
    };
    let found = fields.iter().zip(names).enumerate().find(|(index, ((_, field), _))| alone(*index, field).is_err());
    match found {
        Some((_, ((offset, field), (name, values)))) => {
            ScheduleError::Field { name, values, offset: *offset, length: field.len() }
        }
        None => ScheduleError::Whole,
    }
}

/// The words of an expression, with their places.
fn fields(expression: &str) -> Vec<(usize, &str)> {
    let start = expression.as_ptr().addr();
    expression.split_whitespace().map(|field| (field.as_ptr().addr() - start, field)).collect()
}

fn parse(expression: &str) -> Result<Cron, croner::errors::CronError> {
    // Names such as `@daily` have one field, and are refused before.
    CronParser::builder().seconds(Seconds::Optional).year(Year::Optional).sloppy_ranges(true).build().parse(expression)
}

fn zone_named(name: &str) -> Option<Tz> {
    name.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{ScheduleError, is_zone, next_runs, schedule_error};

    /// 2026-03-28, 12:00:00 UTC: the clocks of Europe change in the night after it.
    const NOON: i64 = 1_774_699_200;

    #[test]
    fn five_six_and_seven_fields() {
        for expression in [
            "* * * * *",
            "*/5 9-17 * * MON-FRI",
            "0 3 1,15 * *",
            "30 0 3 * * *",
            "0 0 3 * * SUN",
            "0 0 3 * * * 2027",
            "0 0 3 * JAN * 2027-2030",
        ] {
            assert_eq!(schedule_error(expression), None, "{expression}");
        }
    }

    #[test]
    fn what_is_no_schedule() {
        let field = |name, offset, length| (name, offset, length);
        for (expression, expected) in [
            ("60 * * * *", field("minute", 0, 2)),
            ("* 24 * * *", field("hour", 2, 2)),
            ("* *  32 * *", field("day of the month", 5, 2)),
            ("* * * 13 *", field("month", 6, 2)),
            ("* * * * 8", field("weekday", 8, 1)),
            ("* * * * MOO", field("weekday", 8, 3)),
            ("61 0 3 * * *", field("second", 0, 2)),
            ("0 0 3 * * * soon", field("year", 12, 4)),
        ] {
            match schedule_error(expression) {
                Some(ScheduleError::Field { name, offset, length, .. }) => {
                    assert_eq!((name, offset, length), expected, "{expression}");
                }
                other => panic!("{expression}: {other:?}"),
            }
        }
        assert_eq!(schedule_error("@daily"), Some(ScheduleError::Fields(1)));
        assert_eq!(schedule_error(""), Some(ScheduleError::Fields(0)));
        assert_eq!(schedule_error("* * * *"), Some(ScheduleError::Fields(4)));
        assert_eq!(schedule_error("0 0 31 2 *"), Some(ScheduleError::Never));
    }

    #[test]
    fn runs_are_those_of_the_zone() {
        let runs = next_runs("0 3 * * *", "Europe/Berlin", NOON, 2).unwrap();
        let runs: Vec<_> = runs.iter().map(|run| (run.local.as_str(), run.utc.as_str())).collect();
        assert_eq!(
            runs,
            [
                ("Sun 2026-03-29 03:00:00 CEST", "2026-03-29 01:00:00"),
                ("Mon 2026-03-30 03:00:00 CEST", "2026-03-30 01:00:00"),
            ]
        );
        assert_eq!(next_runs("0 0 1 1 *", "UTC", NOON, 5).unwrap().len(), 5);
        assert_eq!(next_runs("0 0 0 1 1 * 2020", "UTC", NOON, 5), Some(vec![]));
        assert_eq!(next_runs("0 0 1 1", "UTC", NOON, 5), None);
        assert_eq!(next_runs("0 0 1 1 *", "Europe/Berln", NOON, 5), None);
    }

    #[test]
    fn zones_have_their_names() {
        for name in ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+3"] {
            assert!(is_zone(name), "{name}");
        }
        assert!(!is_zone("Berlin") && !is_zone("europe/berlin") && !is_zone(""));
    }
}
