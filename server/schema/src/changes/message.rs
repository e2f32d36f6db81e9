//! What travels over an endpoint in each direction.

use super::document::{Document, Spot};
use super::endpoint::Endpoint;
use super::report::{Finding, Report};
use super::schema::Walk;
use super::service::differ_in;
use super::shape::{ANYTHING, shape};
use super::words::Subject;
use super::{Class, Direction};

/// A message of an operation.
#[derive(Clone, Debug)]
struct Message<'a> {
    key: String,
    spot: Spot<'a>,
}

/// Compares the messages in both directions.
pub(super) fn compare(old: &Endpoint<'_>, new: &Endpoint<'_>, report: &mut Report) {
    for (direction, before, after) in
        [(Direction::Senders, &old.receive, &new.receive), (Direction::Readers, &old.send, &new.send)]
    {
        match (before.first(), after.first()) {
            (Some(_), Some(_)) => Pair { old, new, direction }.compare(before, after, report),
            (Some(gone), None) => {
                let text = match direction {
                    Direction::Readers => "the service no longer sends frames",
                    _ => "the service no longer reads frames",
                };
                report.add(direction, Finding::gone(Class::Breaking, &gone.place, text.to_owned()));
            }
            (None, Some(added)) => {
                let text = match direction {
                    Direction::Readers => "the service now sends frames",
                    _ => "the service now reads frames",
                };
                report.add(direction, Finding::new(Class::Compatible, &added.place, text.to_owned()));
            }
            (None, None) => {}
        }
    }
    replies(old, new, report);
}

/// One direction of an endpoint in both documents.
struct Pair<'e, 'a> {
    old: &'e Endpoint<'a>,
    new: &'e Endpoint<'a>,
    direction: Direction,
}

impl<'a> Pair<'_, 'a> {
    fn compare(&self, old: &[Spot<'a>], new: &[Spot<'a>], report: &mut Report) {
        let (mut before, after) = (messages(self.old, old), messages(self.new, new));
        // A single message stays the same one, whatever it is called: names do not travel.
        if let ([old], [new]) = (before.as_slice(), after.as_slice()) {
            return self.message(old, new, report);
        }
        let mut pairs = Vec::new();
        let mut others = after;
        others.retain(|message| match before.iter().position(|known| known.key == message.key) {
            Some(index) => {
                pairs.push((before.remove(index), message.clone()));
                false
            }
            None => true,
        });
        others.retain(|message| match before.iter().position(|known| !self.payloads_differ(known, message)) {
            Some(index) => {
                pairs.push((before.remove(index), message.clone()));
                false
            }
            None => true,
        });
        for (old, new) in &pairs {
            self.message(old, new, report);
        }
        for gone in before {
            let text = match self.direction {
                Direction::Readers => format!("the service no longer sends `{}`", gone.name()),
                _ => format!("the service no longer takes `{}`", gone.name()),
            };
            report.add(self.direction, Finding::gone(Class::Breaking, &gone.spot.place, text));
        }
        for added in others {
            let (class, text) = match self.direction {
                Direction::Readers => (
                    Class::Breaking,
                    format!("the service now also sends `{}`: clients must tell it from the others", added.name()),
                ),
                _ => (Class::Compatible, format!("the service now also takes `{}`", added.name())),
            };
            report.add(self.direction, Finding::new(class, &added.spot.place, text));
        }
    }

    fn walk(&self) -> Walk<'a> {
        Walk::new(self.old.document, self.new.document, self.direction, self.new.is_fitz())
    }

    fn payloads_differ(&self, old: &Message<'a>, new: &Message<'a>) -> bool {
        let (before, after) = (payload(self.old.document, old), payload(self.new.document, new));
        self.walk().differ(&shape(self.old.document, before), &shape(self.new.document, after))
    }

    fn message(&self, old: &Message<'a>, new: &Message<'a>, report: &mut Report) {
        let subject = Subject::named(old.name(), new.name());
        let (before, after) = (content_type(self.old.document, old), content_type(self.new.document, new));
        if before != after {
            let text = format!("frames with {} are now `{after}`; they were `{before}`", subject.text());
            report.add(self.direction, Finding::new(Class::Breaking, &new.spot.place, text));
            return;
        }
        let mut findings = self.headers(old, new);
        let (before, after) = (payload(self.old.document, old), payload(self.new.document, new));
        findings.extend(self.walk().run(&subject, before.clone(), after.clone()));
        let is_different = findings.iter().any(|finding| finding.class != Class::Documentation);
        for finding in findings {
            report.add(self.direction, finding);
        }
        let texts_differ = differ_in(&old.spot, &new.spot, &["summary", "description", "tags", "externalDocs"])
            || differ_in(&before, &after, &["description", "examples", "externalDocs"])
            // Another payload has other examples; that is no news.
            || !is_different && examples(old) != examples(new);
        if texts_differ {
            let text = format!("the documentation of {} changed", subject.text());
            report.add(self.direction, Finding::new(Class::Documentation, &new.spot.place, text));
        }
    }

    fn headers(&self, old: &Message<'a>, new: &Message<'a>) -> Vec<Finding> {
        let subject = Subject::phrase(&format!("the headers of `{}`", new.name()));
        match (old.spot.member("headers"), new.spot.member("headers")) {
            (None, None) => Vec::new(),
            (before, after) => {
                let nothing = |message: &Message<'a>| anything(message);
                let before = before.unwrap_or_else(|| nothing(old));
                let after = after.unwrap_or_else(|| nothing(new));
                self.walk().run(&subject, before, after)
            }
        }
    }
}

