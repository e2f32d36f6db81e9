//! Signature help: what the parentheses around the cursor take, for decorators and for calls, and the fields between the
//! braces of a struct literal.
//!
//! Texts are half typed when this is asked for, so the parentheses are found token by token and not in the tree.

use std::sync::Arc;

use fitz_analysis::hir::Expr;
use fitz_analysis::{
    Db, Definition, Item, ItemId, MemberKind, Resolution, Signature, SourceFile, Ty, decorator_declaration, infer,
    item, item_at, lowered, nominal_doc, nominal_fields, parse, positional_parameters, resolve_name, signature,
    type_named,
};
use fitz_syntax::{Bias, SyntaxKind, SyntaxNode, TextRange, TextSize};

use crate::completion::{decorator_place, members_after, significant_before};
use crate::render;

/// What a call or a decorator takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureHelp {
    /// The signature in one line, as in a declaration.
    pub label: String,
    /// What it does, as Markdown.
    pub documentation: Option<String>,
    /// The parameters, in the order of the label.
    pub parameters: Vec<ParameterHelp>,
    /// The parameter that the cursor is in. `None` when it is in none of them.
    pub active: Option<usize>,
}

/// A parameter in a [`SignatureHelp`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterHelp {
    /// Where it stands in the label.
    pub range: TextRange,
    /// What it is for, as Markdown.
    pub documentation: Option<String>,
}

