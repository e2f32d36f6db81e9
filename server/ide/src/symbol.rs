//! What stands at a place: the one question behind hover, go to definition and semantic tokens.

mod written;

use std::sync::Arc;

use fitz_analysis::hir::{Decorator, Expr, ExprId, ItemData, Lowered, Pat, Spelled, Stmt, StrPart, TypeRefKind};
use fitz_analysis::{
    Db, Definition, Inference, Item, ItemId, Local, LocalId, MemberKind, Name, Nominal, Resolution, Signature,
    SourceFile, Ty, infer, item, item_at, library, lowered, member, parse, resolve_module, resolve_name, resolve_type,
};
use fitz_analysis::{ModuleTarget, exported, manifest_of};
use fitz_syntax::{Bias, SyntaxKind, TextRange, TextSize};

pub(crate) use written::{Tag, TagKind};

use crate::presumed::presumed_type;

/// A name in the text and its meaning.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// The name, absolute.
    pub(crate) range: TextRange,
    /// The meaning.
    pub(crate) symbol: Symbol,
    /// The type of the value here, where it is one.
    pub(crate) ty: Option<Ty>,
}

/// What a name can mean.
#[derive(Clone, Debug)]
pub(crate) enum Symbol {
    /// Declared inside the item.
    Local(ItemId, Local),
    /// A function, method, type or global.
    Item(ItemId),
    /// A method of a value, with the types of the receiver filled in.
    Method(ItemId, Arc<Signature>),
    /// A field.
    Field(Nominal, Name),
    /// A module.
    Module(SourceFile),
    /// A type in an annotation, with its arguments.
    Type(Ty, Option<ItemId>),
    /// A decorator: its declaration.
    Decorator(ItemId),
    /// A named argument: what declares it, and its name.
    Argument(ItemId, Name),
    /// A name without a declaration of its own.
    Tag(Tag),
}

