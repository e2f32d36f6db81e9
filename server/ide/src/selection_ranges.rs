//! Selection ranges: what "expand selection" selects, step by step.

use fitz_analysis::{Db, SourceFile, item_at, parse};
use fitz_syntax::{SyntaxKind, SyntaxNode, TextRange, TextSize, ast, ast::AstNode};

/// What can be selected around a place, innermost first: the word, what is between quotes or brackets, each form around it, the
/// declaration with its decorators, the file. Each range contains the one before it.
pub fn selection_ranges(db: &dyn Db, file: SourceFile, offset: TextSize) -> Vec<TextRange> {
    let tree = parse(db, file);
    let root = tree.root();
    let text = root.source();
    let mut steps = Steps { ranges: Vec::new() };
    if let Some(node) = node_at(root, offset) {
        if is_text(node) {
            steps.push(word_at(node, offset));
        }
        for node in node.ancestors() {
            steps.node(node);
        }
    }
    if let Some((_, range)) = item_at(db, file, offset) {
        steps.push(range);
    }
    steps.push(text.range());
    steps.ranges
}

/// The token that a place touches; a word wins over punctuation, and what is behind the place over what is before it. In white
/// space it is the form around it.
fn node_at(root: SyntaxNode<'_>, offset: TextSize) -> Option<SyntaxNode<'_>> {
    let token = |bias| root.token_at(offset, bias);
    let (right, left) = (token(fitz_syntax::Bias::Right), token(fitz_syntax::Bias::Left));
    let is_word = |token: &SyntaxNode<'_>| token.is_named();
    right
        .filter(is_word)
        .or(left.filter(is_word))
        .or(right)
        .or(left)
        .or_else(|| Some(root.covering(TextRange::empty(offset))))
}

/// Whether a token is prose, of which a single word can be selected.
fn is_text(token: SyntaxNode<'_>) -> bool {
    matches!(
        token.kind(),
        SyntaxKind::StringContent | SyntaxKind::LineComment | SyntaxKind::BlockComment | SyntaxKind::ByteStringContent
    )
}

/// The word of a text at a place; empty between two spaces.
fn word_at(token: SyntaxNode<'_>, offset: TextSize) -> TextRange {
    let text = token.source();
    let is_word = |character: &char| character.is_alphanumeric() || *character == '_';
    let before: TextSize = text.chars_before(offset).take_while(is_word).map(TextSize::of).sum();
    let behind: TextSize = text.chars_from(offset).take_while(is_word).map(TextSize::of).sum();
    TextRange::new(offset - before, offset + behind)
}

struct Steps {
    ranges: Vec<TextRange>,
}

impl Steps {
    /// Adds a range, if it is more than what is selected before.
    fn push(&mut self, range: TextRange) {
        let is_more = self.ranges.last().is_none_or(|last| range.contains_range(*last) && range != *last);
        if is_more && !range.is_empty() {
            self.ranges.push(range);
        }
    }

    fn node(&mut self, node: SyntaxNode<'_>) {
        match node.kind() {
            SyntaxKind::LineComment => {
                self.push(comment_text(node, "//", ""));
                self.push(node.range());
                self.push(comment_block(node));
            }
            SyntaxKind::BlockComment => {
                self.push(comment_text(node, "/*", "*/"));
                self.push(node.range());
            }
            SyntaxKind::StringLiteral => {
                self.push(ast::StringLiteral::cast(node).map_or(node.range(), |literal| literal.content_range()));
                self.push(node.range());
            }
            _ => {
                if let Some(undecorated) = without_decorators(node) {
                    self.push(undecorated);
                }
                if let Some(inside) = between_brackets(node) {
                    self.push(inside);
                }
                self.push(node.range());
            }
        }
    }
}

/// What a comment says, without its marks and the white space at its ends.
fn comment_text(node: SyntaxNode<'_>, open: &str, close: &str) -> TextRange {
    let text = node.text();
    let mark = open.chars().last().unwrap_or('/');
    let inner = text.strip_prefix(open).unwrap_or(&text).trim_start_matches(mark);
    let said = inner.strip_suffix(close).unwrap_or(inner);
    trimmed(said, node.range().start() + size(text.len() - inner.len()))
}

/// The range of a text that begins at `start`, without the white space at its ends.
fn trimmed(text: &str, start: TextSize) -> TextRange {
    let before = size(text.len() - text.trim_start().len());
    TextRange::at(start + before, TextSize::of(text.trim()))
}

fn size(length: usize) -> TextSize {
    TextSize::try_from(length).unwrap_or_default()
}

/// The comments on the lines above and below that make one text with this one.
fn comment_block(node: SyntaxNode<'_>) -> TextRange {
    let text = node.source();
    let is_next = |a: SyntaxNode<'_>, b: SyntaxNode<'_>| {
        b.kind() == SyntaxKind::LineComment && text.line_of(a.range().end()) + 1 == text.line_of(b.range().start())
    };
    let (mut first, mut last) = (node, node);
    while let Some(before) = first.prev_sibling().filter(|before| is_next(*before, first) && before.is_comment()) {
        first = before;
    }
    while let Some(behind) = last.next_sibling().filter(|behind| is_next(last, *behind)) {
        last = behind;
    }
    first.range().cover(last.range())
}

/// A declaration from the first token behind its decorators.
fn without_decorators(node: SyntaxNode<'_>) -> Option<TextRange> {
    node.child_of_kind(SyntaxKind::Decorator)?;
    let first = node.children().find(|child| child.kind() != SyntaxKind::Decorator && !child.is_comment())?;
    Some(TextRange::new(first.range().start(), node.range().end()))
}

/// What stands between the brackets of a form, without the white space at its ends.
fn between_brackets(node: SyntaxNode<'_>) -> Option<TextRange> {
    let is_open =
        |node: &SyntaxNode<'_>| matches!(node.kind(), SyntaxKind::LBrace | SyntaxKind::LBracket | SyntaxKind::LParen);
    let is_close =
        |node: &SyntaxNode<'_>| matches!(node.kind(), SyntaxKind::RBrace | SyntaxKind::RBracket | SyntaxKind::RParen);
    let open = node.children().find(is_open)?;
    let close = node.last_child().filter(is_close)?;
    let inside = TextRange::new(open.range().end(), close.range().start());
    Some(trimmed(&node.source().slice(inside), inside.start()))
}
