//! One schema against another, for clients that send its values or for those that read them.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::document::{Document, Spot};
use super::relation::Relation;
use super::report::Finding;
use super::service::differ_in;
use super::shape::{ANYTHING, Body, Items, JsonType, Plain, Shape, shape};
use super::words::{Subject, alternatives, code, codes};
use super::{Class, Direction, object, union};

/// Walks through two schemas side by side.
pub(super) struct Walk<'a> {
    pub(super) old: Document<'a>,
    pub(super) new: Document<'a>,
    pub(super) direction: Direction,
    /// Whether the service writes every field that it declares, required or not.
    pub(super) writes_all_fields: bool,
    /// The pairs of places that were compared: types may hold themselves.
    seen: HashSet<(String, String)>,
    findings: Vec<Finding>,
}

impl<'a> Walk<'a> {
    /// A walk on which nothing was seen yet.
    pub(super) fn new(old: Document<'a>, new: Document<'a>, direction: Direction, writes_all_fields: bool) -> Walk<'a> {
        Walk { old, new, direction, writes_all_fields, seen: HashSet::new(), findings: Vec::new() }
    }

    /// What is different between two schemas. Their own descriptions are left to the caller.
    pub(super) fn run(mut self, subject: &Subject, old: Spot<'a>, new: Spot<'a>) -> Vec<Finding> {
        self.values(subject, old, new);
        self.findings
    }

    /// What was found so far.
    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// Whether values of one are not values of the other. What a walk up to here has seen counts as equal.
    pub(super) fn differ(&self, old: &Shape<'a>, new: &Shape<'a>) -> bool {
        let mut probe = Walk { findings: Vec::new(), seen: self.seen.clone(), ..*self };
        probe.null(&Subject::phrase("it"), old, new);
        probe.shapes(&Subject::phrase("it"), old, new);
        probe.findings.iter().any(|finding| finding.class != Class::Documentation)
    }

    /// Adds a finding.
    pub(super) fn tell(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Compares two schemas with their descriptions.
    pub(super) fn compare(&mut self, subject: &Subject, old: Spot<'a>, new: Spot<'a>) {
        self.texts(subject, &old, &new);
        self.values(subject, old, new);
    }

    fn values(&mut self, subject: &Subject, old: Spot<'a>, new: Spot<'a>) {
        let (before, after) = (shape(self.old, old), shape(self.new, new));
        self.null(subject, &before, &after);
        self.shapes(subject, &before, &after);
    }

    /// Whether `null` is taken. A schema that takes anything says so itself.
    fn null(&mut self, subject: &Subject, old: &Shape<'a>, new: &Shape<'a>) {
        if !tells_of_null(old) || !tells_of_null(new) || old.nullable == new.nullable {
            return;
        }
        let relation = if new.nullable { Relation::Wider } else { Relation::Narrower };
        let text = match (new.nullable, self.direction) {
            (true, _) => format!("{} may now be null", subject.text()),
            (false, Direction::Readers) => format!("{} is never null any more", subject.text()),
            (false, _) => format!("{} may no longer be null", subject.text()),
        };
        self.tell(Finding::new(relation.class(self.direction), &new.spot.place, text));
    }

    /// Compares what two schemas take beside `null`.
    pub(super) fn shapes(&mut self, subject: &Subject, old: &Shape<'a>, new: &Shape<'a>) {
        if !self.seen.insert((old.spot.place.to_string(), new.spot.place.to_string())) {
            return;
        }
        // What both sides declare under a name is told of that name: it may be met in several places.
        let subject = &match (&old.name, &new.name) {
            (Some(before), Some(now)) => Subject::named(before, now),
            _ => subject.clone(),
        };
        if old.name.is_some() && new.name.is_some() {
            self.texts(subject, &old.spot, &new.spot);
        }
        match (&old.body, &new.body) {
            (Body::Anything, Body::Anything) | (Body::Nothing, Body::Nothing) => {}
            (Body::Elsewhere(before), Body::Elsewhere(after)) if before == after => {}
            (Body::Elsewhere(_), _) | (_, Body::Elsewhere(_)) => {
                let text = format!(
                    "{} is now {}; it was {}. What stands in other documents is not compared",
                    subject.text(),
                    new.words(),
                    old.words()
                );
                self.tell(Finding::new(Class::Compatible, &new.spot.place, text));
            }
            (Body::Anything, _) | (_, Body::Nothing) => self.other_type(subject, Relation::Narrower, old, new),
            (_, Body::Anything) | (Body::Nothing, _) => self.other_type(subject, Relation::Wider, old, new),
            (Body::Plain(before), Body::Plain(after)) => self.plain(subject, (old, before), (new, after)),
            (Body::Union(_), _) | (_, Body::Union(_)) => union::compare(self, subject, old, new),
        }
    }

    /// Tells that values are of another type.
    pub(super) fn other_type(&mut self, subject: &Subject, relation: Relation, old: &Shape<'a>, new: &Shape<'a>) {
        let (subject, before, after) = (subject.text(), old.words(), new.words());
        let text = match (self.direction, relation) {
            (Direction::Readers, Relation::Narrower) => {
                format!("{subject} is now always {after}; it could be {before}")
            }
            (Direction::Readers, Relation::Wider) => format!("{subject} may now be {after}; it was always {before}"),
            (Direction::Readers, _) => format!("{subject} is now {after}; it was {before}"),
            (_, Relation::Wider) => format!("{subject} may now be {after}; it had to be {before}"),
            _ => format!("{subject} must now be {after}; it was {before}"),
        };
        self.tell(Finding::new(relation.class(self.direction), &new.spot.place, text));
    }

    fn plain(
        &mut self,
        subject: &Subject,
        (old, before): (&Shape<'a>, &Plain<'a>),
        (new, after): (&Shape<'a>, &Plain<'a>),
    ) {
        let relation = type_relation(before, after).and(format_relation(before, after));
        match (&before.values, &after.values) {
            (Some(known), Some(values)) => return self.listed_values(subject, known, values, new),
            (None, Some(_)) => {
                let fits = matches!(relation, Relation::Same | Relation::Narrower);
                let relation = if fits { Relation::Narrower } else { Relation::Other };
                return self.other_type(subject, relation, old, new);
            }
            (Some(_), None) => {
                let fits = matches!(relation, Relation::Same | Relation::Wider);
                let relation = if fits { Relation::Wider } else { Relation::Other };
                return self.other_type(subject, relation, old, new);
            }
            (None, None) => {}
        }
        let is_record_for_map = before.is_map() && after.is_record() || before.is_record() && after.is_map();
        if relation != Relation::Same || is_record_for_map {
            let relation = if is_record_for_map { Relation::Other } else { relation };
            return self.other_type(subject, relation, old, new);
        }
        let types = after.expected_types();
        if types.contains(&JsonType::Object) {
            object::compare(self, subject, before, (after, new));
        }
        if types.contains(&JsonType::Array) {
            self.items(subject, (old, before), (new, after));
        }
        self.limits(subject, before, after, new);
    }

    fn listed_values(&mut self, subject: &Subject, old: &[&Value], new: &[&Value], at: &Shape<'a>) {
        let gone: Vec<&Value> = old.iter().copied().filter(|value| !new.contains(value)).collect();
        let added: Vec<&Value> = new.iter().copied().filter(|value| !old.contains(value)).collect();
        let place = &at.spot.place;
        if !gone.is_empty() {
            let values = alternatives(&codes(gone));
            let text = match self.direction {
                Direction::Readers => format!("{} is never {values} any more", subject.text()),
                _ => format!("{} may no longer be {values}", subject.text()),
            };
            self.tell(Finding::new(Relation::Narrower.class(self.direction), place, text));
        }
        if !added.is_empty() {
            let text = format!("{} may now also be {}", subject.text(), alternatives(&codes(added)));
            self.tell(Finding::new(Relation::Wider.class(self.direction), place, text));
        }
    }

    fn items(
        &mut self,
        subject: &Subject,
        (old, before): (&Shape<'a>, &Plain<'a>),
        (new, after): (&Shape<'a>, &Plain<'a>),
    ) {
        let anything = |shape: &Shape<'a>| Spot { place: shape.spot.place.clone(), value: &ANYTHING };
        match (&before.items, &after.items) {
            (Items::Tuple(elements), Items::Tuple(others)) if elements.len() == others.len() => {
                for (index, (element, other)) in elements.iter().zip(others).enumerate() {
                    self.compare(&subject.element_at(index), element.clone(), other.clone());
                }
            }
            (Items::Tuple(_), Items::Tuple(_)) => self.other_type(subject, Relation::Other, old, new),
            (Items::Any, Items::Any) => {}
            (Items::Any, Items::Each(each)) => self.compare(&subject.element(), anything(old), each.clone()),
            (Items::Each(each), Items::Any) => self.compare(&subject.element(), each.clone(), anything(new)),
            (Items::Each(each), Items::Each(other)) => {
                self.compare(&subject.element(), each.clone(), other.clone());
            }
            (Items::Any, Items::Tuple(_)) => self.other_type(subject, Relation::Narrower, old, new),
            (Items::Tuple(_), Items::Any) => self.other_type(subject, Relation::Wider, old, new),
            (Items::Each(each), Items::Tuple(elements)) => {
                let each = shape(self.old, each.clone());
                let fits = elements.iter().all(|element| !self.differ(&each, &shape(self.new, element.clone())));
                self.other_type(subject, if fits { Relation::Narrower } else { Relation::Other }, old, new);
            }
            (Items::Tuple(elements), Items::Each(each)) => {
                let each = shape(self.new, each.clone());
                let fits = elements.iter().all(|element| !self.differ(&shape(self.old, element.clone()), &each));
                self.other_type(subject, if fits { Relation::Wider } else { Relation::Other }, old, new);
            }
        }
    }

    /// The keywords that narrow what is taken, e.g. `minLength`.
    fn limits(&mut self, subject: &Subject, old: &Plain<'a>, new: &Plain<'a>, at: &Shape<'a>) {
        let names: BTreeSet<&str> = old.limits.keys().chain(new.limits.keys()).copied().collect();
        for name in names {
            let (before, after) = (old.limits.get(name).copied(), new.limits.get(name).copied());
            let (relation, text) = match (before, after) {
                (None, Some(after)) => {
                    (Relation::Narrower, format!("{} has a new limit: `{name}` is {}", subject.text(), code(after)))
                }
                (Some(_), None) => (Relation::Wider, format!("{} has no limit `{name}` any more", subject.text())),
                (Some(before), Some(after)) if before != after => (
                    limit_relation(name, before, after),
                    format!("the limit `{name}` of {} is now {}; it was {}", subject.text(), code(after), code(before)),
                ),
                _ => continue,
            };
            self.tell(Finding::new(relation.class(self.direction), &at.spot.place, text));
        }
    }

    /// The texts about a schema.
    pub(super) fn texts(&mut self, subject: &Subject, old: &Spot<'a>, new: &Spot<'a>) {
        let is_deprecated = |spot: &Spot<'a>| spot.member("deprecated").is_some_and(|said| said.value == true);
        if is_deprecated(new) != is_deprecated(old) {
            let now = if is_deprecated(new) { "deprecated now" } else { "no longer deprecated" };
            let text = format!("{} is {now}", subject.text());
            self.tell(Finding::new(Class::Documentation, &new.place, text));
        }
        if differ_in(old, new, &["description", "examples", "externalDocs"]) {
            let text = format!("the documentation of {} changed", subject.text());
            self.tell(Finding::new(Class::Documentation, &new.place, text));
        }
    }
}

