//! Endpoints: which ones are new, gone or moved, and what changed in the others.

use std::collections::BTreeMap;

use super::document::{Document, Spot};
use super::report::{Finding, Report};
use super::service::differ_in;
use super::{Class, Direction, access, handshake, message, parameter};

/// A channel of a document with its operations.
#[derive(Clone, Debug)]
pub(super) struct Endpoint<'a> {
    pub(super) document: Document<'a>,
    key: &'a str,
    pub(super) channel: Spot<'a>,
    /// What the service reads: the operations that a client sends to.
    pub(super) receive: Vec<Spot<'a>>,
    /// What the service sends: the operations that a client reads.
    pub(super) send: Vec<Spot<'a>>,
}

/// Compares all endpoints.
pub(super) fn compare_all(old: Document<'_>, new: Document<'_>, report: &mut Report) {
    let (mut old, new) = (endpoints(old), endpoints(new));
    let mut pairs = Vec::new();
    let mut others = new;
    for is_same in [same_address, same_key, same_handler] {
        for after in std::mem::take(&mut others) {
            let mut candidates = old.iter().enumerate().filter(|(_, before)| is_same(before, &after));
            match (candidates.next().map(|(index, _)| index), candidates.next()) {
                (Some(index), None) => {
                    drop(candidates);
                    pairs.push((old.remove(index), after));
                }
                _ => others.push(after),
            }
        }
    }
    pairs.sort_by(|(_, a), (_, b)| a.address().cmp(b.address()));
    for (before, after) in &pairs {
        compare(before, after, report);
    }
    for gone in &old {
        report.enter(Some(gone.address()));
        let text = format!("the endpoint `{}` is gone", gone.address());
        report.add(Direction::Both, Finding::gone(Class::Breaking, &gone.channel.place, text));
    }
    for added in &others {
        report.enter(Some(added.address()));
        let text = format!("the endpoint `{}` is new", added.address());
        report.add(Direction::Both, Finding::new(Class::Compatible, &added.channel.place, text));
    }
}

fn endpoints(document: Document<'_>) -> Vec<Endpoint<'_>> {
    let mut operations: BTreeMap<String, [Vec<Spot<'_>>; 2]> = BTreeMap::new();
    for (_, operation) in document.entries("operations") {
        let Some(channel) = document.child(&operation, "channel") else { continue };
        let [receive, send] = operations.entry(channel.place.to_string()).or_default();
        match operation.text("action") {
            Some("receive") => receive.push(operation),
            Some("send") => send.push(operation),
            _ => {}
        }
    }
    let channels = document.entries("channels").into_iter();
    channels
        .map(|(key, channel)| {
            let [receive, send] = operations.get(&channel.place.to_string()).cloned().unwrap_or_default();
            Endpoint { document, key, channel, receive, send }
        })
        .collect()
}

impl<'a> Endpoint<'a> {
    /// Where clients find it. A channel without an address has only its key.
    pub(super) fn address(&self) -> &'a str {
        self.channel.text("address").unwrap_or(self.key)
    }

    /// Whether the document was made from a Fitz program: then every declared field is written in every frame, whatever may
    /// be left out of those that are read.
    pub(super) fn is_fitz(&self) -> bool {
        self.channel.member("x-fitz-handler").is_some()
    }

    /// The address without the names of its parameters: clients never see them.
    fn pattern(&self) -> String {
        let mut pattern = String::new();
        let mut is_name = false;
        for character in self.address().chars() {
            is_name = match character {
                '{' => true,
                '}' => false,
                _ => is_name,
            };
            if !is_name || character == '{' {
                pattern.push(character);
            }
        }
        pattern
    }
}

fn same_address(old: &Endpoint<'_>, new: &Endpoint<'_>) -> bool {
    old.pattern() == new.pattern()
}

/// A channel whose key is a name, as many authors write it.
fn same_key(old: &Endpoint<'_>, new: &Endpoint<'_>) -> bool {
    old.key == new.key
}

/// The function that serves it.
fn same_handler(old: &Endpoint<'_>, new: &Endpoint<'_>) -> bool {
    let handler = |endpoint: &Endpoint<'_>| endpoint.channel.text("x-fitz-handler").map(str::to_owned);
    handler(old).is_some_and(|before| handler(new) == Some(before))
}

fn compare(old: &Endpoint<'_>, new: &Endpoint<'_>, report: &mut Report) {
    report.enter(Some(new.address()));
    if old.pattern() == new.pattern() {
        parameter::compare(old, new, report);
    } else {
        let text = format!("the endpoint `{}` is now at `{}`", old.address(), new.address());
        let place = new.channel.place.child("address");
        report.add(Direction::Both, Finding::new(Class::Breaking, &place, text));
    }
    let access_changed = access::compare(old, new, report);
    handshake::compare(old, new, report);
    message::compare(old, new, report);
    documentation(old, new, access_changed, report);
}

/// The texts about an endpoint. Those of a generated document speak of its access, too; then only that is told.
fn documentation(old: &Endpoint<'_>, new: &Endpoint<'_>, access_changed: bool, report: &mut Report) {
    const TEXTS: [&str; 4] = ["title", "summary", "description", "externalDocs"];
    let operations_differ = |old: &[Spot<'_>], new: &[Spot<'_>]| {
        old.len() == new.len() && old.iter().zip(new).any(|(old, new)| differ_in(old, new, &TEXTS))
    };
    let is_different = !access_changed && differ_in(&old.channel, &new.channel, &TEXTS)
        || operations_differ(&old.receive, &new.receive)
        || operations_differ(&old.send, &new.send);
    if is_different {
        let text = "the documentation of the endpoint changed".to_owned();
        report.add(Direction::Both, Finding::new(Class::Documentation, &new.channel.place, text));
    }
}
