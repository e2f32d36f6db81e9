//! An item as the rules about connections and their bodies look at it.

use fitz_syntax::{TextRange, TextSize};

use super::ItemContext;
use crate::db::Db;
use crate::endpoint::SourcePointer;
use crate::hir::{Argument, Expr, ExprId, Function, Lowered, Stmt, StrLiteral, StrPart};
use crate::inference::{Inference, LocalId, Resolution, infer};
use crate::item_tree::{Item, ItemId, ItemKind};
use crate::lints::walk;
use crate::scope::is_declaration_file;
use crate::ty::{Builtin, Ty};

/// An item with its text, its meaning and its types.
#[derive(Clone, Copy)]
pub(super) struct View<'db> {
    pub(super) db: &'db dyn Db,
    pub(super) item: Item<'db>,
    pub(super) id: &'db ItemId,
    pub(super) text: &'db str,
    pub(super) lowered: &'db Lowered,
    pub(super) inference: &'db Inference,
}

/// A call of a method of a connection: `conn.send(message)`, awaited or not.
#[derive(Clone, Copy)]
pub(super) struct ConnectionCall<'db> {
    /// The call, without `.await`.
    pub(super) call: ExprId,
    /// `recv`, `send`, `broadcast` or `close`.
    pub(super) method: &'db str,
    pub(super) arguments: &'db [Argument],
}

