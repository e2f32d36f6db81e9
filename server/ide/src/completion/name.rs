//! Names: values, types, keywords.

use std::collections::BTreeMap;

use fitz_analysis::{
    Builtin, Definition, ItemId, ItemKind, Local, LocalKind, Name, Nominal, ScopeEntry, Ty, global_type, infer, item,
    item_at, library, lowered, module_scope, nominal_fields, resolve_entry, signature, type_named,
};

use fitz_syntax::ast::{self, AstNode};
use fitz_syntax::{TextRange, TextSize};

use super::dot::{call_result, call_snippet};
use super::{CompletionItem, CompletionKind, Facts, Nearness, Query, completion_detail, keyword};

/// Every name that is visible, and what starts a statement.
pub(super) fn statements(query: &Query<'_>) -> Vec<CompletionItem> {
    let mut items = visible(query);
    items.extend(keyword::statements(query));
    items
}

/// Every name that is visible, and what a value can start with.
pub(super) fn values(query: &Query<'_>) -> Vec<CompletionItem> {
    let mut items = visible(query);
    items.extend(keyword::values(query));
    items
}

/// The types that an annotation can name.
pub(super) fn types(query: &Query<'_>) -> Vec<CompletionItem> {
    let mut found: BTreeMap<Name, CompletionItem> = BTreeMap::new();
    for (name, id) in &library(query.db).types {
        let is_writable = Builtin::from_annotation(name).is_some() || name == "Any" || is_record(query, id);
        if is_writable {
            found.insert(name.clone(), with_type_arguments(query, declared(query, name, id, Nearness::Module)));
        }
    }
    for (name, entry) in &module_scope(query.db, query.file).entries {
        if let Definition::Item(id) = resolve_entry(query.db, query.file, entry)
            && id.kind == ItemKind::Type
        {
            found.insert(name.clone(), declared(query, name, &id, nearness(query, &id)));
        }
    }
    found.insert(
        Name::from("Fn"),
        CompletionItem {
            detail: Some("Fn(A) -> R".to_owned()),
            insert: Some("Fn(${1:Any}) -> ${2:Any}".to_owned()),
            is_snippet: true,
            plain: Some("Fn(Any) -> Any".to_owned()),
            facts: Facts { nearness: Nearness::Library, ..Facts::default() },
            ..query.item("Fn", CompletionKind::Type)
        },
    );
    found.into_values().collect()
}

/// Whether a type of the library is one with fields.
fn is_record(query: &Query<'_>, id: &ItemId) -> bool {
    id.file.path(query.db).file_name().ends_with("nominals.fitz")
}

/// The types that have literals with fields.
pub(super) fn struct_types(query: &Query<'_>) -> Vec<CompletionItem> {
    let has_fields = |name: &str| matches!(type_named(query.db, query.file, name), Some(Ty::Nominal(_)));
    types(query).into_iter().filter(|item| has_fields(&item.label)).collect()
}

/// Such a type with placeholders for its arguments, unless they stand there already.
fn with_type_arguments(query: &Query<'_>, item: CompletionItem) -> CompletionItem {
    let arguments = match item.label.as_str() {
        "Map" => "${1:Str}, ${2:T}",
        "Result" | "List" | "Future" | "Secret" | "WsConn" => "${1:T}",
        _ => return item,
    };
    if query.next_char() == Some('<') {
        return item;
    }
    CompletionItem {
        insert: Some(format!("{}<{arguments}>$0", item.label)),
        is_snippet: true,
        plain: Some(item.label.clone()),
        ..item
    }
}

/// Locals first, then the file, then the standard library; an inner name hides an outer one.
fn visible(query: &Query<'_>) -> Vec<CompletionItem> {
    let mut found: BTreeMap<Name, CompletionItem> = BTreeMap::new();
    let library = library(query.db);
    for (name, module) in &library.modules {
        let item = CompletionItem {
            detail: Some(format!("module {name}")),
            documentation: fitz_analysis::file_doc(query.db, *module).clone(),
            facts: Facts { nearness: Nearness::Library, ..Facts::default() },
            ..query.item(name.as_str(), CompletionKind::Module)
        };
        found.insert(name.clone(), item);
    }
    for (name, id) in &library.globals {
        found.insert(name.clone(), declared(query, name, id, Nearness::Library));
    }
    for (name, id) in &library.types {
        if matches!(name.as_str(), "Date" | "DateTime" | "Uuid") || is_record(query, id) {
            found.insert(name.clone(), declared(query, name, id, Nearness::Library));
        }
    }
    let declaring = declaring(query);
    let global = declaring.and_then(|names| item_at(query.db, query.file, names.start()));
    let global = global.map(|(item, _)| item.id(query.db)).filter(|id| id.kind == ItemKind::Global);
    for (name, entry) in &module_scope(query.db, query.file).entries {
        if matches!(entry, ScopeEntry::Item(id) if Some(id) == global) {
            continue;
        }
        let item = match resolve_entry(query.db, query.file, entry) {
            Definition::Item(id) => declared(query, name, &id, nearness(query, &id)),
            Definition::Module(_) | Definition::Opaque => imported(query.item(name.as_str(), CompletionKind::Module)),
            Definition::Unresolved(_) => imported(query.item(name.as_str(), CompletionKind::Variable)),
        };
        found.insert(name.clone(), item);
    }
    fields(query, &mut found);
    locals(query, declaring, &mut found);
    found.into_values().collect()
}

