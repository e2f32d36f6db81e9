//! Example values: finite, deterministic, and always valid for the schema of their type.

use fitz_analysis::{Builtin, Db, Nominal, Ty};
use serde_json::Value;

use crate::json::{Object, object, put};
use crate::types::{TypeSource, can_be_json_key, default_as_json, is_open, is_optional};

/// How many values one example may consist of. Types that name each other many times over would otherwise make examples of
/// exponential size.
const MOST_VALUES: usize = 500;

/// One frame of this type as JSON. `None` for `Bytes` (a binary frame), for types of which nothing is known, and for types
/// without a finite JSON value.
#[must_use]
pub fn example(db: &dyn Db, ty: &Ty) -> Option<Value> {
    frame_example(&db, ty)
}

/// As [`example`], from any source of declarations.
pub(crate) fn frame_example(types: &dyn TypeSource, ty: &Ty) -> Option<Value> {
    if ty.is(Builtin::Bytes) || is_open(ty) {
        return None;
    }
    Examples { types, stack: Vec::new(), left: MOST_VALUES }.value(ty, None)
}

/// The example of a path parameter, which is always written as text.
pub(crate) fn parameter_example(name: &str, ty: &Ty) -> String {
    match ty.without_null() {
        Ty::Builtin(Builtin::Int, _) => "1".to_owned(),
        Ty::Builtin(Builtin::Float, _) => "1.5".to_owned(),
        Ty::Builtin(Builtin::Bool, _) => "true".to_owned(),
        _ => name.to_owned(),
    }
}

struct Examples<'a> {
    types: &'a dyn TypeSource,
    /// The declared types around the present value.
    stack: Vec<Nominal>,
    /// How many values may still be made.
    left: usize,
}

impl Examples<'_> {
    /// A value of the type, inside the field of that name. `None` when there is no finite one.
    fn value(&mut self, ty: &Ty, field: Option<&str>) -> Option<Value> {
        self.left = self.left.checked_sub(1)?;
        match ty {
            open if is_open(open) => Some(Value::Object(Object::new())),
            Ty::Nominal(nominal) => self.object(nominal),
            Ty::Nullable(inner) => Some(self.value(inner, field).unwrap_or(Value::Null)),
            Ty::Tuple(elements) => {
                elements.iter().map(|element| self.value(element, field)).collect::<Option<Vec<_>>>().map(Value::Array)
            }
            Ty::Builtin(builtin, arguments) => match (builtin, &**arguments) {
                (Builtin::List, [element]) => Some(Value::Array(self.value(element, field).into_iter().collect())),
                (Builtin::Map, [key, value]) if can_be_json_key(key) => {
                    let mut map = Object::new();
                    if let Some(value) = self.value(value, field) {
                        put(&mut map, "key", value);
                    }
                    Some(map.into())
                }
                (Builtin::Result, [ok, error]) => {
                    if let Some(value) = self.value(ok, field) {
                        return Some(object([("Ok", value)]).into());
                    }
                    self.value(error, field).map(|value| object([("Err", value)]).into())
                }
                (plain, _) => scalar(*plain, field),
            },
            _ => None,
        }
    }

    fn object(&mut self, nominal: &Nominal) -> Option<Value> {
        if self.stack.contains(nominal) {
            return None;
        }
        self.stack.push(nominal.clone());
        let members = self.members(nominal);
        self.stack.pop();
        members.map(Value::Object)
    }

    fn members(&mut self, nominal: &Nominal) -> Option<Object> {
        let mut members = Object::new();
        for field in self.types.fields(nominal) {
            match default_as_json(&field).or_else(|| self.value(&field.ty, Some(&field.name))) {
                Some(value) => put(&mut members, &field.name, value),
                None if is_optional(&field) => {}
                None => return None,
            }
        }
        Some(members)
    }
}

fn scalar(builtin: Builtin, field: Option<&str>) -> Option<Value> {
    Some(match builtin {
        Builtin::Int => 1.into(),
        Builtin::Float => 1.5.into(),
        Builtin::Bool => true.into(),
        Builtin::Null => Value::Null,
        Builtin::Str => text(field).into(),
        Builtin::Bytes => "AQID".into(),
        Builtin::Date => "2026-01-01".into(),
        Builtin::DateTime => "2026-01-01T12:00:00Z".into(),
        Builtin::Uuid => "3f2b8c1e-7a4d-4e6f-9b0a-1c2d3e4f5a6b".into(),
        _ => return None,
    })
}

/// A string that suits the name of the field.
fn text(field: Option<&str>) -> String {
    let Some(field) = field else { return "text".to_owned() };
    let name = field.to_lowercase();
    if name.contains("url") || name.contains("uri") {
        "https://example.com".to_owned()
    } else if name.contains("email") {
        "user@example.com".to_owned()
    } else if name == "timestamp" || name.ends_with("_at") || name.ends_with("_date") {
        "2026-01-01T12:00:00Z".to_owned()
    } else {
        field.to_owned()
    }
}
