//! What is expected of the name that is being typed: by the parameter, the field, the annotation, the operator around it.

use fitz_analysis::hir::{
    Argument, Arm, BinaryOp, Expr, ExprId, Function, ItemData, LiteralPat, Lowered, Pat, PatId, Stmt, StrPart, UnaryOp,
};
use fitz_analysis::{Builtin, Inference, Name, Ty, endpoints_at, item_at, nominal_fields, resolve_type, suppose};
use fitz_syntax::{SourceText, SyntaxKind, TextRange, TextSize, ast, ast::AstNode};

use super::{Query, significant_before};

/// A name that no program has.
const MARKER: &str = "completion_is_asked_for_here";

/// What fits best at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expected {
    /// The type of the value; `Any` when every value will do or nobody knows.
    pub(super) ty: Ty,
    /// The name of the parameter or field that gets the value.
    pub(super) name: Option<Name>,
    /// The variable that gets the value: nobody assigns it to itself.
    pub(super) target: Option<Name>,
}

impl Default for Expected {
    fn default() -> Expected {
        Expected::of(Ty::Any)
    }
}

impl Expected {
    fn of(ty: Ty) -> Expected {
        Expected { ty, name: None, target: None }
    }

    fn named(ty: Ty, name: &Name) -> Expected {
        Expected { name: Some(name.clone()), ..Expected::of(ty) }
    }
}

/// What is expected of a value at the cursor, or of the value that a member of it is.
pub(super) fn expected_value(query: &Query<'_>) -> Expected {
    expected_in_item(query).unwrap_or_default()
}

/// What is expected of a type at the cursor: that it is called like what it is the type of.
pub(super) fn expected_type(query: &Query<'_>) -> Expected {
    let tree = fitz_analysis::parse(query.db, query.file);
    let colon = significant_before(tree.root(), query.replace.start()).filter(|it| it.kind() == SyntaxKind::Colon);
    let name = colon.and_then(|colon| significant_before(tree.root(), colon.range().start()));
    let name = name.filter(|name| name.kind() == SyntaxKind::Identifier).map(|name| Name::from(&*name.text()));
    Expected { name, ..Expected::default() }
}

fn expected_in_item(query: &Query<'_>) -> Option<Expected> {
    let tree = fitz_analysis::parse(query.db, query.file);
    let end = significant_before(tree.root(), query.replace.start()).map(|token| token.range().end());
    // Blanks at the end of an item are no part of it.
    let (item, range) = item_at(query.db, query.file, query.offset)
        .or_else(|| item_at(query.db, query.file, end?).filter(|(_, range)| range.end() <= query.offset))?;
    let text = with_marker(&query.file.content(query.db).text, range, query.replace);
    let supposed = suppose(query.db, item, &text);
    let marker = marker(&supposed.lowered)?;
    Some(Places { query, lowered: &supposed.lowered, inference: &supposed.inference }.value(marker))
}

/// The text of an item with the marker at the cursor.
fn with_marker(text: &SourceText, item: TextRange, cursor: TextRange) -> String {
    let before = text.slice(TextRange::new(item.start().min(cursor.start()), cursor.start()));
    let after = text.slice(TextRange::new(cursor.end(), item.end().max(cursor.end())));
    format!("{before}{MARKER}{after}")
}

fn marker(lowered: &Lowered) -> Option<ExprId> {
    let is_marker = |expr: &Expr| match expr {
        Expr::Name(name) => name == MARKER,
        Expr::Field { name, .. } | Expr::Struct { name, .. } => name.name == MARKER,
        _ => false,
    };
    lowered.body.exprs.iter().find(|(_, expr)| is_marker(expr)).map(|(id, _)| id)
}

/// The type that the clients of an endpoint get.
pub(super) fn sent_to(query: &Query<'_>, path: &str) -> Option<Ty> {
    let socket = endpoints_at(query.db, query.file, path).into_iter().next()?;
    Some(socket.connection.as_ref()?.outgoing.clone())
}

