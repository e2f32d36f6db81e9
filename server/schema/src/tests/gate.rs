//! What the official parser does not check, and what must hold all the same: a document that only *looks* valid misleads
//! whoever generates a client from it.

use serde_json::{Value, json};

use super::validator::{resolve, violations};

/// Everything that is wrong with an AsyncAPI document.
pub(super) fn findings(document: &Value) -> Vec<String> {
    let mut gate = Gate { document, findings: Vec::new(), draft: &[] };
    gate.references(document, "", false);
    gate.channels();
    gate.components();
    gate.findings
}

/// Everything that is wrong with an OpenAPI document.
pub(super) fn openapi_findings(document: &Value) -> Vec<String> {
    let mut gate = Gate { document, findings: Vec::new(), draft: &["prefixItems"] };
    gate.references(document, "", false);
    gate.paths();
    gate.components();
    gate.findings
}

/// The keywords of draft-07 and of the AsyncAPI Schema Object.
const KEYWORDS: [&str; 51] = [
    "$id",
    "$schema",
    "$ref",
    "$comment",
    "title",
    "description",
    "default",
    "readOnly",
    "writeOnly",
    "examples",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "additionalItems",
    "items",
    "maxItems",
    "minItems",
    "uniqueItems",
    "contains",
    "maxProperties",
    "minProperties",
    "required",
    "additionalProperties",
    "definitions",
    "properties",
    "patternProperties",
    "dependencies",
    "propertyNames",
    "const",
    "enum",
    "type",
    "format",
    "contentMediaType",
    "contentEncoding",
    "if",
    "then",
    "else",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "discriminator",
    "externalDocs",
    "deprecated",
    "x-fitz-type",
    "x-fitz-unserializable",
];

struct Gate<'a> {
    document: &'a Value,
    findings: Vec<String>,
    /// Keywords beside those of draft-07.
    draft: &'a [&'a str],
}

impl Gate<'_> {
    fn report(&mut self, at: &str, what: impl std::fmt::Display) {
        self.findings.push(format!("{at}: {what}"));
    }

    /// Every reference resolves, is a URI reference, stands alone, and is not inside an extension.
    fn references(&mut self, value: &Value, at: &str, in_extension: bool) {
        match value {
            Value::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    self.references(element, &format!("{at}/{index}"), in_extension);
                }
            }
            Value::Object(members) => {
                if let Some(reference) = members.get("$ref") {
                    let text = reference.as_str().unwrap_or_default();
                    if resolve(self.document, text).is_none() {
                        self.report(at, format!("{text} leads nowhere"));
                    }
                    if !text
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || b"#/~%-._!$&'()*+,;=:@?".contains(&byte))
                    {
                        self.report(at, format!("{text} is not a URI reference"));
                    }
                    if members.len() > 1 {
                        self.report(at, "something stands beside $ref");
                    }
                    if in_extension {
                        self.report(at, "$ref in an extension");
                    }
                }
                for (name, member) in members {
                    self.references(member, &format!("{at}/{name}"), in_extension || name.starts_with("x-"));
                }
            }
            _ => {}
        }
    }

    fn channels(&mut self) {
        for (key, channel) in self.document["channels"].as_object().unwrap() {
            let address = channel["address"].as_str().unwrap_or_default();
            if address != key || address.contains(['?', '#']) {
                self.report(key, "the address is not the path");
            }
            let parameters: Vec<&str> = channel
                .get("parameters")
                .and_then(Value::as_object)
                .map(|parameters| parameters.keys().map(String::as_str).collect())
                .unwrap_or_default();
            if expressions(address) != parameters {
                self.report(key, format!("the parameters are {parameters:?}"));
            }
            for (name, message) in channel["messages"].as_object().unwrap() {
                self.message(&format!("{key} {name}"), message);
            }
            for part in ["query", "headers"] {
                if let Some(schema) = channel.pointer(&format!("/bindings/ws/{part}")) {
                    if schema["type"] != "object" || !schema["properties"].is_object() {
                        self.report(key, format!("{part} is no object with properties"));
                    }
                    self.schema(&format!("{key} {part}"), schema, false);
                }
            }
        }
    }

    fn message(&mut self, at: &str, message: &Value) {
        let payload = &message["payload"];
        if !payload.is_object() {
            self.report(at, "the payload is not an object");
        }
        self.schema(at, payload, message["contentType"] == "application/octet-stream");
        for example in message.get("examples").and_then(Value::as_array).into_iter().flatten() {
            for violation in violations(self.document, payload, &example["payload"]) {
                self.report(at, format!("the example does not fit: {violation}"));
            }
        }
    }

    fn paths(&mut self) {
        let mut ids = std::collections::BTreeSet::new();
        for (path, item) in self.document["paths"].as_object().unwrap() {
            if !path.starts_with('/') || path.contains(['?', '#']) {
                self.report(path, "not a path");
            }
            for (verb, operation) in item.as_object().unwrap() {
                let at = format!("{verb} {path}");
                let parameters = operation.get("parameters").and_then(Value::as_array).cloned().unwrap_or_default();
                let in_path: Vec<&str> =
                    parameters.iter().filter(|it| it["in"] == "path").filter_map(|it| it["name"].as_str()).collect();
                if expressions(path) != in_path {
                    self.report(&at, format!("the path parameters are {in_path:?}"));
                }
                for parameter in &parameters {
                    if parameter["in"] == "path" && parameter["required"] != true {
                        self.report(&at, "a path parameter is optional");
                    }
                    self.schema(&at, &parameter["schema"], false);
                }
                if !ids.insert(operation["operationId"].as_str().unwrap_or_default().to_owned()) {
                    self.report(&at, "the operationId is taken");
                }
                let responses = operation["responses"].as_object().unwrap();
                if responses.is_empty() {
                    self.report(&at, "no response");
                }
                let mut statuses: Vec<&String> = responses.keys().collect();
                statuses.sort();
                if !responses.keys().eq(statuses) {
                    self.report(&at, "the statuses are not in order");
                }
                for body in responses.values().chain(operation.get("requestBody")) {
                    for (kind, media) in body.get("content").and_then(Value::as_object).into_iter().flatten() {
                        self.schema(&at, &media["schema"], kind != "application/json");
                    }
                }
            }
        }
    }

    fn components(&mut self) {
        let Some(components) = self.document.get("components").and_then(Value::as_object) else { return };
        for (kind, entries) in components {
            for key in entries.as_object().unwrap().keys() {
                if !key.chars().all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c)) {
                    self.report(kind, format!("{key} cannot be a key"));
                }
            }
        }
        for (key, schema) in components.get("schemas").and_then(Value::as_object).into_iter().flatten() {
            self.schema(key, schema, false);
        }
    }

    /// Keywords are known, defaults fit, and `format: binary` is for whole binary frames.
    fn schema(&mut self, at: &str, schema: &Value, is_binary: bool) {
        let Some(members) = schema.as_object() else {
            if !schema.is_boolean() {
                self.report(at, "not a schema");
            }
            return;
        };
        for (keyword, value) in members {
            let is_of_other_draft = !self.draft.is_empty() && keyword == "additionalItems";
            let is_known = KEYWORDS.contains(&keyword.as_str()) || self.draft.contains(&keyword.as_str());
            if !is_known || is_of_other_draft {
                self.report(at, format!("{keyword} is no keyword"));
            }
            let at = format!("{at}/{keyword}");
            match (keyword.as_str(), value) {
                ("properties", Value::Object(properties)) => {
                    properties.iter().for_each(|(name, schema)| self.schema(&format!("{at}/{name}"), schema, false));
                }
                ("items" | "prefixItems" | "additionalItems" | "additionalProperties", Value::Array(slots)) => {
                    if !self.draft.is_empty() && keyword != "prefixItems" {
                        self.report(&at, "an array of schemas");
                    }
                    slots.iter().for_each(|schema| self.schema(&at, schema, false));
                }
                ("additionalProperties", schema) => self.schema(&at, schema, is_binary),
                ("items" | "additionalItems", schema) => self.schema(&at, schema, false),
                ("oneOf" | "allOf", Value::Array(parts)) => {
                    parts.iter().for_each(|schema| self.schema(&at, schema, false));
                }
                ("format", format) if format == "binary" && !is_binary => self.report(&at, "binary inside JSON"),
                ("default", default) => {
                    for violation in violations(self.document, schema, default) {
                        self.report(&at, format!("the default does not fit: {violation}"));
                    }
                }
                ("title", title) if title == "" => self.report(&at, "the title is empty"),
                _ => {}
            }
        }
    }
}

