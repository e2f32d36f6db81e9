//! Lines: what their end cuts off, and where they must not end.
//!
//! The grammar provides for brackets and strings without an end and for half-written lines with zero-width nodes
//! (`unclosed`, `missing`), so the tree knows what they belong to. And it accepts line breaks in more places than the
//! language does.

use super::strict::Lexer;
use super::{Context, error, strict, strings};
use crate::{SyntaxError, SyntaxKind, SyntaxNode, TextRange};

/// Something that is opened and not closed.
#[derive(Clone, Debug)]
pub(super) struct Unclosed {
    /// The opening bracket or quote.
    pub(super) opening: TextRange,
    pub(super) form: Form,
    /// Whether it must end on its line.
    pub(super) stays_on_line: bool,
}

/// What it is that is not closed.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A string or byte string.
    String,
    Interpolation,
    /// Braces that hold lines: a block, a type, a match.
    Body(&'static str),
    /// Other brackets, with the closing one.
    Brackets(&'static str, &'static str),
}

impl Unclosed {
    /// What a node `unclosed` below `parent` stands for.
    pub(super) fn of(parent: SyntaxNode<'_>) -> Self {
        let form = match parent.kind() {
            SyntaxKind::StringLiteral
            | SyntaxKind::StringPattern
            | SyntaxKind::EscapedString
            | SyntaxKind::ByteString => Form::String,
            SyntaxKind::Interpolation => Form::Interpolation,
            SyntaxKind::Block => Form::Body("the block"),
            SyntaxKind::TypeBody => Form::Body("the type"),
            SyntaxKind::MatchBody => Form::Body("the match"),
            SyntaxKind::FieldInitializers => Form::Brackets("}", "the struct literal"),
            SyntaxKind::MapExpression | SyntaxKind::MapComprehension => Form::Brackets("}", "the map"),
            SyntaxKind::ListExpression | SyntaxKind::ListComprehension => Form::Brackets("]", "the list"),
            SyntaxKind::IndexExpression | SyntaxKind::SliceExpression => Form::Brackets("]", "the index"),
            SyntaxKind::Arguments => Form::Brackets(")", "the arguments"),
            SyntaxKind::DecoratorArguments => Form::Brackets(")", "the arguments of the decorator"),
            SyntaxKind::Parameters => Form::Brackets(")", "the parameters"),
            SyntaxKind::FunctionTypeParameters => Form::Brackets(")", "the parameter types"),
            SyntaxKind::TypeArguments => Form::Brackets(">", "the type arguments"),
            SyntaxKind::FromImportStatement => Form::Brackets(")", "the imported names"),
            SyntaxKind::ParenthesizedPattern | SyntaxKind::TuplePattern => Form::Brackets(")", "the pattern"),
            SyntaxKind::ParenthesizedType | SyntaxKind::TupleType => Form::Brackets(")", "the type"),
            _ => Form::Brackets(")", "the parentheses"),
        };
        let opening = parent.children().find(|child| is_opening(child.kind())).unwrap_or(parent);
        let stays_on_line = matches!(
            parent.kind(),
            SyntaxKind::ParenthesizedExpression
                | SyntaxKind::TupleExpression
                | SyntaxKind::IndexExpression
                | SyntaxKind::SliceExpression
                | SyntaxKind::ParenthesizedPattern
                | SyntaxKind::TuplePattern
                | SyntaxKind::ParenthesizedType
                | SyntaxKind::TupleType
        );
        Self { opening: opening.range(), form, stays_on_line }
    }

    /// The message for it.
    pub(super) fn error(&self, text: &str) -> SyntaxError {
        match self.form {
            Form::String => strings::unclosed(self.opening, text),
            Form::Interpolation => strings::unclosed_interpolation(self.opening),
            Form::Body(what) => strict::unclosed("syntax/unclosed-brace", self.opening, "}", what),
            Form::Brackets(close, what) => {
                let code = match close {
                    ")" => "syntax/unclosed-paren",
                    "]" => "syntax/unclosed-bracket",
                    ">" => "syntax/unclosed-generic",
                    _ => "syntax/unclosed-brace",
                };
                strict::unclosed(code, self.opening, close, what)
            }
        }
    }
}

fn is_opening(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::LParen
            | SyntaxKind::LBracket
            | SyntaxKind::LBrace
            | SyntaxKind::Less
            | SyntaxKind::Quote
            | SyntaxKind::TripleQuote
            | SyntaxKind::EscapedQuote
            | SyntaxKind::ByteQuote
    )
}

