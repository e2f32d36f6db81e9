//! The types of expressions: each program tells the type that it expects after `// type:`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

use fitz_analysis::fixture::Fixture;
use fitz_analysis::{file_items, infer, item_range, lowered};
use fitz_syntax::{TextRange, TextSize};

/// Every line with `// type: T` binds or contains, as its last expression before the comment, a value of that type.
fn check(program: &str) {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let text = fixture.file.content(db).text.to_string();
    let mut asserted = 0;
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        if let Some((code, expected)) = line.split_once("// type:") {
            asserted += 1;
            let end = line_start + code.trim_end().len();
            let found = type_ending_at(&fixture, TextSize::try_from(end).unwrap());
            assert_eq!(found.as_deref(), Some(expected.trim()), "{}", line.trim());
        }
        line_start += line.len();
    }
    assert!(asserted > 0, "nothing asserted");
}

/// The type of the largest expression that ends at a place and starts on the same line.
fn type_ending_at(fixture: &Fixture, offset: TextSize) -> Option<String> {
    let db = fixture.host.db();
    let (item, range) = file_items(db, fixture.file)
        .items
        .iter()
        .filter(|(_, range)| range.contains_inclusive(offset))
        .min_by_key(|(_, range)| range.len())
        .copied()?;
    assert_eq!(item_range(db, item), Some(range));
    let offset = offset - range.start();
    let lowered = lowered(db, item);
    let inference = infer(db, item);
    let id = lowered
        .body
        .exprs
        .iter()
        .map(|(id, _)| (id, lowered.body.expr_range(id)))
        .filter(|(_, range): &(_, TextRange)| range.end() == offset && !range.is_empty())
        .max_by_key(|(_, range)| range.len())?
        .0;
    Some(inference.expr_type(id).to_string())
}

#[test]
fn literals_and_operators() {
    check(
        r#"
fn f(a: Int, b: Float, s: Str) {
    let x1 = 1 // type: Int
    let x2 = 1.5 // type: Float
    let x3 = "a {a}" // type: Str
    let x4 = a + b // type: Float
    let x5 = a / 2 // type: Int
    let x6 = s + "!" // type: Str
    let x7 = a < 3 and true // type: Bool
    let x8 = not (a == 1) // type: Bool
    let x9 = -b // type: Float
    let y1 = a & 3 // type: Int
    let y2 = 0..10 // type: Range
    let y3 = b"x" // type: Bytes
    let y4 = null // type: Null
    let y5 = (1, "a") // type: (Int, Str)
    let y6 = (1,) // type: (Int,)
    let y7 = [1, 2.5] // type: List<Float>
    let y8 = [1, null] // type: List<Int?>
    let y9 = [1, "a", 2] // type: List<Any>
    let z1 = {"a": 1} // type: Map<Str, Int>
    let z2 = [x * 2 for x in [1, 2] if x > 1] // type: List<Int>
    let z3 = {k: 1 for k in ["a"]} // type: Map<Str, Int>
    let z4 = y5.1 // type: Str
    let z5 = y7[0] // type: Float
    let z6 = y7[1..] // type: List<Float>
    let z7 = z1["a"] // type: Int
}
"#,
    );
}

#[test]
fn results_are_matched_and_propagated() {
    check(
        r#"
type User { id: Int, email: Str }

fn find(id: Int) -> Result<User> {
    if id == 0 { return Err("none") }
    return Ok(User { id: id, email: "a@b.c" })
}

async fn load(id: Int) -> Result<User> => find(id)

async fn f() -> Result<Str> {
    let r = find(1) // type: Result<User>
    let u = find(1)? // type: User
    let e = u.email // type: Str
    let m = match find(2) {
        Ok(user) => user.email,
        Err(why) => why,
    }
    let m2 = m // type: Str
    let w = load(1) // type: Future<Result<User>>
    let v = load(1).await? // type: User
    let ok = Ok(1) // type: Result<Int>
    let n = match r { Ok(x) => x, Err(_) => return Err("no") }
    let n2 = n // type: User
    return Ok(e)
}
"#,
    );
}

#[test]
fn the_standard_library_is_typed_by_its_declarations() {
    check(
        r#"
fn f(xs: List<Int>, m: Map<Str, List<Int>>, d: DateTime) {
    let a = "x y".split(" ") // type: List<Str>
    let b = xs.map(fn(x) => x + 0.5) // type: List<Float>
    let c = xs.filter(fn(x) => x > 1).first() // type: Result<Int>
    let e = m.entries() // type: List<(Str, List<Int>)>
    let g = m.get("k") // type: Result<List<Int>>
    let h = xs.enumerate() // type: List<(Int, Int)>
    let i = xs.group_by(fn(x) => "k") // type: Map<Str, List<Int>>
    let j = xs.reduce("", fn(acc, x) => acc) // type: Str
    let k = d.add_days(1).timestamp() // type: Int
    let l = len(xs) // type: Int
    let n = env("HOME") // type: Result<Str>
    let o = abs(1) // type: Any
    let p = log.info("x", a: 1) // type: Null
    let q = sleep(1) // type: Future<Null>
    let r = (0..3).zip(["a"]) // type: List<(Int, Str)>
    let s = print("x") // type: Null
    let t = DateTime.now() // type: Any
    let u = xs.partition(fn(x) => x > 1) // type: (List<Int>, List<Int>)
}
"#,
    );
}

