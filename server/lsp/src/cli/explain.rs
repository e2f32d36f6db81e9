//! `fitz-lsp explain`: prints the page of a rule, or the list of all rules.

use std::fmt::Write as _;

use fitz_rules::{Rule, all, page, rule_spelled};

use super::ExplainArguments;
use super::outcome::Outcome;

const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

/// Prints what a code means, and how to mend what it reports.
pub(super) fn run(arguments: &ExplainArguments) -> Outcome {
    let mut outcome = Outcome::default();
    let Some(written) = &arguments.code else {
        outcome.output = list();
        return outcome;
    };
    let code = written.trim().to_lowercase().replace('_', "-");
    match rule_spelled(&code) {
        Some(rule) => outcome.output = for_terminal(rule),
        None => {
            let nearest = fitz_analysis::nearest(&code, all().map(|rule| rule.code));
            let advice = match nearest {
                Some(nearest) => format!("did you mean `{nearest}`? `fitz-lsp explain --list` lists all codes"),
                None => "`fitz-lsp explain --list` lists all codes".to_owned(),
            };
            outcome.refuse(&format!("there is no rule with the code `{written}`"), &advice);
        }
    }
    outcome
}

/// All codes with their severity and summary, a line each, in the order of the index.
fn list() -> String {
    let width = all().map(|rule| rule.code.len()).max().unwrap_or_default();
    let mut text = String::new();
    for rule in all() {
        let _ = writeln!(text, "{BOLD}{:width$}{PLAIN}  {:7}  {}", rule.code, rule.severity.word(), rule.summary);
    }
    text
}

/// The page of a rule without the marks of Markdown: headings are bold, programs are indented.
fn for_terminal(rule: &Rule) -> String {
    let mut text = String::new();
    let mut is_program = false;
    for line in page(rule).lines() {
        let _ = match line.strip_prefix("```") {
            Some("fitz wrong") => {
                is_program = true;
                writeln!(text, "This is reported:\n")
            }
            Some("fitz right") => {
                is_program = true;
                writeln!(text, "This is its mended form:\n")
            }
            Some(_) => {
                is_program = false;
                Ok(())
            }
            None if is_program && line.is_empty() => writeln!(text),
            None if is_program => writeln!(text, "    {line}"),
            None => match line.strip_prefix("# ").or_else(|| line.strip_prefix("## ")) {
                Some(heading) => writeln!(text, "{BOLD}{}{PLAIN}", heading.trim_matches('`')),
                None => writeln!(text, "{line}"),
            },
        };
    }
    text
}

#[cfg(test)]
mod tests {
    use super::for_terminal;

    #[test]
    fn no_page_keeps_marks_of_markdown() {
        for rule in fitz_rules::all() {
            let text = for_terminal(rule);
            assert!(text.starts_with(&format!("\u{1b}[1m{}\u{1b}[0m\n", rule.code)), "{text}");
            for line in text.lines() {
                assert!(!line.starts_with('#') && !line.starts_with("```"), "{}: {line}", rule.code);
            }
        }
    }
}
