//! How things of the grammar are called in Rust.

/// The Rust name of a named node: `let_declaration` is `LetDeclaration`. One name would mean something else in Rust.
pub(super) fn node(name: &str) -> String {
    match name {
        "string" => "StringLiteral".to_owned(),
        _ => pascal(name),
    }
}

/// The Rust name of a supertype: `_expression` is `Expression`.
pub(super) fn supertype(name: &str) -> String {
    pascal(name)
}

/// The Rust name of a field in the `Field` enum.
pub(super) fn field(name: &str) -> String {
    pascal(name)
}

/// The Rust name of a keyword or of punctuation: `fn` is `FnKeyword`, `..` is `DotDot`. `None` for punctuation that has
/// no name here yet.
pub(super) fn token(text: &str) -> Option<String> {
    if text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        // `Fn` and the like are names that mean something in one place only.
        let what = if text.starts_with(|c: char| c.is_ascii_uppercase()) { "Name" } else { "Keyword" };
        return Some(format!("{}{what}", pascal(text)));
    }
    let name = match text {
        "+" => "Plus",
        "-" => "Minus",
        "*" => "Star",
        "/" => "Slash",
        "%" => "Percent",
        "+=" => "PlusEq",
        "-=" => "MinusEq",
        "*=" => "StarEq",
        "/=" => "SlashEq",
        "=" => "Eq",
        "==" => "EqEq",
        "!=" => "BangEq",
        "<" => "Less",
        "<=" => "LessEq",
        ">" => "Greater",
        ">=" => "GreaterEq",
        "&" => "Amp",
        "|" => "Pipe",
        "^" => "Caret",
        "~" => "Tilde",
        "<<" => "Shl",
        ">>" => "Shr",
        "&=" => "AmpEq",
        "|=" => "PipeEq",
        "^=" => "CaretEq",
        "<<=" => "ShlEq",
        ">>=" => "ShrEq",
        "?" => "Question",
        "." => "Dot",
        ".." => "DotDot",
        "..." => "Ellipsis",
        "..=" => "DotDotEq",
        "->" => "Arrow",
        "=>" => "FatArrow",
        "(" => "LParen",
        ")" => "RParen",
        "{" => "LBrace",
        "}" => "RBrace",
        "[" => "LBracket",
        "]" => "RBracket",
        "," => "Comma",
        ":" => "Colon",
        ";" => "Semicolon",
        "@" => "At",
        "'" => "Apostrophe",
        "\"" => "Quote",
        "\"\"\"" => "TripleQuote",
        "\\\"" => "EscapedQuote",
        "b\"" => "ByteQuote",
        "\n" => "Newline",
        _ => return None,
    };
    Some(name.to_owned())
}

/// The accessor of one child: the name of its field or node, if Rust does not reserve it.
pub(super) fn accessor(name: &str) -> String {
    match name.trim_start_matches('_') {
        "type" => "ty".to_owned(),
        name if RESERVED.contains(&name) => format!("{name}_"),
        name => name.to_owned(),
    }
}

/// The accessor of several children.
pub(super) fn plural_accessor(name: &str) -> String {
    let name = name.trim_start_matches('_');
    if name.ends_with('s') {
        return accessor(name);
    }
    match name.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if name.ends_with("ch") => format!("{name}es"),
        _ => format!("{name}s"),
    }
}

/// The words of Rust that cannot name a method.
const RESERVED: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

fn pascal(name: &str) -> String {
    name.split('_')
        .filter_map(|word| {
            let mut chars = word.chars();
            let first = chars.next()?;
            Some(first.to_ascii_uppercase().to_string() + chars.as_str())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        assert_eq!(node("let_declaration"), "LetDeclaration");
        assert_eq!(node("string"), "StringLiteral");
        assert_eq!(supertype("_expression"), "Expression");
        assert_eq!(token("fn").as_deref(), Some("FnKeyword"));
        assert_eq!(token("Fn").as_deref(), Some("FnName"));
        assert_eq!(token("..=").as_deref(), Some("DotDotEq"));
        assert_eq!(token("<=>"), None);
    }

    #[test]
    fn accessors() {
        for (name, one, many) in [
            ("name", "name", "names"),
            ("type", "ty", "types"),
            ("_expression", "expression", "expressions"),
            ("arguments", "arguments", "arguments"),
            ("entry", "entry", "entries"),
            ("match", "match_", "matches"),
            ("key", "key", "keys"),
        ] {
            assert_eq!(accessor(name), one);
            assert_eq!(plural_accessor(name), many);
        }
    }
}
