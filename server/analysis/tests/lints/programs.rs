//! No false alarm: whole programs in the style of real services have no finding of any lint, hints included.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use fitz_analysis::fixture::files_below;
use fitz_analysis::{FilePath, Host, Rule, diagnostics, file};
use fitz_rules::families::lints as rules;

const LINTS: [&Rule; 13] = [
    &rules::CONSTANT_CONDITION,
    &rules::SHADOWED_BUILTIN,
    &rules::STRING_CONCAT,
    &rules::UNAWAITED_FUTURE,
    &rules::UNHANDLED_RESULT,
    &rules::UNREACHABLE_CODE,
    &rules::UNUSED_BINDING,
    &rules::UNUSED_IMPORT,
    &rules::UNUSED_PARAMETER,
    &rules::UNUSED_RESULT,
    &rules::UNUSED_VARIABLE,
    &rules::USELESS_MATCH,
    &rules::WHILE_TRUE,
];

#[test]
fn whole_programs_are_clean() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests");
    let mut checked = 0;
    let mut failures = Vec::new();
    for folder in ["apps", "programs"] {
        for entry in fs::read_dir(tests.join(folder)).unwrap() {
            let paths = files_below(&entry.unwrap().path());
            let mut host = Host::new();
            for path in &paths {
                let text = fs::read_to_string(path).unwrap();
                host.set_disk(&FilePath::new(path.to_str().unwrap()), Some(Arc::from(text)));
            }
            for path in paths.iter().filter(|path| path.extension().is_some_and(|it| it == "fitz")) {
                let source = file(host.db(), &FilePath::new(path.to_str().unwrap())).unwrap();
                let mut found = diagnostics(host.db(), source);
                found.retain(|it| LINTS.iter().any(|rule| rule.code == it.code));
                if !found.is_empty() {
                    failures.push(format!("{}: {found:#?}", path.display()));
                }
                checked += 1;
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(checked >= 27, "{checked}");
}
