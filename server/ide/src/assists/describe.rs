//! Begins the comment that describes a declaration: in hover, and in the documents of an endpoint.

use fitz_analysis::hir::{Function, ItemData};
use fitz_analysis::{ItemKind, Nominal, Ty, kind_literals};
use fitz_syntax::{TextRange, TextSize};

use super::{Assist, Entry, Place};

pub(super) const COMMENT: Entry =
    Entry { kind: "refactor.rewrite.generateComment", keeps_meaning: false, find: comment };
pub(super) const VALUES: Entry = Entry { kind: "refactor.rewrite.noteValues", keeps_meaning: false, find: values };

/// At the name of a function or type without a comment.
fn comment(place: &Place<'_>) -> Option<Assist> {
    let name = place.lowered.name_range.filter(|range| range.contains_range(place.selected))?;
    let indent = place.item_indent()?;
    let is_declaration = matches!(place.item.id(place.db).kind, ItemKind::Function | ItemKind::Method | ItemKind::Type);
    if place.item.doc(place.db).is_some() || !is_declaration {
        return None;
    }
    let mut lines = vec![format!("// `{}` …", place.source(name))];
    if let Some(function) = place.lowered.function() {
        lines.extend(parameters(place, function));
    }
    let text: String = lines.iter().map(|line| format!("{line}\n{indent}")).collect();
    let assist = place.assist("Begin a comment for it", Vec::new())?;
    let start = TextRange::empty(place.item_range.start());
    Some(Assist { edits: vec![(place.file, vec![(start, text)])], ..assist })
}

/// A line for each parameter and for the result.
fn parameters(place: &Place<'_>, function: &Function) -> Vec<String> {
    let mut lines: Vec<String> = function
        .parameters
        .iter()
        .map(|parameter| match &parameter.ty {
            Some(ty) => format!("// - `{}`: {}", parameter.name.name, place.source(ty.range)),
            None => format!("// - `{}`", parameter.name.name),
        })
        .collect();
    lines.extend(function.return_type.as_ref().map(|ty| format!("// - gives {}", place.source(ty.range))));
    if !lines.is_empty() {
        lines.insert(0, "//".to_owned());
    }
    lines
}

/// At a field that tells messages apart: what the program sets it to, and what it asks for.
fn values(place: &Place<'_>) -> Option<Assist> {
    let ItemData::Type(definition) = &place.lowered.data else { return None };
    let field = definition.fields.iter().find(|field| field.name.range.contains_range(place.selected))?;
    let nominal = Nominal { file: place.file, name: definition.name.name.clone() };
    let ty = fitz_analysis::nominal_fields(place.db, &nominal).into_iter().find(|it| it.name == field.name.name)?.ty;
    let literals = kind_literals(place.db, place.file, &nominal, &field.name.name);
    if field.doc.is_some()
        || literals.is_empty()
        || ty != Ty::str()
        || literals.iter().any(|it| it.contains(['"', '\n']))
    {
        return None;
    }
    let indent = place.indent(field.range.start())?;
    let after = place.source(TextRange::new(field.range.end(), TextSize::of(&**place.item.text(place.db))));
    let is_alone = after.split('\n').next().is_some_and(|rest| matches!(rest.trim(), "" | ","));
    let values: Vec<String> = literals.iter().map(|it| format!("\"{it}\"")).collect();
    let text = format!("// {}\n{indent}", values.join(" | "));
    is_alone
        .then(|| place.assist("Note the values that it has", vec![(TextRange::empty(field.range.start()), text)]))?
}

impl Place<'_> {
    /// The white space in front of the item, when it is the first thing on its line.
    fn item_indent(&self) -> Option<String> {
        let text = &self.file.content(self.db).text;
        let start = text.line_start(text.line_of(self.item_range.start()));
        let before = text.slice(TextRange::new(start, self.item_range.start()));
        before.trim().is_empty().then(|| before.into_owned())
    }
}
