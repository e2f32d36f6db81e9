//! What can be done with types: compatibility, joins, substitution of schematic variables.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::ty::{Builtin, FunctionTy, Name, Ty};

/// The types that schematic variables stand for.
pub(crate) type Substitution = FxHashMap<Name, Ty>;

impl Ty {
    /// Whether a value of this type may be used where `expected` is required. `Any` fits everywhere; `Int` fits `Float`;
    /// containers are covariant, functions too.
    #[must_use]
    pub fn fits(&self, expected: &Ty) -> bool {
        match (self, expected) {
            (Ty::Any | Ty::PyAny | Ty::Variable(_), _) | (_, Ty::Any | Ty::PyAny | Ty::Variable(_)) => true,
            (Ty::Nullable(found), Ty::Nullable(wanted)) => found.fits(wanted),
            (_, Ty::Nullable(wanted)) => self.is(Builtin::Null) || self.fits(wanted),
            (Ty::Builtin(Builtin::Int, _), Ty::Builtin(Builtin::Float, _)) => true,
            (Ty::Builtin(found, found_arguments), Ty::Builtin(wanted, wanted_arguments)) => {
                found == wanted
                    && match found {
                        Builtin::WsConn | Builtin::Secret => found_arguments == wanted_arguments,
                        _ => all_fit(found_arguments, wanted_arguments),
                    }
            }
            (Ty::Tuple(found), Ty::Tuple(wanted)) => all_fit(found, wanted),
            (Ty::Function(found), Ty::Function(wanted)) => {
                all_fit(&found.parameters, &wanted.parameters) && found.result.fits(&wanted.result)
            }
            _ => self == expected,
        }
    }

    /// The type of a value that is either of the two: of two branches, of two elements of a list.
    #[must_use]
    pub fn join(&self, other: &Ty) -> Ty {
        match (self, other) {
            _ if self == other => self.clone(),
            (Ty::Any, known) | (known, Ty::Any) => known.clone(),
            (a, b) if a.is(Builtin::Null) => Ty::nullable(b.clone()),
            (a, b) if b.is(Builtin::Null) => Ty::nullable(a.clone()),
            (Ty::Nullable(a), Ty::Nullable(b)) => Ty::nullable(a.join(b)),
            (Ty::Nullable(inner), plain) | (plain, Ty::Nullable(inner)) if **inner == *plain => {
                Ty::Nullable(Arc::clone(inner))
            }
            (Ty::Builtin(Builtin::Int | Builtin::Float, _), Ty::Builtin(Builtin::Int | Builtin::Float, _)) => {
                Ty::float()
            }
            (Ty::Builtin(a, a_arguments), Ty::Builtin(b, b_arguments))
                if a == b && matches!(a, Builtin::List | Builtin::Map | Builtin::Result | Builtin::Future) =>
            {
                Ty::Builtin(*a, a_arguments.iter().zip(b_arguments.iter()).map(|(a, b)| a.join(b)).collect())
            }
            _ => Ty::Any,
        }
    }

