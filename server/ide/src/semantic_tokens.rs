//! Semantic tokens.

use fitz_analysis::{
    Db, Item, ItemId, ItemKind, LocalKind, Origin, SourceFile, is_assigned_once, item, item_at, parse, signature,
};
use fitz_syntax::{Field, SyntaxKind, SyntaxNode, TextRange, TextSize};

use crate::completion::is_deprecated;
use crate::symbol::{ItemNames, Symbol};

/// A token with a meaning. Never spans lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SemanticToken {
    /// Where it is.
    pub range: TextRange,
    /// What it is.
    pub kind: TokenKind,
    /// More about it.
    pub modifiers: TokenModifiers,
}

/// The token types, in the order of the legend. All are standard types of LSP 3.17, but for `label`, which is one of 3.18.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum TokenKind {
    Namespace,
    Type,
    Parameter,
    Variable,
    Property,
    Function,
    Method,
    Keyword,
    Comment,
    String,
    Number,
    Operator,
    Decorator,
    Label,
}

impl TokenKind {
    /// The legend.
    pub const ALL: [TokenKind; 14] = [
        TokenKind::Namespace,
        TokenKind::Type,
        TokenKind::Parameter,
        TokenKind::Variable,
        TokenKind::Property,
        TokenKind::Function,
        TokenKind::Method,
        TokenKind::Keyword,
        TokenKind::Comment,
        TokenKind::String,
        TokenKind::Number,
        TokenKind::Operator,
        TokenKind::Decorator,
        TokenKind::Label,
    ];

    /// The name in the legend.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            TokenKind::Namespace => "namespace",
            TokenKind::Type => "type",
            TokenKind::Parameter => "parameter",
            TokenKind::Variable => "variable",
            TokenKind::Property => "property",
            TokenKind::Function => "function",
            TokenKind::Method => "method",
            TokenKind::Keyword => "keyword",
            TokenKind::Comment => "comment",
            TokenKind::String => "string",
            TokenKind::Number => "number",
            TokenKind::Operator => "operator",
            TokenKind::Decorator => "decorator",
            TokenKind::Label => "label",
        }
    }
}

/// A set of modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct TokenModifiers(u32);

impl TokenModifiers {
    /// No modifier.
    pub const NONE: TokenModifiers = TokenModifiers(0);
    /// The name is declared here.
    pub const DECLARATION: TokenModifiers = TokenModifiers(1);
    /// An async function.
    pub const ASYNC: TokenModifiers = TokenModifiers(1 << 1);
    /// A static method.
    pub const STATIC: TokenModifiers = TokenModifiers(1 << 2);
    /// Declared by the standard library.
    pub const DEFAULT_LIBRARY: TokenModifiers = TokenModifiers(1 << 3);
    /// A variable that only its declaration gives a value.
    pub const READONLY: TokenModifiers = TokenModifiers(1 << 4);
    /// A variable or a field that is given a value here.
    pub const MODIFICATION: TokenModifiers = TokenModifiers(1 << 5);
    /// A comment that describes the declaration below it.
    pub const DOCUMENTATION: TokenModifiers = TokenModifiers(1 << 6);
    /// A variable that is given another value somewhere.
    pub const MUTABLE: TokenModifiers = TokenModifiers(1 << 7);
    /// Its documentation says that something else has taken its place.
    pub const DEPRECATED: TokenModifiers = TokenModifiers(1 << 8);
    /// The names, in the order of the bits. Clients keep what they know of these by place, so new ones come last.
    pub const LEGEND: [&'static str; 9] = [
        "declaration",
        "async",
        "static",
        "defaultLibrary",
        "readonly",
        "modification",
        "documentation",
        "mutable",
        "deprecated",
    ];

    /// Both sets.
    #[must_use]
    pub const fn with(self, other: TokenModifiers) -> TokenModifiers {
        TokenModifiers(self.0 | other.0)
    }

    /// The bits, as the protocol sends them.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }
}

impl SemanticToken {
    /// Whether a grammar without any knowledge of names colours it as well.
    #[must_use]
    pub fn is_syntax(&self) -> bool {
        let is_syntax = matches!(
            self.kind,
            TokenKind::Keyword
                | TokenKind::Comment
                | TokenKind::String
                | TokenKind::Number
                | TokenKind::Operator
                | TokenKind::Label
        );
        is_syntax && self.modifiers == TokenModifiers::NONE
    }
}

