//! What the document says about the service as a whole: its name, its version, its address.

use std::collections::BTreeSet;

use fitz_analysis::{Db, Package, Program};
use serde_json::Value;

use crate::json::{Object, object, put};
use crate::missing::{Missing, paragraph};
use crate::names::free_key;
use crate::options::ExtraServer;
use crate::pointer::{JsonPointer, SourceMap};

/// `@server` without an argument, and a program without `@server`.
const DEFAULT_PORT: i64 = 3000;

/// The info object (AsyncAPI 3.0 and OpenAPI 3.1, Info Object). `content` says what the document describes, for programs
/// that do not say what they are.
pub(crate) fn info(db: &dyn Db, program: &Program, content: &str, missing: &[Missing]) -> Object {
    let nothing = Package::default();
    let package = program.package.as_ref().unwrap_or(&nothing);
    let name = fitz_analysis::program_name(db, program.entry);
    let title = if name.trim().is_empty() { "Fitz API".to_owned() } else { name };
    let version = program
        .server
        .as_ref()
        .and_then(|server| said(server.api_version.as_deref()))
        .or_else(|| said(package.version.as_deref()))
        .unwrap_or("0.1.0");
    let mut description = fitz_analysis::file_doc(db, program.entry)
        .as_deref()
        .and_then(|doc| said(Some(doc)))
        .or_else(|| said(package.description.as_deref()))
        .map_or_else(|| format!("{content} of `{title}`, generated from Fitz source."), str::to_owned);
    if let Some(paragraph) = paragraph(missing) {
        description.push_str("\n\n");
        description.push_str(&paragraph);
    }
    let mut info = object([("title", title.into()), ("version", version.into()), ("description", description.into())]);
    if let Some(license) = said(package.license.as_deref()) {
        put(&mut info, "license", object([("name", license.into())]));
    }
    info
}

fn said(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.trim().is_empty())
}

/// `servers` of AsyncAPI: the address that `@server` declares, then those of the configuration.
pub(crate) fn servers(program: &Program, extra: &[ExtraServer], sources: &mut SourceMap) -> Object {
    let mut servers = Object::new();
    put(&mut servers, "default", default_server(program, sources));
    let mut taken = BTreeSet::from(["default".to_owned()]);
    for declared in extra {
        let key = free_key(&declared.name, &taken);
        let protocol = if declared.is_secure { "wss" } else { "ws" };
        let mut server = object([("host", declared.host.as_str().into())]);
        if !declared.base_path.is_empty() {
            put(&mut server, "pathname", declared.base_path.as_str());
        }
        put(&mut server, "protocol", protocol);
        put(&mut servers, &key, server);
        taken.insert(key);
    }
    servers
}

fn default_server(program: &Program, sources: &mut SourceMap) -> Object {
    let declared = program.server.as_ref();
    sources.insert(&JsonPointer::new(["servers", "default"]), declared.map(|server| server.decorator.clone()));
    let mut server =
        object([("host", address(program).into()), ("protocol", "ws".into()), ("description", origin(program).into())]);
    if let Some(variables) = variables(program) {
        put(&mut server, "variables", variables);
    }
    if let Some(seconds) = program.heartbeat_secs() {
        let heartbeat = object([("intervalSeconds", seconds.into()), ("frame", "ping".into())]);
        put(&mut server, "x-fitz-heartbeat", heartbeat);
    }
    server
}

/// `servers` of OpenAPI: as those of AsyncAPI, a list of URLs.
pub(crate) fn http_servers(program: &Program, extra: &[ExtraServer], sources: &mut SourceMap) -> Value {
    let declared = program.server.as_ref();
    sources.insert(&JsonPointer::new(["servers", "0"]), declared.map(|server| server.decorator.clone()));
    let mut default =
        object([("url", format!("http://{}", address(program)).into()), ("description", origin(program).into())]);
    if let Some(variables) = variables(program) {
        put(&mut default, "variables", variables);
    }
    let extra = extra.iter().map(|server| {
        let scheme = if server.is_secure { "https" } else { "http" };
        let url = format!("{scheme}://{}{}", server.host, server.base_path);
        object([("url", url.into()), ("description", server.name.as_str().into())])
    });
    std::iter::once(default).chain(extra).map(Value::Object).collect()
}

/// Host and port as a client on the same machine writes them; `{port}` stands for a port that only the running program knows.
#[must_use]
pub fn address(program: &Program) -> String {
    let declared = program.server.as_ref();
    let host = host(declared.and_then(|server| server.host.as_deref()));
    match port(program) {
        Some(port) => format!("{host}:{port}"),
        None => format!("{host}:{{port}}"),
    }
}

/// The port, when it can be read from the source.
pub(crate) fn port(program: &Program) -> Option<i64> {
    program.server.as_ref().map_or(Some(DEFAULT_PORT), |server| server.port)
}

fn origin(program: &Program) -> &'static str {
    match program.server {
        Some(_) => "Address declared by `@server`.",
        None => "Default address: the program has no `@server`.",
    }
}

/// The variable in an [`address`], when there is one.
fn variables(program: &Program) -> Option<Object> {
    let variable = object([
        ("default", DEFAULT_PORT.to_string().into()),
        ("description", "The port that the program computes when it starts.".into()),
    ]);
    port(program).is_none().then(|| object([("port", variable.into())]))
}

/// The host as a client on the same machine writes it.
fn host(declared: Option<&str>) -> String {
    match declared.map(str::trim) {
        None | Some("" | "127.0.0.1" | "::1" | "0.0.0.0" | "::" | "[::1]" | "[::]") => "localhost".to_owned(),
        Some(address) if address.contains(':') && !address.starts_with('[') => format!("[{address}]"),
        Some(address) => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn hosts() {
        for (declared, shown) in [
            (None, "localhost"),
            (Some(""), "localhost"),
            (Some("0.0.0.0"), "localhost"),
            (Some("::"), "localhost"),
            (Some("192.168.1.7"), "192.168.1.7"),
            (Some("example.org"), "example.org"),
            (Some("2001:db8::1"), "[2001:db8::1]"),
        ] {
            assert_eq!(host(declared), shown, "{declared:?}");
        }
    }
}
