//! What is wrong with the declaration of a `type`: its name, its fields, their defaults, and whether it can be built at all.

use fitz_rules::families::names::DUPLICATE_FIELD;
use fitz_rules::families::types::{FIELD_DEFAULT_MISMATCH, RECURSIVE_TYPE, TYPE_REDECLARED};
use rustc_hash::{FxHashMap, FxHashSet};

use super::ItemContext;
use crate::db::Db;
use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::hir::{Expr, Field, ItemData, TypeDefinition};
use crate::inference::structs::is_required;
use crate::item_tree::{ItemId, item};
use crate::lower::lowered;
use crate::signatures::{FieldInfo, nominal_fields, resolve_type, type_info};
use crate::standard_library::library;
use crate::ty::{Builtin, Nominal, Ty};

pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    let ItemData::Type(definition) = &context.lowered.data else { return };
    redeclared(context, definition, found);
    duplicate_fields(context, definition, found);
    for field in &definition.fields {
        default_mismatch(context, definition, field, found);
    }
    recursive(context, definition, found);
}

/// `type-redeclared`
fn redeclared(context: &ItemContext<'_>, definition: &TypeDefinition, found: &mut Vec<Finding>) {
    let (db, id, name) = (context.db, context.item.id(context.db), &definition.name);
    if name.name.is_empty() {
        return;
    }
    if id.ordinal > 0 {
        let first = ItemId { ordinal: 0, ..id.clone() };
        let mut finding =
            Finding::new(&TYPE_REDECLARED, name.range, format!("The type `{}` is declared twice.", name.name))
                .hint("Rename one of them, or put all fields into one.");
        if let Some(range) = item(db, &first).and_then(|first| lowered(db, first).name_range) {
            let place = SourcePointer { item: first, range };
            finding = finding.related(place, format!("`{}` is declared here first.", name.name));
        }
        found.push(finding);
    } else if is_builtin_nominal(db, &name.name) {
        let message = format!("`{}` is a type of the language and cannot be declared again.", name.name);
        found.push(Finding::new(&TYPE_REDECLARED, name.range, message).hint("Give your type another name."));
    }
}

/// Whether the language has a type with fields of that name, such as `Request`.
fn is_builtin_nominal(db: &dyn Db, name: &str) -> bool {
    library(db)
        .types
        .get(name)
        .and_then(|id| item(db, id))
        .and_then(|item| type_info(db, item).as_ref())
        .is_some_and(|info| info.variables.is_none())
}

/// `duplicate-field`
fn duplicate_fields(context: &ItemContext<'_>, definition: &TypeDefinition, found: &mut Vec<Finding>) {
    let mut seen = FxHashMap::default();
    for field in definition.fields.iter().filter(|field| !field.name.name.is_empty()) {
        let name = &field.name;
        match seen.get(&name.name) {
            None => {
                seen.insert(&name.name, name.range);
            }
            Some(first) => {
                let place = SourcePointer { item: context.item.id(context.db).clone(), range: *first };
                let message = format!("`{}` declares the field `{}` twice.", definition.name.name, name.name);
                found.push(
                    Finding::new(&DUPLICATE_FIELD, name.range, message)
                        .hint("Remove or rename one of them.")
                        .related(place, format!("`{}` is declared here first.", name.name)),
                );
            }
        }
    }
}

/// `field-default-mismatch`: only literals are compared.
fn default_mismatch(context: &ItemContext<'_>, definition: &TypeDefinition, field: &Field, found: &mut Vec<Finding>) {
    let (Some(annotation), Some(default)) = (&field.ty, field.default) else { return };
    let literal = match &context.lowered.body.exprs[default] {
        Expr::Int(_) => Ty::int(),
        Expr::Float(_) => Ty::float(),
        Expr::Bool(_) => Ty::bool(),
        Expr::Bytes => Ty::builtin(Builtin::Bytes),
        Expr::Null => Ty::null(),
        Expr::Str(text) if text.plain().is_some() => Ty::str(),
        _ => return,
    };
    let declared = resolve_type(context.db, context.item.id(context.db).file, annotation);
    let wanted = declared.without_null();
    // The text of a date, a time or an identifier stands for its value.
    let is_text_form = literal.is(Builtin::Str)
        && [Builtin::Date, Builtin::DateTime, Builtin::Uuid].into_iter().any(|builtin| wanted.is(builtin));
    if literal.fits(&declared) || is_text_form {
        return;
    }
    let message = format!(
        "The field `{}.{}` is declared as `{declared}`, but its default is of type `{literal}`.",
        definition.name.name, field.name.name
    );
    let hint = if literal.is(Builtin::Null) {
        format!("Declare it as `{}`, or choose another default.", Ty::nullable(declared.clone()))
    } else {
        format!("Choose a default of type `{declared}`, or declare the field as `{literal}`.")
    };
    let place = SourcePointer { item: context.item.id(context.db).clone(), range: annotation.range };
    found.push(
        Finding::new(&FIELD_DEFAULT_MISMATCH, context.lowered.body.expr_range(default), message)
            .hint(hint)
            .related(place, "The type of the field is declared here."),
    );
}

/// `recursive-type`: an instance would need another instance first, without end.
fn recursive(context: &ItemContext<'_>, definition: &TypeDefinition, found: &mut Vec<Finding>) {
    let id = context.item.id(context.db);
    if id.ordinal > 0 {
        return;
    }
    let own = Nominal { file: id.file, name: id.name.clone() };
    for info in nominal_fields(context.db, &own).iter().filter(|field| is_required(context.db, field)) {
        let needs_itself = held(&info.ty).into_iter().any(|held| *held == own || leads_to(context.db, held, &own));
        let Some(field) = definition.fields.iter().find(|field| field.name.name == info.name) else { continue };
        let Some(annotation) = field.ty.as_ref().filter(|_| needs_itself) else { continue };
        let message =
            format!("A `{}` can never be built: its field `{}` needs another one first.", own.name, info.name);
        found.push(
            Finding::new(&RECURSIVE_TYPE, annotation.range, message)
                .hint(format!("Let the chain end: `{}`, or a `List`.", Ty::nullable(info.ty.clone()))),
        );
    }
}

/// Whether an instance of `from` needs an instance of `target`.
fn leads_to(db: &dyn Db, from: &Nominal, target: &Nominal) -> bool {
    let mut seen = FxHashSet::default();
    let mut open = vec![from.clone()];
    while let Some(nominal) = open.pop() {
        if !seen.insert(nominal.clone()) {
            continue;
        }
        let fields = nominal_fields(db, &nominal);
        let required: Vec<&FieldInfo> = fields.iter().filter(|field| is_required(db, field)).collect();
        for held in required.iter().flat_map(|field| held(&field.ty)) {
            if held == target {
                return true;
            }
            open.push(held.clone());
        }
    }
    false
}

/// The declared types that every value of a type holds.
fn held(ty: &Ty) -> Vec<&Nominal> {
    match ty {
        Ty::Nominal(nominal) => vec![nominal],
        Ty::Tuple(parts) => parts.iter().flat_map(held).collect(),
        _ => Vec::new(),
    }
}
