//! `--check`: frames, the last line, colours.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::Stdio;

use expect_test::expect;
use fitz_e2e::{Project, app};

use crate::program::{command, finish, run};

const NOT_ASYNC: &str = "\
type Message { text: Str }

@ws(\"/chat\")
fn chat(conn: WsConn<Message>) -> Null {
    conn.send(Message { text: \"hello\" })
    return null
}
";

#[test]
fn the_five_apps_are_clean() {
    let names = ["dashboard.fitz", "notifications.fitz", "session_chat.fitz", "task_board.fitz", "typed_channel.fitz"];
    let texts = names.map(app);
    let files: Vec<_> = names.iter().zip(&texts).map(|(name, text)| (*name, text.as_str())).collect();
    let project = Project::new(&files);
    let run = run(project.directory(), &["--check"]).expect_code(0);
    assert_eq!(run.stdout, "5 files checked: no findings\n");
    let hints = self::run(project.directory(), &["--check", "--hints", "--output-format", "concise"]).expect_code(0);
    let others: Vec<&str> =
        hints.stdout.lines().filter(|line| line.contains(".fitz:") && !line.contains("[compat/")).collect();
    assert!(hints.stdout.contains("[compat/"), "{hints}");
    assert_eq!(others, [""; 0], "{hints}");
}

#[test]
fn a_frame_shows_the_code_the_place_and_the_way_out() {
    let project = Project::new(&[("src/main.fitz", NOT_ASYNC)]);
    let run = run(project.directory(), &["--check"]).expect_code(1);
    expect![[r#"
        error[ws/not-async]: The WebSocket handler `chat` must be `async`: it waits for frames.
         --> src/main.fitz:4:4
          |
        4 | fn chat(conn: WsConn<Message>) -> Null {
          |    ^^^^
          |
          = help: Write `async fn`.

        1 error in 1 file (1 file checked)
    "#]]
    .assert_eq(&run.stdout);
    assert_eq!(run.stderr, "");
}

#[test]
fn other_places_that_matter_have_frames_of_their_own() {
    let project = Project::new(&[
        (
            "fitz.toml",
            "[package]\nname = \"demo\"\nversion = \"0.1.0\"\nedition = \"2026\"\n\n[bin]\nmain = \"main.fitz\"\n",
        ),
        ("main.fitz", "import rooms\n\n@ws(\"/chat\")\nasync fn chat(conn: WsConn<Str>) -> Null => null\n"),
        ("rooms.fitz", "\t@ws(\"/chat\")\nasync fn room(conn: WsConn<Str>) -> Null => null\n"),
    ]);
    let run = run(project.directory(), &["--check", "main.fitz", "rooms.fitz"]).expect_code(1);
    expect![[r#"
        error[ws/duplicate-path]: The path `/chat` already belongs to the WebSocket handler `chat` of the entry file.
         --> rooms.fitz:1:6
          |
        1 |     @ws("/chat")
          |         ^^^^^^^
          |
          = help: Give one of the two handlers another path.
        note: `chat` is declared here first
         --> main.fitz:3:5
          |
        3 | @ws("/chat")
          |     ^^^^^^^

        1 error in 1 file (3 files checked)
    "#]]
    .assert_eq(&run.stdout);
}

#[test]
fn findings_come_in_the_order_of_files_and_places_whatever_the_order_of_arguments() {
    let broken = "let = 1\nlet = 2\n";
    let project = Project::new(&[("b.fitz", broken), ("a/z.fitz", broken), ("a/y.fitz", broken)]);
    let places = |arguments: &[&str]| -> Vec<String> {
        let run = run(project.directory(), arguments).expect_code(1);
        run.stdout.lines().filter_map(|line| line.trim().strip_prefix("--> ")).map(str::to_owned).collect()
    };
    let expected = places(&["--check"]);
    assert_eq!(expected, places(&["check", "b.fitz", "a"]));
    assert_eq!(expected, places(&["--check", "a/z.fitz", "b.fitz", "a/y.fitz"]));
    let files: Vec<&str> = expected.iter().filter_map(|place| place.split(':').next()).collect();
    assert!(files.is_sorted(), "{expected:?}");
    assert!(expected.first().is_some_and(|place| place.starts_with("a/y.fitz:1:")), "{expected:?}");
}

#[test]
fn the_last_line_counts() {
    let project = Project::new(&[("bad.fitz", NOT_ASYNC), ("good.fitz", "let x = 1\n")]);
    let run = run(project.directory(), &["--check"]).expect_code(1);
    assert_eq!(run.last_line(), "1 error in 1 file (2 files checked)");
}

#[test]
fn colours_follow_the_environment_and_the_option() {
    let project = Project::new(&[("main.fitz", NOT_ASYNC)]);
    let coloured = |arguments: &[&str], environment: &[(&str, &str)]| {
        let mut command = command(project.directory(), arguments);
        command.envs(environment.iter().copied());
        finish(&mut command).expect_code(1).stdout.contains('\u{1b}')
    };
    assert!(!coloured(&["--check"], &[]), "a pipe is no terminal");
    assert!(coloured(&["--check"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["--check"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(coloured(&["--check", "--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!coloured(&["--check", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn a_program_cannot_colour_the_terminal() {
    let project = Project::new(&[("main.fitz", "let x\u{1b}[31m = 1\n")]);
    let run = run(project.directory(), &["--check", "--color", "never"]).expect_code(1);
    assert!(!run.stdout.contains('\u{1b}'), "{run}");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    // More than a pipe holds, so that the program is still writing when its reader goes.
    let handlers: Vec<String> = (0..800)
        .map(|number| format!("@ws(\"/room/{number}\")\nfn room{number}(conn: WsConn<Str>) -> Null => null\n\n"))
        .collect();
    let project = Project::new(&[("main.fitz", &handlers.concat())]);
    for (arguments, code) in [(&["--check"][..], 1), (&["parse", "main.fitz"], 0)] {
        let complete = run(project.directory(), arguments).expect_code(code);
        assert!(complete.stdout.len() > 100_000, "{arguments:?}: {} bytes", complete.stdout.len());
        let mut child =
            command(project.directory(), arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first_line = String::new();
        BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut first_line).unwrap();
        assert!(complete.stdout.starts_with(&first_line));
        let mut messages = String::new();
        child.stderr.take().unwrap().read_to_string(&mut messages).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(code), "{arguments:?}: {messages}");
        assert_eq!(messages, "", "{arguments:?}");
    }
}

#[test]
fn deep_nesting_is_no_crash() {
    let deep = format!("let x = {}1{}\n", "(".repeat(3_000), ")".repeat(3_000));
    let project = Project::new(&[("deep.fitz", &deep)]);
    let run = run(project.directory(), &["--check"]);
    assert!(matches!(run.code, Some(0 | 1)), "{run}");
}

const MANIFEST: &str = "[package]\nname = \"demo\"\nversion = \"0.1.0\"\nedition = \"2026\"\n";

#[test]
fn manifests_are_checked_with_their_programs() {
    let manifest = format!("{MANIFEST}\n[bin]\nmain = \"src/mian.fitz\"\n");
    let project = Project::new(&[("fitz.toml", &manifest), ("src/main.fitz", "print(1)\n")]);
    for arguments in [&["--check"][..], &["--check", "src/main.fitz"], &["--check", "fitz.toml"]] {
        let run = run(project.directory(), arguments).expect_code(1);
        assert!(run.stdout.contains("error[manifest/entry-missing]: There is no file `src/mian.fitz`."), "{run}");
        assert!(run.stdout.contains("--> fitz.toml:7:9"), "{run}");
    }
}

#[test]
fn the_manifest_sets_how_bad_a_finding_is() {
    let manifest = format!("{MANIFEST}\n[lint]\n\"ws/*\" = \"warning\"\n");
    let project = Project::new(&[("fitz.toml", &manifest), ("main.fitz", NOT_ASYNC)]);
    let run = run(project.directory(), &["--check"]).expect_code(0);
    assert_eq!(run.last_line(), "1 warning in 1 file (2 files checked)");
}

#[test]
fn git_dependencies_are_found_where_the_environment_says() {
    let manifest =
        format!("{MANIFEST}\n[dependencies]\nslug = {{ git = \"https://example.org/slug\", tag = \"v1\" }}\n");
    let library = format!("{MANIFEST}\n[lib]\nentry = \"lib.fitz\"\n");
    let project = Project::new(&[
        ("app/fitz.toml", &manifest),
        ("app/main.fitz", "from slug import slugify\nprint(slugify(\"A\"))\n"),
        ("cache/git/example.org_slug@v1/fitz.toml", &library),
        ("cache/git/example.org_slug@v1/lib.fitz", "fn slugify(text: Str) -> Str => text.lower()\n"),
    ]);
    let check = |cache: &str| {
        let mut command = command(&project.directory().join("app"), &["--check"]);
        finish(command.env("FITZ_CACHE_DIR", project.directory().join(cache)))
    };
    assert_eq!(check("cache").expect_code(0).stdout, "2 files checked: no findings\n");
    let missing = check("nowhere").expect_code(0);
    assert!(missing.stdout.contains("warning[dependency-not-fetched]"), "{missing}");
    assert!(missing.stdout.contains("help: Run `fitz build` once."), "{missing}");
}

#[test]
fn an_import_of_a_file_that_cannot_be_read_is_not_called_missing() {
    let project = Project::new(&[("main.fitz", "from other import x\nprint(x)\n")]);
    project.write("other.fitz", b"\xFF\xFE\x00");
    let run = run(project.directory(), &["--check", "main.fitz"]).expect_code(2);
    assert!(!run.stdout.contains("module-not-found"), "{run}");
}

/// A package whose program serves files, with a container.
const SERVER: [(&str, &str); 3] = [
    (
        "shop/fitz.toml",
        "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2026\"\n\n[bin]\nmain = \"src/main.fitz\"\n",
    ),
    ("shop/Dockerfile", "FROM debian\n"),
    ("shop/src/main.fitz", "@server(3000, static_dir=\"public\")\nfn main() => 0\n"),
];

#[test]
fn what_lies_around_a_server_is_looked_at() {
    let project = Project::new(&SERVER);
    let check = || run(project.directory(), &["--check", "--output-format", "concise", "shop"]).stdout;
    let host = "shop/src/main.fitz:1:2: warning[server-host-in-container]";
    let files = "shop/src/main.fitz:1:26: warning[server-static-dir-missing]";
    let found = check();
    assert!(found.contains(host) && found.contains(files), "{found}");
    project.write("shop/public/index.html", "<p>");
    let found = check();
    assert!(found.contains(host) && !found.contains(files), "{found}");
    project.remove("shop/Dockerfile");
    let found = check();
    assert!(!found.contains("warning"), "{found}");
}

#[test]
fn a_text_from_stdin_lies_nowhere() {
    let project = Project::new(&SERVER);
    let run =
        crate::program::run_with_input(&project.directory().join("shop"), &["--check", "-"], SERVER[2].1.as_bytes());
    assert!(!run.stdout.contains("[server-"), "{run}");
}
