//! What is known of a value whose type another file of the program declares.
//!
//! The language knows such a type by its name alone: each of its members is `Any`, so it accepts everything that is done with
//! them. Here they have the types that they are declared with, for hover and completion. A mistake that follows from these
//! types stops the program when it runs, but it is no error: it is a warning of its own. What may be `null` cannot be tested
//! in a way that the language would understand, so nothing is reported because of a `null`.

use fitz_rules::Severity;
use fitz_rules::families::types::IMPORTED_TYPE_USE;

use crate::db::Db;
use crate::diagnostic::Finding;
use crate::inference::{Context, Inference, Resolution, infer, infer_seeing};
use crate::item_tree::{Item, ItemKind};
use crate::project::stubs::is_stub;
use crate::scope::is_declaration_file;
use crate::ty::{FunctionTy, Nominal, Ty};

/// What is seen of the members of imported types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Seeing {
    /// Their types; a field that is read is not `null`.
    Shown,
    /// Their types exactly as they are declared.
    Declared,
    /// Their types, as if nothing in them could be `null`.
    WithoutNull,
    /// Nothing: they are `Any`, as the language has it.
    Nothing,
}

/// The mistakes in the body of an item.
pub(crate) fn findings<'db>(db: &'db dyn Db, item: Item<'db>) -> Vec<Finding> {
    let inference = infer(db, item);
    let mut found = inference.findings.clone();
    let is_error = |finding: &Finding| finding.severity() == Severity::Error;
    if !found.iter().any(is_error) || !may_depend_on_members(inference) {
        return found;
    }
    let language = infer_seeing(db, item, Seeing::Nothing);
    let is_ours = |finding: &Finding| is_error(finding) && !has(language, finding);
    if !found.iter().any(is_ours) {
        return found;
    }
    let others = [Seeing::Declared, Seeing::WithoutNull].map(|seeing| infer_seeing(db, item, seeing));
    found.retain_mut(|finding| {
        if !is_ours(finding) {
            return true;
        }
        let holds = others.iter().all(|other| has(other, finding));
        finding.reported_as(&IMPORTED_TYPE_USE);
        holds
    });
    found
}

/// Whether a type in the body may follow from a member of an imported type, by way of a global too.
fn may_depend_on_members(inference: &Inference) -> bool {
    let is_global = |it: &Resolution| matches!(it, Resolution::Item(id) if id.kind == ItemKind::Global);
    inference.uses_imported_types || inference.resolutions.values().any(is_global)
}

fn has(inference: &Inference, finding: &Finding) -> bool {
    inference.findings.iter().any(|other| finding.is_of_the_same(other))
}

impl Context<'_> {
    /// Whether the language knows a type by its name alone. It reads the stubs of Python modules, and its own records.
    pub(super) fn is_unknown_to_the_language(&self, nominal: &Nominal) -> bool {
        nominal.file != self.id.file && !is_declaration_file(self.db, nominal.file) && !is_stub(self.db, nominal.file)
    }

    /// Whether the members of a type are out of sight; notes that they are used.
    pub(super) fn hides_members(&mut self, nominal: &Nominal) -> bool {
        if !self.is_unknown_to_the_language(nominal) {
            return false;
        }
        self.result.uses_imported_types = true;
        self.seeing == Seeing::Nothing
    }

    /// What a member of that type is taken for.
    pub(super) fn member_type(&mut self, nominal: &Nominal, ty: Ty) -> Ty {
        if !self.is_unknown_to_the_language(nominal) {
            return ty;
        }
        self.result.uses_imported_types = true;
        match self.seeing {
            Seeing::Shown | Seeing::Declared => ty,
            Seeing::WithoutNull => without_any_null(&ty),
            Seeing::Nothing => Ty::Any,
        }
    }
}

/// A type without `?` in any of its parts.
fn without_any_null(ty: &Ty) -> Ty {
    match ty {
        Ty::Any | Ty::PyAny | Ty::Nominal(_) | Ty::Variable(_) => ty.clone(),
        Ty::Nullable(inner) => without_any_null(inner),
        Ty::Builtin(builtin, parts) => Ty::Builtin(*builtin, parts.iter().map(without_any_null).collect()),
        Ty::Tuple(parts) => Ty::Tuple(parts.iter().map(without_any_null).collect()),
        Ty::Function(function) => Ty::Function(std::sync::Arc::new(FunctionTy {
            parameters: function.parameters.clone(),
            result: without_any_null(&function.result),
            ..(**function).clone()
        })),
    }
}
