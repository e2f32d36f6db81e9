//! Calls of methods: of the built-in types, whose tables are closed, and of instances of user types.
//!
//! A nullable receiver has the methods of its type: the language does not look at the `null` here.

use std::sync::Arc;

use fitz_rules::families::calls::{
    ARGUMENT_TYPE_MISMATCH, IMPORTED_METHOD_ARGUMENTS, LIST_ELEMENT_TYPE, METHOD_ARGUMENT_TYPE, METHOD_ARITY,
    METHOD_NOT_FOUND, NESTED_LIST_REQUIRED, NUMERIC_LIST_REQUIRED, PAIR_LIST_REQUIRED, PRIVATE_METHOD_CALL,
    SECRET_EXPOSE_ARGS, SECRET_NO_METHOD, UNKNOWN_METHOD,
};

use super::arguments::{Given, Matching};
use super::arity::Arity;
use super::callbacks::Callback;
use super::{CallSite, listed, python_result};
use crate::diagnostic::Finding;
use crate::hir::{ExprId, Spelled};
use crate::inference::{Context, Resolution};
use crate::item_tree::{ItemId, item};
use crate::members::{Member, MemberKind, column_member, member, members, table_member};
use crate::nearest::nearest;
use crate::roles::may_have_any_role;
use crate::signatures::{
    ElementRule, FieldInfo, Signature, TypeInfo, declared_name, methods, methods_named, nominal_item, signature,
    type_info,
};
use crate::ty::{Builtin, Nominal, Ty};

/// How many methods a hint can list.
const SHORT_LIST: usize = 8;

impl<'db> Context<'db> {
    /// `value.name(arguments)`
    pub(super) fn call_method(&mut self, site: CallSite<'_>, object: ExprId, receiver: &Ty, name: &Spelled) -> Ty {
        match receiver.without_null() {
            Ty::Nominal(nominal) => self.call_on_instance(site, object, nominal, name),
            Ty::PyAny => {
                self.arguments(site.arguments, &[]);
                python_result()
            }
            Ty::Any | Ty::Variable(_) if self.is_column(object) && column_member(self.db, &name.name).is_some() => {
                self.call_column_operator(site, name)
            }
            Ty::Any | Ty::Variable(_) => match member(self.db, &Ty::Any, &name.name) {
                Some(found) => self
                    .method_signature(site, found)
                    .map_or(Ty::Any, |(signature, _)| self.unchecked_call(site, &signature)),
                None => {
                    self.arguments(site.arguments, &[]);
                    Ty::Any
                }
            },
            query @ Ty::Builtin(Builtin::QueryBuilder | Builtin::Aggregated, _) => {
                self.call_on_query(site, query, name)
            }
            builtin => self.call_builtin_method(site, builtin, name),
        }
    }

    /// The signature of a method, recorded as the meaning of the callee.
    pub(super) fn method_signature(&mut self, site: CallSite<'_>, found: Member) -> Option<(Arc<Signature>, ItemId)> {
        let (MemberKind::Method(signature), Some(Resolution::Item(id))) = (found.kind, found.declaration) else {
            return None;
        };
        self.record_callee(site, &signature, &id);
        Some((signature, id))
    }

    pub(super) fn record_callee(&mut self, site: CallSite<'_>, signature: &Signature, id: &ItemId) {
        self.result.resolutions.insert(site.callee, Resolution::Item(id.clone()));
        self.result.expr_types.insert(site.callee, signature.function_ty().substitute(&Default::default()));
    }

    /// A call of which only the result is of interest.
    pub(super) fn unchecked_call(&mut self, site: CallSite<'_>, signature: &Arc<Signature>) -> Ty {
        self.infer_arguments(site, signature, Matching::ByName).1
    }

