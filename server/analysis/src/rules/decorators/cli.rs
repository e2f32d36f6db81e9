//! The function with `@command`: its parameters are read from the command line, its result is the exit code.

use fitz_rules::families::commands::{
    COMMAND_DUPLICATE, COMMAND_FLAG, COMMAND_PARAM_TYPE, COMMAND_RETURN, COMMAND_VARIADIC_POSITION,
};

use super::super::ItemContext;
use super::marks::Mark;
use super::program::Programs;
use super::support::{awaited, is_unknown};
use crate::diagnostic::Finding;
use crate::hir::{Expr, Function, Parameter};
use crate::ty::{Builtin, Ty};

pub(super) fn check(context: &ItemContext<'_>, function: &Function, found: &mut Vec<Finding>) {
    if context.decorator("command").is_none() {
        return;
    }
    result(context, function, found);
    let last = function.parameters.len().saturating_sub(1);
    for (index, parameter) in function.parameters.iter().enumerate() {
        check_parameter(context, parameter, index == last, found);
    }
}

/// `command-duplicate`
pub(super) fn check_program(mark: &Mark, programs: &Programs<'_>, found: &mut Vec<Finding>) {
    let ("command", [(name, range), ..]) = (mark.decorator.as_str(), mark.texts.as_slice()) else { return };
    let is_same = |other: &Mark| other.texts.first().is_some_and(|(text, _)| text == name);
    let Some(first) = programs.earlier(mark, is_same) else { return };
    found.push(
        Finding::new(&COMMAND_DUPLICATE, *range, format!("The program has a command `{name}` already."))
            .hint("Give one of them another name.")
            .related(first.place(), format!("`{}` is the first one.", first.item.name)),
    );
}

/// `command-return`
fn result(context: &ItemContext<'_>, function: &Function, found: &mut Vec<Finding>) {
    let Some((ty, range)) = context.result_type(function) else { return };
    let given = awaited(&ty);
    if !is_unknown(given) && !given.is(Builtin::Int) {
        let message = format!("A command gives its exit code, an `Int`; `{}` gives `{ty}`.", function.name.name);
        found.push(
            Finding::new(&COMMAND_RETURN, range, message)
                .hint("Declare `-> Int`: 0 when all went well, 1 when it did not."),
        );
    }
}

/// `command-param-type`, `command-variadic-position`
fn check_parameter(context: &ItemContext<'_>, parameter: &Parameter, is_last: bool, found: &mut Vec<Finding>) {
    let name = &parameter.name.name;
    if parameter.is_variadic {
        let message = format!("A command cannot take `...{name}`.");
        let finding = Finding::new(&COMMAND_PARAM_TYPE, parameter.range, message)
            .hint(format!("Write `{name}: List<Str>` as the last parameter."));
        found.push(finding);
        return;
    }
    let ty = context.parameter_type(parameter);
    flag(context, parameter, found);
    let Some(annotation) = parameter.ty.as_ref().filter(|_| !is_unknown(&ty)) else { return };
    if is_rest(&ty) {
        if !is_last {
            let message = format!("`{name}` takes the rest of the command line, so nothing can follow it.");
            found.push(
                Finding::new(&COMMAND_VARIADIC_POSITION, parameter.range, message).hint("Make it the last parameter."),
            );
        }
    } else if !is_readable(&ty) {
        let message = format!("The command line is text; it cannot hold the `{ty}` of `{name}`.");
        found.push(Finding::new(&COMMAND_PARAM_TYPE, annotation.range, message).hint(
            "A parameter is a `Str`, `Int`, `Float` or `Bool`, one of the first three may be `null`, and the last may be a \
             `List<Str>`.",
        ));
    }
}

/// `command-flag`: a parameter with a default becomes `--name`.
fn flag(context: &ItemContext<'_>, parameter: &Parameter, found: &mut Vec<Finding>) {
    let Some(default) = parameter.default else { return };
    let name = &parameter.name.name;
    let (range, message, hint) = if name == "help" {
        let message = "`--help` shows how the command is used, whatever the parameter of that name says.";
        (parameter.name.range, message.to_owned(), "Give the parameter another name.".to_owned())
    } else if context.lowered.body.exprs[default] == Expr::Bool(true) {
        let message = format!("The switch `--{name}` can only turn on what is on already.");
        let hint = format!("Turn the meaning round: `no_{name}: Bool = false`.");
        (context.lowered.body.expr_range(default), message, hint)
    } else {
        return;
    };
    found.push(Finding::new(&COMMAND_FLAG, range, message).hint(hint));
}

/// Whether the parameter takes what is left of the command line.
fn is_rest(ty: &Ty) -> bool {
    matches!(ty.arguments_of(Builtin::List), Some([element]) if is_unknown(element) || element.is(Builtin::Str))
}

fn is_readable(ty: &Ty) -> bool {
    let is_one_of = |builtins: &[Builtin]| builtins.iter().any(|builtin| ty.without_null().is(*builtin));
    match ty {
        Ty::Nullable(_) => is_one_of(&[Builtin::Str, Builtin::Int, Builtin::Float]),
        _ => is_one_of(&[Builtin::Str, Builtin::Int, Builtin::Float, Builtin::Bool]),
    }
}
