//! Imports: the module, the names, circles, and names that are bound twice.

use fitz_rules::families::modules::{
    DEPENDENCY_MISSING, DEPENDENCY_NOT_FETCHED, DUPLICATE_IMPORT, IMPORT_CYCLE, IMPORT_REEXPORT, IMPORT_SELF,
    IMPORT_UNKNOWN_NAME, MODULE_NOT_FOUND, STUB_MALFORMED,
};
use fitz_syntax::{TextRange, TextSize};

use super::manifest::{shown, words};
use super::{ItemContext, has_syntax_errors};
use crate::db::{Db, SourceFile, Workspace};
use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::hir::{Expr, ItemData, Pat, Spelled, Stmt};
use crate::item_tree::{Item, ItemKind, items};
use crate::lower::lowered;
use crate::nearest::nearest;
use crate::path::FilePath;
use crate::project::cycles::import_cycle;
use crate::project::dependencies::Dependency;
use crate::project::modules::{ImportTarget, import_target};
use crate::project::stubs::stub;
use crate::project::{ModuleTarget, manifest_file_of, manifest_of, resolve_module};
use crate::scope::{ScopeEntry, bindings, exported, module_scope};
use crate::ty::Name;

pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    let (path, path_range, names): (_, _, &[_]) = match &context.lowered.data {
        ItemData::Import(import) => (&import.path, import.path_range, &[]),
        ItemData::FromImport(import) => (&import.path, import.path_range, &import.names),
        _ => return,
    };
    duplicates(context, found);
    let Some(first) = path.first() else { return };
    let last_range = path.last().map_or(path_range, |last| last.range);
    let import = Import { path, first, range: path_range, last_range };
    match import_target(context.db, import.importer(context), import.names()) {
        ImportTarget::File(target) => {
            circle(context, &import, *target, found);
            unknown_names(context, &import, *target, names, found);
        }
        ImportTarget::Opaque => malformed_stubs(context, &import, names, found),
        ImportTarget::NoFile(looked_for) => no_file(context, &import, looked_for, found),
        ImportTarget::NoFileInDependency(looked_for) => no_file_in_dependency(context, &import, looked_for, found),
        ImportTarget::Dependency(dependency) => {
            let rule =
                if *dependency == Dependency::NotFetched { &DEPENDENCY_NOT_FETCHED } else { &DEPENDENCY_MISSING };
            let importer = import.importer(context);
            // The path is shown as the manifest has it, whose finding says the same.
            let manifest = manifest_file_of(context.db, importer).unwrap_or(importer);
            if let Some((message, hint)) = words(context.db, manifest, &first.name, dependency)
                && is_first_of_its_package(context, first)
            {
                found.push(Finding::new(rule, first.range, message).hint(hint));
            }
        }
        ImportTarget::OwnPackage => {
            let message = format!("`{}` is this package itself, which only its tests can import by name.", first.name);
            let hint = "Import the file by its path from here, or move this code to a file below `tests/`.";
            found.push(Finding::new(&MODULE_NOT_FOUND, first.range, message).hint(hint));
        }
    }
}

/// Whether no import above leads to the same package. What is wrong with it is said once in a file.
fn is_first_of_its_package(context: &ItemContext<'_>, package: &Spelled) -> bool {
    let db = context.db;
    let imports = items(db, context.item.id(db).file).iter().take_while(|item| **item != context.item);
    imports.filter(|item| item.id(db).kind == ItemKind::Import).all(|item| {
        let first = match &lowered(db, *item).data {
            ItemData::Import(import) => import.path.first(),
            ItemData::FromImport(import) => import.path.first(),
            _ => None,
        };
        first.is_none_or(|first| first.name != package.name)
    })
}

struct Import<'a> {
    path: &'a [Spelled],
    first: &'a Spelled,
    range: TextRange,
    last_range: TextRange,
}

impl Import<'_> {
    fn importer(&self, context: &ItemContext<'_>) -> SourceFile {
        context.item.id(context.db).file
    }

    fn names(&self) -> Vec<Name> {
        self.path.iter().map(|segment| segment.name.clone()).collect()
    }

    fn dotted(&self) -> String {
        self.path.iter().map(|segment| segment.name.as_str()).collect::<Vec<_>>().join(".")
    }
}

// Python.

