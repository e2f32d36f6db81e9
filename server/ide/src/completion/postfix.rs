//! Words after a dot that put something around the receiver: `value.match`, `value.if`.

use fitz_analysis::{Builtin, Ty};
use fitz_syntax::{Field, SyntaxKind, SyntaxNode, TextRange};

use super::{CompletionItem, CompletionKind, Facts, Query, pattern, snippet};

/// What stands before a dot.
pub(super) struct Receiver {
    /// Where it stands in the file.
    pub(super) range: TextRange,
    /// What it says.
    pub(super) text: String,
    pub(super) ty: Ty,
    /// Whether it begins on the line of the cursor: an edit at the cursor may not reach over lines.
    pub(super) is_on_one_line: bool,
}

/// A word, what it makes, and its snippet.
struct Form {
    word: &'static str,
    about: String,
    snippet: String,
}

/// The forms that make sense for the type of the receiver and for its place.
pub(super) fn complete(query: &Query<'_>, receiver: &Receiver) -> Vec<CompletionItem> {
    let is_in_text = query.around().any(|node| node.kind() == SyntaxKind::Interpolation);
    // A connection is used through its methods alone.
    if !receiver.is_on_one_line || query.name.is_none() || is_in_text || receiver.ty.is(Builtin::WsConn) {
        return Vec::new();
    }
    let is_statement = query.is_statement(receiver.range.start());
    let mut forms = value_forms(receiver, is_statement, is_in_head(query));
    if is_statement {
        forms.extend(statement_forms(query, receiver));
    }
    forms.into_iter().map(|form| item(query, receiver, form)).collect()
}

fn item(query: &Query<'_>, receiver: &Receiver, form: Form) -> CompletionItem {
    CompletionItem {
        detail: Some(form.about),
        replace: TextRange::new(receiver.range.start(), query.replace.end()),
        plain: Some(snippet::without_marks(&form.snippet)),
        insert: Some(form.snippet),
        is_snippet: true,
        facts: Facts { is_detour: true, order: u16::MAX, ..Facts::default() },
        filter: Some(format!("{}.{}", receiver.text, form.word)),
        ..query.item(form.word, CompletionKind::Snippet)
    }
}

/// The forms that are values.
fn value_forms(receiver: &Receiver, is_statement: bool, is_in_head: bool) -> Vec<Form> {
    let (written, ty) = (snippet::escaped(&receiver.text), &receiver.ty);
    let mut forms =
        vec![form("ok", "Ok(…)", format!("Ok({written})$0")), form("err", "Err(…)", format!("Err({written})$0"))];
    if is_open(ty) || ty.is(Builtin::Bool) {
        forms.push(form("not", "not …", format!("not {written}$0")));
    }
    if is_matched(ty) && !is_in_head {
        let arms = pattern::arms(ty, |number, case| match (is_statement, case.binding) {
            (true, _) => format!("{{ ${number} }}"),
            (false, Some("value")) => format!("${{{number}:value}}"),
            (false, _) => format!("${{{number}:null}}"),
        });
        forms.push(form(
            "match",
            "match … { }",
            format!("match {} {{\n    {}\n}}$0", head(&written), arms.join("\n    ")),
        ));
    }
    forms
}

/// The forms that are statements.
fn statement_forms(query: &Query<'_>, receiver: &Receiver) -> Vec<Form> {
    let (written, ty) = (snippet::escaped(&receiver.text), &receiver.ty);
    let subject = head(&written);
    let mut forms = vec![
        form("let", "let value = …", format!("let ${{1:value}} = {written}$0")),
        form("print", "print(…)", format!("print({written})$0")),
    ];
    if query.function().is_some() {
        forms.push(form("return", "return …", format!("return {written}$0")));
    }
    if matches!(ty, Ty::Nullable(_)) {
        forms.push(form("if", "if … != null { }", format!("if {subject} != null {{\n    $0\n}}")));
    } else if is_open(ty) || ty.is(Builtin::Bool) {
        forms.push(form("if", "if … { }", format!("if {subject} {{\n    $0\n}}")));
        forms.push(form("while", "while … { }", format!("while {subject} {{\n    $0\n}}")));
    }
    if ty.is(Builtin::Map) {
        forms.push(form(
            "for",
            "for (key, value) in … { }",
            format!("for (${{1:key}}, ${{2:value}}) in {subject} {{\n    $0\n}}"),
        ));
    } else if is_open(ty) || ty.is(Builtin::List) || ty.is(Builtin::Range) {
        forms.push(form("for", "for item in … { }", format!("for ${{1:item}} in {subject} {{\n    $0\n}}")));
    }
    forms
}

fn form(word: &'static str, about: &str, snippet: String) -> Form {
    Form { word, about: about.to_owned(), snippet }
}

/// Whether a block follows the expression at the cursor.
fn is_in_head(query: &Query<'_>) -> bool {
    query.around().any(|node| {
        let parent = node.parent().map(SyntaxNode::kind);
        match node.field_in_parent() {
            Some(Field::Condition | Field::Iterable) => parent != Some(SyntaxKind::ForClause),
            Some(Field::Value) => parent == Some(SyntaxKind::MatchExpression),
            _ => false,
        }
    })
}

/// A type that says nothing: everything is possible.
fn is_open(ty: &Ty) -> bool {
    *ty == Ty::Any
}

/// The built-in types whose values no pattern tells apart.
const NEVER_MATCHED: [Builtin; 9] = [
    Builtin::Future,
    Builtin::WsConn,
    Builtin::List,
    Builtin::Map,
    Builtin::Null,
    Builtin::Float,
    Builtin::Bytes,
    Builtin::Range,
    Builtin::Secret,
];

/// Whether a `match` can tell values of that type apart.
fn is_matched(ty: &Ty) -> bool {
    !matches!(ty, Ty::Function(_) | Ty::Nominal(_) | Ty::PyAny) && !NEVER_MATCHED.iter().any(|builtin| ty.is(*builtin))
}

/// A value where a block follows: the fields of a struct literal need parentheses there.
fn head(written: &str) -> String {
    if written.contains('{') { format!("({written})") } else { written.to_owned() }
}
