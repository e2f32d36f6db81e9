//! The types of Fitz, as the checker sees them.
//!
//! Everything here is plain data: no positions, no database handles except the file that declares a nominal type, so two
//! types can be compared, hashed and kept across edits.

use std::fmt;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::db::SourceFile;

/// A name as it is written in the source.
pub type Name = SmolStr;

/// The type of an expression, a parameter, a field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ty {
    /// Unknown, or not established. Nothing is ever reported because of it.
    Any,
    /// An opaque Python value.
    PyAny,
    /// A built-in type with its type arguments, e.g. `List<Int>`. `arguments` has [`Builtin::arity`] elements.
    Builtin(Builtin, Arc<[Ty]>),
    /// A declared `type`, identified by its declaration.
    Nominal(Nominal),
    /// `T?`. Never nested: build it with [`Ty::nullable`].
    Nullable(Arc<Ty>),
    /// `(A, B)`, `(A,)`, `()`.
    Tuple(Arc<[Ty]>),
    /// `Fn(A, B) -> R`.
    Function(Arc<FunctionTy>),
    /// A schematic variable of a standard library signature, e.g. `T` of `List<T>`. Never the type of user code.
    Variable(Name),
}

thread_local! {
    /// The arguments of all types without arguments. One for each thread, so that threads do not wait for each other's counts.
    static NO_ARGUMENTS: Arc<[Ty]> = Arc::from([]);
}

/// The identity of a declared `type`: the file and the name. Two types of one name in one file are one identity (and a
/// diagnostic).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Nominal {
    /// The file with the declaration.
    pub file: SourceFile,
    /// The declared name (never an import alias).
    pub name: Name,
}

/// The type of something that can be called.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FunctionTy {
    /// Parameter types, in order. With `variadic`, the last one is the element type of the rest.
    pub parameters: Vec<Ty>,
    /// How many of them must be given. Equals the count of parameters for a function value without known defaults.
    pub required: usize,
    /// Whether the last parameter takes any number of arguments.
    pub variadic: bool,
    /// The result of a call.
    pub result: Ty,
}

/// The built-in types. Their methods are declared in `std/*.fitz`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Builtin {
    Int,
    Float,
    Str,
    Bool,
    Null,
    Bytes,
    Range,
    List,
    Map,
    Result,
    Future,
    Secret,
    WsConn,
    DbConn,
    DbRow,
    Date,
    DateTime,
    Uuid,
    RandGen,
    QueryBuilder,
    Aggregated,
}

impl Builtin {
    /// All built-in types, in the order in which completion offers them.
    pub const ALL: [Builtin; 21] = [
        Builtin::Int,
        Builtin::Float,
        Builtin::Str,
        Builtin::Bool,
        Builtin::Null,
        Builtin::Bytes,
        Builtin::Range,
        Builtin::List,
        Builtin::Map,
        Builtin::Result,
        Builtin::Future,
        Builtin::Secret,
        Builtin::WsConn,
        Builtin::DbConn,
        Builtin::DbRow,
        Builtin::Date,
        Builtin::DateTime,
        Builtin::Uuid,
        Builtin::RandGen,
        Builtin::QueryBuilder,
        Builtin::Aggregated,
    ];

    /// The name in source text.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Builtin::Int => "Int",
            Builtin::Float => "Float",
            Builtin::Str => "Str",
            Builtin::Bool => "Bool",
            Builtin::Null => "Null",
            Builtin::Bytes => "Bytes",
            Builtin::Range => "Range",
            Builtin::List => "List",
            Builtin::Map => "Map",
            Builtin::Result => "Result",
            Builtin::Future => "Future",
            Builtin::Secret => "Secret",
            Builtin::WsConn => "WsConn",
            Builtin::DbConn => "DbConn",
            Builtin::DbRow => "DbRow",
            Builtin::Date => "Date",
            Builtin::DateTime => "DateTime",
            Builtin::Uuid => "Uuid",
            Builtin::RandGen => "RandGen",
            Builtin::QueryBuilder => "QueryBuilder",
            Builtin::Aggregated => "Aggregated",
        }
    }

    /// The built-in type of that name that an annotation can mean. `Vec` is an accepted name of `List`.
    #[must_use]
    pub fn from_annotation(name: &str) -> Option<Builtin> {
        if name == "Vec" {
            return Some(Builtin::List);
        }
        Builtin::ALL.into_iter().find(|builtin| builtin.is_writable() && builtin.name() == name)
    }

    /// Whether an annotation can name it. Query builders exist only as results.
    #[must_use]
    pub fn is_writable(self) -> bool {
        !matches!(self, Builtin::QueryBuilder | Builtin::Aggregated)
    }

    /// How many type arguments a value of this type carries. `Result` and `WsConn` may be *written* with one.
    #[must_use]
    pub fn arity(self) -> usize {
        match self {
            Builtin::List | Builtin::Future | Builtin::Secret | Builtin::QueryBuilder | Builtin::Aggregated => 1,
            Builtin::Map | Builtin::Result | Builtin::WsConn => 2,
            _ => 0,
        }
    }

    /// The least and the most type arguments that an annotation may have: `Result` and `WsConn` may leave one out.
    pub(crate) fn written_arity(self) -> (usize, usize) {
        match self {
            Builtin::Result | Builtin::WsConn => (1, 2),
            other => (other.arity(), other.arity()),
        }
    }
}

