//! What a file declares, item by item.
//!
//! An item is the unit of incremental work. It carries its own text and nothing about where it stands, so after an edit
//! only the items whose text changed are lowered, inferred and checked again. Where an item stands now is a question for
//! [`item_range`], which only the last step of an answer asks.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use fitz_syntax::{SourceText, SyntaxTree, TextRange, TextSize, ast, ast::AstNode};
use rustc_hash::FxHashMap;

use crate::db::{Db, SourceFile};
use crate::endpoint::SourcePointer;
use crate::ty::Name;

/// A top-level declaration or statement, or a method. Two items with equal [`ItemId`]s are one item in two revisions.
#[salsa::tracked(debug)]
pub struct Item<'db> {
    /// Which one it is.
    #[returns(ref)]
    pub id: ItemId,
    /// Its own text, decorators included.
    #[tracked]
    #[returns(ref)]
    pub text: Arc<str>,
    /// Its doc comment.
    #[tracked]
    #[returns(ref)]
    pub doc: Option<String>,
}

/// The name of an item, valid across edits as long as the item keeps its name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ItemId {
    /// The file.
    pub file: SourceFile,
    /// What it is.
    pub kind: ItemKind,
    /// The type that a method belongs to.
    pub owner: Option<Name>,
    /// The declared name. A statement that declares nothing has a name made of its text.
    pub name: Name,
    /// Counts items of one kind, owner and name, from 0.
    pub ordinal: u32,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ItemKind {
    /// A named function.
    Function,
    /// A method, static ones included.
    Method,
    /// A `type`.
    Type,
    /// A top-level `let` or assignment.
    Global,
    /// `import` or `from … import`.
    Import,
    /// Any other top-level statement.
    Statement,
}

/// The items of a file, with their places.
#[derive(Clone, Debug, PartialEq, Eq, salsa::SalsaValue)]
pub struct FileItems<'db> {
    /// The items in source order; methods follow their type.
    #[salsa_value(unsafe(prove(Item<'db>: salsa::SalsaValue)))]
    pub items: Vec<(Item<'db>, TextRange)>,
}

/// The syntax tree of a file: the editor's own while the file is open.
#[salsa::tracked(returns(ref), no_eq, lru = 64)]
pub fn parse(db: &dyn Db, file: SourceFile) -> SyntaxTree {
    let content = file.content(db);
    content.tree.clone().unwrap_or_else(|| SyntaxTree::parse(&content.text))
}

/// The items of a file and where they stand. Changes with every edit; most questions want [`items`].
#[salsa::tracked(returns(ref))]
pub fn file_items<'db>(db: &'db dyn Db, file: SourceFile) -> FileItems<'db> {
    let tree = parse(db, file);
    let source = tree.source_file();
    let mut collector = Collector { db, file, counts: FxHashMap::default(), items: Vec::new() };
    for (statement, range) in source.item_ranges() {
        collector.statement(statement, range);
    }
    FileItems { items: collector.items }
}

/// The items of a file, without their places: equal before and after an edit inside a body.
#[salsa::tracked(returns(ref))]
pub fn items<'db>(db: &'db dyn Db, file: SourceFile) -> Vec<Item<'db>> {
    file_items(db, file).items.iter().map(|(item, _)| *item).collect()
}

/// The item of that name, if the file still has it.
pub fn item<'db>(db: &'db dyn Db, id: &ItemId) -> Option<Item<'db>> {
    find_item(db, id.file, id.clone())
}

/// A query per item, so that a new item is no change for those who ask for another one.
#[salsa::tracked(returns(copy))]
fn find_item<'db>(db: &'db dyn Db, file: SourceFile, id: ItemId) -> Option<Item<'db>> {
    items(db, file).iter().find(|item| *item.id(db) == id).copied()
}

/// Where an item stands now.
pub fn item_range<'db>(db: &'db dyn Db, item: Item<'db>) -> Option<TextRange> {
    let file = item.id(db).file;
    file_items(db, file).items.iter().find(|(found, _)| *found == item).map(|(_, range)| *range)
}

