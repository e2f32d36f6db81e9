//! What all parts of the strict reading share: the current token, and how to say what was expected.

use super::super::{error, names, range_between};
use super::lexer::{Kind, Lexer, Token};
use crate::{SyntaxError, TextRange, TextSize};

/// As deep as the strict reading follows nested code: far deeper than code is, and far from the end of a thread's stack.
const MOST_LEVELS: u32 = 128;

/// As many tokens as brackets that must stay on one line can hold, when their end is looked for on other lines.
pub(in super::super) const MOST_TOKENS: usize = 256;

/// Why the reading has ended early.
pub(super) enum Stop {
    Mistake(Box<SyntaxError>),
    TooDeep,
}

impl From<SyntaxError> for Stop {
    fn from(error: SyntaxError) -> Self {
        Self::Mistake(Box::new(error))
    }
}

impl Stop {
    /// The same, when what follows a word was read as the fields of a value: `try { … }` is a block elsewhere.
    pub(super) fn after_word(self, word: &str) -> Self {
        match (self, super::foreign::hint(word)) {
            (Self::Mistake(error), Some(hint)) if error.hint.as_deref().is_some_and(|it| it.contains("each field")) => {
                error.hint(hint).into()
            }
            (stop, _) => stop,
        }
    }
}

pub(super) type Parse<T = ()> = Result<T, Stop>;

/// What comes between the items of a list.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum Separator {
    /// A comma, with line breaks around it.
    Comma,
    /// A comma on one line.
    CommaOnLine,
    /// A comma with line breaks after it, or line breaks.
    CommaOrLineBreak,
}

