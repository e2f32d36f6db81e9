//! The places of names: every token that reads like the target and resolves to it.

use fitz_analysis::hir::{Expr, ItemData, Stmt};
use fitz_analysis::{
    Db, Definition, Item, ItemId, ItemKind, Name, Origin, SourceFile, file_items, files, item, item_at, lowered,
    module_scope, parse, resolve_entry,
};
use fitz_syntax::{SyntaxKind, TextRange};

use super::{Reference, ReferenceKind, SearchScope, Target};
use crate::symbol::ItemNames;

/// All places of a name. `file` is where it was found.
pub(super) fn references(db: &dyn Db, file: SourceFile, target: &Target, scope: SearchScope) -> Vec<Reference> {
    let Some(name) = name_of(db, target) else { return Vec::new() };
    let searched = match (scope, target) {
        (SearchScope::File(only), _) => vec![only],
        (SearchScope::Everywhere, Target::Local(id, range)) if !is_known_outside(db, id, *range) => vec![file],
        (SearchScope::Everywhere, _) => user_files(db),
    };
    searched.into_iter().flat_map(|file| in_file(db, file, target, &name)).collect()
}

/// The files of the user's programs, by path.
pub(crate) fn user_files(db: &dyn Db) -> Vec<SourceFile> {
    let is_program = |file: &SourceFile| {
        file.origin(db) == Origin::Project && !matches!(file.path(db).extension(), Some("toml" | "fitzv" | "pyi"))
    };
    let mut found: Vec<SourceFile> = files(db).into_iter().filter(is_program).collect();
    found.sort_by_key(|file| file.path(db).clone());
    found
}

/// The names by which a file knows an item: its own, and those that imports give it.
pub(crate) fn names_of_item(db: &dyn Db, file: SourceFile, id: &ItemId) -> Vec<Name> {
    aliases(db, file, &Target::Item(id.clone()), &id.name)
}

/// The parameter that a named argument fills.
pub(super) fn parameter(db: &dyn Db, function: &ItemId, name: &str) -> Option<Target> {
    let parameters = &lowered(db, item(db, function)?).function()?.parameters;
    let parameter = parameters.iter().find(|parameter| parameter.name.name == name)?;
    Some(Target::Local(function.clone(), parameter.name.range))
}

/// Parameters of declared functions can be named by callers in other files, and the names of a global can be imported.
fn is_known_outside(db: &dyn Db, id: &ItemId, range: TextRange) -> bool {
    if id.kind == ItemKind::Global {
        return true;
    }
    let function = item(db, id).and_then(|item| lowered(db, item).function());
    function.is_some_and(|function| function.parameters.iter().any(|parameter| parameter.name.range == range))
}

/// What the target is called where it is declared.
fn name_of(db: &dyn Db, target: &Target) -> Option<Name> {
    match target {
        Target::Path(_) | Target::Tag(..) | Target::Label(..) => None,
        Target::Local(id, range) => {
            let text = item(db, id)?.text(db);
            text.get(std::ops::Range::<usize>::from(*range)).map(Name::from)
        }
        Target::Item(id) => Some(id.name.clone()),
        Target::Field(_, name) => Some(name.clone()),
        Target::Module(file) => Some(Name::from(file.path(db).file_stem())),
    }
}

fn aliases(db: &dyn Db, file: SourceFile, target: &Target, name: &Name) -> Vec<Name> {
    let mut names = vec![name.clone()];
    for (alias, entry) in &module_scope(db, file).entries {
        let is_target = match (resolve_entry(db, file, entry), target) {
            (Definition::Item(id), Target::Item(wanted) | Target::Local(wanted, _)) => id == *wanted,
            (Definition::Module(module), Target::Module(wanted)) => module == *wanted,
            _ => false,
        };
        if is_target && !names.contains(alias) {
            names.push(alias.clone());
        }
    }
    names
}

fn in_file(db: &dyn Db, file: SourceFile, target: &Target, name: &Name) -> Vec<Reference> {
    let names = aliases(db, file, target, name);
    let items = &file_items(db, file).items;
    // Most files know nothing of the target: their trees are not needed.
    if !items.iter().any(|(item, _)| names.iter().any(|name| item.text(db).contains(name.as_str()))) {
        return Vec::new();
    }
    let tree = parse(db, file);
    let mut found = Vec::new();
    for token in tree.root().tokens().filter(|token| token.kind() == SyntaxKind::Identifier) {
        let range = token.range();
        if !names.iter().any(|name| token.text_is(name.as_str())) {
            continue;
        }
        let Some((item, item_range)) = item_at(db, file, range.start()) else { continue };
        let Some(relative) = range.checked_sub(item_range.start()) else { continue };
        let symbol = ItemNames::new(db, item).symbol(relative);
        if symbol.and_then(|(symbol, _)| Target::of(db, file, &symbol)).as_ref() == Some(target) {
            found.push(Reference { file, range, kind: kind(db, item, relative, target) });
        }
    }
    found.extend(in_strings(db, file, target, &names));
    found.sort_by_key(|reference| reference.range.start());
    found.dedup_by_key(|reference| reference.range);
    found
}

/// The places of a target in the strings and keys of decorators.
fn in_strings(db: &dyn Db, file: SourceFile, target: &Target, names: &[Name]) -> Vec<Reference> {
    let mut found = Vec::new();
    for (item, item_range) in &file_items(db, file).items {
        let text = item.text(db);
        if !lowered(db, *item).has_decorators() || !names.iter().any(|name| text.contains(name.as_str())) {
            continue;
        }
        for (range, symbol) in ItemNames::new(db, *item).written() {
            let is_name =
                text.get(std::ops::Range::<usize>::from(range)).is_some_and(|it| names.iter().any(|n| n == it));
            if is_name
                && Target::of(db, file, &symbol).as_ref() == Some(target)
                && let Some(range) = range.checked_add(item_range.start())
            {
                found.push(Reference { file, range, kind: ReferenceKind::Read });
            }
        }
    }
    found
}

fn kind(db: &dyn Db, item: Item<'_>, range: TextRange, target: &Target) -> ReferenceKind {
    let lowered = lowered(db, item);
    let is_declaration = match target {
        Target::Local(id, declared) => id == item.id(db) && *declared == range,
        Target::Item(id) => id == item.id(db) && lowered.name_range == Some(range),
        Target::Field(nominal, _) => {
            let is_own = item.id(db).file == nominal.file && item.id(db).name == nominal.name;
            is_own && lowered.fields().iter().any(|field| field.name.range == range)
        }
        Target::Path(_) | Target::Module(_) | Target::Tag(..) | Target::Label(..) => false,
    };
    if is_declaration {
        return ReferenceKind::Declaration;
    }
    let is_written = lowered.statements().any(|statement| match statement {
        Stmt::Assign { target, .. } => match &lowered.body.exprs[*target] {
            Expr::Field { name, .. } => name.range == range,
            _ => lowered.body.expr_range(*target) == range,
        },
        _ => false,
    });
    let is_global_declaration = matches!(lowered.data, ItemData::Statement(_)) && item.id(db).kind == ItemKind::Global;
    match is_written && !is_global_declaration {
        true => ReferenceKind::Write,
        false => ReferenceKind::Read,
    }
}
