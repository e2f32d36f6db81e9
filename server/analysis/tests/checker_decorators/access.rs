//! Providers and protected handlers.

use crate::support::check;
use crate::{PROVIDER, check_with_provider, fixed};

#[test]
fn the_shape_of_a_provider() {
    check(
        r#"
type User { email: Str }

@auth_provider
fn a() -> Result<User> => Ok(User { email: "" })
//  ^^ [auth-provider-params]
"#,
    );
    check(
        r#"
type User { email: Str }

@auth_provider
fn a(token: Str) -> Result<User> => Ok(User { email: token })
//          ^^^ [auth-provider-params]
"#,
    );
    check(
        r#"
type User { email: Str }

@auth_provider
fn a(headers: Map<Str, Str>, token: Str, other: Int) -> Result<User> {
//                           ^^^^^^^^^^^^^^^^^^^^^^ [auth-provider-params]
    return Ok(User { email: "{headers}{token}{other}" })
}
"#,
    );
    check(
        r#"
  @auth_provider
fn a(headers: Map<Str, Str>) => headers
// ^ [auth-provider-return]
"#,
    );
    check(
        r#"
@auth_provider
async fn a(headers: Map<Str, Str>) -> Str => "{headers}"
//                                    ^^^ [auth-provider-return]
"#,
    );
    check(
        r#"
type User { email: Str }

@auth_provider(1)
//             ^ [auth-provider-args]
async fn a(headers) -> Result<User, Str> => Ok(User { email: headers })
"#,
    );
    check(
        r#"
@auth_provider
fn a(headers: Map<Str, Str>) -> Result<Usr> => Err("{headers}")
//                                     ^^^ [unknown-type]
"#,
    );
}

#[test]
fn a_program_has_one_provider_and_one_probe_of_a_kind() {
    check(
        r#"
//- /main.fitz
from users import User

@auth_provider
fn second(headers: Map<Str, Str>) -> Result<User> => Err("{headers}")

@healthz
fn alive() -> Bool => true

  @healthz
// ^^^^^^^ [health-duplicate]
fn awake() -> Bool => true

@readyz
fn ready() => true

//- /users.fitz
type User { email: Str }

  @auth_provider
// ^^^^^^^^^^^^^ [auth-provider-duplicate]
fn first(headers: Map<Str, Str>) -> Result<User> => Err("{headers}")
"#,
    );
}

#[test]
fn protected_handlers_take_the_user() {
    check_with_provider(
        r#"
@authenticated
@get("/a/{id}")
fn a(id: Int) => id
//  ^^^^^^^^^ [auth-missing-user-param]

@requires("editor")
@ws("/b")
async fn b(conn: WsConn<Str>) {}
//        ^^^^^^^^^^^^^^^^^^^ [auth-missing-user-param]

@admin
@get("/c")
fn c(someone: User?) => print(someone)

@admin
@get("/d")
fn d(someone) => print(someone)

@get("/e")
fn e() => 0
"#,
    );
    let program = format!("{PROVIDER}\n@authenticated\n@get(\"/a\")\nfn a() => 0\n");
    assert!(fixed(&program, "auth-missing-user-param").ends_with("fn a(user: User) => 0\n"));
    let program = format!("{PROVIDER}\n@authenticated\n@get(\"/a/{{id}}\")\nfn a(id: Int) => id\n");
    assert!(fixed(&program, "auth-missing-user-param").ends_with("fn a(id: Int, user: User) => id\n"));
}

#[test]
fn protected_handlers_of_other_modules() {
    check(
        r#"
//- /main.fitz
import handlers
from users import who

@authenticated
@get("/a")
fn a() => who({})
//  ^^ [auth-missing-user-param]

//- /handlers.fitz
from users import User

@authenticated
@get("/b")
fn b(user: User) => user

type Other { n: Int }

@authenticated
@get("/c")
fn c(user: Other) => user
//  ^^^^^^^^^^^^^ [auth-missing-user-param]

//- /users.fitz
type User { email: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> => Err("{headers}")
"#,
    );
}

#[test]
fn roles_need_a_field() {
    check(
        r#"
type User { email: Str, role: Str? }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> => Err("{headers}")

  @requires("a")
// ^^^^^^^^ [auth-missing-role-field]
@requires("b")
@requires("a")
//        ^^^ [requires-duplicate-role]
@get("/a")
fn a(user: User) => user

@authenticated
@get("/b")
fn b(user: User) => user
"#,
    );
}

#[test]
fn somebody_provides_the_user() {
    check(
        r#"
type User { email: Str }

  @authenticated
// ^^^^^^^^^^^^^ [auth-no-provider]
@get("/a")
fn a(user: User) => user

  @admin
// ^^^^^ [auth-not-handler]
fn b(user: User) => print(user)

@authenticated("x")
//             ^^^ [auth-args]
  @admin
  @cron("* * * * *")
// ^^^^ [decorator-conflict]
fn c() {}
"#,
    );
    // What an import that leads nowhere would bring is not known.
    check(
        r#"
import users
//     ^^^^^ [module-not-found]
type User { email: Str }

@authenticated
@get("/a")
fn a(user: User) => user
"#,
    );
    check(
        r#"
type User { email: Str }

  @auth_provide
// ^^^^^^^^^^^^ [dec/unknown]
fn who(headers: Map<Str, Str>) -> Result<User> => Err("{headers}")
"#,
    );
}

/// What the quick fixes write, in other items too.
#[test]
fn fixes_of_access() {
    let provider = "@auth_provider\nfn who(headers: Map<Str, Str>) -> Result<User> => Err(\"no\")";
    let handler = "@authenticated\n@get(\"/a\")\nfn a(user: User) {}";
    assert_eq!(
        fixed(&format!("type User {{ id: Int }}\n\n{handler}\n\n{provider}\n"), "auth-order"),
        format!("type User {{ id: Int }}\n\n{provider}\n\n{handler}\n\n\n")
    );
    assert_eq!(
        fixed(
            &format!("type User {{ id: Int }}\n\n{provider}\n\n@admin\n@get(\"/a\")\nfn a(user: User) {{}}\n"),
            "auth-missing-role-field"
        ),
        format!("type User {{ role: Str, id: Int }}\n\n{provider}\n\n@admin\n@get(\"/a\")\nfn a(user: User) {{}}\n")
    );
    let with_provider = fixed(&format!("type User {{ id: Int }}\n\n{handler}\n"), "auth-no-provider");
    assert!(with_provider.contains("@auth_provider\nfn find_user(headers: Map<Str, Str>) -> Result<User> {"));
    assert!(with_provider.ends_with(&format!("}}\n\n{handler}\n")));
    check(&with_provider);
}
