//! What a document cannot say because the program does not say it, or says it wrongly.
//!
//! Half a document without a word about the other half misleads. Everything here is told in the description of the document
//! and listed beside it.

use std::collections::HashMap;

use fitz_analysis::hir::TypeRef;
use fitz_analysis::{
    Db, Gap, GapKind, Item, ItemId, ItemKind, Name, Nominal, Origin, Path, Program, SourceFile, SourcePointer,
    file_items, gaps, item, items, lowered, nominal_item, resolve_pointer, stray_decorators,
};
use fitz_syntax::TextRange;

use crate::channel::qualified;

/// Something that the document leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// What is missing and why: a sentence.
    pub message: String,
    /// The place that would have to change.
    pub place: MissingPlace,
}

/// Where something is left out. What is not wrong with a document is no part of it, so this is no position either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MissingPlace {
    /// In an item.
    Item(SourcePointer),
    /// At one of the [`stray_decorators`] of a file, which belong to no item.
    Stray(SourceFile, usize),
}

impl Missing {
    fn at(message: String, pointer: SourcePointer) -> Missing {
        Missing { message, place: MissingPlace::Item(pointer) }
    }

    /// Where the place is now; `None` when it is gone.
    #[must_use]
    pub fn resolve(&self, db: &dyn Db) -> Option<(SourceFile, TextRange)> {
        match &self.place {
            MissingPlace::Item(pointer) => resolve_pointer(db, pointer),
            MissingPlace::Stray(file, index) => {
                file_items(db, *file).stray.get(*index).map(|(_, range)| (*file, *range))
            }
        }
    }
}

/// The decorators that make a channel.
const OF_CHANNELS: [&str; 1] = ["ws"];

/// The decorators that make an operation of HTTP.
const OF_OPERATIONS: [&str; 4] = ["get", "post", "put", "delete"];

/// A decorator of an endpoint that decorates no function, which is what it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct WithoutFunction {
    /// The name of the decorator.
    name: Name,
    /// What is wrong with it: the beginning of a sentence.
    reason: String,
    place: MissingPlace,
}

/// The decorators of endpoints in a file that decorate no function. A query: an edit elsewhere makes no new document.
#[salsa::tracked(returns(ref))]
fn without_function(db: &dyn Db, file: SourceFile) -> Vec<WithoutFunction> {
    let is_wanted = |name: &Name| OF_CHANNELS.iter().chain(&OF_OPERATIONS).any(|it| name == it);
    let mut found = Vec::new();
    for (index, stray) in stray_decorators(db, file).iter().enumerate().filter(|(_, stray)| is_wanted(&stray.name)) {
        let reason = format!("No function can be read after `{}`", stray.text);
        found.push(WithoutFunction { name: stray.name.clone(), reason, place: MissingPlace::Stray(file, index) });
    }
    for item in items(db, file).iter().filter(|item| item.id(db).kind != ItemKind::Function) {
        for decorator in lowered(db, *item).decorators.iter().filter(|it| is_wanted(&it.name.name)) {
            let range = decorator.range;
            let written = item.text(db).get(usize::from(range.start())..usize::from(range.end())).unwrap_or_default();
            let id = item.id(db);
            let reason = format!("`{written}` decorates `{}`, which is no function", id.name);
            let place = MissingPlace::Item(SourcePointer { item: id.clone(), range });
            found.push(WithoutFunction { name: decorator.name.name.clone(), reason, place });
        }
    }
    found
}

/// What such decorators would have made.
fn of_no_function(db: &dyn Db, program: &Program, names: &[&str], what: &str) -> Vec<Missing> {
    let all = program.modules.iter().flat_map(|module| without_function(db, module.file));
    let wanted = all.filter(|it| names.contains(&it.name.as_str()));
    let told =
        wanted.map(|it| Missing { message: format!("{}, so it has no {what}.", it.reason), place: it.place.clone() });
    told.collect()
}

/// What is missing of the `@ws` endpoints and of the types of their frames.
pub(crate) fn of_sockets(db: &dyn Db, program: &Program, types: &[Nominal]) -> Vec<Missing> {
    let mut found = Vec::new();
    let mut served: HashMap<&str, String> = HashMap::new();
    for endpoint in &program.sockets {
        let handler = qualified(&endpoint.module, &endpoint.handler.name);
        match (&endpoint.path, endpoint.address()) {
            (None, _) => {
                let message = format!("The path of `{handler}` cannot be read from the source, so it has no channel.");
                found.push(Missing::at(message, endpoint.decorator.clone()));
                continue;
            }
            (Some(path), None) => {
                found.push(Missing::at(no_address(path, &handler, "channel"), path.pointer.clone()));
                continue;
            }
            (Some(path), Some(address)) => {
                if let Some(first) = served.get(address) {
                    let message = format!("`{handler}` has no channel: `{first}` serves `{address}` already.");
                    found.push(Missing::at(message, path.pointer.clone()));
                    continue;
                }
                served.insert(address, handler.clone());
            }
        }
        match &endpoint.connection {
            None if of_connection(db, &endpoint.handler, &handler, &mut found) => {}
            None => {
                let message = format!("`{handler}` has no `WsConn` parameter, so its messages are not known.");
                found.push(Missing::at(message, endpoint.name.clone()));
            }
            Some(connection) => {
                let Some(item) = item(db, &endpoint.handler) else { continue };
                let of_connection = signature_gaps(db, item).iter().filter(|(at, _)| *at == connection.pointer.range);
                let gaps = of_connection.map(|(_, gap)| told(db, item, gap, &format!("messages of `{handler}`")));
                found.extend(gaps);
            }
        }
    }
    found.extend(of_no_function(db, program, &OF_CHANNELS, "channel"));
    of_types(db, types, &mut found);
    found
}

