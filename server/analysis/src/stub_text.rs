//! Python stubs (`.pyi`) as declarations in Fitz, so that the same code reads both.
//!
//! A class becomes a `type`, a function a function whose result is a `Result` (an exception is an `Err`), a variable a
//! variable. What is not understood becomes a variable without a type, which stands for something opaque: a class with
//! bases, an overloaded function, anything below an `if`. Each declaration keeps its line, and its name its column, so that
//! a place in the translation is the place in the stub.

mod annotation;
mod lines;

use std::collections::BTreeMap;

use annotation::{Classes, annotation};
use lines::{Line, logical_lines};

use crate::ty::Builtin;

/// Classes that have a meaning of their own in Fitz.
const SKIPPED: [&str; 3] = ["Request", "Response", "File"];

/// What stands for a line that cannot be read: no statement starts like this.
const UNREADABLE: &str = ")";

/// Translates a stub. Whatever the text, this gives declarations: a line that is no declaration gives none. A stub with a
/// bracket or a quote too many tells nothing but names, and its translation is as broken as itself.
pub(crate) fn translate(stub: &str) -> String {
    let (lines, mistake) = logical_lines(stub);
    let names = lines.iter().filter(|line| line.text.starts_with("class ")).filter_map(declared_name);
    let classes: Classes<'_> = names.filter(|name| !has_other_meaning(name)).collect();
    let mut out = Output { lines: vec![String::new(); stub.lines().count()] };
    if let Some(number) = mistake {
        lines.iter().filter(|line| line.indent == 0 && line.number != number).for_each(|line| out.opaque(line));
        if let Some(slot) = out.lines.get_mut(number) {
            *slot = UNREADABLE.to_owned();
        }
        return out.lines.join("\n");
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in lines.iter().filter_map(declared_name) {
        *counts.entry(name).or_default() += 1;
    }
    let mut rest = lines.as_slice();
    let mut is_decorated = false;
    while let Some((line, after)) = rest.split_first() {
        let body_length = after.iter().take_while(|it| it.indent > line.indent).count();
        let (body, next) = after.split_at_checked(body_length).unwrap_or((after, &[]));
        rest = next;
        if line.text.starts_with('@') {
            is_decorated = true;
            continue;
        }
        let is_plain = !std::mem::take(&mut is_decorated);
        let Some(name) = declared_name(line) else {
            // A branch: which one counts depends on the interpreter.
            body.iter().filter(|inner| declared_name(inner).is_some()).for_each(|inner| out.opaque(inner));
            continue;
        };
        let is_first = counts.get(name).is_none_or(|count| *count == 1);
        match (&line.text, is_plain && is_first) {
            _ if has_other_meaning(name) => {}
            (_, false) => out.opaque(line),
            (text, true) if text.starts_with("class ") => out.class(line, name, members(body, &classes)),
            (text, true) if text.starts_with("async def ") => out.opaque(line),
            (text, true) if text.starts_with("def ") => match function(line, name, false, &classes) {
                Some(function) => out.put(line, function + " {}"),
                None => out.opaque(line),
            },
            (_, true) => match variable(line, name, &classes) {
                Some(ty) => out.put(line, format!("{name}: {ty} = null")),
                None => out.opaque(line),
            },
        }
    }
    out.lines.join("\n")
}

struct Output {
    lines: Vec<String>,
}

impl Output {
    fn put(&mut self, line: &Line, text: String) {
        if let Some(slot) = self.lines.get_mut(line.number)
            && slot.is_empty()
        {
            *slot = text;
        }
    }

    /// Something of that name, and nobody knows what.
    fn opaque(&mut self, line: &Line) {
        if let Some(name) = declared_name(line) {
            self.put(line, format!("{name} = null"));
        }
    }

    /// A class. With bases, or with a member that is not understood, it is opaque: its instances may have more.
    fn class(&mut self, line: &Line, name: &str, members: Option<Vec<(&Line, String)>>) {
        let head = line.text.strip_prefix("class ").and_then(|text| text.trim_start().strip_prefix(name));
        let (bases, inline) = head.and_then(|head| head.split_once(':')).unwrap_or_default();
        let has_bases = !matches!(bases.trim(), "" | "()" | "(object)");
        let (Some(members), false, "" | "..." | "pass") = (members, has_bases, inline.trim()) else {
            self.opaque(line);
            return;
        };
        self.put(line, format!("type{}{name} {{", spaces(line.column_of(name).saturating_sub(4).max(1))));
        let last = members.iter().map(|(line, _)| line.number).max().unwrap_or(line.number);
        for (line, text) in members {
            self.put(line, text);
        }
        if let Some(end) = self.lines.get_mut(last) {
            end.push_str(" }");
        }
    }
}

/// The members of a class; `None` when one of them is not understood.
fn members<'l>(body: &'l [Line], classes: &Classes<'_>) -> Option<Vec<(&'l Line, String)>> {
    let mut found = Vec::new();
    let mut rest = body;
    let mut decorator = None;
    while let Some((line, after)) = rest.split_first() {
        let inner = after.iter().take_while(|it| it.indent > line.indent).count();
        rest = after.get(inner..).unwrap_or_default();
        if let Some(name) = line.text.strip_prefix('@') {
            if decorator.replace(name).is_some() {
                return None;
            }
            continue;
        }
        let Some(name) = declared_name(line) else {
            if matches!(line.text.as_str(), "..." | "pass") || line.text.starts_with(['"', '\'']) {
                continue;
            }
            return None;
        };
        let is_method = line.text.starts_with("def ");
        let text = match (is_method, decorator.take()) {
            (true, _) if name.starts_with("__") => continue,
            (true, None) => function(line, name, true, classes)? + " {}",
            (true, Some("property")) => format!("{}{name}: {}", spaces(line.column_of(name)), result(line, classes)),
            (false, None) if !line.text.starts_with("class ") && !line.text.starts_with("async ") => {
                let ty = variable(line, name, classes).unwrap_or_else(|| "Any".to_owned());
                format!("{}{name}: {ty}", spaces(line.column_of(name)))
            }
            _ => return None,
        };
        found.push((line, text));
    }
    Some(found)
}

