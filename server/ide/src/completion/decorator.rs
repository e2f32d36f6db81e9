//! Decorators: their names after `@`, and the names of their arguments.

use fitz_analysis::{
    Builtin, Item, ItemId, SignatureParameter, decorator_declaration, fits_beside, is_unusual_beside, item, items,
    library, lowered, positional_parameters, signature, words_of, zone_names,
};
use fitz_syntax::{SyntaxKind, SyntaxNode, TextRange, ast, ast::AstNode};

use super::{CompletionItem, CompletionKind, Facts, Query, name};

/// The decorators that may stand at a place.
pub(super) fn names(query: &Query<'_>, place: Option<&'static str>) -> Vec<CompletionItem> {
    let everywhere = ["fn", "type", "field"];
    let places = match &place {
        Some(place) => std::slice::from_ref(place),
        None => everywhere.as_slice(),
    };
    let others = beside(query);
    library(query.db)
        .decorators
        .keys()
        .filter_map(|name| {
            let others = || others.iter().map(String::as_str);
            let mut fitting = places.iter().filter(|place| fits_beside(query.db, name, place, others()));
            let (place, id) =
                fitting.find_map(|place| Some((*place, decorator_declaration(query.db, name, place)?)))?;
            let mut item = name_item(query, name, id)?;
            item.facts.is_detour = is_unusual_beside(query.db, name, place, others()) || !can_serve(query, name);
            Some(item)
        })
        .collect()
}

/// Whether the function below has what a decorator needs of it, where that would take more than an argument: a WebSocket endpoint
/// is asynchronous and has a connection. Where nothing stands below yet, everything can be written.
fn can_serve(query: &Query<'_>, name: &str) -> bool {
    let function = own_decorator(query).and_then(SyntaxNode::parent).and_then(ast::FunctionDefinition::cast);
    let Some(function) = function.filter(|function| name == "ws" && function.body().is_some()) else { return true };
    function.syntax().child_of_kind(SyntaxKind::AsyncKeyword).is_some()
}

/// The decorator whose name is at the cursor.
fn own_decorator<'db>(query: &Query<'db>) -> Option<SyntaxNode<'db>> {
    query.name.into_iter().flat_map(SyntaxNode::ancestors).find(|it| it.kind() == SyntaxKind::Decorator)
}

/// The other decorators of the declaration.
fn beside(query: &Query<'_>) -> Vec<String> {
    let Some(own) = own_decorator(query) else { return Vec::new() };
    let declared = own.parent().filter(|parent| parent.kind() != SyntaxKind::SourceFile);
    let all = declared.into_iter().flat_map(|parent| parent.children().filter_map(ast::Decorator::cast));
    all.filter(|other| other.syntax() != own)
        .filter_map(|other| other.name_text().map(|name| name.into_owned()))
        .collect()
}

fn name_item(query: &Query<'_>, name: &str, id: &ItemId) -> Option<CompletionItem> {
    let declared = item(query.db, id)?;
    let signature = signature(query.db, declared).as_ref()?;
    let required: Vec<_> = signature.parameters.iter().filter(|it| it.default.is_none() && !it.is_variadic).collect();
    let arguments: Vec<String> = required
        .iter()
        .enumerate()
        .map(|(index, parameter)| match (index, parameter.ty.is(Builtin::Str)) {
            (_, true) if parameter.name == "path" => format!("\"/${{{}:path}}\"", index + 1),
            (_, true) => format!("\"${{{}:{}}}\"", index + 1, parameter.name),
            _ => format!("${{{}:{}}}", index + 1, parameter.name),
        })
        .collect();
    let snippet = (!arguments.is_empty()).then(|| format!("{name}({})$0", arguments.join(", ")));
    let detail = if signature.parameters.is_empty() {
        format!("@{name}")
    } else {
        format!("@{name}{}", signature.parameters_and_result())
    };
    Some(CompletionItem {
        detail: Some(detail),
        documentation: declared.doc(query.db).clone(),
        is_snippet: snippet.is_some(),
        plain: snippet.is_some().then(|| format!("{name}(")),
        insert: snippet,
        facts: Facts { order: order(query, id), ..Facts::default() },
        declaration: Some(id.clone()),
        ..query.item(name, CompletionKind::Decorator)
    })
}

/// The library declares the decorators that programs need most first.
fn order(query: &Query<'_>, id: &ItemId) -> u16 {
    let place = items(query.db, id.file).iter().position(|item| item.id(query.db) == id);
    place.and_then(|place| u16::try_from(place).ok()).unwrap_or(u16::MAX)
}