    fn call_builtin_method(&mut self, site: CallSite<'_>, receiver: &Ty, name: &Spelled) -> Ty {
        let found = member(self.db, receiver, &name.name).and_then(|found| self.method_signature(site, found));
        let Some((signature, id)) = found else {
            if self.query_depth > 0 && column_member(self.db, &name.name).is_some() {
                return self.call_column_operator(site, name);
            }
            self.arguments(site.arguments, &[]);
            self.method_not_found(receiver, name);
            return Ty::Any;
        };
        let (given, result) = self.infer_arguments(site, &signature, Matching::ByPosition);
        let result = match signature.elements {
            Some(rule) => match self.check_elements(receiver, rule, &result, name) {
                Some(result) => result,
                None => return Ty::Any,
            },
            None => result,
        };
        let rule = if receiver.is(Builtin::Secret) { &SECRET_EXPOSE_ARGS } else { &METHOD_ARITY };
        if self.check_arity(site, Arity::of_signature(&signature), rule, &format!("`{}`", name.name), None) {
            for given in given.iter().filter(|given| given.argument.name.is_none()) {
                self.check_builtin_argument(given, receiver, &signature, &id);
            }
        }
        result
    }

    /// `column.like(pattern)` in a query. It becomes SQL: neither its arguments nor what it gives are looked at.
    fn call_column_operator(&mut self, site: CallSite<'_>, name: &Spelled) -> Ty {
        match column_member(self.db, &name.name).and_then(|found| self.method_signature(site, found)) {
            Some((signature, _)) => drop(self.unchecked_call(site, &signature)),
            None => drop(self.arguments(site.arguments, &[])),
        }
        Ty::Any
    }

    fn check_builtin_argument(&mut self, given: &Given<'_>, receiver: &Ty, method: &Signature, id: &ItemId) {
        let as_declared = item(self.db, id).and_then(|item| signature(self.db, item).as_ref());
        let parameter = as_declared.zip(given.parameter).and_then(|(it, index)| it.parameters.get(index));
        let Some(parameter) = parameter else { return };
        if let (Ty::Function(wanted), Ty::Function(declared)) = (&given.expected, &parameter.ty) {
            let has_loose_result = matches!(declared.result, Ty::Variable(_));
            let is_transaction = receiver.is(Builtin::DbConn);
            return self
                .check_callback(given, &Callback { method: &method.name, wanted, has_loose_result, is_transaction });
        }
        if given.ty.fits(&given.expected) {
            return;
        }
        let is_of_elements = receiver.is(Builtin::List)
            && match &parameter.ty {
                Ty::Variable(_) => true,
                list => {
                    given.ty.is(Builtin::List) && matches!(list.arguments_of(Builtin::List), Some([Ty::Variable(_)]))
                }
            };
        let (rule, message) = if is_of_elements {
            let message = format!("`{}` works on a `{receiver}` here, but gets `{}`.", method.name, given.ty);
            (&LIST_ELEMENT_TYPE, message)
        } else {
            let expected = &given.expected;
            (&METHOD_ARGUMENT_TYPE, format!("`{}` expects `{expected}` here, but gets `{}`.", method.name, given.ty))
        };
        let finding = self.type_finding(rule, given, message);
        self.report(finding);
    }

    /// What a method with a rule about the elements of its list gives; `None` when the elements break the rule.
    fn check_elements(&mut self, receiver: &Ty, rule: ElementRule, result: &Ty, name: &Spelled) -> Option<Ty> {
        let element = receiver.arguments_of(Builtin::List).and_then(|arguments| arguments.first())?;
        let is_known = !matches!(element, Ty::Any | Ty::PyAny | Ty::Variable(_));
        let (code, needs) = match (rule, element) {
            _ if !is_known => return Some(result.clone()),
            (ElementRule::Numbers, number) if number.is(Builtin::Int) || number.is(Builtin::Float) => {
                return Some(result.clone());
            }
            (ElementRule::Pairs, Ty::Tuple(slots)) if slots.len() == 2 => {
                return Some(Ty::Builtin(Builtin::Map, slots.clone()));
            }
            (ElementRule::Lists, inner) if inner.is(Builtin::List) => return Some(inner.clone()),
            (ElementRule::Numbers, _) => (&NUMERIC_LIST_REQUIRED, "numbers: `List<Int>` or `List<Float>`"),
            (ElementRule::Pairs, _) => (&PAIR_LIST_REQUIRED, "pairs: `List<(K, V)>`"),
            (ElementRule::Lists, _) => (&NESTED_LIST_REQUIRED, "lists: `List<List<T>>`"),
        };
        let message = format!("`{}` needs a list of {needs}, but this is `{receiver}`.", name.name);
        self.report(Finding::new(code, name.range, message));
        None
    }

