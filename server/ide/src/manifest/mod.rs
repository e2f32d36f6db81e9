//! What stands where in a `fitz.toml`, for hover and completion.
//!
//! A reader of its own: what people ask about is often half written, and no tree of TOML has a place for that.

pub(crate) mod keys;

use fitz_syntax::{TextRange, TextSize};

/// A word of a manifest: a bare one, or a string in quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it stands, without quotes.
    pub(crate) range: TextRange,
    /// What it says.
    pub(crate) text: String,
    /// What it is.
    pub(crate) role: Role,
    /// The names from the root of the manifest: down to the word itself, or to the key whose value it is.
    pub(crate) path: Vec<String>,
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// In a header: `[package]`.
    Section,
    /// Before `=`.
    Key,
    /// Behind `=`, or in a list there.
    Value,
}

/// Where a text ends: what could be written next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// The half-written word, without its quote; empty without one.
    pub(crate) range: TextRange,
    /// What the word is or would be.
    pub(crate) role: Role,
    /// The names that lead to it, without itself.
    pub(crate) path: Vec<String>,
    /// Whether it stands between quotes, of which the first is written.
    pub(crate) is_quoted: bool,
}

/// The word at a place, or right before it.
pub(crate) fn word_at(text: &str, offset: TextSize) -> Option<Word> {
    words(text).into_iter().rev().find(|word| word.range.contains_inclusive(offset))
}

/// The words of a manifest, in their order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut reader = Reader::new(text);
    reader.read();
    reader.words
}

/// What could be written at a place. Nothing in a comment and behind a value.
pub(crate) fn cursor_at(text: &str, offset: TextSize) -> Option<Cursor> {
    let before = text.get(..usize::from(offset))?;
    let mut reader = Reader::new(before);
    reader.read();
    reader.cursor(offset)
}

/// A list or a table in braces that is open.
struct Frame {
    is_list: bool,
    /// The keys that lead to it.
    path: Vec<String>,
}

/// Where the reader is in its line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Header,
    Key,
    Value,
    /// Behind a value or a header.
    Done,
    Comment,
}

