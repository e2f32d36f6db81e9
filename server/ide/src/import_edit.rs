//! Where an import is written: the edit that makes a name of another module visible in a file.

use fitz_analysis::{Db, Diagnostic, Fix, Importable, ItemKind, Name, SourceFile, importable_named, parse};
use fitz_syntax::{Bias, SourceText, SyntaxKind, SyntaxTree, TextRange, TextSize, ast, ast::AstNode};

use crate::assists::{future_fix, missing_field_fix};
use crate::syntax_fixes::syntax_fixes;

/// What a file imports, to add to it.
pub struct Imports {
    tree: SyntaxTree,
    /// Those before everything else.
    leading: Vec<Import>,
}

impl Imports {
    /// The imports of a file.
    pub fn new(db: &dyn Db, file: SourceFile) -> Imports {
        let tree = parse(db, file);
        let leading = tree.root().children().filter_map(ast::Statement::cast).map_while(Import::new).collect();
        Imports { tree, leading }
    }

    /// The edit that imports `name` from `module` (as the file writes its path): one more name in an import that is there,
    /// or a line of its own among the imports, below the comment about the file, or at the top.
    pub fn edit(&self, module: &[Name], name: &str) -> (TextRange, String) {
        let path = module.iter().map(Name::as_str).collect::<Vec<_>>().join(".");
        let text = self.tree.text();
        let mut same_module = self.leading.iter().filter(|import| import.path == path);
        let extended = same_module.find_map(|import| with_name(text, &import.names, name));
        extended.unwrap_or_else(|| {
            let line = format!("from {path} import {name}");
            let newline = line_break(text);
            match place_among(&self.leading, &path) {
                Some(place) => new_line(text, place, &line, newline),
                None => (TextRange::empty(below_file_comment(&self.tree)), format!("{line}{newline}{newline}")),
            }
        })
    }
}

/// The fixes of a finding that need more than the finding itself: imports of names, values for fields, functions that wait, and what
/// does not fit the grammar in the form that does.
pub fn editor_fixes(db: &dyn Db, file: SourceFile, finding: &Diagnostic) -> Vec<Fix> {
    let of_syntax = syntax_fixes(db, file, finding).into_iter().map(|(fix, _)| fix);
    let of_values = missing_field_fix(db, file, finding).into_iter().chain(future_fix(db, file, finding));
    import_fixes(db, file, finding).into_iter().chain(of_values).chain(of_syntax).collect()
}

/// The imports that would mend a finding about a name that nothing declares: one for each module that has it.
pub fn import_fixes(db: &dyn Db, file: SourceFile, finding: &Diagnostic) -> Vec<Fix> {
    let wants_type = match finding.code {
        "unknown-variable" => false,
        "unknown-type" | "unknown-struct-type" => true,
        _ => return Vec::new(),
    };
    let name = file.content(db).text.slice(finding.range).into_owned();
    let fits = |it: &Importable<'_>| !wants_type || it.declaration.kind == ItemKind::Type;
    let imports = Imports::new(db, file);
    let found = importable_named(db, file, &name).into_iter().filter(fits);
    found
        .map(|it| Fix {
            title: format!("Import `{name}` from `{}`", it.module.join(".")),
            file: None,
            edits: vec![imports.edit(it.module, &name)],
        })
        .collect()
}

/// An import at the top of a file.
struct Import {
    range: TextRange,
    path: String,
    /// The names that another can join: none of `import …`, nor of a broken one.
    names: Vec<(String, TextRange)>,
}

impl Import {
    fn new(statement: ast::Statement<'_>) -> Option<Import> {
        let (node, path, names) = match statement {
            ast::Statement::FromImportStatement(import) => {
                let names = import.names().filter(|_| !import.syntax().has_error());
                let names = names.filter_map(|it| Some((it.name()?.text().into_owned(), it.syntax().range())));
                (import.syntax(), import.path()?, names.collect())
            }
            ast::Statement::ImportStatement(import) => (import.syntax(), import.path()?, Vec::new()),
            _ => return None,
        };
        Some(Import { range: node.range(), path: dotted(path), names })
    }
}

