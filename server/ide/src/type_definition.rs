//! Go to type definition.

use fitz_analysis::{
    Db, ItemKind, SourceFile, Ty, global_type, item, library, nominal_fields, nominal_item, signature,
};
use fitz_syntax::{TextRange, TextSize};

use crate::definition::{NavigationTarget, item_target};
use crate::symbol::{Found, Symbol, symbol_at};

/// The types of the user that the value at `offset` is made of (`List<Note>` leads to `Note`), and the range of its name. Where it
/// has none, the built-in type. For a function, what it gives back.
pub fn type_definition(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<(TextRange, Vec<NavigationTarget>)> {
    let found = symbol_at(db, file, offset)?;
    let ty = type_of(db, &found)?;
    let mut targets = Vec::new();
    collect(db, &ty, &mut targets);
    if targets.is_empty() {
        targets.extend(builtin_target(db, &ty));
    }
    (!targets.is_empty()).then_some((found.range, targets))
}

fn type_of(db: &dyn Db, found: &Found) -> Option<Ty> {
    match &found.symbol {
        Symbol::Type(ty, _) => Some(ty.clone()),
        Symbol::Method(_, signature) => Some(signature.result.clone()),
        Symbol::Item(id) if id.kind == ItemKind::Global => {
            Some(found.ty.clone().unwrap_or_else(|| global_type(db, id, &id.name)))
        }
        Symbol::Item(id) => Some(signature(db, item(db, id)?).as_ref()?.result.clone()),
        Symbol::Local(_, local) => Some(found.ty.clone().unwrap_or_else(|| local.ty.clone())),
        Symbol::Field(nominal, name) => {
            let fields = nominal_fields(db, nominal);
            found.ty.clone().or_else(|| fields.into_iter().find(|field| field.name == *name).map(|field| field.ty))
        }
        Symbol::Argument(function, name) => {
            let signature = signature(db, item(db, function)?).as_ref()?;
            signature.parameters.iter().find(|parameter| parameter.name == *name).map(|parameter| parameter.ty.clone())
        }
        Symbol::Module(_) | Symbol::Decorator(_) | Symbol::Tag(_) => None,
    }
}

/// The declared types that a type is made of, each once.
fn collect(db: &dyn Db, ty: &Ty, targets: &mut Vec<NavigationTarget>) {
    match ty {
        Ty::Nominal(nominal) => {
            let declaration = nominal_item(db, nominal).and_then(|item| item_target(db, item.id(db)));
            targets.extend(declaration.filter(|target| !targets.contains(target)));
        }
        Ty::Nullable(inner) => collect(db, inner, targets),
        Ty::Tuple(parts) | Ty::Builtin(_, parts) => parts.iter().for_each(|part| collect(db, part, targets)),
        Ty::Function(function) => collect(db, &function.result, targets),
        Ty::Any | Ty::PyAny | Ty::Variable(_) => {}
    }
}

fn builtin_target(db: &dyn Db, ty: &Ty) -> Option<NavigationTarget> {
    match ty {
        Ty::Nullable(inner) => builtin_target(db, inner),
        Ty::Function(function) => builtin_target(db, &function.result),
        Ty::Builtin(builtin, _) => item_target(db, library(db).types.get(builtin.name())?),
        _ => None,
    }
}
