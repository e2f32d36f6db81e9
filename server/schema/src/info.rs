//! What the document says about the service as a whole: its name, its version, its address.

use fitz_analysis::{Db, Package, Program};

use crate::json::{Object, object, put};
use crate::pointer::{JsonPointer, SourceMap};

/// `@server` without an argument, and a program without `@server`.
const DEFAULT_PORT: i64 = 3000;

/// The info object (AsyncAPI 3.0, Info Object).
pub(crate) fn info(db: &dyn Db, program: &Program) -> Object {
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
    let description = fitz_analysis::file_doc(db, program.entry)
        .as_deref()
        .and_then(|doc| said(Some(doc)))
        .or_else(|| said(package.description.as_deref()))
        .map_or_else(|| format!("WebSocket channels of `{title}`, generated from Fitz source."), str::to_owned);
    let mut info = object([("title", title.into()), ("version", version.into()), ("description", description.into())]);
    if let Some(license) = said(package.license.as_deref()) {
        put(&mut info, "license", object([("name", license.into())]));
    }
    info
}

fn said(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.trim().is_empty())
}

/// `servers`: the address that `@server` declares.
pub(crate) fn servers(program: &Program, sources: &mut SourceMap) -> Object {
    let declared = program.server.as_ref();
    sources.insert(&JsonPointer::new(["servers", "default"]), declared.map(|server| server.decorator.clone()));
    let port = declared.map_or(Some(DEFAULT_PORT), |server| server.port);
    let origin = match declared {
        Some(_) => "Address declared by `@server`.",
        None => "Default address: the program has no `@server`.",
    };
    let mut server =
        object([("host", address(program).into()), ("protocol", "ws".into()), ("description", origin.into())]);
    if port.is_none() {
        let variable = object([
            ("default", DEFAULT_PORT.to_string().into()),
            ("description", "The port that the program computes when it starts.".into()),
        ]);
        put(&mut server, "variables", object([("port", variable.into())]));
    }
    if let Some(seconds) = program.heartbeat_secs() {
        let heartbeat = object([("intervalSeconds", seconds.into()), ("frame", "ping".into())]);
        put(&mut server, "x-fitz-heartbeat", heartbeat);
    }
    object([("default", server.into())])
}

/// Host and port as a client on the same machine writes them; `{port}` for a port that the program computes.
#[must_use]
pub fn address(program: &Program) -> String {
    let declared = program.server.as_ref();
    let host = host(declared.and_then(|server| server.host.as_deref()));
    let port = declared.map_or(Some(DEFAULT_PORT), |server| server.port);
    port.map_or_else(|| format!("{host}:{{port}}"), |port| format!("{host}:{port}"))
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
