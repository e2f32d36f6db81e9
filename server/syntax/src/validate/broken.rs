//! The places where a text does not fit the grammar, one message for each mistake.
//!
//! One mistake often leaves several marks in a tree: an unclosed string swallows the bracket behind it, and with that
//! the end of the block is missing too. So the marks are looked at in the order of the text, and those that an earlier
//! mistake explains are left out.

use std::collections::HashSet;

use super::layout::{self, Form, Unclosed};
use super::strict::{self, Goal, Kind, Lexer, Token};
use super::{Context, MOST_ERRORS, error, range_between, strings};
use crate::{SyntaxError, SyntaxKind, SyntaxNode, TextRange, TextSize};

/// A mark of something broken in a tree.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    range: TextRange,
    mark: Mark,
    anchor: Anchor,
    /// The string around it, with its interpolation if the mark lies in one.
    string: Option<Embedding>,
}

#[derive(Clone, Debug)]
enum Mark {
    /// Text that does not fit.
    Error,
    /// A token that the parser has put in.
    Inserted(SyntaxKind),
    /// The grammar's mark for a name that is missing after a dot.
    MissingMember(TextRange),
    /// The grammar's mark for something else that is missing, in a node of this kind.
    Missing(SyntaxKind),
    Unclosed(Unclosed),
    UnclosedComment,
}

/// The statement, member or arm in which a mark lies.
#[derive(Copy, Clone, Debug)]
struct Anchor {
    range: TextRange,
    list: List,
}

/// What the anchor is one of.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
enum List {
    File,
    Block,
    Members,
    Arms,
}

/// A string around something.
#[derive(Copy, Clone, Debug)]
pub(super) struct Embedding {
    string: TextRange,
    interpolation: Option<TextRange>,
    is_triple: bool,
}

impl Spot {
    /// The mark `node`, the current node of the walk.
    pub(super) fn new(cx: &Context<'_>, node: SyntaxNode<'_>) -> Self {
        let parent = cx.parent();
        let mark = match node.kind() {
            _ if node.is_error() => Mark::Error,
            SyntaxKind::UnexpectedCharacter => Mark::Error,
            SyntaxKind::UnclosedComment => Mark::UnclosedComment,
            SyntaxKind::Unclosed => parent.map_or(Mark::Error, |parent| Mark::Unclosed(Unclosed::of(parent))),
            SyntaxKind::Missing => match parent.map(|parent| (parent, parent.kind())) {
                Some((parent, SyntaxKind::FieldExpression)) if parent.range().start() != node.range().start() => {
                    let dot = parent.children().filter(|child| child.kind() == SyntaxKind::Dot).last();
                    dot.map_or(Mark::Missing(SyntaxKind::FieldExpression), |dot| Mark::MissingMember(dot.range()))
                }
                Some((_, kind)) => Mark::Missing(kind),
                None => Mark::Error,
            },
            kind => Mark::Inserted(kind),
        };
        Self {
            range: node.range(),
            mark,
            anchor: Anchor::of(cx, node),
            string: cx.path.last().and_then(|step| step.string),
        }
    }

    /// The mark that `node`, the current node of the walk, fits the grammar but not the language.
    pub(super) fn misplaced(cx: &Context<'_>, node: SyntaxNode<'_>) -> Self {
        Self {
            range: node.range(),
            mark: Mark::Error,
            anchor: Anchor::of(cx, node),
            string: cx.path.last().and_then(|step| step.string),
        }
    }

    fn goal(&self) -> Goal {
        let until = usize::from(self.range.end());
        match self.anchor.list {
            List::File => Goal::File(until),
            List::Block => Goal::Block(until),
            List::Members => Goal::Members(until),
            List::Arms => Goal::Arms(until),
        }
    }
}

impl List {
    fn of(kind: SyntaxKind) -> Option<Self> {
        match kind {
            SyntaxKind::SourceFile => Some(Self::File),
            SyntaxKind::Block => Some(Self::Block),
            SyntaxKind::TypeBody => Some(Self::Members),
            SyntaxKind::MatchBody => Some(Self::Arms),
            _ => None,
        }
    }
}

/// Whether a node holds statements, members or arms. A root that is an error holds the pieces of statements.
pub(super) fn is_list(node: SyntaxNode<'_>) -> bool {
    node.is_error() || List::of(node.kind()).is_some()
}

