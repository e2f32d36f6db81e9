//! A client as a TypeScript module without dependencies.

use std::fmt::Write as _;

use fitz_analysis::{Builtin, Db, HandshakeSource, Program, Ty};

use crate::descriptor::{self, name_of};
use crate::layout::{paragraphs, quoted};
use crate::model::{Endpoint, Model};
use crate::names::{Names, declared_names, is_identifier};
use crate::shape::{Definition, Field, Frame, Shape, TypeDeclaration};

const RUNTIME: &str = include_str!("../runtime/client.ts");

/// Names that a module cannot declare, and those of the platform that the module needs.
const RESERVED: &str = "any arguments as async await bigint boolean break case catch class const constructor continue \
    debugger declare default delete do else enum eval export extends false finally for from function get if implements \
    import in instanceof interface is keyof let never new null number object of package private protected public \
    readonly return set static string super switch symbol this throw true try type typeof undefined unknown var void \
    while with yield Array ArrayBuffer Date Error Extract Infinity JSON Map Math Number Object Promise Record RegExp Set \
    String Uint8Array encodeURIComponent globalThis TYPES";

/// The client of a program as a TypeScript module.
///
/// A program with errors has a client of what is known.
#[must_use]
pub fn typescript(db: &dyn Db, program: &Program) -> String {
    let model = Model::new(db, program);
    let reserved = RESERVED.split_whitespace().map(str::to_owned);
    let of_runtime =
        declared_names(RUNTIME, &["interface ", "type ", "class ", "const ", "function ", "async function "]);
    let mut names = Names::without(reserved.chain(of_runtime));
    let types: Vec<String> = model.types.iter().map(|declaration| names.give(&declaration.wishes)).collect();

    let mut text = header(&model);
    if model.endpoints.is_empty() {
        text.push_str("\nexport {};\n");
        return text;
    }
    for (declaration, name) in model.types.iter().zip(&types) {
        text.push('\n');
        text.push_str(&declare(declaration, name, &types));
    }
    for endpoint in &model.endpoints {
        text.push('\n');
        let name = names.give(&endpoint.wishes);
        text.push_str(&declare_endpoint(&model, endpoint, &name, &types));
    }
    let _ = writeln!(text, "\n/** The types as data: frames are checked against it. */");
    let _ = writeln!(text, "const TYPES: WireTypes = {};\n", descriptor::table(&model, &types));
    text.push_str(RUNTIME);
    text
}

fn header(model: &Model<'_>) -> String {
    format!(
        "// Client of the WebSocket endpoints of {}, made from its Fitz source.\n//\n\
         // Do not edit: change the source, then run `fitz-lsp client typescript` on {} again.\n",
        one_line(&model.title),
        one_line(&model.entry),
    )
}

