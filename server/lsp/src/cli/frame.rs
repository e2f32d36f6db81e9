//! A finding as an annotated piece of source.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, normalize_untrusted_str};
use fitz_analysis::{Db, Diagnostic, Severity, SourceFile, Tag};
use fitz_syntax::{SourceText, TextRange, TextSize};

/// Renders a finding in `file`, with colour codes. `name` tells how a file is called.
pub(super) fn render(
    db: &dyn Db,
    file: SourceFile,
    finding: &Diagnostic,
    name: impl Fn(SourceFile) -> String,
) -> String {
    let excerpt =
        |file: SourceFile, range, label| Excerpt::new(&file.content(db).text, range).snippet(name(file), label);
    let mut primary = level(finding.severity)
        .primary_title(finding.message.as_str())
        .id(finding.code)
        .element(excerpt(file, finding.range, finding.tag.map(label)));
    if let Some(hint) = &finding.hint {
        primary = primary.element(Level::HELP.message(normalize_untrusted_str(hint)));
    }
    let mut groups = vec![primary];
    for related in &finding.related {
        let title = Level::NOTE.secondary_title(normalize_untrusted_str(&related.message));
        groups.push(Group::with_title(title).element(excerpt(related.file, related.range, None)));
    }
    Renderer::styled().render(&groups)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint => Level::NOTE.with_name("hint"),
    }
}

/// What editors show by fading text or striking it through.
fn label(tag: Tag) -> &'static str {
    match tag {
        Tag::Unnecessary => "not needed",
        Tag::Deprecated => "an older form",
    }
}

/// The lines around a range, cut out of a file so that a long file costs no more than a short one.
struct Excerpt {
    text: String,
    /// The number of the first line, counted from 1.
    first_line: usize,
    marked: Range<usize>,
}

impl Excerpt {
    fn new(text: &SourceText, range: TextRange) -> Excerpt {
        let start = range.start().min(text.len());
        let end = range.end().clamp(start, text.len());
        let first_line = text.line_of(start);
        let mut from = text.line_start(first_line);
        // A byte order mark is no part of the first line, but of the file's bytes.
        if from == TextSize::new(0) && text.char_at(from) == Some('\u{FEFF}') {
            from = TextSize::of('\u{FEFF}').min(end);
        }
        let to = text.line_range(text.line_of(end)).end().max(end);
        let cut = text.slice(TextRange::new(from, to));
        let offset = |at: TextSize| usize::from(at.max(from) - from);
        Excerpt {
            marked: offset(start)..offset(end),
            text: with_plain_line_breaks(cut),
            first_line: first_line as usize + 1,
        }
    }

    fn snippet(
        self,
        path: String,
        label: Option<&'static str>,
    ) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
        Snippet::source(self.text)
            .path(path)
            .line_start(self.first_line)
            .annotation(AnnotationKind::Primary.span(self.marked).label(label))
    }
}

/// The renderer knows `\n` and `\r\n`. A lone `\r` ends a line for us as for LSP; the replacement is as long.
fn with_plain_line_breaks(text: Cow<'_, str>) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_lone = character == '\r' && characters.peek() != Some(&'\n');
        plain.push(if is_lone { '\n' } else { character });
    }
    plain
}

#[cfg(test)]
mod tests {
    use annotate_snippets::{Group, Level, Renderer};
    use fitz_analysis::Tag;
    use fitz_syntax::{SourceText, TextRange};

    use super::{Excerpt, label};

    fn excerpt(text: &str, marked: &str) -> (String, usize, String) {
        let start = text.find(marked).unwrap();
        let range = TextRange::new((start as u32).into(), ((start + marked.len()) as u32).into());
        let excerpt = Excerpt::new(&SourceText::new(text), range);
        let found = excerpt.text.get(excerpt.marked.clone()).unwrap().to_owned();
        (excerpt.text, excerpt.first_line, found)
    }

    #[test]
    fn only_the_lines_of_the_range_are_cut_out() {
        assert_eq!(excerpt("a\nbc d\ne\n", "c"), ("bc d".into(), 2, "c".into()));
        assert_eq!(excerpt("a\nbc\nde\nf", "c\nd"), ("bc\nde".into(), 2, "c\nd".into()));
    }

    #[test]
    fn every_kind_of_line_break_counts() {
        assert_eq!(excerpt("a\r\nb\rcd\r\ne", "d"), ("cd".into(), 3, "d".into()));
        assert_eq!(excerpt("a\rb", "a\rb"), ("a\nb".into(), 1, "a\nb".into()));
    }

    #[test]
    fn a_byte_order_mark_is_not_shown() {
        assert_eq!(excerpt("\u{FEFF}let é = 1", "é"), ("let é = 1".into(), 1, "é".into()));
        let whole = Excerpt::new(&SourceText::new("\u{FEFF}x"), TextRange::new(0.into(), 4.into()));
        assert_eq!((whole.text.as_str(), whole.marked), ("x", 0..1));
    }

    #[test]
    fn a_tag_is_written_where_editors_draw_it() {
        let excerpt = Excerpt::new(&SourceText::new("let x = 1"), TextRange::new(4.into(), 5.into()));
        let snippet = excerpt.snippet("a.fitz".to_owned(), Some(label(Tag::Unnecessary)));
        let rendered = Renderer::plain().render(&[Group::with_title(Level::NOTE.primary_title("x")).element(snippet)]);
        assert!(rendered.contains("    ^ not needed"), "{rendered}");
    }

    #[test]
    fn ranges_past_the_end_are_clamped() {
        let end = Excerpt::new(&SourceText::new("ab\n"), TextRange::new(3.into(), 3.into()));
        assert_eq!((end.text.as_str(), end.first_line, end.marked), ("", 2, 0..0));
        let past = Excerpt::new(&SourceText::new("ab"), TextRange::new(7.into(), 9.into()));
        assert_eq!((past.text.as_str(), past.marked), ("ab", 2..2));
    }
}
