//! Declares types for JSON that is pasted into a program, with a type for each object in it.

use fitz_analysis::{Db, SourceFile, Ty, resolve_name};
use fitz_syntax::{SourceText, TextRange, TextSize};
use serde_json::Value;

use super::Assist;
use super::shape::is_field_name;

/// How many lines above the cursor the JSON may begin.
const LINES: u32 = 1000;

/// What kind of change it is.
pub(super) const KIND: &str = "refactor.rewrite.generateTypes";

/// In an object, or a list of objects, that stands at the top of a file. The file may be broken: JSON is often no Fitz.
pub(super) fn assist(db: &dyn Db, file: SourceFile, selected: TextRange) -> Option<Assist> {
    let (range, value) = pasted(&file.content(db).text, selected)?;
    let root = match &value {
        Value::Object(_) => &value,
        Value::Array(elements) if elements.iter().all(Value::is_object) => elements.first()?,
        _ => return None,
    };
    let mut types = Types { db, file, declared: Vec::new() };
    let shape = match &value {
        Value::Array(elements) => merged(elements),
        _ => Shape::of(root),
    };
    types.annotation(&shape, "Payload");
    if types.declared.is_empty() {
        return None;
    }
    let declarations: Vec<String> = types.declared.iter().map(Declaration::text).collect();
    let many = if declarations.len() == 1 { "a type" } else { "types" };
    Some(Assist {
        title: format!("Declare {many} for this JSON"),
        kind: KIND,
        keeps_meaning: false,
        edits: vec![(file, vec![(range, declarations.join("\n\n"))])],
        creates: None,
        disabled: None,
    })
}

/// The JSON around a place that begins at the start of a line.
fn pasted(text: &SourceText, selected: TextRange) -> Option<(TextRange, Value)> {
    let line = text.line_of(selected.start());
    let first = (line.saturating_sub(LINES)..=line).rev().find(|line| {
        let start = text.line_start(*line);
        text.char_at(start).is_some_and(|c| !c.is_whitespace() && !matches!(c, '}' | ']' | '"'))
    })?;
    let start = text.line_start(first);
    if !matches!(text.char_at(start), Some('{' | '[')) {
        return None;
    }
    let rest = text.slice(TextRange::new(start, text.range().end()));
    let mut values = serde_json::Deserializer::from_str(&rest).into_iter::<Value>();
    let value = values.next()?.ok()?;
    let range = TextRange::at(start, TextSize::try_from(values.byte_offset()).ok()?);
    range.contains_range(selected).then_some((range, value))
}

/// What some values have in common.
#[derive(Clone, Debug, PartialEq)]
enum Shape {
    /// Nothing is known: `null`, or no value at all.
    Nothing,
    Scalar(Ty),
    List(Box<Shape>),
    Object(Vec<(String, Shape)>),
    /// Something, or nothing.
    Optional(Box<Shape>),
    /// Values of several kinds.
    Any,
}

impl Shape {
    fn of(value: &Value) -> Shape {
        match value {
            Value::Null => Shape::Nothing.optional(),
            Value::Bool(_) => Shape::Scalar(Ty::bool()),
            Value::Number(number) if number.is_i64() => Shape::Scalar(Ty::int()),
            Value::Number(_) => Shape::Scalar(Ty::float()),
            Value::String(_) => Shape::Scalar(Ty::str()),
            Value::Array(elements) => Shape::List(Box::new(merged(elements))),
            Value::Object(fields) => {
                Shape::Object(fields.iter().map(|(key, value)| (key.clone(), Shape::of(value))).collect())
            }
        }
    }

    fn optional(self) -> Shape {
        match self {
            Shape::Optional(_) => self,
            other => Shape::Optional(Box::new(other)),
        }
    }

