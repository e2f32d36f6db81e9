//! Handlers that ask who sends the request: `@authenticated`, `@admin`, `@requires`.

use fitz_rules::families::access::{
    AUTH_BY_HAND, AUTH_MISSING_ROLE_FIELD, AUTH_MISSING_USER_PARAM, AUTH_NO_PROVIDER, AUTH_ORDER,
    REQUIRES_DUPLICATE_ROLE,
};
use fitz_syntax::{TextRange, TextSize};

use super::super::ItemContext;
use super::declaration::{declaration_of, texts};
use super::marks::{Mark, file_marks};
use super::program::Programs;
use super::roles;
use super::support::{awaited, plain, positional_text};
use crate::db::Db;
use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::hir::{Decorator, Function};
use crate::item_tree::{ItemId, item, items};
use crate::lower::is_broken;
use crate::project::{ModuleTarget, program_modules, programs, resolve_module};
use crate::scope::resolve_name;
use crate::signatures::{declared_name, nominal_fields, nominal_pointer, signature, type_named};
use crate::ty::{Builtin, Name, Nominal, Ty};

/// The decorators that ask for a user.
pub(in super::super) const ACCESS: [&str; 3] = ["authenticated", "admin", "requires"];

/// `requires-duplicate-role`
pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    let roles: Vec<(&str, TextRange, &Decorator)> = context
        .lowered
        .decorators_named("requires")
        .filter_map(|decorator| {
            let range = decorator.positional().next()?.range;
            Some((positional_text(context.lowered, decorator, 0)?, range, decorator))
        })
        .collect();
    for (index, (role, range, decorator)) in roles.iter().enumerate() {
        let Some((_, first, _)) = roles.iter().take(index).find(|(other, ..)| other == role) else { continue };
        found.push(
            Finding::new(&REQUIRES_DUPLICATE_ROLE, *range, format!("The role `{role}` is named twice."))
                .hint("Name each role once: one of them is enough to come in.")
                .related(context.pointer(*first), "It is named here first.")
                .fix("Remove the second one", vec![(context.removal(decorator), String::new())]),
        );
    }
}

/// The rules that need to know who provides the user. `None` when the function is no protected handler.
pub(super) fn check_handler(context: &ItemContext<'_>, programs: &Programs<'_>, found: &mut Vec<Finding>) {
    let Some(function) = context.lowered.function() else { return };
    let Some(access) = context.lowered.decorators.iter().find(|it| ACCESS.contains(&it.name.name.as_str())) else {
        return;
    };
    if !is_handler(context) || context.lowered.is_broken || function.name.name.is_empty() {
        return;
    }
    let providers: Vec<&Mark> = programs.marks("auth_provider").collect();
    if providers.is_empty() {
        if programs.are_established() {
            found.push(no_provider(context, function, access));
        }
        return;
    }
    let users: Option<Vec<Nominal>> = providers.iter().map(|provider| user_of(context.db, &provider.item)).collect();
    // One provider whose user is not known may fit everything.
    let Some(users) = users else { return };
    let [user, ..] = users.as_slice() else { return };
    let is_user = |ty: &Ty| users.iter().any(|user| Ty::Nominal(user.clone()).fits(ty));
    if !function.parameters.iter().any(|parameter| is_user(&context.parameter_type(parameter))) {
        found.push(missing_parameter(context, function, access, user));
    }
    if users.len() == 1 {
        missing_role(context, user, found);
    }
    roles::check_users(context, function, &users, found);
    roles::check_roles(context, programs, found);
    if let [provider] = providers.as_slice() {
        order(context, access, provider, found);
    }
}

/// `auth-by-hand`
pub(super) fn by_hand(context: &ItemContext<'_>, programs: &Programs<'_>, found: &mut Vec<Finding>) {
    let is_protected = || context.lowered.decorators.iter().any(|it| ACCESS.contains(&it.name.name.as_str()));
    for header in context.lowered.decorators_named("header") {
        let Some(name) = header.keyword("name") else { continue };
        let is_credential = plain(context.lowered, name).is_some_and(|it| it.eq_ignore_ascii_case("authorization"));
        if !is_credential || is_protected() || !is_handler(context) {
            continue;
        }
        let Some(provider) = programs.marks("auth_provider").next() else { continue };
        let message =
            format!("`{}` finds out who sends a request, and this handler does it by itself.", provider.item.name);
        found.push(
            Finding::new(&AUTH_BY_HAND, name.range, message)
                .hint("Write `@authenticated` above the route, and take the user as a parameter.")
                .related(provider.place(), "The provider stands here."),
        );
    }
}

