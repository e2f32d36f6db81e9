//! What a file declares, item by item.
//!
//! An item is the unit of incremental work. It carries its own text and nothing about where it stands, so after an edit
//! only the items whose text changed are lowered, inferred and checked again. Where an item stands now is a question for
//! [`item_range`], which only the last step of an answer asks.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use fitz_syntax::{SourceText, SyntaxError, SyntaxTree, TextRange, TextSize, ast, ast::AstNode, syntax_errors_except};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::db::{Db, SourceFile};
use crate::endpoint::SourcePointer;
use crate::hir::Lowered;
use crate::lower::{ItemNode, lower, lower_alone};
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
    /// What its text says.
    #[tracked]
    #[returns(ref)]
    pub(crate) lowered: Arc<Lowered>,
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

/// What the syntax of a file tells, everything in one reading: a tree takes some twenty times the size of its text, and is
/// kept of open files only.
#[derive(Clone, Debug, PartialEq, Eq, salsa::SalsaValue)]
pub struct FileItems<'db> {
    /// The items in source order, with their places; methods follow their type.
    #[salsa_value(unsafe(prove(Item<'db>: salsa::SalsaValue)))]
    pub items: Vec<(Item<'db>, TextRange)>,
    /// What is wrong with the syntax, sorted by place.
    pub errors: Vec<SyntaxError>,
    /// The decorators after which no declaration can be read, in source order, with their places.
    pub stray: Vec<(StrayDecorator, TextRange)>,
    /// The comment block at the top.
    pub doc: Option<String>,
}

/// The syntax tree of a file: the editor's own while the file is open. Anything else is parsed for each question.
pub fn parse(db: &dyn Db, file: SourceFile) -> SyntaxTree {
    let content = file.content(db);
    content.tree.clone().unwrap_or_else(|| SyntaxTree::parse(&content.text))
}

/// The items of a file and where they stand, and its syntax errors. Changes with every edit; most questions want [`items`].
#[salsa::tracked(returns(ref))]
pub fn file_items<'db>(db: &'db dyn Db, file: SourceFile) -> FileItems<'db> {
    let tree = parse(db, file);
    let source = tree.source_file();
    let before = db.lowered_items().take(file);
    let text = tree.text();
    let errors =
        syntax_errors_except(&tree, |range| !before.correct.is_empty() && before.correct.contains(&*text.slice(range)));
    let mut collector = Collector {
        db,
        file,
        is_whole: errors.is_empty(),
        before,
        lowered: LoweredItems::default(),
        counts: FxHashMap::default(),
        items: Vec::new(),
    };
    for (statement, range) in source.item_ranges() {
        collector.statement(statement, range);
    }
    let mut lowered = collector.lowered;
    if errors.is_empty() {
        lowered.correct = lowered.others.keys().map(Arc::clone).collect();
    }
    db.lowered_items().put(file, lowered);
    let stray = if errors.is_empty() { Vec::new() } else { stray(source) };
    FileItems { items: collector.items, errors, stray, doc: source.leading_comment() }
}

/// A decorator after which no declaration can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrayDecorator {
    /// Its name, without `@`.
    pub name: Name,
    /// The whole decorator as it is written.
    pub text: String,
}

/// The decorators of a file after which no declaration can be read: equal before and after an edit elsewhere.
#[salsa::tracked(returns(ref))]
pub fn stray_decorators(db: &dyn Db, file: SourceFile) -> Vec<StrayDecorator> {
    file_items(db, file).stray.iter().map(|(decorator, _)| decorator.clone()).collect()
}

/// What the parser could not make part of a declaration of the file.
fn stray(source: ast::SourceFile<'_>) -> Vec<(StrayDecorator, TextRange)> {
    let broken = source.syntax().children().filter(|node| node.is_error());
    let decorators = broken.flat_map(|node| node.children()).filter_map(ast::Decorator::cast);
    let told = decorators.map(|decorator| {
        let text = decorator.syntax().text().to_string();
        (StrayDecorator { name: name_of(decorator.name()), text }, decorator.syntax().range())
    });
    told.collect()
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
    item_table(db, file).by_id.get(&id).copied()
}

/// The items of a file by their names.
#[derive(Clone, Debug, PartialEq, Eq, salsa::SalsaValue)]
struct ItemTable<'db> {
    #[salsa_value(unsafe(prove(Item<'db>: salsa::SalsaValue)))]
    by_id: FxHashMap<ItemId, Item<'db>>,
}

#[salsa::tracked(returns(ref))]
fn item_table<'db>(db: &'db dyn Db, file: SourceFile) -> ItemTable<'db> {
    ItemTable { by_id: items(db, file).iter().map(|item| (item.id(db).clone(), *item)).collect() }
}

/// Where an item stands now.
pub fn item_range<'db>(db: &'db dyn Db, item: Item<'db>) -> Option<TextRange> {
    let file = item.id(db).file;
    file_items(db, file).items.iter().find(|(found, _)| *found == item).map(|(_, range)| *range)
}

