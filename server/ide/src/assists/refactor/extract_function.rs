//! Makes a function of an expression or of some statements.

use fitz_analysis::hir::ExprId;
use fitz_analysis::{Builtin, Inference, Local, LocalId, Resolution, Ty};
use fitz_syntax::{Field, SyntaxKind, SyntaxNode, TextRange, TextSize};

use super::super::{Assist, Entry, Place};
use super::extract_variable::{is_free_to_move, is_worth_a_name, suggested_name};
use super::nodes::{indent_of, is_expression};

pub(super) const ENTRY: Entry = Entry { kind: "refactor.extract.function", keeps_meaning: true, find: assist };

const TITLE: &str = "Extract into a function";

/// At a selected expression, or at whole statements that are selected.
fn assist(place: &Place<'_>) -> Option<Assist> {
    if place.selected.is_empty() || !place.is_function() {
        return None;
    }
    let extracted = match place.selected_expression() {
        Some(node) => Extracted::expression(place, node)?,
        None => Extracted::statements(place)?,
    };
    if let Some(reason) = extracted.obstacle(place) {
        return place.refusal(TITLE, reason);
    }
    let name = place.fresh_name(&extracted.name)?;
    let parameters = extracted.parameters(place)?;
    let assigned = extracted.assigned(place)?;
    let results = match assigned.as_slice() {
        [] => extracted.results(place)?,
        [_] if extracted.results(place)?.is_empty() => assigned.clone(),
        _ => return place.refusal(TITLE, "More than one of its variables is used below."),
    };
    if !assigned.iter().all(|it| parameters.iter().any(|known| known.range == it.range)) {
        return None;
    }
    let (declared, call) = signature(place, &extracted, &name, &parameters);
    let function = match (&extracted.value, results.as_slice()) {
        (Some(ty), []) => format!("{declared} -> {ty} => {}", extracted.source(place)),
        (None, []) => format!("{declared} {{\n{}\n}}", extracted.body(place)),
        (None, [result]) if place.is_writable(&result.ty) => {
            let body = extracted.body(place);
            format!("{declared} -> {} {{\n{body}\n    return {}\n}}", result.ty, result.name)
        }
        _ => return place.refusal(TITLE, "More than one of its variables is used below."),
    };
    let replacement = match results.as_slice() {
        [result] if assigned.is_empty() => format!("let {} = {call}", result.name),
        [result] => format!("{} = {call}", result.name),
        _ => call,
    };
    let end = TextRange::empty(place.item_range.end());
    let edits = vec![(extracted.range, replacement), (end, format!("\n\n{function}"))];
    place.change(&format!("{TITLE} `{name}`"), edits)
}

/// `async fn name(a: A)` and `name(a).await`.
fn signature(place: &Place<'_>, extracted: &Extracted<'_>, name: &str, parameters: &[&Local]) -> (String, String) {
    let declared: Vec<String> = parameters
        .iter()
        .map(|local| match place.is_writable(&local.ty) {
            true => format!("{}: {}", local.name, local.ty),
            false => local.name.to_string(),
        })
        .collect();
    let given: Vec<&str> = parameters.iter().map(|local| local.name.as_str()).collect();
    let waits = extracted.any(|node| node.kind() == SyntaxKind::AwaitExpression);
    let (word, wait) = if waits { ("async ", ".await") } else { ("", "") };
    (format!("{word}fn {name}({})", declared.join(", ")), format!("{name}({}){wait}", given.join(", ")))
}

/// What becomes the body.
struct Extracted<'t> {
    range: TextRange,
    nodes: Vec<SyntaxNode<'t>>,
    name: String,
    /// The type of an expression.
    value: Option<Ty>,
}

