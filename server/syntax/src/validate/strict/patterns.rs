//! Patterns, read strictly.

use super::super::error;
use super::lexer::Kind;
use super::parser::{Parse, Parser};
use crate::TextRange;

const PATTERN: &str = "syntax/pattern";

impl Parser<'_> {
    pub(super) fn alternatives(&mut self) -> Parse {
        loop {
            self.pattern()?;
            if !self.eat("|") {
                return Ok(());
            }
        }
    }

    pub(super) fn pattern(&mut self) -> Parse {
        self.nested(Self::pattern_here)
    }

    fn pattern_here(&mut self) -> Parse {
        match self.token.kind {
            Kind::Name => self.name_pattern(),
            Kind::Integer => self.integer_pattern(),
            Kind::Float => {
                self.advance();
                self.no_range()
            }
            Kind::String => {
                self.advance();
                Ok(())
            }
            Kind::Keyword if ["true", "false", "null"].iter().any(|word| self.at_keyword(word)) => {
                self.advance();
                Ok(())
            }
            Kind::Punctuation("-") => {
                self.advance();
                match self.token.kind {
                    Kind::Integer => self.integer_pattern(),
                    Kind::Float => {
                        self.advance();
                        self.no_range()
                    }
                    _ => Err(self.expected(PATTERN, "a number after `-` in a pattern", "Only numbers can be negative: write e.g. `-1`.")),
                }
            }
            Kind::Punctuation("(") => self.tuple_pattern(),
            Kind::Punctuation("[") | Kind::Punctuation("{") | Kind::Bytes => Err(self.expected(
                PATTERN,
                "a pattern",
                "There are no patterns for lists, maps, records and byte strings: bind a name, and look inside it in the arm.",
            )),
            Kind::Punctuation("..") | Kind::Punctuation("..=") => {
                Err(self.expected(PATTERN, "a pattern", "A range in a pattern has an integer at both ends, as in `0..=9`."))
            }
            _ => Err(self.expected(PATTERN, "a pattern", "A pattern is a name, `_`, a literal, a range, `Ok(name)`, `Err(name)` or a tuple of patterns.")),
        }
    }

    fn name_pattern(&mut self) -> Parse {
        let range = self.token.range;
        let name = self.slice(range);
        self.advance();
        if matches!(name, "Ok" | "Err") {
            return self.result_pattern(name, range);
        }
        if self.at("{")
            && self.peek().0.kind == Kind::Name
            && !matches!(self.peek().1.kind, Kind::Punctuation("=" | "(" | "."))
        {
            // The brace of a body is looked at by whoever reads the head; fields in a pattern are followed by `}`, `,` or `:`.
            if matches!(self.peek().1.kind, Kind::Punctuation("}" | ",")) {
                return Err(error(PATTERN, range, "There are no patterns that take a record apart.")
                    .hint("Bind a name, and read the fields from it: `value => value.field`.")
                    .into());
            }
        }
        Ok(())
    }

    fn result_pattern(&mut self, constructor: &str, range: TextRange) -> Parse {
        if !self.at("(") {
            let message = format!("`{constructor}` in a pattern needs a name or `_` in parentheses.");
            return Err(error(PATTERN, range, message)
                .hint(format!("Write `{constructor}(value)` or `{constructor}(_)`."))
                .into());
        }
        self.advance();
        if self.token.kind != Kind::Name {
            return Err(self.expected(
                PATTERN,
                &format!("a name or `_` in `{constructor}(…)`"),
                "Bind a name, and look at its value in the arm or in an `if` after the pattern.",
            ));
        }
        self.advance();
        self.expect(
            ")",
            PATTERN,
            &format!("`)` after the name in `{constructor}(…)`"),
            "`Ok` and `Err` hold one value.",
        )
    }

    fn integer_pattern(&mut self) -> Parse {
        self.advance();
        if !self.at("..") && !self.at("..=") {
            return Ok(());
        }
        self.advance();
        self.eat("-");
        if self.token.kind == Kind::Integer {
            self.advance();
            return Ok(());
        }
        Err(self.expected(
            PATTERN,
            "an integer at the end of the range",
            "A range in a pattern has an integer at both ends, as in `0..=9`.",
        ))
    }

    fn no_range(&self) -> Parse {
        if self.at("..") || self.at("..=") {
            let fault = error(PATTERN, self.previous, "A range in a pattern has an integer at both ends.");
            return Err(fault.hint("Bind a name and compare it: `n if n >= 0.5 and n < 1.5 => …`.").into());
        }
        Ok(())
    }

    fn tuple_pattern(&mut self) -> Parse {
        let opening = self.open(")", "the pattern");
        self.items(opening, super::parser::Separator::CommaOnLine, &mut |parser| parser.alternatives())
    }
}
