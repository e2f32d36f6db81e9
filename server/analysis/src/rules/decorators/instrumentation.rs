//! `flag-name`: the name of a feature flag is part of the name of an environment variable.

use fitz_rules::families::commands::FLAG_NAME;

use super::super::ItemContext;
use super::support::positional_text;
use crate::diagnostic::Finding;

pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    for decorator in context.lowered.decorators_named("flag") {
        let Some(name) = positional_text(context.lowered, decorator, 0) else { continue };
        let Some(argument) = decorator.positional().next() else { continue };
        let wrong = name.chars().find(|it| !it.is_ascii_alphanumeric() && !matches!(it, '_' | '-'));
        let message = match wrong {
            Some(wrong) => format!("The name of a flag cannot contain `{wrong}`."),
            None if name.is_empty() => "The name of a flag cannot be empty.".to_owned(),
            None => continue,
        };
        found.push(
            Finding::new(&FLAG_NAME, argument.range, message)
                .hint("Use ASCII letters, digits, `_` and `-`, e.g. `@flag(\"new-search\")`."),
        );
    }
}
