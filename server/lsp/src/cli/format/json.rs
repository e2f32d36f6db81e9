//! Findings as JSON objects.

use fitz_analysis::{Db, SourceFile, Tag};
use serde_json::{Value, json};

use super::{Finding, Place, bounds, range};

/// A finding in `file`. What it has not is `null` or an empty array, so that every object has the same keys.
pub(super) fn finding(db: &dyn Db, file: SourceFile, found: &Finding<'_>) -> Value {
    let finding = found.finding;
    let place = |place: &Place| range(place.start, place.end);
    // A fix of another file is for editors, which show what they change.
    let own_fix = finding.fixes.iter().find(|fix| fix.file.is_none());
    let fix = own_fix.map(|fix| {
        let edit = |(at, text): &(_, String)| {
            let (start, end) = bounds(db, file, *at);
            json!({ "range": range(start, end), "newText": text })
        };
        json!({ "title": fix.title, "edits": fix.edits.iter().map(edit).collect::<Vec<_>>() })
    });
    let related = |(at, message): &(Place, &str)| json!({ "path": at.path, "range": place(at), "message": message });
    json!({
        "code": finding.code,
        "severity": finding.severity.word(),
        "tag": finding.tag.map(|tag| match tag {
            Tag::Unnecessary => "unnecessary",
            Tag::Deprecated => "deprecated",
        }),
        "message": finding.message,
        "hint": finding.hint,
        "path": found.place.path,
        "range": place(&found.place),
        "related": found.related.iter().map(related).collect::<Vec<_>>(),
        "fix": fix,
        "url": fitz_rules::page_url(finding.code),
    })
}
