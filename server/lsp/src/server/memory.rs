//! `fitz/memoryUsage`, a request of our own: see `docs/protocol-extensions.md`.
//!
//! The main loop answers it itself: what the database holds can only be counted while nobody reads it.

use fitz_analysis::{Ingredient, MemoryUsage};
use serde::Serialize;

/// The method.
pub(super) const METHOD: &str = "fitz/memoryUsage";

/// What the client gets.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MemoryAnswer {
    /// The memory of the process; `null` where the system does not tell.
    process_bytes: Option<u64>,
    files: Texts,
    open_documents: Texts,
    ingredients: Vec<IngredientAnswer>,
}

#[derive(Clone, Debug, Serialize)]
struct Texts {
    count: usize,
    bytes: usize,
}

#[derive(Clone, Debug, Serialize)]
struct IngredientAnswer {
    name: String,
    count: usize,
    bytes: usize,
}

impl MemoryAnswer {
    /// The answer for what the database has counted.
    pub(super) fn new(usage: MemoryUsage) -> MemoryAnswer {
        let ingredient = |it: Ingredient| IngredientAnswer { name: it.name, count: it.count, bytes: it.bytes };
        MemoryAnswer {
            process_bytes: resident_bytes(),
            files: Texts { count: usage.files_on_disk, bytes: usage.text_on_disk },
            open_documents: Texts { count: usage.open_files, bytes: usage.open_text },
            ingredients: usage.ingredients.into_iter().filter(|it| it.count > 0).map(ingredient).collect(),
        }
    }
}

/// The part of the process that is in memory.
#[cfg(target_os = "linux")]
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes << 10)
}

#[cfg(not(target_os = "linux"))]
fn resident_bytes() -> Option<u64> {
    None
}
