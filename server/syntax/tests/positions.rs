//! Positions in the three encodings, as LSP 3.17 counts them.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use fitz_syntax::{Position, PositionEncoding, SourceText, TextRange, TextSize};

use PositionEncoding::{Utf8, Utf16, Utf32};

fn at(line: u32, character: u32) -> Position {
    Position { line, character }
}

/// Checks both directions: the position of the offset, and the offset of the position.
#[track_caller]
fn check(text: &str, encoding: PositionEncoding, table: &[(u32, Position)]) {
    let text = SourceText::new(text);
    for &(offset, position) in table {
        let offset = TextSize::new(offset);
        assert_eq!(text.position(offset, encoding), position, "position of {offset:?} in {encoding:?}");
        assert_eq!(text.offset(position, encoding), offset, "offset of {position:?} in {encoding:?}");
    }
}

/// Checks positions that no offset has: what they are clamped to.
#[track_caller]
fn check_clamped(text: &str, encoding: PositionEncoding, table: &[(Position, u32)]) {
    let text = SourceText::new(text);
    for &(position, offset) in table {
        assert_eq!(text.offset(position, encoding), TextSize::new(offset), "offset of {position:?} in {encoding:?}");
    }
}

#[test]
fn every_scalar_value_counts_its_own_units() {
    // 1, 2, 3 and 4 bytes; 1, 1, 1 and 2 UTF-16 units.
    let text = "aé名😀z\nπ";
    check(
        text,
        Utf8,
        &[
            (0, at(0, 0)),
            (1, at(0, 1)),
            (3, at(0, 3)),
            (6, at(0, 6)),
            (10, at(0, 10)),
            (11, at(0, 11)),
            (12, at(1, 0)),
            (14, at(1, 2)),
        ],
    );
    check(
        text,
        Utf16,
        &[
            (0, at(0, 0)),
            (1, at(0, 1)),
            (3, at(0, 2)),
            (6, at(0, 3)),
            (10, at(0, 5)),
            (11, at(0, 6)),
            (12, at(1, 0)),
            (14, at(1, 1)),
        ],
    );
    check(
        text,
        Utf32,
        &[
            (0, at(0, 0)),
            (1, at(0, 1)),
            (3, at(0, 2)),
            (6, at(0, 3)),
            (10, at(0, 4)),
            (11, at(0, 5)),
            (12, at(1, 0)),
            (14, at(1, 1)),
        ],
    );
}

#[test]
fn a_line_ends_with_lf_crlf_or_a_lone_cr() {
    let text = "a\nbb\r\ncc\rd";
    for encoding in [Utf8, Utf16, Utf32] {
        check(
            text,
            encoding,
            &[
                (0, at(0, 0)),
                (1, at(0, 1)),
                (2, at(1, 0)),
                (4, at(1, 2)),
                (6, at(2, 0)),
                (8, at(2, 2)),
                (9, at(3, 0)),
                (10, at(3, 1)),
            ],
        );
    }
}

#[test]
fn other_line_separators_of_unicode_end_no_line() {
    let text = "a\u{2028}b\u{2029}c\u{85}d\u{b}e\u{c}f";
    assert_eq!(SourceText::new(text).line_count(), 1);
}

#[test]
fn line_ranges_leave_the_line_break_out() {
    let text = SourceText::new("a\nbb\r\n\r\r\n");
    let lines: Vec<_> = (0..text.line_count()).map(|line| text.line_range(line)).collect();
    let range = |start: u32, end: u32| TextRange::new(start.into(), end.into());
    assert_eq!(lines, [range(0, 1), range(2, 4), range(6, 6), range(7, 7), range(9, 9)]);
    assert_eq!(text.line_range(5), range(9, 9));
    assert_eq!(text.line_range(u32::MAX), range(9, 9));
}

#[test]
fn a_character_past_the_end_of_its_line_means_before_the_line_break() {
    for encoding in [Utf8, Utf16, Utf32] {
        check_clamped(
            "ab\ncd\r\nef\rgh",
            encoding,
            &[
                (at(0, 3), 2),
                (at(0, u32::MAX), 2),
                (at(1, 3), 5),
                (at(1, 4), 5),
                (at(1, 100), 5),
                (at(2, 3), 9),
                (at(3, 3), 12),
            ],
        );
    }
}

#[test]
fn a_line_past_the_end_means_the_end() {
    for encoding in [Utf8, Utf16, Utf32] {
        check_clamped("ab\ncd", encoding, &[(at(2, 0), 5), (at(2, 7), 5), (at(u32::MAX, u32::MAX), 5)]);
        check_clamped("ab\n", encoding, &[(at(1, 0), 3), (at(1, 1), 3), (at(2, 0), 3)]);
        check_clamped("", encoding, &[(at(0, 0), 0), (at(0, 9), 0), (at(9, 0), 0)]);
    }
}

