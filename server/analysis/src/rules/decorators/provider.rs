//! What a provider does with the headers: whether it refuses anybody, how it asks for a header, and where its secret is.

use fitz_rules::families::access::{AUTH_HEADER_CASE, AUTH_LITERAL_SECRET, AUTH_NEVER_REFUSES};

use super::super::ItemContext;
use crate::diagnostic::Finding;
use crate::hir::{Argument, Expr, ExprId, Function, Lowered};
use crate::ty::Ty;

/// The methods of a map that take a key first.
const BY_KEY: [&str; 3] = ["get", "get_or", "has"];

pub(super) fn check(context: &ItemContext<'_>, function: &Function, found: &mut Vec<Finding>) {
    if context.decorator("auth_provider").is_none() || context.lowered.is_broken || function.name.name.is_empty() {
        return;
    }
    let lowered = context.lowered;
    let Some(headers) = function.parameters.first() else { return };
    if !Ty::map(Ty::str(), Ty::str()).fits(&context.parameter_type(headers)) {
        return;
    }
    never_refuses(lowered, function, found);
    for (_, expr) in lowered.body.exprs.iter() {
        match expr {
            Expr::Call { callee, arguments } => {
                let Expr::Field { object, name } = &lowered.body.exprs[*callee] else { continue };
                let on = |name: &str| matches!(&lowered.body.exprs[*object], Expr::Name(it) if it == name);
                if on(&headers.name.name) && BY_KEY.contains(&name.name.as_str()) {
                    found.extend(arguments.first().and_then(|key| header_case(lowered, key.value)));
                } else if on("jwt") && matches!(name.name.as_str(), "decode" | "encode") {
                    found.extend(literal_secret(lowered, arguments));
                }
            }
            Expr::Index { object, index } => {
                if matches!(&lowered.body.exprs[*object], Expr::Name(it) if *it == headers.name.name) {
                    found.extend(header_case(lowered, *index));
                }
            }
            _ => {}
        }
    }
}

/// `auth-never-refuses`: nothing in the body can give an `Err`. A call may, wherever its result goes.
fn never_refuses(lowered: &Lowered, function: &Function, found: &mut Vec<Finding>) {
    let gives_ok = |expr: &Expr| match expr {
        Expr::Call { callee, .. } => matches!(&lowered.body.exprs[*callee], Expr::Name(name) if name == "Ok"),
        _ => false,
    };
    let mut accepts = false;
    for (_, expr) in lowered.body.exprs.iter() {
        match expr {
            Expr::Try(_) | Expr::Return { status: Some(_), .. } | Expr::Missing => return,
            Expr::Call { .. } if gives_ok(expr) => accepts = true,
            Expr::Call { .. } => return,
            _ => {}
        }
    }
    if accepts {
        let message = format!("`{}` takes everybody for a user: it never gives an `Err`.", function.name.name);
        found.push(
            Finding::new(&AUTH_NEVER_REFUSES, function.name.range, message)
                .hint("Look at a header, and give `Err(\"...\")` when it is missing or wrong."),
        );
    }
}

/// `auth-header-case`
fn header_case(lowered: &Lowered, key: ExprId) -> Option<Finding> {
    let Expr::Str(literal) = &lowered.body.exprs[key] else { return None };
    let name = literal.plain().filter(|name| name.chars().any(char::is_uppercase))?;
    let range = lowered.body.expr_range(key);
    let right = name.to_lowercase();
    Some(
        Finding::new(
            &AUTH_HEADER_CASE,
            range,
            "The names of headers arrive in lower case, so this one is never there.",
        )
        .hint(format!("Write `\"{right}\"`."))
        .fix(format!("Change to `\"{right}\"`"), vec![(range, format!("\"{right}\""))]),
    )
}

/// `auth-literal-secret`
fn literal_secret(lowered: &Lowered, arguments: &[Argument]) -> Option<Finding> {
    let secret = arguments.get(1)?;
    let Expr::Str(literal) = &lowered.body.exprs[secret.value] else { return None };
    literal.plain()?;
    let message = "The key that signs tokens stands in the program, for everybody who reads it.";
    Some(
        Finding::new(&AUTH_LITERAL_SECRET, lowered.body.expr_range(secret.value), message)
            .hint("Read it from the environment: `env_or(\"JWT_SECRET\", \"\")`."),
    )
}
