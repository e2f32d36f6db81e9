//! The incremental database: projects, names, types, endpoints and findings of Fitz programs.
//!
//! A pure function of its inputs (files, manifests): no clock, no disk, no environment inside a query. It must never know
//! an editor or a protocol. [`Host`] owns the state; every question takes `&dyn Db`.
//!
//! Start reading at `item_tree.rs` (what a file declares, without positions), then `lower` (an item's own text becomes a
//! [`hir`] body), `inference` (the types of a body), `project.rs` (modules and manifests), `endpoints.rs` (what a program
//! offers on the wire), `rules/` (one file per finding) and `lints/` (one file per lint). The standard library is declared
//! in `std/*.fitz`.

mod answers;
#[allow(missing_docs, reason = "salsa generates builders and constructors without docs")]
mod db;
mod diagnostic;
mod endpoint;
mod endpoints;
#[cfg(any(test, feature = "fixture"))]
pub mod fixture;
pub mod hir;
mod importable;
mod inference;
#[allow(missing_docs, reason = "salsa generates builders and constructors without docs")]
mod item_tree;
mod lints;
mod lower;
mod members;
mod middleware;
mod nearest;
mod path;
mod project;
mod query_log;
mod reach;
mod replies;
mod roles;
mod rules;
mod schedule;
mod scope;
mod severity;
mod signatures;
mod standard_library;
mod stub_text;
mod suppression;
mod surroundings;
mod ty;
mod ty_ops;
mod unresolved;

pub use db::{
    Cancelled, Content, Database, Db, Host, Ingredient, MemoryUsage, Origin, Snapshot, SourceFile, Wanted, any_file,
    catch_cancelled, file, files,
};
pub use diagnostic::{Diagnostic, Fix, Related};
pub use endpoint::{
    Access, Answer, AnswerContent, Connection, HandshakeParameter, HandshakeSource, HttpRoute, Module, Package, Path,
    PathParameter, PathRole, PathUse, Program, Protocol, Push, PushCall, PushKind, RequestBody, Server, SocketEndpoint,
    SourcePointer,
};
pub use endpoints::{path_uses, program, program_surface, push_calls, sockets_of_handler};
pub use fitz_rules::{Rule, Severity, Tag};
pub use importable::{Importable, importable_named, importable_names};
pub use inference::missing_arms::insertion as arm_insertion;
pub use inference::structs::is_required as is_required_field;
pub use inference::{
    Inference, Local, LocalId, LocalKind, Resolution, Supposed, global_type, infer, is_assigned_once, operation_type,
    suppose,
};
pub use item_tree::{
    FileItems, Item, ItemId, ItemKind, StrayDecorator, file_doc, file_items, item, item_at, item_range, items, parse,
    resolve_pointer, stray_decorators,
};
pub use lints::{dropped_values, loading_matters};
pub use lower::lowered;
pub use members::{Member, MemberKind, builtin_declaration, member, members, module_members, static_members};
pub use nearest::nearest;
pub use path::{FilePath, PathKind};
pub use project::{
    DependencySource, ImportBase, ImportedFile, MANIFEST, Manifest, ManifestName, ManifestPlace, ModuleTarget,
    imported_file, manifest, manifest_file_of, manifest_of, manifest_places, module_imports, program_name, programs,
    resolve_module,
};
pub use reach::{endpoints_at, endpoints_of_connections, holders_of_connection};
pub use rules::{
    OptionMap, decorator_declaration, diagnostics, fits_beside, has_bare_keys, is_column, is_unusual_beside,
    kind_literals, needs_quotes, option_key, option_maps, options_named, positional_parameters, rate_limit,
    split_connection, syntax_diagnostics, targets_of_broadcast, targets_of_push, words_of,
};
pub use schedule::{DEFAULT_ZONE, Run, next_runs, zone_names};
pub use scope::{
    Definition, ModuleScope, ScopeEntry, canonical_type_name, exported, module_scope, resolve_entry, resolve_name,
};
pub use severity::{Level, LintLevels, rules_named};
pub use signatures::{
    DefaultValue, FieldInfo, Signature, SignatureParameter, TypeInfo, methods, nominal_doc, nominal_fields,
    nominal_item, nominal_pointer, resolve_type, signature, type_info, type_named,
};
pub use standard_library::{Library, library};
pub use suppression::{allowed_codes, line_of_suppression};
pub use ty::{Builtin, FunctionTy, Name, Nominal, Ty};
pub use unresolved::{Gap, GapKind, gaps};