/// Whether a name means a type of Fitz wherever it stands.
fn has_other_meaning(name: &str) -> bool {
    SKIPPED.contains(&name) || name == "Any" || Builtin::from_annotation(name).is_some()
}

/// The name that a line declares.
fn declared_name(line: &Line) -> Option<&str> {
    let text = line.text.as_str();
    let keyword = ["class ", "def ", "async def "].into_iter().find_map(|keyword| text.strip_prefix(keyword));
    let start = keyword.unwrap_or(text).trim_start();
    let end = start.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(start.len());
    let (name, after) = start.split_at_checked(end)?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let after = after.trim_start();
    let is_variable =
        after.starts_with(':') && !after.starts_with(":=") || after.starts_with('=') && !after.starts_with("==");
    let is_declared = if keyword.is_some() { after.starts_with(['(', ':']) } else { is_variable };
    (is_name && is_declared && !is_statement(name)).then_some(name)
}

/// Keywords that a `:` may follow at once.
fn is_statement(name: &str) -> bool {
    matches!(name, "else" | "try" | "finally" | "except" | "lambda")
}

/// The type of a variable; `None` without an annotation.
fn variable(line: &Line, name: &str, classes: &Classes<'_>) -> Option<String> {
    let annotated = line.text.strip_prefix(name)?.trim_start().strip_prefix(':')?;
    Some(annotation(lines::until(annotated, '='), classes))
}

/// A function, or a method without its first parameter. `None` when it is not understood.
fn function(line: &Line, name: &str, is_method: bool, classes: &Classes<'_>) -> Option<String> {
    let (_, rest) = line.text.split_once('(')?;
    let parameters = lines::until(rest, ')');
    if parameters.len() == rest.len() {
        // Still being written: nobody knows what it takes.
        return None;
    }
    let mut list = lines::split(parameters, ',').into_iter().map(str::trim).filter(|it| !it.is_empty());
    if is_method {
        list.next()?;
    }
    let list: Vec<&str> = list.collect();
    let is_keyword_only = list.iter().any(|it| it.starts_with('*') || *it == "/");
    let parameters: Option<Vec<String>> = list.iter().map(|it| parameter(it, classes)).collect();
    let parameters = match parameters {
        Some(parameters) if !is_keyword_only => parameters.join(", "),
        _ => "...arguments".to_owned(),
    };
    let indent = if is_method { spaces(line.indent) } else { String::new() };
    let gap = spaces(line.column_of(name).saturating_sub(line.indent + 2).max(1));
    Some(format!("{indent}fn{gap}{name}({parameters}) -> Result<{}>", result(line, classes)))
}

