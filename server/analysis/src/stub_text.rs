//! Python stubs (`.pyi`) as declarations in Fitz.

/// Translates a stub.
pub(crate) fn translate(_stub: &str) -> String {
    String::new()
}
