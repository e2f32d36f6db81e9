//! What an item says, without its syntax: the form that inference walks.
//!
//! All ranges are relative to the start of the item's text, so nothing here changes when something above the item does.
//! Every form that the parser recovers from has a place here too: a missing expression is [`Expr::Missing`], a missing name
//! is empty.

use fitz_syntax::TextRange;
pub use fitz_syntax::ast::{BinaryOperator as BinaryOp, UnaryOperator as UnaryOp};
use la_arena::{Arena, Idx};

use crate::ty::Name;

/// An expression of an item.
pub type ExprId = Idx<Expr>;
/// A pattern of an item.
pub type PatId = Idx<Pat>;

/// An item in this form. What it declares is in `data`; the expressions are in the arenas of `body`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lowered {
    /// The decorators above it, in source order.
    pub decorators: Vec<Decorator>,
    /// What it declares.
    pub data: ItemData,
    /// Its expressions and patterns.
    pub body: Body,
    /// The name that it declares, relative to the item.
    pub name_range: Option<TextRange>,
    /// Whether its text has a syntax error: what it declares may not be all that is meant.
    pub is_broken: bool,
    /// The types that its bodies declare. Nothing more is known of them.
    pub local_types: Vec<Name>,
}

/// What an item declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemData {
    /// `fn`, a method included.
    Function(Function),
    /// `type`.
    Type(TypeDefinition),
    /// A top-level statement; `let` and assignments are the globals of the module.
    Statement(Stmt),
    /// `import a.b as c`.
    Import(Import),
    /// `from a.b import c as d`.
    FromImport(FromImport),
}

/// The arenas of one item, with the range of each element.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Body {
    /// The expressions, children before parents.
    pub exprs: Arena<Expr>,
    /// The patterns.
    pub pats: Arena<Pat>,
    pub(crate) expr_ranges: Vec<TextRange>,
    pub(crate) pat_ranges: Vec<TextRange>,
}

/// A named piece of text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spelled {
    /// The name; empty when it is missing.
    pub name: Name,
    /// Where it stands, relative to the item.
    pub range: TextRange,
}

/// `@name(arguments)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decorator {
    /// The name without `@`.
    pub name: Spelled,
    /// The whole decorator.
    pub range: TextRange,
    /// The arguments, in source order.
    pub arguments: Vec<DecoratorArgument>,
}

/// An argument of a decorator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecoratorArgument {
    /// The key of `key=value`.
    pub key: Option<Spelled>,
    /// The value.
    pub value: ExprId,
    /// The whole argument.
    pub range: TextRange,
}

/// A function, method or closure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name; empty for a closure.
    pub name: Spelled,
    /// Whether `async` stands before it.
    pub is_async: bool,
    /// Whether `static` stands before it.
    pub is_static: bool,
    /// The `fn` keyword, where `async` belongs before.
    pub fn_keyword: TextRange,
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// The parentheses with the parameters.
    pub parameters_range: TextRange,
    /// The annotation after `->`.
    pub return_type: Option<TypeRef>,
    /// A block, or the expression after `=>`.
    pub body: Option<ExprId>,
    /// Whether the body follows `=>`.
    pub is_expression_body: bool,
    /// From the start of the signature to its end, without decorators and body.
    pub signature_range: TextRange,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// A binding; its range is the name.
    pub pattern: PatId,
    /// Its name.
    pub name: Spelled,
    /// The annotation.
    pub ty: Option<TypeRef>,
    /// The default value.
    pub default: Option<ExprId>,
    /// Whether it is `...rest`.
    pub is_variadic: bool,
    /// The whole parameter.
    pub range: TextRange,
}

/// A `type`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeDefinition {
    /// Its name.
    pub name: Spelled,
    /// The fields. Methods are items of their own.
    pub fields: Vec<Field>,
}

/// A field of a `type`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: Spelled,
    /// Its type; `None` while it is being typed.
    pub ty: Option<TypeRef>,
    /// The default value.
    pub default: Option<ExprId>,
    /// The decorators before it.
    pub decorators: Vec<Decorator>,
    /// The comment above it or at the end of its line.
    pub doc: Option<String>,
    /// The whole field.
    pub range: TextRange,
}

