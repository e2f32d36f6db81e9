//! The text around a mistake.

use fitz_analysis::Diagnostic;

/// The place of a mistake in a text.
pub(super) struct Spot<'a> {
    pub(super) text: &'a str,
    pub(super) code: &'static str,
    pub(super) hint: &'a str,
    pub(super) message: &'a str,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl<'a> Spot<'a> {
    pub(super) fn new(text: &'a str, finding: &'a Diagnostic) -> Spot<'a> {
        Spot {
            text,
            code: finding.code,
            hint: finding.hint.as_deref().unwrap_or_default(),
            message: &finding.message,
            start: finding.range.start().into(),
            end: finding.range.end().into(),
        }
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// What does not fit.
    pub(super) fn found(&self) -> &'a str {
        self.slice(self.start, self.end)
    }

    pub(super) fn before(&self) -> &'a str {
        self.text.get(..self.start).unwrap_or_default()
    }

    pub(super) fn after(&self) -> &'a str {
        self.text.get(self.end..).unwrap_or_default()
    }

    /// Where what stands before the mistake ends, blanks and line breaks left out.
    pub(super) fn before_end(&self) -> usize {
        self.before().trim_end().len()
    }

    /// Where the line of the mistake starts.
    pub(super) fn line_start(&self) -> usize {
        self.before().rfind('\n').map_or(0, |at| at + 1)
    }

    /// Where the line of the mistake ends, without blanks and a comment at its end.
    pub(super) fn line_end(&self) -> usize {
        let line = self.after().split('\n').next().unwrap_or_default();
        let code = line.find("//").and_then(|at| line.get(..at)).unwrap_or(line);
        self.end + code.trim_end().len()
    }

    /// The first place after an offset where neither a blank nor a line break stands.
    pub(super) fn skip_space(&self, offset: usize) -> usize {
        let rest = self.text.get(offset..).unwrap_or_default();
        self.text.len() - rest.trim_start().len()
    }

    /// Where the word starts that ends at an offset.
    pub(super) fn word_start(&self, end: usize) -> usize {
        self.text.get(..end).unwrap_or_default().trim_end_matches(is_word).len()
    }

    /// Where the word ends that starts at an offset.
    pub(super) fn word_end(&self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        self.text.len() - rest.trim_start_matches(is_word).len()
    }

    /// The word before the mistake on its line, with its place.
    pub(super) fn word_before(&self) -> Option<(usize, &'a str)> {
        let end = self.before().trim_end_matches([' ', '\t']).len();
        let start = self.word_start(end);
        (start < end).then(|| (start, self.slice(start, end)))
    }

    /// Whether a statement can start at an offset.
    pub(super) fn starts_statement(&self, offset: usize) -> bool {
        let before = self.text.get(..offset).unwrap_or_default().trim_end_matches([' ', '\t', '\r']);
        before.is_empty() || before.ends_with(['\n', '{', '}', ';'])
    }

    /// Whether a statement ends at an offset.
    pub(super) fn ends_statement(&self, offset: usize) -> bool {
        let after = self.text.get(offset..).unwrap_or_default().trim_start_matches([' ', '\t', '\r']);
        after.is_empty() || after.starts_with(['\n', '}', ';']) || after.starts_with("//")
    }

    /// Where the brackets end that open at an offset.
    pub(super) fn closing(&self, open: usize) -> Option<usize> {
        let mut depth = 0_u32;
        for (at, c) in self.text.get(open..)?.char_indices() {
            match c {
                '(' | '[' | '{' | '<' => depth += 1,
                ')' | ']' | '}' | '>' => depth = depth.checked_sub(1)?,
                '"' | '\n' => return None,
                _ => {}
            }
            if depth == 0 {
                return Some(open + at + c.len_utf8());
            }
        }
        None
    }

    /// Where the brackets start that close right before an offset.
    pub(super) fn opening(&self, close: usize) -> Option<usize> {
        let mut depth = 0_u32;
        for (at, c) in self.text.get(..close)?.char_indices().rev() {
            match c {
                ')' | ']' | '}' | '>' => depth += 1,
                '(' | '[' | '{' | '<' => depth = depth.checked_sub(1)?,
                '"' | '\n' => return None,
                _ => {}
            }
            if depth == 0 {
                return Some(at);
            }
        }
        None
    }

    /// Where the operand ends that starts at an offset: a name or parentheses, with all that is asked of it.
    pub(super) fn operand_end(&self, start: usize) -> Option<usize> {
        let mut end = match self.text.get(start..)?.chars().next()? {
            '(' => self.closing(start)?,
            c if is_word(c) => self.word_end(start),
            _ => return None,
        };
        loop {
            end = match self.text.get(end..)?.chars().next() {
                Some('(' | '[') => self.closing(end)?,
                Some('.') if self.word_end(end + 1) > end + 1 => self.word_end(end + 1),
                Some('?') => end + 1,
                _ => return Some(end),
            };
        }
    }
}

pub(super) fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}