/// The path that is written as the first argument of a broadcast.
pub(super) fn written_path(arguments: ast::Arguments<'_>) -> Option<String> {
    let path = ast::StringLiteral::cast(arguments.expressions().next()?.syntax())?;
    Some(path.syntax().source().slice(path.content_range()).into_owned())
}

/// The expressions of an item and what each is part of.
struct Places<'a, 'db> {
    query: &'a Query<'db>,
    lowered: &'a Lowered,
    inference: &'a Inference,
}

impl Places<'_, '_> {
    /// What is expected of an expression.
    fn value(&self, expr: ExprId) -> Expected {
        let mut parents = self.lowered.body.exprs.iter();
        parents
            .find_map(|(id, parent)| self.in_expression(id, parent, expr))
            .or_else(|| self.lowered.statements().find_map(|statement| self.in_statement(statement, expr)))
            .or_else(|| self.lowered.functions().find_map(|function| self.in_function(function, expr)))
            .or_else(|| self.in_fields(expr))
            .unwrap_or_default()
    }

    fn ty(&self, expr: ExprId) -> Ty {
        self.inference.expr_type(expr).clone()
    }

    fn in_expression(&self, id: ExprId, parent: &Expr, expr: ExprId) -> Option<Expected> {
        match parent {
            Expr::Call { callee, arguments } => {
                // What is called gives what the call is expected to give.
                if *callee == expr {
                    return Some(self.value(id));
                }
                let index = arguments.iter().position(|argument| argument.value == expr)?;
                Some(self.argument(id, *callee, arguments, index))
            }
            Expr::Index { object, index } if *index == expr => Some(Expected::of(self.key_of(*object))),
            Expr::Slice { .. } | Expr::Range { .. } if self.is_bound(parent, expr) => Some(Expected::of(Ty::int())),
            Expr::Struct { fields, .. } => {
                let field = fields.iter().find(|field| field.value == expr)?;
                Some(self.field(id, &field.name.name))
            }
            Expr::List(elements) if elements.contains(&expr) => {
                let wanted = argument_of(&self.value(id).ty, Builtin::List, 0);
                Some(Expected::of(known_or(wanted, || self.sibling(elements, expr))))
            }
            Expr::Map(pairs) => self.in_map(id, pairs, expr),
            Expr::Tuple(parts) => {
                let index = parts.iter().position(|part| *part == expr)?;
                match self.value(id).ty.without_null() {
                    Ty::Tuple(slots) => slots.get(index).cloned().map(Expected::of),
                    _ => Some(Expected::default()),
                }
            }
            Expr::Unary { op, operand } if *operand == expr => match op {
                UnaryOp::Not => Some(Expected::of(Ty::bool())),
                UnaryOp::Negate => Some(self.value(id)),
                UnaryOp::BitNot => Some(Expected::of(Ty::int())),
            },
            Expr::Binary { op, left, right } if *left == expr => Some(self.operand(*op, *right)),
            Expr::Binary { op, left, right } if *right == expr => Some(self.operand(*op, *left)),
            Expr::If { condition, .. } if *condition == expr => Some(Expected::of(Ty::bool())),
            Expr::If { then, otherwise, .. } if *then == expr || *otherwise == Some(expr) => Some(self.value(id)),
            Expr::Match { scrutinee, arms } if *scrutinee == expr => Some(Expected::of(self.subject(arms))),
            Expr::Match { arms, .. } => self.in_arms(id, arms, expr),
            Expr::Block(statements) => match statements.last()? {
                Stmt::Expr(last) if *last == expr && !self.is_body(id) => Some(self.value(id)),
                _ => None,
            },
            Expr::Closure(function) if function.body == Some(expr) && function.is_expression_body => {
                match self.value(id).ty.without_null() {
                    Ty::Function(wanted) => Some(Expected::of(wanted.result.clone())),
                    _ => None,
                }
            }
            Expr::ListComprehension { element, filter, .. } => self.in_comprehension(*filter, expr, || {
                (*element == expr).then(|| argument_of(&self.value(id).ty, Builtin::List, 0))
            }),
            Expr::MapComprehension { key, value, filter, .. } => self.in_comprehension(*filter, expr, || {
                let index = [*key, *value].iter().position(|part| *part == expr)?;
                Some(argument_of(&self.value(id).ty, Builtin::Map, index))
            }),
            Expr::Try(inner) if *inner == expr => {
                let wanted = self.value(id);
                Some(Expected { ty: Ty::result(wanted.ty.without_null().clone(), Ty::Any), ..wanted })
            }
            Expr::Await(inner) if *inner == expr => {
                let wanted = self.value(id);
                Some(Expected { ty: Ty::future(wanted.ty), ..wanted })
            }
            Expr::Return { value, .. } if *value == Some(expr) => Some(Expected::of(self.result_at(expr))),
            Expr::Return { status, .. } if *status == Some(expr) => Some(Expected::of(Ty::int())),
            Expr::Str(literal) => literal
                .parts
                .iter()
                .any(|part| matches!(part, StrPart::Interpolation { value, .. } if *value == expr))
                .then(Expected::default),
            _ => None,
        }
    }

