//! The statuses that the code of an HTTP handler answers with, beside its result.
//!
//! Three forms say one: `return 404 { .. }`, `Err(Problem { status: 404, .. })` and `Response { status: 302, .. }`. A status
//! counts when it can be read from the source: a number, a constant of the module, or a sum or product of these. What is
//! inside a closure or an inner function is not the handler's own answer.

use fitz_syntax::TextRange;

use crate::db::Db;
use crate::endpoint::{Answer, AnswerContent};
use crate::hir::{BinaryOp, Expr, ExprId, FieldInit, ItemData, Lowered, Stmt, UnaryOp};
use crate::inference::{Inference, Resolution, infer};
use crate::item_tree::{Item, ItemKind, item};
use crate::lower::lowered;
use crate::scope::is_declaration_file;
use crate::ty::Ty;

/// The statuses that HTTP knows.
const STATUSES: std::ops::RangeInclusive<i64> = 100..=599;

/// How many constants may stand for each other before we stop asking: a cycle has no end.
const MOST_STEPS: usize = 8;

/// What the body of a handler answers, in source order.
#[salsa::tracked(returns(ref))]
pub(crate) fn answers<'db>(db: &'db dyn Db, handler: Item<'db>) -> Vec<Answer> {
    let reader = Reader { db, lowered: lowered(db, handler), inference: infer(db, handler) };
    let inner: Vec<TextRange> = reader.inner_functions();
    let mut found: Vec<(TextRange, Answer)> = reader
        .lowered
        .body
        .exprs
        .iter()
        .filter_map(|(id, _)| Some((reader.lowered.body.expr_range(id), reader.answer(id)?)))
        .filter(|(range, _)| !inner.iter().any(|function| function.contains_range(*range)))
        .collect();
    found.sort_by_key(|(range, _)| range.start());
    found.into_iter().map(|(_, answer)| answer).collect()
}

struct Reader<'db> {
    db: &'db dyn Db,
    lowered: &'db Lowered,
    inference: &'db Inference,
}

impl Reader<'_> {
    /// The bodies of closures and of functions inside the body.
    fn inner_functions(&self) -> Vec<TextRange> {
        let own = self.lowered.function();
        let inner = self.lowered.functions().filter(|function| !own.is_some_and(|own| std::ptr::eq(*function, own)));
        inner.filter_map(|function| function.body).map(|body| self.lowered.body.expr_range(body)).collect()
    }

    fn expr(&self, id: ExprId) -> &Expr {
        &self.lowered.body.exprs[id]
    }

    fn answer(&self, id: ExprId) -> Option<Answer> {
        match self.expr(id) {
            Expr::Return { value: Some(value), status: Some(status) } => {
                let content = AnswerContent::Json(self.inference.expr_type(*value).clone());
                Some(Answer { status: self.status(*status)?, content })
            }
            Expr::Call { callee, arguments } => {
                let is_err = matches!(self.expr(*callee), Expr::Name(name) if name == "Err");
                let error = arguments.first().filter(|_| is_err)?.value;
                let Expr::Struct { fields, .. } = self.expr(error) else { return None };
                let status = self.status(field(fields, "status")?)?;
                Some(Answer { status, content: AnswerContent::Json(self.inference.expr_type(error).clone()) })
            }
            Expr::Struct { fields, .. } if self.is_response(id) => self.response(fields),
            _ => None,
        }
    }

    fn is_response(&self, id: ExprId) -> bool {
        let ty = self.inference.expr_type(id);
        matches!(ty, Ty::Nominal(nominal) if nominal.name == "Response" && is_declaration_file(self.db, nominal.file))
    }

    /// What the defaults of `Response` make of a literal.
    fn response(&self, fields: &[FieldInit]) -> Option<Answer> {
        let status = match field(fields, "status") {
            Some(status) => self.status(status)?,
            None => 200,
        };
        let media_type = || match field(fields, "content_type").map(|it| self.expr(it)) {
            None => "application/json".to_owned(),
            Some(Expr::Str(literal)) if literal.plain().is_some() => literal.plain().unwrap_or_default().to_owned(),
            Some(_) => "application/octet-stream".to_owned(),
        };
        let is_binary = field(fields, "body_bytes").is_some();
        let content = if is_binary || field(fields, "body").is_some() {
            AnswerContent::Raw { media_type: media_type(), is_binary }
        } else {
            AnswerContent::Empty
        };
        Some(Answer { status, content })
    }

    fn status(&self, id: ExprId) -> Option<u16> {
        let number = self.number(id, MOST_STEPS)?;
        STATUSES.contains(&number).then(|| u16::try_from(number).ok()).flatten()
    }

    fn number(&self, id: ExprId, steps: usize) -> Option<i64> {
        let steps = steps.checked_sub(1)?;
        match self.expr(id) {
            Expr::Int(number) => *number,
            Expr::Unary { op: UnaryOp::Negate, operand } => self.number(*operand, steps)?.checked_neg(),
            Expr::Binary { op, left, right } => {
                let (left, right) = (self.number(*left, steps)?, self.number(*right, steps)?);
                match op {
                    BinaryOp::Add => left.checked_add(right),
                    BinaryOp::Subtract => left.checked_sub(right),
                    BinaryOp::Multiply => left.checked_mul(right),
                    _ => None,
                }
            }
            Expr::Name(_) => match self.inference.resolutions.get(&id) {
                Some(Resolution::Item(constant)) if constant.kind == ItemKind::Global => {
                    let global = item(self.db, constant)?;
                    let lowered = lowered(self.db, global);
                    let ItemData::Statement(Stmt::Let { value, .. }) = &lowered.data else { return None };
                    let reader = Reader { db: self.db, lowered, inference: infer(self.db, global) };
                    reader.number(*value, steps)
                }
                _ => None,
            },
            _ => None,
        }
    }
}

fn field(fields: &[FieldInit], name: &str) -> Option<ExprId> {
    fields.iter().find(|field| field.name.name == name).map(|field| field.value)
}
