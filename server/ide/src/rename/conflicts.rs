//! When another name would mean something else: a rename that changes what a program does is refused.

use fitz_analysis::hir::{Expr, ExprId, ItemData, Lowered, Stmt};
use fitz_analysis::{
    Db, Inference, Item, ItemId, ItemKind, Local, Name, Nominal, Resolution, SourceFile, infer, item, item_at,
    item_range, items, lowered, methods, module_scope, nominal_fields, parse, resolve_name,
};
use fitz_syntax::{TextRange, TextSize};

use super::{CannotRename, is_name};
use crate::implementation::providers;
use crate::labels;
use crate::references::{Reference, SearchScope, Target, references_of};
use crate::symbol::{Tag, TagKind};

/// The function that live components are registered with: the program must know it by this name.
const REGISTER: &str = "flv_register";

/// The name that a target is declared with.
pub(super) fn declared_name(db: &dyn Db, target: &Target) -> Option<String> {
    match target {
        Target::Path(_) | Target::Tag(..) | Target::Label(..) => None,
        Target::Module(file) => Some(file.path(db).file_stem().to_owned()),
        Target::Local(id, range) => declaration_text(db, id, *range),
        Target::Item(id) => {
            let name = lowered(db, item(db, id)?).name_range?;
            declaration_text(db, id, name)
        }
        Target::Field(_, name) => Some(name.to_string()),
    }
}

fn declaration_text(db: &dyn Db, id: &ItemId, range: TextRange) -> Option<String> {
    item(db, id)?.text(db).get(std::ops::Range::<usize>::from(range)).map(str::to_owned)
}

/// Whether `new` is free wherever the target is used.
pub(super) fn check(db: &dyn Db, target: &Target, places: &[Reference], new: &str) -> Result<(), CannotRename> {
    match target {
        Target::Label(file, declared) => return check_label(db, *file, *declared, new),
        Target::Tag(home, tag) => return check_tag(db, *home, tag, new),
        _ if !is_name(new) => return Err(no_name(new)),
        _ => {}
    }
    let taken = |what: &str| Err(CannotRename(format!("`{new}` is {what} already.")));
    match target {
        Target::Field(nominal, name) => {
            if name == "role" && !providers(db, nominal).is_empty() {
                let why = "`@admin` and `@requires` read the field `role` of a user: it keeps its name.";
                return Err(CannotRename(why.to_owned()));
            }
            let is_field = nominal_fields(db, nominal).iter().any(|field| field.name == new);
            let is_method = methods(db, nominal.file, &nominal.name).iter().any(|method| method.id(db).name == new);
            if is_field || is_method {
                return taken(&format!("a member of `{}`", nominal.name));
            }
            if new.starts_with('_') && places.iter().any(|place| is_outside(db, place, nominal)) {
                let owner = &nominal.name;
                let why = format!("`{new}` would be private to `{owner}`, and the field is used outside of it.");
                return Err(CannotRename(why));
            }
            // A method names the fields of its own type without a dot.
            let captures = |method: &&Item<'_>| Names::new(db, **method).are_captured_by_field(new);
            if let Some(method) = methods(db, nominal.file, &nominal.name).iter().find(captures) {
                return taken(&format!("used in `{}`", method.id(db).name));
            }
            if let Some(function) = places.iter().find_map(|place| hidden_in(db, place, new)) {
                return taken(&format!("used in `{function}`"));
            }
        }
        Target::Item(id) if id.kind == ItemKind::Function && id.name == REGISTER => {
            return Err(CannotRename(format!("Live components are registered by the name `{REGISTER}`: it stays.")));
        }
        Target::Item(id) if id.owner.is_some() => {
            let owner = id.owner.as_deref().unwrap_or_default();
            let is_method = methods(db, id.file, owner).iter().any(|method| method.id(db).name == new);
            let is_field = fitz_analysis::type_named(db, id.file, owner).is_some_and(|ty| match ty {
                fitz_analysis::Ty::Nominal(nominal) => nominal_fields(db, &nominal).iter().any(|it| it.name == new),
                _ => false,
            });
            if is_method || is_field {
                return taken(&format!("a member of `{owner}`"));
            }
        }
        Target::Local(id, range) if id.kind != ItemKind::Global => {
            check_top_level(db, id.file, new)?;
            if let Some(item) = item(db, id)
                && Names::new(db, item).clash_with_local(*range, places, new)
            {
                return taken(&format!("used in `{}`", id.name));
            }
            if let Some(owner) = owner_with_field(db, id, new) {
                return taken(&format!("a field of `{owner}`"));
            }
        }
        Target::Item(_) | Target::Local(..) | Target::Module(_) => {
            places.iter().try_for_each(|place| check_top_level(db, place.file, new))?;
            if let Some(function) = places.iter().find_map(|place| hidden_in(db, place, new)) {
                return taken(&format!("used in `{function}`"));
            }
            if let Some(owner) = places.iter().find_map(|place| owner_with_field(db, &item_around(db, place)?, new)) {
                return taken(&format!("a field of `{owner}`"));
            }
        }
        Target::Path(_) | Target::Tag(..) | Target::Label(..) => {}
    }
    Ok(())
}

