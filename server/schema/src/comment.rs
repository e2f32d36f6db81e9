//! Doc comments as texts of a document.

/// The beginning of a comment, for places that show one line of plain text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Summary {
    /// The first sentence, on one line and without Markdown.
    pub(crate) text: String,
    /// Whether the comment says nothing more.
    pub(crate) is_whole: bool,
}

/// The first sentence of a comment; `None` when the comment is empty.
pub(crate) fn summary(comment: &str) -> Option<Summary> {
    let comment = comment.trim();
    let paragraph: Vec<&str> = comment.lines().take_while(|line| !line.trim().is_empty()).collect();
    let words: Vec<&str> = paragraph.iter().flat_map(|line| line.split_whitespace()).collect();
    if words.is_empty() {
        return None;
    }
    let length = words
        .iter()
        .enumerate()
        .position(|(index, word)| ends_sentence(word, words.get(index + 1).copied()))
        .map_or(words.len(), |last| last + 1);
    let sentence: Vec<&str> = words.iter().take(length).copied().collect();
    let is_whole = comment.split_whitespace().count() == length;
    Some(Summary { text: plain(&sentence.join(" ")), is_whole })
}

/// Whether a sentence ends after `word`. `e.g. this` and `v. 2` do not end one.
fn ends_sentence(word: &str, next: Option<&str>) -> bool {
    let bare = word.trim_end_matches([')', ']', '"', '\'', '`', '*', '_', '”', '’']);
    if bare.ends_with(['!', '?', '。', '！', '？']) {
        return true;
    }
    if !bare.ends_with('.') || bare.ends_with("..") {
        return false;
    }
    let is_abbreviation = ["e.g.", "i.e.", "etc.", "vs.", "cf.", "approx."]
        .iter()
        .any(|abbreviation| bare.trim_start_matches(['(', '[']).eq_ignore_ascii_case(abbreviation));
    match next {
        None => true,
        Some(next) => !is_abbreviation && !next.starts_with(|first: char| first.is_lowercase()),
    }
}

/// The text without the Markdown that authors of comments use: code and emphasis marks, links.
fn plain(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('[') {
        let (before, from_bracket) = rest.split_at(start);
        result.push_str(before);
        match link(from_bracket) {
            Some((label, after)) => {
                result.push_str(label);
                rest = after;
            }
            None => {
                result.push('[');
                rest = from_bracket.strip_prefix('[').unwrap_or_default();
            }
        }
    }
    result.push_str(rest);
    result.replace("**", "").replace("__", "").replace('`', "")
}

/// The label of `[label](target)` at the start of `text`, and what follows it.
fn link(text: &str) -> Option<(&str, &str)> {
    let (label, after_label) = text.strip_prefix('[')?.split_once("](")?;
    let (_, after) = after_label.split_once(')')?;
    (!label.contains('[')).then_some((label, after))
}

#[cfg(test)]
mod tests {
    use super::summary;

    #[test]
    fn the_first_sentence() {
        for (comment, text, is_whole) in [
            ("One chat room.", "One chat room.", true),
            ("One chat room", "One chat room", true),
            ("Asks for it. Twice.", "Asks for it.", false),
            ("A frame\nof two lines.\nMore.", "A frame of two lines.", false),
            ("Heading\n\nThe rest.", "Heading", false),
            ("Units, e.g. Metres. Or feet.", "Units, e.g. Metres.", false),
            ("Version 1.2 of it. Done.", "Version 1.2 of it.", false),
            ("... and what the server says: \"a\".", "... and what the server says: \"a\".", true),
            ("Really? Yes.", "Really?", false),
            ("A `Str` or **more**, see [there](https://example.org/x).", "A Str or more, see there.", true),
            ("A list [1] of (things.) Next.", "A list [1] of (things.)", false),
        ] {
            let found = summary(comment).unwrap();
            assert_eq!((found.text.as_str(), found.is_whole), (text, is_whole), "{comment}");
        }
        assert_eq!(summary("  \n "), None);
    }
}
