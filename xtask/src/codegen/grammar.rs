//! What the generator knows of the grammar: `node-types.json`, read and checked.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Nodes that mark where something is missing. They stand where an expression or a type may stand, as one of these; other
/// places have no accessor for them.
const MARKERS: [&str; 2] = ["missing", "unclosed"];

/// Nodes that belong to a supertype in every respect but one: they may not stand everywhere the other ones may, so the
/// grammar keeps them apart.
const ALSO_IN: [(&str, &str); 1] = [("_pattern", "or_pattern")];

/// The nodes of the grammar.
pub(super) struct Grammar {
    /// Named nodes, by name.
    pub(super) nodes: BTreeMap<String, Node>,
    /// Supertypes by name, each with the concrete named nodes in it.
    pub(super) supertypes: BTreeMap<String, BTreeSet<String>>,
    /// The texts of keywords and punctuation.
    pub(super) tokens: BTreeSet<String>,
    /// The names of all fields.
    pub(super) fields: BTreeSet<String>,
}

/// A named node.
pub(super) struct Node {
    /// Its fields, by name.
    pub(super) fields: BTreeMap<String, Children>,
    /// Its named children without a field.
    pub(super) children: Option<Children>,
}

/// What may stand in a field, or among the children without one.
pub(super) struct Children {
    /// Whether there may be more than one.
    pub(super) multiple: bool,
    /// Names of named nodes and of supertypes.
    pub(super) named: BTreeSet<String>,
    /// Whether keywords or punctuation may stand there too.
    pub(super) tokens: bool,
}

impl Grammar {
    pub(super) fn from_node_types(json: &[u8]) -> Result<Self, String> {
        let fail = |what: &str| format!("node-types.json: {what}");
        let value: Value = serde_json::from_slice(json).map_err(|error| fail(&error.to_string()))?;
        let mut grammar = Self {
            nodes: BTreeMap::new(),
            supertypes: BTreeMap::new(),
            tokens: BTreeSet::new(),
            fields: BTreeSet::new(),
        };
        let mut direct_subtypes = BTreeMap::new();
        for entry in value.as_array().ok_or_else(|| fail("not a list"))? {
            let (name, named) = type_name(entry).ok_or_else(|| fail("an entry without a type"))?;
            if let Some(subtypes) = entry.get("subtypes") {
                direct_subtypes.insert(name, type_names(subtypes).map(|(name, _)| name).collect::<Vec<_>>());
            } else if named {
                let node = Node::read(entry);
                grammar.fields.extend(node.fields.keys().cloned());
                grammar.nodes.insert(name, node);
            } else {
                grammar.tokens.insert(name);
            }
        }
        for name in direct_subtypes.keys() {
            let mut concrete = BTreeSet::new();
            expand(name, &direct_subtypes, &mut concrete);
            concrete.extend(ALSO_IN.iter().filter(|(to, _)| to == name).map(|(_, member)| (*member).to_owned()));
            grammar.supertypes.insert(name.clone(), concrete);
        }
        grammar.name_supertypes();
        Ok(grammar)
    }

    /// Puts the supertype where a place spells out all its members: the grammar does that where a node for the supertype
    /// would cost the parser time.
    fn name_supertypes(&mut self) {
        for children in self.nodes.values_mut().flat_map(|node| node.fields.values_mut().chain(&mut node.children)) {
            for (supertype, members) in &self.supertypes {
                let is_elsewhere = |member: &&String| {
                    MARKERS.contains(&member.as_str()) || ALSO_IN.iter().any(|(_, also)| also == member)
                };
                if members.iter().filter(|member| !is_elsewhere(member)).all(|member| children.named.contains(member)) {
                    children.named.retain(|name| !members.contains(name));
                    children.named.insert(supertype.clone());
                }
            }
        }
    }
}

impl Node {
    fn read(entry: &Value) -> Self {
        let fields = entry.get("fields").and_then(Value::as_object);
        Self {
            fields: fields
                .into_iter()
                .flatten()
                .map(|(name, children)| (name.clone(), Children::read(children)))
                .collect(),
            children: entry.get("children").map(Children::read).filter(|children| !children.named.is_empty()),
        }
    }
}

impl Children {
    fn read(value: &Value) -> Self {
        let types: Vec<(String, bool)> = value.get("types").into_iter().flat_map(type_names).collect();
        Self {
            multiple: value.get("multiple").and_then(Value::as_bool).unwrap_or_default(),
            tokens: types.iter().any(|(_, named)| !named),
            named: types
                .into_iter()
                .filter(|(name, named)| *named && !MARKERS.contains(&name.as_str()))
                .map(|(name, _)| name)
                .collect(),
        }
    }
}

/// The concrete nodes in a supertype: supertypes may hold supertypes.
fn expand(name: &str, direct: &BTreeMap<String, Vec<String>>, concrete: &mut BTreeSet<String>) {
    match direct.get(name) {
        Some(subtypes) => subtypes.iter().for_each(|subtype| expand(subtype, direct, concrete)),
        None => drop(concrete.insert(name.to_owned())),
    }
}

fn type_name(value: &Value) -> Option<(String, bool)> {
    Some((value.get("type")?.as_str()?.to_owned(), value.get("named")?.as_bool()?))
}

fn type_names(value: &Value) -> impl Iterator<Item = (String, bool)> {
    value.as_array().into_iter().flatten().filter_map(type_name)
}
