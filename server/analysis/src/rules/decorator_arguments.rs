//! `dec/args`: the arguments of a decorator, against its declaration in the standard library.

use fitz_rules::families::decorators::ARGS;

use super::ItemContext;
use super::unknown_decorator::decorator_declaration;
use crate::diagnostic::Finding;
use crate::hir::{Decorator, DecoratorArgument, Expr, ItemData, Lowered, UnaryOp};
use crate::item_tree::item;
use crate::lower::lowered;
use crate::nearest::nearest;
use crate::scope::is_declaration_file;
use crate::signatures::{Signature, signature};
use crate::ty::{Builtin, Ty};

pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    if is_declaration_file(context.db, context.item.id(context.db).file) {
        return;
    }
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
        let shape = Shape { signature, by_position: positional_count(lowered(db, declaration)) };
        Check { lowered: context.lowered, decorator, shape, found }.run();
    }
}

/// The arguments that a decorator takes.
struct Shape<'a> {
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
                self.report(argument.range, message);
                return;
            }
            let parameters = &self.shape.signature.parameters;
            let by_position = parameters.iter().take(self.shape.by_position.count);
            if let Some(parameter) = by_position.filter(|parameter| !parameter.is_variadic).nth(index) {
                self.kind(argument, &parameter.name, &parameter.ty);
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
                    self.kind(argument, &key.name, &ty);
                }
                Some((_, parameter)) => {
                    let message =
                        format!("`{}` of `@{}` is given without its name.", parameter.name, decorator.name.name);
                    self.report(key.range, message);
                }
                None => self.unknown_key(key),
            }
        }
    }

    fn unknown_key(&mut self, key: &crate::hir::Spelled) {
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
        let mut finding = Finding::new(&ARGS, key.range, message).hint(hint);
        if let Some(closest) = closest {
            finding = finding.fix(format!("Change to `{closest}`"), vec![(key.range, closest)]);
        }
        self.found.push(finding);
    }

    fn required(&mut self) {
        let decorator = self.decorator;
        let given = decorator.positional().count();
        let missing = self.shape.signature.parameters.iter().enumerate().find(|(index, parameter)| {
            parameter.default.is_none()
                && !parameter.is_variadic
                && *index >= given
                && decorator.keyword(&parameter.name).is_none()
        });
        if let Some((_, parameter)) = missing {
            let message = format!("`@{}` needs an argument `{}`.", decorator.name.name, parameter.name);
            self.report(decorator.name.range, message);
        }
    }

    /// A declared `Str`, `Int`, `Float` or `Bool` asks for a literal of that kind. Anything else may be any expression.
    fn kind(&mut self, argument: &DecoratorArgument, name: &str, ty: &Ty) {
        let value = self.value(argument);
        let (fits, words) = match ty.without_null() {
            Ty::Builtin(Builtin::Str, _) => (matches!(value, Expr::Str(_)), "a string literal"),
            Ty::Builtin(Builtin::Int, _) => (is_integer(self.lowered, value), "an integer literal"),
            Ty::Builtin(Builtin::Float, _) => {
                (is_integer(self.lowered, value) || is_float(self.lowered, value), "a number literal")
            }
            Ty::Builtin(Builtin::Bool, _) => (matches!(value, Expr::Bool(_)), "`true` or `false`"),
            _ => return,
        };
        if !fits {
            let range = self.lowered.body.expr_range(argument.value);
            let message = format!("`{name}` of `@{}` must be {words}.", self.decorator.name.name);
            self.report(range, message);
        }
    }

    /// How the decorator is written, from its declaration.
    fn expected(&self) -> String {
        let arguments: Vec<String> = self
            .shape
            .signature
            .parameters
            .iter()
            .enumerate()
            .filter(|(_, parameter)| parameter.default.is_none())
            .map(|(index, parameter)| match parameter.ty.without_null() {
                _ if parameter.is_variadic => format!("{}, ...", parameter.name),
                ty if index < self.shape.by_position.count => example_of(ty, &parameter.name),
                ty => format!("{}={}", parameter.name, example_of(ty, &parameter.name)),
            })
            .collect();
        let name = &self.decorator.name.name;
        if arguments.is_empty() {
            format!("Write `@{name}`.")
        } else {
            format!("Write `@{name}({})`.", arguments.join(", "))
        }
    }

    fn report(&mut self, range: fitz_syntax::TextRange, message: String) {
        self.found.push(Finding::new(&ARGS, range, message).hint(self.expected()));
    }
}

fn example_of(ty: &Ty, name: &str) -> String {
    match (ty, name) {
        (Ty::Builtin(Builtin::Str, _), "path") => "\"/path\"".to_owned(),
        (Ty::Builtin(Builtin::Str, _), _) => format!("\"{name}\""),
        _ => name.to_owned(),
    }
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
