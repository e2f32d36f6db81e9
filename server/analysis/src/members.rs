//! What can stand after the dot: fields, methods, tuple slots, members of modules.

use std::sync::Arc;

use crate::db::{Db, SourceFile};
use crate::inference::Resolution;
use crate::item_tree::{Item, ItemId, ItemKind, item, items};
use crate::lower::lowered;
use crate::project::stubs::is_stub;
use crate::signatures::{
    FieldInfo, Signature, methods, methods_named, nominal_item, resolve_type, signature, type_info,
};
use crate::standard_library::library;
use crate::ty::{Name, Ty};
use crate::ty_ops::Substitution;

/// Something that can stand after the dot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name; the number of a tuple slot.
    pub name: Name,
    /// What it is.
    pub kind: MemberKind,
    /// The declaration; `None` for tuple slots.
    pub declaration: Option<Resolution>,
}

/// What a [`Member`] is, with the type arguments of the receiver filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberKind {
    /// A field.
    Field(Box<FieldInfo>),
    /// A method, or a function of a module. Variables of the method itself are still variables.
    Method(Arc<Signature>),
    /// A type, a global or another value of a module.
    Value(Ty),
    /// A slot of a tuple.
    Slot(Ty),
}

/// The members of a value of that type, in the order of their declaration. `T?` has those of `T`.
pub fn members(db: &dyn Db, ty: &Ty) -> Vec<Member> {
    members_named(db, ty, None)
}

/// The member of that name of a value of that type.
pub fn member(db: &dyn Db, ty: &Ty, name: &str) -> Option<Member> {
    members_named(db, ty, Some(name)).into_iter().find(|member| member.name == name)
}

/// The members, or those of one name: a type has up to fifty methods, and most questions are about one of them.
fn members_named(db: &dyn Db, ty: &Ty, name: Option<&str>) -> Vec<Member> {
    match ty.without_null() {
        Ty::Tuple(slots) => slots
            .iter()
            .enumerate()
            .map(|(index, ty)| Member {
                name: Name::from(index.to_string()),
                kind: MemberKind::Slot(ty.clone()),
                declaration: None,
            })
            .collect(),
        Ty::Nominal(nominal) => {
            let Some(declaration) = nominal_item(db, nominal) else { return Vec::new() };
            let fields = type_info(db, declaration).iter().flat_map(|info| &info.fields);
            let fields = fields.filter(|field| name.is_none_or(|name| field.name == name)).map(|field| Member {
                name: field.name.clone(),
                kind: MemberKind::Field(Box::new(field.clone())),
                declaration: Some(Resolution::Field(nominal.clone(), field.name.clone())),
            });
            let methods = named(db, nominal.file, &nominal.name, name)
                .iter()
                .filter_map(|method| method_member(db, *method, &Substitution::default()))
                .filter(|member| !matches!(&member.kind, MemberKind::Method(signature) if signature.is_static));
            fields.chain(methods).collect()
        }
        Ty::Builtin(builtin, arguments) => builtin_members(db, builtin.name(), arguments, false, name),
        Ty::Any => builtin_members(db, "Any", &[], false, name),
        Ty::PyAny | Ty::Function(_) | Ty::Variable(_) | Ty::Nullable(_) => Vec::new(),
    }
}

/// What can follow the name of a type: static methods, and for a `@table` type the queries.
pub fn static_members(db: &dyn Db, declaration: Item<'_>) -> Vec<Member> {
    let id = declaration.id(db);
    let mut found: Vec<Member> = methods(db, id.file, &id.name)
        .iter()
        .filter_map(|method| method_member(db, *method, &Substitution::default()))
        .filter(|member| matches!(&member.kind, MemberKind::Method(signature) if signature.is_static))
        .collect();
    if type_info(db, declaration).as_ref().is_some_and(|info| info.is_table) {
        let row = Ty::Nominal(crate::ty::Nominal { file: id.file, name: id.name.clone() });
        found.extend(builtin_members(db, "Table", &[row], true, None));
    }
    found
}

/// The query of that name that every `@table` type offers on its name.
pub(crate) fn table_member(db: &dyn Db, row: &Ty, name: &str) -> Option<Member> {
    builtin_members(db, "Table", std::slice::from_ref(row), true, Some(name)).into_iter().next()
}

/// The operator of that name that a column has inside a query.
pub(crate) fn column_member(db: &dyn Db, name: &str) -> Option<Member> {
    builtin_members(db, "Column", &[], false, Some(name)).into_iter().next()
}