impl<'t> Extracted<'t> {
    fn expression(place: &'t Place<'_>, node: SyntaxNode<'t>) -> Option<Extracted<'t>> {
        let ty = place.type_of(node).clone();
        if !is_worth_a_name(place, node) || !place.is_writable(&ty) || is_literal(node) {
            return None;
        }
        let name = format!("get_{}", suggested_name(node));
        Some(Extracted { range: node.range(), nodes: vec![node], name, value: Some(ty) })
    }

    /// The statements of a block that are selected as a whole.
    fn statements(place: &'t Place<'_>) -> Option<Extracted<'t>> {
        let selection = place.selection();
        let around = place.tree.root().covering(selection);
        let block = around.ancestors().find(|node| node.kind() == SyntaxKind::Block)?;
        let touched = |node: &SyntaxNode<'_>| node.range().intersect(selection).is_some_and(|it| !it.is_empty());
        let nodes: Vec<SyntaxNode<'_>> = block.named_children().filter(touched).collect();
        let range = nodes.first()?.range().cover(nodes.last()?.range());
        let is_code = nodes.iter().any(|node| !node.is_comment());
        let is_whole = selection.contains_range(range) && block.range().contains_range(selection);
        let can_move = nodes.iter().all(|node| is_free_to_move(place, *node));
        let starts_line = nodes.first().is_some_and(|node| super::nodes::is_first_on_line(*node));
        (is_code && is_whole && can_move && starts_line).then(|| Extracted {
            range,
            nodes,
            name: "step".to_owned(),
            value: None,
        })
    }

    fn any(&self, test: impl Fn(SyntaxNode<'t>) -> bool) -> bool {
        self.nodes.iter().any(|node| node.descendants().any(&test))
    }

    /// Why it cannot be in a function of its own.
    fn obstacle(&self, place: &Place<'_>) -> Option<&'static str> {
        use SyntaxKind as K;
        let leaves = |node: SyntaxNode<'_>| match node.kind() {
            K::ReturnStatement | K::TryExpression | K::BreakStatement | K::ContinueStatement => true,
            K::FunctionDefinition | K::ImportStatement | K::FromImportStatement | K::TypeDefinition => true,
            _ => node.is_missing(),
        };
        if self.any(leaves) {
            return Some(
                "It leaves the code around it, with `return`, `?`, `break` or the like, or declares something.",
            );
        }
        let lines_of_text = |node: SyntaxNode<'_>| {
            matches!(node.kind(), K::StringLiteral | K::BlockComment) && node.text().contains('\n')
        };
        if self.value.is_none() && self.any(lines_of_text) {
            return Some("It has a text of several lines.");
        }
        let relative = self.relative(place)?;
        let talks = uses(place.inference, place).iter().any(|(range, _, _, local)| {
            relative.contains_range(*range) && local.ty.is(Builtin::WsConn) && !relative.contains_range(local.range)
        });
        let assigned = self.assigned(place)?;
        let is_shared = assigned.iter().any(|local| is_in_closure(place, local));
        if assigned.len() > 1 || is_shared || (self.value.is_some() && !assigned.is_empty()) {
            return Some("It gives another value to a variable of the code around it.");
        }
        talks.then_some("It uses the connection: what an endpoint sends is read from its handler.")
    }

    /// The variables of the code around it that get another value in it.
    fn assigned<'p>(&self, place: &'p Place<'_>) -> Option<Vec<&'p Local>> {
        let relative = self.relative(place)?;
        let is_written_inside = |it: &&Local| {
            let is_declared_inside = relative.contains_range(it.range);
            !is_declared_inside && writes(place, it).iter().any(|range| relative.contains_range(*range))
        };
        Some(place.inference.locals.iter().filter(is_written_inside).collect())
    }

    /// Its range in the item.
    fn relative(&self, place: &Place<'_>) -> Option<TextRange> {
        self.range.checked_sub(place.item_range.start())
    }

