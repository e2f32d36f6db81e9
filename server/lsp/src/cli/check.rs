//! `fitz-lsp --check`: finds mistakes in files and directories.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use fitz_analysis::{Db, Diagnostic, FilePath, Host, Severity, SourceFile};

use super::format::{Format, Written};
use super::inputs::{self, Input};
use super::outcome::Outcome;
use super::{CheckArguments, STACK_SIZE, project};

/// Checks all inputs. Prints each finding, in the order of the files and of the places in them; then, for people, one line
/// that sums up.
pub(super) fn run(arguments: &CheckArguments) -> Outcome {
    let mut outcome = Outcome::default();
    let here = [PathBuf::from(".")];
    let paths = if arguments.paths.is_empty() { &here } else { arguments.paths.as_slice() };
    let inputs = inputs::read_all(paths, &mut outcome);
    if inputs.is_empty() {
        return outcome;
    }
    let host = project::load(&inputs, &mut outcome);
    let inputs = with_manifests(&host, inputs);
    let names: HashMap<&FilePath, &str> = inputs.iter().map(|input| (&input.path, input.name.as_str())).collect();
    let format = arguments.output_format.unwrap_or_default();
    let shown = Shown { names: &names, hints: arguments.hints, format };
    let mut tally = Tally::default();
    let mut written = Written::default();
    for (input, report) in inputs.iter().zip(check_all(&host, &inputs, &shown)) {
        match report {
            Some(report) => {
                tally.add(&report);
                written.append(report.written);
            }
            None => outcome.refuse(
                &format!("fitz-lsp met a fault of its own in `{}`", input.name),
                "report the message above, with the file that causes it",
            ),
        }
    }
    if tally.severities.contains_key(&Severity::Error) {
        outcome.found_errors();
    }
    outcome.output = written.finish(format, &tally.summary());
    outcome
}

/// Adds the manifests of the inputs: what is wrong there is wrong with the programs, too.
fn with_manifests(host: &Host, mut inputs: Vec<Input>) -> Vec<Input> {
    let db = host.db();
    let known: BTreeSet<FilePath> = inputs.iter().map(|input| input.path.clone()).collect();
    let manifests: BTreeSet<FilePath> = inputs
        .iter()
        .filter_map(|input| fitz_analysis::manifest_file_of(db, fitz_analysis::file(db, &input.path)?))
        .map(|manifest| manifest.path(db).clone())
        .filter(|path| !known.contains(path))
        .collect();
    inputs.extend(manifests.into_iter().map(|path| {
        let text = fitz_analysis::file(db, &path).map(|file| file.content(db).text.to_string()).unwrap_or_default();
        Input { name: inputs::display_name(&path), path, text }
    }));
    inputs.sort_by(|a, b| a.name.cmp(&b.name));
    inputs
}

/// What is shown of the findings, and how.
struct Shown<'a> {
    /// How the inputs are called.
    names: &'a HashMap<&'a FilePath, &'a str>,
    hints: bool,
    format: Format,
}

/// What was found in one file.
#[derive(Default)]
struct Report {
    written: Written,
    severities: Vec<Severity>,
}

/// The reports of all inputs, in their order. `None` for a file that made the analysis panic.
fn check_all(host: &Host, inputs: &[Input], shown: &Shown<'_>) -> Vec<Option<Report>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(inputs.len());
    let next = AtomicUsize::new(0);
    let claim = || {
        let index = next.fetch_add(1, Ordering::Relaxed);
        inputs.get(index).map(|input| (index, input))
    };
    let reports: Mutex<BTreeMap<usize, Report>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let snapshot = host.snapshot();
            let (claim, reports) = (&claim, &reports);
            let work = move || {
                while let Some((index, input)) = claim() {
                    let check = || check_one(snapshot.db(), input, shown);
                    if let Ok(report) = catch_unwind(AssertUnwindSafe(check))
                        && let Ok(mut reports) = reports.lock()
                    {
                        reports.insert(index, report);
                    }
                }
            };
            // Without a thread for it, the work is left to the others; without any, nothing is reported as checked.
            let _ = std::thread::Builder::new().stack_size(STACK_SIZE).spawn_scoped(scope, work);
        }
    });
    let mut reports = reports.into_inner().unwrap_or_default();
    (0..inputs.len()).map(|index| reports.remove(&index)).collect()
}

fn check_one(db: &dyn Db, input: &Input, shown: &Shown<'_>) -> Report {
    let mut report = Report::default();
    let Some(file) = fitz_analysis::file(db, &input.path) else {
        return report;
    };
    let is_shown = |finding: &Diagnostic| shown.hints || finding.severity != Severity::Hint;
    let name = |file: SourceFile| {
        let path = file.path(db);
        shown.names.get(path).map_or_else(|| inputs::display_name(path), |name| (*name).to_owned())
    };
    for finding in fitz_ide::diagnostics(db, file).iter().filter(|finding| is_shown(finding)) {
        report.written.add(shown.format, db, file, finding, name);
        report.severities.push(finding.severity);
    }
    report
}

/// Counts for the last line.
#[derive(Default)]
struct Tally {
    files: usize,
    files_with_findings: usize,
    severities: BTreeMap<Severity, usize>,
}

impl Tally {
    fn add(&mut self, report: &Report) {
        self.files += 1;
        self.files_with_findings += usize::from(!report.severities.is_empty());
        for severity in &report.severities {
            *self.severities.entry(*severity).or_default() += 1;
        }
    }

    fn summary(&self) -> String {
        let checked = format!("{} checked", counted(self.files, "file"));
        if self.severities.is_empty() {
            return format!("{checked}: no findings");
        }
        let found: Vec<String> = self
            .severities
            .iter()
            .map(|(severity, count)| match severity {
                Severity::Information => format!("{count} info"),
                _ => counted(*count, severity.word()),
            })
            .collect();
        format!("{} in {} ({checked})", found.join(", "), counted(self.files_with_findings, "file"))
    }
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use fitz_analysis::Severity::{Error, Hint, Information, Warning};

    use super::{Report, Tally};

    #[test]
    fn the_summary_counts_in_plain_english() {
        let mut tally = Tally::default();
        tally.add(&Report::default());
        assert_eq!(tally.summary(), "1 file checked: no findings");
        tally.add(&Report::default());
        assert_eq!(tally.summary(), "2 files checked: no findings");
        tally.add(&Report { severities: vec![Error], ..Report::default() });
        assert_eq!(tally.summary(), "1 error in 1 file (3 files checked)");
        tally.add(&Report { severities: vec![Hint, Warning, Error, Information], ..Report::default() });
        assert_eq!(tally.summary(), "2 errors, 1 warning, 1 info, 1 hint in 2 files (4 files checked)");
    }
}
