//! What Python modules declare: `.pyi` files next to the entry of a program.

use crate::db::{Db, SourceFile};
use crate::path::FilePath;

/// The stubs that a file could use.
pub(crate) fn wanted(_db: &dyn Db, _source: SourceFile) -> Vec<FilePath> {
    Vec::new()
}
