//! Mistakes in functions, types, decorators and imports: code, exact range and words.

mod marked;

use expect_test::expect;
use marked::check;

#[test]
fn functions_and_types() {
    check(
        &[
            ("fn f(a = 1, «b») => a\n", "syntax/parameter-default"),
            ("fn f(...a, ...«b») => a\n", "syntax/variadic"),
            ("fn f(...a, «b») => a\n", "syntax/variadic"),
            ("fn f(...a = «[]») => a\n", "syntax/variadic"),
            ("fn f(a, «a») => a\n", "syntax/duplicate-parameter"),
            ("fn f(_, «_») => 0\n", "syntax/duplicate-parameter"),
            ("let f = fn(a, «a») => a\n", "syntax/duplicate-parameter"),
            ("fn f() «5»\n", "syntax/missing"),
            ("fn f(«)»\n", "syntax/missing"),
            ("type T { fn f() «5» }\n", "syntax/missing"),
            ("fn f«<»T>(x: T) => x\n", "syntax/unexpected"),
            ("fn f(«(»a, b)) => a\n", "syntax/missing"),
            ("«fn»(x) => x\n", "syntax/function-name"),
            ("«async» fn(x) { return x }(1)\n", "syntax/function-name"),
            ("fn «match»(p) => p\n", "syntax/reserved-word"),
            ("let a: List«<>» = []\n", "syntax/type"),
            ("let a: List«<»Int = []\n", "syntax/unclosed-generic"),
            ("let a: List<Int«>=» []\n", "syntax/type"),
            ("let a: List<Int«,»> = []\n", "syntax/type"),
            ("let a: Fn(Int) «=» f\n", "syntax/type"),
            ("let a: Int?«?» = null\n", "syntax/type"),
            ("let a: Int «|» Str = 1\n", "syntax/type"),
            ("let a: m«.»User = u\n", "syntax/type"),
            ("let a: «[»Int] = []\n", "syntax/type"),
            ("let a: «null» = null\n", "syntax/reserved-word"),
            ("type T { «5» }\n", "syntax/unexpected"),
            ("type Mail { «from»: Str }\n", "syntax/reserved-word"),
            ("type Box«<»T> { value: T }\n", "syntax/unexpected"),
        ],
        expect![[r#"
            fn f(a = 1, «b») => a⏎
                The parameter `b` needs a default value, because `a` before it has one.
                Give `b` a default value, or move it before `a`.
            fn f(...a, ...«b») => a⏎
                A function can have only one variadic parameter.
                Keep one of `...a` and `...b`, as the last parameter.
            fn f(...a, «b») => a⏎
                The parameter `b` follows a variadic one.
                Move `...a` to the end: it takes all arguments that are left.
            fn f(...a = «[]») => a⏎
                The variadic parameter `a` cannot have a default value.
                Remove the default: without arguments it is an empty list.
            fn f(a, «a») => a⏎
                There already is a parameter `a`.
                Give each parameter its own name.
            fn f(_, «_») => 0⏎
                There already is a parameter `_`.
                Give each unused parameter its own name, e.g. `_a`.
            let f = fn(a, «a») => a⏎
                There already is a parameter `a`.
                Give each parameter its own name.
            fn f() «5»⏎
                Expected `{` or `=>` and the body of the function, found `5`.
                Write `{ … }`, or `=>` and an expression.
            fn f(«)»⏎
                Expected `{` or `=>` and the body of the function, but the line ends here.
                Write `{ … }`, or `=>` and an expression.
            type T { fn f() «5» }⏎
                Expected `{` or `=>` and the body of the method, found `5`.
                Write `{ … }`, or `=>` and an expression.
            fn f«<»T>(x: T) => x⏎
                Functions have no type parameters.
                Remove them, and leave out the types of the parameters that can be anything.
            fn f(«(»a, b)) => a⏎
                Expected the name of a parameter, found `(`.
                Parameters are not taken apart here: use `let` in the body.
            «fn»(x) => x⏎
                A function at the start of a statement needs a name.
                Write `fn name(…)`, or assign the function: `let name = fn(…) …`.
            «async» fn(x) { return x }(1)⏎
                A function at the start of a statement needs a name.
                Write `fn name(…)`, or assign the function: `let name = fn(…) …`.
            fn «match»(p) => p⏎
                `match` is a reserved word and cannot be a name.
                Choose another name, e.g. `match_`.
            let a: List«<>» = []⏎
                There are no types between `<` and `>`.
                Write the types, e.g. `List<Int>`, or remove the brackets.
            let a: List«<»Int = []⏎
                `>` is missing to close the type arguments.
                Add the missing `>`.
            let a: List<Int«>=» []⏎
                `>=` is read as one operator here.
                Put a space between `>` and `=`.
            let a: List<Int«,»> = []⏎
                A comma cannot stand before `>`.
                Remove the comma.
            let a: Fn(Int) «=» f⏎
                Expected `->` and the type of the result, found `=`.
                A function type names its result: `Fn(Int) -> Null` if there is none.
            let a: Int?«?» = null⏎
                `?` cannot follow a type.
                One `?` is enough: it makes the type nullable.
            let a: Int «|» Str = 1⏎
                `|` cannot follow a type.
                There are no unions. A value that may be absent has a type with `?`.
            let a: m«.»User = u⏎
                `.` cannot follow a type.
                Types have no module before them: import the type by its name.
            let a: «[»Int] = []⏎
                Expected a type, found `[`.
                The type of a list is written `List<Int>`.
            let a: «null» = null⏎
                `null` is a reserved word and cannot be a name.
                The type of `null` is written `Null`.
            type T { «5» }⏎
                Expected the name of a field, or `fn`, found `5`.
                A type holds fields, `name: Type`, and methods, `fn name() { … }`.
            type Mail { «from»: Str }⏎
                `from` is a reserved word and cannot be the name of a field.
                Choose another name, e.g. `from_`.
            type Box«<»T> { value: T }⏎
                Types have no type parameters.
                Remove them.
        "#]],
    );
}

#[test]
fn decorators_and_imports() {
    check(
        &[
            ("«@get(\"/x\")»\nlet y = 2\n", "syntax/decorator-target"),
            ("«@server(port=8080)»\n", "syntax/decorator-target"),
            ("type T { «@primary» fn id() => 1 }\n", "syntax/decorator-target"),
            ("@d(a=1, «2»)\nfn f() => 0\n", "syntax/named-after"),
            ("@d(a=1, «a»=2)\nfn f() => 0\n", "syntax/duplicate-argument"),
            ("@server(port«:» 8080)\nfn f() => 0\n", "syntax/unexpected"),
            ("«@get»\n(\"/x\")\nfn f() => 0\n", "syntax/newline"),
            ("@app«.»get(\"/x\")\nfn f() => 0\n", "syntax/unexpected"),
            ("@«static»(\"/a\")\nfn f() => 0\n", "syntax/reserved-word"),
            ("from m «import»\n", "syntax/missing"),
            ("from m import a,«,» b\n", "syntax/missing"),
            ("from m import «()»\n", "syntax/missing"),
            ("from m import «*»\n", "syntax/missing"),
            ("from «.» import a\n", "syntax/missing"),
            ("import m «as»\n", "syntax/missing"),
            ("import a«,» b\n", "syntax/newline"),
            ("import a«/»b\n", "syntax/unexpected"),
            ("import «\"a\"»\n", "syntax/missing"),
            ("import a.«type»\n", "syntax/reserved-word"),
        ],
        expect![[r#"
            «@get("/x")»⏎let y = 2⏎
                This decorator has nothing to decorate.
                Write a function (`fn` or `async fn`) or a `type` after it, or remove it.
            «@server(port=8080)»⏎
                This decorator has nothing to decorate.
                Write a function (`fn` or `async fn`) or a `type` after it, or remove it.
            type T { «@primary» fn id() => 1 }⏎
                A method cannot have a decorator.
                Decorators stand before functions, types and fields. Remove it, or move the function out of the type.
            @d(a=1, «2»)⏎fn f() => 0⏎
                A positional argument cannot follow a named one.
                Move it before the named arguments, or name it too: `name=value`.
            @d(a=1, «a»=2)⏎fn f() => 0⏎
                The argument `a` is given twice.
                Keep one of the two.
            @server(port«:» 8080)⏎fn f() => 0⏎
                The arguments of a decorator are named with `=`.
                Replace the `:` with `=`.
            «@get»⏎("/x")⏎fn f() => 0⏎
                The arguments of a decorator start on its own line.
                Put the `(` directly after the name.
            @app«.»get("/x")⏎fn f() => 0⏎
                Expected a line break after the decorator, found `.`.
                The name of a decorator has no dots.
            @«static»("/a")⏎fn f() => 0⏎
                `static` is a reserved word and cannot be the name of a decorator.
                Choose another name, e.g. `static_`.
            from m «import»⏎
                Expected a name to import, but the line ends here.
                Write at least one name.
            from m import a,«,» b⏎
                Expected a name to import, found `,`.
                Write the name to import, or remove the comma.
            from m import «()»⏎
                There are no names to import.
                Write at least one name between the parentheses.
            from m import «*»⏎
                Expected a name to import, found `*`.
                Name what you import: `from module import a, b`.
            from «.» import a⏎
                Expected the path of a module, found `.`.
                There are no relative paths: write the whole path of the module.
            import m «as»⏎
                Expected a name after `as`, but the line ends here.
                Write the name to use here, or remove `as`.
            import a«,» b⏎
                Expected the end of the import, found `,`.
                Import one module in each statement.
            import a«/»b⏎
                Expected the end of the path, found `/`.
                The parts of a path are separated by dots: `import a.b`.
            import «"a"»⏎
                Expected the path of a module, found `"a"`.
                A module is written without quotes: `import billing.plans`.
            import a.«type»⏎
                `type` is a reserved word and cannot be part of a module path.
                Choose another name, e.g. `type_`.
        "#]],
    );
}
