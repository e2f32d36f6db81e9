//! Calls of functions, methods and closures.

rules! {}
