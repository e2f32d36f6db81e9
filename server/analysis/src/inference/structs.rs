//! Struct literals, and what is known of the fields of a type.

use fitz_rules::families::names::{DUPLICATE_FIELD, MISSING_FIELD, PRIVATE_FIELD_INIT, UNKNOWN_STRUCT_TYPE};
use rustc_hash::FxHashMap;

use crate::db::Db;
use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::hir::{ExprId, FieldInit, Spelled};
use crate::inference::annotation::Named;
use crate::inference::{Context, Resolution};
use crate::item_tree::{Item, ItemId, ItemKind, item};
use crate::lower::{is_broken, lowered};
use crate::scope::{Definition, canonical_type_name, is_declaration_file, resolve_name};
use crate::signatures::{FieldInfo, nominal_item, type_info, type_named};
use crate::ty::{Builtin, Nominal, Ty};

/// Decorators of fields that the database fills, or that are no columns.
const FILLED_ELSEWHERE: [&str; 5] = ["primary", "db_default", "belongs_to", "has_one", "has_many"];

/// The fields of a type, as far as they are established.
pub(super) enum Fields {
    /// All of them.
    Known(Vec<FieldInfo>),
    /// The declaration is not complete, there are two, or nothing is seen of it.
    NotEstablished,
}

impl Context<'_> {
    /// `Name { field: value }`
    pub(super) fn struct_literal(&mut self, id: ExprId, name: &Spelled, fields: &[FieldInit]) -> Ty {
        let ty = self.built_type(&name.name);
        let resolution = match &ty {
            Ty::Nominal(nominal) => nominal_item(self.db, nominal).map(|it| Resolution::Item(it.id(self.db).clone())),
            _ => self.look_up(canonical_type_name(&name.name)).map(|(resolution, _)| resolution),
        };
        self.result.resolutions.extend(resolution.map(|it| (id, it)));
        let nominal = match &ty {
            Ty::Nominal(nominal) => nominal.clone(),
            _ => {
                self.check_struct_name(name);
                fields.iter().for_each(|field| {
                    self.expr(field.value);
                });
                return Ty::Any;
            }
        };
        self.check_repeated(fields);
        let Fields::Known(declared) = self.fields_of(&nominal) else {
            fields.iter().for_each(|field| {
                self.expr(field.value);
            });
            return ty;
        };
        let mut has_unknown = false;
        for field in fields {
            let Some(expected) = declared.iter().find(|it| it.name == field.name.name) else {
                self.expr(field.value);
                if !field.name.name.is_empty() {
                    self.unknown_field(&field.name, &nominal, &declared);
                }
                has_unknown = true;
                continue;
            };
            let found = self.expr_expecting(field.value, Some(&expected.ty));
            if self.is_private_from_here(&nominal, &expected.name) {
                self.private_field_init(&field.name, &nominal);
            } else if !found.fits(&expected.ty) {
                let place = Some(expected.name_pointer.clone());
                self.field_mismatch(field.value, (&nominal.name, &expected.name), &found, &expected.ty, place);
            }
        }
        // The field that is missing may be the one that is misspelt.
        if !has_unknown {
            self.check_missing(name, &nominal, &declared, fields);
        }
        ty
    }

    /// The type that a literal of that name builds. A type of the program may have the name of a built-in type: annotations
    /// then mean the built-in one, and literals this one.
    fn built_type(&self, name: &str) -> Ty {
        match resolve_name(self.db, self.id.file, name) {
            Some(Definition::Item(id)) if id.kind == ItemKind::Type && !is_declaration_file(self.db, id.file) => {
                Ty::Nominal(Nominal { file: id.file, name: id.name })
            }
            _ => type_named(self.db, self.id.file, name).unwrap_or(Ty::Any),
        }
    }

    fn check_struct_name(&mut self, name: &Spelled) {
        if name.name.is_empty() {
            return;
        }
        let is_builtin = name.name == "Any" || Builtin::from_annotation(&name.name).is_some();
        let message = match self.named_type(&name.name) {
            _ if is_builtin => format!("`{}` has no fields, so it cannot be built like this.", name.name),
            Named::Type | Named::NotEstablished => return,
            Named::Something(kind) => format!("`{}` is {kind}, not a type that can be built.", name.name),
            Named::Nothing => format!("There is no type `{}` to build an instance of.", name.name),
        };
        let mut finding = Finding::new(&UNKNOWN_STRUCT_TYPE, name.range, message);
        if !is_builtin && let Some(known) = self.nearest_type(&name.name) {
            finding = finding.meant(name.range, &known);
        }
        self.report(finding);
    }

    fn check_repeated(&mut self, fields: &[FieldInit]) {
        let mut seen = FxHashMap::default();
        for field in fields.iter().filter(|field| !field.name.name.is_empty()) {
            let Some(first) = seen.insert(&field.name.name, field.name.range) else { continue };
            let place = SourcePointer { item: self.id.clone(), range: first };
            self.report(
                Finding::new(&DUPLICATE_FIELD, field.name.range, format!("`{}` is given twice.", field.name.name))
                    .hint("Keep one of the two values.")
                    .related(place, format!("`{}` is given here already.", field.name.name)),
            );
        }
    }

    fn private_field_init(&mut self, field: &Spelled, nominal: &Nominal) {
        let message = format!("`{}` is private to `{}` and cannot be set from outside.", field.name, nominal.name);
        self.report(
            Finding::new(&PRIVATE_FIELD_INIT, field.range, message)
                .hint(format!("Build the value in a static method of `{}`.", nominal.name)),
        );
    }

    fn check_missing(&mut self, name: &Spelled, nominal: &Nominal, declared: &[FieldInfo], given: &[FieldInit]) {
        let missing: Vec<String> = declared
            .iter()
            .filter(|field| !given.iter().any(|it| it.name.name == field.name))
            .filter(|field| is_required(self.db, field))
            .map(|field| format!("`{}`", field.name))
            .collect();
        if missing.is_empty() {
            return;
        }
        let message = format!("`{}` is built without {}.", nominal.name, list(&missing));
        self.report(
            Finding::new(&MISSING_FIELD, name.range, message)
                .hint("Give a value, or declare the field with a default or as nullable (`?`)."),
        );
    }

    /// Whether a field is private and this is no method of its type.
    pub(super) fn is_private_from_here(&self, nominal: &Nominal, field: &str) -> bool {
        let is_inside = self.id.kind == ItemKind::Method
            && self.id.file == nominal.file
            && self.id.owner.as_ref() == Some(&nominal.name);
        field.starts_with('_') && !is_inside
    }

    /// The fields of a type.
    pub(super) fn fields_of(&mut self, nominal: &Nominal) -> Fields {
        if self.hides_members(nominal) {
            return Fields::NotEstablished;
        }
        let Some(declaration) = nominal_item(self.db, nominal) else { return Fields::NotEstablished };
        let second = ItemId { ordinal: 1, ..declaration.id(self.db).clone() };
        if is_broken(self.db, declaration) || item(self.db, &second).is_some() {
            return Fields::NotEstablished;
        }
        match type_info(self.db, declaration) {
            Some(info) => Fields::Known(info.fields.clone()),
            None => Fields::NotEstablished,
        }
    }
}

/// Whether an instance cannot be built without the field.
pub fn is_required(db: &dyn Db, field: &FieldInfo) -> bool {
    let is_optional = matches!(field.ty, Ty::Any | Ty::PyAny | Ty::Nullable(_)) || field.ty.is(Builtin::Null);
    !is_optional
        && field.default.is_none()
        && !item(db, &field.pointer.item).is_some_and(|declaration| is_filled_elsewhere(db, declaration, &field.name))
}

fn is_filled_elsewhere(db: &dyn Db, declaration: Item<'_>, field: &str) -> bool {
    lowered(db, declaration)
        .fields()
        .iter()
        .filter(|it| it.name.name == field)
        .flat_map(|it| &it.decorators)
        .any(|decorator| FILLED_ELSEWHERE.contains(&decorator.name.name.as_str()))
}

/// "a", "a and b", "a, b and c".
fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
