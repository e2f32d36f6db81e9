//! Who sends a request: the provider, and the handlers that ask for a user.

use crate::Rule;
use crate::Severity::{Error, Hint, Warning};

rules! {
    AUTH_ARGS = Rule {
        code: "auth-args",
        severity: Error,
        tag: None,
        summary: "`@authenticated` or `@admin` is given an argument.",
        finds: r#"`@authenticated` and `@admin` take nothing, and have an argument here."#,
        why: r#"The program is refused. A role in the parentheses would look as if it were checked."#,
        wrong: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}

@authenticated("editor")
@get("/me")
fn me(user: User) -> Str => user.email"#,
        right: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}

@requires("editor")
@get("/me")
fn me(user: User) -> Str => user.email"#,
        mend: r#"Remove the argument. To ask for a role, write `@requires("role")`."#,
    };
    AUTH_BY_HAND = Rule {
        code: "auth-by-hand",
        severity: Hint,
        tag: None,
        summary: "A handler reads the header that the provider reads.",
        finds: r#"A handler takes the header `Authorization` with `@header`, has none of `@authenticated`, `@admin` and `@requires`, and the
program has a function with `@auth_provider`."#,
        why: r#"Who sends the request is then decided in two places, and only one of them is looked after."#,
        wrong: r#"type User { email: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> => Ok(User { email: headers.get("authorization")? })

@header(name="Authorization")
@get("/me")
fn me(authorization: Str) -> Str => authorization"#,
        right: r#"type User { email: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> => Ok(User { email: headers.get("authorization")? })

@authenticated
@get("/me")
fn me(user: User) -> Str => user.email"#,
        mend: r#"Write `@authenticated` above the route and take the user as a parameter."#,
    };
    AUTH_HEADER_CASE = Rule {
        code: "auth-header-case",
        severity: Warning,
        tag: None,
        summary: "A provider asks for a header that is never there.",
        finds: r#"A function with `@auth_provider` looks up a header by a name with capital letters."#,
        why: r#"The names of headers arrive in lower case, so nothing is found and nobody gets in."#,
        wrong: r#"type User { email: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("X-Email")? })
}"#,
        right: r#"type User { email: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")? })
}"#,
        mend: r#"Write the name in lower case; the quick fix does that."#,
    };
    AUTH_LITERAL_SECRET = Rule {
        code: "auth-literal-secret",
        severity: Warning,
        tag: None,
        summary: "The key of the tokens stands in the program.",
        finds: r#"A function with `@auth_provider` calls `jwt.decode` or `jwt.encode` with a string literal as the secret."#,
        why: r#"Whoever reads the program can sign tokens for every user."#,
        wrong: r#"type User { email: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    let claims = jwt.decode(headers.get("authorization")?, "abc123")?
    return Ok(User { email: claims.get("email")?.as_str()? })
}"#,
        right: r#"type User { email: Str }

let SECRET = env_or("JWT_SECRET", "")

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    let claims = jwt.decode(headers.get("authorization")?, SECRET)?
    return Ok(User { email: claims.get("email")?.as_str()? })
}"#,
        mend: r#"Read it from the environment, with `env_or("JWT_SECRET", "")`."#,
    };
    AUTH_MISSING_ROLE_FIELD = Rule {
        code: "auth-missing-role-field",
        severity: Error,
        tag: None,
        summary: "A role is asked for, and users have none.",
        finds: r#"`@admin` or `@requires` compares the role of the user, and the type that the provider gives has no
field `role: Str`. A nullable role is none."#,
        why: r#"There is nothing to compare, so the program is refused."#,
        wrong: r#"type User { email: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")? })
}

@admin
@get("/users")
fn users(user: User) -> Str => user.email"#,
        right: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}

@admin
@get("/users")
fn users(user: User) -> Str => user.email"#,
        mend: r#"Add `role: Str` to the type of the user, and fill it in the provider."#,
    };
    AUTH_MISSING_USER_PARAM = Rule {
        code: "auth-missing-user-param",
        severity: Error,
        tag: None,
        summary: "A protected handler does not take the user.",
        finds: r#"A handler has `@authenticated`, `@admin` or `@requires` and no parameter of the type that the
`@auth_provider` gives. Name and place of the parameter are free."#,
        why: r#"The server hands the user that it has found to the handler. Without a parameter for it the program is
refused."#,
        wrong: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}

@authenticated
@get("/me")
fn me() -> Str => "you""#,
        right: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}

@authenticated
@get("/me")
fn me(user: User) -> Str => user.email"#,
        mend: r#"Add a parameter of that type; the quick fix does that. If the type is declared in another module,
