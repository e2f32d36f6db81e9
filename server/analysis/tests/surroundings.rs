//! What a server needs on the disk around its program.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

mod support;

use fitz_analysis::fixture::Fixture;
use fitz_analysis::{FilePath, Host, PathKind, diagnostics, file};
use support::check;

const PACKAGE: &str = "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2026\"\n";
const ROUTE: &str = "@get(\"/\")\nfn index() -> Str => \"hello\"\n\n";

/// Checks a package with these further files. `main.fitz` is the program of the manifest.
fn check_package(rest: &str) {
    check(&format!("//- /home/shop/fitz.toml\n{PACKAGE}\n[bin]\nmain = \"src/main.fitz\"\n{rest}"));
}

/// The findings in `/home/shop/src/main.fitz`, each with its message.
fn messages(rest: &str) -> Vec<String> {
    let fixture =
        Fixture::new(&format!("//- /home/shop/fitz.toml\n{PACKAGE}\n[bin]\nmain = \"src/main.fitz\"\n{rest}"));
    let found = diagnostics(fixture.host.db(), fixture.file_at("/home/shop/src/main.fitz"));
    found.into_iter().map(|it| it.message).collect()
}

// Files to serve.

#[test]
fn a_directory_that_is_nowhere_is_reported() {
    check_package(
        r#"
//- /home/shop/src/main.fitz
@server(3000, static_dir="public", docs=false)
//                       ^^^^^^^^ [server-static-dir-missing]
fn main() => 0
"#,
    );
}

#[test]
fn a_file_is_no_directory() {
    let program =
        "\n//- /home/shop/public\nx\n//- /home/shop/src/main.fitz\n@server(static_dir=\"./public\")\nfn main() => 0\n";
    assert_eq!(messages(program), ["`./public` is a file, and `static_dir` names a directory."]);
}

/// The server may start in any directory above the program.
#[test]
fn a_directory_beside_the_program_or_above_is_there() {
    for directory in ["/home/shop/src/public", "/home/shop/public", "/home/public", "/public"] {
        check_package(&format!(
            "\n//- {directory}/index.html\n<p>\n//- /home/shop/src/main.fitz\n@server(3000, static_dir=\"public\")\nfn main() => 0\n"
        ));
    }
}

#[test]
fn a_directory_beside_the_package_is_there() {
    check_package(
        "\n//- /home/web/dist/index.html\n<p>\n//- /home/shop/src/main.fitz\n@server(static_dir=\"../web/dist/\")\nfn main() => 0\n",
    );
    let other = "\n//- /home/web/dst/index.html\n<p>\n//- /home/shop/src/main.fitz\n@server(static_dir=\"../web/dist/\")\nfn main() => 0\n";
    assert_eq!(messages(other).len(), 1);
}

#[test]
fn what_is_not_written_plainly_is_not_looked_for() {
    for written in ["\"{base}/public\"", "base", "\"/srv/public\"", "\"\"", "\"C:/public\""] {
        let program = format!(
            "\n//- /home/shop/src/main.fitz\nlet base = \"x\"\n\n@server(static_dir={written})\nfn main() => 0\n"
        );
        let of_rule = |it: &&String| it.contains("directory") && it.contains("no files");
        assert_eq!(messages(&program).iter().filter(of_rule).count(), 0, "{written}");
    }
}

#[test]
fn without_a_package_nobody_knows_where_the_server_starts() {
    check("//- /home/main.fitz\n@server(3000, static_dir=\"public\")\nfn main() => 0\n");
    // A text that is no file.
    check("//- untitled:Untitled-1\n@server(3000, static_dir=\"public\")\nfn main() => 0\n");
    check("//- <stdin>\n@server(3000, static_dir=\"public\")\nfn main() => 0\n");
}

#[test]
fn a_library_starts_elsewhere() {
    check(&format!(
        "//- /kit/fitz.toml\n{PACKAGE}\n[lib]\nentry = \"lib.fitz\"\n//- /kit/Dockerfile\nFROM x\n//- /kit/lib.fitz\n\
         {ROUTE}@server(static_dir=\"public\")\nfn main() => 0\n"
    ));
}

