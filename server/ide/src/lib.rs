//! Every editor feature as a pure function.
//!
//! A feature takes the database, a file and a byte offset, and answers in the plain types of this crate. It knows nothing
//! of the protocol, of positions in lines and columns, or of what the client can do: `fitz-lsp` converts. Start reading at
//! the module of the feature: one file per request.

mod completion;
mod definition;
mod folding;
mod hover;
mod preview;
mod render;
mod semantic_tokens;
mod symbol;
mod symbols;

pub use completion::{CompletionItem, CompletionKind, completions};
pub use definition::{NavigationTarget, definition};
pub use folding::{FoldingKind, FoldingRange, folding_ranges};
pub use hover::{Hover, hover};
pub use preview::{Preview, preview};
pub use semantic_tokens::{SemanticToken, TokenKind, TokenModifiers, semantic_tokens};
pub use symbols::{DocumentSymbol, SymbolKind, document_symbols};

pub use fitz_analysis::{Diagnostic, diagnostics};
