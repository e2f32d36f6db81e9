//! Every kind of input that cannot be read, and how directories are searched.

use fitz_e2e::Project;

use crate::program::{run, run_with_input};

const GOOD: &str = "let x = 1\n";

#[test]
fn a_missing_path_is_told_and_the_others_are_checked() {
    let project = Project::new(&[("good.fitz", GOOD)]);
    let run = run(project.directory(), &["--check", "missing.fitz", "good.fitz", "missing_folder"])
        .expect_code(2)
        .expect_messages(&["`missing.fitz` does not exist", "`missing_folder` does not exist", "check the spelling"]);
    assert_eq!(run.last_line(), "1 file checked: no findings");
}

#[test]
fn a_directory_without_fitz_files() {
    let project =
        Project::new(&[("empty/readme.md", ""), ("empty/.hidden/a.fitz", GOOD), ("empty/target/a.fitz", GOOD)]);
    let run = run(project.directory(), &["--check", "empty"])
        .expect_code(2)
        .expect_messages(&["no Fitz files in `empty`", "hidden directories, `target` and what git ignores"]);
    assert_eq!(run.stdout, "");
}

#[test]
fn text_that_is_not_utf8() {
    let project = Project::new(&[("good.fitz", GOOD)]);
    project.write("latin1.fitz", b"let a = 1\nlet x = \"caf\xE9\"\n");
    project.write("utf16.fitz", b"\xFF\xFEl\0e\0t\0");
    let run = run(project.directory(), &["--check"]).expect_code(2).expect_messages(&[
        "`latin1.fitz` is not UTF-8 text: byte 0xE9 at offset 22, in line 2",
        "`utf16.fitz` is UTF-16 text",
        "save the file as UTF-8",
    ]);
    assert_eq!(run.last_line(), "1 file checked: no findings");
}

#[test]
fn an_import_that_is_not_utf8() {
    let project = Project::new(&[("main.fitz", "from util import x\nlet y = x\n")]);
    project.write("util.fitz", b"let x = \"\xE9\"\n");
    run(project.directory(), &["--check", "main.fitz"])
        .expect_messages(&["`util.fitz` is not UTF-8 text: byte 0xE9 at offset 9, in line 1"]);
}

