//! `spawn(f(x))` starts a `@background` function.

use fitz_rules::families::calls::{SPAWN_ARITY, SPAWN_CALLEE, SPAWN_NOT_A_CALL, SPAWN_NOT_BACKGROUND};

use fitz_syntax::{TextRange, TextSize};

use super::CallSite;
use super::arity::Arity;
use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::hir::{Expr, ExprId};
use crate::inference::{Context, Resolution};
use crate::item_tree::{ItemKind, item};
use crate::roles::may_have_any_role;
use crate::signatures::{declared_name, signature};
use crate::ty::{Builtin, Ty};

impl Context<'_> {
    /// Gives a future of what the started function gives, without wrapping one twice.
    pub(super) fn spawn(&mut self, site: CallSite<'_>) -> Ty {
        let types = self.arguments(site.arguments, &[]);
        let unknown = Ty::future(Ty::Any);
        if !self.check_arity(site, Arity::exactly(1), &SPAWN_ARITY, "`spawn`", None) {
            return unknown;
        }
        let (Some(argument), Some(ty)) = (site.arguments.first(), types.into_iter().next()) else { return unknown };
        match &self.lowered.body.exprs[argument.value] {
            Expr::Missing => unknown,
            Expr::Call { callee, .. } if self.check_started(*callee) => match ty {
                future @ Ty::Builtin(Builtin::Future, _) => future,
                other => Ty::future(other),
            },
            Expr::Call { .. } => unknown,
            _ => {
                let range = self.lowered.body.expr_range(argument.value);
                let message = "`spawn` expects a call, written out in its parentheses.";
                let finding = Finding::new(&SPAWN_NOT_A_CALL, range, message);
                self.report(finding.hint("Write `spawn(name(…))` with the name of a `@background` function."));
                unknown
            }
        }
    }

    /// Whether the callee of the started call is a `@background` function.
    fn check_started(&mut self, callee: ExprId) -> bool {
        let range = self.lowered.body.expr_range(callee);
        let name = match &self.lowered.body.exprs[callee] {
            Expr::Name(name) => name,
            Expr::Missing => return false,
            _ => {
                let message = "`spawn` starts functions by their plain name only.";
                let finding = Finding::new(&SPAWN_CALLEE, range, message);
                self.report(finding.hint("Declare or import a `@background` function and call it by its name."));
                return false;
            }
        };
        let declaration = match self.result.resolutions.get(&callee) {
            Some(Resolution::Item(id)) if id.kind == ItemKind::Function => Some(id.clone()),
            // What cannot be found is reported where it is missing.
            Some(Resolution::Import(_)) | None => return false,
            Some(_) => None,
        };
        let found = declaration.as_ref().and_then(|id| item(self.db, id));
        if found.and_then(|item| signature(self.db, item).as_ref()).is_some_and(|signature| signature.is_background) {
            return true;
        }
        let has_any_role = found.is_some_and(|item| may_have_any_role(self.db, item));
        if has_any_role || declaration.as_ref().is_some_and(|id| self.is_uncertain(id)) {
            return false;
        }
        let message = format!("`{name}` is not a `@background` function.");
        let mut finding = Finding::new(&SPAWN_NOT_BACKGROUND, range, message);
        finding = match declaration.as_ref().and_then(|id| declared_name(self.db, id)) {
            Some(pointer) => {
                let start = SourcePointer { item: pointer.item.clone(), range: TextRange::empty(TextSize::from(0)) };
                finding
                    .hint(format!("Write `@background` above `{name}`."))
                    .related(pointer, "declared here")
                    .fix_elsewhere(
                        format!("Write `@background` above `{name}`"),
                        vec![(start, "@background\n".to_owned())],
                    )
            }
            None => finding.hint("Put the work into a function with `@background`, and start that one."),
        };
        self.report(finding);
        false
    }
}
