//! What a schema says, in one form: references, `allOf` and the ways to say "or null" resolved.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::document::{Document, Spot};
use super::words::{alternatives, code, codes};

/// Schemas nest by reference; what nests deeper than this in one place is taken as it is.
const DEEPEST: usize = 16;

/// The schema of what nobody describes.
pub(super) static ANYTHING: Value = Value::Bool(true);

/// A schema that was read.
#[derive(Clone, Debug)]
pub(super) struct Shape<'a> {
    /// Where it is declared.
    pub(super) spot: Spot<'a>,
    /// The name of the type, when a reference led here.
    pub(super) name: Option<String>,
    /// Whether `null` is taken beside what `body` says.
    pub(super) nullable: bool,
    pub(super) body: Body<'a>,
}

/// What a schema takes.
#[derive(Clone, Debug)]
pub(super) enum Body<'a> {
    Anything,
    Nothing,
    /// Whatever stands behind a reference to another document.
    Elsewhere(&'a str),
    /// One of several, `null` left out.
    Union(Vec<Shape<'a>>),
    Plain(Box<Plain<'a>>),
}

/// A schema without alternatives.
#[derive(Clone, Debug, Default)]
pub(super) struct Plain<'a> {
    /// The types that are taken; empty for all.
    pub(super) types: BTreeSet<JsonType>,
    pub(super) format: Option<&'a str>,
    /// How bytes are written as text.
    pub(super) encoding: Option<&'a str>,
    /// `enum` or `const`.
    pub(super) values: Option<Vec<&'a Value>>,
    pub(super) fields: Vec<Field<'a>>,
    required: BTreeSet<&'a str>,
    pub(super) others: Others<'a>,
    pub(super) items: Items<'a>,
    /// The other keywords that narrow what is taken.
    pub(super) limits: BTreeMap<&'a str, &'a Value>,
}

/// A type of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum JsonType {
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
    Null,
}

/// A property of an object.
#[derive(Clone, Debug)]
pub(super) struct Field<'a> {
    pub(super) name: &'a str,
    pub(super) spot: Spot<'a>,
    pub(super) required: bool,
}

/// The properties of an object that have no name in its schema.
#[derive(Clone, Debug, Default)]
pub(super) enum Others<'a> {
    #[default]
    Open,
    Closed,
    Values(Spot<'a>),
}

/// The elements of a list.
#[derive(Clone, Debug, Default)]
pub(super) enum Items<'a> {
    #[default]
    Any,
    Each(Spot<'a>),
    /// Exactly these.
    Tuple(Vec<Spot<'a>>),
}

/// Keywords that say nothing about the values that are taken.
fn is_annotation(keyword: &str) -> bool {
    const ANNOTATIONS: [&str; 17] = [
        "title",
        "description",
        "default",
        "examples",
        "example",
        "deprecated",
        "externalDocs",
        "readOnly",
        "writeOnly",
        "nullable",
        "discriminator",
        "contentMediaType",
        "definitions",
        "$id",
        "$schema",
        "$comment",
        "xml",
    ];
    ANNOTATIONS.contains(&keyword) || keyword.starts_with("x-")
}

/// Reads a schema.
pub(super) fn shape<'a>(document: Document<'a>, spot: Spot<'a>) -> Shape<'a> {
    read(document, spot, 0)
}

fn read<'a>(document: Document<'a>, spot: Spot<'a>, depth: usize) -> Shape<'a> {
    let mut at = spot;
    let mut name = None;
    let mut nullable = false;
    for _ in 0..DEEPEST {
        nullable |= at.member("nullable").is_some_and(|said| said.value == true);
        if let Some(reference) = at.reference() {
            let target = document.follow(at.clone());
            if target.place == at.place {
                return Shape { spot: at, name: None, nullable, body: Body::Elsewhere(reference) };
            }
            name = Some(type_name(&target, reference));
            at = target;
        } else if let Some(only) = only_part(&at) {
            at = only;
        } else {
            break;
        }
    }
    let mut shape = match at.value {
        Value::Bool(false) => Shape { spot: at, name: None, nullable: false, body: Body::Nothing },
        _ if depth >= DEEPEST => Shape { spot: at, name: None, nullable: true, body: Body::Anything },
        _ => union(document, &at, depth).unwrap_or_else(|| plain(document, at)),
    };
    shape.nullable |= nullable;
    shape.name = shape.name.or(name);
    shape
}

/// The part of an `allOf` that says everything: it stands there to have room for a description.
fn only_part<'a>(spot: &Spot<'a>) -> Option<Spot<'a>> {
    let is_alone = spot.object()?.keys().all(|keyword| keyword == "allOf" || is_annotation(keyword));
    let parts = spot.member("allOf").filter(|_| is_alone)?;
    let mut elements = parts.elements();
    elements.next().filter(|_| elements.next().is_none())
}

