//! A client as a Python module that needs the `websockets` library alone.

use std::fmt::Write as _;

use fitz_analysis::{Builtin, Db, HandshakeSource, Program, Ty};
use serde_json::Value;

use crate::descriptor::{self, name_of};
use crate::layout::{paragraphs, quoted};
use crate::model::{Endpoint, Model};
use crate::names::{Names, declared_names};
use crate::shape::{Definition, Field, Frame, Shape, TypeDeclaration};

/// What the classes of a program need.
const PRELUDE: &str = include_str!("../runtime/prelude.py");
const RUNTIME: &str = include_str!("../runtime/client.py");

/// The words of the language, which no field can be called.
const KEYWORDS: &str = "False None True and as assert async await break class continue def del elif else except finally \
    for from global if import in is lambda nonlocal not or pass raise return try while with yield";

/// Names of the language that the module needs.
const BUILTINS: &str = "AssertionError Exception OSError RecursionError ValueError bool bytes callable case dict enumerate \
    float frozenset getattr int isinstance len list match min object property print str super tuple type";

/// Names that the bodies of classes need: a field with such a name would hide it there.
const IN_CLASSES: &str = "UNSET _field dataclass";

/// Everything that the module keeps to itself.
const INTERNAL: &str = "_CLASSES _TYPES _ATTRIBUTES";

/// The client of a program as a Python module.
///
/// A program with errors has a client of what is known.
#[must_use]
pub fn python(db: &dyn Db, program: &Program) -> String {
    let model = Model::new(db, program);
    let mut names = Names::without(reserved());
    let types: Vec<String> = model.types.iter().map(|declaration| names.give(&declaration.wishes)).collect();

    let mut text = header(&model);
    if model.endpoints.is_empty() {
        return text;
    }
    text.push_str(PRELUDE);
    // A class may mention another one only after it, outside of annotations.
    let (unions, records): (Vec<_>, Vec<_>) = model
        .types
        .iter()
        .zip(&types)
        .partition(|(declaration, _)| matches!(declaration.definition, Definition::Union { .. }));
    for (declaration, name) in records {
        let _ = write!(text, "\n\n{}", declare_record(declaration, name, &mut names, &types));
    }
    for (declaration, name) in unions {
        let _ = write!(text, "\n{}", declare_union(declaration, name, &types));
    }
    let _ = write!(text, "\n\n{RUNTIME}");
    let _ = writeln!(text, "\n\n# The types as data: frames are checked against it.");
    let _ = writeln!(text, "_TYPES: dict[str, Any] = {}\n", descriptor::table(&model, &types));
    text.push_str(&tables(&model, &types));
    for endpoint in &model.endpoints {
        let name = names.give(&endpoint.wishes);
        let _ = write!(text, "\n\n{}", declare_endpoint(&model, endpoint, &name, &mut names, &types));
    }
    text
}

fn reserved() -> impl Iterator<Item = String> {
    let words = [KEYWORDS, BUILTINS, INTERNAL].into_iter().flat_map(str::split_whitespace).map(str::to_owned);
    let imported = PRELUDE.lines().flat_map(|line| {
        let names = line.split_once("import ").map_or("", |(_, names)| names);
        names.split(", ").map(|name| name.split(" as ").last().unwrap_or(name).trim().to_owned())
    });
    let declared =
        [PRELUDE, RUNTIME].into_iter().flat_map(|text| declared_names(text, &["class ", "def ", "async def ", ""]));
    words.chain(imported).chain(declared)
}

fn header(model: &Model<'_>) -> String {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!(
        "# Client of the WebSocket endpoints of `{}`, made from its Fitz source.\n#\n\
         # Do not edit: change the source, then run `fitz-lsp client python` on `{}` again.\n#\n\
         # Needs Python 3.11 and the library `websockets` 14 or newer.\n",
        one_line(&model.title),
        one_line(&model.entry),
    )
}

fn declare_record(declaration: &TypeDeclaration, name: &str, names: &mut Names, types: &[String]) -> String {
    let Definition::Record(fields) = &declaration.definition else { return String::new() };
    let attributes = attributes(fields);
    let mut aliases = String::new();
    let mut body = docstring(declaration.doc.as_deref(), "    ");
    if !body.is_empty() && !fields.is_empty() {
        body.push('\n');
    }
    for (field, attribute) in fields.iter().zip(&attributes) {
        let (mut ty, default) = type_and_default(field, types);
        // The text of a literal names nothing.
        let is_literal = matches!(field.shape, Shape::Literal(_));
        if mentions(if is_literal { "Literal" } else { &ty }, &attributes) {
            // In the class that name is the field; outside it is the type.
            let alias = names.give_beside(&[format!("{name}_{attribute}")], &attributes);
            let _ = writeln!(aliases, "{alias}: TypeAlias = {}", quoted(&ty));
            ty = alias;
        }
        let _ = write!(body, "    {attribute}: {ty}{default}\n{}", docstring(field.doc.as_deref(), "    "));
    }
    if body.is_empty() {
        body.push_str("    pass\n");
    }
    if !aliases.is_empty() {
        aliases.push_str("\n\n");
    }
    format!("{aliases}@dataclass(kw_only=True)\nclass {name}:\n{body}")
}

