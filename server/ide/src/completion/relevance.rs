//! In which order completion offers what there is.
//!
//! Every item states facts about itself ([`Facts`]), the place states what it expects ([`Expected`]), and this module alone
//! makes an order of both. What is not known prefers nothing.

use fitz_analysis::{Builtin, Ty, nominal_fields};
use fitz_syntax::{SyntaxKind, TextRange};
use rustc_hash::FxHashMap;

use super::expected::Expected;
use super::{CompletionItem, CompletionKind, Query};

/// What an item tells about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The type of what is inserted: of a function, what its call gives. `Any` when it is not known or no value.
    pub ty: Ty,
    /// The type of the bare name, when it is a function.
    pub function: Option<Ty>,
    /// Where it is declared, seen from the cursor.
    pub nearness: Nearness,
    /// Comes after items with a smaller number that are as good otherwise.
    pub order: u16,
    /// Whether it has to be given: a field without a default, an arm that is missing.
    pub is_missing: bool,
    /// Whether another form has taken its place.
    pub is_deprecated: bool,
    /// Whether it is only there for those who look for it: a member of what the value holds, a form around the value.
    pub is_detour: bool,
}

/// Where something is declared, seen from the cursor: the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Nearness {
    Local,
    Module,
    Imported,
    Library,
    /// Taking it adds an import.
    ToImport,
}

impl Default for Facts {
    fn default() -> Facts {
        Facts {
            ty: Ty::Any,
            function: None,
            nearness: Nearness::Module,
            order: 0,
            is_missing: false,
            is_deprecated: false,
            is_detour: false,
        }
    }
}

/// How well a type fits where a value is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Exact,
    /// It will do, or does after `?` or `.await`.
    Possible,
    /// Nothing is expected, or the type is not known, or a part of the value fits.
    Unknown,
    Mismatch,
}

/// Gives every item its place in the list.
pub(super) fn sort(query: &Query<'_>, expected: &Expected, items: &mut [CompletionItem]) {
    let words = Words::new(query, items);
    let is_printed = query.around().any(|node| node.kind() == SyntaxKind::Interpolation);
    for item in items {
        item.facts.is_deprecated |= item.documentation.as_deref().is_some_and(is_deprecated);
        if is_passed(&item.facts, &expected.ty) {
            (item.insert, item.plain, item.is_snippet) = (None, None, false);
        }
        let score = score(query, expected, &words, is_printed, item);
        let order = item.facts.order;
        item.sort = format!("{:04}{order:05}{}", 9_999 - score.clamp(0, 9_999), item.sort);
    }
}

/// Whether a documentation says that something is not to be used any more. The language has no other word for it.
pub(crate) fn is_deprecated(documentation: &str) -> bool {
    documentation.lines().any(|line| {
        let first = line.split(|letter: char| !letter.is_alphanumeric()).find(|word| !word.is_empty());
        first.is_some_and(|word| word == "Deprecated" || word == "DEPRECATED") || line.starts_with("@deprecated")
    })
}

/// The weights. Each fact counts for itself, and the sum decides.
fn score(query: &Query<'_>, expected: &Expected, words: &Words, is_printed: bool, item: &CompletionItem) -> i32 {
    let facts = &item.facts;
    let name = name_of(item);
    let flag = |is_so: bool, weight: i32| if is_so { weight } else { 0 };
    // What has just been declared is there to be used.
    let is_new = facts.nearness == Nearness::Local && words.count(name) <= 1;
    // A statement that is a call is there for what it does.
    let gives_nothing = item.kind == CompletionKind::Function && facts.ty.is(Builtin::Null);
    let acts = gives_nothing && !is_printed && *expected == Expected::default();
    let is_own_target = expected.target.as_ref().is_some_and(|target| target == name);
    1_000
        + fit(query, facts, &expected.ty).weight()
        + facts.nearness.weight()
        + weight_of_name(expected, name)
        + weight_of_kind(item)
        + weight_of_rest(query, item)
        + words.weight(name)
        + flag(acts, 40)
        + flag(gives_nothing && is_printed, -200)
        + flag(is_new, 60)
        + flag(facts.is_missing, 200)
        + flag(facts.is_deprecated, -300)
        + flag(facts.is_detour, -800)
        + flag(is_own_target, -400)
}

impl Fit {
    fn weight(self) -> i32 {
        match self {
            Fit::Exact => 300,
            Fit::Possible => 200,
            Fit::Unknown => 100,
            Fit::Mismatch => 0,
        }
    }
}

impl Nearness {
    fn weight(self) -> i32 {
        match self {
            Nearness::Local => 160,
            Nearness::Module => 100,
            Nearness::Imported => 90,
            Nearness::Library => 40,
            Nearness::ToImport => 0,
        }
    }
}

