//! Who may connect: authentication, roles, feature flags.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::pointer::JsonPointer;

use super::document::{Document, Spot};
use super::endpoint::Endpoint;
use super::report::{Finding, Report};
use super::service::differ_in;
use super::words::alternatives;
use super::{Class, Direction};

/// A way to authenticate.
#[derive(Clone, Debug)]
struct Scheme {
    /// What makes it different from others on the wire.
    identity: Value,
    words: String,
}

/// The role that `admin` stands for.
const ADMIN: &str = "admin";

/// The roles that a connection needs beside being authenticated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Roles<'a> {
    admin: bool,
    any_of: BTreeSet<&'a str>,
}

/// Compares who may connect. `true` when something is different, be it only the words for the same.
pub(super) fn compare(old: &Endpoint<'_>, new: &Endpoint<'_>, report: &mut Report) -> bool {
    let before = report.len();
    let was_protected = is_protected(old);
    let is_protected = is_protected(new);
    match (was_protected, is_protected) {
        (false, true) => {
            let ways: Vec<String> = schemes(new).into_iter().map(|scheme| scheme.words).collect();
            let needs = match roles(new).words() {
                Some(words) => format!("connecting now needs authentication and {words}: "),
                None => "connecting now needs authentication: ".to_owned(),
            };
            let text = format!("{needs}{}", alternatives(&ways));
            tell(Class::Breaking, security_place(new), text.trim_end_matches(": "), report);
        }
        (true, false) => {
            let text = "connecting no longer needs authentication";
            tell(Class::Compatible, &new.channel.place, text, report);
        }
        (true, true) => {
            compare_schemes(old, new, report);
            compare_roles(old, new, report);
        }
        (false, false) => {}
    }
    compare_flags(old, new, report);
    before != report.len() || differ_in(&old.channel, &new.channel, &["x-fitz-auth"])
}

/// Whether a client must authenticate before it can connect.
pub(super) fn is_protected(endpoint: &Endpoint<'_>) -> bool {
    !schemes(endpoint).is_empty() || endpoint.channel.member("x-fitz-auth").is_some()
}

fn tell(class: Class, place: &JsonPointer, text: &str, report: &mut Report) {
    report.add(Direction::Both, Finding::new(class, place, text.to_owned()));
}

/// The operation whose `security` says it, or the channel.
fn security_place<'e>(endpoint: &'e Endpoint<'_>) -> &'e JsonPointer {
    let operations = endpoint.receive.iter().chain(&endpoint.send);
    let mut protected = operations.filter(|operation| operation.member("security").is_some());
    protected.next().map_or(&endpoint.channel.place, |operation| &operation.place)
}

/// The ways to authenticate: one of them is enough. The operations of one socket share one handshake.
fn schemes(endpoint: &Endpoint<'_>) -> Vec<Scheme> {
    let mut schemes: Vec<Scheme> = Vec::new();
    for operation in endpoint.receive.iter().chain(&endpoint.send) {
        let Some(security) = operation.member("security") else { continue };
        for requirement in security.elements() {
            for scheme in required(endpoint.document, requirement) {
                if !schemes.iter().any(|known| known.identity == scheme.identity) {
                    schemes.push(scheme);
                }
            }
        }
    }
    schemes
}

/// The schemes of an entry of `security`: a scheme, a reference to one, or (as some tools write it) an object whose members
/// are the names of schemes.
fn required(document: Document<'_>, requirement: Spot<'_>) -> Vec<Scheme> {
    let followed = document.follow(requirement);
    if followed.text("type").is_some() {
        return followed.object().map(scheme).into_iter().collect();
    }
    let components = document.member("components");
    let declared = components.and_then(|components| document.child(&components, "securitySchemes"));
    let names = followed.members().map(|(name, _)| name);
    names
        .map(|name| {
            let found = declared.as_ref().and_then(|declared| document.child(declared, name)?.object());
            found.map_or_else(|| Scheme { identity: name.into(), words: format!("the scheme `{name}`") }, scheme)
        })
        .collect()
}

fn scheme(object: &Map<String, Value>) -> Scheme {
    // Only these make a difference for who connects.
    const IDENTITY: [&str; 6] = ["type", "scheme", "in", "name", "openIdConnectUrl", "flows"];
    let text = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default();
    let identity = IDENTITY.iter().map(|name| object.get(*name).cloned().unwrap_or_default()).collect();
    let words = match (text("type"), text("scheme"), text("in"), text("name")) {
        ("http", scheme, ..) if scheme.eq_ignore_ascii_case("bearer") => {
            "a bearer token in the header `Authorization`".to_owned()
        }
        ("http", scheme, ..) if scheme.eq_ignore_ascii_case("basic") => {
            "a user name and password in the header `Authorization`".to_owned()
        }
        ("httpApiKey", _, "header", "Sec-WebSocket-Protocol") => "the subprotocol `bearer.<token>`".to_owned(),
        ("httpApiKey", _, "query", name) => format!("the query parameter `{name}`"),
        ("httpApiKey", _, place, name) => format!("the {place} `{name}`"),
        (kind, ..) => format!("the scheme `{kind}`"),
    };
    Scheme { identity, words }
}

