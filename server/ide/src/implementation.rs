//! Go to implementation: the functions that do what a name stands for.

use fitz_analysis::hir::{Decorator, Expr, Lowered};
use fitz_analysis::{
    Db, ItemId, ItemKind, Nominal, PathRole, SourceFile, Ty, item, item_at, items, lowered, resolve_type,
};
use fitz_syntax::{TextRange, TextSize};

use crate::definition::{NavigationTarget, item_target};
use crate::endpoint_path::occurrences;
use crate::references::{ReferenceKind, SearchScope, Target, references_of, target_at, user_files};
use crate::symbol::{Tag, TagKind};

/// The functions behind what stands at `offset`, and its range: the handlers of a path; of a component, or of the type of its
/// state, the functions that draw it and react to its events; of the type of a user, the provider that makes it; of a flag, the
/// functions that it switches.
pub fn implementation(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<(TextRange, Vec<NavigationTarget>)> {
    let (range, target) = target_at(db, file, offset)?;
    let functions = match &target {
        Target::Path(path) => {
            let declared = occurrences(db, file, path).into_iter().filter(|it| it.role == PathRole::Declaration);
            declared.map(|it| it.item).collect()
        }
        Target::Tag(home, tag) => functions_of_tag(db, *home, tag),
        Target::Item(id) if id.kind == ItemKind::Type => functions_of_type(db, id),
        _ => return None,
    };
    let mut targets: Vec<NavigationTarget> = Vec::new();
    for target in functions.iter().filter_map(|id| item_target(db, id)) {
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    (!targets.is_empty()).then_some((range, targets))
}

/// The functions whose decorators name a component or a flag.
fn functions_of_tag(db: &dyn Db, home: SourceFile, tag: &Tag) -> Vec<ItemId> {
    let places = references_of(db, home, &Target::Tag(home, tag.clone()), SearchScope::Everywhere);
    let uses = places.into_iter().filter(|place| place.kind != ReferenceKind::Declaration);
    uses.filter_map(|place| Some(item_at(db, place.file, place.range.start())?.0.id(db).clone())).collect()
}

fn functions_of_type(db: &dyn Db, id: &ItemId) -> Vec<ItemId> {
    let Some(declaration) = item(db, id) else { return Vec::new() };
    let declaration = lowered(db, declaration);
    let components = declaration.decorators_named("live_component").filter_map(|it| first_text(declaration, it));
    let tag = |name: &str| Tag { kind: TagKind::Component, name: name.into() };
    let mut functions: Vec<ItemId> = components.flat_map(|name| functions_of_tag(db, id.file, &tag(name))).collect();
    functions.extend(providers(db, &Nominal { file: id.file, name: id.name.clone() }));
    functions
}

/// The functions that make the user of a request from its headers, of this type.
pub(crate) fn providers(db: &dyn Db, user: &Nominal) -> Vec<ItemId> {
    let mut found = Vec::new();
    for file in user_files(db) {
        for candidate in items(db, file) {
            let lowered = lowered(db, *candidate);
            let mut decorators = lowered.decorators_named("auth_provider");
            let result = lowered.function().and_then(|function| function.return_type.as_ref());
            if let (Some(_), Some(result)) = (decorators.next(), result)
                && makes(&resolve_type(db, file, result), user)
            {
                found.push(candidate.id(db).clone());
            }
        }
    }
    found
}

/// Whether a result of this type holds the user.
fn makes(ty: &Ty, user: &Nominal) -> bool {
    match ty {
        Ty::Nominal(nominal) => nominal == user,
        Ty::Builtin(_, parts) => parts.first().is_some_and(|part| makes(part, user)),
        _ => false,
    }
}

fn first_text<'a>(lowered: &'a Lowered, decorator: &Decorator) -> Option<&'a str> {
    match &lowered.body.exprs[decorator.positional().next()?.value] {
        Expr::Str(literal) => literal.plain(),
        _ => None,
    }
}
