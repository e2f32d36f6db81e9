//! Completion.
//!
//! The place of the cursor decides what is offered (`place.rs` tells the places apart): members after a dot, decorators after
//! `@`, types in an annotation, exported names in an import, paths in a broadcast, and otherwise every name that is visible.
//! Each has its own file.

mod argument;
mod decorator;
mod dot;
mod expected;
mod format_spec;
mod import;
mod importable;
mod keyword;
mod label;
mod manifest;
mod message;
mod name;
mod option;
mod pattern;
mod place;
mod postfix;
mod relevance;
mod route_path;
mod snippet;
mod socket_path;
mod struct_field;
mod suppression;
mod unwrapping;

pub(crate) use dot::{call_result, members_after};
pub(crate) use place::{decorator_place, significant_before};
pub(crate) use relevance::is_deprecated;
pub use relevance::{Facts, Nearness};

use expected::Expected;
use fitz_analysis::hir::ExprId;
use fitz_analysis::{Db, Item, ItemId, MANIFEST, Name, SourceFile, item_at, lowered, parse};
use fitz_syntax::ast::{self, AstNode};
use fitz_syntax::{SyntaxKind, SyntaxNode, TextRange, TextSize};
use place::{Place, Position};

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
    /// The module that the label is to be imported from, as the file writes its path: [`crate::Imports`] makes the edit.
    pub import: Option<Vec<Name>>,
    /// The declaration that [`crate::completion_documentation`] is about, when nothing else stands in `documentation`.
    pub declaration: Option<ItemId>,
    /// What an editor compares the typed text with when it is not the label.
    pub filter: Option<String>,
    /// What else changes when the item is taken: replacements that do not touch `replace`.
    pub additional: Vec<(TextRange, String)>,
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

/// What can stand at `offset`. Empty inside comments, unless they allow findings, and in plain string text.
pub fn completion_list(db: &dyn Db, file: SourceFile, offset: TextSize) -> CompletionList {
    if file.path(db).file_name() == MANIFEST {
        return CompletionList { items: manifest::complete(db, file, offset), is_cut: false };
    }
    if let Some(items) = suppression::complete(db, file, offset) {
        return CompletionList { items, is_cut: false };
    }
    let tree = parse(db, file);
    let named = place::with_name(&tree, offset);
    let position = Position::new(tree.root(), named.root(), offset);
    let query = Query { db, file, offset, replace: position.prefix, name: position.name };
    let expected = expected(&query, &position.place);
    let kinds = importable::Kinds::at(&query, &position.place);
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
        Place::FormatSpec(interpolation) => format_spec::complete(&query, interpolation),
        Place::PathPart(string) => route_path::parts(&query, string),
        Place::AfterDot(dot) => dot::complete(&query, dot),
        Place::Decorator(place) => decorator::names(&query, place),
        Place::Option(map) => option::keys(&query, map),
        Place::DecoratorArgument(decorator) => {
            let mut items = decorator::arguments(&query, decorator);
            items.extend(decorator::values(&query, decorator));
            items
        }
        Place::DecoratorValue(decorator) => decorator::values(&query, decorator),
        Place::Type => name::types(&query),
        Place::StructName => name::struct_types(&query),
        Place::ModulePath(path) => import::paths(&query, path),
        Place::Imported(import) => import::names(&query, import),
        Place::FieldOf(literal) => struct_field::complete(&query, literal),
        Place::Pattern(matched) => pattern::complete(&query, matched),
        Place::Label => label::complete(&query),
        Place::BreakValue => {
            let mut items = label::complete(&query);
            items.extend(name::values(&query));
            items
        }
        Place::Keywords(words) => keyword::items(&query, words),
        Place::ArgumentName(list) => argument::names(&query, list),
        Place::Argument(list) => {
            let mut items = argument::names(&query, list);
            if !argument::follows_name(&query, list) {
                items.extend(name::values(&query));
                items.extend(message::value(&query, list));
                items.extend(socket_path::whole(&query, list));
            }
            items
        }
        Place::ArmBody => {
            let mut items = name::values(&query);
            items.extend(keyword::jumps(&query));
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
        Place::AfterDot(_)
        | Place::Argument(_)
        | Place::ArmBody
        | Place::BreakValue
        | Place::Expression
        | Place::Statement => expected::expected_value(query),
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
    /// The name at the cursor, in a tree that has one there.
    name: Option<SyntaxNode<'db>>,
}

impl<'db> Query<'db> {
    /// The nodes around the name at the cursor, up to the function that it stands in.
    fn around(&self) -> impl Iterator<Item = SyntaxNode<'db>> {
        let around = self.name.into_iter().flat_map(SyntaxNode::ancestors);
        around.take_while(|node| !ast::Callable::can_cast(node.kind()))
    }

    /// The function that the cursor stands in.
    fn function(&self) -> Option<ast::Callable<'db>> {
        self.name?.ancestors().find_map(ast::Callable::cast)
    }

    /// The expression at exactly this place of the file.
    fn expr_at(&self, range: TextRange) -> Option<(Item<'db>, ExprId)> {
        let (item, item_range) = item_at(self.db, self.file, range.start())?;
        let range = range.checked_sub(item_range.start())?;
        let body = &lowered(self.db, item).body;
        let (id, _) = body.exprs.iter().find(|(id, _)| body.expr_range(*id) == range)?;
        Some((item, id))
    }

    /// Whether the name at the cursor starts a statement.
    fn is_statement(&self, start: TextSize) -> bool {
        let statement = self.around().find(|node| node.kind() == SyntaxKind::ExpressionStatement);
        statement.is_some_and(|statement| statement.range().start() == start)
    }

    /// The character behind what is replaced.
    fn next_char(&self) -> Option<char> {
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
            additional: Vec::new(),
        }
    }
}
