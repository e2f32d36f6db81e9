//! Counts the frames of a client in a window of some seconds, and leaves the loop when there are too many.

use fitz_analysis::hir::Expr;
use fitz_analysis::rate_limit;
use fitz_syntax::{TextRange, TextSize};

use super::{Assist, Entry, Place};

pub(super) const ENTRY: Entry = Entry { kind: "refactor.rewrite.limitFrames", keeps_meaning: false, find: assist };

/// At the signature of a handler, or at the word `loop`.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let is_at_loop = || {
        let around = place.smallest(|expr| matches!(expr, Expr::Loop { .. }));
        around.is_some_and(|id| {
            let word = TextRange::at(place.range(id).start(), TextSize::of("loop"));
            word.contains_range(place.selected)
        })
    };
    if !place.is_at_signature_of_handler() && !is_at_loop() {
        return None;
    }
    place.assist("Limit how many frames a client may send", rate_limit(place.db, place.item)?)
}
