//! Names that stand in strings and keys: what the arguments of decorators name.

use fitz_analysis::hir::{Decorator, DecoratorArgument, Expr, ExprId, Lowered, StrPart};
use fitz_analysis::{
    Db, Inference, ItemId, ItemKind, Name, Nominal, Ty, nominal_item, option_key, option_maps, type_named,
};
use fitz_syntax::{TextRange, TextSize};

use super::Symbol;

/// A name that declares nothing in the language: the places that write it mean the same thing by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    /// What it names.
    pub(crate) kind: TagKind,
    /// The name.
    pub(crate) name: Name,
}

/// What a [`Tag`] names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TagKind {
    /// A live component: `@live_component`, `@render_for` and `@on` name it.
    Component,
    /// A feature flag: `@flag` and the section `[flags]` of `fitz.toml` name it.
    Flag,
}

/// The names in the strings and keys of an item's decorators, with their ranges relative to the item.
pub(crate) fn written_names(
    db: &dyn Db,
    id: &ItemId,
    text: &str,
    lowered: &Lowered,
    inference: &Inference,
) -> Vec<(TextRange, Symbol)> {
    let mut reader = Reader { db, id, text, lowered, inference, found: Vec::new() };
    for decorator in &lowered.decorators {
        reader.on_item(decorator);
        reader.option_keys(decorator);
    }
    for field in lowered.fields() {
        for decorator in &field.decorators {
            reader.on_field(decorator);
        }
    }
    reader.found
}

struct Reader<'a> {
    db: &'a dyn Db,
    id: &'a ItemId,
    text: &'a str,
    lowered: &'a Lowered,
    inference: &'a Inference,
    found: Vec<(TextRange, Symbol)>,
}

