//! Fitz types as JSON Schema: draft-07, the schema language of AsyncAPI 3.0, or 2020-12, that of OpenAPI 3.1.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use fitz_analysis::{Builtin, FieldInfo, Nominal, SourcePointer, Ty};
use serde_json::Value;

use crate::json::{Object, object, put, strings};
use crate::names::Names;
use crate::pointer::JsonPointer;
use crate::types::{TypeSource, can_be_json_key, default_as_json, is_open, is_optional};

/// The schema of a type that stands for itself: a message's payload or a component.
#[derive(Debug)]
pub(crate) struct Definition {
    /// The schema.
    pub(crate) schema: Object,
    /// The declaration, for a nominal type.
    pub(crate) source: Option<SourcePointer>,
    /// The fields behind the members of `properties`.
    pub(crate) properties: Vec<(String, SourcePointer)>,
}

/// How schemas are written.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Style {
    /// The version of JSON Schema.
    pub(crate) dialect: Dialect,
    /// Whether objects may have members that their type does not declare.
    pub(crate) open_objects: bool,
    /// Whether a declared type that is a whole payload is a reference too.
    pub(crate) payload_references: bool,
}

/// A version of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Dialect {
    #[default]
    Draft07,
    Draft2020,
}

/// Makes schemas and remembers which declared types they refer to.
///
/// A nominal type inside another one is always a reference, so every cycle goes through the components and the work ends.
pub(crate) struct Schemas<'a> {
    types: &'a dyn TypeSource,
    names: &'a Names,
    style: Style,
    referenced: HashSet<Nominal>,
    pending: Vec<Nominal>,
}

