//! Findings as lines: for people and their editors (`concise`), and for GitHub Actions (`github`).

use annotate_snippets::normalize_untrusted_str;
use fitz_analysis::Severity;

use super::Finding;

/// `src/main.fitz:4:4: error[ws/not-async]: message`, which editors and tools recognise.
pub(super) fn concise(finding: &Finding<'_>) -> String {
    let (line, column) = finding.place.start;
    let severity = finding.finding.severity.word();
    let message = normalize_untrusted_str(&finding.finding.message);
    format!("{}:{line}:{column}: {severity}[{}]: {message}\n", finding.place.path, finding.finding.code)
}

/// A workflow command: `::error file=..,line=..::message`
/// (<https://docs.github.com/actions/reference/workflow-commands-for-github-actions>).
pub(super) fn github(finding: &Finding<'_>) -> String {
    let command = match finding.finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "notice",
    };
    let place = &finding.place;
    format!(
        "::{command} file={},line={},endLine={},col={},endColumn={},title={}::{}\n",
        property(&place.path),
        place.start.0,
        place.end.0,
        place.start.1,
        place.end.1,
        property(finding.finding.code),
        data(&finding.message_and_hint()),
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn what_ends_a_command_or_a_property_is_escaped() {
        assert_eq!(data("100%: a,\r\nb"), "100%25: a,%0D%0Ab");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}
