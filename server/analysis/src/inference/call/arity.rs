//! How many arguments a call may have.

use std::fmt;

use fitz_rules::Rule;
use fitz_syntax::TextRange;

use super::CallSite;
use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::hir::Expr;
use crate::inference::Context;
use crate::signatures::Signature;
use crate::ty::FunctionTy;

/// The counts of arguments that a call may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Arity {
    least: usize,
    /// `None` when there is no limit.
    most: Option<usize>,
}

impl Arity {
    pub(super) fn exactly(count: usize) -> Arity {
        Arity { least: count, most: Some(count) }
    }

    pub(super) fn between(least: usize, most: usize) -> Arity {
        Arity { least, most: Some(most) }
    }

    /// What a declared function takes: parameters with a default may be left out, a variadic one takes any number.
    pub(super) fn of_signature(signature: &Signature) -> Arity {
        let required = signature.parameters.iter().filter(|it| it.default.is_none() && !it.is_variadic).count();
        let is_variadic = signature.parameters.iter().any(|parameter| parameter.is_variadic);
        Arity { least: required, most: (!is_variadic).then_some(signature.parameters.len()) }
    }

    /// What a function of a body takes, whose defaults are known by its type.
    pub(super) fn of_function(function: &FunctionTy) -> Arity {
        Arity { least: function.required, most: (!function.variadic).then_some(function.parameters.len()) }
    }

    pub(super) fn accepts(self, count: usize) -> bool {
        self.least <= count && self.most.is_none_or(|most| count <= most)
    }
}

/// "2 arguments", "1 to 3 arguments", "at least 1 argument".
impl fmt::Display for Arity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Arity { least, most: None } => write!(f, "at least {least} {}", noun(least)),
            Arity { least: 0, most: Some(0) } => f.write_str("no arguments"),
            Arity { least, most: Some(most) } if least == most => write!(f, "{least} {}", noun(least)),
            Arity { least, most: Some(most) } => write!(f, "between {least} and {most} {}", noun(most)),
        }
    }
}

fn noun(count: usize) -> &'static str {
    if count == 1 { "argument" } else { "arguments" }
}

impl Context<'_> {
    /// Compares the count of arguments; gives whether it is right. `what` is the function as a message calls it.
    pub(super) fn check_arity(
        &mut self,
        site: CallSite<'_>,
        arity: Arity,
        rule: &'static Rule,
        what: &str,
        declaration: Option<SourcePointer>,
    ) -> bool {
        self.check_arity_hinting(site, arity, rule, what, declaration, None)
    }

    /// The same with a hint.
    pub(super) fn check_arity_hinting(
        &mut self,
        site: CallSite<'_>,
        arity: Arity,
        rule: &'static Rule,
        what: &str,
        declaration: Option<SourcePointer>,
        hint: Option<&str>,
    ) -> bool {
        let count = site.arguments.len();
        if arity.accepts(count) || self.has_missing_argument(site) {
            return arity.accepts(count);
        }
        let message = format!("{what} expects {arity}, but gets {count}.");
        let mut finding = Finding::new(rule, self.arity_range(site, arity), message);
        if let Some(declaration) = declaration {
            finding = finding.related(declaration, "declared here");
        }
        if let Some(hint) = hint {
            finding = finding.hint(hint);
        }
        self.report(finding);
        false
    }

    /// The arguments that are too many, or the parentheses that hold too few.
    fn arity_range(&self, site: CallSite<'_>, arity: Arity) -> TextRange {
        let surplus = arity.most.and_then(|most| site.arguments.get(most..)).unwrap_or_default();
        match (surplus.first(), surplus.last()) {
            (Some(first), Some(last)) => self.argument_range(first).cover(self.argument_range(last)),
            _ => self.parentheses(site),
        }
    }

    fn has_missing_argument(&self, site: CallSite<'_>) -> bool {
        site.arguments.iter().any(|argument| self.lowered.body.exprs[argument.value] == Expr::Missing)
    }
}

#[cfg(test)]
mod tests {
    use super::Arity;

    #[test]
    fn in_words() {
        let table = [
            (Arity::exactly(0), "no arguments"),
            (Arity::exactly(1), "1 argument"),
            (Arity::exactly(2), "2 arguments"),
            (Arity::between(0, 1), "between 0 and 1 argument"),
            (Arity::between(2, 3), "between 2 and 3 arguments"),
            (Arity { least: 1, most: None }, "at least 1 argument"),
        ];
        for (arity, words) in table {
            assert_eq!(arity.to_string(), words);
        }
    }
}
