//! The parameters of an address.

use serde_json::Value;

use super::document::Spot;
use super::endpoint::Endpoint;
use super::relation::Relation;
use super::report::{Finding, Report};
use super::words::{all_of, codes};
use super::{Class, Direction};

/// Compares the parameters of two addresses that differ in their names at most. They belong together by their order.
pub(super) fn compare(old: &Endpoint<'_>, new: &Endpoint<'_>, report: &mut Report) {
    for (before, after) in names(old.address()).zip(names(new.address())) {
        if before != after {
            let text = format!("the parameter `{before}` is now called `{after}`; the address stays as it is");
            report.add(Direction::Both, Finding::new(Class::Documentation, &new.channel.place, text));
        }
        if let (Some(old), Some(new)) = (declared(old, before), declared(new, after)) {
            for finding in values(after, &old, &new) {
                report.add(Direction::Both, finding);
            }
        }
    }
}

fn declared<'a>(endpoint: &Endpoint<'a>, name: &str) -> Option<Spot<'a>> {
    let parameters = endpoint.document.child(&endpoint.channel, "parameters")?;
    endpoint.document.child(&parameters, name)
}

/// The names between braces.
fn names(address: &str) -> impl Iterator<Item = &str> {
    address.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0))
}

/// The values that a parameter takes. Who connects writes them, whatever it does afterwards.
fn values(name: &str, old: &Spot<'_>, new: &Spot<'_>) -> Vec<Finding> {
    let (before, after) = (old.text("x-fitz-type"), new.text("x-fitz-type"));
    if let (Some(before), Some(after)) = (before, after)
        && before != after
    {
        let class = type_relation(before, after).class(Direction::Senders);
        let text = format!("the parameter `{name}` is now read as `{after}`; it was read as `{before}`");
        return vec![Finding::new(class, &new.place, text)];
    }
    let place = new.place.child("enum");
    match (listed(old), listed(new)) {
        (None, Some(values)) => {
            let text = format!("the parameter `{name}` must now be one of {}", all_of(&codes(values)));
            vec![Finding::new(Class::Breaking, &place, text)]
        }
        (Some(_), None) => {
            vec![Finding::new(Class::Compatible, &new.place, format!("the parameter `{name}` may now be any text"))]
        }
        (Some(before), Some(after)) => {
            let gone: Vec<&Value> = before.iter().filter(|value| !after.contains(value)).collect();
            let added: Vec<&Value> = after.iter().filter(|value| !before.contains(value)).collect();
            let mut findings = Vec::new();
            if !gone.is_empty() {
                let text = format!("the parameter `{name}` may no longer be {}", all_of(&codes(gone)));
                findings.push(Finding::new(Class::Breaking, &place, text));
            }
            if !added.is_empty() {
                let text = format!("the parameter `{name}` may now also be {}", all_of(&codes(added)));
                findings.push(Finding::new(Class::Compatible, &place, text));
            }
            findings
        }
        (None, None) => Vec::new(),
    }
}

fn listed<'a>(parameter: &Spot<'a>) -> Option<&'a Vec<Value>> {
    parameter.object()?.get("enum")?.as_array()
}

/// Every text is a `Str`, and every `Int` can be read as a `Float`.
fn type_relation(before: &str, after: &str) -> Relation {
    match (before, after) {
        (_, "Str" | "Str?") | ("Int", "Float") => Relation::Wider,
        ("Str" | "Str?", _) | ("Float", "Int") => Relation::Narrower,
        _ if before.trim_end_matches('?') == after.trim_end_matches('?') => Relation::Same,
        _ => Relation::Other,
    }
}
