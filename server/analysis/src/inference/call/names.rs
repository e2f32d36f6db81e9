//! Named arguments: a name that the function does not have, and a parameter that gets two values.
//!
//! The language looks at them when the call runs, so these are warnings.

use fitz_rules::families::calls::{DUPLICATE_ARGUMENT_NAME, UNKNOWN_ARGUMENT_NAME};

use super::CallSite;
use crate::diagnostic::Finding;
use crate::hir::Spelled;
use crate::inference::Context;
use crate::item_tree::ItemId;
use crate::nearest::nearest;
use crate::signatures::{Signature, declared_name};
use crate::ty::Name;

impl Context<'_> {
    /// Compares the names of arguments with the parameters of a function of the program. A function that takes the rest of
    /// the arguments takes no names.
    pub(super) fn check_argument_names(&mut self, site: CallSite<'_>, signature: &Signature, function: &ItemId) {
        if signature.parameters.iter().any(|parameter| parameter.is_variadic) || self.is_uncertain(function) {
            return;
        }
        let mut filled: Vec<&Name> = Vec::new();
        for (position, argument) in site.arguments.iter().enumerate() {
            let Some(name) = &argument.name else {
                filled.extend(signature.parameters.get(position).map(|parameter| &parameter.name));
                continue;
            };
            if name.name.is_empty() {
                continue;
            }
            if filled.contains(&&name.name) {
                let message = format!("`{}` already has an argument in this call.", name.name);
                let finding = Finding::new(&DUPLICATE_ARGUMENT_NAME, name.range, message);
                self.report(finding.hint("Keep one of the two."));
            } else if signature.parameters.iter().any(|parameter| parameter.name == name.name) {
                filled.push(&name.name);
            } else {
                let free = signature.parameters.iter().map(|it| it.name.as_str()).filter(|it| {
                    let is_given =
                        |argument: &crate::hir::Argument| argument.name.as_ref().is_some_and(|name| name.name == *it);
                    !filled.iter().any(|name| name == it) && !site.arguments.iter().any(is_given)
                });
                let closest = nearest(&name.name, free).map(str::to_owned);
                self.unknown_argument_name(name, closest, signature, function);
            }
        }
    }

    fn unknown_argument_name(
        &mut self,
        name: &Spelled,
        closest: Option<String>,
        signature: &Signature,
        function: &ItemId,
    ) {
        let message = format!("`{}` has no parameter `{}`.", signature.name, name.name);
        let mut finding = Finding::new(&UNKNOWN_ARGUMENT_NAME, name.range, message);
        if let Some(closest) = closest {
            finding = finding.meant(name.range, &closest);
        } else if signature.parameters.is_empty() {
            finding = finding.hint("It takes no arguments.");
        } else {
            let names = super::listed(signature.parameters.iter().map(|parameter| parameter.name.as_str()));
            finding = finding.hint(format!("Its parameters are {names}."));
        }
        if let Some(pointer) = declared_name(self.db, function) {
            finding = finding.related(pointer, "declared here");
        }
        self.report(finding);
    }
}
