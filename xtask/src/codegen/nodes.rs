//! `generated/nodes.rs`: a struct for each named node and an enum for each supertype.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::grammar::{Children, Grammar, Node};
use super::kinds::HEADER;
use super::names;

/// The code of `nodes.rs`. Fails when two accessors of a node would have one name.
pub(super) fn code(grammar: &Grammar) -> Result<String, String> {
    let mut code = HEADER.to_owned();
    code.push_str("use super::kinds::{Field, SyntaxKind};\n");
    code.push_str("use crate::SyntaxNode;\n");
    code.push_str("use crate::ast::{AstChildren, AstNode, support};\n");
    for (name, members) in &grammar.supertypes {
        supertype(name, members, &mut code);
    }
    for (name, node) in &grammar.nodes {
        node_struct(name, &mut code);
        accessors(grammar, name, node, &mut code)?;
    }
    Ok(code)
}

fn supertype(name: &str, members: &BTreeSet<String>, code: &mut String) {
    let enum_name = names::supertype(name);
    let article = if enum_name.starts_with(['A', 'E', 'I', 'O', 'U']) { "An" } else { "A" };
    let members: Vec<String> = members.iter().map(|member| names::node(member)).collect();
    let each = |line: &dyn Fn(&str) -> String| members.iter().map(|member| line(member)).collect::<String>();
    let variants = each(&|member| format!("/// `{member}`.\n{member}({member}<'t>),\n"));
    let kinds = members.iter().map(|member| format!("SyntaxKind::{member}")).collect::<Vec<_>>().join(" | ");
    let cast = each(&|member| format!("SyntaxKind::{member} => Self::{member}({member} {{ syntax: node }}),\n"));
    let syntax = each(&|member| format!("Self::{member}(node) => node.syntax(),\n"));
    let from = each(&|member| {
        format!(
            r#"
impl<'t> From<{member}<'t>> for {enum_name}<'t> {{
    fn from(node: {member}<'t>) -> Self {{
        Self::{member}(node)
    }}
}}
"#
        )
    });
    let _ = write!(
        code,
        r#"
/// {article} {what}.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum {enum_name}<'t> {{
    {variants}
}}

impl<'t> AstNode<'t> for {enum_name}<'t> {{
    fn can_cast(kind: SyntaxKind) -> bool {{
        matches!(kind, {kinds})
    }}

    fn cast(node: SyntaxNode<'t>) -> Option<Self> {{
        Some(match node.kind() {{
            {cast}
            _ => return None,
        }})
    }}

    fn syntax(&self) -> SyntaxNode<'t> {{
        match self {{
            {syntax}
        }}
    }}
}}
{from}
"#,
        what = enum_name.to_lowercase(),
    );
}

fn node_struct(name: &str, code: &mut String) {
    let struct_name = names::node(name);
    let _ = write!(
        code,
        r#"
/// The node `{name}`.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct {struct_name}<'t> {{
    pub(crate) syntax: SyntaxNode<'t>,
}}

impl<'t> AstNode<'t> for {struct_name}<'t> {{
    fn can_cast(kind: SyntaxKind) -> bool {{
        kind == SyntaxKind::{struct_name}
    }}

    fn cast(node: SyntaxNode<'t>) -> Option<Self> {{
        Self::can_cast(node.kind()).then_some(Self {{ syntax: node }})
    }}

    fn syntax(&self) -> SyntaxNode<'t> {{
        self.syntax
    }}
}}
"#
    );
}