impl Ty {
    /// A built-in type without type arguments.
    #[must_use]
    pub fn builtin(builtin: Builtin) -> Ty {
        Ty::Builtin(builtin, NO_ARGUMENTS.with(Arc::clone))
    }

    /// `Int`
    #[must_use]
    pub fn int() -> Ty {
        Ty::builtin(Builtin::Int)
    }

    /// `Float`
    #[must_use]
    pub fn float() -> Ty {
        Ty::builtin(Builtin::Float)
    }

    /// `Str`
    #[must_use]
    pub fn str() -> Ty {
        Ty::builtin(Builtin::Str)
    }

    /// `Bool`
    #[must_use]
    pub fn bool() -> Ty {
        Ty::builtin(Builtin::Bool)
    }

    /// `Null`
    #[must_use]
    pub fn null() -> Ty {
        Ty::builtin(Builtin::Null)
    }

    /// `List<element>`
    #[must_use]
    pub fn list(element: Ty) -> Ty {
        Ty::Builtin(Builtin::List, Arc::from([element]))
    }

    /// `Map<key, value>`
    #[must_use]
    pub fn map(key: Ty, value: Ty) -> Ty {
        Ty::Builtin(Builtin::Map, Arc::from([key, value]))
    }

    /// `Result<ok, error>`
    #[must_use]
    pub fn result(ok: Ty, error: Ty) -> Ty {
        Ty::Builtin(Builtin::Result, Arc::from([ok, error]))
    }

    /// `Future<value>`
    #[must_use]
    pub fn future(value: Ty) -> Ty {
        Ty::Builtin(Builtin::Future, Arc::from([value]))
    }

    /// `inner?`, without nesting: `T??` is `T?`, and `Any?` is `Any`.
    #[must_use]
    pub fn nullable(inner: Ty) -> Ty {
        match inner {
            Ty::Nullable(_) | Ty::Any => inner,
            _ if inner.is(Builtin::Null) => inner,
            _ => Ty::Nullable(Arc::new(inner)),
        }
    }

    /// Whether this is the given built-in type, whatever its type arguments.
    #[must_use]
    pub fn is(&self, builtin: Builtin) -> bool {
        matches!(self, Ty::Builtin(found, _) if *found == builtin)
    }

    /// The type arguments when this is the given built-in type.
    #[must_use]
    pub fn arguments_of(&self, builtin: Builtin) -> Option<&[Ty]> {
        match self {
            Ty::Builtin(found, arguments) if *found == builtin => Some(arguments),
            _ => None,
        }
    }

    /// `T` of `T?`, and every other type itself.
    #[must_use]
    pub fn without_null(&self) -> &Ty {
        match self {
            Ty::Nullable(inner) => inner,
            other => other,
        }
    }

    /// The incoming and the outgoing frame type when this is a `WsConn`.
    #[must_use]
    pub fn frame_types(&self) -> Option<(&Ty, &Ty)> {
        match self.arguments_of(Builtin::WsConn)? {
            [incoming, outgoing] => Some((incoming, outgoing)),
            _ => None,
        }
    }
}

/// Shows the type as users write it: `Result<T>` when the error is `Str` or unknown, `WsConn<T>` when both directions
/// are equal, functions as `fn(A, B) -> R`.
impl fmt::Display for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ty::Any => f.write_str("Any"),
            Ty::PyAny => f.write_str("PyAny"),
            Ty::Variable(name) => f.write_str(name),
            Ty::Nominal(nominal) => f.write_str(&nominal.name),
            Ty::Nullable(inner) if matches!(**inner, Ty::Function(_)) => write!(f, "({inner})?"),
            Ty::Nullable(inner) => write!(f, "{inner}?"),
            Ty::Tuple(parts) => {
                f.write_str("(")?;
                write_list(f, parts)?;
                f.write_str(if parts.len() == 1 { ",)" } else { ")" })
            }
            Ty::Function(function) => {
                f.write_str("fn(")?;
                for (index, parameter) in function.parameters.iter().enumerate() {
                    if index > 0 {
                        f.write_str(", ")?;
                    }
                    if function.variadic && index + 1 == function.parameters.len() {
                        f.write_str("...")?;
                    }
                    write!(f, "{parameter}")?;
                }
                write!(f, ") -> {}", function.result)
            }
            Ty::Builtin(builtin, arguments) => {
                f.write_str(builtin.name())?;
                let shown = match (builtin, &**arguments) {
                    (Builtin::Result, [ok, error]) if error.is(Builtin::Str) || *error == Ty::Any => {
                        std::slice::from_ref(ok)
                    }
                    (Builtin::WsConn, [incoming, outgoing]) if incoming == outgoing => std::slice::from_ref(incoming),
                    (_, all) => all,
                };
                if shown.is_empty() {
                    return Ok(());
                }
                f.write_str("<")?;
                write_list(f, shown)?;
                f.write_str(">")
            }
        }
    }
}

fn write_list(f: &mut fmt::Formatter<'_>, types: &[Ty]) -> fmt::Result {
    for (index, ty) in types.iter().enumerate() {
        if index > 0 {
            f.write_str(", ")?;
        }
        write!(f, "{ty}")?;
    }
    Ok(())
}
