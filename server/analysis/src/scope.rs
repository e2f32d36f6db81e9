//! Names at the top level of a file, and what they mean.

use std::collections::{BTreeMap, BTreeSet};

use crate::db::{Db, Origin, SourceFile};
use crate::endpoint::SourcePointer;
use crate::hir::{Body, ItemData, Pat, PatId, Spelled, Stmt};
use crate::item_tree::{Item, ItemId, ItemKind, items};
use crate::lower::lowered;
use crate::project::stubs::{StubName, stub, stub_class, stub_name};
use crate::project::{ModuleTarget, resolve_module};
use crate::standard_library::library;
use crate::ty::Name;

/// The names that a file declares or imports at top level.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ModuleScope {
    /// What each name stands for. A declaration wins over an import of the same name.
    pub entries: BTreeMap<Name, ScopeEntry>,
    /// The names of which a declaration is a `let` or an assignment, be it not the one that wins.
    variables: BTreeSet<Name>,
}

/// What a top-level name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScopeEntry {
    /// A function, type or global of the file.
    Item(ItemId),
    /// Bound by an import.
    Import {
        /// The import statement.
        statement: ItemId,
        /// The module.
        path: Vec<Name>,
        /// The imported member; `None` when the module itself is bound.
        member: Option<Name>,
    },
}

/// What a name means, imports followed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Definition {
    /// A function, type or global, of this file or of another one, or of the standard library.
    Item(ItemId),
    /// A module.
    Module(SourceFile),
    /// Something of Python, or of a view file.
    Opaque,
    /// An import that leads nowhere: the statement.
    Unresolved(ItemId),
}

/// The top-level names of a file.
#[salsa::tracked(returns(ref))]
pub fn module_scope(db: &dyn Db, file: SourceFile) -> ModuleScope {
    let mut declared = BTreeMap::new();
    let mut imported = BTreeMap::new();
    let mut variables = BTreeSet::new();
    for item in items(db, file) {
        let id = item.id(db);
        match id.kind {
            ItemKind::Function | ItemKind::Type => {
                declared.entry(id.name.clone()).or_insert_with(|| ScopeEntry::Item(id.clone()));
            }
            ItemKind::Global => {
                for name in global_names(db, *item) {
                    declared.entry(name.clone()).or_insert_with(|| ScopeEntry::Item(id.clone()));
                    variables.insert(name.clone());
                }
            }
            ItemKind::Import => import_entries(db, *item, &mut imported),
            ItemKind::Method | ItemKind::Statement => {}
        }
    }
    imported.extend(declared);
    imported.remove("");
    ModuleScope { entries: imported, variables }
}

/// What one top-level name of a file stands for, and whether it is declared as a variable. A query per name, so that a new
/// name is no change for those who ask for another one.
#[salsa::tracked(returns(ref))]
fn top_level_name(db: &dyn Db, file: SourceFile, name: Name) -> (Option<ScopeEntry>, bool) {
    let scope = module_scope(db, file);
    (scope.entries.get(&name).cloned(), scope.variables.contains(&name))
}

fn scope_entry<'db>(db: &'db dyn Db, file: SourceFile, name: &str) -> Option<&'db ScopeEntry> {
    top_level_name(db, file, Name::from(name)).0.as_ref()
}

/// Whether any declaration of that name in a file is a `let` or an assignment.
pub(crate) fn is_variable(db: &dyn Db, file: SourceFile, name: Name) -> bool {
    top_level_name(db, file, name).1
}

/// The names that a global declares: one, or those of a destructuring pattern.
#[salsa::tracked(returns(ref))]
pub fn global_names<'db>(db: &'db dyn Db, item: Item<'db>) -> Vec<Name> {
    let lowered = lowered(db, item);
    match &lowered.data {
        ItemData::Statement(Stmt::Let { pattern, .. }) => {
            let mut names = Vec::new();
            bound_names(&lowered.body, *pattern, &mut names);
            names
        }
        ItemData::Statement(Stmt::Assign { .. }) => vec![item.id(db).name.clone()],
        _ => Vec::new(),
    }
}

/// The names that an import statement binds.
pub(crate) fn import_names<'db>(db: &'db dyn Db, item: Item<'db>) -> Vec<Name> {
    let mut entries = BTreeMap::new();
    import_entries(db, item, &mut entries);
    entries.into_keys().collect()
}

/// The names that a pattern binds. Those that closures and arms of the value bind are not names of the file.
fn bound_names(body: &Body, pattern: PatId, names: &mut Vec<Name>) {
    match &body.pats[pattern] {
        Pat::Bind(name) => names.push(name.clone()),
        Pat::Ok(inner) | Pat::Err(inner) => bound_names(body, *inner, names),
        Pat::Tuple(parts) | Pat::Or(parts) => parts.iter().for_each(|part| bound_names(body, *part, names)),
        Pat::Missing | Pat::Wildcard | Pat::Literal { .. } | Pat::Range { .. } => {}
    }
}

