//! `auth-token-forever`: signed tokens that never expire.

use fitz_rules::families::access::AUTH_TOKEN_FOREVER;

use super::ItemContext;
use crate::diagnostic::Finding;
use crate::hir::Expr;
use crate::inference::{Resolution, infer};
use crate::standard_library::library;

pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    let body = &context.lowered.body;
    for (_, expr) in body.exprs.iter() {
        let Expr::Call { callee, arguments } = expr else { continue };
        let Expr::Field { object, name } = &body.exprs[*callee] else { continue };
        if name.name != "encode" || !matches!(&body.exprs[*object], Expr::Name(module) if module == "jwt") {
            continue;
        }
        let Some(claims) = arguments.first() else { continue };
        let Expr::Map(pairs) = &body.exprs[claims.value] else { continue };
        let may_be_exp = |key: &Expr| match key {
            Expr::Str(literal) => literal.plain().is_none_or(|key| key == "exp"),
            _ => true,
        };
        if pairs.iter().any(|(key, _)| may_be_exp(&body.exprs[*key])) || !is_library_module(context, *object) {
            continue;
        }
        let range = body.expr_range(claims.value);
        found.push(
            Finding::new(&AUTH_TOKEN_FOREVER, range, "A token without the claim `exp` never expires.")
                .hint("Add it, in seconds since 1970-01-01: `\"exp\": DateTime.now().add_hours(12).timestamp()`."),
        );
    }
}

/// Whether the name before the dot is the module of the standard library.
fn is_library_module(context: &ItemContext<'_>, object: crate::hir::ExprId) -> bool {
    matches!(
        infer(context.db, context.item).resolutions.get(&object),
        Some(Resolution::Module(module)) if library(context.db).modules.get("jwt") == Some(module)
    )
}
