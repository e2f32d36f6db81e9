//! Tables, columns and relations.

use crate::fixed;
use crate::support::check;

#[test]
fn tables() {
    check(
        r#"
@table("a b")
//     ^^^^^ [table-name]
type A { @primary id: Int = 0 }

@table("a.b.c")
//     ^^^^^^^ [table-name]
type B { @primary id: Int = 0 }

@table(".b")
//     ^^^^ [table-name]
type C { @primary id: Int = 0 }

@table("")
//     ^^ [table-name]
type D { @primary id: Int = 0 }

@table("a", "b")
//          ^^^ [table-args]
type E { @primary id: Int = 0 }

@table(name="a")
//     ^^^^ [table-args]
type F { @primary id: Int = 0 }

@table("shop.orders")
@index("id, nme")
//          ^^^ [index-unknown-column]
@index("id", expression="lower(name)")
//           ^^^^^^^^^^^^^^^^^^^^^^^^ [index-args]
@index("id", using="tree", unique=1, nam="x")
//                 ^^^^^^ [index-args]
//                                ^ [index-args]
//                                   ^^^ [index-args]
@index(expression="lower(name)", using="gin")
@unique(id, "name", nme, "nme")
//                  ^^^ [index-unknown-column]
//                       ^^^^^ [index-unknown-column]
@unique(3)
//      ^ [unique-args]
@unique(id, where_="x")
//          ^^^^^^ [unique-args]
  @index
// ^^^^^ [index-args]
  @unique
// ^^^^^^ [unique-args]
@check_constraint("")
//                ^^ [check-constraint-args]
@renamed_from(old="x")
//            ^^^ [renamed-from-args]
  @audited
// ^^^^^^^ [type-decorator-unknown]
type Order {
    @primary("x") id: Int = 0
//           ^^^ [field-decorator-args]
    @column("x") name: Str
//          ^^^ [column-args]
    @column(nam="x", sql_type=3) other: Str
//          ^^^ [column-args]
//                            ^ [column-args]
    @db_default(0) n: Int = 0
//              ^ [db-default-args]
    @db_default at: DateTime
    @renamed_from("") mail: Str
//                ^^ [renamed-from-args]
    @hidden(true) secret: Str
//          ^^^^ [field-decorator-args]
    @belongs_to(Order) a_id: Int
//              ^^^^^ [relation-args]
    @belongs_to("Order", via="x", on_delete="delete", on_update="set_null") b_id: Int?
//                       ^^^ [relation-kwarg]
//                                          ^^^^^^^^ [relation-cascade]
    @has_many("Order", via="a_id", on_delete=3) orders: List<Order> = []
//                                           ^ [relation-kwarg]
    @get("/x") c: Int
//   ^^^ [field-decorator-unknown]
    @primry d: Int
//   ^^^^^^ [field-decorator-unknown]
}
"#,
    );
}

#[test]
fn columns_need_a_table() {
    check(
        r#"
type A {
    @hidden secret: Str
    @primary id: Int = 0
//   ^^^^^^^ [orm-decorator-without-table]
    @unique email: Str
}

type B { @hidden secret: Str }

  @tabel("c")
// ^^^^^ [type-decorator-unknown]
type C { @primary id: Int = 0 }
"#,
    );
    assert_eq!(
        fixed("@renamed_from(\"b\") type A { @primary id: Int = 0 }\n", "orm-decorator-without-table"),
        "@table\n@renamed_from(\"b\") type A { @primary id: Int = 0 }\n"
    );
    assert_eq!(
        fixed("@table\n@index(\"nam\", unique=true)\ntype A { name: Str }\n", "index-unknown-column"),
        "@table\n@index(\"name\", unique=true)\ntype A { name: Str }\n"
    );
}