impl Reader<'_> {
    fn on_item(&mut self, decorator: &Decorator) {
        let is_type = self.id.kind == ItemKind::Type;
        match decorator.name.name.as_str() {
            "index" if is_type => self.field_list(decorator.positional().next().or(decorator.keyword("columns"))),
            "unique" if is_type => decorator.positional().for_each(|argument| self.field(argument)),
            "live_component" | "render_for" | "on" => self.tag(decorator, TagKind::Component),
            "flag" => self.tag(decorator, TagKind::Flag),
            "header" | "cookie" => {
                if let Some((range, name)) = decorator.keyword("into").and_then(|into| self.plain(into.value)) {
                    self.parameter(range, &name);
                }
            }
            _ => decorator.positional().next().into_iter().for_each(|path| self.query_keys(path.value)),
        }
    }

    fn on_field(&mut self, decorator: &Decorator) {
        if !matches!(decorator.name.name.as_str(), "belongs_to" | "has_one" | "has_many") {
            return;
        }
        let target = decorator.positional().next().and_then(|argument| self.plain(argument.value));
        let target = target.and_then(|(range, name)| match type_named(self.db, self.id.file, &name)? {
            Ty::Nominal(nominal) => Some((range, nominal)),
            _ => None,
        });
        if let Some((range, nominal)) = &target
            && let Some(declaration) = nominal_item(self.db, nominal)
        {
            let declaration = Some(declaration.id(self.db).clone());
            self.found.push((*range, Symbol::Type(Ty::Nominal(nominal.clone()), declaration)));
        }
        if let Some((range, name)) = decorator.keyword("fk").and_then(|key| self.plain(key.value)) {
            self.found.push((range, Symbol::Field(self.own_type(), name)));
        }
        if let Some((range, name)) = decorator.keyword("via").and_then(|key| self.plain(key.value))
            && let Some((_, nominal)) = target
        {
            self.found.push((range, Symbol::Field(nominal, name)));
        }
    }

    /// `"a, b"`
    fn field_list(&mut self, argument: Option<&DecoratorArgument>) {
        let Some((range, text)) = argument.and_then(|argument| self.plain(argument.value)) else { return };
        let mut start = range.start();
        for part in text.split(',') {
            let name = part.trim();
            let before = TextSize::of(part) - TextSize::of(part.trim_start());
            if !name.is_empty() {
                let range = TextRange::at(start + before, TextSize::of(name));
                self.found.push((range, Symbol::Field(self.own_type(), Name::from(name))));
            }
            start += TextSize::of(part) + TextSize::of(',');
        }
    }

    /// A name, or a string that is one.
    fn field(&mut self, argument: &DecoratorArgument) {
        let named = match &self.lowered.body.exprs[argument.value] {
            Expr::Name(name) => Some((self.lowered.body.expr_range(argument.value), name.clone())),
            _ => self.plain(argument.value),
        };
        if let Some((range, name)) = named {
            self.found.push((range, Symbol::Field(self.own_type(), name)));
        }
    }

    fn tag(&mut self, decorator: &Decorator, kind: TagKind) {
        let name = decorator.positional().next().and_then(|argument| self.plain(argument.value));
        if let Some((range, name)) = name.filter(|(_, name)| !name.is_empty()) {
            self.found.push((range, Symbol::Tag(Tag { kind, name })));
        }
    }

    /// `limit` of `"/notes?limit={limit}"`: the key is the name of the parameter.
    fn query_keys(&mut self, path: ExprId) {
        let Expr::Str(literal) = &self.lowered.body.exprs[path] else { return };
        for part in &literal.parts {
            let StrPart::Interpolation { value, range, .. } = part else { continue };
            let Expr::Name(name) = &self.lowered.body.exprs[*value] else { continue };
            let end = range.start().checked_sub(TextSize::of('='));
            let key = end.and_then(|end| Some(TextRange::new(end.checked_sub(TextSize::of(name.as_str()))?, end)));
            let is_key = |key: &TextRange| {
                let before = self.text.get(..usize::from(key.start())).unwrap_or_default();
                before.ends_with(['?', '&']) && self.slice(*key) == Some(name.as_str())
            };
            if let Some(key) = key.filter(is_key) {
                let name = name.clone();
                self.parameter(key, &name);
            }
        }
    }

    fn option_keys(&mut self, decorator: &Decorator) {
        for map in option_maps(self.db, self.lowered, decorator) {
            let declaration = fitz_analysis::lowered(self.db, map.declaration);
            for (key, _) in map.pairs {
                if let Some(name) = option_key(self.lowered, declaration, *key) {
                    let range = match self.plain(*key) {
                        Some((range, _)) => range,
                        None => self.lowered.body.expr_range(*key),
                    };
                    let symbol = Symbol::Argument(map.declaration.id(self.db).clone(), Name::from(name));
                    self.found.push((range, symbol));
                }
            }
        }
    }

    fn parameter(&mut self, range: TextRange, name: &str) {
        let Some(function) = self.lowered.function() else { return };
        let Some(parameter) = function.parameters.iter().find(|parameter| parameter.name.name == name) else { return };
        let declared = parameter.name.range;
        if let Some(local) = self.inference.locals.iter().find(|local| local.range == declared) {
            self.found.push((range, Symbol::Local(self.id.clone(), local.clone())));
        }
    }

    fn own_type(&self) -> Nominal {
        Nominal { file: self.id.file, name: self.id.name.clone() }
    }

    /// What is between the quotes of a string without interpolation or escapes, and its place.
    fn plain(&self, id: ExprId) -> Option<(TextRange, Name)> {
        let Expr::Str(literal) = &self.lowered.body.exprs[id] else { return None };
        let text = literal.plain()?;
        let (quote, range) = (TextSize::of('"'), self.lowered.body.expr_range(id));
        let inside = TextRange::at(range.start() + quote, TextSize::of(text));
        let is_as_written = inside.end() + quote == range.end() && self.slice(inside) == Some(text);
        is_as_written.then(|| (inside, Name::from(text)))
    }

    fn slice(&self, range: TextRange) -> Option<&str> {
        self.text.get(std::ops::Range::<usize>::from(range))
    }
}
