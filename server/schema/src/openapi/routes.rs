//! The routes that have a place in the document, with their names.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use fitz_analysis::{Db, HttpRoute, ItemId, Program};

use crate::channel::qualified;
use crate::names::free_key;

/// A route with a path.
pub(super) struct Route<'a> {
    /// The path without its query: the key under `paths`.
    pub(super) path: &'a str,
    /// The key in the path item, e.g. `get`.
    pub(super) verb: &'static str,
    /// Where it comes from.
    pub(super) route: &'a HttpRoute,
    /// A name that no other operation has.
    pub(super) operation_id: String,
    /// The module of the handler, when the handlers of the program are in several.
    pub(super) tag: Option<String>,
}

/// The verbs in the order in which a path lists them.
const VERBS: [(&str, &str); 4] = [("GET", "get"), ("POST", "post"), ("PUT", "put"), ("DELETE", "delete")];

/// The routes of a program by path and verb. Of two on one path with one verb the first is taken; one without a readable path
/// has no place. Both are findings of the analysis.
pub(super) fn routes<'a>(db: &dyn Db, program: &'a Program) -> Vec<Route<'a>> {
    let mut seen = HashSet::new();
    let kept: Vec<(&str, usize, &HttpRoute)> = program
        .routes
        .iter()
        .filter_map(|route| {
            let path = route.path.as_ref()?.address()?;
            let rank = VERBS.iter().position(|(method, _)| *method == route.method)?;
            seen.insert((path, rank)).then_some((path, rank, route))
        })
        .collect();
    let handlers: Vec<&HttpRoute> = kept.iter().map(|(.., route)| *route).collect();
    let names = handler_names(&handlers);
    let mut per_handler: HashMap<&ItemId, usize> = HashMap::new();
    for route in &handlers {
        *per_handler.entry(&route.handler).or_default() += 1;
    }
    let has_several_modules = handlers.iter().map(|route| &route.module).collect::<HashSet<_>>().len() > 1;
    let mut taken = BTreeSet::new();
    let mut routes = BTreeMap::new();
    for (path, rank, route) in kept {
        let Some((_, verb)) = VERBS.get(rank) else { continue };
        let name = names.get(&route.handler).cloned().unwrap_or_default();
        let is_shared = per_handler.get(&route.handler).is_some_and(|count| *count > 1);
        let wish = if is_shared { format!("{name}_{verb}") } else { name };
        let operation_id = free_key(&wish, &taken);
        taken.insert(operation_id.clone());
        let tag = has_several_modules.then(|| match route.module.as_str() {
            "" => program.entry.path(db).file_stem().to_owned(),
            module => module.to_owned(),
        });
        routes.insert((path, rank), Route { path, verb, route, operation_id, tag });
    }
    routes.into_values().collect()
}

/// What handlers are called: by their name, those of later modules by `module.name` when the name is taken.
fn handler_names(routes: &[&HttpRoute]) -> HashMap<ItemId, String> {
    let mut owners: HashMap<&str, &ItemId> = HashMap::new();
    let mut names = HashMap::new();
    // The entry's handlers keep their names, whatever is loaded before them.
    let in_entry = routes.iter().filter(|route| route.module.is_empty());
    for route in in_entry.chain(routes.iter().filter(|route| !route.module.is_empty())) {
        let name = route.handler.name.as_str();
        let owner = *owners.entry(name).or_insert(&route.handler);
        let called = if *owner == route.handler { name.to_owned() } else { qualified(&route.module, name) };
        names.insert(route.handler.clone(), called);
    }
    names
}
