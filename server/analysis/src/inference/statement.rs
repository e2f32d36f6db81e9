//! Statements.

use fitz_syntax::TextSize;

use crate::hir::{BinaryOp, Expr, ExprId, Function, Stmt, TypeRef};
use crate::inference::operators::Operand;
use crate::inference::{Context, FunctionFrame, LocalKind, LoopFrame, NewLocal, Resolution};
use crate::signatures::{function_signature, resolve_type};
use crate::ty::{Builtin, Ty};

impl Context<'_> {
    /// Walks a statement; gives the type of an expression statement.
    pub(super) fn statement(&mut self, statement: &Stmt) -> Option<Ty> {
        match statement {
            Stmt::Expr(expr) => return Some(self.expr(*expr)),
            Stmt::Let { pattern, ty, value } => {
                let declared = self.annotation(ty.as_ref());
                let found = self.expr_expecting(*value, declared.as_ref());
                let visible_from = self.end_of(*value);
                let annotated = declared.is_some();
                let ty = declared.unwrap_or(found);
                match &self.lowered.body.pats[*pattern] {
                    crate::hir::Pat::Bind(name) => {
                        self.bind_pattern(*pattern, name.clone(), ty, annotated, visible_from);
                    }
                    _ => self.pattern(*pattern, &ty, visible_from),
                }
            }
            Stmt::Assign { target, ty, op, value } => self.assignment(*target, ty.as_ref(), *op, *value),
            Stmt::While { condition, body } => {
                self.expr(*condition);
                self.loops.push(LoopFrame::default());
                self.expr(*body);
                self.loops.pop();
            }
            Stmt::For { pattern, iterable, body } => {
                let iterated = self.expr(*iterable);
                let element = element_type(&iterated);
                let range = self.lowered.body.expr_range(*body);
                self.loops.push(LoopFrame::default());
                self.with_scope(range, |this| {
                    this.for_pattern(*pattern, &element, range.start());
                    this.expr(*body);
                });
                self.loops.pop();
            }
            Stmt::Function { pattern, function } => {
                let signature = function_signature(self.db, self.id.file, function, self.lowered, "");
                let visible_from = self.scopes.last().map(|scope| scope.range.start()).unwrap_or_default();
                self.declare_pattern(
                    *pattern,
                    function.name.name.clone(),
                    signature.function_ty(),
                    false,
                    visible_from,
                    LocalKind::Function,
                );
                let range = function.body.map_or(function.signature_range, |body| self.lowered.body.expr_range(body));
                self.with_scope(range, |this| this.function(function, &[]));
            }
            Stmt::Import { bindings } => {
                for binding in bindings {
                    if let crate::hir::Pat::Bind(name) = &self.lowered.body.pats[*binding] {
                        let visible_from = self.lowered.body.pat_range(*binding).end();
                        self.declare_pattern(*binding, name.clone(), Ty::Any, false, visible_from, LocalKind::Import);
                    }
                }
            }
        }
        None
    }

    fn annotation(&self, ty: Option<&TypeRef>) -> Option<Ty> {
        ty.map(|ty| resolve_type(self.db, self.id.file, ty))
    }

    pub(super) fn end_of(&self, expr: ExprId) -> TextSize {
        self.lowered.body.expr_range(expr).end()
    }

    /// `target = value` declares a name that nothing declares yet, and otherwise changes what it finds: an annotated
    /// variable keeps its type, another one takes the type of the value from here on, in this scope.
    fn assignment(&mut self, target: ExprId, ty: Option<&TypeRef>, op: Option<BinaryOp>, value: ExprId) {
        let declared = self.annotation(ty);
        let Expr::Name(name) = &self.lowered.body.exprs[target] else {
            let expected = self.expr(target);
            self.expr_expecting(value, Some(&expected));
            return;
        };
        let found = self.look_up(name).filter(|_| declared.is_none());
        let kept = found.as_ref().and_then(|(resolution, ty)| self.is_annotated(resolution).then(|| ty.clone()));
        let expected = declared.clone().or(kept.clone());
        let mut value_type = self.expr_expecting(value, expected.as_ref());
        if let (Some(op), Some((_, before))) = (op, &found) {
            let whole = self.lowered.body.expr_range(target).cover(self.lowered.body.expr_range(value));
            let before = Operand { expr: target, ty: before.clone() };
            value_type = self.operation(op, whole, &before, &Operand { expr: value, ty: value_type });
        }
        let ty = expected.unwrap_or(value_type);
        self.result.expr_types.insert(target, ty.clone());
        match found {
            // What the library or an import binds is hidden by an assignment, not changed.
            Some((resolution @ (Resolution::Local(_) | Resolution::Field(..)), _)) => {
                self.result.resolutions.insert(target, resolution.clone());
                self.bind(name.clone(), resolution, ty);
            }
            Some((Resolution::Item(id), _))
                if id.file == self.id.file && id.kind == crate::item_tree::ItemKind::Global && &id != self.id =>
            {
                self.result.resolutions.insert(target, Resolution::Item(id.clone()));
                self.bind(name.clone(), Resolution::Item(id), ty);
            }
            _ => {
                let local = self.declare(NewLocal {
                    name: name.clone(),
                    ty,
                    is_annotated: declared.is_some(),
                    range: self.lowered.body.expr_range(target),
                    visible_from: self.end_of(value),
                    kind: LocalKind::Variable,
                });
                self.result.resolutions.insert(target, Resolution::Local(local));
            }
        }
    }

    fn is_annotated(&self, resolution: &Resolution) -> bool {
        match resolution {
            Resolution::Local(id) => {
                self.result.local(*id).is_some_and(|local| local.is_annotated && local.kind != LocalKind::Parameter)
            }
            Resolution::Item(id) => {
                let item = crate::item_tree::item(self.db, id);
                item.is_some_and(|item| crate::lower::lowered(self.db, item).global_annotation().is_some())
            }
            _ => false,
        }
    }

    /// The parameters and the body of a function, in a scope of its own. `expected` are the parameter types that the
    /// place of a closure asks for. Gives the type of the body, or of its returns.
    pub(super) fn function(&mut self, function: &Function, expected: &[Ty]) -> Ty {
        for (index, parameter) in function.parameters.iter().enumerate() {
            let declared = self.annotation(parameter.ty.as_ref());
            let annotated = declared.is_some();
            let mut ty = declared.or_else(|| expected.get(index).cloned()).unwrap_or(Ty::Any);
            if parameter.is_variadic {
                ty = Ty::list(ty);
            }
            if let Some(default) = parameter.default {
                self.expr_expecting(default, Some(&ty));
            }
            let start = function.body.map_or(parameter.range.end(), |body| self.lowered.body.expr_range(body).start());
            let name = parameter.name.name.clone();
            self.declare_pattern(parameter.pattern, name, ty, annotated, start, LocalKind::Parameter);
        }
        let Some(body) = function.body else { return Ty::Any };
        let declared = self.annotation(function.return_type.as_ref());
        self.functions.push(FunctionFrame::new(function, declared.clone()));
        let loops = std::mem::take(&mut self.loops);
        let range = self.lowered.body.expr_range(body);
        let found = self.with_scope(range, |this| {
            let expected = declared.as_ref().filter(|_| function.is_expression_body);
            this.expr_expecting(body, expected)
        });
        self.loops = loops;
        let returns = self.functions.pop().map(|frame| frame.returns).unwrap_or_default();
        if function.is_expression_body {
            return found;
        }
        returns.into_iter().reduce(|a, b| a.join(&b)).unwrap_or_else(Ty::null)
    }
}

/// What a `for` statement gets from what it walks.
pub(super) fn element_type(iterated: &Ty) -> Ty {
    match iterated {
        Ty::Builtin(Builtin::Range, _) => Ty::int(),
        Ty::Builtin(Builtin::List, arguments) => arguments.first().cloned().unwrap_or(Ty::Any),
        Ty::Builtin(Builtin::Map, arguments) => Ty::Tuple(arguments.clone()),
        _ => Ty::Any,
    }
}