/// The tokens that touch `range` (or the whole file), by start, not overlapping.
pub fn semantic_tokens(db: &dyn Db, file: SourceFile, range: Option<TextRange>) -> Vec<SemanticToken> {
    let tree = parse(db, file);
    let root = tree.root();
    let wanted = |node: SyntaxNode<'_>| range.is_none_or(|range| range.intersect(node.range()).is_some());
    let mut names = NameTokens { db, file, current: None };
    let mut tokens = Vec::new();
    let mut nodes = root.descendants();
    while let Some(node) = nodes.next() {
        if !wanted(node) {
            nodes.skip_subtree();
            continue;
        }
        let (kind, modifiers) = match node.kind() {
            SyntaxKind::LineComment | SyntaxKind::BlockComment | SyntaxKind::UnclosedComment => {
                (TokenKind::Comment, if documents(node) { TokenModifiers::DOCUMENTATION } else { TokenModifiers::NONE })
            }
            SyntaxKind::StringContent
            | SyntaxKind::ByteStringContent
            | SyntaxKind::EscapeSequence
            | SyntaxKind::Quote
            | SyntaxKind::TripleQuote
            | SyntaxKind::EscapedQuote
            | SyntaxKind::ByteQuote
            | SyntaxKind::FormatSpec => (TokenKind::String, TokenModifiers::NONE),
            SyntaxKind::Integer | SyntaxKind::Float => (TokenKind::Number, TokenModifiers::NONE),
            SyntaxKind::True | SyntaxKind::False | SyntaxKind::Null => (TokenKind::Keyword, TokenModifiers::NONE),
            SyntaxKind::Identifier => match names.classify(node) {
                Some(found) => found,
                None => continue,
            },
            kind if kind.is_keyword() && node.is_token() => (TokenKind::Keyword, TokenModifiers::NONE),
            SyntaxKind::At => (TokenKind::Decorator, TokenModifiers::NONE),
            SyntaxKind::Label => (TokenKind::Label, TokenModifiers::NONE),
            kind if is_operator(kind) => (TokenKind::Operator, TokenModifiers::NONE),
            _ => continue,
        };
        if may_span_lines(node.kind()) && node.text().contains(['\r', '\n']) {
            push_lines(node, kind, modifiers, &mut tokens);
        } else if !node.range().is_empty() {
            // A token that is missing has no text.
            tokens.push(SemanticToken { range: node.range(), kind, modifiers });
        }
    }
    tokens
}

fn may_span_lines(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::BlockComment
            | SyntaxKind::UnclosedComment
            | SyntaxKind::StringContent
            | SyntaxKind::ByteStringContent
            | SyntaxKind::EscapeSequence
            | SyntaxKind::FormatSpec
    )
}

/// One token per line: clients do not draw tokens over several lines.
fn push_lines(node: SyntaxNode<'_>, kind: TokenKind, modifiers: TokenModifiers, tokens: &mut Vec<SemanticToken>) {
    let text = node.source();
    for line in text.line_of(node.range().start())..=text.line_of(node.range().end()) {
        let Some(range) = text.line_range(line).intersect(node.range()).filter(|range| !range.is_empty()) else {
            continue;
        };
        tokens.push(SemanticToken { range, kind, modifiers });
    }
}

fn is_operator(kind: SyntaxKind) -> bool {
    use SyntaxKind as K;
    matches!(
        kind,
        K::Plus
            | K::Minus
            | K::Star
            | K::Slash
            | K::Percent
            | K::PlusEq
            | K::MinusEq
            | K::StarEq
            | K::SlashEq
            | K::Eq
            | K::EqEq
            | K::BangEq
            | K::Less
            | K::LessEq
            | K::Greater
            | K::GreaterEq
            | K::Amp
            | K::Pipe
            | K::Caret
            | K::Tilde
            | K::Shl
            | K::Shr
            | K::AmpEq
            | K::PipeEq
            | K::CaretEq
            | K::ShlEq
            | K::ShrEq
            | K::Question
            | K::DotDot
            | K::DotDotEq
            | K::Arrow
            | K::FatArrow
    )
}

