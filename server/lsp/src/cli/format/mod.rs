//! The forms in which `--check` writes findings: one file each, except for the frames ([`super::frame`]).

mod json;
mod lines;
mod sarif;

use clap::ValueEnum;
use fitz_analysis::{Db, Diagnostic, SourceFile};
use fitz_syntax::{PositionEncoding, TextRange};
use serde_json::{Value, json};

use super::frame;

/// A form of the output of `--check`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Frames with the source, for people
    #[default]
    Full,
    /// A line for each finding: path:line:column: severity[code]: message
    Concise,
    /// One JSON array with an object for each finding
    Json,
    /// Workflow commands of GitHub Actions, which become annotations
    Github,
    /// One SARIF 2.1.0 document, for code scanning
    Sarif,
}

/// Findings in one form, as they are collected.
#[derive(Default)]
pub(super) struct Written {
    text: String,
    values: Vec<Value>,
}

/// A finding and where it is, as people count.
struct Finding<'a> {
    finding: &'a Diagnostic,
    place: Place,
    related: Vec<(Place, &'a str)>,
    /// The text of the line on which it starts.
    line_text: String,
}

/// Lines and columns count from 1, columns count characters, and the end is the place behind the last character.
struct Place {
    path: String,
    start: (u32, u32),
    end: (u32, u32),
}

impl Written {
    /// Adds a finding in `file`. `name` tells how a file is called.
    pub(super) fn add(
        &mut self,
        format: Format,
        db: &dyn Db,
        file: SourceFile,
        finding: &Diagnostic,
        name: impl Fn(SourceFile) -> String,
    ) {
        if format == Format::Full {
            self.text.push_str(&frame::render(db, file, finding, name));
            self.text.push_str("\n\n");
            return;
        }
        let finding = Finding::new(db, file, finding, name);
        match format {
            Format::Concise => self.text.push_str(&lines::concise(&finding)),
            Format::Github => self.text.push_str(&lines::github(&finding)),
            Format::Json => self.values.push(json::finding(db, file, &finding)),
            Format::Sarif => self.values.push(sarif::result(&finding)),
            Format::Full => {}
        }
    }

    /// Adds what was found in a later file.
    pub(super) fn append(&mut self, later: Written) {
        self.text.push_str(&later.text);
        self.values.extend(later.values);
    }

    /// Everything that goes to stdout. Forms for people end with the summary.
    pub(super) fn finish(self, format: Format, summary: &str) -> String {
        match format {
            Format::Full | Format::Concise => format!("{}{summary}\n", self.text),
            Format::Github => self.text,
            Format::Json => format!("{:#}\n", Value::Array(self.values)),
            Format::Sarif => format!("{:#}\n", sarif::document(self.values)),
        }
    }
}

impl<'a> Finding<'a> {
    fn new(db: &dyn Db, file: SourceFile, finding: &'a Diagnostic, name: impl Fn(SourceFile) -> String) -> Finding<'a> {
        let text = &file.content(db).text;
        let line = text.line_range(text.line_of(finding.range.start()));
        Finding {
            place: Place::new(db, file, finding.range, name(file)),
            related: finding
                .related
                .iter()
                .map(|it| (Place::new(db, it.file, it.range, name(it.file)), it.message.as_str()))
                .collect(),
            line_text: text.slice(line).trim().to_owned(),
            finding,
        }
    }

    /// The message, and the hint as a further sentence.
    fn message_and_hint(&self) -> String {
        match &self.finding.hint {
            Some(hint) => format!("{} {hint}", self.finding.message),
            None => self.finding.message.clone(),
        }
    }
}

impl Place {
    fn new(db: &dyn Db, file: SourceFile, range: TextRange, path: String) -> Place {
        let (start, end) = bounds(db, file, range);
        Place { path, start, end }
    }
}

fn bounds(db: &dyn Db, file: SourceFile, range: TextRange) -> ((u32, u32), (u32, u32)) {
    let position = |offset| {
        let position = file.content(db).text.position(offset, PositionEncoding::Utf32);
        (position.line + 1, position.character + 1)
    };
    (position(range.start()), position(range.end()))
}

/// A range in the JSON form.
fn range(start: (u32, u32), end: (u32, u32)) -> Value {
    let position = |(line, column): (u32, u32)| json!({ "line": line, "column": column });
    json!({ "start": position(start), "end": position(end) })
}
