//! The service as a whole: its name, its version, its address, its pings.

use serde_json::Value;

use super::document::{Document, Spot};
use super::report::{Finding, Report};
use super::{Class, Direction};

/// Compares what the documents say about the service.
pub(super) fn compare(old: Document<'_>, new: Document<'_>, report: &mut Report) {
    report.enter(None);
    info(old, new, report);
    servers(old, new, report);
}

fn info(old: Document<'_>, new: Document<'_>, report: &mut Report) {
    let (Some(old), Some(new)) = (old.member("info"), new.member("info")) else { return };
    let mut tell = |member: &str, text: String| {
        report.add(Direction::Both, Finding::new(Class::Documentation, &new.place.child(member), text));
    };
    for (member, name) in [("title", "name"), ("version", "version")] {
        if let (Some(before), Some(after)) = (old.text(member), new.text(member))
            && before != after
        {
            tell(member, format!("the {name} of the service is now `{after}`; it was `{before}`"));
        }
    }
    if old.text("description") != new.text("description") {
        tell("description", "the description of the service changed".to_owned());
    }
}

fn servers(old: Document<'_>, new: Document<'_>, report: &mut Report) {
    let (old, new) = (old.entries("servers"), new.entries("servers"));
    // A document may say nothing about addresses; then nothing is known to have moved.
    if old.is_empty() || new.is_empty() {
        return;
    }
    // Names of servers do not travel: a single one stays the same one.
    if let ([(_, old)], [(_, new)]) = (old.as_slice(), new.as_slice()) {
        return server(old, new, report);
    }
    for (name, before) in &old {
        match new.iter().find(|(other, _)| other == name) {
            Some((_, after)) => server(before, after, report),
            None if new.iter().any(|(_, other)| address(other) == address(before)) => {}
            None => {
                let text = format!("the server `{}` is gone", address(before));
                report.add(Direction::Both, Finding::gone(Class::Breaking, &before.place, text));
            }
        }
    }
    for (name, after) in &new {
        let is_known = old.iter().any(|(other, before)| other == name || address(before) == address(after));
        if !is_known {
            let text = format!("the service is also at `{}`", address(after));
            report.add(Direction::Both, Finding::new(Class::Compatible, &after.place, text));
        }
    }
}

fn server(old: &Spot<'_>, new: &Spot<'_>, report: &mut Report) {
    let (before, after) = (address(old), address(new));
    // What is computed at the start of the service cannot be compared.
    if before != after && !before.contains('{') && !after.contains('{') {
        let text = format!("the service is now at `{after}`; it was at `{before}`");
        report.add(Direction::Both, Finding::new(Class::Breaking, &new.place, text));
    }
    heartbeat(old, new, report);
}

fn address(server: &Spot<'_>) -> String {
    let text = |name| server.text(name).unwrap_or_default();
    format!("{}://{}{}", text("protocol"), text("host"), text("pathname"))
}

fn heartbeat(old: &Spot<'_>, new: &Spot<'_>, report: &mut Report) {
    let seconds = |server: &Spot<'_>| server.member("x-fitz-heartbeat")?.member("intervalSeconds")?.value.as_i64();
    let (Some(before), Some(after)) = (seconds(old), seconds(new)) else { return };
    if before == after {
        return;
    }
    let every = |count: i64| if count == 1 { "every second".to_owned() } else { format!("every {count} seconds") };
    let text = match (before, after) {
        (_, 0) => "the service no longer sends pings: silence does not mean that a connection is dead".to_owned(),
        (0, _) => format!("the service now sends a ping {}", every(after)),
        _ => format!("the service now sends a ping {}; it was {}", every(after), every(before)),
    };
    let place = new.place.child("x-fitz-heartbeat");
    report.add(Direction::Both, Finding::new(Class::Compatible, &place, text));
}

/// Whether two objects differ in one of these members.
pub(super) fn differ_in(old: &Spot<'_>, new: &Spot<'_>, members: &[&str]) -> bool {
    let of = |spot: &Spot<'_>, name: &str| -> Option<Value> { Some(spot.member(name)?.value.clone()) };
    members.iter().any(|name| of(old, name) != of(new, name))
}