/// The name at a place and what it means. At the border of two tokens the name wins.
pub(crate) fn symbol_at(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<Found> {
    let tree = parse(db, file);
    let root = tree.root();
    let token = [Bias::Right, Bias::Left]
        .into_iter()
        .filter_map(|bias| root.token_at(offset, bias))
        .find(|token| token.kind() == SyntaxKind::Identifier);
    let Some(token) = token else { return written_at(db, file, offset) };
    let range = token.range();
    let (item, item_range) = item_at(db, file, range.start())?;
    let relative = range.checked_sub(item_range.start())?;
    let (symbol, ty) = ItemNames::new(db, item).symbol(relative)?;
    Some(Found { range, symbol, ty })
}

/// The name in a string at a place.
fn written_at(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<Found> {
    let (item, item_range) = item_at(db, file, offset)?;
    let relative = offset.checked_sub(item_range.start())?;
    let mut written = ItemNames::new(db, item).written().into_iter();
    let (range, symbol) = written.find(|(range, _)| range.contains_inclusive(relative))?;
    Some(Found { range: range.checked_add(item_range.start())?, symbol, ty: None })
}

/// The names of one item.
pub(crate) struct ItemNames<'db> {
    db: &'db dyn Db,
    item: Item<'db>,
    id: &'db ItemId,
    lowered: &'db Lowered,
    inference: &'db Inference,
}

impl<'db> ItemNames<'db> {
    pub(crate) fn new(db: &'db dyn Db, item: Item<'db>) -> ItemNames<'db> {
        ItemNames { db, item, id: item.id(db), lowered: lowered(db, item), inference: infer(db, item) }
    }

    /// The meaning of the name at that range (relative to the item), and the type of the value.
    pub(crate) fn symbol(&self, range: TextRange) -> Option<(Symbol, Option<Ty>)> {
        // Most names stand in expressions, so the places that come after them are seldom searched.
        let alone = |symbol: Symbol| (symbol, None);
        self.in_decorators(range)
            .or_else(|| self.in_declaration(range))
            .map(alone)
            .or_else(|| self.in_expressions(range))
            .or_else(|| self.in_annotations(range).map(alone))
            .or_else(|| self.in_imports(range).map(alone))
            .or_else(|| self.in_result_patterns(range).map(alone))
            .or_else(|| self.in_patterns(range))
    }

    /// The names in the strings and keys of its decorators.
    pub(crate) fn written(&self) -> Vec<(TextRange, Symbol)> {
        written::written_names(self.db, self.id, self.item.text(self.db), self.lowered, self.inference)
    }

    /// Whether a variable of this item may get another value behind its declaration.
    pub(crate) fn is_assigned_later(&self, local: &Local) -> bool {
        let body = &self.lowered.body;
        self.lowered.statements().any(|statement| {
            matches!(statement, Stmt::Assign { target, .. } if body.expr_range(*target) != local.range)
                && body.assigned_name(statement) == Some(&local.name)
        })
    }

    fn in_decorators(&self, range: TextRange) -> Option<Symbol> {
        let place = match self.lowered.data {
            ItemData::Type(_) => "type",
            _ => "fn",
        };
        let on_item = self.lowered.decorators.iter().map(|decorator| (decorator, place));
        let fields = self.lowered.fields().iter();
        let on_fields = fields.flat_map(|field| field.decorators.iter().map(|decorator| (decorator, "field")));
        on_item.chain(on_fields).find_map(|(decorator, place)| self.in_decorator(decorator, place, range))
    }

    fn in_decorator(&self, decorator: &Decorator, place: &str, range: TextRange) -> Option<Symbol> {
        if !decorator.range.contains_range(range) {
            return None;
        }
        let declaration = || fitz_analysis::decorator_declaration(self.db, &decorator.name.name, place).cloned();
        if decorator.name.range == range {
            return declaration().map(Symbol::Decorator);
        }
        let mut keys = decorator.arguments.iter().filter_map(|argument| argument.key.as_ref());
        match keys.find(|key| key.range == range) {
            Some(key) => Some(Symbol::Argument(declaration()?, key.name.clone())),
            None => self.path_parameter(decorator, range).or_else(|| {
                let mut written = self.written().into_iter();
                written.find(|(place, _)| *place == range).map(|(_, symbol)| symbol)
            }),
        }
    }

    /// `{id}` in the path of a route is the parameter of that name.
    fn path_parameter(&self, decorator: &Decorator, range: TextRange) -> Option<Symbol> {
        let path = decorator.positional().next()?;
        let Expr::Str(literal) = &self.lowered.body.exprs[path.value] else { return None };
        let name = literal.parts.iter().find_map(|part| match part {
            StrPart::Interpolation { value, .. } if self.lowered.body.expr_range(*value) == range => {
                match &self.lowered.body.exprs[*value] {
                    Expr::Name(name) => Some(name),
                    _ => None,
                }
            }
            _ => None,
        })?;
        let parameters = &self.lowered.function()?.parameters;
        let declared = parameters.iter().find(|parameter| parameter.name.name == *name)?.name.range;
        let local = self.inference.locals.iter().find(|local| local.range == declared)?;
        Some(Symbol::Local(self.id.clone(), local.clone()))
    }

    fn in_declaration(&self, range: TextRange) -> Option<Symbol> {
        if let Some(field) = self.lowered.fields().iter().find(|field| field.name.range == range) {
            let nominal = Nominal { file: self.id.file, name: self.id.name.clone() };
            return Some(Symbol::Field(nominal, field.name.name.clone()));
        }
        let is_item = self.lowered.name_range == Some(range) && !matches!(self.lowered.data, ItemData::Statement(_));
        is_item.then(|| Symbol::Item(self.id.clone()))
    }

    fn in_annotations(&self, range: TextRange) -> Option<Symbol> {
        let found = self.lowered.type_refs().find_map(|annotation| annotation.named_at(range))?;
        let TypeRefKind::Named(name, _) = &found.kind else { return None };
        let ty = resolve_type(self.db, self.id.file, found);
        Some(Symbol::Type(ty, self.type_declaration(&name.name)))
    }

    /// The declaration of a type name, a built-in type's in the standard library.
    fn type_declaration(&self, name: &str) -> Option<ItemId> {
        let builtin = library(self.db).types.get(fitz_analysis::canonical_type_name(name));
        match resolve_name(self.db, self.id.file, name) {
            Some(Definition::Item(id)) if id.kind == fitz_analysis::ItemKind::Type => Some(id),
            _ => builtin.cloned(),
        }
    }

    fn in_imports(&self, range: TextRange) -> Option<Symbol> {
        let (path, names) = match &self.lowered.data {
            ItemData::Import(import) => (&import.path, Vec::new()),
            ItemData::FromImport(import) => (&import.path, import.names.iter().collect()),
            _ => return None,
        };
        let segments: Vec<Name> = path.iter().map(|segment| segment.name.clone()).collect();
        if let [first, _, ..] = path.as_slice()
            && first.range == range
        {
            return self.dependency(&first.name);
        }
        let ModuleTarget::File(module) = resolve_module(self.db, self.id.file, &segments) else { return None };
        let stands_here = |name: &Spelled| name.range == range;
        if path.last().is_some_and(stands_here) {
            return Some(Symbol::Module(module));
        }
        let alias_of_module =
            matches!(&self.lowered.data, ItemData::Import(import) if import.alias.as_ref().is_some_and(stands_here));
        if alias_of_module {
            return Some(Symbol::Module(module));
        }
        let (name, _) =
            names.into_iter().find(|(name, alias)| stands_here(name) || alias.as_ref().is_some_and(stands_here))?;
        exported(self.db, module, &name.name).map(|id| self.item_named(id, &name.name))
    }

    /// What other packages import of a dependency by its name alone.
    fn dependency(&self, name: &Name) -> Option<Symbol> {
        manifest_of(self.db, self.id.file)?.dependencies.get(name)?;
        match resolve_module(self.db, self.id.file, std::slice::from_ref(name)) {
            ModuleTarget::File(entry) => Some(Symbol::Module(entry)),
            _ => None,
        }
    }

    fn in_expressions(&self, range: TextRange) -> Option<(Symbol, Option<Ty>)> {
        for (id, expr) in self.lowered.body.exprs.iter() {
            match expr {
                Expr::Name(_) if self.lowered.body.expr_range(id) == range => {
                    return Some((self.resolved(id)?, Some(self.inference.expr_type(id).clone())));
                }
                Expr::Field { name, .. } if name.range == range => {
                    return Some((self.resolved(id)?, Some(self.inference.expr_type(id).clone())));
                }
                Expr::Struct { name, fields } => {
                    if name.range == range {
                        let declaration = self.type_declaration(&name.name)?;
                        return Some((Symbol::Type(self.inference.expr_type(id).clone(), Some(declaration)), None));
                    }
                    if let Some(field) = fields.iter().find(|field| field.name.range == range)
                        && let Ty::Nominal(nominal) = self.inference.expr_type(id)
                    {
                        return Some((Symbol::Field(nominal.clone(), field.name.name.clone()), None));
                    }
                }
                Expr::Call { callee, arguments, .. } => {
                    let is_here = |name: &Spelled| name.range == range;
                    let argument = arguments.iter().find(|argument| argument.name.as_ref().is_some_and(is_here));
                    let Some((argument, name)) = argument.and_then(|it| Some((it, it.name.as_ref()?))) else {
                        continue;
                    };
                    return match self.inference.resolutions.get(callee)? {
                        Resolution::Item(function) => {
                            let ty = self.inference.expr_type(argument.value).clone();
                            Some((Symbol::Argument(function.clone(), name.name.clone()), Some(ty)))
                        }
                        Resolution::Local(local) => Some((self.inner_parameter(*local, &name.name)?, None)),
                        _ => None,
                    };
                }
                _ => {}
            }
        }
        None
    }

    /// A parameter of a function inside the body.
    fn inner_parameter(&self, function: LocalId, name: &Name) -> Option<Symbol> {
        let declared = self.inference.local(function)?.range;
        let inner = self.lowered.functions().find(|function| function.name.range == declared)?;
        let parameter = inner.parameters.iter().find(|parameter| parameter.name.name == *name)?;
        let local = self.inference.locals.iter().find(|local| local.range == parameter.name.range)?;
        Some(Symbol::Local(self.id.clone(), local.clone()))
    }

    fn resolved(&self, id: ExprId) -> Option<Symbol> {
        let Some(resolution) = self.inference.resolutions.get(&id) else { return self.presumed_member(id) };
        Some(match resolution {
            Resolution::Local(local) => Symbol::Local(self.id.clone(), self.inference.local(*local)?.clone()),
            Resolution::Item(item) => match self.called(id, item) {
                Symbol::Item(item) => self.item_named(item, self.name_of(id)),
                method => method,
            },
            Resolution::Field(nominal, name) => Symbol::Field(nominal.clone(), name.clone()),
            Resolution::Module(module) => Symbol::Module(*module),
            Resolution::Opaque | Resolution::Import(_) => return None,
        })
    }

    /// A member of a value whose type only its declarations tell.
    fn presumed_member(&self, id: ExprId) -> Option<Symbol> {
        let Expr::Field { object, name } = &self.lowered.body.exprs[id] else { return None };
        let found = member(self.db, &presumed_type(self.db, self.item, *object), &name.name)?;
        match (found.declaration?, found.kind) {
            (Resolution::Item(id), MemberKind::Method(signature)) => Some(Symbol::Method(id, signature)),
            (Resolution::Field(nominal, name), _) => Some(Symbol::Field(nominal, name)),
            _ => None,
        }
    }

    fn name_of(&self, id: ExprId) -> &str {
        match &self.lowered.body.exprs[id] {
            Expr::Name(name) => name,
            Expr::Field { name, .. } => &name.name,
            _ => "",
        }
    }

    /// What a name of an item means: of a `let` with several names, the one that is meant.
    fn item_named(&self, id: ItemId, name: &str) -> Symbol {
        let several = item(self.db, &id).filter(|item| {
            let data = &lowered(self.db, *item).data;
            let ItemData::Statement(Stmt::Let { pattern, .. }) = data else { return false };
            !matches!(lowered(self.db, *item).body.pats[*pattern], Pat::Bind(_))
        });
        let local = several.and_then(|item| infer(self.db, item).locals.iter().find(|local| local.name == name));
        match local {
            Some(local) => Symbol::Local(id, local.clone()),
            None => Symbol::Item(id),
        }
    }

    /// A method of a built-in type is shown with the types of its receiver.
    fn called(&self, callee: ExprId, item: &ItemId) -> Symbol {
        if item.kind != fitz_analysis::ItemKind::Method {
            return Symbol::Item(item.clone());
        }
        let call = self.lowered.body.exprs.iter().find_map(|(id, expr)| match expr {
            Expr::Call { callee: called, .. } if *called == callee => Some(id),
            _ => None,
        });
        match call.and_then(|call| self.inference.callees.get(&call)) {
            Some(signature) => Symbol::Method(item.clone(), Arc::clone(signature)),
            None => Symbol::Item(item.clone()),
        }
    }

    /// `Ok` and `Err` of a pattern are the functions that make what it takes apart.
    fn in_result_patterns(&self, range: TextRange) -> Option<Symbol> {
        let body = &self.lowered.body;
        let name = body.pats.iter().find_map(|(id, pattern)| {
            let name = match pattern {
                Pat::Ok(_) => "Ok",
                Pat::Err(_) => "Err",
                _ => return None,
            };
            (TextRange::at(body.pat_range(id).start(), TextSize::of(name)) == range).then_some(name)
        })?;
        library(self.db).globals.get(name).cloned().map(Symbol::Item)
    }

    fn in_patterns(&self, range: TextRange) -> Option<(Symbol, Option<Ty>)> {
        let (id, _) = self
            .lowered
            .body
            .pats
            .iter()
            .find(|(id, pattern)| matches!(pattern, Pat::Bind(_)) && self.lowered.body.pat_range(*id) == range)?;
        let local = self.inference.bindings.get(&id).and_then(|local| self.inference.local(*local))?;
        let symbol = match self.lowered.data {
            // A global is known to the whole program.
            ItemData::Statement(_) if self.lowered.name_range == Some(range) => Symbol::Item(self.id.clone()),
            _ => Symbol::Local(self.id.clone(), local.clone()),
        };
        Some((symbol, Some(self.inference.pat_type(id).clone())))
    }
}
