//! `locals.scm`, on the programs in `test/locals`.
//!
//! The annotations there are `defines NAME`, `uses NAME` (the same invented name as the definition has) and
//! `unbound`, for a reference that nothing in the file defines.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

use tree_sitter::{Node, Query};

use crate::annotations::{Assertion, assertions};
use crate::captures::{Match, matches, parse, programs, query};

struct Definition {
    name: Range<usize>,
    scope: Range<usize>,
    /// What cannot see the definition, although it comes later.
    value: Option<Range<usize>>,
    /// Whether the name can be used before its definition: that of a function, or in a comprehension.
    hoisted: bool,
}

struct Locals {
    definitions: Vec<Definition>,
    references: Vec<Range<usize>>,
}

fn locals(source: &str) -> Locals {
    let (query, tree) = (query("locals"), parse(source));
    let matches = matches(&query, &tree, source);
    let scopes: Vec<Node> = matches.iter().flat_map(|found| found.nodes("local.scope")).collect();
    let mut definitions: Vec<Definition> =
        matches.iter().filter_map(|found| definition(found, &query, &scopes)).collect();
    definitions.sort_by_key(|definition| definition.name.start);
    let references = matches.iter().flat_map(|found| found.nodes("local.reference")).map(|node| node.byte_range());
    Locals { references: references.collect(), definitions }
}

fn definition(found: &Match, query: &Query, scopes: &[Node]) -> Option<Definition> {
    let (capture, node) = found.captures.iter().find(|(name, _)| name.starts_with("local.definition."))?;
    let key = format!("{}.scope", capture.strip_prefix("local.")?);
    let in_parent = query
        .property_settings(found.pattern)
        .iter()
        .any(|property| *property.key == *key && property.value.as_deref() == Some("parent"));
    let mut around = std::iter::successors(node.parent(), Node::parent).filter(|node| scopes.contains(node));
    let scope = around.nth(usize::from(in_parent))?;
    Some(Definition {
        name: node.byte_range(),
        scope: scope.byte_range(),
        value: found.range("local.definition-value"),
        hoisted: scope.kind().ends_with("_comprehension")
            || ["field", "function", "method", "type"].iter().any(|kind| capture.ends_with(kind)),
    })
}

impl Locals {
    /// The definition that a reference means: in the innermost scope that has one of this name, the last one
    /// before the reference, or the first one after it.
    fn resolve(&self, source: &str, reference: &Range<usize>) -> Option<&Definition> {
        let candidates: Vec<&Definition> = self
            .definitions
            .iter()
            .filter(|definition| source[definition.name.clone()] == source[reference.clone()])
            .filter(|definition| definition.scope.start <= reference.start && reference.end <= definition.scope.end)
            .filter(|definition| definition.hoisted || definition.name.start < reference.start)
            .filter(|definition| definition.value.as_ref().is_none_or(|value| !value.contains(&reference.start)))
            .collect();
        let innermost = candidates.iter().map(|definition| definition.scope.len()).min()?;
        let mut in_scope = candidates.into_iter().filter(|definition| definition.scope.len() == innermost).peekable();
        let first = in_scope.peek().copied();
        in_scope.take_while(|definition| definition.name.start < reference.start).last().or(first)
    }
}

/// Why an assertion does not hold.
fn failure(assertion: &Assertion, source: &str, locals: &Locals, names: &HashMap<&str, usize>) -> Option<String> {
    let at = |range: &Range<usize>| range.contains(&assertion.offset);
    let definition = locals.definitions.iter().find(|definition| at(&definition.name));
    let reference = locals.references.iter().find(|range| at(range));
    let (verb, name) = assertion.expected.split_once(' ').unwrap_or((&assertion.expected, ""));
    match verb {
        "defines" if definition.is_none() => Some("no definition".to_owned()),
        "defines" => None,
        "nothing" => (definition.is_some() || reference.is_some()).then(|| "a definition or a reference".to_owned()),
        "uses" | "unbound" => {
            let Some(reference) = reference else { return Some("no reference".to_owned()) };
            let found = locals.resolve(source, reference).map(|definition| definition.name.start);
            let expected = (verb == "uses")
                .then(|| *names.get(name).unwrap_or_else(|| panic!("line {}: no {name}", assertion.line)));
            (found != expected).then(|| {
                let line = |offset: usize| source[..offset].lines().count();
                format!("the definition at line {:?}, not {:?}", found.map(line), expected.map(line))
            })
        }
        _ => panic!("line {}: {verb}", assertion.line),
    }
}

#[test]
fn annotated_programs() {
    let mut failures = String::new();
    let mut count = 0;
    for (file, source) in programs("test/locals") {
        let locals = locals(&source);
        let assertions = assertions(&source);
        let mut names = HashMap::new();
        for assertion in &assertions {
            if let Some(name) = assertion.expected.strip_prefix("defines ") {
                let start = locals.definitions.iter().map(|definition| definition.name.clone());
                let start =
                    start.clone().find(|name| name.contains(&assertion.offset)).map_or(usize::MAX, |name| name.start);
                assert!(
                    names.insert(name, start).is_none_or(|known| known == start),
                    "{file}: two places define {name}"
                );
            }
        }
        for assertion in &assertions {
            count += 1;
            if let Some(failure) = failure(assertion, &source, &locals, &names) {
                let _ = writeln!(failures, "{file}:{}: {}: {failure}", assertion.line, assertion.expected);
            }
        }
    }
    println!("locals: {count} assertions");
    assert!(failures.is_empty(), "\n{failures}");
    assert!(count >= 60, "only {count} assertions");
}
