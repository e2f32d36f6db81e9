//! Hover and completion in a `fitz.toml`. `$0` marks the cursor.

use expect_test::{Expect, expect};
use fitz_analysis::diagnostics;
use fitz_analysis::fixture::Fixture;
use fitz_ide::{completions, hover};

fn in_manifest(text: &str) -> Fixture {
    Fixture::new(&format!("//- /fitz.toml\n{text}\n"))
}

fn hover_on(fixture: &Fixture) -> Option<(String, String)> {
    let db = fixture.host.db();
    let hover = hover(db, fixture.file, fixture.offset, 0, &|_, _| None)?;
    Some((fixture.file.content(db).text.slice(hover.range).into_owned(), hover.markdown))
}

/// The answers for the manifests, with the word that each is about.
fn check(manifests: &[&str], expected: Expect) {
    let answers = manifests.iter().map(|manifest| match hover_on(&in_manifest(manifest)) {
        Some((word, markdown)) => format!("{word}\n=> {markdown}\n\n"),
        None => format!("{manifest}\n=> nothing\n\n"),
    });
    expected.assert_eq(&answers.collect::<String>());
}

/// The first line of the answer, which says what the word is.
fn first_line(manifest: &str) -> String {
    let found = hover_on(&in_manifest(manifest));
    found.map(|(_, text)| text.lines().next().unwrap_or_default().to_owned()).unwrap_or_default()
}