fn accessors(grammar: &Grammar, name: &str, node: &Node, code: &mut String) -> Result<(), String> {
    let mut methods = BTreeMap::new();
    let mut add = |accessor: String, body: String| match methods.insert(accessor.clone(), body) {
        None => Ok(()),
        Some(_) => Err(format!("two accessors of {name} would be called {accessor}")),
    };
    for (field_name, children) in &node.fields {
        let ty = Type::of(grammar, children);
        let field = format!("Field::{}", names::field(field_name));
        let (accessor, body) = if children.multiple {
            let doc = format!("What stands in the field `{field_name}`, in the order of the text.");
            let accessor = names::plural_accessor(field_name);
            let body = method(&doc, &accessor, &ty.many(), &ty.call_many(&field));
            (accessor, body)
        } else {
            let doc = format!("What stands in the field `{field_name}`.");
            let accessor = names::accessor(field_name);
            let body = method(&doc, &accessor, &ty.one(), &ty.call_one(&field));
            (accessor, body)
        };
        add(accessor, body)?;
    }
    if let Some(children) = &node.children {
        // What belongs to a supertype that may stand there too is found with it.
        let is_covered = |child: &String| {
            children.named.iter().filter_map(|name| grammar.supertypes.get(name)).any(|members| members.contains(child))
        };
        for child in children.named.iter().filter(|child| !is_covered(child)) {
            let ty = Type::Ast(rust_name(grammar, child));
            let (accessor, body) = if children.multiple {
                let accessor = names::plural_accessor(child);
                let doc = format!("Its children of kind `{}`.", child.trim_start_matches('_'));
                let body = method(&doc, &accessor, &ty.many(), "support::children(self.syntax)");
                (accessor, body)
            } else {
                let accessor = names::accessor(child);
                let doc = format!("Its child of kind `{}`.", child.trim_start_matches('_'));
                let body = method(&doc, &accessor, &ty.one(), "support::child(self.syntax)");
                (accessor, body)
            };
            add(accessor, body)?;
        }
    }
    if !methods.is_empty() {
        let body: String = methods.into_values().collect();
        let _ = write!(code, "\nimpl<'t> {}<'t> {{{body}}}\n", names::node(name));
    }
    Ok(())
}

fn method(doc: &str, name: &str, result: &str, body: &str) -> String {
    format!("\n/// {doc}\npub fn {name}(&self) -> {result} {{ {body} }}\n")
}

/// The Rust type of what stands in a field.
enum Type {
    /// A struct or an enum of the typed tree.
    Ast(String),
    /// A mixture for which there is no type.
    Any,
}

impl Type {
    /// The struct if it can be one node only, the enum if one supertype holds all that can stand there.
    fn of(grammar: &Grammar, children: &Children) -> Self {
        let named = &children.named;
        match named.first() {
            Some(name) if named.len() == 1 && !children.tokens => Self::Ast(rust_name(grammar, name)),
            Some(_) if !children.tokens => {
                let concrete: BTreeSet<&String> = named
                    .iter()
                    .flat_map(|name| match grammar.supertypes.get(name) {
                        Some(members) => members.iter().collect::<Vec<_>>(),
                        None => vec![name],
                    })
                    .collect();
                grammar
                    .supertypes
                    .iter()
                    .filter(|(_, members)| concrete.iter().all(|name| members.contains(*name)))
                    .min_by_key(|(_, members)| members.len())
                    .map_or(Self::Any, |(name, _)| Self::Ast(names::supertype(name)))
            }
            _ => Self::Any,
        }
    }

    fn one(&self) -> String {
        match self {
            Self::Ast(name) => format!("Option<{name}<'t>>"),
            Self::Any => "Option<SyntaxNode<'t>>".to_owned(),
        }
    }

    fn many(&self) -> String {
        match self {
            Self::Ast(name) => format!("AstChildren<'t, {name}<'t>>"),
            Self::Any => "AstChildren<'t, SyntaxNode<'t>>".to_owned(),
        }
    }

    fn call_one(&self, field: &str) -> String {
        match self {
            Self::Ast(_) => format!("support::field(self.syntax, {field})"),
            Self::Any => format!("self.syntax.field({field})"),
        }
    }

    fn call_many(&self, field: &str) -> String {
        format!("support::fields(self.syntax, {field})")
    }
}

fn rust_name(grammar: &Grammar, name: &str) -> String {
    if grammar.supertypes.contains_key(name) { names::supertype(name) } else { names::node(name) }
}
