//! How the values that a newer schema takes compare with those of the older one.

use super::{Class, Direction};

/// The values of the newer schema beside those of the older one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// The same values.
    Same,
    /// All of them, and others.
    Wider,
    /// Some of them, and no others.
    Narrower,
    /// Neither.
    Other,
}

impl Relation {
    /// The relation of values that differ in two independent ways.
    pub(super) fn and(self, other: Relation) -> Relation {
        match (self, other) {
            (same, Relation::Same) | (Relation::Same, same) => same,
            (left, right) if left == right => left,
            _ => Relation::Other,
        }
    }

    /// The relation seen from the other side.
    pub(super) fn reversed(self) -> Relation {
        match self {
            Relation::Wider => Relation::Narrower,
            Relation::Narrower => Relation::Wider,
            same_or_other => same_or_other,
        }
    }

    /// What it means for clients: those who send need the newer values to hold the older ones, those who read the other way
    /// round.
    pub(super) fn class(self, direction: Direction) -> Class {
        let breaks = match direction {
            Direction::Senders => matches!(self, Relation::Narrower | Relation::Other),
            Direction::Readers => matches!(self, Relation::Wider | Relation::Other),
            Direction::Both => self != Relation::Same,
        };
        if breaks { Class::Breaking } else { Class::Compatible }
    }
}
