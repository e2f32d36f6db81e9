//! Mistakes in statements and in where lines end: code, exact range and words.

mod marked;

use expect_test::expect;
use marked::check;

#[test]
fn statements() {
    check(
        &[
            ("let a = 1 «let» b = 2\n", "syntax/newline"),
            ("let a = 1 /* over\nlines */ «let» b = 2\n", "syntax/newline"),
            ("a + b«:» Int = 1\n", "syntax/annotation"),
            ("u.name«:» Str = \"\"\n", "syntax/annotation"),
            ("let (a, b)«:» (Int, Int) = t\n", "syntax/annotation"),
            ("«f()» = 1\n", "syntax/assignment-target"),
            ("«(a, b)» = t\n", "syntax/assignment-target"),
            ("«xs[0..2]» = [1]\n", "syntax/assignment-target"),
            ("«pair.0» = 1\n", "syntax/assignment-target"),
            ("«f()» += 1\n", "syntax/assignment-target"),
            ("«(f())» = 1\n", "syntax/assignment-target"),
            ("a = b «=» 1\n", "syntax/newline"),
            ("let «5» = x\n", "syntax/missing"),
            ("let x «5»\n", "syntax/missing"),
            ("let a«,» b = t\n", "syntax/unexpected"),
            ("let «xor» = true\n", "syntax/reserved-word"),
            ("«'a»: if x { f() }\n", "syntax/label"),
            ("for x «of» xs {\n    f()\n}\n", "syntax/missing"),
            ("for x«,» y in xs { f() }\n", "syntax/missing"),
            ("if a {\n    f()\n}\n«else» {\n    g()\n}\n", "syntax/unexpected"),
            ("fn f() { return 404 { «error»: \"gone\" } }\n", "syntax/status-reply"),
            ("fn f(user) { return 201 «user» }\n", "syntax/status-reply"),
            ("f()\n«}»\n", "syntax/unexpected"),
            ("f()«)»\n", "syntax/unexpected"),
        ],
        expect![[r#"
            let a = 1 «let» b = 2⏎
                Expected the end of the line between two statements, found the keyword `let`.
                Start a new line, or put `;` between two statements.
            let a = 1 /* over⏎lines */ «let» b = 2⏎
                Expected the end of the line between two statements, found the keyword `let`.
                Start a new line, or put `;` between two statements.
            a + b«:» Int = 1⏎
                A type can be given only where a variable is declared.
                Remove the type, or declare a variable: `let name: Type = …`.
            u.name«:» Str = ""⏎
                A type can be given only where a variable is declared.
                Remove the type, or declare a variable: `let name: Type = …`.
            let (a, b)«:» (Int, Int) = t⏎
                A tuple that is taken apart has no type here.
                Remove the type: it follows from the value.
            «f()» = 1⏎
                It is not possible to assign to the result of a call.
                Assign to a name, a field or an index.
            «(a, b)» = t⏎
                It is not possible to assign to a tuple.
                Write `let` before it to take a tuple apart: `let (a, b) = …`.
            «xs[0..2]» = [1]⏎
                It is not possible to assign to a slice.
                Assign to a name, a field or an index.
            «pair.0» = 1⏎
                It is not possible to assign to a part of a tuple.
                Assign to a name, a field or an index.
            «f()» += 1⏎
                It is not possible to assign to the result of a call.
                Assign to a name, a field or an index.
            «(f())» = 1⏎
                It is not possible to assign to the result of a call.
                Assign to a name, a field or an index.
            a = b «=» 1⏎
                Expected the end of the line between two statements, found `=`.
                Assignments do not chain: write one statement for each.
            let «5» = x⏎
                Expected the name of a variable after `let`, found `5`.
                Write a name, or a tuple of names: `let (a, b) = …`.
            let x «5»⏎
                Expected `=` and a value in the declaration, found `5`.
                A variable is declared with its value: `let name = value`.
            let a«,» b = t⏎
                Expected `=` in the declaration, found `,`.
                Put the names of a tuple into parentheses: `let (a, b) = …`.
            let «xor» = true⏎
                `xor` is a reserved word and cannot be a name.
                Choose another name, e.g. `xor_`.
            «'a»: if x { f() }⏎
                A label can stand only before `loop`, `while` or `for`, on the same line.
                Remove the label, or put the loop directly after it.
            for x «of» xs {⏎    f()⏎}⏎
                Expected `in` after the loop variable, found `of`.
                Write `for name in values { … }`.
            for x«,» y in xs { f() }⏎
                Expected `in` after the loop variable, found `,`.
                Put the names of a tuple into parentheses: `for (a, b) in …`.
            if a {⏎    f()⏎}⏎«else» {⏎    g()⏎}⏎
                This `else` belongs to no `if`.
                Put it on the line of the `}` that closes the `if`.
            fn f() { return 404 { «error»: "gone" } }⏎
                The keys in the body of a status reply are strings.
                Put the key into quotes: `return 404 {"error": …}`.
            fn f(user) { return 201 «user» }⏎
                Expected the body of a status reply, found `user`.
                The body is a map with strings as keys: `return 201 {"user": user}`.
            f()⏎«}»⏎
                This `}` closes nothing.
                Remove it, or add the opening bracket.
            f()«)»⏎
                This `)` closes nothing.
                Remove it, or add the opening bracket.
        "#]],
    );
}

