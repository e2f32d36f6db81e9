//! An open buffer: a text that follows the edits of its editor, with a tree that follows the text.

use text_size::{TextRange, TextSize};
use tree_sitter::{InputEdit, Point};

use crate::position::text_size;
use crate::{Position, PositionEncoding, SourceText, SyntaxTree};

/// One change of an open buffer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextChange {
    /// The buffer has this text now.
    Full(String),
    /// The text between two positions was replaced.
    Edit {
        /// The two ends of the replaced text, in the text as it is after all earlier changes.
        range: (Position, Position),
        /// What stands there now.
        text: String,
    },
}

/// An open buffer.
///
/// It follows every change, sensible or not: positions outside the text are clamped (see
/// [`SourceText::offset`]), and the ends of a range in the wrong order are exchanged. An editor that sends
/// such changes is out of step with us, but a text that is a little wrong until the next full change serves
/// its user better than none.
#[derive(Clone, Debug)]
pub struct Document {
    version: i32,
    tree: SyntaxTree,
    /// Whether the text may hold a `\r` without `\n`. See [`point`].
    lone_cr: bool,
}

impl Document {
    /// A buffer that was opened with this text.
    pub fn open(text: &str, version: i32) -> Self {
        let text = SourceText::new(text);
        Self { version, lone_cr: has_lone_cr(&text, text.range()), tree: SyntaxTree::parse(&text) }
    }

    /// Applies changes in their order and reparses once. The work is in proportion to what changed, not to
    /// the size of the text.
    pub fn apply(&mut self, version: i32, changes: &[TextChange], encoding: PositionEncoding) {
        self.version = version;
        // A full change makes every earlier one void.
        let full = changes.iter().rposition(|change| matches!(change, TextChange::Full(_)));
        if let Some(TextChange::Full(text)) = full.and_then(|index| changes.get(index)) {
            *self = Self::open(text, version);
        }
        let edits = changes.get(full.map_or(0, |index| index + 1)..).unwrap_or_default();
        if edits.is_empty() {
            return;
        }
        let mut text = self.tree.text().clone();
        let mut edited = self.tree.raw().clone();
        for change in edits {
            if let TextChange::Edit { range, text: new } = change {
                edited.edit(&self.replace(&mut text, *range, new, encoding));
            }
        }
        self.tree = self.tree.reparse(text, &edited);
    }

    /// The tree of the present text.
    pub fn tree(&self) -> &SyntaxTree {
        &self.tree
    }

    /// The present text.
    pub fn text(&self) -> &SourceText {
        self.tree.text()
    }

    /// The version that came with the last change.
    pub fn version(&self) -> i32 {
        self.version
    }

    /// Replaces text and describes the edit in tree-sitter's terms.
    fn replace(
        &mut self,
        text: &mut SourceText,
        range: (Position, Position),
        new: &str,
        encoding: PositionEncoding,
    ) -> InputEdit {
        let range = text.offset_range(range, encoding);
        let start_position = point(text, range.start(), self.lone_cr);
        let old_end_position = point(text, range.end(), self.lone_cr);
        text.replace(range, new);
        let new_end = range.start() + text_size(new.len());
        // The edit may have put a `\r` in, or taken the `\n` away that followed one.
        let before = range.start().checked_sub(TextSize::new(1)).unwrap_or_default();
        self.lone_cr = self.lone_cr || has_lone_cr(text, TextRange::new(before, new_end));
        InputEdit {
            start_byte: range.start().into(),
            old_end_byte: range.end().into(),
            new_end_byte: new_end.into(),
            start_position,
            old_end_position,
            new_end_position: point(text, new_end, self.lone_cr),
        }
    }
}

/// Where `offset` lies in tree-sitter's lines, which end at `\n` only. As long as there is no lone `\r` these
/// are the lines of the text; otherwise the line feeds before `offset` are counted one by one.
fn point(text: &SourceText, offset: TextSize, lone_cr: bool) -> Point {
    let offset = usize::from(offset);
    let rope = text.rope();
    if !lone_cr {
        let row = rope.byte_to_line(offset);
        return Point { row, column: offset - rope.line_to_byte(row) };
    }
    let (mut row, mut line_start) = (0, 0);
    for (index, byte) in rope.bytes().take(offset).enumerate() {
        if byte == b'\n' {
            row += 1;
            line_start = index + 1;
        }
    }
    Point { row, column: offset - line_start }
}

/// Whether a `\r` in `range` is followed by anything but `\n`. A `\r` that ends the text counts: the next
/// edit may put something behind it.
fn has_lone_cr(text: &SourceText, range: TextRange) -> bool {
    let rope = text.rope();
    let mut bytes = rope.bytes_at(range.start().into()).take(usize::from(range.len()) + 1).peekable();
    for _ in 0..usize::from(range.len()) {
        if bytes.next() == Some(b'\r') && bytes.peek() != Some(&b'\n') {
            return true;
        }
    }
    false
}
