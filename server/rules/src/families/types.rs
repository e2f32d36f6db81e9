//! Type annotations and declarations of types.

rules! {}
