//! A rule by its code, where one is written: in `// @allow(code)`, and in the section `[lint]` of a manifest.

use fitz_analysis::{Db, LintLevels, Rule, SourceFile, allowed_codes, manifest_of, parse};
use fitz_rules::{is_on_request, page_url};
use fitz_syntax::{Bias, TextSize};

use super::Hover;

/// How many codes of a pattern are listed.
const MAX_RULES: usize = 12;

/// The rule whose code a comment allows.
pub(super) fn hover(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<Hover> {
    let tree = parse(db, file);
    tree.root().token_at(offset, Bias::Right).filter(|token| token.is_comment())?;
    let (code, range) = allowed_codes(db, file).into_iter().find(|(_, range)| range.contains_inclusive(offset))?;
    let levels = manifest_of(db, file).map(|manifest| &manifest.lints);
    Some(Hover { range, markdown: sections(fitz_rules::rule(&code)?, levels).join("\n\n") })
}

/// What a rule finds, how bad that is, and where its page is.
pub(super) fn sections(rule: &Rule, levels: Option<&LintLevels>) -> Vec<String> {
    vec![
        format!("**`{}`**: {}", rule.code, rule.summary),
        severity(rule, levels),
        format!("What it finds, why, and how to mend it: <{}>", page_url(rule.code)),
    ]
}

/// The severity by default, and what the package has made of it.
fn severity(rule: &Rule, levels: Option<&LintLevels>) -> String {
    let word = rule.severity.word();
    let default = if is_on_request(rule.code) {
        format!("Severity by default: off; `{word}` is the usual one where `[lint]` asks for it.")
    } else {
        format!("Severity by default: `{word}`.")
    };
    let standard = LintLevels::default();
    let before = standard.severity(rule.code, rule.severity);
    match levels.map(|levels| levels.severity(rule.code, rule.severity)).filter(|now| *now != before) {
        Some(now) => format!("{default} In this package: `{}`.", now.map_or("off", |severity| severity.word())),
        None => default,
    }
}

/// The rules of a pattern, where `*` stands for any text.
pub(super) fn pattern_sections(pattern: &str) -> Option<Vec<String>> {
    let rules: Vec<&Rule> = fitz_analysis::rules_named(pattern).collect();
    let mut lines: Vec<String> =
        rules.iter().take(MAX_RULES).map(|rule| format!("- `{}`: {}", rule.code, rule.summary)).collect();
    lines.first()?;
    if let Some(more) = rules.len().checked_sub(MAX_RULES).filter(|more| *more > 0) {
        lines.push(format!("- and {more} more"));
    }
    Some(vec![format!("The findings whose code fits `{pattern}`:"), lines.join("\n")])
}
