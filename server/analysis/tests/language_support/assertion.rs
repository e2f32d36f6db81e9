//! The comments of a program that tell what is expected of it.
//!
//! ```text
//! let a = b                // error: [unknown-variable]
//! let a = b                // type: Any // error: [unknown-variable] "`b`" at `b`
//! // warning: [unused-import] [other], hint: [third]
//! import c
//! let (a, b) = (1, "x")    // type: a: Int, b: Str
//! ```

use fitz_analysis::Severity;

const SEVERITIES: [Severity; 4] = [Severity::Error, Severity::Warning, Severity::Information, Severity::Hint];

/// What a page expects of a line of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Assertion {
    /// The line of the file that it is about, counted from 0.
    pub(crate) line: usize,
    /// The line of the file on which it is written.
    pub(crate) written_on: usize,
    pub(crate) expected: Expected,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// A finding that starts on the line.
    Finding(ExpectedFinding),
    /// The type of a name of the line, or of what the whole line is about.
    Type { name: Option<String>, ty: String },
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ExpectedFinding {
    pub(crate) severity: Severity,
    pub(crate) code: String,
    /// Each of them occurs in the message or in the hint.
    pub(crate) words: Vec<String>,
    /// The text that the finding covers. White space is not compared.
    pub(crate) snippet: Option<String>,
}

/// A comment that is no assertion although it looks like one: the line of the file, and what is wrong.
pub(crate) type Misspelt = (usize, String);

/// The assertions of a file. `mark` starts a comment: `//`, or `#` in a manifest.
pub(crate) fn assertions(text: &str, mark: &str) -> (Vec<Assertion>, Vec<Misspelt>) {
    let mut found = Vec::new();
    let mut misspelt = Vec::new();
    // Assertions on lines of their own, which wait for the line that they are about.
    let mut waiting: Vec<(usize, Expected)> = Vec::new();
    for (line, content) in text.lines().enumerate() {
        let Some((start, comments)) = comments(content, mark) else {
            found.extend(waiting.drain(..).map(|(written_on, expected)| Assertion { line, written_on, expected }));
            continue;
        };
        let mut here = Vec::new();
        for comment in comments {
            match parse(comment.trim()) {
                Ok(expected) => here.extend(expected),
                Err(why) => misspelt.push((line, why)),
            }
        }
        if content[..start].trim().is_empty() {
            waiting.extend(here.into_iter().map(|expected| (line, expected)));
        } else {
            found.extend(waiting.drain(..).map(|(written_on, expected)| Assertion { line, written_on, expected }));
            found.extend(here.into_iter().map(|expected| Assertion { line, written_on: line, expected }));
        }
    }
    misspelt.extend(waiting.into_iter().map(|(line, _)| (line, "no line follows this assertion".to_owned())));
    (found, misspelt)
}

/// Where a line's code ends: at its assertions, at its end otherwise.
pub(crate) fn code_end(line: &str, mark: &str) -> usize {
    let end = comments(line, mark).map_or(line.len(), |(start, _)| start);
    line[..end].trim_end().trim_end_matches(',').len()
}

/// The comments at the end of a line from the first one that is an assertion on, with the place where that one starts.
fn comments<'l>(line: &'l str, mark: &str) -> Option<(usize, Vec<&'l str>)> {
    let is_assertion = |(at, _): &(usize, &str)| looks_like_assertion(&line[at + mark.len()..]);
    let (start, _) = line.match_indices(mark).find(is_assertion)?;
    Some((start, line[start + mark.len()..].split(&format!(" {mark}")).collect()))
}

/// Whether a comment starts with `word:` and the word is one of ours, or nearly.
fn looks_like_assertion(comment: &str) -> bool {
    let Some((word, rest)) = comment.trim_start().split_once(':') else { return false };
    let is_word = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic());
    let ours = SEVERITIES.iter().map(|severity| severity.word()).chain(["type"]);
    is_word && (rest.trim_start().starts_with('[') || ours.into_iter().any(|it| is_near(&word.to_lowercase(), it)))
}

