//! Expressions and statements.

use fitz_syntax::ast::{self, AstNode, StringPiece};
use fitz_syntax::{SyntaxNode, TextRange};

use super::Lowering;
use crate::hir::{Argument, Arm, Expr, ExprId, FieldInit, ForClause, Pat, Spelled, Stmt, StrLiteral, StrPart};
use crate::ty::Name;

impl Lowering {
    /// An expression. Grouping parentheses leave no trace.
    pub(super) fn expr(&mut self, expr: ast::Expression<'_>) -> ExprId {
        use ast::Expression as E;
        let node = expr.syntax();
        let range = self.range(node);
        let lowered = match expr {
            E::Missing(_) => Expr::Missing,
            E::Identifier(name) if name.syntax().is_missing() => Expr::Missing,
            E::Identifier(name) => Expr::Name(Name::from(&*name.text())),
            E::Integer(number) => Expr::Int(number.value()),
            E::Float(number) => Expr::Float(number.text().into_owned()),
            E::True(_) => Expr::Bool(true),
            E::False(_) => Expr::Bool(false),
            E::Null(_) => Expr::Null,
            E::ByteString(_) => Expr::Bytes,
            E::StringLiteral(string) => self.string(string),
            E::EscapedString(string) => {
                let text = string.syntax().named_children().map(|piece| piece.text().into_owned()).collect();
                Expr::Str(StrLiteral { parts: vec![StrPart::Text(text)] })
            }
            E::ParenthesizedExpression(group) => {
                return match group.syntax().named_children().find_map(ast::Expression::cast) {
                    Some(inner) => self.expr(inner),
                    None => self.missing(node),
                };
            }
            E::TupleExpression(_) => Expr::Tuple(self.exprs_in(node)),
            E::ListExpression(_) => Expr::List(self.exprs_in(node)),
            E::ListComprehension(list) => {
                let element = self.optional(list.element(), node);
                let (clauses, filter) = self.comprehension(node);
                Expr::ListComprehension { element, clauses, filter }
            }
            E::MapExpression(_) => {
                let pairs: Vec<ast::Pair<'_>> = node.named_children().filter_map(ast::Pair::cast).collect();
                Expr::Map(pairs.into_iter().map(|pair| self.pair(pair)).collect())
            }
            E::MapComprehension(map) => {
                let (key, value) = match map.entry() {
                    Some(entry) => self.pair(entry),
                    None => (self.missing(node), self.missing(node)),
                };
                let (clauses, filter) = self.comprehension(node);
                Expr::MapComprehension { key, value, clauses, filter }
            }
            E::StructExpression(literal) => {
                let fields = literal.body().into_iter().flat_map(|body| body.syntax().named_children());
                let fields: Vec<_> = fields.filter_map(ast::FieldInitializer::cast).collect();
                let fields = fields
                    .into_iter()
                    .map(|field| FieldInit {
                        name: self.spelled(field.name(), field.syntax()),
                        value: self.optional(field.value(), field.syntax()),
                    })
                    .collect();
                Expr::Struct { name: self.spelled(literal.name(), node), fields }
            }
            E::UnaryExpression(unary) => {
                let operand = self.optional(unary.operand(), node);
                match unary.operator_kind() {
                    Some(op) => Expr::Unary { op, operand },
                    None => Expr::Missing,
                }
            }
            E::BinaryExpression(binary) => {
                let left = self.optional(binary.left(), node);
                let right = self.optional(binary.right(), node);
                match binary.operator_kind() {
                    Some(op) => Expr::Binary { op, left, right },
                    None => Expr::Missing,
                }
            }
            E::RangeExpression(bounds) => {
                Expr::Range { start: self.optional(bounds.start(), node), end: self.optional(bounds.end(), node) }
            }
            E::IfExpression(branch) => self.if_expression(branch),
            E::MatchExpression(expression) => {
                let scrutinee = self.optional(expression.value(), node);
                let arms = expression.body().into_iter().flat_map(|body| body.syntax().named_children());
                let arms: Vec<_> = arms.filter_map(ast::MatchArm::cast).collect();
                Expr::Match { scrutinee, arms: arms.into_iter().map(|arm| self.arm(arm)).collect() }
            }
            E::LoopExpression(expression) => {
                Expr::Loop { label: label_of(expression.label()), body: self.optional_block(expression.body(), node) }
            }
            E::Closure(closure) => Expr::Closure(Box::new(self.closure(closure))),
            E::CallExpression(call) => {
                let callee = self.optional(call.function(), node);
                let mut arguments = call.arguments().map(|list| self.arguments(list.syntax())).unwrap_or_default();
                if node.children().any(SyntaxNode::is_error) {
                    // What the parser skipped is called, and what stands before it is not known to be.
                    arguments.push(Argument { name: None, value: callee });
                    let callee = self.missing(node);
                    return self.alloc_expr(Expr::Call { callee, arguments }, range);
                }
                Expr::Call { callee, arguments }
            }
            E::FieldExpression(field) => {
                let object = self.optional(field.object(), node);
                Expr::Field { object, name: self.spelled(field.field(), node) }
            }
            E::TupleIndexExpression(access) => {
                let object = self.optional(access.object(), node);
                let index_range = access.index().map_or(range, |index| self.range(index.syntax()));
                let index = access.index().and_then(|index| usize::try_from(index.value()?).ok());
                Expr::TupleIndex { object, index, index_range }
            }
            E::IndexExpression(access) => {
                Expr::Index { object: self.optional(access.object(), node), index: self.optional(access.index(), node) }
            }
            E::SliceExpression(slice) => Expr::Slice {
                object: self.optional(slice.object(), node),
                start: slice.start().map(|start| self.any_expr(start.syntax())),
                end: slice.end().map(|end| self.any_expr(end.syntax())),
            },
            E::AwaitExpression(expression) => Expr::Await(self.optional(expression.value(), node)),
            E::TryExpression(expression) => Expr::Try(self.optional(expression.value(), node)),
        };
        self.alloc_expr(lowered, range)
    }

