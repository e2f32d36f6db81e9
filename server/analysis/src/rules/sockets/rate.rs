//! `ws/rate`: a client that may broadcast as often as it likes. Off unless a project asks for it.

use fitz_rules::families::broadcasts::RATE;
use fitz_syntax::{TextRange, TextSize};

use super::reception::main_loop;
use super::targets::Broadcast;
use crate::db::Db;
use crate::diagnostic::Finding;
use crate::hir::{BinaryOp, Expr, ExprId, Stmt};
use crate::item_tree::Item;
use crate::rules::view::View;
use crate::ty::Ty;

/// How many frames the quick fix allows, and in how many seconds.
const FRAMES: usize = 20;
const WINDOW_SECS: usize = 10;

/// The names that the quick fix needs.
const NAMES: [&str; 3] = ["window", "frames", "now"];

const TITLE: &str = "Limit how many frames a client may send";

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some((_, body)) = view.handler() else { return };
    let Some(statement) = main_loop(view, body).and_then(|at| body.get(at)).filter(|_| !view.has_hole()) else {
        return;
    };
    let inside = view.within_statement(statement);
    let limits = limits(view, &inside);
    let first = inside.into_iter().find(|id| {
        let is_method = view.connection_call(*id).is_some_and(|it| it.call == *id && it.method == "broadcast");
        is_method || Broadcast::of(view.db, view.item, *id).is_some()
    });
    if let Some(first) = first.filter(|_| !limits) {
        let message = "A client can make this broadcast as often as it likes.";
        let finding = Finding::new(&RATE, view.range(first), message)
            .hint("Count the frames in a window of some seconds, and leave the loop when there are too many.");
        found.push(match window(view, statement) {
            Some(edits) => finding.fix(TITLE, edits),
            None => finding,
        });
    }
}

/// The change that limits how many frames a client may send, relative to the item: a counter for a window of some seconds.
/// `None` when the item is no handler with a loop that reads, when the loop limits something already, and when there is no
/// place.
pub fn rate_limit<'db>(db: &'db dyn Db, item: Item<'db>) -> Option<Vec<(TextRange, String)>> {
    let view = View::of(db, item);
    let (_, body) = view.handler()?;
    let statement = body.get(main_loop(&view, body)?).filter(|_| !view.has_hole())?;
    (!limits(&view, &view.within_statement(statement))).then(|| window(&view, statement))?
}

/// Whether a number is compared with another one.
fn limits(view: &View<'_>, inside: &[ExprId]) -> bool {
    inside.iter().any(|id| match view.expr(*id) {
        Expr::Binary { op, left, .. } => {
            use BinaryOp::{Greater, GreaterEqual, Less, LessEqual};
            matches!(op, Less | LessEqual | Greater | GreaterEqual) && *view.ty(*left) == Ty::int()
        }
        _ => false,
    })
}

/// Two variables in front of the loop, and a count at the start of each round.
fn window(view: &View<'_>, around: &Stmt) -> Option<Vec<(TextRange, String)>> {
    let Stmt::Expr(id) = around else { return None };
    let Expr::Loop { body, .. } = view.expr(*id) else { return None };
    let start = view.range(*id).start();
    let indent = view.indent_of(start)?;
    if NAMES.iter().any(|name| view.running().any(|(_, expr)| matches!(expr, Expr::Name(used) if used == name))) {
        return None;
    }
    let before = format!("let window = DateTime.now().timestamp()\n{indent}let frames = 0\n{indent}");
    let lines = [
        "let now = DateTime.now().timestamp()",
        &format!("if now - window >= {WINDOW_SECS} {{"),
        "    window = now",
        "    frames = 0",
        "}",
        "frames = frames + 1",
        &format!("if frames > {FRAMES} {{ break }}"),
    ];
    let round: String = lines.iter().map(|line| format!("\n{indent}    {line}")).collect();
    let inside = TextRange::empty(view.range(*body).start() + TextSize::of('{'));
    Some(vec![(TextRange::empty(start), before), (inside, round)])
}