/// `import a.b as c`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The segments of the path.
    pub path: Vec<Spelled>,
    /// The name after `as`.
    pub alias: Option<Spelled>,
    /// The whole path.
    pub path_range: TextRange,
}

/// `from a.b import c as d`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FromImport {
    /// The segments of the path.
    pub path: Vec<Spelled>,
    /// The whole path.
    pub path_range: TextRange,
    /// The names, with their aliases.
    pub names: Vec<(Spelled, Option<Spelled>)>,
}

/// A type annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeRef {
    /// What it says.
    pub kind: TypeRefKind,
    /// Where it stands.
    pub range: TextRange,
}

/// The forms of a type annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeRefKind {
    /// `Name` or `Name<A, B>`.
    Named(Spelled, Vec<TypeRef>),
    /// `T?`
    Nullable(Box<TypeRef>),
    /// `Fn(A) -> R`
    Function(Vec<TypeRef>, Option<Box<TypeRef>>),
    /// `(A, B)`
    Tuple(Vec<TypeRef>),
    /// Not complete.
    Error,
}

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Expr {
    /// Something is missing or broken here.
    Missing,
    /// `None` when it does not fit 64 bits.
    Int(Option<i64>),
    /// The text as written.
    Float(String),
    Bool(bool),
    Null,
    Bytes,
    /// A string, with its interpolations.
    Str(StrLiteral),
    Name(Name),
    Tuple(Vec<ExprId>),
    List(Vec<ExprId>),
    Map(Vec<(ExprId, ExprId)>),
    ListComprehension {
        element: ExprId,
        clauses: Vec<ForClause>,
        filter: Option<ExprId>,
    },
    MapComprehension {
        key: ExprId,
        value: ExprId,
        clauses: Vec<ForClause>,
        filter: Option<ExprId>,
    },
    Struct {
        name: Spelled,
        fields: Vec<FieldInit>,
    },
    Unary {
        op: UnaryOp,
        operand: ExprId,
    },
    Binary {
        op: BinaryOp,
        left: ExprId,
        right: ExprId,
    },
    Range {
        start: ExprId,
        end: ExprId,
    },
    If {
        condition: ExprId,
        then: ExprId,
        otherwise: Option<ExprId>,
    },
    Match {
        scrutinee: ExprId,
        arms: Vec<Arm>,
    },
    /// `'label: loop body`
    Loop {
        label: Option<Name>,
        body: ExprId,
    },
    Block(Vec<Stmt>),
    Closure(Box<Function>),
    Call {
        callee: ExprId,
        arguments: Vec<Argument>,
    },
    /// `object.name`; the name is empty while it is being typed.
    Field {
        object: ExprId,
        name: Spelled,
    },
    /// `object.0`; no number when it does not fit.
    TupleIndex {
        object: ExprId,
        index: Option<usize>,
        index_range: TextRange,
    },
    Index {
        object: ExprId,
        index: ExprId,
    },
    Slice {
        object: ExprId,
        start: Option<ExprId>,
        end: Option<ExprId>,
    },
    Await(ExprId),
    Try(ExprId),
    /// `return value`, or `return status {body}`.
    Return {
        value: Option<ExprId>,
        status: Option<ExprId>,
    },
    /// `break 'label value`
    Break {
        label: Option<Name>,
        value: Option<ExprId>,
    },
    Continue,
}

/// A string literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrLiteral {
    /// Text and interpolations in order.
    pub parts: Vec<StrPart>,
}

/// A part of a string literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StrPart {
    /// Text, escapes resolved.
    Text(String),
    /// `{value:format}` with the range of the braces and what they hold. The format is spelled without the colon.
    #[allow(missing_docs)]
    Interpolation { value: ExprId, format: Option<Spelled>, range: TextRange },
}

/// `name: value` in a struct literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldInit {
    /// The field.
    pub name: Spelled,
    /// Its value.
    pub value: ExprId,
}

