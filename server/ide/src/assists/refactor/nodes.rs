//! What refactorings ask about the syntax around a place. Ranges are those of the file.

use fitz_analysis::hir::ExprId;
use fitz_analysis::{Builtin, Ty, resolve_name};
use fitz_syntax::{Bias, Field, SyntaxKind, SyntaxNode, TextRange, TextSize};

use super::super::{Assist, Place};
use crate::text_edit::Edits;

/// How tightly an expression holds together that needs no parentheses anywhere.
pub(super) const ATOM: u8 = 14;
/// The same for the operand of a postfix operator, and for what such an operator makes.
pub(super) const POSTFIX: u8 = 13;
/// The same for the operand of `not`.
pub(super) const UNARY: u8 = 12;
const RANGE: u8 = 9;

impl Place<'_> {
    /// What is selected, in the file.
    pub(super) fn selection(&self) -> TextRange {
        self.selected.checked_add(self.item_range.start()).unwrap_or(self.selected)
    }

    /// The token of one of these kinds that the cursor is in or touches.
    pub(super) fn token(&self, kinds: &[SyntaxKind]) -> Option<SyntaxNode<'_>> {
        let selection = self.selection();
        let at = |bias| self.tree.root().token_at(selection.start(), bias);
        let mut touching = [at(Bias::Right), at(Bias::Left)].into_iter().flatten();
        touching.find(|token| kinds.contains(&token.kind()) && token.range().contains_range(selection))
    }

    /// The expression that is selected, not counting white space at its ends.
    pub(super) fn selected_expression(&self) -> Option<SyntaxNode<'_>> {
        let selection = trimmed(self.tree.root(), self.selection())?;
        let smallest = self.tree.root().named_covering(selection);
        smallest.ancestors().take_while(|node| node.range() == selection).filter(|node| is_expression(*node)).last()
    }

    /// What the analysis knows of an expression.
    pub(in super::super) fn expr_of(&self, node: SyntaxNode<'_>) -> Option<ExprId> {
        let range = without_parentheses(node).range().checked_sub(self.item_range.start())?;
        self.lowered.body.exprs.iter().map(|(id, _)| id).rfind(|id| self.range(*id) == range)
    }

    /// The type of an expression, `Any` when nothing is known.
    pub(super) fn type_of(&self, node: SyntaxNode<'_>) -> &Ty {
        self.expr_of(node).map_or(&Ty::Any, |id| self.inference.expr_type(id))
    }

    /// A change whose ranges are those of the file.
    pub(super) fn change(&self, title: &str, edits: Edits) -> Option<Assist> {
        let assist = self.assist(title, Vec::new())?;
        Some(Assist { edits: vec![(self.file, edits)], ..assist })
    }

    /// Why the change cannot be made, for those who ask for it.
    pub(super) fn refusal(&self, title: &str, reason: &'static str) -> Option<Assist> {
        Some(Assist { edits: Vec::new(), disabled: Some(reason), ..self.assist(title, Vec::new())? })
    }

    /// A name that means nothing in the item and in the file: the first one that is free of `base`, `base_2` and so on.
    pub(super) fn fresh_name(&self, base: &str) -> Option<String> {
        let numbered = (2..10).map(|number| format!("{base}_{number}"));
        let mut names = [base.to_owned()].into_iter().chain(numbered);
        names.find(|name| self.is_fresh(name))
    }

    /// Whether nothing in the file is called so, and nothing of the language.
    pub(super) fn is_fresh(&self, name: &str) -> bool {
        let is_keyword = SyntaxKind::from_grammar(name, false).is_some_and(SyntaxKind::is_keyword);
        let is_used = || self.tree.root().tokens().any(|token| token.is_named() && token.text_is(name));
        !is_keyword && resolve_name(self.db, self.file, name).is_none() && !is_used()
    }

    /// Whether an expression stands in a closure of a query, where operators build conditions for the database, or may stand in one.
    pub(super) fn is_in_query(&self, node: SyntaxNode<'_>) -> bool {
        let mut closures = node.ancestors().filter(|node| node.kind() == SyntaxKind::Closure);
        closures.any(|closure| {
            let call = closure.ancestors().find(|node| node.kind() == SyntaxKind::CallExpression);
            let called = call.and_then(|call| call.field(Field::Function));
            let object = called.and_then(|called| called.field(Field::Object));
            object.is_some_and(|object| {
                let ty = self.type_of(object);
                *ty == Ty::Any || ty.is(Builtin::QueryBuilder) || ty.is(Builtin::Aggregated)
            })
        })
    }
}

/// A range without the white space at its ends. `None` when nothing is left.
fn trimmed(root: SyntaxNode<'_>, range: TextRange) -> Option<TextRange> {
    let text = root.source().slice(range);
    let before = TextSize::of(&*text) - TextSize::of(text.trim_start());
    let inside = TextSize::of(text.trim());
    (inside > TextSize::from(0)).then(|| TextRange::at(range.start() + before, inside))
}

