//! How fast programs are checked: lines per second of a project of 1,000 files and 200,000 lines from nothing, the memory
//! that it takes, and the time from a keystroke in a body of a 5,000-line file to its new findings. One thread. Run with
//! `cargo xtask bench check`.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::unwrap_used, reason = "a benchmark, not a library")]

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fitz_analysis::{FilePath, Host, diagnostics, file};
use fitz_syntax::{Document, Position, PositionEncoding, TextChange, TextSize};

/// As in the program that is shipped.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// One module of the project; `__n` becomes its number, `__p` that of the module before it.
const MODULE: &str = include_str!("module.fitz");
const LINES: usize = 200_000;
const EDITED_LINES: usize = 5_000;
const KEYSTROKES: usize = 400;
/// How often the project is checked. The first time, most of it may go to the system handing out memory.
const RUNS: usize = 5;

fn main() {
    keystrokes(1);
    keystrokes(LINES / MODULE.lines().count());
    cold_check();
}

/// All findings of all files of a project that nothing is known of yet.
fn cold_check() {
    let modules = LINES.div_ceil(MODULE.lines().count());
    let lines = modules * MODULE.lines().count();
    let mut times: Vec<Duration> = (0..RUNS).map(|_| check_all(modules)).collect();
    times.sort();
    let speed = |time: Option<&Duration>| lines as f64 / time.map_or(f64::NAN, Duration::as_secs_f64);
    println!(
        "cold check: {modules} files, {lines} lines at {:.0} lines per second (best of {RUNS}; median {:.0}), {}",
        speed(times.first()),
        speed(times.get(RUNS / 2)),
        peak_memory(),
    );
}

fn check_all(modules: usize) -> Duration {
    let texts: Vec<_> = (0..modules).map(|number| (path(number), Some(Arc::from(module(number))))).collect();
    let mut host = Host::new();
    let start = Instant::now();
    host.set_disk_all(texts);
    assert!(
        host.wanted().files.iter().all(|path| path.as_str().ends_with(".toml") || path.as_str().ends_with(".fitzv"))
    );
    let mut found = 0;
    for number in 0..modules {
        let module = file(host.db(), &path(number)).unwrap();
        found += diagnostics(host.db(), module).len();
    }
    assert_eq!(found, 0, "the generated project is correct");
    start.elapsed()
}

/// Types a character into a body of a long file and takes it out again, beside a project of so many files.
fn keystrokes(files: usize) {
    let mut host = Host::new();
    host.set_disk_all((0..files).map(|number| (path(number), Some(Arc::from(module(number))))));
    let text = long_file();
    let edited = FilePath::new("/shop/long.fitz");
    let mut document = Document::open(&text, 0);
    host.set_open(&edited, document.tree().clone());
    let source = file(host.db(), &edited).unwrap();
    let _ = diagnostics(host.db(), source);
    let mut times = Vec::new();
    for step in 0..KEYSTROKES / 2 {
        let body = text.match_indices("sum += number").nth(step % 20).expect("a body to type in").0;
        let at = TextSize::from(u32::try_from(body).unwrap());
        let position = document.text().position(at, PositionEncoding::Utf8);
        let after = Position::new(position.line, position.character + 1);
        for (range, typed) in [((position, position), "n"), ((position, after), "")] {
            let change = TextChange::Edit { range, text: typed.to_owned() };
            let start = Instant::now();
            document.apply(0, &[change], PositionEncoding::Utf8);
            host.set_open(&edited, document.tree().clone());
            let _ = diagnostics(host.db(), source);
            times.push(start.elapsed());
        }
    }
    times.sort();
    println!(
        "keystroke:  {} lines beside {files} files: {:.2} ms median, {:.2} ms p95",
        text.lines().count(),
        milliseconds(times.get(times.len() / 2)),
        milliseconds(times.get(times.len() * 95 / 100)),
    );
}

/// Many modules in one file: the imports of all but the first name what the file has itself.
fn long_file() -> String {
    let mut text = String::new();
    for number in 1.. {
        let module = module(number);
        let own = if number == 1 { module.as_str() } else { module.split_once("\n\n").map_or("", |(_, own)| own) };
        text.push_str(own);
        if text.lines().count() >= EDITED_LINES {
            break;
        }
    }
    text
}

/// A module; the first one has none before it to import.
fn module(number: usize) -> String {
    let own = |part: &&str| number > 0 || !part.contains("__p");
    let text = MODULE.split("\n\n").filter(own).collect::<Vec<_>>().join("\n\n");
    text.replace("__n", &format!("_{number}")).replace("__p", &format!("_{}", number.saturating_sub(1)))
}

fn path(number: usize) -> FilePath {
    FilePath::new(&format!("/shop/module_{number}.fitz"))
}

fn milliseconds(time: Option<&Duration>) -> f64 {
    time.map_or(0.0, Duration::as_secs_f64) * 1e3
}

/// The most memory that this process has held, where the system tells.
fn peak_memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.map_or_else(|| "peak memory unknown".to_owned(), |peak| format!("peak memory {}", peak.trim()))
}
