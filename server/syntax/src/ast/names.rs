//! What declarations are called, and small questions about them.

use std::borrow::Cow;

use super::{
    AstNode, Closure, Decorator, FieldDefinition, FieldInitializer, FunctionDefinition, Identifier, ImportedName,
    KeywordArgument, Label, LetDeclaration, MethodDefinition, ModulePath, NamedArgument, NamedType, Parameter,
    StructExpression, TypeDefinition, VariadicParameter, support,
};
use crate::SyntaxKind;

impl<'t> Identifier<'t> {
    /// The name, `None` where a name is missing in the text.
    pub fn name(&self) -> Option<Cow<'t, str>> {
        (!self.syntax.range().is_empty()).then(|| self.text())
    }
}

macro_rules! name_text {
    ($($ty:ident),*) => {$(
        impl<'t> $ty<'t> {
            /// The text of its name, `None` where it is missing.
            pub fn name_text(&self) -> Option<Cow<'t, str>> {
                self.name()?.name()
            }
        }
    )*};
}

name_text!(
    Decorator,
    FieldDefinition,
    FieldInitializer,
    FunctionDefinition,
    ImportedName,
    KeywordArgument,
    LetDeclaration,
    MethodDefinition,
    NamedArgument,
    NamedType,
    Parameter,
    StructExpression,
    TypeDefinition,
    VariadicParameter
);

impl FunctionDefinition<'_> {
    /// Whether it is an `async fn`.
    pub fn is_async(&self) -> bool {
        support::has_token(self.syntax, SyntaxKind::AsyncKeyword)
    }
}

impl MethodDefinition<'_> {
    /// Whether it is an `async fn`.
    pub fn is_async(&self) -> bool {
        support::has_token(self.syntax, SyntaxKind::AsyncKeyword)
    }

    /// Whether it is a `static fn`: called on the type, without a value.
    pub fn is_static(&self) -> bool {
        support::has_token(self.syntax, SyntaxKind::StaticKeyword)
    }
}

impl Closure<'_> {
    /// Whether it is an `async fn`.
    pub fn is_async(&self) -> bool {
        support::has_token(self.syntax, SyntaxKind::AsyncKeyword)
    }
}

impl<'t> ImportedName<'t> {
    /// The identifier under which the importing file knows it: the alias, or the name itself.
    pub fn local_name(&self) -> Option<Identifier<'t>> {
        self.alias().or_else(|| self.name())
    }
}

impl ModulePath<'_> {
    /// The path with its dots, without white space: `a.b.c`.
    pub fn dotted(&self) -> String {
        let segments: Vec<_> = self.identifiers().filter_map(|segment| segment.name()).collect();
        segments.join(".")
    }
}

impl<'t> Label<'t> {
    /// The label without its apostrophe.
    pub fn name(&self) -> Cow<'t, str> {
        match self.text() {
            Cow::Borrowed(text) => Cow::Borrowed(text.strip_prefix('\'').unwrap_or(text)),
            Cow::Owned(text) => Cow::Owned(text.strip_prefix('\'').unwrap_or(&text).to_owned()),
        }
    }
}
