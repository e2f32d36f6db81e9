//! Annotations of Python as types of Fitz.

use std::collections::BTreeSet;

use super::lines::split;

/// The classes of the stub that annotations can mean.
pub(super) type Classes<'t> = BTreeSet<&'t str>;

/// The Fitz type of a Python annotation. What is not understood is `Any`; a name of the stub itself stays.
pub(super) fn annotation(text: &str, classes: &Classes<'_>) -> String {
    let text = text.trim();
    let quoted = ['"', '\''].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote));
    if let Some(inner) = quoted.filter(|inner| !inner.contains(['"', '\''])) {
        return annotation(inner, classes);
    }
    let members = split(text, '|');
    if members.len() > 1 {
        return union(&members, classes);
    }
    let (name, arguments) = match text.split_once('[') {
        Some((name, rest)) => (name.trim(), rest.trim_end().strip_suffix(']').map(|inner| split(inner, ','))),
        None => (text, Some(Vec::new())),
    };
    let Some(arguments) = arguments else { return "Any".to_owned() };
    let name = name.strip_prefix("typing.").unwrap_or(name);
    match (name, arguments.as_slice()) {
        ("int", []) => "Int".to_owned(),
        ("str", []) => "Str".to_owned(),
        ("float", []) => "Float".to_owned(),
        ("bool", []) => "Bool".to_owned(),
        ("bytes", []) => "Bytes".to_owned(),
        ("None", []) => "Null".to_owned(),
        ("list" | "List", []) => "List<Any>".to_owned(),
        ("list" | "List", [element]) => format!("List<{}>", annotation(element, classes)),
        ("dict" | "Dict", []) => "Map<Any, Any>".to_owned(),
        ("dict" | "Dict", [key, value]) => format!("Map<{}, {}>", annotation(key, classes), annotation(value, classes)),
        ("tuple" | "Tuple", [_, rest]) if rest.trim() == "..." => "Any".to_owned(),
        ("tuple" | "Tuple", [only]) => format!("({},)", annotation(only, classes)),
        ("tuple" | "Tuple", [_, _, ..]) => {
            let parts: Vec<String> = arguments.iter().map(|part| annotation(part, classes)).collect();
            format!("({})", parts.join(", "))
        }
        ("Optional", [inner]) => union(&[inner, "None"], classes),
        ("Union", [_, ..]) => union(&arguments, classes),
        (name, []) if classes.contains(name) => name.to_owned(),
        _ => "Any".to_owned(),
    }
}

/// `T | None` is `T?`; other unions have no counterpart.
fn union(members: &[&str], classes: &Classes<'_>) -> String {
    let is_none = |member: &&&str| member.trim() == "None";
    let others: Vec<&str> = members.iter().filter(|it| !is_none(it)).map(|it| it.trim()).collect();
    match others.as_slice() {
        [] => "Null".to_owned(),
        [only] if others.len() == members.len() => annotation(only, classes),
        [only] => match annotation(only, classes) {
            any if any == "Any" => any,
            nullable if nullable.ends_with('?') => nullable,
            ty => format!("{ty}?"),
        },
        _ => "Any".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::annotation;

    #[test]
    fn annotations() {
        for (python, fitz) in [
            ("int", "Int"),
            ("list[dict[str, float]]", "List<Map<Str, Float>>"),
            ("Optional[int]", "Int?"),
            ("int | None", "Int?"),
            ("None | \"User\"", "User?"),
            ("Union[int, str]", "Any"),
            ("Union[int, None]", "Int?"),
            ("typing.List[int]", "List<Int>"),
            ("tuple[int, str]", "(Int, Str)"),
            ("tuple[int, ...]", "Any"),
            ("Callable[[int], str]", "Any"),
            ("np.ndarray", "Any"),
            ("'User'", "User"),
            ("list[", "Any"),
            ("", "Any"),
        ] {
            assert_eq!(annotation(python, &["User"].into_iter().collect()), fitz, "{python}");
        }
    }
}