/// The message for something that is missing and that no other message explains; `place` is what stands before.
pub(super) fn missing(place: TextRange, parent: SyntaxKind) -> SyntaxError {
    match parent {
        SyntaxKind::ModulePath => error("syntax/missing", place, "A name is missing after the dot.")
            .hint("Write the next part of the path, or remove the dot."),
        _ => error("syntax/missing", place, "Something is missing after this.")
            .hint("Complete the line, or remove what is half-written."),
    }
}

/// Checks that no line ends between a child of a node and the child before it, the current one of the walk, where both
/// must stand on one line.
pub(super) fn check_gap(cx: &mut Context<'_>, child: SyntaxNode<'_>) {
    let Some(step) = cx.path.last() else { return };
    let (Some(last), start) = (step.last, child.range().start()) else { return };
    let gap = TextRange::new(step.end.min(start), start);
    if gap.is_empty()
        || !cx.slice(gap).contains(['\n', ';'])
        || child.is_comment()
        || child.is_missing()
        || child.is_error()
    {
        return;
    }
    let parent = step.node;
    if matches!(last, SyntaxKind::Error | SyntaxKind::UnexpectedCharacter)
        || may_break(parent.kind(), last, child.kind())
    {
        return;
    }
    let token = Lexer::new(cx.text(), start.into()).next();
    let word = cx.slice(token.range).split('\n').next().unwrap_or_default();
    let range = TextRange::at(start, crate::TextSize::of(word));
    cx.report(
        error("syntax/newline", range, format!("A line break cannot stand before this `{word}`."))
            .hint("Join the two lines: an expression goes on in the next line only inside of brackets that separate their parts by commas, and before a leading `.`."),
    );
}

/// Whether a line may end between two children of a node.
fn may_break(parent: SyntaxKind, before: SyntaxKind, after: SyntaxKind) -> bool {
    match parent {
        SyntaxKind::FieldExpression | SyntaxKind::AwaitExpression | SyntaxKind::TupleIndexExpression => {
            after == SyntaxKind::Dot
        }
        SyntaxKind::Pair | SyntaxKind::FieldInitializer => before == SyntaxKind::Colon,
        SyntaxKind::KeywordArgument => before == SyntaxKind::Eq,
        SyntaxKind::ForClause => before == SyntaxKind::InKeyword,
        SyntaxKind::IfClause => before == SyntaxKind::IfKeyword,
        SyntaxKind::FunctionDefinition
        | SyntaxKind::TypeDefinition
        | SyntaxKind::FieldDefinition
        | SyntaxKind::MethodDefinition => before == SyntaxKind::Decorator,
        SyntaxKind::BinaryExpression
        | SyntaxKind::UnaryExpression
        | SyntaxKind::RangeExpression
        | SyntaxKind::CallExpression
        | SyntaxKind::IndexExpression
        | SyntaxKind::SliceExpression
        | SyntaxKind::TryExpression
        | SyntaxKind::StructExpression
        | SyntaxKind::ParenthesizedExpression
        | SyntaxKind::TupleExpression
        | SyntaxKind::NamedArgument
        | SyntaxKind::LetDeclaration
        | SyntaxKind::LetDestructuring
        | SyntaxKind::Assignment
        | SyntaxKind::AugmentedAssignment
        | SyntaxKind::ReturnStatement
        | SyntaxKind::StatusReply
        | SyntaxKind::BreakStatement
        | SyntaxKind::ContinueStatement
        | SyntaxKind::WhileStatement
        | SyntaxKind::ForStatement
        | SyntaxKind::LoopExpression
        | SyntaxKind::IfExpression
        | SyntaxKind::MatchExpression
        | SyntaxKind::MatchArm
        | SyntaxKind::Closure
        | SyntaxKind::ExpressionBody
        | SyntaxKind::Parameter
        | SyntaxKind::VariadicParameter
        | SyntaxKind::Decorator
        | SyntaxKind::ImportStatement
        | SyntaxKind::ImportedName
        | SyntaxKind::ModulePath
        | SyntaxKind::OrPattern
        | SyntaxKind::RangePattern
        | SyntaxKind::ResultPattern
        | SyntaxKind::TuplePattern
        | SyntaxKind::ParenthesizedPattern
        | SyntaxKind::NegativeLiteral
        | SyntaxKind::NamedType
        | SyntaxKind::NullableType
        | SyntaxKind::FunctionType
        | SyntaxKind::TupleType
        | SyntaxKind::ParenthesizedType => false,
        _ => true,
    }
}
