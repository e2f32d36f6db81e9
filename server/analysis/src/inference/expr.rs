//! Expressions.

use crate::hir::{Arm, BinaryOp, Expr, ExprId, ForClause, Spelled, Stmt, StrPart, UnaryOp};
use crate::inference::statement::element_type;
use crate::inference::{Context, LoopFrame, Resolution};
use crate::item_tree::{ItemKind, item};
use crate::members::{MemberKind, member, module_members, static_members};
use crate::ty::{Builtin, FunctionTy, Name, Ty};
use crate::ty_ops::join_elements;

impl Context<'_> {
    /// The type of an expression.
    pub(super) fn expr(&mut self, id: ExprId) -> Ty {
        self.expr_expecting(id, None)
    }

    /// The type of an expression at a place that asks for a type. Closures take the types of their parameters from it.
    pub(super) fn expr_expecting(&mut self, id: ExprId, expected: Option<&Ty>) -> Ty {
        let ty = self.expr_inner(id, expected);
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
            Expr::Str(literal) => {
                for part in &literal.parts {
                    if let StrPart::Interpolation { value, .. } = part {
                        self.expr(*value);
                    }
                }
                Ty::str()
            }
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
            Expr::Unary { op, operand } => {
                let operand = self.expr(*operand);
                match op {
                    UnaryOp::Not => Ty::bool(),
                    UnaryOp::BitNot => Ty::int(),
                    UnaryOp::Negate if operand.is(Builtin::Int) || operand.is(Builtin::Float) => operand,
                    UnaryOp::Negate => Ty::Any,
                }
            }
            Expr::Binary { op, left, right } => {
                let left = self.expr(*left);
                let right = self.expr(*right);
                binary_type(*op, &left, &right)
            }
            Expr::Range { start, end } => {
                self.expr(*start);
                self.expr(*end);
                Ty::builtin(Builtin::Range)
            }
            Expr::If { condition, then, otherwise } => self.if_expression(*condition, *then, *otherwise, expected),
            Expr::Match { scrutinee, arms } => self.match_expression(*scrutinee, arms, expected),
            Expr::Loop { body } => {
                self.loops.push(LoopFrame::default());
                self.loop_body(*body);
                let frame = self.loops.pop().unwrap_or_default();
                frame.breaks.into_iter().reduce(|a, b| a.join(&b)).unwrap_or_else(Ty::null)
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
                let result = self.with_scope(range, |this| this.function(function, &parameters));
                let types: Vec<Ty> =
                    function.parameters.iter().map(|it| self.result.pat_type(it.pattern).clone()).collect();
                Ty::Function(std::sync::Arc::new(FunctionTy {
                    required: function.parameters.iter().filter(|it| it.default.is_none() && !it.is_variadic).count(),
                    variadic: function.parameters.last().is_some_and(|parameter| parameter.is_variadic),
                    parameters: types,
                    result: if function.is_async { Ty::future(result) } else { result },
                }))
            }
            Expr::Call { callee, arguments, .. } => self.call(id, *callee, arguments),
            Expr::Field { object, name } => self.field(id, *object, name),
            Expr::TupleIndex { object, index } => {
                let object = self.expr(*object);
                match (object.without_null(), index) {
                    (Ty::Tuple(slots), Some(index)) => slots.get(*index).cloned().unwrap_or(Ty::Any),
                    (Ty::PyAny, _) => Ty::PyAny,
                    _ => Ty::Any,
                }
            }
            Expr::Index { object, index } => {
                let object = self.expr(*object);
                self.expr(*index);
                match object.without_null() {
                    Ty::Builtin(Builtin::List, arguments) => arguments.first().cloned().unwrap_or(Ty::Any),
                    Ty::Builtin(Builtin::Map, arguments) => arguments.get(1).cloned().unwrap_or(Ty::Any),
                    Ty::Builtin(Builtin::Str, _) => Ty::str(),
                    _ => Ty::Any,
                }
            }
            Expr::Slice { object, start, end } => {
                let object = self.expr(*object);
                for bound in [start, end].into_iter().flatten() {
                    self.expr(*bound);
                }
                match object.without_null() {
                    sliced @ Ty::Builtin(Builtin::List | Builtin::Str, _) => sliced.clone(),
                    _ => Ty::Any,
                }
            }
            Expr::Await(value) => match self.expr(*value) {
                Ty::Builtin(Builtin::Future, arguments) => arguments.first().cloned().unwrap_or(Ty::Any),
                // The methods of a connection may be awaited and give the same either way.
                result @ Ty::Builtin(Builtin::Result, _) => result,
                _ => Ty::Any,
            },
            Expr::Try(value) => match self.expr(*value) {
                Ty::Builtin(Builtin::Result, arguments) => arguments.first().cloned().unwrap_or(Ty::Any),
                _ => Ty::Any,
            },
            Expr::Return { value, status } => self.return_expression(id, *value, *status),
            Expr::Break { value } => self.break_expression(id, *value),
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

    fn comprehension(
        &mut self,
        id: ExprId,
        clauses: &[ForClause],
        filter: Option<ExprId>,
        element: impl FnOnce(&mut Self) -> Ty,
    ) -> Ty {
        let range = self.lowered.body.expr_range(id);
        self.with_scope(range, |this| {
            for clause in clauses {
                let iterated = this.expr(clause.iterable);
                this.pattern(clause.pattern, &element_type(&iterated, false), range.start());
            }
            if let Some(filter) = filter {
                this.expr(filter);
            }
            element(this)
        })
    }

    /// Without `else` the value is unknown; a branch that jumps away leaves the type to the other one.
    fn if_expression(
        &mut self,
        condition: ExprId,
        then: ExprId,
        otherwise: Option<ExprId>,
        expected: Option<&Ty>,
    ) -> Ty {
        self.expr(condition);
        let first = self.narrowed_branch(condition, then, true, expected);
        let Some(otherwise) = otherwise else { return Ty::Any };
        let second = self.narrowed_branch(condition, otherwise, false, expected);
        match (self.ends_in_expression(then), self.ends_in_expression(otherwise)) {
            (Ending::Expression, Ending::Expression) => first.join(&second),
            (Ending::Expression, Ending::Jump) => first,
            (Ending::Jump, Ending::Expression) => second,
            _ => Ty::Any,
        }
    }

    /// Walks a branch of `if x != null` (or of its opposite) with `x` known not to be null where that holds.
    fn narrowed_branch(&mut self, condition: ExprId, block: ExprId, is_then: bool, expected: Option<&Ty>) -> Ty {
        let range = self.lowered.body.expr_range(block);
        let narrowed = self.null_comparison(condition).filter(|(_, op)| (*op == BinaryOp::NotEqual) == is_then);
        self.with_scope(range, |this| {
            if let Some((name, _)) = narrowed
                && let Some((resolution, Ty::Nullable(inner))) = this.look_up(&name)
            {
                this.bind(name, resolution, (*inner).clone());
            }
            this.expr_expecting(block, expected)
        })
    }

    /// `x == null`, `x != null` and the same turned around: the name and the operator.
    fn null_comparison(&self, condition: ExprId) -> Option<(Name, BinaryOp)> {
        let Expr::Binary { op: op @ (BinaryOp::Equal | BinaryOp::NotEqual), left, right } =
            &self.lowered.body.exprs[condition]
        else {
            return None;
        };
        match (&self.lowered.body.exprs[*left], &self.lowered.body.exprs[*right]) {
            (Expr::Name(name), Expr::Null) | (Expr::Null, Expr::Name(name)) => Some((name.clone(), *op)),
            _ => None,
        }
    }

    fn ends_in_expression(&self, id: ExprId) -> Ending {
        match &self.lowered.body.exprs[id] {
            Expr::Block(statements) => match statements.last() {
                Some(Stmt::Expr(last)) => match self.lowered.body.exprs[*last] {
                    Expr::Return { .. } | Expr::Break { .. } | Expr::Continue => Ending::Jump,
                    _ => Ending::Expression,
                },
                _ => Ending::Statement,
            },
            Expr::Return { .. } | Expr::Break { .. } | Expr::Continue => Ending::Jump,
            _ => Ending::Expression,
        }
    }

    fn match_expression(&mut self, scrutinee: ExprId, arms: &[Arm], expected: Option<&Ty>) -> Ty {
        let scrutinee = self.expr(scrutinee);
        let mut rest = scrutinee.clone();
        let mut joined: Option<Ty> = None;
        for arm in arms {
            // A bare name after an arm for `null` binds the value without it.
            let matched = if self.is_binding(arm.pattern) { rest.clone() } else { scrutinee.clone() };
            let ty = self.with_scope(arm.range, |this| {
                let visible_from = this.lowered.body.pat_range(arm.pattern).end();
                this.pattern(arm.pattern, &matched, visible_from);
                if let Some(guard) = arm.guard {
                    this.expr(guard);
                }
                this.expr_expecting(arm.body, expected)
            });
            if arm.guard.is_none() && self.matches_null(arm.pattern) {
                rest = rest.without_null().clone();
            }
            joined = Some(match joined {
                Some(before) => before.join(&ty),
                None => ty,
            });
        }
        joined.unwrap_or(Ty::Any)
    }

    fn field(&mut self, id: ExprId, object: ExprId, name: &Spelled) -> Ty {
        let ty = self.expr(object);
        if name.name.is_empty() {
            return Ty::Any;
        }
        match self.result.resolutions.get(&object).cloned() {
            Some(Resolution::Module(module)) => {
                if let Some(found) = module_members(self.db, module).into_iter().find(|it| it.name == name.name)
                    && let Some(declaration) = found.declaration
                {
                    self.result.resolutions.insert(id, declaration);
                }
                return Ty::Any;
            }
            Some(Resolution::Item(item_id)) if item_id.kind == ItemKind::Type => {
                let declaration = item(self.db, &item_id);
                let found =
                    declaration.and_then(|it| static_members(self.db, it).into_iter().find(|it| it.name == name.name));
                if let Some(declaration) = found.and_then(|found| found.declaration) {
                    self.result.resolutions.insert(id, declaration);
                }
                return Ty::Any;
            }
            _ => {}
        }
        if ty == Ty::PyAny {
            return Ty::PyAny;
        }
        let Some(found) = member(self.db, &ty, &name.name) else { return Ty::Any };
        if let Some(declaration) = found.declaration {
            self.result.resolutions.insert(id, declaration);
        }
        match found.kind {
            // Reading a field through a null is not checked, and its type is not known then.
            MemberKind::Field(field) if !matches!(ty, Ty::Nullable(_)) => field.ty,
            MemberKind::Slot(ty) => ty,
            _ => Ty::Any,
        }
    }
}