/// Equal, a plural, or with two neighbouring letters swapped, one letter lost, or one doubled.
fn is_near(word: &str, ours: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters.dedup();
        letters
    };
    word.len().abs_diff(ours.len()) <= 1 && (word.strip_suffix('s') == Some(ours) || sorted(word) == sorted(ours))
}

fn parse(comment: &str) -> Result<Vec<Expected>, String> {
    match comment.strip_prefix("type:") {
        Some(types) => parse_types(types.trim()),
        None => parse_findings(comment),
    }
}

fn parse_types(text: &str) -> Result<Vec<Expected>, String> {
    let mut expected = Vec::new();
    for part in split_at_commas(text) {
        let (name, ty) = match part.split_once(':') {
            Some((name, ty)) => (Some(name.trim().to_owned()), ty.trim()),
            None => (None, part.trim()),
        };
        let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if ty.is_empty() || !name.as_deref().is_none_or(is_name) {
            return Err(format!("`{part}` is neither a type nor `name: Type`"));
        }
        expected.push(Expected::Type { name, ty: ty.to_owned() });
    }
    let has_names = expected.iter().all(|it| matches!(it, Expected::Type { name: Some(_), .. }));
    if expected.len() > 1 && !has_names {
        return Err("several types need their names: `// type: a: Int, b: Str`".to_owned());
    }
    Ok(expected)
}

/// Splits at the commas that are in no bracket.
fn split_at_commas(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '<' | '(' => depth += 1,
            // The arrow of a function type closes nothing.
            '>' if before == '-' => {}
            '>' | ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
        before = c;
    }
    parts.push(text[start..].trim());
    parts
}