#[test]
fn nothing_is_found_where_nobody_has_looked() {
    let mut host = Host::new();
    let main = FilePath::new("/shop/main.fitz");
    let text = format!("{ROUTE}@server(static_dir=\"public\")\nfn main() => 0\n");
    host.set_disk(&main, Some(text.into()));
    host.set_disk(&FilePath::new("/shop/fitz.toml"), Some(PACKAGE.into()));
    let found = |host: &Host| diagnostics(host.db(), file(host.db(), &main).unwrap()).len();
    assert_eq!(found(&host), 0);
    let asked: Vec<String> = host.wanted().paths.iter().map(ToString::to_string).collect();
    assert_eq!(asked, ["/public", "/shop/Containerfile", "/shop/Dockerfile", "/shop/public"]);
    let tell = |host: &mut Host, kind: PathKind| {
        let asked = host.asked_paths();
        host.set_path_kinds(asked.into_iter().map(|path| (path, kind)));
    };
    tell(&mut host, PathKind::Nothing);
    assert_eq!(host.wanted().paths, []);
    assert_eq!(found(&host), 1);
    tell(&mut host, PathKind::Unknown);
    assert_eq!(found(&host), 0);
}

// Containers.

#[test]
fn a_server_in_a_container_listens_to_more_than_itself() {
    for container in ["Dockerfile", "Containerfile"] {
        for place in ["/home/shop", "/home/shop/src"] {
            check_package(&format!(
                r#"
//- {place}/{container}
FROM debian
//- /home/shop/src/main.fitz
{ROUTE}
  @server(3000)
// ^^^^^^ [server-host-in-container]
fn main() => 0
"#
            ));
        }
    }
}

#[test]
fn a_written_loopback_is_one_too() {
    check_package(&format!(
        r#"
//- /home/shop/Dockerfile
FROM debian
//- /home/shop/src/main.fitz
{ROUTE}
@server(3000, "127.0.0.1")
//            ^^^^^^^^^^^ [server-host-in-container]
fn main() => 0
"#
    ));
    check_package(&format!(
        r#"
//- /home/shop/Dockerfile
FROM debian
//- /home/shop/src/main.fitz
{ROUTE}
@server(host="::1", port=80)
//           ^^^^^ [server-host-in-container]
fn main() => 0
"#
    ));
}

#[test]
fn other_hosts_are_left_alone() {
    for host in ["\"0.0.0.0\"", "\"::\"", "\"10.0.0.7\"", "address"] {
        let program = format!(
            "\n//- /home/shop/Dockerfile\nFROM x\n//- /home/shop/src/main.fitz\nlet address = \"127.0.0.1\"\n{ROUTE}\
             @server(80, {host})\nfn main() => 0\n"
        );
        assert_eq!(messages(&program).iter().filter(|it| it.contains("container")).count(), 0, "{host}");
    }
}

#[test]
fn what_starts_a_database_is_no_container_of_the_program() {
    check_package(&format!(
        "\n//- /home/shop/compose.yaml\nservices: {{}}\n//- /home/Dockerfile\nFROM x\n//- /home/shop/Dockerfile/x\n\
         //- /home/shop/src/main.fitz\n{ROUTE}@server(80)\nfn main() => 0\n"
    ));
}

#[test]
fn a_program_that_the_manifest_does_not_name_runs_outside_of_the_container() {
    check_package(&format!(
        "\n//- /home/shop/Dockerfile\nFROM x\n//- /home/shop/src/main.fitz\nprint(1)\n//- /home/shop/demo.fitz\n{ROUTE}\
         @server(80)\nfn main() => 0\n"
    ));
}

#[test]
fn without_a_manifest_the_container_beside_the_program_counts() {
    check(&format!(
        r#"//- /home/Dockerfile
FROM debian
//- /home/main.fitz
{ROUTE}
  @server
// ^^^^^^ [server-host-in-container]
fn main() => 0
//- /home/tools/other.fitz
{ROUTE}
@server(80)
fn main() => 0
"#
    ));
}

#[test]
fn the_fix_opens_the_server() {
    for (before, after) in [
        ("@server", "@server(host=\"0.0.0.0\")"),
        ("@server()", "@server(host=\"0.0.0.0\")"),
        ("@server(80)", "@server(80, host=\"0.0.0.0\")"),
        ("@server(80, docs=true,)", "@server(80, docs=true, host=\"0.0.0.0\",)"),
        ("@server(80, \"127.0.0.1\")", "@server(80, \"0.0.0.0\")"),
        ("@server(host=\"::1\")", "@server(host=\"0.0.0.0\")"),
    ] {
        let text = |server: &str| format!("{ROUTE}{server}\nfn main() => 0\n");
        let fixture = Fixture::new(&format!("//- /home/Dockerfile\n\n//- /home/main.fitz\n{}", text(before)));
        let found = diagnostics(fixture.host.db(), fixture.file);
        let [finding] = found.as_slice() else { panic!("{before}: {found:#?}") };
        let mut fixed = text(before);
        for (range, new) in &finding.fixes.first().unwrap().edits {
            fixed.replace_range(usize::from(range.start())..usize::from(range.end()), new);
        }
        assert_eq!(fixed, text(after));
    }
}