/// `stub-malformed`
fn malformed_stubs(
    context: &ItemContext<'_>,
    import: &Import<'_>,
    names: &[(Spelled, Option<Spelled>)],
    found: &mut Vec<Finding>,
) {
    let modules: Vec<&Spelled> = match import.path {
        [python] if python.name == "python" => names.iter().map(|(name, _)| name).collect(),
        [python, module] if python.name == "python" => vec![module],
        _ => return,
    };
    for module in modules {
        let stub = stub(context.db, import.importer(context), &module.name);
        if stub.is_some_and(|stub| has_syntax_errors(context.db, stub)) {
            let message =
                format!("The stub `{0}.pyi` is not valid Python, so nothing is known about `{0}`.", module.name);
            found.push(
                Finding::new(&STUB_MALFORMED, module.range, message)
                    .hint("Close the bracket or the quote in it that is open."),
            );
        }
    }
}

// The module.

fn no_file(context: &ItemContext<'_>, import: &Import<'_>, looked_for: &FilePath, found: &mut Vec<Finding>) {
    let db = context.db;
    let importer = import.importer(context);
    let message =
        format!("There is no module `{}`: `{}` does not exist.", import.dotted(), shown(db, importer, looked_for));
    let siblings = siblings(db, importer, looked_for);
    let dependencies = manifest_of(db, importer).into_iter().flat_map(|manifest| manifest.dependencies.keys());
    let dependencies = dependencies.filter(|_| import.path.len() == 1);
    let candidates = siblings.iter().map(Name::as_str).chain(dependencies.map(Name::as_str));
    let Some(last) = import.path.last() else { return };
    found.push(match nearest(&last.name, candidates) {
        Some(closest) => Finding::new(&MODULE_NOT_FOUND, import.last_range, message).meant(import.last_range, closest),
        // Any of the segments may be the wrong one.
        None => Finding::new(&MODULE_NOT_FOUND, import.range, message)
            .hint("An import starts in the directory of the file that it stands in, or with the name of a dependency."),
    });
}

fn no_file_in_dependency(
    context: &ItemContext<'_>,
    import: &Import<'_>,
    looked_for: &FilePath,
    found: &mut Vec<Finding>,
) {
    let db = context.db;
    let importer = import.importer(context);
    let Some((last, inner)) = import.path.split_last() else { return };
    let start = import.path.get(1).map_or(last.range.start(), |segment| segment.range.start());
    let range = TextRange::new(start.min(last.range.end()), last.range.end());
    let module: Vec<&str> = inner.iter().skip(1).chain([last]).map(|segment| segment.name.as_str()).collect();
    let message = format!(
        "The dependency `{}` has no module `{}`: `{}` does not exist.",
        import.first.name,
        module.join("."),
        shown(db, importer, looked_for),
    );
    let mut finding = Finding::new(&MODULE_NOT_FOUND, range, message);
    if let Some(closest) = nearest(&last.name, siblings(db, importer, looked_for).iter().map(Name::as_str)) {
        finding = finding.meant(last.range, closest);
    }
    found.push(finding);
}

/// The modules in the directory of a file, as far as they are known; the importer is not offered.
fn siblings(db: &dyn Db, importer: SourceFile, path: &FilePath) -> Vec<Name> {
    let Some(directory) = path.parent() else { return Vec::new() };
    let files = Workspace::get(db).files(db).range(directory.clone()..).map(|(path, file)| (path, *file));
    files
        .take_while(|(path, _)| path.as_str().starts_with(directory.as_str()))
        .filter(|(path, file)| path.parent().as_ref() == Some(&directory) && *file != importer)
        .filter(|(path, _)| matches!(path.extension(), Some("fitz" | "fitzv")))
        .map(|(path, _)| Name::from(path.file_stem()))
        .collect()
}

// Circles.

