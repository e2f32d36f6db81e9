//! What syntax errors make uncertain. One mistake, one finding: what may only follow from a syntax error is not reported.

use fitz_rules::Rule;
use fitz_rules::families::calls::{
    CALLBACK_RETURN_TYPE, DB_TRANSACTION_CALLBACK, SPAWN_NOT_BACKGROUND, UNKNOWN_METHOD,
};
use fitz_rules::families::expressions::{MATCH_NOT_EXHAUSTIVE, UNKNOWN_FIELD_READ};
use fitz_rules::families::flow::{
    BREAK_OUTSIDE_LOOP, CONTINUE_OUTSIDE_LOOP, MISSING_RETURN, RETURN_OUTSIDE_FUNCTION, RETURN_STATUS_OUTSIDE_HANDLER,
};
use fitz_rules::families::lints::{
    UNAWAITED_FUTURE, UNHANDLED_RESULT, UNUSED_BINDING, UNUSED_IMPORT, UNUSED_PARAMETER, UNUSED_RESULT, UNUSED_VARIABLE,
};
use fitz_rules::families::names::{MISSING_FIELD, UNKNOWN_FIELD, UNKNOWN_STRUCT_TYPE, UNKNOWN_VARIABLE};
use fitz_rules::families::realtime::PARAM_COUNT;
use fitz_rules::families::routes::{ROUTE_GET_BODY, ROUTE_USER_AS_BODY};
use fitz_rules::families::tables::{ORM_DECORATOR_WITHOUT_TABLE, RELATION_TARGET, TABLE_DECORATOR_IGNORED};
use fitz_rules::families::types::{IMPORTED_TYPE_USE, UNCHECKED_ANNOTATION, UNKNOWN_TYPE};
use fitz_syntax::{SourceText, TextRange, TextSize};

use crate::diagnostic::Diagnostic;
use crate::lints::words;

/// Rules that report that something is not there. Broken text of the same item may hold it.
const ABSENCES: &[&Rule] = &[
    &CALLBACK_RETURN_TYPE,
    &DB_TRANSACTION_CALLBACK,
    &IMPORTED_TYPE_USE,
    &MATCH_NOT_EXHAUSTIVE,
    &MISSING_FIELD,
    &MISSING_RETURN,
    &UNCHECKED_ANNOTATION,
    &UNKNOWN_FIELD,
    &UNKNOWN_FIELD_READ,
    &UNKNOWN_STRUCT_TYPE,
    &UNKNOWN_TYPE,
    &UNKNOWN_VARIABLE,
    &UNUSED_BINDING,
    &UNUSED_PARAMETER,
    &UNUSED_VARIABLE,
];

/// Rules about a name that is missing or not used. Broken text anywhere in the file may declare or use it.
const NAMES: &[&Rule] = &[
    &UNCHECKED_ANNOTATION,
    &UNKNOWN_STRUCT_TYPE,
    &UNKNOWN_TYPE,
    &UNKNOWN_VARIABLE,
    &UNUSED_BINDING,
    &UNUSED_IMPORT,
    &UNUSED_VARIABLE,
];

/// Rules about a value that stands alone. It may be the rest of a broken expression, of the line above too.
const LONE_VALUES: &[&Rule] = &[&UNAWAITED_FUTURE, &UNHANDLED_RESULT, &UNUSED_RESULT];

/// Rules about what something stands in. A brace too many or too few puts everything after it somewhere else.
const NESTING: &[&Rule] = &[&BREAK_OUTSIDE_LOOP, &CONTINUE_OUTSIDE_LOOP, &RETURN_OUTSIDE_FUNCTION];

/// Rules about what the decorators of a function do not say. Broken text before it may be one of them.
const REPLIES: &[&Rule] = &[&RETURN_STATUS_OUTSIDE_HANDLER];

/// Rules about what a declaration is not. A decorator whose name is missing may make it that.
const ROLES: &[&Rule] = &[
    &ORM_DECORATOR_WITHOUT_TABLE,
    &PARAM_COUNT,
    &RELATION_TARGET,
    &ROUTE_GET_BODY,
    &ROUTE_USER_AS_BODY,
    &SPAWN_NOT_BACKGROUND,
    &TABLE_DECORATOR_IGNORED,
    &UNKNOWN_METHOD,
];

/// The syntax errors of a file, and what they may explain.
pub(super) struct Broken<'t> {
    text: &'t SourceText,
    items: Vec<TextRange>,
    errors: Vec<TextRange>,
}

impl<'t> Broken<'t> {
    /// `items` are the places of the items of the file, `errors` its syntax errors.
    pub(super) fn new(text: &'t SourceText, items: Vec<TextRange>, errors: &[Diagnostic]) -> Broken<'t> {
        Broken { text, items, errors: errors.iter().map(|error| error.range).collect() }
    }

    /// Whether a finding of the item at `item` may only follow from a syntax error.
    pub(super) fn explain(&self, finding: &Diagnostic, item: TextRange) -> bool {
        if self.errors.is_empty() {
            return false;
        }
        let is_one_of = |rules: &[&Rule]| rules.iter().any(|rule| rule.code == finding.code);
        if is_one_of(NESTING) || is_one_of(ROLES) && self.misses_decorator() {
            return true;
        }
        if is_one_of(REPLIES) && self.errors.iter().any(|error| self.may_decorate(*error, item)) {
            return true;
        }
        let (is_absence, is_name, is_lone) = (is_one_of(ABSENCES), is_one_of(NAMES), is_one_of(LONE_VALUES));
        let line = |offset| self.text.line_of(offset);
        self.errors.iter().any(|error| {
            let shares_line =
                line(error.start()) <= line(finding.range.end()) && line(finding.range.start()) <= line(error.end());
            shares_line
                || (is_absence || is_lone) && item.contains_range(*error)
                || is_lone && line(error.end()) + 1 == line(finding.range.start())
                || is_name && self.mentions(*error, finding.range)
        })
    }

    /// Whether an error is in the item, in the one before it or between the two, or may hide a function that is named as
    /// middleware.
    fn may_decorate(&self, error: TextRange, item: TextRange) -> bool {
        let before = self.items.iter().rev().find(|it| it.end() <= item.start());
        let start = before.map_or_else(TextSize::default, |it| it.start());
        TextRange::new(start, item.end()).intersect(error).is_some()
            || self
                .around(error)
                .into_iter()
                .any(|place| words(&self.text.slice(place)).any(|word| word == "middleware"))
    }

    /// The items that an error touches; the whole file when it stands in none.
    fn around(&self, error: TextRange) -> Vec<TextRange> {
        let touched: Vec<TextRange> =
            self.items.iter().filter(|item| item.intersect(error).is_some()).copied().collect();
        if touched.is_empty() { vec![self.text.range()] } else { touched }
    }

    /// Whether some `@` of the file has no name.
    fn misses_decorator(&self) -> bool {
        self.errors.iter().any(|error| self.text.chars_before(error.start()).next() == Some('@'))
    }

    /// Whether the name at that place occurs once more around an error: in its lines and the items that it touches, or
    /// anywhere in the file when it stands in none.
    fn mentions(&self, error: TextRange, name: TextRange) -> bool {
        let spelled = self.text.slice(name);
        // What stands before an error may be the rest of a declaration, and no part of the item that the error is in.
        let lines = TextRange::new(self.text.line_start(self.text.line_of(error.start())), error.end());
        self.around(error).into_iter().chain([lines]).any(|place| {
            let own = usize::from(place.contains_range(name));
            words(&self.text.slice(place)).filter(|word| *word == spelled).count() > own
        })
    }
}
