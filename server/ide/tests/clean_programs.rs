//! No false alarm: the sample programs and the applications have no error and no warning.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use fitz_analysis::{FilePath, Host, Severity, file};
use fitz_ide::diagnostics;

#[test]
fn samples_and_applications_have_no_findings() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests");
    let mut checked = 0;
    let mut failures = Vec::new();
    for folder in ["apps", "samples"] {
        for entry in fs::read_dir(tests.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            let name = FilePath::new(&format!("/{folder}/{}", path.file_name().unwrap().to_str().unwrap()));
            let mut host = Host::new();
            host.set_disk(&name, Some(Arc::from(text)));
            let source = file(host.db(), &name).unwrap();
            let mut found = diagnostics(host.db(), source);
            found.retain(|it| it.severity != Severity::Hint);
            if !found.is_empty() {
                failures.push(format!("{name}: {found:#?}"));
            }
            checked += 1;
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    println!("{checked} programs without a finding");
    assert_eq!(checked, 25);
}
