//! What the handshake request carries: the WebSocket binding of a channel.

use crate::cookies::{self, COOKIE};

use super::access::is_protected;
use super::document::Spot;
use super::endpoint::Endpoint;
use super::report::{Finding, Report};
use super::schema::Walk;
use super::words::Subject;
use super::{Class, Direction};

/// What generated documents list beside the schemes of a protected endpoint: `access.rs` tells of those.
const TOKENS: [&str; 3] = ["Authorization", "Sec-WebSocket-Protocol", "token"];

/// Compares the handshakes.
pub(super) fn compare(old: &Endpoint<'_>, new: &Endpoint<'_>, report: &mut Report) {
    let (before, after) = (binding(old), binding(new));
    if let Some(after) = &after {
        method(before.as_ref(), after, report);
    }
    let (before, after) = carried(parameters(old, before.as_ref()), parameters(new, after.as_ref()));
    for gone in before.iter().filter(|parameter| !after.iter().any(|other| other.is(parameter))) {
        no_longer_read(old, new, gone, report);
    }
    for parameter in &after {
        match before.iter().find(|other| other.is(parameter)) {
            Some(known) => changed(old, new, (known, parameter), report),
            None => added(old, new, parameter, report),
        }
    }
}

/// A header, a cookie or a query parameter.
#[derive(Clone, Debug)]
struct Parameter<'a> {
    kind: Kind,
    name: &'a str,
    spot: Spot<'a>,
    required: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Query,
    Header,
    Cookie,
}

impl Parameter<'_> {
    /// Names of headers do not differ by case.
    fn is(&self, other: &Parameter<'_>) -> bool {
        let is_name = match self.kind {
            Kind::Cookie => self.name == other.name,
            Kind::Query | Kind::Header => self.name.eq_ignore_ascii_case(other.name),
        };
        self.kind == other.kind && is_name
    }

    fn is_token(&self) -> bool {
        !self.required && TOKENS.iter().any(|token| token.eq_ignore_ascii_case(self.name))
    }

    fn is_cookies(&self) -> bool {
        self.kind == Kind::Header && self.name.eq_ignore_ascii_case(COOKIE)
    }

    fn words(&self) -> String {
        let kind = match self.kind {
            Kind::Query => "query parameter",
            Kind::Header => "header",
            Kind::Cookie => "cookie",
        };
        format!("the {kind} `{}`", self.name)
    }
}

/// The parameters of both sides, each cookie for itself unless one of the sides does not list them.
fn carried<'a>(old: Vec<Parameter<'a>>, new: Vec<Parameter<'a>>) -> (Vec<Parameter<'a>>, Vec<Parameter<'a>>) {
    let lists = |parameters: &[Parameter<'_>]| parameters.iter().all(|it| !it.is_cookies() || cookies_of(it).is_some());
    if !lists(&old) || !lists(&new) {
        return (old, new);
    }
    let apart = |parameters: Vec<Parameter<'a>>| {
        parameters.into_iter().flat_map(|it| cookies_of(&it).unwrap_or_else(|| vec![it])).collect()
    };
    (apart(old), apart(new))
}

/// The cookies that the header `Cookie` lists.
fn cookies_of<'a>(header: &Parameter<'a>) -> Option<Vec<Parameter<'a>>> {
    if !header.is_cookies() {
        return None;
    }
    let listed = cookies::read(header.spot.value.get("description")?.as_str()?)?;
    let cookie = |(name, required)| Parameter { kind: Kind::Cookie, name, spot: header.spot.clone(), required };
    Some(listed.into_iter().map(cookie).collect())
}

fn binding<'a>(endpoint: &Endpoint<'a>) -> Option<Spot<'a>> {
    let bindings = endpoint.document.child(&endpoint.channel, "bindings")?;
    endpoint.document.child(&bindings, "ws")
}

fn parameters<'a>(endpoint: &Endpoint<'a>, binding: Option<&Spot<'a>>) -> Vec<Parameter<'a>> {
    let document = endpoint.document;
    let mut found = Vec::new();
    for (part, kind) in [("query", Kind::Query), ("headers", Kind::Header)] {
        let Some(schema) = binding.and_then(|binding| document.child(binding, part)) else { continue };
        let required: Vec<&str> = schema
            .member("required")
            .into_iter()
            .flat_map(|names| names.elements())
            .filter_map(|name| name.value.as_str())
            .collect();
        let properties = document.child(&schema, "properties");
        let named = properties.into_iter().flat_map(|properties| properties.members());
        found.extend(named.map(|(name, spot)| Parameter { kind, name, spot, required: required.contains(&name) }));
    }
    found
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

fn no_longer_read(old: &Endpoint<'_>, new: &Endpoint<'_>, parameter: &Parameter<'_>, report: &mut Report) {
    if parameter.is_token() && is_protected(old) != is_protected(new) {
        return;
    }
    let text = format!("{} is no longer read when a client connects", parameter.words());
    report.add(Direction::Both, Finding::gone(Class::Compatible, &parameter.spot.place, text));
}

fn added(old: &Endpoint<'_>, new: &Endpoint<'_>, parameter: &Parameter<'_>, report: &mut Report) {
    if parameter.is_token() && is_protected(old) != is_protected(new) {
        return;
    }
    let words = parameter.words();
    let (class, text) = if parameter.required {
        (Class::Breaking, format!("connecting now needs {words}"))
    } else {
        (Class::Compatible, format!("{words} is now read when a client connects"))
    };
    report.add(Direction::Both, Finding::new(class, &parameter.spot.place, text));
}

fn changed(
    old: &Endpoint<'_>,
    new: &Endpoint<'_>,
    (before, after): (&Parameter<'_>, &Parameter<'_>),
    report: &mut Report,
) {
    let place = &after.spot.place;
    let words = after.words();
    match (before.required, after.required) {
        (false, true) => {
            let text = format!("connecting now needs {words}");
            report.add(Direction::Both, Finding::new(Class::Breaking, place, text));
        }
        (true, false) => {
            let text = format!("connecting no longer needs {words}");
            report.add(Direction::Both, Finding::new(Class::Compatible, place, text));
        }
        _ => {}
    }
    if after.kind == Kind::Cookie {
        return;
    }
    let subject = Subject::phrase(&words);
    let mut walk = Walk::new(old.document, new.document, Direction::Senders, false);
    walk.compare(&subject, before.spot.clone(), after.spot.clone());
    for finding in walk.into_findings() {
        report.add(Direction::Both, finding);
    }
}
