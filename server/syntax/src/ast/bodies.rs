//! The places where one of several kinds of node may stand, as enums.

use super::{
    AstNode, Block, BreakStatement, Closure, ContinueStatement, Expression, ExpressionBody, FieldDefinition,
    FunctionDefinition, IfClause, IfExpression, ListComprehension, MapComprehension, MatchArm, MethodDefinition,
    Parameters, ReturnStatement, StatusReply, Type, TypeDefinition,
};
use crate::{SyntaxKind, SyntaxNode};

/// Declares an enum over node types as the generated ones are.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident($ty:ident),)* }) => {
        $(#[$doc])*
        #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $name<'t> {
            $($(#[$variant_doc])* $variant($ty<'t>),)*
        }

        impl<'t> AstNode<'t> for $name<'t> {
            fn can_cast(kind: SyntaxKind) -> bool {
                $($ty::can_cast(kind))||*
            }

            fn cast(node: SyntaxNode<'t>) -> Option<Self> {
                $(if let Some(node) = $ty::cast(node) {
                    return Some(Self::$variant(node));
                })*
                None
            }

            fn syntax(&self) -> SyntaxNode<'t> {
                match self {
                    $(Self::$variant(node) => node.syntax(),)*
                }
            }
        }
    };
}

choice! {
    /// Anything that has parameters and a body.
    Callable {
        /// A named function.
        Function(FunctionDefinition),
        /// A method of a type.
        Method(MethodDefinition),
        /// An anonymous function.
        Closure(Closure),
    }
}

choice! {
    /// The body of a function, a method or a closure.
    FunctionBody {
        /// `{ ... }`
        Block(Block),
        /// `=> value`
        Expression(ExpressionBody),
    }
}

choice! {
    /// What stands after `else`.
    ElseBranch {
        /// `else { ... }`
        Block(Block),
        /// `else if ...`
        If(IfExpression),
    }
}

choice! {
    /// The body of a match arm.
    ArmBody {
        /// `{ ... }`
        Block(Block),
        /// `return ...`
        Return(ReturnStatement),
        /// `break ...`
        Break(BreakStatement),
        /// `continue ...`
        Continue(ContinueStatement),
        /// A value.
        Expression(Expression),
    }
}

impl<'t> Callable<'t> {
    /// Its parameter list.
    pub fn parameters(&self) -> Option<Parameters<'t>> {
        match self {
            Self::Function(node) => node.parameters(),
            Self::Method(node) => node.parameters(),
            Self::Closure(node) => node.parameters(),
        }
    }

    /// The type after `->`.
    pub fn return_type(&self) -> Option<Type<'t>> {
        match self {
            Self::Function(node) => node.return_type(),
            Self::Method(node) => node.return_type(),
            Self::Closure(node) => node.return_type(),
        }
    }

    /// Its body.
    pub fn body(&self) -> Option<FunctionBody<'t>> {
        match self {
            Self::Function(node) => node.function_body(),
            Self::Method(node) => node.function_body(),
            Self::Closure(node) => node.function_body(),
        }
    }

    /// Whether it is async.
    pub fn is_async(&self) -> bool {
        match self {
            Self::Function(node) => node.is_async(),
            Self::Method(node) => node.is_async(),
            Self::Closure(node) => node.is_async(),
        }
    }
}

impl<'t> FunctionDefinition<'t> {
    /// The body.
    pub fn function_body(&self) -> Option<FunctionBody<'t>> {
        self.body().and_then(FunctionBody::cast)
    }
}

impl<'t> MethodDefinition<'t> {
    /// The body.
    pub fn function_body(&self) -> Option<FunctionBody<'t>> {
        self.body().and_then(FunctionBody::cast)
    }
}

impl<'t> Closure<'t> {
    /// The body.
    pub fn function_body(&self) -> Option<FunctionBody<'t>> {
        self.body().and_then(FunctionBody::cast)
    }
}

impl<'t> TypeDefinition<'t> {
    /// The fields, in the order of the text.
    pub fn fields(&self) -> impl Iterator<Item = FieldDefinition<'t>> {
        self.body().into_iter().flat_map(|body| body.field_definitions())
    }

    /// The methods, in the order of the text.
    pub fn methods(&self) -> impl Iterator<Item = MethodDefinition<'t>> {
        self.body().into_iter().flat_map(|body| body.method_definitions())
    }
}

impl<'t> ListComprehension<'t> {
    /// The condition at its end.
    pub fn if_clause(&self) -> Option<IfClause<'t>> {
        self.if_clauses().next()
    }
}

impl<'t> MapComprehension<'t> {
    /// The condition at its end.
    pub fn if_clause(&self) -> Option<IfClause<'t>> {
        self.if_clauses().next()
    }
}

impl<'t> IfExpression<'t> {
    /// What stands after `else`.
    pub fn else_branch(&self) -> Option<ElseBranch<'t>> {
        self.alternative().and_then(ElseBranch::cast)
    }
}

impl<'t> MatchArm<'t> {
    /// What stands after `=>`.
    pub fn arm_body(&self) -> Option<ArmBody<'t>> {
        self.body().and_then(ArmBody::cast)
    }
}

impl<'t> ReturnStatement<'t> {
    /// The returned value, if it is a plain one.
    pub fn expression(&self) -> Option<Expression<'t>> {
        self.value().and_then(Expression::cast)
    }

    /// The returned status with its body, as in `return 404 {"error": "gone"}`.
    pub fn status_reply(&self) -> Option<StatusReply<'t>> {
        self.value().and_then(StatusReply::cast)
    }
}
