//! Operators, conditions, indexing, patterns.

rules! {}
