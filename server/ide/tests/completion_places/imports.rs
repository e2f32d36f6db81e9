//! Paths of modules, and what they offer.

use super::labels;

const FILES: &str = "//- /fitz.toml\n[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2026\"\n\
    [bin]\nmain = \"src/main.fitz\"\n[dependencies]\nkit = { path = \"kit\" }\n\
    //- /src/util.fitz\nfn half() {}\nfn third() {}\n\
    //- /src/geo/area.fitz\nlet x = 1\n//- /src/geo/deep/unit.fitz\nlet y = 1\n\
    //- /kit/fitz.toml\n[package]\nname = \"kit\"\nversion = \"0.1.0\"\nedition = \"2026\"\n[lib]\nentry = \"src/lib.fitz\"\n\
    //- /kit/src/lib.fitz\nfn tool() {}\n//- /kit/src/ui/pager.fitz\nfn page() {}\n";

#[test]
fn paths_and_members() {
    for (import, expected) in [
        ("import $0", vec!["geo", "kit", "python", "util"]),
        ("from $0", vec!["geo", "kit", "python", "util"]),
        ("from ut$0", vec!["geo", "kit", "python", "util"]),
        ("import ut$0\nfn f() {}", vec!["geo", "kit", "python", "util"]),
        ("from geo.$0", vec!["area", "deep"]),
        ("from geo.a$0 import x", vec!["area", "deep"]),
        ("import geo.deep.$0\nfn f() {}", vec!["unit"]),
        ("from kit.$0", vec!["lib", "ui"]),
        ("from kit.ui.$0", vec!["pager"]),
        ("from util import $0", vec!["half", "third"]),
        ("from util import half, $0", vec!["third"]),
        ("from util import (\n    half,\n    t$0\n)", vec!["third"]),
        ("from kit import $0", vec!["tool"]),
        ("from nowhere import $0", vec![]),
        ("from nowhere.$0", vec![]),
    ] {
        let program = format!("//- /src/main.fitz\n{import}\n{FILES}");
        assert_eq!(labels(&program), expected, "{import}");
    }
}
