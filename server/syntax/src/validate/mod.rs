//! What the grammar tolerates and the language rejects, and what the broken parts of a text mean.
//!
//! The grammar is wider than the language, so that the code around a mistake is still understood. This module walks
//! over a tree once and does two things. Each family of rules that the shape of a tree cannot express has a file:
//! [`strings`], [`formats`], [`numbers`], [`names`], [`calls`], [`parameters`], [`decorators`], [`assignment`],
//! [`operators`], [`patterns`], [`heads`], [`types`]. And the places where the text does not fit the grammar are
//! collected and then told in the user's terms ([`broken`]): what is cut off by the end of a line is known from the
//! tree ([`layout`]); for anything else the statement is read once more, strictly, up to the first token that cannot
//! stand there ([`strict`]).

mod assignment;
mod broken;
mod calls;
mod decorators;
mod formats;
mod heads;
mod layout;
mod names;
mod numbers;
mod operators;
mod parameters;
mod patterns;
mod strict;
mod strings;
mod types;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use text_size::{TextRange, TextSize};

use crate::{Field, SyntaxChildren, SyntaxError, SyntaxKind, SyntaxNode, SyntaxTree};

/// As many errors as anyone reads; past them a text is no program.
const MOST_ERRORS: usize = 100;

/// Everything that is wrong with the syntax of a text, in the order of the text.
/// Statements at top level that `is_correct` knows are passed over.
pub(crate) fn validate(tree: &SyntaxTree, is_correct: &dyn Fn(TextRange) -> bool) -> Vec<SyntaxError> {
    let text = tree.text().to_string();
    let mut cx =
        Context { text: &text, errors: Vec::new(), path: Vec::new(), spots: Vec::new(), bad_strings: HashSet::new() };
    if text.starts_with('\u{feff}') {
        // The parser skips it at the start of a text.
        cx.report(strict::unexpected_character('\u{feff}', range_at(0, '\u{feff}'.len_utf8())));
    }
    cx.walk(tree.root(), is_correct);
    let mut errors = broken::explain(cx, tree.has_error());
    errors.truncate(MOST_ERRORS);
    errors
}

/// What the rules see of the walk.
struct Context<'t> {
    text: &'t str,
    errors: Vec<SyntaxError>,
    /// The nodes above the current one, outermost first.
    path: Vec<Step<'t>>,
    spots: Vec<broken::Spot>,
    /// The strings of which an interpolation has been reported.
    bad_strings: HashSet<TextRange>,
}

/// A node above the current one, with the walk over its children.
struct Step<'t> {
    node: SyntaxNode<'t>,
    children: SyntaxChildren<'t>,
    /// The child before the current one, comments and punctuation left out.
    previous: Option<SyntaxNode<'t>>,
    current: Option<SyntaxNode<'t>>,
    /// Where the child before the current one ends, comments included.
    end: TextSize,
    /// The kind of the child before the current one, comments left out.
    last: Option<SyntaxKind>,
    /// Where in the path the innermost list of statements, members or arms is, this node included.
    list: Option<usize>,
    /// The string that this node is or lies in, up to the innermost list.
    string: Option<broken::Embedding>,
}

