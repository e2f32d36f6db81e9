//! Names: what they are made of, and the words that cannot be one.

use super::{Context, broken, error};
use crate::{Field, SyntaxError, SyntaxKind, SyntaxNode, TextRange};

/// Whether a name can start with `c`.
pub(super) fn starts_name(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

/// Whether `c` can stand in a name after its first character.
pub(super) fn continues_name(c: char) -> bool {
    c.is_alphabetic() || c.is_numeric() || c == '_'
}

/// Whether a word can never be a name.
#[rustfmt::skip]
pub(super) fn is_reserved(word: &str) -> bool {
    matches!(
        word,
        "and" | "as" | "async" | "await" | "break" | "continue" | "else" | "false" | "fn" | "for" | "from" | "if"
            | "import" | "in" | "let" | "loop" | "match" | "not" | "null" | "or" | "return" | "static" | "true"
            | "type" | "while" | "xor"
    )
}

/// Checks an identifier of the tree: the grammar accepts reserved words as names, so that the code around them is
/// understood.
pub(super) fn check(cx: &mut Context<'_>, name: SyntaxNode<'_>) {
    let word = cx.slice(name.range());
    if is_reserved(word) {
        match Place::of(name, cx.parent(), cx.field()) {
            Some(place) => cx.report(reserved(word, name.range(), place)),
            // Where a value can stand, it hardly was meant as a name.
            None => cx.spots.push(broken::Spot::misplaced(cx, name)),
        }
    }
}

/// Where a name stands.
#[derive(Copy, Clone)]
pub(super) enum Place {
    /// After a dot.
    Member,
    /// A field of a type or of a value of it.
    Field,
    /// Of a parameter or an argument.
    Argument,
    /// After `@`.
    Decorator,
    /// In an import path.
    Module,
    /// In a type.
    Type,
    /// Anywhere else.
    Other,
}

impl Place {
    /// The place of an identifier below `parent`, in its field `field`; none where a value can stand.
    fn of(name: SyntaxNode<'_>, parent: Option<SyntaxNode<'_>>, field: Option<Field>) -> Option<Self> {
        let parent = parent?;
        match (parent.kind(), field) {
            (SyntaxKind::ModulePath, _) => Some(Self::Module),
            (SyntaxKind::FieldExpression, Some(Field::Field)) => Some(Self::Member),
            (SyntaxKind::FieldDefinition | SyntaxKind::FieldInitializer, Some(Field::Name)) => Some(Self::Field),
            (
                SyntaxKind::Parameter
                | SyntaxKind::VariadicParameter
                | SyntaxKind::NamedArgument
                | SyntaxKind::KeywordArgument,
                Some(Field::Name),
            ) => Some(Self::Argument),
            (SyntaxKind::Decorator, _) => Some(Self::Decorator),
            (SyntaxKind::NamedType, _) => Some(Self::Type),
            // `else { ... }` looks like a struct literal.
            (SyntaxKind::StructExpression, _) => None,
            // Names are also what `name = value` and `name: value` begin with.
            (SyntaxKind::Assignment, Some(Field::Target)) if parent.range().start() == name.range().start() => {
                Some(Self::Other)
            }
            (_, Some(Field::Name | Field::Alias | Field::Pattern | Field::Binding)) => Some(Self::Other),
            (SyntaxKind::TuplePattern | SyntaxKind::ParenthesizedPattern | SyntaxKind::OrPattern, _) => {
                Some(Self::Other)
            }
            _ => None,
        }
    }
}

/// The message for a reserved word where a name must stand.
pub(super) fn reserved(word: &str, range: TextRange, place: Place) -> SyntaxError {
    let cannot = match place {
        Place::Member => "cannot be the name of a member",
        Place::Field => "cannot be the name of a field",
        Place::Argument => "cannot be the name of a parameter or argument",
        Place::Decorator => "cannot be the name of a decorator",
        Place::Module => "cannot be part of a module path",
        Place::Type | Place::Other => "cannot be a name",
    };
    let other = match (place, word) {
        // Messages are often told apart by a field that is called so elsewhere.
        (Place::Field | Place::Member, "type") => "kind".to_owned(),
        _ => format!("{word}_"),
    };
    let hint = match (place, word) {
        (Place::Type, "null") => "The type of `null` is written `Null`.".to_owned(),
        _ => format!("Choose another name, e.g. `{other}`."),
    };
    let is_own = matches!(place, Place::Field | Place::Member);
    let found = error("syntax/reserved-word", range, format!("`{word}` is a reserved word and {cannot}.")).hint(hint);
    SyntaxError { replacement: is_own.then_some(other), ..found }
}
