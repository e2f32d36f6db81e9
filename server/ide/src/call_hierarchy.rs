//! Call hierarchy. Functions and methods of the user's programs are its items. A broadcast is a call of the handler whose
//! clients it reaches, although nothing in the text says so: the path does.

use std::collections::BTreeMap;

use fitz_analysis::hir::{Body, Expr, ExprId};
use fitz_analysis::{
    Db, Item, ItemId, ItemKind, Origin, PathRole, PushKind, Resolution, SourceFile, endpoints_at,
    endpoints_of_connections, infer, item, item_at, item_range, items, lowered, push_calls, sockets_of_handler,
};
use fitz_syntax::{TextRange, TextSize};

use crate::definition::{NavigationTarget, item_target};
use crate::endpoint_path::{occurrences, path_at};
use crate::references::{names_of_item, user_files};
use crate::symbol::{Symbol, symbol_at};
use crate::symbols::endpoints_of_handler;

/// Something that calls or is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallItem {
    /// The name; the file's for a statement at top level.
    pub name: String,
    /// The endpoint that a handler serves (`@ws /chat`), or the type of a method.
    pub detail: Option<String>,
    /// What it is.
    pub kind: CallItemKind,
    /// Where it is declared.
    pub target: NavigationTarget,
}

/// What a [`CallItem`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CallItemKind {
    Function,
    Method,
    /// The handler of an endpoint.
    Handler,
    /// The top level of a file.
    Module,
}

/// An edge of the hierarchy: who is at its other end, and the places in the caller's file that make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The other end.
    pub item: CallItem,
    /// The names of what is called, and the paths of broadcasts, in the caller.
    pub ranges: Vec<TextRange>,
}

/// The functions that stand at `offset`. A path string, and `@ws`, stand for the handler.
pub fn prepare_call_hierarchy(db: &dyn Db, file: SourceFile, offset: TextSize) -> Vec<CallItem> {
    functions_at(db, file, offset).iter().filter_map(|id| call_item(db, id)).collect()
}

/// Who calls the function whose name stands at `offset`, by file and in the order of the text.
pub fn incoming_calls(db: &dyn Db, file: SourceFile, offset: TextSize) -> Vec<Call> {
    let mut edges = Edges::default();
    for called in functions_at(db, file, offset) {
        for caller in user_files(db) {
            let names = names_of_item(db, caller, &called);
            for item in items(db, caller) {
                if names.iter().any(|name| item.text(db).contains(name.as_str())) {
                    let calls = calls(db, *item).into_iter().filter(|(_, id)| *id == called);
                    edges.extend(db, *item, item.id(db), calls.map(|(range, _)| range));
                }
            }
        }
        for (_, socket) in sockets_of_handler(db, &called) {
            for push in socket.pushes.iter().filter(|push| push.kind != PushKind::Send) {
                if let (Some(caller), Some(source)) = (item(db, &push.sender), push.source(db)) {
                    let range = source.path.as_ref().map_or(source.call.range, |(_, literal)| literal.range);
                    edges.extend(db, caller, &push.sender, [range]);
                }
            }
        }
    }
    edges.finish(db)
}

/// What the function whose name stands at `offset` calls. What belongs to Fitz itself is left out.
pub fn outgoing_calls(db: &dyn Db, file: SourceFile, offset: TextSize) -> Vec<Call> {
    let mut edges = Edges::default();
    for caller in functions_at(db, file, offset) {
        let Some(found) = item(db, &caller) else { continue };
        for (range, called) in calls(db, found) {
            if called.file.origin(db) == Origin::Project {
                edges.extend(db, found, &called, [range]);
            }
        }
        for push in push_calls(db, found).iter().filter(|push| push.kind != PushKind::Send) {
            let handlers: Vec<ItemId> = match &push.path {
                Some((path, _)) => {
                    endpoints_at(db, caller.file, path).into_iter().map(|socket| socket.handler.clone()).collect()
                }
                None => endpoints_of_connections(db, found).into_iter().map(|socket| socket.handler.clone()).collect(),
            };
            if push.kind == PushKind::Broadcast || push.path.is_some() {
                let range = push.path.as_ref().map_or(push.call.range, |(_, literal)| literal.range);
                handlers.iter().for_each(|handler| edges.extend(db, found, handler, [range]));
            }
        }
    }
    edges.finish(db)
}

