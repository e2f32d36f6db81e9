//! Running a query over a program.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use tree_sitter::{Node, Parser, Query, QueryCursor, StreamingIterator, Tree};

/// A match: the pattern and its captures, in the order of the query.
pub(crate) struct Match<'tree> {
    pub(crate) pattern: usize,
    pub(crate) captures: Vec<(String, Node<'tree>)>,
}

impl<'tree> Match<'tree> {
    /// The nodes of one capture.
    pub(crate) fn nodes<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Node<'tree>> + 'a {
        self.captures.iter().filter(move |(capture, _)| capture == name).map(|(_, node)| *node)
    }

    /// From the beginning of the first node of a capture to the end of the last one.
    pub(crate) fn range(&self, name: &str) -> Option<Range<usize>> {
        let start = self.nodes(name).map(|node| node.start_byte()).min()?;
        let end = self.nodes(name).map(|node| node.end_byte()).max()?;
        Some(start..end)
    }
}

pub(crate) fn query(name: &str) -> Query {
    let language = tree_sitter_fitz::LANGUAGE.into();
    Query::new(&language, &query_text(name)).unwrap_or_else(|error| panic!("{name}.scm: {error}"))
}

pub(crate) fn query_text(name: &str) -> String {
    let path = crate_folder().join("queries").join(name).with_extension("scm");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn parse(source: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_fitz::LANGUAGE.into()).expect("the grammar fits this tree-sitter");
    parser.parse(source, None).expect("a parser with a language gives a tree")
}

/// All matches whose predicates hold, in the order in which tree-sitter finds them.
pub(crate) fn matches<'tree>(query: &Query, tree: &'tree Tree, source: &str) -> Vec<Match<'tree>> {
    let names = query.capture_names();
    let mut cursor = QueryCursor::new();
    let mut found = cursor.matches(query, tree.root_node(), source.as_bytes());
    let mut all = Vec::new();
    while let Some(found) = found.next() {
        let captures = found.captures().iter().map(|c| (names[c.index as usize].to_owned(), c.node)).collect();
        all.push(Match { pattern: found.pattern_index, captures });
    }
    all
}

/// The programs of a folder of this crate, or beside it, with their file names.
pub(crate) fn programs(folder: &str) -> Vec<(String, String)> {
    let folder = crate_folder().join(folder);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut programs: Vec<(String, String)> = entries
        .map(|entry| entry.expect("a folder entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "fitz"))
        .map(|path| (file_name(&path), fs::read_to_string(&path).expect("a readable program")))
        .collect();
    assert!(!programs.is_empty(), "no programs in {}", folder.display());
    programs.sort();
    programs
}

/// The programs that the whole project is tested with.
pub(crate) fn sample_programs() -> Vec<(String, String)> {
    let mut programs = programs("../tests/samples");
    programs.extend(self::programs("../tests/apps"));
    programs
}

fn crate_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