/// Whether a node is an expression.
pub(super) fn is_expression(node: SyntaxNode<'_>) -> bool {
    use SyntaxKind as K;
    match node.kind() {
        K::Identifier => node.parent().is_some_and(|parent| is_value_in(node, parent)),
        K::Integer | K::Float | K::True | K::False | K::Null => {
            node.parent()
                .is_none_or(|parent| !matches!(parent.kind(), K::LiteralPattern | K::RangePattern | K::NegativeLiteral))
                && node.field_in_parent() != Some(Field::Index)
        }
        K::AwaitExpression
        | K::BinaryExpression
        | K::ByteString
        | K::CallExpression
        | K::Closure
        | K::FieldExpression
        | K::IfExpression
        | K::IndexExpression
        | K::ListComprehension
        | K::ListExpression
        | K::LoopExpression
        | K::MapComprehension
        | K::MapExpression
        | K::MatchExpression
        | K::ParenthesizedExpression
        | K::RangeExpression
        | K::SliceExpression
        | K::StringLiteral
        | K::StructExpression
        | K::TryExpression
        | K::TupleExpression
        | K::TupleIndexExpression
        | K::UnaryExpression => true,
        _ => false,
    }
}

/// Whether a name stands for a value below a node of another kind: it declares nothing and is no key, label or type.
fn is_value_in(node: SyntaxNode<'_>, parent: SyntaxNode<'_>) -> bool {
    use SyntaxKind as K;
    let is_expression_of = matches!(
        node.field_in_parent(),
        Some(
            Field::Value
                | Field::Left
                | Field::Right
                | Field::Operand
                | Field::Condition
                | Field::Iterable
                | Field::Function
                | Field::Object
                | Field::Start
                | Field::End
                | Field::Key
                | Field::Element
                | Field::Guard
                | Field::Body
        )
    );
    let lists =
        [K::Arguments, K::ListExpression, K::TupleExpression, K::ParenthesizedExpression, K::ExpressionStatement];
    is_expression_of
        || (node.field_in_parent().is_none() && lists.contains(&parent.kind()))
        || (parent.kind() == K::IndexExpression)
}