    fn method_not_found(&mut self, receiver: &Ty, name: &Spelled) {
        if receiver.is(Builtin::Secret) {
            let message = format!("A `Secret` has no method `{}`: its value is hidden.", name.name);
            let finding = Finding::new(&SECRET_NO_METHOD, name.range, message);
            self.report(finding.hint("Take the value out first: `.expose()`."));
            return;
        }
        let message = format!("`{receiver}` has no method `{}`.", name.name);
        let mut finding = Finding::new(&METHOD_NOT_FOUND, name.range, message);
        let all = members(self.db, receiver);
        let methods: Vec<&str> = all
            .iter()
            .filter(|member| matches!(member.kind, MemberKind::Method(_)))
            .map(|member| member.name.as_str())
            .collect();
        if let Some(closest) = nearest(&name.name, methods.iter().copied()) {
            finding = finding.meant(name.range, closest);
        } else {
            finding = match receiver {
                Ty::Builtin(Builtin::Result, _) => finding.hint("Take the value out first, with `?` or `match`."),
                Ty::Builtin(Builtin::Future, _) => finding.hint("Wait for the value first: add `.await`."),
                _ if methods.is_empty() => finding.hint("Values of this type have no methods."),
                _ if methods.len() <= SHORT_LIST => finding.hint(format!("It has {}.", listed(methods.into_iter()))),
                _ => finding,
            };
        }
        self.report(finding);
    }

    /// Relations of a `@table` type come first, then fields that hold functions, then methods.
    fn call_on_instance(&mut self, site: CallSite<'_>, object: ExprId, nominal: &Nominal, name: &Spelled) -> Ty {
        let info = nominal_item(self.db, nominal).and_then(|declaration| type_info(self.db, declaration).as_ref());
        let Some(info) = info.filter(|_| !self.hides_members(nominal)) else {
            self.arguments(site.arguments, &[]);
            return Ty::Any;
        };
        if let Some(relation) = info.relations.iter().find(|relation| relation.name == name.name) {
            return self.call_relation(site, nominal, relation);
        }
        let field = info.fields.iter().find(|field| field.name == name.name);
        if let Some(FieldInfo { ty: ty @ Ty::Function(function), .. }) = field {
            self.result.resolutions.insert(site.callee, Resolution::Field(nominal.clone(), name.name.clone()));
            self.result.expr_types.insert(site.callee, ty.clone());
            return match self.is_imported(nominal) {
                true => {
                    let result = self.unchecked_value_call(site, function);
                    self.member_type(nominal, result)
                }
                false => self.call_value(site, ty),
            };
        }
        if let Some((signature, id)) = self.user_method(nominal, &name.name) {
            self.record_callee(site, signature, &id);
            if signature.is_static {
                self.unchecked_call(site, signature);
                self.static_on_instance(object, nominal, name);
                return Ty::Any;
            }
            if self.is_imported(nominal) {
                let result = self.call_with_warnings(site, signature, &id, &IMPORTED_METHOD_ARGUMENTS);
                return self.member_type(nominal, result);
            }
            return self.call_user_method(site, nominal, name, signature, &id);
        }
        if info.is_table
            && let Some(found) = table_member(self.db, &Ty::Nominal(nominal.clone()), &name.name)
            && let Some((signature, _)) = self.method_signature(site, found)
        {
            let result = self.unchecked_call(site, &signature);
            return signature.unchecked.clone().unwrap_or(result);
        }
        self.arguments(site.arguments, &[]);
        // A field of these types may hold something that can be called.
        if !field.is_some_and(|field| matches!(field.ty.without_null(), Ty::Any | Ty::PyAny | Ty::Function(_))) {
            self.unknown_method(site, nominal, info, name, false);
        }
        Ty::Any
    }

    /// A method of a user type, static or not.
    pub(super) fn user_method(&self, nominal: &Nominal, name: &str) -> Option<(&'db Arc<Signature>, ItemId)> {
        let db = self.db;
        let method = methods_named(db, nominal.file, &nominal.name, name).first()?;
        Some((signature(db, *method).as_ref()?, method.id(db).clone()))
    }