impl<'t> Context<'t> {
    fn text(&self) -> &'t str {
        self.text
    }

    fn slice(&self, range: TextRange) -> &'t str {
        self.text.get(usize::from(range.start())..usize::from(range.end())).unwrap_or_default()
    }

    fn report(&mut self, error: SyntaxError) {
        self.errors.push(error);
    }

    /// The node right above the current one.
    fn parent(&self) -> Option<SyntaxNode<'t>> {
        self.path.last().map(|step| step.node)
    }

    /// The field in which the current node stands.
    fn field(&self) -> Option<Field> {
        self.path.last().and_then(|step| step.children.field())
    }

    /// The nodes above the current one, innermost first.
    fn ancestors(&self) -> impl Iterator<Item = SyntaxNode<'t>> {
        self.path.iter().rev().map(|step| step.node)
    }

    fn walk(&mut self, root: SyntaxNode<'t>, is_correct: &dyn Fn(TextRange) -> bool) {
        self.enter(root);
        while let Some(step) = self.path.last_mut() {
            if let Some(current) = step.current.take() {
                step.end = current.range().end();
                if !current.is_comment() {
                    step.last = Some(current.kind());
                    step.previous = Some(current).filter(|node| node.is_named()).or(step.previous);
                }
            }
            match step.children.next() {
                Some(child) => {
                    step.current = Some(child);
                    if step.node == root && is_correct(child.range()) {
                        continue;
                    }
                    layout::check_gap(self, child);
                    if self.visit(child) && !child.is_token() {
                        self.enter(child);
                    }
                }
                None => {
                    self.path.pop();
                }
            }
        }
    }

    fn enter(&mut self, node: SyntaxNode<'t>) {
        let above = self.path.last();
        let list = if broken::is_list(node) { Some(self.path.len()) } else { above.and_then(|step| step.list) };
        let string = broken::Embedding::below(node, above.and_then(|step| step.string));
        let end = node.range().start();
        self.path.push(Step {
            node,
            children: node.children(),
            previous: None,
            current: None,
            end,
            last: None,
            list,
            string,
        });
    }

    /// Checks one node. Whether the nodes below it are to be visited too.
    fn visit(&mut self, node: SyntaxNode<'t>) -> bool {
        if node.is_error() || node.is_missing() || node.kind() == SyntaxKind::UnexpectedCharacter {
            self.spots.push(broken::Spot::new(self, node));
            return false;
        }
        match node.kind() {
            SyntaxKind::UnclosedComment => self.spots.push(broken::Spot::new(self, node)),
            SyntaxKind::StringLiteral
            | SyntaxKind::StringPattern
            | SyntaxKind::EscapedString
            | SyntaxKind::ByteString => {
                strings::check(self, node);
            }
            // Behind an unclosed string of many lines there is code, not text.
            SyntaxKind::Interpolation if self.parent().is_some_and(strings::is_unclosed_text) => return false,
            SyntaxKind::Interpolation => {
                let reported = strings::check_interpolation(self, node);
                if reported {
                    self.bad_strings.extend(self.parent().map(SyntaxNode::range));
                }
                return !reported;
            }
            SyntaxKind::Integer | SyntaxKind::Float => numbers::check(self, node),
            SyntaxKind::Identifier => names::check(self, node),
            SyntaxKind::Arguments => calls::check_arguments(self, node),
            SyntaxKind::CallExpression => calls::check_result(self, node),
            SyntaxKind::ExpressionStatement => calls::check_anonymous_function(self, node),
            SyntaxKind::Parameters => parameters::check(self, node),
            SyntaxKind::DecoratorArguments => decorators::check_arguments(self, node),
            SyntaxKind::MethodDefinition => decorators::check_method(self, node),
            SyntaxKind::Assignment | SyntaxKind::AugmentedAssignment => assignment::check(self, node),
            SyntaxKind::RangeExpression => operators::check_range(self, node),
            SyntaxKind::OrPattern => patterns::check_alternatives(self, node),
            SyntaxKind::TypeArguments => types::check_closing(self, node),
            SyntaxKind::IfExpression
            | SyntaxKind::WhileStatement
            | SyntaxKind::ForStatement
            | SyntaxKind::MatchExpression => heads::check(self, node),
            _ => {}
        }
        true
    }
}

/// An error without a hint.
fn error(code: &'static str, range: TextRange, message: impl Into<String>) -> SyntaxError {
    SyntaxError { code, range, message: message.into(), hint: None, replacement: None }
}

impl SyntaxError {
    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

fn range_at(start: usize, len: usize) -> TextRange {
    range_between(start, start + len)
}

/// The range between two offsets. A text that is too long for an offset is cut at the last one that there is.
fn range_between(start: usize, end: usize) -> TextRange {
    let offset = |offset: usize| TextSize::try_from(offset).unwrap_or(TextSize::new(u32::MAX));
    TextRange::new(offset(start), offset(end.max(start)))
}
