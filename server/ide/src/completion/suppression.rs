//! The codes in `// @allow(code)`: those of the findings that the comment would silence first.

use fitz_analysis::{Db, SourceFile, diagnostics, line_of_suppression, parse};
use fitz_rules::rule_spelled;
use fitz_syntax::{Bias, TextRange, TextSize};

use super::{CompletionItem, CompletionKind, Query};

const OPENING: &str = "@allow(";

/// The codes that can be allowed at a place. `None` outside the brackets of such a comment.
pub(super) fn complete(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<Vec<CompletionItem>> {
    let tree = parse(db, file);
    let comment = tree.root().token_at(offset, Bias::Left).filter(|token| token.is_comment())?.range();
    let text = tree.text();
    let before = text.slice(TextRange::new(comment.start(), offset));
    let (_, list) = before.rsplit_once(OPENING).filter(|(_, list)| !list.contains(')'))?;
    let typed = list.rsplit(',').next().unwrap_or_default().trim_start();
    let behind: TextSize = text.chars_from(offset).take_while(|c| is_part_of_code(*c)).map(TextSize::of).sum();
    let replace = TextRange::new(offset - TextSize::of(typed), offset + behind);
    let rest = text.slice(TextRange::new(replace.end(), comment.end().max(replace.end())));
    let others = list.strip_suffix(typed).unwrap_or_default().split(',').chain(rest.split(')').next()?.split(','));
    let given: Vec<&str> = others.filter_map(|code| Some(rule_spelled(code.trim())?.code)).collect();
    let line = line_of_suppression(text, comment, offset);
    let found: Vec<&str> = diagnostics(db, file)
        .iter()
        .filter(|finding| text.line_of(finding.range.start()) == line)
        .map(|finding| finding.code)
        .collect();
    let query = Query { db, file, offset, replace, name: None };
    let is_open = |code: &str| !code.starts_with("syntax/") && !code.starts_with("manifest/") && !given.contains(&code);
    let rules = fitz_rules::all().filter(|rule| is_open(rule.code));
    let item = |rule: &fitz_rules::Rule| CompletionItem {
        detail: Some(rule.severity.word().to_owned()),
        documentation: Some(rule.summary.to_owned()),
        sort: format!("{}{}", u8::from(!found.contains(&rule.code)), rule.code),
        ..query.item(rule.code, CompletionKind::Value)
    };
    Some(rules.map(item).collect())
}

fn is_part_of_code(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '/')
}
