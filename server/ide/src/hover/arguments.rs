//! The arguments of a decorator in force: those that are given, and the defaults of the others.

use std::fmt::Write as _;

use fitz_analysis::hir::{Decorator, Lowered};
use fitz_analysis::{Db, Item, has_bare_keys, lowered, option_key, option_maps, positional_parameters, signature};
use fitz_syntax::TextRange;

/// A table with the arguments of the decorator whose name stands at `place`, relative to its item. `None` for a decorator that
/// has no defaults.
pub(super) fn section(db: &dyn Db, decorated: Item<'_>, place: TextRange, declared: Item<'_>) -> Option<String> {
    let item = lowered(db, decorated);
    let on_fields = item.fields().iter().flat_map(|field| &field.decorators);
    let decorator = item.decorators.iter().chain(on_fields).find(|it| it.name.range == place)?;
    let parameters = &signature(db, declared).as_ref()?.parameters;
    if !parameters.iter().any(|parameter| parameter.default.as_ref().is_some_and(|default| default != "null")) {
        return None;
    }
    let text = decorated.text(db);
    let written = |range: TextRange| text.get(usize::from(range.start())..usize::from(range.end())).unwrap_or_default();
    let by_position = positional_parameters(lowered(db, declared));
    let mut table = "**In force:**\n\n| argument | value | |\n|---|---|---|".to_owned();
    for (index, parameter) in parameters.iter().enumerate() {
        let given = decorator.keyword(&parameter.name).or_else(|| decorator.positional().take(by_position).nth(index));
        match (given, &parameter.default) {
            (Some(argument), _) => {
                let value = written(item.body.expr_range(argument.value));
                let options = options(db, item, decorator, &parameter.name);
                if options.is_empty() {
                    row(&mut table, &parameter.name, value, "");
                }
                for (name, value) in options {
                    match value {
                        Ok(value) => row(&mut table, &format!("{}.{name}", parameter.name), written(value), ""),
                        Err(default) => row(&mut table, &format!("{}.{name}", parameter.name), &default, "default"),
                    }
                }
            }
            (None, Some(default)) if default != "null" => row(&mut table, &parameter.name, default, "default"),
            (None, _) => {}
        }
    }
    Some(table)
}

fn row(table: &mut String, name: &str, value: &str, note: &str) {
    // A bar would end the cell, and a line the row.
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
    let _ = write!(table, "\n| `{name}` | `{value}` | {note} |");
}

/// The keys of the map that is given as an argument: where the value stands, or the default.
fn options(
    db: &dyn Db,
    item: &Lowered,
    decorator: &Decorator,
    argument: &str,
) -> Vec<(String, Result<TextRange, String>)> {
    let maps = option_maps(db, item, decorator);
    let of_argument =
        maps.iter().find(|map| map.declaration.id(db).name == argument && has_bare_keys(lowered(db, map.declaration)));
    let Some(map) = of_argument else { return Vec::new() };
    let Some(signature) = signature(db, map.declaration).as_ref() else { return Vec::new() };
    let declaration = lowered(db, map.declaration);
    let value_of = |name: &str| {
        let is_named = |key| option_key(item, declaration, key).as_deref() == Some(name);
        map.pairs.iter().find(|(key, _)| is_named(*key)).map(|(_, value)| item.body.expr_range(*value))
    };
    signature
        .parameters
        .iter()
        .map(|option| {
            let default = || option.default.clone().unwrap_or_default();
            (option.name.to_string(), value_of(&option.name).ok_or_else(default))
        })
        .collect()
}
