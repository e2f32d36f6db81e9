//! `// @allow(code)`: comments that silence findings.
//!
//! A comment, be it `//` or `/* */`, on a line of its own speaks of the line below, one beside code of its own line. It may name several codes,
//! separated by commas, and say more behind them. What only describes the form (in the middle of a comment) silences
//! too, since `fitz lint` has it so, but is never reported as unused.

use fitz_rules::families::project::UNUSED_SUPPRESSION;
use fitz_rules::{rule, rule_spelled};
use fitz_syntax::{Bias, SourceText, TextRange, TextSize};

use crate::db::{Db, SourceFile};
use crate::diagnostic::Diagnostic;
use crate::item_tree::parse;
use crate::nearest::nearest;
use crate::severity::is_fixed;

const OPENING: &str = "@allow(";

/// A code in such a comment.
struct Allowed {
    /// The code, as its rule has it; with `-` for `_` when there is no such rule.
    code: String,
    /// Where it is written.
    range: TextRange,
    /// The line that it speaks of.
    line: u32,
    /// What to remove when it is of no use.
    removal: TextRange,
    /// Whether the comment starts with it.
    leads: bool,
    is_used: bool,
}

/// The findings that no comment allows, and those about comments that allow what is not there.
pub(crate) fn without_allowed(db: &dyn Db, file: SourceFile, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut allowed = allowed(db, file);
    if allowed.is_empty() {
        return found;
    }
    let text = &file.content(db).text;
    let is_broken = found.iter().any(|finding| finding.code.starts_with("syntax/"));
    silence(text, &mut allowed, &mut found);
    // What is broken hides findings, so that nobody knows which of the comments are needed.
    if !is_broken {
        let is_about_itself = |it: &&Allowed| it.code == UNUSED_SUPPRESSION.code;
        let mut unused: Vec<_> = allowed.iter().filter(|it| !is_about_itself(it)).filter_map(unused).collect();
        silence(text, &mut allowed, &mut unused);
        unused.extend(allowed.iter().filter(is_about_itself).filter_map(self::unused));
        found.extend(unused);
    }
    found
}

/// Removes the findings that are allowed.
fn silence(text: &SourceText, allowed: &mut [Allowed], found: &mut Vec<Diagnostic>) {
    found.retain(|finding| {
        if is_fixed(finding.code) {
            return true;
        }
        let line = text.line_of(finding.range.start());
        let mut is_allowed = false;
        for it in allowed.iter_mut().filter(|it| it.line == line && it.code == finding.code) {
            it.is_used = true;
            is_allowed = true;
        }
        !is_allowed
    });
}

fn unused(allowed: &Allowed) -> Option<Diagnostic> {
    if allowed.is_used || !allowed.leads {
        return None;
    }
    let code = &allowed.code;
    let mut hint = None;
    let message = if is_fixed(code) {
        format!("`{code}` cannot be allowed: a text that cannot be read is always an error.")
    } else if rule(code).is_some() {
        format!("Nothing here is reported as `{code}`, so there is nothing to allow.")
    } else {
        let closest = nearest(code, fitz_rules::all().map(|rule| rule.code));
        hint = closest.map(|closest| format!("Did you mean `{closest}`?"));
        format!("There is no finding with the code `{code}`, so there is nothing to allow.")
    };
    let finding = Diagnostic::new(&UNUSED_SUPPRESSION, allowed.range, message)
        .fix(format!("Remove `{code}`"), vec![(allowed.removal, String::new())]);
    Some(Diagnostic { hint, ..finding })
}

/// The codes that comments of a file allow, as their rules have them, and where each is written.
pub fn allowed_codes(db: &dyn Db, file: SourceFile) -> Vec<(String, TextRange)> {
    allowed(db, file).into_iter().map(|allowed| (allowed.code, allowed.range)).collect()
}