    /// Whether a value of this type and one of the other may be equal. Says `true` unless it is certain: values that are
    /// not known, that may be `null`, or that only the database or Python understands may equal everything.
    #[must_use]
    pub fn may_equal(&self, other: &Ty) -> bool {
        match (self.without_null(), other.without_null()) {
            _ if matches!((self, other), (Ty::Nullable(_), Ty::Nullable(_))) => true,
            (Ty::Tuple(a), Ty::Tuple(b)) => a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.may_equal(b)),
            (Ty::Nominal(a), Ty::Nominal(b)) => a == b,
            (a, b) => match (a.value_kind(), b.value_kind()) {
                (Some(a), Some(b)) => a == b,
                _ => true,
            },
        }
    }

    /// What a value of the type is at run time, as far as `==` tells values apart: kinds that differ are never equal.
    /// `None` where this is not certain. A default text can stand for a date, a time or an id, so these are not.
    fn value_kind(&self) -> Option<ValueKind> {
        match self {
            Ty::Tuple(_) => Some(ValueKind::Tuple),
            Ty::Nominal(_) => Some(ValueKind::Nominal),
            Ty::Builtin(Builtin::Int | Builtin::Float, _) => Some(ValueKind::Number),
            Ty::Builtin(
                builtin @ (Builtin::Str
                | Builtin::Bool
                | Builtin::Bytes
                | Builtin::Range
                | Builtin::List
                | Builtin::Map
                | Builtin::Result
                | Builtin::Future),
                _,
            ) => Some(ValueKind::Builtin(*builtin)),
            _ => None,
        }
    }

    /// This type with the variables replaced; a variable without a value becomes `Any`.
    #[must_use]
    pub fn substitute(&self, values: &Substitution) -> Ty {
        match self {
            Ty::Variable(name) => values.get(name).cloned().unwrap_or(Ty::Any),
            _ if !self.has_variables() => self.clone(),
            Ty::Any | Ty::PyAny | Ty::Nominal(_) => self.clone(),
            Ty::Builtin(builtin, arguments) => Ty::Builtin(*builtin, substitute_all(arguments, values)),
            Ty::Nullable(inner) => Ty::nullable(inner.substitute(values)),
            Ty::Tuple(parts) => Ty::Tuple(substitute_all(parts, values)),
            Ty::Function(function) => Ty::Function(Arc::new(FunctionTy {
                parameters: function.parameters.iter().map(|ty| ty.substitute(values)).collect(),
                result: function.result.substitute(values),
                ..(**function).clone()
            })),
        }
    }

    /// Whether it is written with more than so many types. Takes no longer than it takes to count to `limit`.
    pub(crate) fn is_larger_than(&self, limit: usize) -> bool {
        let mut waiting = vec![self];
        let mut count = 0;
        while let Some(ty) = waiting.pop() {
            count += 1;
            if count + waiting.len() > limit {
                return true;
            }
            match ty {
                Ty::Any | Ty::PyAny | Ty::Nominal(_) | Ty::Variable(_) => {}
                Ty::Builtin(_, parts) | Ty::Tuple(parts) => waiting.extend(parts.iter()),
                Ty::Nullable(inner) => waiting.push(inner),
                Ty::Function(function) => {
                    waiting.extend(&function.parameters);
                    waiting.push(&function.result);
                }
            }
        }
        false
    }

    /// Whether a schematic variable stands anywhere in the type.
    #[must_use]
    pub(crate) fn has_variables(&self) -> bool {
        match self {
            Ty::Variable(_) => true,
            Ty::Any | Ty::PyAny | Ty::Nominal(_) => false,
            Ty::Builtin(_, parts) | Ty::Tuple(parts) => parts.iter().any(Ty::has_variables),
            Ty::Nullable(inner) => inner.has_variables(),
            Ty::Function(function) => {
                function.parameters.iter().any(Ty::has_variables) || function.result.has_variables()
            }
        }
    }

    /// Learns the values of variables in `self` (a parameter's type) from the type of an argument.
    pub fn learn_from(&self, argument: &Ty, values: &mut Substitution) {
        match (self, argument) {
            (Ty::Variable(name), _) => match values.get_mut(name) {
                Some(known) => *known = known.join(argument),
                None => {
                    values.insert(name.clone(), argument.clone());
                }
            },
            (Ty::Builtin(a, a_arguments), Ty::Builtin(b, b_arguments)) if a == b => {
                for (parameter, argument) in a_arguments.iter().zip(b_arguments.iter()) {
                    parameter.learn_from(argument, values);
                }
            }
            (Ty::Tuple(a), Ty::Tuple(b)) => {
                for (parameter, argument) in a.iter().zip(b.iter()) {
                    parameter.learn_from(argument, values);
                }
            }
            (Ty::Nullable(a), Ty::Nullable(b)) => a.learn_from(b, values),
            (Ty::Nullable(a), b) => a.learn_from(b, values),
            (Ty::Function(a), Ty::Function(b)) => a.result.learn_from(&b.result, values),
            _ => {}
        }
    }
}

#[derive(PartialEq, Eq)]
enum ValueKind {
    Number,
    Tuple,
    Nominal,
    Builtin(Builtin),
}

fn all_fit(found: &[Ty], wanted: &[Ty]) -> bool {
    found.len() == wanted.len() && found.iter().zip(wanted).all(|(found, wanted)| found.fits(wanted))
}

fn substitute_all(types: &[Ty], values: &Substitution) -> Arc<[Ty]> {
    types.iter().map(|ty| ty.substitute(values)).collect()
}