fn compare_schemes(old: &Endpoint<'_>, new: &Endpoint<'_>, report: &mut Report) {
    let (before, after) = (schemes(old), schemes(new));
    // A document that names roles only says nothing about the ways.
    if before.is_empty() || after.is_empty() {
        return;
    }
    let missing_in = |others: &[Scheme], scheme: &Scheme| !others.iter().any(|other| other.identity == scheme.identity);
    for gone in before.iter().filter(|scheme| missing_in(&after, scheme)) {
        let text = format!("clients can no longer authenticate with {}", gone.words);
        tell(Class::Breaking, security_place(new), &text, report);
    }
    for added in after.iter().filter(|scheme| missing_in(&before, scheme)) {
        let text = format!("clients can now also authenticate with {}", added.words);
        tell(Class::Compatible, security_place(new), &text, report);
    }
}

fn roles<'a>(endpoint: &Endpoint<'a>) -> Roles<'a> {
    let Some(auth) = endpoint.channel.member("x-fitz-auth") else { return Roles::default() };
    let any_of = auth.member("anyRole").into_iter().flat_map(|roles| roles.elements());
    Roles {
        admin: auth.member("admin").is_some_and(|admin| admin.value == true),
        any_of: any_of.filter_map(|role| role.value.as_str()).collect(),
    }
}

impl<'a> Roles<'a> {
    /// The roles of which each is enough; `None` when no role is needed.
    fn enough(&self) -> Option<BTreeSet<&'a str>> {
        let is_enough = |role: &&str| self.any_of.is_empty() || self.any_of.contains(role);
        match (self.admin, self.any_of.is_empty()) {
            (true, _) => Some([ADMIN].into_iter().filter(is_enough).collect()),
            (false, true) => None,
            (false, false) => Some(self.any_of.clone()),
        }
    }

    fn words(&self) -> Option<String> {
        let admin = self.admin.then(|| format!("the role `{ADMIN}`"));
        match (admin, self.any_words()) {
            (Some(admin), Some(any)) => Some(format!("{admin} and {any}")),
            (admin, any) => admin.or(any),
        }
    }

    fn any_words(&self) -> Option<String> {
        let named: Vec<String> = self.any_of.iter().map(|role| format!("`{role}`")).collect();
        (!named.is_empty()).then(|| format!("the role {}", alternatives(&named)))
    }
}

/// A user has one role, so what counts is which roles are enough, not which decorators say it.
fn compare_roles(old: &Endpoint<'_>, new: &Endpoint<'_>, report: &mut Report) {
    let place = new.channel.place.child("x-fitz-auth");
    let (before, after) = (roles(old), roles(new));
    match (before.enough(), after.enough()) {
        (None, None) => {}
        (None, Some(_)) => {
            let words = after.words().unwrap_or_default();
            tell(Class::Breaking, &place, &format!("connecting now needs {words}"), report);
        }
        (Some(_), None) => {
            let words = before.words().unwrap_or_default();
            tell(Class::Compatible, &place, &format!("connecting no longer needs {words}"), report);
        }
        (Some(before), Some(after)) => {
            for gone in before.difference(&after) {
                let text = format!("the role `{gone}` is no longer enough to connect");
                tell(Class::Breaking, &place, &text, report);
            }
            let too = if before.is_disjoint(&after) { "" } else { ", too" };
            for added in after.difference(&before) {
                tell(Class::Compatible, &place, &format!("the role `{added}` is now enough to connect{too}"), report);
            }
        }
    }
}

fn compare_flags(old: &Endpoint<'_>, new: &Endpoint<'_>, report: &mut Report) {
    let flag = |endpoint: &Endpoint<'_>| endpoint.channel.text("x-fitz-flag").map(str::to_owned);
    let place = new.channel.place.child("x-fitz-flag");
    match (flag(old), flag(new)) {
        (None, Some(flag)) => {
            let text = format!("the endpoint now answers 404 while the feature flag `{flag}` is off");
            tell(Class::Breaking, &place, &text, report);
        }
        (Some(flag), None) => {
            let text = format!("the endpoint no longer depends on the feature flag `{flag}`");
            tell(Class::Compatible, &new.channel.place, &text, report);
        }
        (Some(before), Some(after)) if before != after => {
            let text = format!("the endpoint now depends on the feature flag `{after}` instead of `{before}`");
            tell(Class::Breaking, &place, &text, report);
        }
        _ => {}
    }
}
