//! Completion.
//!
//! The text before the cursor decides what is offered: members after a dot, decorators after `@`, types in an annotation,
//! exported names in an import, paths in a broadcast, and otherwise every name that is visible. Each has its own file.

mod decorator;
mod dot;
mod expected;
mod import;
mod importable;
mod message;
mod name;
mod option;
mod relevance;
mod route_path;
mod snippet;
mod socket_path;
mod struct_field;

pub(crate) use dot::members_after;
pub use relevance::{Facts, Nearness};

use expected::Expected;
use fitz_analysis::{Db, ItemId, Name, SourceFile, parse};
use fitz_syntax::{Bias, Field, SyntaxKind, SyntaxNode, TextRange, TextSize};

use crate::render;

/// One thing to insert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletionItem {
    /// What the list shows, and what is inserted when [`CompletionItem::insert`] is `None`.
    pub label: String,
    /// The icon.
    pub kind: CompletionKind,
    /// The concrete signature or type, shown beside the label.
    pub detail: Option<String>,
    /// The documentation, as Markdown.
    pub documentation: Option<String>,
    /// The text that `insert` (or the label) replaces. Contains the cursor.
    pub replace: TextRange,
    /// The text to insert when it differs from the label.
    pub insert: Option<String>,
    /// Whether `insert` is a snippet in the syntax of the protocol (`$1`, `${1:name}`); such an item has `plain` too.
    pub is_snippet: bool,
    /// What a client without snippets inserts.
    pub plain: Option<String>,
    /// Sorts before others with a greater text.
    pub sort: String,
    /// What the place in the list follows from.
    pub facts: Facts,
    /// The module that the label is to be imported from, as the file writes its path: [`crate::import_edit`] makes the edit.
    pub import: Option<Vec<Name>>,
    /// The declaration that [`crate::completion_documentation`] is about, when nothing else stands in `documentation`.
    pub declaration: Option<ItemId>,
    /// What an editor compares the typed text with when it is not the label.
    pub filter: Option<String>,
}

/// The icon of a completion item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum CompletionKind {
    Function,
    Method,
    Field,
    Variable,
    Type,
    Module,
    Keyword,
    Decorator,
    Property,
    Value,
    File,
    Snippet,
}

/// What can stand somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct CompletionList {
    /// The items, in no particular order.
    pub items: Vec<CompletionItem>,
    /// Whether some were left out, so that the list is to be asked for again when more is typed.
    pub is_cut: bool,
}

/// The items of [`completion_list`].
pub fn completions(db: &dyn Db, file: SourceFile, offset: TextSize) -> Vec<CompletionItem> {
    completion_list(db, file, offset).items
}

/// What can stand at `offset`. Empty inside comments and plain string text.
pub fn completion_list(db: &dyn Db, file: SourceFile, offset: TextSize) -> CompletionList {
    let tree = parse(db, file);
    let position = Position::new(tree.root(), offset);
    let query = Query { db, file, offset, replace: position.prefix };
    let expected = expected(&query, &position.place);
    let kinds = importable::Kinds::at(&position.place);
    let mut items = match position.place {
        Place::Nothing => Vec::new(),
        Place::Text(string) => {
            let mut items = socket_path::complete(&query, string);
            items.extend(message::kinds(&query, string));
            items.extend(decorator::texts(&query, string));
            items.extend(option::texts(&query, string));
            items.extend(route_path::query_values(&query, string));
            items
        }
        Place::PathPart(string) => route_path::parts(&query, string),
        Place::AfterDot(dot) => dot::complete(&query, dot),
        Place::Decorator(place) => decorator::names(&query, place),
        Place::Option(map) => option::keys(&query, map),
        Place::DecoratorArgument(decorator) => {
            let mut items = decorator::arguments(&query, decorator);
            items.extend(name::values(&query));
            items
        }
        Place::Type => name::types(&query),
        Place::Imported(import) => import::names(&query, import),
        Place::FieldOf(literal) => struct_field::complete(&query, literal),
        Place::Argument(list) => {
            let mut items = name::values(&query);
            items.extend(message::value(&query, list));
            items
        }
        Place::Expression => name::values(&query),
        Place::Statement => {
            let mut items = name::statements(&query);
            items.extend(snippet::statements(&query));
            items
        }
    };
    let is_cut = importable::add(&query, kinds, &mut items);
    relevance::sort(&query, &expected, &mut items);
    CompletionList { items, is_cut }
}

