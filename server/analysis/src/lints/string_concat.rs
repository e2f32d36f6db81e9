//! `string-concat`: two literals with `+` between them.

use fitz_rules::families::lints::STRING_CONCAT;
use fitz_syntax::TextRange;

use super::Context;
use crate::diagnostic::Finding;
use crate::hir::{BinaryOp, Expr, ExprId};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (id, expr) in context.lowered.body.exprs.iter() {
        let Expr::Binary { op: BinaryOp::Add, left, right } = expr else { continue };
        if !is_plain_text(context, *left) || !is_plain_text(context, *right) {
            continue;
        }
        let range = context.range(id);
        let finding = Finding::new(&STRING_CONCAT, range, "Two string literals are joined with `+`.")
            .hint("Write them as one literal.");
        found.push(match joined(context.source(context.range(*left)), context.source(context.range(*right))) {
            // Parentheses around one of them are not part of the joined text.
            Some(joined) if context.source(range).starts_with('"') && context.source(range).ends_with('"') => {
                finding.fix("Join the two literals", vec![(TextRange::new(range.start(), range.end()), joined)])
            }
            _ => finding,
        });
    }
}

fn is_plain_text(context: &Context<'_>, id: ExprId) -> bool {
    matches!(context.expr(id), Expr::Str(literal) if literal.plain().is_some())
}

/// The two literals as one, when both stand between single quotes.
fn joined(left: &str, right: &str) -> Option<String> {
    let inner = |literal: &'_ str| {
        let text = literal.strip_prefix('"')?.strip_suffix('"')?;
        (!literal.starts_with("\"\"\"")).then(|| text.to_owned())
    };
    Some(format!("\"{}{}\"", inner(left)?, inner(right)?))
}
