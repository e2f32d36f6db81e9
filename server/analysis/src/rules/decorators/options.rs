//! Maps that a decorator is given: `retry={ max: 3 }`, `cors({ "max_age": 60 })`. What may stand in them is declared in
//! `std/decorators_options.fitz`.

use fitz_syntax::TextRange;

use super::declaration::{Mistake, bound, has_note, rule_of, texts, words_of};
use super::support::{one_of, quoted};
use super::unknown::decorator_declaration;
use crate::db::Db;
use crate::diagnostic::Finding;
use crate::hir::{Decorator, Expr, ExprId, Lowered, UnaryOp};
use crate::item_tree::{Item, item};
use crate::lower::lowered;
use crate::nearest::nearest;
use crate::signatures::{Signature, SignatureParameter, signature};
use crate::ty::Builtin;

/// A map among the arguments of a decorator whose keys are declared.
pub struct OptionMap<'db> {
    /// The declaration: its parameters are the keys.
    pub declaration: Item<'db>,
    /// The keys and values, as written.
    pub pairs: &'db [(ExprId, ExprId)],
}

/// The maps that a decorator is given, as an argument or by a call such as `cors({ ... })`.
pub fn option_maps<'db>(db: &'db dyn Db, lowered: &'db Lowered, decorator: &Decorator) -> Vec<OptionMap<'db>> {
    let exprs = &lowered.body.exprs;
    let given = decorator.arguments.iter().filter_map(|argument| match (&argument.key, &exprs[argument.value]) {
        (Some(key), _) => Some((key.name.as_str(), argument.value)),
        (None, Expr::Call { callee, arguments }) => match (&exprs[*callee], arguments.first()) {
            (Expr::Name(name), Some(first)) => Some((name.as_str(), first.value)),
            _ => None,
        },
        _ => None,
    });
    given
        .filter_map(|(name, value)| {
            let Expr::Map(pairs) = &exprs[value] else { return None };
            Some(OptionMap { declaration: options_named(db, name)?, pairs })
        })
        .collect()
}

/// The declaration of the keys of a map: that of `retry`, or of what `cors` takes.
pub fn options_named<'db>(db: &'db dyn Db, name: &str) -> Option<Item<'db>> {
    item(db, decorator_declaration(db, name, "argument")?)
}

/// Whether the keys of a map may be written without quotes.
pub fn has_bare_keys(declaration: &Lowered) -> bool {
    has_note(declaration, "bare_keys")
}

/// The name that a key is. `None` for a key that is computed, or not there.
pub fn option_key(lowered: &Lowered, declaration: &Lowered, key: ExprId) -> Option<String> {
    match &lowered.body.exprs[key] {
        Expr::Name(name) if has_bare_keys(declaration) => Some(name.to_string()),
        Expr::Str(literal) => literal.plain().map(str::to_owned),
        _ => None,
    }
}

pub(super) fn check(db: &dyn Db, item: &Lowered, decorator: &Decorator, found: &mut Vec<Finding>) {
    for map in option_maps(db, item, decorator) {
        if let Some(signature) = signature(db, map.declaration).as_ref() {
            let declaration = lowered(db, map.declaration);
            Options { lowered: item, declaration, signature }.check(map.pairs, found);
        }
    }
}

struct Options<'a> {
    lowered: &'a Lowered,
    declaration: &'a Lowered,
    signature: &'a Signature,
}

