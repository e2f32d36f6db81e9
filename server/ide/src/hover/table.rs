//! The table of a type with `@table`, as Postgres gets it: the database that the language speaks to.

use fitz_analysis::hir::{Decorator, Field, ItemData, Lowered, TypeDefinition};
use fitz_analysis::{
    Builtin, Db, Item, ItemId, Nominal, Ty, is_column, item, lowered, needs_quotes, nominal_item, resolve_type,
    type_named,
};

/// The statements that make the table and its indexes. `None` for a type without one, and while its fields are being typed.
pub(super) fn section(db: &dyn Db, id: &ItemId) -> Option<String> {
    let item = item(db, id)?;
    let lowered = lowered(db, item);
    let ItemData::Type(definition) = &lowered.data else { return None };
    let decorator = lowered.decorators_named("table").next().filter(|_| !lowered.is_broken)?;
    let table = Table { db, item, lowered, definition, name: table_name(lowered, decorator, &id.name)? };
    Some(format!("**In the database** (Postgres)\n\n```sql\n{}\n```", table.statements()?))
}

/// The name that is written, or that of the type. `None` when it is not established.
fn table_name(lowered: &Lowered, decorator: &Decorator, type_name: &str) -> Option<String> {
    match decorator.positional().next() {
        Some(argument) => argument.plain(lowered).map(str::to_owned).filter(|name| !name.is_empty()),
        None => Some(type_name.to_lowercase()),
    }
}

struct Table<'db> {
    db: &'db dyn Db,
    item: Item<'db>,
    lowered: &'db Lowered,
    definition: &'db TypeDefinition,
    name: String,
}

impl Table<'_> {
    fn statements(&self) -> Option<String> {
        let columns: Option<Vec<String>> = self.columns().map(|field| self.column(field)).collect();
        let parts: Vec<String> = columns?.into_iter().chain(self.constraints()).collect();
        let body = parts.iter().map(|part| format!("  {part}")).collect::<Vec<_>>().join(",\n");
        let mut statements = vec![format!("CREATE TABLE {} (\n{body}\n);", qualified(&self.name))];
        statements.extend(self.indexes());
        Some(statements.join("\n"))
    }

    fn columns(&self) -> impl Iterator<Item = &Field> {
        self.definition.fields.iter().filter(|field| is_column(self.lowered, self.definition, field))
    }

    fn keys(&self) -> Vec<&Field> {
        self.columns().filter(|field| decorator(field, "primary").is_some()).collect()
    }

    /// `None` while its type is missing or not known.
    fn column(&self, field: &Field) -> Option<String> {
        let ty = resolve_type(self.db, self.item.id(self.db).file, field.ty.as_ref()?);
        if *ty.without_null() == Ty::Any {
            return None;
        }
        let is_only_key = matches!(self.keys().as_slice(), [key] if key.range == field.range);
        let written = decorator(field, "column").and_then(|it| self.text(it, "sql_type"));
        let Some(sql_type) = written.map(str::to_owned).or_else(|| sql_type(ty.without_null(), is_only_key)) else {
            // A comment that swallows the comma behind it would break the statement, so it has an end.
            return Some(format!("{} /* `{ty}` needs @column(sql_type=...) */", self.column_name(field)));
        };
        let mut text = format!("{} {sql_type}", self.column_name(field));
        if is_only_key {
            text.push_str(" PRIMARY KEY");
        } else if !matches!(ty, Ty::Nullable(_)) {
            text.push_str(" NOT NULL");
        }
        if let Some(default) = decorator(field, "db_default").and_then(|it| self.first(it)) {
            text.push_str(&format!(" DEFAULT {default}"));
        }
        if decorator(field, "unique").is_some() {
            text.push_str(" UNIQUE");
        }
        text.extend(decorator(field, "belongs_to").and_then(|it| self.reference(it)));
        Some(text)
    }

    /// ` REFERENCES members (id) ON DELETE CASCADE`, when the target is known and has one key.
    fn reference(&self, relation: &Decorator) -> Option<String> {
        let Some(Ty::Nominal(target)) = type_named(self.db, self.item.id(self.db).file, self.first(relation)?) else {
            return None;
        };
        let (table, key) = key_of(self.db, &target)?;
        let action = self.text(relation, "on_delete").filter(|action| *action != "no_action");
        let action = action.map(|action| format!(" ON DELETE {}", action.replace('_', " ").to_uppercase()));
        Some(format!(" REFERENCES {table} ({key}){}", action.unwrap_or_default()))
    }

    /// The key of several columns, and what is written above the type.
    fn constraints(&self) -> Vec<String> {
        let mut found = Vec::new();
        if let keys @ [_, _, ..] = self.keys().as_slice() {
            let names: Vec<String> = keys.iter().map(|field| self.column_name(field)).collect();
            found.push(format!("PRIMARY KEY ({})", names.join(", ")));
        }
        for unique in self.lowered.decorators_named("unique") {
            let names: Option<Vec<String>> =
                unique.positional().map(|it| self.column_named(it.word(self.lowered)?)).collect();
            if let Some(names) = names.filter(|names| !names.is_empty()) {
                found.push(format!("{}UNIQUE ({})", self.constraint_name(unique), names.join(", ")));
            }
        }
        for check in self.lowered.decorators_named("check_constraint") {
            found.extend(self.first(check).map(|text| format!("{}CHECK ({text})", self.constraint_name(check))));
        }
        found
    }

    fn constraint_name(&self, decorator: &Decorator) -> String {
        self.text(decorator, "name").map(|name| format!("CONSTRAINT {} ", quoted(name))).unwrap_or_default()
    }

    fn indexes(&self) -> Vec<String> {
        let on_fields = self.columns().filter(|field| decorator(field, "index").is_some());
        let on_fields =
            on_fields.map(|field| format!("CREATE INDEX ON {} ({});", qualified(&self.name), self.column_name(field)));
        on_fields.chain(self.lowered.decorators_named("index").filter_map(|it| self.index(it))).collect()
    }

    fn index(&self, index: &Decorator) -> Option<String> {
        let of = match (self.first(index), self.text(index, "expression")) {
            (_, Some(expression)) => expression.to_owned(),
            (Some(names), None) => {
                let names: Option<Vec<String>> = names.split(',').map(|name| self.column_named(name.trim())).collect();
                names?.join(", ")
            }
            (None, None) => return None,
        };
        let is_unique = index.keyword("unique").is_some_and(|it| it.is_true(self.lowered));
        let unique = if is_unique { "UNIQUE " } else { "" };
        let name = self.text(index, "name").map(|name| format!("{} ", quoted(name))).unwrap_or_default();
        let method = self.text(index, "using").map(|method| format!(" USING {method}")).unwrap_or_default();
        let filter = self.text(index, "where_").map(|filter| format!(" WHERE {filter}")).unwrap_or_default();
        Some(format!("CREATE {unique}INDEX {name}ON {}{method} ({of}){filter};", qualified(&self.name)))
    }

    fn first(&self, decorator: &Decorator) -> Option<&str> {
        decorator.positional().next()?.plain(self.lowered)
    }

    fn text(&self, decorator: &Decorator, key: &str) -> Option<&str> {
        decorator.keyword(key)?.plain(self.lowered)
    }

    fn column_name(&self, field: &Field) -> String {
        let written = decorator(field, "column").and_then(|it| self.text(it, "name"));
        quoted(written.unwrap_or(&field.name.name))
    }

    fn column_named(&self, field: &str) -> Option<String> {
        self.columns().find(|it| it.name.name == field).map(|field| self.column_name(field))
    }
}