/// What is wrong with a connection that is there and has no types that could be read. `false` if there is none.
fn of_connection(db: &dyn Db, id: &ItemId, handler: &str, found: &mut Vec<Missing>) -> bool {
    let Some(item) = item(db, id) else { return false };
    let of_connection = signature_gaps(db, item)
        .iter()
        .filter(|(_, gap)| matches!(&gap.kind, GapKind::Arity(name) if name == "WsConn"))
        .map(|(_, gap)| told(db, item, gap, &format!("messages of `{handler}`")));
    let before = found.len();
    found.extend(of_connection);
    found.len() > before
}

/// A path that is there and cannot be written into a document.
fn no_address(path: &Path, handler: &str, what: &str) -> String {
    if path.text.is_empty() {
        return format!("The path of `{handler}` is empty, so it has no {what}.");
    }
    format!("The path `{}` of `{handler}` is no address, so it has no {what}.", path.text)
}

/// What is missing of the HTTP routes and of the types of their values.
pub(crate) fn of_routes(db: &dyn Db, program: &Program, types: &[Nominal]) -> Vec<Missing> {
    let mut found: Vec<Missing> = Vec::new();
    let mut served: HashMap<(&str, &str), String> = HashMap::new();
    for route in &program.routes {
        let handler = qualified(&route.module, &route.handler.name);
        match &route.path {
            None => {
                let message =
                    format!("The path of `{handler}` cannot be read from the source, so it has no operation.");
                found.push(Missing::at(message, route.decorator.clone()));
            }
            Some(path) => match path.address() {
                None => {
                    let message = no_address(path, &handler, "operation");
                    found.push(Missing::at(message, path.pointer.clone()));
                }
                Some(address) => match served.get(&(route.method, address)) {
                    Some(first) => {
                        let method = route.method;
                        let message =
                            format!("`{handler}` has no operation: `{first}` serves `{method} {address}` already.");
                        found.push(Missing::at(message, path.pointer.clone()));
                    }
                    None => {
                        served.insert((route.method, address), handler.clone());
                    }
                },
            },
        }
        let Some(item) = item(db, &route.handler) else { continue };
        let gaps =
            signature_gaps(db, item).iter().map(|(_, gap)| told(db, item, gap, &format!("values of `{handler}`")));
        // A handler with two routes is told about once.
        let new: Vec<Missing> = gaps.filter(|missing| !found.contains(missing)).collect();
        found.extend(new);
    }
    found.extend(of_no_function(db, program, &OF_OPERATIONS, "operation"));
    of_types(db, types, &mut found);
    found
}

/// The sentence in the description of a document, and the list.
pub(crate) fn paragraph(missing: &[Missing]) -> Option<String> {
    if missing.is_empty() {
        return None;
    }
    let lines: Vec<String> = missing.iter().map(|missing| format!("- {}", missing.message)).collect();
    Some(format!("This document is not complete:\n\n{}", lines.join("\n")))
}

fn of_types(db: &dyn Db, types: &[Nominal], found: &mut Vec<Missing>) {
    for nominal in types.iter().filter(|nominal| nominal.file.origin(db) != Origin::StandardLibrary) {
        let Some(item) = nominal_item(db, nominal) else { continue };
        for field in lowered(db, item).fields() {
            let owner = format!("field `{}` of `{}`", field.name.name, nominal.name);
            let gaps = match &field.ty {
                Some(annotation) => gaps(db, nominal.file, annotation),
                None => vec![Gap { kind: GapKind::Missing, range: field.name.range }],
            };
            found.extend(gaps.iter().map(|gap| told(db, item, gap, &owner)));
        }
    }
}

/// What the annotations of a function's parameters and of its result leave open, each gap with the place of its annotation. A
/// query, because no edit in the body changes it.
#[salsa::tracked(returns(ref))]
fn signature_gaps<'db>(db: &'db dyn Db, item: Item<'db>) -> Vec<(TextRange, Gap)> {
    let Some(function) = lowered(db, item).function() else { return Vec::new() };
    let parameters = function.parameters.iter().filter_map(|parameter| parameter.ty.as_ref());
    let gaps = |annotation: &TypeRef| {
        let range = annotation.range;
        gaps(db, item.id(db).file, annotation).into_iter().map(move |gap| (range, gap))
    };
    parameters.chain(&function.return_type).flat_map(gaps).collect()
}

fn told(db: &dyn Db, item: Item<'_>, gap: &Gap, of_what: &str) -> Missing {
    let message = match &gap.kind {
        GapKind::Missing => format!("The {of_what}: a type is not written yet."),
        GapKind::Unknown(name) => format!("The {of_what}: no type `{name}` is known."),
        GapKind::Arity(name) => format!("The {of_what}: `{name}` takes another number of types."),
    };
    Missing::at(message, SourcePointer { item: item.id(db).clone(), range: gap.range })
}