fn circle(context: &ItemContext<'_>, import: &Import<'_>, target: SourceFile, found: &mut Vec<Finding>) {
    let db = context.db;
    let importer = import.importer(context);
    if target == importer {
        let message = format!("The module `{}` imports itself.", import.dotted());
        let hint = "Remove the import: what the file declares is known in all of it.";
        let finding = Finding::new(&IMPORT_SELF, import.range, message).hint(hint);
        let whole = TextRange::up_to(TextSize::of(&**context.item.text(db)));
        found.push(match context.item.id(db).kind {
            ItemKind::Import => finding.fix("Remove the import", vec![(whole, String::new())]),
            _ => finding,
        });
        return;
    }
    let Some(way) = import_cycle(db, importer, target) else { return };
    let names: Vec<String> = way.iter().map(|file| format!("`{}`", file.path(db).file_stem())).collect();
    let message = format!("The imports form a circle: {}.", names.join(" -> "));
    let mut finding =
        Finding::new(&IMPORT_CYCLE, import.range, message).hint("Move what both sides need to a third module.");
    for pair in way.windows(2).skip(1) {
        if let [from, to] = pair
            && let Some(place) = import_of(db, *from, *to)
        {
            let message = format!("`{}` imports `{}` here", from.path(db).file_stem(), to.path(db).file_stem());
            finding = finding.related(place, message);
        }
    }
    found.push(finding);
}

/// The first import in a file that leads to another one.
fn import_of(db: &dyn Db, from: SourceFile, to: SourceFile) -> Option<SourcePointer> {
    items(db, from).iter().filter(|item| item.id(db).kind == ItemKind::Import).find_map(|item| {
        let (path, range) = match &lowered(db, *item).data {
            ItemData::Import(import) => (&import.path, import.path_range),
            ItemData::FromImport(import) => (&import.path, import.path_range),
            _ => return None,
        };
        let names: Vec<Name> = path.iter().map(|segment| segment.name.clone()).collect();
        let leads_there = resolve_module(db, from, &names) == ModuleTarget::File(to);
        leads_there.then(|| SourcePointer { item: item.id(db).clone(), range })
    })
}

// Names.

fn unknown_names(
    context: &ItemContext<'_>,
    import: &Import<'_>,
    target: SourceFile,
    names: &[(Spelled, Option<Spelled>)],
    found: &mut Vec<Finding>,
) {
    let db = context.db;
    for (name, _) in names {
        let is_declared = || exported(db, target, &name.name).is_some() || is_bound_in_a_block(db, target, &name.name);
        // A broken text may declare more than can be read.
        if name.name.is_empty() || is_declared() || has_syntax_errors(db, target) {
            continue;
        }
        let module = import.dotted();
        let entries = &module_scope(db, target).entries;
        if matches!(entries.get(&name.name), Some(ScopeEntry::Import { .. })) {
            let message = format!("`{module}` imports `{}` itself, and does not pass on what it imports.", name.name);
            let hint = "Import it from the module that declares it.";
            found.push(Finding::new(&IMPORT_REEXPORT, name.range, message).hint(hint));
            continue;
        }
        let declared = entries.iter().filter(|(_, entry)| matches!(entry, ScopeEntry::Item(_)));
        let message = format!("The module `{module}` declares no `{}`.", name.name);
        let mut finding = Finding::new(&IMPORT_UNKNOWN_NAME, name.range, message);
        if let Some(closest) = nearest(&name.name, declared.map(|(name, _)| name.as_str())) {
            finding = finding.meant(name.range, closest);
        }
        found.push(finding);
    }
}

/// Whether a statement at top level gives a value to a name inside a block: such names are known to outlive the block when
/// the program runs.
fn is_bound_in_a_block(db: &dyn Db, module: SourceFile, name: &Name) -> bool {
    items(db, module).iter().filter(|item| item.id(db).kind == ItemKind::Statement).any(|item| {
        let lowered = lowered(db, *item);
        let binds = |pattern: &Pat| matches!(pattern, Pat::Bind(bound) if bound == name);
        let assigns = |statement: &Stmt| match statement {
            Stmt::Assign { target, .. } => matches!(&lowered.body.exprs[*target], Expr::Name(bound) if bound == name),
            _ => false,
        };
        lowered.body.pats.iter().any(|(_, pattern)| binds(pattern)) || lowered.statements().any(assigns)
    })
}

fn duplicates(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    let (db, item): (_, Item<'_>) = (context.db, context.item);
    let id = item.id(db);
    let all = bindings(db, id.file);
    for (index, binding) in all.iter().enumerate().filter(|(_, binding)| binding.place.item == *id) {
        let Some(first) = all.iter().take(index).find(|earlier| earlier.name == binding.name) else { continue };
        let message = format!("`{}` is imported twice; the first import is lost.", binding.name);
        found.push(
            Finding::new(&DUPLICATE_IMPORT, binding.place.range, message)
                .hint("Remove one of them, or give this one another name with `as`.")
                .related(first.place.clone(), format!("`{}` is imported here first", binding.name)),
        );
    }
}
