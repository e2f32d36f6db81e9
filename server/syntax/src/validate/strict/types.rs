//! Types, read strictly.

use super::super::{error, names};
use super::lexer::Kind;
use super::parser::{Parse, Parser, Separator, unclosed};
use crate::{TextRange, TextSize};

const TYPE: &str = "syntax/type";

impl Parser<'_> {
    pub(super) fn type_expression(&mut self) -> Parse {
        self.nested(Self::type_here)
    }

    fn type_here(&mut self) -> Parse {
        match self.token.kind {
            Kind::Name => {
                let is_function = self.slice(self.token.range) == "Fn";
                self.advance();
                if is_function && self.at("(") {
                    return self.function_type();
                }
                if self.at("<") {
                    self.type_arguments()?;
                }
            }
            Kind::Punctuation("(") => {
                let opening = self.open(")", "the type");
                self.items(opening, Separator::CommaOnLine, &mut |parser| parser.type_expression())?;
            }
            Kind::Keyword => {
                let word = self.slice(self.token.range);
                return Err(names::reserved(word, self.token.range, names::Place::Type).into());
            }
            Kind::Punctuation("[") => {
                return Err(self.expected(TYPE, "a type", "The type of a list is written `List<Int>`."));
            }
            Kind::Punctuation("{") => {
                return Err(self.expected(TYPE, "a type", "The type of a map is written `Map<Str, Int>`."));
            }
            _ => {
                return Err(self.expected(
                    TYPE,
                    "a type",
                    "Write a type such as `Int`, `Str?`, `List<Int>` or `Fn(Int) -> Str`.",
                ));
            }
        }
        self.eat("?");
        self.no_more_type()
    }

    /// What looks like more of a type, but is none.
    fn no_more_type(&self) -> Parse {
        let hint = match self.token.kind {
            Kind::Punctuation("?") => "One `?` is enough: it makes the type nullable.",
            Kind::Punctuation("|") => "There are no unions. A value that may be absent has a type with `?`.",
            Kind::Punctuation(".") => "Types have no module before them: import the type by its name.",
            Kind::Punctuation("[") => "The type of a list is written `List<Int>`.",
            _ => return Ok(()),
        };
        let message = format!("{} cannot follow a type.", self.found());
        Err(error(TYPE, self.token.range, message).hint(hint).into())
    }

    fn function_type(&mut self) -> Parse {
        let opening = self.open(")", "the parameter types");
        self.items(opening, Separator::Comma, &mut |parser| parser.type_expression())?;
        self.expect(
            "->",
            TYPE,
            "`->` and the type of the result",
            "A function type names its result: `Fn(Int) -> Null` if there is none.",
        )?;
        self.type_expression()
    }

    fn type_arguments(&mut self) -> Parse {
        let opening = self.token.range;
        self.advance();
        let line_ends = self.at_line_end();
        self.skip_line_breaks();
        if line_ends && self.token.kind == Kind::Keyword {
            return Err(unclosed("syntax/unclosed-generic", opening, ">", "the type arguments").into());
        }
        if self.at(">") {
            let range = TextRange::new(opening.start(), self.token.range.end());
            return Err(error(TYPE, range, "There are no types between `<` and `>`.")
                .hint("Write the types, e.g. `List<Int>`, or remove the brackets.")
                .into());
        }
        loop {
            self.type_expression()?;
            self.skip_line_breaks();
            if !self.eat(",") {
                break;
            }
            self.skip_line_breaks();
            if self.at(">") {
                return Err(error(TYPE, self.previous, "A comma cannot stand before `>`.")
                    .hint("Remove the comma.")
                    .into());
            }
        }
        if self.close_angle() {
            return Ok(());
        }
        if let Kind::Punctuation(">=" | ">>=") = self.token.kind {
            return Err(error(TYPE, self.token.range, format!("{} is read as one operator here.", self.found()))
                .hint("Put a space between `>` and `=`.")
                .into());
        }
        if let Kind::Invalid(fault) = &self.token.kind {
            return Err((**fault).clone().into());
        }
        Err(unclosed("syntax/unclosed-generic", opening, ">", "the type arguments").into())
    }

    /// Reads `>`, or the first half of `>>`.
    fn close_angle(&mut self) -> bool {
        if self.at(">>") {
            self.token.kind = Kind::Punctuation(">");
            self.token.range = TextRange::new(self.start() + TextSize::new(1), self.token.range.end());
            return true;
        }
        self.eat(">")
    }
}
