//! Hover: the program marks the cursor with `$0`, the answer is a snapshot.

use expect_test::{Expect, expect};
use fitz_analysis::fixture::Fixture;
use fitz_ide::hover;

/// 2026-11-21, 12:00:00 UTC.
const NOW: i64 = 1_795_262_400;

fn check(program: &str, expected: Expect) {
    let fixture = Fixture::new(program);
    let found = hover(fixture.host.db(), fixture.file, fixture.offset, NOW, &|_, _| None);
    expected.assert_eq(&found.map_or_else(|| "nothing".to_owned(), |hover| hover.markdown));
}

const DASHBOARD: &str = r#"
// One click on a short link.
type ClickEvent {
    code: Str
    target_url: Str // where the link leads
    note: Str?
    clicks: Int = 0
}
type User { id: Int, role: Str }

@server(43929, ws_heartbeat_secs=15)
fn main() => 0

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> => Ok(User { id: 1, role: "a" })
"#;

#[test]
fn a_connection_shows_its_endpoint_and_frames() {
    check(
        &format!(
            "{DASHBOARD}\n@authenticated\n@ws(\"/dashboard\")\nasync fn dashboard(conn: Ws$0Conn<ClickEvent>, user: User) {{}}\n"
        ),
        expect![[r#"
            ```fitz
            WsConn<ClickEvent>
            ```

            **WebSocket endpoint** `/dashboard`

            - Handler: `dashboard` (main.fitz:19)
            - Needs authentication, checked before the upgrade (401).
            - Credentials: the header `Authorization: Bearer <token>`, or the subprotocol `bearer.<token>` where headers cannot be set, as in a browser, checked by `who` (main.fitz:15). A token in the query string is not seen.
            - Heartbeat: a ping every 15 seconds.

            **Frames, both ways:** `ClickEvent`

            | field | JSON | |
            |---|---|---|
            | `code` | string | required |
            | `target_url` | string | required |
            | `note` | string or null | optional |
            | `clicks` | integer (int64) | default `0` |

            ```json
            {
              "code": "code",
              "target_url": "https://example.com",
              "note": "note",
              "clicks": 0
            }
            ```

            **Sent by:** nothing in this program sends to its clients.

            **Connect:**

            ```js
            const socket = new WebSocket("ws://localhost:43929/dashboard", "bearer." + token)
            ```

            ```sh
            wscat -c ws://localhost:43929/dashboard -s "bearer.$TOKEN"
            websocat ws://localhost:43929/dashboard --protocol "bearer.$TOKEN"
            ```

            An open WebSocket connection to one client."#]],
    );
}

#[test]
fn two_directions() {
    check(
        r#"
type Command { kind: Str }
@requires("ops")
@ws("/ops")
async fn ops(conn: $0WsConn<Command, List<Int>>) {}
"#,
        expect![[r#"
            ```fitz
            WsConn<Command, List<Int>>
            ```

            **WebSocket endpoint** `/ops`

            - Handler: `ops` (main.fitz:5)
            - Needs the role `ops`, checked before the upgrade (401 or 403).
            - Credentials: the header `Authorization: Bearer <token>`, or the subprotocol `bearer.<token>` where headers cannot be set, as in a browser. A token in the query string is not seen.
            - Heartbeat: a ping every 30 seconds.

            **Frames from the client:** `Command`

            | field | JSON | |
            |---|---|---|
            | `kind` | string | required |

            ```json
            {
              "kind": "kind"
            }
            ```

            **Frames to the client:** `List<Int>`, as JSON: array of integer (int64)

            ```json
            [
              1
            ]
            ```

            **Sent by:** nothing in this program sends to its clients.

            **Connect:**

            ```js
            const socket = new WebSocket("ws://localhost:3000/ops", "bearer." + token)
            ```

            ```sh
            wscat -c ws://localhost:3000/ops -s "bearer.$TOKEN"
            websocat ws://localhost:3000/ops --protocol "bearer.$TOKEN"
            ```

            An open WebSocket connection to one client."#]],
    );
}

#[test]
fn methods_of_a_connection_are_concrete() {
    let program =
        |call: &str| format!("{DASHBOARD}\n@ws(\"/d\")\nasync fn d(conn: WsConn<ClickEvent>) {{\n    {call}\n}}\n");
    check(
        &program("conn.re$0cv()"),
        expect![[r#"
        ```fitz
        // WsConn
        fn recv() -> Result<ClickEvent>
        ```

        Waits for the next message of this client.

        `Err` when the client has gone, when the transport failed, and also when a frame is not JSON, does not fit
        `In`, or is of the other kind (binary instead of text or the reverse). The cases differ in their text only, and
        after the end of a connection every further call fails too, so leave the loop on `Err`, or count the failures
        and leave after a few.

        ```fitz
        @ws("/echo")
        async fn echo(conn: WsConn<Str>) -> Null {
            loop {
                match conn.recv() {
                    Ok(text) => { let _ = conn.send(text) }
                    Err(reason) => {
                        log.info("echo.closed", reason: reason)
                        break
                    }
                }
            }
            return null
        }
        ```"#]],
    );
    check(
        &program("conn.s$0end(ClickEvent { code: \"a\", target_url: \"b\" })"),
        expect![[r#"
        ```fitz
        // WsConn
        fn send(msg: ClickEvent) -> Result<Null>
        ```

        Sends a message to this client only.

        The message is queued: `Ok` does not mean that it has arrived. `Err` means that the connection is gone. The
        result may be dropped.

        ```fitz
        type Greeting { text: Str }

        @ws("/greeter")
        async fn greet(conn: WsConn<Str, Greeting>) {
            conn.send(Greeting { text: "welcome" })
        }
        ```"#]],
    );
    check(
        &program("conn.broadcast$0(event)"),
        expect![[r#"
        ```fitz
        // WsConn
        fn broadcast(msg: ClickEvent) -> Result<Null>
        ```

        Sends a message to every client of this endpoint, the sender included.

        It reaches the clients of this process only, and cannot leave anybody out: send private data with `send`. A
        client whose connection is broken does not keep the others from getting the message. The result may be dropped.

        ```fitz
        type Post { author: Str, text: Str }

        @ws("/wall")
        async fn wall(conn: WsConn<Post>) {
            loop {
                match conn.recv() {
                    Ok(post) => { let _ = conn.broadcast(post) }
                    Err(_) => { break }
                }
            }
        }
        ```"#]],
    );
    check(
        &program("conn.$0close()"),
        expect![[r#"
        ```fitz
        // WsConn
        fn close() -> Null
        ```

        Ends the connection.

        Calling it again does nothing. Call it before leaving a handler whose client is still connected. There is no
        way to give a close code or a reason.

        ```fitz
        @ws("/once")
        async fn once(conn: WsConn<Str>) {
            conn.send("the shop is closed")
            conn.close()
        }
        ```"#]],
    );
}

#[test]
fn names_of_all_kinds() {
    let program = |line: &str| {
        format!(
            "{DASHBOARD}\nlet LIMIT = 3\n\n// Halves.\nfn half(n: Int, by: Int = 2) -> Float => n / by\n\nfn f(event: ClickEvent) {{\n    let total = half(4)\n    {line}\n}}\n"
        )
    };
    check(
        &program("print(to$0tal)"),
        expect![[r#"
        ```fitz
        total: Float
        ```"#]],
    );
    check(
        &program("print(ha$0lf(1, by: 2))"),
        expect![[r#"
        ```fitz
        fn half(n: Int, by: Int = 2) -> Float
        ```

        Halves."#]],
    );
    check(
        &program("print(half(1, b$0y: 2))"),
        expect![[r#"
        ```fitz
        by: Int = 2
        ```"#]],
    );
    check(
        &program("print(event.target$0_url)"),
        expect![[r#"
        ```fitz
        // field of ClickEvent
        target_url: Str
        ```

        where the link leads"#]],
    );
    check(
        &program("print(LIM$0IT)"),
        expect![[r#"
        ```fitz
        let LIMIT: Int
        ```"#]],
    );
    check(
        &program("log$0.info(\"x\")"),
        expect![[r#"
            ```fitz
            module log
            ```

            Writes structured log records.

            A record has a message and any number of fields. The fields are named arguments, or one map as second argument.
            Values may be of any type; secrets are redacted. The names `msg`, `level` and `timestamp` are taken. The
            environment variable `FITZ_LOG_FORMAT` chooses the format and `RUST_LOG` what is shown.

            ```fitz
            log.info("order.placed", id: 17, total: 99.5)
            log.warn("order.late", { "id": 17 })
            ```

            **Offers:**

            - Functions: `info`, `warn`, `error`, `debug`"#]],
    );
    check(
        &program("log.in$0fo(\"x\")"),
        expect![[r#"
        ```fitz
        fn info(msg: Str, ...fields: Any) -> Null
        ```

        Writes a record of level info: something that is worth knowing has happened.

        The message comes first, then named fields; `msg`, `level` and `timestamp` cannot be field names.

        ```fitz
        fn order_placed(id: Int, email: Str) {
            log.info("order.placed", id: id, email: email)
        }
        ```"#]],
    );
    check(
        &program("let e = Click$0Event { code: \"a\", target_url: \"b\" }"),
        expect![[r#"
        ```fitz
        type ClickEvent {
            code: Str
            target_url: Str
            note: Str?
            clicks: Int = 0
        }
        ```

        One click on a short link.

        ```json
        {
          "code": "code",
          "target_url": "https://example.com",
          "note": "note",
          "clicks": 0
        }
        ```"#]],
    );
    check(&program("// total$0"), expect!["nothing"]);
    check(&program("print(\"tot$0al\")"), expect!["nothing"]);
    check(
        &program("print(\"{tot$0al}\")"),
        expect![[r#"
        ```fitz
        total: Float
        ```"#]],
    );
}

#[test]
fn decorators() {
    check(
        "@w$0s(\"/x\")\nasync fn x(conn: WsConn<Int>) {}\n",
        expect![[r#"
            ```fitz
            // decorator of a fn
            @ws(path: Str)
            ```

            **WebSocket endpoint** `/x`

            - Handler: `x` (main.fitz:2)
            - Anyone may connect.
            - Heartbeat: a ping every 30 seconds.

            **Frames, both ways:** `Int`, as JSON: integer (int64)

            ```json
            1
            ```

            **Sent by:** nothing in this program sends to its clients.

            **Connect:**

            ```js
            const socket = new WebSocket("ws://localhost:3000/x")
            ```

            ```sh
            wscat -c ws://localhost:3000/x
            websocat ws://localhost:3000/x
            ```

            Serves a WebSocket endpoint.

            The function is async, has exactly one parameter of type `WsConn<T>` or `WsConn<In, Out>` with concrete types, and
            runs once for every client that connects; when it returns, that connection is done with. The server keeps
            connections alive with a ping every `ws_heartbeat_secs` of `@server`.

            Further parameters: the user (with `@authenticated`, `@admin` or `@requires`), headers, cookies, `db: DbConn`, and
            values of the path for its `{name}` parts. What is refused is refused before the upgrade, with a plain HTTP status.
            One path has one handler, and no `@get` may have the same path.

            ```fitz
            type ClickEvent { code: Str, clicks: Int }

            @ws("/dashboard")
            async fn dashboard(conn: WsConn<ClickEvent>) {
                loop {
                    match conn.recv() {
                        Ok(event) => { let _ = conn.broadcast(event) }
                        Err(_) => { break }
                    }
                }
            }
            ```"#]],
    );
    check(
        "@server(3000, do$0cs=false)\nfn main() => 0\n",
        expect![[r#"
            ```fitz
            docs: Bool = true
            ```

            serve the OpenAPI and AsyncAPI documents and their pages"#]],
    );
}

#[test]
fn broken_code_keeps_its_hover() {
    check(
        &format!("{DASHBOARD}\n@ws(\"/d\")\nasync fn d(conn: Ws$0Conn<ClickEvent>) {{\n    conn.\n    let x =\n"),
        expect![[r#"
            ```fitz
            WsConn<ClickEvent>
            ```

            **WebSocket endpoint** `/d`

            - Handler: `d` (main.fitz:18)
            - Anyone may connect.
            - Heartbeat: a ping every 15 seconds.

            **Frames, both ways:** `ClickEvent`

            | field | JSON | |
            |---|---|---|
            | `code` | string | required |
            | `target_url` | string | required |
            | `note` | string or null | optional |
            | `clicks` | integer (int64) | default `0` |

            ```json
            {
              "code": "code",
              "target_url": "https://example.com",
              "note": "note",
              "clicks": 0
            }
            ```

            **Sent by:** nothing in this program sends to its clients.

            **Connect:**

            ```js
            const socket = new WebSocket("ws://localhost:43929/d")
            ```

            ```sh
            wscat -c ws://localhost:43929/d
            websocat ws://localhost:43929/d
            ```

            An open WebSocket connection to one client."#]],
    );
}

#[test]
fn an_operator_of_a_column_shows_what_it_does() {
    check(
        "@table(\"links\") type Link { @primary id: Int = 0, code: Str }\nlet some = Link.where(fn(l) => l.code.like$0(\"a%\"))\n",
        expect![[r#"
            ```fitz
            // Column
            fn like(pattern: Str) -> Bool
            ```

            Tells whether the text fits a pattern in which `%` stands for anything and `_` for one character (`Str` columns).

            Upper and lower case matter; see `ilike`."#]],
    );
}

#[test]
fn schedules_show_their_next_runs() {
    check(
        r#"@cron("0 3$0 * * *")
fn nightly() { log.info("cleanup") }"#,
        expect![[r#"
            **Next runs**, time zone `UTC`

            - Sun 2026-11-22 03:00:00 UTC
            - Mon 2026-11-23 03:00:00 UTC
            - Tue 2026-11-24 03:00:00 UTC
            - Wed 2026-11-25 03:00:00 UTC
            - Thu 2026-11-26 03:00:00 UTC"#]],
    );
    check(
        r#"@cron("30 9 1 * MON", tz="Europe/$0Berlin")
fn report() { log.info("report") }"#,
        expect![[r#"
            **Next runs**, time zone `Europe/Berlin`

            - Mon 2026-11-23 09:30:00 CET (2026-11-23 08:30:00 UTC)
            - Mon 2026-11-30 09:30:00 CET (2026-11-30 08:30:00 UTC)
            - Tue 2026-12-01 09:30:00 CET (2026-12-01 08:30:00 UTC)
            - Mon 2026-12-07 09:30:00 CET (2026-12-07 08:30:00 UTC)
            - Mon 2026-12-14 09:30:00 CET (2026-12-14 08:30:00 UTC)"#]],
    );
    check(
        r#"@cron("0 0 $00 1 1 * 2020")
fn over() { log.info("over") }"#,
        expect![[r#"
            **Next runs**, time zone `UTC`

            There is none."#]],
    );
    check(
        r#"@cron("0 3 $0* *")
fn broken() { log.info("broken") }"#,
        expect!["nothing"],
    );
    check(
        r#"@cron("0 3 * * *", tz="UTC", retr$0y={ max: 1 })
fn nightly() { log.info("cleanup") }"#,
        expect![[r#"
            ```fitz
            retry: Map<Str, Any>? = null
            ```

            what to do after an `Err`: a map with `max` (0), `backoff` (`"exponential"`, `"linear"` or `"constant"`), `initial_secs` (1) and `max_secs` (60)"#]],
    );
}

#[test]
fn a_decorator_of_a_route_tells_what_fills_the_parameters() {
    let program = r#"
type User { email: Str, role: Str }
type NewTask { title: Str }

@auth_provider
fn check_token(headers: Map<Str, Str>) -> Result<User> => Ok(User { email: headers.get("authorization")?, role: "a" })

@requires("editor")
@header(name="X-Trace-Id")
@header(name="Accept-Language", into="language")
@cookie(name="lang")
@flag("tasks")
@po$0st("/lists/{id}?limit={limit}")
async fn add(id: Int, limit: Int?, x_trace_id: Str?, language: Str, lang: Str?, body: NewTask, user: User, db: DbConn) -> Result<NewTask> {
    if id < 1 { return 422 { "error": "no such list" } }
    return Ok(body)
}
"#;
    check(
        program,
        expect![[r#"
        ```fitz
        // decorator of a fn
        @post(path: Str)
        ```

        **HTTP route** `POST /lists/{id}?limit={limit}`

        - `id` ← path
        - `limit` ← query (optional)
        - `x_trace_id` ← header `X-Trace-Id` (optional)
        - `language` ← header `Accept-Language`
        - `lang` ← cookie `lang` (optional)
        - `body` ← body, JSON `NewTask`
        - `user` ← `check_token` (main.fitz:6)
        - `db` ← the connection to the database
        - 200: What `add` gives.
        - 400: The body does not fit, or a header or cookie is missing.
        - 401: The request is not authenticated.
        - 403: Requires the `editor` role.
        - 404: The feature flag `tasks` is off.
        - 415: The body is of a kind that is not read.
        - 422: `add` answers with this status.
        - 500: `add` gives an error.

        Answers `POST` requests for a path.

        Parameters and result work as for `@get`. A body of a `type` is checked against its fields and refused with status
        400 when it does not fit; `Map<Str, Str>` takes a form and `Map<Str, File>` an upload.

        ```fitz
        type NewNote { text: Str }

        @post("/notes")
        fn add(body: NewNote) -> NewNote {
            if body.text == "" { return 422 { "error": "text is empty" } }
            return body
        }
        ```"#]],
    );
}

#[test]
fn a_decorator_tells_which_arguments_are_in_force() {
    check(
        "@ser$0ver(8080, docs=false)\nfn main() => 0\n",
        expect![[r#"
        ```fitz
        // decorator of a fn
        @server(port: Int = 3000, host: Str = "127.0.0.1", docs: Bool = true, api_version: Str = "0.1.0", ws_heartbeat_secs: Int = 30, shutdown_timeout_secs: Int = 30, observability: Bool = true, prometheus: Bool = false, static_dir: Str? = null, static_prefix: Str = "/static")
        ```

        **In force:**

        | argument | value | |
        |---|---|---|
        | `port` | `8080` |  |
        | `host` | `"127.0.0.1"` | default |
        | `docs` | `false` |  |
        | `api_version` | `"0.1.0"` | default |
        | `ws_heartbeat_secs` | `30` | default |
        | `shutdown_timeout_secs` | `30` | default |
        | `observability` | `true` | default |
        | `prometheus` | `false` | default |
        | `static_prefix` | `"/static"` | default |

        Sets up the server that answers the routes and WebSocket endpoints of the program.

        The function is not run; by custom it is `fn main() => 0`. All arguments are literals. Port and host may be given
        by position.

        - `port`: 1 to 65535
        - `host`: a numeric address; use `"0.0.0.0"` inside a container, `"localhost"` is not accepted
        - `docs`: serve the OpenAPI and AsyncAPI documents and their pages
        - `api_version`: version that these documents state
        - `ws_heartbeat_secs`: seconds between two pings on each WebSocket connection, 0 for none
        - `shutdown_timeout_secs`: how long running requests may take when the server stops
        - `observability`: trace and count requests
        - `prometheus`: serve `/metrics`; the environment variable `FITZ_PROMETHEUS=1` does it too
        - `static_dir`: directory of files to serve (since v0.51)
        - `static_prefix`: where in the site they appear (since v0.51)

        Without `@server` the defaults are in force. At most once per program.

        ```fitz
        @server(8080, "0.0.0.0", ws_heartbeat_secs=20)
        fn main() => 0
        ```"#]],
    );
    check(
        "@cr$0on(\"0 3 * * *\", retry={ max: 3 })\nfn f() {}\n",
        expect![[r#"
        ```fitz
        // decorator of a fn
        @cron(expression: Str, tz: Str = "UTC", retry: Map<Str, Any>? = null, catch_up: Bool = false, store: Any = null)
        ```

        **In force:**

        | argument | value | |
        |---|---|---|
        | `expression` | `"0 3 * * *"` |  |
        | `tz` | `"UTC"` | default |
        | `retry.max` | `3` |  |
        | `retry.backoff` | `"exponential"` | default |
        | `retry.initial_secs` | `1` | default |
        | `retry.max_secs` | `60` | default |
        | `catch_up` | `false` | default |

        Runs the function at the times that a cron expression describes.

        The expression has five fields (minute, hour, day, month, weekday), six with seconds in front, or seven with the
        year at the end. The function takes nothing and gives `Null` or a `Result`, async or not. Every process of a
        program runs its own jobs.

        - `tz`: name of the time zone, such as `"Europe/Berlin"`
        - `retry`: what to do after an `Err`: a map with `max` (0), `backoff` (`"exponential"`, `"linear"` or `"constant"`),
          `initial_secs` (1) and `max_secs` (60)
        - `catch_up`: after a stop, make up for missed runs; needs `store`
        - `store`: database connection in which runs are remembered

        ```fitz
        @cron("0 3 * * *", tz="Europe/Berlin", retry={ max: 2, backoff: "linear" })
        async fn nightly() -> Result<Null> {
            log.info("cleanup.done")
            return Ok(null)
        }
        ```"#]],
    );
    check(
        "@table\ntype T { @primary id: Int = 0 }\n@ind$0ex(\"id\", unique=true)\n@table\ntype U { id: Int }\n",
        expect![[r#"
        ```fitz
        // decorator of a type or field
        @index(columns: Str? = null, expression: Str? = null, unique: Bool = false, name: Str? = null, where_: Str? = null, using: Str? = null)
        ```

        **In force:**

        | argument | value | |
        |---|---|---|
        | `columns` | `"id"` |  |
        | `unique` | `true` |  |

        Adds an index to the table.

        Give either the fields, in one text and separated by commas, or an SQL `expression`.

        - `unique`: no two rows may have the same values
        - `name`: name of the index
        - `where_`: SQL condition; only the rows that fulfil it are indexed
        - `using`: `"btree"`, `"hash"`, `"gin"`, `"gist"`, `"brin"` or `"spgist"`

        May stand several times. Needs `@table`.

        ```fitz
        @table("orders")
        @index("customer_id, placed_at")
        @index(expression="lower(email)", unique=true, name="orders_email")
        type Order { @primary id: Int = 0, customer_id: Int, placed_at: DateTime, email: Str }
        ```"#]],
    );
}

#[test]
fn keys_of_maps_that_decorators_are_given() {
    check(
        "@background(retry={ ma$0x: 3 })\nfn f() {}\n",
        expect![[r#"
        ```fitz
        max: Int = 0
        ```

        how many times to try again"#]],
    );
    check(
        "@background(retry={ \"back$0off\": \"linear\" })\nfn f() {}\n",
        expect![[r#"
        ```fitz
        backoff: Str = "exponential"
        ```

        how the pauses grow: `"exponential"`, `"linear"` or `"constant"`"#]],
    );
    check(
        "@middleware(cors({ \"max_$0age\": 60 }))\n@get(\"/a\")\nfn f() {}\n",
        expect![[r#"
        ```fitz
        max_age: Int? = null
        ```

        for how many seconds a browser may remember the rules"#]],
    );
    check("@background(retry={ ma$0ximum: 3 })\nfn f() {}\n", expect![["nothing"]]);
}

const TABLES: &str = r#"
@table("members")
type Member {
    @primary id: Int = 0
    @unique email: Str = ""
    @column(name="full_name", sql_type="varchar(80)") name: Str = ""
    @db_default("now()") joined: DateTime
    @has_many("Loan", via="member_id") loans: List<Loan> = []
}

@table("library.loans")
@index("member_id, due", name="due_loans", where_="closed = false", using="btree")
@index(expression="lower(title)", unique=true)
@unique(title, "due")
@check_constraint("weight > 0", name="heavy")
type Loan {
    @primary member_id: Int
    @primary copy: Uuid
    @belongs_to("Member", on_delete="set_null") by_id: Int?
    by: Member?
    @index title: Str
    due: Date?
    closed: Bool = false
    weight: Float = 1.0
    tags: List<Str> = []
    extra: Map<Str, Any> = {}
    raw: Bytes
    order: (Int, Int)
}
"#;

#[test]
fn a_table_shows_the_statement_that_makes_it() {
    let database = |program: &str| {
        let fixture = Fixture::new(program);
        let found = hover(fixture.host.db(), fixture.file, fixture.offset, NOW, &|_, _| None).unwrap().markdown;
        let (_, sql) = found.split_once("```sql\n")?;
        Some(sql.split_once("\n```")?.0.to_owned())
    };
    let members = database(&TABLES.replace("@table(\"members\")", "@ta$0ble(\"members\")"));
    expect![[r#"
        CREATE TABLE members (
          id bigserial PRIMARY KEY,
          email text NOT NULL UNIQUE,
          full_name varchar(80) NOT NULL,
          joined timestamptz NOT NULL DEFAULT now()
        );"#]]
    .assert_eq(&members.unwrap());
    let loans = database(&TABLES.replace("type Loan", "type L$0oan"));
    expect![[r#"
        CREATE TABLE library.loans (
          member_id bigint NOT NULL,
          copy uuid NOT NULL,
          by_id bigint REFERENCES members (id) ON DELETE SET NULL,
          title text NOT NULL,
          due date,
          closed boolean NOT NULL,
          weight double precision NOT NULL,
          tags text[] NOT NULL,
          extra jsonb NOT NULL,
          raw bytea NOT NULL,
          "order" /* `(Int, Int)` needs @column(sql_type=...) */,
          PRIMARY KEY (member_id, copy),
          UNIQUE (title, due),
          CONSTRAINT heavy CHECK (weight > 0)
        );
        CREATE INDEX ON library.loans (title);
        CREATE INDEX due_loans ON library.loans USING btree (member_id, due) WHERE closed = false;
        CREATE UNIQUE INDEX ON library.loans (lower(title));"#]]
    .assert_eq(&loans.unwrap());

    // A use shows it too; not established is silent.
    assert!(database(&format!("{TABLES}fn f(loan: Lo$0an) => 1\n")).is_some());
    for program in ["type P$0lain { id: Int }", "@table type B$0roken { id: }", "@table type U$0nknown { id: Nowhere }"]
    {
        assert_eq!(database(program), None, "{program}");
    }
}

#[test]
fn imports_show_what_they_bring() {
    const SHAPES: &str = "//- /shapes.fitz\n/// Solids and their sizes.\n\n/// A cube.\ntype Cube { side: Int }\n\n\
        /// How much fits in.\nfn volume(cube: Cube) -> Int => cube.side\n\nlet LIMIT: Int = 9\n";
    for (import, expected) in [
        ("from sha$0pes import Cube", "**Offers:**\n\n- Types: `Cube`\n- Functions: `volume`\n- Values: `LIMIT`"),
        ("import sha$0pes", "- Functions: `volume`"),
        ("import shapes as so$0lids", "- Functions: `volume`"),
        ("from shapes import vol$0ume as size", "How much fits in."),
        ("from shapes import volume as si$0ze", "fn volume(cube: Cube) -> Int"),
        ("from shapes import Cu$0be", "A cube."),
        ("from shapes import LIM$0IT", "let LIMIT: Int"),
        ("from shapes import volume, Cu$0be,", "A cube."),
        ("from shapes import (\n    Cu$0be,", "A cube."),
    ] {
        let fixture = Fixture::new(&format!("//- /main.fitz\n{import}\n{SHAPES}"));
        let found = hover(fixture.host.db(), fixture.file, fixture.offset, 0, &|_, _| None);
        let markdown = found.map(|hover| hover.markdown).unwrap_or_default();
        assert!(markdown.contains(expected), "{import}\n{markdown}");
    }
}

#[test]
fn long_lists_of_names_are_cut() {
    let many: String = (0..40).map(|n| format!("fn f{n}() => {n}\n")).collect();
    let fixture = Fixture::new(&format!("//- /main.fitz\nimport ma$0ny\n//- /many.fitz\n{many}"));
    let found = hover(fixture.host.db(), fixture.file, fixture.offset, 0, &|_, _| None);
    let markdown = found.map(|hover| hover.markdown).unwrap_or_default();
    assert!(markdown.contains("`f15`, and 24 more") && !markdown.contains("`f16`"), "{markdown}");
}