/// Whether a type is written with one of these names.
fn mentions(ty: &str, names: &[String]) -> bool {
    let mut words = ty.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.any(|word| names.iter().any(|name| name == word))
}

/// The type of an attribute, and what follows it when the field may be left out.
fn type_and_default(field: &Field, types: &[String]) -> (String, String) {
    let ty = written(&field.shape, types);
    // A literal is the only value that its field can have, and what may be left out has a value for that.
    let is_literal = matches!(field.shape, Shape::Literal(_));
    match &field.default {
        Some(Value::Array(_)) if field.is_optional => (ty, " = _field(default_factory=lambda: [])".to_owned()),
        Some(Value::Object(_)) if field.is_optional => (ty, " = _field(default_factory=lambda: {})".to_owned()),
        Some(value) if field.is_optional || is_literal => (ty, format!(" = {}", literal(value))),
        _ if field.is_optional && matches!(field.shape, Shape::Nullable(_)) => (ty, " = None".to_owned()),
        _ if field.is_optional => (format!("{ty} | Unset"), " = UNSET".to_owned()),
        _ => (ty, String::new()),
    }
}

fn literal(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

/// The names of fields in Python: their own, unless the language or the class needs that name.
fn attributes(fields: &[Field]) -> Vec<String> {
    let mut names =
        Names::without([KEYWORDS, IN_CLASSES].into_iter().flat_map(str::split_whitespace).map(str::to_owned));
    // A field that can keep its name must not lose it to one that cannot.
    let mut order: Vec<(usize, Vec<String>)> =
        fields.iter().map(|field| attribute_wishes(&field.wire)).enumerate().collect();
    order.sort_by_key(|(index, wishes)| {
        let wire = fields.get(*index).map(|field| &field.wire);
        wishes.first() != wire || wire.is_some_and(|wire| names.is_taken(wire))
    });
    let mut given = vec![String::new(); fields.len()];
    for (index, wishes) in order {
        if let Some(place) = given.get_mut(index) {
            *place = names.give(&wishes);
        }
    }
    given
}

/// Names that begin with two underscores mean something else to a class: they are mangled, or the language calls them.
fn attribute_wishes(wire: &str) -> Vec<String> {
    let name = match wire.strip_prefix("__") {
        Some(rest) => format!("_{}", rest.trim_start_matches('_')),
        None => wire.to_owned(),
    };
    vec![name.clone(), format!("{name}_")]
}

fn declare_union(declaration: &TypeDeclaration, name: &str, types: &[String]) -> String {
    let Definition::Union { variants, .. } = &declaration.definition else { return String::new() };
    let members: Vec<&str> = variants.iter().map(|(_, id)| name_of(types, *id)).collect();
    format!(
        "\n{name}: TypeAlias = Union[\n    {},\n]\n{}",
        members.join(",\n    "),
        docstring(declaration.doc.as_deref(), "")
    )
}

fn written(shape: &Shape, types: &[String]) -> String {
    match shape {
        Shape::Any => "Any".to_owned(),
        Shape::Int => "int".to_owned(),
        Shape::Float => "float".to_owned(),
        Shape::Str => "str".to_owned(),
        Shape::Bool => "bool".to_owned(),
        Shape::Null => "None".to_owned(),
        Shape::Base64 => "bytes".to_owned(),
        Shape::Date => "_datetime.date".to_owned(),
        Shape::DateTime => "_datetime.datetime".to_owned(),
        Shape::Uuid => "_uuid.UUID".to_owned(),
        Shape::Literal(text) => format!("Literal[{}]", quoted(text)),
        Shape::Nullable(inner) => format!("{} | None", written(inner, types)),
        Shape::List(element) => format!("list[{}]", written(element, types)),
        Shape::Map(value) => format!("dict[str, {}]", written(value, types)),
        Shape::Tuple(elements) if elements.is_empty() => "tuple[()]".to_owned(),
        Shape::Tuple(elements) => {
            let elements: Vec<String> = elements.iter().map(|element| written(element, types)).collect();
            format!("tuple[{}]", elements.join(", "))
        }
        Shape::Result(ok, error) => format!("Ok[{}] | Err[{}]", written(ok, types), written(error, types)),
        Shape::Type(id) => name_of(types, *id).to_owned(),
    }
}

/// The classes by name, and the attributes that are called differently from their fields.
fn tables(model: &Model<'_>, types: &[String]) -> String {
    let mut classes = String::from("_CLASSES: dict[str, Callable[..., Any]] = {\n");
    let mut renamed = String::from("_ATTRIBUTES: dict[str, dict[str, str]] = {\n");
    for (declaration, name) in model.types.iter().zip(types) {
        let Definition::Record(fields) = &declaration.definition else { continue };
        let _ = writeln!(classes, "    {}: {name},", quoted(name));
        let different: Vec<String> = fields
            .iter()
            .zip(attributes(fields))
            .filter(|(field, attribute)| field.wire != *attribute)
            .map(|(field, attribute)| format!("{}: {}", quoted(&field.wire), quoted(&attribute)))
            .collect();
        if !different.is_empty() {
            let _ = writeln!(renamed, "    {}: {{{}}},", quoted(name), different.join(", "));
        }
    }
    format!("{classes}}}\n\n{renamed}}}\n")
}

fn declare_endpoint(
    model: &Model<'_>,
    endpoint: &Endpoint<'_>,
    name: &str,
    names: &mut Names,
    types: &[String],
) -> String {
    let (sent, received) = (frame(&endpoint.sent, types), frame(&endpoint.received, types));
    let connection = format!("Connection[{sent}, {received}]");
    let mut text = String::new();
    let url = model.address.as_deref().map_or_else(String::new, |address| format!(" = {}", quoted(address)));
    let mut parameters = format!("url: str{url}, ");
    let mut params = "{}".to_owned();
    if !endpoint.parameters.is_empty() {
        let class = names.give(&[format!("{}Params", crate::names::pascal_case(name))]);
        let members: Vec<String> = endpoint
            .parameters
            .iter()
            .map(|parameter| format!("{}: {}", quoted(&parameter.name), parameter_type(parameter.ty.as_ref())))
            .collect();
        let _ = write!(text, "{class} = TypedDict({}, {{{}}})\n\n\n", quoted(&class), members.join(", "));
        let _ = write!(parameters, "*, params: {class}, ");
        params = "params".to_owned();
    }
    let _ = writeln!(text, "class {name}:");
    text.push_str(&docstring(Some(&endpoint_doc(endpoint)), "    "));
    let _ = writeln!(text, "\n    path = {}\n", quoted(endpoint.path));
    let _ = writeln!(text, "    @staticmethod");
    let _ = writeln!(text, "    def connect({parameters}**options: Unpack[ConnectOptions]) -> {connection}:");
    let _ = writeln!(text, "        endpoint = _Endpoint(");
    let _ = writeln!(text, "            path={},", quoted(endpoint.path));
    let _ = writeln!(text, "            receives={},", descriptor::frame(&endpoint.received, types));
    let is_binary = endpoint.sent == Frame::Binary;
    let _ = writeln!(text, "            sends_binary={},", if is_binary { "True" } else { "False" });
    let _ = writeln!(text, "            heartbeat_secs={},", model.heartbeat_secs);
    let _ = writeln!(text, "        )\n        return Connection(endpoint, url, {params}, options)");
    text
}

fn parameter_type(ty: Option<&Ty>) -> &'static str {
    match ty.map(Ty::without_null) {
        Some(ty) if ty.is(Builtin::Int) => "int",
        Some(ty) if ty.is(Builtin::Float) => "float",
        Some(ty) if ty.is(Builtin::Bool) => "bool",
        _ => "str",
    }
}

