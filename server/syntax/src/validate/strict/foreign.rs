//! Words that start something in other languages, and are names in this one.

/// What the language has in the place of what a word starts elsewhere. It says nothing about the word as a name.
pub(super) fn hint(word: &str) -> Option<&'static str> {
    Some(match word {
        "const" | "var" | "val" => "There is no such word: a variable is declared with `let name = value`.",
        "def" | "function" | "func" | "fun" => "There is no such word: a function is declared with `fn name(…) { … }`.",
        "class" | "struct" | "interface" | "trait" | "record" => {
            "There are no classes: declare `type Name { field: Type }`, with its methods inside."
        }
        "enum" => "There are no enums: keep the values as texts or numbers, and ask for them with `match`.",
        "throw" | "raise" => "There are no exceptions: `return Err(value)` from a function that gives a `Result`.",
        "try" | "catch" | "except" | "finally" => {
            "There are no exceptions: `match` on a `Result`, or hand its error on with `?`."
        }
        "new" => "There is no `new`: write the type with its fields, `Name { field: value }`.",
        "switch" | "case" | "when" => "There is no such word: write `match value { pattern => result }`.",
        "elif" | "elsif" | "elseif" => "There is no such word: write `else if`.",
        "foreach" => "There is no such word: write `for name in values { … }`.",
        "until" | "do" => "There is no such word: write `while condition { … }`, or `loop { … }` with a `break`.",
        "unless" => "There is no such word: write `if not condition { … }`.",
        "lambda" => "There is no such word: a function without a name is written `fn(x) => value`.",
        "yield" => "There are no generators: give back a list.",
        _ => return None,
    })
}
