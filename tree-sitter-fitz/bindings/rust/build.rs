//! Compiles the generated parser and its scanner.

use std::path::Path;

fn main() {
    let source = Path::new("src");
    let mut build = cc::Build::new();
    build.std("c11").include(source).warnings(false);
    for name in ["parser.c", "scanner.c"] {
        let file = source.join(name);
        println!("cargo:rerun-if-changed={}", file.display());
        build.file(file);
    }
    // Unoptimised, the table-driven lexer is an order of magnitude slower, and nobody debugs it.
    if build.get_compiler().is_like_msvc() {
        build.flag("-utf-8");
    }
    if std::env::var("OPT_LEVEL").is_ok_and(|level| level == "0") {
        build.opt_level(1);
    }
    build.compile("tree-sitter-fitz");
}
