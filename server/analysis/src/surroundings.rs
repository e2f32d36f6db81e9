//! What a server needs on the disk around its program: a directory of files to serve, and how it is told to run.
//!
//! Nobody reads these. The database is told what is at their paths, and the findings of `rules/surroundings.rs` follow.

use std::net::IpAddr;

use fitz_syntax::TextRange;

use crate::db::{Db, Origin, SourceFile};
use crate::endpoints::decorated_functions;
use crate::hir::{Decorator, Lowered};
use crate::item_tree::ItemId;
use crate::lower::lowered;
use crate::path::FilePath;
use crate::project::manifest_file_of;

/// The files that say how a container of a program is made. One that composes containers says nothing of this program: what
/// it starts is often the database alone.
const CONTAINER_FILES: [&str; 2] = ["Dockerfile", "Containerfile"];

/// A `@server` with what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServerNeeds {
    /// The decorated function.
    pub(crate) item: ItemId,
    /// The directory of the files that it serves.
    pub(crate) files: Option<StaticFiles>,
    /// How it says that it listens to its own machine alone.
    pub(crate) loopback: Option<Loopback>,
}

/// `static_dir="public"`, in a package: elsewhere nobody knows where the server starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StaticFiles {
    /// The directory as it is written, relative to where the server starts.
    pub(crate) written: String,
    /// The text between the quotes, quotes included.
    pub(crate) range: TextRange,
    /// Where it may be: where the server starts is not known, but that is a directory above the program.
    pub(crate) candidates: Vec<FilePath>,
}

/// A host that only the machine itself reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Loopback {
    /// Written, here.
    Written(TextRange),
    /// Nothing is written.
    Default,
}

/// What the servers of a file need, in source order.
#[salsa::tracked(returns(ref))]
pub(crate) fn server_needs(db: &dyn Db, source: SourceFile) -> Vec<ServerNeeds> {
    let is_program = source.origin(db) == Origin::Project && source.path(db).extension() == Some("fitz");
    // A text that is no file has a name like `<stdin>`, wherever it is said to lie.
    let lies_somewhere = source.path(db).is_absolute() && !source.path(db).file_name().starts_with('<');
    if !is_program || !lies_somewhere {
        return Vec::new();
    }
    let servers = decorated_functions(db, source).iter().filter_map(|item| {
        let lowered = lowered(db, *item);
        let server = lowered.decorators_named("server").next()?;
        let files = static_files(db, source, lowered, server);
        Some(ServerNeeds { item: item.id(db).clone(), files, loopback: loopback(lowered, server) })
    });
    servers.collect()
}

/// The paths of which a file asks what is there.
pub(crate) fn wanted(db: &dyn Db, source: SourceFile) -> Vec<FilePath> {
    let mut paths = Vec::new();
    for needs in server_needs(db, source) {
        paths.extend(needs.files.iter().flat_map(|files| files.candidates.iter().cloned()));
        if needs.loopback.is_some() {
            let directories = source.path(db).parent().into_iter().chain(package_root(db, source));
            paths.extend(directories.flat_map(|directory| container_files(&directory)));
        }
    }
    paths
}

/// Where the files that say how a container is made lie in a directory.
pub(crate) fn container_files(directory: &FilePath) -> [FilePath; 2] {
    CONTAINER_FILES.map(|name| directory.join(name))
}

/// The directory of the manifest that a file belongs to.
pub(crate) fn package_root(db: &dyn Db, source: SourceFile) -> Option<FilePath> {
    manifest_file_of(db, source)?.path(db).parent()
}

fn static_files(db: &dyn Db, source: SourceFile, lowered: &Lowered, server: &Decorator) -> Option<StaticFiles> {
    let argument = server.keyword("static_dir")?;
    let written = argument.plain(lowered).filter(|text| !text.trim().is_empty())?;
    // A path from the root belongs to the machine on which the server will run.
    let is_relative = !FilePath::new(written).is_absolute();
    manifest_file_of(db, source).filter(|_| is_relative)?;
    let candidates = source.path(db).ancestors().map(|directory| directory.join(written)).collect();
    Some(StaticFiles { written: written.to_owned(), range: lowered.body.expr_range(argument.value), candidates })
}

fn loopback(lowered: &Lowered, server: &Decorator) -> Option<Loopback> {
    let Some(host) = server.keyword("host").or_else(|| server.positional().nth(1)) else {
        return Some(Loopback::Default);
    };
    let address: IpAddr = host.plain(lowered)?.parse().ok()?;
    address.is_loopback().then(|| Loopback::Written(lowered.body.expr_range(host.value)))
}
