//! What is wrong with the syntax of a text.

use text_size::TextRange;

use crate::{SyntaxTree, validate};

/// A mistake in the syntax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The stable name of the rule, e.g. `syntax/unclosed-string`.
    pub code: &'static str,
    /// The text that is wrong; as small as the mistake, and never empty unless the text is.
    pub range: TextRange,
    /// What is wrong, in the user's terms.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// What to write in place of the text that is wrong, where that is clear.
    pub replacement: Option<String>,
}

/// Everything that is wrong with the syntax of a text, in the order of the text.
///
/// There is one error for each mistake: what only follows from an earlier mistake is left out, and so are the errors
/// after the first hundred. A text without errors is one that the language accepts.
pub fn syntax_errors(tree: &SyntaxTree) -> Vec<SyntaxError> {
    validate::validate(tree, &|_| false)
}

/// The same, without looking at statements of which the caller knows that they hold no error: a statement at top level with
/// the text of one that stood in a text without errors. While something does not fit the grammar, all is looked at.
pub fn syntax_errors_except(tree: &SyntaxTree, is_correct: impl Fn(TextRange) -> bool) -> Vec<SyntaxError> {
    if tree.has_error() { syntax_errors(tree) } else { validate::validate(tree, &is_correct) }
}