/// An opening bracket that has been read.
#[derive(Copy, Clone)]
pub(super) struct Opening {
    pub(super) range: TextRange,
    pub(super) close: &'static str,
    /// What the brackets hold, e.g. `the list`.
    pub(super) what: &'static str,
    pub(super) code: &'static str,
}

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    lexer: Lexer<'a>,
    pub(super) token: Token,
    /// The token before the current one, line breaks left out.
    pub(super) previous: TextRange,
    levels: u32,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, start: usize, is_embedded: bool) -> Self {
        let mut lexer = if is_embedded { Lexer::embedded(text, start) } else { Lexer::new(text, start) };
        let token = lexer.next();
        let previous = range_between(start, start);
        Self { text, lexer, token, previous, levels: 0 }
    }

    // ------------------------------------------------------------------ tokens

    pub(super) fn advance(&mut self) {
        if self.token.kind != Kind::LineBreak {
            self.previous = self.token.range;
        }
        self.token = self.lexer.next();
    }

    /// The token after the current one, and the one after that.
    pub(super) fn peek(&self) -> (Token, Token) {
        let mut lexer = self.lexer.clone();
        (lexer.next(), lexer.next())
    }

    /// The first token that is no line break, with a reader behind it.
    pub(super) fn after_line_breaks(&self) -> (Token, Lexer<'a>) {
        let mut lexer = self.lexer.clone();
        let mut token = self.token.clone();
        while token.kind == Kind::LineBreak {
            token = lexer.next();
        }
        (token, lexer)
    }

    pub(super) fn skip_line_breaks(&mut self) {
        while self.token.kind == Kind::LineBreak {
            self.advance();
        }
    }

    pub(super) fn slice(&self, range: TextRange) -> &'a str {
        self.text.get(usize::from(range.start())..usize::from(range.end())).unwrap_or_default()
    }

    pub(super) fn start(&self) -> TextSize {
        self.token.range.start()
    }

    pub(super) fn at(&self, punctuation: &str) -> bool {
        matches!(self.token.kind, Kind::Punctuation(here) if here == punctuation)
    }

    pub(super) fn at_keyword(&self, keyword: &str) -> bool {
        self.token.kind == Kind::Keyword && self.slice(self.token.range) == keyword
    }

    pub(super) fn at_line_end(&self) -> bool {
        matches!(self.token.kind, Kind::LineBreak | Kind::End)
    }

    /// Whether nothing more of a statement can follow.
    pub(super) fn at_statement_end(&self) -> bool {
        self.at_line_end() || self.at("}")
    }

    pub(super) fn eat(&mut self, punctuation: &str) -> bool {
        let here = self.at(punctuation);
        if here {
            self.advance();
        }
        here
    }

    pub(super) fn eat_keyword(&mut self, keyword: &str) -> bool {
        let here = self.at_keyword(keyword);
        if here {
            self.advance();
        }
        here
    }

    // ------------------------------------------------------------------ mistakes

    /// The mistake that something else was expected than the current token.
    pub(super) fn expected(&self, code: &'static str, what: &str, hint: &str) -> Stop {
        if let Kind::Invalid(fault) = &self.token.kind {
            return Stop::Mistake(fault.clone());
        }
        let fault = if self.at_line_end() {
            let end = if self.token.kind == Kind::End { "file" } else { "line" };
            error(code, self.before(), format!("Expected {what}, but the {end} ends here."))
        } else {
            error(code, self.token.range, format!("Expected {what}, found {}.", self.found()))
        };
        fault.hint(hint).into()
    }

    /// The place to show when the line ends too early: what stands before.
    pub(super) fn before(&self) -> TextRange {
        let text = self.slice(self.previous);
        match text.rfind('\n') {
            Some(at) => TextRange::new(
                self.previous.start() + TextSize::of(text.get(..=at).unwrap_or_default()),
                self.previous.end(),
            ),
            None if self.previous.is_empty() => self.token.range,
            None => self.previous,
        }
    }

    /// The current token in the words of a message.
    pub(super) fn found(&self) -> String {
        let text = self.slice(self.token.range);
        match self.token.kind {
            Kind::End => "the end of the file".to_owned(),
            Kind::LineBreak => "the end of the line".to_owned(),
            Kind::Keyword => format!("the keyword `{text}`"),
            Kind::String if text.len() > 20 || text.contains('\n') => "a string".to_owned(),
            Kind::Bytes if text.len() > 20 || text.contains('\n') => "a byte string".to_owned(),
            _ => format!("`{text}`"),
        }
    }

    pub(super) fn expect(&mut self, punctuation: &str, code: &'static str, what: &str, hint: &str) -> Parse {
        if self.eat(punctuation) { Ok(()) } else { Err(self.expected(code, what, hint)) }
    }

    /// A name.
    pub(super) fn name(&mut self, code: &'static str, what: &str, hint: &str, place: names::Place) -> Parse<TextRange> {
        match self.token.kind {
            Kind::Name => {
                let range = self.token.range;
                self.advance();
                Ok(range)
            }
            // `let` at the end of a half-written line says less than the line break, so a reserved word counts as a
            // name that was chosen only if nothing else explains it.
            Kind::Keyword => Err(names::reserved(self.slice(self.token.range), self.token.range, place).into()),
            _ => Err(self.expected(code, what, hint)),
        }
    }

    // ------------------------------------------------------------------ brackets

    /// Reads the opening bracket that is the current token.
    pub(super) fn open(&mut self, close: &'static str, what: &'static str) -> Opening {
        let range = self.token.range;
        self.advance();
        let code = match close {
            ")" => "syntax/unclosed-paren",
            "]" => "syntax/unclosed-bracket",
            ">" => "syntax/unclosed-generic",
            _ => "syntax/unclosed-brace",
        };
        Opening { range, close, what, code }
    }

    /// Items up to the closing bracket. `item` reads one of them.
    pub(super) fn items(
        &mut self,
        opening: Opening,
        separator: Separator,
        item: &mut dyn FnMut(&mut Self) -> Parse,
    ) -> Parse {
        let skips = separator != Separator::CommaOnLine;
        if skips {
            self.skip_line_breaks();
        }
        while !self.at(opening.close) {
            if self.token.kind == Kind::End {
                return Err(self.unclosed(opening));
            }
            item(self)?;
            if !self.separator(opening, separator)? {
                break;
            }
        }
        self.close(opening, separator)
    }

    /// Reads what follows an item. Whether another one can follow.
    pub(super) fn separator(&mut self, opening: Opening, separator: Separator) -> Parse<bool> {
        let before = self.token.kind == Kind::LineBreak;
        if separator != Separator::CommaOnLine {
            self.skip_line_breaks();
        }
        if separator == Separator::CommaOrLineBreak && before {
            if self.at(",") {
                let fault =
                    error("syntax/newline", self.token.range, "A comma cannot stand at the start of a line here.");
                return Err(fault.hint("Put the comma at the end of the line before, or leave it out.").into());
            }
            return Ok(!self.at(opening.close));
        }
        if !self.eat(",") {
            return Ok(false);
        }
        if separator != Separator::CommaOnLine {
            self.skip_line_breaks();
        }
        Ok(!self.at(opening.close))
    }

    /// The closing bracket.
    pub(super) fn close(&mut self, opening: Opening, separator: Separator) -> Parse {
        if self.eat(opening.close) {
            return Ok(());
        }
        if let Kind::Invalid(fault) = &self.token.kind {
            return Err(Stop::Mistake(fault.clone()));
        }
        if self.at_line_end() && separator == Separator::CommaOnLine {
            return Err(self.broken_line(opening));
        }
        let on_later_line = self.slice(TextRange::new(self.previous.end(), self.start())).contains('\n');
        let starts_statement =
            self.token.kind == Kind::Keyword && !matches!(self.slice(self.token.range), "for" | "if" | "in");
        if self.at_line_end() || self.at_closing() || (on_later_line && (starts_statement || self.at("@"))) {
            return Err(self.unclosed(opening));
        }
        let separators = match separator {
            Separator::CommaOrLineBreak => "`,`, a line break",
            Separator::Comma | Separator::CommaOnLine => "`,`",
        };
        let what = format!("{separators} or `{}` in {}", opening.close, opening.what);
        Err(self.expected("syntax/unexpected", &what, "Put a separator between the two, or close the brackets."))
    }

    fn at_closing(&self) -> bool {
        self.at(")") || self.at("]") || self.at("}")
    }

    /// The mistake that a bracket is not closed.
    pub(super) fn unclosed(&self, opening: Opening) -> Stop {
        unclosed(opening.code, opening.range, opening.close, opening.what).into()
    }

    /// The mistake that a line ends inside brackets that stay on one line.
    fn broken_line(&self, opening: Opening) -> Stop {
        match find_close(self.text, opening.range.start().into(), MOST_TOKENS) {
            Some(_) => broken_line(opening.range, opening.what).into(),
            None => self.unclosed(opening),
        }
    }

    // ------------------------------------------------------------------ nesting

    /// Goes one level deeper into nested code.
    pub(super) fn nested<T>(&mut self, inner: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        if self.levels >= MOST_LEVELS {
            return Err(Stop::TooDeep);
        }
        self.levels += 1;
        let outcome = inner(self);
        self.levels -= 1;
        outcome
    }
}

