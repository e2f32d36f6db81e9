//! The pages of the rules, as Markdown.

use std::fmt::Write as _;

use crate::{Rule, families};

/// The page of a rule: what it finds, why it matters, an example, how to mend it, its default severity.
#[must_use]
pub fn page(rule: &Rule) -> String {
    let when =
        if crate::is_on_request(rule.code) { ", and off unless a project names the code in `[lint]`" } else { "" };
    let severity = format!("{:?}{when}", rule.severity);
    let Rule { code, finds, why, wrong, right, mend, .. } = rule;
    format!(
        "# `{code}`\n\n\
         ## What it finds\n\n{}\n\n\
         ## Why it matters\n\n{}\n\n\
         ## Example\n\n```fitz wrong\n{}\n```\n\n```fitz right\n{}\n```\n\n\
         ## How to mend\n\n{}\n\n\
         ## Default severity\n\n{severity}\n",
        finds.trim(),
        why.trim(),
        wrong.trim_matches('\n'),
        right.trim_matches('\n'),
        mend.trim(),
    )
}

/// Where the pages lie until there is a site: `<this>/ws/not-async.md`.
const PAGES: &str = "https://github.com/fitz-lang/fitz-lsp/blob/main/docs/rules/";

/// The address of the page of a code.
#[must_use]
pub fn page_url(code: &str) -> String {
    format!("{PAGES}{code}.md")
}

/// The index of all pages.
#[must_use]
pub fn index() -> String {
    let mut text = String::from(
        "# Rules\n\n\
         Every finding has a code, and every code has a page here: what it finds, why it matters, and how to mend it. \
         Editors link the\ncode of a finding to its page, and `fitz-lsp explain CODE` prints it.\n\n\
         In each example the first block is reported and the second one is its mended form. The pages are generated \
         from\n`server/rules`; the tests run their examples.\n",
    );
    for family in families::ALL {
        let _ = write!(text, "\n## {}\n\n| code | severity | what it finds |\n|---|---|---|\n", family.title);
        for rule in family.rules {
            let _ = writeln!(text, "| [`{0}`]({0}.md) | {1} | {2} |", rule.code, rule.severity.word(), rule.summary);
        }
    }
    text
}
