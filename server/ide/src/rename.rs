//! Rename: path strings of endpoints, and names, across files.

mod conflicts;
mod siblings;

use fitz_analysis::hir::{Expr, ItemData};
use fitz_analysis::{
    Db, FilePath, ImportBase, ItemId, Name, PathRole, Protocol, SourceFile, imported_file, item, item_at, item_range,
    lowered, module_imports,
};
use fitz_syntax::{SourceText, SyntaxKind, SyntaxTree, TextRange, TextSize, syntax_errors};

use crate::endpoint_path::{EndpointPath, occurrences};
use crate::file_renames::{FileRename, file_rename_edits};
use crate::references::{Reference, SearchScope, Target, references_of, target_at, user_files};

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

/// What a rename changes.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Renaming {
    /// The new texts.
    pub edits: RenameEdits,
    /// The file that gets another path, after the edits.
    pub moved: Option<(SourceFile, FilePath)>,
}

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

/// What gives the thing at `offset` another name everywhere. A module is renamed with its file.
///
/// # Errors
/// As [`prepare_rename`], and when the new name is none, or means something else already where it would be used.
pub fn rename(db: &dyn Db, file: SourceFile, offset: TextSize, new: &str) -> Result<Renaming, CannotRename> {
    let (range, target) = renameable(db, file, offset)?;
    let old = text_of(db, file, range);
    let new = if matches!(target, Target::Label(..)) { new.trim_start_matches('\'') } else { new };
    if old == new {
        return Ok(Renaming::default());
    }
    match &target {
        Target::Path(path) => check_path(db, file, path, new)?,
        Target::Module(module) if names_file(db, file, range, *module) => return rename_module(db, *module, new),
        _ => {}
    }
    let targets = match &target {
        Target::Local(id, declared) => siblings::with_siblings(db, id, *declared),
        target => vec![target.clone()],
    };
    let mut edits = RenameEdits::new();
    for target in &targets {
        edits.extend(target_edits(db, file, target, &old, new)?);
    }
    Ok(Renaming { edits: in_order(edits), moved: None })
}

/// The edits at all places of a target. `file` is where it was found, with the name `old`.
fn target_edits(
    db: &dyn Db,
    file: SourceFile,
    target: &Target,
    old: &str,
    new: &str,
) -> Result<RenameEdits, CannotRename> {
    let mut places = references_of(db, file, target, SearchScope::Everywhere);
    if !matches!(target, Target::Path(_)) {
        // The name that an import gives (`from a import b as c`) is known in its file alone, and keeps what it stands for.
        let is_alias = matches!(target, Target::Module(_))
            || conflicts::declared_name(db, target).is_some_and(|declared| declared != old);
        places.retain(|place| text_of(db, place.file, place.range) == old);
        if is_alias {
            places.retain(|place| place.file == file && !is_in_import_path(db, file, place.range));
        }
        conflicts::check(db, target, &places, new)?;
    }
    let mut edits = edits(places, new);
    if let Target::Local(id, declared) = target {
        edits.extend(header_edits(db, id, *declared, new));
    }
    Ok(edits)
}

fn renameable(db: &dyn Db, file: SourceFile, offset: TextSize) -> Result<(TextRange, Target), CannotRename> {
    let nothing = || {
        let reason = on_the_wire(db, file, offset);
        CannotRename(reason.unwrap_or_else(|| "There is no name here that can be changed.".to_owned()))
    };
    let (range, target) = target_at(db, file, offset).ok_or_else(nothing)?;
    let name = text_of(db, file, range);
    if let Target::Module(module) = target
        && target.is_of_user(db)
        && !names_file(db, file, range, module)
        && (!is_alias_of_import(db, file, &name) || is_in_import_path(db, file, range))
    {
        let message = format!("`{name}` is the name of a package: change it where the package is declared.");
        return Err(CannotRename(message));
    }
    let is_alias = conflicts::declared_name(db, &target).is_some_and(|declared| declared != name);
    if !target.is_of_user(db) && !is_alias {
        return Err(CannotRename(format!("`{name}` belongs to Fitz itself and keeps its name.")));
    }
    Ok((range, target))
}

/// Whether the name of a module at a place is that of its file, rather than of its package or one that an import gives it.
fn names_file(db: &dyn Db, file: SourceFile, range: TextRange, module: SourceFile) -> bool {
    let name = text_of(db, file, range);
    let is_alias = is_alias_of_import(db, file, &name) && !is_in_import_path(db, file, range);
    name == module.path(db).file_stem() && !is_alias && !is_package(db, file, &name)
}

/// Whether an import gives a module that name with `as`.
fn is_alias_of_import(db: &dyn Db, file: SourceFile, name: &str) -> bool {
    module_imports(db, file).iter().any(|(item, _)| match &lowered(db, *item).data {
        ItemData::Import(import) => import.alias.as_ref().is_some_and(|alias| alias.name == name),
        _ => false,
    })
}

/// Whether a place is a part of the path of an import.
fn is_in_import_path(db: &dyn Db, file: SourceFile, range: TextRange) -> bool {
    module_imports(db, file).iter().any(|(item, path)| {
        let relative = item_range(db, *item).and_then(|item| range.checked_sub(item.start()));
        path.iter().any(|segment| Some(segment.range) == relative)
    })
}

