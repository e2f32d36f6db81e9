//! Parameters that must have one name: those of all handlers whose paths have them at the same place.

use fitz_analysis::hir::Parameter;
use fitz_analysis::{Db, HttpRoute, ItemId, item, lowered, program_surface, programs};
use fitz_syntax::TextRange;

use crate::references::Target;

/// The local itself, and when a path fills it the parameters of other handlers that stand behind the same beginning of a path: the
/// server tells `/orders/{id}` and `/orders/{number}/lines` apart by nothing.
pub(super) fn with_siblings(db: &dyn Db, id: &ItemId, declared: TextRange) -> Vec<Target> {
    let mut found = vec![Target::Local(id.clone(), declared)];
    let Some(name) = parameter(db, id, |it| it.name.range == declared).map(|it| it.name.name.to_string()) else {
        return found;
    };
    let surfaces = programs(db, id.file).iter().map(|entry| program_surface(db, *entry));
    let routes: Vec<&HttpRoute> = surfaces.flat_map(|surface| &surface.routes).collect();
    let mut pending = vec![id.clone()];
    while let Some(handler) = pending.pop() {
        for beginning in routes.iter().filter(|it| it.handler == handler).filter_map(|it| beginning(it, &name)) {
            for other in routes.iter().filter(|it| text(it).starts_with(beginning)) {
                let Some(sibling) = parameter(db, &other.handler, |it| it.name.name == name) else { continue };
                let target = Target::Local(other.handler.clone(), sibling.name.range);
                if !found.contains(&target) {
                    found.push(target);
                    pending.push(other.handler.clone());
                }
            }
        }
    }
    found
}

/// The path of a route up to a parameter, with it.
fn beginning<'a>(route: &'a HttpRoute, name: &str) -> Option<&'a str> {
    let path = text(route);
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    let parameter = format!("{{{name}}}");
    path.get(..path.find(&parameter)? + parameter.len())
}

fn text(route: &HttpRoute) -> &str {
    route.path.as_ref().map_or("", |path| &path.text)
}

fn parameter<'db>(db: &'db dyn Db, id: &ItemId, is_it: impl Fn(&&Parameter) -> bool) -> Option<&'db Parameter> {
    lowered(db, item(db, id)?).function()?.parameters.iter().find(is_it)
}
