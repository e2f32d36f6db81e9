//! `fitz.toml`, and the comments that silence findings.

rules! {}
