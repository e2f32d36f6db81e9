//! Cookies that a program makes: `cookie-same-site`, `cookie-unprotected`.

use fitz_rules::families::handlers::{COOKIE_SAME_SITE, COOKIE_UNPROTECTED};

use super::ItemContext;
use crate::diagnostic::Finding;
use crate::hir::{Expr, FieldInit};
use crate::nearest::nearest;
use crate::scope::is_declaration_file;
use crate::signatures::type_named;
use crate::ty::Ty;

/// What browsers know.
const SAME_SITE: [&str; 3] = ["Strict", "Lax", "None"];

/// Parts of names of cookies that say who somebody is.
const SESSIONS: [&str; 4] = ["session", "token", "auth", "sid"];

pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    if context.lowered.is_broken {
        return;
    }
    for (_, expr) in context.lowered.body.exprs.iter() {
        let Expr::Struct { name, fields } = expr else { continue };
        if name.name == "Cookie" && is_of_library(context) {
            let cookie = Cookie { context, fields };
            found.extend(cookie.same_site());
            found.extend(cookie.unprotected(name.range));
        }
    }
}

/// Whether `Cookie` is the one of the standard library here.
fn is_of_library(context: &ItemContext<'_>) -> bool {
    let file = context.item.id(context.db).file;
    matches!(type_named(context.db, file, "Cookie"), Some(Ty::Nominal(it)) if is_declaration_file(context.db, it.file))
}

struct Cookie<'a> {
    context: &'a ItemContext<'a>,
    fields: &'a [FieldInit],
}

impl Cookie<'_> {
    fn field(&self, name: &str) -> Option<(&FieldInit, &Expr)> {
        let field = self.fields.iter().find(|field| field.name.name == name)?;
        Some((field, &self.context.lowered.body.exprs[field.value]))
    }

    fn text(&self, name: &str) -> Option<(&FieldInit, &str)> {
        match self.field(name)? {
            (field, Expr::Str(literal)) => Some((field, literal.plain()?)),
            _ => None,
        }
    }

    /// Whether a field is certainly off: `false`, or not given.
    fn is_off(&self, name: &str) -> bool {
        self.field(name).is_none_or(|(_, value)| *value == Expr::Bool(false))
    }

    fn same_site(&self) -> Option<Finding> {
        let (field, word) = self.text("same_site")?;
        let range = self.context.lowered.body.expr_range(field.value);
        if !SAME_SITE.contains(&word) {
            let finding = Finding::new(&COOKIE_SAME_SITE, range, format!("Browsers do not know `{word}`."));
            let meant = SAME_SITE.into_iter().find(|it| it.eq_ignore_ascii_case(word));
            return Some(match meant.or_else(|| nearest(word, SAME_SITE.into_iter())) {
                Some(closest) => finding
                    .hint(format!("Did you mean `{closest}`?"))
                    .fix(format!("Change to `{closest}`"), vec![(range, format!("\"{closest}\""))]),
                None => finding.hint("It is `\"Strict\"`, `\"Lax\"` or `\"None\"`."),
            });
        }
        (word == "None" && self.is_off("secure")).then(|| {
            Finding::new(&COOKIE_SAME_SITE, range, "Browsers refuse a cookie for all sites that is not `secure`.")
                .hint("Write `secure: true` too.")
        })
    }

    fn unprotected(&self, range: fitz_syntax::TextRange) -> Option<Finding> {
        let (_, name) = self.text("name")?;
        let lower = name.to_lowercase();
        let is_session = lower.split(['-', '_', '.']).any(|part| SESSIONS.contains(&part));
        let missing: Vec<&str> = ["http_only", "secure"].into_iter().filter(|field| self.is_off(field)).collect();
        // Whether a service is reached over TLS, its source does not tell. Who has thought of scripts and of other sites has
        // most likely thought of that, too.
        let is_thought_of = missing == ["secure"] && self.text("same_site").is_some_and(|(_, word)| word == "Strict");
        if !is_session || missing.is_empty() || is_thought_of {
            return None;
        }
        let written: Vec<String> = missing.iter().map(|field| format!("`{field}: true`")).collect();
        let message = format!("The cookie `{name}` can be read by others: it is not {}.", missing.join(" and not "));
        Some(Finding::new(&COOKIE_UNPROTECTED, range, message).hint(format!("Write {}.", written.join(" and "))))
    }
}
