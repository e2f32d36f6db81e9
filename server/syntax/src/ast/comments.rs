//! The comment that describes a declaration or a file.
//!
//! Fitz has no doc comments of its own. What describes a declaration is, in this order:
//!
//! 1. the lines starting with `///` that end on the line above it;
//! 2. the unbroken block of `//` lines, or the one `/* */`, that ends on the line above it;
//! 3. for a field, a comment after it on the same line.
//!
//! The decorators of a declaration belong to it, so the comment stands above the first of them. Comments inside
//! bodies describe nothing.

use text_size::{TextRange, TextSize};

use super::{
    Assignment, FieldDefinition, FunctionDefinition, LetDeclaration, MethodDefinition, SourceFile, TypeDefinition,
};
use crate::{Bias, SourceText, SyntaxKind, SyntaxNode};

/// The longest description, in characters.
const MAX_LENGTH: usize = 2000;

impl FunctionDefinition<'_> {
    /// The comment that describes it.
    pub fn doc_comment(&self) -> Option<String> {
        comment_above(self.syntax)
    }
}

impl MethodDefinition<'_> {
    /// The comment that describes it.
    pub fn doc_comment(&self) -> Option<String> {
        comment_above(self.syntax)
    }
}

impl TypeDefinition<'_> {
    /// The comment that describes it.
    pub fn doc_comment(&self) -> Option<String> {
        comment_above(self.syntax)
    }
}

impl LetDeclaration<'_> {
    /// The comment that describes it.
    pub fn doc_comment(&self) -> Option<String> {
        comment_above(self.syntax)
    }
}

impl Assignment<'_> {
    /// The comment that describes it.
    pub fn doc_comment(&self) -> Option<String> {
        comment_above(self.syntax)
    }
}

impl FieldDefinition<'_> {
    /// The comment that describes it: above it, or else after it on the same line.
    pub fn doc_comment(&self) -> Option<String> {
        comment_above(self.syntax).or_else(|| comment_behind(self.syntax))
    }
}

impl SourceFile<'_> {
    /// The comment that describes the file: the block at its very start, if a blank line or the end of the file
    /// follows. A block directly above a declaration describes that declaration.
    pub fn leading_comment(&self) -> Option<String> {
        let text = self.syntax.source();
        let first = (0..text.line_count()).find(|line| !is_blank(text, *line))?;
        let comment = comment_starting_on(self.syntax, first)?;
        let mut last = text.line_of(comment.range().end());
        if comment.kind() == SyntaxKind::LineComment {
            while is_line_comment(self.syntax, last + 1) {
                last += 1;
            }
        }
        let describes_file = is_blank(text, last + 1) && is_alone(text, comment);
        describes_file.then(|| describe(text, TextRange::new(comment.range().start(), text.line_range(last).end())))?
    }
}

/// The comment that ends on the line above the first line of `declaration`.
fn comment_above(declaration: SyntaxNode<'_>) -> Option<String> {
    // Most declarations have no comment above them, and that is quickly seen.
    declaration.token_before().filter(|token| token.is_comment())?;
    let text = declaration.source();
    let start = declaration.range().start();
    let line = text.line_of(start);
    if first_offset(text, line) != start {
        return None;
    }
    let last = line.checked_sub(1)?;
    let root = declaration.ancestors().last()?;
    let comment = comment_ending_on(root, last)?;
    let mut first = text.line_of(comment.range().start());
    if comment.kind() == SyntaxKind::LineComment {
        let marked = is_marked(text, first);
        while let Some(above) = first.checked_sub(1)
            && is_line_comment(root, above)
            && (!marked || is_marked(text, above))
        {
            first = above;
        }
    }
    describe(text, TextRange::new(first_offset(text, first), comment.range().end()))
}

/// The comment that follows `field` on its last line, a comma or semicolon between them or not.
fn comment_behind(field: SyntaxNode<'_>) -> Option<String> {
    let is_separator = |token: &SyntaxNode<'_>| token.kind() == SyntaxKind::Comma;
    let mut behind = field.token_behind();
    while behind.as_ref().is_some_and(is_separator) {
        behind = behind.and_then(SyntaxNode::token_behind);
    }
    behind.filter(|token| token.is_comment())?;
    let text = field.source();
    let end = field.range().end();
    let separators: u32 =
        text.chars_from(end).take_while(|c| matches!(c, ' ' | '\t' | ',' | ';')).map(|c| c.len_utf8() as u32).sum();
    let root = field.ancestors().last()?;
    let comment = comment_starting_at(root, end + TextSize::new(separators))?;
    let on_one_line = text.line_of(comment.range().end()) == text.line_of(end);
    on_one_line.then(|| describe(text, comment.range()))?
}

