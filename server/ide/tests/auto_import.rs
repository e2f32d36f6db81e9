//! Names of other modules: completion imports them, and so does the fix of a finding. The program marks the cursor with `$0`.

#![allow(clippy::panic, reason = "a test that panics fails, as it should")]

use fitz_analysis::fixture::Fixture;
use fitz_ide::{CompletionItem, Imports, completion_list, completions, diagnostics, import_fixes};
use fitz_syntax::TextRange;

const UTIL: &str = "\n//- /util.fitz\nfn half(n: Int) -> Int => n / 2\nfn double(n: Int) -> Int => n * 2\ntype Point { x: Int }\nlet RATE = 2\n";

fn with_edit(text: &str, (range, insert): &(TextRange, String)) -> String {
    let mut text = text.to_owned();
    text.replace_range(usize::from(range.start())..usize::from(range.end()), insert);
    text
}

fn imported(program: &str) -> Vec<CompletionItem> {
    let fixture = Fixture::new(program);
    let mut items = completions(fixture.host.db(), fixture.file, fixture.offset);
    items.retain(|item| item.import.is_some());
    items.sort_by(|a, b| (&a.label, &a.import).cmp(&(&b.label, &b.import)));
    items
}

fn labels(program: &str) -> Vec<String> {
    imported(program).into_iter().map(|item| item.label).collect()
}

/// The file after `name` of `module` was imported.
fn after(main: &str, module: &str, name: &str) -> String {
    let fixture = Fixture::new(&format!("//- /main.fitz\n{main}"));
    let module: Vec<_> = module.split('.').map(Into::into).collect();
    with_edit(
        &fixture.file.content(fixture.host.db()).text.to_string(),
        &Imports::new(fixture.host.db(), fixture.file).edit(&module, name),
    )
}

#[test]
fn values_types_and_arguments_of_decorators_are_offered() {
    let all = ["Point", "RATE", "double", "half"];
    assert_eq!(labels(&format!("//- /main.fitz\nfn f() {{\n    $0\n}}{UTIL}")), all);
    assert_eq!(labels(&format!("//- /main.fitz\nlet x = $0{UTIL}")), all);
    assert_eq!(labels(&format!("//- /main.fitz\nlet x = print(d$0){UTIL}")), ["double"]);
    assert_eq!(labels(&format!("//- /main.fitz\nfn f(p: $0) {{}}{UTIL}")), ["Point"]);
    assert_eq!(labels(&format!("//- /main.fitz\n@middleware(ha$0)\n@get(\"/\")\nfn f() {{}}{UTIL}")), ["half"]);
    // Not after a dot, and not what stands in the way of another name.
    assert_eq!(labels(&format!("//- /main.fitz\nlet x = \"\".$0{UTIL}")), [""; 0]);
    assert_eq!(
        labels(&format!("//- /main.fitz\nfrom util import half, RATE as R\nlet Point = 1\nlet x = $0{UTIL}")),
        ["RATE", "double"]
    );
    assert_eq!(
        labels(&format!("//- /main.fitz\nfn f(half: Int, RATE: Int) {{\n    $0\n}}{UTIL}")),
        ["Point", "double"]
    );
    let both = "//- /main.fitz\nlet x = ma$0\n//- /a.fitz\nfn made() {}\n//- /b.fitz\nfn made() {}\n";
    let modules: Vec<_> = imported(both).into_iter().filter_map(|item| item.import).collect();
    assert_eq!(modules, [[fitz_analysis::Name::from("a")], [fitz_analysis::Name::from("b")]]);
}

#[test]
fn an_import_is_extended_in_its_order() {
    for (import, expected) in [
        ("from util import alpha", "from util import alpha, half"),
        ("from util import alpha, zulu", "from util import alpha, half, zulu"),
        ("from util import zulu, alpha", "from util import zulu, alpha, half"),
        ("from util import alpha as a, zulu as z", "from util import alpha as a, half, zulu as z"),
        ("from util import (alpha, zulu)", "from util import (alpha, half, zulu)"),
        ("from util import (\n    alpha,\n    zulu,\n)", "from util import (\n    alpha,\n    half,\n    zulu,\n)"),
        (
            "from util import (\n    alpha, // first\n    beta\n)",
            "from util import (\n    alpha, // first\n    beta,\n    half\n)",
        ),
        ("from util import (\n    alpha\n)", "from util import (\n    alpha,\n    half\n)"),
    ] {
        let rest = "\n\nfn f() {}\n";
        assert_eq!(after(&format!("{import}{rest}"), "util", "half"), format!("{expected}{rest}"));
    }
}

