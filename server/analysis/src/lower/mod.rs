//! From the text of an item to its [`crate::hir`].
//!
//! The result depends on nothing but that text: not on where it stands, not on what is broken elsewhere in the file, not on
//! the order of past edits. So an item of a file without errors is lowered from the tree of the file, and in any other file
//! its text is parsed on its own.

mod declaration;
mod expr;
mod pattern;

use fitz_syntax::ast::{self, AstNode};
use fitz_syntax::{SourceText, SyntaxNode, SyntaxTree, TextRange, TextSize, syntax_errors};

use crate::db::Db;
use crate::hir::{Body, Expr, ExprId, ItemData, Lowered, Pat, PatId, Spelled, Stmt};
use crate::item_tree::Item;
use crate::ty::Name;

/// A method stands in a type; on its own it needs one around it.
const METHOD_PREFIX: &str = "type T {";

/// An item in the form that inference walks.
pub fn lowered<'db>(db: &'db dyn Db, item: Item<'db>) -> &'db Lowered {
    item.lowered(db)
}

/// The node of an item in the tree of its file.
#[derive(Clone, Copy)]
pub(crate) enum ItemNode<'t> {
    /// Anything at top level.
    Statement(ast::Statement<'t>),
    /// A method, inside of its type.
    Method(ast::MethodDefinition<'t>),
}

/// Lowers an item where it stands, at `place`. Only for a tree without errors: there the item is
/// what its text alone would be.
pub(crate) fn lower(node: ItemNode<'_>, place: TextRange) -> Lowered {
    Lowering::new(place.start(), place.len()).item(Some(node))
}

/// Lowers an item from its text alone, so that the result does not depend on what is broken elsewhere in the file.
pub(crate) fn lower_alone(text: &str, is_method: bool) -> Lowered {
    let (prefix, suffix) = if is_method { (METHOD_PREFIX, "}") } else { ("", "") };
    let tree = SyntaxTree::parse(&SourceText::new(&format!("{prefix}{text}{suffix}")));
    let lowering = Lowering::new(TextSize::of(prefix), TextSize::of(text));
    let statement = tree.source_file().items().first().copied();
    let mut lowered = lowering.item(match statement {
        Some(ast::Statement::TypeDefinition(definition)) if is_method => {
            definition.body().and_then(|body| body.method_definitions().next()).map(ItemNode::Method)
        }
        statement => statement.map(ItemNode::Statement),
    });
    lowered.is_broken = !syntax_errors(&tree).is_empty();
    lowered
}

/// Whether the text of an item has a syntax error: what it declares may not be all that is meant.
pub(crate) fn is_broken(db: &dyn Db, item: Item<'_>) -> bool {
    item.lowered(db).is_broken
}

struct Lowering {
    body: Body,
    /// Where the item's own text starts in the parsed text.
    offset: TextSize,
    /// How long it is. What is not closed in it may reach beyond.
    length: TextSize,
    local_types: Vec<Name>,
}

impl Lowering {
    fn new(offset: TextSize, length: TextSize) -> Lowering {
        Lowering { body: Body::default(), offset, length, local_types: Vec::new() }
    }

    fn item(mut self, node: Option<ItemNode<'_>>) -> Lowered {
        let mut decorators = Vec::new();
        let mut name_range = None;
        let data = match node {
            Some(ItemNode::Method(method)) => {
                let function = self.method(method);
                name_range = Some(function.name.range);
                ItemData::Function(function)
            }
            Some(ItemNode::Statement(ast::Statement::FunctionDefinition(function))) => {
                decorators = self.decorators(function.decorators());
                let function = self.function_definition(function);
                name_range = Some(function.name.range);
                ItemData::Function(function)
            }
            Some(ItemNode::Statement(ast::Statement::TypeDefinition(definition))) => {
                decorators = self.decorators(definition.decorators());
                let definition = self.type_definition(definition);
                name_range = Some(definition.name.range);
                ItemData::Type(definition)
            }
            Some(ItemNode::Statement(ast::Statement::ImportStatement(import))) => ItemData::Import(self.import(import)),
            Some(ItemNode::Statement(ast::Statement::FromImportStatement(import))) => {
                ItemData::FromImport(self.import_from(import))
            }
            Some(ItemNode::Statement(statement)) => {
                let statement = self.statement(statement);
                name_range = match &statement {
                    Stmt::Let { pattern, .. } => Some(self.body.pat_range(*pattern)),
                    Stmt::Assign { target, .. } => Some(self.body.expr_range(*target)),
                    _ => None,
                };
                ItemData::Statement(statement)
            }
            None => self.nothing(),
        };
        Lowered { decorators, data, body: self.body, name_range, local_types: self.local_types, is_broken: false }
    }

    fn nothing(&mut self) -> ItemData {
        let missing = self.alloc_expr(Expr::Missing, TextRange::default());
        ItemData::Statement(Stmt::Expr(missing))
    }

    /// The range of a node, relative to the item.
    fn range(&self, node: SyntaxNode<'_>) -> TextRange {
        self.relative(node.range())
    }

    fn relative(&self, range: TextRange) -> TextRange {
        let end = range.end().checked_sub(self.offset).unwrap_or_default().min(self.length);
        let start = range.start().checked_sub(self.offset).unwrap_or_default();
        TextRange::new(start.min(end), end)
    }

    fn alloc_expr(&mut self, expr: Expr, range: TextRange) -> ExprId {
        self.body.expr_ranges.push(range);
        self.body.exprs.alloc(expr)
    }

    fn alloc_pat(&mut self, pattern: Pat, range: TextRange) -> PatId {
        self.body.pat_ranges.push(range);
        self.body.pats.alloc(pattern)
    }

    fn missing(&mut self, near: SyntaxNode<'_>) -> ExprId {
        let end = self.range(near).end();
        self.alloc_expr(Expr::Missing, TextRange::empty(end))
    }

    /// A name and its place; an empty one at the end of `near` when it is missing.
    fn spelled(&self, identifier: Option<ast::Identifier<'_>>, near: SyntaxNode<'_>) -> Spelled {
        match identifier.filter(|it| !it.syntax().is_missing()) {
            Some(identifier) => {
                Spelled { name: Name::from(&*identifier.text()), range: self.range(identifier.syntax()) }
            }
            None => Spelled { name: Name::default(), range: TextRange::empty(self.range(near).end()) },
        }
    }
}
