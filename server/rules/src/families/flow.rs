//! Assignments, returns, loops, `await`.

rules! {}
