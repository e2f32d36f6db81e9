//! The checker against mistakes: single mistakes are made in programs that are clean, and each of them has to be reported.
//!
//! Where a mistake can be made is read from the types of the program, so that every one is against a rule of the language.
//! The choice among the places is random, with a fixed seed. `KIND=await cargo test -p fitz-analysis --test mutations`
//! makes the kinds alone whose name contains the word, and shows each mistake that is not reported.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

mod calls;
mod flow;
mod names;
mod operators;
mod program;
mod random;
mod records;
mod sockets;
mod view;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;
use std::{env, thread};

use fitz_analysis::{Diagnostic, ItemKind, file, file_items};
use fitz_syntax::TextSize;

use program::Program;
use random::Random;
use view::{Edits, View};

const SEED: u64 = 0x00F1_7200;

/// How many mistakes of a kind are made, unless the programs have fewer places for it.
const PER_KIND: usize = 70;

/// How many mistakes there are at least.
const MINIMUM: usize = 2_000;

/// What share of a kind has to be reported, in percent.
const DETECTED: usize = 95;

/// The kinds of mistakes.
const KINDS: [&str; 57] = [
    "`.await` on a value that is no future",
    "`?` on a value that is no result",
    "`break` outside of a loop",
    "`continue` outside of a loop",
    "`return` outside of a function",
    "broadcast of another type",
    "broadcast to a path that nobody has",
    "callback that is no function",
    "callback with an extra parameter",
    "condition that is no Bool",
    "dropped `.await`",
    "dropped `@background`",
    "dropped `async`",
    "dropped `close` before an early return",
    "dropped `return`",
    "dropped cleanup of a connection",
    "endpoint without a leading slash",
    "extra argument",
    "extra field in a literal",
    "filter that is no Bool",
    "format for another type",
    "guard that is no Bool",
    "loop over what cannot be walked",
    "loop that goes on without its client",
    "missing argument",
    "missing arm over a result",
    "missing required field",
    "misspelt decorator",
    "misspelt field",
    "misspelt field in a literal",
    "misspelt field in an assignment",
    "misspelt import name",
    "misspelt method",
    "misspelt method of a record",
    "misspelt module",
    "misspelt type",
    "misspelt type in a literal",
    "misspelt variable",
    "pattern with a slot too many",
    "place that a tuple does not have",
    "removed import",
    "route on the path of an endpoint",
    "swapped operands",
    "type argument for a type that takes none",
    "type declared twice",
    "type without its arguments",
    "wrong argument type",
    "wrong default of a field",
    "wrong field type in a literal",
    "wrong operand",
    "wrong operand of a prefix operator",
    "wrong return type",
    "wrong type assigned to a field",
    "wrong type assigned to an annotated variable",
    "wrong type in an annotated declaration",
    "wrong type of a bound",
    "wrong type of an index",
];

/// Kinds whose rules do not exist yet. What is reported of them is printed all the same; a kind that reaches the share has
/// to leave this list.
const NOT_YET: &[&str] = &[];

/// One mistake in one program.
struct Mutant {
    kind: &'static str,
    program: usize,
    file: usize,
    edits: Edits,
}

/// What came of a mistake.
struct Outcome {
    kind: &'static str,
    is_reported: bool,
    /// The syntax of the changed program is wrong: the mistake was not made well.
    is_broken: Option<String>,
    description: String,
}

#[test]
fn mistakes_are_reported() {
    let filter = env::var("KIND").unwrap_or_default();
    let mut programs = Program::all();
    let mutants = choose(&programs, &filter);
    let made = mutants.len();
    let outcomes = make_all(&mut programs, mutants);
    let mut by_kind: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    for outcome in &outcomes {
        by_kind.entry(outcome.kind).or_default().push(outcome);
    }
    let broken = outcomes.iter().filter_map(|outcome| outcome.is_broken.clone());
    let mut problems: Vec<String> = broken.map(|it| format!("no program any more: {it}")).collect();
    println!("{:45} {:>5} {:>8} {:>6}", "kind", "made", "reported", "share");
    for (kind, outcomes) in &by_kind {
        let reported = outcomes.iter().filter(|outcome| outcome.is_reported).count();
        let share = 100 * reported / outcomes.len();
        println!("{kind:45} {:>5} {reported:>8} {share:>5}%", outcomes.len());
        let missed = outcomes.iter().filter(|outcome| !outcome.is_reported);
        let shown = if filter.is_empty() { 3 } else { usize::MAX };
        let is_expected = !NOT_YET.contains(kind);
        if share < DETECTED && (is_expected || !filter.is_empty()) {
            let missed: Vec<&str> = missed.take(shown).map(|outcome| outcome.description.as_str()).collect();
            problems.push(format!("{kind}: {share} % are reported; not for example\n{}", missed.join("\n")));
        } else if share >= DETECTED && !is_expected {
            problems.push(format!("{kind}: {share} % are reported; take the kind from `NOT_YET`"));
        }
    }
    println!("{made} mistakes");
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
    if filter.is_empty() {
        assert!(made >= MINIMUM, "only {made} mistakes");
        let missing: Vec<&&str> = KINDS.iter().filter(|kind| !by_kind.contains_key(*kind)).collect();
        assert!(missing.is_empty(), "no place for {missing:?}");
    }
}

