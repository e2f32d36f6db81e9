//! Functions, types, decorators and imports, read strictly.

use super::super::names::Place;
use super::super::{decorators, error};
use super::lexer::Kind;
use super::parser::{Parse, Parser, Separator};
use crate::TextRange;

/// What a body is missing from.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum Owner {
    Function,
    Method,
    Closure,
}

impl Parser<'_> {
    /// `async fn name(...) ...`
    pub(super) fn function(&mut self, owner: Owner) -> Parse {
        self.eat_keyword("async");
        if !self.eat_keyword("fn") {
            return Err(self.expected(
                "syntax/unexpected",
                "`fn` after `async`",
                "`async` stands before a function: `async fn name() { … }`.",
            ));
        }
        if self.at("(") && owner == Owner::Function {
            return Err(super::super::calls::anonymous_function(self.previous).into());
        }
        let what = if owner == Owner::Method { "the name of the method" } else { "the name of the function" };
        self.name("syntax/missing", what, "Write a name after `fn`.", Place::Other)?;
        self.signature_and_body(owner)
    }

    /// From the parameters on.
    pub(super) fn signature_and_body(&mut self, owner: Owner) -> Parse {
        if self.at("<") {
            return Err(error("syntax/unexpected", self.token.range, "Functions have no type parameters.")
                .hint("Remove them, and leave out the types of the parameters that can be anything.")
                .into());
        }
        if !self.at("(") {
            let hint = match owner {
                Owner::Closure if self.token.kind == Kind::Name => {
                    "A function inside an expression has no name: write `fn(…)`."
                }
                _ => "A function has a list of parameters, which may be empty: `()`.",
            };
            return Err(self.expected("syntax/missing", "`(` and the parameters", hint));
        }
        let opening = self.open(")", "the parameters");
        self.items(opening, Separator::Comma, &mut |parser| {
            if ["{", "->", "=>"].iter().any(|next| parser.at(next)) {
                return Err(parser.unclosed(opening));
            }
            parser.parameter()
        })?;
        if self.eat("->") {
            self.type_expression()?;
        }
        if self.eat("=>") {
            return self.expression();
        }
        if self.at("{") {
            return self.block();
        }
        let what = match owner {
            Owner::Function => "`{` or `=>` and the body of the function",
            Owner::Method => "`{` or `=>` and the body of the method",
            Owner::Closure => "`{` or `=>` and the body of the anonymous function",
        };
        Err(self.expected("syntax/missing", what, self.brace_hint("Write `{ … }`, or `=>` and an expression.")))
    }

    /// The hint for a missing body: the brace may only stand on the wrong line.
    pub(super) fn brace_hint(&self, otherwise: &'static str) -> &'static str {
        let (next, _) = self.after_line_breaks();
        if self.at_line_end() && next.kind == Kind::Punctuation("{") {
            "Put the `{` at the end of this line."
        } else {
            otherwise
        }
    }

    fn parameter(&mut self) -> Parse {
        self.eat("...");
        if self.at("(") || self.at("[") {
            return Err(self.expected(
                "syntax/missing",
                "the name of a parameter",
                "Parameters are not taken apart here: use `let` in the body.",
            ));
        }
        self.name(
            "syntax/missing",
            "the name of a parameter",
            "Write `name`, `name: Type` or `name: Type = value`.",
            Place::Argument,
        )?;
        if self.eat(":") {
            self.type_expression()?;
        }
        if self.at("=") {
            self.advance();
            self.expression()?;
        }
        Ok(())
    }

    // ------------------------------------------------------------------ types

    pub(super) fn type_definition(&mut self) -> Parse {
        self.advance();
        self.name("syntax/missing", "the name of the type", "Write a name after `type`.", Place::Other)?;
        if self.at("<") {
            return Err(error("syntax/unexpected", self.token.range, "Types have no type parameters.")
                .hint("Remove them.")
                .into());
        }
        if self.at("=") {
            return Err(self.expected(
                "syntax/missing",
                "`{` and the fields of the type",
                "There are no other names for a type; a type has fields: `type Name { … }`.",
            ));
        }
        if !self.at("{") {
            return Err(self.expected(
                "syntax/missing",
                "`{` and the fields of the type",
                self.brace_hint("Write `{ … }` after the name."),
            ));
        }
        let opening = self.open("}", "the type");
        self.skip_line_breaks();
        while !self.at("}") {
            if self.token.kind == Kind::End {
                return Err(self.unclosed(opening));
            }
            self.member()?;
        }
        self.advance();
        Ok(())
    }

    /// The members of a type whose opening brace lies outside of what is read.
    pub(super) fn members(&mut self, until: usize) -> Parse {
        self.skip_line_breaks();
        while !self.at("}") && self.token.kind != Kind::End && usize::from(self.start()) <= until {
            self.member()?;
        }
        Ok(())
    }

    fn member(&mut self) -> Parse {
        let mut decorator = None;
        while self.at("@") {
            let range = self.decorator()?;
            decorator = decorator.or(Some(range));
            self.skip_line_breaks();
        }
        let is_method = ["fn", "async", "static"].iter().any(|word| self.at_keyword(word));
        if is_method && !matches!(self.peek().0.kind, Kind::Punctuation(":")) {
            if let Some(range) = decorator {
                return Err(decorators::on_method(range).into());
            }
            self.eat_keyword("static");
            self.function(Owner::Method)?;
        } else {
            self.name(
                "syntax/unexpected",
                "the name of a field, or `fn`",
                "A type holds fields, `name: Type`, and methods, `fn name() { … }`.",
                Place::Field,
            )?;
            self.expect(
                ":",
                "syntax/missing",
                "`:` and the type of the field",
                "Every field has a type: `name: Type`.",
            )?;
            self.type_expression()?;
            if self.eat("=") {
                self.expression()?;
            }
        }
        let new_line = self.token.kind == Kind::LineBreak;
        if !new_line && self.eat(",") && self.at(",") {
            return Err(error("syntax/unexpected", self.token.range, "Two commas in a row.")
                .hint("Remove one of them.")
                .into());
        }
        self.skip_line_breaks();
        if new_line && self.at(",") {
            return Err(error("syntax/newline", self.token.range, "A comma cannot stand at the start of a line here.")
                .hint("Put the comma at the end of the line before, or leave it out.")
                .into());
        }
        Ok(())
    }

    // ------------------------------------------------------------------ decorators

    pub(super) fn decorated(&mut self) -> Parse {
        let mut first = None;
        while self.at("@") {
            let range = self.decorator()?;
            first = first.or(Some(range));
            if self.token.kind == Kind::LineBreak && self.after_line_breaks().0.kind == Kind::Punctuation("(") {
                return Err(error("syntax/newline", range, "The arguments of a decorator start on its own line.")
                    .hint("Put the `(` directly after the name.")
                    .into());
            }
            self.skip_line_breaks();
        }
        if self.at_keyword("type") {
            return self.type_definition();
        }
        if self.at_keyword("fn") || self.at_keyword("async") {
            return self.function(Owner::Function);
        }
        if let Kind::Invalid(fault) = &self.token.kind {
            return Err((**fault).clone().into());
        }
        if self.at(".") {
            return Err(self.expected(
                "syntax/unexpected",
                "a line break after the decorator",
                "The name of a decorator has no dots.",
            ));
        }
        Err(decorators::without_target(first.unwrap_or(self.token.range)).into())
    }

    /// One decorator; gives its range, cut to the name if its arguments span lines.
    fn decorator(&mut self) -> Parse<TextRange> {
        let start = self.start();
        self.advance();
        self.name("syntax/missing", "the name of a decorator", "Write its name directly after `@`.", Place::Decorator)?;
        let short = TextRange::new(start, self.previous.end());
        if self.at("(") {
            let opening = self.open(")", "the arguments of the decorator");
            self.items(opening, Separator::Comma, &mut |parser| parser.decorator_argument())?;
        }
        let whole = TextRange::new(start, self.previous.end());
        Ok(if self.slice(whole).contains('\n') { short } else { whole })
    }

    fn decorator_argument(&mut self) -> Parse {
        let is_word = matches!(self.token.kind, Kind::Name | Kind::Keyword);
        match self.peek().0.kind {
            Kind::Punctuation("=") if is_word => {
                self.name("syntax/missing", "the name of an argument", "Write `name=value`.", Place::Argument)?;
                self.advance();
                self.skip_line_breaks();
                self.expression()
            }
            Kind::Punctuation(":") if is_word => {
                self.advance();
                let fault =
                    error("syntax/unexpected", self.token.range, "The arguments of a decorator are named with `=`.");
                Err(fault.hint("Replace the `:` with `=`.").into())
            }
            _ => self.expression(),
        }
    }

    // ------------------------------------------------------------------ imports

    pub(super) fn import(&mut self) -> Parse {
        self.advance();
        self.module_path()?;
        self.alias()?;
        if self.at(",") {
            return Err(self.expected(
                "syntax/newline",
                "the end of the import",
                "Import one module in each statement.",
            ));
        }
        Ok(())
    }

    pub(super) fn import_names(&mut self) -> Parse {
        self.advance();
        self.module_path()?;
        if !self.eat_keyword("import") {
            return Err(self.expected("syntax/missing", "`import` and the names", "Write `from module import name`."));
        }
        if self.at("(") {
            let opening = self.open(")", "the imported names");
            self.skip_line_breaks();
            if self.at(")") {
                let range = TextRange::new(opening.range.start(), self.token.range.end());
                return Err(error("syntax/missing", range, "There are no names to import.")
                    .hint("Write at least one name between the parentheses.")
                    .into());
            }
            return self.items(opening, Separator::Comma, &mut |parser| parser.imported_name());
        }
        loop {
            self.imported_name()?;
            if !self.eat(",") || self.at_statement_end() {
                return Ok(());
            }
        }
    }

    fn imported_name(&mut self) -> Parse {
        let hint = match self.slice(self.previous) {
            _ if self.at("*") => "Name what you import: `from module import a, b`.",
            "," => "Write the name to import, or remove the comma.",
            _ => "Write at least one name.",
        };
        self.name("syntax/missing", "a name to import", hint, Place::Other)?;
        self.alias()
    }

    fn alias(&mut self) -> Parse {
        if self.eat_keyword("as") {
            self.name(
                "syntax/missing",
                "a name after `as`",
                "Write the name to use here, or remove `as`.",
                Place::Other,
            )?;
        }
        Ok(())
    }

    fn module_path(&mut self) -> Parse {
        let hint = match self.token.kind {
            Kind::String => "A module is written without quotes: `import billing.plans`.",
            Kind::Punctuation(".") => "There are no relative paths: write the whole path of the module.",
            _ => "Write the path of a module, e.g. `billing.plans`.",
        };
        self.name("syntax/missing", "the path of a module", hint, Place::Module)?;
        while self.eat(".") {
            self.name(
                "syntax/missing",
                "a name after the dot",
                "Write the next part of the path, or remove the dot.",
                Place::Module,
            )?;
        }
        if self.at("/") {
            return Err(self.expected(
                "syntax/unexpected",
                "the end of the path",
                "The parts of a path are separated by dots: `import a.b`.",
            ));
        }
        Ok(())
    }
}
