//! Words that several sentences share.

use serde_json::Value;

/// What a sentence is about, e.g. "`room` of `Command`".
#[derive(Clone, Debug)]
pub(super) struct Subject {
    now: String,
    /// What the older document calls it: a field that is gone was a field of that.
    before: String,
}

impl Subject {
    /// A type, a message: its name in each of the documents.
    pub(super) fn named(before: &str, now: &str) -> Subject {
        Subject { now: format!("`{now}`"), before: format!("`{before}`") }
    }

    /// Anything that has words of its own.
    pub(super) fn phrase(words: &str) -> Subject {
        Subject { now: words.to_owned(), before: words.to_owned() }
    }

    /// A field of it.
    pub(super) fn field(&self, name: &str) -> Subject {
        self.map(|words| format!("`{name}` of {words}"))
    }

    /// The elements of it.
    pub(super) fn element(&self) -> Subject {
        self.map(|words| format!("each element of {words}"))
    }

    /// The element at an index that counts from 0.
    pub(super) fn element_at(&self, index: usize) -> Subject {
        self.map(|words| format!("element {} of {words}", index + 1))
    }

    /// The values of a map.
    pub(super) fn value(&self) -> Subject {
        self.map(|words| format!("each value of {words}"))
    }

    /// One of its forms.
    pub(super) fn form(&self, form: &str) -> Subject {
        self.map(|words| format!("{words} as {form}"))
    }

    /// Its words.
    pub(super) fn text(&self) -> &str {
        &self.now
    }

    /// Its words in the older document.
    pub(super) fn text_before(&self) -> &str {
        &self.before
    }

    fn map(&self, phrase: impl Fn(&str) -> String) -> Subject {
        Subject { now: phrase(&self.now), before: phrase(&self.before) }
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
