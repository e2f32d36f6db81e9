//! Decorators of types and fields: tables, columns, relations.

use crate::Rule;
use crate::Severity::{Error, Hint, Warning};

rules! {
    CHECK_CONSTRAINT_ARGS = Rule {
        code: "check-constraint-args",
        severity: Error,
        tag: None,
        summary: "`@check_constraint` does not have its one condition.",
        finds: r#"`@check_constraint` takes one string literal without a name, the SQL condition, and may have a `name`."#,
        why: r#"The condition is written into the database as it stands."#,
        wrong: r#"@check_constraint("")
@table("members")
type Member {
    @primary id: Int = 0
    age: Int
}"#,
        right: r#"@check_constraint("age >= 0")
@table("members")
type Member {
    @primary id: Int = 0
    age: Int
}"#,
        mend: r#"Write the condition: `@check_constraint("age >= 0")`."#,
    };
    COLUMN_ARGS = Rule {
        code: "column-args",
        severity: Error,
        tag: None,
        summary: "`@column` is given something else than `name` and `sql_type`.",
        finds: r#"The arguments of `@column` have names, `name` and `sql_type`, and are string literals."#,
        why: r#"The program is refused: a text alone could be either of the two."#,
        wrong: r#"@table("members")
type Member {
    @primary id: Int = 0
    @column("full_name") name: Str
}"#,
        right: r#"@table("members")
type Member {
    @primary id: Int = 0
    @column(name="full_name") name: Str
}"#,
        mend: r#"Write `@column(name="...")` or `@column(sql_type="...")`."#,
    };
    DB_DEFAULT_ARGS = Rule {
        code: "db-default-args",
        severity: Error,
        tag: None,
        summary: "`@db_default` is given something else than one SQL expression.",
        finds: r#"`@db_default` takes at most one string literal without a name, not an empty one."#,
        why: r#"The text becomes the default of the column."#,
        wrong: r#"@table("members")
type Member {
    @primary id: Int = 0
    @db_default(0) visits: Int = 0
}"#,
        right: r#"@table("members")
type Member {
    @primary id: Int = 0
    @db_default("0") visits: Int = 0
}"#,
        mend: r#"Write the SQL expression as text, or leave it out when the column has a default already."#,
    };
    FIELD_DECORATOR_ARGS = Rule {
        code: "field-decorator-args",
        severity: Error,
        tag: None,
        summary: "A decorator of a field is given an argument that it does not take.",
        finds: r#"`@primary`, `@unique`, `@index` and `@hidden` on a field take nothing."#,
        why: r#"The program is refused."#,
        wrong: r#"@table("members")
type Member {
    @primary id: Int = 0
    @index("name") name: Str
}"#,
        right: r#"@table("members")
type Member {
    @primary id: Int = 0
    @index name: Str
}"#,
        mend: r#"Remove the argument. Names and conditions of an index are given at the type: `@index("name",
unique=true)`."#,
    };
    FIELD_DECORATOR_UNKNOWN = Rule {
        code: "field-decorator-unknown",
        severity: Error,
        tag: None,
        summary: "There is no such decorator for a field.",
        finds: r#"A field has a decorator with a name that does not exist, or one that belongs on a function or a type."#,
        why: r#"The set of decorators is closed; the program is refused."#,
        wrong: r#"@table("members")
type Member {
    @primary id: Int = 0
    @uniqe email: Str
}"#,
        right: r#"@table("members")
type Member {
    @primary id: Int = 0
    @unique email: Str
}"#,
        mend: r#"Take the suggestion of the hint if it is what was meant; a quick fix puts it in place."#,
    };
    INDEX_ARGS = Rule {
        code: "index-args",
        severity: Error,
        tag: None,
        summary: "`@index` on a type does not say what to index.",
        finds: r#"`@index` on a type takes one string literal with the names of fields or an `expression`, not both;
`unique` is `true` or `false`, the others are texts, and `using` is one of the kinds of index of the database."#,
        why: r#"The arguments become the definition of the index."#,
        wrong: r#"@index("name", using="tree")
@table("members")
type Member {
    @primary id: Int = 0
    name: Str
}"#,
        right: r#"@index("name", using="btree")
@table("members")
type Member {
    @primary id: Int = 0
    name: Str
}"#,
        mend: r#"Write `@index("first, second")` or `@index(expression="lower(name)")`."#,
    };
    INDEX_DUPLICATE = Rule {
        code: "index-duplicate",
        severity: Warning,
        tag: None,
        summary: "A table has the same index twice.",
        finds: r#"Two `@index` of a type have the same fields and the same options; their names do not count."#,
        why: r#"The database keeps both up to date, at each change, for nothing."#,
        wrong: r#"@table
@index("email")
@index("email", name="by_email")
type Member { @primary id: Int = 0, email: Str }"#,
        right: r#"@table
@index("email", name="by_email")
type Member { @primary id: Int = 0, email: Str }"#,
        mend: r#"Remove one of them; the quick fix removes the second."#,
    };
    INDEX_UNKNOWN_COLUMN = Rule {
        code: "index-unknown-column",
        severity: Error,
        tag: None,
        summary: "An index names a field that the type does not have.",
        finds: r#"A name in `@index` or `@unique` of a type is not the name of a field of that type. The names are those
of the fields, not of the columns."#,
        why: r#"The index could not be made, so the program is refused."#,
        wrong: r#"@index("nam")
@table("members")
type Member {
    @primary id: Int = 0
    name: Str
}"#,
        right: r#"@index("name")
@table("members")
type Member {
    @primary id: Int = 0
    name: Str
}"#,
        mend: r#"Write the name as at the field; a quick fix puts the closest one in place."#,
    };
    ORM_DECORATOR_WITHOUT_TABLE = Rule {
        code: "orm-decorator-without-table",
        severity: Error,
        tag: None,
        summary: "A field is decorated for a table, and its type is none.",
        finds: r#"A field has a decorator such as `@primary`, `@column` or `@belongs_to`, and its type has no `@table`.
`@hidden` alone needs none."#,
        why: r#"Without a table there are no columns. The program is refused."#,
        wrong: r#"type Member {
    @primary id: Int = 0
    name: Str
}"#,
        right: r#"@table
type Member {
    @primary id: Int = 0
    name: Str
}"#,
        mend: r#"Write `@table` above the type; the quick fix does that. If it is no table, remove the decorators."#,
    };
    PRIMARY_NULLABLE = Rule {
        code: "primary-nullable",
        severity: Warning,
        tag: None,
        summary: "A primary key can be `null`.",
        finds: r#"A field with `@primary` has a type with `?`."#,
        why: r#"The database refuses rows without a key."#,
        wrong: r#"@table type Note { @primary id: Int?, text: Str }"#,
        right: r#"@table type Note { @primary id: Int = 0, text: Str }"#,
        mend: r#"Remove the `?`; the quick fix does that. A default of 0 lets the database choose the key."#,
    };
    RELATION_ARGS = Rule {
        code: "relation-args",
        severity: Error,
        tag: None,
        summary: "A relation does not name one type.",
        finds: r#"`@belongs_to`, `@has_one` and `@has_many` take one string literal without a name, the type of the
other rows."#,
        why: r#"Without it nobody knows which table the key belongs to."#,
        wrong: r#"@table("members")
type Member {
    @primary id: Int = 0
    @belongs_to club_id: Int
}"#,
        right: r#"@table type Club { @primary id: Int = 0 }

@table("members")
type Member {
    @primary id: Int = 0
    @belongs_to("Club") club_id: Int
}"#,
        mend: r#"Write the name of the type in quotes: `@belongs_to("Club")`."#,
    };
    RELATION_CASCADE = Rule {
        code: "relation-cascade",
        severity: Error,
        tag: None,
        summary: "A relation names an action that the database does not know.",
        finds: r#"`on_delete` or `on_update` of a relation is none of `"cascade"`, `"set_null"`, `"restrict"` and
`"no_action"`."#,
        why: r#"The program is refused; what happens to a row when its counterpart goes must not be a guess."#,
        wrong: r#"@table type Club { @primary id: Int = 0 }

@table("members")
type Member {
    @primary id: Int = 0
    @belongs_to("Club", on_delete="delete") club_id: Int
}"#,
        right: r#"@table type Club { @primary id: Int = 0 }

@table("members")
type Member {
    @primary id: Int = 0
    @belongs_to("Club", on_delete="cascade") club_id: Int
}"#,
        mend: r#"Write one of the four words."#,
    };
    RELATION_COMPANION = Rule {
        code: "relation-companion",
        severity: Warning,
        tag: None,
        summary: "The row beside a key is declared as if it were always there.",
        finds: r#"Beside `author_id` with `@belongs_to("Author")` stands `author: Author`, without `?`."#,
        why: r#"The row is there only when it was loaded. A field that cannot be `null` is not taken for the relation."#,
        wrong: r#"@table type Author { @primary id: Int = 0, name: Str }

@table type Note {
    @primary id: Int = 0
    @belongs_to("Author") author_id: Int
    author: Author
}"#,
        right: r#"@table type Author { @primary id: Int = 0, name: Str }

@table type Note {
    @primary id: Int = 0
    @belongs_to("Author") author_id: Int
    author: Author?
}"#,
        mend: r#"Write `?` after the type; the quick fix does that."#,
    };
    RELATION_FIELD_TYPE = Rule {
        code: "relation-field-type",
        severity: Warning,
        tag: None,
        summary: "The field of a relation has another type than its rows.",
        finds: r#"A field with `@has_many` is not a list of the target, or one with `@has_one` not the nullable target."#,
        why: r#"The field has no place for what the relation leads to."#,
        wrong: r#"@table type Loan { @primary id: Int = 0, @belongs_to("Member") member_id: Int }

@table type Member {
    @primary id: Int = 0
    @has_many("Loan") loans: Loan? = null
}"#,
        right: r#"@table type Loan { @primary id: Int = 0, @belongs_to("Member") member_id: Int }

@table type Member {
    @primary id: Int = 0
    @has_many("Loan") loans: List<Loan> = []
}"#,
        mend: r#"Declare the type that the hint shows; the quick fix does that."#,
    };
    RELATION_KEY = Rule {
        code: "relation-key",
        severity: Warning,
        tag: None,
        summary: "The target of a relation has no field for the key.",
        finds: r#"The field that `via` names, or the name of this type in lower case with `_id`, does not exist in the target of
`@has_one` or `@has_many`."#,
        why: r#"The database has no column to look in."#,
        wrong: r#"@table type Loan { @primary id: Int = 0, @belongs_to("Member") member_id: Int }

@table type Member {
    @primary id: Int = 0
    @has_many("Loan", via="membr_id") loans: List<Loan> = []
}"#,
        right: r#"@table type Loan { @primary id: Int = 0, @belongs_to("Member") member_id: Int }

@table type Member {
    @primary id: Int = 0
    @has_many("Loan", via="member_id") loans: List<Loan> = []
}"#,
        mend: r#"Correct the name, or add the field to the target."#,
    };
    RELATION_KEY_TYPE = Rule {
        code: "relation-key-type",
        severity: Warning,
        tag: None,
        summary: "A field that holds a key has a type that is no key.",
        finds: r#"A field with `@belongs_to` is neither an `Int` nor a `Uuid`, and has not the type of the key of its target either."#,
        why: r#"The column cannot hold the key of the other row."#,
        wrong: r#"@table type Author { @primary id: Int = 0, name: Str }

@table type Note { @primary id: Int = 0, @belongs_to("Author") author_id: Float }"#,
        right: r#"@table type Author { @primary id: Int = 0, name: Str }

@table type Note { @primary id: Int = 0, @belongs_to("Author") author_id: Int }"#,
        mend: r#"Take the type of the key of the target."#,
    };
    RELATION_KWARG = Rule {
        code: "relation-kwarg",
        severity: Error,
        tag: None,
        summary: "A relation has no such named argument.",
        finds: r#"`@belongs_to` takes `fk`, `@has_one` and `@has_many` take `via`; all take `on_delete` and `on_update`.
The values are string literals."#,
        why: r#"The program is refused: at `@belongs_to` the key is a column of this table, at the others one of the
other table."#,
        wrong: r#"@table type Club { @primary id: Int = 0 }

@table("members")
type Member {
    @primary id: Int = 0
    @belongs_to("Club", via="club_id") club_id: Int
}"#,
        right: r#"@table type Club { @primary id: Int = 0 }

@table("members")
type Member {
    @primary id: Int = 0
    @belongs_to("Club", fk="club_id") club_id: Int
}"#,
        mend: r#"Use the name that belongs to the relation, or remove the argument."#,
    };
    RELATION_SET_NULL = Rule {
        code: "relation-set-null",
        severity: Warning,
        tag: None,
        summary: "A key is to become `null`, and cannot.",
        finds: r#"A field with `@belongs_to` has `on_delete="set_null"` or `on_update="set_null"`, and a type without `?`."#,
        why: r#"The database refuses to remove the other row."#,
        wrong: r#"@table type Author { @primary id: Int = 0, name: Str }

@table type Note {
    @primary id: Int = 0
    @belongs_to("Author", on_delete="set_null") author_id: Int
}"#,
        right: r#"@table type Author { @primary id: Int = 0, name: Str }

@table type Note {
    @primary id: Int = 0
    @belongs_to("Author", on_delete="set_null") author_id: Int?
}"#,
        mend: r#"Make the field nullable, which the quick fix does, or take another action."#,
    };
    RELATION_TARGET = Rule {
        code: "relation-target",
        severity: Warning,
        tag: None,
        summary: "A relation leads to something that is no table.",
        finds: r#"The type that `@belongs_to`, `@has_one` or `@has_many` names has no `@table`. Names that the file does not know may be
types of another module and are not reported."#,
        why: r#"There are no rows to lead to."#,
        wrong: r#"type Author { id: Int = 0, name: Str }

@table type Note { @primary id: Int = 0, @belongs_to("Author") author_id: Int }"#,
        right: r#"@table type Author { @primary id: Int = 0, name: Str }

@table type Note { @primary id: Int = 0, @belongs_to("Author") author_id: Int }"#,
        mend: r#"Write `@table` above the target."#,
    };
    RENAMED_FROM_ARGS = Rule {
        code: "renamed-from-args",
        severity: Error,
        tag: None,
        summary: "`@renamed_from` does not have its one old name.",
        finds: r#"`@renamed_from` takes one string literal without a name, not an empty one."#,
        why: r#"The migration looks for a table or a column of that name."#,
        wrong: r#"@renamed_from(old="users")
@table("members")
type Member {
    @primary id: Int = 0
    name: Str
}"#,
        right: r#"@renamed_from("users")
@table("members")
type Member {
    @primary id: Int = 0
    name: Str
}"#,
        mend: r#"Write the old name: `@renamed_from("users")`."#,
    };
    RENAMED_FROM_LEFT = Rule {
        code: "renamed-from-left",
        severity: Hint,
        tag: None,
        summary: "A `@renamed_from` that may have done its work.",
        finds: r#"Every `@renamed_from` of a table or of its fields, with the old and the new name. Whether the databases have been migrated
cannot be seen from the program.

This rule is off unless a project asks for it by its code, in `[lint]` of `fitz.toml`."#,
        why: r#"Once every database has the new name, the decorator says nothing any more, and the old name cannot be used again."#,
        wrong: r#"//- /fitz.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "demo"
main = "src/main.fitz"

[lint]
"renamed-from-left" = "hint"
//- /src/main.fitz
@table("members")
@renamed_from("users")
type Member { @primary id: Int = 0 }"#,
        right: r#"//- /fitz.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "demo"
main = "src/main.fitz"

[lint]
"renamed-from-left" = "hint"
//- /src/main.fitz
@table("members")
type Member { @primary id: Int = 0 }"#,
        mend: r#"Remove it once all databases have been migrated; the quick fix does that."#,
    };
    SQL_NAME_QUOTES = Rule {
        code: "sql-name-quotes",
        severity: Hint,
        tag: None,
        summary: "A table or a column has a name that SQL reserves.",
        finds: r#"The name of a table or of a column is a word of SQL such as `user` or `order`, has capital letters, or has characters other
than letters, digits and `_`. Names that are not written, too.

This rule is off unless a project asks for it by its code, in `[lint]` of `fitz.toml`."#,
        why: r#"In statements that are written by hand such a name has to stand in quotes, wherever it is used."#,
        wrong: r#"//- /fitz.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "demo"
main = "src/main.fitz"

[lint]
"sql-name-quotes" = "hint"
//- /src/main.fitz
@table
type Order { @primary id: Int = 0 }"#,
        right: r#"//- /fitz.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "demo"
main = "src/main.fitz"

[lint]
"sql-name-quotes" = "hint"
//- /src/main.fitz
@table("orders")
type Order { @primary id: Int = 0 }"#,
        mend: r#"Give the table or the column another name: `@table("orders")`, `@column(name="position") order: Int`."#,
    };
    TABLE_ARGS = Rule {
        code: "table-args",
        severity: Error,
        tag: None,
        summary: "`@table` is given something else than one name.",
        finds: r#"`@table` takes at most one string literal without a name."#,
        why: r#"The program is refused."#,
        wrong: r#"@table(name="members")
type Member { @primary id: Int = 0 }"#,
        right: r#"@table("members")
type Member { @primary id: Int = 0 }"#,
        mend: r#"Write `@table("members")`, or `@table` alone: then the table is called like the type, in lower case."#,
    };
    TABLE_DECORATOR_IGNORED = Rule {
        code: "table-decorator-ignored",
        severity: Warning,
        tag: None,
        summary: "A decorator of tables stands on a type that is none.",
        finds: r#"`@index`, `@unique`, `@check_constraint` or `@renamed_from` stands on a type without `@table`."#,
        why: r#"It is not looked at, and what it was to prevent happens."#,
        wrong: r#"@unique(email)
type Member { email: Str }"#,
        right: r#"@table
@unique(email)
type Member { @primary id: Int = 0, email: Str }"#,
        mend: r#"Write `@table` above the type, which the quick fix does, or remove the decorator."#,
    };
    TABLE_DUPLICATE = Rule {
        code: "table-duplicate",
        severity: Error,
        tag: None,
        summary: "Two types are stored in one table.",
        finds: r#"A type with `@table` has the name of the table of another type of the program. Without a name the table is called like
the type, in lower case."#,
        why: r#"Each would read and change the rows of the other."#,
        wrong: r#"@table("notes") type Note { @primary id: Int = 0, text: Str }

@table("notes") type Memo { @primary id: Int = 0, text: Str }"#,
        right: r#"@table("notes") type Note { @primary id: Int = 0, text: Str }

@table("memos") type Memo { @primary id: Int = 0, text: Str }"#,
        mend: r#"Give one of them another name."#,
    };
    TABLE_NAME = Rule {
        code: "table-name",
        severity: Error,
        tag: None,
        summary: "The name of a table cannot be used.",
        finds: r#"The name given to `@table` is empty, contains white space, has an empty part or more than one dot."#,
        why: r#"The name is a table, or a schema and a table; the database refuses anything else."#,
        wrong: r#"@table("club members")
type Member { @primary id: Int = 0 }"#,
        right: r#"@table("club_members")
type Member { @primary id: Int = 0 }"#,
        mend: r#"Write a name of one word, or `"schema.table"`."#,
    };
    TABLE_WITHOUT_PRIMARY = Rule {
        code: "table-without-primary",
        severity: Warning,
        tag: None,
        summary: "A table has no primary key.",
        finds: r#"No field of a type with `@table` has `@primary`."#,
        why: r#"One row cannot be told from another, so none can be changed or removed alone."#,
        wrong: r#"@table type Note { text: Str }"#,
        right: r#"@table type Note { @primary id: Int = 0, text: Str }"#,
        mend: r#"Write `@primary` before the field that is the key."#,
    };
    TYPE_DECORATOR_UNKNOWN = Rule {
        code: "type-decorator-unknown",
        severity: Error,
        tag: None,
        summary: "There is no such decorator for a type.",
        finds: r#"A type has a decorator with a name that does not exist, or one that belongs on a function or a field."#,
        why: r#"The set of decorators is closed; the program is refused."#,
        wrong: r#"@tabel("members")
type Member { name: Str }"#,
        right: r#"@table("members")
type Member { @primary id: Int = 0, name: Str }"#,
        mend: r#"Take the suggestion of the hint if it is what was meant; a quick fix puts it in place."#,
    };
    UNIQUE_ARGS = Rule {
        code: "unique-args",
        severity: Error,
        tag: None,
        summary: "`@unique` on a type does not name fields.",
        finds: r#"`@unique` on a type takes the names of one field or more, as such or in quotes, and may have a `name`."#,
        why: r#"The fields together become the constraint."#,
        wrong: r#"@unique
@table("members")
type Member {
    @primary id: Int = 0
    name: Str
}"#,
        right: r#"@unique(name)
@table("members")
type Member {
    @primary id: Int = 0
    name: Str
}"#,
        mend: r#"Write `@unique(first, second)`. For conditions use `@index("first", unique=true, where_="...")`."#,
    };
}