/// What is expected where something stands.
fn expected(query: &Query<'_>, place: &Place<'_>) -> Expected {
    match place {
        Place::AfterDot(_) | Place::Argument(_) | Place::Expression | Place::Statement => {
            expected::expected_value(query)
        }
        Place::Type => expected::expected_type(query),
        _ => Expected::default(),
    }
}

/// What an item says of a declaration: its first line.
pub fn completion_detail(db: &dyn Db, id: &ItemId) -> Option<String> {
    render::declaration(db, id).and_then(|text| text.lines().next().map(str::to_owned))
}

/// What an item documents of a declaration.
pub fn completion_documentation(db: &dyn Db, id: &ItemId) -> Option<String> {
    fitz_analysis::item(db, id)?.doc(db).clone()
}

/// Where something is asked for.
struct Query<'db> {
    db: &'db dyn Db,
    file: SourceFile,
    offset: TextSize,
    /// The half-typed name before the cursor and what follows of it; empty without one.
    replace: TextRange,
}

impl Query<'_> {
    /// The character behind what is replaced.
    fn behind(&self) -> Option<char> {
        self.file.content(self.db).text.char_at(self.replace.end())
    }

    fn item(&self, label: impl Into<String>, kind: CompletionKind) -> CompletionItem {
        let label = label.into();
        CompletionItem {
            sort: label.clone(),
            facts: Facts::default(),
            import: None,
            declaration: None,
            label,
            kind,
            detail: None,
            documentation: None,
            replace: self.replace,
            insert: None,
            is_snippet: false,
            plain: None,
            filter: None,
        }
    }
}

struct Position<'t> {
    prefix: TextRange,
    place: Place<'t>,
}

