//! One file per request: the way from its parameters through `fitz-ide` to its answer.

mod async_api;
mod code_action;
mod completion;
mod definition;
mod diagnostic;
mod document_symbol;
mod folding_range;
mod hover;
mod semantic_tokens;

pub(super) use async_api::AsyncApi;
pub(super) use code_action::CodeActions;
pub(super) use completion::Completion;
pub(super) use definition::Definition;
pub(super) use diagnostic::{DiagnosticPull, diagnostics};
pub(super) use document_symbol::DocumentSymbols;
pub(super) use folding_range::FoldingRanges;
pub(super) use hover::HoverAt;
pub(super) use semantic_tokens::{SemanticTokensFull, SemanticTokensRange};
