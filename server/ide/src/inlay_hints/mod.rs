//! Inlay hints: types and names that the text leaves out, and where frames go.

mod chains;
mod closures;
mod frames;
mod parameters;
mod results;
mod variables;

use fitz_analysis::hir::Lowered;
use fitz_analysis::{Db, Inference, Item, SourceFile, Ty, file_items, infer, lowered, nominal_item, type_named};
use fitz_syntax::{TextRange, TextSize};

use crate::definition::{NavigationTarget, item_target};

/// Text that the editor shows between the characters of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlayHint {
    /// Behind which character.
    pub offset: TextSize,
    /// What it says, in parts.
    pub parts: Vec<HintPart>,
    /// What it is about.
    pub kind: HintKind,
    /// More about it.
    pub tooltip: Option<&'static str>,
    /// What to insert at its place to have it in the text.
    pub inserts: Option<String>,
}

/// What a hint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HintKind {
    /// The type of what stands before it.
    Type,
    /// The name of the parameter that takes what stands behind it.
    Parameter,
    /// The frames of a connection.
    Frame,
}

/// A part of a hint, with the declaration that it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HintPart {
    /// The text.
    pub text: String,
    /// Where it is declared.
    pub target: Option<NavigationTarget>,
}

/// Which hints are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)]
pub struct HintOptions {
    /// Frames at the calls that receive and send them.
    pub frames: bool,
    /// Types of variables, unless their value says it.
    pub variable_types: bool,
    /// Names of parameters at the arguments of calls.
    pub parameter_names: bool,
    /// Types of the variables of loops.
    pub loop_types: bool,
    /// Types of the parameters and results of functions without a name.
    pub closure_types: bool,
    /// Types of the steps of a chain of calls over several lines.
    pub chain_types: bool,
    /// Results that a statement drops.
    pub ignored_results: bool,
    /// How many characters a type or a name may have; a longer one is cut. 0 cuts none.
    pub max_length: usize,
}

impl HintOptions {
    /// No hints.
    pub const NONE: HintOptions = HintOptions {
        frames: false,
        variable_types: false,
        parameter_names: false,
        loop_types: false,
        closure_types: false,
        chain_types: false,
        ignored_results: false,
        max_length: 0,
    };
}

impl Default for HintOptions {
    fn default() -> Self {
        HintOptions { frames: true, variable_types: true, parameter_names: true, max_length: 40, ..HintOptions::NONE }
    }
}

/// The hints that stand in `range`, in the order of the text.
pub fn inlay_hints(db: &dyn Db, file: SourceFile, range: TextRange, options: &HintOptions) -> Vec<InlayHint> {
    let mut hints = Vec::new();
    for (item, item_range) in &file_items(db, file).items {
        // The methods of a type are items of their own.
        if item_range.intersect(range).is_some() {
            let found = hints_of(db, file, *item, options).into_iter();
            let moved =
                |hint: InlayHint| Some(InlayHint { offset: hint.offset.checked_add(item_range.start())?, ..hint });
            hints.extend(found.filter_map(moved).filter(|hint| range.contains_inclusive(hint.offset)));
        }
    }
    hints.sort_by_key(|hint| hint.offset);
    hints
}

/// An item whose hints are asked for.
struct Subject<'db> {
    db: &'db dyn Db,
    file: SourceFile,
    item: Item<'db>,
    text: &'db str,
    lowered: &'db Lowered,
    inference: &'db Inference,
}

/// The hints of an item, relative to it.
fn hints_of(db: &dyn Db, file: SourceFile, item: Item<'_>, options: &HintOptions) -> Vec<InlayHint> {
    let subject =
        Subject { db, file, item, text: item.text(db), lowered: lowered(db, item), inference: infer(db, item) };
    let mut hints = Vec::new();
    if options.variable_types {
        hints.extend(variables::of_declarations(&subject));
    }
    if options.loop_types {
        hints.extend(variables::of_loops(&subject));
    }
    if options.closure_types {
        hints.extend(closures::hints(&subject));
    }
    if options.chain_types {
        hints.extend(chains::hints(&subject));
    }
    if options.ignored_results {
        hints.extend(results::hints(&subject));
    }
    if options.parameter_names {
        hints.extend(parameters::hints(&subject));
    }
    for part in hints.iter_mut().flat_map(|hint| &mut hint.parts) {
        shorten(&mut part.text, options.max_length);
    }
    if options.frames {
        hints.extend(frames::hints(db, item, subject.lowered, subject.inference));
    }
    hints
}

impl Subject<'_> {
    /// `sign` and a type, behind a place. `None` while the type is not known.
    fn type_hint(&self, offset: TextSize, sign: &str, ty: &Ty) -> Option<InlayHint> {
        if !is_known(ty) {
            return None;
        }
        let parts = vec![part(sign), type_part(self.db, ty)];
        Some(InlayHint { offset, parts, kind: HintKind::Type, tooltip: None, inserts: None })
    }

    /// The same for a place where the type could be written.
    fn annotation(&self, offset: TextSize, sign: &str, ty: &Ty) -> Option<InlayHint> {
        let hint = self.type_hint(offset, sign, ty)?;
        let inserts = self.is_writable(ty).then(|| format!("{sign}{ty}"));
        Some(InlayHint { inserts, ..hint })
    }

    /// Whether the type can be written in this file as it is shown.
    fn is_writable(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Builtin(builtin, parts) => builtin.is_writable() && parts.iter().all(|part| self.is_writable(part)),
            Ty::Nominal(nominal) => type_named(self.db, self.file, &nominal.name).as_ref() == Some(ty),
            Ty::Nullable(inner) => self.is_writable(inner),
            Ty::Tuple(parts) => parts.iter().all(|part| self.is_writable(part)),
            Ty::Any | Ty::PyAny | Ty::Function(_) | Ty::Variable(_) => false,
        }
    }

    /// The text of a part of the item.
    fn written(&self, range: TextRange) -> &str {
        self.text.get(usize::from(range.start())..usize::from(range.end())).unwrap_or_default()
    }
}

/// Whether a type says something in each of its parts.
fn is_known(ty: &Ty) -> bool {
    match ty {
        Ty::Any | Ty::Variable(_) => false,
        Ty::PyAny | Ty::Nominal(_) => true,
        Ty::Nullable(inner) => is_known(inner),
        Ty::Builtin(_, parts) | Ty::Tuple(parts) => parts.iter().all(is_known),
        Ty::Function(function) => function.parameters.iter().all(is_known) && is_known(&function.result),
    }
}

fn shorten(text: &mut String, max_length: usize) {
    if max_length > 0
        && let Some((end, _)) = text.char_indices().nth(max_length)
    {
        text.truncate(end);
        text.push('…');
    }
}

fn type_part(db: &dyn Db, ty: &Ty) -> HintPart {
    let target = match ty {
        Ty::Nominal(nominal) => nominal_item(db, nominal).and_then(|item| item_target(db, item.id(db))),
        _ => None,
    };
    HintPart { text: ty.to_string(), target }
}

fn part(text: &str) -> HintPart {
    HintPart { text: text.to_owned(), target: None }
}