    /// Whether an expression is a bound of its parent.
    fn is_bound(&self, parent: &Expr, expr: ExprId) -> bool {
        match parent {
            Expr::Slice { start, end, .. } => *start == Some(expr) || *end == Some(expr),
            Expr::Range { start, end } => *start == expr || *end == expr,
            _ => false,
        }
    }

    /// What an index of a value is.
    fn key_of(&self, object: ExprId) -> Ty {
        let ty = self.ty(object);
        match ty.without_null() {
            Ty::Builtin(Builtin::Map, _) => argument_of(&ty, Builtin::Map, 0),
            Ty::Builtin(Builtin::List | Builtin::Str | Builtin::Bytes, _) => Ty::int(),
            _ => Ty::Any,
        }
    }

    /// The first other element whose type is known.
    fn sibling(&self, elements: &[ExprId], expr: ExprId) -> Ty {
        let others = elements.iter().filter(|element| **element != expr).map(|element| self.ty(*element));
        others.into_iter().find(|ty| *ty != Ty::Any).unwrap_or(Ty::Any)
    }

    fn in_map(&self, id: ExprId, pairs: &[(ExprId, ExprId)], expr: ExprId) -> Option<Expected> {
        let wanted = |index| argument_of(&self.value(id).ty, Builtin::Map, index);
        if pairs.iter().any(|(key, _)| *key == expr) {
            return Some(Expected::of(wanted(0)));
        }
        let (key, _) = pairs.iter().find(|(_, value)| *value == expr)?;
        let values: Vec<ExprId> = pairs.iter().map(|(_, value)| *value).collect();
        let ty = known_or(wanted(1), || self.sibling(&values, expr));
        let name = match &self.lowered.body.exprs[*key] {
            Expr::Name(name) => Some(name.clone()),
            Expr::Str(literal) => literal.plain().map(Name::from),
            _ => None,
        };
        Some(Expected { name, ..Expected::of(ty) })
    }

    fn in_comprehension(
        &self,
        filter: Option<ExprId>,
        expr: ExprId,
        element: impl FnOnce() -> Option<Ty>,
    ) -> Option<Expected> {
        if filter == Some(expr) { Some(Expected::of(Ty::bool())) } else { element().map(Expected::of) }
    }

    fn in_arms(&self, id: ExprId, arms: &[Arm], expr: ExprId) -> Option<Expected> {
        if arms.iter().any(|arm| arm.guard == Some(expr)) {
            return Some(Expected::of(Ty::bool()));
        }
        arms.iter().any(|arm| arm.body == expr).then(|| self.value(id))
    }

    /// What the patterns of a `match` say about the value that is matched.
    fn subject(&self, arms: &[Arm]) -> Ty {
        arms.iter().map(|arm| self.pattern(arm.pattern)).find(|ty| *ty != Ty::Any).unwrap_or(Ty::Any)
    }

