//! The one model of a finding, for the editor and for the command line.

use fitz_syntax::{TextRange, TextSize};

use crate::db::SourceFile;

/// Something that is wrong, or could be better, at a place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable name of the rule, e.g. `ws/not-async`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The smallest range that shows the mistake.
    pub range: TextRange,
    /// What is wrong, in the user's terms.
    pub message: String,
    /// What to do next.
    pub hint: Option<String>,
    /// Other places that matter, e.g. the first declaration.
    pub related: Vec<Related>,
    /// The mend, where it is clear.
    pub fix: Option<Fix>,
}

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

/// A second place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The file.
    pub file: SourceFile,
    /// The place in it.
    pub range: TextRange,
    /// What is there.
    pub message: String,
}

/// A change of the text that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the change does, as a menu entry: "Make `chat` async".
    pub title: String,
    /// Replacements in the file of the finding, in any order, not overlapping.
    pub edits: Vec<(TextRange, String)>,
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

impl Diagnostic {
    /// The same finding with everything in its own file moved by the start of its item. Related places of the same item
    /// are relative too; places of other files are absolute already and do not occur here.
    pub(crate) fn shifted(&self, start: TextSize) -> Option<Diagnostic> {
        let mut shifted = self.clone();
        shifted.range = shifted.range.checked_add(start)?;
        for related in &mut shifted.related {
            related.range = related.range.checked_add(start)?;
        }
        for (range, _) in shifted.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            *range = range.checked_add(start)?;
        }
        Some(shifted)
    }
}
