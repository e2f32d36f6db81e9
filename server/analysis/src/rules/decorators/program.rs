//! Rules that need the whole program of a declaration: what there may be once, and what there must be.

use rustc_hash::FxHashSet;

use super::super::{ItemContext, has_syntax_errors};
use super::declaration::{Mistake, declaration_of, has_note, rule_of};
use super::marks::{Mark, file_marks, program_marks};
use super::{auth, background, cli, live, request, server, table};
use crate::db::{Db, SourceFile};
use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::item_tree::{Item, item};
use crate::lower::lowered;
use crate::project::{ModuleTarget, file_imports, manifest_of, program_modules, programs, resolve_module};
use crate::roles::program_has_unknown_roles;

/// The findings in a file, each with its item.
pub(in super::super) fn findings(db: &dyn Db, file: SourceFile) -> Vec<(Item<'_>, Finding)> {
    let marks = file_marks(db, file);
    let mut found = Vec::new();
    if marks.is_empty() {
        return found;
    }
    let programs = Programs::of(db, file);
    let mut seen = FxHashSet::default();
    for mark in marks {
        let Some(item) = item(db, &mark.item) else { continue };
        let mut here = Vec::new();
        once(db, mark, &programs, &mut here);
        cli::check_program(mark, &programs, &mut here);
        server::check_program(db, mark, &programs, &mut here);
        server::without_server(db, mark, &programs, &mut here);
        if seen.insert(mark.item.clone()) {
            let context = ItemContext { db, item, lowered: lowered(db, item) };
            auth::check_handler(&context, &programs, &mut here);
            auth::by_hand(&context, &programs, &mut here);
            request::check_program(&context, &programs, &mut here);
            table::check_program(&context, &programs, &mut here);
            live::check_program(&context, &programs, &mut here);
            background::check_program(&context, &programs, &mut here);
        }
        found.extend(here.into_iter().map(|finding| (item, finding)));
    }
    found
}

/// The programs that contain a file.
pub(in super::super) struct Programs<'db> {
    db: &'db dyn Db,
    file: SourceFile,
    entries: &'db [SourceFile],
}

impl<'db> Programs<'db> {
    pub(in super::super) fn of(db: &'db dyn Db, file: SourceFile) -> Programs<'db> {
        Programs { db, file, entries: programs(db, file) }
    }

    /// The marks with a decorator in any of the programs, each once, in load order.
    pub(in super::super) fn marks(&self, decorator: &'db str) -> impl Iterator<Item = &'db Mark> + use<'db> {
        let db = self.db;
        let mut seen = FxHashSet::default();
        self.entries
            .iter()
            .flat_map(move |entry| program_marks(db, *entry).get(decorator).into_iter().flatten())
            .filter(move |mark| seen.insert((mark.item.clone(), mark.name_range)))
    }

    /// The first mark that means the same as `mark` and that one of the programs loads before it.
    pub(super) fn earlier(&self, mark: &Mark, is_same: impl Fn(&Mark) -> bool) -> Option<&'db Mark> {
        self.entries.iter().find_map(|entry| {
            let first = program_marks(self.db, *entry).get(&mark.decorator)?.iter().find(|other| is_same(other))?;
            (first.item != mark.item).then_some(first)
        })
    }

    /// Whether everything that the programs consist of is known, so that what is not found does not exist. A library is a
    /// part of programs that are not known here.
    pub(in super::super) fn are_established(&self) -> bool {
        let is_library = manifest_of(self.db, self.file).is_some_and(|manifest| manifest.library.is_some());
        !is_library && self.entries.iter().all(|entry| is_established(self.db, *entry))
    }

    /// The entries of the programs.
    pub(super) fn entries(&self) -> impl Iterator<Item = SourceFile> + use<'db> {
        self.entries.iter().copied()
    }

    /// All files of the programs.
    pub(in super::super) fn files(&self) -> impl Iterator<Item = SourceFile> {
        self.entries.iter().flat_map(|entry| program_modules(self.db, *entry)).map(|module| module.file)
    }
}

/// Whether no module of a program has a syntax error or a decorator that does not exist, and each import leads to a file or
/// to Python.
#[salsa::tracked(returns(copy))]
fn is_established(db: &dyn Db, entry: SourceFile) -> bool {
    !program_has_unknown_roles(db, entry)
        && program_modules(db, entry).iter().all(|module| {
            let leads_somewhere = |path: &Vec<crate::ty::Name>| {
                path.first().is_some_and(|first| first == "python")
                    || matches!(resolve_module(db, module.file, path), ModuleTarget::File(_))
            };
            !has_syntax_errors(db, module.file) && file_imports(db, module.file).iter().all(leads_somewhere)
        })
}

/// What a program can have once.
fn once(db: &dyn Db, mark: &Mark, programs: &Programs<'_>, found: &mut Vec<Finding>) {
    let Some(declaration) = declaration_of(db, &mark.decorator, "fn") else { return };
    if !has_note(declaration, "once_per_program") {
        return;
    }
    let Some(first) = programs.earlier(mark, |_| true) else { return };
    let message = format!("A program has one `@{}`, and `{}` is it already.", mark.decorator, first.item.name);
    let place = SourcePointer { item: first.item.clone(), range: first.name_range };
    found.push(
        Finding::new(rule_of(declaration, Mistake::Once), mark.name_range, message)
            .hint("Keep one of the two.")
            .related(place, format!("The first `@{}` stands here.", mark.decorator))
            .fix_elsewhere(format!("Remove the second `@{}`", mark.decorator), removal(db, mark)),
    );
}

/// The change that removes the decorator of a mark.
fn removal(db: &dyn Db, mark: &Mark) -> Vec<(SourcePointer, String)> {
    let Some(item) = item(db, &mark.item) else { return Vec::new() };
    let context = ItemContext { db, item, lowered: lowered(db, item) };
    let decorator = context.lowered.decorators.iter().find(|it| it.name.range == mark.name_range);
    decorator.map(|decorator| (context.pointer(context.removal(decorator)), String::new())).into_iter().collect()
}