fn dotted(path: ast::ModulePath<'_>) -> String {
    let segments: Vec<String> = path.identifiers().map(|segment| segment.text().into_owned()).collect();
    segments.join(".")
}

/// The edit that adds a name to those of an import, in order if they are. `None` when there are none.
fn with_name(text: &SourceText, names: &[(String, TextRange)], name: &str) -> Option<(TextRange, String)> {
    let (_, last) = names.last()?;
    let separator = separator(text, names);
    let next =
        names.iter().find(|(other, _)| other.as_str() > name).filter(|_| names.is_sorted_by(|(a, _), (b, _)| a <= b));
    Some(match next {
        Some((_, next)) => (TextRange::empty(next.start()), format!("{name}{separator}")),
        None => (TextRange::empty(last.end()), format!("{separator}{name}")),
    })
}

/// What stands between two names of an import: a space, or the start of a line like that of the last name.
fn separator(text: &SourceText, names: &[(String, TextRange)]) -> String {
    let (Some((_, first)), Some((_, last))) = (names.first(), names.last()) else { return String::new() };
    let line = text.line_range(text.line_of(last.start()));
    let before = text.slice(TextRange::new(line.start(), last.start())).into_owned();
    let stands_alone =
        before.trim().is_empty() && (names.len() == 1 || text.line_of(first.start()) != text.line_of(last.start()));
    if stands_alone { format!(",{}{before}", line_break(text)) } else { ", ".to_owned() }
}

/// A line before the range, or after it.
enum Place {
    Before(TextRange),
    After(TextRange),
}

/// Where a new import belongs: in order if the others are, or else behind them. `None` without imports.
fn place_among(imports: &[Import], path: &str) -> Option<Place> {
    let is_sorted = imports.is_sorted_by(|a, b| a.path <= b.path);
    let next = imports.iter().find(|import| import.path.as_str() > path).filter(|_| is_sorted);
    match next {
        Some(next) => Some(Place::Before(next.range)),
        None => imports.last().map(|last| Place::After(last.range)),
    }
}

fn new_line(text: &SourceText, place: Place, line: &str, newline: &str) -> (TextRange, String) {
    match place {
        Place::Before(import) => {
            let start = text.line_start(text.line_of(import.start()));
            (TextRange::empty(start), format!("{line}{newline}"))
        }
        Place::After(import) => {
            let number = text.line_of(import.end());
            match number + 1 < text.line_count() {
                true => (TextRange::empty(text.line_start(number + 1)), format!("{line}{newline}")),
                false => (TextRange::empty(text.len()), format!("{newline}{line}")),
            }
        }
    }
}

/// The end of the comment about the file and the blank lines behind it; the start of the text without one.
fn below_file_comment(tree: &SyntaxTree) -> TextSize {
    let text = tree.text();
    let lines = text.line_count();
    let is_blank = |line: u32| text.slice(text.line_range(line)).trim().is_empty();
    let Some(first) = (0..lines).find(|line| !is_blank(*line)) else { return TextSize::default() };
    let start = text.line_start(first);
    let comment =
        tree.root().token_at(start, Bias::Right).filter(|token| token.is_comment() && token.range().start() == start);
    let Some(comment) = comment else { return TextSize::default() };
    let is_line = |line: u32| text.slice(text.line_range(line)).trim_start().starts_with("//");
    let mut end = text.line_of(comment.range().end()) + 1;
    while comment.kind() == SyntaxKind::LineComment && end < lines && is_line(end) {
        end += 1;
    }
    // A comment right above a declaration is about that one.
    if end < lines && !is_blank(end) {
        return TextSize::default();
    }
    match (end..lines).find(|line| !is_blank(*line)) {
        Some(next) => text.line_start(next),
        None => text.len(),
    }
}

fn line_break(text: &SourceText) -> &'static str {
    let first = text.slice(TextRange::up_to(text.line_start(1.min(text.line_count().saturating_sub(1)))));
    if first.ends_with("\r\n") { "\r\n" } else { "\n" }
}
