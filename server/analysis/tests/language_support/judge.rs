//! Compares what a project's comments expect with what is found in it.

use std::collections::BTreeSet;
use std::sync::Arc;

use fitz_analysis::fixture::{is_read, tell_paths};
use fitz_analysis::{Diagnostic, FilePath, Host, diagnostics, file};
use fitz_syntax::{PositionEncoding, SourceText, TextRange, TextSize};

use super::Failure;
use super::assertion::{Assertion, Expected, ExpectedFinding, assertions, code_end};
use super::page::{File, Page, Project};
use super::types::LineTypes;

/// The result of a page.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    /// How many assertions were compared.
    pub(crate) assertions: usize,
    /// What is not as the page says, in the order of the page.
    pub(crate) failures: Vec<Failure>,
}

/// Checks all projects of a page, each in a database of its own.
pub(crate) fn judge(text: &str) -> Verdict {
    let page = match Page::parse(text) {
        Ok(page) => page,
        Err(failures) => return Verdict { assertions: 0, failures },
    };
    let mut verdict = Verdict::default();
    for project in &page.projects {
        // A fault of the analysis must not hide the rest of the page.
        let judged = std::panic::catch_unwind(|| judge_project(project));
        match judged {
            Ok(judged) => {
                verdict.assertions += judged.assertions;
                verdict.failures.extend(judged.failures);
            }
            Err(_) => verdict.failures.push(Failure {
                line: project.files.first().map_or(1, |file| file.first_line),
                section: project.section.clone(),
                message: "the analysis panicked; its message is above".to_owned(),
            }),
        }
    }
    verdict.failures.sort_by_key(|failure| failure.line);
    verdict
}

/// The codes of the findings that a page asserts. Nothing is checked, and a page that cannot be read asserts nothing.
pub(crate) fn asserted_codes(text: &str) -> BTreeSet<String> {
    let projects = Page::parse(text).map(|page| page.projects).unwrap_or_default();
    let files = projects.iter().flat_map(|project| &project.files);
    let asserted = files.flat_map(|file| assertions(&file.text, comment_mark(file)).0);
    let codes = asserted.filter_map(|it| match it.expected {
        Expected::Finding(finding) => Some(finding.code),
        Expected::Type { .. } => None,
    });
    codes.collect()
}

/// What comments start with.
fn comment_mark(file: &File) -> &'static str {
    if is_program(file) { "//" } else { "#" }
}

fn is_program(file: &File) -> bool {
    file.path.ends_with(".fitz")
}

/// A database with the files of a project.
pub(super) fn host_of(project: &Project) -> Host {
    let mut host = Host::new();
    host.set_git_cache(Some(FilePath::new("/cache")));
    let paths: Vec<FilePath> = project.files.iter().map(|it| FilePath::new(&it.path)).collect();
    let files = project.files.iter().zip(&paths).filter(|(_, path)| is_read(path));
    host.set_disk_all(files.map(|(it, path)| (path.clone(), Some(Arc::from(it.text.as_str())))));
    tell_paths(&mut host, &paths);
    host
}

fn judge_project(project: &Project) -> Verdict {
    let host = host_of(project);
    let mut verdict = Verdict::default();
    for written in project.files.iter().filter(|it| is_read(&FilePath::new(&it.path))) {
        let source = file(host.db(), &FilePath::new(&written.path)).expect("the file was just set");
        let found = diagnostics(host.db(), source);
        let mark = comment_mark(written);
        let (expected, misspelt) = assertions(&written.text, mark);
        let types = if is_program(written) { LineTypes::new(host.db(), source) } else { LineTypes::default() };
        let mut judge = FileJudge { written, mark, text: SourceText::new(&written.text), types, failures: Vec::new() };
        for (line, why) in misspelt {
            judge.fail(line, why);
        }
        verdict.assertions += expected.len();
        judge.judge_types(&expected);
        judge.judge_findings(&expected, found);
        let failures = judge.failures.into_iter();
        verdict.failures.extend(failures.map(|(line, message)| Failure {
            line: written.first_line + line,
            section: project.section.clone(),
            message,
        }));
    }
    verdict
}

struct FileJudge<'a> {
    written: &'a File,
    mark: &'static str,
    text: SourceText,
    types: LineTypes,
    failures: Vec<(usize, String)>,
}

