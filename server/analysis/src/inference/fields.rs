//! `object.name`, read: fields of types, members of modules.

use fitz_rules::families::expressions::{PRIVATE_FIELD_ACCESS, UNKNOWN_FIELD_READ};

use crate::diagnostic::Finding;
use crate::hir::{Expr, ExprId, Spelled};
use crate::inference::imported::Seeing;
use crate::inference::{Context, LocalKind, Resolution};
use crate::item_tree::{ItemId, ItemKind, item};
use crate::lower::is_broken;
use crate::members::{MemberKind, member, members, module_members, static_members};
use crate::nearest::nearest;
use crate::scope::is_declaration_file;
use crate::signatures::{FieldInfo, nominal_item};
use crate::ty::{Nominal, Ty};

impl Context<'_> {
    /// The type of `object.name` outside of a call. A member of a module or of a type's name is not checked.
    pub(super) fn field(&mut self, id: ExprId, object: ExprId, name: &Spelled) -> Ty {
        let ty = self.expr(object);
        if name.name.is_empty() {
            return Ty::Any;
        }
        match self.result.resolutions.get(&object).cloned() {
            Some(Resolution::Module(module)) => {
                match module_members(self.db, module).into_iter().find(|it| it.name == name.name) {
                    Some(found) => {
                        self.result.resolutions.extend(found.declaration.map(|it| (id, it)));
                        if let MemberKind::Value(ty) = found.kind {
                            return ty;
                        }
                    }
                    None => self.check_module_member(object, module, name),
                }
                return Ty::Any;
            }
            Some(Resolution::Item(item_id)) if item_id.kind == ItemKind::Type && self.is_name(object) => {
                let declaration = item(self.db, &item_id);
                let found =
                    declaration.and_then(|it| static_members(self.db, it).into_iter().find(|it| it.name == name.name));
                if let Some(declaration) = found.and_then(|found| found.declaration) {
                    self.result.resolutions.insert(id, declaration);
                }
                return Ty::Any;
            }
            _ => {}
        }
        if ty == Ty::PyAny {
            return Ty::PyAny;
        }
        let Some(found) = member(self.db, &ty, &name.name) else {
            self.unknown_field_read(object, &ty, name);
            return Ty::Any;
        };
        if let Some(declaration) = found.declaration {
            self.result.resolutions.insert(id, declaration);
        }
        match (found.kind, &ty) {
            _ if self.is_row(object) => Ty::Any,
            // Reading a field through a null is not checked, and its type is not known then.
            (MemberKind::Field(field), Ty::Nominal(nominal)) => self.field_of(nominal, *field, name),
            (MemberKind::Slot(ty), _) => ty,
            _ => Ty::Any,
        }
    }

    /// The language does not look at the fields of a type that another file of the program declares. What may be null there
    /// cannot be tested in a way that it would understand, so the null is left out. The records of the language are known.
    fn field_of(&mut self, nominal: &Nominal, field: FieldInfo, name: &Spelled) -> Ty {
        if nominal.file != self.id.file && !is_declaration_file(self.db, nominal.file) {
            let ty = self.member_type(nominal, field.ty);
            return if self.seeing == Seeing::Declared { ty } else { ty.without_null().clone() };
        }
        if name.name.starts_with('_') && !self.is_inside(nominal) {
            let message = format!("The field `{}` is private to `{}`.", name.name, nominal.name);
            self.report(
                Finding::new(&PRIVATE_FIELD_ACCESS, name.range, message)
                    .hint(format!(
                        "Only the methods of `{}` can read it; give the type a method for that.",
                        nominal.name
                    ))
                    .related(field.name_pointer, format!("`{}` is declared here.", name.name)),
            );
        }
        field.ty
    }

    fn is_name(&self, expr: ExprId) -> bool {
        matches!(self.lowered.body.exprs[expr], Expr::Name(_))
    }

    /// Whether an expression is the row that the closure of a query is about. Its columns become SQL, which compares and joins
    /// what a program cannot.
    fn is_row(&self, object: ExprId) -> bool {
        let Some(Resolution::Local(id)) = self.result.resolutions.get(&object) else { return false };
        let row = self.result.local(*id);
        self.query_depth > 0 && row.is_some_and(|row| row.kind == LocalKind::Parameter && !row.is_annotated)
    }

    /// Whether an expression is a column of the row that the closure of a query is about.
    pub(super) fn is_column(&self, column: ExprId) -> bool {
        matches!(self.lowered.body.exprs[column], Expr::Field { object, .. } if self.is_row(object))
    }

    /// Whether this item is a method of that type.
    pub(super) fn is_inside(&self, nominal: &Nominal) -> bool {
        self.id.kind == ItemKind::Method
            && self.id.file == nominal.file
            && self.id.owner.as_ref() == Some(&nominal.name)
    }

    /// A field that a type of the program does not have. The language gives `Any`; the program stops there.
    fn unknown_field_read(&mut self, object: ExprId, ty: &Ty, name: &Spelled) {
        let Ty::Nominal(nominal) = ty.without_null() else { return };
        let Some(declaration) = nominal_item(self.db, nominal) else { return };
        let again = ItemId { ordinal: 1, ..declaration.id(self.db).clone() };
        // A static method is there, although a value is the wrong place to look for it.
        let is_static = static_members(self.db, declaration).iter().any(|member| member.name == name.name);
        if is_broken(self.db, declaration) || is_static || item(self.db, &again).is_some() {
            return;
        }
        let message = format!("`{}` has no field `{}`.", nominal.name, name.name);
        let mut finding = Finding::new(&UNKNOWN_FIELD_READ, name.range, message);
        let fields: Vec<_> = members(self.db, &Ty::Nominal(nominal.clone()))
            .into_iter()
            .filter(|member| matches!(member.kind, MemberKind::Field(_)))
            .map(|member| member.name)
            .collect();
        if let Some(closest) = nearest(&name.name, fields.iter().map(crate::ty::Name::as_str)) {
            finding = finding.meant(name.range, closest);
        }
        self.suspect(finding, &[object]);
    }
}