/// Whether a place is neither in the declaration of a type nor in one of its methods.
fn is_outside(db: &dyn Db, place: &Reference, nominal: &Nominal) -> bool {
    item_around(db, place).is_none_or(|id| {
        let owner = id.owner.as_ref().or((id.kind == ItemKind::Type).then_some(&id.name));
        id.file != nominal.file || owner != Some(&nominal.name)
    })
}

/// Whether neither the top level of a file nor the standard library knows the name.
fn check_top_level(db: &dyn Db, file: SourceFile, name: &str) -> Result<(), CannotRename> {
    if module_scope(db, file).entries.contains_key(name) {
        let file = file.path(db).file_name();
        return Err(CannotRename(format!("`{name}` is a name of `{file}` already.")));
    }
    match resolve_name(db, file, name) {
        Some(_) => Err(CannotRename(format!("`{name}` belongs to Fitz itself: choose another name."))),
        None => Ok(()),
    }
}

/// The item around a place.
fn item_around(db: &dyn Db, place: &Reference) -> Option<ItemId> {
    item_at(db, place.file, place.range.start()).map(|(item, _)| item.id(db).clone())
}

/// The item around a place where a name of its own would hide what the place means, or where an assignment to that name would
/// no longer declare one.
pub(super) fn hidden_in(db: &dyn Db, place: &Reference, name: &str) -> Option<Name> {
    let (item, item_range) = item_at(db, place.file, place.range.start())?;
    let relative = place.range.checked_sub(item_range.start())?;
    let names = Names::new(db, item);
    let is_hidden = names.is_bare(relative) && names.locals(name).any(|local| local.scope.contains_range(relative));
    let is_assigned = |item: &&Item<'_>| Names::new(db, **item).assigned(name).next().is_some();
    if is_hidden {
        return Some(item.id(db).name.clone());
    }
    items(db, place.file).iter().find(is_assigned).map(|item| item.id(db).name.clone())
}

/// The type whose method an item is, if it has such a field: there the name alone means the field.
fn owner_with_field(db: &dyn Db, id: &ItemId, name: &str) -> Option<Name> {
    let owner = Nominal { file: id.file, name: id.owner.clone()? };
    nominal_fields(db, &owner).iter().any(|field| field.name == name).then_some(owner.name)
}

/// The names in an item. Ranges are relative to it.
struct Names<'db> {
    lowered: &'db Lowered,
    inference: &'db Inference,
    start: TextSize,
}

