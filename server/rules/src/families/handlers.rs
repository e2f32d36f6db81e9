//! What stands beside a route: headers, cookies, middlewares, and the server.

use crate::Rule;
use crate::Severity::{Error, Hint, Information, Warning};

rules! {
    COOKIE_SAME_SITE = Rule {
        code: "cookie-same-site",
        severity: Warning,
        tag: None,
        summary: "Browsers do not accept a cookie like that.",
        finds: r#"The `same_site` of a `Cookie` is none of `"Strict"`, `"Lax"` and `"None"`, or it is `"None"` and the cookie is not
`secure`."#,
        why: r#"Browsers then ignore the setting, or refuse the cookie."#,
        wrong: r#"let theme = Cookie { name: "theme", value: "dark", same_site: "None" }
print(theme.value)"#,
        right: r#"let theme = Cookie { name: "theme", value: "dark", same_site: "None", secure: true }
print(theme.value)"#,
        mend: r#"Write one of the three words, and `secure: true` beside `"None"`."#,
    };
    COOKIE_UNPROTECTED = Rule {
        code: "cookie-unprotected",
        severity: Hint,
        tag: None,
        summary: "A cookie that says who somebody is can be read by others.",
        finds: r#"A `Cookie` has a name such as `session` or `auth_token` and is not `http_only`, or not `secure`. One that is
`http_only` and `same_site: "Strict"` is left alone: its author has thought about it, and whether the service is reached over
TLS is not said in the source."#,
        why: r#"Scripts in the page can read it, or it travels unencrypted. Whoever has it is taken for its owner."#,
        wrong: r#"let cookie = Cookie { name: "session", value: "1" }
print(cookie.value)"#,
        right: r#"let cookie = Cookie { name: "session", value: "1", http_only: true, secure: true }
print(cookie.value)"#,
        mend: r#"Write `http_only: true` and `secure: true`."#,
    };
    CORS_OPTIONS = Rule {
        code: "cors-options",
        severity: Warning,
        tag: None,
        summary: "An option of `cors` is unknown or has a wrong value.",
        finds: r#"The map that is given to `cors(...)` has a key that it does not know, or a literal of the wrong kind for one."#,
        why: r#"The browser would refuse requests that were meant to be allowed, or the server does not start."#,
        wrong: r#"@middleware(cors({ "allow_origins": "echo" }))
@get("/notes")
fn notes() -> Int => 0"#,
        right: r#"@middleware(cors({ "allow_origin": "echo" }))
@get("/notes")
fn notes() -> Int => 0"#,
        mend: r#"The options are `allow_origin` (a text or a list), `allow_methods` and `allow_headers` (lists), and `max_age`
(seconds)."#,
    };
    HEADER_PARAMETER_MISSING = Rule {
        code: "header-parameter-missing",
        severity: Error,
        tag: None,
        summary: "A header or cookie goes to a parameter that does not exist.",
        finds: r#"The function has no parameter that `@header` or `@cookie` fills. It is the one that `into` names, otherwise it is
named like the header or cookie, in lower case and with `_` for `-`."#,
        why: r#"The program stops when it is loaded."#,
        wrong: r#"@header(name="X-Trace-Id")
@get("/notes")
fn notes() -> Int => 0"#,
        right: r#"@header(name="X-Trace-Id")
@get("/notes")
fn notes(x_trace_id: Str?) -> Str => "{x_trace_id}""#,
        mend: r#"Add the parameter, which the quick fix does, or name another one with `into`."#,
    };
    HEADER_PARAMETER_TYPE = Rule {
        code: "header-parameter-type",
        severity: Error,
        tag: None,
        summary: "A header or cookie goes to a parameter that is no text.",
        finds: r#"The parameter that `@header` or `@cookie` fills is neither `Str` nor `Str?`, or has no type."#,
        why: r#"Headers and cookies are text. The program stops when it is loaded."#,
        wrong: r#"@cookie(name="visits")
@get("/notes")
fn notes(visits: Int) -> Int => visits"#,
        right: r#"@cookie(name="visits")
@get("/notes")
fn notes(visits: Str?) -> Str => "{visits}""#,
        mend: r#"Take a `Str`, or a `Str?` when it may be missing, and read the value from it in the function."#,
    };
    HEADER_TWICE = Rule {
        code: "header-twice",
        severity: Error,
        tag: None,
        summary: "A header or cookie is read twice.",
        finds: r#"Two `@header` of one function name the same header, whatever the case of its letters, or two `@cookie` the same
cookie."#,
        why: r#"One value has one parameter. The program stops when it is loaded."#,
        wrong: r#"@header(name="X-Trace", into="a")
@header(name="x-trace", into="b")
@get("/notes")
fn notes(a: Str, b: Str) -> Str => a + b"#,
        right: r#"@header(name="X-Trace", into="a")
@get("/notes")
fn notes(a: Str) -> Str => a + a"#,
        mend: r#"Keep one of them; the quick fix removes the second."#,
    };
    HIDDEN_REQUIRED = Rule {
        code: "hidden-required",
        severity: Warning,
        tag: None,
        summary: "A body has a field that no client can send.",
        finds: r#"A type that a route takes as its body has a field with `@hidden` and without a default."#,
        why: r#"A hidden field is not accepted from clients, and a missing one is an error, so every request is refused."#,
        wrong: r#"type Account { email: Str, @hidden password_hash: Str }

@post("/accounts")
fn add(account: Account) -> Str => account.email"#,
        right: r#"type Account { email: Str, @hidden password_hash: Str = "" }

@post("/accounts")
fn add(account: Account) -> Str => account.email"#,
        mend: r#"Give the field a default, or take a type that has only what clients send."#,
    };
    MIDDLEWARE_ALWAYS_ANSWERS = Rule {
        code: "middleware-always-answers",
        severity: Warning,
        tag: None,
        summary: "A middleware lets no request through.",
        finds: r#"A function with one parameter, given to `@middleware`, answers on each of its ways and never gives `null`. What is
given by a call is not looked into."#,
        why: r#"What such a function gives is the answer, and `null` means to go on. The handler never runs."#,
        wrong: r#"fn gate(req: Request) {
    if req.headers.has("x-blocked") { return 403 { "error": "blocked" } }
    return 200 { "ok": true }
}

@middleware(gate)
@get("/notes")
fn notes() -> Int => 0"#,
        right: r#"fn gate(req: Request) {
    if req.headers.has("x-blocked") { return 403 { "error": "blocked" } }
    return null
}