/// Whether an import of that single name leads to a package.
fn is_package(db: &dyn Db, file: SourceFile, name: &str) -> bool {
    let imported = imported_file(db, file, &[Name::from(name)]);
    imported.is_some_and(|imported| matches!(imported.base, ImportBase::Package(_)))
}

/// A module has the name of its file, so the file is renamed, and the imports follow.
fn rename_module(db: &dyn Db, module: SourceFile, new: &str) -> Result<Renaming, CannotRename> {
    if !is_name(new) {
        return Err(conflicts::no_name(new));
    }
    let path = module.path(db);
    let extension = path.extension().unwrap_or("fitz");
    let directory = path.parent().unwrap_or_else(|| path.clone());
    let to = directory.join(&format!("{new}.{extension}"));
    if fitz_analysis::file(db, &to).is_some() {
        return Err(CannotRename(format!("There is a file `{}` already.", to.file_name())));
    }
    let is_dependency = |file: &SourceFile| is_package(db, *file, new);
    if user_files(db).iter().any(is_dependency) {
        return Err(CannotRename(format!("An import of `{new}` would mean the package of that name.")));
    }
    let edits = file_rename_edits(db, &[FileRename { from: path.clone(), to: to.clone() }]);
    Ok(Renaming { edits, moved: Some((module, to)) })
}

/// A parameter that gets a header or a cookie because of its name says so from now on.
fn header_edits(db: &dyn Db, id: &ItemId, declared: TextRange, new: &str) -> RenameEdits {
    let edit = || {
        let found = item(db, id)?;
        let lowered = lowered(db, found);
        let name = text_of(db, id.file, declared.checked_add(item_range(db, found)?.start())?);
        let is_parameter = lowered.function()?.parameters.iter().any(|parameter| parameter.name.range == declared);
        let mut bindings = lowered.decorators.iter().filter(|it| matches!(it.name.name.as_str(), "header" | "cookie"));
        let decorator = bindings.find(|decorator| {
            let wire = decorator.keyword("name").map(|argument| &lowered.body.exprs[argument.value]);
            let is_bound =
                matches!(wire, Some(Expr::Str(wire)) if wire.plain().is_some_and(|wire| bound_name(wire) == name));
            is_bound && decorator.keyword("into").is_none()
        })?;
        let end = decorator.arguments.last()?.range.end().checked_add(item_range(db, found)?.start())?;
        is_parameter.then(|| (id.file, vec![(TextRange::empty(end), format!(", into=\"{new}\""))]))
    };
    edit().into_iter().collect()
}

/// Why the name of a header or a cookie is no name of the program, when that is what stands at `offset`.
fn on_the_wire(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<String> {
    let (item, range) = item_at(db, file, offset)?;
    let relative = offset.checked_sub(range.start())?;
    let lowered = lowered(db, item);
    let mut bindings = lowered.decorators.iter().filter(|it| matches!(it.name.name.as_str(), "header" | "cookie"));
    let (decorator, name) = bindings.find_map(|decorator| {
        let name = decorator.keyword("name").filter(|name| name.range.contains_inclusive(relative))?;
        Some((decorator, name.plain(lowered)?))
    })?;
    let kind = &decorator.name.name;
    Some(format!(
        "Clients know the {kind} as `{name}`: change the text to ask for another one, or rename the parameter."
    ))
}

/// The parameter that a header or a cookie fills when its decorator does not name one.
fn bound_name(wire: &str) -> String {
    wire.to_lowercase().replace('-', "_")
}

fn text_of(db: &dyn Db, file: SourceFile, range: TextRange) -> String {
    file.content(db).text.slice(range).into_owned()
}

fn edits(places: Vec<Reference>, new: &str) -> RenameEdits {
    places.into_iter().map(|place| (place.file, vec![(place.range, new.to_owned())])).collect()
}

/// One list of edits for each file, in the order of the text.
pub(crate) fn in_order(edits: RenameEdits) -> RenameEdits {
    let mut ordered: RenameEdits = Vec::new();
    for (file, edits) in edits {
        match ordered.iter_mut().find(|(known, _)| *known == file) {
            Some((_, here)) => here.extend(edits),
            None => ordered.push((file, edits)),
        }
    }
    for (_, edits) in &mut ordered {
        edits.sort_by_key(|(range, _)| range.start());
        edits.dedup();
    }
    ordered
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

/// Whether a name of their own would hide what these places mean, in one of the items around them.
pub(crate) fn is_used_around(db: &dyn Db, places: &[Reference], name: &str) -> bool {
    places.iter().any(|place| conflicts::hidden_in(db, place, name).is_some())
}

/// Whether a text is a name of the language, neither a keyword nor two words.
pub(crate) fn is_name(text: &str) -> bool {
    let tree = SyntaxTree::parse(&SourceText::new(&format!("let {text} = 0")));
    let identifiers = tree.root().tokens().filter(|token| token.kind() == SyntaxKind::Identifier);
    syntax_errors(&tree).is_empty() && identifiers.map(|token| token.text().into_owned()).eq([text.to_owned()])
}
