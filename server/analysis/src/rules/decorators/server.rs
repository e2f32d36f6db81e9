//! The server of a program: whether it has something to serve, and whom it shows its documents.

use fitz_rules::families::handlers::{ROUTES_WITHOUT_SERVER, SERVER_DOCS_PUBLIC, SERVER_WITHOUT_ROUTES};

use super::super::ItemContext;
use super::marks::{Mark, file_marks};
use super::program::Programs;
use super::support::plain;
use crate::db::{Db, SourceFile};
use crate::diagnostic::Finding;
use crate::hir::Expr;
use crate::item_tree::item;
use crate::lower::lowered;
use crate::project::program_modules;

/// What a server answers.
const SERVED: [&str; 8] = ["get", "post", "put", "delete", "ws", "rpc", "healthz", "readyz"];

/// The decorators of handlers.
const HANDLERS: [&str; 5] = ["get", "post", "put", "delete", "ws"];

/// `server-docs-public`
pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    let Some(decorator) = context.decorator("server") else { return };
    let Some(docs) = decorator.keyword("docs") else { return };
    let host = decorator.keyword("host").or_else(|| decorator.positional().nth(1));
    let is_public =
        host.and_then(|host| plain(context.lowered, host)).is_some_and(|host| matches!(host, "0.0.0.0" | "::"));
    if is_public && context.lowered.body.exprs[docs.value] == Expr::Bool(true) {
        found.push(
            Finding::new(&SERVER_DOCS_PUBLIC, docs.range, "Everybody who reaches the server can read its documents.")
                .hint("Write `docs=false` for a server on the internet, if its interface is not public.")
                .fix("Write `docs=false`", vec![(context.lowered.body.expr_range(docs.value), "false".to_owned())]),
        );
    }
}

/// `server-without-routes`
pub(super) fn check_program(db: &dyn Db, mark: &Mark, programs: &Programs<'_>, found: &mut Vec<Finding>) {
    if mark.decorator != "server" || !programs.are_established() {
        return;
    }
    let serves_files = item(db, &mark.item)
        .is_some_and(|item| lowered(db, item).decorators_named("server").any(|it| it.keyword("static_dir").is_some()));
    let is_served = SERVED.iter().any(|name| programs.marks(name).next().is_some());
    if is_served || serves_files || programs.marks("live_component").next().is_some() {
        return;
    }
    found.push(
        Finding::new(&SERVER_WITHOUT_ROUTES, mark.name_range, "The program has nothing to serve, so no server starts.")
            .hint("Write a function with `@get(\"/\")`, or import the module that has the routes."),
    );
}

#[salsa::tracked(returns(ref))]
fn first_handler(db: &dyn Db, entry: SourceFile) -> Option<Mark> {
    let mut marks = program_modules(db, entry).iter().flat_map(|module| file_marks(db, module.file));
    marks.find(|mark| HANDLERS.contains(&mark.decorator.as_str())).cloned()
}

/// `routes-without-server`: at the first handler of the program.
pub(super) fn without_server(db: &dyn Db, mark: &Mark, programs: &Programs<'_>, found: &mut Vec<Finding>) {
    let is_first = |entry| first_handler(db, entry).as_ref() == Some(mark);
    if !HANDLERS.contains(&mark.decorator.as_str()) || !programs.entries().any(is_first) {
        return;
    }
    if programs.marks("server").next().is_some() || !programs.are_established() {
        return;
    }
    found.push(
        Finding::new(&ROUTES_WITHOUT_SERVER, mark.name_range, "No `@server` says where the program listens.").hint(
            "It is port 3000 of this machine alone; write `@server(3000) fn main() => 0` to say it, or another one.",
        ),
    );
}