    /// The variables from outside, in the order of their first use. `None` when one of them cannot be handed over.
    fn parameters<'p>(&self, place: &'p Place<'_>) -> Option<Vec<&'p Local>> {
        let relative = self.relative(place)?;
        let mut found: Vec<(TextSize, LocalId, &Local)> = Vec::new();
        for (range, expr, id, local) in uses(place.inference, place) {
            let is_outer = relative.contains_range(range) && !relative.contains_range(local.range);
            if is_outer && !found.iter().any(|(_, known, _)| *known == id) {
                let is_plain =
                    matches!(local.kind, fitz_analysis::LocalKind::Parameter | fitz_analysis::LocalKind::Variable);
                // Where more is known of a variable than its type says, the function would know less.
                let is_as_declared = *place.inference.expr_type(expr) == local.ty;
                (is_plain && is_as_declared && !local.ty.is(Builtin::DbConn)).then_some(())?;
                found.push((range.start(), id, local));
            }
        }
        found.sort_by_key(|(start, ..)| *start);
        // Two variables of one name would be one parameter.
        let names: std::collections::BTreeSet<&str> = found.iter().map(|(.., local)| local.name.as_str()).collect();
        (names.len() == found.len()).then(|| found.into_iter().map(|(.., local)| local).collect())
    }

    /// The variables that it declares and that are used behind it.
    fn results<'p>(&self, place: &'p Place<'_>) -> Option<Vec<&'p Local>> {
        let relative = self.relative(place)?;
        let mut found: Vec<&Local> = Vec::new();
        for (range, _, _, local) in uses(place.inference, place) {
            let is_used_behind = relative.contains_range(local.range) && range.start() >= relative.end();
            if is_used_behind && !found.iter().any(|known| known.range == local.range) {
                found.push(local);
            }
        }
        Some(found)
    }

    fn source(&self, place: &Place<'_>) -> String {
        place.tree.text().slice(self.range).into_owned()
    }

    /// The statements, one level deep.
    fn body(&self, place: &Place<'_>) -> String {
        let indent = self.nodes.first().map(|node| indent_of(*node)).unwrap_or_default();
        let source = self.source(place);
        let lines = source.split('\n').map(|line| {
            let line = line.strip_prefix(indent.as_str()).unwrap_or(line);
            if line.trim().is_empty() { String::new() } else { format!("    {line}") }
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// The places where local variables are used, in the order of the text.
fn uses<'p>(inference: &'p Inference, place: &Place<'_>) -> Vec<(TextRange, ExprId, LocalId, &'p Local)> {
    let mut found: Vec<_> = inference
        .resolutions
        .iter()
        .filter_map(|(id, resolution)| match resolution {
            Resolution::Local(local) => Some((place.range(*id), *id, *local, inference.local(*local)?)),
            _ => None,
        })
        .collect();
    found.sort_by_key(|(range, _, local, _)| (range.start(), *local));
    found
}

/// The names on the left of the assignments that change a variable, or what is in it.
fn writes(place: &Place<'_>, local: &Local) -> Vec<TextRange> {
    let targets = place
        .tree
        .root()
        .descendants()
        .filter(|node| matches!(node.kind(), SyntaxKind::Assignment | SyntaxKind::AugmentedAssignment));
    let names = targets.filter_map(|node| node.field(Field::Target)).filter(|it| it.kind() == SyntaxKind::Identifier);
    names
        .filter(|name| name.text_is(&local.name))
        .filter_map(|name| name.range().checked_sub(place.item_range.start()))
        .filter(|range| local.scope.contains_range(*range))
        .collect()
}

/// Whether a function inside of the item sees the variable: it sees its later values, too.
fn is_in_closure(place: &Place<'_>, local: &Local) -> bool {
    let is_inner = |it: &SyntaxNode<'_>| {
        let is_function = matches!(it.kind(), SyntaxKind::Closure | SyntaxKind::FunctionDefinition);
        is_function && it.range().end() < place.item_range.end() && place.item_range.contains_range(it.range())
    };
    let mut inner = place.tree.root().descendants().filter(is_inner);
    inner.any(|function| {
        let mut names = function.descendants().filter(|it| it.kind() == SyntaxKind::Identifier);
        names.any(|name| name.text_is(&local.name))
    })
}

fn is_literal(node: SyntaxNode<'_>) -> bool {
    !node.descendants().any(|it| it.kind() == SyntaxKind::Identifier && is_expression(it))
}