impl<'db> View<'db> {
    pub(super) fn of(db: &'db dyn Db, item: Item<'db>) -> View<'db> {
        let lowered = crate::lower::lowered(db, item);
        View { db, item, id: item.id(db), text: item.text(db), lowered, inference: infer(db, item) }
    }

    pub(super) fn expr(&self, id: ExprId) -> &'db Expr {
        &self.lowered.body.exprs[id]
    }

    pub(super) fn range(&self, id: ExprId) -> TextRange {
        self.lowered.body.expr_range(id)
    }

    pub(super) fn ty(&self, id: ExprId) -> &'db Ty {
        self.inference.expr_type(id)
    }

    pub(super) fn pointer(&self, range: TextRange) -> SourcePointer {
        SourcePointer { item: self.id.clone(), range }
    }

    /// The text at a place of the item; empty when there is none.
    pub(super) fn source(&self, range: TextRange) -> &'db str {
        self.text.get(std::ops::Range::<usize>::from(range)).unwrap_or_default()
    }

    /// The text of the item from a place on.
    pub(super) fn after(&self, offset: TextSize) -> &'db str {
        self.text.get(usize::from(offset)..).unwrap_or_default()
    }

    /// The text of the line before a place.
    pub(super) fn line_before(&self, offset: TextSize) -> &'db str {
        let before = self.text.get(..usize::from(offset)).unwrap_or_default();
        before.rsplit('\n').next().unwrap_or_default()
    }

    /// The white space that the line of a place starts with, when nothing else stands before the place.
    pub(super) fn indent_of(&self, offset: TextSize) -> Option<&'db str> {
        let before = self.line_before(offset);
        before.chars().all(char::is_whitespace).then_some(before)
    }

    /// The expressions of the item that run: those in the arguments of decorators do not.
    pub(super) fn running(&self) -> impl Iterator<Item = (ExprId, &'db Expr)> + use<'db> {
        let lowered = self.lowered;
        let decorators: Vec<TextRange> = lowered.decorators.iter().map(|it| it.range).collect();
        lowered.body.exprs.iter().filter(move |(id, _)| {
            let range = lowered.body.expr_range(*id);
            !decorators.iter().any(|decorator| decorator.contains_range(range))
        })
    }

    /// The function with `@ws` that the item is, with the statements of its body. `None` for every other item.
    pub(super) fn handler(&self) -> Option<(&'db Function, &'db [Stmt])> {
        let function = self.lowered.function()?;
        self.lowered.decorators_named("ws").next()?;
        match self.expr(function.body?) {
            Expr::Block(statements) => Some((function, statements)),
            _ => None,
        }
    }

    /// An expression and everything inside it, in the order of the source. Closures are listed and not entered: what they
    /// do runs later, or never.
    pub(super) fn within(&self, root: ExprId) -> Vec<ExprId> {
        let mut found = Vec::new();
        let mut stack = vec![root];
        while let Some(id) = stack.pop() {
            found.push(id);
            let mut inner = walk::children(self.expr(id));
            inner.reverse();
            stack.append(&mut inner);
        }
        found
    }

    /// The same for a statement.
    pub(super) fn within_statement(&self, statement: &Stmt) -> Vec<ExprId> {
        let mut parts = Vec::new();
        walk::statement_children(statement, &mut parts);
        parts.into_iter().flat_map(|part| self.within(part)).collect()
    }

    /// The same for several statements.
    pub(super) fn within_all(&self, statements: &[Stmt]) -> Vec<ExprId> {
        statements.iter().flat_map(|statement| self.within_statement(statement)).collect()
    }

    /// An expression without the `.await` around it.
    pub(super) fn without_await(&self, id: ExprId) -> ExprId {
        match self.expr(id) {
            Expr::Await(inner) => self.without_await(*inner),
            _ => id,
        }
    }

    /// The call of a connection's method that an expression is, awaited or not.
    pub(super) fn connection_call(&self, id: ExprId) -> Option<ConnectionCall<'db>> {
        let call = self.without_await(id);
        let Expr::Call { callee, arguments } = self.expr(call) else { return None };
        let Some(Resolution::Item(method)) = self.inference.resolutions.get(callee) else { return None };
        (method.owner.as_deref() == Some(Builtin::WsConn.name()) && is_declaration_file(self.db, method.file))
            .then_some(ConnectionCall { call, method: &method.name, arguments })
    }

    pub(super) fn is_connection_call(&self, id: ExprId, method: &str) -> bool {
        self.connection_call(id).is_some_and(|call| call.method == method)
    }

    /// The function or method that a call calls.
    pub(super) fn callee(&self, call: ExprId) -> Option<&'db ItemId> {
        let Expr::Call { callee, .. } = self.expr(call) else { return None };
        match self.inference.resolutions.get(callee)? {
            Resolution::Item(id) if matches!(id.kind, ItemKind::Function | ItemKind::Method) => Some(id),
            _ => None,
        }
    }

    /// The local variable or parameter that an expression names.
    pub(super) fn local(&self, id: ExprId) -> Option<LocalId> {
        match (self.expr(id), self.inference.resolutions.get(&id)) {
            (Expr::Name(_), Some(Resolution::Local(local))) => Some(*local),
            _ => None,
        }
    }

    /// The global variable that an expression names.
    pub(super) fn global(&self, id: ExprId) -> Option<&'db ItemId> {
        match (self.expr(id), self.inference.resolutions.get(&id)) {
            (Expr::Name(_), Some(Resolution::Item(item))) if item.kind == ItemKind::Global => Some(item),
            _ => None,
        }
    }

    /// The text of a string without interpolation.
    pub(super) fn plain(&self, id: ExprId) -> Option<&'db str> {
        match self.expr(id) {
            Expr::Str(literal) => literal.plain(),
            _ => None,
        }
    }

    /// The expression before the first dot or bracket: `a` of `a.b[c]`.
    pub(super) fn root(&self, id: ExprId) -> ExprId {
        match self.expr(id) {
            Expr::Field { object, .. } | Expr::TupleIndex { object, .. } | Expr::Index { object, .. } => {
                self.root(*object)
            }
            _ => id,
        }
    }

    /// Whether one of the expressions is incomplete, so that nothing can be said about all of them.
    pub(super) fn has_hole(&self) -> bool {
        self.lowered.is_broken || self.lowered.body.exprs.iter().any(|(_, expr)| matches!(expr, Expr::Missing))
    }

    /// The literal of the path of `@ws`.
    pub(super) fn socket_literal(&self) -> Option<&'db StrLiteral> {
        let argument = self.lowered.decorators_named("ws").next()?.positional().next()?;
        match &self.lowered.body.exprs[argument.value] {
            Expr::Str(literal) => Some(literal),
            _ => None,
        }
    }

    /// The text of the path of `@ws`, as [`crate::Path::text`] has it, with its literal.
    pub(super) fn socket_path(&self) -> Option<(String, TextRange)> {
        let argument = self.lowered.decorators_named("ws").next()?.positional().next()?;
        let literal = self.socket_literal()?;
        let mut text = String::new();
        for part in &literal.parts {
            match part {
                StrPart::Text(part) => text.push_str(part),
                StrPart::Interpolation { range, .. } => text.push_str(self.source(*range)),
            }
        }
        Some((text, self.range(argument.value)))
    }
}

impl<'db> ItemContext<'db> {
    pub(super) fn view(&self) -> View<'db> {
        View::of(self.db, self.item)
    }
}