    fn pattern(&self, pattern: PatId) -> Ty {
        match &self.lowered.body.pats[pattern] {
            Pat::Ok(_) | Pat::Err(_) => Ty::result(Ty::Any, Ty::Any),
            Pat::Literal(literal) => match literal {
                LiteralPat::Int(_) => Ty::int(),
                LiteralPat::Float(_) => Ty::float(),
                LiteralPat::Str(_) => Ty::str(),
                LiteralPat::Bool(_) => Ty::bool(),
                LiteralPat::Null => Ty::Any,
            },
            Pat::Range { .. } => Ty::int(),
            Pat::Tuple(parts) => Ty::Tuple(parts.iter().map(|part| self.pattern(*part)).collect()),
            Pat::Or(parts) => parts.first().map_or(Ty::Any, |part| self.pattern(*part)),
            Pat::Missing | Pat::Wildcard | Pat::Bind(_) => Ty::Any,
        }
    }

    /// What an operator expects beside a value. Of an operand that is not known, nothing.
    fn operand(&self, op: BinaryOp, other: ExprId) -> Expected {
        let ty = match op {
            BinaryOp::And | BinaryOp::Or => Ty::bool(),
            _ => self.ty(other).without_null().clone(),
        };
        // A field is compared with what is called like it.
        let name = match &self.lowered.body.exprs[other] {
            Expr::Field { name, .. } => Some(name.name.clone()),
            _ => None,
        };
        // `null` is compared with everything.
        if ty.is(Builtin::Null) { Expected::default() } else { Expected { name, ..Expected::of(ty) } }
    }

    fn argument(&self, call: ExprId, callee: ExprId, arguments: &[Argument], index: usize) -> Expected {
        if let Expr::Name(name) = &self.lowered.body.exprs[callee]
            && let Some(slot) = ["Ok", "Err"].iter().position(|constructor| name == constructor)
        {
            return Expected::of(argument_of(&self.value(call).ty, Builtin::Result, slot));
        }
        if let Some(sent) = self.broadcast(callee, arguments, index) {
            return Expected::of(sent);
        }
        let name = arguments.get(index).and_then(|argument| argument.name.as_ref());
        if let Some(signature) = self.signature(call, callee) {
            let parameters = &signature.parameters;
            let last = parameters.last().filter(|last| last.is_variadic);
            let parameter = match name {
                Some(name) => parameters.iter().find(|parameter| parameter.name == name.name),
                None => parameters.get(index).or(last),
            };
            return parameter.map_or_else(Expected::default, |it| Expected::named(it.ty.clone(), &it.name));
        }
        let parameter = match self.ty(callee) {
            Ty::Function(function) => function.parameters.get(index).cloned(),
            _ => None,
        };
        let name = name.map(|name| name.name.clone());
        Expected { name, ..Expected::of(parameter.unwrap_or(Ty::Any)) }
    }

    /// The signature that a call is checked against, or else that of what is called.
    fn signature(&self, call: ExprId, callee: ExprId) -> Option<std::sync::Arc<fitz_analysis::Signature>> {
        if let Some(signature) = self.inference.callees.get(&call) {
            return Some(std::sync::Arc::clone(signature));
        }
        let fitz_analysis::Resolution::Item(id) = self.inference.resolutions.get(&callee)? else { return None };
        let item = fitz_analysis::item(self.query.db, id)?;
        fitz_analysis::signature(self.query.db, item).clone()
    }

    /// The message of a broadcast to an endpoint of the program.
    fn broadcast(&self, callee: ExprId, arguments: &[Argument], index: usize) -> Option<Ty> {
        let exprs = &self.lowered.body.exprs;
        let is_broadcast = match &exprs[callee] {
            Expr::Name(name) => name == "ws_broadcast",
            Expr::Field { object, name } => {
                name.name == "broadcast" && matches!(&exprs[*object], Expr::Name(module) if module == "ws")
            }
            _ => false,
        };
        match &exprs[arguments.first()?.value] {
            Expr::Str(path) if is_broadcast && index == 1 => sent_to(self.query, path.plain()?),
            _ => None,
        }
    }

