//! Tables and values, with their places.

use std::ops::Range;

use fitz_syntax::{TextRange, TextSize};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Reader;

/// A table, with the place that stands for it as a whole.
pub(super) struct Section<'a, 't> {
    pub(super) table: &'a DeTable<'t>,
    pub(super) header: TextRange,
}

/// The text that is read.
#[derive(Clone, Copy)]
pub(super) struct Text<'t>(pub(super) &'t str);

impl Text<'_> {
    pub(super) fn range(self, span: Range<usize>) -> TextRange {
        let size = |offset: usize| TextSize::try_from(offset.min(self.0.len())).unwrap_or_default();
        let start = size(span.start);
        TextRange::new(start, size(span.end).max(start))
    }

    /// The place of a key or a string, without its quotes.
    pub(super) fn inside(self, span: Range<usize>) -> TextRange {
        let range = self.range(span.clone());
        let written = self.0.get(span).unwrap_or_default();
        let is_quoted = |quote| written.len() > 2 && written.starts_with(quote) && written.ends_with(quote);
        let is_multi_line = written.starts_with("\"\"\"") || written.starts_with("'''");
        if is_multi_line || !(is_quoted('"') || is_quoted('\'')) {
            return range;
        }
        TextRange::new(range.start() + TextSize::of('"'), range.end() - TextSize::of('"'))
    }
}

impl<'t> Reader<'t> {
    /// The table of that name. Anything else of that name is reported.
    pub(super) fn section<'a>(&mut self, table: &'a DeTable<'t>, name: &str) -> Option<Section<'a, 't>> {
        let (key, value) = table.get_key_value(name)?;
        let header = self.header(value.span(), key.span());
        match value.get_ref().as_table() {
            Some(table) => Some(Section { table, header }),
            None => {
                self.wrong_type(value, &format!("`{name}`"), &format!("a section: `[{name}]`"));
                None
            }
        }
    }

    /// The header `[name]` of a table, or its key when it is written in one line.
    pub(super) fn header(&self, value: Range<usize>, key: Range<usize>) -> TextRange {
        let is_header = self.text.0.get(value.clone()).is_some_and(|text| text.starts_with('['));
        self.text.range(if is_header { value } else { key })
    }

    /// A string, with its place. A value of another type is reported.
    pub(super) fn string(&mut self, section: &Section<'_, 't>, key: &str, what: &str) -> Option<(String, TextRange)> {
        let value = section.table.get(key)?;
        self.string_value(value, what)
    }

    pub(super) fn string_value(&mut self, value: &Spanned<DeValue<'t>>, what: &str) -> Option<(String, TextRange)> {
        match value.get_ref().as_str() {
            Some(text) => Some((text.to_owned(), self.text.inside(value.span()))),
            None => {
                self.wrong_type(value, what, "a string");
                None
            }
        }
    }
}
