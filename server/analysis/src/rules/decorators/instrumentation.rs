//! `flag-name`: the name of a feature flag is part of the name of an environment variable. `flag-undeclared`: the manifest
//! lists the others.

use fitz_rules::families::commands::{FLAG_NAME, FLAG_UNDECLARED};
use fitz_syntax::TextRange;

use super::super::ItemContext;
use super::support::positional_text;
use crate::diagnostic::Finding;
use crate::nearest::nearest;
use crate::project::manifest_of;

pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    for decorator in context.lowered.decorators_named("flag") {
        let Some(name) = positional_text(context.lowered, decorator, 0) else { continue };
        let Some(argument) = decorator.positional().next() else { continue };
        let wrong = name.chars().find(|it| !it.is_ascii_alphanumeric() && !matches!(it, '_' | '-'));
        let message = match wrong {
            Some(wrong) => format!("The name of a flag cannot contain `{wrong}`."),
            None if name.is_empty() => "The name of a flag cannot be empty.".to_owned(),
            None => {
                found.extend(undeclared(context, name, argument.range));
                continue;
            }
        };
        found.push(
            Finding::new(&FLAG_NAME, argument.range, message)
                .hint("Use ASCII letters, digits, `_` and `-`, e.g. `@flag(\"new-search\")`."),
        );
    }
}

/// `flag-undeclared`
fn undeclared(context: &ItemContext<'_>, name: &str, range: TextRange) -> Option<Finding> {
    let declared = &manifest_of(context.db, context.item.id(context.db).file)?.flags;
    if declared.is_empty() || declared.iter().any(|flag| flag == name) {
        return None;
    }
    let message = format!("`[flags]` of `fitz.toml` does not list `{name}`, so it is off.");
    let finding = Finding::new(&FLAG_UNDECLARED, range, message);
    Some(match nearest(name, declared.iter().map(|flag| flag.as_str())) {
        Some(closest) => finding
            .hint(format!("Did you mean `{closest}`?"))
            .fix(format!("Change to `{closest}`"), vec![(range, format!("\"{closest}\""))]),
        None => finding.hint(format!("Write `{name} = false` there, or `true`.")),
    })
}