impl Anchor {
    fn of(cx: &Context<'_>, node: SyntaxNode<'_>) -> Self {
        let depth = cx.path.last().and_then(|step| step.list);
        let Some((depth, step)) = depth.and_then(|depth| Some((depth, cx.path.get(depth)?))) else {
            return Self { range: node.range(), list: List::File };
        };
        let list = List::of(step.node.kind()).unwrap_or(List::File);
        if let Some(item) = cx.path.get(depth + 1) {
            return Self { range: item.node.range(), list };
        }
        // Directly in a list, a mark may belong to what stands before it on its line.
        let before = step.previous.filter(|previous| {
            let between = TextRange::new(previous.range().end().min(node.range().start()), node.range().start());
            !cx.slice(between).contains('\n')
        });
        let start = before.map_or(node.range().start(), |before| before.range().start());
        Self { range: TextRange::new(start, node.range().end().max(start)), list }
    }
}

impl Embedding {
    /// The string in which the children of a node lie, given the one in which the node lies.
    pub(super) fn below(node: SyntaxNode<'_>, above: Option<Self>) -> Option<Self> {
        match node.kind() {
            // The outermost string counts: what is inside of it was read as its interpolation.
            SyntaxKind::StringLiteral if above.is_none() => {
                let is_triple = node.first_child().is_some_and(|quote| quote.kind() == SyntaxKind::TripleQuote);
                Some(Self { string: node.range(), interpolation: None, is_triple })
            }
            SyntaxKind::Interpolation => {
                above.map(|above| Self { interpolation: above.interpolation.or(Some(node.range())), ..above })
            }
            kind if List::of(kind).is_some() => None,
            _ => above,
        }
    }
}

/// All errors of a text: those that the rules have found, and those that explain the marks.
pub(super) fn explain(cx: Context<'_>, has_error: bool) -> Vec<SyntaxError> {
    let Context { text, errors: rules, spots, bad_strings, .. } = cx;
    let mut teller = Teller {
        text,
        bad_strings,
        faults: Vec::new(),
        told: HashSet::new(),
        last: None,
        last_mistake: None,
        string: None,
        covered: Vec::new(),
        swallowed: false,
    };
    for (index, spot) in spots.iter().enumerate() {
        let unclosed_here =
            |later: &Spot| matches!(later.mark, Mark::Unclosed(_)) && later.anchor.range == spot.anchor.range;
        let mut same_place =
            spots.get(index + 1..).unwrap_or_default().iter().take_while(|later| later.range == spot.range);
        if matches!(spot.mark, Mark::Missing(_)) && same_place.any(unclosed_here) {
            continue;
        }
        if teller.tell(spot) || teller.faults.len() > 2 * MOST_ERRORS {
            break;
        }
    }
    let mut errors = teller.merge(rules);
    if errors.is_empty() && has_error {
        errors.extend(strict::explain(text, 0, Goal::File(text.len())));
    }
    errors
}

/// A mistake that has been found behind a mark.
struct Fault {
    error: SyntaxError,
    /// Whether text around it may have been misread.
    is_strong: bool,
}

struct Teller<'t> {
    text: &'t str,
    /// The strings in which a rule has found a mistake.
    bad_strings: HashSet<TextRange>,
    faults: Vec<Fault>,
    /// The anchors whose mistake has been told.
    told: HashSet<(TextRange, List)>,
    /// Where the last mark was that has been told.
    last: Option<TextRange>,
    /// The code and place of the last mistake, told or not.
    last_mistake: Option<(&'static str, TextRange)>,
    /// The string that has been told last.
    string: Option<TextRange>,
    /// Text that a mistake explains as a whole, in order.
    covered: Vec<TextRange>,
    /// Whether an earlier mistake has misplaced closing brackets.
    swallowed: bool,
}

