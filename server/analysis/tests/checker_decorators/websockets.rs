//! WebSocket handlers.

use crate::check_with_provider;

#[test]
fn websocket_handlers() {
    check_with_provider(
        r#"
@ws(3)
//  ^ [ws/args]
async fn a(conn: WsConn<Str>) {}

@ws("/b")
async fn b(conn: WsConn<Any, Str>, req: Request, n: Int, x, m: Int = 3) {}
//                      ^^^ [ws/conn-any]
//                                 ^^^^^^^^^^^^ [ws/param-count]
//                                               ^^^^^^ [ws/param-count]

@header(name="X-Visitor")
@cookie(name="s", into="session")
@requires("editor")
@ws("/c/{email}/feed")
async fn c(conn: WsConn<Str>, user: User, email: Str, x_visitor: Str?, session: Str, db: DbConn) {}

@authenticated
@ws("/d")
async fn d(conn: WsConn<Str>, user: User, other: Int) {}
//                                        ^^^^^^^^^^ [ws/param-count]

@ws("/e")
async fn e(conn: WsConn<Unknown>, other: Missing) {}
//                      ^^^^^^^ [unknown-type]
//                                       ^^^^^^^ [unknown-type]
"#,
    );
}