impl FileJudge<'_> {
    fn fail(&mut self, line: usize, message: String) {
        self.failures.push((line, message));
    }

    fn judge_types(&mut self, expected: &[Assertion]) {
        for Assertion { line, written_on, expected } in expected {
            let Expected::Type { name, ty } = expected else { continue };
            let (range, end) = self.line(*line);
            let found = match name {
                Some(name) => {
                    self.types.of_name(range, name).ok_or_else(|| format!("no name `{name}` is on this line"))
                }
                None => self.types.of_line(range, end),
            };
            let subject = name.as_ref().map(|name| format!(" of `{name}`")).unwrap_or_default();
            let problem = match found {
                Ok(found) if found == ty => continue,
                Ok(found) => format!("expected the type{subject} to be `{ty}`, found `{found}`"),
                Err(why) => format!("expected the type{subject} to be `{ty}`, but {why}"),
            };
            self.fail(*written_on, problem);
        }
    }

    /// Every finding needs an assertion, and every assertion a finding of its own.
    fn judge_findings(&mut self, expected: &[Assertion], found: Vec<Diagnostic>) {
        let mut open: Vec<(usize, Diagnostic)> =
            found.into_iter().map(|it| (self.text.line_of(it.range.start()) as usize, it)).collect();
        // What says most about a finding chooses first.
        let mut wanted: Vec<(&Assertion, &ExpectedFinding)> = expected
            .iter()
            .filter_map(|it| match &it.expected {
                Expected::Finding(finding) => Some((it, finding)),
                Expected::Type { .. } => None,
            })
            .collect();
        wanted.sort_by_key(|(_, it)| std::cmp::Reverse((it.snippet.is_some(), it.words.len())));
        let mut missed = Vec::new();
        for (assertion, finding) in wanted {
            let is_met = |(line, it): &(usize, Diagnostic)| *line == assertion.line && self.meets(it, finding);
            match open.iter().position(is_met) {
                Some(place) => drop(open.remove(place)),
                None => missed.push((assertion, finding)),
            }
        }
        for (assertion, finding) in missed {
            let here: Vec<String> =
                open.iter().filter(|(line, _)| *line == assertion.line).map(|(_, it)| self.describe(it)).collect();
            let here = if here.is_empty() { "nothing else".to_owned() } else { here.join("; ") };
            let problem = format!("expected {}, found {here}", in_words(finding));
            self.fail(assertion.written_on, problem);
        }
        for (line, finding) in open {
            let problem = format!("not expected: {}", self.describe(&finding));
            self.fail(line, problem);
        }
    }

    fn meets(&self, found: &Diagnostic, expected: &ExpectedFinding) -> bool {
        let hint = found.hint.as_deref().unwrap_or_default();
        found.severity == expected.severity
            && found.code == expected.code
            && expected.words.iter().all(|words| found.message.contains(words) || hint.contains(words))
            && expected.snippet.as_ref().is_none_or(|snippet| same_words(&self.slice(found.range), snippet))
    }

    fn describe(&self, found: &Diagnostic) -> String {
        let hint = found.hint.as_ref().map(|hint| format!(" (hint: {hint})")).unwrap_or_default();
        let covered = self.slice(found.range);
        let covered: Vec<&str> = covered.split_whitespace().collect();
        let column = self.text.position(found.range.start(), PositionEncoding::Utf32).character + 1;
        format!(
            "{}: [{}] {:?} at `{}` (column {column}){hint}",
            found.severity.word(),
            found.code,
            found.message,
            covered.join(" ")
        )
    }

    fn slice(&self, range: TextRange) -> String {
        self.text.slice(range).to_string()
    }

    /// The range of a line, its newline included, and where its code ends.
    fn line(&self, line: usize) -> (TextRange, TextSize) {
        let size = |len: usize| TextSize::try_from(len).expect("pages are small");
        let start = self.written.text.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
        let content = self.written.text[start..].split_inclusive('\n').next().unwrap_or_default();
        let end = start + code_end(content, self.mark);
        (TextRange::at(size(start), size(content.len())), size(end))
    }
}

/// Equal but for white space.
fn same_words(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

fn in_words(expected: &ExpectedFinding) -> String {
    let words: String = expected.words.iter().map(|words| format!(" {words:?}")).collect();
    let snippet = expected.snippet.as_ref().map(|it| format!(" at `{it}`")).unwrap_or_default();
    format!("{}: [{}]{words}{snippet}", expected.severity.word(), expected.code)
}