/// The codes in all such comments of a file.
fn allowed(db: &dyn Db, file: SourceFile) -> Vec<Allowed> {
    let content = file.content(db).text.to_string();
    let mut found = Vec::new();
    // Looking for one character first is many times faster, and most files have none.
    let is_opening = |(offset, _): &(usize, &str)| content.get(*offset..).is_some_and(|it| it.starts_with(OPENING));
    let mut occurrences = content.match_indices('@').filter(is_opening).peekable();
    if occurrences.peek().is_none() {
        return found;
    }
    let tree = parse(db, file);
    let text = tree.text();
    for (offset, _) in occurrences {
        let Ok(offset) = TextSize::try_from(offset) else { continue };
        let token = tree.root().token_at(offset, Bias::Right);
        let Some(comment) = token.filter(|token| token.is_comment()) else { continue };
        let comment = comment.range();
        let inside = TextRange::new(offset + TextSize::of(OPENING), comment.end().max(offset + TextSize::of(OPENING)));
        let inside_text = text.slice(inside);
        let Some((list, _)) = inside_text.split_once(')') else { continue };
        let before = text.slice(TextRange::new(comment.start(), offset));
        let leads = before.trim_start_matches(['/', '*']).trim().is_empty();
        let own_line = text.line_of(offset);
        let stands_alone = stands_alone(text, comment);
        let spans_lines = text.line_of(comment.start()) < text.line_of(comment.end());
        let line = if stands_alone { own_line + 1 } else { own_line };
        let is_single = !list.contains(',');
        let mut start = inside.start();
        for (index, part) in list.split(',').enumerate() {
            let end = start + TextSize::of(part);
            let code = part.trim();
            let lead = TextSize::of(part) - TextSize::of(part.trim_start());
            let range = TextRange::at(start + lead, TextSize::of(code));
            let removal = if is_single && spans_lines {
                TextRange::new(offset, inside.start() + TextSize::of(list) + TextSize::of(')'))
            } else if is_single {
                whole_comment(text, comment, own_line, stands_alone)
            } else if index == 0 {
                // With the comma behind it, and the space after that.
                TextRange::new(start, end + TextSize::of(',') + space_after(text, end + TextSize::of(',')))
            } else {
                TextRange::new(start - TextSize::of(','), end)
            };
            if !code.is_empty() {
                let code = rule_spelled(code).map_or_else(|| code.replace('_', "-"), |rule| rule.code.to_owned());
                found.push(Allowed { code, range, line, removal, leads, is_used: false });
            }
            start = end + TextSize::of(',');
        }
    }
    found
}

/// The line that a comment speaks of at a place in it: the one below when it has no code beside it.
pub fn line_of_suppression(text: &SourceText, comment: TextRange, offset: TextSize) -> u32 {
    text.line_of(offset) + u32::from(stands_alone(text, comment))
}

/// Whether there is no code in the lines of a comment.
fn stands_alone(text: &SourceText, comment: TextRange) -> bool {
    let before = TextRange::new(text.line_start(text.line_of(comment.start())), comment.start());
    let mut after = text.chars_from(comment.end()).take_while(|c| *c != '\n');
    text.slice(before).trim().is_empty() && after.all(char::is_whitespace)
}

/// A comment with the white space that only it needs: the rest of its line, or the whole line.
fn whole_comment(text: &SourceText, comment: TextRange, line: u32, stands_alone: bool) -> TextRange {
    if stands_alone && line + 1 < text.line_count() {
        return TextRange::new(text.line_start(line), text.line_start(line + 1));
    }
    let spaces = text.chars_before(comment.start()).take_while(|c| matches!(c, ' ' | '\t')).map(TextSize::of);
    TextRange::new(comment.start() - spaces.sum::<TextSize>(), comment.end())
}

fn space_after(text: &SourceText, offset: TextSize) -> TextSize {
    text.chars_from(offset).take_while(|c| *c == ' ').map(TextSize::of).sum()
}
