//! `ws/open-endpoint`: an endpoint without authentication in a program that has it.

use fitz_rules::families::endpoints::OPEN_ENDPOINT;
use fitz_syntax::TextRange;

use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::roles::may_have_any_role;
use crate::rules::decorators::{ACCESS, Programs, user_of};
use crate::rules::view::View;
use crate::signatures::type_named;
use crate::ty::Ty;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    // A header or a cookie may be what the handler itself looks at.
    let asks = |name: &str| ACCESS.contains(&name) || matches!(name, "header" | "cookie");
    if view.lowered.decorators.iter().any(|it| asks(&it.name.name)) || may_have_any_role(view.db, view.item) {
        return;
    }
    // A handler without a path or a body is not written yet.
    let Some((function, _)) = view.handler().filter(|(_, body)| !body.is_empty()) else { return };
    let Some(decorator) = view.lowered.decorators_named("ws").next().filter(|_| view.socket_path().is_some()) else {
        return;
    };
    let programs = Programs::of(view.db, view.id.file);
    let Some(provider) = programs.marks("auth_provider").next() else { return };
    let message = format!(
        "Anybody can connect to `{}`, although `{}` can tell who it is.",
        function.name.name, provider.item.name
    );
    let place = SourcePointer { item: provider.item.clone(), range: provider.name_range };
    let finding = Finding::new(&OPEN_ENDPOINT, decorator.name.range, message)
        .hint("Add `@authenticated` and a parameter for the user, if it is not meant for everybody.")
        .related(place, "The provider is declared here.");
    let user = user_of(view.db, &provider.item)
        .filter(|user| type_named(view.db, view.id.file, &user.name) == Some(Ty::Nominal(user.clone())));
    let is_taken =
        function.parameters.iter().any(|it| it.name.name == "user" || it.default.is_some() || it.is_variadic);
    found.push(match (user, function.parameters.last(), view.indent_of(decorator.range.start())) {
        (Some(user), Some(last), Some(indent)) if !is_taken => finding.fix(
            "Ask for a user",
            vec![
                (TextRange::empty(decorator.range.start()), format!("@authenticated\n{indent}")),
                (TextRange::empty(last.range.end()), format!(", user: {}", user.name)),
            ],
        ),
        _ => finding,
    });
}
