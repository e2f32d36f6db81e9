//! Which of several top-level declarations of a name an item sees.
//!
//! The statements of a file run from top to bottom, so a statement or a function sees what stands above it, and the last
//! assignment above tells the type, `total += 1.5` included. Functions can be used above their declaration. Methods are checked after everything
//! else and see all of it.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::db::{Db, SourceFile};
use crate::hir::{Expr, ItemData, Stmt};
use crate::inference::imported::Seeing;
use crate::inference::{Context, infer, infer_seeing, type_of_value};
use crate::item_tree::{Item, ItemId, ItemKind, item, items};
use crate::lower::lowered;
use crate::scope::{global_names, import_names, is_variable};
use crate::signatures::{resolve_type, signature};
use crate::ty::{Name, Ty};

/// A top-level name of a file as one of its items sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Visible {
    /// No variable of the file has the name: the order does not matter.
    Unordered,
    /// Declared.
    Declared {
        /// The declaration that settles the type for good: with an annotation, or a function.
        annotated: Option<ItemId>,
        /// The statement whose value tells the type otherwise.
        value: ItemId,
    },
    /// Declared by several kinds of statements: what the name holds is not established.
    Mixed,
    /// Declared only further down, there.
    Below(ItemId),
}

/// What a top-level name of the item's own file is for the item.
pub(super) fn visible<'db>(db: &'db dyn Db, user: Item<'db>, name: &str) -> &'db Visible {
    let name = Name::from(name);
    // Most names are those of functions, whose order does not matter.
    if is_variable(db, user.id(db).file, name.clone()) { visible_variable(db, user, name) } else { &Visible::Unordered }
}

#[salsa::tracked(returns(ref))]
fn visible_variable<'db>(db: &'db dyn Db, user: Item<'db>, name: Name) -> Visible {
    let id = user.id(db);
    let declarations = declarations_of(db, id.file, name);
    let Some((_, first)) = declarations.iter().find(|(_, it)| it.kind == ItemKind::Global) else {
        return Visible::Unordered;
    };
    let here = match id.kind {
        ItemKind::Function | ItemKind::Global | ItemKind::Statement => positions(db, id.file).get(id).copied(),
        ItemKind::Method | ItemKind::Type | ItemKind::Import => None,
    };
    let here = here.unwrap_or(usize::MAX);
    let function = declarations.iter().map(|(_, it)| it).find(|it| it.kind == ItemKind::Function);
    let mut seen = function.map(|id| Visible::Declared { annotated: Some(id.clone()), value: id.clone() });
    for (_, declaration) in declarations.iter().filter(|(position, _)| *position < here) {
        // An operation on a variable that is not declared yet declares nothing.
        if declaration.kind == ItemKind::Statement && seen.is_none() {
            continue;
        }
        seen = Some(match (declaration.kind, seen) {
            (ItemKind::Global | ItemKind::Statement, before) => after_assignment(db, declaration, before),
            (ItemKind::Function, Some(before @ Visible::Declared { annotated: Some(_), .. })) => before,
            _ => Visible::Mixed,
        });
    }
    seen.unwrap_or_else(|| Visible::Below(first.clone()))
}

fn after_assignment(db: &dyn Db, declaration: &ItemId, before: Option<Visible>) -> Visible {
    let data = item(db, declaration).map(|item| &lowered(db, item).data);
    let (is_let, is_annotated) = match data {
        Some(ItemData::Statement(Stmt::Let { ty, .. })) => (true, ty.is_some()),
        Some(ItemData::Statement(Stmt::Assign { ty, .. })) => (false, ty.is_some()),
        _ => return Visible::Mixed,
    };
    match before {
        Some(kept @ Visible::Declared { annotated: Some(_), .. }) if !is_let && !is_annotated => kept,
        Some(Visible::Mixed) if !is_let && !is_annotated => Visible::Mixed,
        _ => Visible::Declared { annotated: is_annotated.then(|| declaration.clone()), value: declaration.clone() },
    }
}

