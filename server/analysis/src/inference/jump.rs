//! `return`, `break`, `continue`: where they may stand, what a function gives back, and whether it does so on every path.

use fitz_rules::families::flow::{
    BREAK_OUTSIDE_LOOP, CONTINUE_OUTSIDE_LOOP, MISSING_RETURN, RETURN_OUTSIDE_FUNCTION, RETURN_STATUS_OUTSIDE_HANDLER,
    RETURN_STATUS_TYPE, RETURN_TYPE_MISMATCH,
};

use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::hir::{Arm, Expr, ExprId, Function, ItemData, Pat, PatId, Stmt};
use crate::inference::mismatch::article;
use crate::inference::{Context, FunctionKind};
use crate::item_tree::ItemKind;
use crate::middleware::{may_be_middleware, may_make_middleware};
use crate::roles::may_have_any_role;
use crate::ty::{Builtin, Name, Ty};

/// The decorators whose functions answer a request.
const HANDLERS: [&str; 5] = ["get", "post", "put", "delete", "ws"];

impl Context<'_> {
    /// `return value`, or `return status {body}`.
    pub(super) fn return_expression(&mut self, id: ExprId, value: Option<ExprId>, status: Option<ExprId>) -> Ty {
        let range = self.lowered.body.expr_range(id);
        let expected = match (self.functions.last(), status) {
            (Some(frame), None) => frame.result.as_ref().map(|(ty, _)| ty.clone()),
            _ => None,
        };
        if self.functions.is_empty() {
            self.report(
                Finding::new(&RETURN_OUTSIDE_FUNCTION, range, "`return` stands outside of a function.")
                    .hint("Remove it, or move the code into a function."),
            );
        }
        if let Some(status) = status {
            self.status(range, status);
        }
        let found = value.map_or_else(Ty::null, |value| self.expr_expecting(value, expected.as_ref()));
        if status.is_none() {
            if let Some(expected) = &expected {
                self.check_returned(value.unwrap_or(id), &found, expected);
            }
            if let Some(frame) = self.functions.last_mut() {
                frame.returns.push(found);
            }
        }
        Ty::Any
    }

    fn status(&mut self, range: fitz_syntax::TextRange, status: ExprId) {
        let ty = self.expr(status);
        let status_range = self.lowered.body.expr_range(status);
        let function = self.functions.last().map(|frame| frame.kind);
        let is_elsewhere = match function {
            Some(FunctionKind::Item) => !self.answers_requests(),
            Some(FunctionKind::Closure) => !self.may_answer_in_closures(),
            Some(FunctionKind::Nested) | None => false,
        };
        if is_elsewhere {
            let message = match function {
                Some(FunctionKind::Closure) => {
                    "A reply with a status cannot be given by a function without a name, also not inside of a handler."
                }
                _ => "A reply with a status can only be given by an HTTP handler or a middleware.",
            };
            let range = fitz_syntax::TextRange::new(range.start(), status_range.end());
            self.report(
                Finding::new(&RETURN_STATUS_OUTSIDE_HANDLER, range, message)
                    .hint("Give back a `Result` or a value, and let the handler choose the status."),
            );
        } else if !ty.fits(&Ty::int()) {
            let message = format!("The status of a reply must be an `Int`, and this is {} `{ty}`.", article(&ty));
            self.report(Finding::new(&RETURN_STATUS_TYPE, status_range, message).hint("Use a number from 100 to 599."));
        }
    }

    /// Whether the function of this item may give a reply with a status: it handles requests, or is a middleware.
    fn answers_requests(&self) -> bool {
        let is_function = self.id.kind == ItemKind::Function;
        self.is_handler()
            || is_function && (may_be_middleware(self.db, self.item) || may_have_any_role(self.db, self.item))
    }

    fn is_handler(&self) -> bool {
        self.lowered.decorators.iter().any(|decorator| HANDLERS.contains(&decorator.name.name.as_str()))
    }

    /// Whether the closures of this item may give a reply with a status: a global that holds one may be a middleware, and a
    /// function that gives one back may make middleware.
    fn may_answer_in_closures(&self) -> bool {
        match self.id.kind {
            ItemKind::Function => !self.is_handler() && may_make_middleware(self.db, self.item),
            ItemKind::Global => true,
            ItemKind::Method | ItemKind::Statement | ItemKind::Type | ItemKind::Import => false,
        }
    }

    /// Reports a value that a function gives back and does not declare.
    pub(super) fn check_returned(&mut self, value: ExprId, found: &Ty, declared: &Ty) {
        if found.fits(declared) {
            return;
        }
        let lowered = self.lowered;
        let range = lowered.body.expr_range(value);
        let function = self.functions.last();
        let name = function.map(|frame| frame.name.clone()).unwrap_or_default();
        let message = format!("`{name}` is declared to give `{declared}`, but gives {} `{found}`.", article(found));
        let finding = Finding::new(&RETURN_TYPE_MISMATCH, range, message);
        let mut finding = self.with_next_step(finding, value, found, declared);
        if let Some((_, result)) = function.and_then(|frame| frame.result.as_ref()) {
            let place = SourcePointer { item: self.id.clone(), range: *result };
            finding = finding.related(place, "The result is declared here.");
        }
        self.report(finding);
    }

    /// `break value` gives its value to the loop with its label, or to the innermost `loop`. Without a value it leaves the
    /// innermost loop of any kind.
    pub(super) fn break_expression(&mut self, id: ExprId, label: Option<&Name>, value: Option<ExprId>) -> Ty {
        let ty = value.map_or_else(Ty::null, |value| self.expr(value));
        if self.loops.is_empty() {
            let range = self.lowered.body.expr_range(id);
            self.report(Finding::new(&BREAK_OUTSIDE_LOOP, range, "`break` stands outside of a loop.").hint(
                "`break` leaves a `loop`, `while` or `for` of the same function. Use `return` to leave a function.",
            ));
        }
        let mut inside_out = self.loops.iter_mut().rev();
        let left = match (label, value) {
            (Some(_), _) => inside_out.find(|frame| frame.label.as_ref() == label),
            (None, Some(_)) => inside_out.find(|frame| frame.has_value),
            (None, None) => inside_out.next(),
        };
        if let Some(frame) = left {
            frame.breaks.push(ty);
        }
        Ty::Any
    }

    /// `continue`
    pub(super) fn continue_expression(&mut self, id: ExprId) -> Ty {
        if self.loops.is_empty() {
            let range = self.lowered.body.expr_range(id);
            self.report(
                Finding::new(&CONTINUE_OUTSIDE_LOOP, range, "`continue` stands outside of a loop.")
                    .hint("`continue` goes on with the next round of a `loop`, `while` or `for` of the same function."),
            );
        }
        Ty::Any
    }

    /// A function that declares a result gives one on every path. The last expression of a block is not given back.
    pub(super) fn check_missing_return(&mut self, function: &Function, body: ExprId, declared: &Ty) {
        let is_exempt =
            matches!(declared, Ty::Any | Ty::PyAny | Ty::Nullable(_) | Ty::Variable(_)) || declared.is(Builtin::Null);
        let Some(annotation) = &function.return_type else { return };
        if is_exempt || function.is_expression_body || self.always_returns(body) {
            return;
        }
        let message = format!("`{}` may end without giving {} `{declared}`.", function.name.name, article(declared));
        let mut finding = Finding::new(&MISSING_RETURN, annotation.range, message);
        finding = match self.last_value(body) {
            Some((value, ty)) if ty.fits(declared) && ty != Ty::Any => {
                let start = fitz_syntax::TextRange::empty(self.lowered.body.expr_range(value).start());
                finding
                    .hint("A block does not give back its last expression: write `return` before it.")
                    .fix("Add `return`", vec![(start, "return ".to_owned())])
            }
            _ => finding.hint("Add a `return` at the end, or to the branches that have none."),
        };
        self.report(finding);
    }

    /// The expression at the end of a block.
    fn last_value(&self, body: ExprId) -> Option<(ExprId, Ty)> {
        let Expr::Block(statements) = &self.lowered.body.exprs[body] else { return None };
        match statements.last()? {
            Stmt::Expr(value) if !matches!(self.lowered.body.exprs[*value], Expr::If { otherwise: None, .. }) => {
                Some((*value, self.result.expr_type(*value).clone()))
            }
            _ => None,
        }
    }

    fn always_returns(&self, id: ExprId) -> bool {
        match &self.lowered.body.exprs[id] {
            // What is not complete may return.
            Expr::Return { .. } | Expr::Missing => true,
            Expr::Block(statements) => statements.iter().any(|statement| self.statement_returns(statement)),
            Expr::If { then, otherwise: Some(otherwise), .. } => {
                self.always_returns(*then) && self.always_returns(*otherwise)
            }
            Expr::Match { arms, .. } => {
                self.covers_everything(arms) && arms.iter().all(|arm| self.always_returns(arm.body))
            }
            Expr::Loop { label, body } => !self.has_break(*body, &Leaving::Loop(label.as_ref())),
            _ => false,
        }
    }

    fn statement_returns(&self, statement: &Stmt) -> bool {
        match statement {
            Stmt::Expr(value) | Stmt::Let { value, .. } | Stmt::Assign { value, .. } => self.always_returns(*value),
            Stmt::While { condition, body } => {
                matches!(self.lowered.body.exprs[*condition], Expr::Bool(true))
                    && !self.has_break(*body, &Leaving::Loop(None))
            }
            Stmt::For { .. } | Stmt::Function { .. } | Stmt::Import { .. } => false,
        }
    }

    /// Whether some arm always applies: a catch-all, or both sides of a `Result`.
    fn covers_everything(&self, arms: &[Arm]) -> bool {
        let (mut all, mut ok, mut err) = (false, false, false);
        let mut patterns: Vec<PatId> = arms.iter().filter(|arm| arm.guard.is_none()).map(|arm| arm.pattern).collect();
        while let Some(pattern) = patterns.pop() {
            match &self.lowered.body.pats[pattern] {
                Pat::Missing | Pat::Wildcard | Pat::Bind(_) => all = true,
                Pat::Ok(_) => ok = true,
                Pat::Err(_) => err = true,
                Pat::Or(alternatives) => patterns.extend(alternatives),
                _ => {}
            }
        }
        all || ok && err
    }

    /// Whether a loop with that body can be left by `break`. One in an inner loop leaves that one, unless it names this one.
    fn has_break(&self, id: ExprId, leaving: &Leaving<'_>) -> bool {
        let of_inner = |body: ExprId| match leaving {
            Leaving::Loop(label) | Leaving::ByName(label) => {
                label.is_some() && self.has_break(body, &Leaving::ByName(*label))
            }
        };
        match &self.lowered.body.exprs[id] {
            Expr::Break { label, .. } => match leaving {
                Leaving::Loop(_) => true,
                Leaving::ByName(wanted) => label.as_ref() == *wanted,
            },
            Expr::Loop { body, .. } => of_inner(*body),
            Expr::Block(statements) => statements.iter().any(|statement| match statement {
                Stmt::Expr(value) | Stmt::Let { value, .. } | Stmt::Assign { value, .. } => {
                    self.has_break(*value, leaving)
                }
                Stmt::While { body, .. } | Stmt::For { body, .. } => of_inner(*body),
                Stmt::Function { .. } | Stmt::Import { .. } => false,
            }),
            Expr::If { then, otherwise, .. } => {
                self.has_break(*then, leaving) || otherwise.is_some_and(|otherwise| self.has_break(otherwise, leaving))
            }
            Expr::Match { arms, .. } => arms.iter().any(|arm| self.has_break(arm.body, leaving)),
            _ => false,
        }
    }

    /// What kind of function is walked next.
    pub(super) fn kind_of(&self, function: &Function) -> FunctionKind {
        let is_item = matches!(&self.lowered.data, ItemData::Function(item) if std::ptr::eq(item, function));
        match () {
            () if is_item => FunctionKind::Item,
            () if function.name.name.is_empty() => FunctionKind::Closure,
            () => FunctionKind::Nested,
        }
    }
}

/// Which `break`s leave a loop.
enum Leaving<'a> {
    /// All of them: they stand in the loop itself. Its label.
    Loop(Option<&'a Name>),
    /// Those that name it: they stand in a loop inside.
    ByName(Option<&'a Name>),
}
