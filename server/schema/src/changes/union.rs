//! Alternatives: which ones are new, which ones are gone.

use super::Direction;
use super::relation::Relation;
use super::report::Finding;
use super::schema::Walk;
use super::shape::{Body, Shape};
use super::words::Subject;

/// Compares two schemas of which at least one has alternatives. Those that take the same values belong together, then those
/// that go by the same words.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, subject: &Subject, old: &Shape<'a>, new: &Shape<'a>) {
    let (mut before, mut after) = (forms(old), forms(new));
    let count = before.len();
    after.retain(|form| match before.iter().position(|known| !walk.differ(known, form)) {
        Some(index) => {
            before.remove(index);
            false
        }
        None => true,
    });
    after.retain(|form| match before.iter().position(|known| known.words() == form.words()) {
        Some(index) => {
            let known = before.remove(index);
            walk.shapes(&form_of(subject, form), &known, form);
            false
        }
        None => true,
    });
    if before.len() == count {
        return walk.other_type(subject, Relation::Other, old, new);
    }
    for form in before {
        let text = match walk.direction {
            Direction::Readers => format!("{} is never {} any more", subject.text(), form.words()),
            _ => format!("{} may no longer be {}", subject.text(), form.words()),
        };
        walk.tell(Finding::gone(Relation::Narrower.class(walk.direction), &form.spot.place, text));
    }
    for form in after {
        let text = format!("{} may now also be {}", subject.text(), form.words());
        walk.tell(Finding::new(Relation::Wider.class(walk.direction), &form.spot.place, text));
    }
}

fn forms<'a>(shape: &Shape<'a>) -> Vec<Shape<'a>> {
    match &shape.body {
        Body::Union(forms) => forms.clone(),
        _ => vec![Shape { nullable: false, ..shape.clone() }],
    }
}

/// What is told of one form. The only field of a form names it already.
fn form_of(subject: &Subject, form: &Shape<'_>) -> Subject {
    match &form.body {
        Body::Plain(plain) if plain.constant_field().is_none() && plain.tag().is_some() => subject.clone(),
        _ => subject.form(&form.words()),
    }
}
