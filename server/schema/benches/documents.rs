//! How fast the AsyncAPI document of a program of 300 endpoints in 60 modules is made: from nothing, and again after a
//! character was typed into a body. One thread. Run with `cargo xtask bench documents`.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::unwrap_used, reason = "a benchmark, not a library")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use fitz_analysis::{FilePath, Host, SourceFile, file};
use fitz_schema::{AsyncApiOptions, asyncapi_document};
use fitz_syntax::{Document, Position, PositionEncoding, TextChange, TextSize};

/// As in the program that is shipped.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A module of five endpoints; `__n` becomes its number.
const ROOM: &str = include_str!("room.fitz");
const MODULES: usize = 60;
const ENDPOINTS: usize = 300;
const COLD_STARTS: usize = 20;
const KEYSTROKES: usize = 200;

fn main() {
    let mut cold = Vec::new();
    for _ in 0..COLD_STARTS {
        let start = Instant::now();
        let host = building();
        let document = document(&host, file(host.db(), &main_path()).unwrap());
        cold.push(start.elapsed());
        let channels = document.json.get("channels").and_then(|channels| channels.as_object()).unwrap();
        assert_eq!(channels.len(), ENDPOINTS);
    }
    report("document of 300 endpoints, cold", &mut cold);
    report("the same after an edit in a body", &mut edits());
}

/// Types a character into a body of a module and takes it out again.
fn edits() -> Vec<Duration> {
    let mut host = building();
    let main = file(host.db(), &main_path()).unwrap();
    let _ = self::document(&host, main);
    let text = room(MODULES / 2);
    let path = room_path(MODULES / 2);
    let mut document = Document::open(&text, 0);
    host.set_open(&path, document.tree().clone());
    let _ = self::document(&host, main);
    let body = text.find("words += heard").expect("a body to type in");
    let at = document.text().position(TextSize::from(u32::try_from(body).unwrap()), PositionEncoding::Utf8);
    let after = Position::new(at.line, at.character + 1);
    let mut times = Vec::new();
    for _ in 0..KEYSTROKES / 2 {
        for (range, typed) in [((at, at), "n"), ((at, after), "")] {
            let change = TextChange::Edit { range, text: typed.to_owned() };
            let start = Instant::now();
            document.apply(0, &[change], PositionEncoding::Utf8);
            host.set_open(&path, document.tree().clone());
            let _ = self::document(&host, main);
            times.push(start.elapsed());
        }
    }
    times
}

fn document(host: &Host, main: SourceFile) -> &fitz_schema::Document {
    asyncapi_document(host.db(), main, AsyncApiOptions::default())
}

fn building() -> Host {
    let mut host = Host::new();
    let imports: String = (0..MODULES).map(|number| format!("import room_{number}\n")).collect();
    let main = format!("{imports}\n@server(8080)\nfn main() => 0\n");
    let rooms = (0..MODULES).map(|number| (room_path(number), Some(Arc::from(room(number)))));
    host.set_disk_all(rooms.chain([(main_path(), Some(Arc::from(main)))]));
    assert!(host.wanted().files.iter().all(|path| path.extension() != Some("fitz")));
    host
}

fn room(number: usize) -> String {
    ROOM.replace("__n", &number.to_string())
}

fn room_path(number: usize) -> FilePath {
    FilePath::new(&format!("/building/room_{number}.fitz"))
}

fn main_path() -> FilePath {
    FilePath::new("/building/main.fitz")
}

fn report(what: &str, times: &mut [Duration]) {
    times.sort();
    let milliseconds = |index: usize| times.get(index).map_or(0.0, Duration::as_secs_f64) * 1e3;
    println!(
        "{what}: {:.2} ms median, {:.2} ms p95",
        milliseconds(times.len() / 2),
        milliseconds(times.len() * 95 / 100)
    );
}