fn parse_findings(text: &str) -> Result<Vec<Expected>, String> {
    let mut expected: Vec<ExpectedFinding> = Vec::new();
    let mut severity = None;
    let mut rest = text.trim();
    while !rest.is_empty() {
        let named = SEVERITIES.into_iter().find_map(|it| Some((it, rest.strip_prefix(it.word())?.strip_prefix(':')?)));
        if let Some((found, after)) = named {
            severity = Some(found);
            rest = after;
            if !rest.trim_start().starts_with('[') {
                return Err(format!("a code in brackets follows `{}:`", found.word()));
            }
        } else if let Some(inside) = rest.strip_prefix('[') {
            let severity = severity.ok_or("a code comes after its severity: `error: [code]`")?;
            let (code, after) = inside.split_once(']').ok_or("`]` is missing after the code")?;
            let code = code.trim().to_owned();
            if code.is_empty() {
                return Err("the code between the brackets is missing".to_owned());
            }
            expected.push(ExpectedFinding { severity, code, words: Vec::new(), snippet: None });
            rest = after;
        } else if let (Some(inside), Some(last)) = (rest.strip_prefix('"'), expected.last_mut()) {
            let (words, after) = inside.split_once('"').ok_or("`\"` is missing after the words of the message")?;
            last.words.push(words.to_owned());
            rest = after;
        } else if let (Some(inside), Some(last)) = (rest.strip_prefix("at `"), expected.last_mut()) {
            let (snippet, after) = inside.split_once('`').ok_or("a backtick is missing after the covered text")?;
            last.snippet = Some(snippet.to_owned());
            rest = after;
        } else if let (Some(after), false) = (rest.strip_prefix(','), expected.is_empty()) {
            rest = after;
        } else {
            return Err(format!("`{rest}` is not understood; write `error: [code] \"words\" at `text``"));
        }
        rest = rest.trim_start();
    }
    Ok(expected.into_iter().map(Expected::Finding).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(severity: Severity, code: &str) -> ExpectedFinding {
        ExpectedFinding { severity, code: code.to_owned(), words: Vec::new(), snippet: None }
    }

    /// Of each assertion, the line that it is about and what it expects. Nothing may be misspelt.
    fn read(text: &str) -> Vec<(usize, Expected)> {
        let (found, misspelt) = assertions(text, "//");
        assert_eq!(misspelt, []);
        found.into_iter().map(|it| (it.line, it.expected)).collect()
    }

    fn ty(name: Option<&str>, ty: &str) -> Expected {
        Expected::Type { name: name.map(str::to_owned), ty: ty.to_owned() }
    }

    #[test]
    fn findings_at_the_end_of_a_line() {
        assert_eq!(
            read("let a = b // error: [x] [ws/y], warning: [z]\n"),
            [
                (0, Expected::Finding(finding(Severity::Error, "x"))),
                (0, Expected::Finding(finding(Severity::Error, "ws/y"))),
                (0, Expected::Finding(finding(Severity::Warning, "z"))),
            ]
        );
        let detailed = ExpectedFinding {
            words: vec!["no `b`".to_owned(), "c".to_owned()],
            snippet: Some("b.c()".to_owned()),
            ..finding(Severity::Hint, "x")
        };
        assert_eq!(read("b.c() // hint: [x] \"no `b`\" \"c\" at `b.c()`"), [(0, Expected::Finding(detailed))]);
    }

    #[test]
    fn lines_above_are_about_the_next_other_line() {
        assert_eq!(
            read("// error: [x]\n    // type: Int\nlet a = 1 // info: [y]\nlet b = 1\n"),
            [
                (2, Expected::Finding(finding(Severity::Error, "x"))),
                (2, ty(None, "Int")),
                (2, Expected::Finding(finding(Severity::Information, "y"))),
            ]
        );
    }

    #[test]
    fn types_with_and_without_names() {
        assert_eq!(read("x // type: Map<Str, (Int, Bool)>\n"), [(0, ty(None, "Map<Str, (Int, Bool)>"))]);
        assert_eq!(
            read("x // type: a: fn(Int, Str) -> Bool, b: List<Int>\n"),
            [(0, ty(Some("a"), "fn(Int, Str) -> Bool")), (0, ty(Some("b"), "List<Int>"))]
        );
        assert_eq!(
            read("x // type: Any // error: [y]\n"),
            [(0, ty(None, "Any")), (0, Expected::Finding(finding(Severity::Error, "y")))]
        );
    }

    #[test]
    fn other_comments_are_no_assertions() {
        assert_eq!(read("// note: this\nlet a = 1 // see https://a.b: [c]\n// types matter\n// a: b\n"), []);
        let allowed = "let a = 1 // @allow(x) // warning: [y]\n";
        assert_eq!(read(allowed), [(0, Expected::Finding(finding(Severity::Warning, "y")))]);
        assert_eq!(&allowed[..code_end(allowed, "//")], "let a = 1 // @allow(x)");
    }

    #[test]
    fn manifests_have_comments_of_their_own() {
        let (found, misspelt) = assertions("[bin]\nmian = \"a\" # warning: [x]\n", "#");
        assert_eq!(misspelt, []);
        assert_eq!(found.iter().map(|it| it.line).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn what_looks_like_an_assertion_must_be_one() {
        for text in [
            "a // error: x",
            "a // error:",
            "a // error: []",
            "a // error: [x",
            "a // error: [x] \"y",
            "a // error: [x] at `y",
            "a // error: [x] y",
            "a // error: [x] // [y]",
            "a // Error: [x]",
            "a // erorr: [x]",
            "a // errors: [x]",
            "a // fatal: [x]",
            "a // tpye: Int",
            "a // types: Int",
            "a // type:",
            "a // type: Int, Str",
            "a // type: a b: Int",
            "// error: [x]",
        ] {
            let (found, misspelt) = assertions(text, "//");
            assert_eq!(misspelt.len(), 1, "{text}: {found:?} {misspelt:?}");
        }
    }
}