/// What the names of an item are, by their places relative to it. Only a change of what the item depends on makes it anew.
#[salsa::tracked(returns(ref))]
fn names_of_item<'db>(db: &'db dyn Db, item: Item<'db>) -> Vec<SemanticToken> {
    let names = ItemNames::new(db, item);
    let token = |range: TextRange| {
        let (symbol, _) = names.symbol(range)?;
        let (kind, modifiers) = meaning(db, &names, &symbol);
        // Of a loop, a pattern or a comprehension; others are seen where they stand.
        let is_declared_here = matches!(&symbol, Symbol::Local(_, local) if local.range == range);
        let modifiers = if is_declared_here { modifiers.with(TokenModifiers::DECLARATION) } else { modifiers };
        Some(SemanticToken { range, kind, modifiers })
    };
    words(item.text(db)).filter_map(token).collect()
}

/// Where something stands that could be a name.
fn words(text: &str) -> impl Iterator<Item = TextRange> {
    let is_end = |character: char| !(character.is_alphanumeric() || character == '_');
    let mut offset = TextSize::default();
    text.split_inclusive(is_end).filter_map(move |part| {
        let word = part.trim_end_matches(is_end);
        let range = TextRange::at(offset, TextSize::of(word));
        offset += TextSize::of(part);
        (!word.is_empty()).then_some(range)
    })
}

/// Classifies names; keeps the item that it is in, for names come in the order of the text.
struct NameTokens<'db> {
    db: &'db dyn Db,
    file: SourceFile,
    current: Option<Current<'db>>,
}

/// The innermost item at the last name.
struct Current<'db> {
    names: &'db [SemanticToken],
    range: TextRange,
    /// Methods lie inside the item of their type, so the innermost item must be looked up again there.
    is_type: bool,
}

impl NameTokens<'_> {
    fn classify(&mut self, node: SyntaxNode<'_>) -> Option<(TokenKind, TokenModifiers)> {
        let range = node.range();
        if !self.current.as_ref().is_some_and(|item| item.range.contains_range(range) && !item.is_type) {
            let (item, item_range) = item_at(self.db, self.file, range.start())?;
            let is_type = item.id(self.db).kind == ItemKind::Type;
            self.current = Some(Current { names: names_of_item(self.db, item), range: item_range, is_type });
        }
        let Current { names, range: item_range, .. } = self.current.as_ref()?;
        let start = range.start().checked_sub(item_range.start())?;
        let found = names.get(names.binary_search_by_key(&start, |token| token.range.start()).ok()?)?;
        (found.range.len() == range.len()).then(|| (found.kind, found.modifiers.with(role(node))))
    }
}

/// What is done to a name where it stands.
fn role(node: SyntaxNode<'_>) -> TokenModifiers {
    match node.field_in_parent() {
        Some(Field::Name) if is_declaration(node) => TokenModifiers::DECLARATION,
        _ if is_assigned(node) => TokenModifiers::MODIFICATION,
        _ => TokenModifiers::NONE,
    }
}

