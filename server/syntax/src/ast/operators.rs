//! Operators as enums.

use super::{AugmentedAssignment, BinaryExpression, RangeExpression, RangePattern, SliceExpression, UnaryExpression};
use crate::SyntaxKind;

/// The operator of a [`UnaryExpression`].
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOperator {
    /// `-`
    Negate,
    /// `not`
    Not,
    /// `~`
    BitNot,
}

/// The operator of a [`BinaryExpression`].
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOperator {
    /// `or`
    Or,
    /// `xor`
    Xor,
    /// `and`
    And,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `|`
    BitOr,
    /// `^`
    BitXor,
    /// `&`
    BitAnd,
    /// `<<`
    ShiftLeft,
    /// `>>`
    ShiftRight,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Remainder,
}

/// The operator of a range or a slice.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum RangeOperator {
    /// `..`: the end is not part of it.
    Exclusive,
    /// `..=`: the end is part of it.
    Inclusive,
}

impl UnaryExpression<'_> {
    /// Which operator it is.
    pub fn operator_kind(&self) -> Option<UnaryOperator> {
        Some(match self.operator()?.kind() {
            SyntaxKind::Minus => UnaryOperator::Negate,
            SyntaxKind::NotKeyword => UnaryOperator::Not,
            SyntaxKind::Tilde => UnaryOperator::BitNot,
            _ => return None,
        })
    }
}

impl BinaryExpression<'_> {
    /// Which operator it is.
    pub fn operator_kind(&self) -> Option<BinaryOperator> {
        BinaryOperator::of_token(self.operator()?.kind())
    }
}

impl AugmentedAssignment<'_> {
    /// Which operator is applied before the assignment: `+` for `+=`.
    pub fn operator_kind(&self) -> Option<BinaryOperator> {
        Some(match self.operator()?.kind() {
            SyntaxKind::PlusEq => BinaryOperator::Add,
            SyntaxKind::MinusEq => BinaryOperator::Subtract,
            SyntaxKind::StarEq => BinaryOperator::Multiply,
            SyntaxKind::SlashEq => BinaryOperator::Divide,
            SyntaxKind::AmpEq => BinaryOperator::BitAnd,
            SyntaxKind::PipeEq => BinaryOperator::BitOr,
            SyntaxKind::CaretEq => BinaryOperator::BitXor,
            SyntaxKind::ShlEq => BinaryOperator::ShiftLeft,
            SyntaxKind::ShrEq => BinaryOperator::ShiftRight,
            _ => return None,
        })
    }
}

impl RangeExpression<'_> {
    /// Which operator it is.
    pub fn operator_kind(&self) -> Option<RangeOperator> {
        RangeOperator::of_token(self.operator()?.kind())
    }
}

impl RangePattern<'_> {
    /// Which operator it is.
    pub fn operator_kind(&self) -> Option<RangeOperator> {
        RangeOperator::of_token(self.operator()?.kind())
    }
}

impl SliceExpression<'_> {
    /// Which operator it is.
    pub fn operator_kind(&self) -> Option<RangeOperator> {
        RangeOperator::of_token(self.operator()?.kind())
    }
}

impl BinaryOperator {
    /// How it is written.
    pub fn text(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::Xor => "xor",
            Self::And => "and",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::BitOr => "|",
            Self::BitXor => "^",
            Self::BitAnd => "&",
            Self::ShiftLeft => "<<",
            Self::ShiftRight => ">>",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Remainder => "%",
        }
    }

    fn of_token(kind: SyntaxKind) -> Option<Self> {
        Some(match kind {
            SyntaxKind::OrKeyword => Self::Or,
            SyntaxKind::XorKeyword => Self::Xor,
            SyntaxKind::AndKeyword => Self::And,
            SyntaxKind::EqEq => Self::Equal,
            SyntaxKind::BangEq => Self::NotEqual,
            SyntaxKind::Less => Self::Less,
            SyntaxKind::LessEq => Self::LessEqual,
            SyntaxKind::Greater => Self::Greater,
            SyntaxKind::GreaterEq => Self::GreaterEqual,
            SyntaxKind::Pipe => Self::BitOr,
            SyntaxKind::Caret => Self::BitXor,
            SyntaxKind::Amp => Self::BitAnd,
            SyntaxKind::Shl => Self::ShiftLeft,
            SyntaxKind::Shr => Self::ShiftRight,
            SyntaxKind::Plus => Self::Add,
            SyntaxKind::Minus => Self::Subtract,
            SyntaxKind::Star => Self::Multiply,
            SyntaxKind::Slash => Self::Divide,
            SyntaxKind::Percent => Self::Remainder,
            _ => return None,
        })
    }
}

impl RangeOperator {
    fn of_token(kind: SyntaxKind) -> Option<Self> {
        match kind {
            SyntaxKind::DotDot => Some(Self::Exclusive),
            SyntaxKind::DotDotEq => Some(Self::Inclusive),
            _ => None,
        }
    }
}
