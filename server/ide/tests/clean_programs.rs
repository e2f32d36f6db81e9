//! No false alarm: the sample programs, the applications and the programs have no error and no warning.

#![allow(clippy::unwrap_used, reason = "a program that cannot be read fails its test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fitz_analysis::fixture::files_below;
use fitz_analysis::{FilePath, Host, Severity, file};
use fitz_ide::diagnostics;

#[test]
fn applications_have_no_findings() {
    for path in files_below(&tests().join("apps")) {
        assert_clean(&[path]);
    }
}

#[test]
fn samples_have_no_findings() {
    let checked = assert_clean(&files_below(&tests().join("samples")));
    assert!(checked >= 20, "only {checked} samples");
}

/// Each folder of `tests/programs` is a project; the files beside the folders are programs of their own.
#[test]
fn whole_programs_have_no_findings() {
    let mut checked = 0;
    for entry in fs::read_dir(tests().join("programs")).unwrap() {
        let path = entry.unwrap().path();
        let own = files_below(&path);
        checked += usize::from(assert_clean(&own) > 0);
    }
    println!("{checked} programs without a finding");
    assert!(checked >= 15, "only {checked} programs");
}

/// Checks the programs among files that see each other, and gives their number.
fn assert_clean(paths: &[PathBuf]) -> usize {
    let mut host = Host::new();
    let root = tests();
    let mut sources = Vec::new();
    for path in paths {
        let name = FilePath::new(&format!("/{}", path.strip_prefix(&root).unwrap().to_str().unwrap()));
        host.set_disk(&name, Some(Arc::from(fs::read_to_string(path).unwrap())));
        sources.push(name);
    }
    for name in &sources {
        let source = file(host.db(), name).unwrap();
        let mut found = diagnostics(host.db(), source);
        found.retain(|it| it.severity != Severity::Hint);
        assert!(found.is_empty(), "{name}: {found:#?}");
    }
    sources.iter().filter(|name| name.extension() == Some("fitz")).count()
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests")
}
