//! The first lines of statements and declarations.

use super::spot::{Spot, is_word};
use super::{Form, Mend, edit};

pub(super) const FORMS: &[Form] = &[
    else_on_line,
    else_if,
    brace_on_line,
    decorator_arguments,
    names_of_tuple,
    loop_in_parentheses,
    mutable,
    declared,
    result_type,
    body_of_expression,
    type_of_fields,
    quoted_path,
    path_with_slashes,
    several_modules,
    arrow_of_arm,
    assignment_in_arm,
];

fn else_on_line(spot: &Spot<'_>) -> Option<Mend> {
    let end = spot.before_end();
    let fits = spot.found() == "else" && spot.before().trim_end().ends_with('}');
    fits.then(|| Mend::certain("Put `else` behind the `}`", vec![edit(end, spot.start, " ")?]))?
}

/// `elif x {`, behind the brace or on a line of its own
fn else_if(spot: &Spot<'_>) -> Option<Mend> {
    let is_word = |word: &str| matches!(word, "elif" | "elsif" | "elseif");
    let (start, word) = match is_word(spot.found()) {
        true => (spot.start, spot.found()),
        false => spot.word_before().filter(|(_, word)| is_word(word))?,
    };
    let before = spot.text.get(..start)?.trim_end();
    let edits = vec![edit(before.len(), start + word.len(), " else if")?];
    before.ends_with('}').then(|| Mend::certain("Write `else if`", edits))?
}

fn brace_on_line(spot: &Spot<'_>) -> Option<Mend> {
    let brace = spot.skip_space(spot.end);
    let fits = spot.hint == "Put the `{` at the end of this line." && spot.text.get(brace..)?.starts_with('{');
    fits.then(|| Mend::certain("Put the `{` at the end of the line", vec![edit(spot.end, brace, " ")?]))?
}

fn decorator_arguments(spot: &Spot<'_>) -> Option<Mend> {
    let bracket = spot.skip_space(spot.end);
    let fits = spot.hint == "Put the `(` directly after the name." && spot.text.get(bracket..)?.starts_with('(');
    fits.then(|| Mend::certain("Put the `(` behind the name", vec![edit(spot.end, bracket, "")?]))?
}

/// `for a, b in pairs` and `let a, b = pair`
fn names_of_tuple(spot: &Spot<'_>) -> Option<Mend> {
    let fits = spot.found() == "," && spot.hint.starts_with("Put the names of a tuple into parentheses");
    let start = spot.word_start(spot.before_end());
    let rest = spot.after().len() - spot.after().trim_start_matches(|c: char| is_word(c) || c == ' ' || c == ',').len();
    let names = spot.slice(start, spot.end + rest).split(" in ").next()?.trim_end();
    fits.then(|| {
        Mend::certain("Put the names into parentheses", vec![edit(start, start + names.len(), format!("({names})"))?])
    })?
}

/// `for (x in xs) {`
fn loop_in_parentheses(spot: &Spot<'_>) -> Option<Mend> {
    let (name, _) = spot.word_before()?;
    let before = spot.text.get(..name)?;
    let open = before.strip_suffix('(').filter(|before| before.trim_end().ends_with("for"))?.len();
    let close = spot.closing(open).filter(|_| spot.found() == "in")?;
    let edits = vec![edit(open, name, "")?, edit(close - 1, close, "")?];
    Mend::certain("Remove the parentheses", edits)
}

/// `let mut x = 1`
fn mutable(spot: &Spot<'_>) -> Option<Mend> {
    let (start, word) = spot.word_before()?;
    let is_let = spot.text.get(..start)?.trim_end().ends_with("let");
    (is_let && word == "mut").then(|| Mend::certain("Remove `mut`", vec![edit(start, spot.start, "")?]))?
}