enum Place<'t> {
    /// A comment, a number: nothing helps here.
    Nothing,
    /// Inside a string.
    Text(SyntaxNode<'t>),
    /// After this dot.
    AfterDot(SyntaxNode<'t>),
    /// A decorator's name, for `fn`, `type` or `field`; `None` when it is not clear yet.
    Decorator(Option<&'static str>),
    /// Between braces in the path of a decorator.
    PathPart(SyntaxNode<'t>),
    /// Between the parentheses of a decorator.
    DecoratorArgument(SyntaxNode<'t>),
    /// The key of a map that a decorator is given.
    Option(SyntaxNode<'t>),
    /// An annotation.
    Type,
    /// A name after `import` in `from m import`.
    Imported(SyntaxNode<'t>),
    /// The name of a field in a struct literal.
    FieldOf(SyntaxNode<'t>),
    /// An argument of a call, with all of them.
    Argument(SyntaxNode<'t>),
    /// A value.
    Expression,
    /// The start of a statement.
    Statement,
}

impl<'t> Position<'t> {
    fn new(root: SyntaxNode<'t>, offset: TextSize) -> Position<'t> {
        let token = root.token_at(offset, Bias::Left).filter(|token| token.range().start() < offset);
        let word = token.filter(|token| token.kind() == SyntaxKind::Identifier || token.kind().is_keyword());
        let prefix = word.map_or(TextRange::empty(offset), |word| word.range());
        let before = significant_before(root, prefix.start());
        let place = Position::place(root, offset, token, word, before);
        Position { prefix, place }
    }

    fn place(
        root: SyntaxNode<'t>,
        offset: TextSize,
        token: Option<SyntaxNode<'t>>,
        word: Option<SyntaxNode<'t>>,
        before: Option<SyntaxNode<'t>>,
    ) -> Place<'t> {
        if let Some(token) = token {
            if token.is_comment() && (offset < token.range().end() || token.kind() == SyntaxKind::LineComment) {
                return Place::Nothing;
            }
            if matches!(token.kind(), SyntaxKind::Integer | SyntaxKind::Float | SyntaxKind::Label) {
                return Place::Nothing;
            }
        }
        if let Some(string) = enclosing_text(root, offset) {
            return Place::Text(string);
        }
        let Some(before) = before else { return Place::Statement };
        match before.kind() {
            SyntaxKind::Dot => return Place::AfterDot(before),
            SyntaxKind::At => return Place::Decorator(decorator_place(before)),
            _ => {}
        }
        let around = word.unwrap_or(before);
        if let Some(import) = around.ancestors().find(|node| node.kind() == SyntaxKind::FromImportStatement)
            && after_import_keyword(import, offset)
        {
            return Place::Imported(import);
        }
        if is_annotation(before, around) {
            return Place::Type;
        }
        if let Some(map) = option::map_after(before) {
            return Place::Option(map);
        }
        if let Some(literal) = field_name_place(around, before) {
            return Place::FieldOf(literal);
        }
        let string = around.ancestors().find(|node| node.kind() == SyntaxKind::StringLiteral);
        if let Some(path) = string.filter(|string| route_path::is_path(*string)) {
            return Place::PathPart(path);
        }
        let is_argument_start = matches!(before.kind(), SyntaxKind::LParen | SyntaxKind::Comma);
        if is_argument_start
            && let Some(list) = around.ancestors().find(|node| node.kind() == SyntaxKind::DecoratorArguments)
            && let Some(decorator) = list.parent()
        {
            return Place::DecoratorArgument(decorator);
        }
        if is_argument_start && let Some(list) = before.parent().filter(|parent| parent.kind() == SyntaxKind::Arguments)
        {
            return Place::Argument(list);
        }
        if starts_statement(before, word, offset) { Place::Statement } else { Place::Expression }
    }
}

/// The last token before `offset` that is neither white space nor a comment.
pub(crate) fn significant_before(root: SyntaxNode<'_>, offset: TextSize) -> Option<SyntaxNode<'_>> {
    let text = root.source();
    let mut end = offset;
    loop {
        let blanks: TextSize =
            text.chars_before(end).take_while(|character| character.is_whitespace()).map(TextSize::of).sum();
        end -= blanks;
        let token = root.token_at(end, Bias::Left).filter(|token| token.range().start() < end)?;
        if !token.is_comment() {
            return Some(token);
        }
        end = token.range().start();
    }
}

/// The string whose text (not an interpolation) contains the offset.
fn enclosing_text(root: SyntaxNode<'_>, offset: TextSize) -> Option<SyntaxNode<'_>> {
    let start = offset.checked_sub(TextSize::new(1))?;
    let node = root.covering(TextRange::new(start, offset));
    for ancestor in node.ancestors() {
        match ancestor.kind() {
            SyntaxKind::Interpolation => return None,
            SyntaxKind::StringLiteral | SyntaxKind::StringPattern | SyntaxKind::ByteString => {
                let closed = ancestor.last_child().is_some_and(|last| {
                    matches!(last.kind(), SyntaxKind::Quote | SyntaxKind::TripleQuote)
                        && last.range().len() > TextSize::new(0)
                }) && ancestor.children().count() > 1;
                let inside = if closed { offset < ancestor.range().end() } else { offset <= ancestor.range().end() };
                return (inside && ancestor.range().start() < offset).then_some(ancestor);
            }
            _ => {}
        }
    }
    None
}

/// How many lines below a half-typed decorator are searched for what it decorates.
const DECORATED_WITHIN_LINES: u32 = 20;

/// What the decorator after this `@` is for, as far as it can be told: a field inside a type, and otherwise what the next
/// lines declare. The tree does not know yet: a decorator without a name belongs to nothing.
pub(crate) fn decorator_place(at: SyntaxNode<'_>) -> Option<&'static str> {
    if at.ancestors().any(|node| node.kind() == SyntaxKind::TypeBody) {
        return Some("field");
    }
    let text = at.source();
    let first = text.line_of(at.range().start());
    let last = (first + DECORATED_WITHIN_LINES).min(text.line_count().saturating_sub(1));
    let rest_of_line = TextRange::new(at.range().end(), text.line_range(first).end());
    let same_line = text.slice(rest_of_line).into_owned();
    let words_after_name = same_line.split_once([' ', ')']).map(|(_, rest)| rest.to_owned()).into_iter();
    let below = (first + 1..=last).map(|line| text.slice(text.line_range(line)).into_owned());
    words_after_name.chain(below).find_map(|line| {
        let word = line.trim_start().split(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
        match word {
            "fn" | "async" => Some("fn"),
            "type" => Some("type"),
            _ => None,
        }
    })
}

fn after_import_keyword(import: SyntaxNode<'_>, offset: TextSize) -> bool {
    import.children().any(|child| child.kind() == SyntaxKind::ImportKeyword && child.range().end() <= offset)
}

/// Whether a type is expected: after `:` or `->` of a declaration, or inside an annotation.
fn is_annotation(before: SyntaxNode<'_>, around: SyntaxNode<'_>) -> bool {
    let of_declaration = |node: SyntaxNode<'_>| {
        matches!(
            node.kind(),
            SyntaxKind::Parameter
                | SyntaxKind::VariadicParameter
                | SyntaxKind::FieldDefinition
                | SyntaxKind::LetDeclaration
                | SyntaxKind::Assignment
                | SyntaxKind::Parameters
                | SyntaxKind::TypeBody
        )
    };
    if around.ancestors().take(3).any(|node| {
        matches!(
            node.kind(),
            SyntaxKind::NamedType
                | SyntaxKind::TypeArguments
                | SyntaxKind::NullableType
                | SyntaxKind::FunctionTypeParameters
        )
    }) {
        return true;
    }
    match before.kind() {
        SyntaxKind::Arrow => true,
        SyntaxKind::Colon => before.parent().is_some_and(|parent| of_declaration(parent) || half_declaration(before)),
        SyntaxKind::Less => before.parent().is_some_and(|parent| parent.kind() == SyntaxKind::TypeArguments),
        _ => false,
    }
}

/// `let x:` and `fn f(a:` before the parser can tell what they are.
fn half_declaration(colon: SyntaxNode<'_>) -> bool {
    let Some(parent) = colon.parent().filter(|parent| parent.is_error()) else { return false };
    parent
        .children()
        .take_while(|child| child.range().start() < colon.range().start())
        .any(|child| matches!(child.kind(), SyntaxKind::LetKeyword | SyntaxKind::FnKeyword | SyntaxKind::TypeKeyword))
}

/// The struct literal in which a field name is being typed.
fn field_name_place<'t>(around: SyntaxNode<'t>, before: SyntaxNode<'t>) -> Option<SyntaxNode<'t>> {
    let starts_field = matches!(before.kind(), SyntaxKind::LBrace | SyntaxKind::Comma);
    let body = around.ancestors().take(4).find(|node| node.kind() == SyntaxKind::FieldInitializers)?;
    let names_field = around.field_in_parent() == Some(Field::Name);
    (starts_field || names_field).then(|| body.parent())?
}

/// Whether a statement can start here: nothing but blanks before the word on its line, or a brace.
fn starts_statement(before: SyntaxNode<'_>, word: Option<SyntaxNode<'_>>, offset: TextSize) -> bool {
    let start = word.map_or(offset, |word| word.range().start());
    let text = before.source();
    let line = text.line_range(text.line_of(start));
    text.slice(TextRange::new(line.start(), start.max(line.start()))).trim().is_empty()
        && !matches!(before.kind(), SyntaxKind::Comma | SyntaxKind::LParen | SyntaxKind::LBracket | SyntaxKind::Colon)
}