#[test]
fn sections_and_keys_say_what_they_are() {
    check(
        &[
            "[pack$0age]\nname = \"shop\"",
            "[package]\nna$0me = \"shop\"",
            "[package]\nauthors$0 = []",
            "[bin]\nmain = \"src/main.fitz\"\ntar$0get = \"native\"",
            "[bin]\ntarget = \"wasm-cl$0ient\"",
            "[[bin]]\nname = \"api\"\n\n[[bin]]\nmo$0unt = \"#app\"",
            "[lib]\nent$0ry = \"src/lib.fitz\"",
        ],
        expect![[r##"
            package
            => **`[package]`**: What the package is called, and what it is. Every manifest has this section.

            Keys: `name`, `version`, `edition`, `authors`, `description`, `license`.

            ```toml
            [package]
            name = "shop"
            version = "0.1.0"
            edition = "2026"
            ```

            name
            => **`name`**: The name of the package. It starts with a lower-case letter; letters, digits, `_` and `-` may follow, 64 characters in all. With a `-` in it, tests cannot import the package.

            - Type: a string
            - Default: required

            ```toml
            name = "shop"
            ```

            authors
            => **`authors`**: Who wrote the package.

            - Type: a list of strings
            - Default: optional

            ```toml
            authors = ["Ada <ada@example.org>"]
            ```

            target
            => **`target`**: Where the program runs.

            - Type: a string, one of a few words
            - Default: `"native"`

            - `native`: A program of the machine: a server or a command. Its `main` is a `.fitz` file.
            - `wasm-client`: A view that runs in the browser, at the element that `mount` names.
            - `ssr`: Reserved for views that a server renders: read, but not built yet.

            ```toml
            target = "wasm-client"
            ```

            wasm-client
            => **`wasm-client`**: A view that runs in the browser, at the element that `mount` names.

            mount
            => **`mount`**: The element of the page that shows the view, as a CSS selector.

            - Type: a string
            - Default: none; required for the target `wasm-client`

            ```toml
            mount = "#app"
            ```

            entry
            => **`entry`**: The file that is imported by the name of the package. Modules beside it are reached through it: `from shop.ui import …`.

            - Type: a path, from the directory of the manifest
            - Default: required

            ```toml
            entry = "src/lib.fitz"
            ```

        "##]],
    );
}

#[test]
fn what_users_name_is_explained() {
    check(
        &[
            "[flags]\nbeta-c$0art = false",
            "[lint]\nunused-im$0port = \"error\"",
            "[lint]\nunused_im$0port = \"error\"",
            "[lint]\n\"ws/no-snap$0shot\" = \"hint\"",
            "[lint]\n\"unused-s*$0\" = \"off\"",
            "[lint]\nunused-import = \"o$0ff\"",
            "[dependencies]\nki$0t = { path = \"kit\" }\n//- /kit/fitz.toml\n[package]\nname = \"kit\"\ndescription = \"Parts of pages.\"",
            "[dependencies]\nnot-$0there = { git = \"x\" }",
        ],
        expect![[r#"
            beta-cart
            => **`beta-cart`**: a feature flag, with the value that counts unless `FITZ_FLAG_BETA_CART` is set.

            - Type: `true` or `false`

            ```fitz
            @flag("beta-cart")
            ```

            unused-import
            => **`unused-import`**: An imported name that the file does not use.

            Severity by default: `warning`. In this package: `error`.

            What it finds, why, and how to mend it: <https://github.com/fitz-lang/fitz-lsp/blob/main/docs/rules/unused-import.md>

            unused_import
            => **`unused-import`**: An imported name that the file does not use.

            Severity by default: `warning`. In this package: `error`.

            What it finds, why, and how to mend it: <https://github.com/fitz-lang/fitz-lsp/blob/main/docs/rules/unused-import.md>

            ws/no-snapshot
            => **`ws/no-snapshot`**: A client that connects is told nothing.

            Severity by default: off; `info` is the usual one where `[lint]` asks for it. In this package: `hint`.

            What it finds, why, and how to mend it: <https://github.com/fitz-lang/fitz-lsp/blob/main/docs/rules/ws/no-snapshot.md>

            unused-s*
            => The findings whose code fits `unused-s*`:

            - `unused-suppression`: A comment allows what is not there.

            off
            => **`off`**: The findings are not shown.

            kit
            => **`kit`**: a dependency, which programs of this package import by this name.

            Parts of pages.

            ```fitz
            import kit
            ```

            not-there
            => **`not-there`**: a dependency that cannot be imported: `-` is an operator.

        "#]],
    );
}

#[test]
fn plain_values_comments_and_unknown_words_say_nothing() {
    for manifest in [
        "[package]\nname = \"sh$0op\"",
        "# na$0me = 1",
        "[package] # na$0me",
        "[package]\nnome$0 = 1",
        "[tools]\nname$0 = 1",
        "[pack]$0",
        "name$0 = 1",
        "[package]\nauthors = [\"name\", \"na$0me\"]",
        "[lint]\nno-such-code$0 = \"off\"",
        "[lint]\nunused-import = \"nat$0ive\"",
        "[package]\ndescription = \"\"\"\nna$0me = 1\n\"\"\"",
    ] {
        assert_eq!(hover_on(&in_manifest(manifest)), None, "{manifest}");
    }
}

#[test]
fn every_way_to_write_a_key_leads_to_it() {
    for manifest in [
        "package.na$0me = \"shop\"",
        "package = { na$0me = \"shop\", version = \"1\" }",
        "package = { version = \"1\", na$0me = \"shop\" }",
        "[package]\n\"na$0me\" = \"shop\"",
        "[package]\nauthors = [\n  \"a\", # b\n  \"c\",\n]\nna$0me = \"shop\"",
        "[package]\ndescription = \"\"\"\n[lib]\n\"\"\"\nna$0me = \"shop\"",
        "[ package ]\nna$0me = \"shop\"",
        "[package]\nversion = \"a # b\"\r\nna$0me = \"shop\"",
    ] {
        assert!(first_line(manifest).starts_with("**`name`**: The name of the package."), "{manifest}");
    }
    for manifest in [
        "[dependencies]\nkit = { p$0ath = \"a\" }",
        "[dependencies.kit]\npa$0th = \"a\"",
        "[dependencies]\nkit.path$0 = \"a\"",
    ] {
        assert!(first_line(manifest).starts_with("**`path`**: The directory"), "{manifest}");
    }
}

#[test]
fn broken_manifests_answer_too() {
    for manifest in [
        "[package]\nna$0me",
        "[package]\nna$0me =",
        "[package]\nversion = \"0.1\nna$0me = \"shop\"",
        "[package]\nauthors = [\"a\"\nna$0me = \"shop\"",
        "[package\nna$0me = \"shop\"",
        "[lib]\nentry = {\n[package]\nna$0me = \"shop\"",
        "[lib]\nentry = [\n\n[package]\nna$0me = \"shop\"",
        "= =\n]]\n}}\n[package]\nna$0me = \"shop\"",
    ] {
        assert!(first_line(manifest).starts_with("**`name`**: The name of the package."), "{manifest}");
    }
}

#[test]
fn the_keys_are_those_that_the_analysis_knows() {
    for section in ["package", "bin", "lib"] {
        let known = known_names(&format!("[{section}]\nzzzzz = 1"));
        assert!(!known.is_empty(), "{section}");
        let markdown = hover_on(&in_manifest(&format!("[{section}$0]"))).unwrap_or_default().1;
        assert!(markdown.contains(&format!("Keys: {known}.")), "{known}\n{markdown}");
        for key in known.split(", ").map(|key| key.trim_matches('`')) {
            assert!(!first_line(&format!("[{section}]\n{key}$0 = 1")).is_empty(), "{key}");
        }
    }
    for section in known_names("[zzzzz]").split(", ") {
        let name = section.trim_matches('`');
        assert!(first_line(&format!("[{name}$0]")).starts_with(&format!("**`[{name}]`**")), "{name}");
    }
}

/// The names that an unknown one could have been.
fn known_names(manifest: &str) -> String {
    let fixture = in_manifest(manifest);
    let found = diagnostics(fixture.host.db(), fixture.file);
    let hint = found.iter().find_map(|it| it.hint.clone().filter(|_| it.code == "manifest/unknown-key"));
    hint.unwrap_or_default().trim_start_matches("There is ").trim_end_matches('.').to_owned()
}

/// The labels that are offered, in the order of the list.
fn labels(manifest: &str) -> Vec<String> {
    let fixture = in_manifest(manifest);
    let mut items = completions(fixture.host.db(), fixture.file, fixture.offset);
    items.sort_by(|a, b| (&a.sort, &a.label).cmp(&(&b.sort, &b.label)));
    items.into_iter().map(|item| item.label).collect()
}

/// The manifest after an item was taken by a client without snippets.
fn taken(manifest: &str, label: &str) -> String {
    let fixture = in_manifest(manifest);
    let items = completions(fixture.host.db(), fixture.file, fixture.offset);
    let Some(item) = items.into_iter().find(|item| item.label == label) else { return String::new() };
    let mut text = manifest.replacen("$0", "", 1);
    text.replace_range(
        usize::from(item.replace.start())..usize::from(item.replace.end()),
        &item.plain.or(item.insert).unwrap_or(item.label),
    );
    text
}

#[test]
fn completion_offers_what_is_missing() {
    for (manifest, expected) in [
        ("[$0]", "bin dependencies flags lib lint package"),
        ("[package]\nname = \"a\"\n[l$0", "bin dependencies flags lib lint"),
        ("[package]\nname = \"a\"\n$0", "authors description edition license version"),
        ("[package]\nname = \"a\"\nver$0sion = \"1\"", "authors description edition license version"),
        ("[[bin]]\nname = \"a\"\nmain = \"b\"\n[[bin]]\nname = \"c\"\n$0\n[lib]\nentry = \"x\"", "main mount target"),
        ("[bin]\ntarget = $0", "native wasm-client ssr"),
        ("[bin]\ntarget = \"$0\"", "native wasm-client ssr"),
        ("[bin]\ntarget = \"na$0", "native wasm-client ssr"),
        ("[lint]\nunused-import = \"$0\"", "off hint info warning error"),
        ("[flags]\nbeta = $0", "false true"),
        ("[dependencies]\nkit = { $0 }", "git path rev tag"),
        ("[dependencies]\nkit = { git = \"a\", $0 }", "path rev tag"),
        ("[dependencies.kit]\n$0", "git path rev tag"),
        ("package = { name = \"a\", $0 }", "authors description edition license version"),
        (
            "[bin]\nmain = \"$0\"\n//- /src/main.fitz\nlet a = 1\n//- /src/App.fitzv\n//- /b.pyi\n",
            "src/App.fitzv src/main.fitz",
        ),
        // A value stands here already, or is the user's own.
        ("[package]\nname = \"a\" $0", ""),
        ("[package]\nname $0", ""),
        ("[package]\nname = \"$0\"", ""),
        ("[package]\n# $0", ""),
        ("[flags]\n$0", ""),
        ("[tools]\n$0", ""),
        ("$0", ""),
    ] {
        assert_eq!(labels(manifest).join(" "), expected, "{manifest}");
    }
    let codes = labels("[lint]\nunused-import = \"off\"\n$0");
    assert!(codes.iter().any(|code| code == "ws/not-async"), "{codes:?}");
    assert!(!codes.iter().any(|code| code == "unused-import" || code.starts_with("syntax/")), "{codes:?}");
}

#[test]
fn taken_items_write_quotes_once() {
    for (manifest, label, expected) in [
        ("[bin]\nma$0", "main", "[bin]\nmain = \"\""),
        ("[bin]\nma$0 = \"a\"", "main", "[bin]\nmain = \"a\""),
        ("[package]\n$0", "authors", "[package]\nauthors = [\"\"]"),
        ("[bin]\ntarget = $0", "ssr", "[bin]\ntarget = \"ssr\""),
        ("[bin]\ntarget = \"na$0tive\"", "ssr", "[bin]\ntarget = \"ssr\""),
        ("[bin]\ntarget = \"$0\"", "wasm-client", "[bin]\ntarget = \"wasm-client\""),
        ("[lint]\nws$0", "ws/not-async", "[lint]\n\"ws/not-async\" = \"\""),
        ("[lint]\n\"ws/n$0\" = \"off\"", "ws/not-async", "[lint]\n\"ws/not-async\" = \"off\""),
    ] {
        // The fixture has the manifest alone, so that places in it are places in the text.
        assert_eq!(taken(manifest, label), expected, "{manifest}");
    }
}