/// Whether a schema says whether it takes `null`.
pub(super) fn tells_of_null(shape: &Shape<'_>) -> bool {
    !matches!(shape.body, Body::Anything | Body::Elsewhere(_))
}

/// The relation of the types of JSON. An integer is a number.
fn type_relation(old: &Plain<'_>, new: &Plain<'_>) -> Relation {
    let (old, new) = (old.expected_types(), new.expected_types());
    let takes = |types: &BTreeSet<JsonType>, kind: &JsonType| {
        types.contains(kind) || *kind == JsonType::Integer && types.contains(&JsonType::Number)
    };
    let holds = |wide: &BTreeSet<JsonType>, narrow: &BTreeSet<JsonType>| narrow.iter().all(|kind| takes(wide, kind));
    match (holds(&new, &old), holds(&old, &new)) {
        (true, true) => Relation::Same,
        (true, false) => Relation::Wider,
        (false, true) => Relation::Narrower,
        (false, false) => Relation::Other,
    }
}

/// The relation of the formats: every value with a format is one without. Encoded bytes are never plain text, though.
fn format_relation(old: &Plain<'_>, new: &Plain<'_>) -> Relation {
    if old.encoding != new.encoding {
        return Relation::Other;
    }
    match (old.format, new.format) {
        (before, after) if before == after => Relation::Same,
        (Some(_), None) => Relation::Wider,
        (None, Some(_)) => Relation::Narrower,
        _ => Relation::Other,
    }
}

fn limit_relation(name: &str, old: &Value, new: &Value) -> Relation {
    let is_lower_bound = name.starts_with("min") || name == "exclusiveMinimum";
    let is_upper_bound = name.starts_with("max") || name == "exclusiveMaximum";
    let (Some(old), Some(new)) = (old.as_f64(), new.as_f64()) else { return Relation::Other };
    let relation = if new > old { Relation::Wider } else { Relation::Narrower };
    match (is_lower_bound, is_upper_bound) {
        (true, _) => relation.reversed(),
        (_, true) => relation,
        _ => Relation::Other,
    }
}