impl Options<'_> {
    fn check(&self, pairs: &[(ExprId, ExprId)], found: &mut Vec<Finding>) {
        let mut seen: Vec<String> = Vec::new();
        let is_literal = has_bare_keys(self.declaration);
        for (key, value) in pairs {
            let range = self.lowered.body.expr_range(*key);
            let Some(name) = option_key(self.lowered, self.declaration, *key) else {
                if is_literal && self.lowered.body.exprs[*key] != Expr::Missing {
                    found.push(self.of_key(range, format!("A key of `{}` is a name.", self.signature.name)));
                }
                continue;
            };
            let Some(option) = self.signature.parameters.iter().find(|option| option.name == name) else {
                found.push(self.unknown(*key, range, &name));
                continue;
            };
            if is_literal && seen.contains(&name) {
                let message = format!("`{name}` stands in `{}` twice.", self.signature.name);
                found.push(self.of_key(range, message));
                continue;
            }
            seen.push(name);
            found.extend(self.value(option, *value));
        }
    }

    fn of_key(&self, range: TextRange, message: String) -> Finding {
        let keys = quoted(self.signature.parameters.iter().map(|option| option.name.as_str()));
        Finding::new(rule_of(self.declaration, Mistake::Key), range, message)
            .hint(format!("The keys are {keys}, each at most once."))
    }

    fn unknown(&self, key: ExprId, range: TextRange, name: &str) -> Finding {
        let finding = self.of_key(range, format!("`{}` has no key `{name}`.", self.signature.name));
        let names = self.signature.parameters.iter().map(|option| option.name.as_str());
        match nearest(name, names) {
            Some(closest) => {
                let is_text = matches!(self.lowered.body.exprs[key], Expr::Str(_));
                let written = if is_text { format!("\"{closest}\"") } else { closest.to_owned() };
                finding
                    .hint(format!("Did you mean `{closest}`?"))
                    .fix(format!("Change to `{closest}`"), vec![(range, written)])
            }
            None => finding,
        }
    }

    /// Literals are looked at; what is computed is not established.
    fn value(&self, option: &SignatureParameter, value: ExprId) -> Option<Finding> {
        let expr = &self.lowered.body.exprs[value];
        let range = self.lowered.body.expr_range(value);
        if !is_literal(self.lowered, expr) {
            return None;
        }
        let smallest = bound(self.declaration, "at_least", &option.name);
        let words = words_of(self.declaration, &option.name);
        let ty = option.ty.without_null();
        let is_list = ty.arguments_of(Builtin::List).is_some();
        let takes_text = ty.is(Builtin::Str) || texts(self.declaration, "or_text").any(|it| it == option.name);
        let fits = match expr {
            Expr::Str(literal) => {
                takes_text && (words.is_empty() || literal.plain().is_none_or(|word| words.contains(&word)))
            }
            Expr::List(items) => is_list && self.are_texts(items),
            _ if ty.is(Builtin::Int) => match integer(self.lowered, expr) {
                Some(number) => smallest.is_none_or(|smallest| number.is_none_or(|number| number >= smallest)),
                None => false,
            },
            _ => false,
        };
        if fits {
            return None;
        }
        let wanted = match (smallest, words.as_slice()) {
            (Some(smallest), _) => format!("an integer of at least {smallest}"),
            (None, []) if ty.is(Builtin::Int) => "an integer".to_owned(),
            (None, []) if ty.is(Builtin::Str) => "a text".to_owned(),
            (None, []) if takes_text => "a text, or a list of texts".to_owned(),
            (None, []) => "a list of texts".to_owned(),
            (None, words) => one_of(&words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>()),
        };
        let message = format!("`{}` of `{}` is {wanted}.", option.name, self.signature.name);
        let finding = Finding::new(rule_of(self.declaration, Mistake::Value), range, message);
        Some(self.mended(finding, option, expr, range, &words))
    }

    fn mended(
        &self,
        finding: Finding,
        option: &SignatureParameter,
        value: &Expr,
        range: TextRange,
        words: &[&str],
    ) -> Finding {
        let Expr::Str(literal) = value else { return finding };
        let Some(text) = literal.plain() else { return finding };
        if let Some(closest) = nearest(text, words.iter().copied()) {
            finding
                .hint(format!("Did you mean `\"{closest}\"`?"))
                .fix(format!("Change to `\"{closest}\"`"), vec![(range, format!("\"{closest}\""))])
        } else if option.ty.without_null().arguments_of(Builtin::List).is_some() {
            let edits = vec![
                (TextRange::empty(range.start()), "[".to_owned()),
                (TextRange::empty(range.end()), "]".to_owned()),
            ];
            finding.fix("Make it a list", edits)
        } else {
            finding
        }
    }

    /// Whether no part of a list is a literal of another kind than a text.
    fn are_texts(&self, items: &[ExprId]) -> bool {
        items.iter().map(|item| &self.lowered.body.exprs[*item]).all(|expr| match expr {
            Expr::Str(_) => true,
            other => !is_literal(self.lowered, other),
        })
    }
}

fn is_literal(lowered: &Lowered, expr: &Expr) -> bool {
    match expr {
        Expr::Int(_)
        | Expr::Float(_)
        | Expr::Bool(_)
        | Expr::Null
        | Expr::Bytes
        | Expr::Str(_)
        | Expr::List(_)
        | Expr::Map(_) => true,
        Expr::Unary { op: UnaryOp::Negate, operand } => is_literal(lowered, &lowered.body.exprs[*operand]),
        _ => false,
    }
}

/// The value of an integer literal; `Some(None)` when it is too large.
fn integer(lowered: &Lowered, expr: &Expr) -> Option<Option<i64>> {
    match expr {
        Expr::Int(number) => Some(*number),
        Expr::Unary { op: UnaryOp::Negate, operand } => match &lowered.body.exprs[*operand] {
            Expr::Int(number) => Some(number.and_then(i64::checked_neg)),
            _ => None,
        },
        _ => None,
    }
}
