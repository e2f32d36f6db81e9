//! Building JSON objects whose members keep the order in which they are written.

use serde_json::{Map, Value};

/// A JSON object. Its members stay in the order of insertion.
pub(crate) type Object = Map<String, Value>;

/// An object with these members, in this order.
pub(crate) fn object<const N: usize>(members: [(&str, Value); N]) -> Object {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// An array of strings.
pub(crate) fn strings<'a>(texts: impl IntoIterator<Item = &'a str>) -> Value {
    texts.into_iter().map(Value::from).collect()
}

/// Adds a member under an owned or borrowed name, after the others.
pub(crate) fn put(target: &mut Object, name: &str, value: impl Into<Value>) {
    target.insert(name.to_owned(), value.into());
}