/// The names in braces.
fn expressions(address: &str) -> Vec<&str> {
    address.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn the_gate_is_shut_for_each_kind_of_mistake() {
    let sound = json!({
        "channels": { "/a/{b}": {
            "address": "/a/{b}",
            "messages": { "M": {
                "contentType": "application/json",
                "payload": { "type": "object", "properties": { "x": { "type": "integer", "default": 1 } } },
                "examples": [{ "payload": { "x": 1 } }]
            } },
            "parameters": { "b": {} },
            "bindings": { "ws": { "query": { "type": "object", "properties": {} } } }
        } },
        "operations": { "o": { "channel": { "$ref": "#/channels/~1a~1%7Bb%7D" } } },
        "components": { "schemas": { "S": { "type": "string" } } }
    });
    assert_eq!(findings(&sound), Vec::<String>::new());

    let payload = "/channels/~1a~1{b}/messages/M/payload";
    for (place, broken, message) in [
        ("/operations/o/channel/$ref", json!("#/channels/~1nowhere"), "leads nowhere"),
        ("/operations/o/channel/$ref", json!("#/channels/~1a~1{b}"), "not a URI reference"),
        ("/operations/o/channel", json!({ "$ref": "#/channels/~1a~1%7Bb%7D", "x": 1 }), "beside $ref"),
        ("/operations/o", json!({ "x-y": { "$ref": "#/components" } }), "in an extension"),
        ("/channels/~1a~1{b}/address", json!("/a/{b}?c"), "the address is not the path"),
        ("/channels/~1a~1{b}/parameters", json!({ "c": {} }), "the parameters are"),
        ("/channels/~1a~1{b}/bindings/ws/query", json!({ "type": "object" }), "no object with properties"),
        (payload, json!({ "type": "string" }), "the example does not fit"),
        (payload, json!(true), "the payload is not an object"),
        (payload, json!({ "type": "object", "nullable": true }), "nullable is no keyword"),
        (payload, json!({ "format": "binary" }), "binary inside JSON"),
        (payload, json!({ "properties": { "y": { "type": "string", "default": 1 } } }), "the default does not fit"),
        (payload, json!({ "oneOf": [{}, {}] }), "exactly one alternative"),
        ("/components/schemas", json!({ "Größe": {} }), "cannot be a key"),
    ] {
        let mut document = sound.clone();
        *document.pointer_mut(place).unwrap() = broken;
        let found = findings(&document);
        assert!(found.iter().any(|finding| finding.contains(message)), "{message}: {found:?}");
    }
}
