//! Types as data, for the runtimes to check frames against.
//!
//! A shape is the name of a scalar (`"int"`) or a list of a word and its operands (`["list", "int"]`). A type is an object
//! with its fields, or with the field that tells its variants apart. The text is JSON with only strings, lists and objects,
//! so it means the same in TypeScript and in Python.

use std::fmt::Write as _;

use crate::layout::quoted;
use crate::model::Model;
use crate::shape::{Definition, Frame, Shape};

/// The table of all types of a client, one member per line.
pub(crate) fn table(model: &Model<'_>, names: &[String]) -> String {
    let mut text = String::from("{\n");
    for (declaration, name) in model.types.iter().zip(names) {
        match &declaration.definition {
            Definition::Record(fields) if fields.is_empty() => {
                let _ = writeln!(text, "  {}: {{\"fields\": {{}}}},", quoted(name));
            }
            Definition::Record(fields) => {
                let _ = writeln!(text, "  {}: {{\"fields\": {{", quoted(name));
                for field in fields {
                    let _ = writeln!(text, "    {}: {},", quoted(&field.wire), shape(&field.shape, names));
                }
                text.push_str("  }},\n");
            }
            Definition::Union { field, variants } => {
                let _ = writeln!(text, "  {}: {{\"kind\": {}, \"variants\": {{", quoted(name), quoted(field));
                for (literal, id) in variants {
                    let _ = writeln!(text, "    {}: {},", quoted(literal), quoted(name_of(names, *id)));
                }
                text.push_str("  }},\n");
            }
        }
    }
    text.push('}');
    text
}

/// What a frame carries.
pub(crate) fn frame(frame: &Frame, names: &[String]) -> String {
    match frame {
        Frame::Json(json) => shape(json, names),
        Frame::Binary => quoted("binary"),
    }
}

fn shape(form: &Shape, names: &[String]) -> String {
    match form {
        Shape::Any => quoted("any"),
        Shape::Int => quoted("int"),
        Shape::Float => quoted("float"),
        Shape::Str => quoted("str"),
        Shape::Bool => quoted("bool"),
        Shape::Null => quoted("null"),
        Shape::Base64 => quoted("base64"),
        Shape::Date => quoted("date"),
        Shape::DateTime => quoted("datetime"),
        Shape::Uuid => quoted("uuid"),
        Shape::Literal(text) => list("literal", [quoted(text)]),
        Shape::Nullable(inner) => list("nullable", [shape(inner, names)]),
        Shape::List(element) => list("list", [shape(element, names)]),
        Shape::Map(value) => list("map", [shape(value, names)]),
        Shape::Tuple(elements) => list("tuple", elements.iter().map(|element| shape(element, names))),
        Shape::Result(ok, error) => list("result", [shape(ok, names), shape(error, names)]),
        Shape::Type(id) => list("type", [quoted(name_of(names, *id))]),
    }
}

fn list(word: &str, operands: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<String> = std::iter::once(quoted(word)).chain(operands).collect();
    format!("[{}]", parts.join(", "))
}

/// The name of a type. Every number of a model has one.
pub(crate) fn name_of(names: &[String], id: usize) -> &str {
    names.get(id).map_or("unknown", String::as_str)
}