struct Reader<'t> {
    text: &'t str,
    offset: usize,
    header: Vec<String>,
    frames: Vec<Frame>,
    /// The keys that are written before `=`, or before the next dot.
    keys: Vec<String>,
    state: State,
    /// Whether the last word is to be followed by a dot before another one belongs to the same name.
    is_named: bool,
    /// Whether the text ends in a string.
    has_open_quote: bool,
    words: Vec<Word>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Reader<'t> {
        Reader {
            text,
            offset: 0,
            header: Vec::new(),
            frames: Vec::new(),
            keys: Vec::new(),
            state: State::Key,
            is_named: false,
            has_open_quote: false,
            words: Vec::new(),
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.offset..).unwrap_or_default()
    }

    fn read(&mut self) {
        while let Some(character) = self.rest().chars().next() {
            match character {
                '\n' => self.line(),
                '#' => self.comment(),
                '"' | '\'' => self.string(character),
                _ if is_part_of_word(character) => self.bare(),
                _ => {
                    self.offset += character.len_utf8();
                    self.sign(character);
                }
            }
        }
    }

    /// A new line ends everything but a list; what looks like a header or a key ends a list that nothing closes.
    fn line(&mut self) {
        self.offset += 1;
        if self.state == State::Header {
            self.header = std::mem::take(&mut self.keys);
        }
        let next = self.rest();
        let is_in_list = self.frames.last().is_some_and(|frame| frame.is_list);
        if is_in_list && !is_header(next) && !is_key(next) {
            self.state = State::Value;
            return;
        }
        self.frames.clear();
        self.start(State::Key);
    }

    fn start(&mut self, state: State) {
        self.state = state;
        self.keys.clear();
        self.is_named = false;
    }

    fn comment(&mut self) {
        let end = self.rest().find('\n').unwrap_or(self.rest().len());
        self.offset += end;
        self.state = State::Comment;
    }

    fn sign(&mut self, sign: char) {
        match (sign, self.state) {
            ('[', State::Key) if self.frames.is_empty() && self.keys.is_empty() => {
                self.offset += usize::from(self.rest().starts_with('['));
                self.header.clear();
                self.start(State::Header);
            }
            (']', State::Header) => {
                self.header = std::mem::take(&mut self.keys);
                self.start(State::Done);
            }
            ('.', State::Header | State::Key) => self.is_named = false,
            ('=', State::Key) => self.state = State::Value,
            ('[' | '{', State::Value) => self.open(sign == '['),
            (']' | '}', _) => self.close(),
            (',', _) => self.next(),
            _ => {}
        }
    }

    fn open(&mut self, is_list: bool) {
        let path = self.path();
        self.frames.push(Frame { is_list, path });
        self.start(if is_list { State::Value } else { State::Key });
    }

    fn close(&mut self) {
        self.frames.pop();
        self.start(State::Done);
    }

    fn next(&mut self) {
        if let Some(frame) = self.frames.last() {
            self.start(if frame.is_list { State::Value } else { State::Key });
        }
    }

    fn bare(&mut self) {
        let length = self.rest().find(|c: char| !is_part_of_word(c)).unwrap_or(self.rest().len());
        self.word(self.offset, self.offset + length);
        self.offset += length;
    }

    fn string(&mut self, quote: char) {
        let rest = self.rest();
        let long = if quote == '"' { "\"\"\"" } else { "'''" };
        let width = if rest.starts_with(long) { 3 } else { 1 };
        let start = self.offset + width;
        let content = self.text.get(start..).unwrap_or_default();
        let (length, is_closed) = string_length(content, quote, width == 3);
        self.has_open_quote = !is_closed && start + length == self.text.len();
        self.offset = start + length + if is_closed { width } else { 0 };
        self.word(start, start + length);
    }

    fn word(&mut self, start: usize, end: usize) {
        let text = self.text.get(start..end).unwrap_or_default().to_owned();
        let role = match self.state {
            State::Header => Role::Section,
            State::Key => Role::Key,
            State::Value => Role::Value,
            State::Done | State::Comment => return,
        };
        if role == Role::Value {
            self.state = if self.frames.last().is_some_and(|frame| frame.is_list) { State::Value } else { State::Done };
        } else {
            if self.is_named {
                // A second name without a dot: the first one was left behind.
                self.keys.pop();
            }
            self.keys.push(text.clone());
            self.is_named = true;
        }
        let path = if role == Role::Section { self.keys.clone() } else { self.path() };
        let size = |offset: usize| TextSize::try_from(offset).unwrap_or_default();
        self.words.push(Word { range: TextRange::new(size(start), size(end)), text, role, path });
    }

    /// The names that lead to the keys of the line, and these.
    fn path(&self) -> Vec<String> {
        let outer = self.frames.last().map_or(&self.header, |frame| &frame.path);
        outer.iter().chain(&self.keys).cloned().collect()
    }

    fn cursor(mut self, offset: TextSize) -> Option<Cursor> {
        let is_open = self.has_open_quote || !self.text.ends_with(['"', '\'']);
        let word = self.words.pop_if(|word| is_open && word.range.end() == offset);
        let role = match (&word, self.state) {
            (Some(word), _) => word.role,
            (None, State::Header) => Role::Section,
            (None, State::Key) => Role::Key,
            (None, State::Value) => Role::Value,
            (None, State::Done | State::Comment) => return None,
        };
        // Behind a word and a blank, `=` comes, not another word.
        if word.is_none() && self.is_named && role != Role::Value {
            return None;
        }
        if word.is_some() && role != Role::Value {
            self.keys.pop();
        }
        let path = if role == Role::Section { self.keys.clone() } else { self.path() };
        Some(Cursor {
            range: word.map_or(TextRange::empty(offset), |word| word.range),
            role,
            path,
            is_quoted: self.has_open_quote,
        })
    }
}

fn is_part_of_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-' | '/' | '*' | '+' | ':')
}

/// Whether a line is `[word]` or `[[word]]`.
fn is_header(line: &str) -> bool {
    let name = line.trim_start_matches('[');
    name.len() < line.len() && name.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Whether a line starts with `word =`.
fn is_key(line: &str) -> bool {
    let line = line.lines().next().unwrap_or_default();
    let key = line.split('=').next().filter(|key| key.len() < line.len()).map(str::trim).unwrap_or_default();
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// How long the content of a string is, and whether it is closed. A string of one line ends with the line.
fn string_length(content: &str, quote: char, is_long: bool) -> (usize, bool) {
    let end = if is_long { quote.to_string().repeat(3) } else { quote.to_string() };
    let mut is_escaped = false;
    for (index, character) in content.char_indices() {
        if is_escaped {
            is_escaped = false;
        } else if character == '\\' && quote == '"' {
            is_escaped = true;
        } else if content.get(index..).is_some_and(|rest| rest.starts_with(&end)) {
            return (index, true);
        }
        if character == '\n' && !is_long {
            return (index, false);
        }
    }
    (content.len(), false)
}
