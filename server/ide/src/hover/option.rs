//! What a key of a map does that a decorator is given, as in `retry={ max: 3 }`.

use fitz_analysis::hir::{Decorator, Lowered};
use fitz_analysis::{Db, Item, Name, SourceFile, item_at, lowered, option_key, option_maps};
use fitz_syntax::{TextRange, TextSize};

use super::{Hover, argument_sections};

pub(super) fn hover(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<Hover> {
    let (item, item_range) = item_at(db, file, offset)?;
    let offset = offset.checked_sub(item_range.start())?;
    let lowered = lowered(db, item);
    let decorator = lowered.decorators.iter().find(|decorator| decorator.range.contains(offset))?;
    let (range, declaration, name) = key_at(db, lowered, decorator, offset)?;
    let markdown = argument_sections(db, declaration, &name)?.join("\n\n");
    Some(Hover { range: range.checked_add(item_range.start())?, markdown })
}

fn key_at<'db>(
    db: &'db dyn Db,
    item: &'db Lowered,
    decorator: &Decorator,
    offset: TextSize,
) -> Option<(TextRange, Item<'db>, Name)> {
    option_maps(db, item, decorator).into_iter().find_map(|map| {
        let range = |key| item.body.expr_range(key);
        let (key, _) = map.pairs.iter().find(|(key, _)| range(*key).contains_inclusive(offset))?;
        let name = option_key(item, lowered(db, map.declaration), *key)?;
        Some((range(*key), map.declaration, Name::from(name)))
    })
}