fn decorator<'f>(field: &'f Field, name: &str) -> Option<&'f Decorator> {
    field.decorators.iter().find(|it| it.name.name == name)
}

/// The name of a table and of its key, when it is one column.
fn key_of(db: &dyn Db, target: &Nominal) -> Option<(String, String)> {
    let item = nominal_item(db, target)?;
    let lowered = lowered(db, item);
    let ItemData::Type(definition) = &lowered.data else { return None };
    let name = table_name(lowered, lowered.decorators_named("table").next()?, &target.name)?;
    let table = Table { db, item, lowered, definition, name };
    match table.keys().as_slice() {
        [key] => Some((qualified(&table.name), table.column_name(key))),
        _ => None,
    }
}

/// The type of a column; `None` where the language has none. An `Int` that is the key alone is counted by the database.
fn sql_type(ty: &Ty, is_only_key: bool) -> Option<String> {
    let Ty::Builtin(builtin, arguments) = ty else { return None };
    let name = match builtin {
        Builtin::Int if is_only_key => "bigserial",
        Builtin::Int => "bigint",
        Builtin::Float => "double precision",
        Builtin::Str => "text",
        Builtin::Bool => "boolean",
        Builtin::Bytes => "bytea",
        Builtin::Date => "date",
        Builtin::DateTime => "timestamptz",
        Builtin::Uuid => "uuid",
        Builtin::Map => "jsonb",
        Builtin::List => return Some(format!("{}[]", sql_type(arguments.first()?.without_null(), false)?)),
        _ => return None,
    };
    Some(name.to_owned())
}

/// `schema.name`, each part in quotes where it has to.
fn qualified(name: &str) -> String {
    name.split('.').map(quoted).collect::<Vec<_>>().join(".")
}

fn quoted(name: &str) -> String {
    if needs_quotes(name) { format!("\"{}\"", name.replace('"', "\"\"")) } else { name.to_owned() }
}
