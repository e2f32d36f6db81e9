//! Mistakes in expressions: code, exact range and words.

mod marked;

use expect_test::expect;
use marked::check;

#[test]
fn expressions() {
    check(
        &[
            ("let a = f(«)»\n".replace("(«)»", "(1, «*»)").leak(), "syntax/expected-expression"),
            ("let a «=»\n", "syntax/expected-expression"),
            ("let a = 1 «+»\n", "syntax/expected-expression"),
            ("let a = x &«&» y\n", "syntax/expected-expression"),
            ("let a = «await» x\n", "syntax/expected-expression"),
            ("f(«...»xs)\n", "syntax/expected-expression"),
            ("x %«=» 2\n", "syntax/expected-expression"),
            ("x+«+»\n", "syntax/expected-expression"),
            ("let a = 1..2«..»3\n", "syntax/range-chain"),
            ("let a = xs[(0«..»3)]\n", "syntax/range-in-index"),
            ("xs[1 «2»]\n", "syntax/unexpected"),
            ("xs«[]»\n", "syntax/expected-expression"),
            ("let a = x«.»\nlet b = 1\n", "syntax/missing"),
            ("let a = x«.» + 1\n", "syntax/missing"),
            ("let a = x.«type»\n", "syntax/reserved-word"),
            ("let a = Ok«()»\n", "syntax/result-arity"),
            ("let a = Err(1, «2»)\n", "syntax/result-arity"),
            ("f(a: 1, «2»)\n", "syntax/named-after"),
            ("f(a «=» 1)\n", "syntax/unexpected"),
            ("send(«from»: 1)\n", "syntax/reserved-word"),
            ("let m = {1«,» 2}\n", "syntax/missing"),
            ("let m = {\"a\": 1 «\"b\"»: 2}\n", "syntax/unexpected"),
            ("P { x: 1 «y»: 2 }\n", "syntax/unexpected"),
            ("let xs = [1 «2»]\n", "syntax/unexpected"),
            ("let xs = [x for x «of» ys]\n", "syntax/missing"),
            ("let f = fn(x) «5»\n", "syntax/missing"),
            ("let f = fn «named»(x) => x\n", "syntax/missing"),
            ("let v = «while» true { break }\n", "syntax/expected-expression"),
            ("let x = f«(»1, 2\nlet y = 2\n", "syntax/unclosed-paren"),
            ("let x = «[»1, 2\nlet y = 2\n", "syntax/unclosed-bracket"),
            ("let x = xs«[»1\nlet y = 2\n", "syntax/unclosed-bracket"),
        ],
        expect![[r#"
            let a = f(1, «*»)⏎
                Expected an expression, found `*`.
                Write a value: a name, a literal, a call …
            let a «=»⏎
                Expected an expression, but the line ends here.
                Write the value on this line: what is not complete does not go on in the next one.
            let a = 1 «+»⏎
                Expected an expression, but the line ends here.
                Write the value on this line: what is not complete does not go on in the next one.
            let a = x &«&» y⏎
                Expected an expression, found `&`.
                Write `and`; `&` alone works on the bits of integers.
            let a = «await» x⏎
                Expected an expression, found the keyword `await`.
                `await` comes after the expression: `value.await`.
            f(«...»xs)⏎
                Expected an expression, found `...`.
                There is no spread: give the arguments one by one.
            x %«=» 2⏎
                Expected an expression, found `=`.
                There is no `%=`: write `name = name % value`.
            x+«+»⏎
                Expected an expression, found `+`.
                There is no `++`: write `name += 1`.
            let a = 1..2«..»3⏎
                Ranges do not chain.
                Put one of the two ranges into parentheses, or remove one of the ends.
            let a = xs[(0«..»3)]⏎
                Inside of index brackets, `..` can only be the one of a slice.
                Keep the range in a variable before, and use the variable here.
            xs[1 «2»]⏎
                Expected `]`, `..` or `..=` in the index, found `2`.
                An index is one value, `xs[0]`; a slice has two ends, `xs[1..3]`.
            xs«[]»⏎
                The index is missing between the brackets.
                Write an index, or `[..]` for all elements.
            let a = x«.»⏎let b = 1⏎
                The name of a field or method is missing after the dot.
                Write the name, or remove the dot.
            let a = x«.» + 1⏎
                The name of a field or method is missing after the dot.
                Write the name, or remove the dot.
            let a = x.«type»⏎
                `type` is a reserved word and cannot be the name of a member.
                Choose another name, e.g. `kind`.
            let a = Ok«()»⏎
                `Ok` takes exactly one argument, and here it gets 0.
                Write `Ok(null)` for a success without a value.
            let a = Err(1, «2»)⏎
                `Err` takes exactly one argument, and here it gets 2.
                Put the values into a tuple: `Err((a, b))`.
            f(a: 1, «2»)⏎
                A positional argument cannot follow a named one.
                Move it before the named arguments, or name it too: `name: value`.
            f(a «=» 1)⏎
                Expected `,` or `)` in the arguments, found `=`.
                The arguments of a call are named with `:`.
            send(«from»: 1)⏎
                `from` is a reserved word and cannot be the name of a parameter or argument.
                Choose another name, e.g. `from_`.
            let m = {1«,» 2}⏎
                Expected `:` between the key and the value, found `,`.
                A map is written `{"key": value}`. There are no sets: use a list.
            let m = {"a": 1 «"b"»: 2}⏎
                Expected `,` or `}` in the map, found `"b"`.
                Put a separator between the two, or close the brackets.
            P { x: 1 «y»: 2 }⏎
                Expected `,`, a line break or `}` in the struct literal, found `y`.
                Put a separator between the two, or close the brackets.
            let xs = [1 «2»]⏎
                Expected `,` or `]` in the list, found `2`.
                Put a separator between the two, or close the brackets.
            let xs = [x for x «of» ys]⏎
                Expected `in` after the loop variable, found `of`.
                Write `for name in values`.
            let f = fn(x) «5»⏎
                Expected `{` or `=>` and the body of the anonymous function, found `5`.
                Write `{ … }`, or `=>` and an expression.
            let f = fn «named»(x) => x⏎
                Expected `(` and the parameters, found `named`.
                A function inside an expression has no name: write `fn(…)`.
            let v = «while» true { break }⏎
                A `while` loop has no value.
                Use `loop` and `break` with a value.
            let x = f«(»1, 2⏎let y = 2⏎
                `)` is missing to close the arguments.
                Add the missing `)`.
            let x = «[»1, 2⏎let y = 2⏎
                `]` is missing to close the list.
                Add the missing `]`.
            let x = xs«[»1⏎let y = 2⏎
                `]` is missing to close the index.
                Add the missing `]`.
        "#]],
    );
}

#[test]
fn patterns_and_arms() {
    check(
        &[
            ("match x { 1 «2» }\n", "syntax/missing"),
            ("match x { 1 => a «2» => b }\n", "syntax/newline"),
            ("match x { 1 => a,«,» _ => b }\n", "syntax/unexpected"),
            ("match x { 1 | «x» => 0 }\n", "syntax/pattern"),
            ("match x { Ok(«v») | 1 => 0 }\n", "syntax/pattern"),
            ("match x { -«x» => 0 }\n", "syntax/pattern"),
            ("match x { 1.. «=>» 0 }\n", "syntax/pattern"),
            ("match x { «0.0»..1.0 => 0 }\n", "syntax/pattern"),
            ("match x { «Ok» => 0 }\n", "syntax/pattern"),
            ("match x { Ok(«1») => 0 }\n", "syntax/pattern"),
            ("match x { «User» { id } => id }\n", "syntax/pattern"),
            ("match x { «[»a, b] => a }\n", "syntax/pattern"),
            ("match x { Ok(v) => total «=» v }\n", "syntax/unexpected"),
            ("let r = match n { _ => {\"a\"«:» 1} }\n", "syntax/unexpected"),
            ("for 1 «|» 2 in xs { f() }\n", "syntax/pattern"),
        ],
        expect![[r#"
            match x { 1 «2» }⏎
                Expected `=>` after the pattern, found `2`.
                An arm is written `pattern => value`.
            match x { 1 => a «2» => b }⏎
                Expected a comma or a line break between the arms, found `2`.
                Put `,` between two arms on one line.
            match x { 1 => a,«,» _ => b }⏎
                Expected an arm, found `,`.
                Remove one of the two commas.
            match x { 1 | «x» => 0 }⏎
                An alternative of a pattern cannot bind the name `x`.
                Write `_` instead of the name, or give each alternative its own arm.
            match x { Ok(«v») | 1 => 0 }⏎
                An alternative of a pattern cannot bind the name `v`.
                Write `_` instead of the name, or give each alternative its own arm.
            match x { -«x» => 0 }⏎
                Expected a number after `-` in a pattern, found `x`.
                Only numbers can be negative: write e.g. `-1`.
            match x { 1.. «=>» 0 }⏎
                Expected an integer at the end of the range, found `=>`.
                A range in a pattern has an integer at both ends, as in `0..=9`.
            match x { «0.0»..1.0 => 0 }⏎
                A range in a pattern has an integer at both ends.
                Bind a name and compare it: `n if n >= 0.5 and n < 1.5 => …`.
            match x { «Ok» => 0 }⏎
                `Ok` in a pattern needs a name or `_` in parentheses.
                Write `Ok(value)` or `Ok(_)`.
            match x { Ok(«1») => 0 }⏎
                Expected a name or `_` in `Ok(…)`, found `1`.
                Bind a name, and look at its value in the arm or in an `if` after the pattern.
            match x { «User» { id } => id }⏎
                There are no patterns that take a record apart.
                Bind a name, and read the fields from it: `value => value.field`.
            match x { «[»a, b] => a }⏎
                Expected a pattern, found `[`.
                There are no patterns for lists, maps, records and byte strings: bind a name, and look inside it in the arm.
            match x { Ok(v) => total «=» v }⏎
                Expected a comma or a line break after the arm, found `=`.
                An assignment is a statement: put it into braces, `{ name = value }`.
            let r = match n { _ => {"a"«:» 1} }⏎
                These braces hold statements, and `key: value` belongs into a map.
                A brace after `=>` in a `match` opens a block: put a map into parentheses, `({…})`.
            for 1 «|» 2 in xs { f() }⏎
                Expected `in`, found `|`.
                Put alternatives into parentheses.
        "#]],
    );
}