import it first."#,
    };
    AUTH_NEVER_REFUSES = Rule {
        code: "auth-never-refuses",
        severity: Hint,
        tag: None,
        summary: "A provider takes everybody for a user.",
        finds: r#"Nothing in a function with `@auth_provider` can give an `Err`: no `?`, no `Err(...)`, no call whose result might be
one."#,
        why: r#"Every request is then one of a signed-in user, and the access decorators protect nothing."#,
        wrong: r#"type User { email: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: "{headers}" })
}"#,
        right: r#"type User { email: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")? })
}"#,
        mend: r#"Look at a header, and give an `Err` when it is missing or wrong."#,
    };
    AUTH_NO_PROVIDER = Rule {
        code: "auth-no-provider",
        severity: Error,
        tag: None,
        summary: "A handler asks for a user, and nothing provides one.",
        finds: r#"A handler has `@authenticated`, `@admin` or `@requires`, and neither its file nor any other one of the
program has an `@auth_provider`. Nothing is reported while an import leads nowhere or a file has syntax errors, and none
in a library, which others may provide for."#,
        why: r#"There is no way to find out who sends the request, so the program is refused."#,
        wrong: r#"type User { email: Str, role: Str }

@authenticated
@get("/me")
fn me(user: User) -> Str => user.email"#,
        right: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}

@authenticated
@get("/me")
fn me(user: User) -> Str => user.email"#,
        mend: r#"Write a provider above the handlers, or import the module that has one."#,
    };
    AUTH_NOT_HANDLER = Rule {
        code: "auth-not-handler",
        severity: Error,
        tag: None,
        summary: "An access decorator stands on a function that is no handler.",
        finds: r#"`@authenticated`, `@admin` or `@requires` stands on a function without a route decorator and without
`@ws`."#,
        why: r#"Only requests have a sender. Called from the program itself the function would not be protected at all,
so the program is refused."#,
        wrong: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}

@admin
fn wipe(user: User) => print("wiped by {user.email}")"#,
        right: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}

@admin
@post("/wipe")
fn wipe(user: User) => print("wiped by {user.email}")"#,
        mend: r#"Add the route, or remove the decorator and check the user in the handler that calls the function."#,
    };
    AUTH_ORDER = Rule {
        code: "auth-order",
        severity: Error,
        tag: None,
        summary: "A provider is declared below the first handler that needs it.",
        finds: r#"The only `@auth_provider` of a program stands in the same file as a protected handler, and below it. Other files are
not compared."#,
        why: r#"Handlers are registered in the order of the text, so the program stops at the handler when it is loaded."#,
        wrong: r#"type User { email: Str }

@authenticated
@get("/me")
fn me(user: User) -> Str => user.email

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")? })
}"#,
        right: r#"type User { email: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")? })
}

@authenticated
@get("/me")
fn me(user: User) -> Str => user.email"#,
        mend: r#"Move the provider up; the quick fix does that."#,
    };
    AUTH_PROVIDER_ARGS = Rule {
        code: "auth-provider-args",
        severity: Error,
        tag: None,
        summary: "`@auth_provider` is given an argument.",
        finds: r#"`@auth_provider` takes nothing, and has an argument here."#,
        why: r#"The program is refused: what the provider does is said by its function alone."#,
        wrong: r#"type User { email: Str, role: Str }

@auth_provider("jwt")
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}"#,
        right: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}"#,
        mend: r#"Remove the argument."#,
    };
    AUTH_PROVIDER_DUPLICATE = Rule {
        code: "auth-provider-duplicate",
        severity: Error,
        tag: None,
        summary: "A program has two providers.",
        finds: r#"`@auth_provider` stands on a second function of the program, modules included. The finding is on the
one that is loaded later."#,
        why: r#"A request has one sender, so one function decides who that is."#,
        wrong: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}

@auth_provider
fn by_token(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-token")?, role: "user" })
}"#,
        right: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}"#,
        mend: r#"Keep one of them, and let it try both ways."#,
    };
    AUTH_PROVIDER_PARAMS = Rule {
        code: "auth-provider-params",
        severity: Error,
        tag: None,
        summary: "The parameters of the provider are not the request headers.",
        finds: r#"A function with `@auth_provider` does not have exactly one parameter that takes a `Map<Str, Str>`."#,
        why: r#"The server calls it with the headers of the request, keys in lower case, and with nothing else."#,
        wrong: r#"type User { email: Str, role: Str }

@auth_provider
fn who(token: Str) -> Result<User> {
    return Ok(User { email: token, role: "user" })
}"#,
        right: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}"#,
        mend: r#"Take `headers: Map<Str, Str>` and read what is needed with `headers.get("authorization")`."#,
    };
    AUTH_PROVIDER_RETURN = Rule {
        code: "auth-provider-return",
        severity: Error,
        tag: None,
        summary: "The provider does not say what a user is.",
        finds: r#"A function with `@auth_provider` has no declared result, or one that is not a `Result` of a declared
`type`."#,
        why: r#"The handlers are given what the provider finds, so its type has to be known; and it must be able to say
no."#,
        wrong: r#"@auth_provider
fn who(headers: Map<Str, Str>) -> Result<Str> {
    return headers.get("x-email")
}"#,
        right: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}"#,
        mend: r#"Declare a type with what handlers need to know of a user, and give `Result<User>`."#,
    };
    AUTH_REDUNDANT = Rule {
        code: "auth-redundant",
        severity: Hint,
        tag: Some(crate::Tag::Unnecessary),
        summary: "`@authenticated` says nothing new.",
        finds: r#"`@authenticated` stands beside `@admin` or `@requires`. On `@ws`, where older versions ask for it beside `@requires`,
it is left alone."#,
        why: r#"The others ask for a user already."#,
        wrong: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "editor" })
}

