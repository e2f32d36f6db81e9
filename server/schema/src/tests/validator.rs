//! A small JSON Schema draft-07 validator: the keywords that our documents use, and no others.

use serde_json::Value;

/// Why `value` does not fit `schema`, or nothing. References are looked up in `document`.
pub(super) fn violations(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    validate(document, schema, value, "", &mut found);
    found
}

/// What `#...` points to.
pub(super) fn resolve<'a>(document: &'a Value, reference: &str) -> Option<&'a Value> {
    document.pointer(&percent_decoded(reference.strip_prefix('#')?)?)
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn validate(document: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let schema = match schema {
        Value::Bool(true) => return,
        Value::Bool(false) => return found.push(format!("{at}: nothing is allowed here")),
        Value::Object(schema) => schema,
        other => return found.push(format!("{at}: {other} is not a schema")),
    };
    if let Some(reference) = schema.get("$ref") {
        match reference.as_str().and_then(|reference| resolve(document, reference)) {
            Some(target) => validate(document, target, value, at, found),
            None => found.push(format!("{at}: {reference} leads nowhere")),
        }
        return;
    }
    if let Some(kind) = schema.get("type") {
        let kinds = kind.as_array().cloned().unwrap_or_else(|| vec![kind.clone()]);
        if !kinds.iter().any(|kind| has_type(value, kind.as_str().unwrap())) {
            found.push(format!("{at}: {value} is not of type {kind}"));
        }
    }
    if let Some(format) = schema.get("format").and_then(Value::as_str)
        && let Some(text) = value.as_str()
        && !has_format(text, format)
    {
        found.push(format!("{at}: {text} has not the format {format}"));
    }
    if let Some(encoding) = schema.get("contentEncoding")
        && let Some(text) = value.as_str()
        && !(encoding == "base64" && is_base64(text))
    {
        found.push(format!("{at}: {text} is not {encoding}"));
    }
    match value {
        Value::Object(members) => validate_object(document, schema, members, at, found),
        Value::Array(elements) => validate_array(document, schema, elements, at, found),
        _ => {}
    }
    let fits = |alternative: &&Value| violations(document, alternative, value).is_empty();
    if let Some(alternatives) = schema.get("oneOf").and_then(Value::as_array)
        && alternatives.iter().filter(fits).count() != 1
    {
        found.push(format!("{at}: {value} does not fit exactly one alternative"));
    }
    for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        validate(document, part, value, at, found);
    }
}

type Members = serde_json::Map<String, Value>;

fn validate_object(document: &Value, schema: &Members, value: &Members, at: &str, found: &mut Vec<String>) {
    for name in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
        if !value.contains_key(name.as_str().unwrap()) {
            found.push(format!("{at}: {name} is missing"));
        }
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    for (name, member) in value {
        let at = format!("{at}/{name}");
        let declared = properties.and_then(|properties| properties.get(name));
        if let Some(expected) = declared.or(schema.get("additionalProperties")) {
            validate(document, expected, member, &at, found);
        }
    }
}

fn validate_array(document: &Value, schema: &Members, value: &[Value], at: &str, found: &mut Vec<String>) {
    let limit = |name: &str| schema.get(name).and_then(Value::as_u64);
    let count = value.len() as u64;
    if limit("minItems").is_some_and(|least| count < least) || limit("maxItems").is_some_and(|most| count > most) {
        found.push(format!("{at}: {count} elements"));
    }
    for (index, element) in value.iter().enumerate() {
        let expected = match schema.get("items") {
            Some(Value::Array(slots)) => slots.get(index).or(schema.get("additionalItems")),
            every => every,
        };
        if let Some(expected) = expected {
            validate(document, expected, element, &format!("{at}/{index}"), found);
        }
    }
}

fn has_type(value: &Value, kind: &str) -> bool {
    match kind {
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other} is no type of JSON Schema"),
    }
}

fn has_format(text: &str, format: &str) -> bool {
    let like = |pattern: &str| {
        text.len() == pattern.len()
            && text.chars().zip(pattern.chars()).all(|(found, expected)| match expected {
                '0' => found.is_ascii_digit(),
                'f' => found.is_ascii_hexdigit() && !found.is_ascii_uppercase(),
                other => found == other,
            })
    };
    match format {
        "date" => like("0000-00-00"),
        "date-time" => like("0000-00-00T00:00:00Z"),
        "uuid" => like("ffffffff-ffff-ffff-ffff-ffffffffffff"),
        other => panic!("no rule for the format {other} of a string"),
    }
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - body.len() <= 2
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}
