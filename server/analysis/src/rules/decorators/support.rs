//! What several rules of decorators ask.

use fitz_rules::Rule;
use fitz_syntax::{TextRange, TextSize};

use super::super::ItemContext;
use crate::db::Db;
use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::hir::{Decorator, DecoratorArgument, Function, Lowered, Parameter};
use crate::item_tree::items;
use crate::scope::is_declaration_file;
use crate::signatures::resolve_type;
use crate::ty::{Builtin, Ty};

impl ItemContext<'_> {
    /// The first decorator of that name.
    pub(in super::super) fn decorator(&self, name: &str) -> Option<&Decorator> {
        self.lowered.decorators.iter().find(|decorator| decorator.name.name == name)
    }

    /// The type of a parameter; `Any` without an annotation.
    pub(in super::super) fn parameter_type(&self, parameter: &Parameter) -> Ty {
        parameter.ty.as_ref().map_or(Ty::Any, |ty| resolve_type(self.db, self.item.id(self.db).file, ty))
    }

    /// The declared result and where it is written; `None` without an annotation.
    pub(super) fn result_type(&self, function: &Function) -> Option<(Ty, TextRange)> {
        let annotation = function.return_type.as_ref()?;
        Some((resolve_type(self.db, self.item.id(self.db).file, annotation), annotation.range))
    }

    /// A place in this item.
    pub(in super::super) fn pointer(&self, range: TextRange) -> SourcePointer {
        SourcePointer { item: self.item.id(self.db).clone(), range }
    }

    /// What to delete to remove a decorator: see [`removal`].
    pub(super) fn removal(&self, decorator: &Decorator) -> TextRange {
        removal(self.item.text(self.db), decorator)
    }
}

/// What to delete of the text of an item to remove a decorator: itself and the white space up to what follows.
pub(in super::super) fn removal(text: &str, decorator: &Decorator) -> TextRange {
    let end = decorator.range.end();
    let after = text.get(usize::from(end)..).unwrap_or_default();
    let width = u32::try_from(after.len() - after.trim_start().len());
    TextRange::new(decorator.range.start(), width.map_or(end, |width| end + TextSize::from(width)))
}

impl ItemContext<'_> {
    /// The place of a part of a string literal, given by its offset in the text; the whole literal when it has escapes.
    pub(super) fn within(&self, literal: TextRange, text: &str, offset: usize, length: usize) -> TextRange {
        let written = self.item.text(self.db).get(usize::from(literal.start())..usize::from(literal.end()));
        let is_as_written = written.is_some_and(|written| written.len() == text.len() + 2 && written.contains(text));
        let (Ok(offset), Ok(length)) = (u32::try_from(offset + 1), u32::try_from(length)) else { return literal };
        if is_as_written {
            TextRange::at(literal.start() + TextSize::from(offset), TextSize::from(length))
        } else {
            literal
        }
    }

    /// Where a decorator can be put above all others.
    pub(super) fn before_first(&self) -> TextSize {
        self.lowered.decorators.first().map_or(TextSize::from(0), |first| first.range.start())
    }

    /// A place for another declaration: above this item, or above an earlier one when a comment stands between.
    pub(super) fn above(&self) -> Option<SourcePointer> {
        let all = items(self.db, self.item.id(self.db).file);
        let own = all.iter().position(|item| *item == self.item)?;
        let free = all.iter().take(own + 1).rfind(|item| item.doc(self.db).is_none())?;
        Some(SourcePointer { item: free.id(self.db).clone(), range: TextRange::empty(TextSize::from(0)) })
    }

    /// The change that gives the function one more parameter, in front of the others.
    pub(super) fn add_parameter(&self, function: &Function, parameter: &str) -> Vec<(TextRange, String)> {
        vec![match function.parameters.first() {
            Some(first) => (TextRange::empty(first.range.start()), format!("{parameter}, ")),
            None => (function.parameters_range, format!("({parameter})")),
        }]
    }
}

/// The change that removes an argument, with its comma; the parentheses too when it is the only one.
pub(in super::super) fn without(decorator: &Decorator, argument: &DecoratorArgument) -> (TextRange, String) {
    let arguments = &decorator.arguments;
    let index = arguments.iter().position(|it| it.range == argument.range).unwrap_or_default();
    let before = index.checked_sub(1).and_then(|index| arguments.get(index));
    let range = match (before, arguments.get(index + 1)) {
        (Some(before), _) => TextRange::new(before.range.end(), argument.range.end()),
        (None, Some(next)) => TextRange::new(argument.range.start(), next.range.start()),
        (None, None) => TextRange::new(decorator.name.range.end(), decorator.range.end()),
    };
    (range, String::new())
}

/// The parameter that `@header` or `@cookie` fills. `None` when it is not established.
pub(super) fn bound_parameter(lowered: &Lowered, decorator: &Decorator) -> Option<String> {
    match decorator.keyword("into") {
        Some(into) => plain(lowered, into).map(str::to_owned),
        None => Some(plain(lowered, decorator.keyword("name")?)?.to_lowercase().replace('-', "_")),
    }
}

/// The decorators that answer requests for a path.
pub(super) const ROUTES: [&str; 4] = ["get", "post", "put", "delete"];

/// Whether a type can be read from a part of an address.
pub(in crate::rules) fn is_primitive(ty: &Ty) -> bool {
    [Builtin::Int, Builtin::Float, Builtin::Str, Builtin::Bool].into_iter().any(|builtin| ty.is(builtin))
}

/// Whether a type is one of the records of the standard library.
pub(super) fn is_library_record(db: &dyn Db, ty: &Ty, name: &str) -> bool {
    matches!(ty, Ty::Nominal(nominal) if nominal.name == name && is_declaration_file(db, nominal.file))
}

/// The text of an argument that is a string without interpolation.
pub(super) fn plain<'a>(lowered: &'a Lowered, argument: &DecoratorArgument) -> Option<&'a str> {
    argument.plain(lowered)
}

/// The text of the positional argument of that index.
pub(super) fn positional_text<'a>(lowered: &'a Lowered, decorator: &Decorator, index: usize) -> Option<&'a str> {
    decorator.positional().nth(index).and_then(|argument| plain(lowered, argument))
}

/// Reports the parameters of a function that nobody could fill. `who` is the start of the sentence, e.g. "A job".
pub(super) fn no_parameters(function: &Function, rule: &'static Rule, who: &str, found: &mut Vec<Finding>) {
    let (Some(first), Some(last)) = (function.parameters.first(), function.parameters.last()) else { return };
    let message = format!("{who} takes no parameters: nobody could fill those of `{}`.", function.name.name);
    found.push(
        Finding::new(rule, first.range.cover(last.range), message)
            .hint("Remove them, and get the values inside the function.")
            .fix("Remove the parameters", vec![(function.parameters_range, "()".to_owned())]),
    );
}

/// The result of a function as its caller gets it after waiting.
pub(super) fn awaited(ty: &Ty) -> &Ty {
    match ty.arguments_of(Builtin::Future) {
        Some([inner]) => awaited(inner),
        _ => ty,
    }
}

/// Whether nothing can be said about a type.
pub(super) fn is_unknown(ty: &Ty) -> bool {
    matches!(ty, Ty::Any | Ty::PyAny | Ty::Variable(_))
}

/// "`a`, `b` and `c`".
pub(super) fn quoted<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// "`a`, `b` or `c`".
pub(super) fn one_of(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => format!("`{only}`"),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(|word| format!("`{word}`")).collect();
            format!("{} or `{last}`", first.join(", "))
        }
    }
}
