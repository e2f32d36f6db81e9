//! Lines and columns, as the protocol counts them.
//!
//! Nothing in the tooling thinks in lines and columns except the edge towards an editor and the rendering
//! of a source frame. The rules are those of LSP 3.17, section "Position":
//!
//! - a line ends with `\n`, `\r\n` or a lone `\r` (a lone `\r` is mere white space to the *language*, but
//!   editors draw a new line for it and count it);
//! - a character past the end of its line means the end of the line, before its line break;
//! - a line past the end of the text means the end of the text.
//!
//! LSP leaves open what a character inside a scalar value means (half of a surrogate pair, the middle of a
//! UTF-8 sequence). We take the start of that scalar value.

use text_size::{TextRange, TextSize};

use crate::SourceText;

/// The unit in which [`Position::character`] counts.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum PositionEncoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what every client understands.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

/// A zero-based line and a zero-based character on it, counted in the units of a [`PositionEncoding`].
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position {
    /// The line, the first one is 0.
    pub line: u32,
    /// The character on the line, the first one is 0.
    pub character: u32,
}

impl Position {
    /// The position at `character` of `line`, both counted from 0.
    pub fn new(line: u32, character: u32) -> Self {
        Self { line, character }
    }
}

impl SourceText {
    /// The byte offset of `position`. Every position gives an offset: see the module's rules for those that
    /// lie outside the text.
    pub fn offset(&self, position: Position, encoding: PositionEncoding) -> TextSize {
        if position.line >= self.line_count() {
            return self.len();
        }
        let line = self.line_range(position.line);
        let rope = self.rope();
        let start = usize::from(line.start());
        let character = position.character as usize;
        let byte = match encoding {
            PositionEncoding::Utf8 => {
                let byte = start.saturating_add(character).min(usize::from(line.end()));
                rope.char_to_byte(rope.byte_to_char(byte))
            }
            PositionEncoding::Utf16 => {
                let unit = rope.char_to_utf16_cu(rope.byte_to_char(start)).saturating_add(character);
                rope.char_to_byte(rope.utf16_cu_to_char(unit.min(rope.len_utf16_cu())))
            }
            PositionEncoding::Utf32 => {
                let char = rope.byte_to_char(start).saturating_add(character);
                rope.char_to_byte(char.min(rope.len_chars()))
            }
        };
        text_size(byte).min(line.end())
    }

    /// The position of a byte offset. An offset past the end of the text means its end, one inside a scalar
    /// value means its start, and one between `\r` and `\n` means the end of that line.
    pub fn position(&self, offset: TextSize, encoding: PositionEncoding) -> Position {
        let offset = offset.min(self.len());
        let line = self.line_of(offset);
        let start = text_size(self.rope().line_to_byte(line as usize));
        let character = if offset - start <= SHORT_LINE {
            let before = self.slice(TextRange::new(start, offset));
            let inside_line_break = before.ends_with('\r') && self.char_at(offset) == Some('\n');
            units(before.strip_suffix('\r').filter(|_| inside_line_break).unwrap_or(&before), encoding)
        } else {
            self.units_between(start, offset.min(self.line_range(line).end()), encoding)
        };
        Position { line, character: u32::try_from(character).unwrap_or(u32::MAX) }
    }

    /// The byte range between two positions. Positions in the wrong order are put right.
    pub fn offset_range(&self, range: (Position, Position), encoding: PositionEncoding) -> TextRange {
        let (a, b) = (self.offset(range.0, encoding), self.offset(range.1, encoding));
        TextRange::new(a.min(b), a.max(b))
    }

    /// The number of units between two offsets, by the rope's own metrics.
    fn units_between(&self, start: TextSize, end: TextSize, encoding: PositionEncoding) -> usize {
        let rope = self.rope();
        let (start, end) = (rope.byte_to_char(start.into()), rope.byte_to_char(end.into()));
        match encoding {
            PositionEncoding::Utf8 => rope.char_to_byte(end) - rope.char_to_byte(start),
            PositionEncoding::Utf16 => rope.char_to_utf16_cu(end) - rope.char_to_utf16_cu(start),
            PositionEncoding::Utf32 => end - start,
        }
    }

    /// The positions of the two ends of a byte range.
    pub fn position_range(&self, range: TextRange, encoding: PositionEncoding) -> (Position, Position) {
        (self.position(range.start(), encoding), self.position(range.end(), encoding))
    }
}

/// Up to this length it is faster to count the units of a text than to ask the rope for them.
const SHORT_LINE: TextSize = TextSize::new(500);

/// The number of units in a text.
fn units(text: &str, encoding: PositionEncoding) -> usize {
    match encoding {
        PositionEncoding::Utf16 if !text.is_ascii() => text.chars().map(char::len_utf16).sum(),
        PositionEncoding::Utf32 if !text.is_ascii() => text.chars().count(),
        _ => text.len(),
    }
}

/// A byte index as an offset. Texts of 4 GiB and more do not occur: tree-sitter counts in 32 bits too, and
/// files are refused by size long before.
pub(crate) fn text_size(byte: usize) -> TextSize {
    TextSize::new(u32::try_from(byte).unwrap_or(u32::MAX))
}
