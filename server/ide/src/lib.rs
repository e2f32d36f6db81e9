//! Every editor feature as a pure function.
//!
//! A feature takes the database, a file and a byte offset, and answers in the plain types of this crate. It knows nothing
//! of the protocol, of positions in lines and columns, or of what the client can do: `fitz-lsp` converts. Start reading at
//! the module of the feature: one file per request.

mod assists;
mod call_hierarchy;
mod code_lens;
mod completion;
mod declaration;
mod definition;
mod document_links;
mod endpoint_path;
mod endpoints;
mod file_renames;
mod fix_all;
mod folding;
mod hover;
mod implementation;
mod import_edit;
mod inlay_hints;
mod labels;
mod linked_editing;
mod manifest;
mod message_table;
mod organize_imports;
mod presumed;
mod preview;
mod references;
mod rename;
mod render;
mod runnables;
mod selection_ranges;
mod semantic_tokens;
mod signature_help;
mod suppress;
mod symbol;
mod symbols;
mod syntax_fixes;
mod text_edit;
mod type_definition;
mod workspace_symbols;

pub use assists::{Assist, assist_kinds, assists};
pub use call_hierarchy::{Call, CallItem, CallItemKind, incoming_calls, outgoing_calls, prepare_call_hierarchy};
pub use code_lens::{CodeLens, LensAction, code_lenses, counted_names, uses};
pub use completion::{
    CompletionItem, CompletionKind, CompletionList, Facts, Nearness, completion_detail, completion_documentation,
    completion_list, completions,
};
pub use declaration::declaration;
pub use definition::{NavigationTarget, definition};
pub use document_links::{DocumentLink, document_links};
pub use endpoints::{EndpointInfo, EndpointList, PushInfo, endpoints};
pub use file_renames::{FileRename, file_rename_edits};
pub use fix_all::{can_fix_all, fix_all};
pub use folding::{FoldingKind, FoldingRange, folding_ranges};
pub use hover::{Hover, hover};
pub use implementation::implementation;
pub use import_edit::{Imports, editor_fixes, import_fixes};
pub use inlay_hints::{HintKind, HintOptions, HintPart, InlayHint, inlay_hints};
pub use linked_editing::linked_editing_ranges;
pub use message_table::message_table;
pub use organize_imports::organize_imports;
pub use preview::{DocumentKind, Preview, document, preview};
pub use references::{Reference, ReferenceKind, document_highlights, references};
pub use rename::{CannotRename, RenameEdits, Renameable, Renaming, prepare_rename, rename};
pub use render::LinkTo;
pub use runnables::{Runnable, RunnableKind, runnables};
pub use selection_ranges::selection_ranges;
pub use semantic_tokens::{SemanticToken, TokenKind, TokenModifiers, semantic_tokens};
pub use signature_help::{ParameterHelp, SignatureHelp, signature_help};
pub use suppress::suppression;
pub use symbols::{DocumentSymbol, SymbolKind, document_symbols};
pub use type_definition::type_definition;
pub use workspace_symbols::{WorkspaceSymbol, find_workspace_symbol, workspace_symbol_range, workspace_symbols};

pub use fitz_analysis::{Diagnostic, diagnostics, syntax_diagnostics};
