//! The text of a file.

use std::borrow::Cow;
use std::fmt;

use ropey::Rope;
use text_size::{TextRange, TextSize};

use crate::position::text_size;

/// The text of a file: a rope, so that a copy costs nothing and an edit costs little.
///
/// Offsets are UTF-8 bytes. Lines are the lines of LSP: `\n`, `\r\n` and a lone `\r` end one. No offset makes
/// a method of this type panic: what lies past the end means the end, and what lies inside a scalar value
/// means its start.
#[derive(Clone, Default)]
pub struct SourceText(Rope);

impl SourceText {
    /// A text with this content.
    pub fn new(text: &str) -> Self {
        Self(Rope::from_str(text))
    }

    /// The length in bytes.
    pub fn len(&self) -> TextSize {
        text_size(self.0.len_bytes())
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.len_bytes() == 0
    }

    /// The range of the whole text.
    pub fn range(&self) -> TextRange {
        TextRange::up_to(self.len())
    }

    /// The text of a range. Borrowed when it lies in one chunk of the rope, which is the usual case for
    /// anything shorter than a line.
    pub fn slice(&self, range: TextRange) -> Cow<'_, str> {
        let start = usize::from(range.start()).min(self.0.len_bytes());
        let end = usize::from(range.end()).min(self.0.len_bytes());
        if let Some((chunk, chunk_start, _, _)) = self.0.get_chunk_at_byte(start)
            && let Some(text) = chunk.get(start - chunk_start..end - chunk_start)
        {
            return Cow::Borrowed(text);
        }
        self.0.slice(self.0.byte_to_char(start)..self.0.byte_to_char(end)).into()
    }

    /// Whether the text of `range` is `text`, without copying anything.
    pub fn slice_is(&self, range: TextRange, text: &str) -> bool {
        usize::from(range.len()) == text.len() && self.slice(range) == text
    }

    /// The character that starts at `offset`, `None` at the end of the text.
    pub fn char_at(&self, offset: TextSize) -> Option<char> {
        self.chars_from(offset).next()
    }

    /// The character that ends at `offset`, `None` at the start of the text.
    pub fn char_before(&self, offset: TextSize) -> Option<char> {
        self.chars_before(offset).next()
    }

    /// The characters from `offset` to the end.
    pub fn chars_from(&self, offset: TextSize) -> impl Iterator<Item = char> {
        self.0.chars_at(self.0.byte_to_char(self.clamp(offset)))
    }

    /// The characters before `offset`, the nearest first.
    pub fn chars_before(&self, offset: TextSize) -> impl Iterator<Item = char> {
        self.0.chars_at(self.0.byte_to_char(self.clamp(offset))).reversed()
    }

    /// The number of lines. A text that ends with a line break has an empty last line, and an empty text has
    /// one line.
    pub fn line_count(&self) -> u32 {
        u32::try_from(self.0.len_lines()).unwrap_or(u32::MAX)
    }

    /// The line on which `offset` lies. A line break belongs to the line that it ends.
    pub fn line_of(&self, offset: TextSize) -> u32 {
        u32::try_from(self.0.byte_to_line(self.clamp(offset))).unwrap_or(u32::MAX)
    }

    /// The range of a line without its line break. Past the last line: the empty range at the end.
    pub fn line_range(&self, line: u32) -> TextRange {
        let line = line as usize;
        if line >= self.0.len_lines() {
            return TextRange::empty(self.len());
        }
        let start = self.0.line_to_byte(line);
        let next = self.0.line_to_byte(line + 1);
        let mut end = next;
        if line + 1 < self.0.len_lines() {
            end -= 1;
            if end > start && self.0.get_byte(end) == Some(b'\n') && self.0.get_byte(end - 1) == Some(b'\r') {
                end -= 1;
            }
        }
        TextRange::new(text_size(start), text_size(end))
    }

    /// The offset at which a line starts. Past the last line: the end.
    pub fn line_start(&self, line: u32) -> TextSize {
        self.line_range(line).start()
    }

    /// The text in pieces, in order, without copying.
    pub fn chunks(&self) -> impl Iterator<Item = &str> {
        self.0.chunks()
    }

    pub(crate) fn rope(&self) -> &Rope {
        &self.0
    }

    /// Replaces the text of `range`, which must lie on character boundaries inside the text, as the ranges
    /// of [`SourceText::offset_range`] do.
    pub(crate) fn replace(&mut self, range: TextRange, text: &str) {
        let start = self.0.byte_to_char(self.clamp(range.start()));
        let end = self.0.byte_to_char(self.clamp(range.end()));
        self.0.remove(start..end);
        self.0.insert(start, text);
    }

    fn clamp(&self, offset: TextSize) -> usize {
        usize::from(offset).min(self.0.len_bytes())
    }
}

impl PartialEq for SourceText {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_instance(&other.0) || self.0 == other.0
    }
}

impl Eq for SourceText {}

impl PartialEq<str> for SourceText {
    fn eq(&self, other: &str) -> bool {
        self.0 == *other
    }
}

impl PartialEq<&str> for SourceText {
    fn eq(&self, other: &&str) -> bool {
        self.0 == **other
    }
}

impl From<&str> for SourceText {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Display for SourceText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}

impl fmt::Debug for SourceText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourceText({} bytes, {} lines)", self.0.len_bytes(), self.0.len_lines())
    }
}
