//! Asks for a user before a handler runs.

use fitz_analysis::{Builtin, Item, Nominal, Ty, item_range, items, lowered, program, programs, signature};
use fitz_syntax::TextRange;

use super::{Assist, Entry, Place};

/// The decorators that make a function a handler.
const HANDLERS: [&str; 5] = ["get", "post", "put", "delete", "ws"];
/// Those that say who may call it.
const ACCESS: [&str; 3] = ["authenticated", "admin", "requires"];

pub(super) const ENTRY: Entry = Entry { kind: "refactor.rewrite.authenticate", keeps_meaning: false, find: assist };

/// At the decorators or the signature of a handler that anybody can reach, in a program that can tell who it is.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let function = place.lowered.function()?;
    let has = |names: &[&str]| place.lowered.decorators.iter().any(|it| names.contains(&it.name.name.as_str()));
    let is_at = function.body.is_some_and(|body| place.selected.end() <= place.range(body).start());
    if !has(&HANDLERS) || has(&ACCESS) || !is_at {
        return None;
    }
    let user = user(place)?;
    let first = place.lowered.decorators.first()?.range;
    let indent = place.indent(first.start())?;
    let mut edits = vec![(TextRange::empty(first.start()), format!("@authenticated\n{indent}"))];
    let is_there =
        function.parameters.iter().any(|it| *place.inference.pat_type(it.pattern) == Ty::Nominal(user.clone()));
    if !is_there {
        if function.parameters.iter().any(|it| it.name.name == "user" || it.default.is_some() || it.is_variadic) {
            return None;
        }
        edits.push(match function.parameters.last() {
            Some(last) => (TextRange::empty(last.range.end()), format!(", user: {}", user.name)),
            None => (function.parameters_range, format!("(user: {})", user.name)),
        });
    }
    place.assist("Ask for a user", edits)
}

/// The user that the provider of the program gives, when the file can name it. A provider has to stand above the handlers.
fn user(place: &Place<'_>) -> Option<Nominal> {
    let (provider, user) = provided(place)?;
    let is_above = provider.id(place.db).file != place.file
        || item_range(place.db, provider).is_some_and(|range| range.end() <= place.item_range.start());
    (is_above && place.is_writable(&Ty::Nominal(user.clone()))).then_some(user)
}

/// The first provider of the programs that the file belongs to, and the user that it gives.
pub(super) fn provided<'db>(place: &Place<'db>) -> Option<(Item<'db>, Nominal)> {
    let mut files = vec![place.file];
    for entry in programs(place.db, place.file) {
        files.extend(program(place.db, *entry).modules.iter().map(|module| module.file));
    }
    let is_provider = |item: &Item<'_>| lowered(place.db, *item).decorators_named("auth_provider").next().is_some();
    let provider = files.iter().flat_map(|file| items(place.db, *file)).copied().find(is_provider)?;
    match signature(place.db, provider).as_ref()?.result.arguments_of(Builtin::Result)?.first()? {
        Ty::Nominal(user) => Some((provider, user.clone())),
        _ => None,
    }
}
