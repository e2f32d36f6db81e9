//! Collects changes and says each of them once.

use crate::pointer::JsonPointer;

use super::words::sentence;
use super::{Change, Class, Direction, Side};

/// The changes that were found so far.
#[derive(Debug, Default)]
pub(super) struct Report {
    changes: Vec<Change>,
    endpoint: Option<String>,
}

/// A change without the endpoint and the direction in which it was met.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) class: Class,
    pub(super) side: Side,
    pub(super) place: JsonPointer,
    pub(super) text: String,
}

impl Finding {
    /// A finding about something that the newer document has.
    pub(super) fn new(class: Class, place: &JsonPointer, text: String) -> Finding {
        Finding { class, side: Side::New, place: place.clone(), text }
    }

    /// A finding about something that only the older document has.
    pub(super) fn gone(class: Class, place: &JsonPointer, text: String) -> Finding {
        Finding { class, side: Side::Old, place: place.clone(), text }
    }
}

impl Report {
    /// What follows concerns this endpoint, or the service as a whole.
    pub(super) fn enter(&mut self, endpoint: Option<&str>) {
        self.endpoint = endpoint.map(str::to_owned);
    }

    /// Adds a change. One that is known already, from another endpoint or in the other direction, is extended: types are
    /// shared, and a type may stand in a message and in the components.
    pub(super) fn add(&mut self, direction: Direction, finding: Finding) {
        let change = Change {
            class: finding.class,
            direction,
            endpoints: self.endpoint.iter().cloned().collect(),
            document: finding.side,
            pointer: finding.place.to_string(),
            sentence: sentence(&finding.text),
        };
        let known = self.changes.iter_mut().find(|known| {
            known.class == change.class
                && known.document == change.document
                && known.sentence == change.sentence
                && (known.endpoints == change.endpoints
                    || known.pointer == change.pointer && known.direction == change.direction)
        });
        match known {
            Some(known) => {
                if known.direction != change.direction {
                    known.direction = Direction::Both;
                }
                for endpoint in change.endpoints {
                    if !known.endpoints.contains(&endpoint) {
                        known.endpoints.push(endpoint);
                    }
                }
            }
            None => self.changes.push(change),
        }
    }

    /// How many changes there are.
    pub(super) fn len(&self) -> usize {
        self.changes.len()
    }

    /// Everything that was found, in the order of the documents.
    pub(super) fn finish(self) -> Vec<Change> {
        self.changes
    }
}