/// What a module offers: its functions, types and globals. What it imports, it does not pass on.
pub fn module_members(db: &dyn Db, module: SourceFile) -> Vec<Member> {
    items(db, module).iter().filter_map(|item| member_of_module(db, module, *item)).collect()
}

/// What a module offers under that name.
pub(crate) fn module_member(db: &dyn Db, module: SourceFile, name: &str) -> Option<Member> {
    let named = items(db, module).iter().filter(|item| item.id(db).name == name);
    named.filter_map(|item| member_of_module(db, module, *item)).next()
}

fn member_of_module(db: &dyn Db, module: SourceFile, item: Item<'_>) -> Option<Member> {
    let id = item.id(db);
    let kind = match id.kind {
        ItemKind::Function => MemberKind::Method(signature(db, item).clone()?),
        // The variables of a Python module have the types that its stub gives them.
        ItemKind::Global if is_stub(db, module) => {
            let annotation = lowered(db, item).global_annotation();
            MemberKind::Value(annotation.map_or(Ty::Any, |ty| resolve_type(db, module, ty)))
        }
        ItemKind::Type | ItemKind::Global => MemberKind::Value(Ty::Any),
        ItemKind::Method | ItemKind::Import | ItemKind::Statement => return None,
    };
    Some(Member { name: id.name.clone(), kind, declaration: Some(Resolution::Item(id.clone())) })
}

fn builtin_members(db: &dyn Db, owner: &str, arguments: &[Ty], statics: bool, name: Option<&str>) -> Vec<Member> {
    let Some(declaration) = builtin_declaration(db, owner) else { return Vec::new() };
    let values = receiver_substitution(db, declaration, arguments);
    let id = declaration.id(db);
    named(db, id.file, &id.name, name)
        .iter()
        .filter_map(|method| method_member(db, *method, &values))
        .filter(|member| matches!(&member.kind, MemberKind::Method(signature) if signature.is_static == statics))
        .collect()
}

/// The methods of a type, or those of one name.
fn named<'db>(db: &'db dyn Db, file: SourceFile, owner: &str, name: Option<&str>) -> &'db [Item<'db>] {
    match name {
        Some(name) => methods_named(db, file, owner, name),
        None => methods(db, file, owner),
    }
}

/// The declaration of a built-in type in the standard library.
pub fn builtin_declaration<'db>(db: &'db dyn Db, name: &str) -> Option<Item<'db>> {
    library(db).types.get(name).and_then(|id: &ItemId| item(db, id))
}

fn receiver_substitution(db: &dyn Db, declaration: Item<'_>, arguments: &[Ty]) -> Substitution {
    type_info(db, declaration)
        .iter()
        .filter_map(|info| info.variables.as_ref())
        .flatten()
        .cloned()
        .zip(arguments.iter().cloned())
        .collect()
}

/// A method with the variables of the receiver filled in; those of the method itself stay.
fn method_member(db: &dyn Db, method: Item<'_>, values: &Substitution) -> Option<Member> {
    let mut signature = signature(db, method).clone()?;
    if !values.is_empty() && signature.has_variables() {
        let signature = Arc::make_mut(&mut signature);
        for parameter in &mut signature.parameters {
            parameter.ty = substitute_known(&parameter.ty, values);
        }
        signature.result = substitute_known(&signature.result, values);
    }
    Some(Member {
        name: signature.name.clone(),
        kind: MemberKind::Method(signature),
        declaration: Some(Resolution::Item(method.id(db).clone())),
    })
}

fn substitute_known(ty: &Ty, values: &Substitution) -> Ty {
    if !ty.has_variables() {
        return ty.clone();
    }
    let mut all = values.clone();
    keep_variables(ty, &mut all);
    ty.substitute(&all)
}

/// Lets every variable that has no value yet stand for itself.
fn keep_variables(ty: &Ty, values: &mut Substitution) {
    match ty {
        Ty::Variable(name) => {
            values.entry(name.clone()).or_insert_with(|| ty.clone());
        }
        Ty::Builtin(_, arguments) | Ty::Tuple(arguments) => {
            arguments.iter().for_each(|argument| keep_variables(argument, values));
        }
        Ty::Nullable(inner) => keep_variables(inner, values),
        Ty::Function(function) => {
            function.parameters.iter().for_each(|parameter| keep_variables(parameter, values));
            keep_variables(&function.result, values);
        }
        Ty::Any | Ty::PyAny | Ty::Nominal(_) => {}
    }
}
