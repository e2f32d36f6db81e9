//! Which top-level names the items of a file use, and which files are loaded by whom.

use la_arena::ArenaMap;
use rustc_hash::FxHashMap;

use super::walk;
use crate::db::{Db, SourceFile};
use crate::hir::{Expr, ExprId, ItemData, Lowered, Pat, Stmt, TypeRef, TypeRefKind};
use crate::inference::{Resolution, infer};
use crate::item_tree::{Item, ItemKind, items};
use crate::lower::lowered;
use crate::project::{importers_of, manifest_of, program_modules};
use crate::scope::{ScopeEntry, module_scope};
use crate::ty::Name;

/// The names of others that text uses, and how. A name that the text declares for itself is not among them.
type UsedNames = FxHashMap<Name, Uses>;

/// How a name is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Uses {
    /// In any way but as the target of an assignment.
    pub(super) read: bool,
    /// Not called: the value is handed on. So is what is named after a dot.
    pub(super) as_value: bool,
    /// As the target of an assignment, by another item than the one that declares it.
    pub(super) written: bool,
}

impl Uses {
    const CALL: Uses = Uses { read: true, as_value: false, written: false };
    const VALUE: Uses = Uses { read: true, as_value: true, written: false };
    const MEMBER: Uses = Uses { read: false, as_value: true, written: false };
    const TARGET: Uses = Uses { read: false, as_value: false, written: true };
    const ANY: Uses = Uses { read: true, as_value: true, written: true };

    fn add(&mut self, other: Uses) {
        self.read |= other.read;
        self.as_value |= other.as_value;
        self.written |= other.written;
    }
}

/// How the items of the file use that top-level name.
#[salsa::tracked(returns(copy))]
pub(super) fn uses_of(db: &dyn Db, file: SourceFile, name: Name) -> Uses {
    names_of_file(db, file).get(&name).copied().unwrap_or_default()
}

/// Whether several types of the file have a method of that name: a call may mean either.
#[salsa::tracked(returns(copy))]
pub(super) fn is_shared_method(db: &dyn Db, file: SourceFile, name: Name) -> bool {
    let is_it = |item: &&Item<'_>| item.id(db).kind == ItemKind::Method && item.id(db).name == name;
    items(db, file).iter().filter(is_it).count() > 1
}

/// Whether a file that imports this one names that function of it without calling it.
pub(super) fn is_handed_to_importer(db: &dyn Db, file: SourceFile, name: &Name) -> bool {
    importers_of(db, file).iter().any(|importer| {
        let is_imported = module_scope(db, *importer)
            .entries
            .values()
            .any(|entry| matches!(entry, ScopeEntry::Import { member: Some(member), .. } if member == name));
        is_imported || uses_of(db, *importer, name.clone()).as_value
    })
}

/// Whether what a file declares at top level is for itself: the manifest makes it the entry of a binary, and no file imports
/// it. Without a manifest, nothing says which files may import it.
#[salsa::tracked(returns(copy))]
pub(super) fn is_entry(db: &dyn Db, file: SourceFile) -> bool {
    let path = file.path(db);
    let manifest = manifest_of(db, file);
    let is_binary = manifest.is_some_and(|it| it.bins.contains(path) && it.library.as_ref() != Some(path));
    is_binary && importers_of(db, file).is_empty()
}

/// Whether loading a module, or one that it imports, does more than declare: it registers handlers, types or tests, or runs
/// statements.
#[salsa::tracked(returns(copy))]
pub fn loading_matters(db: &dyn Db, module: SourceFile) -> bool {
    program_modules(db, module).iter().any(|module| acts_when_loaded(db, module.file) || has_calls(db, module.file))
}

/// Whether a file has handlers, or statements that are no declarations.
#[salsa::tracked(returns(copy))]
fn acts_when_loaded(db: &dyn Db, file: SourceFile) -> bool {
    items(db, file).iter().any(|item| match item.id(db).kind {
        ItemKind::Statement => true,
        ItemKind::Function | ItemKind::Type => !lowered(db, *item).decorators.is_empty(),
        ItemKind::Global | ItemKind::Method | ItemKind::Import => false,
    })
}

/// Whether the value of a global comes from a call.
#[salsa::tracked(returns(copy))]
fn has_calls(db: &dyn Db, file: SourceFile) -> bool {
    items(db, file).iter().filter(|item| item.id(db).kind == ItemKind::Global).any(|item| {
        let lowered = lowered(db, *item);
        let ItemData::Statement(statement) = &lowered.data else { return false };
        walk::any_in_statement(&lowered.body, statement, &|expr| matches!(expr, Expr::Call { .. } | Expr::Await(_)))
    })
}

