//! The shape of the text around an expression: what has to stay when another one takes its place.

use fitz_analysis::hir::{BinaryOp, Expr, ExprId, Function, Stmt, UnaryOp};
use fitz_analysis::{LocalId, Resolution, Ty, nominal_fields, resolve_name, resolve_type};
use fitz_syntax::{SyntaxKind, SyntaxNode, TextRange, TextSize};

use super::Place;

/// How tight an expression holds together that ends nowhere by itself: a closure, `if`, `match`, `return`.
pub(super) const LOOSE: u8 = 0;
/// How tight a head of `if`, `while`, `for` and `match` needs it: a brace in it would open the body.
const HEAD: u8 = 1;
/// `==` and `!=`.
pub(super) const EQUALITY: u8 = 3;
/// `+` and `-`.
pub(super) const SUM: u8 = 10;
/// `-x`, `not x` and `~x`.
const UNARY: u8 = 12;
/// What stands before a dot, a parenthesis, a bracket or `?`.
pub(super) const POSTFIX: u8 = 13;
/// Literals, names and brackets.
const ATOM: u8 = 14;

impl<'db> Place<'db> {
    pub(super) fn expr(&self, id: ExprId) -> &'db Expr {
        &self.lowered.body.exprs[id]
    }

    /// The text of an expression, without parentheses around it.
    pub(super) fn text(&self, id: ExprId) -> &'db str {
        self.source(self.range(id))
    }

    /// The expressions in a range.
    pub(super) fn inside(&self, range: TextRange) -> impl Iterator<Item = ExprId> {
        let all = self.lowered.body.exprs.iter().map(|(id, _)| id);
        all.filter(move |id| range.contains_range(self.range(*id)))
    }

    /// The text of an expression for a place that needs one which holds together that tight.
    pub(super) fn operand(&self, id: ExprId, needed: u8) -> String {
        let text = self.text(id);
        if strength(self.expr(id)) < needed { format!("({text})") } else { text.to_owned() }
    }

    /// The replacement of an expression by a text which holds together that tight, in parentheses where it needs them.
    pub(super) fn replacement(&self, id: ExprId, text: String, strength: u8) -> (TextRange, String) {
        let text = if strength < self.needed(id) { format!("({text})") } else { text };
        (self.range(id), text)
    }

    /// How tight an expression has to hold together where that one stands.
    pub(super) fn needed(&self, id: ExprId) -> u8 {
        let Some(range) = self.range(id).checked_add(self.item_range.start()) else { return ATOM };
        let node = outermost(self.tree.root().named_covering(range));
        let Some(parent) = node.parent() else { return LOOSE };
        match parent.kind() {
            SyntaxKind::BinaryExpression | SyntaxKind::RangeExpression => {
                let strength = self.lowered.body.exprs.iter().find_map(|(outer, expr)| {
                    let is_outer = self.range(outer).checked_add(self.item_range.start()) == Some(parent.range());
                    is_outer.then(|| strength(expr))
                });
                // Operators of one strength are read from the left.
                let is_left = parent.range().start() == node.range().start();
                strength.map_or(ATOM, |it| if is_left { it } else { it + 1 })
            }
            SyntaxKind::UnaryExpression => UNARY,
            SyntaxKind::FieldExpression
            | SyntaxKind::TupleIndexExpression
            | SyntaxKind::AwaitExpression
            | SyntaxKind::TryExpression
            | SyntaxKind::CallExpression => POSTFIX,
            SyntaxKind::IndexExpression | SyntaxKind::SliceExpression => {
                if parent.range().start() == node.range().start() { POSTFIX } else { LOOSE }
            }
            SyntaxKind::IfExpression
            | SyntaxKind::WhileStatement
            | SyntaxKind::ForStatement
            | SyntaxKind::MatchExpression => HEAD,
            _ => LOOSE,
        }
    }

    /// Whether a range lies in the text of a string, where neither braces nor quotes can stand.
    pub(super) fn is_in_string(&self, range: TextRange) -> bool {
        let mut exprs = self.lowered.body.exprs.iter();
        exprs.any(|(id, expr)| {
            let around = self.range(id);
            matches!(expr, Expr::Str(_)) && around.contains_range(range) && around != range
        })
    }

    /// Whether there is a comment in a range.
    pub(super) fn has_comment(&self, range: TextRange) -> bool {
        let Some(range) = range.checked_add(self.item_range.start()) else { return true };
        self.tree
            .root()
            .covering(range)
            .descendants()
            .any(|node| node.is_comment() && range.contains_range(node.range()))
    }

    /// Whether nothing but white space and the given parts stands in a range.
    pub(super) fn holds_only(&self, range: TextRange, parts: &[TextRange]) -> bool {
        let mut from = range.start();
        for part in parts {
            if part.start() < from || !self.source(TextRange::new(from, part.start())).trim().is_empty() {
                return false;
            }
            from = part.end();
        }
        from <= range.end() && self.source(TextRange::new(from, range.end())).trim().is_empty()
    }

    /// The innermost function around a place.
    pub(super) fn function_at(&self, range: TextRange) -> Option<&'db Function> {
        let around = self
            .lowered
            .functions()
            .filter(|function| function.body.is_some_and(|body| self.range(body).contains_range(range)));
        around.min_by_key(|function| function.body.map(|body| self.range(body).len()))
    }

    /// Whether what stands in a range does nothing but read: the order in which such parts are taken cannot be seen.
    pub(super) fn is_calm(&self, range: TextRange) -> bool {
        self.inside(range).all(|id| match self.expr(id) {
            Expr::Binary { op, .. } => !matches!(op, BinaryOp::Divide | BinaryOp::Remainder),
            // The methods of a string give another one.
            Expr::Call { callee, .. } => match self.expr(*callee) {
                Expr::Field { object, .. } => *self.inference.expr_type(*object) == Ty::str(),
                _ => false,
            },
            Expr::Int(_)
            | Expr::Float(_)
            | Expr::Bool(_)
            | Expr::Null
            | Expr::Bytes
            | Expr::Str(_)
            | Expr::Name(_)
            | Expr::Field { .. }
            | Expr::TupleIndex { .. }
            | Expr::Tuple(_)
            | Expr::List(_)
            | Expr::Unary { .. }
            | Expr::Struct { .. } => true,
            _ => false,
        })
    }

    /// Whether something in a range leaves it or waits, so that it cannot move into a function of its own.
    pub(super) fn jumps(&self, range: TextRange) -> bool {
        self.inside(range).any(|id| {
            let expr = self.expr(id);
            matches!(expr, Expr::Await(_) | Expr::Try(_) | Expr::Return { .. } | Expr::Break { .. } | Expr::Continue)
        })
    }

    /// Whether a name is used in a range.
    pub(super) fn mentions(&self, range: TextRange, name: &str) -> bool {
        self.inside(range).any(|id| matches!(self.expr(id), Expr::Name(it) if it == name))
    }

    /// The variables of the item that are used in a range and declared outside of it.
    pub(super) fn captures(&self, range: TextRange) -> Vec<LocalId> {
        let mut found: Vec<(TextSize, LocalId)> = Vec::new();
        for id in self.inside(range) {
            let Some(Resolution::Local(local)) = self.inference.resolutions.get(&id) else { continue };
            let is_outside = self.inference.local(*local).is_none_or(|it| !range.contains_range(it.range));
            if is_outside && !found.iter().any(|(_, known)| known == local) {
                found.push((self.range(id).start(), *local));
            }
        }
        found.sort();
        found.into_iter().map(|(_, local)| local).collect()
    }

    /// Whether nothing at all is called that: no variable of the item, nothing of the file, and nothing of the library.
    pub(super) fn is_unused_name(&self, name: &str) -> bool {
        let is_local = self.inference.locals.iter().any(|local| local.name == name);
        let is_written = || self.lowered.body.exprs.iter().any(|(_, it)| matches!(it, Expr::Name(it) if it == name));
        !is_local && !is_written() && resolve_name(self.db, self.file, name).is_none()
    }

    /// The first of some names that nothing is called yet, or that name with a number.
    pub(super) fn free_name(&self, names: &[&str]) -> Option<String> {
        let numbered = || (2..10).flat_map(|number| names.iter().map(move |name| format!("{name}{number}")));
        let plain = names.iter().map(|name| (*name).to_owned());
        plain.chain(numbered()).find(|name| self.is_unused_name(name))
    }

    /// Where a declaration goes that stands below the item: on the next line. `None` when something else follows on its line.
    pub(super) fn below(&self) -> Option<TextRange> {
        let text = &self.file.content(self.db).text;
        let end = text.line_range(text.line_of(self.item_range.end())).end();
        let rest = text.slice(TextRange::new(self.item_range.end(), end));
        let rest_ends = self.item_range.end() + TextSize::of(rest.trim_end());
        let is_comment = rest.trim_start().starts_with("//");
        (rest.trim().is_empty() || is_comment).then(|| TextRange::empty(rest_ends))
    }

    /// The type that the place of an expression asks for; `None` when it takes any.
    pub(super) fn expected(&self, id: ExprId) -> Option<Ty> {
        let statement = self.lowered.statements().find_map(|statement| match statement {
            Stmt::Let { ty: Some(ty), value, .. } | Stmt::Assign { ty: Some(ty), value, .. } if *value == id => {
                Some(resolve_type(self.db, self.file, ty))
            }
            Stmt::Assign { target, value, .. } if *value == id => Some(self.inference.expr_type(*target).clone()),
            Stmt::While { condition, .. } if *condition == id => Some(Ty::bool()),
            Stmt::Expr(it) if *it == id && self.is_statement(id) => Some(Ty::null()),
            _ => None,
        });
        let known = statement.or_else(|| self.expected_inside(id)).or_else(|| self.expected_result(id));
        known.filter(|ty| *ty != Ty::Any)
    }

    /// The type that the expression around another one asks of it.
    fn expected_inside(&self, id: ExprId) -> Option<Ty> {
        self.lowered.body.exprs.iter().find_map(|(outer, expr)| match expr {
            Expr::If { condition, .. } if *condition == id => Some(Ty::bool()),
            Expr::Unary { op: UnaryOp::Not, operand } if *operand == id => Some(Ty::bool()),
            Expr::Binary { op: BinaryOp::And | BinaryOp::Or, left, right } if *left == id || *right == id => {
                Some(Ty::bool())
            }
            Expr::Binary { left, right, .. } if *left == id => Some(self.inference.expr_type(*right).clone()),
            Expr::Binary { left, right, .. } if *right == id => Some(self.inference.expr_type(*left).clone()),
            Expr::Struct { fields, .. } => {
                let field = fields.iter().find(|field| field.value == id)?;
                let Ty::Nominal(nominal) = self.inference.expr_type(outer) else { return None };
                let declared = nominal_fields(self.db, nominal).into_iter().find(|it| it.name == field.name.name)?;
                Some(declared.ty)
            }
            Expr::Call { arguments, .. } => {
                let index = arguments.iter().position(|argument| argument.value == id && argument.name.is_none())?;
                Some(self.inference.callees.get(&outer)?.parameters.get(index)?.ty.clone())
            }
            _ => None,
        })
    }

    /// The declared result of a function for what it returns.
    fn expected_result(&self, id: ExprId) -> Option<Ty> {
        let returns = |expr: &Expr| matches!(expr, Expr::Return { value: Some(value), .. } if *value == id);
        let is_returned = self.lowered.body.exprs.iter().any(|(_, expr)| returns(expr));
        let function = self.function_at(self.range(id))?;
        let is_body = function.is_expression_body && function.body == Some(id);
        let annotation = function.return_type.as_ref().filter(|_| is_returned || is_body)?;
        Some(resolve_type(self.db, self.file, annotation))
    }

    /// The type as an annotation, with the separator before it; nothing when it cannot be written.
    pub(super) fn annotation(&self, separator: &str, ty: &Ty) -> String {
        if self.is_writable(ty) { format!("{separator}{ty}") } else { String::new() }
    }

    /// The statements of the innermost block around what is selected, and which of them it is in.
    pub(super) fn statement(&self) -> Option<(&'db [Stmt], usize)> {
        let block = self.smallest(|expr| matches!(expr, Expr::Block(_)))?;
        let Expr::Block(statements) = self.expr(block) else { return None };
        let index = statements.iter().position(|it| self.statement_range(it).contains_range(self.selected))?;
        Some((statements, index))
    }

    /// Where a statement stands, its keyword included.
    pub(super) fn statement_range(&self, statement: &Stmt) -> TextRange {
        let from = match statement {
            Stmt::Expr(id) => return self.range(*id),
            Stmt::Let { value, .. } | Stmt::Assign { value, .. } => self.range(*value),
            Stmt::While { body, .. } | Stmt::For { body, .. } => self.range(*body),
            Stmt::Function { function, .. } => function.signature_range,
            Stmt::Import { .. } => return TextRange::default(),
        };
        let Some(range) = from.checked_add(self.item_range.start()) else { return from };
        let node = self.tree.root().named_covering(range);
        let whole = node.ancestors().find(|it| {
            matches!(
                it.kind(),
                SyntaxKind::LetDeclaration
                    | SyntaxKind::LetDestructuring
                    | SyntaxKind::Assignment
                    | SyntaxKind::AugmentedAssignment
                    | SyntaxKind::WhileStatement
                    | SyntaxKind::ForStatement
                    | SyntaxKind::FunctionDefinition
            )
        });
        whole.and_then(|it| it.range().checked_sub(self.item_range.start())).unwrap_or(from)
    }

    /// Whether an expression is a statement of its own: nobody takes its value.
    pub(super) fn is_statement(&self, id: ExprId) -> bool {
        self.lowered.statements().any(|statement| matches!(statement, Stmt::Expr(it) if *it == id))
            && !self.is_value(id)
    }

    /// Whether an expression is what its function gives, by itself or through the arms and branches around it.
    pub(super) fn is_result(&self, id: ExprId) -> bool {
        let exprs = &self.lowered.body.exprs;
        let is_returned = exprs.iter().any(|(_, it)| matches!(it, Expr::Return { value: Some(it), .. } if *it == id));
        let is_body = |function: &Function| function.is_expression_body && function.body == Some(id);
        let outer = exprs.iter().find_map(|(outer, expr)| match expr {
            Expr::If { then, otherwise, .. } => (*then == id || *otherwise == Some(id)).then_some(outer),
            Expr::Match { arms, .. } => arms.iter().any(|arm| arm.body == id).then_some(outer),
            Expr::Block(statements) => {
                matches!(statements.last(), Some(Stmt::Expr(last)) if *last == id).then_some(outer)
            }
            _ => None,
        });
        is_returned || self.lowered.functions().any(is_body) || outer.is_some_and(|outer| self.is_result(outer))
    }

    /// Whether an expression is the last of a block whose value is taken.
    fn is_value(&self, id: ExprId) -> bool {
        let exprs = &self.lowered.body.exprs;
        let around = exprs.iter().find_map(|(block, expr)| match expr {
            Expr::Block(statements) => match statements.last() {
                Some(Stmt::Expr(last)) if *last == id => Some(block),
                _ => None,
            },
            _ => None,
        });
        let Some(block) = around else { return false };
        exprs.iter().any(|(outer, expr)| match expr {
            Expr::If { then, otherwise, .. } if *then == block || *otherwise == Some(block) => !self.is_dropped(outer),
            Expr::If { otherwise: Some(otherwise), .. } if *otherwise == block => !self.is_dropped(outer),
            Expr::Match { arms, .. } if arms.iter().any(|arm| arm.body == block) => !self.is_dropped(outer),
            _ => false,
        })
    }

    /// Whether nobody takes the value of an `if` or `match`, the ones around it considered.
    fn is_dropped(&self, id: ExprId) -> bool {
        let otherwise_of = |expr: &Expr| matches!(expr, Expr::If { otherwise: Some(it), .. } if *it == id);
        match self.lowered.body.exprs.iter().find(|(_, expr)| otherwise_of(expr)) {
            Some((outer, _)) => self.is_dropped(outer),
            None => self.is_statement(id),
        }
    }
}

