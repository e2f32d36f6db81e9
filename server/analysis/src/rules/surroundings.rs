//! What is wrong with the disk around a server: it serves files from nowhere, or nobody reaches it in its container.
//!
//! What is at a path is told to the database. Where nobody has told it, nothing is found.

use fitz_rules::families::handlers::{SERVER_HOST_IN_CONTAINER, SERVER_STATIC_DIR_MISSING};
use fitz_syntax::TextRange;

use crate::db::{Db, SourceFile, path_kind};
use crate::diagnostic::Finding;
use crate::hir::Decorator;
use crate::item_tree::{ItemId, item};
use crate::lower::lowered;
use crate::path::{FilePath, PathKind};
use crate::project::{Manifest, manifest_of, programs};
use crate::surroundings::{Loopback, ServerNeeds, StaticFiles, container_files, package_root, server_needs};

/// The findings in a file, each with its function. A query, so that what comes and goes on the disk concerns this rule alone.
#[salsa::tracked(returns(ref))]
pub(super) fn findings(db: &dyn Db, file: SourceFile) -> Vec<(ItemId, Finding)> {
    let mut found = Vec::new();
    for needs in server_needs(db, file) {
        // A library is a part of programs that start elsewhere.
        if manifest_of(db, file).is_some_and(|manifest| manifest.library.is_some()) {
            return found;
        }
        let of_files = needs.files.as_ref().and_then(|files| static_dir_missing(db, files));
        let all = of_files.into_iter().chain(host_in_container(db, file, needs));
        found.extend(all.map(|finding| (needs.item.clone(), finding)));
    }
    found
}

/// `server-static-dir-missing`
fn static_dir_missing(db: &dyn Db, files: &StaticFiles) -> Option<Finding> {
    let kinds: Vec<PathKind> = files.candidates.iter().map(|path| path_kind(db, path)).collect();
    if kinds.iter().any(|kind| matches!(kind, PathKind::Directory | PathKind::Unknown)) {
        return None;
    }
    let written = &files.written;
    let (message, hint) = if kinds.contains(&PathKind::File) {
        (
            format!("`{written}` is a file, and `static_dir` names a directory."),
            "Name the directory that holds the file.",
        )
    } else {
        let message =
            format!("There is no directory `{written}`, in the package or above it, so the server has no files.");
        (message, "Create it, or name one that exists; `static_dir` is relative to where the server starts.")
    };
    Some(Finding::new(&SERVER_STATIC_DIR_MISSING, files.range, message).hint(hint))
}

/// `server-host-in-container`
fn host_in_container(db: &dyn Db, file: SourceFile, needs: &ServerNeeds) -> Option<Finding> {
    let loopback = needs.loopback.as_ref()?;
    let container = container_directories(db, file)
        .iter()
        .flat_map(container_files)
        .find(|path| path_kind(db, path) == PathKind::File)?;
    let lowered = lowered(db, item(db, &needs.item)?);
    let server = lowered.decorators_named("server").next()?;
    let (range, edit) = match loopback {
        Loopback::Written(range) => (*range, (*range, "\"0.0.0.0\"".to_owned())),
        Loopback::Default => (server.name.range, with_host(server)),
    };
    let message = format!(
        "The server listens to its own machine alone, and in the container that `{}` makes nobody else is on it.",
        container.file_name()
    );
    Some(
        Finding::new(&SERVER_HOST_IN_CONTAINER, range, message)
            .hint("Write `host=\"0.0.0.0\"`: the container still decides which port is open.")
            .fix("Listen to all networks of the container", vec![edit]),
    )
}

/// Where a container of the program of a file would be described: beside the file, and at the root of its package. A manifest
/// that names programs says which ones are run.
fn container_directories(db: &dyn Db, file: SourceFile) -> Vec<FilePath> {
    let bins = manifest_of(db, file).map(|manifest: &Manifest| manifest.bins.as_slice()).unwrap_or_default();
    let beside = file.path(db).parent();
    if bins.is_empty() {
        return beside.into_iter().collect();
    }
    if !programs(db, file).iter().any(|entry| bins.contains(entry.path(db))) {
        return Vec::new();
    }
    beside.into_iter().chain(package_root(db, file)).collect()
}

/// The change that gives `@server` a host that all networks reach.
fn with_host(server: &Decorator) -> (TextRange, String) {
    let host = "host=\"0.0.0.0\"";
    match server.arguments.last() {
        Some(last) => (TextRange::empty(last.range.end()), format!(", {host}")),
        None => (TextRange::new(server.name.range.end(), server.range.end()), format!("({host})")),
    }
}