impl Context<'_> {
    /// The type of a declaration that [`visible`] found.
    pub(super) fn declared_type(&self, declaration: &ItemId, name: &str) -> Ty {
        let db = self.db;
        let Some(found) = item(db, declaration) else { return Ty::Any };
        if declaration.kind == ItemKind::Function {
            return signature(db, found).as_ref().map_or(Ty::Any, |signature| signature.function_ty());
        }
        if let Some(annotation) = lowered(db, found).global_annotation() {
            return resolve_type(db, declaration.file, annotation);
        }
        let inference = match self.seeing {
            Seeing::Shown => infer(db, found),
            other => infer_seeing(db, found, other),
        };
        type_of_value(lowered(db, found), name, inference)
    }
}

/// The places of items in their file, counted from 0.
#[salsa::tracked(returns(ref))]
fn positions(db: &dyn Db, file: SourceFile) -> FxHashMap<ItemId, usize> {
    items(db, file).iter().enumerate().map(|(position, item)| (item.id(db).clone(), position)).collect()
}

/// A query per name, so that a new name is no change for those who ask for another one.
#[salsa::tracked(returns(ref))]
fn declarations_of(db: &dyn Db, file: SourceFile, name: Name) -> Vec<(usize, ItemId)> {
    declarations(db, file).get(&name).cloned().unwrap_or_default()
}

/// All top-level declarations of each name, with their places, in order.
#[salsa::tracked(returns(ref))]
fn declarations(db: &dyn Db, file: SourceFile) -> BTreeMap<Name, Vec<(usize, ItemId)>> {
    let mut found: BTreeMap<Name, Vec<(usize, ItemId)>> = BTreeMap::new();
    for (position, item) in items(db, file).iter().enumerate() {
        let id = item.id(db);
        let names = match id.kind {
            ItemKind::Function | ItemKind::Type => vec![id.name.clone()],
            ItemKind::Global => global_names(db, *item).clone(),
            ItemKind::Import => import_names(db, *item),
            ItemKind::Statement => changed_name(db, *item).into_iter().collect(),
            ItemKind::Method => Vec::new(),
        };
        for name in names {
            found.entry(name).or_default().push((position, id.clone()));
        }
    }
    found
}

/// The variables that the bodies of top-level `loop`s declare which are values: such a body shares the scope around it.
#[salsa::tracked(returns(ref))]
pub(super) fn names_of_loop_values(db: &dyn Db, file: SourceFile) -> BTreeSet<Name> {
    let top_level =
        items(db, file).iter().filter(|it| matches!(it.id(db).kind, ItemKind::Global | ItemKind::Statement));
    top_level.flat_map(|item| declared_in_loop_values(db, *item)).cloned().collect()
}

/// A query per statement, so that an edit in another item does not look at it again.
#[salsa::tracked(returns(ref))]
fn declared_in_loop_values<'db>(db: &'db dyn Db, item: Item<'db>) -> Vec<Name> {
    let lowered = lowered(db, item);
    let is_statement = |expr| lowered.statements().any(|it| matches!(it, Stmt::Expr(found) if *found == expr));
    let values = lowered.body.exprs.iter().filter_map(|(id, expr)| match expr {
        Expr::Loop { body, .. } if !is_statement(id) => match &lowered.body.exprs[*body] {
            Expr::Block(statements) => Some(statements),
            _ => None,
        },
        _ => None,
    });
    values.flatten().filter_map(|statement| lowered.body.assigned_name(statement)).cloned().collect()
}

/// The variable that a statement such as `total += 1` changes.
#[salsa::tracked(returns(clone))]
fn changed_name<'db>(db: &'db dyn Db, item: Item<'db>) -> Option<Name> {
    let lowered = lowered(db, item);
    let ItemData::Statement(Stmt::Assign { target, op: Some(_), .. }) = &lowered.data else { return None };
    match &lowered.body.exprs[*target] {
        Expr::Name(name) => Some(name.clone()),
        _ => None,
    }
}