#[salsa::tracked(returns(ref))]
fn names_of_file(db: &dyn Db, file: SourceFile) -> UsedNames {
    let mut all = UsedNames::default();
    for item in items(db, file) {
        for (name, uses) in used_names(db, *item) {
            all.entry(name.clone()).or_default().add(*uses);
        }
    }
    all
}

/// The top-level names that an item uses. Equal before and after most edits in its body.
#[salsa::tracked(returns(ref))]
fn used_names<'db>(db: &'db dyn Db, item: Item<'db>) -> UsedNames {
    let lowered = lowered(db, item);
    let mut used = UsedNames::default();
    if matches!(lowered.data, ItemData::Import(_) | ItemData::FromImport(_)) {
        return used;
    }
    if has_holes(lowered, item.text(db)) {
        add_words(item.text(db), &mut used);
        return used;
    }
    let inference = infer(db, item);
    let targets = written_names(lowered);
    let callees = callees(lowered);
    let mut add = |name: &Name, uses: Uses| used.entry(name.clone()).or_default().add(uses);
    for (id, expr) in lowered.body.exprs.iter() {
        match expr {
            Expr::Name(name) => match inference.resolutions.get(&id) {
                Some(Resolution::Local(_) | Resolution::Field(..)) => {}
                _ if targets.contains_idx(id) => add(name, Uses::TARGET),
                _ if callees.contains_idx(id) => add(name, Uses::CALL),
                _ => add(name, Uses::VALUE),
            },
            Expr::Field { name, .. } if !callees.contains_idx(id) => add(&name.name, Uses::MEMBER),
            Expr::Struct { name, .. } => add(&name.name, Uses::CALL),
            _ => {}
        }
    }
    for annotation in lowered.type_refs() {
        add_types(annotation, &mut add);
    }
    // What a decorator names, it names as a value, in a string (`@belongs_to("User")`) or without quotes.
    let of_fields = lowered.fields().iter().flat_map(|field| &field.decorators);
    for decorator in lowered.decorators.iter().chain(of_fields) {
        let range = std::ops::Range::<usize>::from(decorator.range);
        add_words(item.text(db).get(range).unwrap_or_default(), &mut used);
    }
    used
}

/// The targets of assignments that are plain names.
pub(super) fn written_names(lowered: &Lowered) -> ArenaMap<ExprId, ()> {
    let targets = lowered.statements().filter_map(|statement| match statement {
        Stmt::Assign { target, .. } => Some(*target),
        _ => None,
    });
    targets.filter(|target| matches!(lowered.body.exprs[*target], Expr::Name(_))).map(|target| (target, ())).collect()
}

/// The expressions that are called.
pub(super) fn callees(lowered: &Lowered) -> ArenaMap<ExprId, ()> {
    let calls = lowered.body.exprs.iter().filter_map(|(_, expr)| match expr {
        Expr::Call { callee, .. } => Some((*callee, ())),
        _ => None,
    });
    calls.collect()
}

/// Whether an item has parts that its lowered form does not hold: something is missing or broken, or a `type` or a decorated
/// function stands inside a body. A name may be used there.
pub(super) fn has_holes(lowered: &Lowered, text: &str) -> bool {
    let body = &lowered.body;
    let has_nested = || lowered.statements().any(|statement| matches!(statement, Stmt::Function { .. }));
    body.exprs.iter().any(|(_, expr)| matches!(expr, Expr::Missing))
        || body.pats.iter().any(|(_, pattern)| matches!(pattern, Pat::Missing))
        || lowered.type_refs().any(|annotation| annotation.kind == TypeRefKind::Error)
        || has_nested() && text.contains('@')
}

/// The words of a text: everything that could be a name.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

fn add_words(text: &str, used: &mut UsedNames) {
    for word in words(text) {
        used.insert(Name::from(word), Uses::ANY);
    }
}

fn add_types(annotation: &TypeRef, add: &mut impl FnMut(&Name, Uses)) {
    match &annotation.kind {
        TypeRefKind::Named(name, parts) => {
            add(&name.name, Uses::CALL);
            parts.iter().for_each(|part| add_types(part, add));
        }
        TypeRefKind::Nullable(inner) => add_types(inner, add),
        TypeRefKind::Function(parameters, result) => {
            parameters.iter().chain(result.as_deref()).for_each(|part| add_types(part, add));
        }
        TypeRefKind::Tuple(parts) => parts.iter().for_each(|part| add_types(part, add)),
        TypeRefKind::Error => {}
    }
}
