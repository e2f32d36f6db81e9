//! Names of other modules, which taking them imports.

use fitz_analysis::{Importable, ItemKind, importable_names, infer, item_at};
use fitz_syntax::TextRange;

use super::name::declared;
use super::{CompletionItem, Nearness, Place, Query, decorator};

/// How many names of other modules are offered at most. Typing more makes room for the others.
const MOST_NAMES: usize = 100;

/// Which names of other modules can stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kinds {
    None,
    Values,
    Types,
}

impl Kinds {
    pub(super) fn at(query: &Query<'_>, place: &Place<'_>) -> Kinds {
        match place {
            Place::DecoratorArgument(decorator) | Place::DecoratorValue(decorator) => {
                if decorator::takes_values(query, *decorator) { Kinds::Values } else { Kinds::None }
            }
            Place::Argument(_) | Place::ArmBody | Place::BreakValue | Place::Expression | Place::Statement => {
                Kinds::Values
            }
            Place::Type => Kinds::Types,
            _ => Kinds::None,
        }
    }

    fn contains(self, kind: ItemKind) -> bool {
        match self {
            Kinds::None => false,
            Kinds::Values => true,
            Kinds::Types => kind == ItemKind::Type,
        }
    }
}

/// Adds the names of other modules. Tells whether some were left out.
pub(super) fn add(query: &Query<'_>, kinds: Kinds, items: &mut Vec<CompletionItem>) -> bool {
    if kinds == Kinds::None {
        return false;
    }
    let locals = locals(query);
    let before = TextRange::new(query.replace.start(), query.offset);
    let typed = query.file.content(query.db).text.slice(before).to_lowercase();
    let is_wanted = |name: &str| has_letters(name, &typed) && !locals.iter().any(|local| local == name);
    let found = importable_names(query.db, query.file, is_wanted).filter(|it| kinds.contains(it.declaration.kind));
    let (chosen, is_cut) = best(found, &typed);
    items.extend(chosen.into_iter().map(|importable| item(query, importable)));
    is_cut
}

/// Those that start with what is typed before the others, as many as are offered. Tells whether some were left out.
fn best<'db>(found: impl Iterator<Item = Importable<'db>>, typed: &str) -> (Vec<Importable<'db>>, bool) {
    let mut chosen = Vec::new();
    let mut others = Vec::new();
    let mut is_cut = false;
    for importable in found {
        let names = if starts_with(importable.name, typed) { &mut chosen } else { &mut others };
        if names.len() < MOST_NAMES {
            names.push(importable);
            continue;
        }
        is_cut = true;
        if chosen.len() == MOST_NAMES {
            break;
        }
    }
    is_cut |= chosen.len() + others.len() > MOST_NAMES;
    chosen.extend(others);
    chosen.truncate(MOST_NAMES);
    (chosen, is_cut)
}

fn item(query: &Query<'_>, importable: Importable<'_>) -> CompletionItem {
    CompletionItem {
        import: Some(importable.module.to_vec()),
        ..declared(query, importable.name, importable.declaration, Nearness::ToImport)
    }
}

/// The names that hide what would be imported.
fn locals(query: &Query<'_>) -> Vec<fitz_analysis::Name> {
    let Some((item, range)) = item_at(query.db, query.file, query.offset) else { return Vec::new() };
    let Some(place) = query.replace.start().checked_sub(range.start()) else { return Vec::new() };
    infer(query.db, item).locals_at(place).into_iter().map(|local| local.name.clone()).collect()
}

/// Whether a name starts with what is typed, in whatever case.
fn starts_with(name: &str, typed: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    typed.chars().all(|wanted| letters.next() == Some(wanted))
}

/// Whether a name has the letters that are typed, in their order: clients leave out all others.
fn has_letters(name: &str, typed: &str) -> bool {
    let mut letters = name.chars();
    typed.chars().all(|wanted| letters.any(|letter| letter == wanted || letter.to_lowercase().eq([wanted])))
}
