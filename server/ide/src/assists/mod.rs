//! Changes that a user may ask for at a place, although nothing is wrong there: one file for each.

mod assignment;
mod authenticate;
mod broadcast_form;
mod closure_function;
mod comprehension;
mod connected_users;
mod describe;
mod destructure;
mod extract_message;
mod extract_type;
mod field_order;
mod function_body;
mod generate_field;
mod generate_function;
mod generate_method;
mod generate_test;
mod generate_type;
mod heartbeat;
mod if_match;
mod interpolation;
mod json_type;
mod lifecycle;
mod limit_frames;
mod lines;
mod log_failure;
mod match_try;
mod named_arguments;
mod number_form;
mod prints;
mod refactor;
mod result_arms;
mod room_field;
mod routes;
mod shape;
mod split_connection;
mod string_form;

use fitz_analysis::hir::{Expr, ExprId, Lowered};
use fitz_analysis::{
    Db, Diagnostic, FilePath, Fix, Inference, Item, ItemKind, SourceFile, Ty, infer, item_at, lowered, module_scope,
    parse, type_named,
};
use fitz_syntax::{SyntaxTree, TextRange, TextSize};

/// A change that a user may ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assist {
    /// What it does, as a menu entry.
    pub title: String,
    /// What kind of change it is, in the words of the protocol (LSP `CodeActionKind`): each change has one of its own, so that a key can
    /// be bound to it.
    pub kind: &'static str,
    /// Whether the program does the same as before: types and endpoints stay what they are.
    pub keeps_meaning: bool,
    /// The replacements in each file, not overlapping.
    pub edits: Vec<(SourceFile, Vec<(TextRange, String)>)>,
    /// A file that it makes, with its text.
    pub creates: Option<(FilePath, String)>,
    /// Why it cannot be done here, when somebody who asks for it should be told; then there are no edits.
    pub disabled: Option<&'static str>,
}

impl Assist {
    /// The same with one more replacement, whose range is one of the file.
    fn and(mut self, file: SourceFile, range: TextRange, text: impl Into<String>) -> Assist {
        let edit = (range, text.into());
        match self.edits.iter_mut().find(|(known, _)| *known == file) {
            Some((_, edits)) => edits.push(edit),
            None => self.edits.push((file, vec![edit])),
        }
        self
    }
}

/// A change as its file declares it.
struct Entry {
    /// See [`Assist::kind`].
    kind: &'static str,
    /// See [`Assist::keeps_meaning`].
    keeps_meaning: bool,
    /// The change at a place, if it is possible there.
    find: fn(&Place<'_>) -> Option<Assist>,
}

/// All of them, in the order of a menu.
const ENTRIES: &[Entry] = &[
    connected_users::ENTRY,
    extract_message::ENTRY,
    extract_type::ENTRY,
    extract_type::VALUE,
    limit_frames::ENTRY,
    log_failure::ENTRY,
    room_field::ENTRY,
    split_connection::ENTRY,
    function_body::BLOCK,
    function_body::EXPRESSION,
    interpolation::INTERPOLATE,
    interpolation::CONCATENATE,
    named_arguments::NAME,
    named_arguments::POSITION,
    number_form::DECIMAL,
    number_form::HEXADECIMAL,
    number_form::BINARY,
    number_form::GROUPS,
    number_form::NO_GROUPS,
    string_form::MULTILINE,
    string_form::ONE_LINE,
    match_try::TRY,
    match_try::MATCH,
    if_match::MATCH,
    if_match::IF,
    comprehension::COMPREHENSION,
    comprehension::CALLS,
    comprehension::FROM_LOOP,
    comprehension::LOOP,
    field_order::ENTRY,
    lines::SPLIT,
    lines::JOIN,
    assignment::SHORT,
    assignment::LONG,
    closure_function::NAMED,
    closure_function::DECLARED,
    closure_function::CLOSURE,
    destructure::NAMED,
    destructure::SEPARATE,
    result_arms::ENTRY,
    prints::ENTRY,
    generate_function::ENTRY,
    generate_type::ENTRY,
    generate_field::ENTRY,
    generate_method::ENTRY,
    generate_test::ENTRY,
    describe::COMMENT,
    describe::VALUES,
    lifecycle::ENTRY,
    broadcast_form::BY_PATH,
    broadcast_form::BY_CONNECTION,
    broadcast_form::BY_MODULE,
    authenticate::ENTRY,
    heartbeat::ENTRY,
    routes::ENTRY,
];

/// The kinds of all changes that there are, in the words of the protocol.
pub fn assist_kinds() -> impl Iterator<Item = &'static str> {
    let places = ENTRIES.iter().chain(refactor::ENTRIES).map(|entry| entry.kind);
    [json_type::KIND, refactor::MOVE].into_iter().chain(places)
}

/// The changes that are possible at a place.
pub fn assists(db: &dyn Db, file: SourceFile, range: TextRange) -> Vec<Assist> {
    let pasted = json_type::assist(db, file, range);
    let Some(place) = Place::new(db, file, range) else { return pasted.into_iter().collect() };
    let found = ENTRIES.iter().chain(refactor::ENTRIES).filter_map(|entry| {
        let found = (entry.find)(&place)?;
        Some(Assist { kind: entry.kind, keeps_meaning: entry.keeps_meaning, ..found })
    });
    pasted.into_iter().chain(found).chain(refactor::moves(&place)).collect()
}

