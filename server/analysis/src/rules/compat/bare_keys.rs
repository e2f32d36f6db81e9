//! `compat/bare-key`: `{ user_email: user.email }` as a map.

use fitz_rules::families::compat::BARE_KEY;
use fitz_syntax::{TextRange, TextSize};
use rustc_hash::FxHashSet;

use super::View;
use crate::diagnostic::Finding;
use crate::hir::{Expr, ExprId};
use crate::scope::is_declaration_file;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let logged = logged_maps(view);
    for (map, expr) in view.running() {
        let Expr::Map(pairs) = expr else { continue };
        let is_logged = logged.contains(&map);
        let is_bare = |key: ExprId| {
            let is_name = matches!(view.expr(key), Expr::Name(name) if !name.is_empty());
            is_name && (is_logged || !view.inference.resolutions.contains_key(&key))
        };
        let bare: Vec<ExprId> = pairs.iter().map(|(key, _)| *key).filter(|key| is_bare(*key)).collect();
        let Some(first) = bare.first() else { continue };
        let name = view.source(view.range(*first));
        let message = format!("`fitz` reads `{name}` here as a variable, not as a key.");
        let finding = Finding::new(&BARE_KEY, view.range(*first), message);
        let as_arguments = if is_logged && bare.len() == pairs.len() { without_braces(view, map) } else { None };
        found.push(match as_arguments {
            Some(edits) => finding
                .hint(format!("Give the values by name: `{name}: …` without the braces."))
                .fix("Write named arguments", edits),
            None => {
                let edits = bare.iter().map(|key| {
                    let range = view.range(*key);
                    (range, format!("\"{}\"", view.source(range)))
                });
                finding
                    .hint(format!("Write the key as a text: `\"{name}\"`."))
                    .fix("Put quotes around the keys", edits.collect())
            }
        });
    }
}

/// The maps that functions of `log` are given.
fn logged_maps(view: &View<'_>) -> FxHashSet<ExprId> {
    let mut found = FxHashSet::default();
    for (call, expr) in view.running() {
        let Expr::Call { arguments, .. } = expr else { continue };
        let is_log = view.callee(call).is_some_and(|function| {
            is_declaration_file(view.db, function.file) && function.file.path(view.db).file_stem() == "log"
        });
        if is_log {
            found.extend(arguments.iter().map(|argument| argument.value));
        }
    }
    found
}

/// Removes the braces of a map, with the white space and the last comma inside them.
fn without_braces(view: &View<'_>, map: ExprId) -> Option<Vec<(TextRange, String)>> {
    let range = view.range(map);
    let inner = view.source(range).strip_prefix('{')?.strip_suffix('}')?;
    let leading = inner.len() - inner.trim_start().len();
    let kept = inner.trim_end();
    let kept = kept.strip_suffix(',').unwrap_or(kept).trim_end();
    let start = range.start() + TextSize::of('{') + TextSize::try_from(leading).ok()?;
    let end = range.start() + TextSize::of('{') + TextSize::try_from(kept.len()).ok()?;
    (start < end).then(|| {
        vec![(TextRange::new(range.start(), start), String::new()), (TextRange::new(end, range.end()), String::new())]
    })
}
