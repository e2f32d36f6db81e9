//! Names in a client: identifiers, each given once.

use std::collections::BTreeSet;

/// Gives names and remembers them.
pub(crate) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// No name given, these ones taken: the words of the language and the names of the runtime.
    pub(crate) fn without(taken: impl IntoIterator<Item = String>) -> Names {
        Names { taken: taken.into_iter().collect() }
    }

    /// Whether the name was given or taken before.
    pub(crate) fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// The first wish that is free, or the last one with a number.
    pub(crate) fn give(&mut self, wishes: &[String]) -> String {
        self.give_beside(wishes, &[])
    }

    /// The same, but none of these names.
    pub(crate) fn give_beside(&mut self, wishes: &[String], others: &[String]) -> String {
        let mut candidates: Vec<String> = wishes.iter().map(|wish| identifier(wish)).collect();
        if candidates.is_empty() {
            candidates.push("unnamed".to_owned());
        }
        let last = candidates.last().cloned().unwrap_or_default();
        let numbered = (2_u32..).map(|number| format!("{last}_{number}"));
        let name = candidates
            .into_iter()
            .chain(numbered)
            .find(|name| !self.taken.contains(name) && !others.contains(name))
            .unwrap_or(last);
        self.taken.insert(name.clone());
        name
    }
}

/// The names that a runtime declares at its top level: the words after these keywords at the start of a line.
pub(crate) fn declared_names<'a>(runtime: &'a str, keywords: &'a [&'a str]) -> impl Iterator<Item = String> + 'a {
    runtime.lines().filter_map(move |line| {
        let line = line.strip_prefix("export ").unwrap_or(line);
        let rest = keywords.iter().find_map(|keyword| line.strip_prefix(keyword))?;
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        (!name.is_empty()).then_some(name)
    })
}

/// `rate-limit` as `RateLimit`.
pub(crate) fn pascal_case(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
        })
        .collect()
}

/// Whether a text is an identifier in both languages.
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// The text with what an identifier cannot contain replaced.
fn identifier(text: &str) -> String {
    let mut name: String = text.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '_' }).collect();
    if name.is_empty() || name.starts_with(|first: char| !first.is_alphabetic() && first != '_') {
        name.insert(0, '_');
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{Names, declared_names, pascal_case};

    #[test]
    fn every_name_is_given_once() {
        let mut names = Names::without(["delete".to_owned()]);
        let wish = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(names.give(&wish(&["feed"])), "feed");
        assert_eq!(names.give(&wish(&["feed", "live_feed"])), "live_feed");
        assert_eq!(names.give(&wish(&["feed", "live_feed"])), "live_feed_2");
        assert_eq!(names.give(&wish(&["delete"])), "delete_2");
        assert_eq!(names.give(&wish(&["2 go"])), "_2_go");
        assert_eq!(names.give(&[]), "unnamed");
    }

    #[test]
    fn words_become_one_name() {
        for (text, name) in [("rate", "Rate"), ("rate-limit", "RateLimit"), ("shop.orders", "ShopOrders"), ("***", "")]
        {
            assert_eq!(pascal_case(text), name);
        }
    }

    #[test]
    fn names_of_a_runtime() {
        let runtime = "export interface Connection<T> {\nconst limit = 3;\n  const inner = 4;\nclass _Waiter:\n";
        let names: Vec<String> = declared_names(runtime, &["interface ", "const ", "class "]).collect();
        assert_eq!(names, ["Connection", "limit", "_Waiter"]);
    }
}