/// `auth-order`: the first protected handler of a file stands above the provider of the same file.
fn order(context: &ItemContext<'_>, access: &Decorator, provider: &Mark, found: &mut Vec<Finding>) {
    let (db, id) = (context.db, context.item.id(context.db));
    if provider.item.file != id.file {
        return;
    }
    let marks = file_marks(db, id.file);
    let is_access = |mark: &&Mark| ACCESS.contains(&mark.decorator.as_str());
    let Some(first) = marks.iter().find(is_access).filter(|first| first.item == *id) else { return };
    let place = |mark: &Mark| marks.iter().position(|other| other.item == mark.item);
    if place(first) >= place(provider) {
        return;
    }
    let message = format!("`{}`, which finds out who sends the request, is declared below.", provider.item.name);
    let mut finding = Finding::new(&AUTH_ORDER, access.name.range, message)
        .hint("Move the `@auth_provider` above the first handler that needs it.")
        .related(provider.place(), "The provider stands here.");
    if let (Some(declaration), None) = (item(db, &provider.item), context.item.doc(db)) {
        let text = declaration.text(db);
        let whole = SourcePointer { item: provider.item.clone(), range: TextRange::up_to(TextSize::of(&**text)) };
        let above = context.pointer(TextRange::empty(TextSize::from(0)));
        // A comment above the provider would stay behind.
        if declaration.doc(db).is_none() {
            finding = finding
                .fix_elsewhere("Move the provider up", vec![(above, format!("{text}\n\n")), (whole, String::new())]);
        }
    }
    found.push(finding);
}

fn is_handler(context: &ItemContext<'_>) -> bool {
    let Some(declaration) = declaration_of(context.db, "authenticated", "fn") else { return false };
    texts(declaration, "requires_one_of").any(|name| context.decorator(name).is_some())
}

fn no_provider(context: &ItemContext<'_>, function: &Function, access: &Decorator) -> Finding {
    let message = format!(
        "`@{}` needs to know who sends the request, and the program has no `@auth_provider`.",
        access.name.name
    );
    let finding = Finding::new(&AUTH_NO_PROVIDER, access.name.range, message).hint(
        "Declare a function `@auth_provider fn name(headers: Map<Str, Str>) -> Result<User>` above the handlers, or import \
         the module that has one.",
    );
    let user = function.parameters.iter().find_map(|parameter| match context.parameter_type(parameter) {
        Ty::Nominal(user) => Some(user.name),
        _ => None,
    });
    match (user, context.above()) {
        (Some(user), Some(place)) => {
            let text = format!(
                "@auth_provider\nfn find_user(headers: Map<Str, Str>) -> Result<{user}> {{\n    let token = \
                 headers.get(\"authorization\")?\n    return Err(\"nobody has the token {{token}}\")\n}}\n\n"
            );
            finding.fix_elsewhere("Write a provider", vec![(place, text)])
        }
        _ => finding,
    }
}

/// What a provider gives: the type of users. `None` when its signature does not say it.
pub(in super::super) fn user_of(db: &dyn Db, provider: &ItemId) -> Option<Nominal> {
    let declaration = item(db, provider)?;
    let signature = signature(db, declaration).as_ref()?;
    match awaited(&signature.result).arguments_of(Builtin::Result)? {
        [Ty::Nominal(user), _] => Some(user.clone()),
        _ => None,
    }
}

