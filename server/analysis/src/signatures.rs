//! What other items can see of an item: signatures of functions, fields of types.
//!
//! Equal before and after an edit inside a body, so nothing outside the body is computed again.

use std::fmt::{self, Write as _};
use std::sync::Arc;

use fitz_syntax::TextRange;
use rustc_hash::FxHashMap;

use crate::db::{Db, SourceFile};
use crate::endpoint::SourcePointer;
use crate::hir::{
    Decorator, DecoratorArgument, Expr, ExprId, Function, ItemData, Lowered, StrLiteral, TypeRef, TypeRefKind, UnaryOp,
};
use crate::item_tree::{Item, ItemId, ItemKind, item, items};
use crate::lower::lowered;
use crate::scope::{Definition, canonical_type_name, is_declaration_file, resolve_name};
use crate::ty::{Builtin, FunctionTy, Name, Nominal, Ty};

/// The signature of a function or method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Its name.
    pub name: Name,
    /// Whether a call gives a `Future`.
    pub is_async: bool,
    /// Whether it is called on the type.
    pub is_static: bool,
    /// The parameters, in order.
    pub parameters: Vec<SignatureParameter>,
    /// The declared result; `Any` when there is no annotation.
    pub result: Ty,
    /// Whether a result is declared.
    pub has_result: bool,
    /// Set when calls are not checked: what every call gives.
    pub unchecked: Option<Ty>,
    /// Whether closures among the arguments take the types of their parameters from it.
    pub hints_closures: bool,
    /// What a method of `List` asks of the elements.
    pub elements: Option<ElementRule>,
    /// Whether `spawn` may start it.
    pub is_background: bool,
}

/// What a method of `List` asks of the elements, as `@elements(...)` declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ElementRule {
    /// `Int` or `Float`.
    Numbers,
    /// `(K, V)`.
    Pairs,
    /// `List<U>`.
    Lists,
}

/// A parameter of a [`Signature`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureParameter {
    /// Its name.
    pub name: Name,
    /// Its type; the element type when it is variadic; `Any` without annotation.
    pub ty: Ty,
    /// Whether a type is written.
    pub is_annotated: bool,
    /// The default value as written, if it is short; `...` otherwise.
    pub default: Option<String>,
    /// Whether it takes the rest of the arguments.
    pub is_variadic: bool,
}

/// A field of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldInfo {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Ty,
    /// Whether its type is written with `?`. The type itself does not tell: `Any?` is `Any`.
    pub nullable: bool,
    /// The default value.
    pub default: Option<DefaultValue>,
    /// Whether `@hidden` keeps it off the wire.
    pub hidden: bool,
    /// Its comment.
    pub doc: Option<String>,
    /// The whole field.
    pub pointer: SourcePointer,
    /// Its name.
    pub name_pointer: SourcePointer,
}

/// The default value of a field, as far as a document can show it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum DefaultValue {
    Int(i64),
    /// The number as written, underscores removed.
    Float(String),
    Str(String),
    Bool(bool),
    Null,
    EmptyList,
    EmptyMap,
    /// Not a literal.
    Other,
}

/// What is known of a declared type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeInfo {
    /// Its fields, in order.
    pub fields: Vec<FieldInfo>,
    /// Whether it has `@table`.
    pub is_table: bool,
    /// The relations of a `@table` type to others, in the order of their fields.
    pub relations: Vec<Relation>,
    /// The schematic variables of a built-in type, e.g. `In` and `Out`; `None` for every other type.
    pub variables: Option<Vec<Name>>,
}

/// A relation of a `@table` type: a method of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The field that it is called by.
    pub name: Name,
    /// The rows that it leads to; `Any` when there is no such type.
    pub target: Ty,
    /// Whether it leads to any number of rows.
    pub is_many: bool,
}

/// The signature of a function or method; `None` for every other item.
#[salsa::tracked(returns(ref))]
pub fn signature<'db>(db: &'db dyn Db, item: Item<'db>) -> Option<Arc<Signature>> {
    let lowered = lowered(db, item);
    let function = lowered.function()?;
    let mut signature = function_signature(db, item.id(db).file, function, lowered, item.text(db));
    signature.unchecked = lowered.decorators_named("unchecked").next().map(|decorator| {
        let result = decorator.positional().next().map(|argument| &lowered.body.exprs[argument.value]);
        match result {
            Some(Expr::Null) => Ty::null(),
            Some(Expr::Name(name)) => type_named(db, item.id(db).file, name).unwrap_or(Ty::Any),
            _ => Ty::Any,
        }
    });
    if is_declaration_file(db, item.id(db).file) && item.id(db).kind == ItemKind::Method {
        declared_of_method(db, item, &mut signature);
    } else {
        signature.hints_closures = true;
    }
    signature.is_background = lowered.decorators_named("background").next().is_some();
    Some(Arc::new(signature))
}

