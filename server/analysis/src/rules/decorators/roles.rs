//! Access decorators that say the same twice, say it in a roundabout way, or name a role that nobody has.

use std::collections::BTreeSet;

use fitz_rules::families::access::{AUTH_REDUNDANT, AUTH_TWO_USERS, REQUIRES_ADMIN, REQUIRES_UNKNOWN_ROLE};

use super::super::ItemContext;
use super::program::Programs;
use super::support::{plain, positional_text};
use crate::db::{Db, SourceFile};
use crate::diagnostic::Finding;
use crate::hir::{Expr, Function, Parameter};
use crate::item_tree::items;
use crate::lower::lowered;
use crate::nearest::nearest;
use crate::ty::{Nominal, Ty};

/// `auth-redundant`, `requires-admin`
pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    let implied_by = ["admin", "requires"].into_iter().find_map(|name| context.decorator(name));
    // For `@ws`, older versions want both.
    let is_needed = context.decorator("ws").is_some() && context.decorator("requires").is_some();
    if let (Some(plain), Some(other), false) = (context.decorator("authenticated"), implied_by, is_needed) {
        let message = format!("`@{}` asks for a user already.", other.name.name);
        found.push(
            Finding::new(&AUTH_REDUNDANT, plain.name.range, message)
                .hint("Leave `@authenticated` out.")
                .related(context.pointer(other.name.range), format!("`@{}` stands here.", other.name.name))
                .fix("Remove `@authenticated`", vec![(context.removal(plain), String::new())]),
        );
    }
    let requires: Vec<_> = context.lowered.decorators_named("requires").collect();
    if let [only] = requires.as_slice()
        && positional_text(context.lowered, only, 0) == Some("admin")
        && context.decorator("admin").is_none()
    {
        found.push(
            Finding::new(&REQUIRES_ADMIN, only.range, "`@admin` says the same in one word.")
                .hint("Write `@admin`.")
                .fix("Change to `@admin`", vec![(only.range, "@admin".to_owned())]),
        );
    }
}

/// `auth-two-users`
pub(super) fn check_users(context: &ItemContext<'_>, function: &Function, users: &[Nominal], found: &mut Vec<Finding>) {
    let is_user = |parameter: &&Parameter| matches!(context.parameter_type(parameter), Ty::Nominal(nominal) if users.contains(&nominal));
    let given: Vec<&Parameter> = function.parameters.iter().filter(is_user).collect();
    let [first, others @ ..] = given.as_slice() else { return };
    for other in others {
        let message = format!("The request has one user, and `{}` is given it already.", first.name.name);
        found.push(
            Finding::new(&AUTH_TWO_USERS, other.range, message)
                .hint("Keep one of the two parameters.")
                .related(context.pointer(first.range), "This one is the user."),
        );
    }
}

/// `requires-unknown-role`: nearly one of the roles that the program gives to somebody.
pub(super) fn check_roles(context: &ItemContext<'_>, programs: &Programs<'_>, found: &mut Vec<Finding>) {
    for decorator in context.lowered.decorators_named("requires") {
        let Some(argument) = decorator.positional().next() else { continue };
        let Some(role) = plain(context.lowered, argument) else { continue };
        let roles: BTreeSet<&str> =
            programs.files().flat_map(|file| given_roles(context.db, file)).map(String::as_str).collect();
        if roles.contains(role) {
            continue;
        }
        let Some(closest) = nearest(role, roles.into_iter()) else { continue };
        let range = context.lowered.body.expr_range(argument.value);
        found.push(
            Finding::new(&REQUIRES_UNKNOWN_ROLE, range, format!("The program gives nobody the role `{role}`."))
                .hint(format!("Did you mean `{closest}`?"))
                .fix(format!("Change to `{closest}`"), vec![(range, format!("\"{closest}\""))]),
        );
    }
}

/// The texts that a file gives to a field `role`.
#[salsa::tracked(returns(ref))]
fn given_roles(db: &dyn Db, file: SourceFile) -> BTreeSet<String> {
    let mut roles = BTreeSet::new();
    for item in items(db, file) {
        let body = &lowered(db, *item).body;
        for (_, expr) in body.exprs.iter() {
            let Expr::Struct { fields, .. } = expr else { continue };
            for field in fields.iter().filter(|field| field.name.name == "role") {
                if let Expr::Str(literal) = &body.exprs[field.value] {
                    roles.extend(literal.plain().map(str::to_owned));
                }
            }
        }
    }
    roles
}