#[test]
fn a_new_import_stands_where_imports_stand() {
    for (text, expected) in [
        ("fn f() {}\n", "from util import half\n\nfn f() {}\n"),
        ("", "from util import half\n\n"),
        (
            "// About the file.\n// More.\n\nfn f() {}\n",
            "// About the file.\n// More.\n\nfrom util import half\n\nfn f() {}\n",
        ),
        ("/* About\nthe file. */\n\nfn f() {}\n", "/* About\nthe file. */\n\nfrom util import half\n\nfn f() {}\n"),
        ("// About f.\nfn f() {}\n", "from util import half\n\n// About f.\nfn f() {}\n"),
        ("import apples\n\nfn f() {}\n", "import apples\nfrom util import half\n\nfn f() {}\n"),
        ("import zebras\nfn f() {}\n", "from util import half\nimport zebras\nfn f() {}\n"),
        (
            "import zebras\nimport apples // fruit\nfn f() {}\n",
            "import zebras\nimport apples // fruit\nfrom util import half\nfn f() {}\n",
        ),
        ("import apples", "import apples\nfrom util import half"),
        ("import apples\r\nfn f() {}\r\n", "import apples\r\nfrom util import half\r\nfn f() {}\r\n"),
        ("// About.\n\nimport zebras\n", "// About.\n\nfrom util import half\nimport zebras\n"),
        ("import a\n\nfn f() {\n    import b\n}\n", "import a\nfrom util import half\n\nfn f() {\n    import b\n}\n"),
    ] {
        assert_eq!(after(text, "util", "half"), expected);
    }
    assert_eq!(after("let x = 1\n", "geo.area", "square"), "from geo.area import square\n\nlet x = 1\n");
}

#[test]
fn a_list_that_is_too_long_is_cut() {
    let declared: String = (0..300).map(|number| format!("fn name_{number}() {{}}\n")).collect();
    let list = |typed: &str| {
        let fixture =
            Fixture::new(&format!("//- /main.fitz\nfn f() {{\n    {typed}$0\n}}\n//- /many.fitz\n{declared}"));
        let list = completion_list(fixture.host.db(), fixture.file, fixture.offset);
        (list.is_cut, list.items.iter().filter(|item| item.import.is_some()).count())
    };
    assert_eq!(list(""), (true, 100));
    assert_eq!(list("na"), (true, 100));
    assert_eq!(list("name_29"), (false, 21));
    assert_eq!(list("name_299"), (false, 1));
}

#[test]
fn findings_about_unknown_names_are_mended_by_an_import() {
    for (code, expected) in [
        ("fn f() -> Int => half(2)\n", "from util import half\n\nfn f() -> Int => half(2)\n"),
        ("fn f(p: Point) {}\n", "from util import Point\n\nfn f(p: Point) {}\n"),
        ("let p = Point { x: 1 }\n", "from util import Point\n\nlet p = Point { x: 1 }\n"),
        ("let r = RATE\n", "from util import RATE\n\nlet r = RATE\n"),
    ] {
        let fixture = Fixture::new(&format!("//- /main.fitz\n{code}{UTIL}"));
        let db = fixture.host.db();
        let fixes: Vec<_> =
            diagnostics(db, fixture.file).iter().flat_map(|it| import_fixes(db, fixture.file, it)).collect();
        let [fix] = fixes.as_slice() else { panic!("{code}: {fixes:?}") };
        assert!(fix.title.starts_with("Import `") && fix.title.ends_with("` from `util`"), "{}", fix.title);
        let [edit] = fix.edits.as_slice() else { panic!("{fix:?}") };
        assert_eq!(with_edit(code, edit), expected);
        let mended = Fixture::new(&format!("//- /main.fitz\n{expected}{UTIL}"));
        let left = diagnostics(mended.host.db(), mended.file);
        assert!(left.iter().all(|it| !it.code.starts_with("unknown")), "{code}: {left:?}");
    }
    // A function is no type.
    let fixture = Fixture::new(&format!("//- /main.fitz\nfn f(p: half) {{}}{UTIL}"));
    let db = fixture.host.db();
    assert!(diagnostics(db, fixture.file).iter().all(|it| import_fixes(db, fixture.file, it).is_empty()));
}