/// What the type of a library method says of it. The language has no decorators of methods, so the type names them:
/// `@hints("map", "filter")`.
fn declared_of_method(db: &dyn Db, method: Item<'_>, signature: &mut Signature) {
    let id = method.id(db);
    let owner = id.owner.clone().map(|name| Nominal { file: id.file, name });
    let Some(declaration) = owner.and_then(|owner| nominal_item(db, &owner)) else { return };
    let lowered = lowered(db, declaration);
    let is_named_by = |decorator: &str| {
        let named = |argument: &DecoratorArgument| matches!(&lowered.body.exprs[argument.value], Expr::Str(name) if name.plain() == Some(&*signature.name));
        lowered.decorators_named(decorator).any(|decorator| decorator.positional().any(named))
    };
    let elements =
        [("of_numbers", ElementRule::Numbers), ("of_pairs", ElementRule::Pairs), ("of_lists", ElementRule::Lists)];
    let (is_unchecked, hints_closures) = (is_named_by("unchecked"), is_named_by("hints"));
    let elements = elements.into_iter().find(|(decorator, _)| is_named_by(decorator)).map(|(_, rule)| rule);
    signature.hints_closures = hints_closures;
    signature.elements = elements;
    if is_unchecked {
        signature.unchecked = Some(Ty::Any);
    }
}

/// Where a declaration has its name and its parameters, relative to the item. A query of its own, so that only those who
/// point at a declaration depend on the places in it.
#[salsa::tracked(returns(ref))]
fn declared_ranges<'db>(db: &'db dyn Db, item: Item<'db>) -> (Option<TextRange>, Vec<TextRange>) {
    let lowered = lowered(db, item);
    let parameters = lowered.function().map(|function| function.parameters.iter().map(|it| it.range).collect());
    (lowered.name_range, parameters.unwrap_or_default())
}

/// The name in the declaration of an item of a program; `None` for the standard library.
pub(crate) fn declared_name(db: &dyn Db, id: &ItemId) -> Option<SourcePointer> {
    if is_declaration_file(db, id.file) {
        return None;
    }
    let range = declared_ranges(db, item(db, id)?).0?;
    Some(SourcePointer { item: id.clone(), range })
}

/// A parameter in the declaration of a function of a program; `None` for the standard library.
pub(crate) fn declared_parameter(db: &dyn Db, id: &ItemId, index: usize) -> Option<SourcePointer> {
    if is_declaration_file(db, id.file) {
        return None;
    }
    let range = *declared_ranges(db, item(db, id)?).1.get(index)?;
    Some(SourcePointer { item: id.clone(), range })
}

/// The signature of any function of an item: the item itself, a nested function, a closure.
pub(crate) fn function_signature(
    db: &dyn Db,
    file: SourceFile,
    function: &Function,
    lowered: &Lowered,
    text: &str,
) -> Signature {
    let parameters = function
        .parameters
        .iter()
        .map(|parameter| SignatureParameter {
            name: parameter.name.name.clone(),
            ty: parameter.ty.as_ref().map_or(Ty::Any, |ty| resolve_type(db, file, ty)),
            is_annotated: parameter.ty.is_some(),
            default: parameter.default.map(|default| default_text(lowered, default, text)),
            is_variadic: parameter.is_variadic,
        })
        .collect();
    Signature {
        name: function.name.name.clone(),
        is_async: function.is_async,
        is_static: function.is_static,
        parameters,
        result: function.return_type.as_ref().map_or(Ty::Any, |ty| resolve_type(db, file, ty)),
        has_result: function.return_type.is_some(),
        unchecked: None,
        hints_closures: true,
        elements: None,
        is_background: false,
    }
}

