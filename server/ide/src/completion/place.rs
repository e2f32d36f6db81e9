//! Where the cursor is: what the text before it leaves open.

use fitz_syntax::ast::AstNode;
use fitz_syntax::{Bias, Field, SourceText, SyntaxKind, SyntaxNode, SyntaxTree, TextRange, TextSize, ast};

use super::{option, route_path};

pub(super) struct Position<'t> {
    /// The half-typed name around the cursor; empty without one.
    pub(super) prefix: TextRange,
    /// The name at the cursor in the tree that has one there.
    pub(super) name: Option<SyntaxNode<'t>>,
    pub(super) place: Place<'t>,
}

pub(super) enum Place<'t> {
    /// A comment, a number, a name that is being declared: nothing helps here.
    Nothing,
    /// Inside a string.
    Text(SyntaxNode<'t>),
    /// Behind the colon of this interpolation.
    FormatSpec(SyntaxNode<'t>),
    /// After this dot.
    AfterDot(SyntaxNode<'t>),
    /// A decorator's name, for `fn`, `type` or `field`; `None` when it is not clear yet.
    Decorator(Option<&'static str>),
    /// Between braces in the path of a decorator.
    PathPart(SyntaxNode<'t>),
    /// Between the parentheses of a decorator.
    DecoratorArgument(SyntaxNode<'t>),
    /// The value of a named argument of a decorator.
    DecoratorValue(SyntaxNode<'t>),
    /// The key of a map that a decorator is given.
    Option(SyntaxNode<'t>),
    /// An annotation.
    Type,
    /// The type of a struct literal.
    StructName,
    /// A segment of the path of a module.
    ModulePath(SyntaxNode<'t>),
    /// A name after `import` in `from m import`.
    Imported(SyntaxNode<'t>),
    /// The name of a field in a struct literal.
    FieldOf(SyntaxNode<'t>),
    /// A pattern of this `match`.
    Pattern(SyntaxNode<'t>),
    /// The label of a loop, after `break` or `continue`.
    Label,
    /// After `break`: a label or a value.
    BreakValue,
    /// Where only these words can follow.
    Keywords(&'static [&'static str]),
    /// The name of an argument that has its value already, with all arguments of the call.
    ArgumentName(SyntaxNode<'t>),
    /// An argument of a call, with all of them.
    Argument(SyntaxNode<'t>),
    /// The body of an arm.
    ArmBody,
    /// A value.
    Expression,
    /// The start of a statement.
    Statement,
}

/// The name that is put where none is being typed.
const NAME: &str = "x";

/// The tree of the text with a name at the cursor. While a name is being typed, that is the tree itself: with a name, a
/// place says what it is for, be it a parameter, a pattern or a type.
pub(super) fn with_name(tree: &SyntaxTree, offset: TextSize) -> SyntaxTree {
    let word = word_at(tree.root(), offset);
    if word.is_some_and(|word| word.kind() == SyntaxKind::Identifier) {
        return tree.clone();
    }
    // A keyword is the beginning of a name as long as it is being typed.
    let replaced = word.map_or(TextRange::empty(offset), |word| word.range());
    let text = tree.text();
    let before = text.slice(TextRange::new(TextSize::default(), replaced.start()));
    let after = text.slice(TextRange::new(replaced.end(), text.len()));
    let name = NAME.repeat(usize::from(replaced.len()).max(1));
    SyntaxTree::parse(&SourceText::new(&format!("{before}{name}{after}")))
}

/// The name or keyword that is being typed, or the name that the cursor stands before.
fn word_at(root: SyntaxNode<'_>, offset: TextSize) -> Option<SyntaxNode<'_>> {
    let is_name = |token: &SyntaxNode<'_>| token.kind() == SyntaxKind::Identifier && !token.range().is_empty();
    let before = token_before(root, offset).filter(|token| is_name(token) || token.kind().is_keyword());
    before.or_else(|| {
        let after = root.token_at(offset, Bias::Right).filter(is_name)?;
        (after.range().start() == offset).then_some(after)
    })
}

/// The token that the cursor stands in or behind.
fn token_before(root: SyntaxNode<'_>, offset: TextSize) -> Option<SyntaxNode<'_>> {
    root.token_at(offset, Bias::Left).filter(|token| token.range().start() < offset)
}

impl<'t> Position<'t> {
    /// `named` is the tree with a name at the cursor.
    pub(super) fn new(root: SyntaxNode<'t>, named: SyntaxNode<'t>, offset: TextSize) -> Position<'t> {
        let token = token_before(root, offset);
        if let Some((prefix, place)) = token.and_then(|token| inside_token(root, token, offset)) {
            return Position { prefix, name: None, place };
        }
        let word = word_at(root, offset);
        let prefix = word.map_or(TextRange::empty(offset), |word| word.range());
        let name = named.token_at(prefix.start(), Bias::Right).filter(|it| it.kind() == SyntaxKind::Identifier);
        if let Some(spec) = format_spec(root, offset) {
            return Position { prefix: spec.1, name, place: Place::FormatSpec(spec.0) };
        }
        let before = significant_before(root, prefix.start());
        let place = match enclosing_text(root, offset) {
            Some(string) => Place::Text(string),
            None => Position::place(offset, word, before, name),
        };
        Position { prefix, name, place }
    }

    fn place(
        offset: TextSize,
        word: Option<SyntaxNode<'t>>,
        before: Option<SyntaxNode<'t>>,
        name: Option<SyntaxNode<'t>>,
    ) -> Place<'t> {
        if let Some(place) = name.and_then(named_place) {
            return place;
        }
        let Some(before) = before else { return Place::Statement };
        match before.kind() {
            SyntaxKind::Dot => return Place::AfterDot(before),
            SyntaxKind::At => return Place::Decorator(decorator_place(before)),
            _ => {}
        }
        let start = word.map_or(offset, |word| word.range().start());
        if let Some(place) = after_keyword(before, start).or_else(|| after_whole(before, start)) {
            return place;
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
        if before.kind() == SyntaxKind::Eq
            && let Some(argument) = before.parent().filter(|it| it.kind() == SyntaxKind::KeywordArgument)
            && let Some(decorator) = argument.parent().and_then(SyntaxNode::parent)
            && decorator.kind() == SyntaxKind::Decorator
        {
            return Place::DecoratorValue(decorator);
        }
        if is_argument_start && let Some(list) = before.parent().filter(|parent| parent.kind() == SyntaxKind::Arguments)
        {
            return Place::Argument(list);
        }
        value_place(name)
            .unwrap_or_else(|| if starts_statement(before, start) { Place::Statement } else { Place::Expression })
    }
}

/// What a token says by itself: inside comments and numbers nothing helps, and labels and slots of tuples are no names.
fn inside_token<'t>(root: SyntaxNode<'t>, token: SyntaxNode<'t>, offset: TextSize) -> Option<(TextRange, Place<'t>)> {
    if token.is_comment() {
        let is_inside = offset < token.range().end() || token.kind() == SyntaxKind::LineComment;
        return is_inside.then_some((TextRange::empty(offset), Place::Nothing));
    }
    let before = || significant_before(root, token.range().start());
    match token.kind() {
        SyntaxKind::Integer => match before().filter(|before| before.kind() == SyntaxKind::Dot) {
            Some(dot) => Some((token.range(), Place::AfterDot(dot))),
            None => Some((TextRange::empty(offset), Place::Nothing)),
        },
        SyntaxKind::Float => Some((TextRange::empty(offset), Place::Nothing)),
        SyntaxKind::Label | SyntaxKind::UnexpectedCharacter if token.text().starts_with('\'') => {
            let jumps = before()
                .is_some_and(|before| matches!(before.kind(), SyntaxKind::BreakKeyword | SyntaxKind::ContinueKeyword));
            Some((token.range(), if jumps { Place::Label } else { Place::Nothing }))
        }
        SyntaxKind::StringContent | SyntaxKind::EscapeSequence | SyntaxKind::FormatSpec => None,
        // In the middle of an operator.
        _ if offset < token.range().end() && token.text().chars().all(|it| it.is_ascii_punctuation() && it != '_') => {
            Some((TextRange::empty(offset), Place::Nothing))
        }
        _ => None,
    }
}

/// The interpolation in whose format the cursor is, and the format.
fn format_spec(root: SyntaxNode<'_>, offset: TextSize) -> Option<(SyntaxNode<'_>, TextRange)> {
    let start = offset.checked_sub(TextSize::new(1))?;
    let mut around = root.covering(TextRange::new(start, offset)).ancestors();
    let node = around.find(|node| node.kind() == SyntaxKind::Interpolation)?;
    let interpolation = ast::Interpolation::cast(node)?;
    let value = interpolation.value()?.range();
    let colon = node.children().find(|it| it.kind() == SyntaxKind::Colon && it.range().start() >= value.end())?;
    let start = colon.range().end();
    let end = interpolation.format().map_or(start, |format| format.range().end()).max(start);
    (start <= offset && offset <= end.max(offset) && offset < node.range().end().max(offset + TextSize::new(1)))
        .then(|| (node, TextRange::new(start, end.max(offset))))
}

/// What a name is for, as the tree that has one at the cursor tells it.
fn named_place(name: SyntaxNode<'_>) -> Option<Place<'_>> {
    let parent = name.parent()?;
    let is_name = name.field_in_parent() == Some(Field::Name);
    match parent.kind() {
        SyntaxKind::LetDeclaration
        | SyntaxKind::FunctionDefinition
        | SyntaxKind::MethodDefinition
        | SyntaxKind::TypeDefinition
        | SyntaxKind::Parameter
        | SyntaxKind::VariadicParameter
            if is_name =>
        {
            Some(Place::Nothing)
        }
        SyntaxKind::ImportedName | SyntaxKind::ImportStatement if name.field_in_parent() == Some(Field::Alias) => {
            Some(Place::Nothing)
        }
        SyntaxKind::FieldDefinition if is_name => Some(Place::Keywords(&MEMBER_STARTS)),
        SyntaxKind::Error if parent.parent().is_some_and(|it| it.kind() == SyntaxKind::TypeBody) => {
            let is_first = parent.first_child() == Some(name);
            is_first.then_some(Place::Keywords(&MEMBER_STARTS))
        }
        SyntaxKind::Error if parent.first_child() == Some(name) && begins(name) => half_entry_place(parent),
        SyntaxKind::FieldInitializer if is_name => {
            parent.ancestors().find(|node| node.kind() == SyntaxKind::StructExpression).map(Place::FieldOf)
        }
        SyntaxKind::StructExpression if is_name => Some(Place::StructName),
        SyntaxKind::NamedArgument if is_name => parent.parent().map(Place::ArgumentName),
        SyntaxKind::ModulePath => Some(module_path_place(parent)),
        SyntaxKind::Error if begins(name) && opens_type(parent, name) => Some(Place::Keywords(&MEMBER_STARTS)),
        // In `a: Int name`, the last name is read as the type.
        SyntaxKind::NamedType if is_name => {
            let is_second = parent.prev_sibling().is_some_and(SyntaxNode::is_error);
            Some(if is_second && !begins(name) { Place::Nothing } else { Place::Type })
        }
        _ => pattern_place(name),
    }
}

/// Whether a name is the first on its line, or behind a brace or a comma.
fn begins(name: SyntaxNode<'_>) -> bool {
    let Some(root) = name.ancestors().last() else { return false };
    significant_before(root, name.range().start()).is_some_and(|before| {
        matches!(before.kind(), SyntaxKind::LBrace | SyntaxKind::Comma) || spans_lines(before, name.range().start())
    })
}

/// A name alone between braces, where an arm or the value of a field begins.
fn half_entry_place(error: SyntaxNode<'_>) -> Option<Place<'_>> {
    let body = error.parent()?;
    match body.kind() {
        SyntaxKind::MatchBody => body.parent().map(Place::Pattern),
        SyntaxKind::FieldInitializers => body.parent().map(Place::FieldOf),
        _ => None,
    }
}

/// Whether the last brace before a name in broken text is that of a type.
fn opens_type(error: SyntaxNode<'_>, name: SyntaxNode<'_>) -> bool {
    let before: Vec<SyntaxKind> = error
        .children()
        .take_while(|child| child.range().end() <= name.range().start())
        .map(SyntaxNode::kind)
        .collect();
    let brace = before.iter().rposition(|kind| matches!(kind, SyntaxKind::LBrace | SyntaxKind::RBrace));
    let head = brace.and_then(|brace| before.get(..=brace)).unwrap_or_default();
    head.ends_with(&[SyntaxKind::TypeKeyword, SyntaxKind::Identifier, SyntaxKind::LBrace])
}

/// What a member of a type starts with, if it does not start with its name.
const MEMBER_STARTS: [&str; 3] = ["fn", "async fn", "static fn"];

/// In `from m name`, `name` is read as the path: `import` is being typed there.
fn module_path_place(path: SyntaxNode<'_>) -> Place<'_> {
    match path.prev_sibling().filter(|before| before.is_error()) {
        Some(_) => Place::Keywords(&["import"]),
        None => Place::ModulePath(path),
    }
}

/// The place of a name in a pattern. What `for`, `let` and `Ok(...)` bind is a new name.
fn pattern_place(name: SyntaxNode<'_>) -> Option<Place<'_>> {
    let mut node = name;
    while let Some(parent) = node.parent() {
        match parent.kind() {
            SyntaxKind::ResultPattern if node.field_in_parent() == Some(Field::Constructor) => {}
            SyntaxKind::ResultPattern => return Some(Place::Nothing),
            SyntaxKind::TuplePattern | SyntaxKind::OrPattern | SyntaxKind::ParenthesizedPattern => {}
            _ => break,
        }
        node = parent;
    }
    let parent = node.parent().filter(|_| node.field_in_parent() == Some(Field::Pattern))?;
    match parent.kind() {
        SyntaxKind::MatchArm => {
            parent.ancestors().find(|around| around.kind() == SyntaxKind::MatchExpression).map(Place::Pattern)
        }
        SyntaxKind::ForStatement | SyntaxKind::ForClause | SyntaxKind::LetDestructuring => Some(Place::Nothing),
        _ => None,
    }
}

/// What follows a keyword that leaves one thing open.
fn after_keyword(before: SyntaxNode<'_>, start: TextSize) -> Option<Place<'_>> {
    if spans_lines(before, start) {
        return None;
    }
    match before.kind() {
        SyntaxKind::LetKeyword
        | SyntaxKind::FnKeyword
        | SyntaxKind::TypeKeyword
        | SyntaxKind::AsKeyword
        | SyntaxKind::ForKeyword => Some(Place::Nothing),
        SyntaxKind::AsyncKeyword => Some(Place::Keywords(&["fn"])),
        SyntaxKind::StaticKeyword => Some(Place::Keywords(&["fn", "async fn"])),
        SyntaxKind::ElseKeyword => Some(Place::Keywords(&["if"])),
        SyntaxKind::BreakKeyword => Some(Place::BreakValue),
        SyntaxKind::ContinueKeyword => Some(Place::Label),
        _ => None,
    }
}

/// Whether a line ends between a token and a later place.
fn spans_lines(before: SyntaxNode<'_>, start: TextSize) -> bool {
    let text = before.source();
    text.line_of(before.range().end()) != text.line_of(start)
}

/// What follows something that is whole: an operator or another connecting word.
fn after_whole(before: SyntaxNode<'_>, start: TextSize) -> Option<Place<'_>> {
    let end = before.range().end();
    let whole: Vec<SyntaxNode<'_>> = before.ancestors().take_while(|node| node.range().end() == end).collect();
    let has = |kind: SyntaxKind| whole.iter().any(|node| node.kind() == kind);
    if has(SyntaxKind::Decorator) && end < start && ends_something(before.kind()) {
        let is_field = before.ancestors().any(|node| node.kind() == SyntaxKind::TypeBody);
        return Some(if is_field { Place::Nothing } else { Place::Keywords(&["fn", "async fn", "type"]) });
    }
    if spans_lines(before, start) || end == start || !ends_something(before.kind()) {
        return None;
    }
    whole.iter().find_map(|node| words_after(*node)).map(|words| match words {
        [] => Place::Nothing,
        words => Place::Keywords(words),
    })
}

/// Whether a name, a value or a block can end with a token.
fn ends_something(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::Identifier
            | SyntaxKind::Integer
            | SyntaxKind::Float
            | SyntaxKind::True
            | SyntaxKind::False
            | SyntaxKind::Null
            | SyntaxKind::AwaitKeyword
            | SyntaxKind::RParen
            | SyntaxKind::RBracket
            | SyntaxKind::RBrace
            | SyntaxKind::Quote
            | SyntaxKind::TripleQuote
            | SyntaxKind::EscapedQuote
            | SyntaxKind::Question
            | SyntaxKind::Greater
    )
}

/// The words that can follow a node on its line; `None` when it is not for this node to say.
fn words_after(node: SyntaxNode<'_>) -> Option<&'static [&'static str]> {
    let (parent, field) = (node.parent(), node.field_in_parent());
    let parent_kind = parent.map(SyntaxNode::kind);
    match node.kind() {
        SyntaxKind::ModulePath if parent_kind == Some(SyntaxKind::FromImportStatement) => Some(&["import"]),
        SyntaxKind::ModulePath | SyntaxKind::ImportedName => Some(&["as"]),
        SyntaxKind::Block => match (parent_kind, field) {
            (Some(SyntaxKind::IfExpression), Some(Field::Consequence)) => Some(&["else", "else if"]),
            _ => Some(&[]),
        },
        SyntaxKind::Parameters | SyntaxKind::TypeBody | SyntaxKind::NamedType | SyntaxKind::NullableType => Some(&[]),
        SyntaxKind::Error => {
            let first = node.first_child().map(SyntaxNode::kind);
            (first == Some(SyntaxKind::ForKeyword)).then_some(&["in"])
        }
        SyntaxKind::ResultPattern | SyntaxKind::LiteralPattern if parent.is_some_and(SyntaxNode::is_error) => {
            Some(&["if"])
        }
        _ if field == Some(Field::Pattern) => match parent_kind {
            Some(SyntaxKind::ForStatement | SyntaxKind::ForClause) => Some(&["in"]),
            Some(SyntaxKind::MatchArm) => Some(&["if"]),
            _ => Some(&[]),
        },
        _ if field == Some(Field::Name) => match parent_kind {
            Some(SyntaxKind::ImportedName) => Some(&["as"]),
            _ => Some(&[]),
        },
        _ if ast::Expression::can_cast(node.kind()) => words_after_value(node, parent_kind),
        _ => None,
    }
}

fn words_after_value(node: SyntaxNode<'_>, parent: Option<SyntaxKind>) -> Option<&'static [&'static str]> {
    match (parent?, node.field_in_parent()) {
        (SyntaxKind::Interpolation, _) => Some(&["and", "or", "xor"]),
        (SyntaxKind::Error, _) => None,
        (SyntaxKind::ListExpression, _) => Some(&["and", "for", "or", "xor"]),
        (SyntaxKind::ForClause, _) => Some(&["and", "for", "if", "or", "xor"]),
        (SyntaxKind::ModulePath | SyntaxKind::Label, _) => None,
        // The largest expression that ends here decides.
        (kind, _) if ast::Expression::can_cast(kind) && parent_ends_here(node) => None,
        _ => Some(&["and", "or", "xor"]),
    }
}

fn parent_ends_here(node: SyntaxNode<'_>) -> bool {
    node.parent().is_some_and(|parent| parent.range().end() == node.range().end())
}

/// Which kind of value stands at a name that nothing else is known about.
fn value_place(name: Option<SyntaxNode<'_>>) -> Option<Place<'_>> {
    let parent = name?.parent()?;
    match parent.kind() {
        SyntaxKind::Error => None,
        SyntaxKind::ExpressionStatement => Some(Place::Statement),
        SyntaxKind::MatchArm if name?.field_in_parent() == Some(Field::Body) => Some(Place::ArmBody),
        _ => Some(Place::Expression),
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
    let around = parent.parent().map(SyntaxNode::kind);
    if matches!(around, Some(SyntaxKind::Parameter | SyntaxKind::Parameters)) {
        return true;
    }
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

/// Whether a statement can start here: nothing but blanks before the word on its line.
fn starts_statement(before: SyntaxNode<'_>, start: TextSize) -> bool {
    let text = before.source();
    let line = text.line_range(text.line_of(start));
    text.slice(TextRange::new(line.start(), start.max(line.start()))).trim().is_empty()
        && !matches!(before.kind(), SyntaxKind::Comma | SyntaxKind::LParen | SyntaxKind::LBracket | SyntaxKind::Colon)
}