@middleware(gate)
@get("/notes")
fn notes() -> Int => 0"#,
        mend: r#"Give `null` where the request may go on."#,
    };
    MIDDLEWARE_CORS_TWICE = Rule {
        code: "middleware-cors-twice",
        severity: Error,
        tag: None,
        summary: "A handler has two sets of rules for other sites.",
        finds: r#"Two `@middleware(cors(...))` stand on one function."#,
        why: r#"The answer to a browser that asks beforehand can follow one set of rules only. The program stops when it is loaded."#,
        wrong: r#"@middleware(cors())
@middleware(cors({ "max_age": 60 }))
@get("/notes")
fn notes() -> Int => 0"#,
        right: r#"@middleware(cors({ "max_age": 60 }))
@get("/notes")
fn notes() -> Int => 0"#,
        mend: r#"Put all options into one `cors(...)`."#,
    };
    MIDDLEWARE_FUNCTION = Rule {
        code: "middleware-function",
        severity: Error,
        tag: None,
        summary: "Something is no middleware.",
        finds: r#"`@middleware` is given a value that is no function, or a function with other parameters than `(req: Request)`, `(req:
Request, res: Response)` or `(req: Request, next: Fn() -> Response)`."#,
        why: r#"The parameters say whether the function runs before, after or around the handler. With others the program stops when
it is loaded."#,
        wrong: r#"fn gate() => null

@middleware(gate)
@get("/notes")
fn notes() -> Int => 0"#,
        right: r#"fn gate(req: Request) {
    if req.headers.has("x-blocked") { return 403 { "error": "blocked" } }
    return null
}

@middleware(gate)
@get("/notes")
fn notes() -> Int => 0"#,
        mend: r#"Take the request as the first parameter. Name the function without calling it."#,
    };
    MIDDLEWARE_ORDER = Rule {
        code: "middleware-order",
        severity: Error,
        tag: None,
        summary: "A middleware stands below the route.",
        finds: r#"`@middleware` stands below the route decorator of its function."#,
        why: r#"A route takes the middlewares above it. The program stops when it is loaded."#,
        wrong: r#"@get("/notes")
@middleware(cors())
fn notes() -> Int => 0"#,
        right: r#"@middleware(cors())
@get("/notes")
fn notes() -> Int => 0"#,
        mend: r#"Move it above the route; the quick fix does that."#,
    };
    MIDDLEWARE_RESULT = Rule {
        code: "middleware-result",
        severity: Warning,
        tag: None,
        summary: "A middleware gives something that is no answer.",
        finds: r#"The declared result of a function that is used as a middleware is not what its place asks for: `null` or an answer
before the handler, a `Response` after it."#,
        why: r#"The server would answer every request with status 500."#,
        wrong: r#"fn gate(req: Request) -> Bool => req.path == "/notes"

@middleware(gate)
@get("/notes")
fn notes() -> Int => 0"#,
        right: r#"fn gate(req: Request) {
    if req.path != "/notes" { return 404 { "error": "nothing here" } }
    return null
}

@middleware(gate)
@get("/notes")
fn notes() -> Int => 0"#,
        mend: r#"Before the handler, give `null` to go on or `return 403 { "error": "..." }` to stop; after it, give the response."#,
    };
    MIDDLEWARE_WRAPPER = Rule {
        code: "middleware-wrapper",
        severity: Information,
        tag: None,
        summary: "A middleware works in interpreted programs only.",
        finds: r#"A function of the form `(req: Request, next: Fn() -> Response)` is used as a middleware."#,
        why: r#"It works with `fitz run`. A program that `fitz build` makes does not have this form."#,
        wrong: r#"fn timed(req: Request, next: Fn() -> Response) -> Response {
    log.info(req.path)
    return next()
}

@middleware(timed)
@get("/notes")
fn notes() -> Int => 0"#,
        right: r#"fn timed(req: Request) {
    log.info(req.path)
    return null
}

@middleware(timed)
@get("/notes")
fn notes() -> Int => 0"#,
        mend: r#"For compiled programs, write one function that runs before the handler and one that runs after it."#,
    };
    PARAMETER_BOUND_TWICE = Rule {
        code: "parameter-bound-twice",
        severity: Warning,
        tag: None,
        summary: "A parameter is filled from two places.",
        finds: r#"A parameter is filled by two headers or cookies, or by one of them and the path."#,
        why: r#"Only one of the values arrives, and nothing says which."#,
        wrong: r#"@header(name="X-A", into="value")
@cookie(name="b", into="value")
@get("/notes")
fn notes(value: Str) -> Str => value"#,
        right: r#"@header(name="X-A", into="a")
@cookie(name="b", into="b")
@get("/notes")
fn notes(a: Str, b: Str) -> Str => a + b"#,
        mend: r#"Give each a parameter of its own."#,
    };
    ROUTES_WITHOUT_SERVER = Rule {
        code: "routes-without-server",
        severity: Hint,
        tag: None,
        summary: "A program has routes and no `@server`.",
        finds: r#"The first handler of a program in which nothing has `@server`.

This rule is off unless a project asks for it by its code, in `[lint]` of `fitz.toml`."#,
        why: r#"The server then listens with its defaults, on port 3000 of this machine alone. In a container nobody reaches it."#,
        wrong: r#"//- /fitz.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "demo"
main = "src/main.fitz"

[lint]
"routes-without-server" = "hint"
//- /src/main.fitz
@get("/notes")
fn notes() -> Int => 0"#,
        right: r#"//- /fitz.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "demo"
main = "src/main.fitz"

[lint]
"routes-without-server" = "hint"
//- /src/main.fitz
@server(3000)
fn main() => 0

@get("/notes")
fn notes() -> Int => 0"#,
        mend: r#"Declare the server: `@server(3000) fn main() => 0`."#,
    };
    SERVER_DOCS_PUBLIC = Rule {
        code: "server-docs-public",
        severity: Hint,
        tag: None,
        summary: "A public server shows its documents.",
        finds: r#"`@server` says `docs=true` and a host that all networks reach, `"0.0.0.0"` or `"::"`."#,
        why: r#"Everybody who reaches the server can read what it offers."#,
        wrong: r#"@get("/")
fn index() -> Int => 0

@server(80, "0.0.0.0", docs=true)
fn main() => 0"#,
        right: r#"@get("/")
fn index() -> Int => 0

@server(80, "0.0.0.0", docs=false)
fn main() => 0"#,
        mend: r#"Write `docs=false`, unless the interface is public."#,
    };
    SERVER_HOST_IN_CONTAINER = Rule {
        code: "server-host-in-container",
        severity: Warning,
        tag: None,
        summary: "A server in a container listens to its own machine alone.",
        finds: r#"`@server` has no `host`, or a loopback address like `"127.0.0.1"`, and a `Dockerfile` or `Containerfile` lies beside
the file, or at the root of the package if its `fitz.toml` names the program. Nothing is reported in libraries and in files that
no program of the manifest imports. A compose file alone says nothing: what it starts is often the database."#,
        why: r#"A container is a machine of its own. A server that listens to `127.0.0.1` there starts, and no request from outside
reaches it, whatever ports the container opens."#,
        wrong: r#"//- /shop/fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[bin]
main = "src/main.fitz"

//- /shop/Dockerfile
FROM debian
COPY . /shop

//- /shop/src/main.fitz
@get("/")
fn index() -> Str => "hello"

@server(8080)
fn main() => 0"#,
        right: r#"//- /shop/fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[bin]
main = "src/main.fitz"

//- /shop/Dockerfile
FROM debian
COPY . /shop

//- /shop/src/main.fitz
@get("/")
fn index() -> Str => "hello"

@server(8080, host="0.0.0.0")
fn main() => 0"#,
        mend: r#"Write `host="0.0.0.0"`. Where something else in the same container passes requests on, allow the finding."#,
    };
    SERVER_STATIC_DIR_MISSING = Rule {
        code: "server-static-dir-missing",
        severity: Warning,
        tag: None,
        summary: "The directory of files to serve does not exist.",
        finds: r#"`static_dir` of `@server` names a directory that is nowhere: not in the directory of the file, and in none above it,
whichever of them the server starts in. Or a file has that name. Nothing is reported for a path from the root of the disk, which
belongs to the machine where the server will run, for a text with interpolations, in a library, and in a file without a package."#,
        why: r#"The server has no files to answer with, and each request for one fails."#,
        wrong: r#"//- /shop/fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

//- /shop/public/index.html
<p>hello</p>

//- /shop/main.fitz
@server(8080, static_dir="pubic")
fn main() => 0"#,
        right: r#"//- /shop/fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

//- /shop/public/index.html
<p>hello</p>

//- /shop/main.fitz
@server(8080, static_dir="public")
fn main() => 0"#,
        mend: r#"Create the directory, or name one that exists. If a later step makes it, allow the finding."#,
    };
    SERVER_WITHOUT_ROUTES = Rule {
        code: "server-without-routes",
        severity: Warning,
        tag: None,
        summary: "A server has nothing to serve.",
        finds: r#"A program has `@server`, and no route, no WebSocket handler, no probe, no remote function, no live component and no
`static_dir`. Nothing is reported while an import leads nowhere or a file has syntax errors."#,
        why: r#"A server without routes does not start, and the program ends at once."#,
        wrong: r#"@server(8080)
fn main() => 0"#,
        right: r#"@get("/")
fn index() -> Str => "hello"

@server(8080)
fn main() => 0"#,
        mend: r#"Write a route, or import the module that has the routes."#,
    };
}