/// The fields and traits of a `type`; `None` for every other item.
#[salsa::tracked(returns(ref))]
pub fn type_info<'db>(db: &'db dyn Db, item: Item<'db>) -> Option<TypeInfo> {
    let lowered = lowered(db, item);
    let ItemData::Type(definition) = &lowered.data else { return None };
    let id = item.id(db);
    let pointer = |range: TextRange| SourcePointer { item: id.clone(), range };
    let fields: Vec<FieldInfo> = definition
        .fields
        .iter()
        .map(|field| FieldInfo {
            name: field.name.name.clone(),
            ty: field.ty.as_ref().map_or(Ty::Any, |ty| resolve_type(db, id.file, ty)),
            nullable: field.ty.as_ref().is_some_and(|ty| matches!(ty.kind, TypeRefKind::Nullable(_))),
            default: field.default.map(|value| default_value(lowered, value)),
            hidden: field.decorators.iter().any(|decorator| decorator.name.name == "hidden"),
            doc: field.doc.clone(),
            pointer: pointer(field.range),
            name_pointer: pointer(field.name.range),
        })
        .collect();
    let variables = lowered.decorators_named("builtin").next().map(|decorator| {
        decorator
            .positional()
            .filter_map(|argument| match &lowered.body.exprs[argument.value] {
                Expr::Name(name) => Some(name.clone()),
                _ => None,
            })
            .collect()
    });
    let is_table = lowered.decorators_named("table").next().is_some();
    let relations = if is_table { relations(db, id.file, lowered, &fields) } else { Vec::new() };
    Some(TypeInfo { fields, is_table, relations, variables })
}

/// The relations of a `@table` type: its fields with a relation decorator, and the companions of those that hold a key. A
/// field `user: User?` is the companion of `@belongs_to("User") user_id`.
fn relations(db: &dyn Db, file: SourceFile, lowered: &Lowered, fields: &[FieldInfo]) -> Vec<Relation> {
    let decorated: Vec<(&Name, &Decorator)> = lowered
        .fields()
        .iter()
        .filter_map(|field| {
            let is_relation = |it: &&Decorator| matches!(it.name.name.as_str(), "belongs_to" | "has_one" | "has_many");
            Some((&field.name.name, field.decorators.iter().find(is_relation)?))
        })
        .collect();
    let mut found = Vec::new();
    for (name, decorator) in &decorated {
        let written = decorator.positional().next().map(|argument| &lowered.body.exprs[argument.value]);
        let target = match written {
            Some(Expr::Str(literal)) => literal.plain().and_then(|name| type_named(db, file, name)),
            _ => None,
        };
        let target = target.unwrap_or(Ty::Any);
        let companion = name.strip_suffix("_id").filter(|_| decorator.name.name == "belongs_to");
        if let Some(companion) = companion
            && !decorated.iter().any(|(name, _)| name.as_str() == companion)
            && target != Ty::Any
            && fields.iter().any(|field| field.name == companion && field.ty == Ty::nullable(target.clone()))
        {
            found.push(Relation { name: Name::from(companion), target: target.clone(), is_many: false });
        }
        found.push(Relation { name: (*name).clone(), target, is_many: decorator.name.name == "has_many" });
    }
    found
}

/// The methods of a declared type, in source order.
pub fn methods<'db>(db: &'db dyn Db, file: SourceFile, owner: &str) -> &'db [Item<'db>] {
    &methods_of(db, file, Name::from(owner)).all
}

/// The methods of that name of a declared type, in source order.
pub(crate) fn methods_named<'db>(db: &'db dyn Db, file: SourceFile, owner: &str, name: &str) -> &'db [Item<'db>] {
    methods_of(db, file, Name::from(owner)).by_name.get(name).map(Vec::as_slice).unwrap_or_default()
}

#[derive(Clone, Debug, PartialEq, Eq, salsa::SalsaValue)]
struct Methods<'db> {
    #[salsa_value(unsafe(prove(Item<'db>: salsa::SalsaValue)))]
    all: Vec<Item<'db>>,
    #[salsa_value(unsafe(prove(Item<'db>: salsa::SalsaValue)))]
    by_name: FxHashMap<Name, Vec<Item<'db>>>,
}

/// A query per type, so that a new item is no change for those who ask for the methods of a type.
#[salsa::tracked(returns(ref))]
fn methods_of<'db>(db: &'db dyn Db, file: SourceFile, owner: Name) -> Methods<'db> {
    let belongs = |item: &Item<'db>| {
        let id = item.id(db);
        id.kind == ItemKind::Method && id.owner.as_ref() == Some(&owner)
    };
    let all: Vec<Item<'db>> = items(db, file).iter().copied().filter(belongs).collect();
    let mut by_name: FxHashMap<Name, Vec<Item<'db>>> = FxHashMap::default();
    for method in &all {
        by_name.entry(method.id(db).name.clone()).or_default().push(*method);
    }
    Methods { all, by_name }
}