/// `x := 1`
fn declared(spot: &Spot<'_>) -> Option<Mend> {
    let colon = spot.before().strip_suffix(':').filter(|_| spot.found() == "=")?.len();
    let end = spot.text.get(..colon)?.trim_end().len();
    let start = spot.word_start(end);
    let is_whole = start < end && spot.starts_statement(start);
    let edits = vec![edit(start, start, "let ")?, edit(end, spot.end, " =")?];
    is_whole.then(|| Mend::certain("Write `let`", edits))?
}

/// `fn f(): Int {`
fn result_type(spot: &Spot<'_>) -> Option<Mend> {
    let fits = spot.found() == ":" && spot.before().trim_end().ends_with(')');
    fits.then(|| Mend::certain("Write `->`", vec![edit(spot.before_end(), spot.end, " ->")?]))?
}

/// `fn f() = 1`
fn body_of_expression(spot: &Spot<'_>) -> Option<Mend> {
    let fits = spot.found() == "=" && spot.message.contains("the body of the");
    fits.then(|| Mend::certain("Write `=>`", vec![edit(spot.start, spot.end, "=>")?]))?
}

/// `type T = { a: Int }`
fn type_of_fields(spot: &Spot<'_>) -> Option<Mend> {
    let brace = spot.skip_space(spot.end);
    let is_type = spot.message.contains("the fields of the type") && spot.text.get(brace..)?.starts_with('{');
    (is_type && spot.found() == "=").then(|| Mend::certain("Remove the `=`", vec![edit(spot.start, brace, "")?]))?
}

/// `import "billing/plans"`
fn quoted_path(spot: &Spot<'_>) -> Option<Mend> {
    let path = spot.found().strip_prefix('"')?.strip_suffix('"')?;
    let is_path = !path.is_empty() && path.split(['.', '/']).all(|part| !part.is_empty() && part.chars().all(is_word));
    let (_, word) = spot.word_before().filter(|_| is_path)?;
    let text = path.replace('/', ".");
    matches!(word, "import" | "from")
        .then(|| Mend::certain(format!("Write `{text}`"), vec![edit(spot.start, spot.end, text)?]))?
}

/// `import billing/plans`
fn path_with_slashes(spot: &Spot<'_>) -> Option<Mend> {
    let fits = spot.found() == "/" && spot.hint.starts_with("The parts of a path are separated by dots");
    let rest = spot.after().len() - spot.after().trim_start_matches(|c: char| is_word(c) || c == '/').len();
    let end = spot.end + rest;
    let text = spot.slice(spot.start, end).replace('/', ".");
    fits.then(|| Mend::certain("Write dots", vec![edit(spot.start, end, text)?]))?
}

/// `import a, b`
fn several_modules(spot: &Spot<'_>) -> Option<Mend> {
    let fits = spot.found() == "," && spot.hint == "Import one module in each statement.";
    let end = spot.skip_space(spot.end);
    fits.then(|| {
        Mend::certain("Import each in a statement of its own", vec![edit(spot.before_end(), end, "\nimport ")?])
    })?
}

/// `1 -> "one"` and `1: "one"`
fn arrow_of_arm(spot: &Spot<'_>) -> Option<Mend> {
    let fits = matches!(spot.found(), "->" | ":" | "=") && spot.hint.starts_with("An arm is written");
    let end = spot.skip_space(spot.end);
    fits.then(|| Mend::certain("Write `=>`", vec![edit(spot.before_end(), end, " => ")?]))?
}

/// `1 => x = 2`
fn assignment_in_arm(spot: &Spot<'_>) -> Option<Mend> {
    let line = spot.line_start();
    let arrow = line + spot.slice(line, spot.start).find("=>")? + 2;
    let start = spot.skip_space(arrow);
    let end = spot.end + spot.slice(spot.end, spot.line_end()).trim_end_matches(',').len();
    let value = spot.slice(start, end);
    let fits = spot.hint.starts_with("An assignment is a statement: put it into braces") && !value.contains(['{', '}']);
    fits.then(|| Mend::certain("Put the assignment into braces", vec![edit(start, end, format!("{{ {value} }}"))?]))?
}
