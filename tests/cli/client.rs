//! `client`: typed clients of a program.

use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use fitz_e2e::Project;

use crate::program::run;

const PROGRAM: &str = "\
@server(4000)
fn main() => 0

@ws(\"/chat\")
async fn chat(conn: WsConn<Str>) -> Null => null
";

/// Each language with the file that it writes.
const LANGUAGES: [(&str, &str); 2] = [("typescript", "client.ts"), ("python", "client.py")];

fn tests() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn apps() -> Vec<PathBuf> {
    let mut apps: Vec<PathBuf> = fs::read_dir(tests().join("apps")).unwrap().map(|it| it.unwrap().path()).collect();
    apps.retain(|path| path.extension().is_some_and(|extension| extension == "fitz"));
    apps.sort();
    assert_eq!(apps.len(), 5, "{apps:?}");
    apps
}

/// The part of a client that comes from its program. The runtime is the same in all of them.
fn without_runtime(text: &str) -> String {
    let rule = "-".repeat(80);
    let start = text.lines().position(|line| line.contains(&rule)).expect("a client has a runtime");
    let lines: Vec<&str> = text.lines().collect();
    let tables = lines.iter().position(|line| line.starts_with("# The types as data")).unwrap_or(lines.len());
    let mut kept = lines[..start].to_vec();
    kept.extend(&lines[tables..]);
    kept.join("\n").trim_end().to_owned() + "\n"
}

/// `UPDATE_EXPECT=1` writes the expected files anew; look at the difference before keeping it.
#[test]
fn the_clients_of_the_apps_are_exactly_the_expected_ones() {
    for app in apps() {
        let project = Project::new(&[]);
        let stem = app.file_stem().unwrap().to_str().unwrap();
        for (language, file) in LANGUAGES {
            let arguments = ["client".as_ref(), language.as_ref(), app.as_os_str(), "-o".as_ref(), "out".as_ref()];
            let written = run(project.directory(), &arguments).expect_code(0);
            assert_eq!(written.stderr, "", "{written}");
            assert_eq!(written.last_line(), Path::new("out").join(file).to_str().unwrap());
            let text = fs::read_to_string(project.directory().join("out").join(file)).unwrap();
            let expected = tests().join("clients/golden").join(stem).join(file);
            expect_file![expected].assert_eq(&without_runtime(&text));
        }
    }
}

#[test]
fn a_second_run_writes_the_same_bytes_and_check_tells_when_they_differ() {
    let project = Project::new(&[("main.fitz", PROGRAM)]);
    for (language, file) in LANGUAGES {
        let client = |extra: &[&str]| {
            let mut arguments = vec!["client", language, "main.fitz", "-o", "deep/out"];
            arguments.extend(extra);
            run(project.directory(), &arguments)
        };
        let path = project.directory().join("deep/out").join(file);
        let advice = format!("write it with `fitz-lsp client {language} main.fitz -o deep/out`");
        client(&["--check"]).expect_code(1).expect_messages(&["there is no", &advice]);
        assert!(!path.exists(), "`--check` writes nothing");
        client(&[]).expect_code(0);
        let first = fs::read(&path).unwrap();
        client(&[]).expect_code(0);
        assert_eq!(fs::read(&path).unwrap(), first);
        let fresh = client(&["--check"]).expect_code(0);
        assert_eq!((fresh.stdout.as_str(), fresh.stderr.as_str()), ("", ""));
        fs::write(&path, "// edited\n").unwrap();
        client(&["--check"]).expect_code(1).expect_messages(&["is not the client of this program any more", &advice]);
        assert_eq!(fs::read(&path).unwrap(), b"// edited\n", "`--check` writes nothing");
    }
}

#[test]
fn without_a_path_it_is_the_program_of_the_working_directory() {
    let manifest =
        "[package]\nname = \"demo\"\nversion = \"0.3.0\"\nedition = \"2026\"\n\n[bin]\nmain = \"src/main.fitz\"\n";
    let project = Project::new(&[("fitz.toml", manifest), ("src/main.fitz", PROGRAM)]);
    run(project.directory(), &["client", "typescript", "-o", "."]).expect_code(0);
    let text = fs::read_to_string(project.directory().join("client.ts")).unwrap();
    assert!(text.starts_with("// Client of the WebSocket endpoints of `demo`"), "{text}");
    assert!(text.contains("address: \"ws://localhost:4000\""), "{text}");
}

#[test]
fn what_cannot_be_done_is_told() {
    let project = Project::new(&[("main.fitz", PROGRAM), ("taken", "a file, not a directory")]);
    let refused = |arguments: &[&str], message: &str| {
        let run = run(project.directory(), arguments).expect_code(2).expect_messages(&[message]);
        assert_eq!(run.stdout, "", "{run}");
    };
    refused(&["client", "typescript", "nowhere.fitz", "-o", "out"], "`nowhere.fitz` does not exist");
    refused(&["client", "typescript", ".", "-o", "out"], "there is no `fitz.toml`");
    refused(&["client", "typescript", "main.fitz", "-o", "taken"], "`taken` is a file, and `-o` wants a directory");
    refused(&["client", "typescript", "main.fitz"], "--output <DIR>");
    refused(&["client", "cobol", "main.fitz", "-o", "out"], "typescript, python");
    assert!(!project.directory().join("out").exists());
}

#[test]
fn a_program_with_errors_has_a_client_and_a_note() {
    let broken = format!("{PROGRAM}\nlet = 1\n");
    let project = Project::new(&[("main.fitz", &broken), ("none.fitz", "let x = 1\n")]);
    for (language, file) in LANGUAGES {
        run(project.directory(), &["client", language, "main.fitz", "-o", "out"])
            .expect_code(0)
            .expect_messages(&["so the client may be incomplete", "`fitz-lsp --check` shows them"]);
        let text = fs::read_to_string(project.directory().join("out").join(file)).unwrap();
        assert!(text.contains("\"/chat\""), "{text}");
        run(project.directory(), &["client", language, "none.fitz", "-o", "none"])
            .expect_code(0)
            .expect_messages(&["no WebSocket endpoint"]);
    }
}

#[test]
fn a_file_where_a_directory_is_wanted() {
    let project = Project::new(&[("main.fitz", "let x = 1\n"), ("out", "")]);
    run(project.directory(), &["client", "python", "main.fitz", "-o", "out"])
        .expect_code(2)
        .expect_messages(&["`out` is a file, and `-o` wants a directory"]);
}
