//! Walks over expressions.

use crate::hir::{Body, Expr, ExprId, Stmt, StrPart};

/// Whether the test holds for an expression or for one inside it. What closures and functions in it do runs later, or
/// never: they are not looked into.
pub(crate) fn any(body: &Body, root: ExprId, test: &dyn Fn(&Expr) -> bool) -> bool {
    let expr = &body.exprs[root];
    test(expr) || children(expr).into_iter().any(|child| any(body, child, test))
}

/// The same for a statement.
pub(super) fn any_in_statement(body: &Body, statement: &Stmt, test: &dyn Fn(&Expr) -> bool) -> bool {
    let mut parts = Vec::new();
    statement_children(statement, &mut parts);
    parts.into_iter().any(|part| any(body, part, test))
}

/// The expressions directly inside one, without the bodies of closures.
pub(crate) fn children(expr: &Expr) -> Vec<ExprId> {
    let mut found = Vec::new();
    match expr {
        Expr::Missing
        | Expr::Int(_)
        | Expr::Float(_)
        | Expr::Bool(_)
        | Expr::Null
        | Expr::Bytes
        | Expr::Name(_)
        | Expr::Closure(_)
        | Expr::Continue => {}
        Expr::Str(literal) => found.extend(literal.parts.iter().filter_map(|part| match part {
            StrPart::Interpolation { value, .. } => Some(*value),
            StrPart::Text(_) => None,
        })),
        Expr::Tuple(parts) | Expr::List(parts) => found.extend(parts),
        Expr::Map(pairs) => found.extend(pairs.iter().flat_map(|(key, value)| [*key, *value])),
        Expr::ListComprehension { element, clauses, filter } => {
            found.extend(clauses.iter().map(|clause| clause.iterable));
            found.extend(filter.iter().chain([element]));
        }
        Expr::MapComprehension { key, value, clauses, filter } => {
            found.extend(clauses.iter().map(|clause| clause.iterable));
            found.extend(filter.iter().chain([key, value]));
        }
        Expr::Struct { fields, .. } => found.extend(fields.iter().map(|field| field.value)),
        Expr::Unary { operand: inner, .. }
        | Expr::Await(inner)
        | Expr::Try(inner)
        | Expr::Loop { body: inner, .. }
        | Expr::Field { object: inner, .. }
        | Expr::TupleIndex { object: inner, .. } => found.push(*inner),
        Expr::Binary { left, right, .. } => found.extend([*left, *right]),
        Expr::Range { start, end } => found.extend([*start, *end]),
        Expr::If { condition, then, otherwise } => {
            found.extend([*condition, *then]);
            found.extend(otherwise);
        }
        Expr::Match { scrutinee, arms } => {
            found.push(*scrutinee);
            found.extend(arms.iter().flat_map(|arm| arm.guard.into_iter().chain([arm.body])));
        }
        Expr::Block(statements) => {
            for statement in statements {
                statement_children(statement, &mut found);
            }
        }
        Expr::Call { callee, arguments } => {
            found.push(*callee);
            found.extend(arguments.iter().map(|argument| argument.value));
        }
        Expr::Index { object, index } => found.extend([*object, *index]),
        Expr::Slice { object, start, end } => {
            found.push(*object);
            found.extend(start.iter().chain(end));
        }
        Expr::Return { value, status } => found.extend(status.iter().chain(value)),
        Expr::Break { value, .. } => found.extend(value),
    }
    found
}

/// The expressions directly inside a statement, without the bodies of functions.
pub(crate) fn statement_children(statement: &Stmt, found: &mut Vec<ExprId>) {
    match statement {
        Stmt::Expr(value) | Stmt::Let { value, .. } => found.push(*value),
        Stmt::Assign { target, value, .. } => found.extend([*target, *value]),
        Stmt::While { condition, body } => found.extend([*condition, *body]),
        Stmt::For { iterable, body, .. } => found.extend([*iterable, *body]),
        Stmt::Function { .. } | Stmt::Import { .. } => {}
    }
}
