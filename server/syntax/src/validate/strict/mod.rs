//! The language read strictly, from one place up to the first token that cannot stand there.
//!
//! Where a text does not fit the grammar, the tree says that something is wrong but not what: its repair skips or
//! inserts whatever is cheapest. So the statement is read again here, without a tree and without recovery, exactly as
//! the language reads it. The first token that does not fit is the mistake, and what could have stood there is the
//! message.

mod definitions;
mod expressions;
mod foreign;
mod lexer;
mod parser;
mod patterns;
mod statements;
mod types;

pub(super) use self::expressions::missing_member;
pub(super) use self::lexer::{Kind, Lexer, Token, unexpected_character};
pub(super) use self::parser::{MOST_TOKENS, broken_line, find_close, unclosed};
use self::parser::{Parser, Stop};
use crate::SyntaxError;

/// What a piece of text is to be read as.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// The statements of a file, of which the last one that counts starts before this offset.
    File(usize),
    /// The statements of a block, likewise.
    Block(usize),
    /// The members of a type, likewise.
    Members(usize),
    /// The arms of a `match`, likewise.
    Arms(usize),
    /// One expression inside a string, which the text ends with.
    Embedded,
}

/// The first mistake in `text` after `start`, read as `goal`. `None` if there is none, or if the text is nested too
/// deeply to be read.
pub(super) fn explain(text: &str, start: usize, goal: Goal) -> Option<SyntaxError> {
    let mut parser = Parser::new(text, start, goal == Goal::Embedded);
    let outcome = match goal {
        Goal::File(until) => parser.statements(until, true),
        Goal::Block(until) => parser.statements(until, false),
        Goal::Members(until) => parser.members(until),
        Goal::Arms(until) => parser.arms(until),
        Goal::Embedded => parser.embedded(),
    };
    match outcome {
        Err(Stop::Mistake(error)) => Some(*error),
        Ok(()) | Err(Stop::TooDeep) => None,
    }
}