/// The title, when it can be a name, else the last part of the reference.
fn type_name(target: &Spot<'_>, reference: &str) -> String {
    let title = target.text("title").filter(|title| !title.is_empty() && !title.contains(char::is_whitespace));
    title.or_else(|| reference.rsplit('/').next()).unwrap_or(reference).to_owned()
}

/// A schema that only lists alternatives.
fn union<'a>(document: Document<'a>, spot: &Spot<'a>, depth: usize) -> Option<Shape<'a>> {
    let keyword = ["oneOf", "anyOf"].into_iter().find(|keyword| spot.member(keyword).is_some())?;
    if !spot.object()?.keys().all(|other| other == keyword || is_annotation(other)) {
        return None;
    }
    let mut nullable = false;
    let mut forms = Vec::new();
    for form in spot.member(keyword)?.elements() {
        let form = read(document, form, depth + 1);
        nullable |= form.nullable;
        match form.body {
            Body::Plain(plain) if plain.types.iter().eq([&JsonType::Null]) => nullable = true,
            Body::Union(nested) => forms.extend(nested),
            body => forms.push(Shape { body, ..form }),
        }
    }
    let only = if forms.len() == 1 { forms.pop() } else { None };
    Some(match only {
        Some(only) => Shape { nullable, ..only },
        None => Shape { spot: spot.clone(), name: None, nullable, body: Body::Union(forms) },
    })
}

fn plain<'a>(document: Document<'a>, spot: Spot<'a>) -> Shape<'a> {
    let mut plain = Plain::default();
    plain.collect(document, &spot, 0);
    if !plain.says_something() {
        return Shape { spot, name: None, nullable: true, body: Body::Anything };
    }
    let mut nullable = plain.types.is_empty() && plain.values.is_none();
    if plain.types.len() > 1 && plain.types.remove(&JsonType::Null) {
        nullable = true;
    }
    if let Some(values) = &mut plain.values
        && values.len() > 1
        && values.contains(&&Value::Null)
    {
        values.retain(|value| !value.is_null());
        nullable = true;
    }
    for field in &mut plain.fields {
        field.required = plain.required.contains(field.name);
    }
    Shape { spot, name: None, nullable, body: Body::Plain(Box::new(plain)) }
}

impl<'a> Plain<'a> {
    fn collect(&mut self, document: Document<'a>, spot: &Spot<'a>, depth: usize) {
        for (keyword, part) in spot.members() {
            match keyword {
                "type" => self.restrict(types(part.value)),
                // The widest forms, which Fitz writes beside `Int` and `Float`, and a hint for input fields.
                "format" if matches!(part.value.as_str(), Some("int64" | "double" | "password")) => {}
                "format" => self.format = part.value.as_str(),
                "contentEncoding" => self.encoding = part.value.as_str(),
                "enum" => self.values = part.value.as_array().map(|values| values.iter().collect()),
                "const" => self.values = Some(vec![part.value]),
                "properties" => {
                    self.fields.extend(part.members().map(|(name, spot)| Field { name, spot, required: false }))
                }
                "required" => {
                    self.required.extend(part.value.as_array().into_iter().flatten().filter_map(Value::as_str))
                }
                "additionalProperties" => self.others = others(part),
                "items" | "prefixItems" if part.value.is_array() => {
                    self.items = Items::Tuple(part.elements().collect());
                }
                "items" if matches!(self.items, Items::Any) && !part.value.is_boolean() => {
                    self.items = Items::Each(part);
                }
                "items" | "additionalItems" => {}
                "allOf" if depth < DEEPEST => {
                    for element in part.elements() {
                        self.collect(document, &document.follow(element), depth + 1);
                    }
                }
                annotation if is_annotation(annotation) => {}
                limit => {
                    self.limits.insert(limit, part.value);
                }
            }
        }
        if matches!(self.items, Items::Tuple(_)) {
            // A tuple has its own number of elements.
            self.limits.retain(|limit, _| !matches!(*limit, "minItems" | "maxItems"));
        }
    }

    fn restrict(&mut self, types: BTreeSet<JsonType>) {
        if self.types.is_empty() {
            self.types = types;
        } else {
            self.types.retain(|known| types.contains(known));
        }
    }

    fn says_something(&self) -> bool {
        !self.types.is_empty()
            || self.format.is_some()
            || self.encoding.is_some()
            || self.values.is_some()
            || !self.fields.is_empty()
            || !self.required.is_empty()
            || !self.limits.is_empty()
            || !matches!(self.others, Others::Open)
            || !matches!(self.items, Items::Any)
    }