#[test]
fn a_connection_knows_its_frames() {
    check(
        r#"
type In { kind: Str }
type Out { kind: Str, text: Str = "" }

@ws("/x")
async fn x(conn: WsConn<In, Out>) {
    let a = conn.recv() // type: Result<In>
    let b = conn.recv().await // type: Result<In>
    let c = conn.send(Out { kind: "a" }) // type: Result<Null>
    let d = conn.close() // type: Null
    let e = conn // type: WsConn<In, Out>
    loop {
        match conn.recv() {
            Ok(m) => {
                let k = m.kind // type: Str
            }
            Err(_) => break,
        }
    }
}

@ws("/y")
async fn y(conn: WsConn<In>) {
    let e = conn // type: WsConn<In>
}
"#,
    );
}

#[test]
fn closures_and_narrowing() {
    check(
        r#"
fn apply(f: Fn(Int) -> Str, n: Int?) -> Str {
    let a = f(1) // type: Str
    let g = fn(x: Int) => x * 2
    let b = g(2) // type: Int
    let h = async fn() { return 1 }
    let c = h() // type: Future<Int>
    if n != null {
        let d = n // type: Int
    } else {
        let e = n // type: Int?
    }
    let i = match n { null => 0, v => v }
    let j = i // type: Int
    let k = if a == "" { 1 } else { 2.5 }
    let l = k // type: Float
    let o = loop { break 3 }
    let p = o // type: Int
    return a
}

fn caller() {
    let a = apply(fn(x) => x.to_str(), 1) // type: Str
}
"#,
    );
}

#[test]
fn tables_are_queried() {
    check(
        r#"
@table("links") type Link {
    @primary id: Int = 0
    code: Str
}

let POOL = db.connect("").await

async fn f(db: DbConn) -> Result<Link> {
    let a = Link.where(fn(l) => l.code == "x") // type: QueryBuilder<Link>
    let b = Link.where(fn(l) => l.code == "x").first(db).await // type: Result<Link>
    let c = Link.all(db).await? // type: List<Link>
    let d = Link.insert(db, Link { code: "a" }).await // type: Result<Link>
    return b
}
"#,
    );
}

#[test]
fn calls_give_what_is_declared() {
    check(
        r#"
@table("users") type User {
    @primary id: Int = 0
    name: Str
    @has_many("Link", via="user_id") links: List<Link> = []
    fn label() -> Str => name
    static fn blank() -> User => User { name: "" }
}
@table("links") type Link {
    @primary id: Int = 0
    @belongs_to("User") user_id: Int = 0
    user: User? = null
}
@background async fn work() -> Int => 1
@background fn quick() -> Str => "a"

async fn f(db: DbConn, user: User, link: Link, pairs: List<(Str, Int)>, py: Any) {
    let a = user.links() // type: QueryBuilder<Link>
    let b = user.links(db) // type: Future<Result<List<Link>>>
    let c = link.user(db) // type: Future<Result<User>>
    let d = link.user_id().first(db).await // type: Result<User>
    let e = User.blank() // type: User
    let g = User.first(db) // type: Any
    let h = Link.where(fn(l) => true).group_by(fn(l) => l.id).count(db) // type: Future<Result<List<Map<Str, Any>>>>
    let i = Link.bulk_insert([link], db, 10) // type: Future<Result<Int>>
    let j = Link.where(fn(l) => true).sum(fn(l) => l.id, db).await // type: Result<Float>
    let k = pairs.to_map() // type: Map<Str, Int>
    let l = [[1], [2]].flatten() // type: List<Int>
    let m = [1].to_map() // type: Any
    let n = db.transaction(async fn(tx: DbConn) => Ok(1)) // type: Future<Result<Int>>
    let o = db.transaction(fn(tx) => Ok("a")).await // type: Result<Str>
    let p = spawn(work()) // type: Future<Int>
    let q = spawn(quick()) // type: Future<Str>
    let r = spawn(f(db, user, link, pairs, py)) // type: Future<Any>
    let s = py.as_int() // type: Result<Int>
    let t = py.other(1) // type: Any
    let u = log.info("a") // type: Null
    let v = hash.password("a") // type: Any
    let w = print("a") // type: Null
    let x = abs(1) // type: Any
    let y = user.nothing() // type: Any
    let z = Date.today() // type: Any
}
"#,
    );
}

#[test]
fn names_cross_modules() {
    check(
        r#"
//- /main.fitz
from models import User, make
import models as m

let ADMIN: User = make("root")

fn f(u: User) {
    let a = u.name // type: Str
    let b = make("x") // type: User
    let c = b.age // type: Int
    let d = ADMIN // type: User
}
//- /models.fitz
type User { name: Str, age: Int? }
fn make(name: Str) -> User => User { name: name, age: null }
"#,
    );
}

#[test]
fn globals_take_the_type_of_their_value_and_cycles_are_unknown() {
    check(
        r#"
let LIMIT = 3
let NAMES: List<Str> = []
let A = B
let B = A

fn f() {
    let a = LIMIT // type: Int
    let b = NAMES // type: List<Str>
    let c = A // type: Any
}
"#,
    );
}

#[test]
fn globals_take_the_type_of_the_last_operation_above() {
    check(
        r#"
let total = 1
let early = total // type: Int
total += 0.5
let late = total // type: Float
total -= 1
let kept = [total] // type: List<Float>
let fixed: Float = 1
fixed += 1
let still = fixed // type: Float

fn f(unknown) {
    let seen = total // type: Float
}
"#,
    );
}

#[test]
fn methods_see_the_fields() {
    check(
        r#"
type Point {
    x: Int
    y: Int
    fn sum() -> Int {
        let s = x + y // type: Int
        return s
    }
    static fn zero() -> Point => Point { x: 0, y: 0 }
}

fn f(p: Point) {
    let a = p.sum() // type: Int
    let b = Point.zero() // type: Any
}
"#,
    );
}
