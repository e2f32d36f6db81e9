//! The paths of HTTP routes.

use crate::Rule;
use crate::Severity::Error;

rules! {
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
}