impl Teller<'_> {
    /// Tells what is behind a mark. Whether nothing after it is worth a message.
    fn tell(&mut self, spot: &Spot) -> bool {
        let in_told_string = self.string.is_some_and(|string| string.contains_range(spot.range));
        let anchor = (spot.anchor.range, spot.anchor.list);
        if matches!(spot.mark, Mark::UnclosedComment) {
            let start = usize::from(spot.range.start());
            self.push(strings::unclosed_comment(range_between(start, start + 2)), spot, true);
            return true;
        }
        if spot.string.is_some_and(|embedding| self.bad_strings.contains(&embedding.string)) {
            self.told.insert(anchor);
            return false;
        }
        if in_told_string || self.told.contains(&anchor) || self.is_covered(spot.range.start()) {
            return false;
        }
        if self.stands_behind_mistake(spot) {
            self.told.insert(anchor);
            return false;
        }
        match &spot.mark {
            Mark::Unclosed(unclosed) => self.tell_unclosed(spot, unclosed),
            Mark::MissingMember(dot) => self.push(strict::missing_member(*dot), spot, false),
            Mark::Missing(parent) => {
                if !self.follows_from_last(spot, *parent) {
                    self.tell_missing(spot, *parent);
                }
            }
            Mark::Error | Mark::Inserted(_) => self.tell_error(spot),
            Mark::UnclosedComment => {}
        }
        false
    }

    fn tell_missing(&mut self, spot: &Spot, parent: SyntaxKind) {
        if let Some(Embedding { interpolation: Some(interpolation), is_triple, .. }) = spot.string {
            self.push(strings::explain_interpolation(self.text, interpolation, is_triple), spot, false);
            return;
        }
        let fault = self.strictly(spot).unwrap_or_else(|| layout::missing(self.before(spot.range), parent));
        self.told.insert((spot.anchor.range, spot.anchor.list));
        self.push(fault, spot, false);
        // The brace of a body on the next line: what it holds was read as something else.
        let on_line = Lexer::new(self.text, spot.range.end().into()).next().kind != Kind::LineBreak;
        let next = self.token_after(spot.range.end().into());
        if on_line || next.kind != Kind::Punctuation("{") {
            return;
        }
        if let Some(end) = strict::find_close(self.text, next.range.start().into(), usize::MAX) {
            self.covered.push(range_between(next.range.start().into(), end));
        }
    }

    /// Whether something is missing only because of what the last mistake has cut off.
    fn follows_from_last(&self, spot: &Spot, parent: SyntaxKind) -> bool {
        let Some(last) = self.last else { return false };
        let between = TextRange::new(last.end().min(spot.anchor.range.start()), spot.anchor.range.start());
        // The value of an arm on the line after its `=>` looks like the pattern of the next arm.
        last == spot.range || (parent == SyntaxKind::MatchArm && self.slice(between).trim().is_empty())
    }

    fn is_covered(&self, offset: TextSize) -> bool {
        self.covered.last().is_some_and(|covered| covered.contains_inclusive(offset))
    }

    fn tell_unclosed(&mut self, spot: &Spot, unclosed: &Unclosed) {
        let is_string = matches!(unclosed.form, Form::String | Form::Interpolation);
        if matches!(unclosed.form, Form::Body(_)) {
            let explained = |fault: &Fault| fault.is_strong && fault.error.range.start() >= unclosed.opening.start();
            if self.swallowed || self.faults.iter().any(explained) {
                return;
            }
        }
        if let (true, Form::Brackets(_, what)) = (unclosed.stays_on_line, unclosed.form) {
            let start = usize::from(unclosed.opening.start());
            if let Some(end) = strict::find_close(self.text, start, strict::MOST_TOKENS) {
                self.push(strict::broken_line(unclosed.opening, what), spot, false);
                self.covered.push(range_between(start, end));
                return;
            }
        }
        if is_string && self.ends_string_of_last_line(unclosed.opening) {
            return;
        }
        self.push(unclosed.error(self.text), spot, is_string);
        if is_string {
            // The rest of the line was swallowed, and with it brackets that are missing now.
            self.told.insert((spot.anchor.range, spot.anchor.list));
            let rest = TextRange::new(spot.range.start().min(spot.anchor.range.end()), spot.anchor.range.end());
            self.swallowed |= self.slice(rest).trim_end().contains('\n');
        }
        self.string = spot.string.map(|embedding| embedding.string).or(self.string);
    }

    /// Whether a statement is only what is left of a line whose start was misread, and what that line opens.
    fn stands_behind_mistake(&self, spot: &Spot) -> bool {
        self.faults.last().filter(|fault| fault.is_strong).is_some_and(|fault| {
            let (end, start) = (fault.error.range.end(), spot.anchor.range.start());
            end <= start && !self.slice(TextRange::new(end, start)).contains('\n')
        })
    }

    /// Whether a mark lies in an indented statement that stands in no block.
    fn is_indented_in_file(&self, spot: &Spot) -> bool {
        let before = self.text.get(..usize::from(spot.anchor.range.start())).unwrap_or_default();
        let indentation = before.get(before.rfind('\n').map_or(0, |at| at + 1)..).unwrap_or_default();
        spot.anchor.list == List::File && !indentation.is_empty() && indentation.trim().is_empty()
    }

    /// Whether a quote that seems to open a string closes one that was opened on the line before: a text over two lines.
    fn ends_string_of_last_line(&self, quote: TextRange) -> bool {
        self.faults.last().is_some_and(|fault| {
            let start = fault.error.range.end().min(quote.start());
            let between = TextRange::new(start, quote.start());
            fault.error.code == "syntax/unclosed-string" && self.slice(between).matches('\n').count() == 1
        })
    }

    fn tell_error(&mut self, spot: &Spot) {
        let first = Lexer::new(self.text, spot.range.start().into()).next();
        let is_closing = matches!(first.kind, Kind::Punctuation(")" | "]" | "}"));
        if is_closing && self.swallowed {
            return;
        }
        if self.faults.iter().any(|fault| fault.is_strong) && self.is_indented_in_file(spot) {
            // The body of something whose head was misread.
            self.swallowed = true;
            return;
        }
        if let Some(Embedding { string, interpolation: Some(interpolation), is_triple }) = spot.string {
            self.push(strings::explain_interpolation(self.text, interpolation, is_triple), spot, true);
            self.string = Some(string);
            return;
        }
        let fault = self.strictly(spot).unwrap_or_else(|| self.unexpected(spot));
        self.told.insert((spot.anchor.range, spot.anchor.list));
        if fault.code == "syntax/unclosed-string" && self.ends_string_of_last_line(fault.range) {
            return;
        }
        // A head that is not understood leaves its arms behind, line by line, all with the same mistake.
        let repeats = self.last_mistake.is_some_and(|(code, last)| {
            let start = last.end().min(spot.anchor.range.start());
            let between = self.slice(TextRange::new(start, spot.anchor.range.start()));
            let is_same = code == fault.code && self.slice(last) == self.slice(fault.range);
            (is_same || self.slice(fault.range) == "=>") && between.matches('\n').count() <= 1
        });
        if repeats {
            self.last_mistake = Some((fault.code, fault.range));
            self.swallowed = true;
            return;
        }
        let skipped = self.slice(spot.range);
        self.swallowed |= skipped.contains(['{', '}']) || matches!(spot.mark, Mark::Inserted(SyntaxKind::RBrace));
        self.push(fault, spot, true);
    }

    /// The first mistake of the statement around a mark, read strictly.
    fn strictly(&self, spot: &Spot) -> Option<SyntaxError> {
        let fault = strict::explain(self.text, spot.anchor.range.start().into(), spot.goal())?;
        let end = spot.anchor.range.end().max(spot.range.end());
        let between = self.slice(TextRange::new(end.min(fault.range.start()), fault.range.start()));
        let inside = !between.contains('\n') || between.trim().is_empty();
        let known = self.faults.iter().rev().take(8).any(|told| told.error.range == fault.range);
        (inside && !known).then_some(fault)
    }

    /// What can be said about a mark without knowing what was expected.
    fn unexpected(&self, spot: &Spot) -> SyntaxError {
        if let Mark::Inserted(token) = spot.mark {
            let place = self.before(spot.range);
            if token.is_named() {
                return layout::missing(place, token);
            }
            let token = token.name();
            return error("syntax/missing", place, format!("`{token}` is missing after this."))
                .hint(format!("Add `{token}`."));
        }
        // The statement is right as far as its tokens go: a string in it may not be.
        let mut lexer = Lexer::new(self.text, spot.anchor.range.start().into());
        loop {
            let token = lexer.next();
            if token.kind == Kind::End || token.range.start() > spot.range.end() {
                break;
            }
            if token.kind == Kind::String
                && let Some(fault) = strings::check_text(self.text, token.range)
            {
                return fault;
            }
        }
        let token = self.token_after(spot.range.start().into());
        match token.kind {
            Kind::Invalid(fault) => *fault,
            Kind::End => layout::missing(self.before(spot.range), SyntaxKind::Error),
            _ => {
                let word = self.slice(token.range).split('\n').next().unwrap_or_default();
                let range = TextRange::at(token.range.start(), crate::TextSize::of(word));
                error("syntax/unexpected", range, format!("`{word}` does not fit here."))
                    .hint("Remove it, or complete the code around it.")
            }
        }
    }

    /// The first token from an offset on that is no line break.
    fn token_after(&self, offset: usize) -> Token {
        let mut lexer = Lexer::new(self.text, offset);
        loop {
            let token = lexer.next();
            if token.kind != Kind::LineBreak {
                return token;
            }
        }
    }

    fn push(&mut self, mut error: SyntaxError, spot: &Spot, is_strong: bool) {
        if error.range.is_empty() {
            error.range = self.before(error.range);
        }
        self.last = Some(spot.range);
        self.last_mistake = Some((error.code, error.range));
        if !self.faults.iter().rev().take(8).any(|fault| fault.error.range == error.range) {
            self.faults.push(Fault { error, is_strong });
        }
    }

    /// The last word before a mark, or the first token of the text, as a place to show.
    fn before(&self, mark: TextRange) -> TextRange {
        let text = self.text.get(..usize::from(mark.start())).unwrap_or_default().trim_end();
        if text.is_empty() {
            return self.token_after(0).range;
        }
        let start = text
            .rfind(|c: char| c.is_whitespace())
            .map_or(0, |at| at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
        range_between(start, text.len())
    }

    fn slice(&self, range: TextRange) -> &str {
        self.text.get(usize::from(range.start())..usize::from(range.end())).unwrap_or_default()
    }

    /// Puts the errors of the rules and the mistakes behind the marks in order. Where both speak about one place, the
    /// rule knows better; what a rule finds after text that was misread may be a consequence of it.
    fn merge(self, mut rules: Vec<SyntaxError>) -> Vec<SyntaxError> {
        let key = |error: &SyntaxError| (error.range.start(), error.range.end());
        let comment_end = self
            .faults
            .iter()
            .find(|fault| fault.error.code == "syntax/unclosed-comment")
            .map(|fault| fault.error.range.start());
        rules.retain(|rule| {
            let covered = self.covered.partition_point(|covered| covered.end() < rule.range.start());
            let is_covered = self.covered.get(covered).is_some_and(|covered| covered.contains_range(rule.range));
            !is_covered && comment_end.is_none_or(|end| rule.range.start() < end)
        });
        rules.sort_by_key(key);
        let mut faults = self.faults;
        faults.sort_by_key(|fault| key(&fault.error));
        let same_line = |from: TextRange, to: TextRange| {
            let between = self.text.get(usize::from(from.end())..usize::from(to.start()));
            !between.unwrap_or_default().contains('\n')
        };
        let mut errors: Vec<SyntaxError> = Vec::new();
        let mut faults = faults.into_iter().peekable();
        let mut rules = rules.into_iter().peekable();
        let mut last_strong: Option<TextRange> = None;
        loop {
            let fault_first = match (faults.peek(), rules.peek()) {
                (None, None) => return errors,
                (Some(fault), Some(rule)) => {
                    key(&fault.error) < key(rule) && !fault.error.range.contains(rule.range.start())
                }
                (fault, _) => fault.is_some(),
            };
            if fault_first {
                let Some(fault) = faults.next() else { continue };
                let explained = errors.last().is_some_and(|last| {
                    let overlaps = last.range.end() > fault.error.range.start();
                    overlaps || fault.is_strong && same_line(last.range, fault.error.range)
                });
                if !explained {
                    last_strong = fault.is_strong.then_some(fault.error.range).or(last_strong);
                    errors.push(fault.error);
                }
            } else if let Some(rule) = rules.next() {
                let explained = last_strong.is_some_and(|strong| same_line(strong, rule.range));
                let known = errors.last().is_some_and(|last| last.range == rule.range);
                if !explained && !known {
                    errors.push(rule);
                }
            }
        }
    }
}
