//! `sql-name-quotes`, `renamed-from-left`: the names that tables and columns have in the database.

use fitz_rules::families::tables::{RENAMED_FROM_LEFT, SQL_NAME_QUOTES};
use fitz_syntax::TextRange;

use super::super::ItemContext;
use super::support::{plain, positional_text};
use crate::diagnostic::Finding;
use crate::hir::{Decorator, Field, Lowered, TypeDefinition};

/// The words that are neither a table nor a column without quotes.
const RESERVED: [&str; 62] = [
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "both",
    "case",
    "cast",
    "check",
    "collate",
    "column",
    "constraint",
    "create",
    "default",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "false",
    "fetch",
    "for",
    "foreign",
    "from",
    "grant",
    "group",
    "having",
    "in",
    "initially",
    "intersect",
    "into",
    "leading",
    "limit",
    "not",
    "null",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "primary",
    "references",
    "returning",
    "select",
    "some",
    "table",
    "then",
    "to",
    "trailing",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "variadic",
    "when",
    "where",
    "with",
];

/// The decorators of fields that are no columns.
const VIRTUAL: [&str; 2] = ["has_one", "has_many"];

pub(super) fn check(context: &ItemContext<'_>, definition: &TypeDefinition, found: &mut Vec<Finding>) {
    let Some(table) = context.decorator("table") else { return };
    if context.lowered.is_broken || definition.name.name.is_empty() {
        return;
    }
    table_name(context, definition, table, found);
    for field in &definition.fields {
        column_name(context, definition, field, found);
    }
    let on_fields = definition.fields.iter().flat_map(|field| &field.decorators);
    for decorator in context.lowered.decorators.iter().chain(on_fields).filter(|it| it.name.name == "renamed_from") {
        found.push(
            Finding::new(&RENAMED_FROM_LEFT, decorator.name.range, "The databases may have been migrated by now.")
                .hint("Remove it once all of them have been.")
                .fix("Remove `@renamed_from`", vec![(context.removal(decorator), String::new())]),
        );
    }
}

fn table_name(context: &ItemContext<'_>, definition: &TypeDefinition, table: &Decorator, found: &mut Vec<Finding>) {
    let (name, range) = match table.positional().next() {
        Some(argument) => match plain(context.lowered, argument) {
            Some(name) => (name.to_owned(), argument.range),
            None => return,
        },
        None => (definition.name.name.to_lowercase(), table.name.range),
    };
    if let Some(part) = name.split('.').find(|part| needs_quotes(part)) {
        let finding = quotes(&format!("the table `{part}`"), range);
        found.push(finding.hint(format!("Another name spares that: `@table(\"{}s\")`.", part.to_lowercase())));
    }
}

fn column_name(context: &ItemContext<'_>, definition: &TypeDefinition, field: &Field, found: &mut Vec<Finding>) {
    if !is_column(context.lowered, definition, field) {
        return;
    }
    let given = field.decorators.iter().find(|it| it.name.name == "column").and_then(|it| it.keyword("name"));
    let (name, range) = match given {
        Some(argument) => match plain(context.lowered, argument) {
            Some(name) => (name, argument.range),
            None => return,
        },
        None => (field.name.name.as_str(), field.name.range),
    };
    if needs_quotes(name) {
        let finding = quotes(&format!("the column `{name}`"), range);
        found.push(finding.hint("Another name spares that: `@column(name=\"...\")`."));
    }
}

/// Whether a field of a table is one of its columns: neither rows of another table, nor the row whose key its neighbour has.
pub fn is_column(lowered: &Lowered, definition: &TypeDefinition, field: &Field) -> bool {
    let is_virtual = field.decorators.iter().any(|it| VIRTUAL.contains(&it.name.name.as_str()));
    let is_companion = definition.fields.iter().any(|other| {
        other.name.name.strip_suffix("_id") == Some(field.name.name.as_str())
            && other
                .decorators
                .iter()
                .any(|it| it.name.name == "belongs_to" && positional_text(lowered, it, 0).is_some())
    });
    !is_virtual && !is_companion
}

fn quotes(what: &str, range: TextRange) -> Finding {
    let message = format!("In statements that are written by hand, {what} has to stand in quotes.");
    Finding::new(&SQL_NAME_QUOTES, range, message)
}

/// Whether a name stands in quotes in a statement, because it is a word of SQL or has other than small letters.
pub fn needs_quotes(name: &str) -> bool {
    let is_plain = |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '_';
    let is_reserved = RESERVED.contains(&name);
    !name.is_empty() && (is_reserved || !name.chars().all(is_plain) || name.starts_with(|it: char| it.is_ascii_digit()))
}
