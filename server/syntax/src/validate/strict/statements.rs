//! Statements and arms of `match`, read strictly.

use super::super::assignment::{self, Target};
use super::super::error;
use super::super::names::Place;
use super::definitions::Owner;
use super::lexer::Kind;
use super::parser::{Parse, Parser, Separator};
use crate::TextRange;

const AUGMENTED: [&str; 9] = ["+=", "-=", "*=", "/=", "&=", "|=", "^=", "<<=", ">>="];

impl Parser<'_> {
    /// Statements whose block, if they stand in one, is opened outside of what is read.
    pub(super) fn statements(&mut self, until: usize, is_file: bool) -> Parse {
        loop {
            self.skip_line_breaks();
            if self.token.kind == Kind::End || usize::from(self.start()) > until || (!is_file && self.at("}")) {
                return Ok(());
            }
            self.statement()?;
            self.end_of_statement(is_file)?;
        }
    }

    pub(super) fn block(&mut self) -> Parse {
        self.nested(|parser| {
            let opening = parser.open("}", "the block");
            loop {
                parser.skip_line_breaks();
                if parser.eat("}") {
                    return Ok(());
                }
                if parser.token.kind == Kind::End {
                    return Err(parser.unclosed(opening));
                }
                parser.statement()?;
                parser.end_of_statement(false)?;
            }
        })
    }

    fn end_of_statement(&mut self, is_file: bool) -> Parse {
        if self.at_line_end() || (!is_file && self.at("}")) {
            return Ok(());
        }
        Err(self.left_over())
    }

    fn statement(&mut self) -> Parse {
        match self.token.kind {
            Kind::Keyword => match self.slice(self.token.range) {
                "let" => self.let_statement(),
                "return" => self.return_statement(),
                "fn" | "async" => self.function(Owner::Function),
                "type" => self.type_definition(),
                "break" => self.break_statement(),
                "continue" => {
                    self.advance();
                    if self.token.kind == Kind::Label {
                        self.advance();
                    }
                    Ok(())
                }
                "while" | "for" | "loop" => self.loop_statement(),
                "import" => self.import(),
                "from" => self.import_names(),
                "else" => Err(error("syntax/unexpected", self.token.range, "This `else` belongs to no `if`.")
                    .hint("Put it on the line of the `}` that closes the `if`.")
                    .into()),
                _ => self.expression_statement(),
            },
            Kind::Punctuation("@") => self.decorated(),
            Kind::Label => {
                let label = self.label()?;
                if !["loop", "while", "for"].iter().any(|word| self.at_keyword(word)) {
                    return Err(self.loop_expected(label));
                }
                self.loop_statement()
            }
            Kind::Punctuation(")" | "]" | "}") => Err(self.closes_nothing()),
            _ => self.expression_statement(),
        }
    }

    /// `'name:`
    pub(super) fn label(&mut self) -> Parse<TextRange> {
        let label = self.token.range;
        self.advance();
        self.expect(
            ":",
            "syntax/label",
            "`:` after the label",
            "A label stands before a loop: `'outer: for x in xs { … }`.",
        )?;
        Ok(label)
    }

    pub(super) fn loop_expected(&self, label: TextRange) -> super::parser::Stop {
        error("syntax/label", label, "A label can stand only before `loop`, `while` or `for`, on the same line.")
            .hint("Remove the label, or put the loop directly after it.")
            .into()
    }

    fn let_statement(&mut self) -> Parse {
        self.advance();
        if self.at("(") {
            self.pattern()?;
            if self.at(":") {
                return Err(error(
                    "syntax/annotation",
                    self.token.range,
                    "A tuple that is taken apart has no type here.",
                )
                .hint("Remove the type: it follows from the value.")
                .into());
            }
            return self.value("`=` and a value");
        }
        let hint = match self.token.kind {
            Kind::Punctuation("[") => "Lists cannot be taken apart; a tuple can: `let (a, b) = …`.",
            _ => "Write a name, or a tuple of names: `let (a, b) = …`.",
        };
        self.name("syntax/missing", "the name of a variable after `let`", hint, Place::Other)?;
        if self.at(",") {
            return Err(self.expected(
                "syntax/unexpected",
                "`=` in the declaration",
                "Put the names of a tuple into parentheses: `let (a, b) = …`.",
            ));
        }
        if self.at("{") {
            return Err(self.expected(
                "syntax/unexpected",
                "`=` in the declaration",
                "Records cannot be taken apart: assign the record to a name.",
            ));
        }
        if self.eat(":") {
            self.type_expression()?;
        }
        self.value("`=` and a value in the declaration")
    }

    fn value(&mut self, what: &str) -> Parse {
        self.expect("=", "syntax/missing", what, "A variable is declared with its value: `let name = value`.")?;
        self.expression()
    }

    fn return_statement(&mut self) -> Parse {
        self.advance();
        if self.at_statement_end() || self.at(",") {
            return Ok(());
        }
        let is_status = matches!(self.token.kind, Kind::Integer | Kind::Name);
        let is_integer = self.token.kind == Kind::Integer;
        let (next, _) = self.peek();
        if is_status && next.kind == Kind::Punctuation("{") {
            let status = self.token.clone();
            let mut ahead = super::Lexer::new(self.text, next.range.end().into());
            let mut first = ahead.next();
            while first.kind == Kind::LineBreak {
                first = ahead.next();
            }
            if matches!(first.kind, Kind::String | Kind::Punctuation("}")) {
                self.advance();
                return self.expression();
            }
            if status.kind == Kind::Integer && !matches!(first.kind, Kind::Invalid(_)) {
                return Err(error(
                    "syntax/status-reply",
                    first.range,
                    "The keys in the body of a status reply are strings.",
                )
                .hint("Put the key into quotes: `return 404 {\"error\": …}`.")
                .into());
            }
        }
        let status = self.token.range;
        self.expression()?;
        if is_integer
            && self.previous == status
            && !self.at_statement_end()
            && !self.at(",")
            && !matches!(self.token.kind, Kind::Invalid(_))
        {
            let message = format!("Expected the body of a status reply, found {}.", self.found());
            return Err(error("syntax/status-reply", self.token.range, message)
                .hint("The body is a map with strings as keys: `return 201 {\"user\": user}`.")
                .into());
        }
        if self.at("{") && self.slice(self.previous) == ")" {
            return Err(error(
                "syntax/status-reply",
                self.token.range,
                "A status before a body is a number or a name, without parentheses.",
            )
            .hint("Remove the parentheses: `return 404 {\"error\": …}`.")
            .into());
        }
        Ok(())
    }

    fn break_statement(&mut self) -> Parse {
        self.advance();
        if self.token.kind == Kind::Label && self.peek().0.kind != Kind::Punctuation(":") {
            self.advance();
        }
        if self.at_statement_end() || self.at(",") { Ok(()) } else { self.expression() }
    }

    /// A loop without its label.
    pub(super) fn loop_statement(&mut self) -> Parse {
        if self.eat_keyword("loop") {
            return self.body("the loop");
        }
        if self.eat_keyword("while") {
            self.head()?;
            return self.body("the loop");
        }
        self.advance();
        if self.at_line_end() {
            return Err(self.expected("syntax/missing", "a loop variable", "Write `for name in values { … }`."));
        }
        self.pattern()?;
        if self.at("|") {
            return Err(self.expected("syntax/pattern", "`in`", "Put alternatives into parentheses."));
        }
        if !self.eat_keyword("in") {
            let hint = if self.at(",") {
                "Put the names of a tuple into parentheses: `for (a, b) in …`."
            } else {
                "Write `for name in values { … }`."
            };
            return Err(self.expected("syntax/missing", "`in` after the loop variable", hint));
        }
        self.head()?;
        self.body("the loop")
    }

    /// A block that must come now.
    pub(super) fn body(&mut self, owner: &str) -> Parse {
        if self.at("{") {
            return self.block();
        }
        Err(self.expected(
            "syntax/missing",
            &format!("`{{` and the body of {owner}"),
            self.brace_hint("Write `{ … }`."),
        ))
    }

    fn expression_statement(&mut self) -> Parse {
        let start = self.start();
        let operand = self.expression_info(false)?;
        let range = TextRange::new(start, self.previous.end());
        if self.at(":") {
            if operand.is_plain_name {
                self.advance();
                self.type_expression()?;
                return self.value("`=` and a value in the declaration");
            }
            if self.slice(range).starts_with('"') {
                return Err(error(
                    "syntax/unexpected",
                    self.token.range,
                    "These braces hold statements, and `key: value` belongs into a map.",
                )
                .hint("A brace after `=>` in a `match` opens a block: put a map into parentheses, `({…})`.")
                .into());
            }
            return Err(assignment::annotation(self.token.range).into());
        }
        let augmented = AUGMENTED.iter().any(|operator| self.at(operator));
        if !augmented && !self.at("=") {
            return Ok(());
        }
        if operand.target != Target::Place {
            return Err(assignment::unsupported_target(operand.target, self.short(range)).into());
        }
        self.advance();
        self.expression()
    }

    /// The range, or its first line if it spans several.
    fn short(&self, range: TextRange) -> TextRange {
        let line = self.slice(range).split('\n').next().unwrap_or_default();
        TextRange::at(range.start(), crate::TextSize::of(line))
    }

    // ------------------------------------------------------------------ arms

    /// Arms of a `match` whose brace is opened outside of what is read.
    pub(super) fn arms(&mut self, until: usize) -> Parse {
        self.skip_line_breaks();
        while !self.at("}") && self.token.kind != Kind::End && usize::from(self.start()) <= until {
            self.arm()?;
            if !self.arm_separator()? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// What follows an arm. Whether another one can follow.
    pub(super) fn arm_separator(&mut self) -> Parse<bool> {
        if self.token.kind == Kind::LineBreak {
            self.skip_line_breaks();
            if self.at(",") {
                return Err(error(
                    "syntax/newline",
                    self.token.range,
                    "A comma cannot stand at the start of a line here.",
                )
                .hint("Put the comma at the end of the line before, or leave it out.")
                .into());
            }
            return Ok(!self.at("}"));
        }
        if self.eat(",") {
            self.skip_line_breaks();
            if self.at(",") {
                return Err(self.expected("syntax/unexpected", "an arm", "Remove one of the two commas."));
            }
            return Ok(!self.at("}"));
        }
        if self.at("}") || self.token.kind == Kind::End {
            return Ok(false);
        }
        if self.at("=") || AUGMENTED.iter().any(|operator| self.at(operator)) {
            return Err(self.expected(
                "syntax/unexpected",
                "a comma or a line break after the arm",
                "An assignment is a statement: put it into braces, `{ name = value }`.",
            ));
        }
        Err(self.expected(
            "syntax/newline",
            "a comma or a line break between the arms",
            "Put `,` between two arms on one line.",
        ))
    }

    pub(super) fn arm(&mut self) -> Parse {
        self.alternatives()?;
        if self.eat_keyword("if") {
            self.expression()?;
        }
        if !self.eat("=>") {
            return Err(self.expected(
                "syntax/missing",
                "`=>` after the pattern",
                "An arm is written `pattern => value`.",
            ));
        }
        match self.token.kind {
            Kind::Punctuation("{") => self.block(),
            Kind::Keyword if self.at_keyword("return") => self.return_statement(),
            Kind::Keyword if self.at_keyword("break") => self.break_statement(),
            Kind::Keyword if self.at_keyword("continue") => self.statement(),
            Kind::LineBreak => Err(self.expected(
                "syntax/newline",
                "the value of the arm on the line of `=>`",
                "Put the value directly after `=>`, or a block: `=> { … }`.",
            )),
            _ => self.expression(),
        }
    }

    /// The arms between the braces of a `match`.
    pub(super) fn match_body(&mut self) -> Parse {
        if !self.at("{") {
            return Err(self.expected(
                "syntax/missing",
                "`{` and the arms of the `match`",
                self.brace_hint("Write `{ pattern => value }`."),
            ));
        }
        let opening = self.open("}", "the match");
        self.skip_line_breaks();
        while !self.at("}") {
            if self.token.kind == Kind::End {
                return Err(self.unclosed(opening));
            }
            self.arm()?;
            if !self.arm_separator()? {
                break;
            }
        }
        self.close(opening, Separator::CommaOrLineBreak)
    }

    fn closes_nothing(&self) -> super::parser::Stop {
        error("syntax/unexpected", self.token.range, format!("This {} closes nothing.", self.found()))
            .hint("Remove it, or add the opening bracket.")
            .into()
    }

    /// The word that makes what follows it a mistake, or is one itself: `const x`, `} elif x {`.
    fn foreign_word(&self) -> Option<&str> {
        let is_word = |word: &&str| super::foreign::hint(word).is_some();
        [self.slice(self.previous), self.slice(self.token.range)].into_iter().find(is_word)
    }

    /// The mistake that something follows a complete statement on its line.
    fn left_over(&self) -> super::parser::Stop {
        let previous = self.slice(self.previous);
        let (next, _) = self.peek();
        let hint = match self.token.kind {
            Kind::Punctuation("=") => "Assignments do not chain: write one statement for each.",
            Kind::Punctuation("}" | ")" | "]") => {
                return self.closes_nothing();
            }
            Kind::Keyword if self.at_keyword("as") => "There are no casts: convert with a function, e.g. `int(x)`.",
            Kind::Keyword if self.at_keyword("in") => "`in` is no operator: ask with a method, e.g. `xs.contains(x)`.",
            Kind::Keyword if self.at_keyword("else") => "Put `else` on the line of the `}` that closes the `if`.",
            _ if self.text.get(..usize::from(self.previous.end())).is_some_and(|text| text.ends_with("??")) => {
                "There is no `??`: write `match` or `if` for a value that may be absent."
            }
            _ if previous == "?" => "There is no `? :`: write `if a { b } else { c }`.",
            Kind::Punctuation(":") => "A type can be given only where a variable is declared.",
            Kind::Punctuation("{") if next.kind == Kind::Name => {
                "Only a name without a dot can stand before the fields of a value: import the type by its name."
            }
            _ => self
                .foreign_word()
                .and_then(super::foreign::hint)
                .unwrap_or("Start a new line, or put `;` between two statements."),
        };
        self.expected("syntax/newline", "the end of the line between two statements", hint)
    }
}
