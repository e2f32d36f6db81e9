//! What an annotation leaves open, for documents that must say what they do not know.

use fitz_syntax::TextRange;

use crate::db::{Db, SourceFile};
use crate::hir::{TypeRef, TypeRefKind};
use crate::signatures::{has_wrong_arity, type_named, writable_builtin};
use crate::ty::Name;

/// A part of an annotation that means no type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Why it means none.
    pub kind: GapKind,
    /// Where it stands, relative to the item.
    pub range: TextRange,
}

/// Why a part of an annotation means no type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GapKind {
    /// Nothing is typed yet.
    Missing,
    /// No type of that name is in scope.
    Unknown(Name),
    /// The type of that name takes another number of type arguments.
    Arity(Name),
}

/// The parts of an annotation in `file` that mean no type, in source order.
pub fn gaps(db: &dyn Db, file: SourceFile, ty: &TypeRef) -> Vec<Gap> {
    let mut found = Vec::new();
    collect(db, file, ty, &mut found);
    found
}

fn collect(db: &dyn Db, file: SourceFile, ty: &TypeRef, found: &mut Vec<Gap>) {
    let mut all = |parts: &[TypeRef]| parts.iter().for_each(|part| collect(db, file, part, found));
    match &ty.kind {
        TypeRefKind::Error => found.push(Gap { kind: GapKind::Missing, range: ty.range }),
        TypeRefKind::Nullable(inner) => collect(db, file, inner, found),
        TypeRefKind::Tuple(parts) => all(parts),
        TypeRefKind::Function(parameters, result) => {
            all(parameters);
            result.iter().for_each(|result| collect(db, file, result, found));
        }
        TypeRefKind::Named(name, arguments) => {
            let kind = match writable_builtin(db, file, &name.name) {
                _ if name.name.is_empty() => Some(GapKind::Missing),
                Some(builtin) => has_wrong_arity(builtin, arguments.len()).then(|| GapKind::Arity(name.name.clone())),
                None if type_named(db, file, &name.name).is_none() => Some(GapKind::Unknown(name.name.clone())),
                None => (!arguments.is_empty()).then(|| GapKind::Arity(name.name.clone())),
            };
            match kind {
                Some(kind) => found.push(Gap { kind, range: name.range }),
                None => all(arguments),
            }
        }
    }
}
