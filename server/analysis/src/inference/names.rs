//! What a name in an expression means.

use fitz_rules::families::names::UNKNOWN_VARIABLE;

use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::hir::ExprId;
use crate::inference::globals::{Visible, names_of_loop_values, visible};
use crate::inference::{Context, LocalKind, Resolution};
use crate::item_tree::{ItemId, ItemKind, item};
use crate::lower::lowered;
use crate::members::static_members;
use crate::nearest::nearest;
use crate::scope::{Definition, is_declaration_file, library_definition, module_scope, resolve_name};
use crate::signatures::signature;
use crate::standard_library::library;
use crate::ty::{Name, Ty};

impl Context<'_> {
    /// The type of a name, and its meaning recorded.
    pub(super) fn name(&mut self, expr: ExprId, name: &str) -> Ty {
        match self.look_up(name) {
            Some((resolution, ty)) => {
                self.result.resolutions.insert(expr, resolution);
                ty
            }
            None => {
                self.unknown_variable(expr, name);
                Ty::Any
            }
        }
    }

    pub(super) fn unknown_variable(&mut self, expr: ExprId, name: &str) {
        let is_known = name.is_empty()
            || self.is_being_declared(name)
            || self.lowered.local_types.iter().any(|local| local == name)
            || is_declaration_file(self.db, self.id.file)
            || names_of_loop_values(self.db, self.id.file).contains(name);
        if is_known {
            return;
        }
        let range = self.lowered.body.expr_range(expr);
        if let Visible::Below(declaration) = visible(self.db, self.item, name) {
            let mut finding =
                Finding::new(&UNKNOWN_VARIABLE, range, format!("`{name}` is declared only further down."))
                    .hint(format!("Move the declaration of `{name}` above this use."));
            if let Some(place) = self.declaration_of(declaration) {
                finding = finding.related(place, format!("`{name}` is declared here."));
            }
            self.report(finding);
            return;
        }
        let mut finding = Finding::new(&UNKNOWN_VARIABLE, range, format!("There is no variable `{name}` here."));
        if let Some(closest) = nearest(name, self.visible_names().iter().map(Name::as_str)) {
            finding = finding.meant(range, closest);
        }
        self.report(finding);
    }

    /// Whether an expression stands in a closure within the value of that variable: when the closure runs, the variable
    /// is there.
    fn is_being_declared(&self, name: &str) -> bool {
        self.declaring.iter().any(|(declared, depth)| declared == name && self.functions.len() > *depth)
    }

    /// The name in the declaration of an item.
    pub(super) fn declaration_of(&self, id: &ItemId) -> Option<SourcePointer> {
        let range = lowered(self.db, item(self.db, id)?).name_range?;
        Some(SourcePointer { item: id.clone(), range })
    }

    /// Every name that an expression could use here.
    fn visible_names(&self) -> Vec<Name> {
        let locals = self.scopes.iter().flat_map(|scope| scope.names.keys());
        let own = module_scope(self.db, self.id.file).entries.keys();
        let library = library(self.db);
        locals.chain(own).chain(library.globals.keys()).chain(library.modules.keys()).cloned().collect()
    }

    /// Innermost scope outwards, then the file, then the standard library.
    pub(super) fn look_up(&self, name: &str) -> Option<(Resolution, Ty)> {
        if let Some(found) = self.scopes.iter().rev().find_map(|scope| scope.names.get(name)) {
            return Some(found.clone());
        }
        let mut definition = resolve_name(self.db, self.id.file, name)?;
        if let Definition::Item(id) = &definition
            && id.file == self.id.file
        {
            match visible(self.db, self.item, name) {
                Visible::Unordered => {}
                Visible::Declared { annotated, value } => {
                    let ty = self.declared_type(annotated.as_ref().unwrap_or(value), name);
                    return Some((Resolution::Item(id.clone()), ty));
                }
                Visible::Mixed => return Some((Resolution::Item(id.clone()), Ty::Any)),
                Visible::Below(_) if self.is_being_declared(name) => {
                    return Some((Resolution::Item(id.clone()), Ty::Any));
                }
                // Up to its declaration the name means what the library calls so, if anything.
                Visible::Below(_) => definition = library_definition(self.db, name)?,
            }
        }
        if let Definition::Item(id) = &definition
            && id.kind == ItemKind::Type
            && id.file == self.id.file
            && let Some(constructors) = self.constructors_named(name)
        {
            definition = Definition::Item(constructors);
        }
        Some(match definition {
            Definition::Item(id) => {
                let ty = self.item_type(&id);
                (Resolution::Item(id), ty)
            }
            Definition::Module(file) => (Resolution::Module(file), Ty::Any),
            Definition::Opaque => (Resolution::Opaque, Ty::PyAny),
            Definition::Unresolved(statement) => (Resolution::Import(statement), Ty::Any),
        })
    }

    /// The built-in type of that name, if it has constructors: as a value, the name then means that type.
    fn constructors_named(&self, name: &str) -> Option<ItemId> {
        let id = library(self.db).types.get(name)?;
        let declaration = item(self.db, id)?;
        (!static_members(self.db, declaration).is_empty()).then(|| id.clone())
    }

    /// The type that what a name stands for is declared with: it stays, whatever is assigned. `None` when an assignment
    /// gives a new type.
    pub(super) fn kept_type(&self, name: &str, resolution: &Resolution) -> Option<Ty> {
        match resolution {
            Resolution::Local(id) => self
                .result
                .local(*id)
                .filter(|local| local.is_annotated && local.kind != LocalKind::Parameter)
                .map(|local| local.ty.clone()),
            Resolution::Item(id) if id.file == self.id.file => {
                let declaration = match visible(self.db, self.item, name) {
                    Visible::Declared { annotated: Some(declaration), .. } => declaration,
                    Visible::Unordered if id.kind == ItemKind::Function => id,
                    _ => return None,
                };
                Some(self.declared_type(declaration, name))
            }
            _ => None,
        }
    }

    /// The type of an item used as a value. A global that another module declares is `Any`, as the language has it.
    fn item_type(&self, id: &ItemId) -> Ty {
        if id.kind != ItemKind::Function {
            return Ty::Any;
        }
        item(self.db, id).and_then(|item| signature(self.db, item).as_ref()).map_or(
            Ty::Any,
            |signature| match signature.unchecked {
                Some(_) => Ty::Any,
                None => signature.function_ty(),
            },
        )
    }
}