/// `auth-missing-user-param`
fn missing_parameter(context: &ItemContext<'_>, function: &Function, access: &Decorator, user: &Nominal) -> Finding {
    let message = format!(
        "`{}` is protected by `@{}`, but has no parameter of the type `{}` that the provider gives.",
        function.name.name, access.name.name, user.name
    );
    let file = context.item.id(context.db).file;
    let mut finding = Finding::new(&AUTH_MISSING_USER_PARAM, function.parameters_range, message);
    if type_named(context.db, file, &user.name) == Some(Ty::Nominal(user.clone())) {
        let added = added_user(function, user);
        finding = finding
            .hint(format!("Add `user: {}`, under any name and at any place.", user.name))
            .fix(format!("Add the parameter `user: {}`", user.name), vec![added]);
    } else {
        finding =
            finding.hint(format!("Import `{}` from the module of the provider, and add a parameter of it.", user.name));
        if let Some(import) = import_of(context, user) {
            let (place, text) = added_user(function, user);
            let title = format!("Import `{}` and add the parameter `user: {}`", user.name, user.name);
            finding = finding.fix_elsewhere(title, vec![import, (context.pointer(place), text)]);
        }
    }
    match nominal_pointer(context.db, user) {
        Some(place) => finding.related(place, format!("`{}` is declared here.", user.name)),
        None => finding,
    }
}

/// The change that gives a function a parameter for the user: the last one, unless one before it takes the rest.
fn added_user(function: &Function, user: &Nominal) -> (TextRange, String) {
    let ends_open = function.parameters.iter().any(|parameter| parameter.is_variadic || parameter.default.is_some());
    let own = format!("user: {}", user.name);
    match function.parameters.as_slice() {
        [first, ..] if ends_open => (TextRange::empty(first.range.start()), format!("{own}, ")),
        [.., last] => (TextRange::empty(last.range.end()), format!(", {own}")),
        [] => (function.parameters_range, format!("({own})")),
    }
}

/// The change that imports a type above the first item of the file, when its module can be named from there.
fn import_of(context: &ItemContext<'_>, user: &Nominal) -> Option<(SourcePointer, String)> {
    let (db, file) = (context.db, context.item.id(context.db).file);
    let first = items(db, file).first().filter(|first| first.doc(db).is_none())?;
    if resolve_name(db, file, &user.name).is_some() {
        return None;
    }
    let modules = programs(db, file).iter().flat_map(|entry| program_modules(db, *entry));
    let name = modules.filter(|module| module.file == user.file).map(|module| &module.name).find(|name| {
        let path: Vec<Name> = name.split('.').map(Name::from).collect();
        matches!(resolve_module(db, file, &path), ModuleTarget::File(found) if found == user.file)
    })?;
    let place = SourcePointer { item: first.id(db).clone(), range: TextRange::empty(TextSize::from(0)) };
    Some((place, format!("from {name} import {}\n", user.name)))
}

/// `auth-missing-role-field`
fn missing_role(context: &ItemContext<'_>, user: &Nominal, found: &mut Vec<Finding>) {
    let asks = |decorator: &&Decorator| matches!(decorator.name.name.as_str(), "admin" | "requires");
    let Some(decorator) = context.lowered.decorators.iter().find(asks) else { return };
    let Some(declaration) = crate::signatures::nominal_item(context.db, user) else { return };
    if is_broken(context.db, declaration) {
        return;
    }
    let fields = nominal_fields(context.db, user);
    let role = fields.iter().find(|field| field.name == "role");
    if role.is_some_and(|role| Ty::str() == role.ty || role.ty == Ty::Any) {
        return;
    }
    let message = match role {
        Some(role) => format!(
            "`@{}` compares the role of the user, and `{}.role` is a `{}`, not a `Str`.",
            decorator.name.name, user.name, role.ty
        ),
        None => format!(
            "`@{}` compares the role of the user, and `{}` has no field `role`.",
            decorator.name.name, user.name
        ),
    };
    let mut finding = Finding::new(&AUTH_MISSING_ROLE_FIELD, decorator.name.range, message)
        .hint(format!("Declare `role: Str` in `{}`.", user.name));
    let place = match role {
        Some(role) => Some(role.name_pointer.clone()),
        None => declared_name(context.db, declaration.id(context.db)),
    };
    if role.is_none()
        && let Some(first) = fields.first()
    {
        let start = TextRange::empty(first.pointer.range.start());
        let place = SourcePointer { item: first.pointer.item.clone(), range: start };
        finding = finding.fix_elsewhere("Add the field `role: Str`", vec![(place, "role: Str, ".to_owned())]);
    }
    if let Some(place) = place {
        finding = finding.related(place, format!("`{}` is declared here.", role.map_or(&user.name, |role| &role.name)));
    }
    found.push(finding);
}