    fn join(self, other: Shape) -> Shape {
        match (self, other) {
            (Shape::Nothing, shape) | (shape, Shape::Nothing) => shape,
            (Shape::Optional(inner), shape) | (shape, Shape::Optional(inner)) => match shape {
                Shape::Optional(other) => inner.join(*other).optional(),
                other => inner.join(other).optional(),
            },
            (Shape::Scalar(first), Shape::Scalar(second)) => match first.join(&second) {
                Ty::Any => Shape::Any,
                ty => Shape::Scalar(ty),
            },
            (Shape::List(first), Shape::List(second)) => Shape::List(Box::new(first.join(*second))),
            (Shape::Object(first), Shape::Object(second)) => Shape::Object(joined(first, second)),
            _ => Shape::Any,
        }
    }
}

/// The fields of two objects. One that is in one of them only may be left out.
fn joined(first: Vec<(String, Shape)>, mut second: Vec<(String, Shape)>) -> Vec<(String, Shape)> {
    let mut fields = Vec::new();
    for (name, shape) in first {
        match second.iter().position(|(other, _)| *other == name) {
            Some(index) => fields.push((name, shape.join(second.remove(index).1))),
            None => fields.push((name, shape.optional())),
        }
    }
    fields.extend(second.into_iter().map(|(name, shape)| (name, shape.optional())));
    fields
}

fn merged(values: &[Value]) -> Shape {
    values.iter().map(Shape::of).fold(Shape::Nothing, Shape::join)
}

/// A type that is written.
struct Declaration {
    name: String,
    shape: Vec<(String, Shape)>,
    fields: Vec<(String, String)>,
}

impl Declaration {
    fn text(&self) -> String {
        let fields: String = self.fields.iter().map(|(name, ty)| format!("    {name}: {ty}\n")).collect();
        format!("type {} {{\n{fields}}}", self.name)
    }
}

/// The types that are written, the outer ones first.
struct Types<'db> {
    db: &'db dyn Db,
    file: SourceFile,
    declared: Vec<Declaration>,
}

impl Types<'_> {
    /// The annotation for a shape. The objects in it are called like the field that holds them.
    fn annotation(&mut self, shape: &Shape, name: &str) -> String {
        match shape {
            Shape::Nothing | Shape::Any => Ty::Any.to_string(),
            Shape::Scalar(ty) => ty.to_string(),
            Shape::Optional(inner) => format!("{}?", self.annotation(inner, name)),
            Shape::List(inner) => format!("List<{}>", self.annotation(inner, singular(name))),
            Shape::Object(fields) if fields.is_empty() || !fields.iter().all(|(name, _)| is_field_name(name)) => {
                let values = fields.iter().map(|(_, shape)| shape.clone()).fold(Shape::Nothing, Shape::join);
                format!("Map<Str, {}>", self.annotation(&values, singular(name)))
            }
            Shape::Object(fields) => self.declare(fields, name),
        }
    }

    fn declare(&mut self, fields: &[(String, Shape)], name: &str) -> String {
        if let Some(known) = self.declared.iter().find(|it| it.shape == fields) {
            return known.name.clone();
        }
        let name = self.free(&pascal(name));
        let index = self.declared.len();
        self.declared.push(Declaration { name: name.clone(), shape: fields.to_vec(), fields: Vec::new() });
        let fields = fields.iter().map(|(field, shape)| (field.clone(), self.annotation(shape, field))).collect();
        if let Some(declared) = self.declared.get_mut(index) {
            declared.fields = fields;
        }
        name
    }

    /// The name, with a number when something else is called like it.
    fn free(&self, name: &str) -> String {
        let is_free = |name: &String| {
            resolve_name(self.db, self.file, name).is_none() && !self.declared.iter().any(|it| it.name == *name)
        };
        let numbered = (2..).map(|number| format!("{name}{number}"));
        std::iter::once(name.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
    }
}

/// `line_items` as `LineItems`.
pub(super) fn pascal(name: &str) -> String {
    let words = name.split('_').filter(|word| !word.is_empty());
    words
        .map(|word| word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect::<String>())
        .collect()
}

/// One of several: `line_item` for `line_items`.
fn singular(name: &str) -> &str {
    match name {
        _ if name.ends_with("ss") || name.len() < 3 => name,
        _ => name.strip_suffix('s').unwrap_or(name),
    }
}