/// Whether a field can be called that.
pub(super) fn is_field_name(name: &str) -> bool {
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_name && !SyntaxKind::from_grammar(name, false).is_some_and(SyntaxKind::is_keyword)
}

/// Where a field goes behind the last one of a type, `last`, and its text there.
pub(super) fn added_field(declaration: &str, last: TextRange, field: &str) -> Option<(TextRange, String)> {
    let text = |range: TextRange| declaration.get(std::ops::Range::<usize>::from(range));
    let before = text(TextRange::up_to(last.start()))?.rsplit('\n').next()?;
    let rest_of_line = text(TextRange::new(last.end(), TextSize::of(declaration)))?.split('\n').next()?;
    Some(if before.trim().is_empty() && !rest_of_line.contains('}') {
        // A comment at the end of the line belongs to the field before it.
        let end = last.end() + TextSize::of(rest_of_line.trim_end());
        (TextRange::empty(end), format!("\n{before}{field}"))
    } else {
        (TextRange::empty(last.end()), format!(", {field}"))
    })
}

/// How tight an expression holds together.
pub(super) fn strength(expr: &Expr) -> u8 {
    match expr {
        Expr::Binary { op, .. } => match op {
            BinaryOp::Or | BinaryOp::Xor => 1,
            BinaryOp::And => 2,
            BinaryOp::Equal | BinaryOp::NotEqual => EQUALITY,
            BinaryOp::Less | BinaryOp::LessEqual | BinaryOp::Greater | BinaryOp::GreaterEqual => 4,
            BinaryOp::BitOr => 5,
            BinaryOp::BitXor => 6,
            BinaryOp::BitAnd => 7,
            BinaryOp::ShiftLeft | BinaryOp::ShiftRight => 8,
            BinaryOp::Add | BinaryOp::Subtract => SUM,
            BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::Remainder => 11,
        },
        Expr::Range { .. } => 9,
        Expr::Unary { .. } => UNARY,
        Expr::Closure(_)
        | Expr::If { .. }
        | Expr::Match { .. }
        | Expr::Loop { .. }
        | Expr::Return { .. }
        | Expr::Break { .. }
        | Expr::Continue
        | Expr::Struct { .. } => LOOSE,
        _ => ATOM,
    }
}

/// The node with all that is the same in the text: statements that are one expression have the range of it.
fn outermost(node: SyntaxNode<'_>) -> SyntaxNode<'_> {
    node.ancestors().take_while(|it| it.range() == node.range()).last().unwrap_or(node)
}

/// The text with all lines but the first moved to the right or, by a negative number, to the left. `None` when a string spans
/// lines, whose text would be another one.
pub(super) fn indented(text: &str, by: isize) -> Option<String> {
    if !text.contains('\n') {
        return Some(text.to_owned());
    }
    if text.contains("\"\"\"") || text.contains('\t') {
        return None;
    }
    let width = by.unsigned_abs();
    let moved = |line: &str| match by {
        _ if line.trim().is_empty() => line.to_owned(),
        0.. => format!("{}{line}", " ".repeat(width)),
        _ => line.strip_prefix(&" ".repeat(width)).unwrap_or(line.trim_start()).to_owned(),
    };
    let mut lines = text.split('\n');
    let first = lines.next().unwrap_or_default().to_owned();
    Some(std::iter::once(first).chain(lines.map(moved)).collect::<Vec<_>>().join("\n"))
}
