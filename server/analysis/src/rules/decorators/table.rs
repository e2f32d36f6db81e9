//! Tables as a whole: their key, their name, and decorators that need a table.

use fitz_rules::families::tables::{
    INDEX_DUPLICATE, PRIMARY_NULLABLE, TABLE_DECORATOR_IGNORED, TABLE_DUPLICATE, TABLE_WITHOUT_PRIMARY,
};
use fitz_syntax::TextRange;

use super::super::ItemContext;
use super::marks::Mark;
use super::orm::is_of_table;
use super::program::Programs;
use super::support::positional_text;
use crate::diagnostic::Finding;
use crate::hir::{Decorator, ItemData, TypeDefinition, TypeRefKind};
use crate::roles::{any_is_unknown, may_have_any_role};

pub(super) fn check(context: &ItemContext<'_>, definition: &TypeDefinition, found: &mut Vec<Finding>) {
    if definition.name.name.is_empty() || context.lowered.is_broken {
        return;
    }
    match context.decorator("table") {
        Some(table) => {
            without_primary(context, definition, table, found);
            nullable_primary(definition, found);
            indexes(context, found);
        }
        None => ignored(context, definition, found),
    }
}

/// `table-without-primary`
fn without_primary(
    context: &ItemContext<'_>,
    definition: &TypeDefinition,
    table: &Decorator,
    found: &mut Vec<Finding>,
) {
    let decorators = || definition.fields.iter().flat_map(|field| &field.decorators);
    let has_primary = decorators().any(|decorator| decorator.name.name == "primary");
    if definition.fields.is_empty() || has_primary || any_is_unknown(context.db, decorators(), "field") {
        return;
    }
    let message = format!(
        "The table of `{}` has no primary key, so no row of it can be told from another.",
        definition.name.name
    );
    let finding = Finding::new(&TABLE_WITHOUT_PRIMARY, table.name.range, message)
        .hint("Write `@primary` before the field that is the key, e.g. `@primary id: Int = 0`.");
    let id = definition.fields.iter().find(|field| field.name.name == "id");
    found.push(match (id, definition.fields.first()) {
        (Some(id), _) => {
            let is_nullable = matches!(id.ty.as_ref().map(|ty| &ty.kind), Some(TypeRefKind::Nullable(_)));
            let place = TextRange::empty(id.range.start());
            if is_nullable { finding } else { finding.fix("Make `id` the key", vec![(place, "@primary ".to_owned())]) }
        }
        (None, Some(first)) => {
            let field = "@primary id: Int = 0";
            let place = TextRange::empty(first.range.start());
            finding.fix(format!("Add `{field}`"), vec![(place, format!("{field}, "))])
        }
        (None, None) => finding,
    });
}

/// `primary-nullable`
fn nullable_primary(definition: &TypeDefinition, found: &mut Vec<Finding>) {
    for field in &definition.fields {
        let is_primary = field.decorators.iter().any(|it| it.name.name == "primary");
        let Some(annotation) = field.ty.as_ref().filter(|_| is_primary) else { continue };
        let TypeRefKind::Nullable(inner) = &annotation.kind else { continue };
        let message = format!("The key `{}` is in every row, so it cannot be `null`.", field.name.name);
        let mark = TextRange::new(inner.range.end(), annotation.range.end());
        found.push(
            Finding::new(&PRIMARY_NULLABLE, annotation.range, message)
                .hint("Leave the `?` out; a default of 0 lets the database choose the key.")
                .fix("Remove the `?`", vec![(mark, String::new())]),
        );
    }
}

/// `index-duplicate`: two indexes of the same fields, with the same options.
fn indexes(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    let text = context.item.text(context.db);
    let written = |range: TextRange| text.get(usize::from(range.start())..usize::from(range.end())).unwrap_or_default();
    let shape = |decorator: &Decorator| -> Option<(Vec<String>, Vec<String>)> {
        let columns = positional_text(context.lowered, decorator, 0)?;
        let columns = columns.split(',').map(|column| column.trim().to_owned()).collect();
        let named = decorator.arguments.iter().filter(|it| it.key.as_ref().is_some_and(|key| key.name != "name"));
        let mut options: Vec<String> = named.map(|it| written(it.range).to_owned()).collect();
        options.sort();
        Some((columns, options))
    };
    let indexes: Vec<&Decorator> = context.lowered.decorators_named("index").collect();
    for (position, index) in indexes.iter().enumerate() {
        let Some(own) = shape(index) else { continue };
        let Some(first) = indexes.iter().take(position).find(|other| shape(other).as_ref() == Some(&own)) else {
            continue;
        };
        found.push(
            Finding::new(&INDEX_DUPLICATE, index.name.range, "There is an index of these fields already.")
                .hint("Remove one of the two.")
                .related(context.pointer(first.name.range), "It stands here first.")
                .fix("Remove the second one", vec![(context.removal(index), String::new())]),
        );
    }
}

/// `table-decorator-ignored`
fn ignored(context: &ItemContext<'_>, definition: &TypeDefinition, found: &mut Vec<Finding>) {
    // With decorated fields, the missing table is one finding about these.
    let has_columns = definition.fields.iter().any(|field| !field.decorators.is_empty());
    if has_columns {
        return;
    }
    let of_table = context.lowered.decorators.iter().find(|it| is_of_table(context.db, it, "type"));
    let Some(decorator) = of_table.filter(|_| !may_have_any_role(context.db, context.item)) else { return };
    let name = &definition.name.name;
    let message = format!("`@{}` has no effect: `{name}` is no table.", decorator.name.name);
    found.push(
        Finding::new(&TABLE_DECORATOR_IGNORED, decorator.name.range, message)
            .hint("Write `@table` above the type.")
            .fix(
                format!("Make `{name}` a table"),
                vec![(TextRange::empty(context.before_first()), "@table\n".to_owned())],
            ),
    );
}

/// `table-duplicate`
pub(super) fn check_program(context: &ItemContext<'_>, programs: &Programs<'_>, found: &mut Vec<Finding>) {
    let (ItemData::Type(_), Some(table)) = (&context.lowered.data, context.decorator("table")) else { return };
    let id = context.item.id(context.db);
    let Some(own) = programs.marks("table").find(|mark| mark.item == *id) else { return };
    let Some(first) = programs.earlier(own, |mark| name_of(mark) == name_of(own)) else { return };
    let range = table.positional().next().map_or(table.name.range, |argument| argument.range);
    let message = format!("The table `{}` belongs to `{}` already.", name_of(own), first.item.name);
    found.push(
        Finding::new(&TABLE_DUPLICATE, range, message)
            .hint("Give one of the two another name: `@table(\"name\")`.")
            .related(first.place(), format!("`{}` is stored there.", first.item.name)),
    );
}

/// The name of the table: the one that is written, or that of the type.
fn name_of(mark: &Mark) -> String {
    match mark.texts.first() {
        Some((name, _)) => name.clone(),
        None => mark.item.name.to_lowercase(),
    }
}
