//! `injections.scm`: which text is in which other language.

use crate::captures::{matches, parse, query};

/// Language and text of each injection, in the order of the text.
#[track_caller]
fn check(source: &str, expected: &[(&str, &str)]) {
    let (query, tree) = (query("injections"), parse(source));
    let mut found: Vec<(usize, String, &str)> = Vec::new();
    for found_match in matches(&query, &tree, source) {
        let properties = query.property_settings(found_match.pattern);
        let language = properties.iter().find(|property| &*property.key == "injection.language");
        let language = language.and_then(|property| property.value.clone()).expect("a pattern names its language");
        for node in found_match.nodes("injection.content") {
            found.push((node.start_byte(), language.to_string(), &source[node.byte_range()]));
        }
    }
    found.sort();
    let found: Vec<(&str, &str)> = found.iter().map(|(_, language, text)| (language.as_str(), *text)).collect();
    assert_eq!(found, expected);
}

#[test]
fn queries() {
    check("conn.query(\"SELECT 1\", [])\n", &[("sql", "SELECT 1")]);
    check("pool.get().exec(\"DELETE FROM t\", []).await?\n", &[("sql", "DELETE FROM t")]);
    check("conn.query(\"\"\"SELECT *\nFROM t\"\"\", [])\n", &[("sql", "SELECT *\nFROM t")]);
    check("conn.query(\"SELECT {name} FROM t\")\n", &[("sql", "SELECT "), ("sql", " FROM t")]);
}

#[test]
fn fragments() {
    check("let n = {\"clicks\": sql.raw(\"clicks + 1\")}\n", &[("sql", "clicks + 1")]);
    check("@check_constraint(\"clicks >= 0\", name=\"c\")\ntype T { clicks: Int }\n", &[("sql", "clicks >= 0")]);
    check("type T { @db_default(\"NOW()\") at: Str }\n", &[("sql", "NOW()")]);
    check(
        "@index(expression=\"lower(a)\", where_=\"a > 0\", name=\"i\")\ntype T { a: Str }\n",
        &[("sql", "lower(a)"), ("sql", "a > 0")],
    );
}

#[test]
fn other_strings_are_text() {
    check("conn.send(\"SELECT 1\")\nquery(\"SELECT 1\")\nconn.query(sql_text, \"SELECT 1\")\n", &[]);
    check("regex.raw(\"a\")\n@get(\"/x\")\nfn f() => 0\n", &[]);
    check("@table(\"links\") @index(\"a, b\") type T { a: Str }\n", &[]);
}

#[test]
fn comments() {
    check("// **why**\nlet a = 1 /* `b` */\n", &[("markdown", "// **why**"), ("markdown", "/* `b` */")]);
}
