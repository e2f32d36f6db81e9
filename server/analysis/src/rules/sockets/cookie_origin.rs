//! `ws/origin`: an endpoint that believes a cookie, whatever page has opened the connection.

use fitz_rules::families::endpoints::ORIGIN;
use fitz_syntax::TextRange;

use crate::db::{Db, SourceFile};
use crate::diagnostic::Finding;
use crate::hir::{Expr, StrPart};
use crate::item_tree::{Item, ItemId, item, items};
use crate::lower::lowered;
use crate::project::{program_modules, programs};
use crate::rules::decorators::{ACCESS, Programs};
use crate::rules::view::View;

/// Parts of the names of cookies that say who somebody is.
const SESSIONS: [&str; 6] = ["session", "sid", "token", "auth", "jwt", "login"];

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some(place) = believed_cookie(view) else { return };
    let looks_at_origin = |id: &ItemId| item(view.db, id).is_some_and(|item| words(view.db, item).origin);
    let providers = Programs::of(view.db, view.id.file);
    if looks_at_origin(view.id) || providers.marks("auth_provider").any(|it| looks_at_origin(&it.item)) {
        return;
    }
    // A cookie that the browser keeps from other sites needs no check.
    let is_kept = programs(view.db, view.id.file)
        .iter()
        .flat_map(|entry| program_modules(view.db, *entry))
        .any(|module| keeps_cookies(view.db, module.file));
    if is_kept || !providers.are_established() {
        return;
    }
    let message = "Any web page can open this connection with the cookie of its visitor.";
    found.push(
        Finding::new(&ORIGIN, place, message).hint(
            "Compare the header `origin` with your own address, or make the cookie with `same_site: \"Strict\"`.",
        ),
    );
}

/// Where a handler says that it goes by a cookie: its own, or that of the provider that it asks for.
fn believed_cookie(view: &View<'_>) -> Option<TextRange> {
    let own = view.lowered.decorators_named("cookie").find(|decorator| {
        let name = decorator.keyword("name").and_then(|argument| view.plain(argument.value)).unwrap_or_default();
        let name = name.to_lowercase();
        SESSIONS.iter().any(|part| name.contains(part))
    });
    if let Some(own) = own {
        return Some(own.name.range);
    }
    let access = view.lowered.decorators.iter().find(|it| ACCESS.contains(&it.name.name.as_str()))?;
    let by_cookie = Programs::of(view.db, view.id.file).marks("auth_provider").any(|provider| {
        item(view.db, &provider.item).is_some_and(|item| {
            let words = words(view.db, item);
            words.cookie && !words.authorization
        })
    });
    by_cookie.then_some(access.name.range)
}

/// Which headers a body speaks of, and how it makes cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
struct Words {
    cookie: bool,
    authorization: bool,
    origin: bool,
    makes_kept_cookie: bool,
}

#[salsa::tracked(returns(copy))]
fn words<'db>(db: &'db dyn Db, item: Item<'db>) -> Words {
    let body = &lowered(db, item).body;
    let mut found = Words::default();
    for (_, expr) in body.exprs.iter() {
        match expr {
            Expr::Str(literal) => {
                for part in &literal.parts {
                    let StrPart::Text(text) = part else { continue };
                    match text.to_lowercase().as_str() {
                        "cookie" => found.cookie = true,
                        "authorization" => found.authorization = true,
                        "origin" => found.origin = true,
                        _ => {}
                    }
                }
            }
            Expr::Struct { name, fields } if name.name == "Cookie" => {
                let same_site = fields.iter().find(|field| field.name.name == "same_site");
                found.makes_kept_cookie |= same_site.is_none_or(|field| match &body.exprs[field.value] {
                    Expr::Str(literal) => literal.plain() != Some("None"),
                    _ => true,
                });
            }
            _ => {}
        }
    }
    found
}

/// Whether a file makes cookies that browsers do not send from other sites.
#[salsa::tracked(returns(copy))]
fn keeps_cookies(db: &dyn Db, file: SourceFile) -> bool {
    items(db, file).iter().any(|item| words(db, *item).makes_kept_cookie)
}
