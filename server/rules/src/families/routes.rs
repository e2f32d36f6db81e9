//! The paths of HTTP routes.

use crate::Rule;
use crate::Severity::{Error, Hint, Information, Warning};

rules! {
    ROUTE_CONFLICT = Rule {
        code: "route-conflict",
        severity: Error,
        tag: None,
        summary: "Two routes of a program answer the same requests.",
        finds: r#"Two routes have the same method and the same path, whatever the names of their parameters, or two parameters of
different names stand at one place of two paths that begin alike. Of WebSocket handlers these names are compared, too; that one
takes the path of another is `ws/path-taken` or `ws/duplicate-path`. The routes of all modules of a program are compared; the later one in load order is reported."#,
        why: r#"The server cannot choose between them and does not start."#,
        wrong: r#"@get("/notes/{id}")
fn note(id: Int) -> Int => id

@get("/notes/{name}")
fn by_name(name: Str) -> Str => name"#,
        right: r#"@get("/notes/{id}")
fn note(id: Int) -> Int => id

@get("/notes/named/{name}")
fn by_name(name: Str) -> Str => name"#,
        mend: r#"Give one of them another path or method, or remove it. Where only the name of a parameter differs, use one name."#,
    };
    ROUTE_GET_BODY = Rule {
        code: "route-get-body",
        severity: Warning,
        tag: None,
        summary: "A `GET` or `DELETE` asks for a body.",
        finds: r#"A parameter of a function with `@get` or `@delete` is filled by nothing else and is therefore the body."#,
        why: r#"Browsers and most clients send no body with these methods, so the request is refused with status 400."#,
        wrong: r#"@get("/notes")
fn notes(limit: Int) -> Int => limit"#,
        right: r#"@get("/notes?limit={limit}")
fn notes(limit: Int) -> Int => limit"#,
        mend: r#"Read the value from the query; the quick fix does that. A value that does not fit into an address needs `@post` or
`@put`."#,
    };
    ROUTE_INJECTED = Rule {
        code: "route-injected",
        severity: Warning,
        tag: None,
        summary: "A route asks for something that nobody gives to it.",
        finds: r#"A function with a route decorator has a parameter of type `Request` or `WsConn`. `db: DbConn` is filled and not
reported."#,
        why: r#"The parameter is taken for the body, and no client can send such a value."#,
        wrong: r#"@post("/notes")
fn add(req: Request) -> Str => req.path"#,
        right: r#"@header(name="X-Trace-Id", into="trace")
@post("/notes")
fn add(trace: Str?) -> Str => "{trace}""#,
        mend: r#"Read a header with `@header`, a cookie with `@cookie`. A function with `@middleware` sees the whole request; a
connection belongs to `@ws`."#,
    };
    ROUTE_PARAMETER_DUPLICATE = Rule {
        code: "route-parameter-duplicate",
        severity: Error,
        tag: None,
        summary: "A path names a parameter twice.",
        finds: r#"`{name}` stands in the path of a route decorator a second time, in the query included."#,
        why: r#"A parameter has one value. The program stops when it is loaded."#,
        wrong: r#"@get("/compare/{id}/{id}")
fn compare(id: Int) -> Int => id"#,
        right: r#"@get("/compare/{id}/{other}")
fn compare(id: Int, other: Int) -> Int => id - other"#,
        mend: r#"Give the second part another name, and the function a parameter for it."#,
    };
    ROUTE_PARAMETER_MISSING = Rule {
        code: "route-parameter-missing",
        severity: Error,
        tag: None,
        summary: "A path names a parameter that the function does not have.",
        finds: r#"`{name}` stands in the path of a route decorator, and the function has no parameter of that name."#,
        why: r#"What the client writes there would go nowhere. The program stops when it is loaded."#,
        wrong: r#"@get("/notes/{note}")
fn note(id: Int) -> Int => id"#,
        right: r#"@get("/notes/{id}")
fn note(id: Int) -> Int => id"#,
        mend: r#"Add the parameter, or correct the name; there is a quick fix for either."#,
    };
    ROUTE_PARAMETER_NULLABLE = Rule {
        code: "route-parameter-nullable",
        severity: Hint,
        tag: None,
        summary: "A part of the path is declared as if it could be missing.",
        finds: r#"A parameter that the path fills has a type with `?`."#,
        why: r#"Without that part the path is another one, so the value is never `null`, and each use of it has to handle what cannot
happen."#,
        wrong: r#"@get("/notes/{id}")
fn note(id: Int?) -> Str => "{id}""#,
        right: r#"@get("/notes/{id}")
fn note(id: Int) -> Str => "{id}""#,
        mend: r#"Remove the `?`; the quick fix does that. A value of the query may be optional."#,
    };
    ROUTE_PARAMETER_TYPE = Rule {
        code: "route-parameter-type",
        severity: Error,
        tag: None,
        summary: "A part of an address goes to a parameter that cannot hold it.",
        finds: r#"A parameter that the path or the query fills is not an `Int`, `Float`, `Str` or `Bool`. In the query they may be
nullable."#,
        why: r#"An address is text, and only these types can be read from it."#,
        wrong: r#"@get("/notes?tags={tags}")
fn notes(tags: List<Str>) -> Int => tags.len()"#,
        right: r#"@get("/notes?tags={tags}")
fn notes(tags: Str) -> Int => tags.split(",").len()"#,
        mend: r#"Take a `Str` and make the value of it in the function, or take it from the body."#,
    };
    ROUTE_PATH = Rule {
        code: "route-path",
        severity: Error,
        tag: None,
        summary: "A path has a form that no route can have.",
        finds: r#"The path of a route decorator does not start with `/`, or has something else than a name between
braces."#,
        why: r#"The program stops when it is loaded."#,
        wrong: r#"@get("notes")
fn notes() -> List<Str> => []"#,
        right: r#"@get("/notes")
fn notes() -> List<Str> => []"#,
        mend: r#"Start with `/`, and write `{name}` for what varies. Its type is that of the parameter."#,
    };
    ROUTE_PATH_STYLE = Rule {
        code: "route-path-style",
        severity: Hint,
        tag: None,
        summary: "A path is easily mistyped.",
        finds: r#"The path of a route contains a capital letter or white space."#,
        why: r#"Paths are compared letter by letter, so `/Notes` is not `/notes`, and white space has to be written as `%20`."#,
        wrong: r#"@get("/Notes")
fn notes() -> Int => 0"#,
        right: r#"@get("/notes")
fn notes() -> Int => 0"#,
        mend: r#"Write small letters, digits and `-`."#,
    };
    ROUTE_QUERY_KEY = Rule {
        code: "route-query-key",
        severity: Error,
        tag: None,
        summary: "The query of a path has another name than the parameter.",
        finds: r#"After the `?` of a path stands `key={name}` with two different names."#,
        why: r#"Key and parameter are one name. The program stops when it is loaded."#,
        wrong: r#"@get("/notes?max={limit}")
fn notes(limit: Int) -> Int => limit"#,
        right: r#"@get("/notes?limit={limit}")
fn notes(limit: Int) -> Int => limit"#,
        mend: r#"Write the same name on both sides of the `=`."#,
    };
    ROUTE_QUERY_TEMPLATE = Rule {
        code: "route-query-template",
        severity: Error,
        tag: None,
        summary: "What follows the `?` of a path is no query.",
        finds: r#"After the first `?` of a path stands something else than pairs `key={key}` with `&` between them."#,
        why: r#"The query says which values a client may give and where they go. The program stops when it is loaded."#,
        wrong: r#"@get("/notes?limit")
fn notes() -> Int => 0"#,
        right: r#"@get("/notes?limit={limit}")
fn notes(limit: Int?) -> Str => "{limit}""#,
        mend: r#"Write each pair as `limit={limit}`, with a parameter of that name."#,
    };
    ROUTE_RESULT = Rule {
        code: "route-result",
        severity: Warning,
        tag: None,
        summary: "A route answers with something that has no JSON form.",
        finds: r#"The declared result of a route is, or contains, a function, a range, a connection, a query, or a map whose keys are no
texts."#,
        why: r#"The answer cannot be written, and the client gets status 500."#,
        wrong: r#"@get("/counts")
fn counts() -> Map<Int, Int> => {1: 2}"#,
        right: r#"@get("/counts")
fn counts() -> Map<Str, Int> => {"1": 2}"#,
        mend: r#"Answer with values, lists, maps with text keys, or types made of these."#,
    };
    ROUTE_SECRET_FIELD = Rule {
        code: "route-secret-field",
        severity: Warning,
        tag: None,
        summary: "A route answers with a field that looks like a secret.",
        finds: r#"The declared result of a route contains a type with a text field whose name says that it is for the server alone, such
as `password_hash`, and the field has no `@hidden`."#,
        why: r#"Whoever may call the route can read the field."#,
        wrong: r#"type Account { email: Str, password_hash: Str = "" }

@get("/account")
fn account() -> Account => Account { email: "a@b.c" }"#,
        right: r#"type Account { email: Str, @hidden password_hash: Str = "" }

@get("/account")
fn account() -> Account => Account { email: "a@b.c" }"#,
        mend: r#"Write `@hidden` before the field; the quick fix does that when the type is in the same file. Or answer with a type
without it."#,
    };
    ROUTE_SHADOWS_AUTOMATIC = Rule {
        code: "route-shadows-automatic",
        severity: Information,
        tag: None,
        summary: "A route takes the place of something that the server answers by itself.",
        finds: r#"A `GET` route has the path `/openapi.json`, `/docs`, `/asyncapi.json`, `/asyncapi`, `/healthz`, `/readyz` or
`/metrics`, or lies below the `static_prefix` of a server with a `static_dir`."#,
        why: r#"The route of the program wins, and what others expect there is gone."#,
        wrong: r#"@get("/docs")
fn docs() -> Str => "ask Ann""#,
        right: r#"@get("/handbook")
fn docs() -> Str => "ask Ann""#,
        mend: r#"Take another path, unless that is meant. For a probe, use `@healthz` or `@readyz`."#,
    };
    ROUTE_TRAILING_SLASH = Rule {
        code: "route-trailing-slash",
        severity: Hint,
        tag: None,
        summary: "Two paths differ in the `/` at their end alone.",
        finds: r#"A route of the program has the path of another one with a `/` more or less at its end."#,
        why: r#"They are two addresses. Clients, and people, mix them up."#,
        wrong: r#"@get("/notes")
fn notes() -> Int => 0

@post("/notes/")
fn add() -> Int => 1"#,
        right: r#"@get("/notes")
fn notes() -> Int => 0

@post("/notes")
fn add() -> Int => 1"#,
        mend: r#"Write both with it, or both without it."#,
    };
    ROUTE_TWO_BODIES = Rule {
        code: "route-two-bodies",
        severity: Error,
        tag: None,
        summary: "A route takes two bodies.",
        finds: r#"Two parameters of a route are filled neither by the path, the query, a header or a cookie, nor by the user or the
database: both are the body."#,
        why: r#"A request has one body. The program stops when it is loaded."#,
        wrong: r#"type Note { text: Str }

@post("/notes")
fn add(note: Note, shelf: Str) -> Str => note.text + shelf"#,
        right: r#"type Note { text: Str }

@post("/notes?shelf={shelf}")
fn add(note: Note, shelf: Str) -> Str => note.text + shelf"#,
        mend: r#"Read one of them from the query, which the quick fix does where it can, or make both fields of one type."#,
    };
    ROUTE_USER_AS_BODY = Rule {
        code: "route-user-as-body",
        severity: Warning,
        tag: None,
        summary: "A route takes the user from the body.",
        finds: r#"A route without an access decorator has a parameter of the type that the `@auth_provider` gives."#,
        why: r#"Without such a decorator the parameter is the body, so anybody can claim to be any user."#,
        wrong: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "editor" })
}

@post("/notes")
fn add(user: User) -> Str => user.email"#,
        right: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "editor" })
}

@authenticated
@post("/notes")
fn add(user: User) -> Str => user.email"#,
        mend: r#"Write `@authenticated` above the route; the quick fix does that. If a user is really sent, make a type of its own for
it."#,
    };
}