#[test]
fn inside_a_scalar_value_means_its_start() {
    check_clamped("a😀b", Utf16, &[(at(0, 2), 1), (at(0, 3), 5)]);
    check_clamped("a😀é", Utf8, &[(at(0, 2), 1), (at(0, 3), 1), (at(0, 4), 1), (at(0, 5), 5), (at(0, 6), 5)]);
    let text = SourceText::new("a😀b");
    for offset in 1..5 {
        assert_eq!(text.position(offset.into(), Utf16), at(0, 1), "position of {offset}");
    }
}

#[test]
fn between_cr_and_lf_means_the_end_of_the_line() {
    let text = SourceText::new("ab\r\nc");
    for encoding in [Utf8, Utf16, Utf32] {
        assert_eq!(text.position(3.into(), encoding), at(0, 2));
    }
}

#[test]
fn an_offset_past_the_end_means_the_end() {
    let text = SourceText::new("ab\nc");
    assert_eq!(text.position(99.into(), Utf16), at(1, 1));
    assert_eq!(text.line_of(99.into()), 1);
    assert_eq!(text.slice(TextRange::new(3.into(), 99.into())), "c");
    assert_eq!(text.char_at(99.into()), None);
}

#[test]
fn a_byte_order_mark_is_a_character() {
    check("\u{feff}let a", Utf8, &[(0, at(0, 0)), (3, at(0, 3)), (7, at(0, 7))]);
    check("\u{feff}let a", Utf16, &[(0, at(0, 0)), (3, at(0, 1)), (7, at(0, 5))]);
    check("\u{feff}let a", Utf32, &[(0, at(0, 0)), (3, at(0, 1)), (7, at(0, 5))]);
}

/// The chunks of a rope hold about a kilobyte: in this text line breaks and characters straddle them.
#[test]
fn long_texts_agree_with_counting_by_hand() {
    let text: String = (0..4000).map(|n| ["é", "\r\n", "😀", "x", "名", "\r", "y\n"][n * n % 7]).collect();
    let rope = SourceText::new(&text);
    let (mut line, mut units) = (0, [0, 0, 0]);
    let mut chars = text.char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        for (encoding, units) in [Utf8, Utf16, Utf32].into_iter().zip(units) {
            let inside_crlf = c == '\n' && offset > 0 && text.as_bytes()[offset - 1] == b'\r';
            let units = if inside_crlf { units - 1 } else { units };
            assert_eq!(rope.position(TextSize::new(offset as u32), encoding), at(line, units), "{offset}");
            if !inside_crlf {
                assert_eq!(rope.offset(at(line, units), encoding), TextSize::new(offset as u32));
            }
        }
        if c == '\n' || (c == '\r' && chars.peek().is_none_or(|(_, next)| *next != '\n')) {
            line += 1;
            units = [0, 0, 0];
        } else {
            units = [units[0] + c.len_utf8() as u32, units[1] + c.len_utf16() as u32, units[2] + 1];
        }
    }
    assert_eq!(rope.line_count(), line + 1);
}

/// A line of a minified file: longer than a chunk of the rope.
#[test]
fn long_lines_agree_with_counting_by_hand() {
    let line = "aé名😀".repeat(800);
    let text = format!("{line}\r\n{line}");
    let rope = SourceText::new(&text);
    let second = line.len() + 2;
    for (start, number) in [(0, 0), (second, 1)] {
        let mut units = [0, 0, 0];
        for (offset, c) in line.char_indices() {
            for (encoding, units) in [Utf8, Utf16, Utf32].into_iter().zip(units) {
                let offset = TextSize::new((start + offset) as u32);
                assert_eq!(rope.position(offset, encoding), at(number, units));
                assert_eq!(rope.offset(at(number, units), encoding), offset);
            }
            units = [units[0] + c.len_utf8() as u32, units[1] + c.len_utf16() as u32, units[2] + 1];
        }
        for (encoding, units) in [Utf8, Utf16, Utf32].into_iter().zip(units) {
            let end = TextSize::new((start + line.len()) as u32);
            assert_eq!(rope.position(end, encoding), at(number, units));
            assert_eq!(rope.offset(at(number, units + 9), encoding), end);
        }
    }
    // Between `\r` and `\n`.
    let units = line.chars().map(|c| c.len_utf16() as u32).sum();
    assert_eq!(rope.position(TextSize::new(line.len() as u32 + 1), Utf16), at(0, units));
}

#[test]
fn slices_join_chunks_and_respect_characters() {
    let text = "0123456789é".repeat(500);
    let rope = SourceText::new(&text);
    for (start, end) in [(0, 0), (0, 10), (5, 6000), (990, 1010), (5998, 6000), (0, 6000)] {
        let range = TextRange::new(start.into(), end.into());
        assert_eq!(rope.slice(range), &text[start as usize..end as usize]);
        assert!(rope.slice_is(range, &text[start as usize..end as usize]));
    }
    // Both ends lie inside an `é`: what they mean is its start.
    assert_eq!(rope.slice(TextRange::new(11.into(), 23.into())), "é0123456789");
}

#[test]
fn equality_is_by_content() {
    let long = "let a = 1\n".repeat(300);
    assert_eq!(SourceText::new(&long), SourceText::new(&long));
    assert_ne!(SourceText::new(&long), SourceText::new(&long[1..]));
    assert_eq!(SourceText::new(&long).to_string(), long);
}
