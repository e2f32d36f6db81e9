//! An item as those see it who look for places to make a mistake in.

use std::collections::BTreeSet;

use fitz_analysis::hir::{Expr, ExprId, Lowered, Stmt};
use fitz_analysis::{Db, Inference, Item, ItemKind, Resolution, SourceFile, Ty, infer, lowered};
use fitz_syntax::{TextRange, TextSize};

use crate::random::Random;

/// Changes of a text that make one mistake in it.
pub(crate) type Edits = Vec<(TextRange, String)>;

/// An item with its types, and the mistakes that were found to be possible in it.
pub(crate) struct View<'a> {
    pub(crate) db: &'a dyn Db,
    pub(crate) file: SourceFile,
    pub(crate) item: Item<'a>,
    /// The text of the whole file.
    pub(crate) text: &'a str,
    pub(crate) lowered: &'a Lowered,
    pub(crate) inference: &'a Inference,
    pub(crate) words: &'a BTreeSet<String>,
    pub(crate) random: &'a mut Random,
    pub(crate) sites: Vec<(&'static str, Edits)>,
    start: TextSize,
    /// Text that is evaluated elsewhere, or not at all: decorators.
    decorators: Vec<TextRange>,
    strings: Vec<TextRange>,
    /// Closures and functions inside functions.
    inner_functions: Vec<TextRange>,
}

impl<'a> View<'a> {
    pub(crate) fn new(
        db: &'a dyn Db,
        (item, range): (Item<'a>, TextRange),
        text: &'a str,
        words: &'a BTreeSet<String>,
        random: &'a mut Random,
    ) -> View<'a> {
        let lowered = lowered(db, item);
        let body = &lowered.body;
        let ranges_of = |wanted: fn(&Expr) -> bool| -> Vec<TextRange> {
            body.exprs.iter().filter(|(_, expr)| wanted(expr)).map(|(id, _)| body.expr_range(id)).collect()
        };
        let mut inner_functions = ranges_of(|expr| matches!(expr, Expr::Closure(_)));
        inner_functions.extend(lowered.statements().filter_map(|statement| match statement {
            Stmt::Function { function, .. } => function.body.map(|body_id| body.expr_range(body_id)),
            _ => None,
        }));
        let of_fields = lowered.fields().iter().flat_map(|field| &field.decorators);
        View {
            db,
            file: item.id(db).file,
            item,
            text,
            lowered,
            inference: infer(db, item),
            words,
            random,
            sites: Vec::new(),
            start: range.start(),
            decorators: lowered.decorators.iter().chain(of_fields).map(|decorator| decorator.range).collect(),
            strings: ranges_of(|expr| matches!(expr, Expr::Str(_))),
            inner_functions,
        }
    }

    /// The expressions that are evaluated in the item, with their ids.
    pub(crate) fn exprs(&self) -> Vec<(ExprId, &'a Expr)> {
        let is_evaluated = |id| !self.decorators.iter().any(|it| it.contains_range(self.lowered.body.expr_range(id)));
        self.lowered.body.exprs.iter().filter(|(id, _)| is_evaluated(*id)).collect()
    }

    pub(crate) fn ty(&self, id: ExprId) -> &'a Ty {
        self.inference.expr_type(id)
    }

    pub(crate) fn expr(&self, id: ExprId) -> &'a Expr {
        &self.lowered.body.exprs[id]
    }

    pub(crate) fn kind(&self) -> ItemKind {
        self.item.id(self.db).kind
    }

    /// The place of an expression in the file.
    pub(crate) fn range(&self, id: ExprId) -> TextRange {
        self.lowered.body.expr_range(id) + self.start
    }

    /// A place of the item as a place of the file.
    pub(crate) fn placed(&self, range: TextRange) -> TextRange {
        range + self.start
    }

    /// The text at a place of the file.
    pub(crate) fn slice(&self, range: TextRange) -> &'a str {
        &self.text[usize::from(range.start())..usize::from(range.end())]
    }

    /// The text of the file behind a place.
    pub(crate) fn after(&self, offset: TextSize) -> &'a str {
        &self.text[usize::from(offset)..]
    }

    /// Whether an expression stands in the braces of a string, where a quote would end the string.
    pub(crate) fn is_in_string(&self, id: ExprId) -> bool {
        let range = self.lowered.body.expr_range(id);
        self.strings.iter().any(|string| string.contains_range(range) && *string != range)
    }

    /// Whether an expression belongs to a closure or to a function inside the item.
    pub(crate) fn is_in_inner_function(&self, id: ExprId) -> bool {
        let range = self.lowered.body.expr_range(id);
        self.inner_functions.iter().any(|function| function.contains_range(range))
    }

    /// Whether the type of a value is declared in this file, so that its fields are known.
    pub(crate) fn is_own_record(&self, ty: &Ty) -> bool {
        matches!(ty, Ty::Nominal(nominal) if nominal.file == self.file)
    }

    /// Whether an expression is a module or the name of a type: calls behind its dot are not checked.
    pub(crate) fn is_namespace(&self, id: ExprId) -> bool {
        match self.inference.resolutions.get(&id) {
            Some(Resolution::Module(_) | Resolution::Opaque | Resolution::Import(_)) => true,
            Some(Resolution::Item(item)) => item.kind == ItemKind::Type,
            _ => false,
        }
    }

    pub(crate) fn add(&mut self, kind: &'static str, edits: Edits) {
        self.sites.push((kind, edits));
    }

    pub(crate) fn replace(&mut self, kind: &'static str, range: TextRange, text: impl Into<String>) {
        self.add(kind, vec![(range, text.into())]);
    }

    pub(crate) fn insert(&mut self, kind: &'static str, offset: TextSize, text: impl Into<String>) {
        self.replace(kind, TextRange::empty(offset), text);
    }

    /// Misspells the name at a place of the file, if it stands there as it is.
    pub(crate) fn misspell(&mut self, kind: &'static str, range: TextRange, name: &str) {
        if self.slice(range) != name {
            return;
        }
        let words = self.words;
        if let Some(slip) = self.random.misspell(name, |slip| words.contains(slip) || is_reserved(slip)) {
            self.replace(kind, range, slip);
        }
    }

    /// Replaces a value by one that does not fit its place.
    pub(crate) fn misfit(&mut self, kind: &'static str, value: ExprId, expected: &Ty) {
        if self.is_in_string(value) {
            return;
        }
        if let Some(wrong) = misfit(expected) {
            self.replace(kind, self.range(value), wrong);
        }
    }
}

/// A literal that may not stand where a type is expected. `None` where anything may.
pub(crate) fn misfit(expected: &Ty) -> Option<&'static str> {
    let literals = [("\"wrong\"", Ty::str()), ("17", Ty::int()), ("true", Ty::bool())];
    literals.into_iter().find(|(_, ty)| !ty.fits(expected)).map(|(literal, _)| literal)
}

/// Words that are no names, and names that the language itself declares.
fn is_reserved(word: &str) -> bool {
    const WORDS: [&str; 34] = [
        "fn", "async", "await", "return", "let", "if", "else", "for", "while", "loop", "match", "type", "import",
        "from", "as", "true", "false", "null", "in", "break", "continue", "and", "or", "xor", "not", "static", "Ok",
        "Err", "Fn", "db", "fs", "ws", "log", "len",
    ];
    WORDS.contains(&word)
}
