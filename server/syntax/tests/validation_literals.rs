//! Mistakes in comments, strings, numbers and characters: code, exact range and words.

mod marked;

use expect_test::expect;
use marked::check;

#[test]
fn comments_and_strings() {
    check(
        &[
            ("let a = 1\n«/*» no end\nlet b = 2\n", "syntax/unclosed-comment"),
            ("let s = «\"»abc\nlet t = 1\n", "syntax/unclosed-string"),
            ("print(«\"»abc, 1)\nlet t = 1\n", "syntax/unclosed-string"),
            ("let s = «\"»abc", "syntax/unclosed-string"),
            ("let s = «\"»abc\\", "syntax/unclosed-string"),
            ("let s = «\"\"\"»abc\nlet t = \"{}\"\n", "syntax/unclosed-string"),
            ("let s = \"\"\"say \"hi\"\"\"«\"»\n", "syntax/unclosed-string"),
            ("let s = «b\"»abc\n", "syntax/unclosed-string"),
            ("let s = \"{m[«\\\"»id]}\"\n", "syntax/unclosed-string"),
            ("match x { «\"»a\n}\n", "syntax/unclosed-string"),
        ],
        expect![[r#"
            let a = 1⏎«/*» no end⏎let b = 2⏎
                This comment is not closed.
                Add `*/` where the comment ends.
            let s = «"»abc⏎let t = 1⏎
                This string is not closed before the end of its line.
                Add the closing `"`. A line break in the text is written `\n`; `"""` starts a text of many lines.
            print(«"»abc, 1)⏎let t = 1⏎
                This string is not closed before the end of its line.
                Add the closing `"`. A line break in the text is written `\n`; `"""` starts a text of many lines.
            let s = «"»abc
                This string is not closed before the end of its line.
                Add the closing `"`. A line break in the text is written `\n`; `"""` starts a text of many lines.
            let s = «"»abc\
                This string is not closed: its line ends after a backslash.
                Write `\\` for a backslash, then the closing `"`; a line break in the text is written `\n`.
            let s = «"""»abc⏎let t = "{}"⏎
                This string is not closed: its three closing quotes are missing.
                Add `"""` where the text ends.
            let s = """say "hi"""«"»⏎
                This quote comes after the three quotes that close the string.
                If the text ends with a quote, write that one `\"`.
            let s = «b"»abc⏎
                This byte string is not closed.
                Add `"` where the bytes end.
            let s = "{m[«\"»id]}"⏎
                This string inside an interpolation is not closed.
                Add `\"` where the inner text ends.
            match x { «"»a⏎}⏎
                This string is not closed before the end of its line.
                Add the closing `"`. A line break in the text is written `\n`; `"""` starts a text of many lines.
        "#]],
    );
}

#[test]
fn escapes() {
    check(
        &[
            ("let s = \"a«\\q»b\"\n", "syntax/invalid-escape"),
            ("let s = \"«\\'»\"\n", "syntax/invalid-escape"),
            ("let s = \"«\\u»41\"\n", "syntax/invalid-escape"),
            ("let s = \"«\\u{}»\"\n", "syntax/invalid-escape"),
            ("let s = \"«\\u{12345678}»\"\n", "syntax/invalid-escape"),
            ("let s = \"«\\u{xyz}»\"\n", "syntax/invalid-escape"),
            ("let s = \"«\\u{D800}»\"\n", "syntax/invalid-escape"),
            ("let s = \"«\\x4»\"\n", "syntax/invalid-escape"),
            ("let s = \"«\\x80»\"\n", "syntax/invalid-escape"),
            ("let s = b\"«\\q»\"\n", "syntax/invalid-escape"),
            ("let s = b\"«\\x»Z1\"\n", "syntax/invalid-escape"),
            ("let s = b\"«\\u{41}»\"\n", "syntax/invalid-escape"),
            ("match x { \"«\\q»\" => 1 }\n", "syntax/invalid-escape"),
        ],
        expect![[r#"
            let s = "a«\q»b"⏎
                `\q` is not an escape sequence.
                Write `\\` for a backslash. The escapes are `\n`, `\t`, `\r`, `\0`, `\b`, `\\`, `\"`, `\{`, `\}`, `\xHH` and `\u{…}`.
            let s = "«\'»"⏎
                `\'` is not an escape sequence.
                Write `\\` for a backslash. The escapes are `\n`, `\t`, `\r`, `\0`, `\b`, `\\`, `\"`, `\{`, `\}`, `\xHH` and `\u{…}`.
            let s = "«\u»41"⏎
                `\u` needs its code in braces.
                Write the code of the character in braces, as in `\u{1F680}`.
            let s = "«\u{}»"⏎
                `\u{}` holds no code.
                Write the code of the character in braces, as in `\u{1F680}`.
            let s = "«\u{12345678}»"⏎
                `\u{…}` takes at most six digits.
                Write the code of the character in braces, as in `\u{1F680}`.
            let s = "«\u{xyz}»"⏎
                `x` is not a hexadecimal digit.
                Write the code of the character in braces, as in `\u{1F680}`.
            let s = "«\u{D800}»"⏎
                `\u{D800}` is not the code of a character.
                Write the code of the character in braces, as in `\u{1F680}`.
            let s = "«\x4»"⏎
                `\x` needs two hexadecimal digits.
                Write both digits, as in `\x0A`.
            let s = "«\x80»"⏎
                `\x80` lies outside of ASCII: `\x` goes up to `\x7F`.
                Write `\u{80}` for this character.
            let s = b"«\q»"⏎
                `\q` is not an escape sequence of byte strings.
                The escapes are `\n`, `\r`, `\t`, `\0`, `\\`, `\"` and `\xHH`.
            let s = b"«\x»Z1"⏎
                `\x` needs two hexadecimal digits.
                Write both digits, as in `\xFF`.
            let s = b"«\u{41}»"⏎
                `\u{41}` is not an escape sequence of byte strings.
                The escapes are `\n`, `\r`, `\t`, `\0`, `\\`, `\"` and `\xHH`.
            match x { "«\q»" => 1 }⏎
                `\q` is not an escape sequence.
                Write `\\` for a backslash. The escapes are `\n`, `\t`, `\r`, `\0`, `\b`, `\\`, `\"`, `\{`, `\}`, `\xHH` and `\u{…}`.
        "#]],
    );
}

#[test]
fn interpolations() {
    check(
        &[
            ("let s = \"«{»x\"\n", "syntax/interpolation"),
            ("let s = \"«{»\"\n", "syntax/interpolation"),
            ("let s = \"«{ }»\"\n", "syntax/interpolation"),
            ("let s = \"a«}»\"\n", "syntax/interpolation"),
            ("let s = \"{a «b»}\"\n", "syntax/interpolation"),
            ("let s = \"{ «{»1: 2} }\"\n", "syntax/interpolation"),
            ("let s = \"{m[«\"»k\"]}\"\n", "syntax/interpolation"),
            ("let s = \"{if x «{» 1 } else { 2 }}\"\n", "syntax/interpolation"),
            ("let s = \"C:«\\\\{»dir}\"\n", "syntax/interpolation"),
            ("let s = \"«\\x7B»a\"\n", "syntax/interpolation"),
            ("let s = \"{\\\"a«:»b\\\"}\"\n", "syntax/interpolation"),
            ("let s = \"{a +«»}\"\n".replace("+«»", "«+»").leak(), "syntax/expected-expression"),
            ("let s = \"{x:5«q»}\"\n", "syntax/format-spec"),
            ("let s = \"{x:«.»f}\"\n", "syntax/format-spec"),
            ("let s = \"{x:d«5»}\"\n", "syntax/format-spec"),
            ("let s = \"{x:«99999999999»}\"\n", "syntax/format-spec"),
            ("@get(\"/users/{id:«i»nt}\")\nfn user(id: Int) => id\n", "syntax/format-spec"),
        ],
        expect![[r#"
            let s = "«{»x"⏎
                This interpolation is not closed.
                Add `}` after the value, or write `\{` for a brace in the text.
            let s = "«{»"⏎
                This interpolation is not closed.
                Add `}` after the value, or write `\{` for a brace in the text.
            let s = "«{ }»"⏎
                This interpolation is empty.
                Write an expression between the braces, or `\{` and `\}` for braces in the text.
            let s = "a«}»"⏎
                This `}` closes no interpolation.
                Write `\}` for a brace in the text.
            let s = "{a «b»}"⏎
                `b` is left over after the expression of this interpolation.
                Write one expression between the braces, or `\{` and `\}` for braces in the text.
            let s = "{ «{»1: 2} }"⏎
                An interpolation cannot contain braces: it ends at the first `}`.
                Compute the value before the string and use its name here.
            let s = "{m[«"»k"]}"⏎
                This quote ends the string around the interpolation.
                Write the inner quotes `\"`, or use `"""` for the outer string.
            let s = "{if x «{» 1 } else { 2 }}"⏎
                An interpolation cannot contain braces: it ends at the first `}`.
                Compute the value before the string and use its name here.
            let s = "C:«\\{»dir}"⏎
                A brace after `\\` is read as an escaped brace, not as an interpolation.
                Put something between the backslash and the brace, or keep the backslash in a variable.
            let s = "«\x7B»a"⏎
                This escape is read as a bare `{`, which belongs to an interpolation.
                Write `\{` for a brace in the text.
            let s = "{\"a«:»b\"}"⏎
                This `:` is read as the start of a format.
                Put the value into parentheses, or keep it in a variable.
            let s = "{a «+»}"⏎
                Expected an expression, but the file ends here.
                Write the value on this line: what is not complete does not go on in the next one.
            let s = "{x:5«q»}"⏎
                `5q` is not a valid format: `q` is not a type of format.
                A format is written like `>10`, `05d`, `+,.2f` or `#x`; its type is one of `b c d e E f F g G o s x X %`.
            let s = "{x:«.»f}"⏎
                `.f` is not a valid format: the precision after `.` has no digits.
                A format is written like `>10`, `05d`, `+,.2f` or `#x`; its type is one of `b c d e E f F g G o s x X %`.
            let s = "{x:d«5»}"⏎
                `d5` is not a valid format: `5` is left over.
                A format is written like `>10`, `05d`, `+,.2f` or `#x`; its type is one of `b c d e E f F g G o s x X %`.
            let s = "{x:«99999999999»}"⏎
                `99999999999` is not a valid format: the width is too large.
                A format is written like `>10`, `05d`, `+,.2f` or `#x`; its type is one of `b c d e E f F g G o s x X %`.
            @get("/users/{id:«i»nt}")⏎fn user(id: Int) => id⏎
                `int` is not a valid format: `i` is not a type of format.
                A format is written like `>10`, `05d`, `+,.2f` or `#x`; its type is one of `b c d e E f F g G o s x X %`.
        "#]],
    );
}

#[test]
fn numbers_and_characters() {
    check(
        &[
            ("let a = 1«_»\n", "syntax/invalid-number"),
            ("let a = 1«__»0\n", "syntax/invalid-number"),
            ("let a = 1«_»x\n", "syntax/invalid-number"),
            ("let a = 0xFF«_»\n", "syntax/invalid-number"),
            ("let a = «0x»\n", "syntax/invalid-number"),
            ("let a = «0b»\n", "syntax/invalid-number"),
            ("let a = «0o»\n", "syntax/invalid-number"),
            ("let a = «1e»\n", "syntax/invalid-number"),
            ("let a = «1e+»\n", "syntax/invalid-number"),
            ("let a = «3e»m\n", "syntax/invalid-number"),
            ("let a = 0b1«2»\n", "syntax/invalid-number"),
            ("let a = «9223372036854775808»\n", "syntax/invalid-number"),
            ("let a = «0x8000000000000000»\n", "syntax/invalid-number"),
            ("let a = t.«0b1»\n", "syntax/invalid-number"),
            ("let a = «.»5\n", "syntax/expected-expression"),
            ("let a = «!»x\n", "syntax/unexpected-character"),
            ("let a = «'» x\n", "syntax/unexpected-character"),
            ("let a = «'single'»\n", "syntax/unexpected-character"),
            ("let a = 1 «#» one\n", "syntax/unexpected-character"),
            ("let a = «$»x\n", "syntax/unexpected-character"),
            ("let a = «🙂»\n", "syntax/unexpected-character"),
            ("let a =«\u{a0}»1\n", "syntax/unexpected-character"),
            ("let a = «“»x”\n", "syntax/unexpected-character"),
            ("«\u{feff}»let a = 1\n", "syntax/unexpected-character"),
            ("let a = «\u{feff}»1\n", "syntax/unexpected-character"),
        ],
        expect![[r#"
            let a = 1«_»⏎
                In a number, `_` can only stand between two digits.
                Write single separators between digits, as in `1_000`, or leave them out.
            let a = 1«__»0⏎
                In a number, `_` can only stand between two digits.
                Write single separators between digits, as in `1_000`, or leave them out.
            let a = 1«_»x⏎
                In a number, `_` can only stand between two digits.
                Write single separators between digits, as in `1_000`, or leave them out.
            let a = 0xFF«_»⏎
                In a number, `_` can only stand between two digits.
                Write single separators between digits, as in `0xFF_00`, or leave them out.
            let a = «0x»⏎
                This hexadecimal number has no digits after its prefix.
                Write the digits after the prefix, as in `0xFF_00`.
            let a = «0b»⏎
                This binary number has no digits after its prefix.
                Write the digits after the prefix, as in `0b1010_0001`.
            let a = «0o»⏎
                This octal number has no digits after its prefix.
                Write the digits after the prefix, as in `0o17_77`.
            let a = «1e»⏎
                The exponent of this number has no digits.
                Write the power of ten after the `e`, as in `2e3`; put a space or an operator before a name.
            let a = «1e+»⏎
                The exponent of this number has no digits.
                Write the power of ten after the `e`, as in `2e3`; put a space or an operator before a name.
            let a = «3e»m⏎
                The exponent of this number has no digits.
                Write the power of ten after the `e`, as in `2e3`; put a space or an operator before a name.
            let a = 0b1«2»⏎
                `2` is not a digit of a binary number.
                Use digits below 2 or another prefix.
            let a = «9223372036854775808»⏎
                This integer is too large: the largest one is 9223372036854775807.
                Integers have 64 bits. Write a float, e.g. `1e19`, where an approximate value will do.
            let a = «0x8000000000000000»⏎
                This integer is too large: the largest one is 9223372036854775807.
                Integers have 64 bits. Write a float, e.g. `1e19`, where an approximate value will do.
            let a = t.«0b1»⏎
                After a dot, a number has decimal digits only.
                The parts of a tuple are numbered `0`, `1`, `2` and so on.
            let a = «.»5⏎
                Expected an expression, found `.`.
                A number has a digit before the dot, as in `0.5`.
            let a = «!»x⏎
                `!` can only stand in `!=`.
                Write `not` for the negation of a value.
            let a = «'» x⏎
                A label needs a name after the apostrophe.
                Write the name of a loop label directly after it, as in `'outer`.
            let a = «'single'»⏎
                Strings are written in double quotes.
                Replace the apostrophes with `"`; an apostrophe starts a loop label, as in `'outer`.
            let a = 1 «#» one⏎
                Unexpected character `#`.
                Comments start with `//`.
            let a = «$»x⏎
                Unexpected character `$`.
                Remove it, or put it into a string if it is text.
            let a = «🙂»⏎
                Unexpected character `🙂`.
                Remove it, or put it into a string if it is text.
            let a =« »1⏎
                Unexpected invisible character U+00A0.
                Replace it with an ordinary space or line break.
            let a = «“»x”⏎
                Unexpected character `“`.
                Strings are written in straight double quotes, `"`.
            «﻿»let a = 1⏎
                This is a byte-order mark, which the language does not skip.
                Save the file as UTF-8 without a byte-order mark.
            let a = «﻿»1⏎
                This is a byte-order mark, which the language does not skip.
                Save the file as UTF-8 without a byte-order mark.
        "#]],
    );
}
