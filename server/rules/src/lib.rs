//! Everything that can be found in a program: the codes, how bad each finding is, and what its page says.
//!
//! A rule is declared here and nowhere else. The code that finds something names the rule's static; editors link its code to
//! the page that [`page`] renders (`docs/rules/<code>.md`, written by `cargo xtask codegen`), and `fitz-lsp explain` prints it.
//! Nothing here knows how a mistake is found.

pub mod families;
mod page;

pub use page::{index, page, page_url};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The program is refused, or cannot work.
    Error,
    /// The program runs, and something will go wrong.
    Warning,
    /// Worth knowing.
    Information,
    /// A better form exists.
    Hint,
}

impl Severity {
    /// The word that the command line shows.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "info",
            Severity::Hint => "hint",
        }
    }
}

/// How an editor draws a finding besides its severity (LSP 3.17, `DiagnosticTag`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tag {
    /// Nothing needs this text: shown faded.
    Unnecessary,
    /// There is a newer form: shown struck through.
    Deprecated,
}

/// A kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable name, e.g. `unknown-variable` or `ws/not-async`.
    pub code: &'static str,
    /// How bad it is unless the project says otherwise (`[lint]` in `fitz.toml`).
    pub severity: Severity,
    /// How editors draw it.
    pub tag: Option<Tag>,
    /// One sentence for the index.
    pub summary: &'static str,
    /// What is reported, and what is not. Markdown, like all texts of a rule.
    pub finds: &'static str,
    /// What would happen without the finding.
    pub why: &'static str,
    /// A program with this finding and no other one. `//- /path` starts a further file, as in test fixtures.
    pub wrong: &'static str,
    /// The same program, mended: nothing is found.
    pub right: &'static str,
    /// What to do.
    pub mend: &'static str,
}

/// The rules that find nothing unless a project asks for them by their code: what they report is often meant so.
const ON_REQUEST: [&str; 11] = [
    "auth-token-forever",
    "renamed-from-left",
    "routes-without-server",
    "spawn-failure-dropped",
    "sql-name-quotes",
    "ws/anonymous-broadcast",
    "ws/ignored-send",
    "ws/middleware-ignored",
    "ws/no-snapshot",
    "ws/rate",
    "ws/token-in-query",
];

/// Whether the findings of a code are shown only in projects that name it in `[lint]`.
#[must_use]
pub fn is_on_request(code: &str) -> bool {
    ON_REQUEST.contains(&code)
}

/// The rules whose one fix may be applied without asking: the program means the same afterwards, or there is only one thing that
/// the text can have meant. A fix that chooses between meanings, guesses a name, drops a value, or takes part of a program away
/// that could do something is not among them.
const MENDED_UNASKED: [&str; 15] = [
    "await-non-future",
    "compat/await-ws",
    "compat/bare-key",
    "compat/break-comma",
    "compat/http-response",
    "compat/vec",
    "compat/ws-broadcast",
    "rpc-not-async",
    "static-call",
    "string-concat",
    "unused-import",
    "unused-suppression",
    "while-true",
    "ws/not-async",
    "ws/path-slash",
];

/// Whether the fix of a finding with this code may be applied unasked, as long as it is the only one.
#[must_use]
pub fn is_mended_unasked(code: &str) -> bool {
    MENDED_UNASKED.contains(&code)
}

/// All rules, family after family, in the order of the index.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    families::ALL.iter().flat_map(|family| family.rules.iter().copied())
}

/// The rule of a code.
#[must_use]
pub fn rule(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}

/// What other tools of the language call by a name of its own, and is a case of one rule here.
const NAMES_ELSEWHERE: [(&str, &str); 2] = [
    ("job-kwarg-duplicate", "syntax/duplicate-argument"),
    ("live-component-import-missing", "live-component-register-missing"),
];

/// The rule that a user means: by its code, with `_` for `-`, or with `-` for the `/` behind its family (`ws-not-async`), as
/// other tools of the language spell it; or by the name that they have for a case of it.
#[must_use]
pub fn rule_spelled(written: &str) -> Option<&'static Rule> {
    let plain = |code: &str| code.replace(['_', '/'], "-");
    let written = plain(written);
    let elsewhere = || NAMES_ELSEWHERE.iter().find(|(name, _)| *name == written).and_then(|(_, code)| rule(code));
    all().find(|rule| plain(rule.code) == written).or_else(elsewhere)
}

/// Rules that belong together on one page of the index.
#[derive(Debug)]
pub struct Family {
    /// The heading.
    pub title: &'static str,
    /// Its rules, sorted by code.
    pub rules: &'static [&'static Rule],
}

#[cfg(test)]
mod tests {
    use super::{all, rule_spelled};

    #[test]
    fn lists_of_codes_name_rules() {
        for code in super::ON_REQUEST.iter().chain(&super::MENDED_UNASKED) {
            assert!(super::rule(code).is_some(), "{code}");
        }
    }

    #[test]
    fn each_code_has_spellings_of_its_own() {
        for rule in all() {
            let with_dashes = rule.code.replace('/', "-");
            for written in [rule.code, &with_dashes, &with_dashes.replace('-', "_")] {
                assert_eq!(rule_spelled(written).map(|found| found.code), Some(rule.code), "{written}");
            }
        }
        for (written, code) in super::NAMES_ELSEWHERE {
            assert_eq!(rule_spelled(written).map(|found| found.code), Some(code));
        }
        assert!(rule_spelled("ws-not-asink").is_none());
    }
}
