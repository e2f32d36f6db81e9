//! Who sends a request: the provider, and the handlers that ask for a user.

use crate::Rule;
use crate::Severity::Error;

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
}
