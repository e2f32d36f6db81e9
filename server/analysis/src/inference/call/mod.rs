//! Calls: what is called, what the arguments are for, what comes back.
//!
//! Arguments are always inferred, also where the call itself cannot be checked, so mistakes inside them are found.

mod arguments;
mod arity;
mod callbacks;
mod functions;
mod methods;
mod modules;
mod names;
mod orm;
mod spawn;
mod statics;

use fitz_syntax::TextRange;

use crate::hir::{Argument, Expr, ExprId, Spelled};
use crate::inference::{Context, Resolution};
use crate::item_tree::{ItemId, ItemKind, item};
use crate::lower::is_broken;
use crate::ty::Ty;

/// A call as it stands in the text.
#[derive(Clone, Copy)]
struct CallSite<'a> {
    id: ExprId,
    callee: ExprId,
    arguments: &'a [Argument],
}

impl Context<'_> {
    /// The type of a call.
    pub(super) fn call(&mut self, id: ExprId, callee: ExprId, arguments: &[Argument]) -> Ty {
        let site = CallSite { id, callee, arguments };
        match &self.lowered.body.exprs[callee] {
            Expr::Name(name) => {
                let ty = self.expr(callee);
                match self.result.resolutions.get(&callee).cloned() {
                    Some(Resolution::Item(function)) if function.kind == ItemKind::Function => {
                        self.call_function(site, &function, name, &ty)
                    }
                    _ => self.call_value(site, &ty),
                }
            }
            Expr::Field { object, name } => self.call_member(site, *object, name),
            _ => {
                let ty = self.expr(callee);
                self.call_value(site, &ty)
            }
        }
    }

    /// `object.name(arguments)`
    fn call_member(&mut self, site: CallSite<'_>, object: ExprId, name: &Spelled) -> Ty {
        let receiver = self.expr(object);
        self.result.expr_types.insert(site.callee, Ty::Any);
        if name.name.is_empty() {
            self.arguments(site.arguments, &[]);
            return if receiver == Ty::PyAny { python_result() } else { Ty::Any };
        }
        // A struct literal carries the meaning of its type's name, but it is a value.
        let is_path = matches!(self.lowered.body.exprs[object], Expr::Name(_) | Expr::Field { .. });
        match self.result.resolutions.get(&object).cloned().filter(|_| is_path) {
            Some(Resolution::Module(module)) => self.call_in_module(site, object, module, name),
            Some(Resolution::Item(id)) if id.kind == ItemKind::Type => self.call_on_type(site, &id, name),
            _ => self.call_method(site, object, &receiver, name),
        }
    }

    /// Infers arguments of a call that cannot be checked, `expected` by position.
    fn arguments(&mut self, arguments: &[Argument], expected: &[Ty]) -> Vec<Ty> {
        arguments
            .iter()
            .enumerate()
            .map(|(index, argument)| self.expr_expecting(argument.value, expected.get(index)))
            .collect()
    }

    /// The arguments with their parentheses.
    fn parentheses(&self, site: CallSite<'_>) -> TextRange {
        let callee = match &self.lowered.body.exprs[site.callee] {
            Expr::Field { name, .. } => name.range,
            _ => self.lowered.body.expr_range(site.callee),
        };
        let call = self.lowered.body.expr_range(site.id);
        TextRange::new(callee.end().min(call.end()), call.end())
    }

    /// An argument with its name.
    fn argument_range(&self, argument: &Argument) -> TextRange {
        let value = self.lowered.body.expr_range(argument.value);
        argument.name.as_ref().map_or(value, |name| name.range.cover(value))
    }

    /// Whether a declaration says less than is meant: its text is broken, or there is a second one of that name.
    fn is_uncertain(&self, declaration: &ItemId) -> bool {
        let second = ItemId { ordinal: 1, ..declaration.clone() };
        item(self.db, &second).is_some() || item(self.db, declaration).is_none_or(|item| is_broken(self.db, item))
    }
}

/// What every call of a Python value gives.
fn python_result() -> Ty {
    Ty::result(Ty::Any, Ty::str())
}

/// `a`, `b` and `c`
fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
