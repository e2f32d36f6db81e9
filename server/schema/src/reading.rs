//! AsyncAPI documents as texts: JSON or YAML.

use std::fmt;

use serde_json::Value;

/// Why a text is no AsyncAPI 3 document. Displayed as what follows the name of the file in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// Neither JSON nor YAML: what is wrong, and where.
    Syntax(String),
    /// Something else than an AsyncAPI document.
    OtherKind(&'static str),
    /// AsyncAPI of another major version.
    OtherVersion(String),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Syntax(problem) => write!(f, "cannot be read: {problem}"),
            ReadError::OtherKind(kind) => write!(f, "is {kind}, not an AsyncAPI document"),
            ReadError::OtherVersion(version) => {
                write!(f, "is an AsyncAPI {version} document, and only AsyncAPI 3 is read")
            }
        }
    }
}

/// Reads an AsyncAPI 3 document, in JSON or YAML. The members of objects stay in their order.
///
/// # Errors
/// The text is neither, or another document. What a document says beyond its version is not checked.
pub fn read_asyncapi(text: &str) -> Result<Value, ReadError> {
    let document = read(text)?;
    let version = match document.get("asyncapi") {
        Some(Value::String(version)) => version.clone(),
        // YAML: `asyncapi: 3.0` is a number.
        Some(Value::Number(version)) => version.to_string(),
        _ if document.get("openapi").is_some() || document.get("swagger").is_some() => {
            return Err(ReadError::OtherKind("an OpenAPI document"));
        }
        _ => return Err(ReadError::OtherKind("a text without the member `asyncapi`")),
    };
    if version == "3" || version.starts_with("3.") { Ok(document) } else { Err(ReadError::OtherVersion(version)) }
}

fn read(text: &str) -> Result<Value, ReadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('{') {
        let json = serde_json::from_str(text);
        // A flow mapping of YAML starts like an object of JSON.
        return json.or_else(|error| yaml(text).map_err(|_| ReadError::Syntax(error.to_string())));
    }
    yaml(text)
}

fn yaml(text: &str) -> Result<Value, ReadError> {
    let options = serde_saphyr::options! {
        // `y`, `no` and `on` are texts since YAML 1.2.
        strict_booleans: true,
        with_snippet: false,
    };
    serde_saphyr::from_str_with_options(text, options)
        .map_err(|error| ReadError::Syntax(error.render_with_formatter(&serde_saphyr::UserMessageFormatter)))
}

#[cfg(test)]
mod tests {
    use super::read_asyncapi;

    #[test]
    fn json_and_yaml_with_the_members_in_their_order() {
        let json = r#"{ "asyncapi": "3.0.0", "z": [1, null, "no"], "a": { "b": 1.5, "on": true } }"#;
        let yaml = "# A document\nasyncapi: 3.0.0\nz: [1, ~, no]\na: &a\n  b: 1.5\n  on: true\n";
        let flow = "{ asyncapi: 3.0.0, z: [1, null, no], a: { b: 1.5, on: true } }";
        let expected = read_asyncapi(json).unwrap().to_string();
        assert_eq!(expected, r#"{"asyncapi":"3.0.0","z":[1,null,"no"],"a":{"b":1.5,"on":true}}"#);
        for text in [yaml, flow, &format!("\u{feff}{yaml}")] {
            assert_eq!(read_asyncapi(text).unwrap().to_string(), expected, "{text}");
        }
        assert!(read_asyncapi("asyncapi: 3.1\n").is_ok());
    }

    #[test]
    fn other_texts_are_told_apart() {
        for (text, problem) in [
            ("", "is a text without the member `asyncapi`, not an AsyncAPI document"),
            ("- a\n", "is a text without the member `asyncapi`, not an AsyncAPI document"),
            ("openapi: 3.1.0\n", "is an OpenAPI document, not an AsyncAPI document"),
            ("asyncapi: 2.6.0\n", "is an AsyncAPI 2.6.0 document, and only AsyncAPI 3 is read"),
            ("{\"asyncapi\": \"3.0.0\"", "cannot be read: EOF while parsing an object at line 1 column 20"),
            ("a: [1\n", "cannot be read: unclosed bracket '[' at line 1, column 4"),
            ("a: 1\na: 2\n", "cannot be read: duplicate mapping key: a not allowed here at line 2, column 1"),
        ] {
            assert_eq!(read_asyncapi(text).unwrap_err().to_string(), problem, "{text}");
        }
    }
}