/// The declaration of a nominal type.
pub fn nominal_item<'db>(db: &'db dyn Db, nominal: &Nominal) -> Option<Item<'db>> {
    let id = ItemId { file: nominal.file, kind: ItemKind::Type, owner: None, name: nominal.name.clone(), ordinal: 0 };
    item(db, &id)
}

/// The fields of a nominal type, in order.
pub fn nominal_fields(db: &dyn Db, nominal: &Nominal) -> Vec<FieldInfo> {
    nominal_item(db, nominal)
        .and_then(|item| type_info(db, item).as_ref())
        .map(|info| info.fields.clone())
        .unwrap_or_default()
}

/// The doc comment of a nominal type.
pub fn nominal_doc(db: &dyn Db, nominal: &Nominal) -> Option<String> {
    nominal_item(db, nominal)?.doc(db).clone()
}

/// The name of a nominal type in its declaration.
pub fn nominal_pointer(db: &dyn Db, nominal: &Nominal) -> Option<SourcePointer> {
    let item = nominal_item(db, nominal)?;
    Some(SourcePointer { item: item.id(db).clone(), range: lowered(db, item).name_range? })
}

/// The type that an annotation in `file` means. What cannot be resolved is `Any`.
pub fn resolve_type(db: &dyn Db, file: SourceFile, ty: &TypeRef) -> Ty {
    match &ty.kind {
        TypeRefKind::Error => Ty::Any,
        TypeRefKind::Nullable(inner) => Ty::nullable(resolve_type(db, file, inner)),
        TypeRefKind::Tuple(parts) => Ty::Tuple(parts.iter().map(|part| resolve_type(db, file, part)).collect()),
        TypeRefKind::Function(parameters, result) => {
            let parameters: Vec<Ty> = parameters.iter().map(|ty| resolve_type(db, file, ty)).collect();
            Ty::Function(Arc::new(FunctionTy {
                required: parameters.len(),
                parameters,
                variadic: false,
                result: result.as_ref().map_or(Ty::Any, |ty| resolve_type(db, file, ty)),
            }))
        }
        TypeRefKind::Named(name, arguments) => {
            let arguments: Vec<Ty> = arguments.iter().map(|ty| resolve_type(db, file, ty)).collect();
            match writable_builtin(db, file, &name.name) {
                Some(builtin) if has_wrong_arity(builtin, arguments.len()) && !is_declaration_file(db, file) => Ty::Any,
                Some(builtin) => with_arguments(builtin, arguments),
                // No type of a program has arguments: what is meant is not known.
                None if !arguments.is_empty() && !is_declaration_file(db, file) => Ty::Any,
                None => type_named(db, file, &name.name).unwrap_or(Ty::Any),
            }
        }
    }
}

/// Built-in generics win over everything else in an annotation; declaration files may also name the query types.
pub(crate) fn writable_builtin(db: &dyn Db, file: SourceFile, name: &str) -> Option<Builtin> {
    Builtin::from_annotation(name).or_else(|| {
        is_declaration_file(db, file).then(|| Builtin::ALL.into_iter().find(|builtin| builtin.name() == name)).flatten()
    })
}

/// Whether an annotation has too few or too many type arguments. What it means is not known then: the `Int` of `Map<Int>`
/// may be meant for the keys or for the values.
pub(crate) fn has_wrong_arity(builtin: Builtin, count: usize) -> bool {
    let (least, most) = builtin.written_arity();
    count < least || count > most
}

fn with_arguments(builtin: Builtin, mut arguments: Vec<Ty>) -> Ty {
    match (builtin, arguments.as_slice()) {
        (Builtin::Result, [_]) => arguments.push(Ty::str()),
        (Builtin::WsConn, [both]) => arguments.push(both.clone()),
        _ => {}
    }
    arguments.resize(builtin.arity(), Ty::Any);
    Ty::Builtin(builtin, arguments.into())
}

/// The type of that name without arguments, as an annotation in `file` sees it.
pub fn type_named(db: &dyn Db, file: SourceFile, name: &str) -> Option<Ty> {
    if name == "Any" {
        return Some(Ty::Any);
    }
    if let Some(builtin) = writable_builtin(db, file, name) {
        return Some(with_arguments(builtin, Vec::new()));
    }
    match resolve_name(db, file, canonical_type_name(name)) {
        // Some types are declared for the library alone, such as `QueryBuilder`.
        Some(Definition::Item(id)) if is_declaration_file(db, id.file) && !is_writable_nominal(db, file, &id) => None,
        Some(Definition::Item(id)) if id.kind == ItemKind::Type => {
            Some(Ty::Nominal(Nominal { file: id.file, name: id.name }))
        }
        // The language knows an imported name as a type, and nothing of it.
        Some(Definition::Opaque) => Some(Ty::Any),
        None if is_declaration_file(db, file) => Some(Ty::Variable(Name::from(name))),
        _ => None,
    }
}