/// The innermost item at a place, with its range. Between two that touch, the one that ends there.
pub fn item_at<'db>(db: &'db dyn Db, file: SourceFile, offset: TextSize) -> Option<(Item<'db>, TextRange)> {
    // The items stand in the order of their starts. Asked for every name of a file, so not all of them are looked at: behind
    // an item that ends before the place, only the type around a method can reach it.
    let items = &file_items(db, file).items;
    let behind = items.partition_point(|(_, range)| range.start() <= offset);
    let mut found: Option<(Item<'db>, TextRange)> = None;
    for (item, range) in items.iter().take(behind).rev() {
        if range.contains_inclusive(offset) {
            if found.is_none_or(|(_, inner)| range.len() <= inner.len()) {
                found = Some((*item, *range));
            }
        } else if item.id(db).kind != ItemKind::Method {
            break;
        }
    }
    found
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
    file_items(db, file).doc.clone()
}

/// What the items of each file said when it was read last, by their text. Reading a file again after an edit lowers only what
/// has a new text. Not a part of the database: what an item says is a function of its text.
#[derive(Default)]
pub struct LoweredFiles(Mutex<FxHashMap<SourceFile, LoweredItems>>);

#[derive(Default)]
struct LoweredItems {
    methods: FxHashMap<Arc<str>, Arc<Lowered>>,
    others: FxHashMap<Arc<str>, Arc<Lowered>>,
    /// The texts of the statements, when the file had no syntax error.
    correct: FxHashSet<Arc<str>>,
}

impl LoweredFiles {
    fn take(&self, file: SourceFile) -> LoweredItems {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&file).unwrap_or_default()
    }

    fn put(&self, file: SourceFile, items: LoweredItems) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(file, items);
    }
}

impl LoweredItems {
    fn of_kind(&mut self, is_method: bool) -> &mut FxHashMap<Arc<str>, Arc<Lowered>> {
        if is_method { &mut self.methods } else { &mut self.others }
    }
}

struct Collector<'db> {
    db: &'db dyn Db,
    file: SourceFile,
    /// Whether the tree has no error.
    is_whole: bool,
    /// The items as they were when the file was read last.
    before: LoweredItems,
    lowered: LoweredItems,
    counts: FxHashMap<(ItemKind, Option<Name>, Name), u32>,
    items: Vec<(Item<'db>, TextRange)>,
}

impl<'db> Collector<'db> {
    fn statement(&mut self, statement: ast::Statement<'_>, range: TextRange) {
        let node = ItemNode::Statement(statement);
        let own = Own { source: statement.syntax().source(), range };
        match statement {
            ast::Statement::FunctionDefinition(function) => {
                let name = name_of(function.name());
                self.push(ItemKind::Function, None, name, own, node, function.doc_comment());
            }
            ast::Statement::TypeDefinition(definition) => {
                let name = name_of(definition.name());
                self.push(ItemKind::Type, None, name.clone(), own, node, definition.doc_comment());
                for method in definition.body().into_iter().flat_map(|body| body.method_definitions()) {
                    let own = Own { range: method.range(), ..own };
                    // What an unclosed type has swallowed is an item of its own.
                    if range.contains_range(own.range) {
                        let (owner, name) = (Some(name.clone()), name_of(method.name()));
                        self.push(ItemKind::Method, owner, name, own, ItemNode::Method(method), method.doc_comment());
                    }
                }
            }
            ast::Statement::LetDeclaration(declaration) => {
                let name = name_of(declaration.name());
                self.push(ItemKind::Global, None, name, own, node, declaration.doc_comment());
            }
            ast::Statement::Assignment(assignment) => {
                match assignment.target().and_then(|target| ast::Identifier::cast(target.syntax())) {
                    Some(name) => {
                        self.push(ItemKind::Global, None, name_of(Some(name)), own, node, assignment.doc_comment());
                    }
                    None => self.push(ItemKind::Statement, None, own.as_name(), own, node, None),
                }
            }
            ast::Statement::LetDestructuring(_) => {
                self.push(ItemKind::Global, None, own.as_name(), own, node, None);
            }
            ast::Statement::ImportStatement(_) | ast::Statement::FromImportStatement(_) => {
                self.push(ItemKind::Import, None, own.as_name(), own, node, None);
            }
            _ => self.push(ItemKind::Statement, None, own.as_name(), own, node, None),
        }
    }

    fn push(
        &mut self,
        kind: ItemKind,
        owner: Option<Name>,
        name: Name,
        own: Own<'_>,
        node: ItemNode<'_>,
        doc: Option<String>,
    ) {
        let (text, lowered) = self.lowered(own, node);
        let count = self.counts.entry((kind, owner.clone(), name.clone())).or_default();
        let id = ItemId { file: self.file, kind, owner, name, ordinal: *count };
        *count += 1;
        self.items.push((Item::new(self.db, id, text, doc, lowered), own.range));
    }

    /// The text of an item and what it says: as before, when it was read before.
    fn lowered(&mut self, own: Own<'_>, node: ItemNode<'_>) -> (Arc<str>, Arc<Lowered>) {
        let is_method = matches!(node, ItemNode::Method(_));
        let text = own.source.slice(own.range);
        let (text, lowered) = match self.before.of_kind(is_method).get_key_value(&*text) {
            Some((text, lowered)) => (Arc::clone(text), Arc::clone(lowered)),
            None => {
                let lowered = if self.is_whole { lower(node, own.range) } else { lower_alone(&text, is_method) };
                (Arc::from(&*text), Arc::new(lowered))
            }
        };
        self.lowered.of_kind(is_method).insert(Arc::clone(&text), Arc::clone(&lowered));
        (text, lowered)
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
