//! What each keyword does: one sentence, and a program that uses it.

use fitz_syntax::SyntaxKind;

/// A keyword of the language.
pub(super) struct Keyword {
    pub(super) kind: SyntaxKind,
    pub(super) about: &'static str,
    pub(super) example: &'static str,
}

/// What is known about the word of that kind.
pub(super) fn keyword(kind: SyntaxKind) -> Option<&'static Keyword> {
    KEYWORDS.iter().find(|keyword| keyword.kind == kind)
}

/// All keywords, by their spelling.
pub(super) const KEYWORDS: [Keyword; 26] = [
    Keyword {
        kind: SyntaxKind::AndKeyword,
        about: "Whether both sides are true. The right side is computed only when the left one is true.",
        example: "fn is_night(hour: Int) -> Bool => hour >= 0 and hour < 6",
    },
    Keyword {
        kind: SyntaxKind::AsKeyword,
        about: "Gives what is imported another name in this file.",
        example: "from python import math as numbers\n\nprint(numbers.sqrt(2.0))",
    },
    Keyword {
        kind: SyntaxKind::AsyncKeyword,
        about: "Declares a function that can wait: a call of it gives a `Future`, which `.await` turns into the value.",
        example: "async fn answer() -> Int => 42\n\nlet found = answer().await",
    },
    Keyword {
        kind: SyntaxKind::AwaitKeyword,
        about: "Waits for a `Future` and gives its value. It stands behind the value, in async functions and at the top level.",
        example: "async fn answer() -> Int => 42\n\nasync fn twice() -> Int => answer().await * 2",
    },
    Keyword {
        kind: SyntaxKind::BreakKeyword,
        about: "Leaves the innermost loop, or the one of the label behind it; a value behind it is that of a `loop`.",
        example: "let first = loop {\n    break 7\n}",
    },
    Keyword {
        kind: SyntaxKind::ContinueKeyword,
        about: "Goes on with the next round of the innermost loop, or of the one of the label behind it.",
        example: "for n in 0..10 {\n    if n % 2 == 0 { continue }\n    print(n)\n}",
    },
    Keyword {
        kind: SyntaxKind::ElseKeyword,
        about: "What happens, or the value that counts, when the condition of the `if` is false.",
        example: "fn word(n: Int) -> Str => if n > 9 { \"many\" } else { \"few\" }",
    },
    Keyword { kind: SyntaxKind::False, about: "The `Bool` that does not hold.", example: "let is_ready = false" },
    Keyword {
        kind: SyntaxKind::FnKeyword,
        about: "Declares a function, or makes one without a name where a value is expected.",
        example: "fn double(n: Int) -> Int => n * 2\n\nlet doubled = [1, 2].map(fn(n) => double(n))",
    },
    Keyword {
        kind: SyntaxKind::ForKeyword,
        about: "Runs its body once for each element of a list, each number of a range or each pair of a map.",
        example: "for (name, age) in {\"Ada\": 36} {\n    print(\"{name}: {age}\")\n}",
    },
    Keyword {
        kind: SyntaxKind::FromKeyword,
        about: "Names the module of which an import takes single names.",
        example: "from python import math\n\nprint(math.sqrt(2.0))",
    },
    Keyword {
        kind: SyntaxKind::IfKeyword,
        about: "Does something only when a condition holds. With `else`, it is a value as well. The condition must be a `Bool`.",
        example: "fn word(n: Int) -> Str => if n > 9 { \"many\" } else { \"few\" }",
    },
    Keyword {
        kind: SyntaxKind::ImportKeyword,
        about: "Makes a module, or names that it declares, known in this file.",
        example: "from python import math\n\nprint(math.sqrt(2.0))",
    },
    Keyword {
        kind: SyntaxKind::InKeyword,
        about: "Stands between the names of a loop and what it goes through.",
        example: "for n in 1..=3 {\n    print(n)\n}",
    },
    Keyword {
        kind: SyntaxKind::LetKeyword,
        about: "Declares a variable in this block, also when one of that name exists outside of it.",
        example: "let limit: Int = 10",
    },
    Keyword {
        kind: SyntaxKind::LoopKeyword,
        about: "Runs its body again and again, until `break` or `return` leaves it. As a value, it is what `break` gives.",
        example: "let answer = loop {\n    break 42\n}",
    },
    Keyword {
        kind: SyntaxKind::MatchKeyword,
        about: "Takes the first arm whose pattern fits the value. As a value, it is what that arm gives.",
        example: "fn word(n: Int) -> Str => match n {\n    0 => \"none\"\n    1..=9 => \"few\"\n    _ => \"many\"\n}",
    },
    Keyword {
        kind: SyntaxKind::NotKeyword,
        about: "Turns a `Bool` around. It binds as tightly as a minus sign: `not a == b` means `(not a) == b`.",
        example: "let is_open = not false",
    },
    Keyword {
        kind: SyntaxKind::Null,
        about: "The value that is none, of the type `Null`. A variable of a type `T?` may hold it.",
        example: "let note: Str? = null",
    },
    Keyword {
        kind: SyntaxKind::OrKeyword,
        about: "Whether one side is true. The right side is computed only when the left one is false.",
        example: "fn is_free(age: Int) -> Bool => age < 6 or age > 65",
    },
    Keyword {
        kind: SyntaxKind::ReturnKeyword,
        about: "Leaves the function with a value, `null` without one. In an HTTP handler, a status may stand before the body.",
        example: "@get(\"/tea\")\nfn tea() {\n    return 404 {\"error\": \"no tea\"}\n}",
    },
    Keyword {
        kind: SyntaxKind::StaticKeyword,
        about: "Declares a method that is called on the type rather than on one of its values.",
        example: "type Point {\n    x: Int\n    static fn origin() -> Point => Point { x: 0 }\n}\n\nlet start = Point.origin()",
    },
    Keyword { kind: SyntaxKind::True, about: "The `Bool` that holds.", example: "let is_ready = true" },
    Keyword {
        kind: SyntaxKind::TypeKeyword,
        about: "Declares a type with fields and methods.",
        example: "type Note {\n    text: Str\n    fn shout() -> Str => text.upper()\n}",
    },
    Keyword {
        kind: SyntaxKind::WhileKeyword,
        about: "Runs its body as long as a condition holds. The condition must be a `Bool`.",
        example: "let n = 3\nwhile n > 0 {\n    n = n - 1\n}",
    },
    Keyword {
        kind: SyntaxKind::XorKeyword,
        about: "Whether exactly one side is true. Both sides are computed.",
        example: "let differ = true xor false",
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use fitz_analysis::fixture::Fixture;
    use fitz_analysis::{Severity, diagnostics, parse};
    use fitz_syntax::SyntaxKind;

    use super::KEYWORDS;

    const LITERALS: [SyntaxKind; 3] = [SyntaxKind::True, SyntaxKind::False, SyntaxKind::Null];

    #[test]
    fn each_keyword_is_there_once() {
        let words: BTreeSet<&str> = KEYWORDS.iter().map(|keyword| keyword.kind.name()).collect();
        assert_eq!(words.len(), KEYWORDS.len());
        assert!(KEYWORDS.iter().all(|it| it.kind.is_keyword() || LITERALS.contains(&it.kind)));
    }

    #[test]
    fn each_example_uses_its_word_and_has_no_findings() {
        for keyword in &KEYWORDS {
            let fixture = Fixture::new(keyword.example);
            let db = fixture.host.db();
            let mut found = diagnostics(db, fixture.file);
            found.retain(|it| matches!(it.severity, Severity::Error | Severity::Warning));
            assert!(found.is_empty(), "{}: {found:#?}", keyword.example);
            let tree = parse(db, fixture.file);
            assert!(tree.root().tokens().any(|token| token.kind() == keyword.kind), "{:?}", keyword.kind);
        }
    }
}