/// What a name is, wherever it stands.
fn meaning(db: &dyn Db, names: &ItemNames<'_>, symbol: &Symbol) -> (TokenKind, TokenModifiers) {
    let flag = |is_so: bool, modifier: TokenModifiers| if is_so { modifier } else { TokenModifiers::NONE };
    let library = |file: SourceFile| flag(file.origin(db) == Origin::StandardLibrary, TokenModifiers::DEFAULT_LIBRARY);
    match symbol {
        Symbol::Local(_, local) => match local.kind {
            LocalKind::Parameter => {
                (TokenKind::Parameter, flag(names.is_assigned_later(local), TokenModifiers::MUTABLE))
            }
            LocalKind::Function => (TokenKind::Function, TokenModifiers::NONE),
            LocalKind::Import => (TokenKind::Namespace, TokenModifiers::NONE),
            LocalKind::Variable => (TokenKind::Variable, constancy(!names.is_assigned_later(local))),
        },
        Symbol::Item(id) | Symbol::Method(id, _) => {
            let kind = match id.kind {
                ItemKind::Function => TokenKind::Function,
                ItemKind::Method => TokenKind::Method,
                ItemKind::Type => TokenKind::Type,
                ItemKind::Global | ItemKind::Import | ItemKind::Statement => TokenKind::Variable,
            };
            let signature = item(db, id).and_then(|item| signature(db, item).as_ref());
            let is_async = signature.is_some_and(|signature| signature.is_async);
            let is_static = signature.is_some_and(|signature| signature.is_static);
            let is_global = id.kind == ItemKind::Global;
            let changes = if is_global { constancy(is_assigned_once(db, id)) } else { TokenModifiers::NONE };
            let modifiers = flag(is_async, TokenModifiers::ASYNC)
                .with(flag(is_static, TokenModifiers::STATIC))
                .with(changes)
                .with(flag(is_outdated(db, id), TokenModifiers::DEPRECATED))
                .with(library(id.file));
            (kind, modifiers)
        }
        Symbol::Field(nominal, _) => (TokenKind::Property, library(nominal.file)),
        Symbol::Module(file) => (TokenKind::Namespace, library(*file)),
        Symbol::Type(_, None) => (TokenKind::Type, TokenModifiers::NONE),
        Symbol::Type(_, Some(id)) => {
            (TokenKind::Type, library(id.file).with(flag(is_outdated(db, id), TokenModifiers::DEPRECATED)))
        }
        Symbol::Decorator(_) => (TokenKind::Decorator, TokenModifiers::NONE),
        Symbol::Argument(..) => (TokenKind::Parameter, TokenModifiers::NONE),
        Symbol::Tag(_) => (TokenKind::String, TokenModifiers::NONE),
    }
}

/// Whether the documentation of a declaration says that something else has taken its place.
fn is_outdated(db: &dyn Db, id: &ItemId) -> bool {
    item(db, id).and_then(|item| item.doc(db).as_deref()).is_some_and(is_deprecated)
}

/// Whether a variable keeps its first value.
fn constancy(is_constant: bool) -> TokenModifiers {
    if is_constant { TokenModifiers::READONLY } else { TokenModifiers::MUTABLE }
}

fn is_declaration(node: SyntaxNode<'_>) -> bool {
    node.parent().is_some_and(|parent| {
        matches!(
            parent.kind(),
            SyntaxKind::FunctionDefinition
                | SyntaxKind::MethodDefinition
                | SyntaxKind::TypeDefinition
                | SyntaxKind::FieldDefinition
                | SyntaxKind::LetDeclaration
                | SyntaxKind::Parameter
                | SyntaxKind::VariadicParameter
        )
    })
}

/// Whether a name is given a value here: `name = …`, or the last part of `object.name = …`.
fn is_assigned(node: SyntaxNode<'_>) -> bool {
    let Some(parent) = node.parent() else { return false };
    let target = match parent.kind() {
        SyntaxKind::FieldExpression if node.field_in_parent() == Some(Field::Name) => parent,
        SyntaxKind::FieldExpression => return false,
        _ => node,
    };
    let is_assignment =
        |parent: SyntaxNode<'_>| matches!(parent.kind(), SyntaxKind::Assignment | SyntaxKind::AugmentedAssignment);
    target.field_in_parent() == Some(Field::Target) && target.parent().is_some_and(is_assignment)
}

/// Whether a comment, or the block of comments that it is a part of, stands right above a declaration.
fn documents(comment: SyntaxNode<'_>) -> bool {
    let text = comment.source();
    let mut last = comment;
    while let Some(next) = last.next_sibling() {
        if text.line_of(next.range().start()) != text.line_of(last.range().end()) + 1 {
            return false;
        }
        if !next.is_comment() {
            let is_declaration = matches!(
                next.kind(),
                SyntaxKind::FunctionDefinition
                    | SyntaxKind::MethodDefinition
                    | SyntaxKind::TypeDefinition
                    | SyntaxKind::FieldDefinition
            );
            return is_declaration && stands_alone(comment);
        }
        last = next;
    }
    false
}

/// Whether nothing stands before a comment in its line.
fn stands_alone(comment: SyntaxNode<'_>) -> bool {
    let text = comment.source();
    let start = comment.range().start();
    text.slice(TextRange::new(text.line_start(text.line_of(start)), start)).trim().is_empty()
}
