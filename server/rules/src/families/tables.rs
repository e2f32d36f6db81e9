//! Decorators of types and fields: tables, columns, relations.

use crate::Rule;
use crate::Severity::Error;

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
type Member { name: Str }"#,
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