fn frame(frame: &Frame, types: &[String]) -> String {
    match frame {
        Frame::Json(shape) => written(shape, types),
        Frame::Binary => "bytes".to_owned(),
    }
}

/// The comment of the handler, and what the handshake wants.
fn endpoint_doc(endpoint: &Endpoint<'_>) -> String {
    let mut more = vec![format!("The endpoint `{}`.", endpoint.path)];
    if endpoint.is_protected {
        more.push("It needs a token: pass `token`.".to_owned());
    }
    for parameter in endpoint.handshake {
        let need = if parameter.required { "needs" } else { "reads" };
        let (what, how) = match parameter.source {
            HandshakeSource::Header => ("header", "pass it in `headers`"),
            HandshakeSource::Cookie => ("cookie", "pass `Cookie` in `headers`"),
        };
        more.push(format!("The handshake {need} the {what} `{}`: {how}.", parameter.wire_name));
    }
    paragraphs(endpoint.doc, more)
}

/// A docstring; nothing for an empty text.
fn docstring(text: Option<&str>, indent: &str) -> String {
    let text = text.unwrap_or_default().trim();
    if text.is_empty() {
        return String::new();
    }
    let escaped = |text: &str| text.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    if let [line] = lines.as_slice() {
        // The last quotes of the text must not meet those that end it.
        let head = line.trim_end_matches('"');
        let quotes = "\\\"".repeat(line.len() - head.len());
        return format!("{indent}\"\"\"{}{quotes}\"\"\"\n", escaped(head));
    }
    let mut docstring = String::new();
    for (index, line) in lines.iter().enumerate() {
        let quotes = if index == 0 { "\"\"\"" } else { "" };
        let _ = writeln!(docstring, "{}", format!("{indent}{quotes}{}", escaped(line)).trim_end());
    }
    let _ = writeln!(docstring, "{indent}\"\"\"");
    docstring
}
