//! Tables of mistakes: a row is a text with the expected range between `«` and `»`, and a code.

use expect_test::Expect;
use fitz_syntax::{SourceText, SyntaxTree, syntax_errors};

/// Checks the rows and compares the messages with `expected`.
#[expect(clippy::panic, reason = "a row that does not hold fails the test")]
pub(crate) fn check(rows: &[(&str, &str)], expected: Expect) {
    let mut messages = String::new();
    for (marked, code) in rows {
        let text = marked.replace(['«', '»'], "");
        let start = marked.find('«').unwrap_or_else(|| panic!("no range in {marked:?}"));
        let end = marked.find('»').unwrap_or_else(|| panic!("no range in {marked:?}")) - '«'.len_utf8();
        let tree = SyntaxTree::parse(&SourceText::new(&text));
        let errors = syntax_errors(&tree);
        let [error] = errors.as_slice() else { panic!("{marked:?}: {errors:#?}\n{}", tree.root().dump()) };
        let (from, to) = (usize::from(error.range.start()), usize::from(error.range.end()));
        assert_eq!((from, to, error.code), (start, end, *code), "{marked:?} {:?}: {error:#?}", text.get(from..to));
        let hint = error.hint.as_deref().unwrap_or_default();
        messages.push_str(&format!("{}\n    {}\n    {hint}\n", marked.replace('\n', "⏎"), error.message));
    }
    expected.assert_eq(&messages);
}