fn one_line(text: &str) -> String {
    format!("`{}`", text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn declare(declaration: &TypeDeclaration, name: &str, types: &[String]) -> String {
    let mut text = comment(declaration.doc.as_deref(), "");
    match &declaration.definition {
        Definition::Union { variants, .. } => {
            let _ = writeln!(text, "export type {name} =");
            let lines: Vec<String> = variants.iter().map(|(_, id)| format!("  | {}", name_of(types, *id))).collect();
            let _ = writeln!(text, "{};", lines.join("\n"));
        }
        Definition::Record(fields) => {
            let _ = writeln!(text, "export interface {name} {{");
            for field in fields {
                text.push_str(&declare_field(field, types));
            }
            text.push_str("}\n");
        }
    }
    text
}

fn declare_field(field: &Field, types: &[String]) -> String {
    let default = field.default.as_ref().filter(|_| field.is_optional).map(|value| format!("Default: `{value}`."));
    let doc = paragraphs(field.doc.as_deref(), default);
    let mark = if field.is_optional { "?" } else { "" };
    format!("{}  {}{mark}: {};\n", comment(Some(&doc), "  "), property(&field.wire), written(&field.shape, types))
}

fn property(name: &str) -> String {
    if is_identifier(name) { name.to_owned() } else { quoted(name) }
}

fn written(shape: &Shape, types: &[String]) -> String {
    match shape {
        Shape::Any => "unknown".to_owned(),
        Shape::Int | Shape::Float => "number".to_owned(),
        Shape::Str | Shape::Base64 | Shape::Date | Shape::DateTime | Shape::Uuid => "string".to_owned(),
        Shape::Bool => "boolean".to_owned(),
        Shape::Null => "null".to_owned(),
        Shape::Literal(text) => quoted(text),
        Shape::Nullable(inner) => format!("{} | null", written(inner, types)),
        Shape::List(element) => format!("Array<{}>", written(element, types)),
        Shape::Map(value) => format!("Record<string, {}>", written(value, types)),
        Shape::Tuple(elements) => {
            let elements: Vec<String> = elements.iter().map(|element| written(element, types)).collect();
            format!("[{}]", elements.join(", "))
        }
        Shape::Result(ok, error) => format!("{{ Ok: {} }} | {{ Err: {} }}", written(ok, types), written(error, types)),
        Shape::Type(id) => name_of(types, *id).to_owned(),
    }
}

fn declare_endpoint(model: &Model<'_>, endpoint: &Endpoint<'_>, name: &str, types: &[String]) -> String {
    let (sent, received) = (frame(&endpoint.sent, types, true), frame(&endpoint.received, types, false));
    let kind = model.union_field(&endpoint.received).map_or_else(|| "never".to_owned(), quoted);
    let needs_url = model.address.is_none();
    let params: Vec<String> = endpoint
        .parameters
        .iter()
        .map(|parameter| {
            let ty = parameter.ty.as_ref().map(Ty::without_null);
            let ty = match ty {
                Some(ty) if ty.is(Builtin::Int) || ty.is(Builtin::Float) => "number",
                Some(ty) if ty.is(Builtin::Bool) => "boolean",
                _ => "string",
            };
            format!("{}: {ty}", property(&parameter.name))
        })
        .collect();
    let mut options = format!("ConnectOptions<{sent}>");
    if needs_url {
        options.push_str(" & { url: string }");
    }
    if !params.is_empty() {
        let _ = write!(options, " & {{ params: {{ {} }} }}", params.join("; "));
    }
    let default = if needs_url || !params.is_empty() { "" } else { " = {}" };
    let connection = format!("Connection<{sent}, {received}, {kind}>");
    let argument = if params.is_empty() { "" } else { ", options.params" };
    let probe = endpoint.probe.as_ref().map_or_else(
        || "undefined".to_owned(),
        |(field, literal)| format!("{{ {}: {} }}", property(field), quoted(literal)),
    );

    let mut text = comment(Some(&endpoint_doc(endpoint)), "");
    let _ = writeln!(text, "export const {name} = {{");
    let _ = writeln!(text, "  path: {},", quoted(endpoint.path));
    let _ = writeln!(text, "  connect(options: {options}{default}): {connection} {{");
    let _ = writeln!(text, "    return openConnection<{sent}, {received}, {kind}>({{");
    let _ = writeln!(text, "      path: {},", quoted(endpoint.path));
    let _ =
        writeln!(text, "      address: {},", model.address.as_deref().map_or_else(|| "undefined".to_owned(), quoted));
    let _ = writeln!(text, "      receives: {},", descriptor::frame(&endpoint.received, types));
    let _ = writeln!(text, "      sendsBinary: {},", endpoint.sent == Frame::Binary);
    let _ = writeln!(text, "      heartbeatSecs: {},", model.heartbeat_secs);
    let _ = writeln!(text, "      probe: {probe},");
    let _ = writeln!(text, "    }}, options{argument});\n  }},\n}};");
    text
}

fn frame(frame: &Frame, types: &[String], is_sent: bool) -> String {
    match frame {
        Frame::Json(shape) => written(shape, types),
        Frame::Binary if is_sent => "Uint8Array | ArrayBuffer".to_owned(),
        Frame::Binary => "Uint8Array".to_owned(),
    }
}

/// The comment of the handler, and what the handshake wants.
fn endpoint_doc(endpoint: &Endpoint<'_>) -> String {
    let mut more = vec![format!("The endpoint `{}`.", endpoint.path)];
    if endpoint.is_protected {
        more.push("It needs a token: pass `token`.".to_owned());
    }
    for parameter in endpoint.handshake {
        let (what, how) = match parameter.source {
            HandshakeSource::Header => ("header", "pass it in `headers`; a browser cannot send it"),
            HandshakeSource::Cookie => ("cookie", "a browser sends it by itself; elsewhere pass `Cookie` in `headers`"),
        };
        let need = if parameter.required { "needs" } else { "reads" };
        more.push(format!("The handshake {need} the {what} `{}`: {how}.", parameter.wire_name));
    }
    paragraphs(endpoint.doc, more)
}

/// A documentation comment; nothing for an empty text.
fn comment(text: Option<&str>, indent: &str) -> String {
    let text = text.unwrap_or_default().trim().replace("*/", "*\\/");
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    match lines.as_slice() {
        [] => String::new(),
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let mut comment = format!("{indent}/**\n");
            for line in lines {
                let _ = writeln!(comment, "{}", format!("{indent} * {line}").trim_end());
            }
            let _ = writeln!(comment, "{indent} */");
            comment
        }
    }
}