    /// A field of the type that a literal makes.
    fn field(&self, literal: ExprId, name: &Name) -> Expected {
        let Ty::Nominal(nominal) = self.ty(literal) else { return Expected::named(Ty::Any, name) };
        let field = nominal_fields(self.query.db, &nominal).into_iter().find(|field| field.name == *name);
        Expected::named(field.map_or(Ty::Any, |field| field.ty), name)
    }

    fn in_statement(&self, statement: &Stmt, expr: ExprId) -> Option<Expected> {
        let annotated = |ty: &fitz_analysis::hir::TypeRef| resolve_type(self.query.db, self.query.file, ty);
        match statement {
            Stmt::Let { ty, value, .. } if *value == expr => {
                let ty = ty.as_ref().map_or(Ty::Any, annotated);
                let target = self.lowered.body.assigned_name(statement).cloned();
                Some(Expected { target, ..Expected::of(ty) })
            }
            Stmt::Assign { target, ty, value, op } if *value == expr => {
                let ty = ty.as_ref().map_or_else(|| self.ty(*target), annotated);
                let field = match &self.lowered.body.exprs[*target] {
                    Expr::Field { name, .. } => Some(name.name.clone()),
                    _ => None,
                };
                // `total = total + 1` starts with the name, `total += total` does not.
                let target = self.lowered.body.assigned_name(statement).filter(|_| op.is_some()).cloned();
                Some(Expected { ty, name: field, target })
            }
            Stmt::While { condition, .. } if *condition == expr => Some(Expected::of(Ty::bool())),
            _ => None,
        }
    }

    fn in_function(&self, function: &Function, expr: ExprId) -> Option<Expected> {
        if function.body == Some(expr) && function.is_expression_body {
            return Some(Expected::of(self.result_of(function)));
        }
        let parameter = function.parameters.iter().find(|parameter| parameter.default == Some(expr))?;
        let ty = parameter.ty.as_ref().map(|ty| resolve_type(self.query.db, self.query.file, ty));
        Some(Expected::named(ty.unwrap_or(Ty::Any), &parameter.name.name))
    }

    fn in_fields(&self, expr: ExprId) -> Option<Expected> {
        let ItemData::Type(definition) = &self.lowered.data else { return None };
        let field = definition.fields.iter().find(|field| field.default == Some(expr))?;
        let ty = field.ty.as_ref().map(|ty| resolve_type(self.query.db, self.query.file, ty));
        Some(Expected::named(ty.unwrap_or(Ty::Any), &field.name.name))
    }

    /// Whether a block is the body of a function, which gives nothing by itself.
    fn is_body(&self, block: ExprId) -> bool {
        self.lowered.functions().any(|function| function.body == Some(block) && !function.is_expression_body)
    }

    fn result_of(&self, function: &Function) -> Ty {
        function.return_type.as_ref().map_or(Ty::Any, |ty| resolve_type(self.query.db, self.query.file, ty))
    }

    /// What the innermost function around an expression gives back.
    fn result_at(&self, expr: ExprId) -> Ty {
        let place = self.lowered.body.expr_range(expr);
        let is_around = |body: &ExprId| self.lowered.body.expr_range(*body).contains_range(place);
        let around = self.lowered.functions().filter(|function| function.body.as_ref().is_some_and(is_around));
        let length = |function: &&Function| -> TextSize {
            function.body.map(|body| self.lowered.body.expr_range(body).len()).unwrap_or_default()
        };
        around.min_by_key(length).map_or(Ty::Any, |function| self.result_of(function))
    }
}

fn argument_of(ty: &Ty, builtin: Builtin, index: usize) -> Ty {
    ty.without_null().arguments_of(builtin).and_then(|arguments| arguments.get(index)).cloned().unwrap_or(Ty::Any)
}

fn known_or(ty: Ty, other: impl FnOnce() -> Ty) -> Ty {
    if ty == Ty::Any { other() } else { ty }
}