/// An argument of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// The name of `name: value`.
    pub name: Option<Spelled>,
    /// The value.
    pub value: ExprId,
}

/// `for pattern in iterable` of a comprehension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForClause {
    /// What is bound.
    pub pattern: PatId,
    /// What is walked.
    pub iterable: ExprId,
}

/// `pattern if guard => body`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arm {
    /// The pattern.
    pub pattern: PatId,
    /// The condition after `if`.
    pub guard: Option<ExprId>,
    /// A block, an expression, or a jump.
    pub body: ExprId,
    /// The whole arm: the scope of what the pattern binds.
    pub range: TextRange,
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Stmt {
    /// An expression; `return`, `break` and `continue` too.
    Expr(ExprId),
    /// `let pattern: ty = value`
    Let {
        pattern: PatId,
        ty: Option<TypeRef>,
        value: ExprId,
    },
    /// `target: ty = value` without `let`, and `target op= value`.
    Assign {
        target: ExprId,
        ty: Option<TypeRef>,
        op: Option<BinaryOp>,
        value: ExprId,
    },
    While {
        condition: ExprId,
        body: ExprId,
    },
    For {
        pattern: PatId,
        iterable: ExprId,
        body: ExprId,
    },
    /// A function inside a body.
    Function {
        pattern: PatId,
        function: Box<Function>,
    },
    /// An import inside a body: the names that it binds.
    Import {
        bindings: Vec<PatId>,
    },
}

/// A pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Pat {
    Missing,
    Wildcard,
    Bind(Name),
    Literal(LiteralPat),
    /// `start..end`; a bound that does not fit 64 bits is `None`.
    Range {
        start: Option<i64>,
        end: Option<i64>,
        is_inclusive: bool,
    },
    Ok(PatId),
    Err(PatId),
    Tuple(Vec<PatId>),
    Or(Vec<PatId>),
}

/// A literal in a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum LiteralPat {
    /// `None` when it does not fit 64 bits.
    Int(Option<i64>),
    /// The text as written, with its sign.
    Float(String),
    /// The text that it says. Braces are plain text in a pattern.
    Str(String),
    Bool(bool),
    Null,
}

impl Body {
    /// Where an expression stands, relative to the item.
    #[must_use]
    pub fn expr_range(&self, id: ExprId) -> TextRange {
        self.expr_ranges.get(index(id.into_raw())).copied().unwrap_or_default()
    }

    /// Where a pattern stands, relative to the item.
    #[must_use]
    pub fn pat_range(&self, id: PatId) -> TextRange {
        self.pat_ranges.get(index(id.into_raw())).copied().unwrap_or_default()
    }

    /// The variable that a statement gives a value by its plain name.
    #[must_use]
    pub fn assigned_name(&self, statement: &Stmt) -> Option<&Name> {
        match statement {
            Stmt::Let { pattern, .. } => match &self.pats[*pattern] {
                Pat::Bind(name) => Some(name),
                _ => None,
            },
            Stmt::Assign { target, .. } => match &self.exprs[*target] {
                Expr::Name(name) => Some(name),
                _ => None,
            },
            _ => None,
        }
    }
}

fn index(raw: la_arena::RawIdx) -> usize {
    u32::from(raw) as usize
}

impl StrLiteral {
    /// The value, when there is no interpolation.
    #[must_use]
    pub fn plain(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [StrPart::Text(text)] => Some(text),
            _ => None,
        }
    }
}

impl Lowered {
    /// The function, when the item is one.
    #[must_use]
    pub fn function(&self) -> Option<&Function> {
        match &self.data {
            ItemData::Function(function) => Some(function),
            _ => None,
        }
    }

    /// All functions of the item: itself, functions inside bodies, closures.
    pub fn functions(&self) -> impl Iterator<Item = &Function> {
        let closures = self.body.exprs.iter().filter_map(|(_, expr)| match expr {
            Expr::Closure(function) => Some(&**function),
            _ => None,
        });
        let nested = self.statements().filter_map(|statement| match statement {
            Stmt::Function { function, .. } => Some(&**function),
            _ => None,
        });
        self.function().into_iter().chain(closures).chain(nested)
    }

