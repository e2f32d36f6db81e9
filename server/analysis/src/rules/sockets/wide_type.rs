//! `ws/wide-type`: one type for two directions that have nothing in common.

use fitz_rules::families::messages::WIDE_TYPE;
use fitz_syntax::{TextRange, TextSize};

use super::kinds::{Kinds, kind_uses};
use super::reception::Received;
use crate::db::{Db, SourceFile};
use crate::diagnostic::{Finding, Fix};
use crate::endpoint::{PushKind, SourcePointer};
use crate::endpoints::push_calls;
use crate::hir::Expr;
use crate::item_tree::{Item, items, resolve_pointer};
use crate::lower::lowered;
use crate::project::{program_modules, programs};
use crate::rules::view::View;
use crate::signatures::{nominal_fields, nominal_item, resolve_type, type_named};
use crate::ty::{Name, Nominal, Ty};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some((function, body)) = view.handler() else { return };
    for annotation in function.parameters.iter().filter_map(|parameter| parameter.ty.as_ref()) {
        let ty = resolve_type(view.db, view.id.file, annotation);
        let Some((Ty::Nominal(message), outgoing)) = ty.frame_types() else { continue };
        if *outgoing != Ty::Nominal(message.clone()) {
            continue;
        }
        // What is passed on travels in both directions.
        let received = Received::of(view);
        let pushes = push_calls(view.db, view.item);
        let is_pushed =
            |id| pushes.iter().any(|push| push.argument.as_ref().is_some_and(|it| it.range == view.range(id)));
        let passes_on = view.within_all(body).into_iter().any(|id| is_pushed(id) && received.is_value(view, id));
        let uses = kind_uses(view.db, view.item);
        let own = nominal_fields(view.db, message)
            .into_iter()
            .find(|field| uses.iter().any(|it| it.message == *message && it.field == field.name));
        let Some(field) = own.filter(|_| !passes_on) else { continue };
        let kinds = Kinds::of(view.db, view.id.file, message, &field.name);
        let is_disjoint = !kinds.set.is_empty()
            && !kinds.asked.is_empty()
            && !kinds.is_computed
            && !kinds.set.iter().any(|set| kinds.asked.contains(set));
        if is_disjoint {
            let text = format!(
                "What `{}` says from the client and from the server has nothing in common: {} here, {} there.",
                message.name,
                shown(&kinds.asked),
                shown(&kinds.set),
            );
            let finding = Finding::new(&WIDE_TYPE, annotation.range, text)
                .hint("Declare a type for each direction: `WsConn<Command, Event>`.");
            found.push(match split(view, annotation.range, message) {
                Some((name, edits)) => finding.fix_elsewhere(title(&name), edits),
                None => finding,
            });
        }
    }
}

/// Gives what a handler sends a type of its own, where its connection has one for both directions: the annotation in the item, and
/// the change of the file.
pub fn split_connection(db: &dyn Db, item: Item<'_>) -> Option<(TextRange, Fix)> {
    let view = View::of(db, item);
    let (function, _) = view.handler()?;
    let annotations = function.parameters.iter().filter_map(|parameter| parameter.ty.as_ref());
    let (annotation, message) = annotations.into_iter().find_map(|annotation| {
        let ty = resolve_type(db, view.id.file, annotation);
        let (Ty::Nominal(message), outgoing) = ty.frame_types()? else { return None };
        (*outgoing == Ty::Nominal(message.clone())).then(|| (annotation.range, message.clone()))
    })?;
    let (name, edits) = split(&view, annotation, &message)?;
    let placed = |(pointer, text): (SourcePointer, String)| {
        let (file, range) = resolve_pointer(db, &pointer)?;
        (file == view.id.file).then_some((range, text))
    };
    let edits = edits.into_iter().map(placed).collect::<Option<_>>()?;
    Some((annotation, Fix { title: title(&name), file: None, edits }))
}

/// A second type for what is sent, with the fields that are set there; what is received keeps the old one. `None` when the
/// type is named anywhere but in its declaration, at the connection, and in messages that are made where they are sent.
fn split(view: &View<'_>, annotation: TextRange, message: &Nominal) -> Option<(String, Vec<(SourcePointer, String)>)> {
    let file = view.id.file;
    let declaration = nominal_item(view.db, message).filter(|_| message.file == file)?;
    let name = free_name(view, &message.name)?;
    let (path, _) = view.socket_path()?;
    let mut edits = vec![(view.pointer(annotation), format!("WsConn<{}, {name}>", message.name))];
    let mut set: Vec<&Name> = Vec::new();
    for item in items(view.db, file) {
        let (sender, lowered) = (item.id(view.db), lowered(view.db, *item));
        for push in push_calls(view.db, *item) {
            let is_own = match &push.path {
                Some((target, _)) => *target == path,
                None => push.kind != PushKind::BroadcastFromAnywhere && sender == view.id,
            };
            let Some(argument) = push.argument.as_ref().filter(|_| is_own) else { continue };
            let literal = lowered.body.exprs.iter().find_map(|(id, expr)| match expr {
                Expr::Struct { name, fields } if lowered.body.expr_range(id) == argument.range => Some((name, fields)),
                _ => None,
            });
            let (written, fields) = literal.filter(|(written, _)| written.name == message.name)?;
            edits.push((SourcePointer { item: sender.clone(), range: written.range }, name.clone()));
            set.extend(fields.iter().map(|field| &field.name.name));
        }
    }
    let times = |file: SourceFile| words(&file.content(view.db).text.to_string(), &message.name);
    let in_annotation = words(view.source(annotation), &message.name);
    // One for the declaration; the first edit is the annotation.
    let is_elsewhere = times(file) != in_annotation + edits.len();
    let mut others = programs(view.db, file).iter().flat_map(|entry| program_modules(view.db, *entry));
    if is_elsewhere || others.any(|module| module.file != file && times(module.file) > 0) {
        return None;
    }
    let text = declaration.text(view.db);
    let lines = nominal_fields(view.db, message).into_iter().filter_map(|field| {
        let is_needed = field.default.is_none() && !matches!(field.ty, Ty::Nullable(_));
        let written = text.get(std::ops::Range::<usize>::from(field.pointer.range))?;
        (is_needed || set.contains(&&field.name)).then(|| format!("    {}\n", written.trim_end_matches(',')))
    });
    let second = format!("\n\ntype {name} {{\n{}}}", lines.collect::<String>());
    let end = TextRange::empty(TextSize::of(&**text));
    edits.push((SourcePointer { item: declaration.id(view.db).clone(), range: end }, second));
    Some((name, edits))
}

fn title(name: &str) -> String {
    format!("Send a type of its own, `{name}`")
}

/// `ChatMsg` becomes `ChatEvent`.
fn free_name(view: &View<'_>, name: &str) -> Option<String> {
    let stem = ["Message", "Msg", "Frame"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    let free = format!("{stem}Event");
    (free != name && type_named(view.db, view.id.file, &free).is_none()).then_some(free)
}

/// How often a text has a word.
fn words(text: &str, word: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|part| *part == word).count()
}

fn shown(values: &[String]) -> String {
    let mut values: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
    values.sort();
    values.dedup();
    values.truncate(3);
    values.join(", ")
}