    /// The types that it takes: as written, or as its other keywords let expect.
    pub(super) fn expected_types(&self) -> BTreeSet<JsonType> {
        if !self.types.is_empty() {
            return self.types.clone();
        }
        if let Some(values) = &self.values {
            return values.iter().map(|value| type_of(value)).collect();
        }
        if !self.fields.is_empty() || !self.required.is_empty() || !matches!(self.others, Others::Open) {
            return BTreeSet::from([JsonType::Object]);
        }
        if !matches!(self.items, Items::Any) {
            return BTreeSet::from([JsonType::Array]);
        }
        use JsonType::{Array, Boolean, Integer, Number, Object, String};
        BTreeSet::from([Boolean, Integer, Number, String, Array, Object])
    }

    /// Whether it is an object whose fields have no names in the schema.
    pub(super) fn is_map(&self) -> bool {
        self.fields.is_empty() && self.types.contains(&JsonType::Object) && !matches!(self.others, Others::Closed)
    }

    /// Whether it is an object that has only the fields of the schema.
    pub(super) fn is_record(&self) -> bool {
        !self.fields.is_empty() && matches!(self.others, Others::Closed)
    }

    /// The property of that name.
    pub(super) fn field(&self, name: &str) -> Option<&Field<'a>> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Shape<'_> {
    /// Its values in words, e.g. `a string`.
    pub(super) fn words(&self) -> String {
        match &self.body {
            Body::Anything => "anything".to_owned(),
            Body::Nothing => "nothing".to_owned(),
            Body::Elsewhere(reference) => format!("`{reference}`"),
            Body::Union(forms) => alternatives(&forms.iter().map(Shape::words).collect::<Vec<_>>()),
            Body::Plain(plain) => match &self.name {
                Some(name) if plain.types.contains(&JsonType::Object) => format!("`{name}`"),
                _ => plain.words(),
            },
        }
    }
}

impl<'a> Plain<'a> {
    /// What tells an object from others: a field with only one possible value.
    pub(super) fn constant_field(&self) -> Option<(&'a str, &'a Value)> {
        self.fields.iter().find_map(|field| Some((field.name, field.spot.member("const")?.value)))
    }

    /// The name of the only field, as in `{"Ok": value}`.
    pub(super) fn tag(&self) -> Option<&'a str> {
        match self.fields.as_slice() {
            [only] if only.required => Some(only.name),
            _ => None,
        }
    }

    fn words(&self) -> String {
        if let Some(values) = &self.values {
            return alternatives(&codes(values.iter().copied()));
        }
        let format = self.format.or(self.encoding).map(|format| format!(" (`{format}`)")).unwrap_or_default();
        let words = |kind: &JsonType| match kind {
            JsonType::Boolean => "a boolean".to_owned(),
            JsonType::Integer => format!("an integer{format}"),
            JsonType::Number => format!("a number{format}"),
            JsonType::String => format!("a string{format}"),
            JsonType::Array => match &self.items {
                Items::Tuple(elements) => format!("a list of exactly {} elements", elements.len()),
                _ => "a list".to_owned(),
            },
            JsonType::Object if self.is_map() => "a map".to_owned(),
            JsonType::Object => match (self.constant_field(), self.tag()) {
                (Some((name, value)), _) => format!("an object with `{name}` {}", code(value)),
                (None, Some(tag)) => format!("an object with `{tag}`"),
                (None, None) => "an object".to_owned(),
            },
            JsonType::Null => "null".to_owned(),
        };
        alternatives(&self.expected_types().iter().map(words).collect::<Vec<_>>())
    }
}

fn types(value: &Value) -> BTreeSet<JsonType> {
    let named = |value: &Value| match value.as_str()? {
        "boolean" => Some(JsonType::Boolean),
        "integer" => Some(JsonType::Integer),
        "number" => Some(JsonType::Number),
        "string" => Some(JsonType::String),
        "array" => Some(JsonType::Array),
        "object" => Some(JsonType::Object),
        "null" => Some(JsonType::Null),
        _ => None,
    };
    match value {
        Value::Array(several) => several.iter().filter_map(named).collect(),
        one => named(one).into_iter().collect(),
    }
}

fn type_of(value: &Value) -> JsonType {
    match value {
        Value::Null => JsonType::Null,
        Value::Bool(_) => JsonType::Boolean,
        Value::Number(number) if number.is_f64() => JsonType::Number,
        Value::Number(_) => JsonType::Integer,
        Value::String(_) => JsonType::String,
        Value::Array(_) => JsonType::Array,
        Value::Object(_) => JsonType::Object,
    }
}

fn others(spot: Spot<'_>) -> Others<'_> {
    match spot.value {
        Value::Bool(false) => Others::Closed,
        Value::Object(members) if !members.is_empty() => Others::Values(spot),
        _ => Others::Open,
    }
}
