//! The fields of an object.

use serde_json::Value;

use super::document::Spot;
use super::relation::Relation;
use super::report::Finding;
use super::schema::{Walk, tells_of_null};
use super::shape::{ANYTHING, Field, Others, Plain, Shape, shape};
use super::words::{Subject, code};
use super::{Class, Direction};

/// Compares the fields of two objects.
pub(super) fn compare<'a>(
    walk: &mut Walk<'a>,
    subject: &Subject,
    old: &Plain<'a>,
    (new, at): (&Plain<'a>, &Shape<'a>),
) {
    for before in &old.fields {
        match new.field(before.name) {
            Some(after) => field(walk, &subject.field(after.name), before, after),
            None => gone(walk, &subject.field(before.name), before, new),
        }
    }
    for after in new.fields.iter().filter(|field| old.field(field.name).is_none()) {
        added(walk, &subject.field(after.name), after);
    }
    others(walk, subject, (&old.others, &new.others), at);
}

fn gone<'a>(walk: &mut Walk<'a>, subject: &Subject, field: &Field<'a>, new: &Plain<'a>) {
    let name = subject.text_before();
    let (class, text) = match (walk.direction, &new.others) {
        (Direction::Readers, _) => (Class::Breaking, format!("{name} is gone: clients that read it find nothing")),
        (_, Others::Closed) => (Class::Breaking, format!("{name} is gone: frames that still have it are refused")),
        _ => (Class::Compatible, format!("{name} is gone: clients need not send it any more")),
    };
    walk.tell(Finding::gone(class, &field.spot.place, text));
}

fn added<'a>(walk: &mut Walk<'a>, subject: &Subject, field: &Field<'a>) {
    let name = subject.text();
    let (class, text) = match (walk.direction, field.required) {
        (Direction::Readers, _) => (Class::Compatible, format!("{name} is new: clients may read it")),
        (_, true) => (Class::Breaking, format!("{name} is new and required: frames without it are refused")),
        (_, false) => (Class::Compatible, format!("{name} is new: clients may send it{}", default_words(field))),
    };
    walk.tell(Finding::new(class, &field.spot.place, text));
}

/// A field that both have. Being left out and being null go together in Fitz, so they are told together.
fn field<'a>(walk: &mut Walk<'a>, subject: &Subject, old: &Field<'a>, new: &Field<'a>) {
    let (before, after) = (shape(walk.old, old.spot.clone()), shape(walk.new, new.spot.clone()));
    let knows_null = tells_of_null(&before) && tells_of_null(&after);
    let presence = match (old.required, new.required) {
        _ if walk.direction == Direction::Readers && walk.writes_all_fields => Relation::Same,
        (true, false) => Relation::Wider,
        (false, true) => Relation::Narrower,
        _ => Relation::Same,
    };
    let null = match (before.nullable, after.nullable) {
        _ if !knows_null => Relation::Same,
        (false, true) => Relation::Wider,
        (true, false) => Relation::Narrower,
        _ => Relation::Same,
    };
    for (text, relation) in presence_texts(walk.direction, subject, new, presence, null) {
        walk.tell(Finding::new(relation.class(walk.direction), &new.spot.place, text));
    }
    let is_left_out = !old.required && !new.required && presence == Relation::Same;
    if is_left_out && walk.direction == Direction::Senders {
        default_change(walk, subject, old, new);
    }
    walk.texts(subject, &old.spot, &new.spot);
    walk.shapes(subject, &before, &after);
}

fn presence_texts(
    direction: Direction,
    subject: &Subject,
    field: &Field<'_>,
    presence: Relation,
    null: Relation,
) -> Vec<(String, Relation)> {
    use Relation::{Narrower, Wider};
    let name = subject.text();
    let default = default_words(field);
    let reads = direction == Direction::Readers;
    match (presence, null) {
        (Wider, Wider) if reads => vec![(format!("{name} may now be missing or null"), Wider)],
        (Wider, Wider) => vec![(format!("{name} may now be left out or null{default}"), Wider)],
        (Narrower, Narrower) if reads => vec![(format!("{name} is now always there and never null"), Narrower)],
        (Narrower, Narrower) => {
            vec![(format!("{name} is now required and may not be null: frames without it are refused"), Narrower)]
        }
        _ => {
            let presence = match presence {
                Wider if reads => Some((format!("{name} may now be missing"), Wider)),
                Wider => Some((format!("{name} may now be left out{default}"), Wider)),
                Narrower if reads => Some((format!("{name} is now always there"), Narrower)),
                Narrower => Some((format!("{name} is now required: frames without it are refused"), Narrower)),
                _ => None,
            };
            let null = match null {
                Wider => Some((format!("{name} may now be null"), Wider)),
                Narrower if reads => Some((format!("{name} is never null any more"), Narrower)),
                Narrower => Some((format!("{name} may no longer be null"), Narrower)),
                _ => None,
            };
            presence.into_iter().chain(null).collect()
        }
    }
}

fn default_of<'a>(field: &Field<'a>) -> Option<&'a Value> {
    field.spot.member("default").map(|default| default.value)
}

/// The value of a field that is left out, as far as the document says it.
fn default_words(field: &Field<'_>) -> String {
    default_of(field).map_or_else(String::new, |default| format!(" (default {})", code(default)))
}

fn default_change<'a>(walk: &mut Walk<'a>, subject: &Subject, old: &Field<'a>, new: &Field<'a>) {
    if let (Some(before), Some(after)) = (default_of(old), default_of(new))
        && before != after
    {
        let text = format!("{} is now {} when it is left out; it was {}", subject.text(), code(after), code(before));
        walk.tell(Finding::new(Class::Compatible, &new.spot.place.child("default"), text));
    }
}

/// The fields without a name in the schema. Readers pass over those that they do not know.
fn others<'a>(walk: &mut Walk<'a>, subject: &Subject, (old, new): (&Others<'a>, &Others<'a>), at: &Shape<'a>) {
    let anything = Spot { place: at.spot.place.clone(), value: &ANYTHING };
    match (old, new) {
        (Others::Values(before), Others::Values(after)) => {
            walk.compare(&subject.value(), before.clone(), after.clone());
        }
        (Others::Values(before), Others::Open) => walk.compare(&subject.value(), before.clone(), anything),
        (Others::Open, Others::Values(after)) => walk.compare(&subject.value(), anything, after.clone()),
        (Others::Closed, Others::Open | Others::Values(_)) => {
            let text = format!("{} may now have fields that are not described", subject.text());
            walk.tell(Finding::new(Class::Compatible, &at.spot.place, text));
        }
        (Others::Open | Others::Values(_), Others::Closed) => {
            let (class, text) = match walk.direction {
                Direction::Readers => {
                    (Class::Compatible, format!("{} has no fields that are not described any more", subject.text()))
                }
                _ => (
                    Class::Breaking,
                    format!(
                        "{} may no longer have fields that are not described: such frames are refused",
                        subject.text()
                    ),
                ),
            };
            walk.tell(Finding::new(class, &at.spot.place, text));
        }
        (Others::Open, Others::Open) | (Others::Closed, Others::Closed) => {}
    }
}
