//! How bad findings are in a project: the `[lint]` section of its manifest.

use std::collections::BTreeMap;

use fitz_rules::{Rule, Severity, is_on_request};

/// The values that a code can have in `[lint]`.
pub(crate) const LEVELS: [(&str, Level); 5] = [
    ("off", Level::Off),
    ("hint", Level::At(Severity::Hint)),
    ("info", Level::At(Severity::Information)),
    ("warning", Level::At(Severity::Warning)),
    ("error", Level::At(Severity::Error)),
];

/// What becomes of the findings of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// They are not shown.
    Off,
    /// They are as bad as this.
    At(Severity),
}

/// The severities that a project asks for.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct LintLevels {
    codes: BTreeMap<String, Level>,
    /// The longest first: it says most about a code.
    patterns: Vec<(String, Level)>,
}

impl LintLevels {
    /// Takes over an entry: a code, or a pattern in which `*` stands for any text.
    pub(crate) fn set(&mut self, key: &str, level: Level) {
        if !is_pattern(key) {
            self.codes.insert(key.to_owned(), level);
            return;
        }
        self.patterns.push((key.to_owned(), level));
        self.patterns.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    }

    /// How bad a finding is in this project; `None` when it is not to be shown. A code beats a pattern, a longer pattern
    /// a shorter one. What makes a text unreadable is always an error. Rules that are off unless asked for are asked for by
    /// their code, not by a pattern.
    #[must_use]
    pub fn severity(&self, code: &str, default: Severity) -> Option<Severity> {
        if is_fixed(code) {
            return Some(default);
        }
        if is_on_request(code) && !self.codes.contains_key(code) {
            return None;
        }
        let by_pattern = || self.patterns.iter().find(|(pattern, _)| matches(pattern, code)).map(|(_, level)| level);
        match self.codes.get(code).or_else(by_pattern) {
            Some(Level::Off) => None,
            Some(Level::At(severity)) => Some(*severity),
            None => Some(default),
        }
    }
}

/// Whether findings of this code can be neither silenced nor weakened.
pub(crate) fn is_fixed(code: &str) -> bool {
    code.starts_with("syntax/") || code == "manifest/syntax"
}

/// Whether an entry of `[lint]` is a pattern.
pub(crate) fn is_pattern(key: &str) -> bool {
    key.contains('*')
}

/// The rules that an entry of `[lint]` speaks of: the one of a code, or those that fit a pattern.
pub fn rules_named(key: &str) -> impl Iterator<Item = &'static Rule> {
    fitz_rules::all().filter(move |rule| matches(key, rule.code))
}

/// Whether a code fits a pattern: `*` stands for any text, everything else for itself.
pub(crate) fn matches(pattern: &str, code: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == code };
    let Some(mut code) = code.strip_prefix(first) else { return false };
    let mut parts = rest.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return code.ends_with(part);
        }
        match code.split_once(part) {
            Some((_, after)) => code = after,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use fitz_rules::Severity::{Error, Hint, Warning};

    use super::{Level, LintLevels, matches};

    #[test]
    fn a_star_stands_for_any_text() {
        for (pattern, code, expected) in [
            ("ws/*", "ws/not-async", true),
            ("ws/*", "dec/args", false),
            ("*", "anything", true),
            ("unused-*", "unused-import", true),
            ("*-import", "unused-import", true),
            ("un*-im*t", "unused-import", true),
            ("un*-im*x", "unused-import", false),
            ("a*a", "a", false),
            ("ws/not-async", "ws/not-async", true),
        ] {
            assert_eq!(matches(pattern, code), expected, "{pattern} {code}");
        }
    }

    #[test]
    fn the_most_exact_entry_counts() {
        let mut levels = LintLevels::default();
        levels.set("*", Level::At(Hint));
        levels.set("ws/*", Level::Off);
        levels.set("ws/not-async", Level::At(Warning));
        assert_eq!(levels.severity("ws/not-async", Error), Some(Warning));
        assert_eq!(levels.severity("ws/conn-count", Error), None);
        assert_eq!(levels.severity("dec/args", Error), Some(Hint));
        assert_eq!(levels.severity("syntax/unexpected", Error), Some(Error));
    }
}
