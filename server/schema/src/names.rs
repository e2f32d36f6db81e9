//! Names of types in a document: readable keys, and no two types under one component key.

use std::collections::{BTreeSet, HashMap};

use fitz_analysis::{Builtin, Nominal, Ty};

/// A declared type, with what decides whose turn it is when several want one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Declared {
    /// The type.
    pub(crate) nominal: Nominal,
    /// The place of its module in load order; the entry has 0.
    pub(crate) rank: usize,
    /// The dotted name of its module; empty for the entry.
    pub(crate) module: String,
}

/// The keys of the types of one document.
#[derive(Debug, Default)]
pub(crate) struct Names {
    components: HashMap<Nominal, String>,
}

impl Names {
    /// Gives every type its component key: the declared name for the first module that has a type of that name, and
    /// `<module>.<Name>` for the others.
    pub(crate) fn assign(mut types: Vec<Declared>) -> Names {
        types.sort_by(|a, b| (a.rank, &a.nominal.name).cmp(&(b.rank, &b.nominal.name)));
        let mut plain = BTreeSet::new();
        let mut wishes: Vec<(Nominal, String)> = types
            .into_iter()
            .map(|declared| {
                let name = declared.nominal.name.to_string();
                let is_first = plain.insert(name.clone());
                let wish =
                    if is_first || declared.module.is_empty() { name } else { format!("{}.{name}", declared.module) };
                (declared.nominal, wish)
            })
            .collect();
        // A name that can be a key as it is must not lose it to one that had to be changed.
        wishes.sort_by_key(|(_, wish)| sanitized(wish) != *wish);
        let mut taken = BTreeSet::new();
        let mut components = HashMap::new();
        for (nominal, wish) in wishes {
            let key = free_key(&sanitized(&wish), &taken);
            taken.insert(key.clone());
            components.insert(nominal, key);
        }
        Names { components }
    }

    /// The key of a declared type under `components.schemas`.
    pub(crate) fn component_key(&self, nominal: &Nominal) -> String {
        self.components.get(nominal).cloned().unwrap_or_else(|| sanitized(&nominal.name))
    }

    /// A name for any type that can be a key, e.g. `ListOfClickEvent`.
    pub(crate) fn type_key(&self, ty: &Ty) -> String {
        match ty {
            Ty::Any => "Any".to_owned(),
            Ty::PyAny => "PyAny".to_owned(),
            Ty::Variable(name) => sanitized(name),
            Ty::Nominal(nominal) => self.component_key(nominal),
            Ty::Nullable(inner) => format!("Optional{}", self.type_key(inner)),
            Ty::Tuple(elements) if elements.is_empty() => "Unit".to_owned(),
            Ty::Tuple(elements) => format!("TupleOf{}", self.joined(elements, "And")),
            Ty::Function(function) if function.parameters.is_empty() => {
                format!("FnTo{}", self.type_key(&function.result))
            }
            Ty::Function(function) => {
                format!("FnOf{}To{}", self.joined(&function.parameters, "And"), self.type_key(&function.result))
            }
            Ty::Builtin(builtin, arguments) => match (builtin, &**arguments) {
                (_, []) => builtin.name().to_owned(),
                (Builtin::Map, [key, value]) => format!("MapOf{}To{}", self.type_key(key), self.type_key(value)),
                (Builtin::Result, [ok, error]) if error.is(Builtin::Str) || *error == Ty::Any => {
                    format!("ResultOf{}", self.type_key(ok))
                }
                (Builtin::Result, all) => format!("ResultOf{}", self.joined(all, "Or")),
                (Builtin::WsConn, [incoming, outgoing]) if incoming == outgoing => {
                    format!("WsConnOf{}", self.type_key(incoming))
                }
                (_, all) => format!("{}Of{}", builtin.name(), self.joined(all, "And")),
            },
        }
    }

    fn joined(&self, types: &[Ty], separator: &str) -> String {
        types.iter().map(|ty| self.type_key(ty)).collect::<Vec<_>>().join(separator)
    }
}

/// `wish`, or the first of `wish_2`, `wish_3`, .. that is not taken.
pub(crate) fn free_key(wish: &str, taken: &BTreeSet<String>) -> String {
    let mut key = wish.to_owned();
    let mut count = 1;
    while taken.contains(&key) {
        count += 1;
        key = format!("{wish}_{count}");
    }
    key
}

/// The text with every character that a component key may not contain replaced (AsyncAPI 3.0, Components Object).
fn sanitized(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            'A'..='Z' | 'a'..='z' | '0'..='9' | '.' | '-' | '_' => character,
            _ => '_',
        })
        .collect()
}
