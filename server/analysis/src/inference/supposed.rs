//! What an item would mean if its text were a little different.
//!
//! A place where something is being typed says little of itself: an argument that is not there yet is no argument. With a
//! name at the place it is one, and what is expected of it can be asked.

use crate::db::Db;
use crate::hir::Lowered;
use crate::inference::imported::Seeing;
use crate::inference::{Inference, inferred};
use crate::item_tree::{Item, ItemKind};
use crate::lower::lower_alone;

/// An item with another text.
#[derive(Clone, Debug)]
pub struct Supposed {
    /// What the text says.
    pub lowered: Lowered,
    /// What it means.
    pub inference: Inference,
}

/// What an item would mean if it said `text`. Nothing is kept of the answer: the next one is about another text.
pub fn suppose(db: &dyn Db, item: Item<'_>, text: &str) -> Supposed {
    let lowered = lower_alone(text, item.id(db).kind == ItemKind::Method);
    let inference = inferred(db, item, text, &lowered, Seeing::Shown);
    Supposed { lowered, inference }
}