    /// An expression in a field of the tree that may hold other things too.
    fn any_expr(&mut self, node: SyntaxNode<'_>) -> ExprId {
        match ast::Expression::cast(node) {
            Some(expr) => self.expr(expr),
            None => self.missing(node),
        }
    }

    fn optional<'t>(&mut self, expr: Option<impl AstNode<'t>>, near: SyntaxNode<'_>) -> ExprId {
        match expr {
            Some(expr) => self.any_expr(expr.syntax()),
            None => self.missing(near),
        }
    }

    fn optional_block(&mut self, block: Option<ast::Block<'_>>, near: SyntaxNode<'_>) -> ExprId {
        match block {
            Some(block) => self.block(block),
            None => self.missing(near),
        }
    }

    fn exprs_in(&mut self, node: SyntaxNode<'_>) -> Vec<ExprId> {
        node.named_children().filter_map(ast::Expression::cast).map(|expr| self.expr(expr)).collect()
    }

    fn pair(&mut self, pair: ast::Pair<'_>) -> (ExprId, ExprId) {
        (self.optional(pair.key(), pair.syntax()), self.optional(pair.value(), pair.syntax()))
    }

    fn arguments(&mut self, list: SyntaxNode<'_>) -> Vec<Argument> {
        list.named_children()
            .filter_map(|child| {
                if let Some(named) = ast::NamedArgument::cast(child) {
                    let name = Some(self.spelled(named.name(), child));
                    return Some(Argument { name, value: self.optional(named.value(), child) });
                }
                ast::Expression::cast(child).map(|value| Argument { name: None, value: self.expr(value) })
            })
            .collect()
    }

    fn comprehension(&mut self, node: SyntaxNode<'_>) -> (Vec<ForClause>, Option<ExprId>) {
        let mut clauses = Vec::new();
        let mut filter = None;
        for child in node.named_children() {
            if let Some(clause) = ast::ForClause::cast(child) {
                clauses.push(ForClause {
                    pattern: self.pattern(clause.pattern().map(|it| it.syntax()), child),
                    iterable: self.optional(clause.iterable(), child),
                });
            } else if let Some(clause) = ast::IfClause::cast(child) {
                filter = Some(self.optional(clause.condition(), child));
            }
        }
        (clauses, filter)
    }

    /// Text next to text becomes one part, so a string without interpolation has at most one.
    fn string(&mut self, string: ast::StringLiteral<'_>) -> Expr {
        let mut parts: Vec<StrPart> = Vec::new();
        for piece in string.pieces() {
            let text = match piece {
                StringPiece::Text(node) | StringPiece::Escape(node, None) => node.text().into_owned(),
                StringPiece::Escape(_, Some(character)) => character.to_string(),
                StringPiece::Interpolation(interpolation) => {
                    let range = self.range(interpolation.syntax());
                    let value = self.optional(interpolation.value(), interpolation.syntax());
                    let format = interpolation.format().map(|format| Spelled {
                        name: Name::from(&*format.syntax().text()),
                        range: self.range(format.syntax()),
                    });
                    parts.push(StrPart::Interpolation { value, format, range });
                    continue;
                }
            };
            match parts.last_mut() {
                Some(StrPart::Text(before)) => before.push_str(&text),
                _ => parts.push(StrPart::Text(text)),
            }
        }
        Expr::Str(StrLiteral { parts })
    }

    fn if_expression(&mut self, branch: ast::IfExpression<'_>) -> Expr {
        let node = branch.syntax();
        let condition = self.optional(branch.condition(), node);
        let then = self.optional_block(branch.consequence(), node);
        let otherwise = branch.else_branch().map(|otherwise| match otherwise {
            ast::ElseBranch::Block(block) => self.block(block),
            ast::ElseBranch::If(inner) => {
                let range = self.range(inner.syntax());
                let inner = self.if_expression(inner);
                self.alloc_expr(inner, range)
            }
        });
        Expr::If { condition, then, otherwise }
    }

    fn arm(&mut self, arm: ast::MatchArm<'_>) -> Arm {
        let node = arm.syntax();
        let pattern = self.pattern(arm.pattern().map(|pattern| pattern.syntax()), node);
        let guard = arm.guard().map(|guard| self.any_expr(guard.syntax()));
        let body = match arm.arm_body() {
            Some(ast::ArmBody::Block(block)) => self.block(block),
            Some(ast::ArmBody::Expression(value)) => self.expr(value),
            Some(ast::ArmBody::Return(jump)) => self.return_statement(jump),
            Some(ast::ArmBody::Break(jump)) => self.break_statement(jump),
            Some(ast::ArmBody::Continue(jump)) => {
                let range = self.range(jump.syntax());
                self.alloc_expr(Expr::Continue, range)
            }
            None => self.missing(node),
        };
        Arm { pattern, guard, body, range: self.range(node) }
    }

    fn return_statement(&mut self, jump: ast::ReturnStatement<'_>) -> ExprId {
        let range = self.range(jump.syntax());
        let lowered = match jump.status_reply() {
            Some(reply) => Expr::Return {
                status: reply.status().map(|status| self.any_expr(status.syntax())),
                value: reply.body().map(|body| self.any_expr(body.syntax())),
            },
            None => Expr::Return { value: jump.expression().map(|value| self.expr(value)), status: None },
        };
        self.alloc_expr(lowered, range)
    }

    fn break_statement(&mut self, jump: ast::BreakStatement<'_>) -> ExprId {
        let range = self.range(jump.syntax());
        let value = jump.value().map(|value| self.any_expr(value.syntax()));
        self.alloc_expr(Expr::Break { label: label_of(jump.label()), value }, range)
    }

    pub(super) fn block(&mut self, block: ast::Block<'_>) -> ExprId {
        let range = self.range(block.syntax());
        let statements = block
            .syntax()
            .named_children()
            .flat_map(statements_of)
            .map(|statement| self.statement(statement))
            .collect();
        self.alloc_expr(Expr::Block(statements), range)
    }

    pub(super) fn statement(&mut self, statement: ast::Statement<'_>) -> Stmt {
        use ast::Statement as S;
        let node = statement.syntax();
        match statement {
            S::LetDeclaration(declaration) => Stmt::Let {
                ty: declaration.ty().map(|ty| self.type_ref(ty)),
                value: self.optional(declaration.value(), node),
                pattern: self.pattern(declaration.name().map(|name| name.syntax()), node),
            },
            S::LetDestructuring(declaration) => Stmt::Let {
                ty: None,
                value: self.optional(declaration.value(), node),
                pattern: self.pattern(declaration.pattern().map(|pattern| pattern.syntax()), node),
            },
            S::Assignment(assignment) => Stmt::Assign {
                target: self.optional(assignment.target(), node),
                ty: assignment.ty().map(|ty| self.type_ref(ty)),
                op: None,
                value: self.optional(assignment.value(), node),
            },
            S::AugmentedAssignment(assignment) => Stmt::Assign {
                target: self.optional(assignment.target(), node),
                ty: None,
                op: assignment.operator_kind(),
                value: self.optional(assignment.value(), node),
            },
            S::ReturnStatement(jump) => Stmt::Expr(self.return_statement(jump)),
            S::BreakStatement(jump) => Stmt::Expr(self.break_statement(jump)),
            S::ContinueStatement(_) => {
                let range = self.range(node);
                Stmt::Expr(self.alloc_expr(Expr::Continue, range))
            }
            S::WhileStatement(statement) => Stmt::While {
                condition: self.optional(statement.condition(), node),
                body: self.optional_block(statement.body(), node),
            },
            S::ForStatement(statement) => Stmt::For {
                pattern: self.pattern(statement.pattern().map(|pattern| pattern.syntax()), node),
                iterable: self.optional(statement.iterable(), node),
                body: self.optional_block(statement.body(), node),
            },
            S::FunctionDefinition(function) => {
                let function = self.function_definition(function);
                let pattern = self.alloc_pat(Pat::Bind(function.name.name.clone()), function.name.range);
                Stmt::Function { pattern, function: Box::new(function) }
            }
            S::ImportStatement(import) => {
                let import = self.import(import);
                let bound = import.alias.or_else(|| import.path.last().cloned());
                let bindings = bound.map(|it| self.alloc_pat(Pat::Bind(it.name), it.range)).into_iter().collect();
                Stmt::Import { bindings }
            }
            S::FromImportStatement(import) => {
                let names = self.import_from(import).names.into_iter().map(|(name, alias)| alias.unwrap_or(name));
                let names: Vec<_> = names.collect();
                Stmt::Import {
                    bindings: names.into_iter().map(|it| self.alloc_pat(Pat::Bind(it.name), it.range)).collect(),
                }
            }
            S::ExpressionStatement(statement) => {
                let value = statement.syntax().named_children().find_map(ast::Expression::cast);
                Stmt::Expr(self.optional(value, node))
            }
            S::TypeDefinition(definition) => {
                self.local_types.push(self.spelled(definition.name(), node).name);
                Stmt::Expr(self.alloc_expr(Expr::Missing, TextRange::empty(self.range(node).end())))
            }
        }
    }
}

/// A statement, or the statements and expressions that survive inside what the parser could not place.
fn statements_of(node: SyntaxNode<'_>) -> Vec<ast::Statement<'_>> {
    if let Some(statement) = ast::Statement::cast(node) {
        return vec![statement];
    }
    if node.is_error() {
        return node.named_children().flat_map(statements_of).collect();
    }
    Vec::new()
}

/// The name of a loop, with its apostrophe.
fn label_of(label: Option<ast::Label<'_>>) -> Option<Name> {
    label.map(|label| Name::from(&*label.syntax().text()))
}
