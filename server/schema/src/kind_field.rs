//! The field that tells the messages of a protocol apart. Fitz has no sum types, so it is known by its name.

use fitz_analysis::{Builtin, FieldInfo};

const NAMES: [&str; 10] =
    ["kind", "event", "action", "op", "command", "cmd", "tag", "variant", "event_type", "message_type"];

/// The first field that clients see, is text, and has such a name.
#[must_use]
pub fn kind_field(fields: &[FieldInfo]) -> Option<&FieldInfo> {
    let is_kind = |name: &str| NAMES.contains(&name) || name.ends_with("_kind");
    fields.iter().find(|field| !field.hidden && field.ty.is(Builtin::Str) && is_kind(&field.name))
}

/// The values that a comment lists, when it does nothing else: `"ping" | "join" | "message"`.
#[must_use]
pub fn listed_kinds(comment: &str) -> Option<Vec<String>> {
    let kinds: Option<Vec<String>> = comment
        .trim()
        .split('|')
        .map(|part| {
            let text = part.trim().strip_prefix('"')?.strip_suffix('"')?;
            (!text.is_empty() && !text.contains('"')).then(|| text.to_owned())
        })
        .collect();
    kinds.filter(|kinds| kinds.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::listed_kinds;

    #[test]
    fn comments_that_list_values() {
        assert_eq!(listed_kinds(r#""ping" | "join""#), Some(vec!["ping".to_owned(), "join".to_owned()]));
        for comment in ["\"ping\"", "one of \"a\" | \"b\"", "\"a\" or \"b\"", "", "\"a\" |", "\"\" | \"b\""] {
            assert_eq!(listed_kinds(comment), None, "{comment}");
        }
    }
}