@authenticated
@admin
@get("/users")
fn users(user: User) -> Str => user.email"#,
        right: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "editor" })
}

@admin
@get("/users")
fn users(user: User) -> Str => user.email"#,
        mend: r#"Remove it; the quick fix does that."#,
    };
    AUTH_TOKEN_FOREVER = Rule {
        code: "auth-token-forever",
        severity: Hint,
        tag: None,
        summary: "A token never expires.",
        finds: r#"`jwt.encode` is given a map without the claim `exp`. A map that is computed is not looked at.

This rule is off unless a project asks for it by its code, in `[lint]` of `fitz.toml`."#,
        why: r#"`jwt.decode` refuses a token after its `exp`. Without one, a token that was stolen is good for ever."#,
        wrong: r#"//- /fitz.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "demo"
main = "src/main.fitz"

[lint]
"auth-token-forever" = "hint"
//- /src/main.fitz
let SECRET = env_or("JWT_SECRET", "")

@post("/login/{email}")
fn login(email: Str) -> Str => jwt.encode({ "email": email }, SECRET)"#,
        right: r#"//- /fitz.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "demo"
main = "src/main.fitz"

[lint]
"auth-token-forever" = "hint"
//- /src/main.fitz
let SECRET = env_or("JWT_SECRET", "")

@post("/login/{email}")
fn login(email: Str) -> Str {
    let now: DateTime = DateTime.now()
    return jwt.encode({ "email": email, "exp": now.add_hours(12).timestamp() }, SECRET)
}"#,
        mend: r#"Add the claim `exp`, in seconds since 1970-01-01."#,
    };
    AUTH_TWO_USERS = Rule {
        code: "auth-two-users",
        severity: Warning,
        tag: None,
        summary: "A handler takes the user twice.",
        finds: r#"A protected handler has two parameters of the type that the provider gives."#,
        why: r#"A request has one user. Both parameters would be the same one, or one of them is not filled."#,
        wrong: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "editor" })
}

@authenticated
@get("/me")
fn me(user: User, other: User) -> Str => user.email + other.email"#,
        right: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "editor" })
}

@authenticated
@get("/me")
fn me(user: User) -> Str => user.email"#,
        mend: r#"Keep one of them. Another user comes from the database."#,
    };
    REQUIRES_ADMIN = Rule {
        code: "requires-admin",
        severity: Hint,
        tag: None,
        summary: r#"`@requires("admin")` has a shorter form."#,
        finds: r#"The only `@requires` of a handler asks for the role `"admin"`."#,
        why: r#"`@admin` means the same, and cannot be mistyped."#,
        wrong: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "editor" })
}

@requires("admin")
@get("/users")
fn users(user: User) -> Str => user.email"#,
        right: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "editor" })
}

@admin
@get("/users")
fn users(user: User) -> Str => user.email"#,
        mend: r#"Write `@admin`; the quick fix does that."#,
    };
    REQUIRES_ARGS = Rule {
        code: "requires-args",
        severity: Error,
        tag: None,
        summary: "`@requires` does not name one role.",
        finds: r#"`@requires` takes one string literal, the role, and is given something else."#,
        why: r#"Roles are compared as text, and are read when the program is loaded."#,
        wrong: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}

@requires("editor", "admin")
@post("/articles")
fn publish(user: User) -> Str => user.email"#,
        right: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}

@requires("editor")
@requires("admin")
@post("/articles")
fn publish(user: User) -> Str => user.email"#,
        mend: r#"Name one role. When one of several is enough, write `@requires` once for each."#,
    };
    REQUIRES_DUPLICATE_ROLE = Rule {
        code: "requires-duplicate-role",
        severity: Error,
        tag: None,
        summary: "A role is named twice.",
        finds: r#"Two `@requires` of one handler name the same role."#,
        why: r#"One of several roles is enough, so the second one says nothing, and the program is refused. Probably
another role was meant."#,
        wrong: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}

@requires("editor")
@requires("editor")
@post("/articles")
fn publish(user: User) -> Str => user.email"#,
        right: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}

@requires("editor")
@requires("author")
@post("/articles")
fn publish(user: User) -> Str => user.email"#,
        mend: r#"Remove the second one, or name the role that is meant."#,
    };
    REQUIRES_UNKNOWN_ROLE = Rule {
        code: "requires-unknown-role",
        severity: Warning,
        tag: None,
        summary: "A role is nearly one that the program gives.",
        finds: r#"`@requires` names a role that no instance in the program has as its `role`, and that differs by a slip from one that
does. Other unknown roles may come from a database and are not reported."#,
        why: r#"Nobody has the role, so nobody gets in."#,
        wrong: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "editor" })
}

@requires("edtior")
@get("/users")
fn users(user: User) -> Str => user.email"#,
        right: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "editor" })
}

@requires("editor")
@get("/users")
fn users(user: User) -> Str => user.email"#,
        mend: r#"Correct it; the quick fix does that."#,
    };
}