/// Inside a method the fields of its type are names.
fn fields(query: &Query<'_>, found: &mut BTreeMap<Name, CompletionItem>) {
    let Some((item, _)) = item_at(query.db, query.file, query.offset) else { return };
    let is_static = lowered(query.db, item).function().is_none_or(|function| function.is_static);
    let Some(owner) = item.id(query.db).owner.clone().filter(|_| !is_static) else { return };
    let nominal = Nominal { file: query.file, name: owner };
    for field in nominal_fields(query.db, &nominal) {
        let facts = Facts { ty: field.ty.clone(), nearness: Nearness::Local, ..Facts::default() };
        let item = CompletionItem {
            detail: Some(field.ty.to_string()),
            documentation: field.doc.clone(),
            facts,
            ..query.item(field.name.as_str(), CompletionKind::Field)
        };
        found.insert(field.name, item);
    }
}

/// The names of the `let` whose value is being written: they have none yet, except for what its functions will do later.
fn declaring(query: &Query<'_>) -> Option<TextRange> {
    query.around().find_map(|node| {
        let declaration = ast::LetDeclaration::cast(node).and_then(|it| Some(it.name()?.syntax()));
        let names = declaration.or_else(|| Some(ast::LetDestructuring::cast(node)?.pattern()?.syntax()))?;
        Some(names.range())
    })
}

fn locals(query: &Query<'_>, declaring: Option<TextRange>, found: &mut BTreeMap<Name, CompletionItem>) {
    let Some((item, range)) = item_at(query.db, query.file, query.offset) else { return };
    let Some(relative) = query.replace.start().checked_sub(range.start()) else { return };
    for local in infer(query.db, item).locals_at(relative) {
        let kind = match local.kind {
            LocalKind::Function => CompletionKind::Function,
            LocalKind::Import => CompletionKind::Module,
            LocalKind::Parameter | LocalKind::Variable => CompletionKind::Variable,
        };
        let is_declared_here =
            |names: TextRange| local.range.checked_add(range.start()).is_some_and(|place| names.contains_range(place));
        if local.name.is_empty() || declaring.is_some_and(is_declared_here) {
            continue;
        }
        found.insert(
            local.name.clone(),
            CompletionItem {
                detail: Some(local.ty.to_string()),
                facts: local_facts(local, relative),
                ..query.item(local.name.as_str(), kind)
            },
        );
    }
}

/// A declared name under the name by which it is visible here.
pub(super) fn declared(query: &Query<'_>, name: &str, id: &ItemId, nearness: Nearness) -> CompletionItem {
    let declaration = item(query.db, id);
    let kind = match id.kind {
        ItemKind::Function | ItemKind::Method => CompletionKind::Function,
        ItemKind::Type => CompletionKind::Type,
        _ => CompletionKind::Variable,
    };
    let signature = declaration.and_then(|it| signature(query.db, it).as_ref());
    let (insert, plain) = match signature {
        // What is called already keeps its arguments.
        Some(signature) if query.next_char() != Some('(') => {
            let (snippet, plain) = call_snippet(name, &signature.parameters);
            (Some(snippet), Some(plain))
        }
        _ => (None, None),
    };
    CompletionItem {
        detail: completion_detail(query.db, id),
        documentation: declaration.and_then(|it| it.doc(query.db).clone()),
        is_snippet: insert.is_some(),
        insert,
        plain,
        facts: Facts { nearness, ..value_facts(query, name, id) },
        declaration: Some(id.clone()),
        ..query.item(name, kind)
    }
}

/// Whether a declaration is one of the file.
fn nearness(query: &Query<'_>, id: &ItemId) -> Nearness {
    if id.file == query.file { Nearness::Module } else { Nearness::Imported }
}

fn imported(item: CompletionItem) -> CompletionItem {
    CompletionItem { facts: Facts { nearness: Nearness::Imported, ..Facts::default() }, ..item }
}

/// What the value of a declared name is.
fn value_facts(query: &Query<'_>, name: &str, id: &ItemId) -> Facts {
    match id.kind {
        ItemKind::Function | ItemKind::Method => {
            let signature = item(query.db, id).and_then(|it| signature(query.db, it).as_ref());
            signature.map_or_else(Facts::default, |signature| Facts {
                ty: call_result(signature),
                function: Some(signature.function_ty()),
                ..Facts::default()
            })
        }
        ItemKind::Type => {
            Facts { ty: Ty::Nominal(Nominal { file: id.file, name: id.name.clone() }), ..Facts::default() }
        }
        // The language knows nothing of the variables of other modules.
        ItemKind::Global if id.file == query.file => Facts { ty: global_type(query.db, id, name), ..Facts::default() },
        _ => Facts::default(),
    }
}

/// Of two locals the one that is declared nearer to the cursor comes first.
fn local_facts(local: &Local, cursor: TextSize) -> Facts {
    let distance = u32::from(cursor.checked_sub(local.visible_from).unwrap_or_default());
    let function = matches!(local.ty, Ty::Function(_)).then(|| local.ty.clone());
    Facts {
        ty: match (&local.ty, local.kind) {
            (Ty::Function(function), LocalKind::Function) => function.result.clone(),
            (ty, _) => ty.clone(),
        },
        function,
        nearness: Nearness::Local,
        order: u16::try_from(distance).unwrap_or(u16::MAX),
        ..Facts::default()
    }
}