/// The keyword arguments of a decorator that are not given yet.
pub(super) fn arguments(query: &Query<'_>, node: SyntaxNode<'_>) -> Vec<CompletionItem> {
    let Some(decorator) = ast::Decorator::cast(node) else { return Vec::new() };
    let declaration = declaration(query, decorator);
    let Some(signature) = declaration.and_then(|it| signature(query.db, it).as_ref()) else { return Vec::new() };
    let given: Vec<String> = decorator
        .arguments()
        .into_iter()
        .flat_map(|list| list.keyword_arguments())
        .filter(|argument| !argument.range().contains_inclusive(query.offset))
        .filter_map(|argument| argument.name_text().map(|name| name.into_owned()))
        .collect();
    let has_value = query.next_char() == Some('=');
    let by_position = declaration.map_or(0, |it| positional_parameters(lowered(query.db, it)));
    let is_named =
        |index: usize, it: &SignatureParameter| it.default.is_some() || index >= by_position && !it.is_variadic;
    let parameters = signature.parameters.iter().enumerate();
    parameters
        .filter(|(index, it)| is_named(*index, it) && !given.iter().any(|name| *name == it.name))
        .map(|(_, parameter)| CompletionItem {
            detail: Some(match &parameter.default {
                Some(default) => format!("{} = {default}", parameter.ty),
                None => parameter.ty.to_string(),
            }),
            facts: Facts { is_missing: parameter.default.is_none(), ..Facts::default() },
            insert: Some(if has_value { parameter.name.to_string() } else { format!("{}=", parameter.name) }),
            ..query.item(parameter.name.as_str(), CompletionKind::Property)
        })
        .collect()
}

/// Whether the argument at the cursor can be another value than a literal. Of an unknown decorator it may.
pub(super) fn takes_values(query: &Query<'_>, node: SyntaxNode<'_>) -> bool {
    let decorator = ast::Decorator::cast(node);
    let Some(declared) = decorator.and_then(|decorator| declaration(query, decorator)) else { return true };
    let literal = [Builtin::Int, Builtin::Float, Builtin::Str, Builtin::Bool, Builtin::Map];
    let parameter = decorator.and_then(|decorator| parameter(query, decorator, declared));
    parameter.is_some_and(|parameter| !literal.into_iter().any(|builtin| parameter.ty.without_null().is(builtin)))
}

/// What the argument at the cursor can be: values, or the literals where these are few.
pub(super) fn values(query: &Query<'_>, node: SyntaxNode<'_>) -> Vec<CompletionItem> {
    if takes_values(query, node) {
        return name::values(query);
    }
    let Some(decorator) = ast::Decorator::cast(node) else { return Vec::new() };
    let Some(declared) = declaration(query, decorator) else { return Vec::new() };
    let Some(parameter) = parameter(query, decorator, declared) else { return Vec::new() };
    if parameter.ty.without_null().is(Builtin::Bool) {
        return ["true", "false"].map(|word| query.item(word, CompletionKind::Keyword)).into();
    }
    let words = words_of(lowered(query.db, declared), &parameter.name).into_iter();
    words.map(|word| query.item(format!("\"{word}\""), CompletionKind::Value)).collect()
}

/// The parameter of a decorator that the cursor gives a value. `None` where only a name can follow.
fn parameter<'db>(
    query: &Query<'db>,
    decorator: ast::Decorator<'_>,
    declared: Item<'db>,
) -> Option<&'db SignatureParameter> {
    let parameters = &signature(query.db, declared).as_ref()?.parameters;
    let arguments = decorator.arguments()?;
    let named = arguments.keyword_arguments().find(|argument| argument.range().contains_inclusive(query.offset));
    if let Some(name) = named.and_then(|argument| argument.name_text()) {
        return parameters.iter().find(|parameter| parameter.name == *name);
    }
    let is_before = |node: &SyntaxNode<'_>| node.range().end() < query.replace.start();
    let values = arguments.syntax().named_children().filter(|node| node.kind() != SyntaxKind::KeywordArgument);
    let index = values.filter(is_before).count();
    if index < positional_parameters(lowered(query.db, declared)) {
        return parameters.get(index);
    }
    parameters.iter().find(|parameter| parameter.is_variadic)
}

/// The words that a text of a decorator can be: `"cascade"` for `on_delete`, the names of time zones for `tz`.
pub(super) fn texts(query: &Query<'_>, string: SyntaxNode<'_>) -> Vec<CompletionItem> {
    let Some(argument) = string.parent().and_then(ast::KeywordArgument::cast) else { return Vec::new() };
    let decorator = string.ancestors().find_map(ast::Decorator::cast);
    let (Some(decorator), Some(name)) = (decorator, argument.name_text()) else { return Vec::new() };
    let Some(declared) = declaration(query, decorator) else { return Vec::new() };
    let words = match &*name {
        "tz" => zone_names().collect(),
        name => words_of(lowered(query.db, declared), name),
    };
    let Some(replace) = content(query, string) else { return Vec::new() };
    words.into_iter().map(|word| CompletionItem { replace, ..query.item(word, CompletionKind::Value) }).collect()
}

/// The text of a string. Of an unclosed one only what is before the cursor is certainly meant.
pub(super) fn content(query: &Query<'_>, string: SyntaxNode<'_>) -> Option<TextRange> {
    let literal = ast::StringLiteral::cast(string)?;
    let content = literal.content_range();
    let end = if literal.is_closed() { content.end() } else { query.offset };
    // The cursor may stand between the three quotes that begin a text.
    (content.start() <= end).then(|| TextRange::new(content.start(), end))
}

fn declaration<'db>(query: &Query<'db>, decorator: ast::Decorator<'_>) -> Option<Item<'db>> {
    let place = match decorator.syntax().parent().map(|parent| parent.kind()) {
        Some(SyntaxKind::TypeDefinition) => "type",
        Some(SyntaxKind::FieldDefinition) => "field",
        _ => "fn",
    };
    item(query.db, decorator_declaration(query.db, &decorator.name_text()?, place)?)
}