/// An expression without parentheses around it.
pub(super) fn without_parentheses(node: SyntaxNode<'_>) -> SyntaxNode<'_> {
    let mut inner = node;
    while inner.kind() == SyntaxKind::ParenthesizedExpression {
        match inner.named_children().find(|child| !child.is_comment()) {
            Some(child) => inner = child,
            None => return inner,
        }
    }
    inner
}

/// How tightly an expression holds together.
pub(super) fn precedence(node: SyntaxNode<'_>) -> u8 {
    use SyntaxKind as K;
    match node.kind() {
        K::BinaryExpression => node.field(Field::Operator).map_or(0, |operator| binary_precedence(operator.kind())),
        K::RangeExpression => RANGE,
        K::UnaryExpression => UNARY,
        K::IfExpression | K::MatchExpression | K::LoopExpression | K::Closure => 0,
        K::StructExpression => UNARY,
        K::AwaitExpression | K::CallExpression | K::FieldExpression | K::IndexExpression | K::SliceExpression => {
            POSTFIX
        }
        K::TryExpression | K::TupleIndexExpression => POSTFIX,
        _ => ATOM,
    }
}

/// How tightly an operator binds.
pub(super) fn binary_precedence(operator: SyntaxKind) -> u8 {
    use SyntaxKind as K;
    match operator {
        K::OrKeyword | K::XorKeyword => 1,
        K::AndKeyword => 2,
        K::EqEq | K::BangEq => 3,
        K::Less | K::LessEq | K::Greater | K::GreaterEq => 4,
        K::Pipe => 5,
        K::Caret => 6,
        K::Amp => 7,
        K::Shl | K::Shr => 8,
        K::Plus | K::Minus => 10,
        _ => 11,
    }
}

/// How tightly what stands in the place of a node has to hold together.
pub(super) fn required_precedence(node: SyntaxNode<'_>) -> u8 {
    use SyntaxKind as K;
    let Some(parent) = node.parent() else { return 0 };
    let field = node.field_in_parent();
    match parent.kind() {
        K::BinaryExpression => {
            let own = precedence(parent);
            if field == Some(Field::Right) { own + 1 } else { own }
        }
        K::RangeExpression => RANGE + 1,
        K::UnaryExpression => UNARY,
        K::AwaitExpression | K::TryExpression => POSTFIX,
        K::CallExpression if field == Some(Field::Function) => POSTFIX,
        K::FieldExpression | K::TupleIndexExpression => POSTFIX,
        K::IndexExpression | K::SliceExpression if field == Some(Field::Object) => POSTFIX,
        K::IndexExpression | K::SliceExpression => RANGE + 1,
        _ => 0,
    }
}

/// Text of an expression, in parentheses if it does not hold together well enough.
pub(super) fn bound(text: &str, precedence: u8, required: u8) -> String {
    if precedence < required { format!("({text})") } else { text.to_owned() }
}

/// Text of an expression for the place of another one: in parentheses where it needs them there.
pub(super) fn in_place_of(hole: SyntaxNode<'_>, value: SyntaxNode<'_>) -> String {
    // `return Name {}` is an answer with a status.
    let is_returned = hole.parent().is_some_and(|parent| parent.kind() == SyntaxKind::ReturnStatement);
    let is_open_struct =
        (is_head(hole) || is_returned) && value.descendants().any(|node| node.kind() == SyntaxKind::StructExpression);
    let required = if is_open_struct { ATOM + 1 } else { required_precedence(hole) };
    bound(&value.text(), precedence(value), required)
}

/// Whether a block follows an expression, so that no struct literal can stand in it.
fn is_head(node: SyntaxNode<'_>) -> bool {
    use SyntaxKind as K;
    let brackets = [K::ParenthesizedExpression, K::Arguments, K::ListExpression, K::MapExpression, K::TupleExpression];
    let mut above = node.ancestors().take_while(|node| !brackets.contains(&node.kind()) && node.kind() != K::Block);
    above.any(|node| {
        let parent = node.parent().map(SyntaxNode::kind);
        let is_head_of =
            matches!(parent, Some(K::IfExpression | K::WhileStatement | K::ForStatement | K::MatchExpression));
        is_head_of && matches!(node.field_in_parent(), Some(Field::Condition | Field::Iterable | Field::Value))
    })
}

/// The statement that an expression belongs to: a child of a block or of the file.
pub(super) fn statement(node: SyntaxNode<'_>) -> Option<SyntaxNode<'_>> {
    node.ancestors().find(|node| {
        node.parent().is_some_and(|parent| matches!(parent.kind(), SyntaxKind::Block | SyntaxKind::SourceFile))
    })
}

/// Whether evaluating an expression does nothing that anybody could notice, and cannot fail.
pub(super) fn is_pure(node: SyntaxNode<'_>) -> bool {
    use SyntaxKind as K;
    let is_harmless = |node: SyntaxNode<'_>| {
        !matches!(
            node.kind(),
            K::AwaitExpression
                | K::CallExpression
                | K::Closure
                | K::IfExpression
                | K::IndexExpression
                | K::ListComprehension
                | K::LoopExpression
                | K::MapComprehension
                | K::MatchExpression
                | K::SliceExpression
                | K::TryExpression
                | K::Slash
                | K::Percent
        )
    };
    node.descendants().all(is_harmless)
}

/// Whether a node has a comment anywhere in it.
pub(super) fn has_comment(node: SyntaxNode<'_>) -> bool {
    node.descendants().any(SyntaxNode::is_comment)
}

/// Whether an expression has to do with `null`: conditions that do say more about their variables than their value.
pub(super) fn has_null(node: SyntaxNode<'_>) -> bool {
    node.descendants().any(|node| node.kind() == SyntaxKind::Null)
}

/// The white space at the start of a node's line.
pub(super) fn indent_of(node: SyntaxNode<'_>) -> String {
    let text = node.source();
    let line = text.slice(text.line_range(text.line_of(node.range().start())));
    line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect()
}

/// Whether a node is the first one on its line.
pub(super) fn is_first_on_line(node: SyntaxNode<'_>) -> bool {
    let text = node.source();
    let start = text.line_start(text.line_of(node.range().start()));
    text.slice(TextRange::new(start, node.range().start())).trim().is_empty()
}

/// What stands between the braces of a block that spans lines, without the first and the last line break, each line moved from one
/// indentation to another. `None` when the block is on one line, or has a text of several lines, which cannot be moved.
pub(super) fn moved_lines(block: SyntaxNode<'_>, from: &str, to: &str) -> Option<String> {
    let whole = block.text();
    let inside = whole.strip_prefix('{')?.strip_suffix('}')?;
    let (first, rest) = inside.split_once('\n')?;
    let is_text_of_lines = |node: SyntaxNode<'_>| {
        let texts = [SyntaxKind::StringLiteral, SyntaxKind::StringPattern, SyntaxKind::BlockComment];
        texts.contains(&node.kind()) && node.text().contains('\n')
    };
    if !first.trim().is_empty() || block.descendants().any(is_text_of_lines) {
        return None;
    }
    let lines = rest.trim_end().split('\n').map(|line| match line.strip_prefix(from) {
        Some(line) if !line.trim().is_empty() => format!("{to}{line}"),
        _ => line.trim_start().to_owned(),
    });
    Some(lines.collect::<Vec<_>>().join("\n"))
}