#[test]
fn heads_and_blocks() {
    check(
        &[
            ("if x == «User» { id: 1 } { f() }\n", "syntax/struct-in-head"),
            ("if «ready» {}\n", "syntax/struct-in-head"),
            ("if not («ready») { }\n", "syntax/struct-in-head"),
            ("while «running» {\n    // nothing\n}\n", "syntax/struct-in-head"),
            ("for x in «xs» { seen: List<Int> = [] }\n", "syntax/struct-in-head"),
            ("match «n» {}\n", "syntax/struct-in-head"),
            ("fn f() «{»\n    g()\n", "syntax/unclosed-brace"),
            ("let p = P «{»\n    x: 1\nlet q = 2\n", "syntax/unclosed-brace"),
            ("let m = match n «{»\n    1 => 2\nlet q = 2\n", "syntax/unclosed-brace"),
            ("type T «{»\n    x: Int\n", "syntax/unclosed-brace"),
            ("let m = «{»\"a\": 1\nlet q = 2\n", "syntax/unclosed-brace"),
            ("while x«.»y\n    f()\n".replace("x«.»y", "x.«y»").leak(), "syntax/missing"),
        ],
        expect![[r#"
            if x == «User» { id: 1 } { f() }⏎
                `User {…}` is read as a struct literal here, where none can stand.
                Put a struct literal into parentheses: `(User {…})`. If the braces are the body, start it with `let`.
            if «ready» {}⏎
                `ready {}` is read as a struct literal here, where none can stand.
                Write something into the braces, e.g. the statement `null` into a body or an arm into a `match`.
            if not («ready») { }⏎
                `ready {}` is read as a struct literal here, where none can stand.
                Write something into the braces, e.g. the statement `null` into a body or an arm into a `match`.
            while «running» {⏎    // nothing⏎}⏎
                `running {}` is read as a struct literal here, where none can stand.
                Write something into the braces, e.g. the statement `null` into a body or an arm into a `match`.
            for x in «xs» { seen: List<Int> = [] }⏎
                `xs {…}` is read as a struct literal here, where none can stand.
                Put a struct literal into parentheses: `(xs {…})`. If the braces are the body, start it with `let`.
            match «n» {}⏎
                `n {}` is read as a struct literal here, where none can stand.
                Write something into the braces, e.g. the statement `null` into a body or an arm into a `match`.
            fn f() «{»⏎    g()⏎
                `}` is missing to close the block.
                Add the missing `}`.
            let p = P «{»⏎    x: 1⏎let q = 2⏎
                `}` is missing to close the struct literal.
                Add the missing `}`.
            let m = match n «{»⏎    1 => 2⏎let q = 2⏎
                `}` is missing to close the match.
                Add the missing `}`.
            type T «{»⏎    x: Int⏎
                `}` is missing to close the type.
                Add the missing `}`.
            let m = «{»"a": 1⏎let q = 2⏎
                `}` is missing to close the map.
                Add the missing `}`.
            while x.«y»⏎    f()⏎
                Expected `{` and the body of the loop, but the line ends here.
                Write `{ … }`.
        "#]],
    );
}

#[test]
fn lines() {
    check(
        &[
            ("let a «=»\n    b * c\n", "syntax/expected-expression"),
            ("let a = b «+»\n    c\n", "syntax/expected-expression"),
            ("let a = «(»\n    b + c\n)\n", "syntax/newline"),
            ("let a = «(»1,\n    2)\n", "syntax/newline"),
            ("let a = xs«[»\n    0\n]\n", "syntax/newline"),
            ("let a: «(»Int,\n    Str) = x\n", "syntax/newline"),
            ("fn f() «=>»\n    1\n", "syntax/expected-expression"),
            ("fn f(«)»\n{\n    return 1\n}\n", "syntax/missing"),
            ("let p = P { x: 1\n    «,» y: 2 }\n", "syntax/newline"),
            ("type P {\n    x: Int\n    «,» y: Int\n}\n", "syntax/newline"),
            ("let r = match n {\n    1 => 2\n    «,» _ => 3\n}\n", "syntax/newline"),
            ("match n {\n    1 «=>»\n        2\n}\n", "syntax/newline"),
            ("f(label«:»\n    1)\n", "syntax/expected-expression"),
            ("f(a\n    «==» b)\n", "syntax/newline"),
        ],
        expect![[r#"
            let a «=»⏎    b * c⏎
                Expected an expression, but the line ends here.
                Write the value on this line: what is not complete does not go on in the next one.
            let a = b «+»⏎    c⏎
                Expected an expression, but the line ends here.
                Write the value on this line: what is not complete does not go on in the next one.
            let a = «(»⏎    b + c⏎)⏎
                The line ends inside the parentheses, which must stay on one line.
                Join the lines, or give the parts a name in lines of their own.
            let a = «(»1,⏎    2)⏎
                The line ends inside the parentheses, which must stay on one line.
                Join the lines, or give the parts a name in lines of their own.
            let a = xs«[»⏎    0⏎]⏎
                The line ends inside the index, which must stay on one line.
                Join the lines, or give the parts a name in lines of their own.
            let a: «(»Int,⏎    Str) = x⏎
                The line ends inside the type, which must stay on one line.
                Join the lines, or give the parts a name in lines of their own.
            fn f() «=>»⏎    1⏎
                Expected an expression, but the line ends here.
                Write the value on this line: what is not complete does not go on in the next one.
            fn f(«)»⏎{⏎    return 1⏎}⏎
                Expected `{` or `=>` and the body of the function, but the line ends here.
                Put the `{` at the end of this line.
            let p = P { x: 1⏎    «,» y: 2 }⏎
                A comma cannot stand at the start of a line here.
                Put the comma at the end of the line before, or leave it out.
            type P {⏎    x: Int⏎    «,» y: Int⏎}⏎
                A comma cannot stand at the start of a line here.
                Put the comma at the end of the line before, or leave it out.
            let r = match n {⏎    1 => 2⏎    «,» _ => 3⏎}⏎
                A comma cannot stand at the start of a line here.
                Put the comma at the end of the line before, or leave it out.
            match n {⏎    1 «=>»⏎        2⏎}⏎
                Expected the value of the arm on the line of `=>`, but the line ends here.
                Put the value directly after `=>`, or a block: `=> { … }`.
            f(label«:»⏎    1)⏎
                Expected an expression, but the line ends here.
                Write the value on this line: what is not complete does not go on in the next one.
            f(a⏎    «==» b)⏎
                A line break cannot stand before this `==`.
                Join the two lines: an expression goes on in the next line only inside of brackets that separate their parts by commas, and before a leading `.`.
        "#]],
    );
}
