//! `unused-import`: an imported name that the file does not use.

use fitz_rules::families::lints::UNUSED_IMPORT;
use fitz_syntax::{TextRange, TextSize};

use super::{Context, names};
use crate::diagnostic::Finding;
use crate::hir::{ItemData, Spelled};
use crate::item_tree::{ItemKind, item};
use crate::lower::lowered;
use crate::project::{ModuleTarget, resolve_module};
use crate::scope::{ScopeEntry, exported, module_scope};
use crate::ty::Name;

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    match &context.lowered.data {
        ItemData::Import(import) => {
            let Some(bound) = import.alias.as_ref().or(import.path.last()) else { return };
            let is_unused = is_unused(context, &import.path, bound) && !loading_matters(context, &import.path);
            if is_unused {
                found.push(finding(bound, &Removal::statement(context)));
            }
        }
        ItemData::FromImport(import) => {
            let entries: Vec<Entry<'_>> = import.names.iter().map(|(name, alias)| Entry::new(name, alias)).collect();
            let unused: Vec<bool> = entries
                .iter()
                .map(|entry| is_unused(context, &import.path, entry.bound) && may_go(context, &import.path, entry))
                .collect();
            // The last name that goes takes the loading of the module with it.
            if unused.iter().all(|it| *it) && loading_matters(context, &import.path) {
                return;
            }
            for (index, entry) in entries.iter().enumerate() {
                if unused.get(index) == Some(&true) {
                    found.push(finding(entry.bound, &Removal::entry(context, &entries, index)));
                }
            }
        }
        _ => {}
    }
}

/// `name` or `name as alias`.
struct Entry<'a> {
    name: &'a Spelled,
    bound: &'a Spelled,
    range: TextRange,
}

impl<'a> Entry<'a> {
    fn new(name: &'a Spelled, alias: &'a Option<Spelled>) -> Entry<'a> {
        let bound = alias.as_ref().unwrap_or(name);
        Entry { name, bound, range: name.range.cover(bound.range) }
    }
}

/// Whether a name is bound by this import and used nowhere in the file.
fn is_unused(context: &Context<'_>, path: &[Spelled], bound: &Spelled) -> bool {
    let (db, file) = (context.db, context.id.file);
    let is_complete = !bound.name.is_empty() && path.iter().all(|segment| !segment.name.is_empty());
    if !is_complete || bound.name.starts_with('_') {
        return false;
    }
    let uses = names::uses_of(db, file, bound.name.clone());
    if uses.read || uses.written {
        return false;
    }
    // A declaration of the file hides the import; that is another matter.
    let entry = module_scope(db, file).entries.get(&bound.name);
    matches!(entry, Some(ScopeEntry::Import { .. }))
}

/// Whether a member can be left out: it exists, and nothing finds it by its decorator.
fn may_go(context: &Context<'_>, path: &[Spelled], entry: &Entry<'_>) -> bool {
    let db = context.db;
    let ModuleTarget::File(module) = target(context, path) else { return is_python(path) };
    let Some(id) = exported(db, module, &entry.name.name) else { return false };
    let is_declaration = matches!(id.kind, ItemKind::Function | ItemKind::Type);
    !is_declaration || item(db, &id).is_some_and(|item| lowered(db, item).decorators.is_empty())
}

/// Whether the import is needed for what happens when the module is loaded, or may be: nothing is known of view files and of
/// what is not there.
fn loading_matters(context: &Context<'_>, path: &[Spelled]) -> bool {
    match target(context, path) {
        ModuleTarget::File(module) => names::loading_matters(context.db, module),
        ModuleTarget::Opaque => !is_python(path),
        ModuleTarget::Missing => true,
    }
}

fn target(context: &Context<'_>, path: &[Spelled]) -> ModuleTarget {
    let path: Vec<Name> = path.iter().map(|segment| segment.name.clone()).collect();
    resolve_module(context.db, context.id.file, &path)
}

fn is_python(path: &[Spelled]) -> bool {
    path.first().is_some_and(|first| first.name == "python")
}

/// The change that removes an import.
struct Removal {
    title: String,
    range: TextRange,
}

impl Removal {
    fn statement(context: &Context<'_>) -> Removal {
        Removal { title: "Remove the import".to_owned(), range: TextRange::up_to(TextSize::of(context.text)) }
    }

    /// Takes one name out of the list, with the comma that goes with it. A comment between two names stays.
    fn entry(context: &Context<'_>, entries: &[Entry<'_>], index: usize) -> Removal {
        let Some(entry) = entries.get(index).filter(|_| entries.len() > 1) else {
            return Removal::statement(context);
        };
        let is_separator = |range: TextRange| context.source(range).chars().all(|c| c == ',' || c.is_whitespace());
        let next = entries.get(index + 1).map(|next| TextRange::new(entry.range.start(), next.range.start()));
        let previous = index.checked_sub(1).and_then(|index| entries.get(index));
        let previous = previous.map(|previous| TextRange::new(previous.range.end(), entry.range.end()));
        let of_next = next.filter(|range| is_separator(TextRange::new(entry.range.end(), range.end())));
        let of_previous = previous.filter(|range| is_separator(TextRange::new(range.start(), entry.range.start())));
        let title = format!("Remove `{}` from the import", entry.bound.name);
        match of_next.or(of_previous) {
            Some(range) => Removal { title, range },
            None => {
                let rest = context.source(TextRange::new(entry.range.end(), TextSize::of(context.text)));
                let comma = if rest.starts_with(',') { TextSize::of(',') } else { TextSize::default() };
                Removal { title, range: TextRange::new(entry.range.start(), entry.range.end() + comma) }
            }
        }
    }
}

fn finding(bound: &Spelled, removal: &Removal) -> Finding {
    Finding::new(&UNUSED_IMPORT, bound.range, format!("`{}` is imported, but never used.", bound.name))
        .hint("Remove it: loading a module takes time and runs its top level.")
        .fix(removal.title.clone(), vec![(removal.range, String::new())])
}
