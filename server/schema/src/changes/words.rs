//! Words that several sentences share.

use serde_json::Value;

/// What a sentence is about, e.g. "`room` of `Command`".
#[derive(Clone, Debug)]
pub(super) struct Subject(String);

impl Subject {
    /// A type, a message.
    pub(super) fn named(name: &str) -> Subject {
        Subject(format!("`{name}`"))
    }

    /// Anything that has words of its own.
    pub(super) fn phrase(words: &str) -> Subject {
        Subject(words.to_owned())
    }

    /// A field of it.
    pub(super) fn field(&self, name: &str) -> Subject {
        Subject(format!("`{name}` of {}", self.0))
    }

    /// The elements of it.
    pub(super) fn element(&self) -> Subject {
        Subject(format!("each element of {}", self.0))
    }

    /// The element at an index that counts from 0.
    pub(super) fn element_at(&self, index: usize) -> Subject {
        Subject(format!("element {} of {}", index + 1, self.0))
    }

    /// The values of a map.
    pub(super) fn value(&self) -> Subject {
        Subject(format!("each value of {}", self.0))
    }

    /// One of its forms.
    pub(super) fn form(&self, form: &str) -> Subject {
        Subject(format!("{} as {form}", self.0))
    }

    /// Its words.
    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

/// The text as a sentence: a capital letter first, a full stop last.
pub(super) fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first: String = characters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", characters.as_str())
}

/// `a`, `a or b`, `a, b or c`.
pub(super) fn alternatives(words: &[String]) -> String {
    joined(words, "or")
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn all_of(words: &[String]) -> String {
    joined(words, "and")
}

fn joined(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [firsts @ .., end] => format!("{} {last} {end}", firsts.join(", ")),
    }
}

/// A value of JSON, as code.
pub(super) fn code(value: &Value) -> String {
    format!("`{value}`")
}

/// Values of JSON, as code.
pub(super) fn codes<'a>(values: impl IntoIterator<Item = &'a Value>) -> Vec<String> {
    values.into_iter().map(code).collect()
}
