//! Calls of the object-relational mapper: queries on a `@table` type, relations of its rows, query builders.
//!
//! The language counts the arguments and does not look at their types: closures are turned into SQL.

use std::sync::Arc;

use fitz_rules::Rule;
use fitz_rules::families::calls::{
    METHOD_ARITY, ORM_AGGREGATED_TERMINAL, ORM_BULK_INSERT_ARITY, ORM_NAVIGATION_ARITY, ORM_ORDER_BY_FLAG,
    ORM_UNKNOWN_METHOD,
};

use super::CallSite;
use super::arguments::{Given, Matching};
use super::arity::Arity;
use super::listed;
use crate::diagnostic::Finding;
use crate::hir::Spelled;
use crate::inference::{Context, Resolution};
use crate::members::{MemberKind, member, members};
use crate::nearest::nearest;
use crate::signatures::{Relation, Signature};
use crate::ty::{Builtin, Nominal, Ty};

/// The methods of a query that need rows, which a grouped query has no more.
const ROW_TERMINALS: [&str; 4] = ["all", "first", "update", "delete"];

impl Context<'_> {
    /// `Type.where(...)` and the other queries that start on the name of a `@table` type.
    pub(super) fn call_table_query(&mut self, site: CallSite<'_>, name: &Spelled, signature: &Arc<Signature>) -> Ty {
        let (_, result) = self.infer_query_arguments(site, signature);
        if let Some(unchecked) = &signature.unchecked {
            return unchecked.clone();
        }
        let rule: &'static Rule = if name.name == "bulk_insert" { &ORM_BULK_INSERT_ARITY } else { &METHOD_ARITY };
        self.check_arity(site, Arity::of_signature(signature), rule, &format!("`{}`", name.name), None);
        result
    }

    /// `row.relation()` is a query, `row.relation(db)` the related rows.
    pub(super) fn call_relation(&mut self, site: CallSite<'_>, nominal: &Nominal, relation: &Relation) -> Ty {
        self.arguments(site.arguments, &[]);
        let resolution = Resolution::Field(nominal.clone(), relation.name.clone());
        self.result.resolutions.insert(site.callee, resolution);
        let target = relation.target.clone();
        let what = format!("The relation `{}`", relation.name);
        if !self.check_arity(site, Arity::between(0, 1), &ORM_NAVIGATION_ARITY, &what, None) {
            return Ty::Any;
        }
        if site.arguments.is_empty() {
            return Ty::Builtin(Builtin::QueryBuilder, [target].into());
        }
        let rows = if relation.is_many { Ty::list(target) } else { target };
        Ty::future(Ty::result(rows, Ty::str()))
    }

    /// A method of a query builder or of a grouped query.
    pub(super) fn call_on_query(&mut self, site: CallSite<'_>, query: &Ty, name: &Spelled) -> Ty {
        let found = member(self.db, query, &name.name).and_then(|found| self.method_signature(site, found));
        let Some((signature, _)) = found else {
            self.query_depth += 1;
            self.arguments(site.arguments, &[]);
            self.query_depth -= 1;
            self.query_method_not_found(query, name);
            return Ty::Any;
        };
        let (given, result) = self.infer_query_arguments(site, &signature);
        let what = format!("`{}`", name.name);
        if self.check_arity(site, Arity::of_signature(&signature), &METHOD_ARITY, &what, None) {
            self.check_flags(&given, &signature);
        }
        result
    }

    /// Inside of a query, columns have operators that no value has.
    fn infer_query_arguments<'a>(&mut self, site: CallSite<'a>, signature: &Arc<Signature>) -> (Vec<Given<'a>>, Ty) {
        self.query_depth += 1;
        let inferred = self.infer_arguments(site, signature, Matching::ByPosition);
        self.query_depth -= 1;
        inferred
    }

    /// The direction of an order is the one argument whose type is looked at.
    fn check_flags(&mut self, given: &[Given<'_>], signature: &Signature) {
        for given in given {
            let parameter = given.parameter.and_then(|index| signature.parameters.get(index));
            let Some(parameter) = parameter.filter(|parameter| parameter.ty.is(Builtin::Bool)) else { continue };
            if !given.ty.fits(&parameter.ty) {
                let message = format!("`{}` expects `Bool`, but gets `{}`.", parameter.name, given.ty);
                let range = self.lowered.body.expr_range(given.argument.value);
                let finding = Finding::new(&ORM_ORDER_BY_FLAG, range, message);
                self.report(finding.hint("Write `ascending: true` or `ascending: false`."));
            }
        }
    }

    fn query_method_not_found(&mut self, query: &Ty, name: &Spelled) {
        if query.is(Builtin::Aggregated) && ROW_TERMINALS.contains(&name.name.as_str()) {
            let message = format!("After `group_by` there are groups instead of rows, so there is no `{}`.", name.name);
            let finding = Finding::new(&ORM_AGGREGATED_TERMINAL, name.range, message);
            self.report(finding.hint("End the query with `count`, `sum`, `avg`, `min` or `max`."));
            return;
        }
        let message = format!("`{query}` has no method `{}`.", name.name);
        let mut finding = Finding::new(&ORM_UNKNOWN_METHOD, name.range, message);
        let all = members(self.db, query);
        if let Some(closest) = nearest(&name.name, all.iter().map(|member| member.name.as_str())) {
            finding = finding.meant(name.range, closest);
        } else {
            let of_kind = |is_terminal: bool| {
                let names = all.iter().filter(
                    |member| matches!(&member.kind, MemberKind::Method(signature) if signature.is_async == is_terminal),
                );
                listed(names.map(|member| member.name.as_str()))
            };
            let hint = format!("A query goes on with {} and ends with {}.", of_kind(false), of_kind(true));
            finding = finding.hint(hint);
        }
        self.report(finding);
    }
}