    /// All statements of the item, those of inner blocks included.
    pub fn statements(&self) -> impl Iterator<Item = &Stmt> {
        let own = match &self.data {
            ItemData::Statement(statement) => Some(statement),
            _ => None,
        };
        let inner = self.body.exprs.iter().flat_map(|(_, expr)| match expr {
            Expr::Block(statements) => statements.as_slice(),
            _ => &[],
        });
        own.into_iter().chain(inner)
    }

    /// All type annotations of the item; the parts of an annotation are not listed by themselves.
    pub fn type_refs(&self) -> impl Iterator<Item = &TypeRef> {
        let of_functions = self.functions().flat_map(|function| {
            function.parameters.iter().filter_map(|parameter| parameter.ty.as_ref()).chain(&function.return_type)
        });
        let of_statements = self.statements().filter_map(|statement| match statement {
            Stmt::Let { ty, .. } | Stmt::Assign { ty, .. } => ty.as_ref(),
            _ => None,
        });
        let of_fields = self.fields().iter().filter_map(|field| field.ty.as_ref());
        of_functions.chain(of_statements).chain(of_fields)
    }

    /// The annotation of a global.
    #[must_use]
    pub fn global_annotation(&self) -> Option<&TypeRef> {
        match &self.data {
            ItemData::Statement(Stmt::Let { ty, .. } | Stmt::Assign { ty, .. }) => ty.as_ref(),
            _ => None,
        }
    }

    /// The fields, when the item is a `type`.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        match &self.data {
            ItemData::Type(definition) => &definition.fields,
            _ => &[],
        }
    }

    /// Whether the item or one of its fields has a decorator.
    #[must_use]
    pub fn has_decorators(&self) -> bool {
        !self.decorators.is_empty() || self.fields().iter().any(|field| !field.decorators.is_empty())
    }

    /// The decorators of that name.
    pub fn decorators_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Decorator> {
        self.decorators.iter().filter(move |decorator| decorator.name.name == name)
    }
}

impl TypeRef {
    /// The part of this annotation whose name stands at that range.
    #[must_use]
    pub fn named_at(&self, range: TextRange) -> Option<&TypeRef> {
        match &self.kind {
            TypeRefKind::Named(name, _) if name.range == range => Some(self),
            TypeRefKind::Named(_, parts) | TypeRefKind::Tuple(parts) => {
                parts.iter().find_map(|part| part.named_at(range))
            }
            TypeRefKind::Nullable(inner) => inner.named_at(range),
            TypeRefKind::Function(parameters, result) => {
                parameters.iter().chain(result.as_deref()).find_map(|part| part.named_at(range))
            }
            TypeRefKind::Error => None,
        }
    }
}

impl Decorator {
    /// The positional arguments.
    pub fn positional(&self) -> impl Iterator<Item = &DecoratorArgument> {
        self.arguments.iter().filter(|argument| argument.key.is_none())
    }

    /// The value of a keyword argument.
    #[must_use]
    pub fn keyword(&self, key: &str) -> Option<&DecoratorArgument> {
        self.arguments.iter().find(|argument| argument.key.as_ref().is_some_and(|name| name.name == key))
    }
}

impl DecoratorArgument {
    /// The name that is written, as one or as a string without interpolation.
    #[must_use]
    pub fn word<'a>(&self, lowered: &'a Lowered) -> Option<&'a str> {
        match &lowered.body.exprs[self.value] {
            Expr::Name(name) => Some(name),
            _ => self.plain(lowered),
        }
    }

    /// Whether it is the word `true`.
    #[must_use]
    pub fn is_true(&self, lowered: &Lowered) -> bool {
        matches!(lowered.body.exprs[self.value], Expr::Bool(true))
    }

    /// The text of a string without interpolation.
    #[must_use]
    pub fn plain<'a>(&self, lowered: &'a Lowered) -> Option<&'a str> {
        match &lowered.body.exprs[self.value] {
            Expr::Str(literal) => literal.plain(),
            _ => None,
        }
    }
}