/// The functions that a place stands for.
fn functions_at(db: &dyn Db, file: SourceFile, offset: TextSize) -> Vec<ItemId> {
    let is_function =
        |id: &ItemId| matches!(id.kind, ItemKind::Function | ItemKind::Method) && id.file.origin(db) == Origin::Project;
    match symbol_at(db, file, offset) {
        Some(found) => match found.symbol {
            Symbol::Item(id) | Symbol::Method(id, _) => Some(id).filter(is_function).into_iter().collect(),
            Symbol::Decorator(id) if id.name == "ws" => {
                let handler = item_at(db, file, found.range.start()).map(|(item, _)| item.id(db).clone());
                handler.filter(is_function).into_iter().collect()
            }
            _ => Vec::new(),
        },
        None => match path_at(db, file, offset) {
            Some((_, path)) => {
                let mut handlers: Vec<ItemId> = Vec::new();
                for it in occurrences(db, file, &path).into_iter().filter(|it| it.role == PathRole::Declaration) {
                    if !handlers.contains(&it.item) {
                        handlers.push(it.item);
                    }
                }
                handlers
            }
            None => Vec::new(),
        },
    }
}

/// The calls in an item: the name of what is called (relative to the item), and what it is.
fn calls(db: &dyn Db, item: Item<'_>) -> Vec<(TextRange, ItemId)> {
    let (lowered, inference) = (lowered(db, item), infer(db, item));
    let mut found = Vec::new();
    for (_, expr) in lowered.body.exprs.iter() {
        let Expr::Call { callee, .. } = expr else { continue };
        if let Some(Resolution::Item(called)) = inference.resolutions.get(callee)
            && matches!(called.kind, ItemKind::Function | ItemKind::Method)
        {
            found.push((name_range(&lowered.body, *callee), called.clone()));
        }
    }
    found.sort_by_key(|(range, _)| range.start());
    found
}

fn name_range(body: &Body, callee: ExprId) -> TextRange {
    match &body.exprs[callee] {
        Expr::Field { name, .. } => name.range,
        _ => body.expr_range(callee),
    }
}

/// Edges by their other end, each with absolute ranges.
#[derive(Default)]
struct Edges {
    ends: Vec<ItemId>,
    ranges: BTreeMap<usize, Vec<TextRange>>,
}

impl Edges {
    /// Adds ranges of `caller` (relative to it) to the edge with this other end.
    fn extend(&mut self, db: &dyn Db, caller: Item<'_>, end: &ItemId, ranges: impl IntoIterator<Item = TextRange>) {
        let Some(start) = item_range(db, caller).map(TextRange::start) else { return };
        for range in ranges.into_iter().filter_map(|range| range.checked_add(start)) {
            let index = self.ends.iter().position(|known| known == end).unwrap_or_else(|| {
                self.ends.push(end.clone());
                self.ends.len() - 1
            });
            let here = self.ranges.entry(index).or_default();
            // A handler that several programs serve is found once for each.
            if !here.contains(&range) {
                here.push(range);
            }
        }
    }

    fn finish(self, db: &dyn Db) -> Vec<Call> {
        let call = |(index, mut ranges): (usize, Vec<TextRange>)| {
            ranges.sort_by_key(|range| range.start());
            Some(Call { item: call_item(db, self.ends.get(index)?)?, ranges })
        };
        self.ranges.into_iter().filter_map(call).collect()
    }
}

fn call_item(db: &dyn Db, id: &ItemId) -> Option<CallItem> {
    let endpoints = endpoints_of_handler(db, id);
    let endpoint = (!endpoints.is_empty()).then(|| endpoints.join(", "));
    let (name, kind) = match id.kind {
        ItemKind::Function if endpoint.is_some() => (id.name.to_string(), CallItemKind::Handler),
        ItemKind::Function => (id.name.to_string(), CallItemKind::Function),
        ItemKind::Method => (id.name.to_string(), CallItemKind::Method),
        _ => (id.file.path(db).file_name().to_owned(), CallItemKind::Module),
    };
    let detail = endpoint.or_else(|| id.owner.as_ref().map(ToString::to_string));
    Some(CallItem { name, detail, kind, target: item_target(db, id)? })
}
