//! Names, fields and instances.

use crate::Rule;
use crate::Severity::Error;

rules! {
    UNKNOWN_VARIABLE = Rule {
        code: "unknown-variable",
        severity: Error,
        tag: None,
        summary: "A name that nothing declares.",
        finds: "An expression uses a name that neither its function, nor the file, nor the language declares at that place. A
variable that is declared inside a block is gone after it.",
        why: "The program stops when it reaches the name.",
        wrong: r#"
let total = 3
print(totl, total)"#,
        right: r#"
let total = 3
print(total, total)"#,
        mend: "Correct the spelling, declare the variable before its first use and outside of the block, or import the name.",
    };
}
