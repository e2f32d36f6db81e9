//! `[lint]`.

use fitz_rules::families::project::{LINT_LEVEL, UNKNOWN_CODE};
use fitz_syntax::TextRange;

use super::Reader;
use super::table::Section;
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::severity::{LEVELS, is_fixed, is_pattern, rules_named};

impl<'t> Reader<'t> {
    pub(super) fn lints(&mut self, lints: &Section<'_, 't>) {
        for (key, value) in lints.table {
            let written = key.get_ref().as_ref();
            let code = fitz_rules::rule_spelled(written).map_or(written, |rule| rule.code);
            let is_quoted = self.text.inside(key.span()) != self.text.range(key.span());
            if !self.lint_code(code, self.text.inside(key.span()), is_quoted) {
                continue;
            }
            let Some((word, range)) = self.string_value(value, &format!("The severity of `{code}`")) else { continue };
            let Some((_, level)) = LEVELS.iter().find(|(known, _)| *known == word) else {
                self.unknown_level(&word, range);
                continue;
            };
            self.read.manifest.lints.set(code, *level);
        }
    }

    /// Reports a code that there is not, or that is not open to discussion.
    fn lint_code(&mut self, code: &str, range: TextRange, is_quoted: bool) -> bool {
        let mut codes = rules_named(code).map(|rule| rule.code).peekable();
        if codes.peek().is_none() {
            let what = if is_pattern(code) { "No code of a finding fits" } else { "There is no finding with the code" };
            let mut finding = Diagnostic::new(&UNKNOWN_CODE, range, format!("{what} `{code}`."));
            if let Some(closest) = nearest(code, fitz_rules::all().map(|rule| rule.code)) {
                let written = if is_quoted { closest.to_owned() } else { format!("\"{closest}\"") };
                finding = finding
                    .hint(format!("Did you mean `{closest}`?"))
                    .fix(format!("Change to `{closest}`"), vec![(range, written)]);
            }
            self.find(finding);
            return false;
        }
        if codes.all(is_fixed) {
            let message = format!("The severity of `{code}` cannot be changed: a broken text is always an error.");
            self.find(Diagnostic::new(&LINT_LEVEL, range, message).hint("Remove this line."));
            return false;
        }
        true
    }

    fn unknown_level(&mut self, word: &str, range: TextRange) {
        let finding = Diagnostic::new(&LINT_LEVEL, range, format!("There is no severity `{word}`."));
        let finding = match nearest(word, LEVELS.iter().map(|(known, _)| *known)) {
            Some(closest) => finding.meant(range, closest),
            None => finding.hint("There is `off`, `hint`, `info`, `warning`, `error`."),
        };
        self.find(finding);
    }
}
