//! The one model of a finding, for the editor and for the command line.

use fitz_rules::{Rule, Severity, Tag};
use fitz_syntax::{TextRange, TextSize};

use crate::db::{Db, Origin, SourceFile};
use crate::endpoint::SourcePointer;
use crate::item_tree::resolve_pointer;

/// Something that is wrong, or could be better, at a place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable name of the rule, e.g. `ws/not-async`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// How an editor draws it.
    pub tag: Option<Tag>,
    /// The smallest range that shows the mistake.
    pub range: TextRange,
    /// What is wrong, in the user's terms.
    pub message: String,
    /// What to do next.
    pub hint: Option<String>,
    /// Other places that matter, e.g. the first declaration.
    pub related: Vec<Related>,
    /// What mends it: one change where the mend is clear, and where the user has to choose, each of the choices.
    pub fixes: Vec<Fix>,
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
    /// The file to change, when it is another one than that of the finding.
    pub file: Option<SourceFile>,
    /// Replacements in that file, in any order, not overlapping.
    pub edits: Vec<(TextRange, String)>,
}

impl Diagnostic {
    /// A finding of a rule.
    pub(crate) fn new(rule: &Rule, range: TextRange, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code: rule.code,
            severity: rule.severity,
            tag: rule.tag,
            range,
            message: message.into(),
            hint: None,
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// What to do next: a sentence.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hint = Some(hint.into());
        self
    }

    /// A mend.
    pub(crate) fn fix(mut self, title: impl Into<String>, edits: Vec<(TextRange, String)>) -> Diagnostic {
        self.fixes.push(Fix { title: title.into(), file: None, edits });
        self
    }

    /// The name that was probably meant by the text at `range`: as a hint, and as the mend.
    pub(crate) fn meant(self, range: TextRange, name: &str) -> Diagnostic {
        self.hint(format!("Did you mean `{name}`?")).fix(format!("Change to `{name}`"), vec![(range, name.to_owned())])
    }
}

/// A finding of a rule over one item. All ranges are relative to the item, so it is kept across edits elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    rule: &'static Rule,
    range: TextRange,
    message: String,
    hint: Option<String>,
    related: Vec<(SourcePointer, String)>,
    mends: Vec<Mend>,
}

/// A fix of a [`Finding`].
#[derive(Clone, Debug, PartialEq, Eq)]
enum Mend {
    /// Edits relative to the item.
    Here(String, Vec<(TextRange, String)>),
    /// Edits of other items, all of one file.
    Elsewhere(String, Vec<(SourcePointer, String)>),
}

impl Mend {
    /// The same as a fix of a finding in `file` whose item starts at `start`. `None` when a place is gone, or when it would change
    /// what is no file of the project.
    fn placed(&self, db: &dyn Db, file: SourceFile, start: TextSize) -> Option<Fix> {
        match self {
            Mend::Here(title, edits) => {
                let placed = |(range, text): &(TextRange, String)| Some((range.checked_add(start)?, text.clone()));
                Some(Fix { title: title.clone(), file: None, edits: edits.iter().map(placed).collect::<Option<_>>()? })
            }
            Mend::Elsewhere(title, edits) => {
                let changed = edits.first().map_or(file, |(pointer, _)| pointer.item.file);
                let placed = |(pointer, text): &(SourcePointer, String)| {
                    let (other, range) = resolve_pointer(db, pointer)?;
                    (other == changed).then(|| (range, text.clone()))
                };
                let edits = edits.iter().map(placed).collect::<Option<_>>()?;
                let elsewhere = (changed != file).then_some(changed);
                let is_ours = changed.origin(db) == Origin::Project;
                is_ours.then(|| Fix { title: title.clone(), file: elsewhere, edits })
            }
        }
    }
}

impl Finding {
    /// What is wrong, and where.
    pub(crate) fn new(rule: &'static Rule, range: TextRange, message: impl Into<String>) -> Finding {
        Finding { rule, range, message: message.into(), hint: None, related: Vec::new(), mends: Vec::new() }
    }

    /// What to do next: a sentence.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Finding {
        self.hint = Some(hint.into());
        self
    }

    /// The name that was probably meant by the text at `range`: as a hint, and as the mend.
    pub(crate) fn meant(self, range: TextRange, name: &str) -> Finding {
        self.hint(format!("Did you mean `{name}`?")).fix(format!("Change to `{name}`"), vec![(range, name.to_owned())])
    }

    /// A second place, of this item or of any other one, and what is there.
    pub(crate) fn related(mut self, place: SourcePointer, message: impl Into<String>) -> Finding {
        self.related.push((place, message.into()));
        self
    }

    /// A mend. The edits are relative to the item.
    pub(crate) fn fix(mut self, title: impl Into<String>, edits: Vec<(TextRange, String)>) -> Finding {
        self.mends.push(Mend::Here(title.into(), edits));
        self
    }

    /// Whether there is a mend already.
    pub(crate) fn has_fix(&self) -> bool {
        !self.mends.is_empty()
    }

    /// A mend in other items, all of one file. It is not offered when that is no file of the project.
    pub(crate) fn fix_elsewhere(mut self, title: impl Into<String>, edits: Vec<(SourcePointer, String)>) -> Finding {
        self.mends.push(Mend::Elsewhere(title.into(), edits));
        self
    }

    /// How bad it is, unless the project says otherwise.
    pub(crate) fn severity(&self) -> Severity {
        self.rule.severity
    }

    /// Whether it is one of that rule.
    pub(crate) fn is_of(&self, rule: &Rule) -> bool {
        self.rule.code == rule.code
    }

    /// Makes it a finding of another rule, in the same words.
    pub(crate) fn reported_as(&mut self, rule: &'static Rule) {
        self.rule = rule;
    }

    /// Whether another finding of the same item is one of the same rule at the same place.
    pub(crate) fn is_of_the_same(&self, other: &Finding) -> bool {
        self.rule.code == other.rule.code && self.range == other.range
    }

    /// The same finding as a place in the file, its item starting at `start`. A second place that is gone is left out.
    pub(crate) fn placed(&self, db: &dyn Db, file: SourceFile, start: TextSize) -> Option<Diagnostic> {
        let mut placed = Diagnostic::new(self.rule, self.range.checked_add(start)?, self.message.clone());
        placed.hint.clone_from(&self.hint);
        for (pointer, message) in &self.related {
            if let Some((file, range)) = resolve_pointer(db, pointer) {
                placed.related.push(Related { file, range, message: message.clone() });
            }
        }
        placed.fixes = self.mends.iter().filter_map(|mend| mend.placed(db, file, start)).collect();
        Some(placed)
    }
}