/// The message for a bracket that is not closed; `range` is the opening one.
pub(in super::super) fn unclosed(code: &'static str, range: TextRange, close: &str, what: &str) -> SyntaxError {
    error(code, range, format!("`{close}` is missing to close {what}.")).hint(format!("Add the missing `{close}`."))
}

/// The message for brackets that must stay on one line and do not; `range` is the opening one.
pub(in super::super) fn broken_line(range: TextRange, what: &str) -> SyntaxError {
    error("syntax/newline", range, format!("The line ends inside {what}, which must stay on one line."))
        .hint("Join the lines, or give the parts a name in lines of their own.")
}

/// Where the closing bracket ends that belongs to the opening one at `start`, if there is one before `most` tokens and
/// before the next statement.
pub(in super::super) fn find_close(text: &str, start: usize, most: usize) -> Option<usize> {
    let mut lexer = Lexer::new(text, start);
    let mut depth = 0_u32;
    for _ in 0..most {
        let token = lexer.next();
        match token.kind {
            Kind::Punctuation("(" | "[" | "{") => depth += 1,
            Kind::Punctuation(")" | "]" | "}") => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(token.range.end().into());
                }
            }
            Kind::End | Kind::Invalid(_) => return None,
            Kind::Keyword if depth == 1 && most < usize::MAX => {
                let word = text.get(usize::from(token.range.start())..usize::from(token.range.end()));
                if matches!(word, Some("let" | "type" | "return" | "import" | "from" | "while" | "break" | "continue"))
                {
                    return None;
                }
            }
            _ => {}
        }
    }
    None
}