/// A few places of each kind, of all programs.
fn choose(programs: &[Program], filter: &str) -> Vec<Mutant> {
    let mut random = Random::new(SEED);
    let mut by_kind: BTreeMap<&str, Vec<Mutant>> = BTreeMap::new();
    for (program, it) in programs.iter().enumerate() {
        for file in 0..it.files.len() {
            for (kind, edits) in sites(it, file, &mut random) {
                assert!(KINDS.contains(&kind), "{kind} is not in the list");
                by_kind.entry(kind).or_default().push(Mutant { kind, program, file, edits });
            }
        }
    }
    by_kind.retain(|kind, _| kind.contains(filter));
    let mut chosen = Vec::new();
    for mutants in by_kind.values_mut() {
        random.shuffle(mutants);
        mutants.truncate(PER_KIND);
        chosen.append(mutants);
    }
    chosen
}

/// All places of a file at which a mistake can be made, with the mistake.
fn sites(program: &Program, index: usize, random: &mut Random) -> Vec<(&'static str, Edits)> {
    let db = program.host.db();
    let written = &program.files[index];
    let source = file(db, &written.path).expect("a file of the program");
    let mut found = Vec::new();
    let mut used: Vec<String> = Vec::new();
    let mut imports: Vec<(Edits, Vec<String>)> = Vec::new();
    for (item, range) in &file_items(db, source).items {
        let mut view = View::new(db, (*item, *range), &written.text, &program.words, random);
        names::sites(&mut view);
        calls::sites(&mut view);
        records::sites(&mut view);
        operators::sites(&mut view);
        flow::sites(&mut view);
        sockets::sites(&mut view);
        if view.kind() == ItemKind::Import {
            imports.push((vec![(*range, String::new())], names::imported(&view)));
        }
        used.extend(names::used(&view));
        found.append(&mut view.sites);
    }
    for (edits, names) in imports {
        if names.iter().any(|name| used.contains(name)) {
            found.push(("removed import", edits));
        }
    }
    let end = TextSize::of(written.text.as_str());
    found.push((
        "`return` outside of a function",
        vec![(fitz_syntax::TextRange::empty(end), "\nreturn 17\n".to_owned())],
    ));
    found
}

/// Makes the mistakes one by one, programs side by side.
fn make_all(programs: &mut [Program], mutants: Vec<Mutant>) -> Vec<Outcome> {
    let mut queues: Vec<Vec<Mutant>> = programs.iter().map(|_| Vec::new()).collect();
    for mutant in mutants {
        queues[mutant.program].push(mutant);
    }
    let work: Mutex<VecDeque<(&mut Program, Vec<Mutant>)>> = Mutex::new(programs.iter_mut().zip(queues).collect());
    let outcomes = Mutex::new(Vec::new());
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let next = work.lock().unwrap().pop_front();
                    let Some((program, mutants)) = next else { return };
                    let made: Vec<Outcome> = mutants.into_iter().map(|mutant| make(program, mutant)).collect();
                    outcomes.lock().unwrap().extend(made);
                }
            });
        }
    });
    outcomes.into_inner().unwrap()
}

fn make(program: &mut Program, mutant: Mutant) -> Outcome {
    let before = &program.files[mutant.file].text;
    let mut after = before.clone();
    let mut edits = mutant.edits;
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start()));
    for (range, text) in &edits {
        after.replace_range(usize::from(range.start())..usize::from(range.end()), text);
    }
    let description = describe(program, mutant.file, &after);
    let found: Vec<Diagnostic> = program.findings_with(mutant.file, &after);
    let syntax = found.iter().find(|it| it.code.starts_with("syntax/"));
    let is_broken = syntax.map(|error| format!("{} [{}] {}\n{description}", mutant.kind, error.code, error.message));
    Outcome { kind: mutant.kind, is_reported: !found.is_empty(), is_broken, description }
}

/// The first line that a mistake changes, before and after.
fn describe(program: &Program, file: usize, after: &str) -> String {
    let file = &program.files[file];
    let mut lines = file.text.lines().zip(after.lines()).enumerate().filter(|(_, (before, after))| before != after);
    match lines.next() {
        Some((line, (before, after))) => {
            format!("  {}:{}\n    - {}\n    + {}", file.path, line + 1, before.trim(), after.trim())
        }
        None => format!("  {}: at the end", file.path),
    }
}
