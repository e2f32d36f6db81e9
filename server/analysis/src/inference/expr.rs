//! Expressions.

use fitz_rules::families::expressions::NAMED_ARG_OUTSIDE_CALL;

use crate::diagnostic::Finding;
use crate::hir::{Argument, Expr, ExprId, Stmt};
use crate::inference::{Context, LoopFrame};
use crate::ty::{Builtin, FunctionTy, Ty};
use crate::ty_ops::{join_all, join_elements};

/// How many parts a type may have. Nobody reads a larger one.
const MAX_TYPE_SIZE: usize = 256;

impl Context<'_> {
    /// The type of an expression.
    pub(super) fn expr(&mut self, id: ExprId) -> Ty {
        self.expr_expecting(id, None)
    }

    /// The type of an expression at a place that asks for a type. Closures take the types of their parameters from it.
    pub(super) fn expr_expecting(&mut self, id: ExprId, expected: Option<&Ty>) -> Ty {
        let ty = self.expr_inner(id, expected);
        // Each step of a chain can double its type, and work with a type takes as long as it is large.
        let ty = if ty.is_larger_than(MAX_TYPE_SIZE) { Ty::Any } else { ty };
        self.result.expr_types.insert(id, ty.clone());
        ty
    }

    fn expr_inner(&mut self, id: ExprId, expected: Option<&Ty>) -> Ty {
        match &self.lowered.body.exprs[id] {
            Expr::Missing => Ty::Any,
            Expr::Int(_) => Ty::int(),
            Expr::Float(_) => Ty::float(),
            Expr::Bool(_) => Ty::bool(),
            Expr::Null => Ty::null(),
            Expr::Bytes => Ty::builtin(Builtin::Bytes),
            Expr::Str(literal) => self.string(literal),
            Expr::Name(name) => self.name(id, name),
            Expr::Tuple(parts) => {
                let slots = match expected {
                    Some(Ty::Tuple(slots)) if slots.len() == parts.len() => Some(slots.clone()),
                    _ => None,
                };
                let parts = parts.iter().enumerate().map(|(index, part)| {
                    let slot = slots.as_ref().and_then(|slots| slots.get(index)).cloned();
                    self.expr_expecting(*part, slot.as_ref())
                });
                Ty::Tuple(parts.collect())
            }
            Expr::List(elements) => {
                let element = expected.and_then(|ty| argument_of(ty, Builtin::List, 0));
                let types: Vec<Ty> = elements.iter().map(|it| self.expr_expecting(*it, element.as_ref())).collect();
                Ty::list(join_elements(types))
            }
            Expr::Map(pairs) => {
                let key = expected.and_then(|ty| argument_of(ty, Builtin::Map, 0));
                let value = expected.and_then(|ty| argument_of(ty, Builtin::Map, 1));
                let types: Vec<(Ty, Ty)> = pairs
                    .iter()
                    .map(|(k, v)| (self.map_key(*k, key.as_ref()), self.expr_expecting(*v, value.as_ref())))
                    .collect();
                let (keys, values): (Vec<Ty>, Vec<Ty>) = types.into_iter().unzip();
                Ty::map(join_elements(keys), join_elements(values))
            }
            Expr::ListComprehension { element, clauses, filter } => {
                self.comprehension(id, clauses, *filter, |this| Ty::list(this.expr(*element)))
            }
            Expr::MapComprehension { key, value, clauses, filter } => {
                self.comprehension(id, clauses, *filter, |this| Ty::map(this.expr(*key), this.expr(*value)))
            }
            Expr::Struct { name, fields } => self.struct_literal(id, name, fields),
            Expr::Unary { op, operand } => self.unary(*op, *operand),
            Expr::Binary { op, left, right } => self.binary(id, *op, *left, *right),
            Expr::Range { start, end } => self.range(*start, *end),
            Expr::If { condition, then, otherwise } => self.if_expression(*condition, *then, *otherwise, expected),
            Expr::Match { scrutinee, arms } => self.match_expression(id, *scrutinee, arms, expected),
            Expr::Loop { label, body } => {
                self.loops.push(LoopFrame { has_value: true, label: label.clone(), breaks: Vec::new() });
                self.loop_body(*body);
                let frame = self.loops.pop().unwrap_or_default();
                join_all(frame.breaks).unwrap_or_else(Ty::null)
            }
            Expr::Block(statements) => {
                let range = self.lowered.body.expr_range(id);
                self.with_scope(range, |this| this.block(statements, expected))
            }
            Expr::Closure(function) => {
                let parameters = match expected.map(Ty::without_null) {
                    Some(Ty::Function(expected)) => expected.parameters.clone(),
                    _ => Vec::new(),
                };
                let range = self.lowered.body.expr_range(id);
                let result = self.with_unread_scope(range, |this| this.function(function, &parameters));
                let types: Vec<Ty> =
                    function.parameters.iter().map(|it| self.result.pat_type(it.pattern).clone()).collect();
                Ty::Function(std::sync::Arc::new(FunctionTy {
                    required: function.parameters.iter().filter(|it| it.default.is_none() && !it.is_variadic).count(),
                    variadic: function.parameters.last().is_some_and(|parameter| parameter.is_variadic),
                    parameters: types,
                    result: if function.is_async { Ty::future(result) } else { result },
                }))
            }
            Expr::Call { callee, arguments, .. } => {
                self.check_constructor_argument(*callee, arguments);
                self.call(id, *callee, arguments)
            }
            Expr::Field { object, name } => self.field(id, *object, name),
            Expr::TupleIndex { object, index, index_range } => self.tuple_index(*object, *index, *index_range),
            Expr::Index { object, index } => self.index(*object, *index),
            Expr::Slice { object, start, end } => self.slice(*object, *start, *end),
            Expr::Await(value) => self.await_expression(id, *value),
            Expr::Try(value) => self.try_expression(id, *value),
            Expr::Return { value, status } => self.return_expression(id, *value, *status),
            Expr::Break { label, value } => self.break_expression(id, label.as_ref(), *value),
            Expr::Continue => self.continue_expression(id),
        }
    }

    /// A key of a map literal. A bare name that nothing declares is read as the text of the name.
    fn map_key(&mut self, key: ExprId, expected: Option<&Ty>) -> Ty {
        match &self.lowered.body.exprs[key] {
            Expr::Name(name) if self.look_up(name).is_none() => {
                self.result.expr_types.insert(key, Ty::str());
                Ty::str()
            }
            _ => self.expr_expecting(key, expected),
        }
    }

    /// The body of a `loop`. It has no scope of its own: as a value, the loop shares the one around it.
    fn loop_body(&mut self, body: ExprId) {
        match &self.lowered.body.exprs[body] {
            Expr::Block(statements) => {
                let ty = self.block(statements, None);
                self.result.expr_types.insert(body, ty);
            }
            _ => {
                self.expr(body);
            }
        }
    }

    /// A block as a value: its last expression; `Any` when the last statement jumps; `Null` otherwise.
    fn block(&mut self, statements: &[Stmt], expected: Option<&Ty>) -> Ty {
        self.declare_functions(statements);
        let mut last = Ty::null();
        let count = statements.len();
        for (index, statement) in statements.iter().enumerate() {
            last = match statement {
                Stmt::Expr(expr) if index + 1 == count => self.expression_statement(*expr, expected),
                _ => {
                    self.statement(statement);
                    Ty::null()
                }
            };
        }
        last
    }

    /// `Ok` and `Err` are written like calls, but are none: what they hold has no name.
    fn check_constructor_argument(&mut self, callee: ExprId, arguments: &[Argument]) {
        let is_constructor =
            matches!(&self.lowered.body.exprs[callee], Expr::Name(name) if matches!(name.as_str(), "Ok" | "Err"));
        let names = arguments.iter().filter_map(|argument| argument.name.as_ref()).filter(|name| !name.name.is_empty());
        for name in names.filter(|_| is_constructor) {
            let message = format!("`{}` names an argument, but `Ok` and `Err` are not calls.", name.name);
            self.report(
                Finding::new(&NAMED_ARG_OUTSIDE_CALL, name.range, message).hint("Write the value without a name."),
            );
        }
    }
}

fn argument_of(ty: &Ty, builtin: Builtin, index: usize) -> Option<Ty> {
    ty.without_null().arguments_of(builtin).and_then(|arguments| arguments.get(index)).cloned()
}
