//! Expressions, read strictly.

use super::super::assignment::Target;
use super::super::names::{self, Place};
use super::super::{error, heads, operators};
use super::definitions::Owner;
use super::lexer::Kind;
use super::parser::{Parse, Parser, Separator, Stop};
use crate::TextRange;

const EXPRESSION: &str = "syntax/expected-expression";

/// What is known about an expression that has been read.
#[derive(Copy, Clone)]
pub(super) struct Operand {
    pub(super) target: Target,
    /// Whether it is a name and nothing else.
    pub(super) is_plain_name: bool,
    /// The name that it ends with, if a name is its last operand.
    last_name: Option<TextRange>,
}

impl Operand {
    const OTHER: Self = Self { target: Target::Other, is_plain_name: false, last_name: None };
}

/// Where an expression stands.
#[derive(Copy, Clone, Default)]
struct Mode {
    /// In a head: a brace after a name opens the body.
    head: bool,
    /// Between index brackets: `..` belongs to the slice.
    index: bool,
}

impl Parser<'_> {
    pub(super) fn expression(&mut self) -> Parse {
        self.expression_info(false).map(drop)
    }

    pub(super) fn expression_info(&mut self, head: bool) -> Parse<Operand> {
        self.nested(|parser| parser.operation(Mode { head, index: false }))
    }

    /// An expression in a string.
    pub(super) fn embedded(&mut self) -> Parse {
        self.expression()?;
        match self.token.kind {
            Kind::End => Ok(()),
            Kind::Invalid(_) => Err(self.expected_expression()),
            _ => {
                let rest = TextRange::new(self.start(), crate::TextSize::of(self.text));
                let text = self.slice(rest).trim_end();
                let range = TextRange::at(rest.start(), crate::TextSize::of(text));
                Err(error(
                    "syntax/interpolation",
                    range,
                    format!("`{text}` is left over after the expression of this interpolation."),
                )
                .hint("Write one expression between the braces, or `\\{` and `\\}` for braces in the text.")
                .into())
            }
        }
    }

    /// The expression of a head, before the brace of the body.
    pub(super) fn head(&mut self) -> Parse {
        let operand = self.expression_info(true)?;
        if let Some(name) = operand.last_name
            && self.at("{")
            && let Some(fault) = heads::struct_literal(self.text, name, self.start().into())
        {
            return Err(fault.into());
        }
        Ok(())
    }

    fn operation(&mut self, mode: Mode) -> Parse<Operand> {
        let mut in_range = false;
        let mut is_first = true;
        loop {
            let mut unary = false;
            while self.at("-") || self.at("~") || self.at_keyword("not") {
                self.advance();
                unary = true;
            }
            let operand = self.postfix(mode)?;
            let is_range = self.at("..") || self.at("..=");
            if is_range && mode.index || !self.at_binary_operator() {
                let whole = is_first && !unary;
                return Ok(if whole { operand } else { Operand { last_name: operand.last_name, ..Operand::OTHER } });
            }
            if is_range && in_range {
                return Err(operators::chain(self.token.range).into());
            }
            in_range = is_range || in_range && ["+", "-", "*", "/", "%"].iter().any(|operator| self.at(operator));
            is_first = false;
            self.advance();
        }
    }

    fn at_binary_operator(&self) -> bool {
        match self.token.kind {
            Kind::Punctuation(operator) => matches!(
                operator,
                "+" | "-"
                    | "*"
                    | "/"
                    | "%"
                    | "=="
                    | "!="
                    | "<"
                    | "<="
                    | ">"
                    | ">="
                    | "&"
                    | "|"
                    | "^"
                    | "<<"
                    | ">>"
                    | ".."
                    | "..="
            ),
            Kind::Keyword => matches!(self.slice(self.token.range), "or" | "xor" | "and"),
            _ => false,
        }
    }

    fn postfix(&mut self, mode: Mode) -> Parse<Operand> {
        let is_name = self.token.kind == Kind::Name;
        let mut operand = self.primary()?;
        let mut bare_name = is_name;
        loop {
            if self.token.kind == Kind::LineBreak {
                if self.after_line_breaks().0.kind != Kind::Punctuation(".") {
                    return Ok(operand);
                }
                self.skip_line_breaks();
            }
            let target = match self.token.kind {
                Kind::Punctuation(".") => self.access()?,
                Kind::Punctuation("(") => {
                    self.arguments()?;
                    Target::Call
                }
                Kind::Punctuation("[") => self.index()?,
                Kind::Punctuation("?") => {
                    self.advance();
                    Target::Other
                }
                Kind::Punctuation("{") if bare_name && !mode.head => {
                    let word = self.slice(self.previous);
                    self.struct_body().map_err(|stop| stop.after_word(word))?;
                    Target::Other
                }
                _ => return Ok(operand),
            };
            bare_name = false;
            operand = Operand { target, ..Operand::OTHER };
        }
    }

    /// `.name`, `.await` or `.0`
    fn access(&mut self) -> Parse<Target> {
        let dot = self.token.range;
        self.advance();
        match self.token.kind {
            Kind::Name => {
                self.advance();
                Ok(Target::Place)
            }
            Kind::Integer => {
                self.advance();
                Ok(Target::TupleIndex)
            }
            Kind::Keyword if self.at_keyword("await") => {
                self.advance();
                Ok(Target::Other)
            }
            Kind::Keyword => Err(names::reserved(self.slice(self.token.range), self.token.range, Place::Member).into()),
            Kind::Invalid(_) => Err(self.expected_expression()),
            _ => Err(missing_member(dot).into()),
        }
    }

    fn arguments(&mut self) -> Parse {
        let opening = self.open(")", "the arguments");
        self.items(opening, Separator::Comma, &mut |parser| {
            let is_word = matches!(parser.token.kind, Kind::Name | Kind::Keyword);
            match parser.peek().0.kind {
                Kind::Punctuation(":") if is_word => {
                    parser.name(
                        "syntax/missing",
                        "the name of an argument",
                        "Write `name: value`.",
                        Place::Argument,
                    )?;
                    parser.advance();
                    parser.expression()
                }
                Kind::Punctuation("=") if is_word => {
                    parser.advance();
                    Err(parser.expected(
                        "syntax/unexpected",
                        "`,` or `)` in the arguments",
                        "The arguments of a call are named with `:`.",
                    ))
                }
                _ => parser.expression(),
            }
        })
    }

    fn index(&mut self) -> Parse<Target> {
        let opening = self.open("]", "the index");
        let mode = Mode { head: false, index: true };
        let is_range = |parser: &Self| parser.at("..") || parser.at("..=");
        if self.at("]") {
            let range = TextRange::new(opening.range.start(), self.token.range.end());
            return Err(error(EXPRESSION, range, "The index is missing between the brackets.")
                .hint("Write an index, or `[..]` for all elements.")
                .into());
        }
        if !is_range(self) {
            self.nested(|parser| parser.operation(mode))?;
        }
        let slice = is_range(self);
        if slice {
            self.advance();
            if !self.at("]") {
                self.nested(|parser| parser.operation(mode))?;
            }
        }
        if !self.at("]") && !self.at_line_end() && !matches!(self.token.kind, Kind::Invalid(_)) {
            let what = if slice { "`]` after the slice" } else { "`]`, `..` or `..=` in the index" };
            return Err(self.expected(
                "syntax/unexpected",
                what,
                "An index is one value, `xs[0]`; a slice has two ends, `xs[1..3]`.",
            ));
        }
        self.close(opening, Separator::CommaOnLine)?;
        Ok(if slice { Target::Slice } else { Target::Place })
    }

    fn struct_body(&mut self) -> Parse {
        let opening = self.open("}", "the struct literal");
        self.items(opening, Separator::CommaOrLineBreak, &mut |parser| {
            parser.name(
                "syntax/missing",
                "the name of a field",
                "Write `name: value` for each field.",
                Place::Field,
            )?;
            parser.expect(
                ":",
                "syntax/missing",
                "`:` and the value of the field",
                "Write `name: value` for each field.",
            )?;
            parser.skip_line_breaks();
            parser.expression()
        })
    }

    fn primary(&mut self) -> Parse<Operand> {
        let range = self.token.range;
        match self.token.kind {
            Kind::Name => {
                self.advance();
                Ok(Operand { target: Target::Place, is_plain_name: true, last_name: Some(range) })
            }
            Kind::Integer | Kind::Float | Kind::String | Kind::Bytes => {
                self.advance();
                Ok(Operand::OTHER)
            }
            Kind::Label => {
                let label = self.label()?;
                if !self.at_keyword("loop") {
                    return Err(match self.slice(self.token.range) {
                        word @ ("while" | "for") => no_value(word, self.token.range).into(),
                        _ => self.loop_expected(label),
                    });
                }
                self.loop_statement().map(|()| Operand::OTHER)
            }
            Kind::Punctuation("(") => self.parenthesized(),
            Kind::Punctuation("[") => self.list().map(|()| Operand::OTHER),
            Kind::Punctuation("{") => self.map().map(|()| Operand::OTHER),
            Kind::Keyword => self.keyword_expression().map(|()| Operand::OTHER),
            _ => Err(self.expected_expression()),
        }
    }

    fn keyword_expression(&mut self) -> Parse {
        match self.slice(self.token.range) {
            "true" | "false" | "null" => {
                self.advance();
                Ok(())
            }
            "if" => self.nested(Self::if_expression),
            "match" => {
                self.advance();
                self.head()?;
                self.nested(Self::match_body)
            }
            "loop" => self.loop_statement(),
            "fn" | "async" => {
                self.eat_keyword("async");
                if !self.eat_keyword("fn") {
                    return Err(self.expected(
                        "syntax/unexpected",
                        "`fn` after `async`",
                        "An anonymous function is written `async fn(…) { … }`.",
                    ));
                }
                self.signature_and_body(Owner::Closure)
            }
            word @ ("while" | "for") => Err(no_value(word, self.token.range).into()),
            _ => Err(self.expected_expression()),
        }
    }

    fn if_expression(&mut self) -> Parse {
        self.advance();
        self.head()?;
        self.body("the `if`")?;
        if !self.eat_keyword("else") {
            return Ok(());
        }
        if self.at_keyword("if") {
            return self.nested(Self::if_expression);
        }
        self.body("the `else`")
    }

    fn parenthesized(&mut self) -> Parse<Operand> {
        let opening = self.open(")", "the parentheses");
        if self.eat(")") {
            return Ok(Operand { target: Target::Tuple, ..Operand::OTHER });
        }
        let first = self.expression_info(false)?;
        if self.eat(")") {
            return Ok(Operand { is_plain_name: false, ..first });
        }
        if self.at_keyword("for") {
            return Err(self.expected(
                "syntax/unexpected",
                "`)`",
                "A comprehension gives a list: write it in square brackets.",
            ));
        }
        if self.eat(",") {
            self.items(opening, Separator::CommaOnLine, &mut |parser| parser.expression())?;
            return Ok(Operand { target: Target::Tuple, ..Operand::OTHER });
        }
        self.close(opening, Separator::CommaOnLine)?;
        Ok(Operand::OTHER)
    }

    fn list(&mut self) -> Parse {
        let opening = self.open("]", "the list");
        self.skip_line_breaks();
        if self.eat("]") {
            return Ok(());
        }
        self.expression()?;
        if self.comprehension()? {
            return self.close(opening, Separator::Comma);
        }
        if self.separator(opening, Separator::Comma)? {
            return self.items(opening, Separator::Comma, &mut |parser| parser.expression());
        }
        self.close(opening, Separator::Comma)
    }

    fn map(&mut self) -> Parse {
        let opening = self.open("}", "the map");
        self.skip_line_breaks();
        if self.eat("}") {
            return Ok(());
        }
        self.pair()?;
        if self.comprehension()? {
            return self.close(opening, Separator::Comma);
        }
        if self.separator(opening, Separator::Comma)? {
            return self.items(opening, Separator::Comma, &mut |parser| parser.pair());
        }
        self.close(opening, Separator::Comma)
    }

    fn pair(&mut self) -> Parse {
        if self.token.kind == Kind::Keyword
            && self.peek().0.kind == Kind::Punctuation(":")
            && !matches!(self.slice(self.token.range), "true" | "false" | "null")
        {
            return Err(names::reserved(self.slice(self.token.range), self.token.range, Place::Field).into());
        }
        if self.at_keyword("let") || self.at_keyword("return") {
            return Err(error("syntax/unexpected", self.previous, "A brace here opens a map, not a block.")
                .hint("A block stands only after a head such as `if`, `loop` or `fn`.")
                .into());
        }
        self.expression()?;
        self.expect(
            ":",
            "syntax/missing",
            "`:` between the key and the value",
            "A map is written `{\"key\": value}`. There are no sets: use a list.",
        )?;
        self.skip_line_breaks();
        self.expression()
    }

    /// The clauses of a comprehension. Whether there are any.
    fn comprehension(&mut self) -> Parse<bool> {
        let (next, _) = self.after_line_breaks();
        if next.kind != Kind::Keyword || self.slice(next.range) != "for" {
            return Ok(false);
        }
        self.skip_line_breaks();
        while self.eat_keyword("for") {
            self.pattern()?;
            if !self.eat_keyword("in") {
                return Err(self.expected(
                    "syntax/missing",
                    "`in` after the loop variable",
                    "Write `for name in values`.",
                ));
            }
            self.skip_line_breaks();
            self.expression()?;
            self.skip_line_breaks();
        }
        if self.eat_keyword("if") {
            self.skip_line_breaks();
            self.expression()?;
            self.skip_line_breaks();
            let hint = match () {
                () if self.at_keyword("for") => "Put all `for` clauses before the `if`.",
                () if self.at_keyword("if") => "A comprehension has one `if`: join the conditions with `and`.",
                () => return Ok(true),
            };
            return Err(self.expected("syntax/unexpected", "the end of the comprehension", hint));
        }
        Ok(true)
    }

    fn expected_expression(&self) -> Stop {
        let before = self.slice(TextRange::new(self.previous.start(), self.token.range.end().max(self.previous.end())));
        let hint = match (self.slice(self.token.range), before) {
            (_, "&&") => "Write `and`; `&` alone works on the bits of integers.",
            (_, "||") => "Write `or`; `|` alone works on the bits of integers.",
            (_, "**") => "There is no operator for powers: use a function, e.g. `pow(x, 2)`.",
            (_, "++") => "There is no `++`: write `name += 1`.",
            (_, "%=") => "There is no `%=`: write `name = name % value`.",
            ("+", _) => "A number needs no `+` before it.",
            ("...", _) => "There is no spread: give the arguments one by one.",
            ("..", _) | ("..=", _) => "A range has a start and an end, as in `0..10`.",
            (".", _) => "A number has a digit before the dot, as in `0.5`.",
            ("await", _) => "`await` comes after the expression: `value.await`.",
            ("let" | "type" | "import" | "from" | "return" | "break" | "continue", _) => {
                "A statement cannot stand where a value is needed."
            }
            ("@", _) => "A decorator stands before `fn`, `async fn` or `type`.",
            ("=>", _) => "An anonymous function is written `fn(x) => value`.",
            (_, "*/") => "Comments do not nest: the first `*/` closes them.",
            (_, ",,") => "Remove one of the two commas.",
            _ if self.at_line_end() && !self.previous.is_empty() => {
                "Write the value on this line: what is not complete does not go on in the next one."
            }
            (")" | "]" | "}", _) => "Write a value before it.",
            _ => "Write a value: a name, a literal, a call …",
        };
        self.expected(EXPRESSION, "an expression", hint)
    }
}

/// The message for a dot without a name after it.
pub(in super::super) fn missing_member(dot: TextRange) -> crate::SyntaxError {
    error("syntax/missing", dot, "The name of a field or method is missing after the dot.")
        .hint("Write the name, or remove the dot.")
}

fn no_value(word: &str, range: TextRange) -> crate::SyntaxError {
    error(EXPRESSION, range, format!("A `{word}` loop has no value.")).hint("Use `loop` and `break` with a value.")
}
