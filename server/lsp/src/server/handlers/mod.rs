//! One file per request: the way from its parameters through `fitz-ide` to its answer.

mod api_document;
mod call_hierarchy;
mod code_action;
mod code_lens;
mod completion;
mod definition;
mod diagnostic;
mod document_highlight;
mod document_symbol;
mod endpoints;
mod folding_range;
mod hover;
mod inlay_hint;
mod message_table;
mod references;
mod rename;
mod semantic_tokens;
mod signature_help;

pub(super) use api_document::{AsyncApi, OpenApi};
pub(super) use call_hierarchy::{CallHierarchy, IncomingCalls, OutgoingCalls};
pub(super) use code_action::CodeActions;
pub(super) use code_lens::CodeLenses;
pub(super) use completion::Completion;
pub(super) use definition::Definition;
pub(super) use diagnostic::{DiagnosticPull, diagnostics};
pub(super) use document_highlight::DocumentHighlights;
pub(super) use document_symbol::DocumentSymbols;
pub(super) use endpoints::{Endpoints, EndpointsAnswer};
pub(super) use folding_range::FoldingRanges;
pub(super) use hover::HoverAt;
pub(super) use inlay_hint::InlayHints;
pub(super) use message_table::MessageTable;
pub(super) use references::References;
pub(super) use rename::{PrepareRename, Rename};
pub(super) use semantic_tokens::{SemanticTokensFull, SemanticTokensRange};
pub(super) use signature_help::SignatureHelpAt;