/// The signature of what is being called or written at `offset`.
pub fn signature_help(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<SignatureHelp> {
    let tree = parse(db, file);
    let place = Arguments::around(tree.root(), offset)?;
    let name = significant_before(tree.root(), place.open.range().start())?;
    if name.kind() != SyntaxKind::Identifier && !name.kind().is_keyword() {
        return None;
    }
    let before = significant_before(tree.root(), name.range().start());
    if place.open.kind() == SyntaxKind::LBrace {
        return of_literal(db, file, &name.text(), &place);
    }
    match before.map(SyntaxNode::kind) {
        Some(SyntaxKind::At) => of_decorator(db, &name.text(), before?, &place),
        // A declaration, which takes nothing yet.
        Some(SyntaxKind::FnKeyword | SyntaxKind::TypeKeyword) => None,
        _ => {
            let called = called_at(db, file, name.range().end());
            let called = called.or_else(|| match before {
                Some(dot) if dot.kind() == SyntaxKind::Dot => by_member(db, file, dot, &name.text()),
                _ => by_name(db, file, &name.text()),
            });
            match called {
                Some(called) => Some(of_call(db, called, &place)),
                None => of_value(db, file, name, &place),
            }
        }
    }
}

fn of_decorator(db: &dyn Db, name: &str, at: SyntaxNode<'_>, place: &Arguments<'_>) -> Option<SignatureHelp> {
    let target = decorator_place(at).filter(|target| decorator_declaration(db, name, target).is_some());
    let mut places = target.into_iter().chain(["fn", "type", "field"]);
    let declared = item(db, places.find_map(|place| decorator_declaration(db, name, place))?)?;
    let signature = signature(db, declared).as_ref()?;
    let by_position = positional_parameters(lowered(db, declared));
    let active = match &place.name {
        Some(name) => signature.parameters.iter().position(|parameter| parameter.name == *name),
        None if place.index < by_position => Some(place.index),
        None => signature.parameters.iter().position(|parameter| parameter.is_variadic),
    };
    Some(help(db, format!("@{name}"), signature, Some(declared), active))
}

/// The fields of a type, as the parameters of its literal. The active one is the next to be set while no name is
/// written.
fn of_literal(db: &dyn Db, file: SourceFile, name: &str, place: &Arguments<'_>) -> Option<SignatureHelp> {
    let Some(Ty::Nominal(nominal)) = type_named(db, file, name) else { return None };
    let fields = nominal_fields(db, &nominal);
    let active = match &place.name {
        Some(name) => fields.iter().position(|field| field.name == *name),
        None => fields.iter().position(|field| !place.named.iter().any(|name| field.name == *name)),
    };
    let shown = fields.iter().map(|field| (render::field(field), field.doc.clone()));
    let (label, parameters) = listed(format!("{name} {{ "), shown);
    Some(SignatureHelp { label: label + " }", documentation: nominal_doc(db, &nominal), parameters, active })
}

/// What is called: its signature as the call sees it, and its declaration.
pub(crate) struct Called {
    pub(crate) signature: Arc<Signature>,
    pub(crate) declaration: Option<ItemId>,
}

/// What a callee is.
pub(crate) fn called_by(db: &dyn Db, file: SourceFile, callee: SyntaxNode<'_>) -> Option<Called> {
    let name = callee.tokens().last()?;
    let before = name.prev_sibling().filter(|before| before.kind() == SyntaxKind::Dot);
    called_at(db, file, callee.range().end()).or_else(|| match before {
        Some(dot) => by_member(db, file, dot, &name.text()),
        None => by_name(db, file, &callee.text()),
    })
}

/// The call whose callee ends there.
fn called_at(db: &dyn Db, file: SourceFile, end: TextSize) -> Option<Called> {
    let (item, range) = item_at(db, file, end.checked_sub(TextSize::new(1))?)?;
    let end = end.checked_sub(range.start())?;
    let body = &lowered(db, item).body;
    let inference = infer(db, item);
    body.exprs.iter().find_map(|(id, expr)| {
        let Expr::Call { callee, .. } = expr else { return None };
        if body.expr_range(*callee).end() != end {
            return None;
        }
        let declaration = match inference.resolutions.get(callee) {
            Some(Resolution::Item(id)) => Some(id.clone()),
            _ => None,
        };
        let declared = || fitz_analysis::item(db, declaration.as_ref()?).and_then(|it| signature(db, it).clone());
        let signature = inference.callees.get(&id).cloned().or_else(declared)?;
        Some(Called { signature, declaration })
    })
}

/// The types that a value takes which is a function, and whose parameters have no names.
fn of_value(db: &dyn Db, file: SourceFile, name: SyntaxNode<'_>, place: &Arguments<'_>) -> Option<SignatureHelp> {
    let (item, range) = item_at(db, file, name.range().start())?;
    let end = name.range().end().checked_sub(range.start())?;
    let (body, types) = (&lowered(db, item).body, &infer(db, item).expr_types);
    let function = body.exprs.iter().find_map(|(id, _)| match types.get(id)?.without_null() {
        Ty::Function(function) if body.expr_range(id).end() == end => Some(function),
        _ => None,
    })?;
    let last = function.parameters.len().checked_sub(1);
    let rest = last.filter(|_| function.variadic);
    let shown = function.parameters.iter().enumerate().map(|(index, ty)| {
        let dots = if rest == Some(index) { "..." } else { "" };
        (format!("{dots}{ty}"), None)
    });
    let (label, parameters) = listed(format!("fn {}(", name.text()), shown);
    let active = Some(place.index).filter(|index| *index < parameters.len()).or(rest);
    let label = format!("{label}) -> {}", function.result);
    Some(SignatureHelp { label, documentation: None, parameters, active })
}

/// The function of that name, where no call can be seen yet.
fn by_name(db: &dyn Db, file: SourceFile, name: &str) -> Option<Called> {
    let Definition::Item(id) = resolve_name(db, file, name)? else { return None };
    let signature = signature(db, item(db, &id)?).clone()?;
    Some(Called { signature, declaration: Some(id) })
}

/// The method of that name, where no call can be seen yet.
fn by_member(db: &dyn Db, file: SourceFile, dot: SyntaxNode<'_>, name: &str) -> Option<Called> {
    let member = members_after(db, file, dot).into_iter().find(|member| member.name == name)?;
    let MemberKind::Method(signature) = member.kind else { return None };
    let declaration = match member.declaration {
        Some(Resolution::Item(id)) => Some(id),
        _ => None,
    };
    Some(Called { signature, declaration })
}

fn of_call(db: &dyn Db, called: Called, place: &Arguments<'_>) -> SignatureHelp {
    let parameters = &called.signature.parameters;
    let active = match &place.name {
        Some(name) => parameters.iter().position(|parameter| parameter.name == *name),
        None if place.index < parameters.len() => Some(place.index),
        None => parameters.iter().position(|parameter| parameter.is_variadic),
    };
    let declared = called.declaration.as_ref().and_then(|id| item(db, id));
    let asynchronous = if called.signature.is_async { "async " } else { "" };
    help(db, format!("{asynchronous}fn {}", called.signature.name), &called.signature, declared, active)
}

fn help(
    db: &dyn Db,
    head: String,
    signature: &Signature,
    declared: Option<Item<'_>>,
    active: Option<usize>,
) -> SignatureHelp {
    let doc = declared.and_then(|declared| declared.doc(db).as_ref());
    let shown = signature
        .parameters
        .iter()
        .map(|parameter| (parameter.to_string(), doc.and_then(|doc| render::about_argument(doc, &parameter.name))));
    let (mut label, parameters) = listed(head + "(", shown);
    label.push(')');
    if signature.has_result {
        label.push_str(&format!(" -> {}", signature.result));
    }
    SignatureHelp { label, documentation: doc.cloned(), parameters, active }
}

/// Adds parameters and what is said of them to a label.
fn listed(mut label: String, shown: impl Iterator<Item = (String, Option<String>)>) -> (String, Vec<ParameterHelp>) {
    let mut parameters = Vec::new();
    for (text, documentation) in shown {
        if !parameters.is_empty() {
            label.push_str(", ");
        }
        let start = TextSize::of(&*label);
        label.push_str(&text);
        parameters.push(ParameterHelp { range: TextRange::new(start, TextSize::of(&*label)), documentation });
    }
    (label, parameters)
}

/// The parentheses around a place, or the braces of a struct literal, and where in them it is.
struct Arguments<'t> {
    open: SyntaxNode<'t>,
    /// How many commas of these parentheses are before the place.
    index: usize,
    /// The name of the argument there, when it has one.
    name: Option<String>,
    /// The names of it and of those before it, the last one first.
    named: Vec<String>,
}

