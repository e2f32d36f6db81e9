//! Where new arms of a `match` go, and how they are indented.

use fitz_syntax::{TextRange, TextSize};

/// The edit that adds arms behind the last one: on lines of their own, or on the line of the others. `whole` is the
/// expression. `None` when its closing brace is not there.
pub fn insertion(
    text: &str,
    whole: TextRange,
    last_arm: Option<TextRange>,
    arms: &[&str],
) -> Option<(TextRange, String)> {
    let before = text.get(..usize::from(whole.end()))?.strip_suffix('}')?;
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let indent = before.get(line_start..)?;
    let stands_alone = indent.chars().all(char::is_whitespace) && line_start > usize::from(whole.start());
    if stands_alone {
        let arm_indent = match last_arm {
            Some(arm) => indent_of_line(text, arm.start())?.to_owned(),
            None => format!("{indent}    "),
        };
        let lines: String = arms.iter().map(|arm| format!("{arm_indent}{arm}\n")).collect();
        return Some((at(line_start)?, lines));
    }
    let content = before.trim_end();
    let separator = if content.ends_with(['{', ',']) { " " } else { ", " };
    let blank = TextRange::new(TextSize::try_from(content.len()).ok()?, TextSize::of(before));
    Some((blank, format!("{separator}{} ", arms.join(", "))))
}

fn at(offset: usize) -> Option<TextRange> {
    TextSize::try_from(offset).ok().map(TextRange::empty)
}

/// The white space at the start of the line of an offset.
fn indent_of_line(text: &str, offset: TextSize) -> Option<&str> {
    let before = text.get(..usize::from(offset))?;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text.get(start..)?;
    let end = line.find(|c: char| c != ' ' && c != '\t').unwrap_or(line.len());
    line.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Applies the edit to a text that is one `match`; `last` is the text of its last arm.
    fn applied(text: &str, last: &str, arms: &[&str]) -> String {
        let last = text
            .find(last)
            .filter(|_| !last.is_empty())
            .map(|start| TextRange::at(TextSize::try_from(start).unwrap(), TextSize::of(last)));
        let (range, new) = insertion(text, TextRange::up_to(TextSize::of(text)), last, arms).unwrap();
        let mut edited = text.to_owned();
        edited.replace_range(usize::from(range.start())..usize::from(range.end()), &new);
        edited
    }

    #[test]
    fn on_lines_of_their_own() {
        let text = "match r {\n        Ok(v) => v, // fine\n    }";
        let edited = "match r {\n        Ok(v) => v, // fine\n        Err(_) => {}\n    }";
        assert_eq!(applied(text, "Ok(v) => v", &["Err(_) => {}"]), edited);
    }

    #[test]
    fn on_one_line() {
        assert_eq!(
            applied("match r { Ok(v) => v }", "Ok(v) => v", &["Err(_) => {}"]),
            "match r { Ok(v) => v, Err(_) => {} }"
        );
        assert_eq!(
            applied("match r {}", "", &["Ok(_) => {}", "Err(_) => {}"]),
            "match r { Ok(_) => {}, Err(_) => {} }"
        );
    }

    #[test]
    fn nothing_without_a_closing_brace() {
        let text = "match r { Ok(v) => v";
        assert_eq!(insertion(text, TextRange::up_to(TextSize::of(text)), None, &["Err(_) => {}"]), None);
    }
}
