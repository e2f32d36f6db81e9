//! Parameters: defaults, variadic ones and repeated names.

use std::collections::HashSet;

use super::{Context, error};
use crate::{Field, SyntaxKind, SyntaxNode};

/// Checks a list of parameters.
pub(super) fn check(cx: &mut Context<'_>, parameters: SyntaxNode<'_>) {
    let mut names = HashSet::new();
    let mut default: Option<&str> = None;
    let mut variadic: Option<&str> = None;
    for parameter in parameters.named_children() {
        let is_variadic = match parameter.kind() {
            SyntaxKind::Parameter => false,
            SyntaxKind::VariadicParameter => true,
            _ => continue,
        };
        let Some(name_node) = parameter.field(Field::Name).filter(|name| !name.is_missing()) else { continue };
        let (name, range) = (cx.slice(name_node.range()), name_node.range());
        let value = parameter.field(Field::Default);
        if !names.insert(name) {
            cx.report(
                error("syntax/duplicate-parameter", range, format!("There already is a parameter `{name}`.")).hint(
                    if name == "_" {
                        "Give each unused parameter its own name, e.g. `_a`."
                    } else {
                        "Give each parameter its own name."
                    },
                ),
            );
        }
        if let Some(first) = variadic {
            cx.report(match is_variadic {
                true => error("syntax/variadic", range, "A function can have only one variadic parameter.")
                    .hint(format!("Keep one of `...{first}` and `...{name}`, as the last parameter.")),
                false => error("syntax/variadic", range, format!("The parameter `{name}` follows a variadic one."))
                    .hint(format!("Move `...{first}` to the end: it takes all arguments that are left.")),
            });
        } else if is_variadic && let Some(value) = value.filter(|value| !value.is_missing()) {
            cx.report(
                error(
                    "syntax/variadic",
                    value.range(),
                    format!("The variadic parameter `{name}` cannot have a default value."),
                )
                .hint("Remove the default: without arguments it is an empty list."),
            );
        } else if !is_variadic
            && value.is_none()
            && let Some(first) = default
        {
            cx.report(
                error(
                    "syntax/parameter-default",
                    range,
                    format!("The parameter `{name}` needs a default value, because `{first}` before it has one."),
                )
                .hint(format!("Give `{name}` a default value, or move it before `{first}`.")),
            );
        }
        if is_variadic {
            variadic = variadic.or(Some(name));
        } else if value.is_some() {
            default = default.or(Some(name));
        }
    }
}