impl<'db> Names<'db> {
    fn new(db: &'db dyn Db, item: Item<'db>) -> Names<'db> {
        let start = item_range(db, item).map(TextRange::start).unwrap_or_default();
        Names { lowered: lowered(db, item), inference: infer(db, item), start }
    }

    /// The names of its own that read like this.
    fn locals<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'db Local> + 'a {
        self.inference.locals.iter().filter(move |local| local.name == name)
    }

    /// The uses of a name as a value.
    fn uses<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (ExprId, TextRange)> + 'a {
        let body = &self.lowered.body;
        let is_use = move |expr: &Expr| matches!(expr, Expr::Name(used) if used == name);
        body.exprs.iter().filter(move |(_, expr)| is_use(expr)).map(|(id, _)| (id, body.expr_range(id)))
    }

    /// The places inside functions where a name stands alone on the left of `=`: an assignment, or a declaration when nothing
    /// has the name.
    fn assigned<'a>(&'a self, name: &'a str) -> impl Iterator<Item = TextRange> + 'a {
        let body = &self.lowered.body;
        let own = self.lowered.name_range.filter(|_| matches!(self.lowered.data, ItemData::Statement(_)));
        let places = self.lowered.statements().filter_map(move |statement| match statement {
            Stmt::Assign { target, .. } => {
                let is_name = matches!(&body.exprs[*target], Expr::Name(assigned) if assigned == name);
                is_name.then(|| body.expr_range(*target))
            }
            _ => None,
        });
        places.filter(move |place| Some(*place) != own)
    }

    /// Whether a place is a value that is named without a dot.
    fn is_bare(&self, place: TextRange) -> bool {
        let body = &self.lowered.body;
        body.exprs.iter().any(|(id, expr)| matches!(expr, Expr::Name(_)) && body.expr_range(id) == place)
    }

    /// Whether a method would mean a field by a name that means something else now.
    fn are_captured_by_field(&self, new: &str) -> bool {
        let is_static = self.lowered.function().is_some_and(|function| function.is_static);
        let is_local = |id: &ExprId| matches!(self.inference.resolutions.get(id), Some(Resolution::Local(_)));
        !is_static && (self.assigned(new).next().is_some() || self.uses(new).any(|(id, _)| !is_local(&id)))
    }

    /// Whether the local that is declared at `declared` cannot be called `new`: something would mean another thing then.
    fn clash_with_local(&self, declared: TextRange, places: &[Reference], new: &str) -> bool {
        let Some(local) = self.inference.locals.iter().find(|local| local.range == declared) else { return true };
        let is_inside = |scope: TextRange| local.scope.contains_range(scope) && local.scope != scope;
        let others: Vec<&Local> = self.locals(new).filter(|other| overlap(other.scope, local.scope)).collect();
        // Two of one scope are one, and so are they where an assignment declares one of them.
        let is_shared = others.iter().any(|other| other.scope == local.scope);
        if is_shared || self.assigned(new).any(|place| local.scope.contains_range(place)) {
            return true;
        }
        if !others.is_empty() && self.assigned(&local.name).any(|place| place == declared) {
            return true;
        }
        let uses = places.iter().filter_map(|place| place.range.checked_sub(self.start));
        let mut uses = uses.filter(|place| self.is_bare(*place));
        let is_hidden =
            |place: TextRange| others.iter().any(|it| is_inside(it.scope) && it.scope.contains_range(place));
        let hides = |id: ExprId| match self.inference.resolutions.get(&id) {
            Some(Resolution::Local(other)) => self.inference.local(*other).is_none_or(|other| !is_inside(other.scope)),
            _ => true,
        };
        uses.any(is_hidden) || self.uses(new).any(|(id, place)| local.scope.contains_range(place) && hides(id))
    }
}

/// Whether two scopes have more than a border in common.
fn overlap(a: TextRange, b: TextRange) -> bool {
    a.intersect(b).is_some_and(|common| !common.is_empty())
}

/// The refusal of a text that is no name.
pub(super) fn no_name(text: &str) -> CannotRename {
    CannotRename(format!("`{text}` is not a name: use letters, digits and `_`, and no keyword."))
}

fn check_label(db: &dyn Db, file: SourceFile, declared: TextRange, new: &str) -> Result<(), CannotRename> {
    let is_label = |text: &str| !text.is_empty() && text.chars().all(|it| it.is_alphanumeric() || it == '_');
    if !is_label(new) {
        return Err(CannotRename(format!("`{new}` is not a label: use letters, digits and `_`.")));
    }
    let tree = parse(db, file);
    match labels::label_at(tree.root(), declared.start()) {
        Some(label) if labels::is_taken(label, new) => {
            Err(CannotRename(format!("A loop around or inside this one has the label `'{new}` already.")))
        }
        _ => Ok(()),
    }
}

fn check_tag(db: &dyn Db, home: SourceFile, tag: &Tag, new: &str) -> Result<(), CannotRename> {
    let (what, is_right) = match tag.kind {
        TagKind::Flag => {
            ("flag", !new.is_empty() && new.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '_' | '-')))
        }
        TagKind::Component => {
            ("component", !new.is_empty() && !new.contains(|it: char| it.is_control() || "\"\\{}".contains(it)))
        }
    };
    if !is_right {
        return Err(CannotRename(format!("`{new}` cannot be the name of a {what}.")));
    }
    let wanted = Target::Tag(home, Tag { kind: tag.kind, name: Name::from(new) });
    if references_of(db, home, &wanted, SearchScope::Everywhere).is_empty() {
        return Ok(());
    }
    Err(CannotRename(format!("There is a {what} `{new}` already.")))
}