/// The type of a value that is one of several; `None` without any. Two nullable types that have nothing but `null` in common
/// leave it open for good: unlike `Any`, their join takes no other type.
pub(crate) fn join_all(types: impl IntoIterator<Item = Ty>) -> Option<Ty> {
    let mut types = types.into_iter();
    let mut joined = types.next()?;
    for ty in types {
        let next = joined.join(&ty);
        if next == Ty::Any && matches!((&joined, &ty), (Ty::Nullable(_), Ty::Nullable(_))) {
            return Some(Ty::Any);
        }
        joined = next;
    }
    Some(joined)
}

/// The element type of a list or map literal. Once two elements have no common type, it stays `Any`.
pub(crate) fn join_elements(types: impl IntoIterator<Item = Ty>) -> Ty {
    let mut joined = Ty::Any;
    for ty in types {
        let next = joined.join(&ty);
        if next == Ty::Any && joined != Ty::Any && ty != Ty::Any {
            return Ty::Any;
        }
        joined = next;
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nullable(ty: Ty) -> Ty {
        Ty::nullable(ty)
    }

    #[test]
    fn compatibility() {
        let table = [
            (Ty::int(), Ty::float(), true),
            (Ty::float(), Ty::int(), false),
            (Ty::null(), nullable(Ty::int()), true),
            (nullable(Ty::int()), Ty::int(), false),
            (Ty::int(), nullable(Ty::float()), true),
            (Ty::null(), Ty::int(), false),
            (Ty::list(Ty::int()), Ty::list(Ty::float()), true),
            (Ty::list(Ty::int()), Ty::list(nullable(Ty::int())), true),
            (Ty::str(), Ty::Any, true),
            (Ty::result(Ty::Any, Ty::str()), Ty::result(Ty::int(), Ty::str()), true),
            (
                Ty::Builtin(Builtin::Secret, Arc::from([Ty::Any])),
                Ty::Builtin(Builtin::Secret, Arc::from([Ty::str()])),
                false,
            ),
        ];
        for (found, wanted, expected) in table {
            assert_eq!(found.fits(&wanted), expected, "{found} for {wanted}");
        }
    }

    #[test]
    fn joins() {
        let table = [
            (Ty::int(), Ty::int(), "Int"),
            (Ty::Any, Ty::int(), "Int"),
            (Ty::int(), Ty::float(), "Float"),
            (Ty::null(), Ty::str(), "Str?"),
            (Ty::str(), nullable(Ty::str()), "Str?"),
            (Ty::list(Ty::int()), Ty::list(Ty::null()), "List<Int?>"),
            (Ty::int(), Ty::str(), "Any"),
            (Ty::Tuple(Arc::from([Ty::int()])), Ty::Tuple(Arc::from([Ty::float()])), "Any"),
        ];
        for (a, b, expected) in table {
            assert_eq!(a.join(&b).to_string(), expected);
            assert_eq!(b.join(&a).to_string(), expected);
        }
    }

    #[test]
    fn nullable_types_that_disagree_stay_any() {
        let (a, b) = (nullable(Ty::int()), nullable(Ty::str()));
        assert_eq!(join_all([a.clone(), b.clone(), Ty::bool()]), Some(Ty::Any));
        assert_eq!(join_all([Ty::int(), Ty::str(), Ty::bool()]), Some(Ty::bool()));
        assert_eq!(join_all([a.clone(), Ty::null()]), Some(a));
        assert_eq!(join_all([]), None);
    }

    #[test]
    fn elements_that_disagree_stay_any() {
        assert_eq!(join_elements([Ty::int(), Ty::float()]).to_string(), "Float");
        assert_eq!(join_elements([Ty::int(), Ty::str(), Ty::int()]), Ty::Any);
        assert_eq!(join_elements([Ty::int(), Ty::Any, Ty::int()]), Ty::int());
        assert_eq!(join_elements([]), Ty::Any);
    }

    #[test]
    fn sizes() {
        let mut ty = Ty::int();
        for depth in 0..60 {
            assert_eq!(ty.is_larger_than(100), depth > 5, "{depth}");
            ty = Ty::Tuple(Arc::from([ty.clone(), ty]));
        }
    }

    #[test]
    fn variables() {
        let t = Ty::Variable("T".into());
        let u = Ty::Variable("U".into());
        let mut values = Substitution::default();
        Ty::list(t.clone()).learn_from(&Ty::list(Ty::int()), &mut values);
        assert_eq!(Ty::map(t, u).substitute(&values).to_string(), "Map<Int, Any>");
    }
}
