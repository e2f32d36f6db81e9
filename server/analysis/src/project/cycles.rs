//! Which files import each other in a circle.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use super::modules::{ModuleTarget, file_imports, resolve_module};
use crate::db::{Db, SourceFile, Workspace};

/// The files that a file imports, in the order of the imports, each once. Equal before and after every edit that leaves
/// the imports alone.
#[salsa::tracked(returns(ref))]
pub(crate) fn imported_files(db: &dyn Db, source: SourceFile) -> Vec<SourceFile> {
    let mut found = Vec::new();
    for path in file_imports(db, source) {
        if let ModuleTarget::File(target) = resolve_module(db, source, path)
            && !found.contains(&target)
        {
            found.push(target);
        }
    }
    found
}

/// The way from `importer` over `imported` back to `importer`, both ends included. `None` when the import closes no
/// circle, or the file imports itself.
pub(crate) fn import_cycle(db: &dyn Db, importer: SourceFile, imported: SourceFile) -> Option<Vec<SourceFile>> {
    let circle = circle_of(db, importer)?;
    if importer == imported || circle_of(db, imported) != Some(circle) {
        return None;
    }
    let mut came_from: FxHashMap<SourceFile, SourceFile> = FxHashMap::default();
    let mut queue = VecDeque::from([imported]);
    while let Some(source) = queue.pop_front() {
        if source == importer {
            let mut way = vec![importer];
            let mut at = importer;
            while let Some(before) = came_from.get(&at).filter(|_| at != imported) {
                way.push(*before);
                at = *before;
            }
            way.push(importer);
            way.reverse();
            return Some(way);
        }
        for target in imported_files(db, source) {
            if circle_of(db, *target) == Some(circle) && *target != imported && !came_from.contains_key(target) {
                came_from.insert(*target, source);
                queue.push_back(*target);
            }
        }
    }
    None
}

/// The circle that a file belongs to, named by one of its files. A query per file, so that a circle elsewhere is no
/// change for those who ask.
#[salsa::tracked(returns(copy))]
fn circle_of(db: &dyn Db, source: SourceFile) -> Option<SourceFile> {
    circles(db, Workspace::get(db)).get(&source).copied()
}

/// The files that lie on a circle, each with the first file of its circle.
///
/// Two walks over the imports (Kosaraju's algorithm): forwards for the order in which the files are left, then backwards
/// in the opposite order. What a backward walk reaches is a circle.
#[salsa::tracked(returns(ref))]
fn circles(db: &dyn Db, workspace: Workspace) -> FxHashMap<SourceFile, SourceFile> {
    let programs = || workspace.files(db).values().copied().filter(|it| it.path(db).extension() == Some("fitz"));
    let mut importers: FxHashMap<SourceFile, Vec<SourceFile>> = FxHashMap::default();
    let mut left = Vec::new();
    let mut seen = FxHashSet::default();
    for start in programs() {
        let mut stack = vec![(start, false)];
        while let Some((source, is_done)) = stack.pop() {
            if is_done {
                left.push(source);
            } else if seen.insert(source) {
                stack.push((source, true));
                for target in imported_files(db, source) {
                    importers.entry(*target).or_default().push(source);
                    stack.push((*target, false));
                }
            }
        }
    }
    let mut circles = FxHashMap::default();
    let mut seen = FxHashSet::default();
    for start in left.into_iter().rev() {
        let mut circle = Vec::new();
        let mut stack = vec![start];
        while let Some(source) = stack.pop() {
            if seen.insert(source) {
                circle.push(source);
                stack.extend(importers.get(&source).into_iter().flatten().filter(|it| !seen.contains(it)));
            }
        }
        if let (Some(first), true) = (circle.iter().copied().min_by_key(|it| it.path(db)), circle.len() > 1) {
            circles.extend(circle.into_iter().map(|source| (source, first)));
        }
    }
    circles
}