impl Message<'_> {
    /// What people call it: the title of generated documents is the type as it is written in the program.
    fn name(&self) -> &str {
        let short = |name| self.spot.text(name).filter(|text| !text.is_empty() && !text.contains(' '));
        short("title").or_else(|| short("name")).unwrap_or(&self.key)
    }
}

/// The messages of operations; an operation without a list has all those of its channel.
fn messages<'a>(endpoint: &Endpoint<'a>, operations: &[Spot<'a>]) -> Vec<Message<'a>> {
    let document = endpoint.document;
    let mut found: Vec<Message<'a>> = Vec::new();
    for operation in operations {
        let listed: Vec<Message<'a>> = match operation.member("messages") {
            Some(listed) => listed
                .elements()
                .map(|reference| {
                    let key = reference.reference().and_then(|text| text.rsplit('/').next()).unwrap_or_default();
                    Message { key: key.to_owned(), spot: document.follow(reference) }
                })
                .collect(),
            None => document
                .members_of(endpoint.channel.member("messages"))
                .into_iter()
                .map(|(key, spot)| Message { key: key.to_owned(), spot })
                .collect(),
        };
        for message in listed {
            if !found.iter().any(|known| known.spot.place == message.spot.place) {
                found.push(message);
            }
        }
    }
    found
}

fn content_type<'a>(document: Document<'a>, message: &Message<'a>) -> &'a str {
    let default = || document.member("defaultContentType").and_then(|said| said.value.as_str());
    message.spot.text("contentType").or_else(default).unwrap_or("application/json")
}

/// The schema of a message. One in another schema language is an object that names it.
fn payload<'a>(document: Document<'a>, message: &Message<'a>) -> Spot<'a> {
    let Some(payload) = message.spot.member("payload") else { return anything(message) };
    let followed = document.follow(payload.clone());
    match (followed.member("schemaFormat"), followed.member("schema")) {
        (Some(_), Some(schema)) => schema,
        _ => payload,
    }
}

fn anything<'a>(message: &Message<'a>) -> Spot<'a> {
    Spot { place: message.spot.place.clone(), value: &ANYTHING }
}

/// The values of the examples, without their names.
fn examples<'a>(message: &Message<'a>) -> Vec<Option<&'a serde_json::Value>> {
    let examples = message.spot.member("examples").into_iter().flat_map(|examples| examples.elements());
    examples.map(|example| example.member("payload").map(|payload| payload.value)).collect()
}

/// Whether each frame that a client sends is answered.
fn replies(old: &Endpoint<'_>, new: &Endpoint<'_>, report: &mut Report) {
    let reply = |endpoint: &Endpoint<'_>| endpoint.receive.iter().any(|operation| operation.member("reply").is_some());
    let (Some(operation), true) = (new.receive.first(), !old.receive.is_empty()) else { return };
    let (class, text) = match (reply(old), reply(new)) {
        (false, true) => (Class::Compatible, "the service now answers each frame that it reads"),
        (true, false) => (
            Class::Breaking,
            "the service no longer answers each frame: clients that wait for an answer may wait for ever",
        ),
        _ => return,
    };
    report.add(Direction::Readers, Finding::new(class, &operation.place, text.to_owned()));
}