    /// A checked call of a method that a user declares: one argument for each parameter, by position.
    pub(super) fn call_user_method(
        &mut self,
        site: CallSite<'_>,
        nominal: &Nominal,
        name: &Spelled,
        signature: &Arc<Signature>,
        id: &ItemId,
    ) -> Ty {
        if name.name.starts_with('_') && !self.is_inside(nominal) {
            let message = format!("`{}` is private to `{}`.", name.name, nominal.name);
            let mut finding = Finding::new(&PRIVATE_METHOD_CALL, name.range, message)
                .hint(format!("Only methods of `{}` can call it: use a public method.", nominal.name));
            if let Some(pointer) = declared_name(self.db, id) {
                finding = finding.related(pointer, "declared here");
            }
            self.report(finding);
        }
        let (given, result) = self.infer_arguments(site, signature, Matching::ByPosition);
        let arity = Arity::exactly(signature.parameters.len());
        let fits = given.iter().all(|given| given.ty.fits(&given.expected));
        if arity.accepts(site.arguments.len()) && fits && given.iter().all(|it| it.argument.name.is_none())
            || self.is_uncertain(id)
        {
            return result;
        }
        let pointer = declared_name(self.db, id);
        let has_loose_parameters = signature.parameters.iter().any(|it| it.default.is_some() || it.is_variadic);
        let hint =
            has_loose_parameters.then_some("A call of a method gives an argument to every parameter, defaults or not.");
        let what = format!("`{}`", name.name);
        if self.check_arity_hinting(site, arity, &METHOD_ARITY, &what, pointer, hint) {
            self.check_argument_types(&given, &ARGUMENT_TYPE_MISMATCH, signature, id);
            self.check_argument_names(site, signature, id);
        }
        result
    }

    /// Whether the type is declared in another file. The language knows nothing of the members of such a type before the
    /// program runs.
    fn is_imported(&self, nominal: &Nominal) -> bool {
        nominal.file != self.id.file
    }

    /// Reports a method that a user type does not have. The language looks only when the call runs.
    pub(super) fn unknown_method(
        &mut self,
        site: CallSite<'_>,
        nominal: &Nominal,
        info: &TypeInfo,
        name: &Spelled,
        is_on_type: bool,
    ) {
        let Some(declaration) = nominal_item(self.db, nominal) else { return };
        // A type that may be a table may have queries.
        if self.is_uncertain(declaration.id(self.db)) || may_have_any_role(self.db, declaration) {
            return;
        }
        let what = if is_on_type { "static method" } else { "method" };
        let message = format!("`{}` has no {what} `{}`.", nominal.name, name.name);
        let mut finding = Finding::new(&UNKNOWN_METHOD, name.range, message);
        let is_inside = self.is_inside(nominal);
        let declared = methods(self.db, nominal.file, &nominal.name).iter().filter(|method| {
            signature(self.db, **method).as_ref().is_some_and(|signature| signature.is_static == is_on_type)
        });
        let functions = info.fields.iter().filter(|field| matches!(field.ty, Ty::Function(_)));
        let of_rows = functions.map(|it| it.name.as_str()).chain(info.relations.iter().map(|it| it.name.as_str()));
        let candidates: Vec<&str> = declared
            .map(|method| method.id(self.db).name.as_str())
            .chain(of_rows.filter(|_| !is_on_type))
            .filter(|candidate| is_inside || !candidate.starts_with('_'))
            .collect();
        if info.fields.iter().any(|field| field.name == name.name) && !is_on_type {
            finding = finding.hint(format!("`{}` is a field: read it without parentheses.", name.name));
            if site.arguments.is_empty() {
                finding = finding.fix("Remove the parentheses", vec![(self.parentheses(site), String::new())]);
            }
        } else if let Some(closest) = nearest(&name.name, candidates.iter().copied()) {
            finding = finding.meant(name.range, closest);
        } else if candidates.is_empty() {
            finding = finding.hint(format!("`{}` has no {what}s.", nominal.name));
        } else if candidates.len() <= SHORT_LIST {
            finding = finding.hint(format!("It has {}.", listed(candidates.into_iter())));
        }
        if let Some(pointer) = declared_name(self.db, declaration.id(self.db)) {
            finding = finding.related(pointer, "declared here");
        }
        self.report(finding);
    }
}
