//! The arguments of a decorator, against its declaration in the standard library: `dec/args`, or the rule that the
//! declaration names.

mod mends;

use fitz_rules::Rule;
use fitz_syntax::TextRange;

use self::mends::{quoted_value, unquoted};
use super::super::ItemContext;
use super::declaration::{Mistake, is_not_empty, rule_of};
use super::support::without;
use super::unknown::decorator_declaration;
use super::{options, values};
use crate::diagnostic::Finding;
use crate::hir::{Decorator, DecoratorArgument, Expr, ItemData, Lowered, Spelled, UnaryOp};
use crate::item_tree::item;
use crate::lower::lowered;
use crate::nearest::nearest;
use crate::signatures::{Signature, signature};
use crate::ty::{Builtin, Ty};

pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    match &context.lowered.data {
        ItemData::Function(_) => check_all(context, &context.lowered.decorators, "fn", found),
        ItemData::Type(definition) => {
            check_all(context, &context.lowered.decorators, "type", found);
            for field in &definition.fields {
                check_all(context, &field.decorators, "field", found);
            }
        }
        _ => {}
    }
}

fn check_all(context: &ItemContext<'_>, decorators: &[Decorator], place: &str, found: &mut Vec<Finding>) {
    for decorator in decorators {
        let db = context.db;
        let declaration = decorator_declaration(db, &decorator.name.name, place).and_then(|id| item(db, id));
        let Some(declaration) = declaration else { continue };
        let Some(signature) = signature(db, declaration).as_ref() else { continue };
        let declaration = lowered(db, declaration);
        let shape = Shape { declaration, signature, by_position: positional_count(declaration) };
        Check { lowered: context.lowered, decorator, shape, found }.run();
        options::check(db, context.lowered, decorator, found);
    }
}

/// The arguments that a decorator takes.
struct Shape<'a> {
    declaration: &'a Lowered,
    signature: &'a Signature,
    by_position: ByPosition,
}

/// How many leading parameters are given by position.
struct ByPosition {
    count: usize,
    may_be_named: bool,
}

/// What `@positional(n, named=true)` of a declaration says.
fn positional_count(declaration: &Lowered) -> ByPosition {
    let Some(decorator) = declaration.decorators_named("positional").next() else {
        return ByPosition { count: 0, may_be_named: true };
    };
    let count = decorator.positional().next().map(|argument| &declaration.body.exprs[argument.value]);
    let named = decorator.keyword("named").map(|argument| &declaration.body.exprs[argument.value]);
    ByPosition {
        count: match count {
            Some(Expr::Int(Some(number))) => usize::try_from(*number).unwrap_or(0),
            _ => 0,
        },
        may_be_named: named == Some(&Expr::Bool(true)),
    }
}

/// How many leading parameters of a decorator are given without their names.
pub fn positional_parameters(declaration: &Lowered) -> usize {
    positional_count(declaration).count
}

struct Check<'a> {
    lowered: &'a Lowered,
    decorator: &'a Decorator,
    shape: Shape<'a>,
    found: &'a mut Vec<Finding>,
}

