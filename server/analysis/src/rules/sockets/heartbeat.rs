//! `ws/heartbeat`: pings that come too rarely.

use fitz_rules::families::endpoints::HEARTBEAT;

use crate::diagnostic::Finding;
use crate::endpoints::program_surface;
use crate::hir::Expr;
use crate::project::programs;
use crate::rules::view::View;

/// From this many seconds on, common proxies close a silent connection between two pings.
const PATIENCE_SECS: i64 = 60;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    for argument in view.lowered.decorators_named("server").filter_map(|it| it.keyword("ws_heartbeat_secs")) {
        let Expr::Int(Some(seconds)) = view.expr(argument.value) else { continue };
        let serves =
            || programs(view.db, view.id.file).iter().any(|entry| !program_surface(view.db, *entry).sockets.is_empty());
        if *seconds < PATIENCE_SECS || !serves() {
            continue;
        }
        let range = view.range(argument.value);
        let message = format!(
            "Clients are pinged every {seconds} seconds; proxies often close a connection that is silent for {PATIENCE_SECS}."
        );
        found.push(
            Finding::new(&HEARTBEAT, range, message)
                .hint("30 is the default, and 0 switches pings off.")
                .fix("Set 30", vec![(range, "30".to_owned())]),
        );
    }
}
