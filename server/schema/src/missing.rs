//! What a document cannot say because the program does not say it, or says it wrongly.
//!
//! Half a document without a word about the other half misleads. Everything here is told in the description of the document
//! and listed beside it.

use std::collections::HashMap;

use fitz_analysis::hir::{Lowered, TypeRef, TypeRefKind};
use fitz_analysis::{
    Db, GapKind, ItemId, Nominal, Origin, Path, Program, SourcePointer, gaps, item, lowered, nominal_item,
};

use crate::channel::qualified;

/// Something that the document leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// What is missing and why: a sentence.
    pub message: String,
    /// The place that would have to change.
    pub pointer: SourcePointer,
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
                found.push(Missing { message, pointer: endpoint.decorator.clone() });
                continue;
            }
            (Some(path), None) => {
                found.push(Missing { message: no_address(path, &handler, "channel"), pointer: path.pointer.clone() });
                continue;
            }
            (Some(path), Some(address)) => {
                if let Some(first) = served.get(address) {
                    let message = format!("`{handler}` has no channel: `{first}` serves `{address}` already.");
                    found.push(Missing { message, pointer: path.pointer.clone() });
                    continue;
                }
                served.insert(address, handler.clone());
            }
        }
        match &endpoint.connection {
            None if of_connection(db, &endpoint.handler, &handler, &mut found) => {}
            None => {
                let message = format!("`{handler}` has no `WsConn` parameter, so its messages are not known.");
                found.push(Missing { message, pointer: endpoint.name.clone() });
            }
            Some(connection) => {
                let Some(item) = item(db, &endpoint.handler) else { continue };
                let annotations = annotations(lowered(db, item));
                let annotation = annotations.filter(|annotation| annotation.range == connection.pointer.range);
                for annotation in annotation {
                    of_annotation(db, &endpoint.handler, annotation, &format!("messages of `{handler}`"), &mut found);
                }
            }
        }
    }
    of_types(db, types, &mut found);
    found
}

/// What is wrong with a connection that is there and has no types that could be read. `false` if there is none.
fn of_connection(db: &dyn Db, id: &ItemId, handler: &str, found: &mut Vec<Missing>) -> bool {
    let Some(item) = item(db, id) else { return false };
    let is_connection =
        |annotation: &&TypeRef| matches!(&annotation.kind, TypeRefKind::Named(name, _) if name.name == "WsConn");
    let Some(annotation) = annotations(lowered(db, item)).find(is_connection) else { return false };
    let before = found.len();
    of_annotation(db, id, annotation, &format!("messages of `{handler}`"), found);
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
                found.push(Missing { message, pointer: route.decorator.clone() });
            }
            Some(path) => match path.address() {
                None => {
                    let message = no_address(path, &handler, "operation");
                    found.push(Missing { message, pointer: path.pointer.clone() });
                }
                Some(address) => match served.get(&(route.method, address)) {
                    Some(first) => {
                        let method = route.method;
                        let message =
                            format!("`{handler}` has no operation: `{first}` serves `{method} {address}` already.");
                        found.push(Missing { message, pointer: path.pointer.clone() });
                    }
                    None => {
                        served.insert((route.method, address), handler.clone());
                    }
                },
            },
        }
        let Some(item) = item(db, &route.handler) else { continue };
        let mut of_handler = Vec::new();
        for annotation in annotations(lowered(db, item)) {
            of_annotation(db, &route.handler, annotation, &format!("values of `{handler}`"), &mut of_handler);
        }
        // A handler with two routes is told about once.
        of_handler.retain(|missing| !found.contains(missing));
        found.extend(of_handler);
    }
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
        let id = item.id(db);
        for field in lowered(db, item).fields() {
            let owner = format!("field `{}` of `{}`", field.name.name, nominal.name);
            match &field.ty {
                Some(annotation) => of_annotation(db, id, annotation, &owner, found),
                None => {
                    let pointer = SourcePointer { item: id.clone(), range: field.name.range };
                    found.push(Missing { message: format!("The {owner}: a type is not written yet."), pointer });
                }
            }
        }
    }
}

/// The annotations of a function's parameters and of its result.
fn annotations(lowered: &Lowered) -> impl Iterator<Item = &TypeRef> {
    lowered.function().into_iter().flat_map(|function| {
        let parameters = function.parameters.iter().filter_map(|parameter| parameter.ty.as_ref());
        parameters.chain(&function.return_type)
    })
}

fn of_annotation(db: &dyn Db, id: &ItemId, annotation: &TypeRef, of_what: &str, found: &mut Vec<Missing>) {
    for gap in gaps(db, id.file, annotation) {
        let message = match gap.kind {
            GapKind::Missing => format!("The {of_what}: a type is not written yet."),
            GapKind::Unknown(name) => format!("The {of_what}: no type `{name}` is known."),
            GapKind::Arity(name) => format!("The {of_what}: `{name}` takes another number of types."),
        };
        found.push(Missing { message, pointer: SourcePointer { item: id.clone(), range: gap.range } });
    }
}