impl<'a> Schemas<'a> {
    /// No schema made yet, in the style of the AsyncAPI document.
    pub(crate) fn new(types: &'a dyn TypeSource, names: &'a Names) -> Schemas<'a> {
        Schemas { types, names, style: Style::default(), referenced: HashSet::new(), pending: Vec::new() }
    }

    /// The same in another style.
    pub(crate) fn styled(self, style: Style) -> Schemas<'a> {
        Schemas { style, ..self }
    }

    /// The schema of a whole frame, inline, under the given title.
    pub(crate) fn payload(&mut self, ty: &Ty, title: &str) -> Definition {
        match ty {
            Ty::Nominal(nominal) if self.style.payload_references => Definition {
                schema: self.reference(nominal),
                source: self.types.pointer(nominal),
                properties: Vec::new(),
            },
            Ty::Nominal(nominal) => self.definition(nominal, title),
            frame => {
                let mut schema = object([("title", title.into())]);
                schema.extend(self.body(frame));
                Definition { schema, source: None, properties: Vec::new() }
            }
        }
    }

    /// The schema of a whole body. Bytes are sent as they are there, not as text inside JSON.
    pub(crate) fn body(&mut self, ty: &Ty) -> Object {
        if ty.is(Builtin::Bytes) {
            return object([("type", "string".into()), ("format", "binary".into())]);
        }
        self.schema(ty)
    }

    /// The definitions of all types that the schemas made so far refer to, by component key.
    pub(crate) fn components(mut self) -> BTreeMap<String, Definition> {
        let mut components = BTreeMap::new();
        while let Some(nominal) = self.pending.pop() {
            let definition = self.definition(&nominal, &nominal.name);
            components.insert(self.names.component_key(&nominal), definition);
        }
        components
    }

    fn definition(&mut self, nominal: &Nominal, title: &str) -> Definition {
        let fields = self.types.fields(nominal);
        let mut schema = object([("title", title.into())]);
        if let Some(doc) = self.types.doc(nominal) {
            put(&mut schema, "description", doc);
        }
        put(&mut schema, "type", "object");
        let mut properties = Object::new();
        for field in &fields {
            put(&mut properties, &field.name, self.property(field));
        }
        put(&mut schema, "properties", properties);
        let mut required: Vec<&str> = Vec::new();
        for field in fields.iter().filter(|field| !is_optional(field)) {
            // `required` is a set, and a field declared twice is still one field.
            if !required.contains(&field.name.as_str()) {
                required.push(&field.name);
            }
        }
        if !required.is_empty() {
            put(&mut schema, "required", strings(required));
        }
        if !self.style.open_objects {
            put(&mut schema, "additionalProperties", false);
        }
        Definition {
            schema,
            source: self.types.pointer(nominal),
            properties: fields.into_iter().map(|field| (field.name.to_string(), field.name_pointer)).collect(),
        }
    }

    fn property(&mut self, field: &FieldInfo) -> Object {
        let mut schema = self.schema(&field.ty);
        if let Some(doc) = &field.doc {
            schema = described(schema, doc);
        }
        if let Some(default) = default_as_json(field) {
            put(&mut schema, "default", default);
        }
        schema
    }

    /// The schema of a value inside a frame or a body.
    pub(crate) fn schema(&mut self, ty: &Ty) -> Object {
        match ty {
            open if is_open(open) => Object::new(),
            Ty::Nullable(inner) => nullable(self.schema(inner)),
            Ty::Nominal(nominal) => self.reference(nominal),
            Ty::Tuple(elements) => self.tuple(elements),
            Ty::Builtin(builtin, arguments) => match (builtin, &**arguments) {
                (Builtin::List, [element]) => {
                    object([("type", "array".into()), ("items", self.schema(element).into())])
                }
                (Builtin::Map, [key, value]) => self.map(key, value),
                (Builtin::Result, [ok, error]) => {
                    let alternatives = vec![self.tagged("Ok", ok), self.tagged("Err", error)];
                    object([("oneOf", Value::Array(alternatives))])
                }
                (plain, _) => scalar(*plain).unwrap_or_else(|| unserializable(ty)),
            },
            _ => unserializable(ty),
        }
    }

    fn reference(&mut self, nominal: &Nominal) -> Object {
        if self.referenced.insert(nominal.clone()) {
            self.pending.push(nominal.clone());
        }
        JsonPointer::new(["components", "schemas", &self.names.component_key(nominal)]).reference()
    }

    fn tuple(&mut self, elements: &[Ty]) -> Object {
        if elements.is_empty() {
            return object([("type", "array".into()), ("maxItems", 0.into())]);
        }
        let items = Value::Array(elements.iter().map(|element| Value::Object(self.schema(element))).collect());
        let (slots, rest) = match self.style.dialect {
            Dialect::Draft07 => ("items", "additionalItems"),
            Dialect::Draft2020 => ("prefixItems", "items"),
        };
        object([
            ("type", "array".into()),
            (slots, items),
            (rest, false.into()),
            ("minItems", elements.len().into()),
            ("maxItems", elements.len().into()),
        ])
    }

    fn map(&mut self, key: &Ty, value: &Ty) -> Object {
        if !can_be_json_key(key) {
            let reason = format!("A map with keys of type `{key}` cannot be sent as JSON; the keys must be `Str`.");
            return object([
                ("type", "object".into()),
                ("description", reason.into()),
                ("x-fitz-unserializable", true.into()),
            ]);
        }
        let values = if is_open(value) { Value::Bool(true) } else { self.schema(value).into() };
        object([("type", "object".into()), ("additionalProperties", values)])
    }

    /// One side of a `Result` as it travels: `{"Ok": value}` or `{"Err": error}`.
    fn tagged(&mut self, tag: &str, ty: &Ty) -> Value {
        object([
            ("type", "object".into()),
            ("properties", object([(tag, self.schema(ty).into())]).into()),
            ("required", strings([tag])),
            ("additionalProperties", false.into()),
        ])
        .into()
    }
}