/// The fix of a finding about fields that a struct literal leaves out: it gives them.
pub(crate) fn missing_field_fix(db: &dyn Db, file: SourceFile, finding: &Diagnostic) -> Option<Fix> {
    if finding.code != "missing-field" {
        return None;
    }
    let place = Place::new(db, file, TextRange::empty(finding.range.start()))?;
    let assist = (refactor::FIELDS.find)(&place)?;
    let [(changed, edits)] = <[_; 1]>::try_from(assist.edits).ok()?;
    (changed == file).then_some(Fix { title: assist.title, file: None, edits })
}

/// The fix of a finding about a future where its value is needed: it is waited for.
pub(crate) fn future_fix(db: &dyn Db, file: SourceFile, finding: &Diagnostic) -> Option<Fix> {
    let place = Place::new(db, file, TextRange::empty(finding.range.start()))?;
    refactor::future_fix(&place, finding)
}

/// The item at a place. Ranges are relative to it, as long as nothing else is said.
struct Place<'db> {
    db: &'db dyn Db,
    file: SourceFile,
    item: Item<'db>,
    lowered: &'db Lowered,
    inference: &'db Inference,
    /// The item in the file.
    item_range: TextRange,
    /// What is selected.
    selected: TextRange,
    /// The syntax tree of the file. Its ranges are those of the file.
    tree: SyntaxTree,
}

impl<'db> Place<'db> {
    /// An item with a syntax error is left alone.
    fn new(db: &'db dyn Db, file: SourceFile, range: TextRange) -> Option<Place<'db>> {
        let (item, item_range) = item_at(db, file, range.start())?;
        let selected = range.checked_sub(item_range.start())?;
        let lowered = lowered(db, item);
        let tree = parse(db, file);
        let place = Place { db, file, item, lowered, inference: infer(db, item), item_range, selected, tree };
        (!lowered.is_broken).then_some(place)
    }

    /// A change of the item. The edits are relative to it; what the entry says is filled in later.
    fn assist(&self, title: &str, edits: Vec<(TextRange, String)>) -> Option<Assist> {
        let moved = |(range, text): (TextRange, String)| Some((range.checked_add(self.item_range.start())?, text));
        let edits: Option<Vec<_>> = edits.into_iter().map(moved).collect();
        Some(Assist {
            title: title.to_owned(),
            kind: "",
            keeps_meaning: false,
            edits: vec![(self.file, edits?)],
            creates: None,
            disabled: None,
        })
    }

    fn range(&self, id: ExprId) -> TextRange {
        self.lowered.body.expr_range(id)
    }

    /// The text of the item in a range.
    fn source(&self, range: TextRange) -> &'db str {
        self.item.text(self.db).get(std::ops::Range::<usize>::from(range)).unwrap_or_default()
    }

    /// The text of the line in front of a place.
    fn line_before(&self, offset: TextSize) -> &'db str {
        let before = self.source(TextRange::up_to(offset));
        before.rsplit('\n').next().unwrap_or_default()
    }

    /// The white space in front of a place, when nothing else is there on its line.
    fn indent(&self, offset: TextSize) -> Option<&'db str> {
        Some(self.line_before(offset)).filter(|before| before.chars().all(char::is_whitespace))
    }

    /// Whether the function is a handler with `@ws`, and what is selected is not in its body.
    fn is_at_signature_of_handler(&self) -> bool {
        let function = self.lowered.function();
        let body = function.and_then(|it| it.body).map(|body| self.range(body).start());
        self.lowered.decorators_named("ws").next().is_some() && body.is_some_and(|body| self.selected.end() <= body)
    }

    /// The smallest expression around what is selected that passes a test.
    fn smallest(&self, test: impl Fn(&Expr) -> bool) -> Option<ExprId> {
        let exprs = self.lowered.body.exprs.iter();
        let around = exprs.filter(|(id, expr)| self.range(*id).contains_range(self.selected) && test(expr));
        around.min_by_key(|(id, _)| self.range(*id).len()).map(|(id, _)| id)
    }

    /// The expression whose value a call sends to clients, when it is this one.
    fn is_pushed(&self, id: ExprId) -> bool {
        let range = self.range(id);
        let pushes = fitz_analysis::push_calls(self.db, self.item);
        pushes.iter().any(|push| push.argument.as_ref().is_some_and(|argument| argument.range == range))
    }

    /// Whether nothing in the file has that name.
    fn is_free(&self, name: &str) -> bool {
        let entries = &module_scope(self.db, self.file).entries;
        !entries.contains_key(name) && !self.inference.locals_at(TextSize::from(0)).iter().any(|it| it.name == name)
    }

    /// Whether the type can be written in the file.
    fn is_writable(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Nominal(nominal) => type_named(self.db, self.file, &nominal.name).as_ref() == Some(ty),
            Ty::Nullable(inner) => self.is_writable(inner),
            Ty::Builtin(builtin, arguments) => {
                builtin.is_writable() && arguments.iter().all(|argument| self.is_writable(argument))
            }
            _ => false,
        }
    }

    /// Where a declaration goes that stands above the item: above its comment.
    fn above(&self) -> TextRange {
        let text = &self.file.content(self.db).text;
        let mut line = text.line_of(self.item_range.start());
        while line > 0 && text.slice(text.line_range(line - 1)).trim_start().starts_with("//") {
            line -= 1;
        }
        TextRange::empty(text.line_range(line).start())
    }

    /// Whether the item stands at the top level of the file: its text can be followed by other declarations.
    fn is_function(&self) -> bool {
        self.item.id(self.db).kind == ItemKind::Function
    }
}
