//! Replacements in one text.

use fitz_syntax::TextRange;

/// Replacements in one file, in any order, not overlapping.
pub(crate) type Edits = Vec<(TextRange, String)>;

/// The text after the replacements.
pub(crate) fn applied(text: &str, edits: &[(TextRange, String)]) -> String {
    let mut sorted: Vec<&(TextRange, String)> = edits.iter().collect();
    sorted.sort_by_key(|(range, _)| (range.start(), range.end()));
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (range, new) in sorted {
        let range = std::ops::Range::<usize>::from(*range);
        out.push_str(text.get(done..range.start).unwrap_or_default());
        out.push_str(new);
        done = range.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// The one replacement that makes `after` of `before`, as small as it can be in whole characters. `None` when both are equal.
pub(crate) fn difference(before: &str, after: &str) -> Option<(TextRange, String)> {
    let same = |(a, b): &(char, char)| a == b;
    let prefix: usize = before.chars().zip(after.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (rest_before, rest_after) = (before.get(prefix..)?, after.get(prefix..)?);
    let ends = rest_before.chars().rev().zip(rest_after.chars().rev());
    let suffix: usize = ends.take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let range = prefix..before.len() - suffix;
    let range = TextRange::new(range.start.try_into().ok()?, range.end.try_into().ok()?);
    let new = after.get(prefix..after.len() - suffix)?.to_owned();
    (!range.is_empty() || !new.is_empty()).then_some((range, new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_leads_from_one_text_to_the_other() {
        for (before, after) in
            [("", "a"), ("abc", "abc"), ("aab", "ab"), ("é1é", "é2é"), ("one two", "one"), ("é", "è")]
        {
            let edits = Vec::from_iter(difference(before, after));
            assert_eq!(applied(before, &edits), after);
            assert_eq!(edits.is_empty(), before == after);
        }
    }
}
