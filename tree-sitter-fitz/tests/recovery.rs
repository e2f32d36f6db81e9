//! Half-typed programs: what is around the broken place must still be found.
//!
//! The first line of each program names the declarations that must be whole: `// expect: a, b`. Where the
//! broken place is inside a function, `// around: handler` names it: it must still be one, with its
//! parameters. A program whose name starts with `dot-` also names the receiver of its trailing dot:
//! `// receiver: conn`.
//!
//! A declaration counts where it stands at the top level, or inside a block or a type whose own closing
//! brace is missing: then everything after the open brace belongs to it, and no other reading of the
//! program would be right. Inside a block that is closed it does not count.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

mod support;

use support::{Program, descendants, has_syntax_error, parse, programs, syntax_errors};
use tree_sitter::Node;

#[test]
fn the_rest_of_a_half_typed_program_survives() {
    let programs = programs("recovery");
    let mut failures = String::new();
    for program in &programs {
        if let Err(failure) = check(program) {
            failures.push_str(&format!("{}: {failure}\n", program.name));
        }
    }
    println!("recovery: {} half-typed programs", programs.len());
    assert!(failures.is_empty(), "\n{failures}");
}

fn check(program: &Program) -> Result<(), String> {
    let text = program.text.as_str();
    let tree = parse(text);
    let root = tree.root_node();
    let nodes = descendants(root);

    let expected = header(text, "expect").ok_or("no `// expect:` line")?;
    for name in expected.split(", ") {
        if !nodes.iter().any(|node| declares(*node, name, text)) {
            return Err(format!("`{name}` is not found whole\n{}", syntax_errors(root, text)));
        }
    }
    if let Some(name) = header(text, "around")
        && !nodes.iter().any(|node| is_function(*node, name, text))
    {
        return Err(format!("`{name}` is no function any more\n{}", syntax_errors(root, text)));
    }
    if !has_syntax_error(root) {
        return Err("it has no syntax error".into());
    }
    if program.name.starts_with("dot-") {
        let receiver = header(text, "receiver").ok_or("no `// receiver:` line")?.replace("\\n", "\n");
        if !nodes.iter().any(|node| is_trailing_dot_after(*node, &receiver, text)) {
            return Err(format!("no trailing dot after `{receiver}`\n{}", syntax_errors(root, text)));
        }
    }
    Ok(())
}

/// The value of a `// key: value` line.
fn header<'text>(text: &'text str, key: &str) -> Option<&'text str> {
    text.lines().find_map(|line| line.strip_prefix("// ")?.strip_prefix(key)?.strip_prefix(": "))
}

fn is_function(node: Node, name: &str, text: &str) -> bool {
    node.kind() == "function_definition"
        && has_name(node, name, text)
        && node.child_by_field_name("parameters").is_some_and(|node| !has_syntax_error(node))
        && node.parent().is_some_and(|parent| parent.kind() == "source_file")
}

fn has_name(node: Node, name: &str, text: &str) -> bool {
    node.child_by_field_name("name").is_some_and(|node| &text[node.byte_range()] == name)
}

/// Whether the node is a whole declaration of the name, in a place where that counts.
fn declares(node: Node, name: &str, text: &str) -> bool {
    let is_declaration = match node.kind() {
        "function_definition" | "type_definition" | "let_declaration" => true,
        // Below a type that is not closed, a function reads as a method.
        "method_definition" => node.parent().is_some_and(lacks_closing_brace),
        _ => false,
    };
    is_declaration && has_name(node, name, text) && !has_syntax_error(node) && is_reachable(node)
}

fn is_reachable(node: Node) -> bool {
    let mut enclosing = std::iter::successors(node.parent(), Node::parent)
        .filter(|node| matches!(node.kind(), "block" | "type_body"))
        .peekable();
    enclosing.peek().is_none() || enclosing.any(lacks_closing_brace)
}

fn lacks_closing_brace(node: Node) -> bool {
    let last = node.child_count().checked_sub(1).and_then(|last| node.child(last));
    last.is_none_or(|last| last.kind() != "}" || last.is_missing())
}

/// Whether the node is `receiver.` without a name after the dot.
fn is_trailing_dot_after(node: Node, receiver: &str, text: &str) -> bool {
    let is_nameless = |node: Node| {
        node.child_by_field_name("field").is_none_or(|name| name.is_missing() || name.byte_range().is_empty())
    };
    node.kind() == "field_expression"
        && is_nameless(node)
        && node.child_by_field_name("object").is_some_and(|object| &text[object.byte_range()] == receiver)
}
