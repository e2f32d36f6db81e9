//! No false alarm: the sample programs and the applications have no finding at all.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use fitz_analysis::{FilePath, Host, file};
use fitz_ide::diagnostics;

#[test]
fn samples_and_applications_have_no_findings() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests");
    let mut modules = Vec::new();
    read_modules(&tests.join("sample_modules"), "/samples", &mut modules);
    assert_eq!(modules.len(), 8);
    let mut checked = 0;
    let mut failures = Vec::new();
    for folder in ["apps", "samples"] {
        for entry in fs::read_dir(tests.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            let name = FilePath::new(&format!("/{folder}/{}", path.file_name().unwrap().to_str().unwrap()));
            let mut host = Host::new();
            // What `modules.fitz` imports.
            host.set_disk_all(modules.iter().map(|(path, text)| (path.clone(), Some(Arc::from(text.as_str())))));
            host.set_disk(&name, Some(Arc::from(text)));
            let source = file(host.db(), &name).unwrap();
            let found = diagnostics(host.db(), source);
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

/// The programs below a directory, as if they lay below another one.
fn read_modules(directory: &Path, name: &str, found: &mut Vec<(FilePath, String)>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{name}/{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            read_modules(&path, &name, found);
        } else if path.extension().is_some_and(|it| it == "fitz") {
            found.push((FilePath::new(&name), fs::read_to_string(&path).unwrap()));
        }
    }
}
