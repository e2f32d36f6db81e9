//! What a client can see of a value: the JSON form of a Fitz type.

use serde_json::Value;

/// The number of a [`TypeDeclaration`] in its model.
pub(crate) type TypeId = usize;

/// The form of a JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Anything: the type is not known, or cannot be sent as JSON.
    Any,
    /// A whole number of 64 bits.
    Int,
    /// A number.
    Float,
    /// A text.
    Str,
    /// A truth value.
    Bool,
    /// `null`.
    Null,
    /// Bytes, as a text in base64.
    Base64,
    /// `YYYY-MM-DD`.
    Date,
    /// `YYYY-MM-DDTHH:MM:SSZ`.
    DateTime,
    /// A UUID with hyphens.
    Uuid,
    /// Exactly this text.
    Literal(String),
    /// The form, or `null`.
    Nullable(Box<Shape>),
    /// An array.
    List(Box<Shape>),
    /// An object with any keys.
    Map(Box<Shape>),
    /// An array with one element of each form.
    Tuple(Vec<Shape>),
    /// `{"Ok": ..}` or `{"Err": ..}`.
    Result(Box<Shape>, Box<Shape>),
    /// A declared type.
    Type(TypeId),
}

/// What travels in a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// A text frame with one JSON value.
    Json(Shape),
    /// A binary frame.
    Binary,
}

/// A type of the client.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TypeDeclaration {
    /// Names for it, the best one first. Languages take the first one that is free.
    pub(crate) wishes: Vec<String>,
    /// The comment of the author.
    pub(crate) doc: Option<String>,
    /// What it is.
    pub(crate) definition: Definition,
}

/// What a [`TypeDeclaration`] is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Definition {
    /// An object with these fields.
    Record(Vec<Field>),
    /// One of several records, told apart by a field.
    Union {
        /// The name of the field on the wire.
        field: String,
        /// Each literal of the field with its record.
        variants: Vec<(String, TypeId)>,
    },
}

/// A field of a record.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field {
    /// Its name on the wire.
    pub(crate) wire: String,
    /// Its form.
    pub(crate) shape: Shape,
    /// Whether a sender may leave it out.
    pub(crate) is_optional: bool,
    /// What a receiver takes when it is left out, as far as the source says it with a literal.
    pub(crate) default: Option<Value>,
    /// The comment of the author.
    pub(crate) doc: Option<String>,
}
