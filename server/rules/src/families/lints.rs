//! What compiles and smells.

rules! {}
