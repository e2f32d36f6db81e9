//! Linked editing: places with one text that change together while somebody types.

use fitz_analysis::{Db, SourceFile, parse};
use fitz_syntax::{SourceText, TextRange, TextSize};

use crate::labels;
use crate::references::path_parameter_places;
use crate::symbol::{Symbol, symbol_at};

/// The places that change with the one at `offset`, itself included, in the order of the text: a label of a loop with those of
/// its jumps, and a parameter of a handler with its part of the path. `None` where nothing is linked.
pub fn linked_editing_ranges(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<Vec<TextRange>> {
    let linked = linked_labels(db, file, offset).or_else(|| linked_parameter(db, file, offset))?;
    (linked.len() > 1).then_some(linked)
}

fn linked_labels(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<Vec<TextRange>> {
    let tree = parse(db, file);
    let declared = labels::declaration(labels::label_at(tree.root(), offset)?)?;
    let labels = std::iter::once(declared).chain(labels::uses(declared));
    Some(labels.map(labels::name_range).collect())
}

fn linked_parameter(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<Vec<TextRange>> {
    let found = symbol_at(db, file, offset)?;
    let Symbol::Local(item, local) = &found.symbol else { return None };
    let mut places = path_parameter_places(db, item, local)?;
    let text = &file.content(db).text;
    places.extend(places.clone().into_iter().filter_map(|place| query_key(text, place)));
    places.sort_by_key(|place| place.start());
    places.contains(&found.range).then_some(places)
}

/// The key of a query whose value has the same name: `q` in `?q={q}`.
fn query_key(text: &SourceText, value: TextRange) -> Option<TextRange> {
    let name = text.slice(value);
    let sign = TextSize::of("={");
    let key = TextRange::at(value.start().checked_sub(sign + value.len())?, value.len());
    let is_key = text.slice(TextRange::new(key.start(), value.start())) == format!("{name}={{");
    (is_key && matches!(text.char_before(key.start()), Some('?' | '&'))).then_some(key)
}
