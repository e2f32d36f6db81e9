//! Findings as a SARIF 2.1.0 document (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).

use std::collections::HashMap;

use fitz_analysis::Severity;
use serde_json::{Value, json};

use super::{Finding, Place};

/// A result. Its rule's index and its fingerprint are filled in by [`document`].
pub(super) fn result(found: &Finding<'_>) -> Value {
    let mut result = json!({
        "ruleId": found.finding.code,
        "level": level(found.finding.severity),
        "message": { "text": found.message_and_hint() },
        "locations": [{ "physicalLocation": physical_location(&found.place) }],
        "partialFingerprints": { "primaryLocationLineHash": line_hash(found) },
    });
    if !found.related.is_empty() {
        let related = found.related.iter().map(
            |(place, message)| json!({ "physicalLocation": physical_location(place), "message": { "text": message } }),
        );
        set(&mut result, "relatedLocations", Value::Array(related.collect()));
    }
    result
}

/// The document of one run with these results.
pub(super) fn document(mut results: Vec<Value>) -> Value {
    let mut rules: Vec<&'static fitz_rules::Rule> = Vec::new();
    let mut repeated: HashMap<String, u32> = HashMap::new();
    for result in &mut results {
        let rule = result.get("ruleId").and_then(Value::as_str).and_then(fitz_rules::rule);
        if let Some(rule) = rule {
            let index = rules.iter().position(|known| known.code == rule.code).unwrap_or_else(|| {
                rules.push(rule);
                rules.len() - 1
            });
            set(result, "ruleIndex", json!(index));
        }
        // Equal lines with equal findings are told apart by their number.
        if let Some(Value::String(hash)) = result.pointer_mut("/partialFingerprints/primaryLocationLineHash") {
            let count = repeated.entry(hash.clone()).or_default();
            *count += 1;
            *hash = format!("{hash}:{count}");
        }
    }
    let rules: Vec<Value> = rules
        .into_iter()
        .map(|rule| {
            json!({
                "id": rule.code,
                "shortDescription": { "text": rule.summary },
                "fullDescription": { "text": rule.finds.trim() },
                "helpUri": fitz_rules::page_url(rule.code),
                "defaultConfiguration": { "level": level(rule.severity) },
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "fitz-lsp",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn set(object: &mut Value, key: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}

fn physical_location(place: &Place) -> Value {
    json!({
        "artifactLocation": { "uri": uri(&place.path) },
        "region": {
            "startLine": place.start.0,
            "startColumn": place.start.1,
            "endLine": place.end.0,
            "endColumn": place.end.1,
        },
    })
}

/// A path as a relative reference, or as a `file` URI when it is absolute.
fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// What stays when lines above come and go: the code, and the text of the line.
fn line_hash(found: &Finding<'_>) -> String {
    // FNV-1a, which is the same on every machine.
    let bytes = found.place.path.bytes().chain(found.finding.code.bytes()).chain(found.line_text.bytes());
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_are_escaped() {
        assert_eq!(uri("src/with space/ä.fitz"), "src/with%20space/%C3%A4.fitz");
        assert_eq!(uri("/srv/main.fitz"), "file:///srv/main.fitz");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
    }
}