enum Ending {
    Expression,
    Jump,
    Statement,
}

fn argument_of(ty: &Ty, builtin: Builtin, index: usize) -> Option<Ty> {
    ty.without_null().arguments_of(builtin).and_then(|arguments| arguments.get(index)).cloned()
}

/// The type of `left op right`.
pub(super) fn binary_type(op: BinaryOp, left: &Ty, right: &Ty) -> Ty {
    use BinaryOp as Op;
    if *left == Ty::Any || *right == Ty::Any {
        return Ty::Any;
    }
    let is_number = |ty: &Ty| ty.is(Builtin::Int) || ty.is(Builtin::Float);
    match op {
        Op::Or | Op::Xor | Op::And => Ty::bool(),
        Op::Equal | Op::NotEqual | Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual => Ty::bool(),
        Op::BitOr | Op::BitXor | Op::BitAnd | Op::ShiftLeft | Op::ShiftRight | Op::Remainder => Ty::int(),
        Op::Add if left.is(Builtin::Str) && right.is(Builtin::Str) => Ty::str(),
        Op::Add | Op::Subtract | Op::Multiply | Op::Divide if is_number(left) && is_number(right) => {
            if left.is(Builtin::Int) && right.is(Builtin::Int) { Ty::int() } else { Ty::float() }
        }
        Op::Add | Op::Subtract | Op::Multiply | Op::Divide => Ty::Any,
    }
}