impl<'t> Arguments<'t> {
    /// The innermost parentheses, or braces of a struct literal, that are open at a place. What is inside of other
    /// brackets, of strings and of comments does not count, and a statement or a block ends the search.
    fn around(root: SyntaxNode<'t>, offset: TextSize) -> Option<Arguments<'t>> {
        let mut closed = 0usize;
        let mut index = 0;
        let word = root.token_at(offset, Bias::Left).filter(|token| token.kind() == SyntaxKind::Identifier);
        let mut end = word.map_or(offset, |word| word.range().end()).max(offset);
        // What follows the token in the text: `name =` and `name :` begin an argument.
        let mut sign =
            root.token_at(after_blanks(root, end), Bias::Right).map(SyntaxNode::kind).filter(|_| word.is_some());
        let mut name = None;
        let mut named = Vec::new();
        while let Some(token) = significant_before(root, end) {
            let token = whole_string(token, offset).unwrap_or(token);
            end = token.range().start();
            match token.kind() {
                SyntaxKind::RParen | SyntaxKind::RBracket | SyntaxKind::RBrace => closed += 1,
                SyntaxKind::LParen if closed == 0 => return Some(Arguments { open: token, index, name, named }),
                SyntaxKind::LBrace if closed == 0 && opens_literal(root, token) => {
                    return Some(Arguments { open: token, index, name, named });
                }
                SyntaxKind::LBracket | SyntaxKind::LBrace if closed == 0 => {
                    let string = token.parent().filter(|parent| parent.kind() == SyntaxKind::Interpolation);
                    if let Some(string) = string.and_then(SyntaxNode::parent) {
                        end = string.range().start();
                    } else if token.kind() == SyntaxKind::LBrace && !opens_map(root, token) {
                        return None;
                    }
                    // What is inside of a list, a map or a text is one argument.
                    index = 0;
                    name = None;
                    named.clear();
                }
                SyntaxKind::LParen | SyntaxKind::LBracket | SyntaxKind::LBrace => closed -= 1,
                SyntaxKind::Comma if closed == 0 => index += 1,
                SyntaxKind::Identifier if closed == 0 && is_name_sign(sign) => {
                    let written = token.text().into_owned();
                    if index == 0 {
                        name = Some(written.clone());
                    }
                    named.push(written);
                }
                kind if closed == 0 && starts_statement(kind) => return None,
                _ => {}
            }
            sign = Some(token.kind());
        }
        None
    }
}

/// The first place from there on that is no white space.
fn after_blanks(root: SyntaxNode<'_>, offset: TextSize) -> TextSize {
    let blanks = root.source().chars_from(offset).take_while(|character| character.is_whitespace());
    offset + blanks.map(TextSize::of).sum::<TextSize>()
}

/// The string that a token is a part of, the outermost one, unless the place is in a value inside of it.
fn whole_string<'t>(token: SyntaxNode<'t>, offset: TextSize) -> Option<SyntaxNode<'t>> {
    let mut found = None;
    for node in token.ancestors() {
        match node.kind() {
            SyntaxKind::StringLiteral | SyntaxKind::ByteString => found = Some(node),
            SyntaxKind::Interpolation if node.range().contains_inclusive(offset) => break,
            _ => {}
        }
    }
    found
}

/// Whether a brace opens a map: that stands where a value is expected. A block and the fields of a type follow something.
fn opens_map(root: SyntaxNode<'_>, brace: SyntaxNode<'_>) -> bool {
    significant_before(root, brace.range().start()).is_some_and(|before| {
        matches!(before.kind(), SyntaxKind::LParen | SyntaxKind::LBracket | SyntaxKind::Comma | SyntaxKind::Colon)
            || before.text_is("=")
    })
}

/// Whether a brace stands behind the name of a type that is no declaration and no result of a function: what such a
/// name means is looked up later.
fn opens_literal(root: SyntaxNode<'_>, brace: SyntaxNode<'_>) -> bool {
    let name = significant_before(root, brace.range().start()).filter(|name| name.kind() == SyntaxKind::Identifier);
    let Some(name) = name.filter(|name| name.text().starts_with(char::is_uppercase)) else { return false };
    let before = significant_before(root, name.range().start()).map(SyntaxNode::kind);
    !matches!(before, Some(SyntaxKind::TypeKeyword | SyntaxKind::Arrow | SyntaxKind::Dot))
}

fn is_name_sign(kind: Option<SyntaxKind>) -> bool {
    matches!(kind, Some(SyntaxKind::Colon | SyntaxKind::Eq))
}

fn starts_statement(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::LetKeyword
            | SyntaxKind::TypeKeyword
            | SyntaxKind::ImportKeyword
            | SyntaxKind::ReturnKeyword
            | SyntaxKind::WhileKeyword
            | SyntaxKind::LoopKeyword
    )
}
