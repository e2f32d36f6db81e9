//! Rename: path strings of endpoints, and names, across files.

mod conflicts;

use fitz_analysis::{Db, PathRole, Protocol, SourceFile};
use fitz_syntax::{SourceText, SyntaxKind, SyntaxTree, TextRange, TextSize, syntax_errors};

use crate::endpoint_path::{EndpointPath, occurrences};
use crate::references::{Reference, SearchScope, Target, references_of, target_at};

/// What can be renamed at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renameable {
    /// The name, or what is between the quotes of a path.
    pub range: TextRange,
    /// The present name.
    pub name: String,
}

/// The new texts of a rename, by file and in the order of the text.
pub type RenameEdits = Vec<(SourceFile, Vec<(TextRange, String)>)>;

/// Why something cannot be renamed, in words for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CannotRename(pub String);

/// What would be renamed at `offset`.
///
/// # Errors
/// When nothing at this place has a name of its own, or when the name belongs to the standard library.
pub fn prepare_rename(db: &dyn Db, file: SourceFile, offset: TextSize) -> Result<Renameable, CannotRename> {
    let (range, _) = renameable(db, file, offset)?;
    Ok(Renameable { range, name: text_of(db, file, range) })
}

/// The edits that give what stands at `offset` another name everywhere.
///
/// # Errors
/// As [`prepare_rename`], and when the new name is none, or means something else already where it would be used.
pub fn rename(db: &dyn Db, file: SourceFile, offset: TextSize, new: &str) -> Result<RenameEdits, CannotRename> {
    let (range, target) = renameable(db, file, offset)?;
    let old = text_of(db, file, range);
    if old == new {
        return Ok(Vec::new());
    }
    if let Target::Path(path) = &target {
        check_path(db, file, path, new)?;
    }
    let mut places = references_of(db, file, &target, SearchScope::Everywhere);
    if !matches!(target, Target::Path(_)) {
        // The name that an import gives (`from a import b as c`) is known in its file alone, and keeps what it stands for.
        let is_alias = conflicts::declared_name(db, &target).is_some_and(|declared| declared != old);
        places.retain(|place| text_of(db, place.file, place.range) == old && (!is_alias || place.file == file));
        conflicts::check(db, &target, &places, new)?;
    }
    Ok(edits(places, new))
}

fn renameable(db: &dyn Db, file: SourceFile, offset: TextSize) -> Result<(TextRange, Target), CannotRename> {
    let nothing = || CannotRename("There is no name here that can be changed.".to_owned());
    let (range, target) = target_at(db, file, offset).ok_or_else(nothing)?;
    if let Target::Module(module) = target
        && text_of(db, file, range) == module.path(db).file_stem()
    {
        return Err(CannotRename("A module has the name of its file: rename the file instead.".to_owned()));
    }
    let name = text_of(db, file, range);
    let is_alias = conflicts::declared_name(db, &target).is_some_and(|declared| declared != name);
    if !target.is_of_user(db) && !is_alias {
        return Err(CannotRename(format!("`{name}` belongs to Fitz itself and keeps its name.")));
    }
    Ok((range, target))
}

fn text_of(db: &dyn Db, file: SourceFile, range: TextRange) -> String {
    file.content(db).text.slice(range).into_owned()
}

fn edits(places: Vec<Reference>, new: &str) -> RenameEdits {
    let mut edits: RenameEdits = Vec::new();
    for place in places {
        let edit = (place.range, new.to_owned());
        match edits.last_mut().filter(|(file, _)| *file == place.file) {
            Some((_, here)) => here.push(edit),
            None => edits.push((place.file, vec![edit])),
        }
    }
    edits
}

/// Whether a path can become `new`: it is written between quotes as it is, and clients tell endpoints apart by it.
fn check_path(db: &dyn Db, file: SourceFile, path: &EndpointPath, new: &str) -> Result<(), CannotRename> {
    let refuse = |why: String| Err(CannotRename(why));
    if !new.starts_with('/') {
        return refuse(format!("A path begins with `/`: try `/{new}`."));
    }
    if new.contains(|it: char| it.is_whitespace() || it.is_control()) {
        return refuse("A path cannot contain spaces.".to_owned());
    }
    if let Some(character) = new.chars().find(|it| matches!(it, '"' | '\\')) {
        return refuse(format!("A path cannot contain `{character}`."));
    }
    if parameters(new) != parameters(&path.text) {
        let kept: Vec<String> =
            parameters(&path.text).unwrap_or_default().iter().map(|name| format!("`{{{name}}}`")).collect();
        let keeps = if kept.is_empty() { "has none".to_owned() } else { format!("keeps {}", kept.join(", ")) };
        return refuse(format!("A part in braces is a parameter of the handler: the new path {keeps}."));
    }
    // A broadcast to a path that nobody serves may get the right one. Otherwise two endpoints would be one for their clients;
    // an upgrade is a GET, so a socket and a route cannot share a path either.
    let is_declared =
        |path: &EndpointPath| occurrences(db, file, path).iter().any(|it| it.role == PathRole::Declaration);
    let wanted = |protocol| EndpointPath { text: new.to_owned(), protocol };
    let is_taken = is_declared(&wanted(Protocol::WebSocket)) || is_declared(&wanted(Protocol::Http));
    if is_taken && is_declared(path) {
        return refuse(format!("Another endpoint of this program has the path `{new}` already."));
    }
    // The new text must say what it looks like: an escape or a half interpolation would not.
    let tree = SyntaxTree::parse(&SourceText::new(&format!("let path = \"{new}\"")));
    if !syntax_errors(&tree).is_empty() {
        return refuse(format!("`{new}` cannot be written as a path."));
    }
    Ok(())
}

/// The names in braces, sorted; `None` when a brace has no partner.
fn parameters(path: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').filter(|_| !before.contains('}'))?;
        names.push(name);
        rest = tail;
    }
    names.sort_unstable();
    (!rest.contains('}')).then_some(names)
}

/// Whether a text is a name of the language, neither a keyword nor two words.
fn is_name(text: &str) -> bool {
    let tree = SyntaxTree::parse(&SourceText::new(&format!("let {text} = 0")));
    let identifiers = tree.root().tokens().filter(|token| token.kind() == SyntaxKind::Identifier);
    syntax_errors(&tree).is_empty() && identifiers.map(|token| token.text().into_owned()).eq([text.to_owned()])
}