fn import_entries<'db>(db: &'db dyn Db, item: Item<'db>, entries: &mut BTreeMap<Name, ScopeEntry>) {
    let statement = item.id(db);
    let mut bind = |name: &Name, path: Vec<Name>, member: Option<Name>| {
        entries.insert(name.clone(), ScopeEntry::Import { statement: statement.clone(), path, member });
    };
    match &lowered(db, item).data {
        ItemData::Import(import) => {
            let path: Vec<Name> = import.path.iter().map(|segment| segment.name.clone()).collect();
            if let Some(name) = import.alias.as_ref().or(import.path.last()) {
                bind(&name.name, path, None);
            }
        }
        ItemData::FromImport(import) => {
            let path: Vec<Name> = import.path.iter().map(|segment| segment.name.clone()).collect();
            for (name, alias) in &import.names {
                bind(&alias.as_ref().unwrap_or(name).name, path.clone(), Some(name.name.clone()));
            }
        }
        _ => {}
    }
}

/// A name that an import binds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Binding {
    /// The name: the alias, if there is one.
    pub(crate) name: Name,
    /// Where it is written.
    pub(crate) place: SourcePointer,
}

/// The names that the imports of a file bind, in source order.
#[salsa::tracked(returns(ref))]
pub(crate) fn bindings(db: &dyn Db, file: SourceFile) -> Vec<Binding> {
    let mut found = Vec::new();
    for item in items(db, file).iter().filter(|item| item.id(db).kind == ItemKind::Import) {
        let mut bind = |name: &Spelled| {
            if !name.name.is_empty() {
                let place = SourcePointer { item: item.id(db).clone(), range: name.range };
                found.push(Binding { name: name.name.clone(), place });
            }
        };
        match &lowered(db, *item).data {
            ItemData::Import(import) => import.alias.as_ref().or(import.path.last()).into_iter().for_each(&mut bind),
            ItemData::FromImport(import) => {
                import.names.iter().map(|(name, alias)| alias.as_ref().unwrap_or(name)).for_each(&mut bind);
            }
            _ => {}
        }
    }
    found
}

/// What a top-level name of `file` means; `None` when neither the file nor the standard library has it.
pub fn resolve_name(db: &dyn Db, file: SourceFile, name: &str) -> Option<Definition> {
    if let Some(entry) = scope_entry(db, file, name) {
        return Some(resolve_entry(db, file, entry));
    }
    library_definition(db, name).or_else(|| stub_class(db, file, name).map(stub_definition))
}

/// What a name of the standard library means.
pub(crate) fn library_definition(db: &dyn Db, name: &str) -> Option<Definition> {
    let library = library(db);
    if let Some(id) = library.globals.get(name) {
        return Some(Definition::Item(id.clone()));
    }
    if let Some(module) = library.modules.get(name) {
        return Some(Definition::Module(*module));
    }
    library.types.get(canonical_type_name(name)).map(|id| Definition::Item(id.clone()))
}

fn stub_definition(name: StubName) -> Definition {
    match name {
        StubName::Declared(id) => Definition::Item(id),
        StubName::Opaque => Definition::Opaque,
    }
}

/// What an import from Python binds: something of a stub, if there is one.
fn python_definition(db: &dyn Db, file: SourceFile, path: &[Name], member: Option<&Name>) -> Definition {
    let found = match (path, member) {
        ([_], Some(module)) => stub(db, file, module).map(Definition::Module),
        ([_, module], Some(member)) => {
            stub(db, file, module).and_then(|stub| stub_name(db, stub, member)).map(stub_definition)
        }
        _ => None,
    };
    found.unwrap_or(Definition::Opaque)
}

/// Follows a top-level name of `file` through its import.
pub fn resolve_entry(db: &dyn Db, file: SourceFile, entry: &ScopeEntry) -> Definition {
    match entry {
        ScopeEntry::Item(id) => Definition::Item(id.clone()),
        ScopeEntry::Import { path, member, .. } if path.first().is_some_and(|first| first == "python") => {
            python_definition(db, file, path, member.as_ref())
        }
        ScopeEntry::Import { statement, path, member } => match (resolve_module(db, file, path), member) {
            (ModuleTarget::Opaque, _) => Definition::Opaque,
            (ModuleTarget::Missing, _) => Definition::Unresolved(statement.clone()),
            (ModuleTarget::File(module), None) => Definition::Module(module),
            (ModuleTarget::File(module), Some(member)) => match exported(db, module, member) {
                Some(id) => Definition::Item(id),
                None => Definition::Unresolved(statement.clone()),
            },
        },
    }
}

/// The declaration of that name in a module. What a module imports, it does not pass on.
pub fn exported(db: &dyn Db, module: SourceFile, name: &str) -> Option<ItemId> {
    match scope_entry(db, module, name)? {
        ScopeEntry::Item(id) => Some(id.clone()),
        ScopeEntry::Import { .. } => None,
    }
}

/// The name that the standard library declares a type under. `HttpResponse` and `Vec` are accepted names of others.
pub fn canonical_type_name(name: &str) -> &str {
    match name {
        "HttpResponse" => "Response",
        "Vec" => "List",
        other => other,
    }
}

/// Whether a file is a declaration file, where unknown type names are schematic variables.
pub(crate) fn is_declaration_file(db: &dyn Db, file: SourceFile) -> bool {
    file.origin(db) == Origin::StandardLibrary
}