/// A short name of what JSON carries for a value of this type, e.g. `integer (int64)` or `array of string`. For texts that
/// people read.
#[must_use]
pub fn json_type(ty: &Ty) -> String {
    match ty {
        open if is_open(open) => "any value".to_owned(),
        Ty::Nullable(inner) => format!("{} or null", json_type(inner)),
        Ty::Nominal(nominal) => format!("object {}", nominal.name),
        Ty::Tuple(elements) => {
            let mut text = String::from("array [");
            for (index, element) in elements.iter().enumerate() {
                let separator = if index == 0 { "" } else { ", " };
                let _ = write!(text, "{separator}{}", json_type(element));
            }
            text.push(']');
            text
        }
        Ty::Builtin(builtin, arguments) => match (builtin, &**arguments) {
            (Builtin::List, [element]) => format!("array of {}", json_type(element)),
            (Builtin::Map, [key, value]) if can_be_json_key(key) => format!("object of {}", json_type(value)),
            (Builtin::Result, [ok, error]) => {
                format!("object {{\"Ok\": {}}} or {{\"Err\": {}}}", json_type(ok), json_type(error))
            }
            (plain, _) => match scalar(*plain) {
                Some(schema) => {
                    let member = |name| schema.get(name).and_then(Value::as_str);
                    let kind = member("type").unwrap_or_default();
                    match member("format").or(member("contentEncoding")) {
                        Some(detail) => format!("{kind} ({detail})"),
                        None => kind.to_owned(),
                    }
                }
                None => "not JSON".to_owned(),
            },
        },
        _ => "not JSON".to_owned(),
    }
}

/// The schema of a built-in type without type arguments; `None` when its values cannot be JSON.
fn scalar(builtin: Builtin) -> Option<Object> {
    let (kind, detail) = match builtin {
        Builtin::Int => ("integer", Some(("format", "int64"))),
        Builtin::Float => ("number", Some(("format", "double"))),
        Builtin::Str => ("string", None),
        Builtin::Bool => ("boolean", None),
        Builtin::Null => ("null", None),
        Builtin::Bytes => ("string", Some(("contentEncoding", "base64"))),
        Builtin::Date => ("string", Some(("format", "date"))),
        Builtin::DateTime => ("string", Some(("format", "date-time"))),
        Builtin::Uuid => ("string", Some(("format", "uuid"))),
        _ => return None,
    };
    let mut schema = object([("type", kind.into())]);
    if let Some((name, value)) = detail {
        put(&mut schema, name, value);
    }
    Some(schema)
}

fn unserializable(ty: &Ty) -> Object {
    object([
        ("description", format!("A value of type `{ty}` cannot be sent as JSON.").into()),
        ("x-fitz-unserializable", true.into()),
    ])
}

/// The schema that also takes `null`. A `$ref` has no room beside it, hence `oneOf`.
fn nullable(mut schema: Object) -> Object {
    let says_nothing = schema.keys().all(|keyword| keyword == "description" || keyword.starts_with("x-"));
    if says_nothing {
        // It takes `null` already, and `oneOf` would refuse what fits twice.
        return schema;
    }
    match schema.get_mut("type") {
        Some(Value::String(kind)) if kind == "null" => schema,
        Some(kind @ Value::String(_)) => {
            let single = kind.take();
            *kind = Value::Array(vec![single, "null".into()]);
            schema
        }
        Some(_) => schema,
        None => {
            let null = object([("type", "null".into())]);
            object([("oneOf", Value::Array(vec![schema.into(), null.into()]))])
        }
    }
}

/// The schema with a comment of the author. What stands beside a `$ref` is ignored, so the reference is wrapped.
fn described(mut schema: Object, comment: &str) -> Object {
    if schema.contains_key("$ref") {
        return object([("allOf", Value::Array(vec![schema.into()])), ("description", comment.into())]);
    }
    let text = match schema.get("description").and_then(Value::as_str) {
        Some(reason) => format!("{comment}\n\n{reason}"),
        None => comment.to_owned(),
    };
    put(&mut schema, "description", text);
    schema
}
