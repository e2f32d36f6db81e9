//! The rules, a file for each family.

/// Declares the rules of a family, in the order of their codes, and lists them.
macro_rules! rules {
    ($($name:ident = $rule:expr;)*) => {
        $(
            #[allow(missing_docs, reason = "a rule documents itself")]
            pub static $name: $crate::Rule = $rule;
        )*
        /// All rules of the family.
        pub static RULES: &[&$crate::Rule] = &[$(&$name),*];
    };
}

pub mod access;
pub mod broadcasts;
pub mod calls;
pub mod commands;
pub mod compat;
pub mod connections;
pub mod decorators;
pub mod endpoints;
pub mod expressions;
pub mod flow;
pub mod handlers;
pub mod jobs;
pub mod lints;
pub mod messages;
pub mod modules;
pub mod names;
pub mod project;
pub mod realtime;
pub mod routes;
pub mod syntax;
pub mod tables;
pub mod types;

use crate::Family;

/// All families, in the order of the index.
pub(crate) static ALL: &[Family] = &[
    Family { title: "Syntax", rules: syntax::RULES },
    Family { title: "Types and their declarations", rules: types::RULES },
    Family { title: "Names, fields and instances", rules: names::RULES },
    Family { title: "Operators, conditions and indexing", rules: expressions::RULES },
    Family { title: "Assignments and control flow", rules: flow::RULES },
    Family { title: "Calls", rules: calls::RULES },
    Family { title: "Modules and imports", rules: modules::RULES },
    Family { title: "Decorators", rules: decorators::RULES },
    Family { title: "HTTP routes", rules: routes::RULES },
    Family { title: "Requests and the server", rules: handlers::RULES },
    Family { title: "Access to handlers", rules: access::RULES },
    Family { title: "Jobs, probes and remote functions", rules: jobs::RULES },
    Family { title: "Commands, traces, flags and live components", rules: commands::RULES },
    Family { title: "Tables and relations", rules: tables::RULES },
    Family { title: "WebSocket handlers", rules: realtime::RULES },
    Family { title: "WebSocket endpoints", rules: endpoints::RULES },
    Family { title: "The life of a connection", rules: connections::RULES },
    Family { title: "Broadcasts", rules: broadcasts::RULES },
    Family { title: "Kinds of messages", rules: messages::RULES },
    Family { title: "Forms that `fitz` itself does not take", rules: compat::RULES },
    Family { title: "Lints", rules: lints::RULES },
    Family { title: "Projects", rules: project::RULES },
];
