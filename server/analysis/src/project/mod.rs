//! Projects: what a manifest says, which file an import means, which files make a program.
//!
//! `manifest_text.rs` reads a `fitz.toml` and finds what is wrong with its text; `package.rs` is what the others see of
//! it. `dependencies.rs` tells where a dependency lies, `modules.rs` where an import leads, `cycles.rs` which imports form
//! a circle, `program.rs` which files belong together, and `stubs.rs` what Python modules declare.

pub(crate) mod cycles;
pub(crate) mod dependencies;
pub(crate) mod manifest_text;
pub(crate) mod modules;
pub(crate) mod package;
mod program;
pub(crate) mod stubs;

pub use dependencies::DependencySource;
pub use manifest_text::{ManifestName, ManifestPlace, manifest_places};
pub use modules::{ImportBase, ImportedFile, ModuleTarget, imported_file, module_imports, resolve_module};
pub(crate) use modules::{all_references, file_imports};
pub use package::{MANIFEST, Manifest, manifest, manifest_file_of, manifest_of};
pub(crate) use program::{importers_of, program_modules};
pub use program::{program_name, programs};