/// Whether a file can name a type of the library that is no built-in one.
fn is_writable_nominal(db: &dyn Db, file: SourceFile, id: &ItemId) -> bool {
    is_declaration_file(db, file)
        || item(db, id).and_then(|item| type_info(db, item).as_ref()).is_some_and(|info| info.variables.is_none())
}

fn default_value(lowered: &Lowered, value: ExprId) -> DefaultValue {
    match &lowered.body.exprs[value] {
        Expr::Int(Some(number)) => DefaultValue::Int(*number),
        Expr::Float(text) => DefaultValue::Float(text.replace('_', "")),
        Expr::Bool(value) => DefaultValue::Bool(*value),
        Expr::Null => DefaultValue::Null,
        Expr::Str(literal) => string_default(literal),
        Expr::List(elements) if elements.is_empty() => DefaultValue::EmptyList,
        Expr::Map(pairs) if pairs.is_empty() => DefaultValue::EmptyMap,
        Expr::Unary { op: UnaryOp::Negate, operand } => match &lowered.body.exprs[*operand] {
            Expr::Int(Some(number)) => DefaultValue::Int(-*number),
            Expr::Float(text) => DefaultValue::Float(format!("-{}", text.replace('_', ""))),
            _ => DefaultValue::Other,
        },
        _ => DefaultValue::Other,
    }
}

fn string_default(literal: &StrLiteral) -> DefaultValue {
    literal.plain().map_or(DefaultValue::Other, |text| DefaultValue::Str(text.to_owned()))
}

/// A default value as a signature shows it: literals, names and empty collections as written, anything longer as `...`.
fn default_text(lowered: &Lowered, value: ExprId, text: &str) -> String {
    let is_short = match &lowered.body.exprs[value] {
        Expr::Name(_) => true,
        _ => default_value(lowered, value) != DefaultValue::Other,
    };
    let range = lowered.body.expr_range(value);
    match text.get(usize::from(range.start())..usize::from(range.end())) {
        Some(written) if is_short => written.to_owned(),
        _ => "...".to_owned(),
    }
}

impl Signature {
    /// The type of the function as a value. A call of an async function gives a `Future`.
    #[must_use]
    pub fn function_ty(&self) -> Ty {
        let required = self.parameters.iter().filter(|it| it.default.is_none() && !it.is_variadic).count();
        Ty::Function(Arc::new(FunctionTy {
            parameters: self.parameters.iter().map(|parameter| parameter.ty.clone()).collect(),
            required,
            variadic: self.parameters.last().is_some_and(|parameter| parameter.is_variadic),
            result: self.call_result(),
        }))
    }

    /// Whether a schematic variable stands in it.
    pub(crate) fn has_variables(&self) -> bool {
        self.parameters.iter().any(|parameter| parameter.ty.has_variables()) || self.result.has_variables()
    }

    /// What a call gives.
    #[must_use]
    pub fn call_result(&self) -> Ty {
        if self.is_async { Ty::future(self.result.clone()) } else { self.result.clone() }
    }

    /// The signature as a declaration: `async fn name(a: Int, b: Str = "") -> Bool`.
    #[must_use]
    pub fn declaration(&self) -> String {
        let mut text = String::new();
        if self.is_static {
            text.push_str("static ");
        }
        if self.is_async {
            text.push_str("async ");
        }
        let _ = write!(text, "fn {}{}", self.name, self.parameters_and_result());
        text
    }

    /// The part after the name: `(a: Int, b: Str = "") -> Bool`.
    #[must_use]
    pub fn parameters_and_result(&self) -> String {
        let mut text = String::from("(");
        for (index, parameter) in self.parameters.iter().enumerate() {
            if index > 0 {
                text.push_str(", ");
            }
            let _ = write!(text, "{parameter}");
        }
        text.push(')');
        if self.has_result {
            let _ = write!(text, " -> {}", self.result);
        }
        text
    }
}

/// As it is declared: `name: Str = ""`.
impl fmt::Display for SignatureParameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_variadic {
            f.write_str("...")?;
        }
        f.write_str(&self.name)?;
        if self.is_annotated {
            write!(f, ": {}", self.ty)?;
        }
        match &self.default {
            Some(default) => write!(f, " = {default}"),
            None => Ok(()),
        }
    }
}