/// The comment that is the first thing on a line.
fn comment_starting_on(root: SyntaxNode<'_>, line: u32) -> Option<SyntaxNode<'_>> {
    comment_starting_at(root, first_offset(root.source(), line))
}

fn comment_starting_at(root: SyntaxNode<'_>, offset: TextSize) -> Option<SyntaxNode<'_>> {
    root.token_at(offset, Bias::Right).filter(|token| token.is_comment() && token.range().start() == offset)
}

/// The comment that is the last thing on a line, and with which its own first line starts.
fn comment_ending_on(root: SyntaxNode<'_>, line: u32) -> Option<SyntaxNode<'_>> {
    let text = root.source();
    let range = text.line_range(line);
    let blanks = text.slice(range).chars().rev().take_while(|c| c.is_whitespace()).map(|c| c.len_utf8() as u32).sum();
    let comment = root.token_at(range.end() - TextSize::new(blanks), Bias::Left).filter(|token| token.is_comment())?;
    is_alone(text, comment).then_some(comment)
}

fn is_line_comment(root: SyntaxNode<'_>, line: u32) -> bool {
    line < root.source().line_count()
        && comment_starting_on(root, line).is_some_and(|comment| comment.kind() == SyntaxKind::LineComment)
}

/// Whether nothing but white space stands before and behind the comment on its lines.
fn is_alone(text: &SourceText, comment: SyntaxNode<'_>) -> bool {
    let range = comment.range();
    let line_end = text.line_range(text.line_of(range.end())).end().max(range.end());
    let behind = text.slice(TextRange::new(range.end(), line_end));
    first_offset(text, text.line_of(range.start())) == range.start() && behind.trim().is_empty()
}

/// Whether the comment that is alone on `line` starts with `///`. Longer rows of slashes are rulers.
fn is_marked(text: &SourceText, line: u32) -> bool {
    let line = text.slice(text.line_range(line));
    line.trim_start().strip_prefix("///").is_some_and(|rest| !rest.starts_with('/'))
}

fn is_blank(text: &SourceText, line: u32) -> bool {
    text.slice(text.line_range(line)).chars().all(is_space)
}

/// The offset of the first thing on a line, its end if there is nothing.
fn first_offset(text: &SourceText, line: u32) -> TextSize {
    let range = text.line_range(line);
    let blanks: u32 = text.slice(range).chars().take_while(|c| is_space(*c)).map(|c| c.len_utf8() as u32).sum();
    range.start() + TextSize::new(blanks)
}

/// White space, or the byte-order mark with which a file may start.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// The words of the comments in a range that holds nothing else: without their markers and one space behind each,
/// without rulers and notes to oneself. `None` when nothing remains.
fn describe(text: &SourceText, comments: TextRange) -> Option<String> {
    let comments = text.slice(comments);
    let comments = comments.trim();
    let lines: Vec<&str> = match comments.strip_prefix("/*") {
        Some(block) => block_lines(block.strip_suffix("*/").unwrap_or(block)),
        None => comments.lines().map(|line| strip_space(line.trim().trim_start_matches('/'))).collect(),
    };
    let kept: Vec<&str> = lines.into_iter().map(str::trim_end).filter(|line| !is_noise(line)).collect();
    let description: String = kept.join("\n").trim().chars().take(MAX_LENGTH).collect();
    let description = description.trim_end();
    (!description.is_empty()).then(|| description.to_owned())
}

/// The lines of a block comment without the stars or the indentation that they share.
fn block_lines(block: &str) -> Vec<&str> {
    let block = block.trim_start_matches('*');
    let (first, rest) = block.split_once('\n').unwrap_or((block, ""));
    let rest: Vec<&str> = rest.lines().collect();
    let filled = || rest.iter().filter(|line| !line.trim().is_empty());
    let starred = filled().all(|line| line.trim_start().starts_with('*'));
    let indent = filled().map(|line| line.len() - line.trim_start().len()).min().unwrap_or_default();
    let mut lines = vec![strip_space(first)];
    for line in rest {
        lines.push(match line.trim_start().strip_prefix('*') {
            Some(line) if starred => strip_space(line),
            _ => line.get(indent..).unwrap_or_default(),
        });
    }
    lines
}

fn strip_space(line: &str) -> &str {
    line.strip_prefix(' ').unwrap_or(line)
}

/// Whether a line of a comment says nothing to a reader: a ruler, or a note of the author to themselves.
fn is_noise(line: &str) -> bool {
    let line = line.trim();
    let is_ruler = !line.is_empty() && line.chars().all(|c| matches!(c, '-' | '=' | '*' | '/'));
    is_ruler || line.starts_with("TODO") || line.starts_with("FIXME")
}
