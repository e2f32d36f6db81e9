//! What the handshake request carries: the WebSocket binding of a channel.

use super::access::is_protected;
use super::document::{Document, Spot};
use super::endpoint::Endpoint;
use super::report::{Finding, Report};
use super::schema::Walk;
use super::words::Subject;
use super::{Class, Direction};

/// What generated documents list beside the schemes of a protected endpoint: `access.rs` tells of those.
const TOKENS: [&str; 3] = ["Authorization", "Sec-WebSocket-Protocol", "token"];

/// Compares the handshakes.
pub(super) fn compare(old: &Endpoint<'_>, new: &Endpoint<'_>, report: &mut Report) {
    let (Some(after), before) = (binding(new), binding(old)) else {
        // Nothing is said of the handshake any more: nothing is demanded.
        if let Some(before) = binding(old) {
            for (part, words) in PARTS {
                for parameter in parameters(old.document, &before, part) {
                    no_longer_read(old, new, words, &parameter, report);
                }
            }
        }
        return;
    };
    method(before.as_ref(), &after, report);
    for (part, words) in PARTS {
        let known = before.as_ref().map(|before| parameters(old.document, before, part)).unwrap_or_default();
        let parameters = parameters(new.document, &after, part);
        for parameter in &known {
            if !parameters.iter().any(|other| other.is(parameter)) {
                no_longer_read(old, new, words, parameter, report);
            }
        }
        for parameter in &parameters {
            match known.iter().find(|other| other.is(parameter)) {
                Some(known) => changed(old, new, words, (known, parameter), report),
                None => added(old, new, words, parameter, report),
            }
        }
    }
}

/// The parts of a binding, and what one entry of each is.
const PARTS: [(&str, &str); 2] = [("query", "the query parameter"), ("headers", "the header")];

/// A header or a query parameter.
struct Parameter<'a> {
    name: &'a str,
    spot: Spot<'a>,
    required: bool,
}

impl Parameter<'_> {
    /// Names of headers do not differ by case.
    fn is(&self, other: &Parameter<'_>) -> bool {
        self.name.eq_ignore_ascii_case(other.name)
    }

    fn is_token(&self) -> bool {
        !self.required && TOKENS.iter().any(|token| token.eq_ignore_ascii_case(self.name))
    }
}

fn binding<'a>(endpoint: &Endpoint<'a>) -> Option<Spot<'a>> {
    let bindings = endpoint.document.child(&endpoint.channel, "bindings")?;
    endpoint.document.child(&bindings, "ws")
}

fn parameters<'a>(document: Document<'a>, binding: &Spot<'a>, part: &str) -> Vec<Parameter<'a>> {
    let Some(schema) = document.child(binding, part) else { return Vec::new() };
    let required: Vec<&str> = schema
        .member("required")
        .into_iter()
        .flat_map(|names| names.elements())
        .filter_map(|name| name.value.as_str())
        .collect();
    let properties = document.child(&schema, "properties");
    let named = properties.into_iter().flat_map(|properties| properties.members());
    named.map(|(name, spot)| Parameter { name, spot, required: required.contains(&name) }).collect()
}

fn method(old: Option<&Spot<'_>>, new: &Spot<'_>, report: &mut Report) {
    let of = |spot: &Spot<'_>| spot.text("method").unwrap_or("GET").to_owned();
    let before = old.map_or_else(|| "GET".to_owned(), of);
    let after = of(new);
    if before != after {
        let text = format!("connecting now needs a `{after}` request; it was `{before}`");
        report.add(Direction::Both, Finding::new(Class::Breaking, &new.place, text));
    }
}

fn no_longer_read(old: &Endpoint<'_>, new: &Endpoint<'_>, words: &str, parameter: &Parameter<'_>, report: &mut Report) {
    if parameter.is_token() && is_protected(old) != is_protected(new) {
        return;
    }
    let text = format!("{words} `{}` is no longer read when a client connects", parameter.name);
    report.add(Direction::Both, Finding::gone(Class::Compatible, &parameter.spot.place, text));
}

fn added(old: &Endpoint<'_>, new: &Endpoint<'_>, words: &str, parameter: &Parameter<'_>, report: &mut Report) {
    if parameter.is_token() && is_protected(old) != is_protected(new) {
        return;
    }
    let (class, text) = if parameter.required {
        (Class::Breaking, format!("connecting now needs {words} `{}`", parameter.name))
    } else {
        (Class::Compatible, format!("{words} `{}` is now read when a client connects", parameter.name))
    };
    report.add(Direction::Both, Finding::new(class, &parameter.spot.place, text));
}

fn changed(
    old: &Endpoint<'_>,
    new: &Endpoint<'_>,
    words: &str,
    (before, after): (&Parameter<'_>, &Parameter<'_>),
    report: &mut Report,
) {
    let place = &after.spot.place;
    match (before.required, after.required) {
        (false, true) => {
            let text = format!("connecting now needs {words} `{}`", after.name);
            report.add(Direction::Both, Finding::new(Class::Breaking, place, text));
        }
        (true, false) => {
            let text = format!("connecting no longer needs {words} `{}`", after.name);
            report.add(Direction::Both, Finding::new(Class::Compatible, place, text));
        }
        _ => {}
    }
    let subject = Subject::phrase(&format!("{words} `{}`", after.name));
    let mut walk = Walk::new(old.document, new.document, Direction::Senders, false);
    walk.compare(&subject, before.spot.clone(), after.spot.clone());
    for finding in walk.into_findings() {
        report.add(Direction::Both, finding);
    }
}