fn weight_of_name(expected: &Expected, name: &str) -> i32 {
    match &expected.name {
        Some(wanted) if wanted == name => 250,
        Some(wanted) if is_akin(wanted, name) => 60,
        _ => 0,
    }
}

fn weight_of_kind(item: &CompletionItem) -> i32 {
    match item.kind {
        // The name of a parameter says more than a value that it could have.
        CompletionKind::Property => 150,
        CompletionKind::Keyword => -80,
        CompletionKind::Snippet if item.facts.is_missing => 0,
        CompletionKind::Snippet => -150,
        _ => 0,
    }
}

/// What stands behind the cursor already says what is missing before it.
fn weight_of_rest(query: &Query<'_>, item: &CompletionItem) -> i32 {
    let is_called = matches!(item.kind, CompletionKind::Function | CompletionKind::Method);
    match query.next_char() {
        Some('(') if is_called => 150,
        Some('.') if is_called || item.kind == CompletionKind::Keyword => -100,
        Some('.') if item.kind == CompletionKind::Module => 40,
        _ => 0,
    }
}

fn fit(query: &Query<'_>, facts: &Facts, wanted: &Ty) -> Fit {
    if is_passed(facts, wanted) {
        return Fit::Exact;
    }
    let found = &facts.ty;
    if is_unknown(wanted) || is_unknown(found) {
        return Fit::Unknown;
    }
    if found == wanted || found == wanted.without_null() {
        return Fit::Exact;
    }
    if found.fits(wanted) {
        return Fit::Possible;
    }
    if given_later(found).is_some_and(|inner| !is_unknown(inner) && inner.fits(wanted)) {
        return Fit::Possible;
    }
    if found.without_null().fits(wanted) || has_part(query, found, wanted) { Fit::Unknown } else { Fit::Mismatch }
}

/// Whether a function is expected and this is one: its name is the value, and a call of it would be none.
fn is_passed(facts: &Facts, wanted: &Ty) -> bool {
    let is_function = matches!(wanted.without_null(), Ty::Function(_));
    is_function && facts.function.as_ref().is_some_and(|function| function.fits(wanted.without_null()))
}

fn is_unknown(ty: &Ty) -> bool {
    matches!(ty.without_null(), Ty::Any | Ty::PyAny | Ty::Variable(_))
}

/// The value inside of a `Future` or a `Result`.
fn given_later(ty: &Ty) -> Option<&Ty> {
    let inner = ty.arguments_of(Builtin::Future).and_then(<[Ty]>::first).unwrap_or(ty);
    let value = inner.arguments_of(Builtin::Result).and_then(<[Ty]>::first).unwrap_or(inner);
    (value != ty).then_some(value)
}

/// Whether the value is a record with a field that fits.
fn has_part(query: &Query<'_>, ty: &Ty, wanted: &Ty) -> bool {
    let Ty::Nominal(nominal) = ty.without_null() else { return false };
    nominal_fields(query.db, nominal).iter().any(|field| field.ty.fits(wanted))
}

/// Whether one of two names ends with the other: `user_id` and `id`, `event` and `ClickEvent`.
fn is_akin(wanted: &str, name: &str) -> bool {
    let (wanted, name) = (folded(wanted), folded(name));
    let shorter = wanted.len().min(name.len());
    shorter > 1 && (wanted.ends_with(&name) || name.ends_with(&wanted))
}

/// A name without capitals and underscores.
fn folded(name: &str) -> String {
    name.chars().filter(|character| *character != '_').flat_map(char::to_lowercase).collect()
}

/// What twice as many uses of a name weigh.
const USE: i32 = 30;

/// How often the names that are offered occur in the file: what a program uses, it uses again.
struct Words {
    counts: FxHashMap<String, u32>,
}

impl Words {
    /// Counts them without the word that is being typed.
    fn new(query: &Query<'_>, items: &[CompletionItem]) -> Words {
        let mut counts: FxHashMap<String, u32> = items.iter().map(|item| (name_of(item).to_owned(), 0)).collect();
        let text = &query.file.content(query.db).text;
        let before = text.slice(TextRange::up_to(query.replace.start()));
        let after = text.slice(TextRange::new(query.replace.end(), text.len()));
        for part in [before, after] {
            for word in part.split(|character: char| !(character.is_alphanumeric() || character == '_')) {
                if let Some(count) = counts.get_mut(word) {
                    *count += 1;
                }
            }
        }
        Words { counts }
    }

    fn weight(&self, name: &str) -> i32 {
        USE * i32::try_from((self.count(name) + 1).ilog2()).unwrap_or_default()
    }

    fn count(&self, name: &str) -> u32 {
        self.counts.get(name).copied().unwrap_or_default()
    }
}

/// What the typed text is compared with.
fn name_of(item: &CompletionItem) -> &str {
    item.filter.as_deref().unwrap_or(&item.label)
}
