//! Calls of databases: connections, queries of `@table` types, relations.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

mod support;

use support::check;

/// The tables that the programs here ask.
const TABLES: &str = r#"
@table("users")
type User {
    @primary id: Int = 0
    name: Str
    @has_many("Link", via="user_id") links: List<Link> = []
    fn label(prefix: Str) -> Str => "{prefix} {name}"
    static fn blank(name: Str) -> User => User { name: name }
}
@table("links")
type Link {
    @primary id: Int = 0
    code: Str
    clicks: Int = 0
    @belongs_to("User") user_id: Int = 0
    user: User? = null
}
"#;

fn check_with_tables(program: &str) {
    check(&format!("{TABLES}{program}"));
}

#[test]
fn queries_of_a_table() {
    check_with_tables(
        r#"
async fn calls(conn: DbConn, link: Link) -> Result<Null> {
    let all = Link.all(conn).await?
    let first = Link.first(conn).await?
    let count = Link.count(conn).await?
    let one = Link.insert(conn, link).await?
    let many = Link.bulk_insert([link], conn).await?
    let batches = Link.bulk_insert([link], conn, 100).await?
    print(all, first, count, one, many, batches)
    Link.all()
//          ^^ [method-arity]
    Link.insert(conn)
//             ^^^^^^ [method-arity]
    Link.insert(link, conn)
    Link.bulk_insert([link])
//                  ^^^^^^^^ [orm-bulk-insert-arity]
    Link.bulk_insert([link], conn, 1, 2)
//                                    ^ [orm-bulk-insert-arity]
    Link.where()
//            ^^ [method-arity]
    Link.where(1)
    Link.group_by(fn(l) => l.code, 1)
//                                 ^ [method-arity]
    Link.find(conn)
//       ^^^^ [unknown-method]
    return Ok(null)
}
"#,
    );
}

#[test]
fn query_builders() {
    check_with_tables(
        r#"
async fn calls(conn: DbConn) {
    let query = Link.where(fn(l) => l.code.like("a%") and l.clicks.between(1, 2))
    print(query.where(fn(l: Link) => l.code.ilike("a%")).order_by(fn(l) => l.clicks, ascending: false).limit(3).all(conn).await)
    print(query.order_by(fn(l) => l.clicks, true).first(conn).await, query.count(conn).await)
    print(query.update(conn, { "clicks": 1 }).await, query.sum(fn(l) => l.clicks, conn).await)
    query.sort(fn(l) => l.clicks)
//        ^^^^ [orm-unknown-method]
    query.fisrt(conn)
//        ^^^^^ [orm-unknown-method]
    query.limit()
//             ^^ [method-arity]
    query.limit("three")
    query.order_by(fn(l) => l.clicks, "desc")
//                                    ^^^^^^ [orm-order-by-flag]
    query.order_by(fn(l) => l.clicks, ascending: 1)
//                                               ^ [orm-order-by-flag]
    query.order_by(fn(l) => l.clicks, true, 1)
//                                          ^ [method-arity]
    query.all()
//           ^^ [method-arity]
    query.where(fn(l: Link) => l.code.nothing())
//                                    ^^^^^^^ [method-not-found]
    let groups = query.group_by(fn(l) => l.code)
    print(groups.count(conn).await, groups.sum(fn(l) => l.clicks, conn).await, groups.limit(3))
    groups.all(conn)
//         ^^^ [orm-aggregated-terminal]
    groups.delete(conn)
//         ^^^^^^ [orm-aggregated-terminal]
    groups.preload("user")
//         ^^^^^^^ [orm-unknown-method]
    groups.count()
//              ^^ [method-arity]
}
"#,
    );
}

#[test]
fn relations() {
    check_with_tables(
        r#"
async fn calls(conn: DbConn, user: User, link: Link) -> Result<Null> {
    let links = user.links(conn).await?
    let owner = link.user(conn).await?
    print(links.map(fn(l) => l.code), owner.label("a"), link.user_id(conn).await?)
    print(user.links().where(fn(l) => l.clicks > 1).all(conn).await?)
    user.links(conn, 1)
//                   ^ [orm-navigation-arity]
    link.user(conn, 1, 2)
//                  ^^^^ [orm-navigation-arity]
    user.links().sort()
//               ^^^^ [orm-unknown-method]
    links.nothing()
//        ^^^^^^^ [method-not-found]
    owner.nothing()
//        ^^^^^^^ [unknown-method]
    user.lniks(conn)
//       ^^^^^ [unknown-method]
    return Ok(null)
}
"#,
    );
}

#[test]
fn own_methods_of_a_table_are_checked_on_its_name_too() {
    check_with_tables(
        r#"
fn calls(user: User) {
    print(User.blank("a").label("b"), user.label("c"))
    User.blank()
//            ^^ [method-arity]
    User.blank(1)
//             ^ [argument-type-mismatch]
    User.blank("a").nothing()
//                  ^^^^^^^ [unknown-method]
    User.label("a")
//       ^^^^^ [static-call]
}
"#,
    );
}

#[test]
fn connections_and_rows() {
    check(
        r#"
async fn calls(conn: DbConn) -> Result<Null> {
    let rows = conn.query("SELECT 1", []).await?
    print(rows.map(fn(row) => row.get_int("n")), conn.exec("DELETE", [1, "a"]).await?)
    conn.query("SELECT 1")
//            ^^^^^^^^^^^^ [method-arity]
    conn.exec(1, [])
//            ^ [method-argument-type]
    conn.fetch("SELECT 1")
//       ^^^^^ [method-not-found]
    rows.map(fn(row) => row.get_date("n"))
//                          ^^^^^^^^ [method-not-found]
    return Ok(null)
}
"#,
    );
}

#[test]
fn transactions() {
    check(
        r#"
fn work(tx: DbConn) -> Result<Int> => Ok(1)
fn no_result(tx: DbConn) -> Int => 1

async fn calls(conn: DbConn) {
    print(conn.transaction(work).await)
    print(conn.transaction(work, isolation: "serializable").await)
    print(conn.transaction(async fn(tx: DbConn) {
        let n = tx.exec("DELETE", []).await?
        return Ok(n)
    }).await)
    conn.transaction(1)
//                   ^ [db-transaction-callback]
    conn.transaction(no_result)
//                   ^^^^^^^^^ [db-transaction-callback]
    conn.transaction(fn(tx) => 1)
//                             ^ [db-transaction-callback]
    conn.transaction(fn(tx) { print(tx) })
//                   ^^^^^^ [db-transaction-callback]
    conn.transaction(fn() => Ok(1))
//                     ^^ [callback-arity]
    conn.transaction()
//                  ^^ [method-arity]
    conn.transaction(fn(tx) => tx.anything())
}
"#,
    );
}
