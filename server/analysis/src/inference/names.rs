//! What a name in an expression means.

use fitz_rules::families::names::UNKNOWN_VARIABLE;

use crate::diagnostic::Finding;
use crate::hir::ExprId;
use crate::inference::{Context, Resolution, global_type};
use crate::item_tree::{ItemId, ItemKind, item};
use crate::nearest::nearest;
use crate::scope::{Definition, is_declaration_file, module_scope, resolve_name};
use crate::signatures::signature;
use crate::standard_library::library;
use crate::ty::{Name, Ty};

impl Context<'_> {
    /// The type of a name, and its meaning recorded.
    pub(super) fn name(&mut self, expr: ExprId, name: &str) -> Ty {
        let Some((resolution, ty)) = self.look_up(name) else {
            self.unknown_variable(expr, name);
            return Ty::Any;
        };
        self.result.resolutions.insert(expr, resolution);
        ty
    }

    fn unknown_variable(&mut self, expr: ExprId, name: &str) {
        if name.is_empty() || is_declaration_file(self.db, self.id.file) {
            return;
        }
        let range = self.lowered.body.expr_range(expr);
        let mut finding = Finding::new(&UNKNOWN_VARIABLE, range, format!("There is no variable `{name}` here."));
        if let Some(closest) = nearest(name, self.visible_names().iter().map(Name::as_str)) {
            finding = finding
                .hint(format!("Did you mean `{closest}`?"))
                .fix(format!("Change to `{closest}`"), vec![(range, closest.to_owned())]);
        }
        self.report(finding);
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
        let definition = resolve_name(self.db, self.id.file, name)?;
        Some(match definition {
            Definition::Item(id) => {
                let ty = self.item_type(&id, name);
                (Resolution::Item(id), ty)
            }
            Definition::Module(file) => (Resolution::Module(file), Ty::Any),
            Definition::Opaque => (Resolution::Opaque, Ty::PyAny),
            Definition::Unresolved(statement) => (Resolution::Import(statement), Ty::Any),
        })
    }

    /// The type of an item used as a value. A global that another module declares is `Any`, as the language has it.
    fn item_type(&self, id: &ItemId, name: &str) -> Ty {
        match id.kind {
            ItemKind::Function => {
                item(self.db, id).and_then(|item| signature(self.db, item).as_ref()).map_or(Ty::Any, |signature| {
                    match signature.unchecked {
                        Some(_) => Ty::Any,
                        None => signature.function_ty(),
                    }
                })
            }
            ItemKind::Global if id.file == self.id.file && id != self.id => global_type(self.db, id, name),
            _ => Ty::Any,
        }
    }
}
