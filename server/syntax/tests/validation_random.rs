//! Any text at all: no panic, and ranges that lie inside the text and on its characters.

mod support;

use fitz_syntax::{SourceText, SyntaxTree, syntax_errors};
use proptest::prelude::*;
use support::programs;

fn check(text: &str) -> Result<(), TestCaseError> {
    let tree = SyntaxTree::parse(&SourceText::new(text));
    let errors = syntax_errors(&tree);
    prop_assert_eq!(&errors, &syntax_errors(&tree));
    prop_assert!(errors.is_sorted_by_key(|error| (error.range.start(), error.range.end())));
    for error in &errors {
        let shown = text.get(usize::from(error.range.start())..usize::from(error.range.end()));
        prop_assert!(shown.is_some(), "{error:?} in {text:?}");
        prop_assert!(shown.is_some_and(|shown| !shown.is_empty()), "{error:?} in {text:?}");
    }
    prop_assert!(!tree.has_error() || !errors.is_empty(), "{text:?}\n{}", tree.root().dump());
    Ok(())
}

/// Samples and half-written programs.
fn program() -> impl Strategy<Value = String> {
    let all: Vec<String> =
        ["samples", "recovery", "snippets/reject"].into_iter().flat_map(programs).map(|(_, text)| text).collect();
    prop::sample::select(all)
}

const TOKENS: &[&str] = &[
    "\n", " ", ",", ";", ":", ".", "..", "=", "=>", "->", "(", ")", "[", "]", "{", "}", "<", ">", "?", "\"", "\"\"\"",
    "'a", "'", "|", "+", "-", "!", "@", "fn", "let", "if", "else", "match", "in", "for", "return", "x", "1", "_",
    "0b1", "1e", "\\", "//", "/*", "*/", "async", "await", "type", "not", "...", "loop", "break", "\u{feff}", "#",
    "b\"", "Ok", "as", "%", "é", "🙂", "import", "from", "{x:", "\\\"", "$",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn after_random_edits(
        text in program(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..12, prop::sample::select(TOKENS)), 1..6),
    ) {
        let mut chars: Vec<char> = text.chars().collect();
        for (at, len, token) in edits {
            let at = at.index(chars.len() + 1);
            let end = (at + len).min(chars.len());
            chars.splice(at..end, token.chars());
        }
        check(&chars.into_iter().collect::<String>())?;
    }

    #[test]
    fn of_random_tokens(tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..60), spaced in any::<bool>()) {
        check(&tokens.join(if spaced { " " } else { "" }))?;
    }

    #[test]
    fn of_random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&String::from_utf8_lossy(&bytes))?;
    }
}
