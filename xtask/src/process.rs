//! Running other programs.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

/// Cargo, the one that runs this task.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a program, with its output on ours.
///
/// # Errors
/// When it cannot be started or does not succeed.
pub fn run(command: &mut Command) -> Result<(), String> {
    println!("$ {}", shown(command));
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status})", shown(command))) }
}

/// Runs a program with its output on ours, and gives every line that it writes to `see`.
///
/// # Errors
/// When it cannot be started or does not succeed.
pub fn run_watched(command: &mut Command, see: impl Fn(&str) + Sync) -> Result<(), String> {
    println!("$ {}", shown(command));
    let spawned = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = spawned.map_err(|error| cannot_start(command, &error))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        let see = &see;
        scope.spawn(move || {
            copy_lines(stdout, |line| {
                println!("{line}");
                see(line);
            })
        });
        scope.spawn(move || {
            copy_lines(stderr, |line| {
                eprintln!("{line}");
                see(line);
            })
        });
    });
    let status = child.wait().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status})", shown(command))) }
}

fn copy_lines(source: Option<impl Read>, mut see: impl FnMut(&str)) {
    let Some(source) = source else { return };
    for line in BufReader::new(source).split(b'\n').map_while(Result::ok) {
        see(&String::from_utf8_lossy(&line));
    }
}

/// Runs a program and gives what it writes to stdout.
///
/// # Errors
/// When it cannot be started, does not succeed, or writes something that is not UTF-8.
pub fn output_of(command: &mut Command) -> Result<String, String> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| cannot_start(command, &error))?;
    if !output.status.success() {
        return Err(format!("`{}` failed ({})", shown(command), output.status));
    }
    String::from_utf8(output.stdout).map_err(|_| format!("`{}` wrote something that is not UTF-8", shown(command)))
}

/// Whether a program is there and says its version.
pub fn is_installed(command: &mut Command) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .stdin(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Installs packages of Debian and its relatives.
///
/// # Errors
/// When the system has no `apt-get`, or it fails.
pub fn install_packages(packages: &[&str]) -> Result<(), String> {
    if !is_installed(Command::new("apt-get").arg("--version")) {
        return Err(format!("please install {}: this system has no apt-get to do it", packages.join(", ")));
    }
    let apt = || {
        let is_root = output_of(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
        let mut command = Command::new(if is_root { "apt-get" } else { "sudo" });
        if !is_root {
            command.arg("apt-get");
        }
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    run(apt().args(["update", "-qq"]))?;
    run(apt().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
}

/// Installs exactly the packages of a folder's lock file, unless they are there already.
///
/// # Errors
/// When npm cannot be installed, or fails.
pub fn npm_ci(folder: &str) -> Result<(), String> {
    let installed =
        fs::metadata(Path::new(folder).join("node_modules/.package-lock.json")).and_then(|file| file.modified());
    let locked = fs::metadata(Path::new(folder).join("package-lock.json")).and_then(|file| file.modified());
    if let (Ok(installed), Ok(locked)) = (installed, locked)
        && installed > locked
    {
        return Ok(());
    }
    npm(folder, &["ci", "--no-audit", "--no-fund"])
}

/// Runs npm in a folder.
///
/// # Errors
/// When npm cannot be installed, or fails.
pub fn npm(folder: &str, arguments: &[&str]) -> Result<(), String> {
    if !is_installed(Command::new("npm").arg("--version")) {
        install_packages(&["nodejs", "npm"])?;
    }
    run(Command::new("npm").args(arguments).current_dir(folder))
}

/// What cargo knows of the workspace (`cargo metadata`).
///
/// # Errors
/// When cargo cannot say.
pub fn metadata() -> Result<serde_json::Value, String> {
    let text = output_of(cargo().args(["metadata", "--format-version", "1", "--no-deps"]))?;
    serde_json::from_str(&text).map_err(|error| format!("cargo's metadata is not JSON: {error}"))
}

/// Where cargo puts what it builds.
///
/// # Errors
/// When cargo cannot say.
pub fn target_directory() -> Result<PathBuf, String> {
    let metadata = metadata()?;
    let directory = metadata.get("target_directory").and_then(serde_json::Value::as_str);
    directory.map(PathBuf::from).ok_or_else(|| "cargo does not say where it builds".to_owned())
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    format!("cannot start `{}`: {error}", shown(command))
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
