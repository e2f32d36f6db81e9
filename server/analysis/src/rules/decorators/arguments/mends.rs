//! The quick fixes of wrong arguments.

use fitz_syntax::TextRange;

use super::super::declaration::example;
use super::super::support::without;
use super::Check;
use crate::diagnostic::Finding;
use crate::hir::{DecoratorArgument, Expr};
use crate::signatures::SignatureParameter;
use crate::ty::{Builtin, Ty};

impl Check<'_> {
    /// Offers the name of the one argument that is needed, before a value without a name.
    pub(super) fn with_name(&self, finding: Finding, argument: &DecoratorArgument) -> Finding {
        let decorator = self.decorator;
        let is_free = |name: &str| decorator.keyword(name).is_none();
        let named = self.shape.signature.parameters.iter().skip(self.shape.by_position.count);
        match named.into_iter().find(|it| it.default.is_none() && is_free(&it.name)) {
            Some(parameter) => {
                let name = format!("{}=", parameter.name);
                finding.fix(format!("Write `{name}`"), vec![(TextRange::empty(argument.range.start()), name)])
            }
            None => finding,
        }
    }

    /// Offers to leave out what no parameter takes.
    pub(super) fn without_rest(&self, finding: Finding) -> Finding {
        let decorator = self.decorator;
        let rest: Vec<&DecoratorArgument> = decorator.positional().skip(self.shape.by_position.count).collect();
        let (name, first) = (&decorator.name, decorator.arguments.first());
        let edits = match rest.as_slice() {
            all if all.len() == decorator.arguments.len() => {
                vec![(TextRange::new(name.range.end(), decorator.range.end()), String::new())]
            }
            [only] => vec![without(decorator, only)],
            // Between the first two arguments is one comma.
            [other, ..] if first.is_some_and(|first| first.range == other.range) => return finding,
            rest => rest.iter().map(|argument| without(decorator, argument)).collect(),
        };
        finding.fix("Remove what is too much", edits)
    }

    /// Offers the shortest correct form where nothing is written yet, and otherwise the missing argument.
    pub(super) fn with_template(&self, finding: Finding, missing: usize) -> Finding {
        let parameters = &self.shape.signature.parameters;
        let Some(parameter) = parameters.get(missing) else { return finding };
        if parameters.iter().any(|it| it.is_variadic && it.default.is_none()) {
            return finding;
        }
        let example = self.example(missing, parameter);
        let arguments = &self.decorator.arguments;
        let edit = match (arguments.first(), arguments.last()) {
            (Some(first), _) if missing == 0 => (TextRange::empty(first.range.start()), format!("{example}, ")),
            (_, Some(last))
                if self.decorator.positional().count() == arguments.len()
                    || missing >= self.shape.by_position.count =>
            {
                (TextRange::empty(last.range.end()), format!(", {example}"))
            }
            (Some(_), _) => return finding,
            _ => {
                let written = self.shortest();
                return finding.fix(format!("Write `{written}`"), vec![(self.decorator.range, written)]);
            }
        };
        finding.fix(format!("Add `{example}`"), vec![edit])
    }

    /// An argument that is right for a parameter, as it is written.
    fn example(&self, index: usize, parameter: &SignatureParameter) -> String {
        let ty = parameter.ty.without_null();
        let value = match example(self.shape.declaration, &parameter.name) {
            Some(value) => value,
            None => example_of(ty, &parameter.name),
        };
        match parameter {
            _ if parameter.is_variadic => format!("{}, ...", parameter.name),
            _ if index < self.shape.by_position.count => value,
            _ => format!("{}={value}", parameter.name),
        }
    }

    /// The shortest correct form of the decorator, from its declaration.
    pub(super) fn shortest(&self) -> String {
        let arguments: Vec<String> = self
            .shape
            .signature
            .parameters
            .iter()
            .enumerate()
            .filter(|(_, parameter)| parameter.default.is_none())
            .map(|(index, parameter)| self.example(index, parameter))
            .collect();
        let name = &self.decorator.name.name;
        if arguments.is_empty() { format!("@{name}") } else { format!("@{name}({})", arguments.join(", ")) }
    }
}

fn example_of(ty: &Ty, name: &str) -> String {
    match (ty, name) {
        (Ty::Builtin(Builtin::Str, _), "path") => "\"/path\"".to_owned(),
        (Ty::Builtin(Builtin::Str, _), _) => format!("\"{name}\""),
        _ => name.to_owned(),
    }
}

/// What was written in quotes where a number, `true` or `false` is asked for.
pub(super) fn quoted_value(ty: &Ty, value: &Expr) -> Option<String> {
    let Expr::Str(literal) = value else { return None };
    let text = literal.plain()?.trim();
    let fits = match ty.without_null() {
        Ty::Builtin(Builtin::Int, _) => text.parse::<i64>().is_ok(),
        Ty::Builtin(Builtin::Float, _) => text.parse::<f64>().is_ok_and(f64::is_finite),
        Ty::Builtin(Builtin::Bool, _) => matches!(text, "true" | "false"),
        _ => false,
    };
    fits.then(|| text.to_owned())
}

/// What was written without quotes where a text is asked for.
pub(super) fn unquoted(value: &Expr) -> Option<String> {
    match value {
        Expr::Name(name) => Some(name.to_string()),
        Expr::Int(number) => number.map(|number| number.to_string()),
        _ => None,
    }
}
