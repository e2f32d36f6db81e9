//! Hover on tokens that are no names: keywords, operators, numbers, escape sequences, formats, labels.

use expect_test::{Expect, expect};
use fitz_analysis::fixture::Fixture;
use fitz_ide::hover;

/// The answers for the programs, with the token that each is about.
fn check(programs: &[&str], expected: Expect) {
    let answers = programs.iter().map(|program| {
        let fixture = Fixture::new(program);
        let db = fixture.host.db();
        match hover(db, fixture.file, fixture.offset, 0, &|_, _| None) {
            Some(hover) => {
                format!("{}\n=> {}\n\n", fixture.file.content(db).text.slice(hover.range), hover.markdown)
            }
            None => format!("{program}\n=> nothing\n\n"),
        }
    });
    expected.assert_eq(&answers.collect::<String>());
}

#[test]
fn operators_show_their_types() {
    check(
        &[
            "fn f(n: Int, x: Float) => n $0+ x",
            "fn f(n: Int, x: Float) => (n $0+ 1) * x",
            "fn f(n: Int, x: Float) => n + 1 $0* x",
            "fn f(a: Str, b: Str) => a $0< b",
            "fn f(a: Int, b: Int) => a =$0= b",
            "fn f(n: Int) { n $0+= 2 }",
            "fn f(n: Int) => $0-n",
            "fn f(b: Bool) => no$0t b",
            "fn f(b: Bool, c: Bool) => b an$0d c",
            "fn f(n: Int) => 0.$0.n",
            "fn f(n: Int) -> Int $0=> n",
            "fn f(n: Int) $0-> Int => n",
            "fn f(n: Int$0?) => n",
            // Only what is known is said.
            "fn f(a, b) => a $0+ b",
            "fn f(a, n: Int) => a $0+ n",
            "fn f(s: Str, n: Int) => s $0+ n",
            "fn f(n: Int) => match n {\n    1 $0| 2 => \"a\"\n    _ => \"b\"\n}",
            "fn f(xs: List<Int>) => xs[1.$0.2]",
            "fn f(n: Int) => n $0",
        ],
        expect![[r#"
            +
            => ```fitz
            Int + Float -> Float
            ```

            Adds two numbers, or joins two texts.

            +
            => ```fitz
            Int + Int -> Int
            ```

            Adds two numbers, or joins two texts.

            *
            => ```fitz
            Int * Float -> Float
            ```

            Multiplies two numbers.

            <
            => ```fitz
            Str < Str -> Bool
            ```

            Compares two numbers, two texts, two dates or two points in time.

            ==
            => ```fitz
            Int == Int -> Bool
            ```

            Whether both sides are equal. Of values of different types, only an `Int` and a `Float` can be.

            +=
            => ```fitz
            Int + Int -> Int
            ```

            Adds two numbers, or joins two texts.

            -
            => ```fitz
            -Int -> Int
            ```

            The number with the opposite sign.

            not
            => ```fitz
            not Bool -> Bool
            ```

            Turns a `Bool` around. It binds as tightly as a minus sign: `not a == b` means `(not a) == b`.

            ```fitz
            let is_open = not false
            ```

            and
            => ```fitz
            Bool and Bool -> Bool
            ```

            Whether both sides are true. The right side is computed only when the left one is true.

            ```fitz
            fn is_night(hour: Int) -> Bool => hour >= 0 and hour < 6
            ```

            ..
            => ```fitz
            Int..Int -> Range
            ```

            The numbers from the first to before the second.

            =>
            => The body is one expression, and the function gives back its value.

            ->
            => The type behind it is that of the result.

            ?
            => The value may also be `null`.

            +
            => Adds two numbers, or joins two texts.

            +
            => ```fitz
            Any + Int
            ```

            Adds two numbers, or joins two texts.

            +
            => ```fitz
            Str + Int
            ```

            Adds two numbers, or joins two texts.

            |
            => Fits when one of the patterns fits.

            ..
            => A part: from the first place to before the second. Either may be left out.

            fn f(n: Int) => n $0
            => nothing

        "#]],
    );
}

#[test]
fn the_question_mark_shows_what_it_takes_out() {
    check(
        &[
            "fn g() -> Result<Int, Str> => Ok(1)\nfn f() -> Result<Str> {\n    let n = g()$0?\n    return Ok(\"{n}\")\n}",
            "fn g() -> Result<Int, Str> => Ok(1)\nlet n = g()$0?",
            "fn f(x) {\n    let y = x$0?\n}",
        ],
        expect![[r#"
            ?
            => ```fitz
            Result<Int> -> Int
            ```

            The function around it gives `Result<Str>`.

            Takes the value out of an `Ok`. On an `Err`, the function gives that back at once.

            ?
            => ```fitz
            Result<Int> -> Int
            ```

            Takes the value out of an `Ok`. On an `Err`, the function gives that back at once.

            ?
            => Takes the value out of an `Ok`. On an `Err`, the function gives that back at once.

        "#]],
    );
}

#[test]
fn keywords_say_what_they_do() {
    check(
        &[
            "as$0ync fn f() {}",
            "async fn g() -> Int => 1\nasync fn f() {\n    let n = g().awa$0it\n}",
            "fn f(n: Int) => mat$0ch n {\n    1 => \"one\"\n    _ => \"many\"\n}",
            "fn f() {\n    'outer: loop {\n        while true {\n            bre$0ak 'outer\n        }\n    }\n}",
            "fn f() {\n    for i in 0..3 {\n        contin$0ue\n    }\n}",
            "let t = tr$0ue",
            "let n = nul$0l",
        ],
        expect![[r#"
            async
            => Declares a function that can wait: a call of it gives a `Future`, which `.await` turns into the value.

            ```fitz
            async fn answer() -> Int => 42

            let found = answer().await
            ```

            await
            => ```fitz
            Future<Int> -> Int
            ```

            Waits for a `Future` and gives its value. It stands behind the value, in async functions and at the top level.

            ```fitz
            async fn answer() -> Int => 42

            async fn twice() -> Int => answer().await * 2
            ```

            match
            => ```fitz
            match Int -> Str
            ```

            Takes the first arm whose pattern fits the value. As a value, it is what that arm gives.

            ```fitz
            fn word(n: Int) -> Str => match n {
                0 => "none"
                1..=9 => "few"
                _ => "many"
            }
            ```

            break
            => Leaves the innermost loop, or the one of the label behind it; a value behind it is that of a `loop`.

            Leaves the loop `'outer` of line 2.

            ```fitz
            let first = loop {
                break 7
            }
            ```

            continue
            => Goes on with the next round of the innermost loop, or of the one of the label behind it.

            Begins the next round of the loop of line 2.

            ```fitz
            for n in 0..10 {
                if n % 2 == 0 { continue }
                print(n)
            }
            ```

            true
            => The `Bool` that holds.

            ```fitz
            let is_ready = true
            ```

            null
            => The value that is none, of the type `Null`. A variable of a type `T?` may hold it.

            ```fitz
            let note: Str? = null
            ```

        "#]],
    );
}

#[test]
fn labels_lead_to_their_loops() {
    check(
        &[
            "'ou$0ter: loop { break }",
            "fn f() {\n    'outer: loop {\n        loop { break 'out$0er }\n    }\n}",
            "fn f() {\n    loop { break 'nowh$0ere }\n}",
            // A function is no way out.
            "'outer: loop {\n    let f = fn() { break 'out$0er }\n}",
        ],
        expect![[r#"
            'outer
            => Names this loop: `break 'outer` leaves it, `continue 'outer` begins its next round.

            'outer
            => Leaves the loop `'outer` of line 2.

            fn f() {
                loop { break 'nowh$0ere }
            }
            => nothing

            'outer: loop {
                let f = fn() { break 'out$0er }
            }
            => nothing

        "#]],
    );
}

#[test]
fn numbers_have_a_value() {
    check(
        &[
            "let n = 0xF$0F",
            "let n = 0b10$0_10",
            "let n = 1_000_$0000",
            "let n = $07",
            "let n = 1_0$000.50",
            "let n = 2e$03",
            "let n = 2.$05",
            "let n = 99999999999999999999$0",
            "fn f(n: Int, m: Int) => n$0+m",
        ],
        expect![[r#"
            0xFF
            => ```fitz
            0xFF: Int
            ```

            `255` = `0xFF` = `0b11111111`

            0b10_10
            => ```fitz
            0b10_10: Int
            ```

            `10` = `0xA` = `0b1010`

            1_000_000
            => ```fitz
            1_000_000: Int
            ```

            `1000000` = `0xF4240` = `0b11110100001001000000`

            7
            => ```fitz
            7: Int
            ```

            1_000.50
            => ```fitz
            1_000.50: Float
            ```

            `1000.5`

            2e3
            => ```fitz
            2e3: Float
            ```

            `2000.0`

            2.5
            => ```fitz
            2.5: Float
            ```

            let n = 99999999999999999999$0
            => nothing

            +
            => ```fitz
            Int + Int -> Int
            ```

            Adds two numbers, or joins two texts.

        "#]],
    );
}

#[test]
fn escape_sequences_are_characters() {
    check(
        &[
            r#"let s = "a\$0n""#,
            r#"let s = "\u{1F$0680}""#,
            r#"let s = "\$0{""#,
            r#"let s = "\x4$01""#,
            r#"let s = "\x1$0b""#,
            r#"let s = b"\xf$0f""#,
            r#"let s = "\q$0""#,
            r#"let s = "te$0xt""#,
        ],
        expect![[r#"
            \n
            => A line feed (U+000A).

            \u{1F680}
            => The character `🚀` (U+1F680).

            \{
            => The character `{` (U+007B).

            \x41
            => The character `A` (U+0041).

            \x1b
            => A control character (U+001B).

            \xff
            => The byte 255 (`0xFF`).

            let s = "\q$0"
            => nothing

            let s = "te$0xt"
            => nothing

        "#]],
    );
}

#[test]
fn formats_say_what_they_print() {
    check(
        &[
            "let s = \"{1.5:>10.2$0f}\"",
            "let s = \"{1.5:+,.1$0f}\"",
            "let s = \"{255:#0$06x}\"",
            "let s = \"{7:*^9$0}\"",
            "let s = \"{0.5:.1$0%}\"",
            "let s = \"{7:05$0d}\"",
            "let s = \"{7:1$00}\"",
            "let s = \"{7:.3$0e}\"",
            "let s = \"{7:5$0q}\"",
        ],
        expect![[r#"
            >10.2f
            => - a number with a decimal point
            - at least 10 characters wide, on the right
            - 2 digits behind the point

            `1234.5` is printed as `   1234.50`

            +,.1f
            => - a number with a decimal point
            - with a sign, also before positive numbers
            - groups of digits separated by `,`
            - 1 digit behind the point

            `1234.5` is printed as `+1,234.5`

            #06x
            => - a whole number in base 16, with small letters
            - at least 6 characters wide, filled with zeros
            - with the prefix of its base

            `255` is printed as `0x00ff`

            *^9
            => - at least 9 characters wide, in the middle
            - filled with `*`

            `text` is printed as `**text***`

            .1%
            => - a number as a percentage
            - 1 digit behind the point

            `0.25` is printed as `25.0%`

            05d
            => - a whole number
            - at least 5 characters wide, filled with zeros

            `1234` is printed as `01234`

            10
            => - at least 10 characters wide

            .3e
            => - a number with an exponent
            - 3 digits behind the point

            let s = "{7:5$0q}"
            => nothing

        "#]],
    );
}

#[test]
fn the_rest_says_nothing() {
    check(
        &["print$0", "let x $0= 1", "fn f($0) {}", "// a com$0ment", "fn f() {$0\n}", "let xs = [1$0, 2]"],
        expect![[r#"
        print
        => ```fitz
        fn print(...values: Any) -> Null
        ```

        Writes the values, separated by spaces, and a line break.

        let x $0= 1
        => nothing

        fn f($0) {}
        => nothing

        // a com$0ment
        => nothing

        fn f() {$0
        }
        => nothing

        1
        => ```fitz
        1: Int
        ```

    "#]],
    );
}
