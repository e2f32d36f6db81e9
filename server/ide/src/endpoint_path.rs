//! Path strings: what an endpoint is known by to its clients, and to the code that sends to them.
//!
//! A path is a symbol like any other name: declared by a route decorator, used by a broadcast. It is known to a whole program,
//! and through a shared module to every program that shares it.

use std::collections::BTreeSet;

use fitz_analysis::{
    Db, ItemId, PathRole, Protocol, SocketEndpoint, SourceFile, file_items, item_at, items, parse, path_uses, program,
    program_surface, programs,
};
use fitz_syntax::{Bias, TextRange, TextSize, ast, ast::AstNode};

/// The path of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EndpointPath {
    /// The text, escapes resolved.
    pub(crate) text: String,
    /// A path of `@ws` and one of a route are two, even if they read the same.
    pub(crate) protocol: Protocol,
}

/// A place where a path is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PathOccurrence {
    /// The file.
    pub(crate) file: SourceFile,
    /// What is between the quotes.
    pub(crate) range: TextRange,
    /// What the string does there.
    pub(crate) role: PathRole,
    /// The item that it is in: the handler, or the one that sends.
    pub(crate) item: ItemId,
}

/// The path string at a place, and what is between its quotes.
pub(crate) fn path_at(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<(TextRange, EndpointPath)> {
    let tree = parse(db, file);
    let root = tree.root();
    let literal = [Bias::Right, Bias::Left]
        .into_iter()
        .filter_map(|bias| root.token_at(offset, bias))
        .find_map(|token| token.ancestors().find_map(ast::StringLiteral::cast))?;
    let range = literal.syntax().range();
    let (item, item_range) = item_at(db, file, range.start())?;
    let relative = range.checked_sub(item_range.start())?;
    let found = path_uses(db, item).iter().find(|it| it.literal.range == relative)?;
    Some((literal.content_range(), EndpointPath { text: found.path.clone(), protocol: found.protocol }))
}

/// Where a path is written: in the programs of `file`, and in those that share one of these places with them. By file, in the
/// order of the text.
pub(crate) fn occurrences(db: &dyn Db, file: SourceFile, path: &EndpointPath) -> Vec<PathOccurrence> {
    let mut found = Vec::new();
    let mut pending: Vec<SourceFile> = programs(db, file).clone();
    let (mut entries, mut files) = (BTreeSet::new(), BTreeSet::new());
    while let Some(entry) = pending.pop() {
        if !entries.insert(entry) {
            continue;
        }
        for module in &program_surface(db, entry).modules {
            if !files.insert(module.file) {
                continue;
            }
            let here = occurrences_in(db, module.file, path);
            if !here.is_empty() {
                pending.extend(programs(db, module.file));
                found.extend(here);
            }
        }
    }
    found.sort_by(|a, b| (a.file.path(db), a.range.start()).cmp(&(b.file.path(db), b.range.start())));
    found
}

/// Where a path is written in one file.
pub(crate) fn occurrences_in(db: &dyn Db, file: SourceFile, path: &EndpointPath) -> Vec<PathOccurrence> {
    let is_path = |it: &&fitz_analysis::PathUse| it.path == path.text && it.protocol == path.protocol;
    if !items(db, file).iter().any(|item| path_uses(db, *item).iter().any(|it| is_path(&it))) {
        return Vec::new();
    }
    let tree = parse(db, file);
    let root = tree.root();
    let mut found = Vec::new();
    for (item, item_range) in &file_items(db, file).items {
        for it in path_uses(db, *item).iter().filter(is_path) {
            let literal = it.literal.range.checked_add(item_range.start()).and_then(|range| {
                let mut around = root.covering(range).ancestors().filter(|node| node.range() == range);
                around.find_map(ast::StringLiteral::cast)
            });
            let Some(literal) = literal else { continue };
            let (range, item) = (literal.content_range(), item.id(db).clone());
            found.push(PathOccurrence { file, range, role: it.role, item });
        }
    }
    found
}

/// The `@ws` endpoints of a path in the programs of `file`, each with the program's entry. One that several programs serve is
/// listed for the first of them.
pub(crate) fn sockets_of_path(db: &dyn Db, file: SourceFile, path: &str) -> Vec<(SourceFile, SocketEndpoint)> {
    let mut found: Vec<(SourceFile, SocketEndpoint)> = Vec::new();
    for entry in programs(db, file) {
        for socket in &program(db, *entry).sockets {
            let is_asked = socket.path.as_ref().is_some_and(|it| it.text == path);
            if is_asked && !found.iter().any(|(_, known)| known.handler == socket.handler) {
                found.push((*entry, socket.clone()));
            }
        }
    }
    found
}
