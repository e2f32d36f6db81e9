//! Calls of functions by their name, and of values.

use std::sync::Arc;

use fitz_rules::Severity;
use fitz_rules::families::calls::{ARGUMENT_TYPE_MISMATCH, CALL_ARITY, NOT_CALLABLE};
use fitz_rules::families::expressions::ALWAYS_UNEQUAL;

use super::arguments::{Given, Matching};
use super::arity::Arity;
use super::{CallSite, python_result};
use crate::diagnostic::Finding;
use crate::hir::Expr;
use crate::inference::{Context, LocalKind, Resolution};
use crate::item_tree::{ItemId, ItemKind, item};
use crate::scope::{Definition, is_declaration_file, module_scope, resolve_entry};
use crate::signatures::{declared_name, signature};
use crate::ty::{FunctionTy, Nominal, Ty};

impl Context<'_> {
    /// A call of a function by its name.
    pub(super) fn call_function(&mut self, site: CallSite<'_>, function: &ItemId, name: &str, ty: &Ty) -> Ty {
        let Some(signature) = item(self.db, function).and_then(|item| signature(self.db, item).as_ref()) else {
            return self.call_value(site, ty);
        };
        let is_library = is_declaration_file(self.db, function.file);
        if is_library && name == "spawn" {
            self.result.callees.insert(site.id, Arc::clone(signature));
            return self.spawn(site);
        }
        let before = self.reported_so_far();
        let (given, result) = self.infer_arguments(site, signature, Matching::ByName);
        // A test may do on purpose what stops a program, and compare what is never equal.
        match name {
            "assert_throws" if is_library => self.forgive(before, |finding| finding.severity() != Severity::Error),
            "assert" | "assert_eq" | "assert_ne" if is_library => self.forgive(before, |it| it.is_of(&ALWAYS_UNEQUAL)),
            _ => {}
        }
        if let Some(unchecked) = &signature.unchecked {
            return unchecked.clone();
        }
        // The parser counts the operands of the constructors of results.
        let is_constructor = is_library && matches!(name, "Ok" | "Err");
        let arity = Arity::of_signature(signature);
        if is_constructor || !arity.accepts(site.arguments.len()) && self.is_uncertain(function) {
            return result;
        }
        let declaration = declared_name(self.db, function).filter(|_| !arity.accepts(site.arguments.len()));
        if !self.check_arity(site, arity, &CALL_ARITY, &format!("`{name}`"), declaration) {
            return result;
        }
        if site.arguments.iter().any(|argument| argument.name.is_some()) {
            if !is_library {
                self.check_argument_names(site, signature, function);
            }
        } else if given.iter().any(|it| !it.ty.fits(&it.expected)) && !self.is_uncertain(function) {
            self.check_argument_types(&given, &ARGUMENT_TYPE_MISMATCH, signature, function);
        }
        result
    }

    /// A call of a value: of a variable, a field, the result of another call.
    pub(super) fn call_value(&mut self, site: CallSite<'_>, ty: &Ty) -> Ty {
        match ty {
            Ty::Function(function) => {
                let expected = expected_by(function, site.arguments.len());
                let types = self.arguments(site.arguments, &expected);
                self.check_value_call(site, function, types, expected);
                function.result.clone()
            }
            Ty::PyAny => {
                self.arguments(site.arguments, &[]);
                python_result()
            }
            Ty::Any | Ty::Variable(_) => {
                self.arguments(site.arguments, &[]);
                Ty::Any
            }
            Ty::Builtin(..) | Ty::Nominal(_) | Ty::Nullable(_) | Ty::Tuple(_) => {
                self.arguments(site.arguments, &[]);
                self.not_callable(site, ty);
                Ty::Any
            }
        }
    }

    /// A call of a function value of which only the result is of interest.
    pub(super) fn unchecked_value_call(&mut self, site: CallSite<'_>, function: &FunctionTy) -> Ty {
        self.arguments(site.arguments, &expected_by(function, site.arguments.len()));
        function.result.clone()
    }

    fn not_callable(&mut self, site: CallSite<'_>, ty: &Ty) {
        let range = self.lowered.body.expr_range(site.callee);
        let mut finding = Finding::new(&NOT_CALLABLE, range, format!("`{ty}` is not a function and cannot be called."));
        if matches!(ty.without_null(), Ty::Function(_)) {
            finding = finding.hint("It can be `null`: handle that first, with `if … != null` or `match`.");
        } else if let Ty::Nominal(nominal) = ty {
            finding = finding
                .hint(format!("To change a field, assign to it; to make one, write `{} {{ … }}`.", nominal.name));
        }
        self.report(finding);
    }

    /// The defaults of a function are known where its own name is called; a value takes one argument per parameter.
    fn check_value_call(&mut self, site: CallSite<'_>, function: &FunctionTy, types: Vec<Ty>, expected: Vec<Ty>) {
        let arity = if self.is_local_function(site) {
            Arity::of_function(function)
        } else if function.variadic {
            return;
        } else {
            Arity::exactly(function.parameters.len())
        };
        let what = match &self.lowered.body.exprs[site.callee] {
            Expr::Name(name) | Expr::Field { name: crate::hir::Spelled { name, .. }, .. } => format!("`{name}`"),
            _ => "This function".to_owned(),
        };
        let is_named = site.arguments.iter().any(|argument| argument.name.is_some());
        if !self.check_arity(site, arity, &CALL_ARITY, &what, None) || is_named {
            return;
        }
        for (index, ((argument, ty), expected)) in site.arguments.iter().zip(types).zip(expected).enumerate() {
            if ty.fits(&expected) {
                continue;
            }
            let message =
                format!("Argument {} of {} expects `{expected}`, but gets `{ty}`.", index + 1, lower_first(&what));
            let given = Given { argument, ty, parameter: Some(index), expected };
            let finding = self.type_finding(&ARGUMENT_TYPE_MISMATCH, &given, message);
            self.report(finding);
        }
    }

    fn is_local_function(&self, site: CallSite<'_>) -> bool {
        match self.result.resolutions.get(&site.callee) {
            Some(Resolution::Local(id)) => self.result.local(*id).is_some_and(|it| it.kind == LocalKind::Function),
            _ => false,
        }
    }

    /// Whether a type names a nominal that this file neither declares nor imports. The language knows nothing of such a
    /// parameter of an imported function.
    pub(super) fn is_unseen(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Nominal(nominal) => !self.sees(nominal),
            Ty::Builtin(_, parts) | Ty::Tuple(parts) => parts.iter().any(|part| self.is_unseen(part)),
            Ty::Nullable(inner) => self.is_unseen(inner),
            Ty::Function(function) => {
                function.parameters.iter().any(|part| self.is_unseen(part)) || self.is_unseen(&function.result)
            }
            Ty::Any | Ty::PyAny | Ty::Variable(_) => false,
        }
    }

    fn sees(&self, nominal: &Nominal) -> bool {
        let is_it = |id: &ItemId| id.kind == ItemKind::Type && id.file == nominal.file && id.name == nominal.name;
        nominal.file == self.id.file
            || is_declaration_file(self.db, nominal.file)
            || module_scope(self.db, self.id.file)
                .entries
                .values()
                .any(|entry| matches!(resolve_entry(self.db, self.id.file, entry), Definition::Item(id) if is_it(&id)))
    }
}

/// The types that the parameters of a function value give to so many arguments.
fn expected_by(function: &FunctionTy, count: usize) -> Vec<Ty> {
    let mut expected = function.parameters.clone();
    if function.variadic
        && let Some(last) = expected.last().cloned()
    {
        expected.resize(count.max(expected.len()), last);
    }
    expected
}

fn lower_first(text: &str) -> String {
    if text.starts_with('`') { text.to_owned() } else { text.to_lowercase() }
}
