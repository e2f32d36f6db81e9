//! `compat/ws-broadcast`: `ws.broadcast("/path", event)`.

use fitz_rules::families::compat::WS_BROADCAST;

use super::View;
use crate::diagnostic::Finding;
use crate::endpoint::PushKind;
use crate::endpoints::push_kind;
use crate::hir::Expr;
use crate::inference::Resolution;
use crate::scope::{Definition, resolve_name};

/// The function of the same meaning.
const GLOBAL: &str = "ws_broadcast";

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    for (_, expr) in view.lowered.body.exprs.iter() {
        let Expr::Call { callee, arguments } = expr else { continue };
        let Some(Resolution::Item(function)) = view.inference.resolutions.get(callee) else { continue };
        let is_module_form =
            function.name != GLOBAL && push_kind(view.db, function) == Some(PushKind::BroadcastFromAnywhere);
        if !is_module_form {
            continue;
        }
        let range = view.range(*callee);
        let written = view.source(range);
        let finding = Finding::new(&WS_BROADCAST, range, format!("`fitz` knows `{written}` as `{GLOBAL}`."))
            .hint(format!("Write `{GLOBAL}(\"/path\", event)`; both mean the same."));
        // The parameters have other names there, and the name may be taken.
        let is_named = arguments.iter().any(|argument| argument.name.is_some());
        let is_free = matches!(
            resolve_name(view.db, view.id.file, GLOBAL),
            Some(Definition::Item(id)) if crate::scope::is_declaration_file(view.db, id.file)
        );
        found.push(if is_named || !is_free {
            finding
        } else {
            finding.fix(format!("Write `{GLOBAL}`"), vec![(range, GLOBAL.to_owned())])
        });
    }
}