fn parameter(text: &str, classes: &Classes<'_>) -> Option<String> {
    let has_default = lines::until(text, '=').len() < text.len();
    let declared = lines::until(text, '=');
    let (name, ty) = match declared.split_once(':') {
        Some((name, ty)) => (name.trim(), format!(": {}", annotation(ty, classes))),
        None => (declared.trim(), String::new()),
    };
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && !name.is_empty();
    let default = if has_default { " = null" } else { "" };
    is_name.then(|| format!("{name}{ty}{default}"))
}

/// What a function gives.
fn result(line: &Line, classes: &Classes<'_>) -> String {
    match line.text.rsplit_once("->") {
        Some((_, result)) => annotation(lines::until(result, ':'), classes),
        None => "Any".to_owned(),
    }
}

fn spaces(count: usize) -> String {
    " ".repeat(count)
}

#[cfg(test)]
mod tests {
    use super::translate;

    #[test]
    fn declarations_keep_their_lines_and_columns() {
        let stub = "\
\"\"\"Models.\"\"\"
from typing import Optional

VERSION: str
LIMIT = 3

class User:
    \"\"\"A user.\"\"\"
    id: int
    name: Optional[str] = None
    tags: list[str]
    def __init__(self, id: int) -> None: ...
    def rename(self, name: str, loud: bool = False) -> \"User\": ...
    @property
    def age(self) -> int: ...

def fetch(id: int,
          deep: bool = ...) -> User: ...
def log(*parts: str, sep: str = \" \") -> None: ...
class Request: ...
class Base(Model):
    x: int
";
        let expected = "\n\n\nVERSION: Str = null\nLIMIT = null\n\ntype  User {\n\n    id: Int\n    name: Str?\n    tags: List<Str>\n\n    fn  rename(name: Str, loud: Bool = null) -> Result<User> {}\n\n        age: Int }\n\nfn  fetch(id: Int, deep: Bool = null) -> Result<User> {}\n\nfn  log(...arguments) -> Result<Null> {}\n\nBase = null\n";
        assert_eq!(translate(stub), expected);
    }

    #[test]
    fn a_name_is_a_type_only_if_the_stub_has_such_a_class() {
        let stub = "class Row:\n    at: datetime\n    day: Date\n    next: Row\n    made: Request\nclass Date: ...\nclass Request: ...";
        let expected = "type  Row {\n    at: Any\n    day: Any\n    next: Row\n    made: Any }\n\n";
        assert_eq!(translate(stub), expected);
    }

    #[test]
    fn what_is_not_understood_is_opaque() {
        for (stub, expected) in [
            ("@overload\ndef f(a: int) -> int: ...\n@overload\ndef f(a: str) -> str: ...", "\nf = null\n\nf = null"),
            ("if sys.version_info > (3, 8):\n    class A: ...\nelse:\n    def g(): ...", "\nA = null\n\ng = null"),
            ("class A:\n    class B: ...", "A = null\n"),
            ("async def f() -> int: ...", "f = null"),
            ("x = y = 3\n%%%\nclass\n", "x = null\n\n"),
        ] {
            assert_eq!(translate(stub), expected, "{stub}");
        }
    }

    #[test]
    fn a_stub_that_cannot_be_read_tells_names_only() {
        for (stub, expected) in [
            ("def f(a: int", ")"),
            ("x: int\ndef f(a: int", "x = null\n)"),
            ("class A:\n    id: int\n    def f(self, a: int", "A = null\n\n)"),
            ("x: int = )\ny: str", ")\ny = null"),
            ("x: str = \"a\ny: str", ")\ny = null"),
        ] {
            assert_eq!(translate(stub), expected, "{stub}");
        }
    }

    #[test]
    fn any_text_is_a_stub() {
        for stub in
            ["", "\"\"\"", "class A(", "def f(\n\n", "\u{feff}x: int", "    x: int\n  y", "@", "a: \"", "\\\n\\"]
        {
            assert!(translate(stub).lines().count() <= stub.lines().count().max(1), "{stub:?}");
        }
    }
}
