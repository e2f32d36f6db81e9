//! Unused imports.

use super::{check, mended};

const UTIL: &str =
    "//- /util.fitz\nfn half(n: Int) -> Int => n / 2\nfn twice(n: Int) -> Int => n * 2\nfn three() => 3\n";

#[test]
fn names_that_nothing_uses() {
    check(
        r#"
//- /main.fitz
from util import half, twice as double
//                              ^^^^^^ [unused-import]
import util
//     ^^^^ [unused-import]
import geo.area as surface
//                 ^^^^^^^ [unused-import]
from python import math, json as j
//                               ^ [unused-import]
print(half(4), math)
fn double_of(double: Int) -> Int => double
print(double_of(1))
//- /util.fitz
fn half(n: Int) -> Int => n / 2
fn twice(n: Int) -> Int => n * 2
//- /geo/area.fitz
fn of(a: Int) -> Int => a
"#,
    );
}

#[test]
fn uses_of_every_kind_count() {
    check(
        r#"
//- /main.fitz
from models import Note, Author, Tag, Extra, Owner, Kind, Part, Whole
from guards import only_readers
import shapes
from numbers import first, second, third, fourth, fifth
fn show(note: Note) -> Author? => note.author
let tags: List<Tag> = []
type Page {
    extra: List<Extra>
    count: Int = first
    fn of(kind: Kind) -> Int { return second + kind.n }
}
@table("posts")
type Post {
    @primary id: Int
    @belongs_to("Owner") owner_id: Int
}
@middleware(only_readers)
@get("/")
fn home() => 0
fn change(xs: List<Int>, part: Int) -> Str {
    xs[third] = 1
    let turn = fn(whole: Whole) => whole
    print(turn)
    let found = loop { break fourth }
    return "{found} {fifth} {part}"
}
fn build() => Part { n: 1 }
print(show, tags, Page { extra: [] }, Post, change, build, shapes.area(2))
//- /models.fitz
type Author { name: Str }
type Note { author: Author? }
type Tag { name: Str }
type Extra { name: Str }
type Owner { name: Str }
type Kind { n: Int }
type Part { n: Int }
type Whole { n: Int }
//- /guards.fitz
fn only_readers(req: Request) => req.path
//- /shapes.fitz
fn area(a: Int) -> Int => a
//- /numbers.fitz
let first = 1
let second = 2
let third = 0
let fourth = 4
let fifth = 5
"#,
    );
}

#[test]
fn modules_that_matter_by_being_loaded() {
    check(
        r#"
//- /main.fitz
import feeds
import through
import setup
import counter
from feeds import feed
from feeds import helper as _helper
from mixed import handler, Plain, Stored
//                ^^^^^^^ [unused-import]
//                         ^^^^^ [unused-import]
from views import View
import nowhere
from constants import LIMIT
//                    ^^^^^ [unused-import]
print(1)
//- /feeds.fitz
@get("/feed")
fn feed() => 0
fn helper() => 1
//- /through.fitz
import feeds
//- /setup.fitz
print("ready")
//- /counter.fitz
let started = DateTime.now()
//- /mixed.fitz
from constants import LIMIT
fn handler() => LIMIT
type Plain { n: Int }
@table("stored")
type Stored { n: Int }
//- /views.fitzv
component View { }
//- /constants.fitz
let LIMIT = 3
let BIG = fn() => print(1)
"#,
    );
}

#[test]
fn a_name_of_the_file_hides_the_import() {
    check(
        "//- /main.fitz\nfrom util import half\nfn half(n: Int) -> Int => n\nprint(half(1))\n//- /util.fitz\nfn half() => 1\n",
    );
}

#[test]
fn broken_code_may_hold_the_use() {
    check(&format!("//- /main.fitz\nfrom util import half\nfn f() {{\n    print(half(\n}}\n{UTIL}"));
    check(&format!("//- /main.fitz\nfrom util import half\n]] half\n{UTIL}"));
    check(&format!("//- /main.fitz\nfrom util import half,\nfrom\nimport\nprint(half(1))\n{UTIL}"));
}

#[test]
fn a_fix_removes_the_name_or_the_statement() {
    let mend = |line: &str| {
        let mended = mended(&format!("//- /main.fitz\n{line}\nprint(three())\n{UTIL}"), "unused-import");
        mended.strip_suffix("print(three())\n").unwrap().to_owned()
    };
    assert_eq!(mend("from util import three, half"), "from util import three\n");
    assert_eq!(mend("from util import half, three"), "from util import three\n");
    assert_eq!(mend("from util import half as h, three"), "from util import three\n");
    assert_eq!(mend("from util import (\n    three,\n    half,\n)"), "from util import (\n    three,\n)\n");
    assert_eq!(
        mend("from util import (\n    half, // of it\n    three,\n)"),
        "from util import (\n     // of it\n    three,\n)\n"
    );
    assert_eq!(mend("from util import half\nfrom util import three"), "from util import three\n");
    assert_eq!(mend("import util\r\nfrom util import three"), "from util import three\n");
}
