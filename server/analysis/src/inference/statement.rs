//! Statements and functions.

use fitz_rules::families::flow::{FOR_NOT_ITERABLE, WHILE_CONDITION_NOT_BOOL};
use fitz_syntax::TextSize;

use crate::diagnostic::Finding;
use crate::hir::{Expr, ExprId, Function, Pat, PatId, Stmt};
use crate::inference::mismatch::article;
use crate::inference::{Context, FunctionFrame, FunctionKind, LocalKind, LoopFrame, Resolution};
use crate::signatures::function_signature;
use crate::ty::{Builtin, Ty};
use crate::ty_ops::join_all;

impl Context<'_> {
    /// Walks a statement; gives the type of an expression statement.
    pub(super) fn statement(&mut self, statement: &Stmt) -> Option<Ty> {
        match statement {
            Stmt::Expr(expr) => return Some(self.expression_statement(*expr, None)),
            Stmt::Let { pattern, ty, value } => self.let_statement(*pattern, ty.as_ref(), *value),
            Stmt::Assign { target, ty, op, value } => self.assignment(*target, ty.as_ref(), *op, *value),
            Stmt::While { condition, body } => {
                self.while_condition(*condition);
                self.loops.push(LoopFrame::default());
                self.expr(*body);
                self.loops.pop();
            }
            Stmt::For { pattern, iterable, body } => {
                let iterated = self.expr(*iterable);
                self.check_iterable(*iterable, &iterated);
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
                self.declare_function(*pattern, function);
                let range = function.body.map_or(function.signature_range, |body| self.lowered.body.expr_range(body));
                self.with_scope(range, |this| this.function(function, &[]));
            }
            Stmt::Import { bindings } => {
                for binding in bindings {
                    if let Pat::Bind(name) = &self.lowered.body.pats[*binding] {
                        let visible_from = self.lowered.body.pat_range(*binding).end();
                        self.declare_pattern(*binding, name.clone(), Ty::Any, false, visible_from, LocalKind::Import);
                    }
                }
            }
        }
        None
    }

    /// An expression as a statement. A `loop` then has a scope; as a value it shares the one around it.
    pub(super) fn expression_statement(&mut self, expr: ExprId, expected: Option<&Ty>) -> Ty {
        if matches!(self.lowered.body.exprs[expr], Expr::Loop { .. }) {
            let range = self.lowered.body.expr_range(expr);
            return self.with_scope(range, |this| this.expr_expecting(expr, expected));
        }
        self.expr_expecting(expr, expected)
    }

    /// The functions that a block declares can be used by each other, so their names are there from its start.
    pub(super) fn declare_functions(&mut self, statements: &[Stmt]) {
        for statement in statements {
            if let Stmt::Function { pattern, function } = statement {
                self.declare_function(*pattern, function);
            }
        }
    }

    fn declare_function(&mut self, pattern: PatId, function: &Function) {
        let name = function.name.name.clone();
        let signature = function_signature(self.db, self.id.file, function, self.lowered, "");
        if let Some(local) = self.result.bindings.get(&pattern).copied() {
            self.bind(name, Resolution::Local(local), signature.function_ty());
            return;
        }
        let visible_from = self.scopes.last().map(|scope| scope.range.start()).unwrap_or_default();
        self.declare_pattern(pattern, name, signature.function_ty(), false, visible_from, LocalKind::Function);
    }

    pub(super) fn end_of(&self, expr: ExprId) -> TextSize {
        self.lowered.body.expr_range(expr).end()
    }

    fn while_condition(&mut self, condition: ExprId) {
        let ty = self.expr(condition);
        if !ty.fits(&Ty::bool()) {
            let range = self.lowered.body.expr_range(condition);
            let message = format!("The condition of `while` must be a `Bool`, and this is {} `{ty}`.", article(&ty));
            self.report(
                Finding::new(&WHILE_CONDITION_NOT_BOOL, range, message).hint(
                    "No other value counts as true or false: write a comparison, such as `x != null` or `n > 0`.",
                ),
            );
        }
    }

    fn check_iterable(&mut self, iterable: ExprId, ty: &Ty) {
        let is_iterable = match ty {
            Ty::Any | Ty::Variable(_) => true,
            Ty::Builtin(builtin, _) => matches!(builtin, Builtin::List | Builtin::Range | Builtin::Map),
            _ => false,
        };
        if is_iterable {
            return;
        }
        let range = self.lowered.body.expr_range(iterable);
        let message = format!("`for` goes through a `List`, a `Range` or a `Map`, and this is {} `{ty}`.", article(ty));
        let mut finding = Finding::new(&FOR_NOT_ITERABLE, range, message);
        finding = match ty {
            Ty::Nullable(_) => finding.hint("The value may be `null`: test it first with `if x != null`."),
            Ty::Builtin(Builtin::Str, _) => finding.hint("For the characters of a string write `text.chars()`."),
            Ty::Builtin(Builtin::Int, _) => finding.hint("To count write a range: `0..n`."),
            Ty::Builtin(Builtin::Result, _) => finding.hint("Take the value out with `?` or `match`."),
            Ty::Builtin(Builtin::Future, _) => finding.hint("Wait for the value with `.await`."),
            _ => finding,
        };
        self.report(finding);
    }

    /// The parameters and the body of a function, in a scope of its own. `expected` are the parameter types that the
    /// place of a closure asks for. Gives the type of the body, or of its returns.
    pub(super) fn function(&mut self, function: &Function, expected: &[Ty]) -> Ty {
        let kind = self.kind_of(function);
        for (index, parameter) in function.parameters.iter().enumerate() {
            let declared = self.annotation(parameter.ty.as_ref(), || {
                place(function, &format!("the parameter `{}`", parameter.name.name))
            });
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
        let declared = self.annotation(function.return_type.as_ref(), || place(function, "the result"));
        let Some(body) = function.body else { return Ty::Any };
        // The result that a closure declares has no effect.
        let declared = declared.filter(|_| kind != FunctionKind::Closure);
        self.functions.push(FunctionFrame {
            returns: Vec::new(),
            name: function.name.name.clone(),
            kind,
            is_async: function.is_async,
            fn_keyword: function.fn_keyword,
            result: declared.clone().zip(function.return_type.as_ref().map(|annotation| annotation.range)),
        });
        let loops = std::mem::take(&mut self.loops);
        let range = self.lowered.body.expr_range(body);
        let found = self.with_scope(range, |this| {
            let expected = declared.as_ref().filter(|_| function.is_expression_body);
            this.expr_expecting(body, expected)
        });
        self.loops = loops;
        if let Some(declared) = &declared {
            if function.is_expression_body {
                self.check_returned(body, &found, declared);
            } else {
                self.check_missing_return(function, body, declared);
            }
        }
        let returns = self.functions.pop().map(|frame| frame.returns).unwrap_or_default();
        if function.is_expression_body {
            return found;
        }
        join_all(returns).unwrap_or_else(Ty::null)
    }

    /// The annotations of the fields of a `type`, and their default values.
    pub(super) fn fields(&mut self) {
        let lowered = self.lowered;
        let owner = &self.id.name;
        for field in lowered.fields() {
            let expected =
                self.annotation(field.ty.as_ref(), || format!(" for the field `{owner}.{}`", field.name.name));
            if let Some(default) = field.default {
                self.expr_expecting(default, expected.as_ref());
            }
        }
    }
}

/// Where an annotation of a function stands, as the end of a message.
fn place(function: &Function, what: &str) -> String {
    match function.name.name.as_str() {
        "" => format!(" for {what}"),
        name => format!(" for {what} of `{name}`"),
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
