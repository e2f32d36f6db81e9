//! Imports and the modules that they lead to.

rules! {}