impl Check<'_> {
    fn run(&mut self) {
        // Half-typed arguments are a syntax error, not a wrong argument.
        let is_complete = self.decorator.arguments.iter().all(|it| self.value(it) != &Expr::Missing);
        if !is_complete {
            return;
        }
        self.positional();
        self.keywords();
        self.required();
    }

    fn value(&self, argument: &DecoratorArgument) -> &Expr {
        &self.lowered.body.exprs[argument.value]
    }

    fn is_variadic(&self) -> bool {
        self.shape.signature.parameters.iter().any(|parameter| parameter.is_variadic)
    }

    fn positional(&mut self) {
        let decorator = self.decorator;
        for (index, argument) in decorator.positional().enumerate() {
            if index >= self.shape.by_position.count && !self.is_variadic() {
                let name = &decorator.name.name;
                let message = match self.shape.by_position.count {
                    0 => format!("`@{name}` takes no argument without a name."),
                    1 => format!("`@{name}` takes one argument without a name."),
                    count => format!("`@{name}` takes at most {count} arguments without a name."),
                };
                let finding = self.finding(Mistake::Arguments, argument.range, message);
                let finding = self.with_name(finding, argument);
                self.found.push(if finding.has_fix() { finding } else { self.without_rest(finding) });
                return;
            }
            let parameters = &self.shape.signature.parameters;
            let by_position = parameters.iter().take(self.shape.by_position.count);
            if let Some(parameter) = by_position.filter(|parameter| !parameter.is_variadic).nth(index) {
                self.kind(Mistake::Arguments, argument, &parameter.name, &parameter.ty);
            }
        }
    }

    fn keywords(&mut self) {
        let decorator = self.decorator;
        let by_position = self.shape.by_position.count;
        for argument in &decorator.arguments {
            let Some(key) = &argument.key else { continue };
            let parameters = &self.shape.signature.parameters;
            let known = parameters.iter().enumerate().find(|(_, it)| it.name == key.name && !it.is_variadic);
            match known {
                Some((index, parameter)) if index >= by_position || self.shape.by_position.may_be_named => {
                    let ty = parameter.ty.clone();
                    self.kind(Mistake::Value, argument, &key.name, &ty);
                }
                Some((_, parameter)) => {
                    let message =
                        format!("`{}` of `@{}` is given without its name.", parameter.name, decorator.name.name);
                    let written =
                        TextRange::new(key.range.start(), self.lowered.body.expr_range(argument.value).start());
                    let finding = self.finding(Mistake::Key, key.range, message);
                    self.found.push(finding.fix(format!("Remove `{}=`", key.name), vec![(written, String::new())]));
                }
                None => self.unknown_key(argument, key),
            }
        }
        self.given_twice();
    }

    /// A key whose value is given by position too. One that stands twice is a syntax error.
    fn given_twice(&mut self) {
        if !self.shape.by_position.may_be_named {
            return;
        }
        let decorator = self.decorator;
        let by_position = decorator.positional().count().min(self.shape.by_position.count);
        let given = self.shape.signature.parameters.iter().take(by_position);
        let given: Vec<&str> = given.map(|parameter| parameter.name.as_str()).collect();
        for argument in &decorator.arguments {
            let Some(key) = &argument.key else { continue };
            if given.contains(&key.name.as_str()) {
                let message = format!("`{}` of `@{}` is given twice.", key.name, decorator.name.name);
                self.found.push(
                    Finding::new(self.rule(Mistake::Key), key.range, message)
                        .hint("Keep one of the two values.")
                        .fix(format!("Remove `{}=`", key.name), vec![without(decorator, argument)]),
                );
            }
        }
    }

    fn unknown_key(&mut self, argument: &DecoratorArgument, key: &Spelled) {
        let keys: Vec<&str> = self
            .shape
            .signature
            .parameters
            .iter()
            .enumerate()
            .filter(|(index, it)| {
                !it.is_variadic && (*index >= self.shape.by_position.count || self.shape.by_position.may_be_named)
            })
            .map(|(_, parameter)| parameter.name.as_str())
            .collect();
        let closest = nearest(&key.name, keys.iter().copied()).map(str::to_owned);
        let hint = match (&closest, keys.as_slice()) {
            (Some(closest), _) => format!("Did you mean `{closest}`?"),
            (None, []) => "It takes no named arguments.".to_owned(),
            (None, keys) => {
                format!("It knows {}.", keys.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", "))
            }
        };
        let message = format!("`@{}` has no argument `{}`.", self.decorator.name.name, key.name);
        let mut finding = Finding::new(self.rule(Mistake::Key), key.range, message).hint(hint);
        if let Some(closest) = closest {
            finding = finding.fix(format!("Change to `{closest}`"), vec![(key.range, closest)]);
        } else {
            finding = finding.fix(format!("Remove `{}`", key.name), vec![without(self.decorator, argument)]);
        }
        self.found.push(finding);
    }

    fn required(&mut self) {
        let decorator = self.decorator;
        let given = decorator.positional().count();
        // What is given in the wrong way, or under another name, is not missing as well.
        let parameters = &self.shape.signature.parameters;
        let is_unknown = |name: &str| !parameters.iter().any(|parameter| parameter.name == name);
        let has_unknown = decorator.arguments.iter().filter_map(|it| it.key.as_ref()).any(|key| is_unknown(&key.name));
        if given > self.shape.by_position.count && !self.is_variadic() || has_unknown {
            return;
        }
        let missing = self.shape.signature.parameters.iter().enumerate().find(|(index, parameter)| {
            let is_given = if parameter.is_variadic { given > 0 } else { *index < given };
            parameter.default.is_none() && !is_given && decorator.keyword(&parameter.name).is_none()
        });
        if let Some((index, parameter)) = missing {
            let message = if parameter.is_variadic {
                format!("`@{}` needs at least one of `{}`.", decorator.name.name, parameter.name)
            } else {
                format!("`@{}` needs an argument `{}`.", decorator.name.name, parameter.name)
            };
            let finding = self.finding(Mistake::Arguments, decorator.name.range, message);
            self.found.push(self.with_template(finding, index));
        }
    }

    /// A declared `Str`, `Int`, `Float`, `Bool` or `Map` asks for a literal of that kind. Anything else may be any
    /// expression. Paths alone are written with `{parameters}`.
    fn kind(&mut self, mistake: Mistake, argument: &DecoratorArgument, name: &str, ty: &Ty) {
        let value = self.value(argument);
        let (fits, words) = match ty.without_null() {
            Ty::Builtin(Builtin::Str, _) => match value {
                Expr::Str(literal) if name == "path" || literal.plain().is_some() => (true, ""),
                Expr::Str(_) => (false, "a string literal without `{}` in it"),
                _ => (false, "a string literal"),
            },
            Ty::Builtin(Builtin::Int, _) => (is_integer(self.lowered, value), "an integer literal"),
            Ty::Builtin(Builtin::Float, _) => {
                (is_integer(self.lowered, value) || is_float(self.lowered, value), "a number literal")
            }
            Ty::Builtin(Builtin::Bool, _) => (matches!(value, Expr::Bool(_)), "`true` or `false`"),
            Ty::Builtin(Builtin::Map, _) => (matches!(value, Expr::Map(_)), "a map literal, `{ key: value }`"),
            _ => return,
        };
        if !fits {
            let range = self.lowered.body.expr_range(argument.value);
            let message = format!("`{name}` of `@{}` must be {words}.", self.decorator.name.name);
            let finding = self.finding(mistake, range, message);
            let finding = match self.with_default(name) {
                Some(written) => finding.hint(format!("Write `{written}`, for example.")),
                None => finding,
            };
            self.found.push(match (ty.without_null().is(Builtin::Str), unquoted(value), quoted_value(ty, value)) {
                (true, Some(text), _) => finding.fix("Put it in quotes", vec![(range, format!("\"{text}\""))]),
                (false, _, Some(text)) => finding.fix("Remove the quotes", vec![(range, text)]),
                _ => finding,
            });
        } else if is_empty(value) && is_not_empty(self.shape.declaration, name) {
            let range = self.lowered.body.expr_range(argument.value);
            let message = format!("`{name}` of `@{}` must not be empty.", self.decorator.name.name);
            self.report(mistake, range, message);
        } else {
            values::check(self.lowered, self.decorator, self.shape.declaration, (argument, name), self.found);
        }
    }

    /// The decorator with the default of an optional argument.
    fn with_default(&self, name: &str) -> Option<String> {
        let parameters = &self.shape.signature.parameters;
        let index = parameters.iter().position(|parameter| parameter.name == name)?;
        let default = parameters.get(index)?.default.as_deref().filter(|default| *default != "null")?;
        // What needs other arguments as well is shown with those.
        let needs_others = parameters.iter().any(|parameter| parameter.default.is_none() && !parameter.is_variadic);
        let key = if index < self.shape.by_position.count { String::new() } else { format!("{name}=") };
        (!needs_others).then(|| format!("@{}({key}{default})", self.decorator.name.name))
    }

    fn rule(&self, mistake: Mistake) -> &'static Rule {
        rule_of(self.shape.declaration, mistake)
    }

    fn report(&mut self, mistake: Mistake, range: TextRange, message: String) {
        let finding = self.finding(mistake, range, message);
        self.found.push(finding);
    }

    fn finding(&self, mistake: Mistake, range: TextRange, message: String) -> Finding {
        Finding::new(self.rule(mistake), range, message).hint(format!("Write `{}`.", self.shortest()))
    }
}

fn is_empty(value: &Expr) -> bool {
    matches!(value, Expr::Str(literal) if literal.plain().is_some_and(|text| text.trim().is_empty()))
}

fn is_integer(lowered: &Lowered, value: &Expr) -> bool {
    match value {
        Expr::Int(_) => true,
        Expr::Unary { op: UnaryOp::Negate, operand } => matches!(lowered.body.exprs[*operand], Expr::Int(_)),
        _ => false,
    }
}

fn is_float(lowered: &Lowered, value: &Expr) -> bool {
    match value {
        Expr::Float(_) => true,
        Expr::Unary { op: UnaryOp::Negate, operand } => matches!(lowered.body.exprs[*operand], Expr::Float(_)),
        _ => false,
    }
}
