//! Tables: the decorators of a `type` and of its fields, as far as their declarations do not say it.

use fitz_rules::families::tables::{
    INDEX_ARGS, INDEX_UNKNOWN_COLUMN, ORM_DECORATOR_WITHOUT_TABLE, TABLE_NAME, UNIQUE_ARGS,
};
use fitz_syntax::{TextRange, TextSize};

use super::super::ItemContext;
use super::declaration::{declaration_of, has_note};
use super::support::{plain, positional_text, quoted};
use crate::db::Db;
use crate::diagnostic::Finding;
use crate::hir::{Decorator, DecoratorArgument, Expr, Field, TypeDefinition};
use crate::nearest::nearest;
use crate::roles::may_have_any_role;

pub(super) fn check(context: &ItemContext<'_>, definition: &TypeDefinition, found: &mut Vec<Finding>) {
    for decorator in &context.lowered.decorators {
        match decorator.name.name.as_str() {
            "table" => table_name(context, decorator, found),
            "index" => index(context, definition, decorator, found),
            "unique" => unique(context, definition, decorator, found),
            _ => {}
        }
    }
    without_table(context, definition, found);
}

/// `table-name`
fn table_name(context: &ItemContext<'_>, decorator: &Decorator, found: &mut Vec<Finding>) {
    let Some(name) = positional_text(context.lowered, decorator, 0) else { return };
    let Some(argument) = decorator.positional().next() else { return };
    let message = if name.is_empty() {
        "The name of a table cannot be empty."
    } else if name.contains(char::is_whitespace) {
        "The name of a table cannot contain white space."
    } else if name.matches('.').count() > 1 {
        "The name of a table has at most one dot, between the schema and the table."
    } else if name.split('.').any(str::is_empty) {
        "A part of the name of the table is empty."
    } else {
        return;
    };
    let finding = Finding::new(&TABLE_NAME, argument.range, message)
        .hint("Write `@table(\"orders\")`, or `@table(\"shop.orders\")` for a table of a schema.");
    let words: Vec<&str> = name.split_whitespace().collect();
    let joined = words.join("_");
    let is_right =
        !joined.is_empty() && joined != name && joined.split('.').count() <= 2 && !joined.split('.').any(str::is_empty);
    found.push(if is_right {
        finding.fix(format!("Change to `\"{joined}\"`"), vec![(argument.range, format!("\"{joined}\""))])
    } else {
        finding
    });
}

/// `index-args`, `index-unknown-column`
fn index(context: &ItemContext<'_>, definition: &TypeDefinition, decorator: &Decorator, found: &mut Vec<Finding>) {
    let columns = decorator.positional().next();
    match (columns, decorator.keyword("expression")) {
        (None, None) if decorator.keyword("columns").is_none() => {
            let message = "`@index` on a type does not say what it is an index of.";
            found.push(
                Finding::new(&INDEX_ARGS, decorator.name.range, message)
                    .hint("Write `@index(\"field, other\")`, or `@index(expression=\"sql\")`."),
            );
        }
        (Some(_), Some(expression)) => {
            let message = "An index is either of fields or of an expression.";
            found.push(Finding::new(&INDEX_ARGS, expression.range, message).hint("Remove one of the two."));
        }
        _ => {}
    }
    if let Some(argument) = columns
        && let Some(text) = plain(context.lowered, argument)
    {
        indexed_columns(context, definition, argument, text, found);
    }
}

fn indexed_columns(
    context: &ItemContext<'_>,
    definition: &TypeDefinition,
    argument: &DecoratorArgument,
    text: &str,
    found: &mut Vec<Finding>,
) {
    let range = context.lowered.body.expr_range(argument.value);
    let mut start = 0;
    for part in text.split(',') {
        let name = part.trim();
        let offset = start + (part.len() - part.trim_start().len());
        start += part.len() + 1;
        if name.is_empty() {
            continue;
        }
        unknown_column(definition, name, context.within(range, text, offset, name.len()), false, found);
    }
}

/// `unique-args`, `index-unknown-column`
fn unique(context: &ItemContext<'_>, definition: &TypeDefinition, decorator: &Decorator, found: &mut Vec<Finding>) {
    for argument in decorator.positional() {
        match &context.lowered.body.exprs[argument.value] {
            Expr::Name(name) => unknown_column(definition, name, argument.range, false, found),
            Expr::Str(literal) if literal.plain().is_some() => {
                unknown_column(definition, literal.plain().unwrap_or_default(), argument.range, true, found);
            }
            Expr::Missing => {}
            _ => found.push(
                Finding::new(&UNIQUE_ARGS, argument.range, "`@unique` takes the names of fields.")
                    .hint("Write `@unique(first, second)`."),
            ),
        }
    }
}

fn unknown_column(definition: &TypeDefinition, name: &str, range: TextRange, quotes: bool, found: &mut Vec<Finding>) {
    let fields = || definition.fields.iter().map(|field| field.name.name.as_str());
    if fields().any(|field| field == name) {
        return;
    }
    let message = format!("`{}` has no field `{name}`.", definition.name.name);
    let mut finding = Finding::new(&INDEX_UNKNOWN_COLUMN, range, message);
    if let Some(closest) = nearest(name, fields()) {
        let written = if quotes { format!("\"{closest}\"") } else { closest.to_owned() };
        finding = finding
            .hint(format!("Did you mean `{closest}`?"))
            .fix(format!("Change to `{closest}`"), vec![(range, written)]);
    }
    found.push(finding);
}

/// `orm-decorator-without-table`: one finding for a type, at its first decorated field.
fn without_table(context: &ItemContext<'_>, definition: &TypeDefinition, found: &mut Vec<Finding>) {
    if context.decorator("table").is_some() || definition.name.name.is_empty() || context.lowered.is_broken {
        return;
    }
    if may_have_any_role(context.db, context.item) {
        return;
    }
    let is_orm = |decorator: &&Decorator| is_of_table(context.db, decorator, "field");
    let decorated: Vec<(&Field, &Decorator)> =
        definition.fields.iter().filter_map(|field| Some((field, field.decorators.iter().find(is_orm)?))).collect();
    let Some((_, decorator)) = decorated.first() else { return };
    let fields = quoted(decorated.iter().map(|(field, _)| field.name.name.as_str()));
    let message = format!("`@{}` is about a table, and `{}` is none.", decorator.name.name, definition.name.name);
    let start = context.lowered.decorators.first().map_or(TextSize::from(0), |first| first.range.start());
    found.push(
        Finding::new(&ORM_DECORATOR_WITHOUT_TABLE, decorator.name.range, message)
            .hint(format!("Write `@table` above the type, or remove the decorators of {fields}."))
            .fix(
                format!("Make `{}` a table", definition.name.name),
                vec![(TextRange::empty(start), "@table\n".to_owned())],
            ),
    );
}

/// Whether a decorator says something about a table.
pub(super) fn is_of_table(db: &dyn Db, decorator: &Decorator, place: &str) -> bool {
    declaration_of(db, &decorator.name.name, place).is_some_and(|declaration| has_note(declaration, "of_table"))
}
