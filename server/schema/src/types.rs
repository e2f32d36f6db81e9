//! What the documents need to know about declared types, and which parts of a type travel as JSON.

use std::collections::HashSet;

use fitz_analysis::{Builtin, Db, DefaultValue, FieldInfo, Nominal, SourcePointer, Ty};
use serde_json::Value;

/// The declarations of nominal types.
///
/// A trait, so that the mapping of types can be tested with a model written by hand.
pub(crate) trait TypeSource {
    /// The fields that cross the wire, in declaration order: `@hidden` ones are left out.
    fn fields(&self, nominal: &Nominal) -> Vec<FieldInfo>;
    /// The doc comment.
    fn doc(&self, nominal: &Nominal) -> Option<String>;
    /// The declared name.
    fn pointer(&self, nominal: &Nominal) -> Option<SourcePointer>;
}

impl TypeSource for &dyn Db {
    fn fields(&self, nominal: &Nominal) -> Vec<FieldInfo> {
        let mut fields = fitz_analysis::nominal_fields(*self, nominal);
        fields.retain(|field| !field.hidden);
        fields
    }

    fn doc(&self, nominal: &Nominal) -> Option<String> {
        fitz_analysis::nominal_doc(*self, nominal)
    }

    fn pointer(&self, nominal: &Nominal) -> Option<SourcePointer> {
        fitz_analysis::nominal_pointer(*self, nominal)
    }
}

/// All nominal types whose values can be part of a frame of one of these types, themselves included, in the order in which
/// they are met.
pub(crate) fn reachable<'a>(types: &dyn TypeSource, roots: impl IntoIterator<Item = &'a Ty>) -> Vec<Nominal> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut open: Vec<Ty> = roots.into_iter().cloned().collect();
    open.reverse();
    while let Some(ty) = open.pop() {
        match &ty {
            Ty::Nominal(nominal) => {
                if seen.insert(nominal.clone()) {
                    found.push(nominal.clone());
                    open.extend(types.fields(nominal).into_iter().rev().map(|field| field.ty));
                }
            }
            other => open.extend(parts(other).iter().rev().map(|part| (*part).clone())),
        }
    }
    found
}

/// The types of the values inside a value of this type, as far as JSON can carry them. Empty for nominal types.
fn parts(ty: &Ty) -> Vec<&Ty> {
    match ty {
        Ty::Nullable(inner) => vec![inner],
        Ty::Tuple(elements) => elements.iter().collect(),
        Ty::Builtin(Builtin::List | Builtin::Result, arguments) => arguments.iter().collect(),
        Ty::Builtin(Builtin::Map, arguments) => match &**arguments {
            [key, value] if can_be_json_key(key) => vec![value],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Whether a map with keys of this type can be written as a JSON object. What is unknown gets the benefit of the doubt.
#[must_use]
pub fn can_be_json_key(key: &Ty) -> bool {
    key.is(Builtin::Str) || is_open(key)
}

/// Whether nothing is known about values of this type.
#[must_use]
pub fn is_open(ty: &Ty) -> bool {
    matches!(ty, Ty::Any | Ty::PyAny | Ty::Variable(_))
}

/// The default of a field as JSON: a literal that fits the type of the field.
#[must_use]
pub fn default_as_json(field: &FieldInfo) -> Option<Value> {
    let ty = field.ty.without_null();
    match field.default.as_ref()? {
        DefaultValue::Null => {
            let takes_null = matches!(field.ty, Ty::Nullable(_)) || ty.is(Builtin::Null) || is_open(ty);
            takes_null.then_some(Value::Null)
        }
        DefaultValue::Int(value) => {
            (ty.is(Builtin::Int) || ty.is(Builtin::Float) || is_open(ty)).then(|| Value::from(*value))
        }
        DefaultValue::Float(text) => {
            let number = text.replace('_', "").parse::<f64>().ok().and_then(serde_json::Number::from_f64)?;
            (ty.is(Builtin::Float) || is_open(ty)).then_some(Value::Number(number))
        }
        DefaultValue::Str(text) => (ty.is(Builtin::Str) || is_open(ty)).then(|| Value::from(text.as_str())),
        DefaultValue::Bool(value) => (ty.is(Builtin::Bool) || is_open(ty)).then(|| Value::from(*value)),
        DefaultValue::EmptyList => (ty.is(Builtin::List) || is_open(ty)).then(|| Value::Array(Vec::new())),
        DefaultValue::EmptyMap => (ty.is(Builtin::Map) || is_open(ty)).then(|| Value::Object(serde_json::Map::new())),
        DefaultValue::Other => None,
    }
}

/// Whether an incoming object may leave the field out.
#[must_use]
pub fn is_optional(field: &FieldInfo) -> bool {
    field.nullable || field.default.is_some() || matches!(field.ty, Ty::Nullable(_))
}
