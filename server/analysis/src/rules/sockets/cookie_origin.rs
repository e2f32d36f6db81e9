//! `ws/origin`: an endpoint that believes a cookie, whatever page has opened the connection.

use fitz_rules::families::endpoints::ORIGIN;
use fitz_syntax::TextRange;

use super::edits::{at_start, connection_name};
use crate::db::{Db, SourceFile};
use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::endpoints::program_surface;
use crate::hir::{Expr, StrPart};
use crate::item_tree::{Item, ItemId, item, items};
use crate::lower::lowered;
use crate::project::{program_modules, programs};
use crate::rules::decorators::{ACCESS, Programs};
use crate::rules::view::View;

/// Parts of the names of cookies that say who somebody is.
const SESSIONS: [&str; 6] = ["session", "sid", "token", "auth", "jwt", "login"];

const TITLE: &str = "Compare the origin with your own address";

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some((place, belief)) = believed_cookie(view) else { return };
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
    let finding = Finding::new(&ORIGIN, place, message)
        .hint("Compare the header `origin` with your own address, or make the cookie with `same_site: \"Strict\"`.");
    found.push(match belief {
        Belief::Own => match check_in_handler(view, place) {
            Some(edits) => finding.fix(TITLE, edits),
            None => finding,
        },
        Belief::Provider(provider) => match check_in_provider(view, provider) {
            Some(edit) => finding.fix_elsewhere(TITLE, vec![edit]),
            None => finding,
        },
    });
}

/// Whose cookie a handler goes by.
enum Belief<'db> {
    /// Its own.
    Own,
    /// That of the provider that it asks for.
    Provider(&'db ItemId),
}

/// A check at the start of the handler. Programs that are no browsers send no origin; they have no visitor to deceive.
fn check_in_handler(view: &View<'_>, cookie: TextRange) -> Option<Vec<(TextRange, String)>> {
    let (function, _) = view.handler()?;
    let decorator = view.lowered.decorators.iter().find(|it| it.name.range == cookie)?;
    let decorators = view.indent_of(decorator.range.start())?;
    let last = function.parameters.last().filter(|last| last.default.is_none() && !last.is_variadic)?;
    if function.parameters.iter().any(|parameter| parameter.name.name == "origin") {
        return None;
    }
    let connection = connection_name(view)?;
    let refusal = [
        format!("if origin != null and origin != {} {{", own_address(view)),
        format!("    {connection}.close()"),
        "    return null".to_owned(),
        "}".to_owned(),
    ];
    Some(vec![
        (TextRange::empty(decorator.range.start()), format!("@header(name=\"Origin\")\n{decorators}")),
        (TextRange::empty(last.range.end()), ", origin: Str?".to_owned()),
        at_start(view, function.body?, &refusal)?,
    ])
}

/// A check at the start of the provider. Browsers send no origin with some requests to their own site.
fn check_in_provider(view: &View<'_>, provider: &ItemId) -> Option<(SourcePointer, String)> {
    let provider = View::of(view.db, item(view.db, provider)?);
    let function = provider.lowered.function().filter(|_| !provider.has_hole())?;
    let [headers] = function.parameters.as_slice() else { return None };
    let refusal = [
        format!("match {}.get(\"origin\") {{", headers.name.name),
        "    Ok(origin) => {".to_owned(),
        format!("        if origin != {} {{ return Err(\"pages of other sites may not ask\") }}", own_address(view)),
        "    }".to_owned(),
        "    Err(_) => {}".to_owned(),
        "}".to_owned(),
    ];
    let (range, text) = at_start(&provider, function.body?, &refusal)?;
    Some((provider.pointer(range), text))
}

/// Where the own pages come from: a setting, and the address of the server while it is not set.
fn own_address(view: &View<'_>) -> String {
    let servers = programs(view.db, view.id.file).iter().filter_map(|it| program_surface(view.db, *it).server.as_ref());
    let port = servers.filter_map(|server| server.port).next().unwrap_or(3000);
    format!("env_or(\"WEB_ORIGIN\", \"http://localhost:{port}\")")
}

/// Where a handler says that it goes by a cookie: its own, or that of the provider that it asks for.
fn believed_cookie<'db>(view: &View<'db>) -> Option<(TextRange, Belief<'db>)> {
    let own = view.lowered.decorators_named("cookie").find(|decorator| {
        let name = decorator.keyword("name").and_then(|argument| view.plain(argument.value)).unwrap_or_default();
        let name = name.to_lowercase();
        SESSIONS.iter().any(|part| name.contains(part))
    });
    if let Some(own) = own {
        return Some((own.name.range, Belief::Own));
    }
    let access = view.lowered.decorators.iter().find(|it| ACCESS.contains(&it.name.name.as_str()))?;
    let by_cookie = Programs::of(view.db, view.id.file).marks("auth_provider").find(|provider| {
        item(view.db, &provider.item).is_some_and(|item| {
            let words = words(view.db, item);
            words.cookie && !words.authorization
        })
    });
    by_cookie.map(|provider| (access.name.range, Belief::Provider(&provider.item)))
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
