//! Calls on the name of a type: static methods, constructors of built-in types, queries.
//!
//! The language types the name of a type `Any` and looks at such calls when they run, so findings are warnings. A `@table`
//! type is the exception: there its methods are checked like those of an instance.

use std::sync::Arc;

use fitz_rules::Rule;
use fitz_rules::families::calls::{MODULE_MEMBER_UNKNOWN, STATIC_CALL, STATIC_CALL_ARGUMENTS};

use super::CallSite;
use super::arguments::Matching;
use super::arity::Arity;
use crate::diagnostic::Finding;
use crate::hir::{Expr, ExprId, Spelled};
use crate::inference::Context;
use crate::item_tree::{ItemId, item};
use crate::members::{MemberKind, static_members, table_member};
use crate::nearest::nearest;
use crate::scope::is_declaration_file;
use crate::signatures::{Signature, TypeInfo, declared_name, type_info, type_named};
use crate::ty::{Nominal, Ty};

impl Context<'_> {
    /// `Type.name(arguments)`
    pub(super) fn call_on_type(&mut self, site: CallSite<'_>, id: &ItemId, name: &Spelled) -> Ty {
        let nominal = Nominal { file: id.file, name: id.name.clone() };
        let info = item(self.db, id).and_then(|declaration| type_info(self.db, declaration).as_ref());
        let Some(info) = info.filter(|_| !self.hides_members(&nominal)) else {
            self.arguments(site.arguments, &[]);
            return Ty::Any;
        };
        if info.is_table
            && let Some(found) = table_member(self.db, &Ty::Nominal(nominal.clone()), &name.name)
            && let MemberKind::Method(signature) = &found.kind
            // An own method comes before the queries that the language does not know by name.
            && (signature.unchecked.is_none() || self.user_method(&nominal, &name.name).is_none())
            && let Some((signature, _)) = self.method_signature(site, found)
        {
            return self.call_table_query(site, name, &signature);
        }
        if let Some((signature, method)) = self.user_method(&nominal, &name.name) {
            return self.call_method_on_type(site, &nominal, info, (signature, &method), name);
        }
        if let Some(relation) = info.relations.iter().find(|relation| relation.name == name.name) {
            return self.call_relation(site, &nominal, relation);
        }
        self.arguments(site.arguments, &[]);
        if is_declaration_file(self.db, id.file) {
            self.unknown_constructor(id, name);
        } else if !info.fields.iter().any(|field| field.name == name.name) {
            self.unknown_method(site, &nominal, info, name, true);
        }
        Ty::Any
    }

    fn call_method_on_type(
        &mut self,
        site: CallSite<'_>,
        nominal: &Nominal,
        info: &TypeInfo,
        (signature, method): (&Arc<Signature>, &ItemId),
        name: &Spelled,
    ) -> Ty {
        self.record_callee(site, signature, method);
        if !signature.is_static {
            let result = self.unchecked_call(site, signature);
            self.instance_method_on_type(nominal, method, name);
            return if info.is_table { result } else { Ty::Any };
        }
        if info.is_table && nominal.file == self.id.file {
            return self.call_user_method(site, nominal, name, signature, method);
        }
        self.call_with_warnings(site, signature, method, &STATIC_CALL_ARGUMENTS);
        Ty::Any
    }

    /// A call that the language does not check, of a method of the program. Gives what the method gives.
    pub(super) fn call_with_warnings(
        &mut self,
        site: CallSite<'_>,
        signature: &Arc<Signature>,
        method: &ItemId,
        rule: &'static Rule,
    ) -> Ty {
        let (given, result) = self.infer_arguments(site, signature, Matching::ByName);
        let arity = Arity::of_signature(signature);
        let fits = arity.accepts(site.arguments.len()) && given.iter().all(|it| it.ty.fits(&it.expected));
        let is_named = site.arguments.iter().any(|argument| argument.name.is_some());
        if fits && !is_named || self.is_uncertain(method) {
            return result;
        }
        let pointer = declared_name(self.db, method);
        if self.check_arity(site, arity, rule, &format!("`{}`", signature.name), pointer) {
            if is_named {
                self.check_argument_names(site, signature, method);
            } else {
                self.check_argument_types(&given, rule, signature, method);
            }
        }
        result
    }

    /// `Circle.area()`, where `area` belongs to one circle.
    fn instance_method_on_type(&mut self, nominal: &Nominal, method: &ItemId, name: &Spelled) {
        let message = format!("`{}` is a method of a `{}` value, not of the type.", name.name, nominal.name);
        let mut finding = Finding::new(&STATIC_CALL, name.range, message)
            .hint(format!("Call it on a value of type `{}`.", nominal.name));
        if let Some(pointer) = declared_name(self.db, method) {
            finding = finding.related(pointer, "declared here");
        }
        self.report(finding);
    }

    /// `circle.unit()`, where `unit` is static.
    pub(super) fn static_on_instance(&mut self, object: ExprId, nominal: &Nominal, name: &Spelled) {
        let range = self.lowered.body.expr_range(object);
        let message =
            format!("`{}` is static: it belongs to the type `{}`, not to one value.", name.name, nominal.name);
        let mut finding =
            Finding::new(&STATIC_CALL, name.range, message).hint(format!("Write `{}.{}(…)`.", nominal.name, name.name));
        let is_visible = type_named(self.db, self.id.file, &nominal.name) == Some(Ty::Nominal(nominal.clone()));
        if is_visible && matches!(self.lowered.body.exprs[object], Expr::Name(_)) {
            finding = finding.fix(format!("Call it on `{}`", nominal.name), vec![(range, nominal.name.to_string())]);
        }
        self.report(finding);
    }

    /// `Date.now()`: the built-in types that have constructors are closed lists of them.
    fn unknown_constructor(&mut self, id: &ItemId, name: &Spelled) {
        let Some(declaration) = item(self.db, id) else { return };
        let members = static_members(self.db, declaration);
        if members.is_empty() {
            return;
        }
        let names = || members.iter().map(|member| member.name.as_str());
        let message = format!("`{}` has no `{}`.", id.name, name.name);
        let mut finding = Finding::new(&MODULE_MEMBER_UNKNOWN, name.range, message);
        finding = match nearest(&name.name, names()) {
            Some(closest) => finding.meant(name.range, closest),
            None => finding.hint(format!("It has {}.", super::listed(names()))),
        };
        self.report(finding);
    }
}
