//! Folding ranges.

use fitz_analysis::{Db, SourceFile, parse};
use fitz_syntax::{SyntaxKind, SyntaxNode, TextRange, TextSize};

/// A region that can be folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoldingRange {
    /// From the end of the first line's text to the start of the closing line's text.
    pub range: TextRange,
    /// What it is.
    pub kind: FoldingKind,
}

/// What a foldable region is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum FoldingKind {
    Region,
    Comment,
    Imports,
}

/// The regions of a file, by start. Each spans more than one line.
pub fn folding_ranges(db: &dyn Db, file: SourceFile) -> Vec<FoldingRange> {
    let tree = parse(db, file);
    let root = tree.root();
    let mut folds: Vec<FoldingRange> = root.descendants().filter_map(bracketed).collect();
    folds.extend(runs(root, FoldingKind::Comment, |kind| kind == SyntaxKind::LineComment));
    folds.extend(runs(root, FoldingKind::Imports, |kind| {
        matches!(kind, SyntaxKind::ImportStatement | SyntaxKind::FromImportStatement)
    }));
    folds.sort_by_key(|fold| (fold.range.start(), std::cmp::Reverse(fold.range.end())));
    folds.dedup_by_key(|fold| fold.range);
    folds
}

/// What stands between braces, brackets or parentheses, and long comments and strings.
fn bracketed(node: SyntaxNode<'_>) -> Option<FoldingRange> {
    let kind = match node.kind() {
        SyntaxKind::Block
        | SyntaxKind::TypeBody
        | SyntaxKind::MatchBody
        | SyntaxKind::FieldInitializers
        | SyntaxKind::MapExpression
        | SyntaxKind::MapComprehension
        | SyntaxKind::ListExpression
        | SyntaxKind::ListComprehension
        | SyntaxKind::Arguments
        | SyntaxKind::DecoratorArguments
        | SyntaxKind::Parameters
        | SyntaxKind::StringLiteral => FoldingKind::Region,
        SyntaxKind::FromImportStatement => FoldingKind::Imports,
        SyntaxKind::BlockComment => FoldingKind::Comment,
        _ => return None,
    };
    fold(node, node.range(), kind)
}

/// Neighbours of one kind on consecutive lines, seen as one region.
fn runs<'t>(
    root: SyntaxNode<'t>,
    kind: FoldingKind,
    belongs: impl Fn(SyntaxKind) -> bool + 't,
) -> impl Iterator<Item = FoldingRange> {
    let text = root.source();
    let mut regions: Vec<TextRange> = Vec::new();
    for node in root.descendants().filter(|node| belongs(node.kind())) {
        let starts_line =
            text.chars_before(node.range().start()).find(|character| *character != ' ' && *character != '\t');
        if starts_line.is_some_and(|character| character != '\n') {
            continue;
        }
        match regions.last_mut() {
            Some(last) if text.line_of(last.end()) + 1 == text.line_of(node.range().start()) => {
                *last = last.cover(node.range());
            }
            _ => regions.push(node.range()),
        }
    }
    regions.into_iter().filter_map(move |range| {
        let first_line_end = text.line_range(text.line_of(range.start())).end();
        (first_line_end < range.end())
            .then(|| FoldingRange { range: TextRange::new(first_line_end, range.end()), kind })
    })
}

/// A region whose first and last line stay visible.
fn fold(node: SyntaxNode<'_>, range: TextRange, kind: FoldingKind) -> Option<FoldingRange> {
    let text = node.source();
    let first = text.line_of(range.start());
    let last = text.line_of(range.end());
    if first == last {
        return None;
    }
    let start = text.line_range(first).end();
    let closing = text.line_range(last);
    let indent: TextSize = text
        .chars_from(closing.start())
        .take_while(|character| *character == ' ' || *character == '\t')
        .map(TextSize::of)
        .sum();
    let end = (closing.start() + indent).min(range.end()).max(start);
    Some(FoldingRange { range: TextRange::new(start, end), kind })
}