/// The innermost item at a place, with its range. Between two that touch, the one that ends there.
pub fn item_at<'db>(db: &'db dyn Db, file: SourceFile, offset: TextSize) -> Option<(Item<'db>, TextRange)> {
    file_items(db, file)
        .items
        .iter()
        .filter(|(_, range)| range.contains_inclusive(offset))
        .min_by_key(|(_, range)| range.len())
        .copied()
}

/// The absolute place of a pointer, if its item still exists.
pub fn resolve_pointer(db: &dyn Db, pointer: &SourcePointer) -> Option<(SourceFile, TextRange)> {
    let item = item(db, &pointer.item)?;
    let range = item_range(db, item)?;
    Some((pointer.item.file, pointer.range.checked_add(range.start())?))
}

/// The comment block at the top of a file.
#[salsa::tracked(returns(ref))]
pub fn file_doc(db: &dyn Db, file: SourceFile) -> Option<String> {
    parse(db, file).source_file().leading_comment()
}

struct Collector<'db> {
    db: &'db dyn Db,
    file: SourceFile,
    counts: FxHashMap<(ItemKind, Option<Name>, Name), u32>,
    items: Vec<(Item<'db>, TextRange)>,
}

impl<'db> Collector<'db> {
    fn statement(&mut self, statement: ast::Statement<'_>, range: TextRange) {
        let node = statement.syntax();
        let own = Own { source: node.source(), range };
        match statement {
            ast::Statement::FunctionDefinition(function) => {
                self.push(ItemKind::Function, None, name_of(function.name()), own, function.doc_comment());
            }
            ast::Statement::TypeDefinition(definition) => {
                let name = name_of(definition.name());
                self.push(ItemKind::Type, None, name.clone(), own, definition.doc_comment());
                for method in definition.body().into_iter().flat_map(|body| body.method_definitions()) {
                    let own = Own { source: node.source(), range: method.range() };
                    // What an unclosed type has swallowed is an item of its own.
                    if range.contains_range(own.range) {
                        let method_name = name_of(method.name());
                        self.push(ItemKind::Method, Some(name.clone()), method_name, own, method.doc_comment());
                    }
                }
            }
            ast::Statement::LetDeclaration(declaration) => {
                self.push(ItemKind::Global, None, name_of(declaration.name()), own, declaration.doc_comment());
            }
            ast::Statement::Assignment(assignment) => {
                match assignment.target().and_then(|target| ast::Identifier::cast(target.syntax())) {
                    Some(name) => {
                        self.push(ItemKind::Global, None, name_of(Some(name)), own, assignment.doc_comment());
                    }
                    None => self.push(ItemKind::Statement, None, own.as_name(), own, None),
                }
            }
            ast::Statement::LetDestructuring(_) => self.push(ItemKind::Global, None, own.as_name(), own, None),
            ast::Statement::ImportStatement(_) | ast::Statement::FromImportStatement(_) => {
                self.push(ItemKind::Import, None, own.as_name(), own, None);
            }
            _ => self.push(ItemKind::Statement, None, own.as_name(), own, None),
        }
    }

    fn push(&mut self, kind: ItemKind, owner: Option<Name>, name: Name, own: Own<'_>, doc: Option<String>) {
        let count = self.counts.entry((kind, owner.clone(), name.clone())).or_default();
        let id = ItemId { file: self.file, kind, owner, name, ordinal: *count };
        *count += 1;
        let item = Item::new(self.db, id, Arc::from(&*own.source.slice(own.range)), doc);
        self.items.push((item, own.range));
    }
}

/// The text that belongs to an item.
#[derive(Clone, Copy)]
struct Own<'t> {
    source: &'t SourceText,
    range: TextRange,
}

impl Own<'_> {
    /// A statement without a name is known by what it says, so that one above it does not make it another one.
    fn as_name(self) -> Name {
        let mut hasher = rustc_hash::FxHasher::default();
        self.source.slice(self.range).hash(&mut hasher);
        Name::from(format!("#{:016x}", hasher.finish()))
    }
}

fn name_of(identifier: Option<ast::Identifier<'_>>) -> Name {
    identifier.map(|name| Name::from(&*name.syntax().text())).unwrap_or_default()
}