#[cfg(unix)]
#[test]
fn symbolic_links_that_lead_back() {
    use std::os::unix::fs::symlink;

    let project = Project::new(&[("loop/inner/good.fitz", GOOD)]);
    symlink("..", project.directory().join("loop/inner/back")).unwrap();
    symlink("self.fitz", project.directory().join("self.fitz")).unwrap();
    let searched = run(project.directory(), &["--check", "loop"])
        .expect_code(2)
        .expect_messages(&["the symbolic link `loop/inner/back` leads back to `loop`"]);
    assert_eq!(searched.last_line(), "1 file checked: no findings");
    run(project.directory(), &["--check", "self.fitz"])
        .expect_code(2)
        .expect_messages(&["the symbolic link `self.fitz` leads back to itself"]);
    run(project.directory(), &["--check", "."])
        .expect_code(2)
        .expect_messages(&["`loop/inner/back` leads back to `loop`", "`self.fitz` leads back"]);
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_followed_and_no_file_is_checked_twice() {
    use std::os::unix::fs::symlink;

    let project = Project::new(&[("real/good.fitz", GOOD), ("other/more.fitz", GOOD)]);
    symlink("../real", project.directory().join("other/link")).unwrap();
    symlink("nowhere", project.directory().join("real/note.txt")).unwrap();
    let run = run(project.directory(), &["--check", "real", "other", "real/good.fitz", "."]).expect_code(0);
    assert_eq!(run.last_line(), "2 files checked: no findings");
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read() {
    // Whoever runs the tests, root too, cannot read a socket as a file.
    let project = Project::new(&[("good.fitz", GOOD)]);
    let _socket = std::os::unix::net::UnixListener::bind(project.directory().join("socket.fitz")).unwrap();
    let named = run(project.directory(), &["--check", "socket.fitz", "good.fitz"])
        .expect_code(2)
        .expect_messages(&["cannot read `socket.fitz`"]);
    assert_eq!(named.last_line(), "1 file checked: no findings");
    run(project.directory(), &["--check"]).expect_code(0);
}

#[test]
fn a_directory_where_a_file_is_wanted() {
    let project = Project::new(&[("folder/good.fitz", GOOD)]);
    run(project.directory(), &["parse", "folder"]).expect_code(2).expect_messages(&["`folder` is a directory"]);
}

#[test]
fn files_of_other_kinds() {
    let project = Project::new(&[("view.fitzv", ""), ("other.toml", ""), ("notes.txt", GOOD)]);
    run(project.directory(), &["--check", "view.fitzv"])
        .expect_code(2)
        .expect_messages(&["`view.fitzv` is a view file"]);
    run(project.directory(), &["--check", "other.toml"])
        .expect_code(2)
        .expect_messages(&["`other.toml` is no manifest"]);
    run(project.directory(), &["--check", "notes.txt"])
        .expect_code(2)
        .expect_messages(&["`notes.txt` is no Fitz program", "`- < notes.txt`"]);
}

#[test]
fn what_git_ignores_is_left_out_unless_it_is_named() {
    let project = Project::new(&[
        (".gitignore", "generated/\n"),
        ("good.fitz", GOOD),
        ("generated/broken.fitz", "let = \n"),
        ("target/broken.fitz", "let = \n"),
        (".hidden/broken.fitz", "let = \n"),
    ]);
    let searched = run(project.directory(), &["--check"]).expect_code(0);
    assert_eq!(searched.last_line(), "1 file checked: no findings");
    run(project.directory(), &["--check", "generated"]).expect_code(1);
    run(project.directory(), &["--check", "target/broken.fitz"]).expect_code(1);
}

#[test]
fn every_line_break_and_no_text_at_all() {
    let project = Project::new(&[]);
    project.write("crlf.fitz", "let x = 1\r\nfn f(n: Int) -> Int {\r\n    return n\r\n}\r\n");
    project.write("empty.fitz", "");
    project.write("no_newline.fitz", "let x = 1");
    let run = run(project.directory(), &["--check"]).expect_code(0);
    assert_eq!(run.stdout, "3 files checked: no findings\n");
}

#[test]
fn a_byte_order_mark_is_an_error_with_a_place_and_advice() {
    let project = Project::new(&[("main.fitz", "\u{FEFF}let x = 1\r\n")]);
    let run = run(project.directory(), &["--check"]).expect_code(1);
    assert!(run.stdout.contains("--> main.fitz:1:1\n"), "{run}");
    assert!(run.stdout.contains("\n1 | let x = 1\n"), "{run}");
    assert!(run.stdout.contains("without a byte-order mark"), "{run}");
}

#[test]
fn stdin() {
    let project = Project::new(&[("util.fitz", "let x = 1\n")]);
    let good =
        run_with_input(project.directory(), &["--check", "-"], b"from util import x\nlet y = x\n").expect_code(0);
    assert_eq!(good.stdout, "1 file checked: no findings\n");
    let bad = run_with_input(project.directory(), &["--check", "-"], b"let = \n").expect_code(1);
    assert!(bad.stdout.contains("--> <stdin>:1:"), "{bad}");
    run_with_input(project.directory(), &["--check", "-"], b"\xFF")
        .expect_code(2)
        .expect_messages(&["`<stdin>` is not UTF-8 text: byte 0xFF at offset 0, in line 1"]);
}

#[cfg(unix)]
#[test]
fn pipes_are_never_waited_for() {
    let project = Project::new(&[("main.fitz", "from pipe import x\nlet y = x\n"), ("good.fitz", GOOD)]);
    let made = std::process::Command::new("mkfifo").arg(project.directory().join("pipe.fitz")).status().unwrap();
    assert!(made.success());
    for arguments in
        [["--check", "pipe.fitz"], ["parse", "pipe.fitz"], ["asyncapi", "pipe.fitz"], ["--check", "main.fitz"]]
    {
        run(project.directory(), &arguments)
            .expect_code(2)
            .expect_messages(&["cannot read `pipe.fitz`: it is a pipe, a socket or a device, not a file"]);
    }
    run(project.directory(), &["--check", "."]).expect_code(2);
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_to_nothing() {
    let project = Project::new(&[]);
    std::os::unix::fs::symlink("nowhere.fitz", project.directory().join("link.fitz")).unwrap();
    run(project.directory(), &["--check", "link.fitz"])
        .expect_code(2)
        .expect_messages(&["the symbolic link `link.fitz` leads to nothing", "remove the link"]);
}

#[test]
fn stdin_counts_once() {
    let project = Project::new(&[]);
    let run = run_with_input(project.directory(), &["--check", "-", "-"], GOOD.as_bytes()).expect_code(0);
    assert_eq!(run.stdout, "1 file checked: no findings\n");
    run_with_input(project.directory(), &["asyncapi", "diff", "-", "-"], GOOD.as_bytes())
        .expect_code(2)
        .expect_messages(&["stdin cannot be both OLD and NEW"]);
}
