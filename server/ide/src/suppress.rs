//! The comment that silences a finding: `// @allow(code)`.

use fitz_analysis::{Db, Diagnostic, Fix, Severity, SourceFile, parse};
use fitz_syntax::{SyntaxKind, SyntaxNode, TextRange};

/// The change that silences a finding by a comment above its line. `None` for errors, which a comment should not hide, and inside a
/// text of several lines, where a comment would be text.
pub fn suppression(db: &dyn Db, file: SourceFile, finding: &Diagnostic) -> Option<Fix> {
    let is_about_manifest = finding.code.starts_with("manifest/") || file.path(db).extension() == Some("toml");
    if finding.severity == Severity::Error || finding.code.starts_with("syntax/") || is_about_manifest {
        return None;
    }
    let tree = parse(db, file);
    let text = tree.text();
    let line = text.line_of(finding.range.start());
    let start = text.line_start(line);
    let is_text = |node: SyntaxNode<'_>| {
        matches!(node.kind(), SyntaxKind::StringLiteral | SyntaxKind::StringPattern | SyntaxKind::BlockComment)
    };
    let around = tree.root().covering(TextRange::at(start, 1.into()));
    if around.ancestors().any(|node| is_text(node) && node.range().start() < start) {
        return None;
    }
    let content = text.slice(text.line_range(line)).into_owned();
    let indent: String = content.chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
    let above = line.checked_sub(1).map(|above| text.line_range(above));
    let edit = above.and_then(|above| join(&text.slice(above), above, finding.code)).unwrap_or_else(|| {
        let end = if text.slice(TextRange::new(start, text.len())).contains("\r\n") { "\r\n" } else { "\n" };
        (TextRange::empty(start), format!("{indent}// @allow({}){end}", finding.code))
    });
    Some(Fix { title: format!("Silence `{}` on this line", finding.code), file: None, edits: vec![edit] })
}

/// The code goes into the comment that is there already.
fn join(line: &str, range: TextRange, code: &str) -> Option<(TextRange, String)> {
    let (before, _) = line.trim_start().strip_prefix("// @allow(")?.split_once(')')?;
    let lead = line.len() - line.trim_start().len() + "// @allow(".len() + before.len();
    let place = range.start().checked_add(lead.try_into().ok()?)?;
    Some((TextRange::empty(place), format!(", {code}")))
}
