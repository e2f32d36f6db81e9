//! A decorator that does not exist is one finding. What the declaration would be with the right one is not missed.

use crate::check_with_provider;
use crate::support::check;

#[test]
fn it_may_make_a_handler() {
    check(
        r#"
  @gett("/a")
// ^^^^ [dec/unknown]
fn show(id: Int) -> Int {
    if id == 0 { return 404 {"error": "none"} }
    return id
}

@test
fn other() {
    let a = 1
    if a == 2 { return 404 {"error": "none"} }
//              ^^^^^^^^^^ [return-status-outside-handler]
}
"#,
    );
}

#[test]
fn it_may_make_a_job() {
    check(
        r#"
  @backgroud
// ^^^^^^^^^ [dec/unknown]
fn work(n: Int) { print(n) }

fn idle(n: Int) { print(n) }

fn start() {
    let first = spawn(work(1))
    let second = spawn(idle(2))
//                     ^^^^ [spawn-not-background]
    print(first, second)
}
"#,
    );
}

#[test]
fn it_may_make_a_provider() {
    check(
        r#"
//- /main.fitz
from users import User, who

@authenticated
@get("/me")
fn me(user: User) -> Str => user.name

print(who)

//- /users.fitz
type User { name: Str }

  @auth_providr
// ^^^^^^^^^^^^ [dec/unknown]
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { name: headers.get("name")? })
}
"#,
    );
}

#[test]
fn it_may_fill_a_parameter() {
    check_with_provider(
        r#"
  @authenticted
// ^^^^^^^^^^^^ [dec/unknown]
@ws("/chat")
async fn chat(conn: WsConn<Str>, user: User) { conn.send(user.email) }

  @authenticted
// ^^^^^^^^^^^^ [dec/unknown]
@get("/me")
fn me(user: User) -> Str => user.email

  @heder(name="X-Name")
// ^^^^^ [dec/unknown]
@get("/name")
fn name(x_name: Str) -> Str => x_name
"#,
    );
}

#[test]
fn it_may_make_a_table() {
    check(
        r#"
  @tabel("users")
// ^^^^^ [type-decorator-unknown]
type User {
    @primary id: Int,
    name: Str,
}

@table("posts")
type Post {
    @primary id: Int,
    @belongs_to("User") user_id: Int,
}

async fn first(db: DbConn) -> Result<Any> {
    return User.where(fn(user) => user.id == 1).first(db).await
}
"#,
    );
}

#[test]
fn a_decorator_without_a_name_may_be_any() {
    check(
        r#"
  @("users")
// ^ [syntax/missing]
type User {
    @primary id: Int,
}

async fn first(db: DbConn) -> Result<Any> {
    return User.where(fn(user) => user.id == 1).first(db).await
}
"#,
    );
}
